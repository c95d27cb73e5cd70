"""The checkers must complain: each kind of wrong result, and the sentence it gets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.analysis.helpers import Room, listed_case, points_case

from walkaway.analysis.frontier.frontier import Frontier, Point
from walkaway.analysis.solutions.adjusted_winner import adjusted_winner
from walkaway.case import read_case_text
from walkaway.certify.checks import allowed, check_adjusted_winner, check_frontier, check_solution, value_of
from walkaway.errors import BudgetError, UsageError

CASE = listed_case([(3, 0), (2, 2), (0, 3), (2, 2), (1, 1)], away=[0, 0])
ROOM = Room(CASE)


def with_points(front: Frontier, *points: Point, exact: bool = True) -> Frontier:
    return replace(front, points=points, method=replace(front.method, exact=exact))


def test_a_right_frontier_gets_no_complaint() -> None:
    assert check_frontier(CASE, ROOM.front, complete=True) == []
    assert value_of(CASE, "p0", {"i0": "o1"}) == 2
    assert allowed(CASE, {"i0": "o4"})


@pytest.mark.parametrize(
    ("at", "change", "complaint"),
    [
        (1, {"value": (2, 3)}, "{'i0': 'o1'} is worth (2, 2), not (2, 3)"),
        (1, {"value": (2,)}, "{'i0': 'o1'} is worth (2, 2), not (2,)"),
        (1, {"deal": {"i0": "o4"}, "value": (1, 1), "count": 1}, "(2, 2) is efficient but not listed"),
        (1, {"count": 1}, "2 deals are worth (2, 2), not 1"),
        (0, {"deal": {"i0": "o3"}, "value": (2, 2)}, "a value is listed twice"),
    ],
)
def test_wrong_frontiers(at: int, change: dict[str, Any], complaint: str) -> None:
    points = list(ROOM.front.points)
    points[at] = replace(points[at], **change)
    assert complaint in check_frontier(CASE, with_points(ROOM.front, *points), complete=True)


def test_a_dominated_or_impossible_point() -> None:
    extra = Point(deal={"i0": "o4"}, value=(1, 1), count=1)
    front = with_points(ROOM.front, *ROOM.front.points, extra)
    assert check_frontier(CASE, front) == ["{'i0': 'o4'} is dominated by another point"]
    barred = points_case([[0, 1]], [[0, 1]], impossible=[{"i0": "o1"}])
    front = with_points(Room(barred).front, Point(deal={"i0": "o1"}, value=(1, 1), count=1))
    assert check_frontier(barred, front) == ["{'i0': 'o1'} is impossible or crosses a red line"]


def test_a_rounded_frontier_is_checked_within_its_tolerance() -> None:
    near = Point(deal={"i0": "o1"}, value=(2, 2 + 1e-10), count=9)
    front = with_points(ROOM.front, ROOM.front.points[0], near, ROOM.front.points[2], exact=False)
    assert check_frontier(CASE, front, complete=True) == []
    front = with_points(ROOM.front, near, exact=False)
    assert check_frontier(CASE, front, complete=True) == [
        "(3, 0) is neither listed nor dominated", "(0, 3) is neither listed nor dominated"
    ]  # fmt: skip


def test_a_complete_check_has_a_budget() -> None:
    case = points_case([[0, 1]] * 18, [[1, 0]] * 18)
    with pytest.raises(BudgetError) as caught:
        check_frontier(case, Room(case).front, complete=True)
    assert str(caught.value) == "262,144 deals; a complete check goes through at most 200,000"


@pytest.mark.parametrize("name", ["nash", "kalai_smorodinsky", "egalitarian", "raiffa"])
def test_a_solution_that_is_not_best(name: str) -> None:
    right = ROOM.solution(name)
    assert check_solution(CASE, ROOM.front, right) == []
    wrong = replace(right, deal={"i0": "o0"}, value=(3, 0))
    assert f"(2, 2) is better by {name} than (3, 0)" in check_solution(CASE, ROOM.front, wrong)


def test_other_wrong_solutions() -> None:
    right = ROOM.solution("nash")
    off = replace(right, deal={"i0": "o4"})
    assert check_solution(CASE, ROOM.front, off) == [
        "{'i0': 'o4'} is not on the frontier at or above the walk-aways"
    ]
    ties = replace(right, count=7)
    assert check_solution(CASE, ROOM.front, ties) == ["1 values of 2 deals tie, not 1 of 7"]
    claim = replace(right, certificate={**right.certificate, "product": 5.0})
    assert check_solution(CASE, ROOM.front, claim) == ["nash claims (2, 5.0), found (2, 4)"]
    path = ROOM.solution("raiffa")
    detour = replace(path, certificate={**path.certificate, "path": [[0.0, 0.0], [1.0, 1.0]]})
    assert check_solution(CASE, ROOM.front, detour)[0].startswith("the path goes (0, 0) → (1.5, 1.5)")
    with pytest.raises(UsageError, match='found "kalai"; expected a solution'):
        check_solution(CASE, ROOM.front, replace(right, name="kalai"))
    rounded = replace(ROOM.front, method=replace(ROOM.front.method, exact=False))
    assert check_solution(CASE, rounded, ties) == []


def test_wrong_divisions() -> None:
    case = points_case([[60, 0], [40, 0]], [[0, 30], [0, 70]])
    room = Room(case)
    right = adjusted_winner(case, room.space, room.values)
    assert check_adjusted_winner(case, right) == []

    def shares(first: str, second: str) -> Any:
        return replace(right, certificate={**right.certificate, "shares": {"i0": first, "i1": second}})

    assert "not equitable: (0, 100)" in check_adjusted_winner(case, shares("0", "0"))
    assert "not free of envy: (40, 30)" in check_adjusted_winner(case, shares("0", "1"))
    assert "not efficient: i1 against i0 is a better trade" in check_adjusted_winner(case, shares("0", "1"))
    assert "shares or totals differ from those of the certificate" in check_adjusted_winner(
        case, shares("1", "1")
    )
    halves = check_adjusted_winner(case, shares("1/2", "1/2"))
    assert "a share is not from 0 to 1, or more than one issue is divided" in halves
    points = replace(right, points={**right.points, "i0": (1.0, 1.0)})
    assert check_adjusted_winner(case, points) == ["i0 has (60, 30) points, not (1.0, 1.0)"]
    rounded = replace(right, method=replace(right.method, exact=False))
    assert check_adjusted_winner(case, rounded) == []


def test_orders_are_averaged_over_their_completions() -> None:
    case = read_case_text("""
case: 1
title: T
parties: {a: A, b: B}
issues: {x: {title: X, options: {o: O, p: P, q: Q}}, y: {title: Y, options: {o: O, p: P}}}
preferences:
  a: {weights: x > y, scores: {x: q > p > o, y: {o: [20, 40], p: 0}}, walk_away: [10, 20]}
  b: {weights: {x: [20, 40], y: [60, 80]}, scores: {x: {o: 0, p: 1, q: 2}, y: o = p}}
""")
    assert value_of(case, "a", {"x": "p", "y": "o"}) == 45
    assert value_of(case, "b", {"x": "q", "y": "o"}) == pytest.approx(70.6)
    assert np.isclose(float(value_of(case, "a", {"x": "q", "y": "p"})), 75)
