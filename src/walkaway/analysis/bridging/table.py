r"""All deals as rows × columns, so that "does some deal pass?" is answered for many draws at once.

Clusters of issues add up, so the deals are the pairs of a *row* (a combination of some clusters) and a
*column* (a combination of the others), and a party's value of a deal is a sum of two numbers. For a row, the
best any column can add bounds what the party may get; rows in which not enough parties can be satisfied even
so are dropped, draw by draw, and only the pairs of row and draw that are left are looked at column by column.
Nothing is lost: the bound is never below the truth, and the agreement rule never turns a deal down because
one more accepts.

An option of an issue on its own that nobody ever prefers to another option, in any realisation, is dropped
first: whatever deal it stands in, the other one serves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from ...draws import Draws
from ...space import TOL, Bools, Cluster, Picks, Space, Values
from ...weights import Floats

__all__ = ["Realised", "Table", "build_table", "central", "hits", "needs", "sampled"]

_COLUMNS = 256
_BLOCK = 512
_ROWS = 4096
_PAIRS = 4096
_GUESSES = 3


@dataclass(frozen=True, eq=False)
class Realised:
    """Realisations of all judgements: the central one in exact integers, or draws.

    Attributes
    ----------
    coefficients : array (who, features, realisations)
    away : array (who, realisations)
    slack : array (who,)
        Tolerance of "worth at least"; 0 for integers.
    """

    coefficients: NDArray[Any]
    away: NDArray[Any]
    slack: NDArray[Any]

    @property
    def count(self) -> int:
        """How many realisations."""
        return int(self.away.shape[1])

    def moved(self, shifts: dict[int, Any]) -> Realised:
        """The same with some walk-aways raised (or, by a negative number, lowered)."""
        away = self.away.copy()
        for who, by in shifts.items():
            away[who] += by
        return replace(self, away=away)

    def together(self, first: int, second: int, scales: Floats) -> Realised:
        """The same with one more condition: the two together gain, each in units of its scale."""
        pair = [first, second]
        one = (self.coefficients[pair] / scales[pair, None, None]).sum(axis=0)
        away = (self.away[pair] / scales[pair, None]).sum(axis=0)
        slack = (self.slack[pair] / scales[pair]).sum() + TOL
        return Realised(
            np.concatenate((self.coefficients, one[None])),
            np.concatenate((self.away, away[None])),
            np.append(self.slack, slack),
        )


def sampled(space: Space, draws: Draws) -> Realised:
    """Draws as realisations, with the tolerance of :mod:`walkaway.analysis.acceptability`."""
    slack = TOL * len(space.issues) * np.abs(draws.coefficients).max(axis=(1, 2))
    return Realised(draws.coefficients, draws.walk_away, slack)


def central(values: Values) -> Realised:
    """The central realisation, in exact integers."""
    coefficients = np.ascontiguousarray(values.coefficients.T)[:, :, None]
    return Realised(coefficients, values.walk_away[:, None], np.zeros(len(values.walk_away), np.int64))


@dataclass(frozen=True, eq=False)
class Table:
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
    row_features, column_features : sparse array (…, features)
        1 where a combination has an option or an interaction: values are products with it.
    """

    space: Space
    row: Cluster
    column: Cluster
    rows: Picks
    columns: Picks
    row_lines: Bools
    column_lines: Bools
    row_features: csr_array
    column_features: csr_array

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
    )


def _groups(space: Space) -> tuple[Cluster, Cluster]:
    """The largest cluster in the rows; small ones in the columns while these are few."""
    ordered = sorted(space.clusters, key=lambda cluster: -cluster.combinations)
    rows, columns = ordered[:1], []
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
        if cluster.impossible or cluster.red_lines or cluster.interactions:
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
) -> Table:
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
    return Table(
        space=space,
        row=row,
        column=column,
        rows=rows,
        columns=columns,
        row_lines=np.stack([row.refused(rows, p) for p in who]),
        column_lines=np.stack([column.refused(columns, p) for p in who]),
        row_features=_features(space, row, rows),
        column_features=_features(space, column, columns),
    )


