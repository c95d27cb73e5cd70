"""Does some deal pass, and how far is one walk-away from letting one: for many realisations at once.

For a row of the table, the best any column can add bounds what a party may get; rows in which not enough
parties can be satisfied even so are dropped, first for all realisations (with the best number of each
judgement), then realisation by realisation, and only the pairs that are left are looked at column by column.
Where many linked deals are left and all must agree, branches of them are followed (:mod:`.best_deals`).
Nothing is lost: the bound is never below the truth, and the agreement rule never turns a deal down because
one more accepts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .best_deals import FEW, best_deals, branching, hopeful_rows
from .factored import Space
from .masks import Bools
from .realised import Realised
from .table import DealTable
from .values import TOL, beyond
from .weights import Floats

_BLOCK = 256
_ROWS = 4096
_PAIRS = 4096
_GUESSES = 3

_Ints = NDArray[np.intp]


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


def least_of(like: NDArray[Any]) -> Any:
    """Less than any value of a deal; a column can still be added to it."""
    return -beyond(like)


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

    def __init__(self, table: DealTable, real: Realised, part: _Ints, some: slice, free: int | None) -> None:
        self.space, self.free = table.space, free
        self.lines, self.column_lines = table.row_lines[:, some], table.column_lines
        self.rows: list[NDArray[Any]] = []
        self.columns: list[NDArray[Any]] = []
        self.most: list[NDArray[Any]] = []
        for p in range(len(real.coefficients)):
            own = np.ascontiguousarray(real.coefficients[p][:, part])
            row, column = table.rows.worth(p, own, some), table.columns.worth(p, own)
            row -= real.away[p, part]
            self._add(row, column)
        if real.pair is not None:
            self._together(real.pair)
        self.room: NDArray[Any] | None = None
        self._cap(real, part)

    def _cap(self, real: Realised, part: _Ints) -> None:
        """Whose walk-away lies above its cap never accepts; what is more than a cap is worth the cap."""
        barred = real.barred[:, part]
        for p in range(len(barred)):
            if p != self.free and barred[p].any():
                self.most[p][:, barred[p]] = least_of(self.most[p])
                self.rows[p][:, barred[p]] = least_of(self.rows[p])
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

    def accepts(self, n: _Ints, r: _Ints) -> tuple[Bools, NDArray[Any]]:
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


def _hopeful(table: DealTable, real: Realised, free: int | None) -> _Ints:
    """Rows that could pass with the best number of each judgement in any realisation."""
    if branching(table, real):
        return hopeful_rows(table, real, free)
    able = []
    if not len(table.columns) or not real.count:
        return np.zeros(0, np.intp)
    for p, lines in enumerate(table.row_lines):
        best = real.coefficients[p].max(axis=1)[:, None]
        most = table.rows.worth(p, best)[:, 0] + table.columns.worth(p, best).max()
        able.append((most >= real.away[p].min()) & ~lines)
    return np.flatnonzero(_passing(table.space, able, free))


def _blocks(
    table: DealTable, real: Realised, which: _Ints, rows: _Ints, free: int | None, found: Bools | None = None
) -> Iterator[tuple[_Ints, _Ints, _Block]]:
    """Blocks of realisations, without those found meanwhile, and rows: which they are, what they hold."""
    left = table.some(rows)
    for at in range(0, len(which), _BLOCK):
        part = which[at : at + _BLOCK]
        for some in left.rows.slices(_ROWS):
            if found is not None:
                part = part[~found[part]]
            if len(part):
                yield part, rows[some], _Block(left, real, part, some, free)


def hits(table: DealTable, real: Realised, *, asked: Bools | None = None) -> tuple[Bools, _Ints]:
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

    Examples
    --------
    >>> import walkaway
    >>> from walkaway.space.table import build_table
    >>> answers = walkaway.analyse("hanoi-2019", draws=100)
    >>> real = answers.drawn.realised()
    >>> found, witness = hits(build_table(answers.space, real), real)
    >>> bool(((witness >= 0).all(axis=1) == found).all())
    True
    """
    which = np.arange(real.count) if asked is None else np.flatnonzero(asked)
    hopeful = _hopeful(table, real.some(which), None)
    large = len(hopeful) > FEW and branching(table, real, linked=True)
    begun = hopeful[:_ROWS] if large else hopeful  # many realisations have a deal among the first
    search = _Hits(real.count)
    for part, rows, block in _blocks(table, real, which, begun, None, search.found):
        search.take(block, part, rows)
    found, witness = search.found, search.witness
    if large:
        which = which[~found[which]]
        _, witness[which, 0] = best_deals(table, real.some(which), None)
        found[which], witness[which, 1] = witness[which, 0] >= 0, np.minimum(witness[which, 0], 0)
    return found, witness


