"""Lines of PDF pages to paragraphs; heads of pages are set aside, footnotes stand behind their page."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from ..structure.line_numbers import NUMBERS, numbered
from ..structure.paragraphs import alone, continues, known_openings, opening
from ..wordlist import word_set
from .extracted import Extracted
from .pdfcolumns import PlacedWord, Row, columns_of, rows_of

__all__ = ["HEAD", "laid_out"]

HEAD: Final = "running head"
_NUMBER: Final = re.compile(
    r"\W{0,3}(?:page|seite)?\s?\d{1,4}(?:\s?(?:of|/|von)\s?\d{1,4})?\W{0,3}$", re.IGNORECASE
)
_PRINTED: Final = re.compile(  # what a browser prints above and below a page
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}, \d{1,2}:\d{2}\b.*|(?:https?|file)://\S+(?: \d{1,4}/\d{1,4})?"
)
_DIGITS: Final = re.compile(r"\d+")
_ENDS: Final = re.compile(r"[.!?:;…][\"'”’)\]]{0,3}$")
_NOTE: Final = re.compile(r"[*†‡§]|[(\[]?\d{1,3}[)\].]?\s?\S")
_PREFIXES: Final = word_set("""
    non co self ex half well long short mid anti vice semi so twenty thirty forty fifty sixty seventy
    eighty ninety
""")
_TYPED: Final = re.compile("\\w\u2010\\w")
_BLANK, _LETTER = 0.25, 0.5  # widths of a blank, and of letters where they are counted, in sizes of the font
_BESIDE: Final = 10  # lines above and below that tell how far a line could have reached


_SLACK: Final = 1.2  # of that room, where no sentence ends, so that a line may go on all the same
_CELL: Final = 2.5  # a gap so wide, in sizes of the font, parts the cells of a table


@dataclass(frozen=True, slots=True)
class _PlacedLine:
    """A row as text with its place; the edges of its column, ``right`` as far as lines beside it reach.

    ``first`` is the width of its first word, with a blank before it.
    Where most lines are ``filled``, as in justified text, one that is not was ended on purpose.
    """

    text: str
    place: PlacedWord
    first: float
    left: float
    right: float
    leading: float
    cells: bool
    filled: bool

    @property
    def ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return _ENDS.search(self.text) is not None

    def has_room_for(self, line: _PlacedLine) -> bool:
        """Whether the first word of another line would have stood on it, had it not ended on purpose."""
        least = 0.6 * self.place.size if self.filled else line.first if self.ended else _SLACK * line.first
        return self.right - self.place.right > least


class _Column:
    """Rows below one another, with the place and the text of each."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.places = [_place(row) for row in rows]
        self.texts = [_text(row) for row in rows]
        self.left = min(place.left for place in self.places)
        self.firsts = [row[0].right - row[0].left + _BLANK * row[0].size for row in rows]
        self.on = [continues(*pair) for pair in pairwise(self.texts)]

    def count_letters(self) -> None:
        """Take letters for the measure of lines, each as wide as the others."""
        self.firsts = [
            (len(text.split(None, 1)[0]) + 1) * _LETTER * row[0].size
            for text, row in zip(self.texts, self.rows, strict=True)
        ]
        self.places = [
            place._replace(right=place.left + _LETTER * place.size * len(text))
            for place, text in zip(self.places, self.texts, strict=True)
        ]

    def rather_by_letters(self) -> int:
        """How many more rows that surely go on have no room for the next word by letters than by points."""
        sure = [k for k, on in enumerate(self.on) if on]
        points = max((self.places[k].right for k in sure), default=0.0)
        letters = max((len(self.texts[k]) for k in sure), default=0)
        words = [len(self.texts[k + 1].split(None, 1)[0]) for k in sure]
        by_points = sum(self.places[k].right + self.firsts[k + 1] > points for k in sure)
        return (
            sum(len(self.texts[k]) + word + 1 > letters for k, word in zip(sure, words, strict=True))
            - by_points
        )

    def reach(self, start: int, stop: int, size: float = 0.0) -> float:
        """How far rows reach, of one size of letters; 0 if none of those that reach so far surely goes on."""
        some = [
            (place.right, on)
            for place, on in zip(self.places[start:stop], (*self.on[start:stop], False), strict=False)
            if not size or abs(place.size - size) < 1.0
        ]
        right = max(right for right, _ in some)
        far = right - 0.15 * (right - self.left)
        return right if any(on and right > far for right, on in some) else 0.0


def _place(row: Row) -> PlacedWord:
    place = row[0]
    for word in row[1:]:
        place = place.joined(word)
    return place._replace(size=median(word.size for word in row))


