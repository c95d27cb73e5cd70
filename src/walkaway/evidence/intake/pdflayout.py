"""Lines of PDF pages to paragraphs; heads of pages are set aside, footnotes stand behind their page."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby, pairwise
from statistics import median
from typing import Final, TypeAlias

from ..structure.line_numbers import NUMBERS, numbered
from ..structure.paragraphs import alone, continues, known_openings, opening
from ..wordlist import word_set
from .extracted import Extracted
from .pdfcolumns import PlacedWord, Row, columns_of, rows_of

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
_SLACK: Final = 1.2  # of the room for a word, where no sentence ends, so that a line may go on all the same
_FAR, _FAR_SLACK = 0.8, 2.0  # the same for a line that reaches so far
_CELL: Final = 2.5  # a gap so wide, in sizes of the font, parts the cells of a table
_ALIKE: Final = 30.0  # points by which columns that are as wide as one another may differ


@dataclass(frozen=True, slots=True)
class _PlacedLine:
    """A row as text with its place; ``width`` counts from the left edge of its column.

    ``first`` is the width of its first word, with a blank before it.
    """

    text: str
    place: PlacedWord
    column: int
    left: float
    width: float
    first: float
    cells: bool

    @property
    def ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return _ENDS.search(self.text) is not None

    def in_letters(self) -> _PlacedLine:
        """The same, measured by its letters, each as wide as the others."""
        letter = _LETTER * self.place.size
        first = letter * (len(self.text.split(None, 1)[0]) + 1)
        return replace(self, width=letter * len(self.text), first=first)

    def has_below(self, line: _PlacedLine) -> bool:
        """Whether another line stands below it in its column."""
        return self.column == line.column and self.place.middle > line.place.middle


@dataclass(frozen=True, slots=True)
class _Measure:
    """How wide lines of one kind can be, and how far apart they stand.

    Where most are ``filled``, as in justified text, one that is not was ended on purpose.
    """

    width: float
    filled: bool
    leading: float

    def had_room(self, line: _PlacedLine, after: _PlacedLine) -> bool:
        """Whether the first word of the next line would have stood on this one, had it not been ended."""
        slack = _FAR_SLACK if line.width > _FAR * self.width else _SLACK  # hardly a heading
        least = 0.6 * line.place.size if self.filled else after.first if line.ended else slack * after.first
        return self.width - line.width > least


def _place(row: Row) -> PlacedWord:
    place = row[0]
    for word in row[1:]:
        place = place.joined(word)
    return place._replace(size=median(word.size for word in row))


LaidPage: TypeAlias = tuple[list[_PlacedLine], list[_PlacedLine], list[str]]
"""A page: its lines as they are read, its footnotes, its heads."""


def laid_out(pages: Sequence[Sequence[PlacedWord]]) -> Extracted:
    """Put pages in the order in which they are read."""
    rows, numbers = _unnumbered([rows_of(page) for page in pages])
    heads = _heads(rows)
    sizes = Counter(round(word.size, 1) for page in pages for word in page for _ in word.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    unsure, columns = False, count()
    laid: list[LaidPage] = []
    for page in rows:
        above = _small_head(page, usual)
        around = [row for row in page if row is above or _masked(row) in heads or _is_number(page, row)]
        lines: list[_PlacedLine] = []
        notes: list[_PlacedLine] = []
        for column, sure in columns_of([row for row in page if row not in around]):
            own = list(_lines(column, next(columns)))
            foot = _foot(own, usual)
            lines, notes, unsure = lines + own[:foot], notes + own[foot:], unsure or not sure
        laid.append((lines, notes, [_text(row) for row in around]))
    left_out = ((NUMBERS, " ".join(numbers)),) if numbers else ()
    return replace(_written(laid), unsure=unsure, left_out=left_out)


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


def _written(pages: Sequence[LaidPage]) -> Extracted:
    """Lines joined to paragraphs, which go on over the foot of a page."""
    every = [line for lines, _, _ in pages for line in lines]
    known = " ".join(line.text for line in every)
    found: list[tuple[str, str]] = []  # words and why they are set aside
    open_, on = -1, iter(_joins(every))
    for lines, notes, heads in pages:
        for line in lines:
            if next(on):
                found[open_] = (_joined(found[open_][0], line.text, known), "")
            elif open_ >= 0 and line.text.startswith(">") and found[open_][0].startswith(">"):
                found[open_] = (f"{found[open_][0]}\n{line.text}", "")  # quoted mail keeps its lines
            else:
                open_ = len(found)
                found.append((line.text, ""))
        for number, line in enumerate(notes):
            if number and not _NOTE.match(line.text):
                found[-1] = (_joined(found[-1][0], line.text, known), "")
            else:
                found.append((line.text, ""))
        found += [(head, HEAD) for head in heads]
    text, spans = "", []
    for words, why in found:
        text += "\n\n" if text else ""
        if why:
            spans.append((len(text), len(text) + len(words), why))
        text += words
    return Extracted(text=text, aside=tuple(spans), encoding="pdf")


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


def _joins(lines: Sequence[_PlacedLine]) -> Iterator[bool]:
    """Whether each line goes on with the paragraph of the one before it."""
    lettered = [line.in_letters() for line in lines]
    lines = lettered if _tight(lettered) > _tight(lines) else lines
    measures = _measures(lines)
    on = [
        False,
        *(_goes_on(*pair, measure) for pair, measure in zip(pairwise(lines), measures, strict=False)),
    ]
    texts = [line.text for line in lines]
    opened = list(map(opening, ("", *texts), texts))
    known = known_openings(opened, on[1:])
    yield from (flows and way not in known for flows, way in zip(on, opened, strict=False))


def _tight(lines: Sequence[_PlacedLine]) -> int:
    """How many lines that surely go on have no room for the next word: the more, the better the measure."""
    total = 0
    for _, column in groupby(lines, key=lambda line: line.column):
        sure = [(line, after) for line, after in pairwise(column) if continues(line.text, after.text)]
        widest = max((line.width for line, _ in sure), default=0.0)
        total += sum(line.width + after.first > widest for line, after in sure)
    return total


def _measures(lines: Sequence[_PlacedLine]) -> list[_Measure]:
    """The measure of each line, by all of its size in columns that are as wide."""
    widest: dict[int, float] = {}
    for line in lines:
        widest[line.column] = max(line.width, widest.get(line.column, 0.0))
    kinds = [(round(widest[line.column] / _ALIKE), round(line.place.size)) for line in lines]
    pairs: dict[tuple[int, int], list[tuple[_PlacedLine, _PlacedLine]]] = {}
    for kind, pair in zip(kinds, zip(lines, (*lines[1:], *lines[-1:]), strict=True), strict=True):
        pairs.setdefault(kind, []).append(pair)
    found = {kind: _measure(of_kind) for kind, of_kind in pairs.items()}
    return [found[kind] for kind in kinds]


def _measure(pairs: Sequence[tuple[_PlacedLine, _PlacedLine]]) -> _Measure:
    """Of lines of one kind, each with the one after it; any width where none that is wide surely goes on."""
    size, width = pairs[0][0].place.size, max(line.width for line, _ in pairs)
    sure = [pair for pair in pairs if pair[0].has_below(pair[1]) and continues(pair[0].text, pair[1].text)]
    wide = any(line.width > 0.85 * width for line, _ in sure)
    filled = 2 * sum(width - line.width < 0.1 * size for line, _ in pairs) > len(pairs) > 3
    apart = [line.place.middle - after.place.middle for line, after in sure]
    leading = max(1.3 * size, median(apart) if len(apart) > 1 else 0.0)
    return _Measure(width if wide else math.inf, filled, leading)


def _goes_on(last: _PlacedLine, line: _PlacedLine, measure: _Measure) -> bool:
    """Whether a line may go on with the paragraph of the one before it, by where they stand."""
    size, room = last.place.size, measure.had_room(last, line)
    if line.text.startswith(">") or last.cells or line.cells or abs(size - line.place.size) > 1.0:
        return False
    if alone(last.text, full=not room):
        return False
    if not last.has_below(line):  # another column or page
        return not last.ended and (line.text[:1].islower() or not room)
    if last.place.middle - line.place.middle > 1.35 * measure.leading:
        return False
    if line.place.left - line.left > 0.8 * size and last.place.left - last.left < 0.8 * size:
        return False  # indented
    on = line.text[:1].islower() or continues(last.text, line.text)
    return not room or (on and not last.ended)


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


def _lines(rows: Sequence[Row], column: int) -> Iterator[_PlacedLine]:
    """The rows of a column as lines."""
    places, celled = [_place(row) for row in rows], [_celled(row) for row in rows]
    left = min(place.left for place in places)
    for number, (row, place) in enumerate(zip(rows, places, strict=True)):
        beside = celled[max(0, number - 1) : number] + celled[number + 1 : number + 2]
        cells = "\t" in celled[number] and any("\t" in text for text in beside)
        first = row[0].right - row[0].left + _BLANK * row[0].size
        text = celled[number] if cells else _text(row)
        yield _PlacedLine(text, place, column, left, place.right - left, first, cells)
