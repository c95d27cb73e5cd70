"""Rounding both ways: whatever it says is true, and it says something wherever the answer is not a hair's breadth."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkaway.analysis.twosided import two_sided
from walkaway.case import read_case_text
from walkaway.space import Space, build_space

NUMBERS = st.floats(-50, 50, allow_nan=False).map(lambda number: round(number, 3))


def plain_space(shape: tuple[int, ...], red_line: str = "") -> Space:
    issues = "".join(
        f"  i{j}: {{title: I, options: {{{', '.join(f'o{k}: O' for k in range(size))}}}}}\n"
        for j, size in enumerate(shape)
    )
    scores = f"{{i0: {{{', '.join(f'o{k}: 0' for k in range(shape[0]))}}}}}"
    text = f"case: 1\ntitle: T\nparties: {{a: A, b: B}}\nissues:\n{issues}preferences:\n"
    return build_space(
        read_case_text(f"{text}  a: {{scores: {scores}{red_line}}}\n  b: {{scores: {scores}}}\n")
    )


@given(
    st.lists(st.tuples(NUMBERS, NUMBERS), min_size=9, max_size=9),
    st.tuples(NUMBERS, NUMBERS),
)
def test_what_it_says_is_what_every_deal_says(
    worth: list[tuple[float, float]], away: tuple[float, float]
) -> None:
    """Law: an answer of yes or no is that of the list of all deals."""
    space = plain_space((3, 3, 3))
    coefficients = np.array(worth).T
    sums = [
        sum(coefficients[:, 3 * j + pick] for j, pick in enumerate(picks))
        for picks in product(range(3), repeat=3)
    ]
    slack = max(float((np.asarray(total) - away).min()) for total in sums)
    answer = two_sided(space, coefficients, np.array(away))
    assert answer is None or answer == (slack >= 0)
    assert answer is not None or abs(slack) < 0.05


def test_a_hairs_breadth_is_not_decided() -> None:
    space = plain_space((2, 2))
    coefficients = np.array([[1 / 3, 0, 1 / 7, 0], [0, 1 / 3, 0, 1 / 7]])
    assert two_sided(space, coefficients, np.array([1 / 3, 1 / 7])) is None


@pytest.mark.parametrize(("line", "expected"), [("", True), (", red_lines: [{i0: o0}]", False)])
def test_red_lines_rule_deals_out(line: str, expected: bool) -> None:
    space = plain_space((2, 2), line)
    coefficients = np.array([[5.0, 0, 1, 1], [5.0, 0, 1, 1]])
    assert two_sided(space, coefficients, np.array([4.0, 4.0])) is expected
