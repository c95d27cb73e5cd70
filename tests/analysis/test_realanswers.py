"""What ``walkaway deals`` says over real ranges, as data and in the terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.frontier.test_realfront import sale
from tests.strategies import build

import walkaway
from walkaway import api
from walkaway.analysis import answers
from walkaway.analysis.answers import Answers
from walkaway.analysis.realanswers import RealAnswers, real_answers
from walkaway.case import Agreement
from walkaway.cli import app as cli

KEYS = [
    "case", "parties", "ratifiers", "agreement", "space", "walk_away", "frontier", "segments", "solutions",
    "lotteries", "variants", "zone", "adjusted_winner", "method", "version",
]  # fmt: skip


def car() -> dict[str, Any]:
    """A price and a list, the buyer's gain bent at 40."""
    data = sale()
    data["issues"]["colour"] = {"title": "Colour", "options": {"red": "Red", "blue": "Blue"}}
    data["preferences"]["seller"]["scores"]["colour"] = {"red": 5, "blue": 0}
    data["preferences"]["buyer"]["scores"] = {
        "price": {"points": {"0": 100, "40": 95, "100": 0}}, "colour": {"red": 0, "blue": 3},
    }  # fmt: skip
    return data


def test_the_object_has_the_keys_of_the_contract_and_segments() -> None:
    data = json.loads(json.dumps(real_answers(build(car())).to_dict()))
    assert list(data) == KEYS
    assert data["space"] == {
        "issues": {"price": [0, 100], "colour": ["red", "blue"]}, "ranges": ["price"], "size": None
    }  # fmt: skip
    assert data["walk_away"] == [20, 40]
    assert data["zone"] is data["variants"] is data["adjusted_winner"] is None
    for line in data["segments"]:
        assert set(line) == {"start", "end", "start_deal", "end_deal", "start_in", "end_in"}
    assert set(data["solutions"]) == set(data["lotteries"])
    assert data["solutions"]["nash"]["deal"].keys() == {"price", "colour"}
    assert data["lotteries"]["nash"]["exact"]


def test_the_interface_chooses() -> None:
    case = build(car())
    assert isinstance(api.deals(case, rule=Agreement.model_validate("all")), RealAnswers)
    assert isinstance(api.deals(walkaway.load("thompson-employment")), Answers)


def test_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "car.yaml"
    file.write_text(json.dumps(car()), encoding="utf-8")
    cli.deals(str(file))
    shown = capsys.readouterr().out
    assert "Nash (largest product of gains)" in shown
    assert "points and segments" in shown
    assert not re.search("[0-9]{4,}/[0-9]", shown), "the continuous Raiffa price is no short fraction"
    cli.deals(str(file), as_json=True)
    assert json.loads(capsys.readouterr().out)["zone"] is None


def test_lotteries_of_many_deals_are_left_to_the_interface(monkeypatch: pytest.MonkeyPatch) -> None:
    front = walkaway.frontier(walkaway.load("harbour"))
    assert answers.lotteries_data(front) is not None
    monkeypatch.setattr(answers, "_MIXED", 1)
    assert answers.lotteries_data(front) is None
