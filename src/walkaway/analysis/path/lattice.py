"""The lattice of partial implementations: how far each step is, in parts, and the moves of one phase."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .constraints import Array, Backing, PathNumbers, in_escrow

MORE = 1e-10
"""Over all phases, added to what going on is at most worth: more than what floats round."""
NOWHERE = -1e300
"""In place of minus infinity where it may be multiplied by 0."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Temptation:
    """What a party would gain by holding back the steps of a move that :meth:`Lattice.held_back` names.

    Arrays have the shape of the moves; where there is none of them, ``cost`` is minus infinity.
    """

    party: int
    seen: float  # q
    cost: Array  # c
    lost: Array  # o: what is lost beside the continuation
    held: Array  # h: in escrow


@dataclass(frozen=True, eq=False)
class Moves:
    r"""Moves, with all of their constraints that does not depend on what follows.

    The slack of a move is the least, over its temptations, of :math:`\min(q b, b) - c` with the bracket
    :math:`b = r (V + o) + h`, where :math:`V` is what going on is worth after it.
    """

    allowed: NDArray[np.bool_]  # (moves,)
    gains: Array  # (parties, moves); got minus given in the phase
    rates: Array  # (parties, moves); discount of the phase
    tempted: tuple[Temptation, ...]

    def some(self, which: Any, lost: Array) -> Moves:
        """Some moves, from a place where each party loses so much more, (parties,)."""
        tempted = tuple(
            Temptation(
                one.party, one.seen, one.cost[which], one.lost[which] + lost[one.party], one.held[which]
            )
            for one in self.tempted
        )
        return Moves(self.allowed[which], self.gains[:, *which], self.rates[:, *which], tempted)

    def incentive(self, ahead: Array, which: Ints, scale: Array) -> Array:
        """Least slack of some moves, given what going on is worth after each (parties, rows), over scales."""
        least = np.full(len(which), np.inf)
        for one in self.tempted:
            lost = ahead[one.party] + one.lost[which]
            bracket = self.rates[one.party, which] * lost + one.held[which]
            slack = np.minimum(one.seen * bracket, bracket) - one.cost[which]
            np.minimum(least, slack / scale[one.party], out=least)
        return least


