"""``walkaway why`` in the terminal and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.planted import CAUSES, planted
from typer.testing import CliRunner, Result

import walkaway
from walkaway.case import Case, to_yaml
from walkaway.cli.app import app
from walkaway.questions import TABLE

runner = CliRunner()


def why(*words: str) -> Result:
    return runner.invoke(app, ["why", *words], env={"COLUMNS": "100", "NO_COLOR": "1"})


def written(case: Case, folder: Path, **more: Any) -> str:
    path = folder / "case.yaml"
    text = to_yaml(case)
    for key, value in more.items():
        text += f"{key}: {json.dumps(value)}\n"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def stalled() -> Case:
    return planted(CAUSES["stalling"][1], 1)[0]


def test_it_says_the_same_as_the_api(stalled: Case, tmp_path: Path) -> None:
    """Law: the sentences of the diagnosis, and the same JSON with the same seed."""
    file = written(stalled, tmp_path)
    found = walkaway.why(walkaway.load(file), draws=300, seed=4)
    said = why(file, "--draws", "300", "--seed", "4")
    assert said.exit_code == 0
    assert found.says[0] in said.stdout
    data = why(file, "--draws", "300", "--seed", "4", "--json")
    told = TABLE["why"].to_dict(found, stalled)
    assert json.loads(data.stdout) == json.loads(json.dumps(told))


def test_the_page_has_every_explanation_and_the_evidence(stalled: Case, tmp_path: Path) -> None:
    evidence = [
        {"says": "It took less a week later.", "against": "bluff"},
        {"says": "The sun shone."},
    ]
    said = why(written(stalled, tmp_path, evidence=evidence), "--draws", "200").stdout
    assert "evidence against 1" in said
    assert "· · · I · · · ·  tells 0.25  It took less a week later. *" in said
    assert "· · · · · · · ·  tells 0  The sun shone." in said
    assert "* without it another explanation would come first" in said
    assert said.count("not testable, for") == 5
    assert "A demanded more than twice what it could have gained" in said
    assert "Offer by A: " in said
    assert "B refuses: fits" in said


def test_a_record_without_acts_and_evidence_that_decides_nothing(stalled: Case, tmp_path: Path) -> None:
    bare = stalled.with_parts(record=())
    said = why(written(bare, tmp_path, evidence=[{"says": "x", "for": "no-zone"}]), "--draws", "200").stdout
    assert "What the record taught" not in said
    assert "without it another" not in said


def test_forgetting_a_judgement_says_what_changes(tmp_path: Path) -> None:
    file = written(planted(CAUSES["ratification"][1], 1)[0], tmp_path)
    options = (file, "--draws", "300", "--without", "preferences.senate.walk_away")
    said = why(*options)
    assert "Without the walk-away of Senate\n  - " in said.stdout
    data = json.loads(why(*options, "--json").stdout)["without"]
    assert data["path"] == "preferences.senate.walk_away"
    assert any("Ratification" in line for line in data["changes"])
    wrong = why(file, "--without", "preferences.senate.walkaway")
    assert wrong.exit_code == 2
    assert "preferences.senate.walk_away" in wrong.stderr


def test_tolerances_are_shares(stalled: Case, tmp_path: Path) -> None:
    file = written(stalled, tmp_path)
    assert why(file, "--draws", "50", "--offer-error", "0", "--refusal-error", "1").exit_code == 0
    wrong = why(file, "--offer-error", "2")
    assert wrong.exit_code == 2
    assert "from 0 to 1" in wrong.stderr


def test_third_parties_and_what_moved_are_shown() -> None:
    said = why("hanoi-2019", "--draws", "60")
    assert said.exit_code == 0
    assert "Without a vote" in said.stdout


def test_judgements_that_the_record_moved_are_shown(tmp_path: Path) -> None:
    from tests.analysis.why.test_record import split

    record: list[dict[str, Any]] = [{"by": "buyer", "offer": {"price": "mid"}, "title": "Half"}]
    said = why(written(split(record=record), tmp_path), "--draws", "500").stdout
    assert "Buyer offers “Half”" in said
    assert "Buyer: walk-away: 29.3 before, 21.4 after" in said
