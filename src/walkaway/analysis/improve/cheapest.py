"""The cheapest improvements of a deal: what can be gained by changing one issue, two, three or more.

For each number of changes clusters are merged one by one into the non-dominated differences that leave nobody
worse off. An improvement is told only if none with as many or fewer changes beats it for everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...errors import BudgetError
from ...space import Cluster, Picks
from ..frontier.merging import Counts, Ints, efficient
from .better import Dominating
from .given_deal import Given, dominates, variations


@dataclass(frozen=True, eq=False)
class Cheapest:
    """Non-dominated improvements, fewest changes first, each with a deal that has it."""

    picks: Picks
    differences: Ints  # what each party gains, in its units, shape (rows, parties)
    changes: NDArray[np.intp]  # issues that change
    # deals with so many changes and exactly this difference; at least so many where a value is capped
    counts: Counts
    most: int  # up to so many changes every improvement was looked at


@dataclass(frozen=True, eq=False)
class _Partial:
    """Non-dominated partial deals with one number of changes."""

    points: Ints
    counts: Counts
    picks: Picks

    def __len__(self) -> int:
        return len(self.points)

    @property
    def best(self) -> _Partial:
        if not len(self):
            return self
        index, counts = efficient(self.points, self.counts)
        return _Partial(self.points[index], counts, self.picks[index])


def _together(parts: Sequence[_Partial]) -> _Partial:
    columns = ([getattr(part, name) for part in parts] for name in ("points", "counts", "picks"))
    return _Partial(*map(np.concatenate, columns))


def _of_cluster(given: Given, cluster: Cluster, most: int) -> list[_Partial]:
    """For each number of changes the non-dominated open rows of a cluster, as whole deals."""
    found: list[list[Picks]] = [[given.here(cluster)[:0]] for _ in range(most + 1)]
    for columns, rows in variations(given, cluster, most):
        found[len(columns)].append(rows[given.open(cluster, rows)])
    partials = []
    for rows in map(np.concatenate, found):
        picks = np.repeat(given.picks, len(rows), axis=0)
        picks[:, list(cluster.issues)] = rows
        ones = np.ones(len(rows), np.int64)
        partials.append(_Partial(given.differences(cluster, rows), ones, picks).best)
    return partials


def _joined(given: Given, one: _Partial, other: _Partial, cluster: Cluster, floor: Ints) -> _Partial:
    """Sums of partial deals with rows of the next cluster that can still end at or above the given deal."""
    if len(one) * len(other) > given.reaches.cheapest:
        raise BudgetError("so many ways to change a few issues are worth a look that they exceed the budget")
    sums = one.points[:, None] + other.points[None]
    left, right = np.nonzero((sums >= floor).all(axis=2))
    picks = one.picks[left]
    picks[:, list(cluster.issues)] = other.picks[right][:, list(cluster.issues)]
    return _Partial(sums[left, right], one.counts[left].astype(object) * other.counts[right], picks)


def cheapest(given: Given, most: int) -> Cheapest:
    """The best that can be done by changing at most so many issues; BudgetError if the ways are too many."""
    space, parties = given.space, given.space.parties
    most = min(most, len(space.issues))
    tables = [_of_cluster(given, cluster, most) for cluster in space.clusters]
    lowest = np.full((1, parties), -given.values.no_cap // len(tables))
    tops = [np.concatenate([lowest, *(part.points for part in table)]).max(axis=0) for table in tables]
    rest = np.sum(tops, axis=0)
    nothing = _Partial(np.zeros((0, parties), np.int64), np.zeros(0, object), given.picks[:0])
    state = [_Partial(np.zeros((1, parties), np.int64), np.ones(1, object), given.picks)] + [nothing] * most
    for cluster, table, top in zip(space.clusters, tables, tops, strict=True):
        rest = rest - top
        floor = given.floor - rest
        state = [
            _together(
                [nothing]
                + [_joined(given, state[n - own], table[own], cluster, floor) for own in range(n + 1)]
            ).best
            for n in range(most + 1)
        ]
    found = _together(state)
    points = given.gains(found.points)
    better = dominates(points)
    return _fewest(given, found.picks[better], points[better], found.counts[better], most)


def cheapest_of(given: Given, better: Dominating, most: int) -> Cheapest:
    """The same among listed deals; more changes are looked at only where few do nothing."""
    assert better.picks is not None
    assert better.differences is not None
    changes = given.changed(better.picks)
    most = max(most, int(changes.min(initial=len(given.space.issues))))
    near = np.flatnonzero(changes <= most)
    return _fewest(given, better.picks[near], better.differences[near], np.ones(len(near), np.int64), most)


def _fewest(given: Given, picks: Picks, differences: Ints, counts: Counts, most: int) -> Cheapest:
    """Those that none with as many or fewer changes is better than."""
    changes = given.changed(picks)
    index, counts = efficient(np.column_stack((-changes, differences)), counts)
    return Cheapest(picks[index], differences[index], changes[index], counts, most)
