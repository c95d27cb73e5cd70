"""``walkaway path`` on the command line: schedules in files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.analysis.path.test_path import TEXT
from tests.cli.test_cli import run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the case lies, and where one is."""
    (tmp_path / "case.yaml").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("- {reactor: 1}\n- {embargo: half}\n- 5\n",
         ['plan.yaml:2: [1].embargo: found "half"; expected a share such as 0.5 or 1/2',
          "plan.yaml:3: [2]: found the number 5; expected issue: share, such as {price: 1/2}"]),
        ("schedule:\n  - {reactor: 1}\n  - {embrgo: 1/2}\n",
         ['plan.yaml:1: schedule: found nothing of "embargo"; '
          "expected shares that sum to 1, the whole of it",
          'plan.yaml:3: schedule[1].embrgo: found "embrgo", which is no issue; '
          'expected an issue (reactor, embargo) (did you mean "embargo"?)']),
        ("- {reactor: 1, embargo: 2}\n- {embargo: -1}\n",
         ['plan.yaml:2: [1].embargo: found the share −1, which undoes "embargo"; '
          "expected a share above 0: what is not reversible stays done"]),
        ("plan: 5\n", ["plan.yaml:1: found no schedule; "
                       "expected phases such as [{price: 1/2}, {price: 1/2}]"]),
    ],
)  # fmt: skip
def test_each_slip_in_a_schedule_has_its_line(folder: Path, plan: str, said: list[str]) -> None:
    """All of them at once, and exit 2."""
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    result = run("path", "case.yaml", "--schedule", "plan.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == said


def test_a_schedule_is_read_with_its_fractions(folder: Path) -> None:
    """Thirds sum to the whole, as decimals would not."""
    (folder / "plan.yaml").write_text("- {reactor: 1/3}\n- {reactor: 2/3, embargo: 1}\n", encoding="utf-8")
    result = run("path", "case.yaml", "--schedule", "plan.yaml")
    assert result.exit_code == 0
    assert "33 % of Reactor" in result.stdout


@pytest.mark.parametrize(
    ("content", "found"),
    [(None, "no such file"), (bytes(range(32)) * 9, "a file that is no text"), (b"%PDF-1.7 x", "a PDF")],
)
def test_a_file_that_holds_no_schedule_is_told_as_one(
    folder: Path, content: bytes | None, found: str
) -> None:
    """A schedule is expected, not a case."""
    if content is not None:
        (folder / "plan.yaml").write_bytes(content)
    result = run("path", "case.yaml", "--schedule", "plan.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"found {found}" in result.stderr
    assert result.stderr.endswith("expected a schedule: phases in a YAML or JSON file\n")


def test_an_empty_schedule_of_a_case_is_refused_as_in_a_file(folder: Path) -> None:
    (folder / "case.yaml").write_text(TEXT + "  schedule: []\n", encoding="utf-8")
    result = run("path", "case.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("case.yaml:13: path.schedule: found an empty list; expected ")


def test_without_prices_no_column_of_prices(folder: Path) -> None:
    """And the whole of what is taken as today's state is named."""
    (folder / "plan.yaml").write_text("- {reactor: 1}\n- {embargo: 1}\n", encoding="utf-8")
    bonded = TEXT + "  completed: {north: 40, west: 1}\n"
    for more, head in (("", "how much\n"), ("  prices: {bond: 2}\n", "price\n")):
        (folder / "case.yaml").write_text(bonded + more, encoding="utf-8")
        said = run("path", "case.yaml", "--schedule", "plan.yaml").stdout
        assert next(line for line in said.splitlines(keepends=True) if line.startswith("with ")).endswith(
            head
        )
        assert "West 10.1, on its own scale" in said
    assert "today the first option holds: Reactor: Running; Embargo: In full" in said
    assert "a breach of Reactor and Embargo is seen for sure within its phase" in said


def test_a_schedule_of_a_deal_that_changes_nothing_is_refused_in_one_line(folder: Path) -> None:
    (folder / "plan.yaml").write_text("- {reactor: 1}\n- {embargo: 1}\n", encoding="utf-8")
    result = run("path", "case.yaml", "--deal", "reactor=running,embargo=full", "--schedule", "plan.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "plan.yaml:1: found a schedule, though the deal leaves everything as it is today; expected a deal "
        "that changes something, or no schedule\n"
    )


def test_where_one_side_acts_or_phases_are_too_few_that_is_said_once(folder: Path) -> None:
    """And looks are told of sites only where the case has some."""
    steps = "  steps: {reactor: {closed: {by: north, detection: 0.5}}, "
    steps += "embargo: {lifted: {by: north, costs: 1, detection: 0.5, after: reactor}}}\n"
    (folder / "case.yaml").write_text(f"{TEXT}{steps}  completed: {{north: 12}}\n", encoding="utf-8")
    said = " ".join(run("path", "case.yaml").stdout.split())
    assert "Only North acts in it: nothing is given in exchange." in said
    assert " sites looked at, if there were 10, or two looks like the one now." in said
    said = " ".join(run("path", "case.yaml", "--phases", "1").stdout.split())
    words = "the deal cannot be carried out in 1 phase: it takes at least 2, as some steps wait for others."
    assert said.count(words) == 1


def test_of_hundreds_of_phases_the_first_are_shown(folder: Path) -> None:
    """Nothing stands behind sixtieths of both steps, and hardly any breach is seen: all 120 parts fail."""
    seen = "{by: north, detection: 0.001}", "{by: west, detection: 0.001}"
    steps = f"  steps: {{reactor: {{closed: {seen[0]}}}, embargo: {{lifted: {seen[1]}}}}}\n"
    (folder / "case.yaml").write_text(TEXT + steps, encoding="utf-8")
    (folder / "plan.json").write_text(json.dumps([{"reactor": "1/60", "embargo": "1/60"}] * 60))
    said = run("path", "case.yaml", "--schedule", "plan.json").stdout
    phases, needs = said.split("And 20 phases more: walkaway path gives all in --json, --csv and --xlsx.")
    assert phases.splitlines()[-1].startswith("40 ")
    assert "\nAnd 80 steps more: walkaway path gives all in --json, --csv and --xlsx.\n" in needs
    told = json.loads(run("path", "case.yaml", "--schedule", "plan.json", "--json").stdout)
    assert len(told["schedule"]) == 60
