r"""The exact Pareto frontier of a deal space, for any number of parties.

A deal is *efficient* if no other deal is at least as good for every party and better for one. Values add
up over clusters, so if a partial sum is dominated, every completion of it is dominated by the same
completion of the better one. Merging clusters one by one while keeping only non-dominated partial sums is
therefore exact, and a space of 10^50 deals needs as many merges as it has clusters. Equal partial sums
are kept once, with the number of ways to reach them and one witness.

Deals that cannot be carried out, and deals that cross a red line of a party without whom nothing passes,
are not on the frontier.

References
----------
Raiffa (1982), *The Art and Science of Negotiation*, on efficient deals of scored issues; Kung, Luccio and
Preparata (1975), J. ACM 22:469–476, for the maxima of vectors (as implemented by moocore for three and
more parties).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import moocore
import numpy as np
from numpy.typing import NDArray

from ..space import TOL, Bools, Cluster, Picks, Space, Values
from ..weights import Floats
from .result import Method, Result

__all__ = ["Frontier", "Point", "efficient", "frontier"]

_MERGE_BLOCK = 2_000_000
Ints = NDArray[np.int64]
Counts = NDArray[Any]  # int64, or Python integers where 64 bits are not enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value of the frontier.

    Attributes
    ----------
    deal : dict of str to str
        A witness: one deal with this value, issue → option.
    value : tuple of float
        Value for each party, on its own scale.
    count : int
        How many deals have exactly this value.
    """

    deal: dict[str, str]
    value: tuple[float, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier(Result):
    """All efficient values, best for the first party first.

    Attributes
    ----------
    parties : tuple of str
    points : tuple of Point
    method : Method
    integers : int64 array (points, parties)
        The values in the parties' units, for exact comparisons.
    picks : int array (points, issues)
        Witness deals as option numbers.
    values : Values
        The realisation that was used.
    """

    parties: tuple[str, ...]
    points: tuple[Point, ...]
    method: Method
    integers: Ints = field(repr=False)
    picks: Picks = field(repr=False)
    values: Values = field(repr=False)

    def __len__(self) -> int:
        return len(self.points)

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)


def efficient(points: Ints, counts: Counts) -> tuple[NDArray[np.intp], Counts]:
    """Which rows are not dominated; equal rows once, their counts added.

    Parameters
    ----------
    points : int array (rows, parties)
        More is better in every column.
    counts : int array (rows,)

    Returns
    -------
    index : int array (kept,)
        First row of each kept value, best for the first party first.
    counts : int array (kept,)

    Notes
    -----
    O(rows log rows) for up to three parties, O(rows log^(parties-2) rows) for more.
    """
    if points.shape[1] > 2 and len(points) > 1:
        alive = np.flatnonzero(
            moocore.is_nondominated(points.astype(np.float64), maximise=True, keep_weakly=True)
        )
    else:
        alive = np.arange(len(points))
    rows = points[alive]
    order = alive[np.lexsort(tuple(-rows[:, column] for column in reversed(range(rows.shape[1]))))]
    rows = points[order]
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    starts = np.flatnonzero(new)
    index, totals = order[starts], np.add.reduceat(counts[order], starts)
    if points.shape[1] <= 2:
        last = rows[starts, -1]
        best_before = np.maximum.accumulate(last)
        keep = np.ones(len(last), dtype=bool)
        keep[1:] = last[1:] > best_before[:-1] if points.shape[1] == 2 else False
        index, totals = index[keep], totals[keep]
    return index, totals


@dataclass(frozen=True, eq=False)
class _Table:
    """Non-dominated values of one cluster with a witness each."""

    points: Ints
    counts: Counts
    picks: Picks


def _hopeful(front: Ints, rows: Ints) -> Bools:
    """Rows of two parties that the frontier so far does not dominate: a quick sieve before sorting."""
    if rows.shape[1] != 2 or not len(front):
        return np.ones(len(rows), dtype=bool)
    above = np.searchsorted(-front[:, 0], -rows[:, 0], side="right")  # points at least as good for the first
    rival = np.where(above > 0, front[above - 1, 1], np.iinfo(np.int64).min)
    return np.asarray(rows[:, 1] >= rival)


