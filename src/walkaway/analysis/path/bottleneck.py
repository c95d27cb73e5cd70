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

from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from ...space import Bools
from .constraints import LEVEL, Array
from .lattice import MORE, NOWHERE, Ints, Lattice
from .proofs import Cut

__all__ = ["MOST_PLACES", "Bottleneck", "bottleneck", "reached"]

MOST_PLACES = 4_000_000
"""Most places of a lattice that are searched; two parties then take about 300 MB."""
_TIES = 1e-11
_CLOSER, _HALVINGS = (
    15_000_000,
    30,
)  # places and moves that may be gone through again to bring both bounds closer
_FAR = np.iinfo(np.int32).max - 1


@dataclass(frozen=True, eq=False)
class Bottleneck:
    """The best schedule that was found, in parts of each step; and what no schedule can exceed."""

    moved: Ints
    least: float
    most: float
    cut: Cut | None = None  # where no schedule holds: why


class _LevelMove:
    """One move of at most a part of each step; all in shares of what each party has at stake."""

    def __init__(self, lattice: Lattice, parts: tuple[int, ...], strides: Ints) -> None:
        numbers, backing, scale = lattice.numbers, lattice.backing, lattice.scale
        self.parts = np.array(parts)
        self.jump, self.size = int(self.parts @ strides), sum(parts)
        move = self.parts / np.array(lattice.parts)
        steps = np.flatnonzero(move).tolist()
        self.gains = move @ (numbers.worth - numbers.paid) / scale
        self.rates = numbers.discount_low ** max(numbers.periods[step] for step in steps)
        self.needs = sorted({other for step in steps for other in lattice.after[step]})
        escrow = np.array(numbers.escrow)
        self.tempted: list[tuple[int, float, float, float, float]] = []  # party, q, cost, lost beside V, held
        for party, seen, asks, those in lattice.held_back:
            if not any(asks[steps]):
                continue
            withheld = (move > 0) & those
            cost = (numbers.costs * move)[withheld].sum()
            lost = backing.undone[:, party] @ (move * ~escrow) + numbers.backing[party]
            lost -= backing.regained[:, party] @ (move * ~withheld)
            held = (numbers.worth[:, party] * move * escrow).sum()
            cost, lost, held = (float(x / scale[party]) for x in (cost, lost, held))
            self.tempted.append((party, seen, cost, lost, held))


