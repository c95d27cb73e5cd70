"""Deals near a value, against a search row by row."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import law

from walkaway.playing.valuation import Ranking

few = st.integers(-3, 3).map(float)


@law
@given(st.integers(1, 20).flatmap(lambda many: st.lists(st.lists(few | st.just(-np.inf), min_size=many,
                                                                 max_size=many), min_size=2, max_size=4)),
       st.lists(st.tuples(st.integers(0, 1), few), min_size=1))  # fmt: skip
def test_places_are_those_of_a_search_in_each_row(
    values: list[list[float]], asked: list[tuple[int, float]]
) -> None:
    ordered = np.sort(np.array(values), axis=1)
    ranking = Ranking(np.argsort(values, axis=1), ordered, np.isinf(ordered).sum(axis=1))
    rows, targets = np.array([row for row, _ in asked]), np.array([target for _, target in asked])
    found = ranking.places(targets, rows)
    assert found.tolist() == [int(np.searchsorted(ordered[row], target)) for row, target in asked]
