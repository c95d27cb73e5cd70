"""No table that leaves the program starts a formula: not by a title, a name, a note, a cite, or a head."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import examples, law

import walkaway
from walkaway.case import Case, CaseFile, read_case_text
from walkaway.interop.sheet_case import case_sheets, scores_sheet
from walkaway.interop.sheet_workbook import workbook_bytes
from walkaway.question import named
from walkaway.questions import TABLE
from walkaway.spreadsheet import Sheet, csv_text

STARTS = ("=", "+", "-", "@", "\t=", "\r=", "\n@", " =", "＝", "%", "|")
DOCUMENT = "=HYPERLINK: Maria Lopez, the minister of +1, said: “we cannot go below thirty”.\n"


def hostile(sign: str) -> str:
    """A case in which every text that a person can choose begins with a sign."""

    def text(words: str) -> str:
        return f"{sign}1+{words}"

    def wants(low: int, numbers: list[int]) -> dict[str, Any]:
        return {
            "scale": text("points"),
            "walk_away": {"range": [low, low + 4], "note": text("why"),
                          "cite": "=memo: we cannot go below thirty"},
            "scores": {
                "=price": {"points": {"@low": numbers[0], "+high": numbers[1]}, "note": text("said")},
                "-day": {"soon": 3, "late": [0, 2]},
            },
        }  # fmt: skip

    return json.dumps({
        "case": 1, "title": text("case"), "question": text("question"),
        "parties": {
            "=ann": {"title": text("Ann Abel"), "short": text("Ann")},
            "@ben": {"title": text("Ben"), "note": text("x")},
        },
        "ratifiers": {"+house": {"title": text("House"), "for": "=ann"}},
        "issues": {
            "=price": {"title": text("Price"), "options": {"@low": text("Low"), "+high": text("High")}},
            "-day": {"title": text("Day"), "options": {"soon": text("Soon"), "late": text("Late")}},
        },
        "preferences": {
            "=ann": {**wants(4, [0, 6]),
                     "red_lines": [{"when": {"=price": "@low", "-day": "late"}, "note": text("never")}]},
            "@ben": wants(3, [6, 1]), "+house": wants(2, [4, 3]),
        },
        "record": [{"by": "=ann", "title": text("offer"), "offer": {"=price": "+high"}}],
        "evidence": [{"says": text("they met"), "for": "bluff", "against": ["no-zone"]}],
    })  # fmt: skip


def asked(file: CaseFile) -> Iterator[tuple[str, Any]]:
    """An answer to every question that has tables."""
    case, answers = file.case, walkaway.analyse(file, draws=20)
    deal = {"=price": "@low", "-day": "soon"}
    made: dict[str, Any] = {
        "deals": answers,
        "brief": walkaway.brief(file, draws=20),
        "improve": walkaway.improve(answers, deal),
        "why": walkaway.why(answers),
        "bridge": walkaway.bridge(answers),
        "path": walkaway.path(answers, deal=deal),
        "sensitivity": walkaway.sensitivity(answers),
        "debrief": walkaway.debrief(case, {"=group": deal, "@other": None}),
        "compare": walkaway.compare(case, {"preferences.@ben.walk_away": 9}, draws=20),
    }
    yield from made.items()


def cells_of(sheet: Sheet) -> list[str]:
    """Every cell of a table as CSV, heads as well."""
    text = csv_text(sheet).removeprefix("\ufeff")
    return [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]


def starts_formula(cell: str) -> bool:
    """Whether a spreadsheet could take a cell for a formula: by a definition of its own."""
    try:
        float(cell)
    except ValueError:
        return cell.lstrip(" \t\r\n")[:1] in tuple("=+-@＝＋－＠|%") and cell != ""
    return False


@settings(law, max_examples=examples(2))
@given(st.sampled_from(STARTS))
def test_no_table_of_any_question_starts_a_formula(
    tmp_path_factory: pytest.TempPathFactory, sign: str
) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "case.yaml").write_text(hostile(sign), encoding="utf-8")
    documents = folder / "documents"
    documents.mkdir()
    (documents / "=memo.txt").write_text(DOCUMENT, encoding="utf-8")
    file, told = walkaway.load(folder), hostile(sign)
    case = file.case
    tables: dict[str, list[Sheet]] = {"sheet": [*case_sheets(case, told), scores_sheet(case)]}
    for name, found in asked(file):
        tables[name] = named(TABLE[name].sheets)(case, found)
    assert {*tables} - {"sheet"} == {name for name, line in TABLE.items() if line.sheets} - {"aftermath"}
    for name, sheets in tables.items():
        for sheet in sheets:
            assert not [cell for cell in cells_of(sheet) if starts_formula(cell)], (name, sheet.name)
        book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(sheets)))
        kinds = {cell.data_type for page in book.worksheets for row in page.iter_rows() for cell in row}
        assert kinds <= {"s", "n"}, name


def test_the_law_could_fail() -> None:
    """A writer that forgot the guard would be found."""
    assert starts_formula("=1")
    assert starts_formula("\t=1")
    assert not starts_formula("-1.5")
    assert not starts_formula("'=1")
    case: Case = read_case_text(hostile("="))
    assert any(starts_formula(str(cell)) for row in scores_sheet(case).rows for cell in row)
