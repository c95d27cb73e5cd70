"""Transcripts of many makes, each turn marked with who speaks: ``⟦Nora Vik⟧words⟦⟧``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from walkaway.errors import Faults
from walkaway.evidence.findings import Statement
from walkaway.evidence.intake.reader import read_bytes
from walkaway.evidence.speech.statements import statements_of

FOLDER = Path(__file__).parent / "turns"
OTHERS = Path(__file__).parent / "no_turns"
"""Ordinary texts with what looks like labels: lists, scores, live pages, letters, datelines, menus."""
_MARK = re.compile(r"⟦([^⟧]*)⟧")


@dataclass(frozen=True)
class Turn:
    """Who speaks, and which words of the text without marks are theirs."""

    name: str
    start: int
    end: int


def unmarked(marked: str) -> tuple[str, list[Turn]]:
    """The text without its marks, and the turns that they tell."""
    pieces = _MARK.split(marked)
    text, turns = pieces[0], []
    for name, words in zip(pieces[1::2], pieces[2::2], strict=True):
        if name:
            turns.append(Turn(name, len(text), len(text) + len(words)))
        text += words
    return text, turns


def rated(marked: str, file: str = "doc.txt") -> Iterator[tuple[Turn, str]]:
    """Each turn, and what is wrong with it; nothing where all its words have their speaker.

    A person has one name throughout a document.
    """
    text, turns = unmarked(marked)
    read = read_bytes(text.encode(), file, Faults())
    assert read is not None
    assert read.document.text == text
    found = {_bare(text, item.content[0].start): item for item in statements_of(read) if not item.embedded}
    called: dict[str, str] = {}
    for turn in turns:
        item = found.get(_bare(text, turn.start))
        yield turn, _wrong(text, turn, item, called) if item is not None else "not found"


def _bare(text: str, at: int) -> int:
    """The first letter or number from a place on."""
    found = re.compile(r"\w").search(text, at)
    return found.start() if found else at


def _wrong(text: str, turn: Turn, item: Statement, called: dict[str, str]) -> str:
    name = (item.speaker.name if item.speaker else "nobody").casefold()
    wanted = turn.name.casefold().split()
    if not set(wanted) <= set(name.split()) or name.split()[-1] != wanted[-1]:
        return f"said by {name}"
    if called.setdefault(turn.name, name) != name:
        return f"said by {name}, before by {called[turn.name]}"
    left = re.findall(r"\w+", text[item.content[-1].end : turn.end])
    more = re.findall(r"\w+", text[turn.end : item.content[-1].end])
    return f"without {' '.join(left)}" if left else f"with {' '.join(more)}" if more else ""


def rated_all() -> dict[str, list[tuple[Turn, str]]]:
    """Every transcript, with its turns."""
    return {path.stem: list(rated(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.txt"))}


def taken_for_transcripts(texts: Iterable[str]) -> list[str]:
    """First lines of those texts in which somebody is found to speak by a label."""
    reads = ((text, read_bytes(text.encode(), "doc.txt", Faults())) for text in texts)
    return [
        text.strip().partition("\n")[0]
        for text, read in reads
        if read is not None and read.turns and read.document.kind in ("transcript", "posts", "news", "page")
    ]
