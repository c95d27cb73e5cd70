"""The zone: verdicts, probability, both ways to find it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from tests.analysis.helpers import Room, listed_case, points_case
from tests.strategies import brief_law, build, case_data, cases, law

from walkaway.analysis.zone import zone as module
from walkaway.analysis.zone.too_large import Reach
from walkaway.analysis.zone.zone import find_zone
from walkaway.case import Case, Judgement
from walkaway.errors import BudgetError


def listed_and_searched(room: Room, count: int = 24) -> tuple[Any, Any]:
    draws = room.draws(count)
    return find_zone(room.bounds, draws), find_zone(room.bounds, draws, budget=0)


@brief_law
@given(cases(issues=(1, 3), options=(1, 3)))
def test_searching_finds_what_listing_finds(case: Case) -> None:
    """The mixed-integer programs against the list of all deals: verdicts and hits in every draw."""
    listed, searched = listed_and_searched(Room(case), 12)
    assert listed.listed is not None
    assert searched.listed is None
    for group in ("everyone", "parties_alone"):
        one, other = getattr(listed, group), getattr(searched, group)
        assert one.verdict == other.verdict
        assert one.probability == other.probability
        assert one.error == other.error
        assert (other.certain, other.possible) == (None, None)
    assert listed.killed_by_ratification == searched.killed_by_ratification


@brief_law
@given(cases(issues=(1, 3), options=(2, 3), weighted=True))
def test_searching_with_weights(case: Case) -> None:
    listed, searched = listed_and_searched(Room(case), 6)
    assert listed.verdict == searched.verdict
    assert listed.everyone.probability == searched.everyone.probability


@brief_law
@given(cases(issues=(1, 3), options=(1, 3)))
def test_candidates_change_no_answer(case: Case) -> None:
    room = Room(case)
    draws = room.draws(12)
    bare = find_zone(room.bounds, draws, budget=0)
    helped = find_zone(room.bounds, draws, budget=0, candidates=room.front.picks)
    assert bare.to_dict() == helped.to_dict()


@law
@given(cases(issues=(1, 3), options=(1, 3)))
def test_certain_deals_pass_always_and_impossible_ones_never(case: Case) -> None:
    """certain ⊆ passes in every draw, passes in some draw ⊆ possible."""
    room = Room(case)
    zone = find_zone(room.bounds, room.draws(40))
    listed = zone.listed
    assert listed is not None
    assert (listed.tally.passed[listed.certain] == 40).all()
    assert (listed.tally.passed[~listed.possible] == 0).all()
    assert (listed.possible | ~listed.certain).all()
    assert (listed.tally.passed <= listed.tally.passed_parties).all()
    assert zone.everyone.certain == listed.certain.sum()
    assert zone.everyone.possible == listed.possible.sum()
    assert zone.parties_alone.possible == len(listed.flat)
    assert zone.deals == room.space.size
    verdict = "certain" if listed.certain.any() else "possible" if listed.possible.any() else "impossible"
    assert zone.verdict == zone.everyone.verdict == verdict
    if verdict != "possible":
        assert zone.everyone.probability == (verdict == "certain")
        assert zone.everyone.error == 0


@law
@given(cases(uncertain=False))
def test_an_exact_case_needs_no_draws(case: Case) -> None:
    room = Room(case)
    zone = find_zone(room.bounds, room.draws(5))
    assert zone.verdict != "possible"
    assert zone.everyone.certain == zone.everyone.possible == zone.size
    assert zone.method.draws is None
    assert zone.listed is not None
    assert set(zone.listed.tally.passed.tolist()) <= {0, 5}


@law
@given(case_data(uncertain=False))
def test_the_zone_never_grows_when_a_walk_away_rises(data: dict[str, Any]) -> None:
    """The better the alternative, the fewer the deals (Raiffa 1982, on the zone of agreement)."""
    before = Room(build(data))
    data["preferences"]["p0"]["walk_away"] = data["preferences"]["p0"].get("walk_away", 0) + 3
    after = Room(build(data))
    few, many = (find_zone(room.bounds, room.draws(1)) for room in (after, before))
    assert few.size is not None
    assert many.size is not None
    assert few.size <= many.size
    assert few.listed is not None
    assert many.listed is not None
    assert set(few.listed.flat[few.listed.certain]) <= set(many.listed.flat[many.listed.certain])


def ranged(value: Any) -> Case:
    data = listed_case([(3, 4)], away=[0, 0]).to_dict()
    data["preferences"]["p0"]["walk_away"] = value
    return build(data)


def test_the_probability_is_that_of_the_walk_away() -> None:
    """One deal worth 3, a walk-away uniform on [2, 6]: one quarter."""
    room = Room(ranged([2, 6]))
    zone = find_zone(room.bounds, room.draws(20_000)).everyone
    assert zone.verdict == "possible"
    assert abs(zone.probability - 0.25) < 4 * zone.error
    assert zone.error == pytest.approx((0.25 * 0.75 / 20_000) ** 0.5, rel=0.05)
    assert zone.interval[0] < 0.25 < zone.interval[1]
    assert (zone.certain, zone.possible) == (0, 1)


@pytest.mark.parametrize(
    ("value", "verdict"), [([0, 3], "certain"), ([3, 9], "possible"), ([3.001, 9], "impossible")]
)
@pytest.mark.parametrize("budget", [0, 100])
def test_at_the_bounds(value: Any, verdict: str, budget: int) -> None:
    room = Room(ranged(value))
    assert find_zone(room.bounds, room.draws(10), budget=budget).verdict == verdict
    assert isinstance(room.case.preferences["p0"].walk_away, Judgement)


def ratified(away: float) -> Room:
    case = points_case([[4, 0]], [[4, 0]], away=[1, 1])
    data = case.to_dict()
    data["ratifiers"] = {"senate": {"title": "Senate", "for": "p0"}}
    data["preferences"]["senate"] = {"walk_away": away, "scores": {"i0": {"o0": 1, "o1": 5}}}
    return Room(build(data))


@pytest.mark.parametrize("budget", [0, 100])
def test_killed_by_ratification(budget: int) -> None:
    """Putnam (1988), International Organization 42:427–460: win-sets must meet."""
    room = ratified(2)
    zone = find_zone(room.bounds, room.draws(3), budget=budget)
    assert zone.killed_by_ratification
    assert (zone.parties_alone.verdict, zone.verdict) == ("certain", "impossible")
    room = ratified(1)
    assert not find_zone(room.bounds, room.draws(3), budget=budget).killed_by_ratification


def test_no_deal_at_all() -> None:
    case = points_case([[1, 2], [0, 0]], [[1, 2], [0, 0]], impossible=[{"i0": ["o0", "o1"]}])
    room = Room(case)
    for budget in (0, 100):
        assert find_zone(room.bounds, room.draws(3), budget=budget).verdict == "impossible"
    assert find_zone(room.bounds, room.draws(3)).deals == 0


def test_a_space_too_large_to_list() -> None:
    """10^12 deals, an order of weights, ranges of weights and walk-aways: still exact verdicts."""
    names = [f"i{j}" for j in range(12)]
    data: dict[str, Any] = {
        "case": 1, "title": "Large", "parties": {"a": "A", "b": "B"},
        "issues": {name: {"title": name, "options": {f"o{o}": f"{o}" for o in range(10)}} for name in names},
        "preferences": {
            "a": {
                "weights": " > ".join(names), "walk_away": [40, 90],
                "scores": {name: {f"o{o}": o * 100 / 9 for o in range(10)} for name in names},
            },
            "b": {
                "weights": {name: [4, 20] for name in names}, "walk_away": [10, 70],
                "scores": {name: {f"o{o}": 100 - o * 100 / 9 for o in range(10)} for name in names},
            },
        },
    }  # fmt: skip
    room = Room(build(data))
    told: list[float] = []
    zone = find_zone(room.bounds, room.draws(4), progress=told.append)
    assert zone.listed is None
    assert zone.verdict == "possible"
    assert (zone.size, zone.deals) == (None, None)
    assert zone.method.draws == 4
    assert told[-1] == 1
    assert "1 trillion combinations, more than can be listed" in zone.method.note


def no_answer(*_: Any, **__: Any) -> Reach:
    return Reach(found=False, picks=None, decided=False)


def test_a_search_that_does_not_end_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "reach", no_answer)
    room = Room(ranged([2, 6]))
    with pytest.raises(BudgetError, match="so nearly balanced that the search for a deal did not end"):
        find_zone(room.bounds, room.draws(3), budget=0)


def test_draws_that_the_search_leaves_open_are_settled_on_a_grid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "reach_linear", no_answer)
    room = Room(ranged([2, 6]))
    listed, searched = listed_and_searched(room)
    assert searched.everyone.probability == listed.everyone.probability
    assert "undecided" not in searched.method.note


def test_draws_that_stay_open_are_counted_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "reach_linear", no_answer)
    monkeypatch.setattr(module, "two_have_a_deal", lambda *_: None)
    room = Room(ranged([2, 6]))
    zone = find_zone(room.bounds, room.draws(9), budget=0)
    assert zone.everyone.probability == 0
    assert "; 9 draws undecided, counted as without a deal" in zone.method.note


def test_progress_of_the_list() -> None:
    told: list[float] = []
    room = Room(ranged([2, 6]))
    find_zone(room.bounds, room.draws(10), progress=told.append)
    assert told == [1]


def test_size_speaks_of_the_central_realisation() -> None:
    data = listed_case([(3, 4), (5, 1), (0, 9)], away=[0, 0]).to_dict()
    data["preferences"]["p0"]["walk_away"] = [2, 6]
    room = Room(build(data))
    zone = find_zone(room.bounds, room.draws(10))
    assert zone.size == 1
    assert zone.everyone.possible == 2
    assert np.array(zone.everyone.interval).shape == (2,)


def test_whose_numbers_are_whole_is_answered_by_them_whoever_else_is_rounded() -> None:
    """A hair below a walk-away of a million millions refuses, though a number of somebody else is rounded."""
    data = listed_case([(-1e10, 1, 1), (4.9999999999, 1, 999_999_999_999.9)], away=[6, 0, 1e12]).to_dict()
    room = Room(build(data | {"agreement": {"quota": "55 %"}}))
    zone = find_zone(room.bounds, room.draws(10))
    assert (zone.verdict, zone.size) == ("impossible", 0)
    assert (zone.everyone.possible, zone.everyone.probability) == (0, 0)


def fallback_room(**more: Any) -> Room:
    data = points_case([[0, 0]], [[0, 0]], away=[0, 0]).to_dict()
    data["issues"] = {"i0": {"title": "I", "range": [0, 10], "step": 1}}
    data["preferences"] = {
        "p0": {"scores": {"i0": {"linear": [0, [5, 10]]}}, "walk_away": {"deal": {"i0": 4}}, **more},
        "p1": {"scores": {"i0": {"linear": [10, 0]}}, "walk_away": [2, 4]},
    }
    return Room(build(data))


def test_a_walk_away_that_is_worth_a_deal() -> None:
    """Whatever a unit is worth to the first party, four of them are the floor: deals 4 to 6, and to 8."""
    room = fallback_room()
    zone = find_zone(room.bounds, room.draws(50))
    assert (zone.everyone.certain, zone.everyone.possible, zone.method.note) == (3, 5, "")
    with pytest.raises(
        BudgetError, match="a walk-away that is worth a deal of uncertain worth needs the list"
    ):
        find_zone(room.bounds, room.draws(5), budget=0)


def test_bounds_that_are_not_tight_are_said_so() -> None:
    room = fallback_room(cap=6)
    zone = find_zone(room.bounds, room.draws(50))
    assert zone.method.note.startswith("the bounds of a walk-away that is worth a deal are not tight here")
    assert (zone.everyone.certain, zone.everyone.possible) == (3, 5)


@pytest.mark.parametrize("budget", [0, 100])
@pytest.mark.parametrize("quota", [1, 2])
def test_a_cap_below_the_walk_away_leaves_nothing(budget: int, quota: int) -> None:
    """A party whose cap lies below its walk-away accepts nothing; others may still have their quota."""
    data = fallback_room().case.to_dict()
    data["preferences"]["p0"] |= {"cap": 3, "walk_away": [2, 5]}
    data["agreement"] = {"quota": quota}
    room = Room(build(data))
    draws = room.draws(200)
    zone = find_zone(room.bounds, draws, budget=budget)
    share = float((draws.walk_away[0] <= 3).mean())
    assert zone.everyone.probability == (pytest.approx(share) if quota == 2 else 1)


@brief_law
@given(cases(rich=True, issues=(1, 3), options=(1, 3)))
def test_functions_and_caps_keep_the_meaning_of_the_verdicts(case: Case) -> None:
    """certain ⊆ passes in every draw, passes in some draw ⊆ possible."""
    room = Room(case)
    listed = find_zone(room.bounds, room.draws(12)).listed
    assert listed is not None
    assert (listed.tally.passed[listed.certain] == 12).all()
    assert (listed.tally.passed[~listed.possible] == 0).all()
