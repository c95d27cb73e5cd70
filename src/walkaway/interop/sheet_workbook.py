"""Sheets → the bytes of a workbook that people fill in, or read, with Excel or LibreOffice.

Text is written as text, whatever it begins with. Same sheets, same bytes: the file holds no time.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ..spreadsheet import NEVER, Column, Sheet, held, timeless

_WIDEST, _NARROWEST, _LINES = 50, 10, 90
_ARROW = 5  # room for the arrow of the filter, beside a head in bold
_MORE_ROWS = 200  # below the last row, in which something may be added
_CHOICES = 255  # characters that a list of choices may have
_NAME = 31  # characters that the name of a sheet may have
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_HEAD, _FILL, _GREY, _STRONG = "D9E1E8", "FFF9DB", "666666", "F0F2F4"


def results_workbook(about: Iterable[str], sheets: Iterable[Sheet]) -> bytes:
    """Write the tables of a result as an .xlsx file, behind a sheet that says what they are of."""
    return workbook_bytes([Sheet("About", (), tuple((line,) for line in about), frozenset({0})), *sheets])


def workbook_bytes(sheets: Iterable[Sheet]) -> bytes:
    """Write sheets as an .xlsx file; a name that is too long or taken is made to fit."""
    import openpyxl

    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator = "Walkaway"
    book.properties.created = datetime(*NEVER)
    _add_styles(book)
    for sheet in sheets:
        page = book.create_sheet(_named(sheet.name, book.sheetnames))
        if sheet.columns:
            _table(page, sheet)
        else:
            _lines(page, sheet)
    stream = io.BytesIO()
    book.save(stream)
    return timeless(stream.getvalue())


def _named(name: str, taken: list[str]) -> str:
    """A name that a sheet may have."""
    bare = re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:_NAME] or "Sheet"
    known, number, found = {one.casefold() for one in taken}, 1, bare
    while found.casefold() in known:
        number += 1
        found = f"{bare[: _NAME - 4]} {number}"
    return found


def _put(page: Any, row: int, column: int, value: Any, style: str) -> None:
    """Put a value in a cell; text is never a formula, also after somebody edits it."""
    cell, value = page.cell(row, column), held(value)
    cell.style = f"walkaway {style}"
    if isinstance(value, str):
        cell.value = _CODE.sub("_x005F_", value)
        cell.data_type, cell.quotePrefix = "s", True
    else:
        cell.value = value


def _add_styles(book: Any) -> None:
    """One named style for each sort of cell."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    top, wrapped = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    for name, font, colour in (
        ("head", Font(bold=True), _HEAD), ("plain", Font(), ""), ("shown", Font(color=_GREY), ""),
        ("strong", Font(bold=True), _STRONG), ("fill", Font(), _FILL),
        ("title", Font(bold=True, size=14), ""), ("words", Font(), ""),
        ("text", Font(name="Consolas", color=_GREY), ""),
    ):  # fmt: skip
        style = NamedStyle(f"walkaway {name}", font, alignment=top if name == "text" else wrapped)
        if colour:
            style.fill = PatternFill("solid", fgColor=colour)
        if name not in ("title", "words", "text"):
            style.border = Border(bottom=Side(style="thin", color=_HEAD))
        book.add_named_style(style)


def _lines(page: Any, sheet: Sheet) -> None:
    """Lines of text: words for people, below a title, or those of a file."""
    page.column_dimensions["A"].width = _LINES
    words = bool(sheet.strong)
    for number, row in enumerate(sheet.rows):
        name = "title" if number in sheet.strong else "words" if words else "text"
        for column, value in enumerate(row, 1):
            _put(page, number + 1, column, value, name)


def _table(page: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    form = any(column.fill for column in sheet.columns)
    named = next((at for at, column in enumerate(sheet.columns) if column.fill), 0)  # what stands before it
    rows = (*sheet.rows, *[(None,) * len(sheet.columns)] * sheet.spare)
    for place, column in enumerate(sheet.columns):
        letter = get_column_letter(place + 1)
        _put(page, 1, place + 1, column.head, "head")
        page.column_dimensions[letter].width = _width(sheet, place)
        for number, row in enumerate(rows):
            strong = number in sheet.strong
            fill = column.fill and column.strong in (None, strong)
            shown = "strong" if strong and place < named else "shown" if form else "plain"
            _put(page, number + 2, place + 1, row[place], "fill" if fill else shown)
        if form:
            _validate(page, column, letter, len(rows))
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"


def _width(sheet: Sheet, place: int) -> float:
    """Room for the longest line of a column, within bounds."""
    texts = [str(held(row[place]) or "") for row in sheet.rows]
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    head = len(sheet.columns[place].head) + _ARROW
    return float(max(_NARROWEST, min(_WIDEST, max(longest + 2, head))))


def _validate(page: Any, column: Column, letter: str, rows: int) -> None:
    """Say in the cell what may stand there; other words are possible, after a warning."""
    from openpyxl.worksheet.datavalidation import DataValidation

    where = f"{letter}2:{letter}{rows + 1 + _MORE_ROWS}"
    if column.numeric:
        rule = DataValidation(
            type="decimal", operator="between", formula1="-1E+16", formula2="1E+16", errorStyle="warning",
            errorTitle="A number?", allow_blank=True, showErrorMessage=True,
            error="A number, a fraction such as 1/3, or, under likely, the words: to be judged",
        )  # fmt: skip
    elif column.choices and _listable(column.choices):
        rule = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
        rule.showErrorMessage = False  # several may be named
    else:
        return
    rule.add(where)
    page.add_data_validation(rule)


def _listable(choices: tuple[str, ...]) -> bool:
    """Whether a list of choices can be written into a workbook."""
    text = ",".join(choices)
    return len(text) <= _CHOICES and not re.search(r'["\n\t]', text) and text.count(",") == len(choices) - 1
