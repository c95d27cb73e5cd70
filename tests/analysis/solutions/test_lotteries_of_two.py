"""Solutions of two parties on the border of a hull: by hand, the parabola from inside, axioms, fine grids."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.strategies import law

from walkaway.analysis.solutions.lotteries import (
    RULES,
    Segment,
    Value,
    above,
    choose,
    corners,
    segments,
)

F = Fraction
ORIGIN = F(0), F(0)
NAMES = [*RULES]


def solved(name: str, spans: list[Segment], away: Value = ORIGIN) -> Any:
    found = choose(name, spans, away)
    assert found is not None
    return found


def chain(*ends: tuple[Any, Any]) -> list[Segment]:
    return segments([(F(x), F(y)) for x, y in ends])


def dot(x: Any, y: Any) -> Segment:
    return Segment((F(x), F(y)), (F(x), F(y)))


@st.composite
def convex(draw: st.DrawFn, symmetric: bool = False) -> list[Segment]:
    """A concave chain of up to four segments, by steps that fall ever more steeply."""
    steps = draw(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=4))
    if symmetric:
        steps += [(b, a) for a, b in steps]
    steps.sort(key=lambda step: F(step[1], step[0]))
    x, y = 0, sum(down for _, down in steps)
    ends = [(x, y)]
    for right, down in steps:
        x, y = x + right, y - down
        ends.append((x, y))
    return chain(*ends)


@st.composite
def gappy(draw: st.DrawFn) -> list[Segment]:
    """Segments and points from left to right, with gaps between."""
    spans, x, y = [], 0, 40
    for _ in range(draw(st.integers(1, 5))):
        x, y = x + draw(st.integers(0, 3)), y - draw(st.integers(0, 3))
        right, down = draw(st.sampled_from([(0, 0), (1, 3), (4, 4), (5, 2)]))
        spans.append(Segment((F(x), F(y)), (F(x + right), F(y - down))))
        x, y = x + right + 1, y - down - 1
    return spans


def grid(spans: list[Segment], away: Value, steps: int = 64) -> list[Value]:
    """Values along the spans at or above the walk-aways, gains only."""
    found = []
    for span in spans:
        for n in range(steps + 1):
            x, y = span.at(span.left[0] + F(n, steps) * (span.right[0] - span.left[0]))
            if x >= away[0] and y >= away[1]:
                found.append((x - away[0], y - away[1]))
    return found


# ---------------------------------------------------------------------------------------------------- by hand


@pytest.mark.parametrize("name", NAMES)
def test_on_a_line_and_on_a_square(name: str) -> None:
    """x + y = 1: the middle. The square: its corner. Both as every author has them."""
    assert solved(name, chain((0, 1), (1, 0))).value == (F(1, 2), F(1, 2))
    assert solved(name, [dot(1, 1)]).value == (1, 1)
    assert choose(name, [dot(1, 1)], (F(2), F(0))) is None


def test_the_corners_of_a_hull() -> None:
    points = [(0, 10), (4, 8), (5, 7), (6, 4), (8, 5), (10, 0), (2, 9)]
    found = [points[at] for at in corners(points)]
    assert found == [(0, 10), (4, 8), (8, 5), (10, 0)]
    assert [one.number for one in chain(*found)] == [0, 1, 2]
    assert all(a.slope > b.slope for a, b in pairwise(chain(*found)))
    assert chain((1, 1)) == [dot(1, 1)]


def test_nash_inside_a_segment_and_at_its_end() -> None:
    """On y = 12 − 2x from d = (1, 2): x − 1 times 10 − 2x is largest at 3. Cut at x = 2: at its end."""
    assert solved("nash", chain((0, 12), (6, 0)), (F(1), F(2))).value == (3, 6)
    short = solved("nash", chain((0, 12), (2, 8)), (F(1), F(2)))
    assert short.value == (2, 8)
    assert short.certificate == {"product": 6, "gaining_parties": 2}
    one = solved("nash", [dot(1, 9)], (F(1), F(2)))
    assert one.certificate == {"product": 7, "gaining_parties": 1}


def test_a_party_that_cannot_gain_is_left_out() -> None:
    level = [Segment((F(0), F(5)), (F(0), F(5)))]
    found = solved("kalai_smorodinsky", level)
    assert found.certificate["ratios"] == [None, 1]
    falling = chain((0, 5), (5, 0))
    assert solved("kalai_smorodinsky", falling, (F(5), F(0))).value == (5, 0)
    assert solved("kalai_smorodinsky", falling, (F(0), F(5))).value == (0, 5)


def test_equal_sums_along_a_segment() -> None:
    """x + y = 10 throughout: of all values the most equal gains are shown."""
    found = solved("utilitarian", chain((0, 10), (10, 0)), (F(2), F(0)))
    assert found.value == (6, 4)
    assert found.certificate == {"sum": 10}
    ends = solved("utilitarian", [*chain((0, 10), (4, 8)), *chain((6, 5), (7, 2))])
    assert ends.value == (4, 8)


def test_clipping_keeps_what_stands_on_the_walk_away() -> None:
    spans = chain((0, 10), (10, 0))
    assert above(spans, (F(3), F(4))) == chain((3, 7), (6, 4))
    assert above(spans, (F(10), F(0))) == [dot(10, 0)]
    assert above(spans, (F(6), F(5))) == []
    assert above(spans, (F(11), F(0))) == above(spans, (F(0), F(11))) == []


# --------------------------------------------------------------------------------------------- the parabola


def parabola(pieces: int) -> list[Segment]:
    """Chords of y = 1 − x²: inside it, nowhere more than 1/(4 pieces²) below."""
    return chain(*((F(n, pieces), 1 - F(n, pieces) ** 2) for n in range(pieces + 1)))


EXPECTED = {
    "nash": (3**-0.5, 2 / 3),
    "kalai_smorodinsky": ((5**0.5 - 1) / 2,) * 2,
    "egalitarian": ((5**0.5 - 1) / 2,) * 2,
    "utilitarian": (0.5, 0.75),
}


@pytest.mark.parametrize("name", NAMES)
def test_on_the_parabola(name: str) -> None:
    """S = {y ≤ 1 − x²}, d = 0: chords come closer as they get shorter."""
    misses = [
        max(abs(float(a) - b) for a, b in zip(solved(name, parabola(n)).value, EXPECTED[name], strict=True))
        for n in (4, 32, 128)
    ]
    assert misses[2] < (0.008 if name == "nash" else 2e-5)  # the Nash point lies in the middle of a chord
    assert misses[2] <= misses[0]


# ----------------------------------------------------------------------------------------------------- laws


@pytest.mark.parametrize("name", ["nash", "kalai_smorodinsky"])
@law
@given(convex(), st.integers(1, 9), st.integers(-9, 9))
def test_scale_of_a_party_does_not_matter(name: str, spans: list[Segment], factor: int, shift: int) -> None:
    """Invariance: a positive affine change of one scale changes no choice (Nash 1950; Kalai and Smorodinsky
    1975)."""

    def moved(value: Value) -> Value:
        return factor * value[0] + shift, value[1]

    other = [Segment(moved(span.left), moved(span.right)) for span in spans]
    assert moved(solved(name, spans).value) == solved(name, other, (F(shift), F(0))).value


@pytest.mark.parametrize("name", NAMES)
@law
@given(convex(symmetric=True))
def test_a_symmetric_problem_has_a_symmetric_solution(name: str, spans: list[Segment]) -> None:
    """Symmetry (Nash 1950): exchanging the parties leaves the problem as it is, so they get the same."""
    first, second = solved(name, spans).value
    assert first == second


@pytest.mark.parametrize("name", NAMES)
@law
@given(st.one_of(convex(), gappy()), st.tuples(st.integers(0, 9), st.integers(0, 30)))
def test_efficient_and_individually_rational(name: str, spans: list[Segment], at: tuple[int, int]) -> None:
    """Strong efficiency and individual rationality: no value of the frontier is better for both, and nobody
    falls below the walk-away."""
    away = F(at[0]), F(at[1])
    found = choose(name, spans, away)
    if found is None:
        assert grid(spans, away) == []
        return
    x, y = found.value
    assert x >= away[0]
    assert y >= away[1]
    assert any(span.at(x) == (x, y) for span in spans)


@law
@given(st.one_of(convex(), gappy()), st.tuples(st.integers(0, 6), st.integers(0, 20)))
def test_no_grid_value_does_better(spans: list[Segment], at: tuple[int, int]) -> None:
    """The slow twin: what each rule maximises, over a fine grid of the same spans."""
    away = F(at[0]), F(at[1])
    rows = grid(spans, away)
    assume(rows)
    ideal = [max(row[p] for row in rows) for p in (0, 1)]
    keys: dict[str, Any] = {
        "nash": lambda row: (sum(g > 0 for g in row), prod(g for g in row if g > 0)),
        "egalitarian": sorted,
        "utilitarian": sum,
    }
    for name, key in keys.items():
        found = solved(name, spans, away)
        gains = found.value[0] - away[0], found.value[1] - away[1]
        assert all(key(row) <= key(gains) for row in rows)
    found = solved("kalai_smorodinsky", spans, away)
    best = found.certificate["ideal"]
    assert all(best[p] - away[p] >= ideal[p] for p in (0, 1))
    used = [p for p in (0, 1) if best[p] > away[p]]
    ratios = sorted(r for r in found.certificate["ratios"] if r is not None)
    assert all(sorted(row[p] / (best[p] - away[p]) for p in used) <= ratios for row in rows)


@law
@given(convex(), st.data())
def test_nash_ignores_what_was_not_chosen(spans: list[Segment], data: st.DataObject) -> None:
    """Independence of irrelevant alternatives (Nash 1950): a part with the solution has the same."""
    chosen = solved("nash", spans)
    kept = [span for span in spans if span == chosen.segment or data.draw(st.booleans())]
    assert solved("nash", kept).value == chosen.value
