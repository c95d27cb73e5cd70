"""Lines of PDF pages to paragraphs; heads of pages are set aside, footnotes stand behind their page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from ..structure.line_numbers import NUMBERS, numbered
from ..structure.paragraphs import opens_item, parted
from ..wordlist import word_set
from .pdfcolumns import PlacedWord, Row, columns_of, rows_of

__all__ = ["HEAD", "Laid", "laid_out"]

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
_BESIDE: Final = 10  # lines above and below that tell how far a line could have reached
_CELL: Final = 2.5  # a gap so wide, in sizes of the font, parts the cells of a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Text of a file; spans that are heads of pages; whether columns are open; words outside the text."""

    text: str
    aside: tuple[tuple[int, int, str], ...]
    unsure: bool
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _PlacedLine:
    """A row as text with its place; the edges of its column, ``right`` as far as lines beside it reach."""

    text: str
    place: PlacedWord
    left: float
    right: float
    leading: float
    cells: bool

    @property
    def ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return _ENDS.search(self.text) is not None

    def has_room_for(self, line: str) -> bool:
        """Whether the first word of another line would have stood on it, had it not ended on purpose."""
        letter = (self.place.right - self.place.left) / max(1, len(self.text))
        slack = 1.0 if self.ended else 1.6
        return self.right - self.place.right > slack * (len(line.split(None, 1)[0]) + 1) * letter


@dataclass(frozen=True, slots=True)
class _LaidPage:
    """A page: its lines as they are read, its footnotes, its heads."""

    lines: Sequence[_PlacedLine]
    notes: Sequence[_PlacedLine]
    heads: Sequence[str]


def laid_out(pages: Sequence[Sequence[PlacedWord]]) -> Laid:
    """Put pages in the order in which they are read."""
    rows, numbers = _unnumbered([rows_of(page) for page in pages])
    heads = _heads(rows)
    sizes = Counter(round(word.size, 1) for page in pages for word in page for _ in word.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    laid, unsure = [], False
    for page in rows:
        around = [row for row in page if _masked(row) in heads or _is_number(page, row)]
        lines: list[_PlacedLine] = []
        notes: list[_PlacedLine] = []
        for column, sure in columns_of([row for row in page if row not in around]):
            own = list(_lines(column))
            foot = _foot(own, usual)
            lines, notes, unsure = lines + own[:foot], notes + own[foot:], unsure or not sure
        laid.append(_LaidPage(lines, notes, [_text(row) for row in around]))
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


def _written(pages: Sequence[_LaidPage], *, unsure: bool) -> Laid:
    """Lines joined to paragraphs, which go on over the foot of a page."""
    known = " ".join(line.text for page in pages for line in page.lines)
    found: list[tuple[str, str]] = []  # words and why they are set aside
    open_, last = -1, None
    for page in pages:
        for number, line in enumerate(page.lines):
            if last is not None and _goes_on(last, line, new=number == 0):
                found[open_] = (_joined(found[open_][0], line.text, known), "")
            else:
                open_ = len(found)
                found.append((line.text, ""))
            last = line
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
    return Laid(text=text, aside=tuple(spans), unsure=unsure)


def _joined(first: str, second: str, known: str) -> str:
    """Two lines as one; a word that was broken between them is whole again."""
    if first.endswith(("-", "\u2010")) and first[-2:-1].isalpha() and second[:1].islower():
        part, rest = first.split()[-1].strip("(“\"‘'"), second.split()[0].strip(".,;:!?”\"’')")
        stays = part[:-1].lower() in _PREFIXES or part + rest in known or known.count(f" {rest} ") > 1
        return first + second if stays else first[:-1] + second
    return f"{first} {second}"


def _goes_on(last: _PlacedLine, line: _PlacedLine, *, new: bool) -> bool:
    """Whether a line goes on with the paragraph of the one before it."""
    size, room = last.place.size, last.has_room_for(line.text)
    if (
        parted(last.text, line.text, full=not room)
        or abs(size - line.place.size) > 1.0
        or last.cells
        or line.cells
    ):
        return False
    if opens_item(line.text) and (last.ended or room or last.text.endswith(",")):
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


def _heads(pages: Sequence[Sequence[Row]]) -> frozenset[str]:
    """Rows that come again at the edges of pages; those of left and right pages may differ."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_masked(row) for row in (*page[:2], *page[-2:]) if len(row) <= 15})
    return frozenset(text for text, count in edges.items() if count >= max(2, 0.4 * len(pages)))


def _lines(column: Sequence[Row]) -> Iterator[_PlacedLine]:
    """The rows of a column as lines."""
    places = []
    for row in column:
        place = row[0]
        for word in row[1:]:
            place = place.joined(word)
        places.append(place._replace(size=median(word.size for word in row)))
    wide = ["\t" in _celled(row) for row in column]
    left = min(place.left for place in places)
    for number, (row, place) in enumerate(zip(column, places, strict=True)):
        beside = [
            each for each in places[max(0, number - _BESIDE) : number + _BESIDE + 1]
            if abs(each.size - place.size) < 1.0
        ]  # fmt: skip
        right = max(each.right for each in beside)
        full = [
            a.middle - b.middle for a, b in pairwise(beside)
            if right - a.right < 0.15 * (right - left) and a.middle > b.middle
        ]  # fmt: skip
        leading = max(1.3 * place.size, median(full) if len(full) > 1 else 0.0)
        cells = wide[number] and any(wide[max(0, number - 1) : number] + wide[number + 1 : number + 2])
        text = _celled(row) if cells else _text(row)
        yield _PlacedLine(text, place, left, right, leading, cells)
