"""The lattice of partial implementations: how far each step is, in parts, and the moves of one phase."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from .constraints import Array, Backing, PathNumbers, in_escrow

__all__ = ["Lattice", "Moves"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Moves:
    r"""Moves from one place, with all of their constraints that does not depend on what follows.

    The slack of a move is the least, over its candidates, of :math:`\min(q b, b) - c` with the bracket
    :math:`b = r (V + o) + h`, where :math:`V` is what going on is worth after it.
    """

    to: Ints  # (moves,); flat number of the place that each leads to
    gains: Array  # (moves, parties); got minus given in the phase
    rates: Array  # (moves, parties); discount of the phase
    party: Ints  # (candidates,); whose temptation
    move: Ints  # (candidates,)
    seen: Array  # (candidates,); q
    costs: Array  # (candidates,); c
    others: Array  # (candidates,); o: what is lost beside the continuation
    held: Array  # (candidates,); h: in escrow

    def incentive(self, ahead: Array, which: Ints, scale: Array) -> Array:
        """Least slack of some moves, given what going on is worth after each (rows, parties), over scales."""
        least = np.full(len(which), np.inf)
        for candidate, (move, party) in enumerate(zip(self.move.tolist(), self.party.tolist(), strict=True)):
            rows = which == move
            if rows.any():
                lost = ahead[rows, party] + self.others[candidate]
                bracket = self.rates[move, party] * lost + self.held[candidate]
                slack = np.minimum(self.seen[candidate] * bracket, bracket) - self.costs[candidate]
                least[rows] = np.minimum(least[rows], slack / scale[party])
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
        at_stake = np.abs(self.numbers.worth).sum(axis=0) + np.abs(self.numbers.paid).sum(axis=0)
        return np.asarray(np.where(at_stake > 0, at_stake, 1.0))

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

    def moves_from(self, place: tuple[int, ...]) -> Moves:
        """The moves from a place as arrays."""
        numbers, backing = self.numbers, self.backing
        before = self.share(place)
        found = list(self.steps_from(place))
        parts = np.array(found, dtype=np.int64).reshape(len(found), len(self.parts))
        moved = parts / np.array(self.parts)
        lasting = np.where(parts > 0, np.array(numbers.periods), 0).max(axis=1, initial=1)
        escrow = np.array(numbers.escrow)
        held = (moved * escrow) @ numbers.worth
        theirs = (before + moved * ~escrow) @ backing.undone
        rows: list[tuple[int, int, float, float, float, float]] = []
        for number, share in enumerate(moved):
            for step in np.flatnonzero(share).tolist():
                party, seen = numbers.owner[step], numbers.detection[step]
                mine = (share > 0) & (np.array(numbers.owner) == party)
                withheld = mine & (numbers.detection <= seen)
                own = backing.regained[:, party] @ (before + share * ~withheld)
                lost = theirs[number, party] - own + numbers.backing[party]
                cost = (numbers.costs * share)[withheld].sum()
                rows.append((number, party, seen, cost, lost, held[number, party]))
        columns = np.array(rows, dtype=float).reshape(len(rows), 6).T
        to = np.ravel_multi_index(tuple((parts + np.array(place)).T), self.shape)
        return Moves(
            to=np.asarray(to), gains=moved @ (numbers.worth - numbers.paid),
            rates=numbers.discount_low[None] ** lasting[:, None],
            move=columns[0].astype(np.int64), party=columns[1].astype(np.int64), seen=columns[2],
            costs=columns[3], others=columns[4], held=columns[5],
        )  # fmt: skip

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
