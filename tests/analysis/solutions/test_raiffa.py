"""The continuous Raiffa solution: by hand, against an integrator, and against ever smaller steps."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from tests.analysis.helpers import Room, listed_case
from tests.analysis.solutions.test_on_segments import ORIGIN, F, chain, convex, dot, gappy, parabola
from tests.strategies import law

from walkaway.analysis.solutions import raiffa
from walkaway.analysis.solutions.on_segments import ShownSegment, Value, above, ideal
from walkaway.analysis.solutions.raiffa import raiffa_points, raiffa_spans
from walkaway.certify.checks import check_solution


def solved(spans: list[ShownSegment], away: Value = ORIGIN) -> Any:
    found = raiffa_spans(spans, away)
    assert found is not None
    return found


def walked(points: Any, away: Any) -> Any:
    return raiffa_points(points, away)


# ---------------------------------------------------------------------------------------------------- points


def test_corners_of_a_path_over_points() -> None:
    """(3, 1) and (1, 3) from (0, −1): towards (3, 3) until (1, 3) drops out at x = 1, then to (3, 1)."""
    walk = walked([(3, 1), (1, 3)], (0, -1))
    assert walk.path == ((0, -1), (1, F(1, 3)), (3, 1))
    assert (walk.alive, walk.exact) == ((0,), True)


def test_a_path_that_is_stuck_between_two_deals() -> None:
    """From (0, 0) both drop out at once at (1, 1): the last step decides, and both tie."""
    walk = walked([(3, 1), (1, 3)], (0, 0))
    assert walk.path == ((0, 0), (1, 1))
    assert walk.alive == (0, 1)
    solution = Room(listed_case([(3, 1), (1, 3)])).solution("raiffa_continuous")
    assert set(solution.ties) == {(3, 1), (1, 3)}
    assert solution.certificate["end"] == [1, 1]


def test_three_parties_by_hand() -> None:
    """The ideal (4, 4, 4) is held by three deals; the first to drop out turns the path."""
    walk = walked([(4, 1, 1), (1, 4, 2), (1, 2, 4)], (0, 0, 0))
    assert walk.path == ((0, 0, 0), (1, 1, 1))
    assert walk.alive == (0, 1, 2)


def test_at_the_walk_away_there_is_no_way_to_go() -> None:
    assert walked([(1, 1)], (1, 1)).path == ((1, 1),)
    assert walked([(1, 5), (1, 5)], (1, 2)).path == ((1, 2), (1, 5))


def test_the_checker_follows_it_where_nobody_moves() -> None:
    case = listed_case([(1, 1), (0, 3)], away=[1, 1])
    room = Room(case)
    assert check_solution(case, room.front, room.solution("raiffa_continuous")) == []


def test_it_is_told_only_where_it_differs() -> None:
    assert "raiffa_continuous" not in Room(listed_case([(1, 1)])).solutions.told
    other = Room(listed_case([(0, 12), (8, 7), (10, 6)]))
    assert other.solution("raiffa").value == (8, 7)
    assert other.solution("raiffa_continuous").value == (10, 6)
    assert list(other.solutions.told) == list(other.solutions.by_name)
    assert Room(listed_case([(1, 1)], away=[2, 2])).solutions.told == {}


def test_long_paths_are_rounded_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [(n, 3 * (40 - n) + n % 2) for n in range(40)]
    exact = walked(points, (0, -1))
    monkeypatch.setattr(raiffa, "_BITS", 16)
    rounded = walked(points, (0, -1))
    assert exact.exact
    assert not rounded.exact
    assert float(rounded.path[-1][0]) == pytest.approx(float(exact.path[-1][0]))


vectors = st.lists(st.tuples(*[st.integers(0, 12)] * 3), min_size=1, max_size=8, unique=True)


@law
@given(vectors, st.integers(1, 9), st.integers(-9, 9))
def test_scale_does_not_matter(points: list[tuple[int, int, int]], factor: int, shift: int) -> None:
    """Invariance: a positive affine change of one scale moves the path with it (Livne 1989)."""
    walk = walked(points, (0, 0, 0))
    moved = walked([(factor * a + shift, b, c) for a, b, c in points], (shift, 0, 0))
    assert moved.alive == walk.alive
    assert [(factor * a + shift, b, c) for a, b, c in walk.path] == list(moved.path)


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
    assert d == pytest.approx(np.array(walk.path[-1], float), abs=0.02)


# -------------------------------------------------------------------------------------------------- segments


def test_a_straight_path_is_exact() -> None:
    """Symmetric, and on one segment, by hand."""
    assert solved(chain((0, 4), (3, 3), (4, 0))).value == (3, 3)
    found = solved(chain((0, 12), (6, 0)), (F(1), F(2)))
    assert (found.value, found.exact) == ((3, 6), True)
    assert found.certificate["path"] == [[1, 2], [3, 6]]


def integrated(away: Value) -> list[float]:
    """y = 1 − x² itself, by a Runge–Kutta method."""

    def way(_: float, d: Any) -> list[float]:
        return [np.sqrt(max(0.0, 1 - d[1])) - d[0], 1 - d[0] ** 2 - d[1]]

    end = solve_ivp(way, (0, 80), list(map(float, away)), rtol=1e-11, atol=1e-13).y[:, -1]
    return [float(x) for x in end]


@pytest.mark.parametrize("away", [(F(0), F(0)), (F(1, 4), F(0)), (F(0), F(1, 2))])
def test_the_parabola_from_inside(away: Value) -> None:
    """Convergence: chords of a smooth curve have solutions that approach its own, quadratically."""
    expected = integrated(away)
    misses = []
    for pieces in (8, 32, 128):
        found = solved(parabola(pieces), away)
        assert found.certificate["error"] < F(1, 10**25)
        misses.append(max(abs(float(a) - b) for a, b in zip(found.value, expected, strict=True)))
    assert misses[2] < 3e-5
    assert misses[2] < misses[1] < misses[0]


@law
@given(st.one_of(convex(), gappy()), st.tuples(st.integers(0, 6), st.integers(0, 20)))
def test_the_bracket_holds_the_end_of_small_steps(spans: list[ShownSegment], at: tuple[int, int]) -> None:
    """The slow twin on segments without gaps: Euler's steps with exact ideals."""
    away = F(at[0]), F(at[1])
    found = raiffa_spans(spans, away)
    joined = all(one.right == other.left for one, other in pairwise(spans))
    if found is None or not joined:
        return
    d = float(away[0]), float(away[1])
    for _ in range(4000):
        alive = above(spans, (Fraction(d[0]), Fraction(d[1])))
        if not alive:
            break
        best = ideal(alive)
        d = d[0] + (float(best[0]) - d[0]) / 200, d[1] + (float(best[1]) - d[1]) / 200
        if max(float(best[0]) - d[0], float(best[1]) - d[1]) < 1e-4:
            break
    assert d == pytest.approx(tuple(map(float, found.value)), abs=0.15)
    if not found.exact:
        low, high = found.certificate["bracket"]
        assert all(a <= x <= b for a, x, b in zip(low, found.value, high, strict=True))
        assert found.certificate["error"] == max(b - a for a, b in zip(low, high, strict=True))


