"""Words with places on pages to paragraphs: rows, columns by the gutter between them, heads set aside.

A gutter is a gap that runs down several rows with words on both sides of it. Where a gap is too narrow to be
sure of, the order of the words is open, and that is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from ..structure.labels import opens_turn
from ..wordlist import word_set

__all__ = ["HEAD", "Laid", "PlacedWord", "laid_out"]

HEAD: Final = "running head"
_NUMBER: Final = re.compile(
    r"\W{0,3}(?:page|seite)?\s?\d{1,4}(?:\s?(?:of|/|von)\s?\d{1,4})?\W{0,3}$", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"\d+")
_ENDS: Final = re.compile(r"[.!?:;…][\"'”’)\]]{0,3}$")
_ITEM: Final = re.compile(r"(?:[•●▪◦‣·*–—-]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s")
_PREFIXES: Final = word_set("""
    non co self ex half well long short mid anti vice semi so twenty thirty forty fifty sixty seventy
    eighty ninety
""")
_ROWS: Final = 3  # that have words on both sides of a gutter


class PlacedWord(NamedTuple):
    """A word and its place; ``size`` is that of its font."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float

    def goes_on(self, other: PlacedWord) -> bool:
        """Whether a character follows on this word, with no room for a blank between them."""
        apart = abs(self.middle - other.middle) > 0.6 * self.size
        return not apart and -0.5 * self.size < other.left - self.right < 0.22 * self.size

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


Row = list[PlacedWord]


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Text of a file; spans that are heads of pages; whether columns could not be told apart."""

    text: str
    aside: tuple[tuple[int, int, str], ...]
    unsure: bool


@dataclass(frozen=True, slots=True)
class _PlacedLine:
    """A row as text, with its place and the room it leaves in its column."""

    text: str
    place: PlacedWord
    left: float
    right: float


def laid_out(pages: Sequence[Sequence[PlacedWord]]) -> Laid:
    """Put pages in the order in which they are read."""
    rows = [_rows(page) for page in pages]
    heads = _heads(rows)
    body: list[list[_PlacedLine]] = []
    unsure = False
    for page in rows:
        lines: list[_PlacedLine] = []
        for band, sure in _bands(
            [row for row in page if _masked(row) not in heads and not _is_number(page, row)]
        ):
            unsure |= not sure
            lines += [line for column in band for line in _lines(column)]
        body.append(lines)
    aside = [[_text(row) for row in page if _masked(row) in heads or _is_number(page, row)] for page in rows]
    known = " ".join(line.text for lines in body for line in lines)
    return replace(_written(body, aside, known), unsure=unsure)


def _written(body: Sequence[Sequence[_PlacedLine]], aside: Sequence[Sequence[str]], known: str) -> Laid:
    """Lines joined to paragraphs; heads stand behind the paragraph that goes on over them."""
    found: list[tuple[str, str]] = []  # words and why they are set aside
    open_ = last = None
    for lines, heads in zip(body, aside, strict=True):
        for number, line in enumerate(lines):
            if open_ is None or last is None or not _goes_on(last, line, new=number == 0):
                open_ = len(found)
                found.append((line.text, ""))
            else:
                found[open_] = (_joined(found[open_][0], line.text, known), "")
            last = line
        found += [(head, HEAD) for head in heads]
    text, spans = "", []
    for words, why in found:
        text += "\n\n" if text else ""
        if why:
            spans.append((len(text), len(text) + len(words), why))
        text += words
    return Laid(text=text, aside=tuple(spans), unsure=False)


def _joined(first: str, second: str, known: str) -> str:
    """Two lines as one; a word that was broken between them is whole again."""
    if first.endswith("-") and first[-2:-1].isalpha() and second[:1].islower():
        part, rest = first.split()[-1].strip("(“\"‘'"), second.split()[0].strip(".,;:!?”\"’')")
        stays = part[:-1].lower() in _PREFIXES or part + rest in known or known.count(f" {rest} ") > 1
        return first + second if stays else first[:-1] + second
    return f"{first} {second}"


def _goes_on(last: _PlacedLine, line: _PlacedLine, *, new: bool) -> bool:
    """Whether a line goes on with the paragraph of the one before it."""
    if _ITEM.match(line.text) or opens_turn(line.text[:120]) or abs(last.place.size - line.place.size) > 1.0:
        return False
    moved = new or line.place.middle > last.place.middle or line.left != last.left
    ended = _ENDS.search(last.text) is not None
    if moved:  # to another column or page
        return not ended and (line.text[:1].islower() or last.text.endswith((",", "-")))
    size = last.place.size
    if last.place.middle - line.place.middle > 1.75 * size:
        return False
    if line.place.left - line.left > 0.8 * size and last.place.left - last.left < 0.8 * size:
        return False  # indented
    word = line.text.split(None, 1)[0]
    room = last.right - last.place.right
    fits = room > (len(word) + 1) * (line.place.right - line.place.left) / max(1, len(line.text))
    return not fits if ended else room < 0.35 * (last.right - last.left) or line.text[:1].islower()


# ------------------------------------------------------------------------------------------- rows


def _rows(page: Sequence[PlacedWord]) -> list[Row]:
    """Words that stand side by side, from the top down."""
    rows: list[Row] = []
    for word in sorted(page, key=lambda word: -word.middle):
        if rows and abs(rows[-1][0].middle - word.middle) < 0.45 * min(rows[-1][0].size, word.size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.left) for row in rows]


def _text(row: Row) -> str:
    return " ".join(word.text for word in row)


def _masked(row: Row) -> str:
    return _DIGITS.sub("0", _text(row))


def _is_number(page: Sequence[Row], row: Row) -> bool:
    """Whether a row at the edge of a page is its number."""
    return (row is page[0] or row is page[-1]) and _NUMBER.match(_text(row)) is not None


def _heads(pages: Sequence[Sequence[Row]]) -> frozenset[str]:
    """Rows that come again at the edges of pages."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_masked(row) for row in (*page[:2], *page[-2:]) if len(row) <= 15})
    return frozenset(text for text, count in edges.items() if count >= max(2, 0.5 * len(pages)))


