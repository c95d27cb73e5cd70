"""Adjusted Winner: its three properties by the checker, published divisions, refusals."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.analysis.helpers import Room, points_case
from tests.strategies import build, law

from walkaway.analysis.answers import analyse
from walkaway.analysis.solutions.adjusted_winner import AdjustedWinner, adjusted_winner, divide
from walkaway.case import Case
from walkaway.certify.checks import check_adjusted_winner
from walkaway.errors import UsageError


def divided(case: Case) -> AdjustedWinner:
    room = Room(case)
    return adjusted_winner(case, room.space, room.values)


def auction(points: dict[str, tuple[int, int]]) -> Case:
    """Each issue goes to one side, for as many points as it says."""
    return points_case([[a, 0] for a, _ in points.values()], [[0, b] for _, b in points.values()])


POINTS = st.tuples(st.integers(0, 40), st.integers(0, 40))


@law
@given(st.lists(POINTS, min_size=1, max_size=6))
def test_efficient_equitable_and_free_of_envy(points: list[tuple[int, int]]) -> None:
    """Efficient, equitable and free of envy (Brams and Taylor 1996, *Fair Division*, ch. 4)."""
    assume(any(a for a, _ in points) and any(b for _, b in points))
    case = auction({str(place): pair for place, pair in enumerate(points)})
    found = divided(case)
    assert check_adjusted_winner(case, found) == []
    ways = itertools.product((0, 1), repeat=len(points))  # who gets what, undivided
    total = [sum(pair[p] for pair in points) for p in range(2)]
    for way in ways:
        worth = [
            100 * sum(q[p] for q, to in zip(points, way, strict=True) if to == p) / total[p] for p in (0, 1)
        ]
        assert not all(own > mean + 1e-9 for own, mean in zip(worth, found.total, strict=True))


def test_bob_and_carol() -> None:
    """Brams and Taylor (1999), *The Win-Win Solution*: a divorce, 56.67 each, one account split."""
    points = {
        "retirement": (50, 40),
        "home": (20, 30),
        "cottage": (15, 10),
        "funds": (10, 10),
        "rest": (5, 10),
    }
    result = divided(auction(points))
    assert result.total == pytest.approx((56.6667, 56.6667), abs=1e-4)
    assert result.divided == "i0"
    assert result.certificate["shares"]["i0"] == "5/6"
    assert result.certificate["in_the_other's_place"] == ["130/3", "130/3"]


def test_the_second_party_may_lead() -> None:
    result = divided(auction({"a": (60, 40), "b": (30, 30), "c": (10, 30)}))
    mirror = divided(auction({"a": (40, 60), "b": (30, 30), "c": (30, 10)}))
    assert result.total == mirror.total
    assert check_adjusted_winner(auction({"a": (40, 60), "b": (30, 30), "c": (30, 10)}), mirror) == []


def test_nothing_is_divided_where_it_comes_out_even() -> None:
    result = divided(auction({"a": (70, 30), "b": (30, 70)}))
    assert result.divided is None
    assert list(result.total) == [70, 70]
    assert result.to_dict()["shares"] == {"i0": 1, "i1": 0}


def test_an_issue_nobody_wants() -> None:
    shares = divide({"a": (Fraction(0), Fraction(0)), "b": (Fraction(100), Fraction(100))})
    assert shares["b"] == Fraction(1, 2)


def test_refusals() -> None:
    with pytest.raises(UsageError, match="found 3 parties; expected two parties for Adjusted Winner"):
        divided(points_case([[0, 1]], [[0, 1]], [[0, 1]]))
    case = points_case([[0, 1]], [[1, 0]])
    data = case.to_dict()
    data["preferences"]["p0"]["interactions"] = [{"when": {"i0": "o0"}, "add": 1}]
    with pytest.raises(UsageError, match="found interactions; expected values that add up over issues"):
        divided(build(data))
    with pytest.raises(UsageError, match=r"found a party \(P1\) to whom no issue matters"):
        divided(points_case([[0, 1]], [[1, 1]]))


def test_who_would_rather_walk_away_takes_no_part() -> None:
    """A car for 0 to 100 among two who would trade at 50 to 60: half of the range is 50, and one asks 55."""
    case = points_case([[0, 50, 100]], [[100, 50, 0]], away=[55, 40])
    with pytest.raises(UsageError, match=r"P0 would rather walk away \(55\) than take its part \(50\)"):
        divided(case)
    answers = analyse(case)
    assert answers.adjusted_winner is None
    assert answers.refusals["adjusted_winner"] == "P0 would rather walk away (55) than take its part (50)"
    assert divided(points_case([[0, 50, 100]], [[100, 50, 0]], away=[50, 50])).total == (50, 50)


def test_a_division_among_others_is_said_to_be_that() -> None:
    """Two issues worth 50 each to both may go either way; with other weights only one division is right."""
    assert divided(auction({"x": (50, 50), "y": (50, 50)})).tied
    assert divided(auction({"x": (40, 40), "y": (30, 30), "z": (30, 30)})).tied
    assert not divided(auction({"x": (60, 40), "y": (40, 60)})).tied
    assert not divided(auction({"x": (100, 100)})).tied
