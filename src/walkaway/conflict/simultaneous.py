"""Improvements that are met at once: what happens if others improve from the same state at the same time.

Fraser and Hipel, *Conflict Analysis: Models and Resolutions* (1984). A state must be made of options, so that
changes made at once come together; what two parties both change is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ..errors import UsageError
from .arcs import Arcs, Truth, Whole
from .graph import EITHER, GraphModel

__all__ = ["joint_moves", "met_at_once", "of_options"]

_TABLE = 22
"""Most options for which the state of every combination is looked up in a table."""


def met_at_once(model: GraphModel, party: int, arcs: Arcs) -> Truth:
    """Whether each improvement ends in a state that is no better when others improve at the same time.

    One or more of the others each make one improvement from the same state; together it must be a state.

    Parameters
    ----------
    model : GraphModel
    party : int
    arcs : Arcs
        The improvements of the party.

    Returns
    -------
    bool array (improvements,)

    Raises
    ------
    UsageError
        If the model is not made of options, or a state stands for several.

    Notes
    -----
    Cost: improvements of the party times those of the others from one state, less what is met early.
    """
    codes, place = _codes(model), _finder(model)
    want, met = model.wants[party], np.zeros(len(arcs), dtype=np.bool_)
    origins, change = arcs.origins, codes[arcs.origins] ^ codes[arcs.to]
    others = [model.improvements[other] for other in model.others(party)]
    ways = [range(-1, int(np.diff(other.starts).max(initial=0))) for other in others]
    rest = np.arange(len(arcs), dtype=np.int64)
    for picks in product(*ways):
        if max(picks, default=-1) < 0:
            continue
        able = np.ones(len(rest), dtype=np.bool_)
        for other, pick in zip(others, picks, strict=True):
            able &= pick < np.diff(other.starts)[origins[rest]]
        at = rest[able]
        start, together = origins[at], change[at]
        for other, pick in zip(others, picks, strict=True):
            if pick >= 0:
                together = together | (codes[other.to[other.starts[start] + pick]] ^ codes[start])
        ends = place(codes[start] ^ together)
        met[at] = (ends >= 0) & ~want.improves(start, np.maximum(ends, 0))
        rest = rest[~met[rest]]
    return met


def joint_moves(
    model: GraphModel, party: int, state: int, target: int
) -> Iterator[tuple[tuple[tuple[int, int], ...], int]]:
    """All states where a move ends if others improve at once: who went where, and the state.

    Others are given with the state that each would reach by its own improvement alone.
    """
    codes, place = _codes(model), _finder(model)
    others = model.others(party)
    goals = [[None, *model.improvements[other].of(state).tolist()] for other in others]
    for picks in product(*goals):
        went = tuple((other, goal) for other, goal in zip(others, picks, strict=True) if goal is not None)
        change = codes[state] ^ codes[target]
        for _, goal in went:
            change |= codes[state] ^ codes[goal]
        end = int(place(np.array([codes[state] ^ change]))[0])
        if went and end >= 0:
            yield went, end


def of_options(model: GraphModel) -> bool:
    """Whether each state is one combination of options, so that changes made at once come together."""
    return bool(model.options) and model.taken is not None and not bool((model.taken == EITHER).any())


def _codes(model: GraphModel) -> Whole:
    """The options taken in each state as the bits of a number."""
    if not of_options(model):
        raise UsageError.of("states that are not each one combination of options", "options", path="sim")
    assert model.taken is not None
    return model.taken.astype(np.int64) @ (np.int64(1) << np.arange(len(model.options), dtype=np.int64))


def _finder(model: GraphModel) -> Callable[[Whole], NDArray[np.int64]]:
    """What finds the states of codes; −1 where there is none."""
    codes = _codes(model)
    if len(model.options) <= _TABLE:
        table = np.full(1 << len(model.options), -1, dtype=np.int64)
        table[codes] = np.arange(len(codes))
        return lambda wanted: table[wanted]
    order = np.argsort(codes)

    def find(wanted: Whole) -> NDArray[np.int64]:
        found = order[np.minimum(np.searchsorted(codes, wanted, sorter=order), len(codes) - 1)]
        return np.where(codes[found] == wanted, found, -1)

    return find
