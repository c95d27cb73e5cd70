"""Measures of a deal: formulas written out, laws, limits."""

from __future__ import annotations

from fractions import Fraction
from math import isclose, prod, sqrt
from typing import Any

import pytest
from hypothesis import given as on
from hypothesis import strategies as st
from tests.analysis.helpers import Room, listed_case, points_case
from tests.strategies import build, law

from walkaway.analysis.improve.better import find_better
from walkaway.analysis.improve.given_deal import given_deal
from walkaway.analysis.improve.measures import Measures, measure
from walkaway.space.values import root

Points = list[tuple[int, ...]]


def measured(points: Points, at: int, away: list[int], stretch: tuple[tuple[int, int], ...] = ()) -> Measures:
    """A deal of a listed case, each party's scale stretched and shifted."""
    maps = stretch or ((1, 0),) * len(away)
    rows = [tuple(float(a * x + b) for x, (a, b) in zip(p, maps, strict=True)) for p in points]
    d = [float(a * x + b) for x, (a, b) in zip(away, maps, strict=True)]
    room = Room(listed_case(rows, d))
    return measure(find_better(given_deal(room.space, room.values, {"i0": f"o{at}"}), room.front))


@st.composite
def listed(draw: st.DrawFn) -> tuple[Points, int, list[int]]:
    n = draw(st.integers(2, 3))
    points = draw(st.lists(st.tuples(*[st.integers(-5, 15)] * n), min_size=1, max_size=10))
    return (
        points,
        draw(st.integers(0, len(points) - 1)),
        draw(st.lists(st.integers(-3, 9), min_size=n, max_size=n)),
    )


def _efficient(points: Points) -> Points:
    def better(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        return one != other and all(a >= b for a, b in zip(one, other, strict=True))

    return sorted({p for p in points if not any(better(q, p) for q in points)})


@law
@on(listed())
def test_every_formula(drawn: tuple[Points, int, list[int]]) -> None:
    points, at, away = drawn
    found, here, front = measured(points, at, away), points[at], _efficient(points)
    n = len(here)
    signed = [f for f in front if all(a >= d for a, d in zip(f, away, strict=True))] or front
    span = [max(f[p] for f in signed) - min(f[p] for f in signed) for p in range(n)]
    span = [s or abs(max(f[p] for f in signed) - here[p]) for p, s in enumerate(span)]

    def far(f: tuple[int, ...]) -> Fraction:
        return sum((Fraction(f[p] - here[p], span[p]) ** 2 for p in range(n) if span[p]), Fraction(0))

    assert found.distance == pytest.approx(sqrt(min(map(far, front))), abs=1e-12)
    assert found.nearest is not None
    assert far(tuple(map(int, found.nearest))) == min(map(far, front))
    better = [f for f in front if f != here and all(a >= b for a, b in zip(f, here, strict=True))]
    gains = [[a - b for a, b in zip(f, here, strict=True)] for f in better]
    assert found.sum_left == max(map(sum, gains), default=0)
    joint = [sum(Fraction(g, s) for g, s in zip(row, span, strict=True) if s) for row in gains]
    assert found.gain_left == pytest.approx(float(max(joint, default=Fraction(0))), abs=1e-12)
    assert list(found.most_left.values()) == [max((row[p] for row in gains), default=0) for p in range(n)]
    rational = [f for f in front if all(a >= d for a, d in zip(f, away, strict=True))]
    _check_equity(found, here, away, rational)


def _check_equity(found: Measures, here: tuple[int, ...], away: list[int], rational: Points) -> None:
    own = [a - d for a, d in zip(here, away, strict=True)]
    above = [[a - d for a, d in zip(f, away, strict=True)] for f in rational]
    room = [max(column) for column in zip(*above, strict=True)] if above else [0] * len(own)
    shares = [Fraction(g, r) if r else None for g, r in zip(own, room, strict=True)]
    expected = [None if share is None else float(share) for share in shares]
    assert list(found.shares.values()) == pytest.approx(expected)
    known = [share for share in shares if share is not None]
    assert found.gap == (pytest.approx(float(max(known) - min(known))) if known else None)
    if not known or min(known) < 0:
        assert found.gini is None
    else:
        total = sum(known)
        spread = sum((abs(a - b) for a in known for b in known), Fraction(0))
        assert found.gini == pytest.approx(float(spread / (2 * len(known) * total)) if total else 0)
    if not above or min(own) < 0:
        assert (found.nash_ratio, found.gain_share) == (None, None)
        return
    product, total_gain = max(map(prod, above)), max(map(sum, above))
    assert found.nash_ratio == (pytest.approx(prod(own) / product) if product else None)
    assert found.gain_share == (pytest.approx(sum(own) / total_gain) if total_gain else None)


@law
@on(listed(), st.lists(st.tuples(st.integers(1, 9), st.integers(-9, 9)), min_size=3, max_size=3))
def test_unit_free_measures_do_not_know_the_scales(
    drawn: tuple[Points, int, list[int]], maps: list[tuple[int, int]]
) -> None:
    """Law: invariant under positive affine changes of each party's scale."""
    points, at, away = drawn
    before = measured(points, at, away)
    after = measured(points, at, away, tuple(maps[: len(away)]))
    for name in ("distance", "gain_left", "nash_ratio", "gap", "gini"):
        one, other = getattr(before, name), getattr(after, name)
        assert (one is None) == (other is None)
        assert one is None or isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
    assert list(before.shares.values()) == pytest.approx(list(after.shares.values()))


@law
@on(listed())
def test_distance_zero_means_efficient(drawn: tuple[Points, int, list[int]]) -> None:
    points, at, away = drawn
    found = measured(points, at, away)
    assert (found.distance == 0) == (points[at] in _efficient(points))
    assert (found.gain_left == 0) == (points[at] in _efficient(points))


def test_by_hand() -> None:
    found = measured([(10, 0), (6, 8), (0, 10), (3, 4)], 3, [0, 0])
    assert found.distance == 0.5  # three tenths and four tenths to (6, 8)
    assert list(found.nearest or ()) == [6, 8]
    assert (found.gain_left, found.sum_left) == (0.7, 7)
    assert found.most_left == {"p0": 3, "p1": 4}
    assert (found.nash_ratio, found.gain_share) == (0.25, 0.5)
    assert found.shares == {"p0": 0.3, "p1": 0.4}
    assert found.gap == pytest.approx(0.1)
    assert found.gini == pytest.approx(0.1 / 1.4)
    assert found.dominated_by == 1


def test_a_root_is_right_to_the_last_bits() -> None:
    assert root(Fraction(2)) == sqrt(2)
    assert root(Fraction(1, 10**40)) == 1e-20
    assert root(Fraction(0)) == 0


def test_where_nothing_is_efficient_nothing_is_measured() -> None:
    data: dict[str, Any] = points_case([[0, 1]], [[1, 0]]).to_dict()
    data["preferences"]["p0"]["red_lines"] = [{"i0": ["o0", "o1"]}]
    room = Room(build(data))
    given = given_deal(room.space, room.values, {"i0": "o0"})
    better = find_better(given, room.front)
    found = measure(better)
    assert (found.distance, found.nearest, found.gap, found.gini) == (None, None, None, None)
    assert (found.gain_left, found.nash_ratio, found.dominated_by) == (0, None, 0)
    assert better.spans == (0, 0)
