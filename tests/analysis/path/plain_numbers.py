"""Paths in plain numbers, and random ones."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import strategies as st

from walkaway.analysis.path.constraints import PathNumbers


def path_of(
    owner: Sequence[int],
    costs: Sequence[Any],
    worth: Sequence[Sequence[Any]],
    *,
    detection: Any = 1,
    discount: Any = 1,
    backing: Any = 0,
    completed: Any = 0,
    reversible: Sequence[bool] = (),
    escrow: Sequence[bool] = (),
    periods: Sequence[int] = (),
    exact: bool = True,
) -> PathNumbers:
    """Steps given as lists; one number stands for all of its kind."""
    steps, parties = len(owner), len(worth[0])

    def array(value: Any, shape: tuple[int, ...]) -> Any:
        filled = np.broadcast_to(np.array(value, dtype=object), shape)
        if not exact:
            return filled.astype(float)
        return np.vectorize(lambda one: Fraction(str(one)), otypes=[object])(filled)

    rate = array(discount, (parties,))
    return PathNumbers(
        owner=tuple(owner), costs=array(costs, (steps,)), worth=array(worth, (steps, parties)),
        detection=array(detection, (steps,)), discount_low=rate, discount_high=rate,
        backing=array(backing, (parties,)), completed=array(completed, (parties,)),
        reversible=tuple(reversible) or (False,) * steps, escrow=tuple(escrow) or (False,) * steps,
        periods=tuple(periods) or (1,) * steps,
    )  # fmt: skip


def plan(rows: Sequence[Sequence[Any]], *, exact: bool = True) -> Any:
    """A schedule: phases down, steps across."""
    if not exact:
        return np.array([[float(Fraction(str(one))) for one in row] for row in rows])
    return np.array([[Fraction(str(one)) for one in row] for row in rows], dtype=object)


def shares(steps: int, phases: int, *, undo: bool = False) -> st.SearchStrategy[list[list[Fraction]]]:
    """Schedules that carry out every step once, in quarters; some undo what they did."""
    cuts = st.lists(st.integers(0, 4), min_size=phases - 1, max_size=phases - 1)
    cuts = cuts if undo else cuts.map(sorted)

    def column(ends: list[int]) -> list[Fraction]:
        marks = [0, *ends, 4]
        return [Fraction(b - a, 4) for a, b in pairwise(marks)]

    columns = st.lists(cuts.map(column), min_size=steps, max_size=steps)
    return columns.map(lambda many: [list(row) for row in zip(*many, strict=True)])


small = st.integers(0, 8)
part = st.integers(0, 10).map(lambda n: Fraction(n, 10))


@st.composite
def paths(draw: st.DrawFn, *, backed: bool = True, undo: bool = True, cheapest: int = 1) -> PathNumbers:
    """Two or three parties with a step or two each; below 0 their owners like them."""
    owner = [0, 1, *draw(st.lists(st.integers(0, 1), max_size=2))]
    parties = draw(st.integers(2, 3))
    worth = [[0 if who == mine else draw(small) for who in range(parties)] for mine in owner]
    many = st.lists(part, min_size=len(owner), max_size=len(owner))
    flags = st.lists(st.booleans() if undo else st.just(False), min_size=len(owner), max_size=len(owner))
    behind = st.lists(small if backed else st.just(0), min_size=parties, max_size=parties)
    return path_of(
        owner, draw(st.lists(st.integers(cheapest, 6), min_size=len(owner), max_size=len(owner))), worth,
        detection=draw(many), discount=draw(st.lists(part, min_size=parties, max_size=parties)),
        backing=draw(behind), completed=draw(behind), reversible=draw(flags),
        escrow=draw(flags), periods=[draw(st.integers(1, 3)) for _ in owner],
    )  # fmt: skip
