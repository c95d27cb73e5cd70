"""Limited moves: what two parties do who look so many moves ahead.

It is i's turn at s, with h moves left. G₀(s) = s. Of its moves t ∈ R(s) it makes the one after which the
other, with h − 1 moves left, ends where i likes best, if that is better for i than s; else it stays, and all
is over. s is L_h-stable for i if it stays (Kilgour, Theory and Decision 18 (1985); Fang, Hipel and Kilgour
1993). L₁ is Nash. Longer horizons need not settle: the series is given up to where it repeats.

Where several moves lead to ends that are equally good for the mover, the first of these states is taken; that
a tie has a say is told.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import UsageError
from .arcs import Truth
from .graph import GraphModel


@dataclass(frozen=True, eq=False)
class Horizons:
    """Stability by limited moves of two parties.

    Attributes
    ----------
    stable : tuple of bool arrays (2, states)
        For horizon 1, 2, …: whether each party stays in each state.
    period : int
        After so many horizons the series repeats; 0 if it did not within the horizons looked at. Where the
        period is 1, states are non-myopically stable.
    repeats_from : int
        The first horizon of what repeats.
    ties : bool
        Whether some mover was indifferent between moves that lead to different ends.
    """

    stable: tuple[Truth, ...]
    period: int
    repeats_from: int
    ties: bool


def horizons(model: GraphModel, most: int = 60) -> Horizons:
    """Limited-move stability for every horizon until the series repeats.

    Parameters
    ----------
    model : GraphModel
        Of two parties whose preferences are rankings.
    most : int
        Horizons to look at.

    Returns
    -------
    Horizons

    Raises
    ------
    UsageError
        For another number of parties: for more than two the field has no agreed definition.
    """
    if len(model.who) != 2 or not model.ranked:
        found = f"{len(model.who)} parties" if len(model.who) != 2 else "a preference known in part"
        raise UsageError.of(found, "two parties with rankings, for limited moves")
    here = np.arange(model.states)
    ends = np.array([here, here])
    seen, ties = {ends.tobytes(): 0}, False
    series: list[Truth] = []
    for horizon in range(1, most + 1):
        turns = [_turn(model, party, ends[1 - party]) for party in (0, 1)]
        ends, ties = np.array([end for end, _ in turns]), ties or any(tie for _, tie in turns)
        series.append(ends == here)
        key = ends.tobytes()
        if key in seen:
            return Horizons(tuple(series), horizon - seen[key], seen[key], ties)
        seen[key] = horizon
    return Horizons(tuple(series), 0, 0, ties)


def _turn(model: GraphModel, party: int, ends: NDArray[np.int64]) -> tuple[NDArray[np.int64], bool]:
    """Where all ends at a party's turn, given where each of its moves would end; and whether ties decide."""
    arcs, ranks = model.moves[party], model.wants[party].ranks
    assert ranks is not None
    worth = ranks[ends].astype(np.int64)
    best = arcs.gathered(worth, np.maximum, -1)
    moves = best > ranks
    origins = arcs.origins
    top = (worth[arcs.to] == best[origins]) & moves[origins]
    candidates = arcs.kept(top)
    first = np.arange(model.states)
    found = first.copy()
    found[moves] = ends[candidates.to[candidates.starts[:-1][moves]]]
    return found, bool((ends[candidates.to] != found[candidates.origins]).any())
