"""What one seat knows of its own: the worth of every listed deal, its walk-away, and deals near a value.

Deals are found by order statistics: values are sorted once, and a target is a place in that order.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..space import Bools, Picks
from ..space.weights import Floats

NONE = -1
"""In place of a deal where there is none."""
Numbers = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Summed:
    """The parts of an additive value as doubles: Σ weight × share, issue by issue, at most a cap."""

    weights: tuple[float, ...]
    shares: tuple[Floats, ...]  # for each issue (options,)
    cap: float | None

    def of(self, picks: Picks) -> Floats:
        """Values added up in floating point, in the order in which Genius adds."""
        total = np.zeros(len(picks))
        for column, (weight, shares) in enumerate(zip(self.weights, self.shares, strict=True)):
            total += (weight * shares)[picks[:, column]]
        return total if self.cap is None else np.minimum(total, self.cap)


@dataclass(frozen=True, eq=False)
class Ranking:
    """Deals in ascending order of value, each realisation a row; those that are out of the question first."""

    order: Numbers  # (realisations, deals)
    sorted: Floats  # (realisations, deals); minus infinity for those out of the question
    first: Numbers  # (realisations,); place of the first that is not

    @property
    def empty(self) -> Bools:
        """In which realisations no deal will do, shape (realisations,)."""
        return np.asarray(self.first == self.order.shape[1])

    def places(self, targets: Floats, rows: Numbers) -> Numbers:
        """For each target the first place with at least that value; one past the last where none is."""
        if len(self.sorted) == 1:
            return np.searchsorted(self.sorted[0], targets)
        every, count = self.sorted.reshape(-1), self.sorted.shape[1]
        begin = rows * count
        step = 1 << count.bit_length() - 1
        # what a power of two leaves over is looked at first, so that no step goes past the end of a row
        place = np.where(every.take(begin + (step - 1)) < targets, begin + (count - step), begin)
        while step > 1:
            step //= 2
            np.add(place, step, out=place, where=every[step - 1 :].take(place) < targets)
        return np.asarray(place + (every.take(place) < targets) - begin)

    def at(self, places: Numbers, rows: Numbers) -> Numbers:
        """The deals in these places, kept among those that will do; none where no deal will."""
        last = self.order.shape[1] - 1
        found = self.order[rows, np.clip(places, np.minimum(self.first[rows], last), last)]
        return np.where(self.empty[rows], NONE, found)


@dataclass(frozen=True, eq=False)
class Valuation:
    """Worth of the listed deals to one seat, in one or more realisations of its judgements."""

    values: Floats  # (realisations, deals)
    walk_away: Floats  # (realisations,)
    open: Bools  # (deals,); from which it chooses its offers
    barred: Bools  # (deals,); crosses a red line of its own
    picks: Picks  # (deals, issues); number of the option of each issue
    titles: tuple[tuple[str, ...], ...]  # of the options of each issue
    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    ranged: tuple[bool, ...]  # whether the options of an issue are numbers of a range
    summed: Summed | None = None
    memory: dict[Hashable, Any] = field(default_factory=dict, repr=False)  # what strategies worked out of it

    @cached_property
    def ranking(self) -> Ranking:
        """The deals that it may offer: at least its walk-away, no red line crossed."""
        good = (self.values >= self.walk_away[:, None]) & self.open
        keys = np.where(good, self.values, -np.inf)
        order = np.argsort(keys, axis=1, kind="stable")
        first = np.count_nonzero(~good, axis=1)
        return Ranking(order, np.take_along_axis(keys, order, axis=1), first)

    def holding_out(self, least: Floats) -> Valuation:
        """The same for one who asks for more than the walk-away, (realisations,); nothing is sorted anew."""
        found = replace(self, walk_away=least, memory={})
        first = np.maximum(self.ranking.first, self.ranking.places(least, np.arange(len(least))))
        vars(found)["ranking"] = replace(self.ranking, first=first)  # where a cached property keeps it
        return found

    @cached_property
    def best(self) -> Floats:
        """The most that it can get; the walk-away where no deal is worth that."""
        ranking = self.ranking
        return np.where(ranking.empty, self.walk_away, ranking.sorted[:, -1])

    @cached_property
    def _padded(self) -> Floats:
        """Values, minus infinity for deals that it never accepts, and in a last column for none."""
        held = np.where(self.barred, -np.inf, self.values)
        return np.concatenate([held, np.full((len(held), 1), -np.inf)], axis=1)

    @cached_property
    def worst(self) -> Floats:
        """The least that a deal that it would sign is worth; the walk-away where there is none."""
        ranking = self.ranking
        last = ranking.sorted.shape[1] - 1
        least = np.take_along_axis(ranking.sorted, np.minimum(ranking.first, last)[:, None], axis=1)[:, 0]
        return np.where(ranking.empty, self.walk_away, least)

    @cached_property
    def bounds(self) -> tuple[Floats, Floats]:
        """The least and the most that any deal is worth, shape (realisations,) each."""
        return self.values.min(axis=1), self.values.max(axis=1)

    def of(self, deals: Numbers, rows: Numbers) -> Floats:
        """What deals are worth; minus infinity where there is none, or one that it never accepts."""
        if len(self.values) == 1:
            return np.asarray(self._padded[0].take(deals, mode="wrap"))
        return np.asarray(self._padded[rows, deals])

    def at_least(self, targets: Floats, rows: Numbers) -> Numbers:
        """The deal of least worth at or above each target; the best where none is; the first of equals."""
        return self.ranking.at(self.ranking.places(targets, rows), rows)

    def nearest(self, targets: Floats, rows: Numbers) -> Numbers:
        """The deal whose worth is nearest to each target; of two equally near the better one."""
        ranking, count = self.ranking, self.ranking.order.shape[1]
        above = np.minimum(ranking.places(targets, rows), count - 1)
        below = np.maximum(above - 1, 0)
        over, under = ranking.sorted[rows, above] - targets, targets - ranking.sorted[rows, below]
        return ranking.at(np.where(under < over, below, above), rows)