class _Levels:
    """One pass over the lattice, from the end; the lattice has a rim, from which nothing leads on."""

    def __init__(
        self, lattice: Lattice, *, hopeful: bool, floor: float | None = None, within: Bools | None = None
    ) -> None:
        self.lattice, self.hopeful, self.floor, self.within = lattice, hopeful, floor, within
        numbers, shape = lattice.numbers, tuple(width + 1 for width in lattice.shape)
        self.strides = np.array([int(np.prod(shape[axis + 1 :])) for axis in range(len(shape))])
        owner = np.array(numbers.owner)
        self.moves = [
            _LevelMove(lattice, parts, self.strides)
            for parts in product(range(2), repeat=len(lattice.parts))
            if any(parts) and not (lattice.sequential and len({*owner[np.array(parts) > 0]}) > 1)
        ]
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
        shape = np.array(self.lattice.shape) + 1
        places = [flat // stride % width for stride, width in zip(self.strides, shape, strict=True)]
        stops = []
        for party, posted in enumerate(self.posted):
            stop = sum(rate * place for rate, place in zip(self.stop[:, party], places, strict=True) if rate)
            stops.append((stop, posted if flat[0] else 0.0))
        ahead = [np.full(len(flat), NOWHERE) for _ in stops]
        best = (
            ahead,
            np.full(len(flat), -np.inf),
            np.full(len(flat), _FAR, np.int32),
            np.full(len(flat), -1),
        )
        for number, move in enumerate(self.moves):
            if move.size > left:
                continue
            to = flat + move.jump
            later = [part[to] for part in self.ahead]
            least = self.least[to]
            for other in move.needs:
                least[places[other] != self.lattice.parts[other]] = -np.inf
            for party, seen, cost, lost, held in move.tempted:
                bracket = move.rates[party] * (later[party] + (lost - stops[party][0])) + held
                if seen < 1:
                    bracket = np.minimum(seen * bracket, bracket)
                np.minimum(least, bracket - cost, out=least)
            here = [
                gain + rate * part for gain, rate, part in zip(move.gains, move.rates, later, strict=True)
            ]
            if self.hopeful:
                there = least >= (-np.finfo(float).max if self.floor is None else self.floor)
                for mine, part, more in zip(ahead, here, self.more, strict=True):
                    np.maximum(mine, part + more, out=mine, where=there)
                np.maximum(best[1], least, out=best[1])
                continue
            for part, (stop, posted) in zip(here, stops, strict=True):
                np.minimum(least, part - stop + posted, out=least)
            self._keep(best, here, least, self.phases[to] + 1, number)
        if self.hopeful:
            for part, (stop, posted) in zip(ahead, stops, strict=True):
                np.minimum(best[1], part - stop + posted, out=best[1])
        for party, part in enumerate(ahead):
            self.ahead[party, flat] = part
        self.least[flat], self.phases[flat], self.choice[flat] = best[1:]

    def _keep(
        self, best: tuple[list[Array], Array, Array, Array], here: list[Array], least: Array, phases: Array,
        number: int,
    ) -> None:  # fmt: skip
        """Take what is better than what a place has: a larger slack, then fewer phases."""
        ahead, most, fewest, choice = best
        if self.floor is None:
            better = (least > most + _TIES) | ((least > most - _TIES) & (phases < fewest))
            better &= least > -np.inf
        else:
            better = (least >= self.floor) & (phases < fewest)
        for old, new in zip([*ahead, most, fewest], [*here, least, phases], strict=True):
            np.copyto(old, new, where=better)
        choice[better] = number

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
            move = self.moves[int(self.choice[flat])]
            rows.append(move.parts)
            flat += move.jump
        return np.array(rows, dtype=np.int64)


def reached(lattice: Lattice) -> float:
    """A least slack that can be had by such moves, in one pass; without a discount the largest."""
    return _Levels(lattice, hopeful=False).run().most


def bottleneck(lattice: Lattice) -> Bottleneck:
    """The schedule with the largest least slack, and what no schedule by such moves can exceed.

    Exact without a discount; with one ``least`` and ``most`` enclose the best. Of schedules as good the
    shortest is taken where there is no discount. A pass over two million places takes seconds; with a
    discount there are several.
    """
    found = _Levels(lattice, hopeful=False).run()
    if bool((lattice.numbers.discount_low == 1).all()):
        able = found.least >= found.most - LEVEL
        shortest = _Levels(lattice, hopeful=False, floor=found.most - _TIES, within=able).run()
        cut = found.cut if found.most < -LEVEL else None
        return Bottleneck(shortest.path, found.most, found.most, cut)
    if found.most < -LEVEL:  # whether any schedule holds, from the rests that do; it may stay open
        hope = _Levels(lattice, hopeful=True, floor=-LEVEL).run()
        if hope.most < -LEVEL:
            return Bottleneck(found.path, found.most, -LEVEL, hope.cut)
    hope = _Levels(lattice, hopeful=True).run()
    return _closer(lattice, Bottleneck(found.path, found.most, max(hope.most, found.most)))


def _closer(lattice: Lattice, found: Bottleneck) -> Bottleneck:
    """Both bounds brought closer, each by halving what lies between; as often as the lattice is small."""
    reached, failed = found.least, found.most  # what the hopeful pass reaches, and the other does not
    for _ in range(min(_CLOSER // lattice.pairs, _HALVINGS)):
        if found.most - found.least <= LEVEL:
            break
        floor = (reached + found.most) / 2
        if _Levels(lattice, hopeful=True, floor=floor).run().most < floor:
            found, failed = replace(found, most=floor), min(failed, floor)
        else:
            reached = floor
        floor = (found.least + failed) / 2
        kept = _Levels(lattice, hopeful=False, floor=floor).run()
        if kept.most >= floor:
            found, reached = replace(found, moved=kept.path, least=kept.most), max(reached, kept.most)
        else:
            failed = floor
    return found