@dataclass(frozen=True, eq=False)
class Lattice:
    """Steps in equal parts, one realisation of their numbers in floats, and what may follow what."""

    numbers: PathNumbers
    parts: tuple[int, ...]
    after: tuple[tuple[int, ...], ...]  # for each step the steps that must be whole before it begins
    sequential: bool = False  # whether only one party acts in a phase
    single: bool = False  # whether each step takes at most one part in a phase
    tell: Callable[[float], None] = field(default=lambda _share: None, repr=False)  # how far a search is

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """Places along each step."""
        return tuple(number + 1 for number in self.parts)

    @property
    def size(self) -> int:
        """Places in all."""
        return prod(self.shape)

    @property
    def pairs(self) -> int:
        """Places and moves from them, at most."""
        if self.single:
            return self.size * ((1 << len(self.parts)) - 1)
        return prod(width * (width + 1) // 2 for width in self.shape)

    @cached_property
    def scale(self) -> Array:
        """What each party has at stake, by which its slacks are divided so that they can be compared."""
        return self.numbers.at_stake

    @cached_property
    def backing(self) -> Backing:
        """What a breach loses."""
        return Backing(self.numbers, np.minimum)

    def share(self, place: tuple[int, ...]) -> Array:
        """How far each step is in a place, from 0 to 1."""
        return np.asarray(np.array(place) / np.array(self.parts))

    def steps_from(self, place: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """All moves from a place, in parts of each step."""
        whole = [there == most for there, most in zip(place, self.parts, strict=True)]
        room = []
        for step, (there, most) in enumerate(zip(place, self.parts, strict=True)):
            free = all(whole[other] for other in self.after[step])
            most = min(most - there, 1) if self.single else most - there
            room.append(range(most + 1) if free else range(1))
        for move in product(*room):
            movers = {self.numbers.owner[step] for step, parts in enumerate(move) if parts}
            if movers and not (self.sequential and len(movers) > 1):
                yield move

    @cached_property
    def held_back(self) -> tuple[tuple[int, float, Array, Array], ...]:
        """Sets of steps of which a party gains most by holding them back: party, q, steps that ask, the set.

        Those of its steps that cost something and are seen at most so easily, if a move has one that is seen
        just so; and beside them each step that costs it nothing, or less.
        """
        numbers, found = self.numbers, list[tuple[int, float, Array, Array]]()
        owner, costly, steps = np.array(numbers.owner), numbers.costs > 0, np.arange(len(numbers.owner))
        kinds = zip(numbers.owner, map(float, numbers.detection), np.where(costly, -1, steps), strict=True)
        for party, seen, free in sorted({*kinds}):
            mine = (owner == party) & costly
            asks = mine & (numbers.detection == seen) if free < 0 else steps == free
            found.append((party, seen, asks, asks | (mine & (numbers.detection <= seen))))
        return tuple(found)

    @cached_property
    def moves(self) -> Moves:
        """All moves, from wherever they are possible; arrays have the shape of the lattice."""
        numbers, backing = self.numbers, self.backing
        parts = np.stack(np.meshgrid(*map(np.arange, self.shape), indexing="ij"), axis=-1)
        share, moves = parts / np.array(self.parts), parts > 0
        acts = moves.astype(np.int64) @ numbers.own > 0
        allowed = moves.any(axis=-1)
        if self.sequential:
            allowed &= acts.sum(axis=-1) <= 1
        lasting = np.where(moves, np.array(numbers.periods), 0).max(axis=-1)
        escrow = np.array(numbers.escrow)
        tempted = []
        for party, seen, asks, those in self.held_back:
            withheld = share * those
            lost = (share * ~escrow) @ backing.undone[:, party] + numbers.backing[party]
            lost = lost - (share - withheld) @ backing.regained[:, party]
            there = (moves & asks).any(axis=-1)
            cost = np.where(there, withheld @ numbers.costs, -np.inf)
            held = (share * escrow) @ numbers.worth[:, party]
            tempted.append(Temptation(party, seen, cost, lost, held))
        net = share @ (numbers.worth - numbers.paid)
        rates = numbers.discount_low ** lasting[..., None]
        return Moves(np.asarray(allowed), np.moveaxis(net, -1, 0), np.moveaxis(rates, -1, 0), tuple(tempted))

    def moves_from(self, place: tuple[int, ...]) -> tuple[Ints, Moves]:
        """The moves from a place, and the flat number of the place that each leads to."""
        whole = [there == most for there, most in zip(place, self.parts, strict=True)]
        room = [
            min(most - there, 1) if self.single else most - there
            for there, most in zip(place, self.parts, strict=True)
        ]
        free = [all(whole[other] for other in others) for others in self.after]
        box = tuple(slice(most + 1 if may else 1) for most, may in zip(room, free, strict=True))
        found = np.nonzero(self.moves.allowed[box])
        to = np.ravel_multi_index(
            tuple(parts + there for parts, there in zip(found, place, strict=True)), self.shape
        )
        return np.asarray(to), self.moves.some(found, -self.backing.stopped(self.share(place)))

    def stays(self, place: tuple[int, ...]) -> Array:
        """What stopping openly in a place leaves each party, a bond included, (parties,)."""
        posted = self.numbers.backing if any(place) else 0.0
        return np.asarray(self.backing.stopped(self.share(place)) - posted)

    @cached_property
    def kept_after(self) -> float:
        """Least slack of keeping it once all is done, over scales."""
        return float((self.backing.kept_after(np.ones(len(self.parts))) / self.scale).min())

    def exposed(self, place: tuple[int, ...], to: Ints) -> Array:
        """The largest exposure of a party over its scale, in the phase that leads to some places."""
        there = np.array(np.unravel_index(to, self.shape)).T / np.array(self.parts)
        given = there @ self.numbers.paid - self.share(place) @ self.numbers.worth
        given = given - in_escrow(self.numbers, there - self.share(place))
        return np.asarray((given / self.scale).max(axis=1))
