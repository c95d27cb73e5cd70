"""Words with places on a page to rows, and rows to columns in the order in which they are read.

A gutter is a strip that runs down several rows with words on both sides of it. The one that parts most rows
is taken first; what stands above, beside and below it is cut again, so that any number may be told.
A strip that is hardly wider than the blanks between words is not sure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from operator import and_
from statistics import median
from typing import Final, NamedTuple, TypeAlias

_ROWS: Final = 3  # that have words on both sides of a gutter
_NARROW, _SURE = 0.45, 0.9  # widths of a gutter, in sizes of the font
_BLANK: Final = 0.3  # what is narrower is a blank between two words
_LONG: Final = 8  # no river runs down so many
_TALL: Final = 3 * _LONG  # so tall a strip parts columns, however narrow
_RIVER: Final = 1.6  # blanks of justified text are wide as well: a gutter is wider than they are
_FINE: Final = 10  # steps of a size of the font in which a page is looked through


class PlacedWord(NamedTuple):
    """A word and its place; ``size`` is that of its font."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float

    def goes_on(self, other: PlacedWord, blank: float) -> bool:
        """Whether a character follows on this word, with no room for a blank, in sizes of its font."""
        apart = abs(self.middle - other.middle) > 0.6 * self.size
        return not apart and -0.5 * self.size < other.left - self.right < blank * self.size

    def joined(self, other: PlacedWord) -> PlacedWord:
        """One word with the next character, or a row with the next word."""
        return PlacedWord(
            self.text + other.text, min(self.left, other.left), max(self.right, other.right),
            min(self.bottom, other.bottom), max(self.top, other.top), max(self.size, other.size),
        )  # fmt: skip

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.bottom + self.top) / 2


Row: TypeAlias = list[PlacedWord]
Strip: TypeAlias = tuple[float, float]


def rows_of(page: Sequence[PlacedWord]) -> list[Row]:
    """Words that stand side by side, from the top down."""
    rows: list[Row] = []
    for word in sorted(page, key=lambda word: -word.middle):
        if rows and abs(rows[-1][0].middle - word.middle) < 0.45 * min(rows[-1][0].size, word.size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.left) for row in rows]


def columns_of(rows: Sequence[Row]) -> Iterator[tuple[Sequence[Row], bool]]:
    """Stretches of rows one column wide, as they are read; and whether each was surely parted from others."""
    if (found := _gutter(rows)) is None:
        yield from [(rows, True)] if rows else ()
        return
    start, stop, (left, right) = found
    stretch = rows[start:stop]
    tall = min(_full(stretch, (left + right) / 2)) >= _TALL
    wide = tall or right - left >= _SURE * _size(stretch)
    if start:
        yield from columns_of(rows[:start])
    for side in (True, False):
        parted = [[word for word in row if (word.left < (left + right) / 2) is side] for row in stretch]
        for column, sure in columns_of([row for row in parted if row]):
            yield column, sure and wide
    if stop < len(rows):
        yield from columns_of(rows[stop:])


def _gutter(rows: Sequence[Row]) -> tuple[int, int, Strip] | None:
    """The strip that best parts rows into columns of text: from which row to which, and where it stands."""
    if len(rows) < _ROWS:
        return None
    size = _size(rows)
    best, found = (0.0, 0), None
    for start, stop, strip in _strips(rows, size / _FINE):
        some = rows[start:stop]
        least = min(_full(some, sum(strip) / 2))
        worth = least * min(strip[1] - strip[0], _SURE * size), stop - start
        if worth > best and _parts(some, strip):
            best, found = worth, (start, stop, strip)
    return found


def _strips(rows: Sequence[Row], step: float) -> Iterator[tuple[int, int, Strip]]:
    """Strips that no word stands in, each as tall as it can be: rows from which to which, and its edges."""
    edge = min(row[0].left for row in rows)
    width = math.floor((max(row[-1].right for row in rows) - edge) / step) + 1
    free = [_free(row, edge, step, width) for row in rows]
    seen: set[tuple[int, int]] = set()
    begun = [0] * width
    for number, bits in enumerate((*free, 0)):
        for place in range(width):
            if bits >> place & 1:
                continue
            start, begun[place] = begun[place], number + 1
            if number - start >= _ROWS and (start, number) not in seen:
                seen.add((start, number))
                common = reduce(and_, free[start:number])
                for run in re.finditer("1+", f"{common:b}"[::-1]):
                    yield start, number, (edge + run.start() * step, edge + run.end() * step)


def _free(row: Row, edge: float, step: float, width: int) -> int:
    """Where no word of a row stands, nor a blank between two: a bit for each step over the page."""
    taken = 0
    for word, after in zip(row, (*row[1:], None), strict=True):
        blank = after is not None and after.left - word.right < _BLANK * word.size
        right = after.left if after is not None and blank else word.right
        first, last = math.floor((word.left - edge) / step), math.ceil((right - edge) / step)
        taken |= (1 << last) - (1 << max(0, first))
    return ~taken & ((1 << width) - 1)


def _parts(rows: Sequence[Row], strip: Strip) -> bool:
    """Whether a strip is wide enough, with enough rows and words on both sides of it, to part columns."""
    middle, size = sum(strip) / 2, _size(rows)
    full = _full(rows, middle)
    sides = [
        [k for k, row in enumerate(rows) for word in row if (word.left < middle) is side]
        for side in (True, False)
    ]
    if any(count < _ROWS or len(words) < 2.5 * count for count, words in zip(full, sides, strict=True)):
        return False
    if max(words[0] for words in sides) > min(words[-1] for words in sides):
        return False  # one stands above the other: the head of a letter at the right edge
    blanks = [b.left - a.right for row in rows for a, b in pairwise(row) if not a.right <= middle <= b.left]
    usual = median(blanks) if blanks and min(full) < _LONG else 0.0
    return strip[1] - strip[0] >= max(_NARROW * size, _RIVER * usual)


def _full(rows: Sequence[Row], middle: float) -> tuple[int, int]:
    """How many rows have words to the left, and to the right, of a place."""
    return sum(row[0].left < middle for row in rows), sum(row[-1].left >= middle for row in rows)


def _size(rows: Sequence[Row]) -> float:
    return median(word.size for row in rows for word in row)
