"""Results as tables: whole, with the numbers of ``--json``, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.cli.test_cli import no_traceback, run
from tests.test_questions import CASE

import walkaway
from walkaway.question import named
from walkaway.questions import TABLE

Rows = list[list[str]]
WITH_SHEETS = (
    "deals", "brief", "improve", "why", "bridge", "path", "sensitivity", "aftermath", "debrief", "compare",
)  # fmt: skip


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
        assert cells["verdict"] == one["verdict"]
        assert ("than A" in cells["what makes it different"]) == (one["contrast"] is not None)
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
    names = [
        "Frontier",
        "Likely deals",
        "Solutions",
        "Explanations",
        "Evidence",
        "Played",
        "Ledger",
        "Statements",
    ]
    assert book.sheetnames == ["About", *names]
    case = walkaway.load("hanoi-2019").case
    about = [row[0].value for row in book["About"].iter_rows()]
    assert about[0] == case.title
    assert f"digest of the case: {case.digest}" in about
    assert any(line.startswith("exact: ") for line in about)
    assert not {"True", "False"} & {line.rpartition(": ")[2] for line in about}
    assert "draws: 50" in about
    paths = [row[7] for row in rows_of("b-ledger.csv")[1:]]
    assert sorted(paths) == sorted(path for path, _ in case.judgements())
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.max_row == len(rows_of(f"b-{sheet.title.lower().replace(' ', '-')}.csv"))


def test_a_workbook_made_twice_is_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("one.xlsx", "two.xlsx"):
        assert run("brief", "harbour", "--draws", "50", "--xlsx", name).exit_code == 0
    assert Path("one.xlsx").read_bytes() == Path("two.xlsx").read_bytes()


def told_and_tables(*words: str) -> tuple[Any, dict[str, list[dict[str, str]]]]:
    """``--json`` of a command, and its tables as rows by their heads."""
    done = run(*words, "--draws", "50", "--csv", "t.csv", "--json")
    no_traceback(done)
    assert done.exit_code == 0, done.output
    tables = {}
    for path in sorted(Path().glob("t-*.csv")):
        head, *rows = rows_of(str(path))
        assert len(set(head)) == len(head), path
        tables[path.stem.removeprefix("t-")] = [dict(zip(head, row, strict=True)) for row in rows]
    return json.loads(done.stdout), tables


def column(rows: list[dict[str, str]], head: str) -> list[float | None]:
    return [number(row[head]) for row in rows]


def test_improvements_are_those_of_json(yard: Path) -> None:
    told, tables = told_and_tables("improve", "yard.yaml", "--offer", "1")
    assert list(tables) == ["better-deals", "level-for-one", "the-deal", "trades"]
    own, away, alone = tables["the-deal"]
    assert [number(own[who]) for who in ("Ann", "Ben", "Eve")] == told["value"]
    assert [number(away[who]) for who in ("Ann", "Ben", "Eve")] == told["walk_away"]
    assert number(alone["Ben"]) == told["measures"]["most_left"]["ben"]
    assert own["Price"] == "High"
    wanted = [*told["cheapest"], *told["settlement"]["points"],
              *(one for one in told["settlement"]["solutions"].values() if one)]  # fmt: skip
    rows = tables["better-deals"]
    assert column(rows, "Eve: gain") == [one["gains"]["eve"] for one in wanted]
    assert column(rows, "better in draws") == [one["share"] for one in wanted]
    assert [row["kind"] for row in rows[: len(told["cheapest"])]] == ["few changes"] * len(told["cheapest"])
    assert column(tables["trades"], "Ben") == [one["value"][1] for one in told["trades"]]
    assert column(tables["level-for-one"], "gain of the other") == [
        one["gain"] for one in told["alternatives"]
    ]


def test_bridges_are_those_of_json(yard: Path) -> None:
    told, tables = told_and_tables("bridge", "yard.yaml", "--target", "1")
    assert list(tables) == ["beliefs", "bridges", "not-enough", "proposals", "single-text"]
    assert column(tables["bridges"], "share of reach") == [one["share"] for one in told["found"]]
    assert [row["change"] for row in tables["bridges"]] == [one["title"] for one in told["found"]]
    assert column(tables["not-enough"], "probability at most") == [
        one["most"] for one in told["out_of_reach"]
    ]
    assert column(tables["beliefs"], "would have to believe") == [one["needed"] for one in told["beliefs"]]
    for who, label in (("ann", "Ann"), ("eve", "Eve")):
        rows = tables["proposals"]
        assert column(rows, f"{label}: share of its most") == [one["gains"][who] for one in told["proposals"]]
        assert column(rows, f"{label}: walk-away lower by") == [
            one["lifts"][who] for one in told["proposals"]
        ]
    assert column(tables["single-text"], "acceptability") == [
        one["acceptability"] for one in told["one_text"]["texts"]
    ]
    assert told["found"]
    assert told["proposals"]


def test_what_matters_is_that_of_json(yard: Path) -> None:
    pair = ("preferences.ann.walk_away", "preferences.ben.walk_away")
    told, tables = told_and_tables("sensitivity", "yard.yaml", "--map", *pair)
    assert set(tables) == {
        "swings", "answers-that-turn", "verdicts-that-turn", "to-find-out", "removals", "map", "not-moved",
            "other-accounts",
    }  # fmt: skip
    assert [row["path"] for row in tables["swings"]] == [one["path"] for one in told["swings"]]
    assert column(tables["swings"], "a deal swing") == [one["zone"]["swing"] for one in told["swings"]]
    assert column(tables["answers-that-turn"], "turns at") == [one["at"] for one in told["flips"]]
    assert [row["verdict then"] or None for row in tables["verdicts-that-turn"]] == [
        one["to"] for one in told["verdict_flips"]
    ]
    assert column(tables["to-find-out"], "Eve: worth") == [
        one["parties"]["eve"]["value"] for one in told["information"]
    ]
    grid = told["map"]["probability"]
    assert column(tables["map"], "a deal") == [cell for row in grid for cell in row]
    assert set(tables["map"][0]) == {"Ann: walk-away", "Ben: walk-away", "a deal", "error"}
    reasons = told["unmoved"] | told["unproven"] | told["unsettled"]
    assert {row["path"]: row["why"] for row in tables["not-moved"]} == reasons


def test_a_path_is_that_of_json(yard: Path) -> None:
    told, tables = told_and_tables("path", "hanoi-2019/phased", "--draws", "50", "--phases", "1")
    assert list(tables) == ["deals", "for-all-of-it", "phases", "safeguards", "slack"]
    moves = [(phase["phase"], move) for phase in told["schedule"] for move in phase["moves"]]
    assert [int(row["phase"]) for row in tables["phases"]] == [number for number, _ in moves]
    assert column(tables["phases"], "share") == [move["share"] for _, move in moves]
    assert {row["to"] for row in tables["phases"]} == {
        "Closed and verified",
        "Frozen",
        "Suspended for 12 to 18 months, with snapback",
    }
    assert column(tables["slack"], "US: least slack") == [one["slack"]["us"][0] for one in told["schedule"]]
    assert column(tables["slack"], "DPRK: at risk") == [one["exposure"]["dprk"] for one in told["schedule"]]
    assert column(tables["for-all-of-it"], "how much") == [one["amount"] for one in told["ways"]]
    (deal,) = tables["deals"]
    assert (deal["verdict"], deal["Yongbyon"]) == (told["verdict"], "Closed and verified")
    assert column(tables["safeguards"], "bond") == [one["needs"].get("bond") for one in told["safeguards"]]


def test_what_follows_is_that_of_json(yard: Path) -> None:
    told = json.loads(run("aftermath", "yard.yaml", "--csv", "x.csv", "--json").stdout)
    head, *rows = rows_of("x-states.csv")
    assert head[0] == "state"
    for concept, states in told["equilibria"].items():
        place = head.index(concept)
        assert [int(row[0]) for row in rows if row[place]] == states
    _, *rows = rows_of("x-stable-for.csv")
    held = [int(row[1]) for row in rows if row[0] == "seq" and row[2]]
    assert held == told["stable"]["seq"][told["decision_makers"][0]]
    _, *rows = rows_of("x-why.csv")
    assert {(row[0], int(row[2])) for row in rows} == {
        (one["concept"], one["state"]) for one in told["witnesses"]
    }
    _, *rows = rows_of("x-ways.csv")
    assert len(rows) == sum(len(one["ways"]) for one in told["evolution"].values())
    _, *rows = rows_of("x-coalitions.csv")
    kept = [state for one in told["coalitions"] for state in one["stable"]["nash"]]
    assert [int(row[1]) for row in rows if row[2]] == kept


def test_a_comparison_is_that_of_json(yard: Path) -> None:
    changes = ("--set", "preferences.ann.walk_away=0", "--set", "preferences.ben.walk_away=1")
    told, tables = told_and_tables("compare", "yard.yaml", *changes, "--set", "title=Another yard")
    assert list(tables) == ["best-deals", "effects", "places", "versions"]
    assert column(tables["versions"], "probability") == [
        told["old"]["probability"],
        told["new"]["probability"],
    ]
    effects = [*(one["effect"] for one in told["contributions"]), told["interplay"], told["whole"]]
    assert column(tables["effects"], "a deal: by") == [one["probability"] for one in effects]
    assert column(tables["effects"], "error of best by") == [one["acceptability_error"] for one in effects]
    places = [place for one in told["contributions"] for place in one["places"]]
    assert [row["path"] for row in tables["places"]] == [one["path"] for one in [*places, *told["other"]]]
    assert [row["change"] for row in tables["places"]] == ["1", "2", ""]
    assert [row["new version"] for row in tables["best-deals"]] == [one["after"] for one in told["best"]]


def test_a_workbook_of_every_question(yard: Path) -> None:
    """Law: a sheet for each table that the line names, after one that says how it was made."""
    more = {"improve": ("--offer", "1"), "compare": ("--set", "preferences.ann.walk_away=1")}
    for name in ("improve", "bridge", "path", "sensitivity", "compare"):
        words = (name, "yard.yaml", *more.get(name, ()), "--draws", "50", "--xlsx", f"{name}.xlsx")
        assert run(*words).exit_code == 0
        book = openpyxl.load_workbook(f"{name}.xlsx")
        assert book.sheetnames == ["About", *named(TABLE[name].sheets).names]
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells)


def test_files_of_others_are_seen_before_any_work(yard: Path) -> None:
    """A case that nothing can be worked out of tells it: the names come first, those of CSV too."""
    text = Path("yard.yaml").read_text(encoding="utf-8")
    Path("draft.yaml").write_text(text.replace("walk_away: 5", "walk_away: to be judged"), encoding="utf-8")
    Path("x-trades.csv").write_text("mine", encoding="utf-8")
    done = run("improve", "draft.yaml", "--offer", "1", "--csv", "x.csv", "--xlsx", "x.xlsx")
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        'found "x-trades.csv", which exists; expected a new name (--force replaces it)'
    ]
    done = run("improve", "draft.yaml", "--offer", "1", "--csv", "y.csv")
    assert done.exit_code == 2
    assert "a draft: not all is judged yet" in done.output
    assert not [*Path().glob("y*.csv")]


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
