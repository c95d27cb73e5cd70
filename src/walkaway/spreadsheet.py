"""Tables for spreadsheets: sheets of cells, CSV in which no cell starts a formula, and CSV read back.

A text that a spreadsheet could take for a formula gets an apostrophe before it, as the Open Worldwide
Application Security Project advises, and is read back without it; so does what follows a sign in it that
separates cells in another country, where a quoted cell of this one is split. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

Cell = str | int | float | Decimal | Fraction | None
"""What a cell may hold; None is empty."""

Table = tuple[Sequence[str], Iterable[Sequence[Cell]]]
"""The heads of a table, and its rows."""

LONGEST = 32_000
"""Most characters of one cell; spreadsheets hold 32,767."""

SEPARATORS = ",;\t"
ROWS_ABOVE = 20
"""So many rows, such as a title, may stand above the head of a table whose names are known."""
SEPARATOR_NAMES = {"comma": ",", "semicolon": ";", "tab": "\t"}
NEVER = (1980, 1, 1, 0, 0, 0)
"""The time of what holds none: the first that a packed file can say."""
_HEAD = 100_000
_SAID = re.compile(r"sep=([,;\t])\s*?(?=\r|\n|$)", re.IGNORECASE)
_GUARDED = re.compile(r"[\t\r\n']|[\s\x00-\x1f\"`\u200b-\u200f\ufeff]*[=+\-@|%＝＋－＠]")
_INNER = r"(?='|[ \x00-\x08\x0b\x0c\x0e-\x1f\"`\u200b-\u200f\ufeff]*[=+\-@|%＝＋－＠])"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_DIGITS = 15  # more than these a spreadsheet does not keep of a number


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, whether it is to be filled in, and what may be chosen there.

    ``strong`` says that only rows which head others are filled in, or only the others; None is all.
    """

    head: str
    fill: bool = False
    strong: bool | None = None
    numeric: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named table; without columns, lines of text.

    ``strong`` are the numbers of rows that head others; so many rows are ``spare``, for what is new.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    strong: frozenset[int] = frozenset()
    spare: int = 0


def sheet_of(name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Sheet:
    """A table of results, in which nothing is to be filled in."""
    return Sheet(name, tuple(map(Column, heads)), tuple(map(tuple, rows)))


@dataclass(frozen=True, slots=True)
class NamedSheets:
    """What makes the tables of a result, under names that are known before there is one.

    ``make`` takes a case and a result; it gives a table for each name, or None where nothing is to be told.
    """

    names: tuple[str, ...]
    make: Callable[[Any, Any], Iterable[Table | None]]

    def __call__(self, case: Any, found: Any) -> list[Sheet]:
        """The sheets of a result."""
        tables = zip(self.names, self.make(case, found), strict=True)
        return [sheet_of(name, *table) for name, table in tables if table is not None]


def sheets_named(*names: str) -> Callable[[Callable[..., Iterable[Table | None]]], NamedSheets]:
    """Name the tables that a function makes, in their order."""
    return lambda make: NamedSheets(names, make)


def held(value: Cell) -> str | int | float | None:
    """What a spreadsheet holds of a value: numbers that it keeps whole, text without controls for the rest.

    Examples
    --------
    >>> held(Decimal("0.50")), held(Fraction(1, 3)), held(Decimal("1234567890.0123456789"))
    (0.5, '1/3', '1234567890.0123456789')
    """
    match value:
        case None | "":
            return None
        case str():
            text = _CONTROL.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
            return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        case Fraction():
            return str(value)
        case Decimal():
            if value == value.to_integral_value() and abs(value) < 10**_DIGITS:
                return int(value)
            kept = (
                len(value.normalize().as_tuple().digits) <= _DIGITS and Decimal(repr(float(value))) == value
            )
            return float(value) if kept else f"{value:f}"
    return value


def csv_text(sheet: Sheet, separator: str = ",") -> str:
    r"""Write a sheet as CSV (RFC 4180) with a mark of its encoding, by which spreadsheets know UTF-8.

    Between semicolons numbers have a decimal comma, as a spreadsheet expects that opens such files.

    Examples
    --------
    >>> csv_text(sheet_of("x", ["what", "value"], [["=1+1", -2]]))
    "\ufeffwhat,value\r\n'=1+1,-2\r\n"
    >>> csv_text(sheet_of("x", ["value"], [[0.5]]), ";")
    '\ufeffvalue\r\n0,5\r\n'
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, lineterminator="\r\n")

    def shown(cell: str | int | float | None) -> str | int | float | None:
        if isinstance(cell, str):
            return guarded(cell, separator)
        return str(cell).replace(".", ",") if separator == ";" and isinstance(cell, float) else cell

    for row in ([column.head for column in sheet.columns], *sheet.rows):
        writer.writerow([shown(cell) for cell in map(held, row)])
    return f"\ufeff{stream.getvalue()}"


def guarded(text: str, separator: str = ",") -> str:
    """A text that no spreadsheet takes for a formula, though signs that are not seen stand before it.

    Nor any part of it behind what separates cells or lines elsewhere: a comma only in a file of other signs.

    Examples
    --------
    >>> guarded("=1"), guarded("a;=1;b"), guarded("a, -1"), guarded("a, -1", ";")
    ("'=1", "a;'=1;b", 'a, -1', "a,' -1")
    """
    text = re.sub(f"([{_ends(separator)}]){_INNER}", r"\1'", text)
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(text: str, separator: str = ",") -> str:
    """A text of a CSV file without the apostrophes that keep it from being a formula."""
    text = text[1:] if text[:1] == "'" and _GUARDED.match(text[1:]) else text
    return re.sub(f"([{_ends(separator)}])'{_INNER}", r"\1", text)


def _ends(separator: str) -> str:
    """What may end a cell where a file is opened elsewhere."""
    return ";\t\r\n" if separator == "," else ";\t\r\n,"


def csv_rows(
    text: str, known: Callable[[str], bool] = lambda _: False
) -> tuple[str, Iterator[tuple[int, list[str]]]]:
    """What separates the cells of a text, and its rows, each with the line it begins on.

    Excel's first line ``sep=;`` says what separates them, and is no row; else the sign under which most names
    of a row near the top are known, or the first has most.

    Raises
    ------
    csv.Error
        Where a row cannot be read, once it is asked for.
    """
    said = _SAID.match(text)
    separator = said[1] if said else _separator(text, known)

    def rows() -> Iterator[tuple[int, list[str]]]:
        reader, line = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1
        for cells in reader:
            if not (said and line == 1):
                yield line, cells
            line = reader.line_num + 1

    return separator, rows()


def _separator(text: str, known: Callable[[str], bool]) -> str:
    lines = (line for line in text[:_HEAD].splitlines() if line.strip(f"{SEPARATORS} "))
    heads = list(islice(lines, ROWS_ABOVE + 1)) or [""]

    def names(separator: str) -> tuple[int, int]:
        rows = [next(csv.reader([head], delimiter=separator), []) for head in heads]
        return max(sum(known(cell.strip()) for cell in row) for row in rows), len(rows[0])

    return max(SEPARATORS, key=names)


def timeless(raw: bytes) -> bytes:
    """The same file of an office program without the time at which it was made."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as made, zipfile.ZipFile(stream, "w") as kept:
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                part = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z", part)
            kept.writestr(zipfile.ZipInfo(name, NEVER), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
