r"""Schedules on a large lattice: a bottleneck path, all places of one level at a time.

Each step takes at most one part in a phase, so that a place has at most :math:`2^n - 1` moves, the same
everywhere. With no discount what going on is worth depends on the place alone, and the best rest of a place
is that with the largest least slack: a bottleneck path (Pollack 1960), found exactly. With a discount the
search is made in two ways: with the worth of the rest that it chose, which gives a schedule and so a slack
that can be had; and with the most that any rest could be worth to each party, which gives a slack that none
can exceed. Both are made again for slacks between the two, with only the rests that have at least that much:
that brings them closer, and often together.

Where no schedule holds, the places from which one could be carried on to the end are the proof.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from ...space import Bools
from .constraints import LEVEL, Array
from .lattice import MORE, NOWHERE, Ints, Lattice
from .proofs import Cut

MOST_PLACES = 4_000_000
"""Most places of a lattice that are searched; two parties then take about 300 MB."""
_TIES = 1e-11
_CLOSER, _HALVINGS = (
    15_000_000,
    30,
)  # places and moves that may be gone through again to bring both bounds closer
_TOGETHER = 1 << 17
"""Most pairs of a place and a move that are looked at together."""
_FAR = np.iinfo(np.int32).max - 1


@dataclass(frozen=True, eq=False)
class Bottleneck:
    """The best schedule that was found, in parts of each step; and what no schedule can exceed."""

    moved: Ints
    least: float
    most: float
    cut: Cut | None = None  # where no schedule holds: why


class _LevelMoves:
    """All moves of at most a part of each step; all in shares of what each party has at stake."""

    def __init__(self, lattice: Lattice) -> None:
        numbers, backing, scale = lattice.numbers, lattice.backing, lattice.scale
        owner, escrow = np.array(numbers.owner), np.array(numbers.escrow)
        self.parts = np.array([
            parts
            for parts in product(range(2), repeat=len(lattice.parts))
            if any(parts) and not (lattice.sequential and len({*owner[np.array(parts) > 0]}) > 1)
        ])  # fmt: skip
        self.lattice, self.numbers = lattice, np.arange(len(self.parts))
        self.sizes, shares = self.parts.sum(axis=1), self.parts / np.array(lattice.parts)
        self.gains = np.stack([move @ (numbers.worth - numbers.paid) / scale for move in shares])
        lasting = np.where(self.parts > 0, np.array(numbers.periods), 0).max(axis=1)
        self.rates = np.stack([numbers.discount_low**periods for periods in lasting.tolist()])
        needs = [[other in others for other in range(len(owner))] for others in lattice.after]
        waiting = self.parts @ np.array(needs, dtype=np.int64) > 0
        # steps that must be whole before some moves, and which
        self.waits = [(other, np.flatnonzero(rows)) for other, rows in enumerate(waiting.T) if rows.any()]
        # party, q, moves that tempt it, and of each its cost, what it loses beside V, and what is held
        self.tempted: list[tuple[int, float, Ints, Array, Array, Array]] = []
        for party, seen, asks, those in lattice.held_back:
            rows = np.flatnonzero((self.parts[:, asks] > 0).any(axis=1))
            found = np.zeros((3, len(rows), 1))
            for at, move in enumerate(shares[rows]):
                withheld = (move > 0) & those
                cost = (numbers.costs * move)[withheld].sum()
                lost = backing.undone[:, party] @ (move * ~escrow) + numbers.backing[party]
                lost -= backing.regained[:, party] @ (move * ~withheld)
                held = (numbers.worth[:, party] * move * escrow).sum()
                found[:, at, 0] = cost / scale[party], lost / scale[party], held / scale[party]
            self.tempted.append((party, seen, rows, *found))

    def at_most(self, left: int) -> _LevelMoves:
        """Those of at most so many parts."""
        kept = self.sizes <= left
        if kept.all():
            return self
        some, place = copy(self), np.cumsum(kept) - 1
        some.parts, some.numbers = self.parts[kept], self.numbers[kept]
        some.gains, some.rates = self.gains[kept], self.rates[kept]
        some.waits = [(other, place[rows[kept[rows]]]) for other, rows in self.waits]
        some.tempted = [
            (party, seen, place[rows[kept[rows]]], *(part[kept[rows]] for part in numbers))
            for party, seen, rows, *numbers in self.tempted
        ]
        return some


class _Levels:
    """One pass over the lattice, from the end; the lattice has a rim, from which nothing leads on."""

    def __init__(
        self, moves: _LevelMoves, *, hopeful: bool, floor: float | None = None, within: Bools | None = None
    ) -> None:
        self.moves, self.hopeful, self.floor, self.within = moves, hopeful, floor, within
        self.lattice = lattice = moves.lattice
        numbers, shape = lattice.numbers, tuple(width + 1 for width in lattice.shape)
        self.strides = np.array([int(np.prod(shape[axis + 1 :])) for axis in range(len(shape))])
        size = int(np.prod(shape))
        self.end = int(np.array(lattice.parts) @ self.strides)
        self.ahead = np.full((numbers.parties, size), NOWHERE)
        self.least = np.full(size, -np.inf)
        self.phases = np.full(size, _FAR, dtype=np.int32)
        self.choice = np.full(size, -1, dtype=np.int16)
        self.ahead[:, self.end], self.least[self.end] = numbers.completed / lattice.scale, lattice.kept_after
        self.phases[self.end] = 0
        self.stop = (lattice.backing.regained - lattice.backing.undone) / np.array(lattice.parts)[:, None]
        self.stop = self.stop / lattice.scale
        self.posted = numbers.backing / lattice.scale
        self.more = MORE / sum(lattice.parts) * np.maximum(np.abs(self.ahead[:, self.end]), 1.0)

    def run(self) -> _Levels:
        """Fill the places; with a floor the shortest rest whose slack is at least that."""
        shape = self.lattice.shape
        grids = np.ix_(*(np.arange(width, dtype=np.int32) for width in shape))
        levels, last = sum(grids[1:], grids[0]).ravel(), sum(shape) - len(shape)
        strides = self.strides.astype(np.int32)
        flat = sum((grid * step for grid, step in zip(grids[1:], strides[1:], strict=True)),
                   grids[0] * strides[0]).ravel()  # fmt: skip
        if self.within is not None:
            some = self.within[flat]
            flat, levels = flat[some], levels[some]
        order = np.argsort(levels, kind="stable")
        starts = np.searchsorted(levels[order], np.arange(last + 2))
        flat = flat[order]
        del levels, order
        for level in range(len(starts) - 3, -1, -1):
            self.lattice.tell(1 - level / len(starts))
            if starts[level] < starts[level + 1]:
                self._level(flat[starts[level] : starts[level + 1]], last - level)
        return self

    def _level(self, flat: Ints, left: int) -> None:
        """Fill the places of one level, from which so many parts are left to the end."""
        moves = self.moves.at_most(left)
        jumps = moves.parts @ self.strides
        for at in range(0, len(flat), step := max(1, _TOGETHER // len(jumps))):
            self._fill(flat[at : at + step], moves, jumps)

    def _fill(self, flat: Ints, moves: _LevelMoves, jumps: Ints) -> None:
        """Fill some places of one level; arrays have the shape (moves, places)."""
        shape = np.array(self.lattice.shape) + 1
        places = [flat // stride % width for stride, width in zip(self.strides, shape, strict=True)]
        stops = []
        for party, posted in enumerate(self.posted):
            stop = sum(rate * place for rate, place in zip(self.stop[:, party], places, strict=True) if rate)
            stops.append((stop, posted if flat[0] else 0.0))
        to = flat + jumps[:, None]
        here, least = [part[to] for part in self.ahead], self.least[to]
        for other, rows in moves.waits:
            least[np.ix_(rows, places[other] != self.lattice.parts[other])] = -np.inf
        for party, seen, rows, cost, lost, held in moves.tempted:
            bracket = moves.rates[rows, party, None] * (here[party][rows] + (lost - stops[party][0])) + held
            if seen < 1:
                bracket = np.minimum(seen * bracket, bracket)
            least[rows] = np.minimum(least[rows], bracket - cost)
        for part, gain, rate in zip(here, moves.gains.T, moves.rates.T, strict=True):
            part *= rate[:, None]
            part += gain[:, None]
        if self.hopeful:
            there = least >= (-np.finfo(float).max if self.floor is None else self.floor)
            most = least.max(axis=0)
            for mine, part, more, (stop, posted) in zip(self.ahead, here, self.more, stops, strict=True):
                mine[flat] = np.where(there, part + more, NOWHERE).max(axis=0)
                np.minimum(most, mine[flat] - stop + posted, out=most)
            self.least[flat] = most
            return
        for part, (stop, posted) in zip(here, stops, strict=True):
            np.minimum(least, part - stop + posted, out=least)
        phases = self.phases[to] + 1
        choice = self._best(least, phases)
        there = choice >= 0
        best, flat = (choice[there], np.flatnonzero(there)), flat[there]
        for mine, part in zip([*self.ahead, self.least, self.phases], [*here, least, phases], strict=True):
            mine[flat] = part[best]
        self.choice[flat] = moves.numbers[best[0]]

    def _best(self, least: Array, phases: Ints) -> Ints:
        """The move from each place with the largest slack, then the fewest phases, (places,); −1 for none."""
        if self.floor is not None:
            fewest = np.where(least >= self.floor, phases, _FAR)
            choice = fewest.argmin(axis=0)
            return np.where(fewest[choice, np.arange(len(choice))] < _FAR, choice, -1)
        choice = np.full(least.shape[1], -1)
        most, fewest = np.full(least.shape[1], -np.inf), np.full(least.shape[1], _FAR, np.int32)
        for row in np.flatnonzero((least > -np.inf).any(axis=1)).tolist():
            better = (least[row] > most + _TIES) | ((least[row] > most - _TIES) & (phases[row] < fewest))
            if better.any():
                most[better], fewest[better], choice[better] = least[row, better], phases[row, better], row
        return choice

    @property
    def most(self) -> float:
        """Largest least slack from the start; minus infinity if nothing leads to the end."""
        return float(self.least[0])

    @property
    def cut(self) -> Cut:
        """The places from which a schedule that holds could be carried on."""
        shape, lattice = tuple(width + 1 for width in self.lattice.shape), self.lattice
        inner = (slice(-1),) * len(shape)
        worth = self.ahead.reshape(-1, *shape)[:, *inner] * lattice.scale.reshape(-1, *(1,) * len(shape))
        return Cut(
            parts=lattice.parts, sequential=lattice.sequential,
            inside=self.least.reshape(shape)[inner] >= -LEVEL, worth=worth if self.hopeful else None,
        )  # fmt: skip

    @property
    def path(self) -> Ints:
        """The moves from the start to the end, in parts."""
        flat, rows = 0, []
        while flat != self.end:
            assert self.choice[flat] >= 0  # steps never wait for each other in a circle: there is a way
            rows.append(self.moves.parts[self.choice[flat]])
            flat += int(rows[-1] @ self.strides)
        return np.array(rows, dtype=np.int64)


def reached(lattice: Lattice) -> float:
    """A least slack that can be had by such moves, in one pass; without a discount the largest."""
    return _Levels(_LevelMoves(lattice), hopeful=False).run().most


def bottleneck(lattice: Lattice) -> Bottleneck:
    """The schedule with the largest least slack, and what no schedule by such moves can exceed.

    Exact without a discount; with one ``least`` and ``most`` enclose the best. Of schedules as good the
    shortest is taken where there is no discount. A pass over two million places takes seconds; with a
    discount there are several.
    """
    moves = _LevelMoves(lattice)
    found = _Levels(moves, hopeful=False).run()
    if bool((lattice.numbers.discount_low == 1).all()):
        able = found.least >= found.most - LEVEL
        shortest = _Levels(moves, hopeful=False, floor=found.most - _TIES, within=able).run()
        cut = found.cut if found.most < -LEVEL else None
        return Bottleneck(shortest.path, found.most, found.most, cut)
    if found.most < -LEVEL:  # whether any schedule holds, from the rests that do; it may stay open
        hope = _Levels(moves, hopeful=True, floor=-LEVEL).run()
        if hope.most < -LEVEL:
            return Bottleneck(found.path, found.most, -LEVEL, hope.cut)
    hope = _Levels(moves, hopeful=True).run()
    return _closer(moves, Bottleneck(found.path, found.most, max(hope.most, found.most)))


def _closer(moves: _LevelMoves, found: Bottleneck) -> Bottleneck:
    """Both bounds brought closer, each by halving what lies between; as often as the lattice is small."""
    reached, failed = found.least, found.most  # what the hopeful pass reaches, and the other does not
    for _ in range(min(_CLOSER // moves.lattice.pairs, _HALVINGS)):
        if found.most - found.least <= LEVEL:
            break
        floor = (reached + found.most) / 2
        if _Levels(moves, hopeful=True, floor=floor).run().most < floor:
            found, failed = replace(found, most=floor), min(failed, floor)
        else:
            reached = floor
        floor = (found.least + failed) / 2
        kept = _Levels(moves, hopeful=False, floor=floor).run()
        if kept.most >= floor:
            found, reached = replace(found, moved=kept.path, least=kept.most), max(reached, kept.most)
        else:
            failed = floor
    return found
