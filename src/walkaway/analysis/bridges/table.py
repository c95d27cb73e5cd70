r"""All deals as rows × columns, so that "does some deal pass?" is answered for many draws at once.

Clusters of issues add up, so the deals are the pairs of a *row* (a combination of some clusters) and a
*column* (a combination of the others), and a party's value of a deal is a sum of two numbers.
:mod:`.seek` makes use of that.

An option of an issue on its own that nobody ever prefers to another option, in any realisation, is dropped
first: whatever deal it stands in, the other one serves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...case import Case
from ...space import NO_CAP, Bools, Cluster, Picks, Space, Values
from ...space.draws import Draws
from ...space.weights import Floats

__all__ = ["DealTable", "Realised", "build_table", "central", "sampled"]

_COLUMNS = 256


@dataclass(frozen=True, eq=False)
class Realised:
    """Realisations of all judgements: the central one in exact integers, or draws.

    Attributes
    ----------
    coefficients : array (who, features, realisations)
    away : array (who, realisations)
    caps : array (who, realisations)
        The most a deal is worth; beyond reach where there is no cap.
    pair : (int, int, array (who,)) or None
        Two who must together gain besides, each gain in units of its scale.
    """

    coefficients: NDArray[Any]
    away: NDArray[Any]
    caps: NDArray[Any]
    pair: tuple[int, int, Floats] | None = None

    @property
    def count(self) -> int:
        """How many realisations."""
        return int(self.away.shape[1])

    @property
    def barred(self) -> Bools:
        """Whose walk-away lies above its cap, so that no deal will do, shape (who, realisations)."""
        return np.asarray(self.away > self.caps)

    def moved(self, shifts: dict[int, Any]) -> Realised:
        """The same with some walk-aways raised (or, by a negative number, lowered)."""
        away = self.away.copy()
        for who, by in shifts.items():
            away[who] += by
        return replace(self, away=away)

    def paying(self, shifts: dict[int, Any]) -> Realised:
        """The same if every deal costs some so much more: what is paid counts before the cap."""
        caps = self.caps.copy()
        for who, by in shifts.items():
            caps[who] += by
        return replace(self.moved(shifts), caps=caps)

    def some(self, which: NDArray[np.intp]) -> Realised:
        """Some of the realisations."""
        return replace(
            self,
            coefficients=self.coefficients[:, :, which],
            away=self.away[:, which],
            caps=self.caps[:, which],
        )

    def together(self, first: int, second: int, scales: Floats) -> Realised:
        """The same with one more condition: the two together gain, each in units of its scale."""
        return replace(self, pair=(first, second, scales))


def sampled(space: Space, draws: Draws) -> Realised:
    """Draws as realisations."""
    draws = draws.eased
    caps = np.full(len(space.who), np.inf) if draws.caps is None else draws.caps
    every = np.broadcast_to(caps[:, None], draws.walk_away.shape)
    return Realised(draws.coefficients, draws.walk_away, every)


def central(values: Values, case: Case) -> Realised:
    """The central realisation, in exact integers; a cap that no deal reaches counts for what is added."""
    coefficients = np.ascontiguousarray(values.coefficients.T)[:, :, None]
    limits = [case.preferences[who].cap for who in case.everyone]
    caps = [
        NO_CAP if cap is None else floor(Fraction(cap) / unit)
        for cap, unit in zip(limits, values.units, strict=True)
    ]
    away = values.walk_away[:, None]
    return Realised(coefficients, away, np.array(caps, np.int64)[:, None])


@dataclass(frozen=True, eq=False)
class DealTable:
    """The deals of a space as rows × columns.

    Attributes
    ----------
    space : Space
    row, column : Cluster
        The two groups of issues.
    rows, columns : int array (…, issues of the group)
        Combinations that can be carried out, as option numbers.
    row_lines, column_lines : bool array (who, …)
        Which combinations cross a red line of whom.
    row_held, column_held : bool array (interactions of the group, …)
        In which combinations the points of an interaction are added.
    """

    space: Space
    row: Cluster
    column: Cluster
    rows: Picks
    columns: Picks
    row_lines: Bools
    column_lines: Bools
    row_held: Bools
    column_held: Bools

    def picks(self, pairs: NDArray[np.intp]) -> Picks:
        """Pairs (row, column), shape (deals, 2), as picks over all issues."""
        result = np.zeros((len(pairs), len(self.space.issues)), np.intp)
        result[:, list(self.row.issues)] = self.rows[pairs[:, 0]]
        result[:, list(self.column.issues)] = self.columns[pairs[:, 1]]
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


def _combinations(cluster: Cluster, keep: dict[int, Bools]) -> Picks:
    """Combinations of a group that can be carried out and have only options that are kept."""
    if not cluster.issues:
        return np.zeros((1, 0), np.intp)
    parts = []
    for _, picks in cluster.chunks():
        good = np.ones(len(picks), bool)
        for position, issue in enumerate(cluster.issues):
            if issue in keep:
                good &= keep[issue][picks[:, position]]
        parts.append(picks[good])
    return np.concatenate(parts)


def _useful(space: Space, real: Realised) -> dict[int, Bools]:
    """For issues on their own: which options are not outdone by another one for everybody, always."""
    keep: dict[int, Bools] = {}
    for cluster in space.clusters:
        if cluster.impossible or cluster.red_lines or cluster.interactions or cluster.functions:
            continue
        issue = cluster.issues[0]
        first, count = space.first[issue], cluster.shape[0]
        own = real.coefficients[:, first : first + count]
        good = np.ones(count, bool)
        for option in range(count):
            others = [other for other in range(count) if other != option and good[other]]
            good[option] = not any((own[:, other] >= own[:, option]).all() for other in others)
        keep[issue] = good
    return keep


def build_table(
    space: Space, real: Realised, *, only: dict[int, Bools] | None = None, listed: Picks | None = None
) -> DealTable:
    """Lay out the deals of a space.

    Parameters
    ----------
    space : Space
    real : Realised
        The realisations that will be asked about: options outdone in all of them are left out.
    only : mapping of int to bool array, optional
        For some issues the only options to look at.
    listed : int array (deals, issues), optional
        Look at these deals and no others, for spaces too large to list.

    Raises
    ------
    BudgetError
        If a group has more combinations than can be gone through.
    """
    if listed is not None:
        row, column = space.joint, Cluster((), ())
        rows, columns = listed, np.zeros((1, 0), np.intp)
    else:
        row, column = _groups(space)
        keep = _useful(space, real) | (only or {})
        rows, columns = (_combinations(group, keep) for group in (row, column))
    who = range(len(space.who))
    return DealTable(
        space=space,
        row=row,
        column=column,
        rows=rows,
        columns=columns,
        row_lines=np.stack([row.refused(rows, p) for p in who]),
        column_lines=np.stack([column.refused(columns, p) for p in who]),
        row_held=_held(row, rows),
        column_held=_held(column, columns),
    )


def _held(cluster: Cluster, picks: Picks) -> Bools:
    """Which interactions each combination of a group has, shape (interactions, combinations)."""
    result = np.zeros((len(cluster.interactions), len(picks)), bool)
    for holds, (_, _, mask) in zip(result, cluster.interactions, strict=True):
        holds[:] = mask.holds(picks, cluster.columns)
    return result
