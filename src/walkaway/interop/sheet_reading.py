"""Workbooks and CSV files that somebody filled in → rows of cells, each with its place.

Files come from strangers: nothing in them is followed, calculated or expanded. Of a formula the value counts
that the spreadsheet kept, and a cell that holds what is easily mistaken says so: a percentage, a date.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..errors import Fault, Faults
from ..spreadsheet import Cell, csv_rows, unguarded
from .safe import MAX_BYTES, ImportFault, Notes, read_file

MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_PARTS, MOST_UNPACKED = 50_000, 300, 1_000_000, 1_000, 60_000_000
_KINDS = {
    b"PK\x03\x04": "",
    b"\xd0\xcf\x11\xe0": "a workbook of an old program, or one with a password",
}
_RIGHT = "a workbook (.xlsx), or a table in CSV"
_OPEN = b"application/vnd.oasis.opendocument"
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATE = "the date "
_DIGITS = 15  # what a spreadsheet calculates beyond these is noise
_COMMA = re.compile(r"-?[0-9]+,[0-9]+")
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")


@dataclass(frozen=True, slots=True)
class FilledCell:
    """What a cell holds, where it is, and what is odd about it."""

    value: Cell
    name: str
    odd: str = ""

    @property
    def day(self) -> bool:
        """Whether it holds a date: text wherever no number is asked for."""
        return self.odd.startswith(_DATE)


@dataclass(frozen=True, slots=True)
class FilledRow:
    """The cells of one row by the heads of their columns."""

    number: int
    cells: dict[str, FilledCell]


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet as it was filled in; ``texts`` are its lines where it is read as text."""

    name: str
    heads: dict[str, str]
    rows: tuple[FilledRow, ...]
    texts: tuple[str, ...] = ()
    note: str = ""


def cell_name(row: int, column: int) -> str:
    """``F12`` of row 12 and column 6."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def read_sheets(path: Path) -> dict[str, FilledSheet]:
    """Read every sheet of an .xlsx file, or the one of a CSV file, by its name in lower case.

    Raises
    ------
    ImportFault
        If the file is too large or no such file, or cannot be read.
    """
    file = str(path)
    try:
        if path.is_file() and path.stat().st_size <= MAX_BYTES:
            with path.open("rb") as stream:
                start = stream.read(4)
            if start in _KINDS:
                if _KINDS[start]:
                    raise ImportFault.of(file, _KINDS[start], _RIGHT)
                return {
                    name.strip().casefold(): _filled(name, rows)
                    for name, rows in workbook_rows(path.read_bytes(), file).items()
                }
    except OSError as error:
        raise ImportFault.of(file, error.strerror or str(error), "a file that can be read") from None
    if path.suffix.lower() == ".xlsx" and path.is_file() and path.stat().st_size <= MAX_BYTES:
        raise ImportFault.of(file, "a file that is no workbook", _RIGHT)
    return {"scores": _table(path)}


# ------------------------------------------------------------------------------------------- workbooks


def workbook_rows(raw: bytes, file: str, *, hidden: bool = True) -> dict[str, list[list[FilledCell]]]:
    """The cells of every sheet of an .xlsx file, row by row; those that are hidden only if asked for.

    Raises
    ------
    ImportFault
        If it is none that can be read.
    """
    _check_parts(raw, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the library does not keep, which is not asked for
            written = _cells(raw, file, hidden, values=False)
            calculated = any(
                cell.data_type == "f" for rows in written.values() for row in rows for cell in row
            )
            kept = _cells(raw, file, hidden, values=True) if calculated else written
            return {name: _both(rows, kept[name]) for name, rows in written.items()}
    except ImportFault:
        raise
    except Exception:  # a broken file may fail anywhere in the library
        raise ImportFault.of(file, "a workbook that cannot be read", _RIGHT) from None


def _check_parts(raw: bytes, file: str) -> None:
    """Refuse what unpacks to more than a spreadsheet needs, and XML that declares things of its own."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = packed.infolist()
            size = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or size > MOST_UNPACKED:
                found = f"{len(parts):,} parts that unpack to {size:,} bytes"
                raise ImportFault.of(
                    file, found, f"at most {MOST_PARTS:,} parts of {MOST_UNPACKED:,} bytes together"
                )
            names = packed.namelist()
            if "mimetype" in names and packed.read("mimetype").startswith(_OPEN):
                raise ImportFault.of(
                    file, "a file in the OpenDocument format", f"{_RIGHT} (save it as .xlsx)"
                )
            if "xl/workbook.xml" not in names:
                raise ImportFault.of(file, "a packed file that is no workbook", _RIGHT)
            for part in parts:
                if b"<!DOCTYPE" in packed.read(part).replace(b"\0", b""):
                    raise ImportFault.of(file, f"a document type declaration in {part.filename}", _RIGHT)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        raise ImportFault.of(file, "a packed file that is damaged, or has a password", _RIGHT) from None
    except Exception as error:
        if isinstance(error, ImportFault):
            raise
        raise ImportFault.of(file, "a packed file that is damaged", _RIGHT) from None