def _table(space: Space, values: Values, cluster: Cluster) -> _Table:
    """Go through a cluster in chunks and keep its non-dominated values."""
    parties = space.parties
    kept = _Table(
        np.zeros((0, parties), np.int64), np.zeros(0, np.int64), np.zeros((0, len(cluster.issues)), np.intp)
    )
    for _, picks in cluster.chunks():
        allowed = np.ones(len(picks), dtype=bool)
        for who in space.required:
            allowed &= ~cluster.refused(picks, who)
        picks = picks[allowed]
        if not len(picks):
            continue
        found = space.values(values.coefficients[:, :parties], picks, cluster)
        hopeful = _hopeful(kept.points, found)
        picks, found = picks[hopeful], found[hopeful]
        points = np.concatenate((kept.points, found))
        counts = np.concatenate((kept.counts, np.ones(len(picks), np.int64)))
        index, counts = efficient(points, counts)
        kept = _Table(points[index], counts, np.concatenate((kept.picks, picks))[index])
    return kept


def _merge(
    points: Ints, counts: Counts, table: _Table
) -> tuple[Ints, Counts, NDArray[np.intp], NDArray[np.intp]]:
    """All sums of partial values with a table, non-dominated; with the rows they came from."""
    width, block = len(table.points), max(1, _MERGE_BLOCK // max(1, len(table.points)))
    sums = np.zeros((0, points.shape[1]), np.int64)
    ways: Counts = np.zeros(0, counts.dtype)
    origin = np.zeros(0, np.intp)
    if int(counts.max()) * int(table.counts.max()) * len(points) * width >= 2**62:
        counts = counts.astype(object)
        ways = ways.astype(object)
    for start in range(0, len(points), block):
        part = slice(start, start + block)
        new = (points[part, None, :] + table.points[None, :, :]).reshape(-1, points.shape[1])
        new_ways = (counts[part, None] * table.counts[None, :]).reshape(-1)
        new_origin = np.arange(start * width, start * width + len(new), dtype=np.intp)
        sums, origin = np.concatenate((sums, new)), np.concatenate((origin, new_origin))
        index, ways = efficient(sums, np.concatenate((ways, new_ways)))
        sums, origin = sums[index], origin[index]
    return sums, ways, origin // width, origin % width


def _collapse(points: Ints, counts: Counts, reach: Floats) -> tuple[NDArray[np.intp], Counts]:
    """For rounded values: rows closer than the tolerance are one."""
    grid = np.maximum(1, (reach * TOL).astype(np.int64))
    return efficient(points // grid, counts)


def frontier(space: Space, values: Values) -> Frontier:
    """Find every efficient value of the parties, with a witness deal and the number of deals.

    Parameters
    ----------
    space : Space
    values : Values
        One realisation; the result speaks of it alone.

    Returns
    -------
    Frontier
        Empty if every deal is impossible or crosses a red line.

    Raises
    ------
    BudgetError
        If one cluster has more than 200 million combinations.

    Notes
    -----
    Work: one merge a cluster; a merge sorts (partial frontier × cluster frontier) rows. The size of the
    frontier, not of the space, sets the cost; it grows with the number of parties.

    References
    ----------
    See the module.
    """
    tables = [(_table(space, values, cluster), cluster) for cluster in space.clusters]
    tables.sort(key=lambda pair: len(pair[0].points))
    parties = space.parties
    points, counts = np.zeros((1, parties), np.int64), np.ones(1, np.int64)
    trail: list[tuple[NDArray[np.intp], NDArray[np.intp]]] = []
    for table, _ in tables:
        if not len(table.points):
            points, trail = points[:0], []
            counts = counts[:0]
            break
        points, counts, back, row = _merge(points, counts, table)
        trail.append((back, row))
    at = np.arange(len(points))
    if not values.exact and len(points):
        at, counts = _collapse(
            points, counts, np.abs(values.coefficients[:, :parties]).max(axis=0).astype(float)
        )
        points = points[at]
    picks = np.zeros((len(points), len(space.issues)), np.intp)
    for (back, row), (table, cluster) in zip(reversed(trail), reversed(tables), strict=False):
        picks[:, cluster.issues] = table.picks[row[at]]
        at = back[at]
    own = values.own_scale(points)
    largest = max((cluster.combinations for cluster in space.clusters), default=1)
    return Frontier(
        parties=space.who[:parties],
        points=tuple(
            Point(deal=space.deal(pick), value=tuple(map(float, value)), count=int(count))
            for pick, value, count in zip(picks, own, counts, strict=True)
        ),
        method=Method(
            name="merging of non-dominated partial sums over clusters",
            exact=values.exact,
            realisation=values.name,
            note=f"{len(space.clusters)} clusters, the largest of {largest:,} combinations",
        ),
        integers=points,
        picks=picks,
        values=values,
    )
