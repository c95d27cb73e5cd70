"""Improvements that are met at once: what happens if others improve from the same state at the same time.

Fraser and Hipel, *Conflict Analysis: Models and Resolutions* (1984). A state must be made of options, so that
changes made at once come together; what two parties both change is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from itertools import product
from math import prod
from operator import or_

import numpy as np
from numpy.typing import NDArray

from ..errors import BudgetError, UsageError
from .arcs import Arcs, Truth, Whole
from .graph import EITHER, GraphModel

_TABLE = 22
"""Most options for which the state of every combination is looked up in a table."""
_AT_ONCE = 256
"""So many changes by others are looked at before what is met is put aside."""


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
    BudgetError
        If so many parties hold options in common that what they could do at once cannot be gone through.

    Notes
    -----
    Cost: improvements of the party times what others could do at once from the same state, less what is met
    early.
    """
    others, want = AtOnce(model, party), model.wants[party]
    codes, place, met = others.codes, others.place, np.zeros(len(arcs), dtype=np.bool_)
    changes = codes[arcs.origins] ^ codes[arcs.to]
    for state in np.flatnonzero(np.diff(arcs.starts)).tolist():
        low, high = arcs.starts[state], arcs.starts[state + 1]
        together = others.changes(state)
        left = np.arange(low, high)
        for first in range(0, len(together), _AT_ONCE):
            some = together[first : first + _AT_ONCE]
            ends = place(codes[state] ^ (changes[left, None] | some))
            met[left] = ((ends >= 0) & ~want.improves(state, np.maximum(ends, 0))).any(axis=1)
            left = left[~met[left]]
            if not len(left):
                break
    return met


class AtOnce:
    """What the others of a party could do at once."""

    def __init__(self, model: GraphModel, party: int) -> None:
        self.codes, self.place, self.model = _codes(model), _finder(model), model
        self.who = model.others(party)
        self.moves = [model.improvements[other] for other in self.who]
        changed = [self.codes[arcs.origins] ^ self.codes[arcs.to] for arcs in self.moves]
        self.held = [int(np.bitwise_or.reduce(change, initial=0)) for change in changed]
        own = model.moves[party]
        held = [
            *self.held,
            int(np.bitwise_or.reduce(self.codes[own.origins] ^ self.codes[own.to], initial=0)),
        ]
        self.apart = sum(held) == reduce(or_, held, 0)  # nobody changes what another can

    def single(self, state: int) -> list[Whole]:
        """What each of the others could change by an improvement of its own."""
        return [self.codes[arcs.of(state)] ^ self.codes[state] for arcs in self.moves]

    def changes(self, state: int) -> Whole:
        """What one or more of the others could change at once, as the bits of numbers."""
        single = self.single(state)
        many = prod(len(own) + 1 for own in single)
        if many > max(len(self.codes), _AT_ONCE):
            return self._between(state, single, many)
        found = np.zeros(1, dtype=np.int64)
        for own in single:
            found = (np.concatenate(([0], own))[:, None] | found).ravel()
        return found[1:]

    def _between(self, state: int, single: list[Whole], many: int) -> Whole:
        """As ``changes``, if they are more than states: of those, what leads to a state."""
        if not self.apart:
            raise BudgetError(f"{many:,} moves at once from a state by parties that share options, for sim")
        held = reduce(or_, self.held, 0)
        changes = np.unique((self.codes ^ self.codes[state]) & held)
        able = changes != 0
        for own, mask in zip(single, self.held, strict=True):
            able &= np.isin(changes & mask, np.concatenate(([0], own)))
        return np.asarray(changes[able])

    def ends(self, state: int, target: int) -> Iterator[tuple[int, int]]:
        """All states where a move of the party ends if others improve at once, each with what they change."""
        together = self.changes(state)
        ends = self.place(self.codes[state] ^ ((self.codes[state] ^ self.codes[target]) | together))
        for change, end in zip(together.tolist(), ends.tolist(), strict=True):
            if end >= 0:
                yield change, end

    def went(self, state: int, change: int) -> tuple[tuple[int, int], ...]:
        """Whose improvements, each with the state it would lead to alone, together are a change."""
        single = self.single(state)
        if self.apart:
            picks: Iterable[tuple[int, ...]] = [tuple(change & mask for mask in self.held)]
        else:
            picks = product(*([0, *own.tolist()] for own in single))
        pick = next(pick for pick in picks if reduce(or_, pick, 0) == change)
        there = zip(self.who, pick, strict=True)
        goals = [
            (who, int(self.place(self.codes[state] ^ np.array([part]))[0])) for who, part in there if part
        ]
        return tuple(goals)


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
