"""Moves from state to state as rows of targets, and what a party gathers along them.

Values of states come in two forms. *Levels*, shape (states,): one whole number a state. *Bits*, shape
(states, words): for each state one bit a state, 64 to a word. Both are gathered alike, by one operation of
numpy, so that every concept is written once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Whole: TypeAlias = NDArray[np.int64]
Truth: TypeAlias = NDArray[np.bool_]
Values: TypeAlias = NDArray[Any]
NEVER = np.iinfo(np.int32).max
"""The level that no state reaches."""
_GATHERED = 1 << 22  # words gathered at once: 32 MB


@dataclass(frozen=True, eq=False)
class Arcs:
    """The moves of one party: row ``s`` holds the states that it can move to from ``s``, in order."""

    starts: Whole  # (states + 1,)
    to: NDArray[np.int32]  # (arcs,)

    @classmethod
    def of_pairs(cls, states: int, pairs: Sequence[tuple[int, int]]) -> Arcs:
        """Moves from a list of them; a move that is given twice is one, and to stay is none."""
        found = np.array(sorted({(a, b) for a, b in pairs if a != b}), dtype=np.int64).reshape(-1, 2)
        starts = np.searchsorted(found[:, 0], np.arange(states + 1)).astype(np.int64)
        return cls(starts, found[:, 1].astype(np.int32))

    @classmethod
    def of_matrix(cls, allowed: Truth) -> Arcs:
        """Moves from a matrix (states, states): from row to column."""
        rows, columns = np.nonzero(allowed)
        starts = np.searchsorted(rows, np.arange(len(allowed) + 1)).astype(np.int64)
        return cls(starts, columns.astype(np.int32))

    @property
    def states(self) -> int:
        """How many states there are."""
        return len(self.starts) - 1

    def __len__(self) -> int:
        return len(self.to)

    def of(self, state: int) -> NDArray[np.int32]:
        """Where the party can move to from a state."""
        return self.to[self.starts[state] : self.starts[state + 1]]

    @property
    def origins(self) -> NDArray[np.int32]:
        """The state that each move leaves, shape (arcs,)."""
        return np.repeat(np.arange(self.states, dtype=np.int32), np.diff(self.starts))

    def from_all(self, states: Whole) -> tuple[Whole, NDArray[np.int32]]:
        """All moves from some states, in their order: the state that each leaves, and where it leads."""
        many = self.starts[states + 1] - self.starts[states]
        at = np.repeat(self.starts[states] - (np.cumsum(many) - many), many) + np.arange(int(many.sum()))
        return np.repeat(states, many), self.to[at]

    def kept(self, wanted: Truth) -> Arcs:
        """Those of the moves that are wanted, shape (arcs,)."""
        before = np.concatenate(([0], np.cumsum(wanted)))
        return Arcs(before[self.starts], self.to[wanted])

    def gathered(self, values: Values, operation: np.ufunc, nothing: int) -> Values:
        """Bring the values of all targets of each state together; ``nothing`` where there is no move."""
        found = np.full_like(values, nothing)
        width = 1 if values.ndim == 1 else values.shape[1]
        most = max(1, _GATHERED // width)
        first = 0
        while first < self.states:
            last = int(np.searchsorted(self.starts, self.starts[first] + most, side="right")) - 1
            last = min(max(last, first + 1), self.states)
            begins = self.starts[first:last]
            some = begins < self.starts[first + 1 : last + 1]
            if some.any():
                low, high = self.starts[first], self.starts[last]
                at = begins[some] - low
                found[first:last][some] = operation.reduceat(values[self.to[low:high]], at, axis=0)
            first = last
        return found


def either(*values: Values) -> Values:
    """What is reached by any of several: the least level, or all the bits."""
    return reduce(np.minimum if values[0].ndim == 1 else np.bitwise_or, values)


def over_sequences(movers: Sequence[Arcs], values: Values) -> Values:
    """What legal sequences of moves reach from each state: the least level, or all bits, of where they end.

    In a legal sequence a party may move more than once, but never twice in succession (Fang, Hipel and
    Kilgour 1993). Computed to a fixed point over the party that moves first; each round costs one pass over
    all moves.
    """
    nothing, operation = (NEVER, np.minimum) if values.ndim == 1 else (0, np.bitwise_or)
    if len(movers) == 1:
        return movers[0].gathered(values, operation, nothing)
    led = [np.full_like(values, nothing) for _ in movers]
    changed = bool(movers)
    while changed:
        changed = False
        for mover, arcs in enumerate(movers):
            ahead = either(values, *(found for other, found in enumerate(led) if other != mover))
            found = arcs.gathered(ahead, operation, nothing)
            if not np.array_equal(found, led[mover]):
                led[mover], changed = found, True
    return either(*led) if led else np.full_like(values, nothing)


def packed(matrix: Truth) -> NDArray[np.uint64]:
    """Bits of a matrix (rows, states): 64 columns to a word."""
    columns = -(-matrix.shape[1] // 64) * 8
    narrow = np.packbits(matrix, axis=1, bitorder="little")
    wide = np.zeros((len(matrix), columns), dtype=np.uint8)
    wide[:, : narrow.shape[1]] = narrow
    return wide.view(np.uint64)


def unpacked(bits: NDArray[np.uint64], states: int) -> Truth:
    """The matrix (rows, states) that bits stand for."""
    return np.asarray(np.unpackbits(bits.view(np.uint8), axis=1, count=states, bitorder="little") == 1)


def bit_at(bits: NDArray[np.uint64], rows: NDArray[Any], columns: NDArray[Any]) -> Truth:
    """The bits at places, row by row."""
    words = bits[rows, columns >> 6] >> (columns & 63).astype(np.uint64)
    return np.asarray(words & np.uint64(1) == 1)
