"""Positions as a draft takes them: without what only stands behind them, and bare numbers with their unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from ..amounts import Measure, amounts_in, number_in, written_like
from ..findings import Read
from ..positions.cues import BARE
from ..positions.finder import Position
from ..positions.objects import BESIDES
from ..wordlist import word_set
from .draft_text import tokens_of
from .headings import heading_at
from .nouns import verbs_behind

_NEAR: Final = 400
_ALIKE: Final = 10
"""Many times larger or smaller is another thing."""
_LINKS: Final = word_set(
    "the a an all their its these those some no every of and s by to with for on from in that"
)


def trimmed(reads: Sequence[Read], positions: Iterable[Position], names: frozenset[str]) -> list[Position]:
    """Positions of documents, in their order.

    What somebody does next is cut off (*offered 35 tonnes and handed over a paper*), and so is the next
    sentence in a text without punctuation, where it begins with one of the ``names``; what a thing comes with
    is a thing by itself; and a bare number takes the unit of an amount shortly before it under the same
    heading: *offered 30 tonnes … had asked for 40*.
    """
    given = list(positions)
    found: list[Position] = []
    for read in reads:
        own = sorted((each for each in given if each.document == read.document.name), key=_place)
        verbs = verbs_behind(read, [(each.cue[0], each.end) for each in own])
        ends = [min(verb, _before_name(read, each, names)) for verb, each in zip(verbs, own, strict=True)]
        cut = [_until(each, end) for each, end in zip(own, ends, strict=True)]
        found += _with_units(read, [part for each in cut for part in _parts(read, each)])
    return found


def _place(position: Position) -> tuple[int, int]:
    return position.start, position.end


def _until(position: Position, end: int) -> Position:
    if not position.start < end < position.end:
        return position
    amounts = tuple(each for each in position.amounts if each.start < end)
    return replace(position, end=end, amounts=amounts, whole="")


def _parts(read: Read, position: Position) -> Iterator[Position]:
    """What a position names, and what that comes with."""
    besides = BESIDES.search(read.document.flow, position.start, position.end)
    if besides is None:
        yield position
        return
    yield _until(position, besides.start())
    amounts = tuple(each for each in position.amounts if each.start >= besides.end())
    yield replace(position, start=besides.end(), amounts=amounts, whole="")


def _before_name(read: Read, position: Position, names: frozenset[str]) -> int:
    """Where a new sentence seems to begin with a name, in a text without punctuation; else the end."""
    if read.document.profile != "unpunctuated":
        return position.end
    tokens = tokens_of(read.document.flow, position.start, position.end)
    for before, token in pairwise(tokens):
        if token.word in names and before.word not in names | _LINKS and before is not tokens[0]:
            return before.end
    return position.end


def _with_units(read: Read, positions: Sequence[Position]) -> Iterator[Position]:
    text = read.document.flow
    measured: list[Position] = []
    for each in positions:
        words = " ".join(text[each.start : each.end].split())
        verb, _, figure = words.rpartition(" ")
        number = number_in(figure if BARE.fullmatch(verb) else words)
        bare = number is not None and all(amount.unit == "number" for amount in each.amounts)
        near = [other for other in measured if each.start - other.end < _NEAR] if bare else []
        heading = heading_at(read, each.start) if near else ""
        alike = [
            found for other in near if heading_at(read, other.start) == heading
            if (found := _like(figure, text, other.amounts[0])) is not None
        ]  # fmt: skip
        if alike:
            _, whole, amount = min(alike, key=lambda found: found[0])
            each = replace(each, whole=whole, amounts=(replace(amount, start=each.start, end=each.end),))
        if each.amounts and each.amounts[0].unit != "number":
            measured.append(each)
        yield each


def _like(figure: str, text: str, amount: Measure) -> tuple[float, str, Measure] | None:
    """How far a figure with the unit of an amount is from it, in words and as an amount; None if far."""
    words = written_like(figure, text, amount)
    found = next(amounts_in(words), None)
    if found is None or not amount.high or not found.high or amount.low not in (0, amount.high):
        return None
    ratio = float(found.high / amount.high)
    return (far, words, found) if (far := max(ratio, 1 / ratio)) <= _ALIKE else None
