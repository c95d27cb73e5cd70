"""``walkaway debrief``: the terminal, JSON with its head, the page, files, and a whole class."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.analysis.debrief.test_debrief import BEST, MIDDLE
from tests.cli.test_cli import in_sixty_columns, no_traceback, run
from tests.hard import ID, write_hard

import walkaway
from walkaway.questions import TABLE

ISSUES = [part.partition("=")[0] for part in BEST.split(", ")]


def table(groups: dict[str, str]) -> str:
    """A table of New Recruit, one group a line; an empty deal is none."""
    rows = [["group", *ISSUES]]
    for group, deal in groups.items():
        options = [part.partition("=")[2] for part in deal.split(", ")] if deal else [""] * len(ISSUES)
        rows.append([group, *options])
    return "".join(";".join(row) + "\n" for row in rows)


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    text = table({"Group 1": MIDDLE, "Group 2": BEST, "Group 3": "", "Group 4": BEST.replace("56k", "60k")})
    Path("results.csv").write_text(text, encoding="utf-8")
    return Path("results.csv")


def test_what_a_class_did_in_words_and_a_line_for_each_group(results: Path) -> None:
    text = in_sixty_columns("debrief", "new-recruit", results)
    for words in (
        "New Recruit: what 4 groups signed",
        "3 of 4 groups signed a deal, 1 did not (Group 3).",
        "Two groups signed a deal on the frontier (Group 2 and 4): nothing better for one without loss to",
        "Group 1 left 8,400 points on the table.",
        "Most joint gain: Group 2 and 4 (14,800 points over walking away, all that was possible).",
        "Best in each role: Recruiter in Group 2; Candidate in Group 4.",
        "No walk-away is stated for Recruiter or Candidate, so 0 is assumed, and gains rest on that.",
        "group rank 1 2 gain left off share",
        "2 1= 7,400 7,400 14,800 0 0 50:50",
        "4 1= 4,400 10,400 14,800 0 0 30:70",
        "3 4 0 0 no deal 14,800 –",
    ):
        assert words in text


def test_a_table_with_semicolons_has_decimal_commas(results: Path) -> None:
    done = run("debrief", "new-recruit", results, "--csv", "class.csv", "--separator", "semicolon")
    assert done.exit_code == 0
    lines = Path("class-groups.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("group;rank;signed;joint gain;")
    assert lines[1].startswith("Group 2;1;yes;14800;0;yes;0;7400;7400;7400;7400;0,5;0,5;")


def test_json_has_the_head_of_every_question_and_the_numbers_of_python(results: Path) -> None:
    told = json.loads(run("debrief", "new-recruit", results, "--json").stdout)
    file = walkaway.load("new-recruit")
    found = walkaway.debrief(file, results)
    assert told == json.loads(json.dumps(TABLE["debrief"].to_dict(found, file.case, file)))
    assert list(told)[:6] == ["question", "case", "version", "method", "accounts", "warnings"]
    assert [one["group"] for one in told["groups"]] == ["Group 2", "Group 4", "Group 1", "Group 3"]
    assert told["groups"][2] | {"distance": None} == {
        "group": "Group 1", "line": 2, "deal": told["groups"][2]["deal"], "rank": 3,
        "value": {"recruiter": 3200, "candidate": 3200}, "gains": {"recruiter": 3200, "candidate": 3200},
        "weighed": {"recruiter": 3200, "candidate": 3200}, "places": {"recruiter": 3, "candidate": 3},
        "joint": 6400, "left": 8400, "claimed": {"recruiter": 0.5, "candidate": 0.5}, "efficient": False,
        "distance": None, "passes": True, "refused_by": [], "unwilling": [],
    }  # fmt: skip


def test_faults_end_with_two_and_nothing_is_written(results: Path) -> None:
    results.write_text("group;salry\nA;60k\nA;61k\n", encoding="utf-8")
    done = run("debrief", "new-recruit", results, "-o", "page.html")
    no_traceback(done)
    assert done.exit_code == 2
    assert 'results.csv:1: found the column "salry"' in done.stderr
    assert 'did you mean "salary"?' in done.stderr
    assert 'results.csv:3: found the group "A" twice, first on line 2' in done.stderr
    assert not Path("page.html").exists()
    told = json.loads(run("debrief", "new-recruit", results, "--json").stdout)
    assert len(told["faults"]) >= 3
    missing = run("debrief", "new-recruit", "none.csv")
    assert missing.exit_code == 2
    assert "none.csv: found No such file" in missing.stderr


def test_the_page_is_written_never_over_the_table(results: Path) -> None:
    assert run("debrief", "new-recruit", results, "-o", "page.html").exit_code == 0
    first = Path("page.html").read_bytes()
    assert run("debrief", "new-recruit", results, "-o", "page.html").exit_code == 0  # its own, unchanged
    assert Path("page.html").read_bytes() == first
    before = results.read_bytes()
    for force in ((), ("--force",)):
        done = run("debrief", "new-recruit", results, "-o", results, *force)
        assert done.exit_code == 2
        assert results.read_bytes() == before


def test_hard_titles_fit_and_no_id_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_hard(tmp_path / "hard")
    text = f"group,{ID}_port,{ID}_cash,{ID}_day\n\x1b[31mRed‮,{ID}_no,{ID}_mid,{ID}_late\nBlue,,,\n"
    Path("r.csv").write_text(text, encoding="utf-8")
    for width in ("60", "120"):
        monkeypatch.setenv("COLUMNS", width)
        done = run("debrief", "hard", "r.csv", "-o", "page.html")
        assert done.exit_code == 0, done.output
        assert max(map(cell_len, done.output.splitlines())) <= int(width)
        assert "\x1b" not in done.output
        assert ID not in done.stdout


def test_a_class_of_sixty_is_ranked_with_its_ties(results: Path) -> None:
    """Twenty deals, each signed by three groups: what they share, and nobody between them."""
    salaries, bonuses = ("60k", "58k", "56k", "54k", "52k"), ("10pc", "8pc", "6pc", "4pc")
    groups = {
        f"Group {at}": BEST.replace("56k", salaries[at % 5]).replace("6pc", bonuses[at % 4])
        for at in range(60)
    }
    results.write_text(table(groups), encoding="utf-8")
    found = {group.group: group for group in walkaway.debrief("new-recruit", results).groups}
    assert len(found) == 60
    for at in range(60):
        one, same = found[f"Group {at}"], found[f"Group {(at + 20) % 60}"]
        assert one.rank == 1 + sum(other.joint > one.joint for other in found.values())
        assert (one.rank, one.value, one.places) == (same.rank, same.value, same.places)


def test_tables_hold_the_numbers_of_json_and_spare_what_was_read(results: Path) -> None:
    done = run("debrief", "new-recruit", results, "--csv", "t.csv", "--xlsx", "t.xlsx", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)["groups"]
    text = Path("t-groups.csv").read_text(encoding="utf-8-sig")
    rows = [*csv.DictReader(text.splitlines())]
    assert [row["group"] for row in rows] == [one["group"] for one in told]
    for row, one in zip(rows, told, strict=True):
        assert (row["rank"], float(row["joint gain"])) == (str(one["rank"]), one["joint"])
        assert float(row["Candidate: gain"]) == one["gains"]["candidate"]
        assert row["signed"] == ("no" if one["deal"] is None else "yes")
        assert bool(row["Salary"]) == (one["deal"] is not None)
    assert rows[0]["Salary"] == "$56,000"
    assert Path("t.xlsx").read_bytes()[:2] == b"PK"
    again = Path("results-groups.csv")
    results.rename(again)
    before = again.read_bytes()
    done = run("debrief", "new-recruit", again, "--csv", "results.csv", "--force")
    assert (done.exit_code, again.read_bytes()) == (2, before)
