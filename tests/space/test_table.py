"""Which options of an issue a table of deals may leave out: against comparing each with each."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from tests.strategies import law

from walkaway.space import table

shapes = st.tuples(st.integers(1, 3), st.integers(1, 9), st.integers(0, 4))


def one_by_one(own: np.ndarray) -> list[bool]:
    """An option is left out if one that is not left out is at least as good for everybody, always."""
    kept = list(range(own.shape[1]))
    for option in range(own.shape[1]):
        if any((own[:, other] >= own[:, option]).all() for other in kept if other != option):
            kept.remove(option)
    return [option not in kept for option in range(own.shape[1])]


@law
@given(shapes.flatmap(lambda shape: arrays.arrays(float, shape, elements=st.sampled_from([0.0, 1, 2]))))
def test_options_left_out_are_those_of_a_loop(own: np.ndarray) -> None:
    """Law: whatever is left out, something that stays serves everybody as well in every realisation."""
    for pairs in (table._PAIRS, 1):
        outdone = table._outdone(own, pairs)
        assert outdone.tolist() == one_by_one(own)
