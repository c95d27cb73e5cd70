"""A belief stands on the scale of the party it is about; weights that do not add up are said to be so."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from tests.analysis.helpers import Room
from tests.strategies import cases, law

import walkaway
from walkaway import catalogue
from walkaway.analysis.misplaced_beliefs import extent, misplaced
from walkaway.case import Case, read_case_text

UNION = """\
case: 1
title: Belief on the wrong scale
parties: {union: Union, firm: Firm}
issues:
  wage: {title: Wage, options: {low: 2 %, mid: 3 %, high: 4 %}}
preferences:
  union: {walk_away: 40, scores: {wage: {low: 20, mid: 50, high: 100}}, believes: {firm: BELIEF}}
  firm: {scale: EUR m, walk_away: -9, scores: {wage: {low: -4, mid: -6, high: -8}}}
record:
  - {by: union, offer: {wage: high}}
  - {by: firm, act: refuses, refuses: {wage: high}}
"""
SHARES = """\
case: 1
title: Weights
parties: {a: Anna, b: Ben}
issues:
  x: {title: Price, options: {low: Low, high: High}}
  y: {title: Speed, options: {low: Low, high: High}}
  z: {title: Care, options: {low: Low, high: High}}
preferences:
  a:
    walk_away: 10
    weights: WEIGHTS
    scores: {x: {low: 0, high: 100}, y: {low: 0, high: 100}, z: {low: 0, high: 100}}
  b: {walk_away: 1, scores: {x: {low: 1, high: 0}, y: {low: 1, high: 0}}}
