"""Values: the coefficients of one realisation of all judgements, as integers, so that sums are exact.

Integers are in the party's smallest unit. Only where that would be too fine for 61 bits (18 digits) are they
rounded to a grid (2^-44 of the party's reach), and ``exact`` says so; who accepts is still asked of the
numbers themselves, :class:`Unrounded`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import UsageError
from .weights import Floats

TOL = 1e-9
"""Two numbers so close, relative to their size, are shown and counted as level."""

EASE = 2.0**-43
"""By how much of itself a number that is no integer is raised or lowered before numbers are compared."""

NO_CAP = 2**62
"""In place of a cap where there is none."""

_EXACT_LIMIT = 2**61
_FLOAT_LIMIT = 2**53


def root(square: Fraction) -> float:
    """Square root of a fraction, correct to the last bits, whatever its size."""
    scaled = square.numerator * square.denominator << 128
    return float(Fraction(math.isqrt(scaled), square.denominator << 64))


def largest(rough: Floats, exact: Callable[[int], Any]) -> tuple[list[int], Any]:
    """Rows with the largest exact key, and that key, of those near the largest rough number."""
    top = float(rough.max())
    near = np.flatnonzero(rough >= top - TOL * max(1.0, abs(top)))
    keys = {int(row): exact(int(row)) for row in near}
    most = max(keys.values())
    return [row for row, key in keys.items() if key == most], most


def raised(numbers: Floats, ease: Floats | float = EASE) -> Floats:
    r"""Numbers, each raised by :math:`2^{-43}` of its size: the one tolerance of comparisons between floats.

    What is summed to the value of a deal is raised and the walk-away :func:`lowered`: so the tolerance comes
    from the deal's own terms, has no floor, and is larger than what rounding can do, :math:`n 2^{-53}` of the
    sum of their sizes (Higham 2002, *Accuracy and Stability of Numerical Algorithms*, § 4.2).
    """
    return np.asarray(numbers + ease * np.abs(numbers))


def lowered(numbers: Floats, ease: Floats | float = EASE) -> Floats:
    """Numbers, each lowered by as much as :func:`raised` raises it."""
    return np.asarray(numbers - ease * np.abs(numbers))


@dataclass(frozen=True, eq=False)
class Unrounded:
    """One party's numbers as they are, where need be in a unit so fine that 64 bits do not hold them."""

    coefficients: NDArray[Any]  # (features, 1); whole numbers, of Python where they may be of any size
    walk_away: int
    cap: int | None
    unit: Fraction

    @property
    def size(self) -> int:
        """What the numbers could come to, in units."""
        return int(np.abs(self.coefficients).sum(dtype=object)) + abs(self.walk_away)

    def accepts(self, worth: NDArray[Any]) -> NDArray[np.bool_]:
        """Whether sums of the coefficients reach the walk-away."""
        enough: NDArray[np.bool_] = (worth >= self.walk_away).astype(bool)
        return enough if self.cap is None or self.cap >= self.walk_away else np.zeros_like(enough)


