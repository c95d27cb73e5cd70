"""What would make a failing step hold: the least detection, discount, bond or worth of completing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..result import Result
from .constraints import REMEDIES, Array, PathNumbers, lasting, least_in, slacks

_POINTS, _ROUNDS = 65, 7  # each round narrows the interval 64 times
_DOUBLINGS = 60
_ENOUGH = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Safeguard(Result):
    """For one step that would not be taken, what would be enough by itself."""

    phase: int  # from 1
    party: str
    # remedy → the level that is enough with everything else as it is, on the party's own scale; a remedy that
    # is never enough is left out
    needs: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayToHold(Result):
    """One safeguard, alone, for a whole schedule, in the central realisation."""

    kind: str  # ``inspection``, ``phase`` (smaller steps, or another order), ``bond`` or ``guarantor``
    amount: float | None  # how much more in all: inspections, phases, or units; None if none is enough
    by: dict[str, float]  # party → its part of that; empty for phases
    price: float | tuple[float, float] | None  # (least, largest) where it is a range; None if it has none


class _Schedule:
    """A schedule in one realisation, with what going on is worth after each phase."""

    def __init__(self, numbers: PathNumbers, moved: Array) -> None:
        self.numbers, self.moved = numbers, moved
        self.nets = np.stack([numbers.net_of(move) for move in moved])
        self.lasts = np.array([lasting(numbers, move) for move in moved])

    def ahead(self, numbers: PathNumbers, phase: int, party: int) -> Array:
        """What going on is worth to a party after a phase, with other numbers of the same steps, (…)."""
        passed = np.concatenate([[0], np.cumsum(self.lasts[phase + 1 :])])
        counts = numbers.discount_low[..., party, None] ** passed
        still = counts[..., :-1] @ self.nets[phase + 1 :, party]
        return np.asarray(still + counts[..., -1] * numbers.completed[..., party])

    def least(self, numbers: PathNumbers, phase: int, party: int) -> Array:
        """Least slack of a party in a phase, with other numbers of the same steps, (…)."""
        mine = np.arange(numbers.parties) == party
        worth = self.ahead(numbers, phase, party)[..., None] * mine
        return least_in(numbers, self.moved, phase, worth)[..., party]

    def level(self, remedy: str, phase: int, party: int) -> float | None:
        """The least level of a remedy at which one constraint holds: none is certain to be enough."""
        numbers = self.numbers

        def holds(levels: Array) -> Array:
            return self.least(numbers.raised(remedy, levels, party), phase, party) >= -_ENOUGH

        low, high = 0.0, 1.0
        if remedy in ("bond", "completed"):
            part = numbers.backing if remedy == "bond" else numbers.completed
            low = float(part[party])
            tried = low + 2.0 ** np.arange(-10, _DOUBLINGS - 10)
        else:
            part = numbers.discount_low if remedy == "discount" else np.zeros(numbers.parties)
            low = float(part[party])
            tried = np.linspace(low, high, 257)
        enough = np.flatnonzero(holds(tried))
        if not len(enough):
            return None
        first = int(enough[0])
        low, high = (float(tried[first - 1]) if first else low), float(tried[first])
        for _ in range(_ROUNDS):
            levels = np.linspace(low, high, _POINTS)
            place = int(np.flatnonzero(holds(levels))[0])
            low, high = float(levels[max(place - 1, 0)]), float(levels[place])
        return float(f"{high:.9g}")  # the tolerance leaves 0.999999999997 where 1 is meant


def safeguards(numbers: PathNumbers, moved: Array, names: tuple[str, ...]) -> Iterator[Safeguard]:
    """For each constraint that breaks, in order of phases, what would be enough.

    ``numbers`` is one realisation in floats. Levels are found by search to 1e-9 of their size, each
    in time proportional to phases.
    """
    schedule = _Schedule(numbers, moved)
    for phase, party in np.argwhere(slacks(numbers, moved).least < -_ENOUGH).tolist():
        tried = {remedy: schedule.level(remedy, phase, party) for remedy in REMEDIES}
        found = {remedy: level for remedy, level in tried.items() if level is not None}
        yield Safeguard(phase=phase + 1, party=names[party], needs=found)
