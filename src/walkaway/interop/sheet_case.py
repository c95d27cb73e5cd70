"""A case as a workbook that people fill in, and what they filled in back in the case.

Numbers, orders, notes and red lines go both ways. Everything else stays in the case: the last sheet shows its
whole text, by which it is known later what was changed in the workbook and what in the case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from ..case import Case, read_case_text
from ..case.edit import edit_places
from ..case.lines import dotted
from ..case.yamltext import read_yaml
from ..errors import CaseError, Fault, Faults, nearest, quoted
from ..spreadsheet import LONGEST, Cell, Sheet, held
from .safe import ImportFault
from .sheet_changes import Plan, SheetChange, planned
from .sheet_forms import FORMS, NUMBERS, Form, forms_of, sheet_from
from .sheet_matching import Matched, headed, match, number_of, said_of, text_of
from .sheet_reading import FilledSheet

_CASE, _FIRST = "case", "read me"
_AT = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>[0-9]+)")
_HOW = (
    "Fill in the yellow cells. A number goes under likely; a range goes under low and high, with its "
    "likeliest value, if there is one, under likely; what nobody can judge yet is: to be judged.",
    "Save it as .xlsx, then type: walkaway sheet FILE.xlsx -o CASE. That says what it changes, and names "
    "every cell that it cannot take. Grey cells only show what the case says.",
)


@dataclass(frozen=True, slots=True)
class Filling:
    """The text of a case with what was filled in, what that changes, and what was not read."""

    text: str
    changes: tuple[SheetChange, ...]
    notes: tuple[str, ...]


def case_sheets(case: Case, text: str, party: str = "") -> tuple[Sheet, ...]:
    """Every sheet of a case: how to fill it in, its forms, its text; of one party only its own forms.

    Parameters
    ----------
    case : Case
        As it is written: under no account.
    text : str
        Its file, which the last sheet shows. What of it no cell holds whole is not shown at all.
    party : str
        Id of one party. Nothing of the others is in its sheets.
    """
    lines = [case.title, *_HOW]
    if party:
        lines.insert(1, f"For: {case.label(party)}")
    first = Sheet("Read me", (), tuple((line,) for line in lines), frozenset({0}))
    forms = forms_of(case, [party] if party else ())
    sheets = [first, *(sheet_from(case, form) for form in forms.values())]
    if not party and (rows := _text_rows(text)):
        sheets.append(Sheet(_CASE.capitalize(), (), rows))
    return tuple(sheets)


def scores_sheet(case: Case, party: str = "") -> Sheet:
    """The sheet of scores alone, of one party or of all, for CSV."""
    return sheet_from(case, forms_of(case, [party] if party else ())["scores"])


def _text_rows(text: str) -> tuple[tuple[str, ...], ...]:
    """A text line by line, long lines over several cells; nothing if a cell would change it."""
    lines = text.replace("\r\n", "\n").split("\n")
    rows = tuple(
        tuple(line[at : at + LONGEST] for at in range(0, max(1, len(line)), LONGEST)) for line in lines
    )
    same = all((held(part) or "") == part for row in rows for part in row)
    return (*rows, ("...",)) if same else ()


def case_before(sheets: Mapping[str, FilledSheet]) -> str:
    """The text of the case that a workbook was written from; empty if it holds none."""
    if _CASE not in sheets:
        return ""
    lines = list(sheets[_CASE].texts)
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines[:-1] if lines[-1:] == ["..."] else lines)


def fill_case(sheets: Mapping[str, FilledSheet], book: str, text: str, file: str) -> Filling:
    """Put what was filled in into the text of a case; comments and all else stay as they are.

    Parameters
    ----------
    sheets : mapping of str to FilledSheet
        As :func:`~walkaway.interop.sheet_reading.read_sheets` gives them.
    book, file : str
        Names of the workbook and of the case, for messages.
    text : str
        The case as it is now.

    Raises
    ------
    ImportFault
        With everything that is wrong, by sheet and cell; nothing is changed then.
    CaseError
        If the case itself has faults, or is written so that one place cannot be changed alone.
    """
    now, sheets = read_case_text(text, file), _alone(sheets)
    before = case_before(sheets)
    same = not before or before.rstrip("\n") == text.rstrip("\n")
    base = now if same else read_case_text(before, f"{book}, sheet Case")
    faults, notes = Faults(), [sheet.note for sheet in sheets.values() if sheet.note]
    if base.title != now.title:
        notes.append(f"the workbook was written from another case, {quoted(base.title)}")
    was, stands = forms_of(base), forms_of(now)
    found: list[tuple[Form, Form, Matched]] = []
    sheets = {name: headed(was[name], one) if name in was else one for name, one in sheets.items()}
    for name, form in was.items():
        if name in sheets:
            found.append((stands[name], form, match(form, sheets[name], book, faults)))
    if not found:
        names = ", ".join(name.capitalize() for name in FORMS)
        raise ImportFault.of(book, "no sheet that a case has", f"one of the sheets {names}")
    _missing(sheets, was, book, faults)
    notes += _unread(sheets, found)
    plan = planned(found, now, cache(lambda: read_yaml(text, file, Faults())[0]), faults)
    edited = _edited(text, file, plan, book, faults) if plan.edits else text
    if not len(faults):
        _verify(read_case_text(edited, file) if plan.edits else now, found, faults)
    if len(faults):
        raise ImportFault(_in_order(faults, sheets))
    return Filling(edited, tuple(plan.changes), tuple(notes))


def _alone(sheets: Mapping[str, FilledSheet]) -> Mapping[str, FilledSheet]:
    """The one table of a workbook that was saved from CSV is that of scores, whatever it is called."""
    name, *others = sheets
    heads = sheets[name].heads
    known = set(sheets) & {*FORMS, _CASE, _FIRST}
    table = not others and not known and all(head in heads for head in FORMS["scores"][0] if head != "about")
    return {"scores": sheets[name]} if table else sheets


def _missing(sheets: Mapping[str, FilledSheet], was: Mapping[str, Form], book: str, faults: Faults) -> None:
    """Each sheet that the case has rows for and the workbook has not, unless it is of one table alone."""
    if len(sheets) == 1:
        return
    there = tuple(sheet.name for sheet in sheets.values())
    for name, form in was.items():
        if form.rows and name not in sheets:
            wanted = name.capitalize()
            other = [sheet.name for key, sheet in sheets.items() if key not in (*FORMS, _CASE, _FIRST)]
            found = f"no sheet {quoted(wanted)} among {', '.join(there)}"
            right = f"the sheet {wanted} as it was written, or one table alone"
            faults.add(Fault(file=book, found=found, expected=right, hint=nearest(wanted, tuple(other))))


def _unread(sheets: Mapping[str, FilledSheet], found: list[tuple[Form, Form, Matched]]) -> list[str]:
    """What a workbook holds that is not read: other sheets, other columns, rows that are gone."""
    notes = []
    read = {base.name for _, base, _ in found}
    for name, sheet in sheets.items():
        if name not in read and name not in (_CASE, _FIRST):
            hint = nearest(name, tuple(form for form in FORMS if form not in read))
            notes.append(f"the sheet {quoted(sheet.name)} is not read{f' ({hint})' if hint else ''}")
    for _, base, matched in found:
        known = {*FORMS[base.name][0], *FORMS[base.name][1], *base.issues.values()}
        notes += [
            f"{matched.place.name(cell)}: the column {quoted(head)} is not read"
            for head, cell in sheets[base.name].heads.items()
            if head not in known
        ]
        seen = {key[0] for key in matched.rows}
        none = base.name == "scores" and not seen
        gone = sum(key not in matched.rows for key in base.rows if none or key[0] in seen)
        if gone and base.name != "red lines":
            where = matched.place.sheet or "the table"
            notes.append(f"{where}: rows that are gone change nothing ({gone:,} of {len(base.rows):,})")
    return notes


def _edited(text: str, file: str, plan: Plan, book: str, faults: Faults) -> str:
    """The text with every edit; faults of the case after them are told at the cells that speak for them.

    Where other cells have faults, their edits are missing: then only what a cell speaks for is told.
    """
    try:
        return edit_places(text, plan.edits, file)
    except CaseError as error:
        cells = {**{dotted(path): "" for path in plan.edits}, **plan.cells}
        places = sorted(cells, key=len, reverse=True)
        spoken = {fault.path for fault in faults}
        for fault in error.faults:
            place = next((one for one in places if fault.path.startswith(one)), None)
            place = place or next((one for one in places if fault.path and one.startswith(fault.path)), "")
            cell = cells.get(place, "")
            if cell not in spoken if cell else not spoken:
                where = f"{cell}: {fault.path}" if cell else fault.path
                faults.add(replace(fault, file=book, line=0, path=where))
        return text


def _in_order(faults: Faults, sheets: Mapping[str, FilledSheet]) -> list[Fault]:
    """Faults as somebody meets them who goes through the workbook, sheet by sheet and row by row."""
    places = {sheet.name: number for number, sheet in enumerate(sheets.values(), 1)}

    def place(fault: Fault) -> tuple[int, int, str]:
        name, _, cell = fault.path.split(": ")[0].rpartition("!")
        found = _AT.fullmatch(cell)
        if found is None:
            return places.get(cell, 0), 0, ""
        return places.get(name, 0), int(found["row"]), found["column"].rjust(3)

    return sorted(faults, key=place)


def _verify(case: Case, found: list[tuple[Form, Form, Matched]], faults: Faults) -> None:
    """Law: every cell that was changed now stands in the case; one that does not is a fault."""
    forms = forms_of(case)
    for _, base, matched in found:
        for key, heads in matched.changed.items() if base.name != "red lines" else ():
            row, cells = matched.rows[key], forms[base.name].rows[key].cells
            faults.extend(
                matched.place.fault(
                    row.cells[head], said_of(row.cells[head].value), said_of(cells[head]),
                    "the case cannot hold it here",
                )
                for head in heads
                if _tidy(head, row.cells[head].value) != _tidy(head, cells[head])
            )  # fmt: skip


def _tidy(head: str, value: Cell) -> str:
    """What a cell says, however it is spaced."""
    number = number_of(value) if head in NUMBERS else None
    text = text_of(held(value)) if number is None else str(Fraction(number))
    return "".join(text.split()).casefold() if head != "note" else text