@law
@given(convex())
def test_a_bracket_is_narrow(spans: list[ShownSegment]) -> None:
    """Without gaps the two paths stay together."""
    found = solved(spans)
    assert found.exact or found.certificate["error"] < F(1, 10**20)


def test_gaps_and_walls() -> None:
    """At the side of a step a path goes along it, and in a corner it takes the last step from there."""
    assert solved([dot(1, 3), dot(3, 1)]).value in {(1, 3), (3, 1)}
    assert solved([dot(1, 3), dot(3, 1)], (F(0), F(1, 2))).value == (1, 3)
    mixed = [*chain((0, 6), (2, 5)), *chain((4, 2), (5, 0))]
    assert solved(mixed).value[0] <= 5


def test_what_is_cut_short_is_bracketed(monkeypatch: pytest.MonkeyPatch) -> None:
    spans = chain((0, 9), (4, 8), (9, 0))
    whole = solved(spans)
    monkeypatch.setattr(raiffa, "_MOST_STEPS", 3)
    cut = solved(spans)
    low, high = cut.certificate["bracket"]
    assert cut.certificate["error"] > whole.certificate["error"]
    assert all(a <= x <= b for a, x, b in zip(low, whole.value, high, strict=True))


def test_numbers_too_long_go_over_to_decimals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raiffa, "_BITS", 2)
    found = solved([dot(1, 30), dot(7, 29), dot(20, 13), dot(29, 1)])
    monkeypatch.undo()
    assert found.value == solved([dot(1, 30), dot(7, 29), dot(20, 13), dot(29, 1)]).value


def test_newton_finds_a_crossing_that_halving_has_to_guard() -> None:
    """x(t) = t − t²/2 reaches 0.375 at one half; a flat start sends Newton outside the bracket."""
    with localcontext() as context:
        context.prec = 60
        half = raiffa._crossing([Decimal(1), Decimal("-0.5")], Decimal("0.375"), Decimal("0.9999"))
        assert abs(half - Decimal("0.5")) < Decimal(10) ** -50
        flat = [Decimal("0.001"), *[Decimal(0)] * 8, Decimal(1)]  # x = t/1000 + t^10
        steep = raiffa._crossing(flat, Decimal("0.0005"), Decimal(1))
        assert abs(steep / 1000 + steep**10 - Decimal("0.0005")) < Decimal(10) ** -50


def test_beyond_the_ends_of_a_frontier_there_is_nothing() -> None:
    system = raiffa._System.of(chain((0, 1), (1, 0)), ORIGIN, (F(1), F(1)))
    assert system.upper(Decimal(1))[0] == system.righter(Decimal(1))[0] == -1
    assert list(system.upper(Decimal(0))[:3]) == list(system.righter(Decimal(0))[:3]) == [Decimal(1)] * 3


def test_a_short_stretch_before_a_long_flat_one() -> None:
    """Extrapolated over one step a coordinate would turn round here, so the step is made shorter."""
    found = solved([*chain((0, 26), (1, 17)), *chain((2, 17), (32, 16))], (F(0), F(16)))
    assert found.value[0] > 10
    assert found.certificate["error"] < F(1, 10**20)
