"""A table as spreadsheets write it: bytes, or the sheets of a workbook, into rows of cells.

As text: UTF-8 with or without its mark, UTF-16 with it, and Windows-1252; commas, semicolons or tabs. Which
of these separates is told by the head: the one under which most names are known; or by Excel's first line
``sep=;``. The head is the row near the top in which most names are known, and of several sheets, without
those that are hidden, that one is read whose head has most.
"""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ...errors import Fault, Faults
from ...spreadsheet import ROWS_ABOVE, SEPARATORS, csv_rows

_CSV = "a table as text, such as spreadsheets save as CSV"
_NEAR = ROWS_ABOVE + 1
Known = Callable[[str], bool]


class TableCell(NamedTuple):
    """What a cell says, without blanks around it.

    ``point`` says that a point in it is of decimals, never of thousands; ``place`` is its name in a workbook.
    """

    text: str
    point: bool = False
    place: str = ""


class TableRow(NamedTuple):
    """One row: the line it begins on, or its number, and its cells."""

    line: int
    cells: tuple[TableCell, ...]

    def text(self, column: int) -> str:
        """What the cell of a column says; nothing in a row that is shorter."""
        return self.cells[column].text if column < len(self.cells) else ""


class ResultsFile(NamedTuple):
    """The bytes of a file and the name it was given by."""

    path: str
    data: bytes


class ResultsBook(NamedTuple):
    """The sheets of a workbook, row by row, and the name it was given by."""

    path: str
    sheets: tuple[tuple[TableRow, ...], ...]


class ResultsTable(NamedTuple):
    """The head of a table and its rows; rows that are empty are left out."""

    path: str
    head: TableRow
    rows: tuple[TableRow, ...]

    @property
    def in_cells(self) -> bool:
        """Whether it came in cells, as a workbook does, not in text with signs between them."""
        return any(cell.place for cell in self.head.cells)

    def says(self, column: int) -> bool:
        """Whether a row says anything in a column."""
        return any(row.text(column) for row in self.rows)

    def fault(
        self, row: TableRow, found: str, expected: str, hint: str = "", *, column: int = 0, of: str = ""
    ) -> Fault:
        """A fault of a row: at its line, or in a workbook at its cell; ``of`` is the issue it is about."""
        place = row.cells[min(column, len(row.cells) - 1)].place
        line, path = (0, ": ".join(filter(None, (place, of)))) if place else (row.line, of)
        return Fault(file=self.path, line=line, path=path, found=found, expected=expected, hint=hint)


def read_table(file: ResultsFile | ResultsBook, known: Known, faults: Faults) -> ResultsTable | None:
    """Read a table; ``known`` says which names its head may hold. What is wrong is noted.

    None where there is no head to read anything by.
    """
    if isinstance(file, ResultsBook):
        return _of_book(file, known, faults)
    text = _decoded(file, faults)
    if text is None:
        return None
    if not text.strip(f"{SEPARATORS} \r\n"):
        faults.add(Fault(file=file.path, found="an empty file", expected=_CSV))
        return None
    separator, found = csv_rows(text, known)
    rows = [row for row in _rows(found, file.path, faults, point=separator == ",") if _says(row)]
    return _below_head(file.path, rows, known) if rows else None


def _of_book(file: ResultsBook, known: Known, faults: Faults) -> ResultsTable | None:
    """The table of a workbook."""
    filled = [[row for row in rows if _says(row)] for rows in file.sheets]
    if not any(filled):
        faults.add(
            Fault(file=file.path, found="an empty workbook", expected="a sheet with a row for each group")
        )
        return None
    best = max(filter(None, filled), key=lambda rows: max(_names(row, known) for row in rows[:_NEAR]))
    return _below_head(file.path, best, known)


def _names(row: TableRow, known: Known) -> int:
    return sum(known(cell.text) for cell in row.cells)


def _below_head(path: str, rows: Sequence[TableRow], known: Known) -> ResultsTable:
    """The table below the row near the top in which most names are known; what stands above is a title."""
    top = max(range(min(_NEAR, len(rows))), key=lambda at: _names(rows[at], known))
    return ResultsTable(path, rows[top], tuple(rows[top + 1 :]))


def _says(row: TableRow) -> bool:
    return any(cell.text for cell in row.cells)


def _decoded(file: ResultsFile, faults: Faults) -> str | None:
    """The text of a file; None, and a fault, for what is none."""
    path, data = file
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        found = "a workbook of an old program, or one with a password"
        faults.add(Fault(file=path, found=found, expected="a workbook (.xlsx) without one, or CSV"))
        return None
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    odd = re.search("[\0\ufffd]", text)
    if odd is None:
        return text
    line = text.count("\n", 0, odd.start()) + 1
    right = "text in UTF-8, UTF-16 with its mark, or Windows-1252"
    faults.add(Fault(file=path, line=line, found="a byte that stands for no letter", expected=right))
    return None


def _rows(
    found: Iterable[tuple[int, list[str]]], path: str, faults: Faults, *, point: bool
) -> Iterator[TableRow]:
    """Rows without blanks around their cells; where one cannot be read, those before it."""
    line = 1
    try:
        for begins, cells in found:
            line = begins + 1 + sum(cell.count("\n") for cell in cells)
            yield TableRow(begins, tuple(TableCell(" ".join(cell.split()), point) for cell in cells))
    except csv.Error as error:
        right = "quotes around a whole cell, and doubled inside it"
        told = f"a row that cannot be read: {error}"
        faults.add(Fault(file=path, line=line, found=told, expected=right))
