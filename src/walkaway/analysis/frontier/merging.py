"""Non-dominated sums over clusters: the engine under the frontier.

If a partial sum is dominated, so is its every completion, by the same completion of the better one: merging
cluster by cluster is exact. Equal sums are kept once, with the number of ways to reach them and one witness.
Kung, Luccio and Preparata (1975), J. ACM 22:469–476, for the maxima of vectors (moocore's, from three
parties).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...errors import BudgetError
from ...space import Bools, Cluster, Picks, Space
from ...space.values import beyond
from ...space.weights import Floats

FRONT_BUDGET = 3_000_000
"""Most non-dominated partial sums that are kept."""

_MERGE_BLOCK = 2_000_000
_GRIDS = (1e-3, 1e-4, 1e-5)
Ints = NDArray[Any]  # int64, or Python integers where 64 bits are not enough
Counts = Ints


def _best_first(rows: Ints) -> tuple[NDArray[np.intp], Bools]:
    """Order of rows, best first by the first column, then the next; and which differ from the last one."""
    if rows.shape[1] == 2 and len(rows):
        (one, other), lows = rows.T, [int(column.min()) for column in rows.T]
        spread = [int(column.max()) - low + 1 for column, low in zip(rows.T, lows, strict=True)]
        if spread[0] * spread[1] < 2**62:  # both columns fit into one number, which sorts faster
            key = (lows[0] - one) * spread[1] + (lows[1] - other)
            order = np.argsort(key, kind="stable")
            key = key[order]
            return order, np.append(True, key[1:] != key[:-1])
    order = np.lexsort(tuple(-rows[:, column] for column in reversed(range(rows.shape[1]))))
    rows = rows[order]
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    return order, new


def _floats(points: Ints) -> NDArray[np.float64]:
    """The same order in every column as floats: the numbers, or their ranks where floats are too coarse."""
    if np.abs(points).max(initial=0) < 2**53:
        return points.astype(np.float64)
    ranks = [np.unique(column, return_inverse=True)[1] for column in points.T]
    return np.stack(ranks, axis=1).astype(np.float64)


def _maxima(points: Ints) -> Bools:
    """Which rows no other dominates, equal rows all of them, for three parties and more."""
    from moocore import is_nondominated  # loads a network library, so only where it is needed

    return np.asarray(is_nondominated(_floats(points), maximise=True, keep_weakly=True))


def efficient(points: Ints, counts: Counts) -> tuple[NDArray[np.intp], Counts]:
    """Which rows are not dominated, best for the first party first; equal rows once, their counts added."""
    if points.shape[1] > 2 and len(points) > 1:
        alive = np.flatnonzero(_maxima(points))
    else:
        alive = np.arange(len(points))
    rows = points[alive]
    order, new = _best_first(rows)
    order, starts = alive[order], np.flatnonzero(new)
    rows = points[order]
    index, totals = order[starts], np.add.reduceat(counts[order], starts)
    if points.shape[1] <= 2:
        last = rows[starts, -1]
        best_before = np.maximum.accumulate(last)
        keep = np.ones(len(last), dtype=bool)
        keep[1:] = last[1:] > best_before[:-1] if points.shape[1] == 2 else False
        index, totals = index[keep], totals[keep]
    return index, totals


def undominated(points: Ints) -> Bools:
    """Which rows no other dominates, equal rows all of them, shape (rows,)."""
    if not len(points):
        return np.zeros(0, bool)
    if points.shape[1] > 2:
        return _maxima(points)
    front = points[efficient(points, np.ones(len(points), np.int64))[0]]
    place = np.searchsorted(-front[:, 0], -points[:, 0])  # an efficient value stands there alone
    return np.asarray((front[np.minimum(place, len(front) - 1)] == points).all(axis=1))


@dataclass(frozen=True, eq=False)
class ValueTable:
    """Non-dominated values of one cluster, with how many combinations have each, and a witness."""

    points: Ints
    counts: Counts  # without meaning where programs were solved
    picks: Picks
    programs: int = 0  # mixed-integer programs behind it; 0 where every combination was looked at
    complete: bool = True  # False if the search was interrupted
    sure: bool = True  # False where a program's floats could not tell neighbouring values apart


Engine = Callable[[Cluster], ValueTable | None]
"""Another way to the table of a cluster; None where going through the cluster is better."""


def _hopeful(front: Ints, rows: Ints) -> Bools:
    """Rows of two parties that the frontier so far does not dominate: a quick sieve before sorting."""
    if rows.shape[1] != 2 or not len(front):
        return np.ones(len(rows), dtype=bool)
    above = np.searchsorted(-front[:, 0], -rows[:, 0], side="right")  # points at least as good for the first
    rival = np.where(above > 0, front[above - 1, 1], -beyond(front))
    return np.asarray(rows[:, 1] >= rival)


def _table(space: Space, coefficients: Ints, cluster: Cluster, refusing: tuple[int, ...]) -> ValueTable:
    """Go through a cluster in chunks and keep its non-dominated values."""
    if cluster.shape == (cluster.combinations,) and not cluster.patterned:
        found = coefficients[space.first[cluster.issues[0]] :][: cluster.combinations]
        index, counts = efficient(found, np.ones(len(found), np.int64))
        return ValueTable(found[index], counts, index[:, None])
    columns = coefficients.shape[1]
    kept = ValueTable(
        np.zeros((0, columns), coefficients.dtype),
        np.zeros(0, np.int64),
        np.zeros((0, len(cluster.issues)), np.intp),
    )
    for _, picks in cluster.chunks():
        allowed = np.ones(len(picks), dtype=bool)
        for who in refusing:
            allowed &= ~cluster.refused(picks, who)
        picks = picks[allowed]
        if not len(picks):
            continue
        found = space.values(coefficients, picks, cluster)
        hopeful = _hopeful(kept.points, found)
        picks, found = picks[hopeful], found[hopeful]
        points = np.concatenate((kept.points, found))
        counts = np.concatenate((kept.counts, np.ones(len(picks), np.int64)))
        index, counts = efficient(points, counts)
        kept = ValueTable(points[index], counts, np.concatenate((kept.picks, picks))[index])
    return kept


def _merge(
    points: Ints, counts: Counts, table: ValueTable, least: Ints | None = None
) -> tuple[Ints, Counts, NDArray[np.intp], NDArray[np.intp]]:
    """All sums with a table, non-dominated, none below ``least`` in a column; and the rows they are of."""
    width, block = len(table.points), max(1, _MERGE_BLOCK // max(1, len(table.points)))
    sums = points[:0]
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
        if least is not None:
            enough = (new >= least).all(axis=1)
            new, new_ways, new_origin = new[enough], new_ways[enough], new_origin[enough]
        if start:
            new, new_ways = np.concatenate((sums, new)), np.concatenate((ways, new_ways))
            new_origin = np.concatenate((origin, new_origin))
        sums, origin = new, new_origin
        if not len(sums):
            ways = new_ways
            continue
        index, ways = efficient(sums, new_ways)
        sums, origin = sums[index], origin[index]
        if len(sums) > FRONT_BUDGET:
            raise BudgetError(
                f"the frontier has more than {FRONT_BUDGET:,} values part of the way; "
                "fewer decimals in the scores would make many of them equal"
            )
    return sums, ways, origin // width, origin % width


@dataclass(frozen=True, eq=False)
class Sums:
    """Non-dominated sums over all clusters, with how many deals have each, and what was merged."""

    points: Ints
    counts: Counts
    tables: tuple[tuple[ValueTable, Cluster], ...]
    _issues: int
    _trail: tuple[tuple[NDArray[np.intp], NDArray[np.intp]], ...]

    @property
    def programs(self) -> int:
        """Mixed-integer programs that were solved; without any, deals of equal value were counted."""
        return sum(table.programs for table, _ in self.tables)

    @property
    def complete(self) -> bool:
        """Whether the search came to its end."""
        return all(table.complete for table, _ in self.tables)

    @property
    def sure(self) -> bool:
        """Whether all values could be told apart."""
        return all(table.sure for table, _ in self.tables)

    def picks(self, at: NDArray[np.intp]) -> Picks:
        """Witness deals of some points as option numbers, shape (rows, issues)."""
        picks = np.zeros((len(at), self._issues), np.intp)
        for (back, row), (table, cluster) in zip(reversed(self._trail), reversed(self.tables), strict=True):
            picks[:, cluster.issues] = table.picks[row[at]]
            at = back[at]
        return picks


def efficient_sums(
    space: Space,
    coefficients: Ints,
    refusing: tuple[int, ...],
    engine: Engine = lambda cluster: None,
    floor: Ints | None = None,
) -> Sums:
    """Merge the clusters of a space, keeping non-dominated sums only, best for the first column first.

    Red lines of ``refusing`` rule a deal out, ``engine`` is asked first for the table of each cluster, and
    sums that miss a ``floor`` in some column are left out, whatever the budget.
    """
    tables = [
        (engine(cluster) or _table(space, coefficients, cluster, refusing), cluster)
        for cluster in space.clusters
    ]
    tables.sort(key=lambda pair: len(pair[0].points))
    points, counts = np.zeros((1, coefficients.shape[1]), coefficients.dtype), np.ones(1, np.int64)
    trail: list[tuple[NDArray[np.intp], NDArray[np.intp]]] = []
    if not len(tables[0][0].points):
        points, counts = points[:0], counts[:0]
    else:
        highest = [table.points.max(axis=0) for table, _ in tables]
        rest = sum(highest, np.zeros(coefficients.shape[1], coefficients.dtype))
        for (table, _), high in zip(tables, highest, strict=True):
            rest = rest - high
            least = None if floor is None else floor - rest
            points, counts, back, row = _merge(points, counts, table, least)
            trail.append((back, row))
            if not len(points):
                break
    if not len(points):
        trail = [(np.zeros(0, np.intp), np.zeros(0, np.intp))] * len(tables)
    return Sums(points, counts, tuple(tables), len(space.issues), tuple(trail))


def two_have_a_deal(space: Space, coefficients: Floats, walk_away: Floats) -> bool | None:
    """Whether some deal reaches both walk-aways in one realisation; None if 10⁻⁵ of a reach cannot tell.

    For values so nearly opposed that neither frontier nor program ends: coefficients (2, features) rounded
    down to a grid make no deal worth more than it is, rounded up none less; finer grids follow until one
    decides.
    """
    reach = np.abs(coefficients).max(axis=1) * len(space.issues) + np.abs(walk_away)
    for grid in _GRIDS:
        unit = np.maximum(reach * grid, np.finfo(float).tiny)[:, None]
        for rounded, answer in ((np.floor, True), (np.ceil, False)):
            steps = rounded(coefficients / unit).astype(np.int64).T.copy()
            points = efficient_sums(space, steps, (0, 1)).points
            if bool((points >= walk_away / unit[:, 0]).all(axis=1).any()) == answer:
                return answer
    return None
