"""Realisations of all judgements: the central one in exact integers, or draws; one type for both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..case import Case
from .masks import Bools
from .values import NO_CAP, Values
from .weights import Floats

__all__ = ["Realised", "centrally"]


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
        return replace(self, away=away)

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

    def together(self, first: int, second: int, scales: Floats) -> Realised:
        """The same with one more condition: the two together gain, each in units of its scale."""
        return replace(self, pair=(first, second, scales))


def centrally(values: Values, case: Case) -> Realised:
    """The central realisation, in exact integers; a cap that no deal reaches counts for what is added."""
    coefficients = np.ascontiguousarray(values.coefficients.T)[:, :, None]
    limits = [case.preferences[who].cap for who in case.everyone]
    caps = [
        NO_CAP if cap is None else floor(Fraction(cap) / unit)
        for cap, unit in zip(limits, values.units, strict=True)
    ]
    return Realised(coefficients, values.walk_away[:, None], np.array(caps, np.int64)[:, None])
