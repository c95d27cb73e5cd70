"""Lotteries: by hand, published divisions, axioms on convex sets, certified gaps, fine grids."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.helpers import Room, listed_case, points_case
from tests.strategies import build, cases, law

import walkaway
from walkaway.analysis.answers import analyse
from walkaway.analysis.solutions import lotteries_of_many
from walkaway.analysis.solutions.lotteries import RULES, lotteries
from walkaway.analysis.solutions.lotteries_of_many import mix
from walkaway.case import Case
from walkaway.certify.checks import check_lottery
from walkaway.errors import BudgetError

F = Fraction
NAMES = [*RULES]


def solved(points: Any, name: str, away: Any = None) -> Any:
    found = lotteries(Room(listed_case(points, away)).front)[name]
    assert found is not None
    return found


# ---------------------------------------------------------------------------------------------- two, by hand


@pytest.mark.parametrize("name", NAMES)
def test_an_even_chance_of_two_deals(name: str) -> None:
    """(10, 0) or (0, 10) with even chances is worth (5, 5), as all authors have it."""
    found = solved([(10, 0), (0, 10), (4, 4)], name)
    assert found.value == (5, 5)
    assert [chance.probability for chance in found.chances] == [0.5, 0.5]
    assert found.exact


def test_a_lottery_where_no_deal_satisfies_everybody() -> None:
    """(9, −1) and (−1, 9) leave somebody below 0, their even chance nobody."""
    points = [(9, -1), (-1, 9)]
    assert Room(listed_case(points, [0, 0])).solutions["nash"] is None
    assert solved(points, "nash", [0, 0]).value == (4, 4)
    none = lotteries(Room(listed_case([(1, 0), (0, 1)], [5, 5])).front)
    assert set(none.by_name.values()) == {None}
    assert none.method.exact


def test_panama_by_chance_is_panama_divided() -> None:
    """Equal shares of the ideal over lotteries are the division of Brams and Taylor (1996): 66 for each, with
    2/15 of land and water for the United States."""
    found: Any = walkaway.lotteries(walkaway.load("panama-1977"))["kalai_smorodinsky"]
    assert found.value == walkaway.divide(walkaway.load("panama-1977")).total == (66, 66)
    assert sorted(found.certificate["probabilities"]) == ["13/15", "2/15"]


def test_a_single_deal_needs_no_chance() -> None:
    found = solved([(3, 3)], "nash")
    assert [chance.probability for chance in found.chances] == [1]


vectors = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=8, unique=True)


@law
@given(vectors)
def test_against_all_pairs(some: list[tuple[int, int]]) -> None:
    """The slow twin: every lottery of two deals in sixteenths; none does better than the solution."""
    found = lotteries(Room(listed_case(some)).front)
    mixed = [
        (F(n, 16) * a[0] + F(16 - n, 16) * b[0], F(n, 16) * a[1] + F(16 - n, 16) * b[1])
        for a, b in [*combinations(some, 2), *((a, a) for a in some)]
        for n in range(17)
    ]
    keys: dict[str, Any] = {"nash": prod, "egalitarian": min, "utilitarian": sum}
    for name, key in keys.items():
        one = found[name]
        assert one is not None
        assert all(float(key(row)) <= key(one.value) + 1e-9 for row in mixed)


@pytest.mark.parametrize("name", NAMES)
@law
@given(vectors)
def test_symmetry(name: str, some: list[tuple[int, int]]) -> None:
    """Symmetry (Nash 1950): on a convex set the solution of a symmetric problem gives both the same."""
    both = list(dict.fromkeys([*some, *((b, a) for a, b in some)]))
    first, second = solved(both, name).value
    assert first == pytest.approx(second)


@pytest.mark.parametrize("name", ["nash", "kalai_smorodinsky"])
@law
@given(vectors, st.integers(2, 9))
def test_scale_of_a_party_does_not_matter(name: str, some: list[tuple[int, int]], factor: int) -> None:
    """Invariance (Nash 1950; Kalai and Smorodinsky 1975)."""
    before = solved(some, name).value
    after = solved([(factor * a, b) for a, b in some], name).value
    assert (factor * before[0], before[1]) == pytest.approx(after)


@law
@given(vectors, vectors)
def test_kalai_smorodinsky_is_monotone_while_the_ideal_stands(
    some: list[tuple[int, int]], more: list[tuple[int, int]]
) -> None:
    """Monotonicity, as its authors state it for convex sets: if S ⊂ T have the same ideal, nobody is worse
    off in T (Kalai and Smorodinsky 1975, Econometrica 43:513–518)."""
    top = tuple(max(column) for column in zip(*some, strict=True))
    extra = [(a, b) for a, b in more if a <= top[0] and b <= top[1]]
    wide = list(dict.fromkeys([*some, (top[0], 0), (0, top[1])]))  # both ideals stand alone
    before = solved(wide, "kalai_smorodinsky").value
    after = solved(list(dict.fromkeys([*wide, *extra])), "kalai_smorodinsky").value
    assert all(b >= a - 1e-9 for a, b in zip(before, after, strict=True))


@law
@given(vectors, st.data())
def test_nash_ignores_what_was_not_chosen(some: list[tuple[int, int]], data: st.DataObject) -> None:
    """Independence of irrelevant alternatives (Nash 1950), now without ties: deals that the lottery does not
    draw may go."""
    chosen = solved(some, "nash")
    front = Room(listed_case(some)).front
    deals = [chance.deal for chance in chosen.chances]
    drawn = [tuple(map(int, point.value)) for point in front if point.deal in deals]
    kept = [row for row in some if row in drawn or data.draw(st.booleans())]
    assert solved(kept, "nash").value == pytest.approx(chosen.value)


# ------------------------------------------------------------------------------------------ every random case


@law
@given(cases(uncertain=False))
def test_every_certificate_holds(case: Case) -> None:
    room = Room(case)
    found = lotteries(room.front)
    assert list(found.by_name) == NAMES
    for lottery in found.by_name.values():
        if lottery is not None:
            assert check_lottery(case, room.front, lottery) == []
            assert len(lottery.chances) <= len(case.parties) + 1
            assert lottery.certificate.get("gap", 0) < 1e-6
    json.dumps(found.to_dict())


def test_the_checker_complains() -> None:
    case = listed_case([(10, 0), (0, 10), (7, 6)], [1, 1])
    front = Room(case).front
    right = lotteries(front)["nash"]
    assert right is not None
    assert check_lottery(case, front, right) == []
    moved = replace(right, value=(9.0, 9.0))
    assert any("is worth" in complaint for complaint in check_lottery(case, front, moved))
    short = replace(right, certificate=right.certificate | {"probabilities": ["1/3"] * len(right.chances)})
    assert any("do not sum to 1" in complaint for complaint in check_lottery(case, front, short))
    bad = replace(right, chances=(replace(right.chances[0], deal=front.points[0].deal),), value=(10, 0),
                  certificate=right.certificate | {"probabilities": ["1"]})  # fmt: skip
    said = check_lottery(case, front, bad)
    assert any("below the walk-away" in complaint for complaint in said)
    assert any("by the weights" in complaint for complaint in check_lottery(case, front, replace(
        bad, name="utilitarian", certificate=bad.certificate | {"weights": [1, 1]})))  # fmt: skip
    closed = points_case([[10, 0, 7]], [[0, 10, 6]], away=[1, 1], impossible=[{"i0": "o2"}])
    assert any("impossible" in complaint for complaint in check_lottery(closed, front, right))


# -------------------------------------------------------------------------------------------- three and more


@pytest.mark.parametrize("rule", NAMES)
def test_three_equal_parties(rule: str) -> None:
    """One deal for each: a third of each, or for the sum any mixture."""
    found = mix(np.eye(3), rule)
    assert found is not None
    if rule == "utilitarian":
        assert found.gap < 1e-9
    else:
        assert [float(chance) for chance in found.chances] == pytest.approx([1 / 3] * 3)
    assert sum(found.chances, F(0)) == 1


def test_a_party_that_cannot_gain() -> None:
    """The third gets nothing whatever happens; the others share as two."""
    gains = np.array([[1.0, 0, 0], [0, 1.0, 0], [0, 0, -1.0]])
    for rule in NAMES:
        found = mix(gains, rule)
        assert found is not None
        assert set(found.rows) <= {0, 1}
    nash = mix(gains, "nash")
    assert nash is not None
    assert nash.gap < 1e-6
    assert nash.rows == (0, 1)


def test_only_one_lottery_is_left_to_somebody() -> None:
    """The first and third cannot gain, but only the even chance keeps both at their walk-aways."""
    found = mix(np.array([[-1.0, 3, 1], [1, 2, -1]]), "nash")
    assert found is not None
    assert [float(chance) for chance in found.chances] == pytest.approx([0.5, 0.5])


def test_nobody_can_gain_or_somebody_must_lose() -> None:
    for rule in NAMES:
        stay = mix(np.array([[1.0, -1, 0], [-1, 1, 0], [-1, 0, 1]]), rule)
        assert stay is not None
        assert stay.gap < 1e-6
        assert mix(np.array([[1.0, -1, -1], [-1, 1, -1]]), rule) is None
        nothing = mix(np.zeros((2, 3)), rule)
        assert nothing is not None


def test_leximin_goes_on_after_the_smallest() -> None:
    """The first party has at most 1; of the rest the second and third then share what is left."""
    gains = np.array([[1.0, 0, 8], [1, 8, 0], [1, 1, 1]])
    found = mix(gains, "egalitarian")
    assert found is not None
    value = np.array([float(chance) for chance in found.chances]) @ gains[list(found.rows)]
    assert value == pytest.approx([1, 4, 4], abs=1e-6)


@law
@given(st.lists(st.tuples(*[st.integers(-4, 12)] * 3), min_size=1, max_size=9, unique=True))
def test_gaps_bound_every_mixture(points: list[tuple[int, int, int]]) -> None:
    """The slow twin: lotteries of three deals in eighths do not beat the solution by more than its gap."""
    gains = np.array(points, float)
    weights = [np.array([a, b, 8 - a - b]) / 8 for a in range(9) for b in range(9 - a)]
    rows = [np.minimum(np.array(t), len(points) - 1) for t in combinations(range(len(points) + 2), 3)]
    mixtures = np.array([w @ gains[r] for r in rows for w in weights])
    mixtures = mixtures[(mixtures >= 0).all(axis=1)]
    for rule, key in (("nash", np.prod), ("egalitarian", np.min), ("utilitarian", np.sum)):
        found = mix(gains, rule)
        if found is None:
            assert len(mixtures) == 0
            continue
        value = np.array([float(chance) for chance in found.chances]) @ gains[list(found.rows)]
        assert (value >= -1e-6).all()
        assert found.gap < 1e-5
        best = max((float(key(row)) for row in mixtures), default=-np.inf)
        assert float(key(np.maximum(value, 0))) >= best - 1e-4 * max(1.0, abs(best))


def test_sharpening_drops_what_does_not_help() -> None:
    """Three deals of which one is below the line of the others: its chance falls to nothing."""
    sharp = lotteries_of_many._sharpened(
        np.array([[2.0, 0.1], [0.1, 2.0], [0.3, 0.3]]), np.array([0.3, 0.3, 0.4])
    )
    assert sharp == pytest.approx([0.5, 0.5, 0.0], abs=1e-9)
    stuck = np.array([0.5, 0.5])
    assert lotteries_of_many._sharpened(np.array([[0.0, 1.0], [0.0, 1.0]]), stuck) == pytest.approx(stuck)


def test_too_many_deals() -> None:
    with pytest.raises(BudgetError, match="at most 2 are mixed"):
        mix(np.eye(3), "nash", budget=2)


def test_tangents_stop_at_their_budget() -> None:
    """One round of tangents leaves a gap, and says how large it is."""
    rows = [(a, b, 30 - a * a - b * b) for a in range(5) for b in range(4)]
    gains = np.array(rows, float)
    rough = mix(gains, "nash", tangents=1)
    assert rough is not None
    assert rough.gap >= 0


def test_an_empty_frontier_has_no_lottery() -> None:
    case = listed_case([(1, 1)])
    front = Room(case).front
    none = replace(front, points=(), integers=front.integers[:0], picks=front.picks[:0])
    assert list(lotteries(none).by_name) == NAMES
    three = Room(listed_case([(1, 1, 1)])).front
    gone = replace(three, points=(), integers=three.integers[:0])
    assert list(lotteries(gone).by_name) == NAMES


def test_a_lottery_that_a_ratifier_refuses_says_so() -> None:
    """Even chances of (10, 0) and (0, 10): the ratifier expects 2, or never accepts one of them."""
    data = listed_case([(10, 0), (0, 10)]).to_dict()
    data["ratifiers"] = {"r": {"title": "R", "for": "p0"}}

    def told(**own: Any) -> list[str]:
        data["preferences"]["r"] = {"scores": {"i0": {"o0": 4, "o1": 0}}, **own}
        nash = analyse(build(data)).to_dict()["lotteries"]["nash"]
        assert nash["value"] == [5, 5]
        return list(nash["refused_by"])

    assert told(walk_away=2) == []
    assert told(walk_away=3) == ["r"]
    assert told(red_lines=[{"i0": "o1"}]) == ["r"]


@pytest.mark.parametrize("apart", [1e3, 1e9, 1e14, 1e21])
def test_the_smallest_gain_of_scales_far_apart(apart: float) -> None:
    """Half and half gives the third party all it can have, and the others more than that."""
    gains = np.array([[4 * apart, 0.0, 1.0], [0.0, 2 * apart, 1.0], [0.0, 0.0, 0.5]])
    found = mix(gains, "egalitarian")
    assert found is not None
    reached = np.array(list(map(float, found.chances))) @ gains[list(found.rows)]
    assert reached[2] == pytest.approx(1.0)
    assert reached.min() >= 1.0 - 1e-6
    assert mix(gains, "kalai_smorodinsky") is not None


@pytest.mark.parametrize("rule", RULES)
def test_gains_many_powers_of_ten_apart_end_nobodys_answer(rule: str) -> None:
    """What the solver cannot tell apart is a lottery with its gap, or none."""
    found = mix(np.array([[7.0, 2e-6, 4.0], [4e12, 5e3, -4e-9]]), rule)
    assert found is None or found.gap < 1e-2
