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

from .arcs import Arcs, Truth

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


def reached(movers: Movers, start: int, states: int, until: Truth | None = None) -> Reached:
    """What legal sequences reach from a state.

    Parameters
    ----------
    movers : pairs of who moves and its moves
    start : int
    states : int
        How many there are.
    until : bool array (states,), optional
        Look no further than the sequences so long that the first of these states is reached.

    Returns
    -------
    Reached

    Notes
    -----
    Breadth first over pairs of state and last mover: one pass over the moves of each for each length.
    """
    steps = np.full((len(movers), states), -1, dtype=np.int32)
    before = np.full_like(steps, -1)
    fresh = [np.array([start])] * len(movers)  # by whom may move: states from which nothing was looked at
    length = 0
    while any(len(ahead) for ahead in fresh):
        length += 1
        new = []
        for place, (_, arcs) in enumerate(movers):
            origins, ends = arcs.from_all(fresh[place])
            unseen = steps[place, ends] < 0
            # of several states before it the first is kept: what is assigned last stays
            origins, ends = origins[unseen][::-1], ends[unseen][::-1]
            steps[place, ends], before[place, ends] = length, origins
            new.append(ends)
        if until is not None and any(until[ends].any() for ends in new):
            break
        fresh = [
            np.unique(
                np.concatenate([ends[: len(ends) * (other != place)] for other, ends in enumerate(new)])
            )
            for place in range(len(movers))
        ]
    return Reached(tuple(who for who, _ in movers), steps, before)
