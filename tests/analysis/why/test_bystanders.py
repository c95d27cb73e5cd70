"""Third parties: what deals and their absence do to those without a vote."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.strategies import build

import walkaway
from walkaway.analysis.why.bystanders import bystanders
from walkaway.analysis.why.diagnosis import diagnose
from walkaway.analysis.why.shares import equal
from walkaway.case import Case


def port(**more: Any) -> Case:
    return build({
        "case": 1, "title": "Port", "parties": {"a": "A", "b": "B"},
        "third_parties": {"town": {"title": "Town", "short": "T"}},
        "issues": {"pier": {"title": "Pier", "options": {"no": "N", "yes": "Y"}},
                   "dues": {"title": "Dues", "options": {"low": "L", "high": "H"}}},
        "preferences": {
            "a": {"scores": {"pier": {"no": 0, "yes": 5}}}, "b": {"scores": {"dues": {"low": 0, "high": 5}}},
            "town": {"walk_away": -2, "scale": "jobs",
                     "scores": {"pier": {"no": 0, "yes": [4, 8]}, "dues": {"low": 1, "high": -3}},
                     "interactions": [{"when": {"pier": "yes", "dues": "high"}, "add": -1}]},
        },
        "record": [{"by": "a", "offer": {"pier": "yes"}}],
    } | more)  # fmt: skip


def test_gains_are_worked_out_by_hand() -> None:
    """Open issues at their average; best and worst over all deals; gains over no deal."""
    deals = [{"pier": "yes", "dues": "low"}, {"pier": "no", "dues": "high"}, {"pier": "yes"}]
    (town,) = bystanders(port(), deals, draws=400, seed=1, weights=equal(400))
    assert (town.who, town.title, town.scale) == ("town", "Town", "jobs")
    assert town.no_deal == pytest.approx(-2)
    means = [stake.mean for stake in town.stakes]
    assert means == pytest.approx([9, -1, 6.5], abs=0.2)
    assert [stake.better.probability for stake in town.stakes] == pytest.approx([1, 0, 1])
    assert town.stakes[0].low < town.stakes[0].mean < town.stakes[0].high
    assert town.best == pytest.approx(9, abs=0.2)
    assert town.worst == pytest.approx(-1, abs=1e-9)


def test_weights_count() -> None:
    """What the record taught counts here too."""
    weights = np.zeros(50)
    weights[3] = 1
    (town,) = bystanders(port(), [{"pier": "yes", "dues": "low"}], draws=50, seed=1, weights=weights)
    stake = town.stakes[0]
    assert stake.low == stake.mean == stake.high


def test_they_have_no_vote_and_change_no_number() -> None:
    """Law: with and without them the diagnosis is the same, and the zone too."""
    case = port()
    plain = case.to_dict()
    del plain["third_parties"], plain["preferences"]["town"]
    without = build(plain)
    one, other = diagnose(case, draws=50), diagnose(without, draws=50)
    assert other.bystanders == ()
    assert [stake.deal for stake in one.bystanders[0].stakes] == [{"pier": "yes"}]
    assert one.order == other.order
    assert walkaway.zone(case).everyone == walkaway.zone(without).everyone


def test_a_deal_that_cannot_be_is_left_out() -> None:
    case = port(impossible=[{"pier": "yes", "dues": "high"}, {"pier": "no", "dues": "low"}])
    deals = [{"pier": "yes", "dues": "high"}, {"pier": "yes", "dues": "low"}]
    (town,) = bystanders(case, deals, draws=5, seed=1, weights=equal(5))
    assert [stake.deal for stake in town.stakes] == [deals[1]]


def test_level_with_no_deal_is_not_better() -> None:
    """0.1 and 0.2 are worth 0.3, whatever floats make of it."""
    data = port().to_dict()
    scores = {"pier": {"no": 0.1, "yes": [4, 8]}, "dues": {"low": 0.2, "high": -3}}
    data["preferences"]["town"] = {"walk_away": 0.3, "scores": scores}
    (town,) = bystanders(build(data), [{"pier": "no", "dues": "low"}], draws=50, seed=1, weights=equal(50))
    stake = town.stakes[0]
    assert (stake.low, stake.mean, stake.high, stake.better.probability) == (0, 0, 0, 0)


def test_where_nothing_can_be_agreed_nothing_is_at_stake_for_anybody() -> None:
    impossible = {"impossible": [{"pier": ["yes", "no"]}]}
    case = build(port().to_dict() | impossible)
    assert bystanders(case, [{"pier": "yes"}], draws=5, seed=1, weights=equal(5)) == ()
