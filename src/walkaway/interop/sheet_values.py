"""The cells of a row → what stands in a case file: a judgement, an order, a pattern."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..case import Case, to_plain
from ..case.issues import Issue
from ..case.judgement import TO_BE_JUDGED
from ..case.right_form import right_form
from ..errors import Faults, nearest, quoted
from ..spreadsheet import Cell
from .sheet_forms import NUMBERS, FormRow
from .sheet_matching import SheetPlace, number_of, same_name, text_of
from .sheet_reading import FilledRow

_SPAN = re.compile(r"(?:from (?P<low>\S+))? ?(?:(?:up )?to (?P<high>\S+))?", re.IGNORECASE)
_COMMA = re.compile(r"[0-9],[0-9]")
_RESERVED = ("when", "unless")
_NUMBER = "a number such as 40, a fraction such as 1/3"


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads the cells of one sheet; what is wrong is noted at its cell."""

    place: SheetPlace
    faults: Faults

    def judgement(self, row: FilledRow | None, cells: Mapping[str, Cell], known: FormRow) -> Any:
        """A judgement with its note and cites, as it stands in a file; None where there is no number."""
        found = {head: self._number(head, row, cells[head]) for head in NUMBERS}
        given = [head for head in NUMBERS if found[head] is not None]
        words = self.words(cells, known)
        if not given:
            if row is not None and text_of(cells["note"]) and not known.cells["note"]:
                self._note(row, "note", "a note without a number", "a number beside it")
            return None
        if given == ["likely"]:
            return {"value": found["likely"], **words} if words else found["likely"]
        if missing := next((head for head in ("low", "high") if found[head] is None), ""):
            right = f"a number, as {' and '.join(given)} {'are' if len(given) > 1 else 'is'} given"
            if not text_of(cells[missing]).strip():  # what stands there and is no number is told already
                self._note(row, missing, "nothing", right)
            return None
        numbers = [number_of(cells[head]) for head in given]
        if None not in numbers and numbers != sorted(numbers, key=lambda one: one or 0):
            text = ", ".join(f"{head} {text_of(cells[head])}" for head in given)
            self._note(row, "low", text, "low ≤ likely ≤ high")
            return None
        if found["likely"] is None:
            ends = [found["low"], found["high"]]
            return {"range": ends, **words} if words else ends
        return {**found, **words}

    def numbers(self, row: FilledRow) -> None:
        """Note what is no number in a row that is nobody's, or no range."""
        cells = {head: row.cells[head] for head in NUMBERS if head in row.cells}
        if any(cell.odd for cell in cells.values()):  # told already, and what it stands for is not known
            for head, cell in cells.items():
                self._number(head, row, None if cell.odd else cell.value)
        else:
            values = {
                "note": None,
                **{head: cells[head].value if head in cells else None for head in NUMBERS},
            }
            self.judgement(row, values, FormRow((), (), {"note": None}))

    def words(self, cells: Mapping[str, Cell], known: FormRow) -> dict[str, Any]:
        """The note of the cell and the cites of the case."""
        note = text_of(cells["note"])
        kept = {name: text for name, text in known.words.items() if name == "cite"}
        if note and note == text_of(known.cells["note"]):
            note = known.words.get("note", note)
        return {**kept, "note": note} if note else kept

    def _number(self, head: str, row: FilledRow | None, value: Cell) -> Any:
        text = " ".join(text_of(value).split())
        if not text:
            return None
        number = number_of(value)
        if number is not None:
            return to_plain(number)
        if head == "likely" and text.casefold() == TO_BE_JUDGED:
            return TO_BE_JUDGED
        expected = f"{_NUMBER}, or {TO_BE_JUDGED}" if head == "likely" else _NUMBER
        self._note(row, head, quoted(text), expected, right_form(text, single=True))
        return None

    def _note(self, row: FilledRow | None, head: str, found: str, expected: str, hint: str = "") -> None:
        if row is not None:
            cell = row.cells.get(head) or next(iter(row.cells.values()))
            self.faults.add(self.place.fault(cell, found, expected, hint))

    def pattern(self, row: FilledRow, case: Case, heads: Mapping[str, str], known: FormRow | None) -> Any:
        """A pattern as it stands in a file; None where every issue is empty."""
        when = {}
        for issue, head in heads.items():
            cell = row.cells.get(head)
            text = "" if cell is None else text_of(cell.value).strip()
            if text:
                when[issue] = self._choice(row, head, text, case.issues[issue])
        unless = to_plain(known.item)["unless"] if known is not None and known.item.unless else {}
        blank = FormRow((), (), {"note": None})
        note = (
            row.cells["note"].value if "note" in row.cells else None if known is None else known.cells["note"]
        )
        words = self.words({"note": note}, known or blank)
        if not when and not unless:
            right = "options of at least one issue"
            if words:
                self._note(row, "note", "a note without a red line", right)
            elif known is None:
                self._note(row, "party", "a row without options", right)
            return None
        if not words and not unless and not set(_RESERVED) & set(when):
            return when
        return {**({"when": when} if when else {}), **({"unless": unless} if unless else {}), **words}

    def _choice(self, row: FilledRow, head: str, text: str, issue: Issue) -> Any:
        """One option, a list of them, or a stretch of a range."""
        if issue.range is not None and (span := _SPAN.fullmatch(text)) and any(span.groups()):
            ends = {"from": span["low"], "to": span["high"]}
            numbers = {key: number_of(end) for key, end in ends.items() if end}
            if None in numbers.values():
                self._note(row, head, quoted(text), "a stretch such as from 10 to 20, or up to 20")
            return {key: to_plain(number) for key, number in numbers.items() if number is not None}
        if issue.real and _COMMA.search(text):
            right = "numbers without commas within them, such as 10000, or 10, 20"
            self._note(row, head, quoted(text), right)
            return text
        names = [text] if text in issue.options else re.split(r"\n" if "\n" in text else ",", text)
        chosen = [self._option(row, head, name.strip(), issue) for name in names if name.strip()]
        return chosen[0] if len(chosen) == 1 else chosen

    def _option(self, row: FilledRow, head: str, name: str, issue: Issue) -> Any:
        if name in issue.options:
            return name
        if issue.real and (number := number_of(name)) is not None:
            return to_plain(number)
        known = tuple(issue.options)
        titled = [one for one, option in issue.options.items() if option.title.casefold() == name.casefold()]
        if found := same_name(name, known) or (titled[0] if len(titled) == 1 else ""):
            return found
        expected = (
            f"one of {', '.join(known[:12])}{', …' if len(known) > 12 else ''}" if known else "a number"
        )
        self._note(row, head, quoted(name), expected, nearest(name, known))
        return name


def shown_numbers(cells: Mapping[str, Cell]) -> str:
    """What the numbers of a row say, in words."""
    low, likely, high = (text_of(cells[head]) for head in NUMBERS)
    if low or high:
        return f"{low or '…'} to {high or '…'}{f', likely {likely}' if likely else ''}"
    return likely or "nothing"
