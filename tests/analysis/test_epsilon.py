"""Large clusters by programs: the slow twin first, then what happens when the solver or the user stops short."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from tests.analysis.linked import Drawn, linked, slow_front, space_of, value_of
from tests.strategies import law

from walkaway.analysis import epsilon
from walkaway.analysis.epsilon import Found, Model, large_table
from walkaway.analysis.merging import Table
from walkaway.analysis.program import Program
from walkaway.masks import Mask


def table_of(drawn: Drawn, **more: Any) -> Table:
    space, values = drawn
    return large_table(space, values.coefficients, space.clusters[0], space.required, **more)


def rows(table: Table) -> list[tuple[int, ...]]:
    return [tuple(map(int, row)) for row in table.points]


def check(drawn: Drawn) -> Table:
    table = table_of(drawn)
    assert rows(table) == slow_front(drawn)
    assert [value_of(drawn, tuple(pick)) for pick in table.picks.tolist()] == rows(table)
    assert table.complete
    assert table.programs > 0
    return table


@law
@given(linked())
def test_two_parties_against_every_deal(drawn: Drawn) -> None:
    """The frontier is all that no deal dominates: patterns, exceptions, functions, caps, whatever is ruled out."""
    assert check(drawn).sure


@law
@given(linked(parties=(1, 4)))
def test_any_number_of_parties_against_every_deal(drawn: Drawn) -> None:
    assert check(drawn).sure


@law
@given(linked(parties=(2, 3), unit=1_250_000))
def test_a_common_divisor_is_no_matter_of_fineness(drawn: Drawn) -> None:
    """Values in units of 1,250,000 are as exact as in units of 1."""
    assert check(drawn).sure
