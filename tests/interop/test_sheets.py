"""A case as a workbook, and back: nothing is lost, what was filled in arrives, every fault names its cell."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.case.strategies import case_data, judgements
from tests.strategies import examples, law

from walkaway.case import read_case_text
from walkaway.catalogue import catalogue
from walkaway.interop.sheet_case import case_before, case_sheets, fill_case, scores_sheet
from walkaway.interop.sheet_forms import forms_of, sheet_from
from walkaway.interop.sheet_reading import cell_name, read_sheets
from walkaway.interop.sheet_workbook import workbook_bytes
from walkaway.spreadsheet import Sheet, csv_text, held

Data = dict[str, Any]

CASE = """\
case: 1
title: A yard
parties: {ann: Ann, ben: Ben}
issues:
  price: {title: Price, options: {low: Low, mid: Middle, high: High}}
  date: {title: Date, options: {soon: Soon, late: Late}}
  length: {title: Length, range: [0, 10], step: 2, unit: months}
preferences:
  ann:                       # the seller
    walk_away: [20, 40]      # what the dealer offered
    weights: price > date > length
    scores:
      price: {low: 0, mid: [40, 60], high: 100}   # of the seller
      date: {points: {soon: 0, late: 100}, note: she said so}
      length: {linear: [0, 100]}
    red_lines:
      - {price: low, date: soon}                  # never
      - {when: {length: {from: 4}}, unless: {price: high}, note: too long}
    believes: {ben: {walk_away: 10}}
  ben:
    walk_away: {low: 10, likely: 20, high: 30, cite: "memo: we can wait", note: why}
    weights: {price: 50, date: [20, 30], length: 20}
    scores:
      price: low > mid = high
      date: {soon: {value: 100, note: in a hurry}, late: 0}
      length: {triangular: [0, 4, 10]}
"""


def read_back(raw: bytes, folder: Path, name: str = "book.xlsx") -> Any:
    path = folder / name
    path.write_bytes(raw)
    return read_sheets(path)


def book_of(text: str) -> bytes:
    return workbook_bytes(case_sheets(read_case_text(text), text))


def filled(raw: bytes, cells: dict[str, Any]) -> bytes:
    """A workbook in which somebody filled in some cells, ``Scores!F3`` → value."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    for name, value in cells.items():
        sheet, _, cell = name.partition("!")
        book[sheet][cell] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def cell_of(text: str, sheet: str, head: str, *key: str) -> str:
    """Where a cell of a case stands: ``Scores!F3``."""
    case = read_case_text(text)
    form = forms_of(case)[sheet]
    columns = [column.head for column in sheet_from(case, form).columns]
    row = next(number for number, one in enumerate(form.rows, 2) if tuple(filter(None, one)) == key)
    return f"{sheet.capitalize()}!{cell_name(row, columns.index(head) + 1)}"


# ------------------------------------------------------------------------------------------ there and back


@pytest.mark.parametrize("name", catalogue())
def test_every_case_of_the_catalogue_comes_back(name: str, tmp_path: Path) -> None:
    """Law: the same text, comments and all; and nothing that was not filled in counts as a change."""
    text = catalogue()[name].read_text("utf-8")
    for raw in (book_of(text), filled(book_of(text), {})):
        sheets = read_back(raw, tmp_path)
        back = case_before(sheets)
        assert back.rstrip("\n") == text.rstrip("\n")
        assert read_case_text(back).digest == read_case_text(text).digest
        done = fill_case(sheets, "book.xlsx", text, "case.yaml")
        assert (done.text, done.changes, done.notes) == (text, (), ())
    assert book_of(text) == book_of(text)


@settings(law, max_examples=examples(6))
@given(case_data())
def test_random_cases_come_back(tmp_path_factory: pytest.TempPathFactory, data: Data) -> None:
    """Law: from a workbook alone, from one saved again, and by CSV of all or of one; a comment stays."""
    folder = tmp_path_factory.mktemp("sheets")
    text = f"# by hand\n{json.dumps(data, default=float, ensure_ascii=False, indent=1)}"
    case = read_case_text(text)
    raw = workbook_bytes(case_sheets(case, text))
    for made in (raw, filled(raw, {})):
        sheets = read_back(made, folder)
        if before := case_before(sheets):  # the same text has the same digest
            assert before.rstrip("\n") == text.rstrip("\n")
        done = fill_case(sheets, "book.xlsx", text, "case.yaml")
        assert (done.text, done.changes) == (text, ())
    for party in ("", next(iter(case.preferences))):
        table = read_back(csv_text(scores_sheet(case, party)).encode(), folder, "scores.csv")
        done = fill_case(table, "scores.csv", text, "case.yaml")
        assert (done.text, done.changes) == (text, ())
        assert party or not done.notes


