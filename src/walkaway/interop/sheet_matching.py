"""Rows of a filled sheet beside the rows of its case: which is which, and which cells were changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from ..case.judgement import Exact, exact_number, written
from ..case.patterns import as_number
from ..errors import Fault, Faults, nearest, quoted
from ..spreadsheet import Cell, held
from .sheet_forms import FORMS, NUMBERS, Form
from .sheet_reading import FilledCell, FilledRow, FilledSheet


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
    """A sheet with its rows by their keys, new rows, and the columns that were changed in each.

    ``astray`` are rows that belong to nothing in the case: what else is wrong in them is told all the same.
    """

    place: SheetPlace
    rows: dict[tuple[str, ...], FilledRow] = field(default_factory=dict)
    new: list[tuple[tuple[str, ...], FilledRow]] = field(default_factory=list)
    changed: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    astray: list[FilledRow] = field(default_factory=list)


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


def headed(form: Form, sheet: FilledSheet) -> FilledSheet:
    """A sheet whose heads are written as the form has them: case and blanks around them do not matter."""
    known = tuple(dict.fromkeys((*FORMS[form.name][0], *FORMS[form.name][1], *form.issues.values())))
    free = tuple(head for head in known if head not in sheet.heads)
    names: dict[str, str] = {}
    for head in sheet.heads:
        same = None if head in known else same_name(head, free)
        names[head] = same if same is not None and same not in names.values() else head
    if all(head == name for head, name in names.items()):
        return sheet
    rows = tuple(
        replace(row, cells={names[head]: cell for head, cell in row.cells.items()}) for row in sheet.rows
    )
    return replace(sheet, heads={names[head]: cell for head, cell in sheet.heads.items()}, rows=rows)


def _gone(form: Form, sheet: FilledSheet, place: SheetPlace, faults: Faults) -> bool:
    """Note every column that is not there: what stood in it may have been filled in."""
    keys = [head for head in FORMS[form.name][0] if head != "about"]
    wanted = (*keys, *form.fill)
    others = tuple(head for head in sheet.heads if head not in (*wanted, "about", *FORMS[form.name][1]))
    missing = [head for head in wanted if head not in sheet.heads]
    right, plain = f"the columns {', '.join(wanted)}", []
    for head in missing:
        hint = nearest(head, others)
        cell = next((cell for name, cell in sheet.heads.items() if quoted(name) in hint), "")
        if cell:
            faults.add(place.fault(cell, f"no column {quoted(head)}", right, hint))
        else:
            plain.append(quoted(head))
    if plain:
        faults.add(place.fault("A1", f"no column {', '.join(plain)}", right))
    return any(head in keys for head in missing)


def match(form: Form, sheet: FilledSheet, file: str, faults: Faults) -> Matched:
    """Find every row of a sheet in a form; whatever has no place there is a fault."""
    found = Matched(SheetPlace(file, sheet.name))
    if _gone(form, sheet, found.place, faults):
        return found
    keys = [head for head in FORMS[form.name][0] if head != "about"]
    for row in sheet.rows:
        if all(row.cells[head].value is None for head in row.cells if head in (*keys, *form.fill)):
            continue
        key = _key(form, row, found.place, faults)
        if key is None:
            found.astray.append(row)
            for head, cell in row.cells.items():
                _odd(form, head, cell, found.place, faults)
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
    key: list[str | None] = []  # None where a cell names nothing that is there

    def fits(one: tuple[str, ...]) -> bool:
        return all(part in (None, there) for part, there in zip(key, one, strict=False))

    for depth, head in enumerate(FORMS[form.name][0]):
        cell = row.cells.get(head)
        text = "" if cell is None else text_of(cell.value)
        if head == "number" and not text:
            key.append("")
            break
        whose = form.whose if form.name == "red lines" and head in ("party", "about") else form.rows
        known = tuple(dict.fromkeys(one[depth] for one in whose if fits(one)))
        same = same_name(text, known)
        if same is None:
            assert cell is not None  # a column that is not there is empty, and empty is known
            listed = ", ".join(name for name in known if name) or "no row"
            expected = f"one of {listed}" if len(listed) < 200 else "a name of the case"
            faults.add(place.fault(cell, said_of(text), expected, nearest(text, known) if text else ""))
        key.append(same)
    found = tuple(part for part in key if part is not None)
    return found if len(found) == len(key) else None


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
        if _odd(form, head, cell, place, faults):
            continue
        if differ(head, cell.value, known[head]):
            if fill:
                yield head
            else:
                was, hint = said_of(known[head]), "only shown; change the case"
                faults.add(place.fault(cell, said_of(cell.value), was, hint))


def _odd(form: Form, head: str, cell: FilledCell, place: SheetPlace, faults: Faults) -> bool:
    """Whether a cell that is filled in holds what is easily mistaken; that is a fault."""
    if not cell.odd or head not in form.fill or (head not in NUMBERS and cell.day):
        return False
    right = "a number" if head in NUMBERS else "text"
    anew = "type it anew in a cell without a format"
    hint = "calculate and save it in a spreadsheet, or type the value" if "formula" in cell.odd else anew
    faults.add(place.fault(cell, cell.odd, right, hint))
    return True
