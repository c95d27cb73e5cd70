"""The continuous Raiffa solution: by hand, and against ever smaller steps."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.helpers import Room, listed_case
from tests.strategies import law

from walkaway.analysis.solutions.solutions import path_of_points
from walkaway.certify.checks import check_solution


def walked(points: Any, away: Any, **more: Any) -> Any:
    return path_of_points(points, away, **more)


def test_corners_of_a_path_over_points() -> None:
    """(3, 1) and (1, 3) from (0, −1): towards (3, 3) until (1, 3) drops out at x = 1, then to (3, 1)."""
    walk = walked([(3, 1), (1, 3)], (0, -1))
    assert walk.corners == ((0, -1), (1, F(1, 3)), (3, 1))
    assert (walk.alive, walk.exact) == ((0,), True)


def test_a_path_that_is_stuck_between_two_deals() -> None:
    """From (0, 0) both drop out at once at (1, 1): the last step decides, and both tie."""
    walk = walked([(3, 1), (1, 3)], (0, 0))
    assert walk.corners == ((0, 0), (1, 1))
    assert walk.alive == (0, 1)
    solution = Room(listed_case([(3, 1), (1, 3)])).solution("raiffa_continuous")
    assert set(solution.ties) == {(3, 1), (1, 3)}
    assert solution.certificate["end"] == [1, 1]


def test_three_parties_by_hand() -> None:
    """The ideal (4, 4, 4) is held by three deals; the first to drop out turns the path."""
    walk = walked([(4, 1, 1), (1, 4, 2), (1, 2, 4)], (0, 0, 0))
    assert walk.corners == ((0, 0, 0), (1, 1, 1))
    assert walk.alive == (0, 1, 2)


def test_at_the_walk_away_there_is_no_way_to_go() -> None:
    assert walked([(1, 1)], (1, 1)).corners == ((1, 1),)
    assert walked([(1, 5), (1, 5)], (1, 2)).corners == ((1, 2), (1, 5))


def test_the_checker_follows_it_where_nobody_moves() -> None:
    case = listed_case([(1, 1), (0, 3)], away=[1, 1])
    room = Room(case)
    assert check_solution(case, room.front, room.solution("raiffa_continuous")) == []


def test_it_is_told_only_where_it_differs() -> None:
    assert "raiffa_continuous" not in Room(listed_case([(1, 1)])).solutions.distinct
    other = Room(listed_case([(0, 12), (8, 7), (10, 6)]))
    assert other.solution("raiffa").value == (8, 7)
    assert other.solution("raiffa_continuous").value == (10, 6)
    assert list(other.solutions.distinct) == list(other.solutions.by_name)
    assert Room(listed_case([(1, 1)], away=[2, 2])).solutions.distinct == {}


def test_long_paths_are_rounded_and_say_so() -> None:
    points = [(n, 3 * (40 - n) + n % 2) for n in range(40)]
    exact = walked(points, (0, -1))
    rounded = walked(points, (0, -1), bits=16)
    assert exact.exact
    assert not rounded.exact
    assert float(rounded.corners[-1][0]) == pytest.approx(float(exact.corners[-1][0]))


vectors = st.lists(st.tuples(*[st.integers(0, 12)] * 3), min_size=1, max_size=8, unique=True)


@law
@given(vectors, st.integers(1, 9), st.integers(-9, 9))
def test_scale_does_not_matter(points: list[tuple[int, int, int]], factor: int, shift: int) -> None:
    """Invariance: a positive affine change of one scale moves the path with it (Livne 1989)."""
    walk = walked(points, (0, 0, 0))
    moved = walked([(factor * a + shift, b, c) for a, b, c in points], (shift, 0, 0))
    assert moved.alive == walk.alive
    assert [(factor * a + shift, b, c) for a, b, c in walk.corners] == list(moved.corners)


def test_small_steps_come_to_the_same_end() -> None:
    """The slow twin: d ← d + λ (I(d) − d) with a small λ approaches the continuous path (Diskin, Koppel and
    Samet 2011). The checker of certificates follows the path itself in another way, for every random case."""
    points = [(9, 2, 3), (3, 9, 4), (2, 5, 9), (6, 6, 2)]
    walk = walked(points, (0, 0, 0))
    d, rows = np.zeros(3), np.array(points, float)
    for _ in range(20_000):
        alive = rows[(rows >= d).all(axis=1)]
        following = d + (alive.max(axis=0) - d) / 2000
        if not (rows >= following).all(axis=1).any():
            break
        d = following
    assert d == pytest.approx(np.array(walk.corners[-1], float), abs=0.02)
