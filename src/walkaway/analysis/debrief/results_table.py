"""A table as spreadsheets write it: bytes into rows of cells, each with its line.

UTF-8 with or without its mark, UTF-16 with it, and Windows-1252; commas, semicolons or tabs. Which of these
separates is told by the head: the one under which most names are known; or by Excel's first line ``sep=;``.
"""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ...errors import Fault, Faults
from ...spreadsheet import SEPARATORS, csv_rows

__all__ = ["ResultsFile", "ResultsTable", "TableRow", "read_table"]

_CSV = "a table as text, such as spreadsheets save as CSV"


class ResultsFile(NamedTuple):
    """The bytes of a file and the name it was given by."""

    path: str
    data: bytes


class TableRow(NamedTuple):
    """One row: the line it begins on, and its cells without blanks around them."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultsTable:
    """What separates the cells of a file, its head and its rows; rows that are empty are left out."""

    path: str
    separator: str
    head: TableRow
    rows: tuple[TableRow, ...]


def read_table(file: ResultsFile, known: Callable[[str], bool], faults: Faults) -> ResultsTable | None:
    """Read a table; ``known`` says which names its head may hold. What is wrong is noted.

    None where there is no head to read anything by.
    """
    text = _decoded(file, faults)
    if text is None:
        return None
    if not text.strip(f"{SEPARATORS} \r\n"):
        faults.add(Fault(file=file.path, found="an empty file", expected=_CSV))
        return None
    separator, found = csv_rows(text, known)
    rows = [row for row in _rows(found, file.path, faults) if any(row.cells)]
    return ResultsTable(file.path, separator, rows[0], tuple(rows[1:])) if rows else None


def _decoded(file: ResultsFile, faults: Faults) -> str | None:
    """The text of a file; None, and a fault, for what is none."""
    path, data = file
    if data.startswith(b"PK\x03\x04"):
        faults.add(Fault(file=path, found="a workbook, not a text", expected=_CSV))
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


def _rows(found: Iterable[tuple[int, list[str]]], path: str, faults: Faults) -> Iterator[TableRow]:
    """Rows without blanks around their cells; where one cannot be read, those before it."""
    line = 1
    try:
        for begins, cells in found:
            line = begins + 1 + sum(cell.count("\n") for cell in cells)
            yield TableRow(begins, tuple(" ".join(cell.split()) for cell in cells))
    except csv.Error as error:
        right = "quotes around a whole cell, and doubled inside it"
        told = f"a row that cannot be read: {error}"
        faults.add(Fault(file=path, line=line, found=told, expected=right))
