"""What a party would have to believe: against trying every belief."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.bridges.planted import passes, search
from tests.analysis.helpers import points_case
from tests.strategies import build, law

from walkaway.analysis.misplaced_beliefs import without_misplaced
from walkaway.case import Case, Judgement
from walkaway.certify.plainly import deals, value_of, walk_away_of


def mistaken(believed: int, **more: Any) -> Case:
    """Ten points in steps; the second walks away below 4, the first believes something else."""
    case = points_case([[10, 8, 6, 4, 0]], [[0, 2, 4, 6, 10]], away=[4, 4])
    data = case.to_dict()
    data["preferences"]["p0"]["believes"] = {"p1": {"walk_away": believed} | more}
    return build(data)


def asked(case: Case, belief: int) -> dict[str, str] | None:
    """What the first asks for: the best it thinks it can get; among equals, the best for the other."""
    held = (
        case.preferences["p0"]
        .believes["p1"]
        .model_copy(update={"walk_away": Judgement.model_validate(Decimal(belief))})
    )
    seen = case.preferences["p1"].seen_as(held)
    view = case.model_copy(update={"preferences": {**case.preferences, "p1": seen}})
    fine = [
        deal
        for deal in deals(case)
        if value_of(case, "p0", deal) >= walk_away_of(case, "p0") and value_of(view, "p1", deal) >= belief
    ]
    best = max(fine, key=lambda deal: (value_of(case, "p0", deal), value_of(view, "p1", deal)), default=None)
    return None if best is None else dict(best)


def test_a_planted_belief() -> None:
    """Believing 1 it asks for 8:2, which is refused; above 2 it asks for 6:4, which is signed.

    Signed would be 6:4 and 4:6, so 2 is all that either has at stake.
    """
    (found,) = search(mistaken(1)).beliefs
    assert (found.who, found.about, found.believed, found.own) == ("p0", "p1", 1, 4)
    assert (found.needed, found.asks, found.would_ask) == (3, {"i0": "o1"}, {"i0": "o2"})
    assert (found.cost, found.share) == (2, 1.0)
    assert "would have to believe that P1 walks away below 3, not 1" in found.title


def test_a_belief_that_sees_no_deal() -> None:
    """Believing 9 it sees no deal; at 6 it would ask for 4:6, which passes, and that costs it nothing."""
    (found,) = search(mistaken(9)).beliefs
    assert (found.asks, found.needed, found.would_ask, found.cost) == ({}, 6, {"i0": "o3"}, 0)


def test_a_belief_that_does_no_harm() -> None:
    assert search(mistaken(4)).beliefs == ()
    assert search(mistaken(5)).beliefs == ()


def test_without_a_zone_no_belief_helps() -> None:
    case = points_case([[10, 0]], [[0, 10]], away=[6, 6])
    data = case.to_dict()
    data["preferences"]["p0"]["believes"] = {"p1": {"walk_away": 0}}
    assert search(build(data)).beliefs == ()


@law
@given(
    st.lists(st.integers(0, 9), min_size=3, max_size=6),
    st.lists(st.integers(0, 9), min_size=3, max_size=6),
    st.integers(-1, 11),
    st.tuples(st.integers(0, 6), st.integers(0, 6)),
)
def test_the_nearest_belief_is_the_nearest(
    mine: list[int], theirs: list[int], believed: int, away: tuple[int, int]
) -> None:
    """Law: with the stated belief it asks for a deal that passes; with no nearer whole number does it."""
    size = min(len(mine), len(theirs))
    case = points_case([mine[:size]], [theirs[:size]], away=away)
    data = case.to_dict()
    data["preferences"]["p0"]["believes"] = {"p1": {"walk_away": believed}}
    case = build(data)
    asks = {belief: asked(case, belief) for belief in range(-30, 31)}
    works = {belief: deal is not None and passes(case, deal) for belief, deal in asks.items()}
    found = search(case).beliefs
    if works[believed] or not any(works.values()) or without_misplaced(case)[1]:
        assert found == ()
        return
    nearest = min(abs(belief - believed) for belief, good in works.items() if good)
    assert abs(found[0].needed - believed) == nearest
    assert works[round(found[0].needed)]