def _features(space: Space, cluster: Cluster, picks: Picks) -> csr_array:
    """Which features each combination of a group has, shape (combinations, features)."""
    result = np.zeros((len(picks), space.features), np.int8)
    every = np.arange(len(picks))
    for position, issue in enumerate(cluster.issues):
        result[every, space.first[issue] + picks[:, position]] = 1
    for feature, _, mask in cluster.interactions:
        result[:, feature] = mask.holds(picks, cluster.columns)
    return csr_array(result)


def _passing(space: Space, accepts: Sequence[Bools], free: int | None) -> Bools:
    """The agreement rule; ``free`` is taken to accept. Conditions after the last who must hold as well."""
    if len(space.required) == space.parties:
        passed = np.ones_like(accepts[0])
        for who, yes in enumerate(accepts):
            if who != free:
                passed &= yes
        return passed
    asked = len(space.who)
    every = [np.ones_like(yes) if who == free else yes for who, yes in enumerate(accepts[:asked])]
    passed = space.passes(np.stack(every, axis=-1))
    for holds in accepts[asked:]:
        passed = passed & holds
    return passed


class _Block:
    """Rows and columns in one block of realisations.

    Attributes
    ----------
    rows : list of array (rows, realisations)
        For each condition: value of the row, less what must be reached.
    columns : list of array (realisations, columns)
    most : list of array (rows, realisations)
        The row with the best of all columns.
    """

    def __init__(self, table: Table, real: Realised, part: slice, some: slice) -> None:
        self.space = table.space
        conditions = range(len(real.coefficients))
        self.lines, self.column_lines = table.row_lines[:, some], table.column_lines
        more = len(real.coefficients) - len(self.lines)
        if more:  # a condition of several together has no red lines
            pad = ((0, more), (0, 0))
            self.lines, self.column_lines = np.pad(self.lines, pad), np.pad(self.column_lines, pad)
        self.rows, self.columns, self.most = [], [], []
        dtype = real.coefficients.dtype
        features = [have.astype(dtype) for have in (table.row_features[some], table.column_features)]
        for p in conditions:
            own = real.coefficients[p, :, part]
            row, column = (np.asarray(have @ own) for have in features)
            row -= real.away[p, part] - real.slack[p]
            self.rows.append(row)
            self.columns.append(np.ascontiguousarray(column.T))
            self.most.append(row + column.max(axis=0))

    def promising(self, free: int | None) -> Bools:
        """Which rows could pass with the best of all columns, shape (rows, realisations)."""
        able = [most >= 0 for most in self.most]
        for p, lines in enumerate(self.lines):
            able[p][lines] = False
        passed = _passing(self.space, able, free)
        if free is not None:
            passed[self.lines[free]] = False
        return passed

    def accepts(
        self, n: NDArray[np.intp], r: NDArray[np.intp], free: int | None
    ) -> tuple[Bools, NDArray[Any] | None]:
        """In which columns do pairs of realisation and row pass, and what are they worth to ``free``?"""
        accepts, worth = [], None
        for p, rows in enumerate(self.rows):
            values = self.columns[p].take(n, axis=0)
            values += rows[r, n][:, None]
            yes = values >= 0
            if self.lines[p].any() or self.column_lines[p].any():
                yes &= ~(self.lines[p][r][:, None] | self.column_lines[p][None])
            accepts.append(yes)
            if p == free:
                worth = values
        passed = _passing(self.space, accepts, free)
        if free is not None:
            passed = passed & ~self.column_lines[free][None]
        return passed, worth


def _asked(real: Realised, asked: Bools | None) -> tuple[NDArray[np.intp], Realised]:
    """The realisations that are asked about, and nothing else."""
    if asked is None or asked.all():
        return np.arange(real.count), real
    which = np.flatnonzero(asked)
    return which, replace(real, coefficients=real.coefficients[:, :, which], away=real.away[:, which])


def _blocks(table: Table, real: Realised) -> Iterator[tuple[int, int, _Block]]:
    """Blocks of realisations and rows: where they start, and what they hold."""
    for at in range(0, real.count, _BLOCK):
        part = slice(at, min(at + _BLOCK, real.count))
        for start in range(0, len(table.rows), _ROWS):
            yield at, start, _Block(table, real, part, slice(start, start + _ROWS))


