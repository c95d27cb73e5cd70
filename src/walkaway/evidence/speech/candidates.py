"""Statements while they are found, and the records that become of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..findings import Document, Kind, Modality, Quoted, Speaker, Statement
from ..wordlist import FIRST_PERSON
from .clauses import without


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A statement before it has an id; offsets are relative to ``base``."""

    content: list[tuple[int, int]]
    kind: Kind
    extractor: str
    base: int = 0
    cue: tuple[int, int] | None = None
    speaker: Speaker | None = None
    negative: bool = False
    possible: bool = False
    doubted: bool = False
    hypothetical: bool = False
    question: bool = False
    strict: bool = False
    relays: bool = False
    outer: Candidate | None = field(default=None, repr=False)

    def holds(self, at: int) -> bool:
        """Whether a place stands in its words."""
        for start, end in self.content:  # noqa: SIM110 - asked of all for all
            if start <= at < end:
                return True
        return False

    def position(self) -> int:
        """Where it begins."""
        return min(start for start, _ in self.content)

    def modality(self) -> Modality:
        """How it is told."""
        if self.hypothetical:
            return "hypothetical"
        if self.doubted:
            return "doubted"
        return "possible" if self.possible else "asserted"


def finished(candidates: Sequence[Candidate], document: Document) -> tuple[Statement, ...]:
    """Records of the candidates of a document, in the order of the text."""
    text = document.text
    kept = [item for item in candidates if _spans(item, document)]
    kept.sort(key=lambda item: (item.base + item.position(), item.cue or (0, 0)))
    ids = {id(item): f"{document.name}#{number}" for number, item in enumerate(kept, 1)}
    return tuple(
        Statement(
            id=ids[id(item)],
            document=document.name,
            speaker=_speaker(item, document),
            cue=_cue(item, text),
            content=tuple(_quoted(text, *span) for span in _spans(item, document)),
            kind=item.kind,
            polarity="negative" if item.negative else "positive",
            modality=item.modality(),
            embedded=ids.get(id(item.outer), "") if item.outer is not None else "",
            band="strict" if item.strict else "wide",
            extractor=item.extractor,
        )
        for item in kept
    )


def _speaker(item: Candidate, document: Document) -> Speaker | None:
    """Who speaks; an *I* outside all quotes is whoever signs the document, or nobody."""
    speaker = item.speaker
    if speaker is not None and item.kind == "author" and document.byline:
        return replace(speaker, name=document.byline)
    return None if speaker is None or speaker.name.lower() in FIRST_PERSON else speaker


def _cue(item: Candidate, text: str) -> Quoted | None:
    return _quoted(text, item.base + item.cue[0], item.base + item.cue[1]) if item.cue is not None else None


def _within(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Those of some spans in order that begin in a stretch."""
    return list(spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))])


def _quoted(text: str, start: int, end: int) -> Quoted:
    return Quoted(start=start, end=end, text=text[start:end])


def _spans(item: Candidate, document: Document) -> list[tuple[int, int]]:
    """Content in the document's own offsets, in order, without overlaps and numbers of lines."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((item.base + a, item.base + b) for a, b in item.content if a < b):
        piece = document.flow[start:end]
        start, end = end - len(piece.lstrip()), start + len(piece.rstrip())
        start = max(start, found[-1][1]) if found else start
        if end > start:
            found += without((start, end), _within(document.numbers, start, end))
    return found
