"""The largest step, found by search, against the closed form."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.path.plain_numbers import path_of, plan
from tests.strategies import brief_law

from walkaway.analysis.path.constraints import PathNumbers, slacks
from walkaway.analysis.path.geometric import closed_form, largest_step

Pair = tuple[float, float]
Kind = tuple[float, float, float, float]

kinds = st.tuples(
    st.floats(1.5, 9), st.just(1.0), st.floats(0.5, 0.99), st.floats(0.2, 1)
)  # benefit, cost, discount, detection


def exchange(benefits: Pair, costs: Pair, discounts: Pair, detections: Pair, backing: Any = 0) -> PathNumbers:
    """Two parties that each do one thing for the other."""
    worth = [[0, benefits[1]], [benefits[0], 0]]
    return path_of(
        [0, 1], costs, worth, detection=detections, discount=discounts, backing=backing, exact=False
    )


def test_search_finds_the_closed_form() -> None:
    """Grid of B, C, δ, q: the derivation stands in the docstring of the module."""
    for b, c, d, q in product((1.5, 2, 3, 10), (0.5, 1), (0.5, 0.8, 0.95, 0.999), (0.1, 0.5, 1)):
        expected = float(closed_form(*(Fraction(str(one)) for one in (b, c, d, q))))
        found = largest_step(exchange((b, b), (c, c), (d, d), (q, q)))
        assert (found or 0.0) == pytest.approx(max(expected, 0.0), abs=1e-6)


@pytest.mark.parametrize(
    ("case", "expected"), [((2, 1, 0.9, 1), 0.4444), ((2, 1, 0.9, 0.5), 0.2593), ((3, 1, 0.95, 1), 0.6491)]
)
def test_textbook_values(case: tuple[float, ...], expected: float) -> None:
    b, c, d, q = case
    assert largest_step(exchange((b, b), (c, c), (d, d), (q, q))) == pytest.approx(expected, abs=5e-5)


def test_a_long_run_of_such_steps_holds_and_a_larger_one_breaks() -> None:
    """B = 2, C = 1, δ = 0.9: 0.444 of what remains in each of 60 phases, 0.445 does not.

    What remains after them, below 1e-15, is taken to be worth what going on would be: nothing that shows.
    """
    numbers = exchange((2, 2), (1, 1), (0.9, 0.9), (1, 1))

    def first(share: float) -> float:
        rows = [[str(share * (1 - share) ** k)] * 2 for k in range(60)]
        return float(slacks(numbers, plan(rows, exact=False)).incentive[0, 0])

    assert first(0.444) > 0 > first(0.445)


def test_all_at_once_needs_a_bond() -> None:
    """Law: x = 1 never holds by itself, for any discount below 1; with a bond of C/δ it does."""
    for discount in (0.1, 0.9, 0.9999):
        alone = largest_step(exchange((9, 9), (1, 1), (discount, discount), (1, 1)))
        assert alone is None or alone < 1
        bonded = exchange((9, 9), (1, 1), (discount, discount), (1, 1), backing=[1 / discount] * 2)
        assert largest_step(bonded) == 1.0


@brief_law
@given(kinds, kinds)
def test_unlike_parties_are_bound_by_the_weaker(one: Kind, other: Kind) -> None:
    """Law: the largest step of two unlike parties is the smaller of those of two of each kind."""
    alike = [largest_step(exchange(*[(part, part) for part in kind])) for kind in (one, other)]
    both = largest_step(exchange(*list(zip(one, other, strict=True))))
    assert (both or 0.0) == pytest.approx(min(step or 0.0 for step in alike), abs=1e-9)


def test_the_weaker_of_two_in_arithmetic() -> None:
    """B = 3, C = 1, δ = 0.95 alone could do 0.6491 at a time; with B = 2, δ = 0.9, q = ½ both can do 7/27."""
    both = largest_step(exchange((3, 2), (1, 1), (0.95, 0.9), (1, 0.5)))
    assert both == pytest.approx(7 / 27, abs=1e-9)
