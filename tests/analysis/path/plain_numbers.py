"""Paths in plain numbers, and a slow twin of their constraints with dictionaries and fractions."""

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


def plainly(numbers: PathNumbers, moved: Any) -> dict[tuple[int, int], Fraction]:
    """The least slack of each phase and party, by recursion over the definition; subsets one by one."""
    steps, phases = range(len(numbers.owner)), len(moved)

    def undone(step: int) -> bool:
        return bool(numbers.reversible[step] and numbers.costs[step] > 0)

    def stop(who: int, done: Sequence[Fraction]) -> Fraction:
        mine = sum(numbers.costs[j] * done[j] for j in steps if numbers.owner[j] == who and undone(j))
        theirs = sum(numbers.worth[j, who] * done[j] for j in steps if numbers.owner[j] != who and undone(j))
        return Fraction(mine - theirs)

    def net(k: int, who: int) -> Fraction:
        return Fraction(sum(
            moved[k, j] * (-numbers.costs[j] if numbers.owner[j] == who else numbers.worth[j, who])
            for j in steps
        ))  # fmt: skip

    def rate(k: int, who: int) -> Fraction:
        lasts = max((numbers.periods[j] for j in steps if moved[k, j] != 0), default=1)
        return Fraction(numbers.discount_low[who]) ** lasts

    def keep(k: int, who: int) -> Fraction:
        if k == phases:
            return Fraction(numbers.completed[who])
        return net(k, who) + rate(k, who) * keep(k + 1, who)

    found = {}
    for k in range(phases):
        before = [Fraction(sum(moved[m, j] for m in range(k))) for j in steps]
        for who in range(numbers.parties):
            posted = numbers.backing[who] if k else 0
            least = keep(k, who) - stop(who, before) + posted
            mine = [j for j in steps if numbers.owner[j] == who and moved[k, j] != 0]
            for most in {numbers.detection[j] for j in mine}:
                held = [j for j in mine if numbers.detection[j] <= most]
                after = [
                    before[j] + (0 if j in held or (numbers.escrow[j] and j not in mine) else moved[k, j])
                    for j in steps
                ]
                escrow = sum(numbers.worth[j, who] * moved[k, j] for j in steps if numbers.escrow[j])
                loss = keep(k + 1, who) - stop(who, after) + numbers.backing[who]
                bracket = rate(k, who) * loss + escrow
                cost = sum(numbers.costs[j] * moved[k, j] for j in held)
                least = min(least, most * bracket - cost, bracket - cost)
            found[k, who] = least
    return found


def shares(steps: int, phases: int) -> st.SearchStrategy[list[list[Fraction]]]:
    """Schedules that carry out every step once, in quarters."""
    cuts = st.lists(st.integers(0, 4), min_size=phases - 1, max_size=phases - 1).map(sorted)

    def column(ends: list[int]) -> list[Fraction]:
        marks = [0, *ends, 4]
        return [Fraction(b - a, 4) for a, b in pairwise(marks)]

    columns = st.lists(cuts.map(column), min_size=steps, max_size=steps)
    return columns.map(lambda many: [list(row) for row in zip(*many, strict=True)])


small = st.integers(0, 8)
part = st.integers(0, 10).map(lambda n: Fraction(n, 10))


@st.composite
def paths(draw: st.DrawFn, *, backed: bool = True, undo: bool = True) -> PathNumbers:
    """Two or three parties with a step or two each."""
    owner = [0, 1, *draw(st.lists(st.integers(0, 1), max_size=2))]
    parties = draw(st.integers(2, 3))
    worth = [[0 if who == mine else draw(small) for who in range(parties)] for mine in owner]
    many = st.lists(part, min_size=len(owner), max_size=len(owner))
    flags = st.lists(st.booleans() if undo else st.just(False), min_size=len(owner), max_size=len(owner))
    behind = st.lists(small if backed else st.just(0), min_size=parties, max_size=parties)
    return path_of(
        owner, draw(st.lists(st.integers(1, 6), min_size=len(owner), max_size=len(owner))), worth,
        detection=draw(many), discount=draw(st.lists(part, min_size=parties, max_size=parties)),
        backing=draw(behind), completed=draw(behind), reversible=draw(flags),
        escrow=draw(flags), periods=[draw(st.integers(1, 3)) for _ in owner],
    )  # fmt: skip
