"""Results as tables: whole, with the numbers of ``--json``, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from tests.cli.test_cli import no_traceback, run
from tests.test_questions import CASE

import walkaway
from walkaway.questions import TABLE

Rows = list[list[str]]
WITH_SHEETS = ("deals", "brief", "why", "debrief")


@pytest.fixture
def yard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case whose title and option begin as formulas do."""
    monkeypatch.chdir(tmp_path)
    text = CASE.replace("title: A yard", "title: =A1+yard").replace("low: Low", "low: '@low'")
    evidence = "evidence: [{says: -1 is a formula, for: no-zone, against: [bluff]}]\n"
    Path("yard.yaml").write_text(text + evidence, encoding="utf-8")
    return tmp_path


def rows_of(path: str) -> Rows:
    text = Path(path).read_text(encoding="utf-8-sig")
    return [*csv.reader(io.StringIO(text, newline=""))]


def number(text: str) -> float | None:
    return float(text) if text else None


def test_the_table_of_questions_says_which_have_tables() -> None:
    """Law: a line with sheets has the options, whatever its command; another has none."""
    assert {name for name, line in TABLE.items() if line.sheets} == set(WITH_SHEETS)
    for name, line in TABLE.items():
        if line.help or line.command:
            text = run(name, "--help").output
            assert ("--xlsx FILE" in text) == ("--csv FILE" in text) == bool(line.sheets), name


def test_deals_are_those_of_json(yard: Path) -> None:
    done = run("deals", "yard.yaml", "--draws", "50", "--csv", "x.csv", "--json")
    no_traceback(done)
    told = json.loads(done.stdout)
    assert done.stderr.splitlines()[-3:] == [
        f"wrote x-{name}.csv" for name in ("frontier", "likely-deals", "solutions")
    ]
    head, *rows = rows_of("x-frontier.csv")
    assert head == ["Ann", "Ben", "Eve", "deals", "Price", "Date"]
    titles = {"low": "'@low", "mid": "Middle", "high": "High", "soon": "Soon", "late": "Late"}
    assert rows == [
        [
            *(f"{value:g}" for value in one["value"]),
            str(one["count"]),
            *(titles[name] for name in one["deal"].values()),
        ]
        for one in told["frontier"]
    ]
    head, *rows = rows_of("x-likely-deals.csv")
    assert len(rows) == len(told["likely"]["deals"])
    for row, one in zip(rows, told["likely"]["deals"], strict=True):
        cells = dict(zip(head, row, strict=True))
        assert (cells["rank"], cells["verdict"]) == (str(one["rank"]), one["verdict"])
        assert number(cells["acceptability"]) == one["acceptability"]
        assert number(cells["Eve: gain at 95 %"]) == one["margins"]["eve"]["high"]
        assert number(cells["Ben: accepts"]) == one["accepts"]["ben"]
    assert {row[0] for row in rows_of("x-solutions.csv")[1:]} <= {
        "Nash", "Kalai–Smorodinsky", "egalitarian", "utilitarian", "Raiffa", "continuous Raiffa",
    }  # fmt: skip


def test_the_evidence_matrix_is_that_of_json(yard: Path) -> None:
    told = json.loads(run("why", "yard.yaml", "--draws", "50", "--csv", "w.csv", "--json").stdout)
    head, row = rows_of("w-evidence.csv")
    item = told["matrix"]["items"][0]
    assert row[0] == "'-1 is a formula"
    assert [number(cell) for cell in row[1:3]] == [item["weight"], item["diagnosticity"]]
    assert row[3:] == list(item["ratings"].values())
    assert head[3:] == [told["explanations"][name]["title"] for name in item["ratings"]]
    _, *rows = rows_of("w-explanations.csv")
    assert len(rows) == len(told["explanations"])
    assert number(rows[0][2]) == told["explanations"][told["order"][0]]["share"]["probability"]


def test_a_workbook_of_a_brief_has_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("brief", "hanoi-2019", "--draws", "50", "--xlsx", "b.xlsx", "--csv", "b.csv")
    no_traceback(done)
    book = openpyxl.load_workbook("b.xlsx")
    names = ["Frontier", "Likely deals", "Solutions", "Explanations", "Evidence", "Ledger", "Statements"]
    assert book.sheetnames == ["About", *names]
    case = walkaway.load("hanoi-2019").case
    about = [row[0].value for row in book["About"].iter_rows()]
    assert about[0] == case.title
    assert f"digest of the case: {case.digest}" in about
    assert "draws: 50" in about
    paths = [row[7] for row in rows_of("b-ledger.csv")[1:]]
    assert sorted(paths) == sorted(path for path, _ in case.judgements())
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.max_row == len(rows_of(f"b-{sheet.title.lower().replace(' ', '-')}.csv"))
    before = Path("b.xlsx").read_bytes()
    assert run("brief", "hanoi-2019", "--draws", "50", "--xlsx", "b.xlsx", "--force").exit_code == 0
    assert Path("b.xlsx").read_bytes() == before


def test_no_text_is_a_formula(yard: Path) -> None:
    assert run("deals", "yard.yaml", "--draws", "50", "--xlsx", "x.xlsx").exit_code == 0
    book = openpyxl.load_workbook("x.xlsx")
    assert book["About"]["A1"].value == "=A1+yard"
    assert {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row} == {
        "s",
        "n",
    }
    assert not any(cell[:1] in tuple("=+@\t\r") for row in rows_of_all("x") for cell in row)


def rows_of_all(stem: str) -> Rows:
    run("deals", "yard.yaml", "--draws", "50", "--csv", f"{stem}.csv")
    return [row for path in Path().glob(f"{stem}-*.csv") for row in rows_of(str(path))]


def test_slips(yard: Path) -> None:
    done = run("deals", "yard.yaml", "--csv", "x.xlsx", "--xlsx", "x.csv")
    assert done.exit_code == 2
    assert '--csv: found "x.xlsx"; expected a file that ends in .csv' in done.output
    assert '--xlsx: found "x.csv"; expected a file that ends in .xlsx' in done.output
    Path("mine.xlsx").write_bytes(b"mine")
    Path("x-frontier.csv").write_text("mine", encoding="utf-8")
    for words in (("--xlsx", "mine.xlsx"), ("--csv", "x.csv")):
        done = run("deals", "yard.yaml", "--draws", "50", *words)
        assert done.exit_code == 2
        assert "which exists" in done.output
    assert Path("mine.xlsx").read_bytes() == b"mine"
    assert [*Path().glob("x-*")] == [Path("x-frontier.csv")]
