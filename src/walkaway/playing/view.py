"""The view: all that one seat may know when it is its turn, for many sessions at once.

Its own values, the clock, and what was said at the table. Other seats' values, walk-aways and strategies are
not in it, nor anything that leads to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from ..space.weights import Floats
from .valuation import NONE, Numbers, Valuation

Keys = NDArray[np.uint64]
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_STEP = 0x9E3779B97F4A7C15
_BITS = 2**64


def _mixed(keys: Keys) -> Keys:
    """The finaliser of SplitMix64 (Steele, Lea and Flood 2014, OOPSLA)."""
    keys = (keys ^ (keys >> np.uint64(30))) * _MIX[0]
    keys = (keys ^ (keys >> np.uint64(27))) * _MIX[1]
    return keys ^ (keys >> np.uint64(31))


def keys_of(seed: int, first: int, count: int) -> Keys:
    """A key for each of some sessions; that of a session does not depend on which others are played."""
    start = np.random.SeedSequence(seed).generate_state(1, np.uint64)[0]
    numbers = np.arange(first + 1, first + count + 1, dtype=np.uint64)
    return _mixed(start + numbers * np.uint64(_STEP))


def keys_of_level(keys: Keys, level: int) -> Keys:
    """Other keys of the same sessions, for another part of their talks."""
    return _mixed(keys ^ np.uint64((level + 1) * _STEP % _BITS))


def uniform(keys: Keys, *where: int) -> Floats:
    """Numbers on [0, 1), one for each session, that depend on its key and on where they are drawn alone."""
    for place in where:
        keys = _mixed(keys + np.uint64((place + 1) * _STEP % _BITS))
    return (keys >> np.uint64(11)).astype(np.float64) * 2.0**-53


@dataclass(frozen=True, slots=True)
class Heard:
    """What one seat put on the table in its turn, in every session; none where it accepted or refused."""

    number: int  # of the round
    seat: int
    deals: Numbers  # (sessions,), or (1,) if the same in all


@dataclass(slots=True, eq=False)
class View:
    """What one seat sees in its turn."""

    seat: int
    seats: int
    number: int  # of the round, from 1
    rounds: int
    time: float  # 0 to 1, by the clock
    clock: str
    own: Valuation
    rows: Numbers  # (sessions,); realisation of its judgements in each session
    standing: Numbers  # (sessions,), or (1,) if the same in all; the deal on the table, or none
    heard: list[Heard]  # everything that was put on the table, in order
    keys: Keys  # (sessions,); of random numbers
    drawn: int = 0  # random numbers drawn in this turn so far
    weighed: Floats | None = None
    text: Numbers | None = None  # what stands until something better is agreed, where there is such a thing

    def __len__(self) -> int:
        """How many sessions."""
        return len(self.rows)

    @property
    def walk_away(self) -> Floats:
        """What no deal is worth to it, shape (sessions,), or (1,) where that is the same in all."""
        return self.each(self.own.walk_away)

    @property
    def best(self) -> Floats:
        """The most that it can get, shape (sessions,), or (1,) where that is the same in all."""
        return self.each(self.own.best)

    @property
    def worst(self) -> Floats:
        """The least that a deal that it would sign is worth, shape (sessions,), or (1,)."""
        return self.each(self.own.worst)

    def each(self, numbers: Floats) -> Floats:
        """Numbers of realisations as numbers of sessions; one stays one."""
        return numbers if len(numbers) == 1 else numbers[self.rows]

    def _rows(self, some: Floats | Numbers) -> Numbers:
        """The realisations that belong to numbers, of which one may stand for all sessions."""
        return self.rows if len(some) == len(self.rows) else self.rows[: len(some)]

    @property
    def offered(self) -> Floats:
        """What the deal on the table is worth to it, shape (sessions,)."""
        if self.weighed is None:
            self.weighed = self.worth(self.standing)
        return self.weighed

    def worth(self, deals: Numbers) -> Floats:
        """What deals are worth to it, in the shape of the deals."""
        return self.own.of(deals, self._rows(deals))

    def at_least(self, targets: Floats) -> Numbers:
        """Its deal of least worth at or above a target, in the shape of the targets."""
        return self.own.at_least(targets, self._rows(targets))

    def nearest(self, targets: Floats) -> Numbers:
        """Its deal nearest to a target, in the shape of the targets."""
        return self.own.nearest(targets, self._rows(targets))

    def random(self) -> Floats:
        """Uniform numbers on [0, 1), one for each session; other ones each time."""
        self.drawn += 1
        return uniform(self.keys, self.number, self.seat, self.drawn)

    def latest(self, most: int) -> list[Heard]:
        """The last turns of the others, at most so many, the latest first."""
        return list(islice((said for said in reversed(self.heard) if said.seat != self.seat), most))

    def last(self, *, own: bool) -> Numbers:
        """The last offer of its own, or of the others."""
        found = np.full(len(self), NONE, np.intp)
        for said in reversed(self.heard):
            if (said.seat == self.seat) == own:
                found = np.where(found < 0, said.deals, found)
                if (found >= 0).all():
                    break
        return found
