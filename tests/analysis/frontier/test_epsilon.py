"""Large clusters by programs: the slow twin first, then what happens where solver or user stop short."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.linked import Drawn, dominates, linked, slow_front, space_of, value_of
from tests.strategies import brief_law, law

from walkaway.analysis.frontier import epsilon
from walkaway.analysis.frontier.epsilon import Found, Model, large_table
from walkaway.analysis.frontier.merging import ValueTable
from walkaway.errors import BudgetError
from walkaway.space.masks import Mask


def table_of(drawn: Drawn, **more: Any) -> ValueTable:
    """All of it, however busy the machine is: a person would be refused after 20 seconds by the clock."""
    space, values = drawn
    asked = {"seconds": 600.0} | more
    return large_table(space, values.coefficients, space.clusters[0], space.required, **asked)


def rows(table: ValueTable) -> list[tuple[int, ...]]:
    return [tuple(map(int, row)) for row in table.points]


def check(drawn: Drawn) -> ValueTable:
    table = table_of(drawn)
    assert rows(table) == slow_front(drawn)
    assert [value_of(drawn, tuple(pick)) for pick in table.picks.tolist()] == rows(table)
    assert table.complete
    assert table.programs > 0
    return table


def staircase(parties: int, unit: int = 1) -> Drawn:
    """Three issues that one pattern ties together, the parties opposed in all: every deal is efficient."""
    steps = [o * 4**j * unit for j in range(3) for o in range(4)]
    table = [[step if p else -step for p in range(parties)] for step in steps]
    if parties > 2:
        table = [
            [row[0], *(-row[0] * (o % (p + 1)) for p in range(1, parties))] for o, row in enumerate(table)
        ]
    link = Mask((0, 1, 2), (np.array([True, False, False, False]),) * 3)
    return space_of((4, 4, 4), [*table, [unit] + [0] * (parties - 1)], interactions=((12, 0, link),))


@law
@given(linked())
def test_two_parties_against_every_deal(drawn: Drawn) -> None:
    """The frontier is all that no deal dominates: patterns, exceptions, functions, caps, and lines."""
    assert check(drawn).sure


@law
@given(linked(parties=(1, 4)))
def test_any_number_of_parties_against_every_deal(drawn: Drawn) -> None:
    assert check(drawn).sure


@brief_law
@given(linked(parties=(2, 3), unit=1_250_000))
def test_a_common_divisor_is_no_matter_of_fineness(drawn: Drawn) -> None:
    """Values in units of 1,250,000 are as exact as in units of 1."""
    assert check(drawn).sure


@law
@given(linked(parties=(1, 4)), st.lists(st.integers(-12, 12), min_size=4, max_size=4))
def test_above_a_floor_is_what_lies_there_of_all(drawn: Drawn, floor: list[int]) -> None:
    """What is not looked for costs no program, and nothing above the floor is missing."""
    least = np.array(floor[: drawn[1].coefficients.shape[1]])
    above = [row for row in slow_front(drawn) if (np.array(row) >= least).all()]
    assert rows(table_of(drawn, floor=least)) == above


@pytest.mark.parametrize("parties", [2, 3])
def test_a_long_staircase(parties: int) -> None:
    assert check(staircase(parties)).sure


def test_where_every_deal_is_impossible() -> None:
    never = Mask((0,), (np.array([True, True]),))
    for parties in (2, 3):
        drawn = space_of((2,), [[1] * parties, [2] * parties], impossible=(never,))
        table = check(drawn)
        assert (len(table.points), table.picks.shape, table.sure) == (0, (0, 1), True)


@law
@given(linked())
def test_values_too_fine_for_floats_are_met_within_a_step(drawn: Drawn) -> None:
    """Every value listed is true and beaten by none listed; every efficient one is met within a step."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(epsilon, "STEPS", 8)
        space, values = drawn
        steps = Model(space, values.coefficients, space.clusters[0], space.required).steps
        table = table_of(drawn)
    found, true = rows(table), slow_front(drawn)
    assert [value_of(drawn, tuple(pick)) for pick in table.picks.tolist()] == found
    assert not any(dominates(one, other) for one in found for other in found)
    for value in true:
        assert any(all(a + s >= b for a, b, s in zip(row, value, steps, strict=True)) for row in found)
    assert not table.sure or found == true


def test_the_answer_does_not_depend_on_how_many_work(monkeypatch: pytest.MonkeyPatch) -> None:
    many = table_of(staircase(2))
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    alone = table_of(staircase(2))
    assert many.points.tobytes() == alone.points.tobytes()
    assert many.picks.tobytes() == alone.picks.tobytes()


@pytest.mark.parametrize("parties", [2, 3])
@pytest.mark.parametrize("after", [1, 2, 5])
def test_an_interrupt_keeps_what_was_found(parties: int, after: int) -> None:
    told: list[int] = []

    def progress(found: int) -> None:
        told.append(found)
        if found == after:
            raise KeyboardInterrupt

    drawn = staircase(parties)
    table = table_of(drawn, progress=progress)
    assert not table.complete
    assert told == list(range(1, after + 1))
    assert {value_of(drawn, tuple(pick)) for pick in table.picks.tolist()} == set(rows(table))
    assert 0 < len(table.points) < len(slow_front(drawn))


def test_three_parties_stop_after_so_many_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epsilon, "MOST_PROGRAMS", 6)
    table = table_of(staircase(3))
    assert not table.complete
    assert table.programs >= 6


@pytest.mark.parametrize("parties", [2, 3])
def test_what_takes_too_long_is_refused_with_the_reason(parties: int) -> None:
    with pytest.raises(BudgetError, match="more efficient values than can be found in 0 seconds"):
        table_of(staircase(parties), seconds=0.0)


class Doubtful(Model):
    """A solver whose numbers disagree with the recomputed ones until every column is whole."""

    def _solve(self, weights: Sequence[float], floors: Sequence[int], *, integer: bool) -> Found:
        return replace(super()._solve(weights, floors, integer=integer), sure=integer)


def test_doubtful_answers_are_solved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epsilon, "Model", Doubtful)
    assert check(staircase(2)).sure


class Forgetful(Model):
    """A solver that calls feasible programs infeasible once a floor is set."""

    def best(self, weights: Sequence[float], floors: Sequence[int]) -> Found:
        return super().best(weights, floors) if max(floors) < -(2**61) else Found(None, None, sure=True)


def test_a_solver_that_loses_a_deal_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epsilon, "Model", Forgetful)
    table = table_of(staircase(2))
    assert 0 < len(table.points) < len(slow_front(staircase(2)))
    assert not table.sure
