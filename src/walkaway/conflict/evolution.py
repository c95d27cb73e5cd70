"""How a conflict can develop: what legal sequences of moves reach from a state, by shortest ways.

Possible is what any moves reach, likely what improvements reach, each better for who makes it (Li, Kilgour
and Hipel, Journal of the Operational Research Society 56 (2005); Xu, Kilgour, Hipel and Kemkes,
European Journal of Operational Research 207 (2010)).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .arcs import Arcs

__all__ = ["Move", "Movers", "Reached", "reached"]

Movers: TypeAlias = Sequence[tuple[tuple[int, ...], Arcs]]
"""Who moves, a party or several as one, with the moves."""


@dataclass(frozen=True, slots=True)
class Move:
    """One move: of whom, and to which state; of several where a coalition answers as one."""

    who: tuple[int, ...]
    to: int


@dataclass(frozen=True, eq=False)
class Reached:
    """What can be reached from a state; nobody moves twice in succession.

    Attributes
    ----------
    who : tuple of tuple of int
        Who moves.
    steps : int array (movers, states)
        After how many moves a state is reached whose last was this mover's; −1 if it is not.
    before : int array (movers, states)
        The state before that.
    """

    who: tuple[tuple[int, ...], ...]
    steps: NDArray[np.int32]
    before: NDArray[np.int32]

    @property
    def states(self) -> list[int]:
        """All states that are reached; the start only if a sequence leads back to it."""
        return np.flatnonzero((self.steps > 0).any(axis=0)).tolist()

    def path(self, to: int) -> tuple[Move, ...]:
        """A shortest sequence to a state that is reached."""
        steps, last = self.steps, -1
        found: list[Move] = []
        left = int(min(step for step in steps[:, to].tolist() if step > 0))
        while left:
            last = next(k for k in range(len(self.who)) if k != last and steps[k, to] == left)
            found.append(Move(self.who[last], to))
            to, left = int(self.before[last, to]), left - 1
        return tuple(reversed(found))


def reached(movers: Movers, start: int, states: int) -> Reached:
    """What legal sequences reach from a state.

    Parameters
    ----------
    movers : pairs of who moves and its moves
    start : int
    states : int
        How many there are.

    Returns
    -------
    Reached

    Notes
    -----
    Breadth first over pairs of state and last mover: one pass over the moves of each for each length.
    """
    steps = np.full((len(movers), states), -1, dtype=np.int32)
    before = np.full_like(steps, -1)
    fresh = np.zeros((len(movers), states), dtype=np.bool_)
    length, first = 0, True
    while first or fresh.any():
        length += 1
        after = np.zeros_like(fresh)
        for place, (_, arcs) in enumerate(movers):
            from_here = (
                [start] if first else np.flatnonzero(np.delete(fresh, place, axis=0).any(axis=0)).tolist()
            )
            for state in from_here:
                ends = arcs.of(state)
                new = ends[steps[place, ends] < 0]
                steps[place, new], before[place, new] = length, state
                after[place, new] = True
        fresh, first = after, False
    return Reached(tuple(who for who, _ in movers), steps, before)