class _Hits:
    """A deal that passes, in each realisation that has one."""

    def __init__(self, count: int) -> None:
        self.found, self.witness = np.zeros(count, bool), np.full((count, 2), -1, np.intp)

    def take(self, block: _Block, part: _Ints, rows: _Ints) -> None:
        """Look through a block."""
        least = block.most[0].copy()
        for most in block.most[1:]:
            np.minimum(least, most, out=least)
        # where all must agree no row that crosses a red line is left
        promising = least >= 0 if block.space.votes.unanimous else block.promising()
        np.copyto(least, least_of(least), where=~promising)
        for _ in range(_GUESSES):  # the row in which the least able is best off, first
            n = np.flatnonzero(promising.any(axis=0))
            if not len(n):
                return
            r = least[:, n].argmax(axis=0)
            self._settle(block, part, rows, n, r)
            promising[r, n] = False
            least[r, n] = least_of(least)
            promising[:, self.found[part]] = False
        r, n = np.nonzero(promising)
        for first in range(0, len(n), _PAIRS):
            left = slice(first, first + _PAIRS)
            open_ = ~self.found[part[n[left]]]
            self._settle(block, part, rows, n[left][open_], r[left][open_])

    def _settle(self, block: _Block, part: _Ints, rows: _Ints, n: _Ints, r: _Ints) -> None:
        if len(n):
            passed, _ = block.accepts(n, r)
            yes = passed.any(axis=1)
            place = part[n[yes]]
            self.found[place] = True
            self.witness[place] = np.stack((rows[r[yes]], passed[yes].argmax(axis=1)), axis=1)


def needs(table: DealTable, real: Realised, who: int, *, asked: Bools) -> tuple[NDArray[Any], Bools, _Ints]:
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
    floor = least_of(real.away)
    best = np.full(real.count, floor, real.away.dtype)
    witness = np.full((real.count, 2), -1, np.intp)
    which = np.flatnonzero(asked)
    hopeful = _hopeful(table, real.some(which), who)
    if len(hopeful) > FEW and branching(table, real, linked=True):
        best[which], witness[which, 0] = best_deals(table, real.some(which), who)
        witness[:, 1] = np.minimum(witness[:, 0], 0)
        hopeful = hopeful[:0]  # nothing is left to look at

    def settle(block: _Block, part: _Ints, rows: _Ints, n: _Ints, r: _Ints) -> None:
        passed, values = block.accepts(n, r)
        worth = np.where(passed, values, floor)
        column = worth.argmax(axis=1)
        top = worth[np.arange(len(n)), column]
        order = np.lexsort((top, n))
        last = order[np.append(n[order][1:] != n[order][:-1], True)]
        last = last[top[last] > best[part[n[last]]]]
        place = part[n[last]]
        best[place] = top[last]
        witness[place] = np.stack((rows[r[last]], column[last]), axis=1)

    for part, rows, block in _blocks(table, real, which, hopeful, who):
        bound = block.most[who]
        promising = block.promising()
        for _ in range(_GUESSES):  # the most promising row of each first: most others then drop out
            promising &= bound > best[part]
            n = np.flatnonzero(promising.any(axis=0))
            if not len(n):
                break
            r = np.where(promising[:, n], bound[:, n], floor).argmax(axis=0)
            promising[r, n] = False
            settle(block, part, rows, n, r)
        r, n = np.nonzero(promising & (bound > best[part]))
        for first in range(0, len(n), _PAIRS):
            left = slice(first, first + _PAIRS)
            settle(block, part, rows, n[left], r[left])
    possible = best > floor
    return np.where(possible, -np.where(possible, best, 0), 0), possible, witness
