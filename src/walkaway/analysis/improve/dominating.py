r"""All deals that are better than a given one: listed where they are few, counted where they are many.

A deal :math:`y` *dominates* :math:`x` if :math:`v_p(y) \ge v_p(x)` for every party and :math:`>` for one.
Clusters are joined one by one; a partial deal is dropped as soon as the best that the remaining clusters can
add leaves some party below the given deal. What is left at the end is exactly the dominating deals.

Counting goes further than listing: partial deals of equal value are kept once with their number, and a value
that is already safe whatever follows is cut back to the least safe value, which makes more of them equal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...space import DEAL_BUDGET, NO_CAP, Picks
from ...space.clusters import Cluster
from ..frontier.merging import Counts, Ints
from .given_deal import Given, dominates

__all__ = ["Dominating", "dominating"]

_BLOCK = 2_000_000
_MOST_SUMS = 1_000_000


@dataclass(frozen=True, eq=False)
class Dominating:
    """Deals that dominate a given one.

    Attributes
    ----------
    count : int or None
        How many there are; None where counting them would exceed the budget.
    picks : int array (deals, issues) or None
        The deals; None where they are too many to list.
    differences : int array (deals, parties) or None
        What each party gains, in its units.
    """

    count: int | None
    picks: Picks | None
    differences: Ints | None


@dataclass(frozen=True, eq=False)
class _Rows:
    """Rows of one cluster that may still be part of a dominating deal."""

    cluster: Cluster
    rows: Picks
    points: Ints


def _parts(given: Given) -> list[_Rows] | None:
    """All open rows of every cluster; None where a cluster is too large to go through."""
    if any(cluster.combinations > DEAL_BUDGET for cluster in given.space.clusters):
        return None
    parts = []
    for cluster in given.space.clusters:
        rows = np.concatenate([picks for _, picks in cluster.chunks()])
        rows = rows[given.open(cluster, rows)]
        parts.append(_Rows(cluster, rows, given.differences(cluster, rows)))
    return sorted(parts, key=lambda part: len(part.rows))


def _rest(parts: list[_Rows], *, best: bool) -> list[Ints]:
    """The most (or least) that the clusters after each one can add, per party."""
    ends = [part.points.max(axis=0) if best else part.points.min(axis=0) for part in parts]
    total = np.zeros_like(ends[0])
    rest = []
    for end in reversed(ends):
        rest.append(total)
        total = total + end
    return rest[::-1]


def _listed(given: Given, parts: list[_Rows]) -> tuple[Picks, Ints] | None:
    """Every dominating deal, or None where too many partial deals would have to be kept."""
    picks = np.repeat(given.picks, 1, axis=0)
    points: Ints = np.zeros((1, given.space.parties), np.int64)
    for part, rest in zip(parts, _rest(parts, best=True), strict=True):
        floor = given.floor - rest
        found: list[tuple[NDArray[np.intp], NDArray[np.intp]]] = []
        kept, step = 0, max(1, _BLOCK // len(part.rows))
        if len(points) * len(part.rows) > 32 * _BLOCK:
            return None
        for start in range(0, max(len(points), 1), step):  # once, though nothing is left
            sums = points[start : start + step, None] + part.points[None]
            left, right = np.nonzero((sums >= floor).all(axis=2))
            found.append((left + start, right))
            kept += len(left)
            if kept > DEAL_BUDGET:
                return None
        left, right = (np.concatenate(side) for side in zip(*found, strict=True))
        points = points[left] + part.points[right]
        picks = picks[left]
        picks[:, list(part.cluster.issues)] = part.rows[right]
    points = given.gains(points)
    better = dominates(points, given.slack)
    return picks[better], points[better]


def _gathered(points: Ints, ways: Counts) -> tuple[Ints, Counts]:
    """Equal rows once, with the sum of their ways."""
    order = np.lexsort(points.T)
    points, ways = points[order], ways[order]
    new = np.ones(len(points), dtype=bool)
    new[1:] = (points[1:] != points[:-1]).any(axis=1)
    starts = np.flatnonzero(new)
    return points[starts], np.add.reduceat(ways, starts)


def _ways(given: Given, parts: list[_Rows], *, equal: bool) -> int | None:
    """How many deals are at least as good for everybody, or as good for everybody; None beyond the budget."""
    points: Ints = np.zeros((1, given.space.parties), np.int64)
    ways: Counts = np.ones(1, dtype=object)
    high, low = _rest(parts, best=True), _rest(parts, best=False)
    ceiling = np.where(given.room <= given.slack, NO_CAP // 2, given.slack - given.over)
    for part, most, least in zip(parts, high, low, strict=True):
        own, own_ways = _gathered(part.points, np.ones(len(part.points), dtype=object))
        if len(points) * len(own) > _MOST_SUMS:
            return None
        sums = (points[:, None] + own[None]).reshape(-1, points.shape[1])
        ways = (ways[:, None] * own_ways[None]).reshape(-1)
        keep = (sums >= given.floor - most).all(axis=1)
        if equal:
            keep &= (sums <= ceiling - least).all(axis=1)
        else:
            sums = np.minimum(sums, given.floor - least)  # safe whatever follows
        if not keep.any():
            return 0
        points, ways = _gathered(sums[keep], ways[keep])
    return int(ways.sum())


def dominating(given: Given) -> Dominating:
    """Find the deals that dominate a given one.

    Parameters
    ----------
    given : Given

    Returns
    -------
    Dominating

    Notes
    -----
    Listing keeps at most two million partial deals, counting at most a million sums at a time; a cluster
    of more than two million combinations is not gone through. Beyond that the frontier still says exactly
    whether there are any (:func:`walkaway.analysis.improve.improve.improve`).
    """
    parts = _parts(given)
    if parts is None:
        return Dominating(None, None, None)
    if not all(len(part.rows) for part in parts):
        return Dominating(0, given.picks[:0], np.zeros((0, given.space.parties), np.int64))
    listed = _listed(given, parts)
    if listed is not None:
        return Dominating(len(listed[0]), *listed)
    level = _ways(given, parts, equal=False)
    same = None if level is None else _ways(given, parts, equal=True)
    return Dominating(None if level is None or same is None else level - same, None, None)
