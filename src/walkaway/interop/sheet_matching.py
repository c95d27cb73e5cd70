"""Rows of a filled sheet beside the rows of its case: which is which, and which cells were changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from ..case.judgement import Exact, exact_number, written
from ..case.patterns import as_number
from ..errors import Fault, Faults, nearest, quoted
from ..spreadsheet import Cell, held
from .sheet_forms import FORMS, NUMBERS, Form
from .sheet_reading import FilledCell, FilledRow, FilledSheet

__all__ = ["Matched", "SheetPlace", "differ", "match", "number_of", "said_of", "same_name", "text_of"]


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A file and a sheet of it, for messages."""

    file: str
    sheet: str

    def name(self, cell: FilledCell | str) -> str:
        """The cell with its sheet: ``Scores!F12``."""
        name = cell if isinstance(cell, str) else cell.name
        return f"{self.sheet}!{name}" if self.sheet else name

    def fault(self, cell: FilledCell | str, found: str, expected: str, hint: str = "") -> Fault:
        """A fault of one cell."""
        return Fault(file=self.file, path=self.name(cell), found=found, expected=expected, hint=hint)


@dataclass(slots=True)
class Matched:
    """A sheet with its rows by their keys, new rows, and the columns that were changed in each."""

    place: SheetPlace
    rows: dict[tuple[str, ...], FilledRow] = field(default_factory=dict)
    new: list[tuple[tuple[str, ...], FilledRow]] = field(default_factory=list)
    changed: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)


def text_of(value: Cell) -> str:
    """A cell as text: numbers in their shortest form."""
    if value is None or isinstance(value, str):
        return value or ""
    return written(exact_number(Fraction(str(value))) if isinstance(value, int | float) else value)


def said_of(value: Cell) -> str:
    """A cell in a message."""
    text = text_of(held(value))
    return quoted(text) if text else "nothing"


def number_of(value: Cell) -> Exact | None:
    """The number of a cell; None if it holds none."""
    if isinstance(value, Decimal | Fraction):
        return value
    found = as_number(text_of(value).strip())
    return None if found is None else exact_number(found)


def differ(head: str, one: Cell, other: Cell) -> bool:
    """Whether two cells of a column hold different things; a number is the same in any form."""
    words = head in ("order", "note")
    if not words and (a := number_of(one)) is not None and (b := number_of(other)) is not None:
        return a != b
    return text_of(held(one)) != text_of(held(other))


def match(form: Form, sheet: FilledSheet, file: str, faults: Faults) -> Matched:
    """Find every row of a sheet in a form; whatever has no place there is a fault."""
    found = Matched(SheetPlace(file, sheet.name))
    keys = [head for head in FORMS[form.name][0] if head != "about"]
    if missing := [head for head in keys if head not in sheet.heads]:
        hint = next(filter(None, (nearest(head, tuple(sheet.heads)) for head in missing)), "")
        names = ", ".join(map(quoted, missing))
        faults.add(found.place.fault("A1", f"no column {names}", f"the columns {', '.join(keys)}", hint))
        return found
    for row in sheet.rows:
        if all(row.cells[head].value is None for head in row.cells if head in (*keys, *form.fill)):
            continue
        key = _key(form, row, found.place, faults)
        if key is None:
            continue
        if key[-1] == "" and form.name == "red lines":
            found.new.append((key[:-1], row))
        elif key in found.rows:
            first = f"row {found.rows[key].number} again"
            faults.add(found.place.fault(row.cells[keys[-1]], first, "one row for each"))
        else:
            found.rows[key] = row
            changed = tuple(_changed(form, key, row, found.place, faults))
            if changed:
                found.changed[key] = changed
    return found


def _key(form: Form, row: FilledRow, place: SheetPlace, faults: Faults) -> tuple[str, ...] | None:
    """The key of a row as the form has it; a fault where there is none like it."""
    key: tuple[str, ...] = ()
    for head in FORMS[form.name][0]:
        cell = row.cells.get(head)
        text = "" if cell is None else text_of(cell.value)
        depth = len(key)
        known = tuple(dict.fromkeys(one[depth] for one in form.rows if one[:depth] == key))
        if head == "number" and not text:
            return (*key, "")
        if form.name == "red lines" and head in ("party", "about"):
            known = tuple(dict.fromkeys(one[depth] for one in form.whose if one[:depth] == key))
        same = same_name(text, known)
        if same is None:
            assert cell is not None  # a column that is not there is empty, and empty is known
            listed = ", ".join(name for name in known if name) or "no row"
            expected = f"one of {listed}" if len(listed) < 200 else "a name of the case"
            faults.add(place.fault(cell, said_of(text), expected, nearest(text, known) if text else ""))
            return None
        key = (*key, same)
    return key


def same_name(text: str, known: tuple[str, ...]) -> str | None:
    """A known name that is the same but for case, blanks around it or the form of a number."""
    if text in known:
        return text
    number = as_number(text.strip())
    like = [
        name
        for name in known
        if name.strip().casefold() == text.strip().casefold()
        or (number is not None and as_number(name.strip()) == number)
    ]
    return like[0] if len(like) == 1 else None


def _changed(
    form: Form, key: tuple[str, ...], row: FilledRow, place: SheetPlace, faults: Faults
) -> Iterator[str]:
    """The columns in which a row holds something else than the case; of what only shows, faults."""
    known = form.rows[key].cells
    for head, cell in row.cells.items():
        if head not in known:
            continue
        fill = head in form.fill
        if cell.odd and fill and (head in NUMBERS or not cell.day):
            right = "a number" if head in NUMBERS else "text"
            anew = "type it anew in a cell without a format"
            hint = (
                "calculate and save it in a spreadsheet, or type the value" if "formula" in cell.odd else anew
            )
            faults.add(place.fault(cell, cell.odd, right, hint))
        elif differ(head, cell.value, known[head]):
            if fill:
                yield head
            else:
                was, hint = said_of(known[head]), "only shown; change the case"
                faults.add(place.fault(cell, said_of(cell.value), was, hint))