@dataclass(frozen=True, eq=False)
class Values:
    """Coefficients of one realisation of all judgements."""

    coefficients: NDArray[np.int64]  # (features, parties); integers, in units of the party
    walk_away: NDArray[np.int64]  # (parties,); in the same units
    units: tuple[Fraction, ...]  # value on a party's own scale = coefficient sum × unit
    exact: bool  # whether the integers are the numbers themselves, not rounded
    name: str  # the realisation: ``"exact"`` when every judgement is one number, else ``"central"`` or a draw
    # (parties,); the most a deal is worth, :data:`NO_CAP` for a party without a cap or with one that no deal
    # reaches; None if that holds for all. Coefficients add up without it: see :meth:`capped`
    caps: NDArray[np.int64] | None = None
    # for each party the factor that is left at relative time 1; empty if nobody discounts
    discounts: tuple[Fraction, ...] = ()
    # the numbers themselves of whose numbers are on the grid, None for the others; empty if nobody's are
    beneath: tuple[Unrounded | None, ...] = ()

    @property
    def slack(self) -> NDArray[np.int64]:
        """Sums that lie no further apart may be equal, shape (parties,): a unit for each rounded number."""
        on_grid = [one is not None for one in self.beneath] or [False] * len(self.units)
        return np.where(on_grid, len(self.coefficients), 0)

    def numbers(self, who: int) -> Unrounded:
        """The numbers of one who is asked as they are, in whole units."""
        if self.beneath and (fine := self.beneath[who]) is not None:
            return fine
        cap = NO_CAP if self.caps is None else int(self.caps[who])
        away = int(self.walk_away[who])
        return Unrounded(
            self.coefficients[:, who : who + 1], away, None if cap == NO_CAP else cap, self.units[who]
        )

    def capped(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """Sums over all clusters, shape (…, parties), with each party's cap applied."""
        return values if self.caps is None else np.minimum(values, self.caps[: values.shape[-1]])

    def discounted(self, values: NDArray[np.int64], time: float) -> Floats:
        r"""Values (…, parties) on each party's own scale if the deal is made at a relative time, 0 to 1.

        :math:`v \, d^t`; walking away is discounted alike, so who accepts what does not depend on time.
        """
        if not 0 <= time <= 1:
            raise UsageError.of(f"the time {time}", "a relative time from 0 to 1")
        factors = [float(discount) ** time for discount in self.discounts] or [1.0] * values.shape[-1]
        return np.asarray(self.own_scale(values) * np.array(factors[: values.shape[-1]]))

    def own_scale(self, values: NDArray[np.int64]) -> Floats:
        """Values (…, parties) on each party's own scale, correctly rounded."""
        units = self.units[: values.shape[-1]]
        if max(-int(values.min(initial=0)), int(values.max(initial=0))) >= _FLOAT_LIMIT:
            rows = values.reshape(-1, len(units)).tolist()
            exact = [
                [x * u.numerator / u.denominator for x, u in zip(row, units, strict=True)] for row in rows
            ]
            return np.array(exact, dtype=np.float64).reshape(values.shape)
        above = np.array([float(unit.numerator) for unit in units])
        below = np.array([float(unit.denominator) for unit in units])
        return np.asarray(values * above / below)


@dataclass(frozen=True)
class PartyNumbers:
    """One party's numbers before they are scaled to integers."""

    coefficients: list[Fraction]
    walk_away: Fraction
    cap: Fraction | None = None  # none also if no deal reaches it
    discount: Fraction = Fraction(1)

    @property
    def unit(self) -> Fraction:
        """The largest of which each of its numbers is a multiple by its denominator."""
        numbers = (self.walk_away, self.cap or Fraction(0), *self.coefficients)
        return Fraction(1, math.lcm(*(number.denominator for number in numbers)))

    @property
    def reach(self) -> Fraction:
        """What its numbers could come to."""
        return sum(map(abs, (self.walk_away, self.cap or Fraction(0), *self.coefficients)), Fraction(0))

    def unrounded(self) -> Unrounded:
        """The same in whole numbers of any size."""
        unit = self.unit
        column = np.array([[int(number / unit)] for number in self.coefficients], dtype=object)
        cap = None if self.cap is None else int(self.cap / unit)
        return Unrounded(column, int(self.walk_away / unit), cap, unit)


def scaled(parties: list[PartyNumbers], name: str) -> Values:
    """Scale each party's numbers to integers; where that is too fine, round to a grid of 2^-44."""
    beneath = tuple(
        party.unrounded() if party.reach / party.unit >= _EXACT_LIMIT else None for party in parties
    )
    units = [
        party.unit if fine is None else Fraction(2) ** (math.ceil(math.log2(party.reach)) - 44)
        for party, fine in zip(parties, beneath, strict=True)
    ]
    pairs = list(zip(parties, units, strict=True))
    caps = [NO_CAP if party.cap is None else round(party.cap / unit) for party, unit in pairs]
    return Values(
        coefficients=np.array(
            [[round(x / unit) for x in party.coefficients] for party, unit in pairs], dtype=np.int64
        ).T.copy(),
        walk_away=np.array([round(party.walk_away / unit) for party, unit in pairs], dtype=np.int64),
        units=tuple(units),
        exact=not any(beneath),
        name=name,
        caps=None if min(caps) == NO_CAP else np.array(caps, dtype=np.int64),
        discounts=() if all(party.discount == 1 for party in parties) else tuple(p.discount for p in parties),
        beneath=beneath if any(beneath) else (),
    )
