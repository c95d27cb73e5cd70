"""``walkaway sheet``: out, back, and what is said of it."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from tests.cli.test_cli import no_traceback, run
from tests.interop.test_sheets import CASE

import walkaway


@pytest.fixture
def yard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("documents").mkdir()
    Path("documents/memo.txt").write_text("We said that we can wait.\n", encoding="utf-8")
    Path("yard.yaml").write_bytes(CASE.replace("\n", "\r\n").encode("utf-8-sig"))
    assert run("sheet", "yard.yaml", "-o", "yard.xlsx").output == "wrote yard.xlsx\n"
    return tmp_path


def change(cell: str, value: int) -> None:
    book = openpyxl.load_workbook("yard.xlsx")
    sheet, _, name = cell.partition("!")
    book[sheet][name] = value
    book.save("yard.xlsx")


def test_out_and_back(yard: Path) -> None:
    """The file of the case keeps its mark, its line ends and its comments; unchanged, it is not touched."""
    before = Path("yard.yaml").read_bytes()
    assert run("sheet", "yard.xlsx", "-o", "yard.yaml").output == "nothing changes\n"
    assert Path("yard.yaml").read_bytes() == before
    change("Walk-aways!D2", 25)
    done = run("sheet", "yard.xlsx", "-o", "yard.yaml")
    no_traceback(done)
    assert done.output == "wrote yard.yaml\n1 change:\n  Ann · walk-away: 20 to 40 → 25 to 40\n"
    assert Path("yard.yaml").read_bytes() == before.replace(b"[20, 40]", b"[25, 40]")
    told = json.loads(run("sheet", "yard.xlsx", "-o", "yard.yaml", "--json").output)
    assert (told["changes"], told["written"], told["notes"]) == ([], [], [])


def test_a_fault_writes_nothing(yard: Path) -> None:
    before = Path("yard.yaml").read_bytes()
    change("Walk-aways!D2", 50)
    done = run("sheet", "yard.xlsx", "-o", "yard.yaml")
    no_traceback(done)
    assert done.exit_code == 2
    assert done.output == "yard.xlsx: Walk-aways!D2: found low 50, high 40; expected low ≤ likely ≤ high\n"
    assert Path("yard.yaml").read_bytes() == before


def test_a_workbook_alone_is_a_case(yard: Path) -> None:
    change("Walk-aways!D2", 25)
    done = run("sheet", "yard.xlsx", "-o", "new")
    assert done.output.startswith("wrote new/case.yaml\n1 change:\n")
    assert Path("new/case.yaml").read_text("utf-8") == CASE.replace("[20, 40]", "[25, 40]")
    assert run("sheet", "yard.xlsx", "-o", "a.yml").exit_code == 0
    assert run("sheet", "yard.yaml", "-o", "ann.xlsx", "--party", "ann").exit_code == 0
    refused = run("sheet", "ann.xlsx", "-o", "newer")
    assert refused.exit_code == 2
    assert "only a workbook of all parties holds its case" in refused.output
    assert run("sheet", "yard.yaml", "-o", "ann.csv", "--party", "ann").exit_code == 0
    assert run("sheet", "ann.csv", "-o", "yard.yaml").output == "nothing changes\n"


def test_other_programs_files_and_the_catalogue(yard: Path) -> None:
    assert run("convert", "thompson-employment", "web", "--to", "negolog").exit_code == 0
    assert run("sheet", "web", "-o", "web.xlsx").exit_code == 0
    assert run("sheet", "web.xlsx", "-o", "back").exit_code == 0
    assert walkaway.load("back").case.digest == walkaway.load("web").case.digest


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("yard.yaml", "-o", "x.ods"), '--output: found "x.ods"; expected a file that ends in .xlsx or .csv'),
        (("yard.yaml", "-o", "x.csv", "--party", "an"), 'did you mean "ann"'),
        (("yard.yaml", "-o", "x.csv", "--separator", "semikolon"), 'did you mean "semicolon"'),
        (
            ("yard.yaml", "-o", "x.xlsx", "--separator", "tab"),
            "--separator: found tab; expected a table in CSV",
        ),
        (("yard.yaml", "-o", "yard.xlsx"), "which exists; expected a new name (--force replaces it)"),
        (("none.xlsx", "-o", "yard.yaml"), "none.xlsx: found no such file"),
        (
            ("yard.csv", "-o", "yard.yaml"),
            'A1: found no column "party", "issue", "option", "low", "likely", "high", "order", "note"; '
            "expected the columns party, issue, option, low, likely, high, order, note",
        ),
    ],
)
def test_slips(yard: Path, words: tuple[str, ...], found: str) -> None:
    Path("yard.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = run("sheet", *words)
    no_traceback(done)
    assert done.exit_code == 2
    assert found in done.output