def _bands(rows: Sequence[Row]) -> Iterator[tuple[list[list[Row]], bool]]:
    """Stretches of rows with the columns of each; and whether these are sure."""
    start = 0
    while start < len(rows):
        stop, gutter, wide = _gutter(rows, start)
        if gutter is None:
            yield [[row] for row in rows[start:stop]] if stop - start == 1 else [list(rows[start:stop])], True
        else:
            sides = [[[word for word in row if (word.left < gutter) is side] for row in rows[start:stop]]
                     for side in (True, False)]  # fmt: skip
            yield [[row for row in side if row] for side in sides], wide
        start = stop


def _gutter(rows: Sequence[Row], start: int) -> tuple[int, float | None, bool]:
    """Where a stretch that begins at a row ends, its gutter if it has one, and whether that is wide."""
    size = median(word.size for row in rows[start:] for word in row)
    free = _free(rows[start], rows)
    stop = start + 1
    best: tuple[int, float | None, bool] = (start + 1, None, True)
    while free:
        sided = [(a, b) for a, b in free if _both(rows[start:stop], (a + b) / 2)]
        if sided:
            a, b = max(sided, key=lambda gap: gap[1] - gap[0])
            if b - a >= 0.45 * size:
                best = (stop, (a + b) / 2, b - a >= 0.9 * size)
        if stop == len(rows):
            break
        free = _common(free, _free(rows[stop], rows))
        stop += 1
    if best[1] is not None:
        return best
    stop = start + 1  # one column: up to where two begin
    while stop < len(rows) and not _begins(rows, stop):
        stop += 1
    return stop, None, True


def _begins(rows: Sequence[Row], start: int) -> bool:
    free = _free(rows[start], rows)
    for row in rows[start + 1 : start + 2 * _ROWS + 2]:
        free = _common(free, _free(row, rows))
    size = median(word.size for row in rows[start : start + 8] for word in row)
    some = rows[start : start + 2 * _ROWS + 2]
    return any(b - a >= 0.45 * size and _both(some, (a + b) / 2) for a, b in free)


def _free(row: Row, rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Gaps of a row, with what it leaves free at its edges, over the width of the page."""
    left, right = min(each[0].left for each in rows), max(each[-1].right for each in rows)
    gaps = [(a.right, b.left) for a, b in pairwise(row)]
    return [
        (a, b) for a, b in ((left, row[0].left), *gaps, (row[-1].right, right)) if b - a > 0.3 * row[0].size
    ]


def _common(first: list[tuple[float, float]], second: list[tuple[float, float]]) -> list[tuple[float, float]]:
    both = [(max(a, c), min(b, d)) for a, b in first for c, d in second]
    return [(a, b) for a, b in both if b > a]


def _both(rows: Sequence[Row], middle: float) -> bool:
    """Whether enough rows stand on both sides of a gap, with enough words to be columns of text."""
    left = [row for row in rows if row[0].left < middle]
    right = [row for row in rows if row[-1].right > middle]
    if min(len(left), len(right)) < _ROWS:
        return False
    sides = (
        [word for row in left for word in row if word.right <= middle],
        [word for row in right for word in row if word.left >= middle],
    )
    return all(len(words) >= 2.5 * len(own) for words, own in zip(sides, (left, right), strict=True))


def _lines(column: Sequence[Row]) -> list[_PlacedLine]:
    if not column:
        return []
    left, right = min(row[0].left for row in column), max(row[-1].right for row in column)
    found = []
    for row in column:
        place = row[0]
        for word in row[1:]:
            place = place.joined(word)
        size = median(word.size for word in row)
        found.append(_PlacedLine(_text(row), place._replace(size=size), left, right))
    return found
