"""``walkaway sensitivity``: words, JSON, faults, the same bytes for the same seed."""

from __future__ import annotations

import json
from typing import Any

from typer.testing import CliRunner

import walkaway
from walkaway.case.accounts import case_head
from walkaway.cli.app import app
from walkaway.questions import TABLE


def run(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["sensitivity", *words])
    assert done.exit_code == code, done.output
    return done.output


def told(*words: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["sensitivity", *words, "--json"])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)  # the accounts taken as true are told beside it
    return found


def test_words() -> None:
    text = run("hanoi-2019", "--draws", "60")
    assert "Most hangs on" in text
    assert "The smallest change that makes a deal" in text
    assert "Traceback" not in text


def test_json_is_the_result_with_its_case() -> None:
    data = told("hanoi-2019", "--draws", "60", "--seed", "3", "--judgement", "preferences.us.walk_away")
    case = walkaway.load("hanoi-2019")
    found = walkaway.sensitivity(case, draws=60, seed=3, judgements=["preferences.us.walk_away"])
    assert data == json.loads(json.dumps(TABLE["sensitivity"].to_dict(found, case.case)))
    assert (data["case"], data["version"]) == (case_head(case.case), walkaway.__version__)
    assert [swing["path"] for swing in data["swings"]] == ["preferences.us.walk_away"]
    assert set(data["swings"][0]["zone"]) == {
        "low", "high", "error_low", "error_high", "swing", "swing_error"
    }  # fmt: skip


def test_same_seed_same_bytes() -> None:
    words = ("harbour", "--json", "--map", "preferences.mayor.walk_away", "preferences.sportco.walk_away")
    assert run(*words) == run(*words)
    assert told(*words[:1], *words[2:])["map"]["always"] == [False] * 13


def test_the_rule_can_be_changed() -> None:
    assert told("harbour")["removals"] == []
    five, all_six = told("harbour"), told("harbour", "--rule", "all")
    assert len(all_six["flips"]) == len(five["flips"])
    assert sum(flip["at"] is not None for flip in all_six["flips"]) > 2


def test_faults_are_said() -> None:
    text = run("harbour", "--judgement", "preferences.mayr", code=2)
    assert "preferences.mayr" in text
    data = json.loads(run("harbour", "--judgement", "preferences.mayr", "--json", code=2))
    assert data["faults"][0]["found"] == '"preferences.mayr"'
    assert "one judgement" in run("harbour", "--map", "preferences.mayor", "preferences.union", code=2)
