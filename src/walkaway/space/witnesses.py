"""Does some deal pass, and how far is one walk-away from letting one: for many realisations at once.

For a row of the table, the best any column can add bounds what a party may get; rows in which not enough
parties can be satisfied even so are dropped, first for all realisations (with the best number of each
judgement), then realisation by realisation, and only the pairs that are left are looked at column by column.
Nothing is lost: the bound is never below the truth, and the agreement rule never turns a deal down because
one more accepts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .factored import Space
from .masks import Bools
from .realised import Realised
from .table import DealTable
from .values import TOL
from .weights import Floats

__all__ = ["hits", "needs"]

_BLOCK = 512
_ROWS = 4096
_PAIRS = 4096
_GUESSES = 3


def _passing(space: Space, accepts: Sequence[Bools], free: int | None) -> Bools:
    """The agreement rule; ``free`` is taken to accept. Conditions after the last who must hold as well."""
    if space.votes.unanimous:
        passed = np.ones_like(accepts[0])
        for who, yes in enumerate(accepts):
            if who != free:
                passed &= yes
        return passed
    asked = len(space.who)
    every = [np.ones_like(yes) if who == free else yes for who, yes in enumerate(accepts[:asked])]
    passed = space.votes.joined(every.__getitem__, asked)
    for holds in accepts[asked:]:
        passed = passed & holds
    return passed


def _least(like: NDArray[Any]) -> Any:
    """Less than any value of a deal; a column can still be added to it."""
    return -np.inf if like.dtype.kind == "f" else np.int64(-(2**62))


class _Block:
    """Rows and columns in one block of realisations.

    Attributes
    ----------
    rows : list of array (rows, realisations)
        For each condition: value of the row, less what must be reached.
    columns : list of array (realisations, columns)
    most : list of array (rows, realisations)
        The row with the best of all columns.
    free : int or None
        Who is taken to accept.
    room : array (realisations,) or None
        How far the cap of ``free`` lies above its walk-away.
    """

    def __init__(self, table: DealTable, real: Realised, part: slice, some: slice, free: int | None) -> None:
        self.space, self.free = table.space, free
        self.lines, self.column_lines = table.row_lines[:, some], table.column_lines
        self.rows: list[NDArray[Any]] = []
        self.columns: list[NDArray[Any]] = []
        self.most: list[NDArray[Any]] = []
        for p in range(len(real.coefficients)):
            own = np.ascontiguousarray(real.coefficients[p, :, part])
            row, column = table.rows.worth(p, own, some), table.columns.worth(p, own)
            row -= real.away[p, part]
            self._add(row, column)
        if real.pair is not None:
            self._together(real.pair)
        self.room: NDArray[Any] | None = None
        self._cap(real, part)

    def _cap(self, real: Realised, part: slice) -> None:
        """Whose walk-away lies above its cap never accepts; what is more than a cap is worth the cap."""
        barred = real.barred[:, part]
        for p in range(len(barred)):
            if p != self.free and barred[p].any():
                self.most[p][:, barred[p]] = _least(self.most[p])
                self.rows[p][:, barred[p]] = _least(self.rows[p])
        if self.free is not None and real.pair is None:
            p = self.free
            self.room = real.caps[p, part] - real.away[p, part]
            self.most[p] = np.minimum(self.most[p], self.room)

    def _add(self, row: NDArray[Any], column: NDArray[Any]) -> None:
        self.rows.append(row)
        self.columns.append(np.ascontiguousarray(column.T))
        self.most.append(row + column.max(axis=0) if len(column) > 1 or column.any() else row)

    def _together(self, pair: tuple[int, int, Floats]) -> None:
        """A condition of two together; it has no red lines, and caps do not touch it."""
        one, two, scales = pair
        row, column = (
            have[one] / scales[one] + have[two] / scales[two] for have in (self.rows, self.columns)
        )
        self._add(row + TOL, column.T)
        self.lines, self.column_lines = (
            np.pad(have, ((0, 1), (0, 0))) for have in (self.lines, self.column_lines)
        )

    def promising(self) -> Bools:
        """Which rows could pass with the best of all columns, shape (rows, realisations)."""
        free = self.free
        able = [most >= 0 for most in self.most]
        for p, lines in enumerate(self.lines):
            able[p][lines] = False
        passed = _passing(self.space, able, free)
        if free is not None:
            passed[self.lines[free]] = False
        return passed

    def accepts(self, n: NDArray[np.intp], r: NDArray[np.intp]) -> tuple[Bools, NDArray[Any]]:
        """In which columns do pairs of realisation and row pass, and what are they worth to ``free``?"""
        free = self.free
        accepts, worth = [], np.zeros(0)
        for p, rows in enumerate(self.rows):
            values = self.columns[p].take(n, axis=0)
            values += rows[r, n][:, None]
            yes = values >= 0
            if self.lines[p].any() or self.column_lines[p].any():
                yes &= ~(self.lines[p][r][:, None] | self.column_lines[p][None])
            accepts.append(yes)
            if p == free:
                worth = values if self.room is None else np.minimum(values, self.room[n][:, None])
        passed = _passing(self.space, accepts, free)
        if free is not None:
            passed = passed & ~self.column_lines[free][None]
        return passed, worth


def _asked(real: Realised, asked: Bools | None) -> tuple[NDArray[np.intp], Realised]:
    """The realisations that are asked about, and nothing else."""
    if asked is None or asked.all():
        return np.arange(real.count), real
    which = np.flatnonzero(asked)
    return which, real.some(which)


def _hopeful(table: DealTable, real: Realised, free: int | None) -> NDArray[np.intp]:
    """Rows that could pass with the best number of each judgement in any realisation."""
    able = []
    for p, lines in enumerate(table.row_lines):
        best = real.coefficients[p].max(axis=1)[:, None]
        most = table.rows.worth(p, best)[:, 0] + table.columns.worth(p, best).max()
        able.append((most >= real.away[p].min()) & ~lines)
    return np.flatnonzero(_passing(table.space, able, free))


def _blocks(
    table: DealTable, real: Realised, free: int | None
) -> Iterator[tuple[int, NDArray[np.intp], _Block]]:
    """Blocks of realisations and rows: where the ones start, which the others are, and what they hold."""
    if not len(table.columns) or not real.count:
        return
    hopeful = _hopeful(table, real, free)
    left = table.some(hopeful)
    for at in range(0, real.count, _BLOCK):
        part = slice(at, min(at + _BLOCK, real.count))
        for some in left.rows.slices(_ROWS):
            yield at, hopeful[some], _Block(left, real, part, some, free)


def hits(table: DealTable, real: Realised, *, asked: Bools | None = None) -> tuple[Bools, NDArray[np.intp]]:
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

    def settle(
        block: _Block, at: int, rows: NDArray[np.intp], n: NDArray[np.intp], r: NDArray[np.intp]
    ) -> None:
        if len(n):
            passed, _ = block.accepts(n, r)
            yes = passed.any(axis=1)
            place = which[at + n[yes]]
            found[place] = True
            witness[place] = np.stack((rows[r[yes]], passed[yes].argmax(axis=1)), axis=1)

    for at, rows, block in _blocks(table, some, None):
        here = which[at : at + block.most[0].shape[1]]
        promising = block.promising() & ~found[here]
        least = block.most[0].copy()
        for most in block.most[1:]:
            np.minimum(least, most, out=least)
        least[~promising] = _least(least)
        for _ in range(_GUESSES):  # the row in which the least able is best off, first
            n = np.flatnonzero(promising.any(axis=0))
            r = least[:, n].argmax(axis=0)
            settle(block, at, rows, n, r)
            promising[r, n] = False
            least[r, n] = _least(least)
            promising[:, found[here]] = False
        r, n = np.nonzero(promising)
        for first in range(0, len(n), _PAIRS):
            left = slice(first, first + _PAIRS)
            open_ = ~found[here[n[left]]]
            settle(block, at, rows, n[left][open_], r[left][open_])
    return found, witness


def needs(
    table: DealTable, real: Realised, who: int, *, asked: Bools
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
    floor = _least(real.away)
    best = np.full(real.count, floor, real.away.dtype)
    witness = np.full((real.count, 2), -1, np.intp)
    which, some = _asked(real, asked)

    def settle(
        block: _Block, at: int, rows: NDArray[np.intp], n: NDArray[np.intp], r: NDArray[np.intp]
    ) -> None:
        passed, values = block.accepts(n, r)
        worth = np.where(passed, values, floor)
        column = worth.argmax(axis=1)
        top = worth[np.arange(len(n)), column]
        order = np.lexsort((top, n))
        last = order[np.append(n[order][1:] != n[order][:-1], True)]
        last = last[top[last] > best[which[at + n[last]]]]
        place = which[at + n[last]]
        best[place] = top[last]
        witness[place] = np.stack((rows[r[last]], column[last]), axis=1)

    for at, rows, block in _blocks(table, some, who):
        here = which[at : at + block.most[who].shape[1]]
        bound = block.most[who]
        promising = block.promising()
        for _ in range(_GUESSES):  # the most promising row of each first: most others then drop out
            promising &= bound > best[here]
            n = np.flatnonzero(promising.any(axis=0))
            if not len(n):
                break
            r = np.where(promising[:, n], bound[:, n], floor).argmax(axis=0)
            promising[r, n] = False
            settle(block, at, rows, n, r)
        r, n = np.nonzero(promising & (bound > best[here]))
        for first in range(0, len(n), _PAIRS):
            left = slice(first, first + _PAIRS)
            settle(block, at, rows, n[left], r[left])
    possible = best > floor
    return np.where(possible, -np.where(possible, best, 0), 0), possible, witness
