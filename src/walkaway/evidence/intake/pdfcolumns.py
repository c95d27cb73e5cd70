"""Words with places on a page to rows, and rows to columns in the order in which they are read.

A gutter is a gap that runs down several rows with words on both sides of it; what it parts is cut again, so
that there may be any number of columns. A gap that is hardly wider than the blanks between words is not sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple, TypeAlias

__all__ = ["PlacedWord", "Row", "columns_of", "rows_of"]

_ROWS: Final = 3  # that have words on both sides of a gutter
_NARROW, _SURE = 0.45, 0.9  # widths of a gutter, in sizes of the font
_LONG: Final = 8  # no river runs down so many
_BLANK: Final = 1.25  # of the usual blank of its row, which a gap has to be wider than
_RIVER: Final = 1.6  # blanks of justified text are wide as well: a gutter is wider than they are


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
Gap: TypeAlias = tuple[float, float]


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
    start = 0
    while start < len(rows):
        stop, gutter, wide = _gutter(rows, start)
        stretch = rows[start:stop]
        start = stop
        if gutter is None:
            yield stretch, True
            continue
        for side in (True, False):
            parted = [[word for word in row if (word.left < gutter) is side] for row in stretch]
            for column, sure in columns_of([row for row in parted if row]):
                yield column, sure and wide


def _gutter(rows: Sequence[Row], start: int) -> tuple[int, float | None, bool]:
    """Where a stretch that begins at a row ends, its gutter if it has one, and whether that is wide."""
    edges = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    free = _free(rows[start], edges)
    found: tuple[int, float | None, bool] | None = None
    for stop in range(start + 1, len(rows) + 1):
        if gap := _widest(rows[start:stop], free):
            size = median(word.size for row in rows[start:stop] for word in row)
            found = stop, sum(gap) / 2, gap[1] - gap[0] >= _SURE * size
        free = _common(free, _free(rows[stop], edges, begun=True)) if stop < len(rows) and free else []
        if not free:
            break
    if found is not None:
        return found
    for stop in range(start + 1, len(rows)):  # one column: up to where two begin
        some = rows[stop : stop + 2 * _ROWS + 2]
        free = _free(some[0], edges)
        for row in some[1:]:
            free = _common(free, _free(row, edges, begun=True))
        if _widest(some, free):
            return stop, None, True
    return len(rows), None, True


def _widest(rows: Sequence[Row], free: Sequence[Gap]) -> Gap | None:
    """The widest gap that parts rows into columns of text."""
    found = [gap for gap in free if _parts(rows, sum(gap) / 2)]
    if not found:
        return None
    gap = max(found, key=lambda gap: gap[1] - gap[0])
    size = median(word.size for row in rows for word in row)
    blanks = [
        b.left - a.right for row in rows for a, b in pairwise(row) if not a.right <= sum(gap) / 2 <= b.left
    ]
    usual = median(blanks) if blanks and min(_full(rows, sum(gap) / 2)) < _LONG else 0.0
    return gap if gap[1] - gap[0] >= max(_NARROW * size, _RIVER * usual) else None


def _free(row: Row, edges: Gap, *, begun: bool = False) -> list[Gap]:
    """Gaps of a row, with what it leaves free at its edges, over the width of the page.

    Where a gutter has ``begun``, it goes on in a row whose words are spread as wide apart.
    """
    blanks = [(a.right, b.left) for a, b in pairwise(row)]
    usual = median(b - a for a, b in blanks) if len(blanks) > 2 and not begun else 0.0
    least = max(0.3 * row[0].size, _BLANK * usual)
    inner = [(a, b) for a, b in blanks if b - a > least]
    outer = [(a, b) for a, b in ((edges[0], row[0].left), (row[-1].right, edges[1])) if b > a]
    return [*inner, *outer]


def _common(first: Sequence[Gap], second: Sequence[Gap]) -> list[Gap]:
    both = [(max(a, c), min(b, d)) for a, b in first for c, d in second]
    return [(a, b) for a, b in both if b > a]


def _parts(rows: Sequence[Row], middle: float) -> bool:
    """Whether enough rows stand on both sides of a place, with enough words to be columns of text."""
    words = [sum((word.left < middle) is side for row in rows for word in row) for side in (True, False)]
    return all(
        count >= _ROWS and many >= 2.5 * count for count, many in zip(_full(rows, middle), words, strict=True)
    )


def _full(rows: Sequence[Row], middle: float) -> tuple[int, int]:
    """How many rows have words to the left, and to the right, of a place."""
    return sum(row[0].left < middle for row in rows), sum(row[-1].left >= middle for row in rows)