def _cells(raw: bytes, file: str, hidden: bool, *, values: bool) -> dict[str, list[Sequence[Any]]]:
    """The cells of every sheet within the bounds: formulas as they are written, or their last values."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=values, keep_links=False)
    found: dict[str, list[Sequence[Any]]] = {}
    many = 0
    for sheet in book.worksheets:
        if not hidden and sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()  # what a file says of its size need not be true
        rows = found[sheet.title] = []
        for row in sheet.iter_rows():
            rows.append(row[:MOST_COLUMNS])
            many += 1 + len(row)
            if many > MOST_CELLS:
                raise ImportFault.of(file, f"more than {MOST_CELLS:,} cells", "no more than that")
    return found


def _both(written: Sequence[Sequence[Any]], kept: Sequence[Sequence[Any]]) -> list[list[FilledCell]]:
    return [
        [_cell(a, b, cell_name(number, place)) for place, (a, b) in enumerate(zip(*pair, strict=False), 1)]
        for number, pair in enumerate(zip(written, kept, strict=False), 1)
    ]


def _cell(written: Any, kept: Any, name: str) -> FilledCell:
    """One cell: its value as written, of a formula as it was last calculated."""
    value, odd = kept.value, ""
    if written.data_type == "f":
        odd = "" if value is not None else f"the formula {written.value}, never calculated"
    elif written.value is None:
        return FilledCell(None, name)
    if isinstance(value, bool):
        return FilledCell(str(value).lower(), name, f"{value}".upper())
    if isinstance(value, date | time | timedelta):
        day = str(value).removesuffix(" 00:00:00")  # a day alone is kept as its midnight
        return FilledCell(day, name, f"{_DATE}{day}" if isinstance(value, date) else day)
    if isinstance(value, int | float):
        if "%" in str(kept.number_format):
            odd = f"{value * 100:g} %, which a spreadsheet keeps as {value:g}"
        return FilledCell(float(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value, name, odd)
    text = _CODED.sub(lambda code: chr(int(code[1], 16)), str(value)) if value is not None else None
    return FilledCell(text and text.replace("\r\n", "\n").replace("\r", "\n"), name, odd)


def shown_text(cell: FilledCell) -> str:
    """A cell as a spreadsheet shows it: a percentage with its sign, no formula's value.

    >>> shown_text(FilledCell(0.04, "A1", "4 %, which a spreadsheet keeps as 0.04"))
    '4 %'
    """
    match cell.value:
        case None:
            return cell.odd
        case float() | int() if cell.odd:
            return f"{cell.value * 100:.12g} %"
        case float():
            return f"{Decimal(repr(cell.value)):f}"
    return str(cell.value)


# ------------------------------------------------------------------------------------------------- CSV


def _table(path: Path) -> FilledSheet:
    """A CSV file with commas, semicolons or tabs between cells; 0,5 is a number in a cell of its own."""
    notes, faults = Notes(), Faults()
    text, _ = read_file(path, notes)
    text = text.replace("\0", "\ufffd")
    sign, read = csv_rows(text)
    rows: list[list[FilledCell]] = []
    try:
        for line, cells in read:
            if not rows and line > 1:
                rows.append([])  # the line that says what separates the cells is a row of the spreadsheet
            number = len(rows) + 1
            if number > MOST_ROWS:
                raise ImportFault.of(str(path), f"more than {MOST_ROWS:,} rows", f"at most {MOST_ROWS:,}")
            width = len(next(filter(None, rows), cells))
            if sign == "," and len(cells) > width:
                right = "a cell for each name; a number with a decimal comma in quotes, or with a point"
                many = f"{len(cells)} cells below {width} names"
                faults.add(Fault(file=str(path), line=line, found=many, expected=right))
            some = enumerate(cells[:MOST_COLUMNS], 1)
            rows.append([FilledCell(_typed(cell, sign), cell_name(number, place)) for place, cell in some])
    except csv.Error as error:
        raise ImportFault.of(str(path), f"a table that cannot be read: {error}", _RIGHT) from None
    found = _filled("", rows)
    pointed = tuple(_pointed(found.rows, sign, str(path), faults))
    faults.raise_if_any(ImportFault)
    return replace(found, rows=pointed, note="; ".join(notes))


def _pointed(rows: Sequence[FilledRow], sign: str, file: str, faults: Faults) -> Iterator[FilledRow]:
    """Numbers with a decimal comma as they are written elsewhere; 1.200 beside one may be two numbers.

    Between commas only what cannot be of thousands is taken for one; the rest is refused as no number.
    """
    told = [
        {head: cell.value for head, cell in row.cells.items()
         if head in ("low", "likely", "high") and isinstance(cell.value, str)}
        for row in rows
    ]  # fmt: skip
    commas = sign != "," and any(_COMMA.fullmatch(text) for texts in told for text in texts.values())
    for row, texts in zip(rows, told, strict=True):
        numbers = dict[str, FilledCell]()
        for head, text in texts.items():
            thousands = _THOUSANDS.fullmatch(text) is not None
            if commas and thousands and "." in text:
                both = f'"{text}", which may be {text.replace(".", "")} or {text}'
                right = "a number without a sign of thousands, as others here have a decimal comma"
                faults.add(Fault(file=file, path=row.cells[head].name, found=both, expected=right))
            elif _COMMA.fullmatch(text) and not (sign == "," and thousands):
                numbers[head] = replace(row.cells[head], value=text.replace(",", "."))
        yield replace(row, cells={**row.cells, **numbers})


def _typed(text: str, sign: str) -> str | None:
    return unguarded(text, sign).replace("\r\n", "\n").replace("\r", "\n") or None


# ------------------------------------------------------------------------------------------------ rows


def _filled(name: str, rows: Sequence[Sequence[FilledCell]]) -> FilledSheet:
    """Rows below the first row that holds anything, by its heads."""
    texts = tuple("".join("" if cell.value is None else str(cell.value) for cell in row) for row in rows)
    filled = (
        (number, row) for number, row in enumerate(rows, 1) if any(cell.value is not None for cell in row)
    )
    _, first = next(filled, (0, ()))
    heads: dict[int, str] = {}
    for place, cell in enumerate(first):
        if cell.value is not None and str(cell.value) not in heads.values():
            heads[place] = str(cell.value)
    return FilledSheet(
        name, {head: first[place].name for place, head in heads.items()}, tuple(_below(filled, heads)), texts
    )


def _below(filled: Iterator[tuple[int, Sequence[FilledCell]]], heads: dict[int, str]) -> Iterator[FilledRow]:
    for number, row in filled:
        cells = {
            head: row[place] if place < len(row) else FilledCell(None, cell_name(number, place + 1))
            for place, head in heads.items()
        }
        yield FilledRow(number, cells)
