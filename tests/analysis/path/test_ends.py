"""The ends of slacks where a schedule takes steps back and judgements are ranges."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.path.plain_numbers import paths, plan, shares
from tests.analysis.path.test_path import TEXT
from tests.strategies import brief_law

import walkaway
from walkaway.analysis.path.constraints import PathNumbers, slacks
from walkaway.analysis.path.ends import least_of, taken_back
from walkaway.case import read_case_text
from walkaway.certify.path_checks import check_path

BACK = [{"reactor": 1}, {"reactor": "-1/2", "embargo": 1}, {"reactor": "1/2"}]


@brief_law
@given(paths(), st.data())
def test_the_least_slack_is_that_of_some_corner_of_all_ranges(
    numbers: PathNumbers, data: st.DataObject
) -> None:
    """Slow twin: every cost and worth at either end; no draw is below, and some corner is as low."""
    steps, moved = len(numbers.owner), plan(data.draw(shares(len(numbers.owner), 3, undo=True)))
    wide = [np.array([data.draw(st.integers(0, 4)) for _ in range(steps)]) for _ in range(2)]
    more = 1 - numbers.own
    worst = replace(numbers, costs=numbers.costs + wide[0], worth=numbers.worth)
    best = replace(numbers, worth=numbers.worth + wide[1][:, None] * more)
    ends = replace(worst, opposite=best)
    corners = []
    for chosen in product((0, 1), repeat=2 * steps):
        at = np.array(chosen).reshape(2, steps)
        one = replace(
            numbers,
            costs=numbers.costs + at[0] * wide[0],
            worth=numbers.worth + (at[1] * wide[1])[:, None] * more,
        )
        corners.append(slacks(one, moved).least)
    found = least_of(ends, moved)
    low, high = slacks(ends, moved).least, slacks(replace(best, opposite=worst), moved, best=True).least
    assert (low <= found).all()
    assert (np.max(corners, axis=0) <= high).all()
    straddles = (numbers.costs <= 0) & (worst.costs > 0)
    if not straddles.any():
        assert (found == np.min(corners, axis=0)).all()
    assert set(taken_back(ends, moved)) <= set(np.flatnonzero((moved < 0).any(axis=0)))


def test_the_least_slack_counts_a_step_that_is_taken_back_by_one_number() -> None:
    """Closing costs North 8 to 12; given, half taken back and given again it costs that once: 25 − 12."""
    text = TEXT.replace("reactor: {running: 0, closed: -10}", "reactor: {running: 0, closed: [-12, -8]}")
    text = text.replace("north: 0.9, west: 0.9", "north: 1, west: 1")
    steps = "  steps: {reactor: {closed: {by: north, reversible: true}}}\n"
    case = read_case_text(f"{text}{steps}  bonds: {{north: 99, west: 99}}\n  completed: {{north: 99}}\n")
    found = walkaway.path(case, schedule=BACK)
    assert "where steps are taken back, the largest slack under ranges is a limit" in found.proof
    assert check_path(case, found) == []
    assert found.schedule[0].slack["north"] == (25 - 12 + 99, 25 - 8 + (12 - 8) / 2 + 99)
