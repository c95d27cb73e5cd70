"""What the documents of a case say: read once, who said what, told twice, in conflict.

:func:`gather_case` is the one place where the brief asks the evidence room to read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ...case import Case, Cite
from ...errors import Fault
from ...evidence.records import Conflict, Duplicate, Quoted, Read, Statement
from .ledger import ShownPassage

__all__ = ["Sources", "gather_case", "passage_at", "rests_on", "statement_data"]

_CONTEXT = 160
_MOST_WORDS = 700
_GAP = 240
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What was found in the documents of a case.

    Attributes
    ----------
    reads : tuple of Read
    statements : tuple of Statement
        Of all documents, in order.
    duplicates : tuple of Duplicate
    conflicts : tuple of Conflict
        Proposed by the program.
    faults : tuple of Fault
        Documents that could not be read.
    lost : str
        What was lost for want of a language model; empty if nothing.
    """

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


def gather_case(case: Case, folder: Path | None, *, apart: bool = False) -> Sources:
    """Read the documents of a case.

    Parameters
    ----------
    case : Case
        Its parties name sides; what it keeps or cites is never set aside.
    folder : pathlib.Path or None
        The case folder; None where there is none.
    apart : bool
        Find who said what in a process of its own.

    Returns
    -------
    Evidence
        Empty without documents; spaCy is loaded only with them.
    """
    home = folder / "documents" if folder is not None else None
    if home is None or not home.is_dir() or not any(home.iterdir()):
        return Sources()
    from ...evidence.gathering import gather

    found = gather([home], case=case, apart=apart)
    return Sources(
        reads=found.reads,
        statements=found.statements,
        duplicates=found.duplicates,
        conflicts=found.conflicts,
        faults=tuple(fault for fault in found.faults if fault.level != "doubt"),
        lost=_lost(found.reads),
    )


def _lost(reads: Sequence[Read]) -> str:
    from ...evidence.speech.model import LOST, has_parser

    return LOST if reads and not has_parser() else ""


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
    """The words of a statement in their document.

    Parameters
    ----------
    statement : Statement
    evidence : Evidence

    Returns
    -------
    Passage
        Very long words are cut.
    """
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


def statement_data(statement: Statement) -> dict[str, Any]:
    """A statement as plain data, in the shape of ``walkaway read --json``."""
    speaker, cue = statement.speaker, statement.cue
    return {
        "id": statement.id,
        "document": statement.document,
        "speaker": None
        if speaker is None
        else {
            "name": speaker.name,
            "role": speaker.role,
            "party": speaker.party,
            "start": speaker.start,
            "end": speaker.end,
        },
        "cue": None if cue is None else {"start": cue.start, "end": cue.end, "text": cue.text},
        "content": [{"start": q.start, "end": q.end, "text": q.text} for q in statement.content],
        "kind": statement.kind,
        "polarity": statement.polarity,
        "modality": statement.modality,
        "embedded": statement.embedded,
        "band": statement.band,
    }
