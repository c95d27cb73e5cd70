"""The documents of a case: read once, who said what in them, and how the page lists them.

:func:`gather_case` is the one place where the brief asks the evidence room to read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from ...case import Case, Cite
from ...errors import Fault
from ...evidence.findings import Conflict, Duplicate, Quoted, Read, Statement
from ..language.phrases import one_line
from .ledger import ShownPassage

_CONTEXT: Final = 160
_MOST_WORDS: Final = 700
_GAP: Final = 240
_BLANK: Final = re.compile(r"\s+")
_MOST_PAPERS: Final = 200
_MOST_ASIDE: Final = 400
_MOST_ASIDE_IN_ALL: Final = 80_000
_PROFILES: Final = {
    "normal": "",
    "caseless": "without capitals: names are guessed",
    "unpunctuated": "without capitals and punctuation: sentences and speakers are estimated",
}


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What was found in the documents of a case; ``lost`` says what was for want of a language model."""

    reads: tuple[Read, ...] = ()
    statements: tuple[Statement, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    faults: tuple[Fault, ...] = ()
    lost: str = ""

    @cached_property
    def by_name(self) -> dict[str, Read]:
        """Documents by name."""
        return {read.document.name: read for read in self.reads}

    @cached_property
    def by_id(self) -> dict[str, Statement]:
        """Statements by id."""
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def twins(self) -> dict[str, tuple[str, ...]]:
        """Statement → all that are the same one, itself among them."""
        return {name: group.statements for group in self.duplicates for name in group.statements}


def gather_case(case: Case, folder: Path | None) -> Sources:
    """Read the documents of a case folder; empty without documents, and spaCy is loaded only with them.

    Parties of the case name sides; what it keeps or cites is never set aside.
    """
    home = folder / "documents" if folder is not None else None
    if home is None or not home.is_dir() or not any(home.iterdir()):
        return Sources()
    from ...evidence.gathering import gather
    from ...evidence.speech.model import LOST, has_parser

    found = gather([home], case=case)
    return Sources(
        reads=found.reads,
        statements=found.statements,
        duplicates=found.duplicates,
        conflicts=found.conflicts,
        faults=tuple(fault for fault in found.faults if fault.level != "doubt"),
        lost=LOST if found.reads and not has_parser() else "",
    )


def _plain(text: str) -> str:
    return _BLANK.sub(" ", text).strip()


def rests_on(statement: Statement, cite: Cite) -> bool:
    """Whether a cite and a statement are about the same words of the same document."""
    if statement.document != cite.document:
        return False
    words = _plain(cite.words)
    return any(
        words in plain or (plain in words and len(plain) > 12)
        for plain in (_plain(quote.text) for quote in statement.content)
    )


def _places(content: Sequence[Quoted]) -> list[tuple[int, int]]:
    """Spans of a statement, those close to each other as one."""
    found: list[tuple[int, int]] = []
    for quote in content:
        if found and quote.start - found[-1][1] <= _GAP:
            found[-1] = (found[-1][0], quote.end)
        else:
            found.append((quote.start, quote.end))
    return found


def passage_at(statement: Statement, evidence: Sources) -> ShownPassage:
    """The words of a statement in their document; very long ones are cut."""
    document = evidence.by_name[statement.document].document
    text, places = document.text, _places(statement.content)
    start, end = places[0]
    begin, stop = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    before, after = text[begin:start], text[end:stop]
    if begin:
        before = "…" + before[before.find(" ") + 1 :]
    if len(places) > 1 or stop < len(text):
        after = after[: after.rfind(" ") + 1].rstrip() + "…"
    words = text[start:end]
    if len(words) > _MOST_WORDS:
        words, after = words[:_MOST_WORDS] + "…", ""
    return ShownPassage(
        document=document.name,
        title=document.title or document.name,
        before=before.lstrip(),
        words=words,
        after=after.rstrip(),
    )


# ------------------------------------------------------------------------------------------- as a list


class Aside(NamedTuple):
    """A span that is no part of the article, and why; long ones are cut."""

    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document: where it comes from, what is unusual about its text, and some of what was set aside."""

    name: str
    title: str
    facts: str
    profile: str
    digest: str
    statements: int
    asides: tuple[Aside, ...]
    aside: int


def build_papers(evidence: Sources) -> tuple[Paper, ...]:
    """List the documents: at most 200, with at most 80,000 characters of what was set aside."""
    heard = Counter(statement.document for statement in evidence.statements)
    room, found = _MOST_ASIDE_IN_ALL, []
    for read in evidence.reads[:_MOST_PAPERS]:
        document, asides = read.document, []
        for span in read.set_aside:
            text = document.text[span.start : span.end].strip()
            text = text if len(text) <= _MOST_ASIDE else text[:_MOST_ASIDE].rstrip() + "…"
            room -= len(text)
            if room < 0:
                break
            asides.append(Aside(text, span.why))
        title, date = one_line(document.title), document.dated
        if date and document.date_how:
            date = f"{date} (date found: {document.date_how})"
        found.append(
            Paper(
                name=document.name,
                title=title if title != document.name else "",
                facts=" · ".join(one_line(part) for part in (document.outlet, document.byline, date) if part),
                profile=_PROFILES[document.profile],
                digest=document.raw_sha256[:12],
                statements=heard[document.name],
                asides=tuple(asides),
                aside=len(read.set_aside),
            )
        )
    return tuple(found)


def unread(evidence: Sources) -> tuple[str, ...]:
    """Documents that could not be read, with the reason; file names alone, no folders."""
    return tuple(
        f"{PurePath(fault.file).name}: {fault.found}" if fault.file else fault.found
        for fault in evidence.faults
    )
