"""Statements while they are found, and the records that become of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..records import Cue, Document, Kind, Modality, Quoted, Speaker, Statement

__all__ = ["Draft", "finished"]


@dataclass(slots=True, kw_only=True)
class Draft:
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
    outer: Draft | None = field(default=None, repr=False)

    def holds(self, at: int) -> bool:
        """Whether a place stands in its words."""
        return any(start <= at < end for start, end in self.content)

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


def finished(drafts: Sequence[Draft], document: Document) -> tuple[Statement, ...]:
    """Records of the drafts of a document, in the order of the text."""
    text = document.text
    kept = [draft for draft in drafts if _spans(draft, text)]
    kept.sort(key=lambda draft: (draft.base + draft.position(), draft.cue or (0, 0)))
    ids = {id(draft): f"{document.name}#{number}" for number, draft in enumerate(kept, 1)}
    return tuple(
        Statement(
            id=ids[id(draft)],
            document=document.name,
            speaker=_speaker(draft, document),
            cue=_cue(draft, text),
            content=tuple(Quoted(start=a, end=b, text=text[a:b]) for a, b in _spans(draft, text)),
            kind=draft.kind,
            polarity="negative" if draft.negative else "positive",
            modality=draft.modality(),
            embedded=ids.get(id(draft.outer), "") if draft.outer is not None else "",
            band="strict" if draft.strict else "wide",
            extractor=draft.extractor,
        )
        for draft in kept
    )


def _speaker(draft: Draft, document: Document) -> Speaker | None:
    """Who speaks; an *I* outside all quotes is whoever signs the document."""
    if draft.kind != "author" or draft.speaker is None:
        return draft.speaker
    return replace(draft.speaker, name=document.byline or draft.speaker.name)


def _cue(draft: Draft, text: str) -> Cue | None:
    if draft.cue is None:
        return None
    start, end = draft.base + draft.cue[0], draft.base + draft.cue[1]
    return Cue(start=start, end=end, text=text[start:end])


def _spans(draft: Draft, text: str) -> list[tuple[int, int]]:
    """Content in the document's own offsets, in order, without overlaps."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((draft.base + a, draft.base + b) for a, b in draft.content):
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        start = max(start, found[-1][1]) if found else start
        if end > start:
            found.append((start, end))
    return found