@dataclass(frozen=True, slots=True)
class _LaidPage:
    """A page: its lines as they are read, its footnotes, its heads."""

    lines: Sequence[_PlacedLine]
    notes: Sequence[_PlacedLine]
    heads: Sequence[str]


def laid_out(pages: Sequence[Sequence[PlacedWord]]) -> Extracted:
    """Put pages in the order in which they are read."""
    rows, numbers = _unnumbered([rows_of(page) for page in pages])
    heads = _heads(rows)
    sizes = Counter(round(word.size, 1) for page in pages for word in page for _ in word.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    unsure = False
    parts: list[tuple[list[_Column], list[str]]] = []
    for page in rows:
        above = _small_head(page, usual)
        around = [row for row in page if row is above or _masked(row) in heads or _is_number(page, row)]
        found = list(columns_of([row for row in page if row not in around]))
        unsure = unsure or not all(sure for _, sure in found)
        parts.append(([_Column(column) for column, _ in found], [_text(row) for row in around]))
    every = [column for columns, _ in parts for column in columns]
    if sum(column.rather_by_letters() for column in every) > 0:
        for column in every:
            column.count_letters()
    reaches = [(column.reach(0, len(column.rows)), column.left) for column in every]
    widths = [right - left for right, left in reaches if right]
    laid = []
    for columns, heads_and_numbers in parts:
        lines: list[_PlacedLine] = []
        notes: list[_PlacedLine] = []
        for column in columns:
            own = list(_lines(column, widths))
            foot = _foot(own, usual)
            lines, notes = lines + own[:foot], notes + own[foot:]
        laid.append(_LaidPage(lines, notes, heads_and_numbers))
    left_out = ((NUMBERS, " ".join(numbers)),) if numbers else ()
    return replace(_written(laid, unsure=unsure), left_out=left_out)


def _unnumbered(pages: Sequence[list[Row]]) -> tuple[list[list[Row]], list[str]]:
    """The rows of pages without the numbers of lines, and these numbers."""
    rows = [(k, row) for k, page in enumerate(pages) for row in page]
    found = numbered([_text(row) for _, row in rows])
    rest: list[list[Row]] = [[] for _ in pages]
    for number, (k, row) in enumerate(rows):
        if bare := row[1:] if number in found else row:
            rest[k].append(bare)
    return rest, [match["number"] for match in found.values()]


def _foot(lines: Sequence[_PlacedLine], usual: float) -> int:
    """Where the footnotes of a column begin: small print at its end that opens with a number or a sign."""
    foot = len(lines)
    while foot and lines[foot - 1].place.size < 0.9 * usual:
        foot -= 1
    return next((k for k in range(foot, len(lines)) if _NOTE.match(lines[k].text)), len(lines))


def _written(pages: Sequence[_LaidPage], *, unsure: bool) -> Extracted:
    """Lines joined to paragraphs, which go on over the foot of a page."""
    known = " ".join(line.text for page in pages for line in page.lines)
    found: list[tuple[str, str]] = []  # words and why they are set aside
    open_, on = -1, _joins(pages)
    for page in pages:
        for line in page.lines:
            if next(on):
                found[open_] = (_joined(found[open_][0], line.text, known), "")
            elif open_ >= 0 and line.text.startswith(">") and found[open_][0].startswith(">"):
                found[open_] = (f"{found[open_][0]}\n{line.text}", "")  # quoted mail keeps its lines
            else:
                open_ = len(found)
                found.append((line.text, ""))
        for number, line in enumerate(page.notes):
            if number and not _NOTE.match(line.text):
                found[-1] = (_joined(found[-1][0], line.text, known), "")
            else:
                found.append((line.text, ""))
        found += [(head, HEAD) for head in page.heads]
    text, spans = "", []
    for words, why in found:
        text += "\n\n" if text else ""
        if why:
            spans.append((len(text), len(text) + len(words), why))
        text += words
    return Extracted(text=text, aside=tuple(spans), unsure=unsure, encoding="pdf")


def _joined(first: str, second: str, known: str) -> str:
    """Two lines as one; a word that was broken between them is whole again."""
    if not (first.endswith(("-", "\u2010")) and first[-2:-1].isalpha() and second[:1].isalnum()):
        return f"{first} {second}"
    part, rest = first.split()[-1].strip("(“\"‘'"), second.split()[0].strip(".,;:!?”\"’')")
    set_so = first[-1] == "\u2010" and not _TYPED.search(known)  # by the program that broke the lines
    whole = set_so or f" {part[:-1]}{rest}" in known
    typed = part[:-1].lower() in _PREFIXES or part + rest in known or known.count(f" {rest} ") > 1
    broken = second[0].islower() or (whole and part.isupper() and rest.isupper())
    return first[:-1] + second if broken and (whole or not typed) else first + second


def _joins(pages: Sequence[_LaidPage]) -> Iterator[bool]:
    """Whether each line goes on with the paragraph of the one before it."""
    lines = [(line, not number) for page in pages for number, line in enumerate(page.lines)]
    on = [_goes_on(last, line, new=new) for (last, _), (line, new) in pairwise(lines)]
    opened = [
        opening(last, line.text)
        for last, (line, _) in zip(("", *(each.text for each, _ in lines)), lines, strict=False)
    ]
    known = known_openings(opened, on)
    yield from (flows and way not in known for flows, way in zip((False, *on), opened, strict=True))


def _goes_on(last: _PlacedLine, line: _PlacedLine, *, new: bool) -> bool:
    """Whether a line may go on with the paragraph of the one before it, by where they stand."""
    size, room = last.place.size, last.has_room_for(line)
    if line.text.startswith(">"):
        return False
    if abs(size - line.place.size) > 1.0 or last.cells or line.cells or alone(last.text, full=not room):
        return False
    if new or line.place.middle > last.place.middle or line.left != last.left:  # another column or page
        return not last.ended and (line.text[:1].islower() or not room)
    if last.place.middle - line.place.middle > 1.35 * last.leading:
        return False
    if line.place.left - line.left > 0.8 * size and last.place.left - last.left < 0.8 * size:
        return False  # indented
    return not room or (line.text[:1].islower() and not last.ended)


def _text(row: Row) -> str:
    return " ".join(word.text for word in row)


def _celled(row: Row) -> str:
    """A row with a tab where a wide gap parts the cells of a table."""
    gaps = ("\t" if b.left - a.right > _CELL * a.size else " " for a, b in pairwise(row))
    return "".join(part for word, gap in zip(row, (*gaps, ""), strict=True) for part in (word.text, gap))


def _masked(row: Row) -> str:
    return _DIGITS.sub("0", _text(row))


def _is_number(page: Sequence[Row], row: Row) -> bool:
    """Whether a row at the edge of a page is its number, or what a browser prints there."""
    edge, text = row is page[0] or row is page[-1], _text(row)
    return edge and (_NUMBER.match(text) is not None or _PRINTED.fullmatch(text) is not None)


def _small_head(page: Sequence[Row], usual: float) -> Row | None:
    """The first row of a page if it is small print that stands apart: a head, even of one page."""
    if len(page) < 2:
        return None
    first, below = _place(page[0]), _place(page[1])
    apart = first.middle - below.middle > 2.5 * below.size
    return page[0] if apart and first.size < 0.9 * usual and len(page[0]) <= 15 else None


def _heads(pages: Sequence[Sequence[Row]]) -> frozenset[str]:
    """Rows that come again at the edges of pages; those of left and right pages may differ."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_masked(row) for row in (*page[:2], *page[-2:]) if len(row) <= 15})
    return frozenset(text for text, count in edges.items() if count >= max(2, 0.4 * len(pages)))


def _lines(column: _Column, widths: Sequence[float]) -> Iterator[_PlacedLine]:
    """The rows of a column as lines; ``widths`` are those of columns whose lines surely were wrapped."""
    places, left = column.places, column.left
    wide = ["\t" in _celled(row) for row in column.rows]
    reach = max(place.right for place in places)
    far = column.reach(0, len(places)) or left + min(
        (each for each in widths if each > 0.98 * (reach - left)), default=math.inf
    )
    for number, (row, place) in enumerate(zip(column.rows, places, strict=True)):
        start, stop = max(0, number - _BESIDE), number + _BESIDE + 1
        right = column.reach(start, stop, place.size) or far
        beside = [each for each in places[start:stop] if abs(each.size - place.size) < 1.0]
        full = [
            a.middle - b.middle
            for a, b, on in zip(
                places[start:stop], places[start + 1 : stop], column.on[start:stop], strict=False
            )
            if on and a.middle > b.middle and abs(a.size - place.size) < 1.0
        ]
        leading = max(1.3 * place.size, median(full) if len(full) > 1 else 0.0)
        filled = 2 * sum(abs(right - each.right) < 0.1 * place.size for each in beside) > len(beside) > 3
        cells = wide[number] and any(wide[max(0, number - 1) : number] + wide[number + 1 : number + 2])
        text = _celled(row) if cells else column.texts[number]
        yield _PlacedLine(text, place, column.firsts[number], left, right, leading, cells, filled)
