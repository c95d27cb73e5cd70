"""The documents of a case as the page lists them: what they are, and what was set aside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from ...evidence.findings import Read
from ..language.phrases import one_line
from .case_documents import Sources

__all__ = ["Aside", "Paper", "build_papers", "unread"]

MOST_PAPERS: Final = 200
_MOST_CHARS: Final = 400
_MOST_IN_ALL: Final = 80_000
_PROFILES: Final = {
    "normal": "",
    "caseless": "without capitals: names are guessed",
    "unpunctuated": "without capitals and punctuation: sentences and speakers are estimated",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A span that is no part of the article, and why; long ones are cut."""

    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document.

    Attributes
    ----------
    name, title, facts : str
        Facts: outlet, byline, date and where it was found.
    profile : str
        What is unusual about its text; empty for ordinary text.
    digest : str
        Of its bytes.
    statements : int
    asides : tuple of Aside
    aside : int
        How many spans were set aside.
    """

    name: str
    title: str
    facts: str
    profile: str
    digest: str
    statements: int
    asides: tuple[Aside, ...]
    aside: int


def _facts(read: Read) -> str:
    document = read.document
    date = document.date
    if date and document.date_how:
        date = f"{date} (date found: {document.date_how})"
    parts = (document.outlet, document.byline, date)
    return " · ".join(one_line(part) for part in parts if part)


def build_papers(evidence: Sources) -> tuple[Paper, ...]:
    """List the documents.

    Parameters
    ----------
    evidence : Evidence

    Returns
    -------
    tuple of Paper
        At most 200, with at most 80,000 characters of what was set aside.
    """
    heard = Counter(statement.document for statement in evidence.statements)
    room, found = _MOST_IN_ALL, []
    for read in evidence.reads[:MOST_PAPERS]:
        asides = []
        for span in read.set_aside:
            text = read.document.text[span.start : span.end].strip()
            text = text if len(text) <= _MOST_CHARS else text[:_MOST_CHARS].rstrip() + "…"
            room -= len(text)
            if room < 0:
                break
            asides.append(Aside(text=text, why=span.why))
        title = one_line(read.document.title)
        found.append(
            Paper(
                name=read.document.name,
                title=title if title != read.document.name else "",
                facts=_facts(read),
                profile=_PROFILES[read.document.profile],
                digest=read.document.raw_sha256[:12],
                statements=heard[read.document.name],
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
