"""All deals as rows × columns, so that "does some deal pass?" is answered for many draws at once.

Clusters add up, so deals are pairs of a *row* (a combination of some clusters) and a *column* (of others),
worth a sum of two numbers (:mod:`.witnesses`). An option of an issue on its own that nobody ever prefers to
another one is dropped first: whatever deal it stands in, the other one serves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import prod

import numpy as np
from numpy.typing import NDArray

from .branches import Branches
from .clusters import Cluster
from .factored import Space
from .masks import Bools, Picks
from .realised import Realised
from .sweep import Combinations

_COLUMNS = 256
_PAIRS = 1 << 24
_FEW = 1 << 12
_NONE: Picks = np.zeros((1, 0), np.intp)  # the one combination of no issues


@dataclass(frozen=True, eq=False)
class DealTable:
    """The deals of a space as rows × columns."""

    space: Space
    rows: Combinations  # combinations of the two groups of issues that can be carried out
    columns: Combinations
    row_lines: Bools  # (who, …); which combinations cross a red line of whom
    column_lines: Bools

    @cached_property
    def branches(self) -> Branches:
        """Rows that cross nobody's red line, as a tree."""
        kept = np.flatnonzero(~self.row_lines.any(axis=0))
        return Branches(self.space, self.rows.cluster, self.rows.picks, kept)

    def some(self, rows: NDArray[np.intp]) -> DealTable:
        """Some of the rows."""
        if len(rows) == len(self.rows):
            return self
        return replace(self, rows=self.rows.some(rows), row_lines=self.row_lines[:, rows])

    def picks(self, pairs: NDArray[np.intp]) -> Picks:
        """Pairs (row, column), shape (deals, 2), as picks over all issues."""
        result = np.zeros((len(pairs), len(self.space.issues)), np.intp)
        for group, at in zip((self.rows, self.columns), pairs.T, strict=True):
            result[:, list(group.cluster.issues)] = group.picks[at]
        return result


def _joined(clusters: Sequence[Cluster]) -> Cluster:
    """Several clusters as one."""
    issues = tuple(sorted(issue for cluster in clusters for issue in cluster.issues))
    shape = {issue: n for cluster in clusters for issue, n in zip(cluster.issues, cluster.shape, strict=True)}
    return Cluster(
        issues=issues,
        shape=tuple(shape[issue] for issue in issues),
        impossible=tuple(mask for cluster in clusters for mask in cluster.impossible),
        red_lines=tuple(line for cluster in clusters for line in cluster.red_lines),
        interactions=tuple(item for cluster in clusters for item in cluster.interactions),
        functions=tuple(item for cluster in clusters for item in cluster.functions),
    )


def _groups(space: Space) -> tuple[Cluster, Cluster]:
    """The largest cluster in the rows; small ones in the columns while these are few."""
    ordered = sorted(space.clusters, key=lambda cluster: -cluster.combinations)
    rows: list[Cluster] = ordered[:1]
    columns: list[Cluster] = []
    for cluster in ordered[:0:-1]:
        few = prod(other.combinations for other in columns) * cluster.combinations <= _COLUMNS
        (columns if few else rows).append(cluster)
    return _joined(rows), _joined(columns)


def _outdone(own: NDArray[np.float64], room: int = _PAIRS) -> Bools:
    """Which options are worth no more than another one to anybody, ever; of equals, all but the last.

    ``own`` has shape (who, options, realisations). A few realisations tell nearly all pairs apart.
    """
    count, values = own.shape[1], own.transpose(2, 0, 1).reshape(-1, own.shape[1])
    outdone = np.zeros(count, bool)
    for at in range(0, count, step := max(1, room // count)):
        some = np.arange(at, min(at + step, count))
        as_good = np.arange(count) != some[:, None]
        known = 0
        while known < len(values) and np.count_nonzero(as_good) > max(len(some), _FEW):
            as_good &= values[known] >= values[known][some, None]
            known += 1
        pairs = np.argwhere(as_good)
        pairs[:, 0] += at
        while known < len(values) and len(pairs):  # more realisations together, the fewer pairs are left
            part = values[known : known + max(1, _FEW // len(pairs))]
            pairs = pairs[(part[:, pairs[:, 1]] >= part[:, pairs[:, 0]]).all(axis=0)]
            known += len(part)
        option, other = pairs.T
        equal = (values[:, option] == values[:, other]).all(axis=0)
        outdone[option[~equal | (other > option)]] = True
    return outdone


def _useful(space: Space, real: Realised) -> dict[int, Bools]:
    """For issues on their own: which options are not outdone by another one for everybody, always."""
    keep: dict[int, Bools] = {}
    for cluster in space.clusters:
        if not cluster.patterned:
            first = space.first[cluster.issues[0]]
            keep[cluster.issues[0]] = ~_outdone(real.coefficients[:, first : first + cluster.shape[0]])
    return keep


def build_table(
    space: Space, real: Realised, *, only: dict[int, Bools] | None = None, listed: Picks | None = None
) -> DealTable:
    """Lay out the deals of a space for realisations, without options outdone in all of them.

    ``only`` some options of some issues; or only the deals ``listed``, where there are too many.

    Examples
    --------
    >>> import walkaway
    >>> answers = walkaway.analyse("harbour")
    >>> table = build_table(answers.space, answers.drawn.realised())
    >>> 0 < len(table.rows) * len(table.columns) <= answers.space.combinations
    True
    """
    if listed is not None:
        return _laid_out(space, (space.joint, Cluster((), ())), (listed, _NONE))
    keep = _useful(space, real) | (only or {})
    return _whole(space, tuple((issue, keep[issue].tobytes()) for issue in sorted(keep)))


@lru_cache(maxsize=2)
def _whole(space: Space, keep: tuple[tuple[int, bytes], ...]) -> DealTable:
    """All deals with some options, kept for the next change that asks for the same ones."""
    groups, allowed = _groups(space), {issue: np.frombuffer(good, bool) for issue, good in keep}
    return _laid_out(space, groups, [group.keeping(allowed) if group.issues else _NONE for group in groups])


def _laid_out(space: Space, groups: Sequence[Cluster], picks: Sequence[Picks]) -> DealTable:
    who = range(len(space.who))
    lines = [np.stack([g.refused(p, one) for one in who]) for g, p in zip(groups, picks, strict=True)]
    rows, columns = (Combinations(space, g, p) for g, p in zip(groups, picks, strict=True))
    return DealTable(space, rows, columns, *lines)
