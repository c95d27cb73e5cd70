"""The polytope of weights, against linear programs, brute force and published tables."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.stats import kstest
from tests.strategies import brief_law, law, orders, shares

from walkaway.case import Judgements
from walkaway.certify.plainly import central_shares
from walkaway.errors import BudgetError
from walkaway.space import weights as room
from walkaway.space.draws import stream
from walkaway.space.weights import Floats, Weights, spacings, weights_of

NAMES = ["a", "b", "c", "d", "e"]


def known(value: Any, names: list[str] | None = None) -> Weights:
    judgements = Judgements.model_validate(value)
    order = judgements.order
    return weights_of(judgements, names or (list(order.names) if order else list(judgements.points)))


def polytope(weights: Weights) -> dict[str, Any]:
    """The polytope as rows of a linear program, straight from the definition."""
    count = len(weights.names)
    at = {name: j for j, name in enumerate(weights.names)}
    above: list[Floats] = []
    equal = [np.ones(count)]
    for chain in weights.order.chains if weights.order else ():
        for group in chain:
            for other in group[1:]:
                row = np.zeros(count)
                row[at[group[0]]], row[at[other]] = 1, row[at[other]] - 1
                equal.append(row)
        for upper, lower in pairwise(chain):
            row = np.zeros(count)
            row[at[upper[0]]], row[at[lower[0]]] = -1, 1
            above.append(row)
    return {
        "A_eq": np.array(equal),
        "b_eq": [1.0] + [0.0] * (len(equal) - 1),
        "A_ub": np.array(above) if above else None,
        "b_ub": np.zeros(len(above)) if above else None,
        "bounds": [(float(lo), float(hi)) for lo, hi in zip(weights.low, weights.high, strict=True)],
    }


def some_weights() -> st.SearchStrategy[Weights]:
    names = st.integers(1, 5).map(lambda n: NAMES[:n])
    return names.flatmap(
        lambda some: st.one_of(orders(some), shares(some)).map(lambda value: known(value, some))
    )


# ------------------------------------------------------------------------------------------------- tables


@pytest.mark.parametrize(
    "published",
    [
        [0.6111, 0.2778, 0.1111],
        [0.5208, 0.2708, 0.1458, 0.0625],
        [0.4567, 0.2567, 0.1567, 0.0900, 0.0400],
        [0.4083, 0.2417, 0.1583, 0.1028, 0.0611, 0.0278],
    ],
)
def test_rank_order_centroids(published: list[float]) -> None:
    """Edwards and Barron (1994), OBHDP 60:306–325: the SMARTER weights for three to six attributes."""
    names = "abcdef"[: len(published)]
    centre = known(" > ".join(names)).centre
    assert [round(float(share), 4) for share in centre] == published
    n = len(names)
    assert centre == tuple(
        Fraction(1, n) * sum(Fraction(1, i) for i in range(k, n + 1)) for k in range(1, n + 1)
    )


@pytest.mark.parametrize(
    ("value", "centre"),
    [
        ({"a": 40, "b": 20}, [Fraction(2, 3), Fraction(1, 3)]),
        ({"a": 1}, [1]),
        ("a", [1]),
        ("a = b = c", [Fraction(1, 3)] * 3),
        ("a > b = c", [Fraction(2, 3), Fraction(1, 6), Fraction(1, 6)]),
        (["a", "b", "c"], [Fraction(1, 3)] * 3),
        ({"a": [40, 60], "b": [40, 60]}, [Fraction(1, 2)] * 2),
        ({"a": [0, 50], "b": 60}, [Fraction(2, 5), Fraction(3, 5)]),
        ({"a": [20, 40], "b": [60, 80]}, [Fraction(3, 10), Fraction(7, 10)]),
    ],
)
def test_centres_by_hand(value: Any, centre: list[Fraction]) -> None:
    assert list(known(value).centre) == centre


def test_a_group_counts_once_for_each_name_of_it() -> None:
    """a > b = c: vertices (1, 0, 0) and (1/3, 1/3, 1/3), so the centroid is their mean."""
    weights = known("a > b = c")
    assert sorted(map(tuple, weights.vertices.tolist())) == [(1 / 3, 1 / 3, 1 / 3), (1.0, 0.0, 0.0)]


def test_equal_names_join_across_chains() -> None:
    weights = known(["a > b = c", "c = d"])
    assert len(set(weights.centre[1:])) == 1
    assert sum(weights.centre) == 1


# ------------------------------------------------------------------------------------------------- centre


@law
@given(some_weights())
def test_centre_is_the_mean_of_all_completions(weights: Weights) -> None:
    """By brute force over every chain that fits the order; ranges by their formula."""
    if weights.order is None:
        points = {
            name: {"low": lo * 100, "high": hi * 100}
            for name, lo, hi in zip(weights.names, weights.low, weights.high, strict=True)
        }
        judgements = Judgements.model_validate(
            {name: [float(p["low"]), float(p["high"])] for name, p in points.items()}
        )
    else:
        judgements = Judgements(order=weights.order)
    slow = central_shares(judgements)
    assert weights.centre == tuple(slow[name] for name in weights.names)
    assert sum(weights.centre) == 1


@brief_law
@given(some_weights())
def test_draws_lie_in_the_polytope_and_average_to_the_centroid(weights: Weights) -> None:
    count = 4000
    drawn, exact = weights.sample(stream(3, "test"), count)
    assert exact
    assert drawn.shape == (count, len(weights.names))
    rows = polytope(weights)
    assert np.abs(drawn @ rows["A_eq"].T - rows["b_eq"]).max() < 1e-9
    assert (drawn >= [low - 1e-9 for low, _ in rows["bounds"]]).all()
    assert (drawn <= [high + 1e-9 for _, high in rows["bounds"]]).all()
    if rows["A_ub"] is not None:
        assert (drawn @ rows["A_ub"].T).max() < 1e-9
    if weights.order is not None:
        errors = drawn.std(axis=0) / np.sqrt(count) + 1e-12
        centre = np.array([float(share) for share in weights.centre])
        assert (np.abs(drawn.mean(axis=0) - centre) < 5 * errors).all()


# ----------------------------------------------------------------------------------------------- extremes


@law
@given(
    some_weights(), st.lists(st.lists(st.integers(-50, 100), min_size=5, max_size=5), min_size=1, max_size=4)
)
def test_extremes_are_those_of_the_linear_program(weights: Weights, table: list[list[int]]) -> None:
    scores = np.array(table, dtype=float)[:, : len(weights.names)]
    scores.flags.writeable = False
    highest, lowest = weights.highest(scores), weights.lowest(scores)
    for row, high, low in zip(scores, highest, lowest, strict=True):
        rows = polytope(weights)
        assert -linprog(-row, **rows).fun == pytest.approx(high, abs=1e-7)
        assert linprog(row, **rows).fun == pytest.approx(low, abs=1e-7)


def test_extremes_of_points_are_the_value() -> None:
    weights = known({"a": 1, "b": 3})
    scores = np.array([[100.0, 0.0], [0.0, 100.0]])
    assert weights.exact
    assert weights.highest(scores).tolist() == weights.lowest(scores).tolist() == [25.0, 75.0]
    assert weights.vertices.tolist() == [[0.25, 0.75]]


def test_deals_do_not_touch_each_other() -> None:
    weights = known(["a > b", "c > d"])
    scores = np.arange(40.0).reshape(10, 4) % 7
    whole = weights.highest(scores)
    assert len(weights.vertices) == len({tuple(row) for row in weights.vertices.tolist()})
    np.testing.assert_array_equal(np.concatenate([weights.highest(row[None]) for row in scores]), whole)


# -------------------------------------------------------------------------------------------------- draws


def test_draws_are_uniform_on_the_triangle_of_a_chain() -> None:
    """On {w1 ≥ w2 ≥ w3} the mixing proportions of the vertices are uniform on a simplex."""
    drawn, _ = known("a > b > c").sample(stream(1, "x"), 20_000)
    smallest = 3 * drawn[:, 2]  # the share of the vertex (1/3, 1/3, 1/3): density 2(1 - t)
    assert kstest(smallest, lambda t: 1 - (1 - t) ** 2).pvalue > 0.001


def test_draws_are_uniform_over_completions() -> None:
    """a > b with c free is a union of three chains of equal volume."""
    drawn, _ = known(["a > b", "c"]).sample(stream(1, "x"), 30_000)
    first = (drawn[:, 2] > drawn[:, 0]).mean()
    middle = ((drawn[:, 2] <= drawn[:, 0]) & (drawn[:, 2] > drawn[:, 1])).mean()
    assert first == pytest.approx(1 / 3, abs=0.015)
    assert middle == pytest.approx(1 / 3, abs=0.015)


@pytest.mark.parametrize(
    "ranges",
    [
        {"a": [0, 100], "b": [0, 100], "c": [0, 100]},
        {"a": [0, 50], "b": [0, 50], "c": [0, 50]},
        {"a": [30, 40], "b": [30, 40], "c": [0, 100]},
        {"a": [10, 90], "b": [5, 20], "c": [0, 60]},
    ],
)
def test_draws_from_ranges_are_uniform(ranges: dict[str, list[int]]) -> None:
    """Against a grid of the triangle: share of draws with a below its median, by brute force."""
    weights = known(ranges)
    drawn, exact = weights.sample(stream(1, "x"), 20_000)
    assert exact
    step = np.linspace(0, 1, 1201)
    a, b = (axis.ravel() for axis in np.meshgrid(step, step))
    grid = np.stack((a, b, 1 - a - b), axis=1)
    inside = np.all(
        [(grid[:, j] >= float(weights.low[j])) & (grid[:, j] <= float(weights.high[j])) for j in range(3)],
        axis=0,
    )
    for column in range(3):
        for cut in np.quantile(grid[inside, column], [0.25, 0.5, 0.75]):
            expected = (grid[inside, column] <= cut).mean()
            assert (drawn[:, column] <= cut).mean() == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(
    ("ranges", "point"),
    [
        ({"a": [60, 70], "b": [40, 50]}, [0.6, 0.4]),
        ({"a": [50, 60], "b": [30, 40]}, [0.6, 0.4]),
        ({"a": [50, 100]}, [1]),
    ],
)
def test_ranges_that_leave_one_point(ranges: dict[str, list[int]], point: list[float]) -> None:
    weights = known(ranges)
    drawn, exact = weights.sample(stream(1, "x"), 3)
    assert exact
    assert drawn.tolist() == pytest.approx(np.array([point] * 3))
    assert [float(share) for share in weights.centre] == pytest.approx(point)


def test_points_are_drawn_as_they_are() -> None:
    drawn, exact = known({"a": 1, "b": 3}).sample(stream(1, "x"), 2)
    assert exact
    assert drawn.tolist() == [[0.25, 0.75]] * 2


TIGHT = {**{f"wide{n}": [0, 100] for n in range(8)}, **{f"narrow{n}": [5, 6] for n in range(6)}}


def test_tight_ranges_fall_back_to_a_chain_and_say_so() -> None:
    weights = known(TIGHT)
    drawn, exact = weights.sample(stream(1, "x"), 2_000)
    assert not exact
    assert np.abs(drawn.sum(axis=1) - 1).max() < 1e-9
    assert (drawn[:, 8:] >= 0.05 - 1e-9).all()
    assert (drawn[:, 8:] <= 0.06 + 1e-9).all()
    assert drawn[:, :8].mean(axis=0) == pytest.approx(
        np.full(8, (1 - drawn[:, 8:].mean(axis=0).sum()) / 8), abs=0.01
    )


def test_the_chain_agrees_with_rejection_where_both_work() -> None:
    low, high = np.array([0.1, 0.05, 0.0]), np.array([0.9, 0.2, 0.6])
    chain = room._gibbs(low, high, stream(1, "x"), 20_000)
    plain, _ = room._sample_ranges(low, high, stream(2, "x"), 20_000)
    assert chain.mean(axis=0) == pytest.approx(plain.mean(axis=0), abs=0.01)
    assert chain.std(axis=0) == pytest.approx(plain.std(axis=0), abs=0.01)
    pair = room._gibbs(low[:2], np.array([0.95, 0.9]), stream(1, "x"), 50)
    assert np.abs(pair.sum(axis=1) - 1).max() < 1e-9


@pytest.mark.parametrize(
    "value", ["a > b > c", ["a > b", "c"], {"a": [0, 50], "b": [20, 60], "c": [10, 90]}, TIGHT]
)
def test_more_draws_begin_with_the_fewer(value: Any) -> None:
    few, _ = known(value).sample(stream(1, "x"), 50)
    many, _ = known(value).sample(stream(1, "x"), 5_000)
    np.testing.assert_array_equal(few, many[:50])


def test_spacings_sum_to_one() -> None:
    rows = spacings(stream(1, "x")(5, 3))
    assert rows.shape == (5, 4)
    assert rows.sum(axis=1) == pytest.approx(np.ones(5))
    assert spacings(np.zeros((2, 0))).tolist() == [[1.0], [1.0]]


# ------------------------------------------------------------------------------------------------- limits


def test_an_order_that_says_too_little_is_refused_with_advice() -> None:
    weights = known([f"n{k}" for k in range(16)])
    with pytest.raises(BudgetError) as caught:
        _ = weights.centre
    assert str(caught.value) == (
        "the order of 16 weights leaves more than 20,000 arrangements open; "
        "say more of the order, or give ranges"
    )


def test_a_long_chain_is_no_trouble() -> None:
    weights = known(" > ".join(f"n{k}" for k in range(60)))
    assert sum(weights.centre) == 1
    assert len(weights.vertices) == 60