def hits(table: Table, real: Realised, *, asked: Bools | None = None) -> tuple[Bools, NDArray[np.intp]]:
    """In which realisations does some deal pass?

    Parameters
    ----------
    table : Table
    real : Realised
    asked : bool array (realisations,), optional
        Only these are asked about; the others are answered with no.

    Returns
    -------
    found : bool array (realisations,)
    witness : int array (realisations, 2)
        Row and column of a deal that passes; −1 where none does.

    Notes
    -----
    O(rows · realisations · who) and, for the rows that could pass, times columns.
    """
    found, witness = np.zeros(real.count, bool), np.full((real.count, 2), -1, np.intp)
    which, some = _asked(real, asked)

    def settle(block: _Block, at: int, start: int, n: NDArray[np.intp], r: NDArray[np.intp]) -> None:
        if len(n):
            passed, _ = block.accepts(n, r, None)
            yes = passed.any(axis=1)
            place = which[at + n[yes]]
            found[place] = True
            witness[place] = np.stack((start + r[yes], passed[yes].argmax(axis=1)), axis=1)

    for at, start, block in _blocks(table, some):
        here = which[at : at + block.most[0].shape[1]]
        promising = block.promising(None) & ~found[here]
        least = np.where(promising, np.minimum.reduce(block.most), block.most[0].min() - 1)
        for _ in range(_GUESSES):  # the row in which the least able is best off, first
            n = np.flatnonzero(promising.any(axis=0))
            r = least[:, n].argmax(axis=0)
            settle(block, at, start, n, r)
            promising[r, n] = False
            least[r, n] = -np.inf if least.dtype.kind == "f" else np.iinfo(np.int64).min
            promising[:, found[here]] = False
        r, n = np.nonzero(promising)
        for first in range(0, len(n), _PAIRS):
            left = slice(first, first + _PAIRS)
            open_ = ~found[here[n[left]]]
            settle(block, at, start, n[left][open_], r[left][open_])
    return found, witness


def needs(
    table: Table, real: Realised, who: int, *, asked: Bools
) -> tuple[NDArray[Any], Bools, NDArray[np.intp]]:
    """How far would one walk-away have to fall for some deal to pass?

    Parameters
    ----------
    table : Table
    real : Realised
    who : int
        Whose walk-away moves; its red lines stay.
    asked : bool array (realisations,)
        Only these are asked about: realisations in which no deal passes as it is.

    Returns
    -------
    need : array (realisations,)
        Walk-away less the best value among the deals that lack nobody else; 0 where not possible.
    possible : bool array (realisations,)
        Whether any fall would do.
    witness : int array (realisations, 2)
    """
    floor = np.iinfo(np.int64).min if real.away.dtype.kind == "i" else -np.inf
    best = np.full(real.count, floor, real.away.dtype)
    witness = np.full((real.count, 2), -1, np.intp)
    which, some = _asked(real, asked)

    def settle(block: _Block, at: int, start: int, n: NDArray[np.intp], r: NDArray[np.intp]) -> None:
        passed, values = block.accepts(n, r, who)
        worth = np.where(passed, values, floor)
        column = worth.argmax(axis=1)
        top = worth[np.arange(len(n)), column]
        order = np.lexsort((top, n))
        last = order[np.append(n[order][1:] != n[order][:-1], True)]
        last = last[top[last] > best[which[at + n[last]]]]
        place = which[at + n[last]]
        best[place] = top[last]
        witness[place] = np.stack((start + r[last], column[last]), axis=1)

    for at, start, block in _blocks(table, some):
        here = which[at : at + block.most[who].shape[1]]
        bound = block.most[who]
        promising = block.promising(who)
        for _ in range(_GUESSES):  # the most promising row of each first: most others then drop out
            promising &= bound > best[here]
            n = np.flatnonzero(promising.any(axis=0))
            if not len(n):
                break
            r = np.where(promising[:, n], bound[:, n], floor).argmax(axis=0)
            promising[r, n] = False
            settle(block, at, start, n, r)
        r, n = np.nonzero(promising & (bound > best[here]))
        for first in range(0, len(n), _PAIRS):
            left = slice(first, first + _PAIRS)
            settle(block, at, start, n[left], r[left])
    possible = best > floor
    slack = real.slack[who]
    return np.where(possible, slack - np.where(possible, best, 0), 0), possible, witness
