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
from ..errors import BudgetError, UsageError
from .arcs import Truth
from .graph import GraphModel
from .relation import Relation
from .stability import equilibria
from .wish_rankings import by_priority

_MOST_SETS = 200_000
"""Most sets of states that are counted: a second or two."""


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

    Raises
    ------
    UsageError
        If a preference goes in a circle, so that no ranking keeps to it.
    BudgetError
        If a preference leaves so much open that its rankings cannot be counted.

    Notes
    -----
    All rankings that keep to what is known are equally likely. Of preferences known in part they are counted
    first, by sets of states that can be the worst: at most 200,000 sets.
    """
    chance, count = Generator(PCG64(seed)), np.zeros(model.states)
    lots = [StrictRankings(want) for want in model.wants]
    for _ in range(draws):
        wants = {place: lot.draw(chance) for place, lot in enumerate(lots)}
        count += equilibria(model.wanting(wants), concept)
    share = count / draws
    error = np.array([sqrt(p * (1 - p) / draws) for p in share.tolist()])
    return SharesOfRankings(share, error, draws, seed)


class StrictRankings:
    """All strict rankings that keep to a preference, to draw from; each is equally likely.

    Raises
    ------
    UsageError, BudgetError
        As ``shares_of_rankings``.
    """

    def __init__(self, want: Relation) -> None:
        self.want = want
        self.ways: dict[int, dict[int, int]] = {}
        if want.ranks is None:
            every = np.arange(want.states)
            worse = want.better(every[:, None], every[None, :]).tolist()  # [s, t]: s is better than t
            self.below = [sum(1 << t for t, below in enumerate(row) if below) for row in worse]
            self._count()

    def _next(self, worst: int) -> list[int]:
        """Which states can come next above those that are the worst."""
        below = self.below
        return [s for s in range(len(below)) if not worst >> s & 1 and not below[s] & ~worst]

    def _count(self) -> None:
        """For each set of states that can be the worst: what can come next, in how many rankings."""
        layers = [{0}]
        for _ in self.below:
            layers.append({worst | 1 << s for worst in layers[-1] for s in self._next(worst)})
            if (sets := sum(map(len, layers))) > _MOST_SETS:
                found = f"more than {sets:,} sets of states that can be the worst"
                raise BudgetError(f"{found}, as so little is known; at most {_MOST_SETS:,} are counted")
        if not layers[-1]:
            raise UsageError.of("a preference that goes in a circle", "one that a ranking can keep to")
        total = {(1 << len(self.below)) - 1: 1}
        for layer in reversed(layers[:-1]):
            for worst in layer:
                ways = {s: total.get(worst | 1 << s, 0) for s in self._next(worst)}
                self.ways[worst], total[worst] = ways, sum(ways.values())

    def draw(self, chance: Generator) -> Relation:
        """One of them."""
        states = self.want.states
        if self.want.ranks is not None:
            order = np.lexsort((chance.permutation(states), self.want.ranks))
        else:
            worst, taken = 0, list[int]()
            for part in chance.random(states).tolist():
                ways = self.ways[worst]
                total = sum(ways.values())
                shares = np.cumsum([many / total for many in ways.values()])
                state = [*ways][min(int(np.searchsorted(shares, part, side="right")), len(ways) - 1)]
                taken.append(state)
                worst |= 1 << state
            order = np.array(taken)
        ranks = np.empty(states, dtype=np.int32)
        ranks[order] = np.arange(states, dtype=np.int32)
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
