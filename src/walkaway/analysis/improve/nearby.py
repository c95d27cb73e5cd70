r"""The cheapest improvements of a deal: what can be gained by changing one issue, two, three or more.

For each number of changed issues :math:`c` this finds the non-dominated differences among all deals that
differ from the given one in exactly :math:`c` issues and leave nobody worse off. Differences and changes
add up over clusters, so clusters are merged one by one with a separate non-dominated set for each :math:`c`;
partial deals that the remaining clusters cannot bring back to the given values are dropped. Nothing is
sampled, and the size of the space does not matter.

An improvement is reported only if no improvement with as many or fewer changes is at least as good for
everybody and better for somebody.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...errors import BudgetError
from ...space import Cluster, Picks
from ..frontier.merging import Counts, Ints, efficient
from .given_deal import Given, dominates, variations

__all__ = ["Ladder", "ladder"]

_MOST_SUMS = 8_000_000


@dataclass(frozen=True, eq=False)
class Ladder:
    """Non-dominated improvements, fewest changes first.

    Attributes
    ----------
    picks : int array (rows, issues)
        A witness each.
    differences : int array (rows, parties)
        What each party gains, in its units.
    changes : int array (rows,)
        Issues that change.
    counts : int array (rows,)
        Deals with so many changes and exactly this difference; at least so many where a value is capped.
    most : int
        Up to so many changes every improvement was looked at.
    """

    picks: Picks
    differences: Ints
    changes: NDArray[np.intp]
    counts: Counts
    most: int


@dataclass(frozen=True, eq=False)
class _Rung:
    """Non-dominated partial deals with one number of changes."""

    points: Ints
    counts: Counts
    picks: Picks

    def __len__(self) -> int:
        return len(self.points)


def _best(rungs: list[_Rung]) -> _Rung:
    points = np.concatenate([rung.points for rung in rungs])
    picks = np.concatenate([rung.picks for rung in rungs])
    index, counts = efficient(points, np.concatenate([rung.counts for rung in rungs]))
    return _Rung(points[index], counts, picks[index])


def _table(given: Given, cluster: Cluster, most: int) -> list[_Rung]:
    """For each number of changes the non-dominated open rows of a cluster, as whole deals."""
    found: list[list[Picks]] = [[] for _ in range(most + 1)]
    for columns, rows in variations(given, cluster, most):
        found[len(columns)].append(rows[given.open(cluster, rows)])
    rungs = []
    for some in found:
        rows = np.concatenate(some) if some else given.here(cluster)[:0]
        picks = np.repeat(given.picks, len(rows), axis=0)
        picks[:, list(cluster.issues)] = rows
        points = given.differences(cluster, rows)
        rungs.append(_best([_Rung(points, np.ones(len(rows), np.int64), picks)]) if len(rows) else
                     _Rung(points, np.ones(0, np.int64), picks))  # fmt: skip
    return rungs


def _joined(one: _Rung, other: _Rung, cluster: Cluster, floor: Ints) -> _Rung:
    """Sums of partial deals with rows of the next cluster that can still end at or above the given deal."""
    if len(one) * len(other) > _MOST_SUMS:
        raise BudgetError("so many ways to change a few issues are worth a look that they exceed the budget")
    sums = one.points[:, None] + other.points[None]
    left, right = np.nonzero((sums >= floor).all(axis=2))
    picks = one.picks[left]
    picks[:, list(cluster.issues)] = other.picks[right][:, list(cluster.issues)]
    counts = one.counts[left].astype(object) * other.counts[right]
    return _Rung(sums[left, right], counts, picks)


def _merged(state: list[_Rung], table: list[_Rung], cluster: Cluster, floor: Ints) -> list[_Rung]:
    merged = []
    for changes in range(len(state)):
        parts = [
            _joined(state[changes - own], table[own], cluster, floor)
            for own in range(changes + 1)
            if len(state[changes - own]) and len(table[own])
        ]
        parts = [part for part in parts if len(part)]
        empty = _Rung(state[0].points[:0], np.zeros(0, object), state[0].picks[:0])
        merged.append(_best(parts) if parts else empty)
    return merged


def ladder(given: Given, most: int) -> Ladder:
    """Find the best that can be done by changing at most so many issues.

    Parameters
    ----------
    given : Given
    most : int
        Most issues to change, at least 1.

    Returns
    -------
    Ladder
        Empty if no deal within that many changes dominates the given one.

    Raises
    ------
    BudgetError
        If the linked issues of one cluster can be changed in more than 300,000 ways, or more than
        eight million sums would have to be compared at once.

    Notes
    -----
    For n issues that are not linked, with m options each: n merges of at most ``most`` + 1 non-dominated
    sets with at most m rows.
    """
    space, parties = given.space, given.space.parties
    most = min(most, len(space.issues))
    tables = [_table(given, cluster, most) for cluster in space.clusters]
    lowest = np.full(parties, np.iinfo(np.int64).min // (2 * len(tables)))
    tops = [np.concatenate([lowest[None], *(rung.points for rung in table)]).max(axis=0) for table in tables]
    rest = np.sum(tops, axis=0)
    empty = _Rung(np.zeros((0, parties), np.int64), np.zeros(0, object), given.picks[:0])
    start = _Rung(np.zeros((1, parties), np.int64), np.ones(1, object), given.picks)
    state = [start, *([empty] * most)]
    for cluster, table, top in zip(space.clusters, tables, tops, strict=True):
        rest = rest - top
        state = _merged(state, table, cluster, given.floor - rest)
    points = given.gains(np.concatenate([rung.points for rung in state]))
    picks = np.concatenate([rung.picks for rung in state])
    counts = np.concatenate([rung.counts for rung in state])
    better = dominates(points, given.slack)
    points, picks, counts = points[better], picks[better], counts[better]
    changes = given.changed(picks)
    index, counts = efficient(np.column_stack((-changes, points)), counts)
    return Ladder(picks[index], points[index], changes[index], counts, most)