@st.composite
def other_numbers(draw: st.DrawFn, item: Any) -> Any:
    """Another judgement with the words of one; orders and forms are left."""
    new = draw(judgements(st.integers(1, 99)))
    words = {key: item[key] for key in ("cite", "note") if key in item} if isinstance(item, dict) else {}
    if isinstance(new, dict):
        new = {key: one for key, one in new.items() if key not in ("cite", "note")}
        return {**new, **words}
    return {"range" if isinstance(new, list) else "value": new, **words} if words else new


def other_order(item: Any) -> Any:
    """The names of an order the other way round, in the form it had."""
    if isinstance(item, dict):
        return {**item, "order": other_order(item["order"])}
    names = [name.strip() for name in re.split("[>=]", item if isinstance(item, str) else item[0])]
    return " > ".join(reversed(names))


def is_order(item: Any) -> bool:
    return isinstance(item, str | list) or (
        isinstance(item, dict) and isinstance(item.get("order"), str | list)
    )


@st.composite
def other_red_lines(draw: st.DrawFn, lines: list[Any], bare: Data) -> list[Any]:
    """Other patterns where nothing but options is said; fewer or more of them at the end."""
    new = [line if {"when", "unless"} & set(line) else bare for line in lines]
    if draw(st.booleans()):
        return [*new, bare]
    return new[:-1] if new and new[-1] is bare else new


@st.composite
def cases_alike(draw: st.DrawFn) -> tuple[Data, Data]:
    """Two cases with the same rows and words, and other walk-aways, scores, orders and red lines."""
    data: Data = draw(case_data())
    data.pop("accounts", None)
    other = json.loads(json.dumps(data, default=float))
    issue, record = next(iter(data["issues"].items()))
    bare = {issue: next(iter(record["options"]))}
    for preference in other["preferences"].values():
        if "walk_away" in preference and "deal" not in str(preference["walk_away"]):
            preference["walk_away"] = draw(other_numbers(preference["walk_away"]))
        if is_order(preference.get("weights")):
            preference["weights"] = other_order(preference["weights"])
        for name, group in preference["scores"].items():
            if is_order(group):
                preference["scores"][name] = other_order(group)
                continue
            points = group.get("points", group)
            for option in () if {"linear", "triangular"} & set(points) else points:
                points[option] = draw(other_numbers(points[option]))
        preference["red_lines"] = draw(other_red_lines(preference.get("red_lines", []), bare))
    return data, other


@settings(law, max_examples=examples(5))
@given(cases_alike())
def test_what_is_filled_in_arrives(tmp_path_factory: pytest.TempPathFactory, pair: tuple[Data, Data]) -> None:
    """Law: a workbook of one case, filled in with the numbers of another, gives the other."""
    one, other = (json.dumps(data, default=float, ensure_ascii=False, indent=1) for data in pair)
    case, book = read_case_text(one), openpyxl.load_workbook(io.BytesIO(book_of(other)))
    for name, form in forms_of(case).items():
        wanted, page = sheet_from(case, form), book[name.capitalize()]
        if name == "red lines":
            fill_red_lines(page, wanted)
            continue
        for place, column in enumerate(wanted.columns, 1):
            for number, row in enumerate(wanted.rows, 2):
                if column.head in ("low", "likely", "high", "order"):
                    page.cell(number, place).value = held(row[place - 1])
    stream = io.BytesIO()
    book.save(stream)
    sheets = read_back(stream.getvalue(), tmp_path_factory.mktemp("sheets"))
    done = fill_case(sheets, "book.xlsx", other, "case.yaml")
    assert read_case_text(done.text).to_dict() == case.to_dict()  # in a red line issues come in their order
    assert fill_case(sheets, "book.xlsx", done.text, "case.yaml").changes == ()


def fill_red_lines(page: Any, wanted: Sheet) -> None:
    """Change the rows that both have, empty those too many, and add what is missing below."""
    heads = [cell.value for cell in page[1]]
    issues = slice(heads.index("number"), heads.index("unless"))
    rows = {(*row[: issues.start], str(row[issues.start])): row for row in wanted.rows}
    last = 1
    for number in range(2, page.max_row + 1):
        cells = page[number]
        key = (*(cell.value for cell in cells[: issues.start]), str(cells[issues.start].value))
        if cells[0].value is None:
            break
        last = number
        row = rows.pop(key, None)
        for place in range(issues.start + 1, issues.stop):
            cells[place].value = None if row is None else held(row[place])
    for number, row in enumerate(rows.values(), last + 1):
        for place, value in enumerate(row[: issues.stop]):
            if place != issues.start:
                page.cell(number, place + 1).value = held(value)
