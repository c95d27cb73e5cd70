"""A document as it is shown: its text in pieces, with what is said, what is cited and what was set aside.

Nothing here is markup: a template is given stretches of text and escapes every one of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..evidence.findings import Read, Statement
from ..evidence.shown import speaker_of

_PIECE = 20_000
_LEAST = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Words that stand at ``start`` to ``end``, and what they are: ``said`` or ``cited``."""

    start: int
    end: int
    kind: str
    label: str
    id: str = ""


class ShownStretch(NamedTuple):
    """Text of one kind: what begins in it, how it is marked, and of which statements it is."""

    begins: tuple[Marked, ...]
    kinds: str
    said: str
    text: str


class ShownUnit(NamedTuple):
    """A passage, something set aside (and why), or what stands between them."""

    kind: str
    why: str
    start: int
    stretches: tuple[ShownStretch, ...]


def pieces_of(text: str, most: int = _PIECE) -> tuple[tuple[int, int], ...]:
    """Cut a text into pieces that a browser shows at once: at the end of a paragraph, a line or a word."""
    found, start = [], 0
    while start < len(text):
        end = min(start + most, len(text))
        if end < len(text):
            least = start + min(_LEAST, most // 2)
            cuts = (text.rfind(mark, least, end) + len(mark) for mark in ("\n\n", "\n", " "))
            end = next((cut for cut in cuts if cut > least), end)
        found.append((start, end))
        start = end
    return tuple(found) or ((0, 0),)


def piece_at(pieces: Sequence[tuple[int, int]], place: int) -> int:
    """The number of the piece that holds a place."""
    return next((number for number, (_, end) in enumerate(pieces) if place < end), len(pieces) - 1)


def marks_of_statements(statements: Iterable[Statement], document: str) -> Iterator[Marked]:
    """What is said in a document, and by whom, in which words."""
    for one in statements:
        if one.document == document:
            kind = {"direct": "direct words", "paraphrase": "told"}.get(one.kind, one.kind)
            label = f"{speaker_of(one)}, {kind}{', less certain' if one.band == 'wide' else ''}"
            for span in one.content:
                yield Marked(start=span.start, end=span.end, kind="said", label=label, id=one.id)


def units_of(read: Read, marks: Iterable[Marked], start: int, end: int) -> tuple[ShownUnit, ...]:
    """The text from a place to another, every character once and in order."""
    outer = [(one.start, one.end, "passage", "") for one in read.passages]
    outer += [(one.start, one.end, "aside", one.why) for one in read.set_aside]
    here = [one for one in marks if one.start < end and one.end > start]
    units, place = [], start
    for first, last, kind, why in sorted(one for one in outer if one[0] < end and one[1] > start):
        first, last = max(first, place), min(last, end)
        if first >= last:
            continue
        if first > place:
            units.append(ShownUnit("between", "", place, _stretches(read, here, place, first)))
        units.append(ShownUnit(kind, why, first, _stretches(read, here, first, last)))
        place = last
    if place < end:
        units.append(ShownUnit("between", "", place, _stretches(read, here, place, end)))
    return tuple(units)


def _stretches(read: Read, marks: Sequence[Marked], start: int, end: int) -> tuple[ShownStretch, ...]:
    here = [one for one in marks if one.start < end and one.end > start]
    cuts = {place for one in here for place in (one.start, one.end) if start < place < end}
    places = [start, *sorted(cuts), end]
    found = []
    for first, last in itertools.pairwise(places):
        around = [one for one in here if one.start <= first and one.end >= last]
        kinds = dict.fromkeys(one.kind for one in around)
        said = dict.fromkeys(one.id for one in around if one.id)
        begins = tuple(one for one in around if one.start == first)
        found.append(ShownStretch(begins, " ".join(kinds), " ".join(said), read.document.text[first:last]))
    return tuple(found)
