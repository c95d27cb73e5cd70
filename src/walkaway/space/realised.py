"""Realisations of all judgements: the central one in exact integers, or draws; one type for both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..case import Case
from .masks import Bools
from .values import EASE, Values, beyond, on_own_scale
from .weights import Floats


@dataclass(frozen=True, eq=False)
class Certain:
    """Those of whom every judgement is one number, and the numbers themselves: no draw changes their word."""

    values: Values
    who: frozenset[int]

    def without(self, who: Iterable[int]) -> Certain:
        """The same, when something of some of them is changed."""
        return replace(self, who=self.who.difference(who))


@dataclass(frozen=True, eq=False)
class Realised:
    """Numbers compared as they stand: a deal is accepted where it is worth at least the walk-away."""

    # (who, features, realisations); integers of the central realisation, or draws, eased
    # (:func:`~walkaway.space.values.raised`)
    coefficients: NDArray[Any]
    away: NDArray[Any]  # (who, realisations)
    caps: NDArray[Any]  # (who, realisations); the most a deal is worth; beyond reach where there is no cap
    # two who must together gain besides, each gain in units of its scale
    pair: tuple[int, int, Floats] | None = None
    units: tuple[Fraction, ...] | None = None  # of integers: a number times its unit is on the own scale
    certain: Certain | None = None  # of draws: whose word hangs on none

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
        return replace(self, away=away, certain=self.certain and self.certain.without(shifts))

    def paying(self, shifts: dict[int, Any]) -> Realised:
        """The same if every deal costs some so much more: what is paid counts before the cap."""
        caps = self.caps.copy()
        for who, by in shifts.items():
            caps[who] += by
        return replace(self.moved(shifts), caps=caps)

    def some(self, which: NDArray[np.intp] | slice) -> Realised:
        """Some of the realisations."""
        return replace(
            self,
            coefficients=self.coefficients[:, :, which],
            away=self.away[:, which],
            caps=self.caps[:, which],
        )

    realised = some

    def repeated(self, count: int) -> Realised:
        """One realisation as so many that are alike."""
        numbers = (self.coefficients, self.away, self.caps)
        coefficients, away, caps = (np.broadcast_to(one, (*one.shape[:-1], count)) for one in numbers)
        return replace(self, coefficients=coefficients, away=away, caps=caps)

    def on_scale(self, who: int, integers: NDArray[Any]) -> Floats:
        """Integers on the own scale of one who is asked."""
        assert self.units is not None, "draws stand on the own scale themselves"
        return on_own_scale(integers, self.units[who])

    def worth(self, who: int, sums: NDArray[Any]) -> NDArray[Any]:
        """What is left of sums under the cap of one who is asked."""
        return np.asarray(np.minimum(sums, self.caps[who]))

    def asking(self, who: int, least: float) -> Realised:
        """Integers with another walk-away, told on the own scale, of one who is asked."""
        assert self.units is not None, "draws stand on the own scale themselves"
        asked = Fraction(least) / self.units[who]
        away = self.away.copy()
        away[who] = ceil(asked - abs(asked) * Fraction(EASE))  # what a float is off by asks for nothing more
        return replace(self, away=away)

    def together(self, first: int, second: int, scales: Floats) -> Realised:
        """The same with one more condition: the two together gain, each in units of its scale."""
        return replace(self, pair=(first, second, scales))


def centrally(values: Values, case: Case) -> Realised:
    """The central realisation, in exact integers; a cap that no deal reaches counts for what is added."""
    coefficients = np.ascontiguousarray(values.coefficients.T)[:, :, None]
    limits = [case.preferences[who].cap for who in case.everyone]
    caps = [
        beyond(coefficients) if cap is None else floor(Fraction(cap) / unit)
        for cap, unit in zip(limits, values.units, strict=True)
    ]
    limit = np.array(caps, coefficients.dtype)[:, None]
    return Realised(coefficients, values.walk_away[:, None], limit, units=values.units)
