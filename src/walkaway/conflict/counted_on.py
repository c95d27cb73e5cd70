"""Walk-aways that rest on what follows no deal, held against what can hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..analysis.result import Result
from ..case import Expected
from .arcs import Truth

Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedStates(Result):
    """States that a party's walk-away rests on: all of them, and those that can hold in some sense."""

    who: str
    when: dict[str, str]
    value: str
    chance: str
    states: Ids
    holding: Ids


def counted_on(
    taken: Mapping[str, Truth], walk_aways: Mapping[str, Expected], balance: Mapping[str, Ids]
) -> tuple[tuple[ExpectedStates, ...], list[str]]:
    """What each walk-away rests on, and what is doubtful about it in sentences.

    Parameters
    ----------
    taken : mapping of str to bool array (states,)
        In which states each option is taken.
    walk_aways : mapping of str to Expected
    balance : mapping of str to tuple of int
        Concept → equilibria, counted from 1.
    """
    ends = {state for states in balance.values() for state in states}
    found, doubts = [], []
    for who, away in walk_aways.items():
        counts: NDArray[np.int64] = np.zeros(len(next(iter(taken.values()))), dtype=np.int64)
        for one in away.aftermath:
            inside = np.logical_and.reduce([taken[name] == sign for name, sign in one.when.items()])
            counts += inside
            states = tuple((np.flatnonzero(inside) + 1).tolist())
            when = {name: "Y" if sign else "N" for name, sign in one.when.items()}
            holding = tuple(state for state in states if state in ends)
            found.append(
                ExpectedStates(
                    who=who, when=when, value=str(one.value), chance=str(one.chance), states=states,
                    holding=holding,
                )
            )  # fmt: skip
            if not holding:
                what = "can hold in any sense" if states else "is possible"
                named = ", ".join(f"{name}: {sign}" for name, sign in when.items())
                doubts.append(f"{who}: no state of {{{named}}}, which its walk-away counts on, {what}")
        twice = (np.flatnonzero(counts > 1) + 1).tolist()
        if twice:
            doubts.append(f"{who}: its walk-away counts state {twice[0]} twice")
        missed = [state for state in balance["nash"] if not counts[state - 1]]
        if missed:
            doubts.append(f"{who}: its walk-away leaves out state {missed[0]}, where nobody can do better")
    return tuple(found), doubts
