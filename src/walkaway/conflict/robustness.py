"""How far what is stable rests on preferences that nobody is sure of.

Two neighbouring wishes may stand in the wrong order: every such change is made alone, and what stays an
equilibrium is counted; exact. Ties and states that are not compared may hide a preference: strict rankings
that keep to what is known are drawn, and the share under which a state is stable has a standard error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.random import PCG64, Generator
from numpy.typing import NDArray

from ..case.wishes import Wish
from .arcs import Truth
from .graph import GraphModel
from .relation import Relation
from .stability import equilibria
from .wish_rankings import by_priority

__all__ = ["SharesOfRankings", "exchanged", "shares_of_rankings", "strict_ranking"]


@dataclass(frozen=True, eq=False)
class SharesOfRankings:
    """In which share of the rankings drawn each state is an equilibrium.

    Attributes
    ----------
    share, error : float array (states,)
        With its standard error, √(p (1 − p) / draws).
    draws, seed : int
    """

    share: NDArray[np.float64]
    error: NDArray[np.float64]
    draws: int
    seed: int


def shares_of_rankings(model: GraphModel, concept: str, draws: int, seed: int) -> SharesOfRankings:
    """Draw strict rankings of every party that keep to what is known, and count.

    Parameters
    ----------
    model : GraphModel
    concept : str
    draws, seed : int

    Returns
    -------
    SharesOfRankings

    Notes
    -----
    A ranking is drawn from its worst state up: again and again one at random of those left than
    which none left is worse. Of preferences known in part not all rankings come equally often.
    """
    chance, count = Generator(PCG64(seed)), np.zeros(model.states)
    for _ in range(draws):
        wants = {place: strict_ranking(want, chance) for place, want in enumerate(model.wants)}
        count += equilibria(model.wanting(wants), concept)
    share = count / draws
    error = np.array([sqrt(p * (1 - p) / draws) for p in share.tolist()])
    return SharesOfRankings(share, error, draws, seed)


def strict_ranking(want: Relation, chance: Generator) -> Relation:
    """A strict ranking that keeps to a preference, which must have no circles."""
    lot = chance.permutation(want.states)
    if want.ranks is not None:
        order = np.lexsort((lot, want.ranks))
    else:
        every = np.arange(want.states)
        better, left, taken = want.better(every[None, :], every[:, None]), [*range(want.states)], []
        while left:
            # [s, t]: t is better than s
            free = [state for state in left if not better[left, state].any()]
            taken.append(min(free or left, key=lambda state: int(lot[state])))
            left.remove(taken[-1])
        order = np.array(taken)
    ranks = np.empty(want.states, dtype=np.int32)
    ranks[order] = np.arange(want.states, dtype=np.int32)
    return Relation(ranks=ranks)


def exchanged(
    wishes: Mapping[int, Sequence[Wish]], taken: Mapping[str, Truth]
) -> Iterator[tuple[int, int, Relation]]:
    """Every ranking in which two neighbouring wishes of one party change places: whose, which, and it."""
    for who, ordered in wishes.items():
        for place in range(len(ordered) - 1):
            other = [*ordered]
            other[place], other[place + 1] = other[place + 1], other[place]
            yield who, place, by_priority(other, taken)
