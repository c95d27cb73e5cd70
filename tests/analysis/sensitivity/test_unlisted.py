"""Flips of spaces too large to list hold for all deals, or are not claimed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.helpers import points_case
from tests.strategies import brief_law, build, cases

from walkaway.analysis.answers import analyse
from walkaway.analysis.frontier import merging
from walkaway.analysis.sensitivity.sensitivity import Limits, Sensitivity, sensitivity
from walkaway.analysis.sensitivity.verdicts import UNPROVEN
from walkaway.case import Case
from walkaway.errors import BudgetError
from walkaway.report.screens.what_to_find_out import find_out

FEW = 8
"""As many draws as a law needs: flips are central."""


def split(items: int, away: int) -> Case:
    """Two parties share out things that are worth one to whoever gets them."""
    return points_case([[1, 0]] * items, [[0, 1]] * items, away=(away, away))


def both(case: Case) -> tuple[Sensitivity, Sensitivity]:
    """With all deals listed, and as if they were too many."""
    return sensitivity(analyse(case, draws=FEW)), sensitivity(analyse(case, draws=FEW, budget=0))


@pytest.mark.parametrize("items", [5, 21])
def test_only_the_walk_aways_end_every_deal(items: int) -> None:
    """Two of 21 things more or less: another deal remains, wherever one thing loses its worth."""
    found = sensitivity(analyse(split(items, items // 2), draws=1, budget=100 if items == 21 else 0))
    flips = {flip.path: flip.at for flip in found.flips if flip.at is not None}
    most = items - items // 2
    assert flips == {"preferences.p0.walk_away": most, "preferences.p1.walk_away": most}
    assert found.unproven == {}


def test_what_is_known_to_be_signed_counts_where_no_efficient_deal_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A chance of 100 of 100 is not raised to 0 by knowing everything."""
    monkeypatch.setattr(merging, "FRONT_BUDGET", 0)
    data = points_case([[1, 0, 2]], [[0, 1, 2]], away=(0, 0)).to_dict()
    data["preferences"]["p0"]["walk_away"] = [0, 1]
    answers = analyse(build(data), draws=FEW, budget=0)
    assert not len(answers.frontier)
    found = sensitivity(answers)
    assert (found.acceptability, found.probability, found.perfect) == (1, 1, 0)


SMALL: dict[str, Any] = {"parties": (2, 3), "issues": (1, 3), "options": (2, 3)}


@brief_law
@given(st.one_of(cases(**SMALL), cases(**SMALL, weighted=True, uncertain=False), cases(**SMALL, rich=True)))
def test_a_flip_that_is_claimed_is_that_of_all_deals(case: Case) -> None:
    """Law: as if too large, each judgement has the flip of the list, or stands there with the reason."""
    claimed(case)


@pytest.mark.parametrize("weights", [{"i0": 70, "i1": 30}, {"i0": 1, "i1": 1}])
@pytest.mark.parametrize("away", [20, 55, 70])
def test_flips_of_scores_with_weights(weights: dict[str, int], away: int) -> None:
    """A point of a score counts for its share of the weight: the flip lies so much further."""
    data = points_case([[0, 100], [0, 100]], [[50, 0], [50, 0]], away=(away, 40)).to_dict()
    data["preferences"]["p0"]["weights"] = weights
    assert claimed(build(data))


def test_a_walk_away_beyond_the_most_that_a_cap_allows() -> None:
    """No deal is worth more than the cap, so none passes there; no search is needed to see it."""
    data = points_case([[0, 9], [0, 9]], [[9, 0], [9, 0]], away=(5, 3)).to_dict()
    data["preferences"]["p0"]["cap"] = 8
    assert claimed(build(data))


def claimed(case: Case) -> int:
    """How many flips are claimed as if the space were too large; each is that of the list."""
    try:
        listed, large = both(case)
    except BudgetError:  # a walk-away of uncertain worth needs the list
        return 0
    known = {flip.path: flip for flip in listed.flips}
    assert {flip.path for flip in large.flips} | set(large.unproven) >= set(known)
    for flip in large.flips:
        assert (flip.at, flip.open.always) == (known[flip.path].at, known[flip.path].open.always)
    return sum(flip.at is not None for flip in large.flips)


def test_what_is_not_searched_is_not_claimed() -> None:
    """The walk-aways need no search; without one scores stay open, and the words say so."""
    case = split(5, 2)
    found = sensitivity(analyse(case, draws=1, budget=0), limits=Limits(searches=0))
    assert set(found.unproven.values()) == {UNPROVEN}
    assert not {flip.path for flip in found.flips} & set(found.unproven)
    assert {flip.path for flip in found.flips if flip.at is not None} == {
        "preferences.p0.walk_away", "preferences.p1.walk_away"
    }  # fmt: skip
    told = find_out(case, found)
    assert told.flip_title == "The smallest known change that ends every deal"
    assert any("Of eight further judgements it is not known" in one for one in told.sentences)


def test_a_closed_centre_says_only_what_is_known() -> None:
    """No deal, and one walk-away that opens the zone where it falls to the most its party can have."""
    listed, large = both(points_case([[3, 0], [2, 0]], [[0, 3], [0, 2]], away=(3, 3)))
    known = {flip.path: flip.at for flip in listed.flips}
    assert not large.central
    assert {flip.path: flip.at for flip in large.flips if flip.kind == "walk_away"} == {
        "preferences.p0.walk_away": known["preferences.p0.walk_away"],
        "preferences.p1.walk_away": known["preferences.p1.walk_away"],
    }
    assert all(flip.at == known[flip.path] for flip in large.flips)


def test_a_coarse_scale_claims_no_score() -> None:
    """Where the search may miss a deal that is worth a unit more, only the walk-aways are claimed."""
    found = sensitivity(
        analyse(points_case([[10**9, 0], [1, 0]], [[0, 1], [0, 1]], away=(10**9, 1)), draws=1, budget=0)
    )
    flips = {flip.path for flip in found.flips if flip.at is not None}
    assert {path for path in flips if "p0" in path} == {"preferences.p0.walk_away"}
    assert "preferences.p0.scores.i0.o0" in found.unproven
    assert "preferences.p1.scores.i1.o1" in flips  # on the other side's scale a unit is much


def test_a_map_of_a_large_space_draws_no_line() -> None:
    """The line between deal and none is about all deals."""
    case = split(5, 2).to_dict()
    for who in ("p0", "p1"):
        case["preferences"][who]["walk_away"] = [1, 4]
    pair = ("preferences.p0.walk_away", "preferences.p1.walk_away")
    found = sensitivity(analyse(build(case), draws=20, budget=0), map_of=pair).map
    assert found is not None
    assert (found.opens, found.always) == ((), ())
    assert found.probability