"""


def doubts(tmp_path: Path, text: str) -> dict[str, str]:
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return {fault.path: fault.found for fault in walkaway.check(path) if fault.level == "doubt"}


def believed(belief: str) -> str:
    return UNION.replace("BELIEF", belief)


PLACE = "preferences.union.believes.firm"


@pytest.mark.parametrize(
    ("belief", "place", "found"),
    [
        ("{walk_away: [20, 35]}", ".walk_away", "20–35, above every deal of Firm (−8 to −4)"),
        ("{walk_away: [-90, -70]}", ".walk_away", "−90 to −70, below every deal of Firm (−8 to −4)"),
        ("{walk_away: [-6, 3000]}", ".walk_away",
         "−6 to 3,000, which reaches above every deal of Firm (−8 to −4)"),
        ("{scores: {wage: {low: 90, mid: 50, high: 10}}}", ".scores.wage",
         "scores of 10 to 90, far from those of Firm (−8 to −4)"),
    ],
)  # fmt: skip
def test_a_belief_on_another_scale_is_doubted_and_explains_nothing(
    tmp_path: Path, belief: str, place: str, found: str
) -> None:
    text = believed(belief)
    assert doubts(tmp_path, text)[PLACE + place] == found
    case = read_case_text(text)
    told = walkaway.why(case)
    item = told.explanations["misperception"]
    assert (item.claim, item.share) == ("not testable", None)
    assert item.untestable == "what is believed is not on the scale of the party it is about"
    assert any("What Union believes of Firm is not used" in line for line in told.says)
    assert walkaway.bridge(case).beliefs == ()


@pytest.mark.parametrize(
    "belief",
    [
        "{walk_away: [-7, -5]}",
        "{walk_away: -4}",
        "{walk_away: [-11, -9]}",
        "{scores: {wage: {low: -5, mid: -9, high: -12}}}",
    ],
)
def test_a_belief_on_the_scale_is_not_doubted(tmp_path: Path, belief: str) -> None:
    assert not any(place.startswith(PLACE) for place in doubts(tmp_path, believed(belief)))
    assert walkaway.why(read_case_text(believed(belief))).explanations["misperception"].untestable == ""


def test_a_belief_that_only_an_end_of_is_off_the_scale_still_counts(tmp_path: Path) -> None:
    text = believed("{walk_away: [-7, -3]}")
    assert "which reaches above" in doubts(tmp_path, text)[f"{PLACE}.walk_away"]
    assert walkaway.why(read_case_text(text)).explanations["misperception"].untestable == ""


def test_the_walk_away_of_a_ratifier_may_be_believed_on_its_scale_too(tmp_path: Path) -> None:
    text = (
        believed("{walk_away: -5}, board: {walk_away: 5000}")
        .replace("issues:\n", "ratifiers: {board: {title: Board, for: firm}}\nissues:\n", 1)
        .replace("record:\n", "  board: {walk_away: 1, scores: {wage: {low: 3, mid: 2, high: 1}}}\nrecord:\n")
    )
    assert doubts(tmp_path, text)["preferences.union.believes.board.walk_away"] == (
        "5,000, above every deal of Board (1 to 3)"
    )
    told = walkaway.why(read_case_text(text))
    assert told.explanations["misperception"].untestable == ""  # what it believes of the firm still counts


def test_nothing_of_the_catalogue_is_misplaced() -> None:
    for path in catalogue.catalogue().values():
        assert misplaced(walkaway.load(path).case) == (), path


@law
@given(cases(rich=True))
def test_the_least_and_the_largest_value_are_those_of_a_list_of_all_deals(case: Case) -> None:
    bounds = Room(case).bounds
    every = np.concatenate([picks for _, picks in bounds.space.joint.chunks()])
    for who in range(len(bounds.space.who) if len(every) else 0):
        low, high = bounds.range(who, every)
        assert extent(bounds, who) == pytest.approx((low.min(), high.max()))


# ------------------------------------------------------------------------------------------------ weights

A = "preferences.a.weights"


@pytest.mark.parametrize(
    ("weights", "place", "found"),
    [
        ("{x: [40, 60], y: 25, z: 30}", f"{A}.x",
         "40–60, of which only 45 is possible with Speed 25, Care 30: the weights sum to 100"),
        ("{points: {x: [40, 60], y: 25, z: 30}}", f"{A}.points.x",
         "40–60, of which only 45 is possible with Speed 25, Care 30: the weights sum to 100"),
        ("{x: 80, y: 40, z: 0}", A,
         "weights that sum to 120, taken as the shares Price 66.7, Speed 33.3, Care 0"),
        ("{x: 40, y: 20, z: 10}", A,
         "weights that sum to 70, taken as the shares Price 57.1, Speed 28.6, Care 14.3"),
        ("{x: 0.8, y: 0.4, z: 0}", A,
         "weights that sum to 1.2, taken as the shares Price 66.7, Speed 33.3, Care 0"),
        ("{x: 33, y: 33, z: 33}", A,
         "weights that sum to 99, taken as the shares Price 33.3, Speed 33.3, Care 33.3"),
        ("{x: 50, y: 25, z: 26}", A,
         "weights that sum to 101, taken as the shares Price 49.5, Speed 24.8, Care 25.7"),
        ("{x: 98, y: 1, z: 0}", A, "weights that sum to 99, taken as the shares Price 99, Speed 1, Care 0"),
        ("{x: 50, y: 49, z: 0}", A,
         "weights that sum to 99, taken as the shares Price 50.5, Speed 49.5, Care 0"),
        ("{x: 0.5, y: 0.25, z: 0.26}", A,
         "weights that sum to 1.01, taken as the shares Price 49.5, Speed 24.8, Care 25.7"),
        ("{x: [0, 90], y: [0, 20], z: [0, 10]}", f"{A}.x",
         "0–90, of which only 70–90 is possible with Speed 0–20, Care 0–10: the weights sum to 100"),
    ],
)  # fmt: skip
def test_weights_that_do_not_add_up(tmp_path: Path, weights: str, place: str, found: str) -> None:
    assert doubts(tmp_path, SHARES.replace("WEIGHTS", weights)) == {place: found}


@pytest.mark.parametrize(
    "weights",
    [
        "{x: 3, y: 2, z: 1}", "{x: 10, y: 1, z: 1}", "{x: 2, y: 1, z: 1}", "{x: 50, y: 30, z: 20}",
        "{x: 0.5, y: 0.3, z: 0.2}", "{x: 1/3, y: 1/3, z: 1/3}", "{x: 500, y: 300, z: 200}",
        "{x: 1, y: 1, z: 1}", "{x: 0.33333, y: 0.33333, z: 0.33333}",
        "x > y > z", "{x: [40, 60], y: [20, 40], z: [10, 30]}",
    ],
)  # fmt: skip
def test_weights_that_add_up_or_are_ratios_are_not_doubted(tmp_path: Path, weights: str) -> None:
    assert doubts(tmp_path, SHARES.replace("WEIGHTS", weights)) == {}


@pytest.mark.parametrize(
    ("weights", "hint"),
    [
        ("{x: 33, y: 33, z: 33}", "each is divided by 99: if they are rounded shares of 100, all is well"),
        (
            "{x: 0.4, y: 0.3, z: 0.31}",
            "each is divided by 1.01: if they are rounded shares of 1, all is well",
        ),
        ("{x: 50, y: 30, z: 10}", "each is divided by 90"),
    ],
)
def test_rounded_shares_are_told_kindly(tmp_path: Path, weights: str, hint: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(SHARES.replace("WEIGHTS", weights), encoding="utf-8")
    (doubt,) = walkaway.check(path)
    assert doubt.hint == hint


def test_believed_weights_are_looked_at_too(tmp_path: Path) -> None:
    text = SHARES.replace("WEIGHTS", "x > y > z").replace(
        "  b: {walk_away: 1,", "  b: {walk_away: 1, believes: {a: {weights: {x: 80, y: 40, z: 0}}},"
    )
    assert list(doubts(tmp_path, text)) == ["preferences.b.believes.a.weights"]
