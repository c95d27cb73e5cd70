"""Values: the coefficients of one realisation of all judgements, as integers, so that sums are exact.

Integers are in the party's smallest unit. Only where that would be too fine for 61 bits (18 digits) are they
Python's, of any size, in arrays of objects: slower, and as exact.
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

_EXACT_LIMIT = 2**61
_FLOAT_LIMIT = 2**53
_FAR = 2**16384


def beyond(like: NDArray[Any]) -> Any:
    """More than any sum of numbers of this kind, and no more than a column can still be added to."""
    if like.dtype.kind == "f":
        return np.inf
    return _FAR if like.dtype == object else np.int64(2**62)


def on_own_scale(integers: NDArray[Any], unit: Fraction) -> Floats:
    """Integers of one party on its own scale."""
    if integers.dtype != object:
        return np.asarray(integers * float(unit.numerator) / float(unit.denominator))
    exact = [x * unit.numerator / unit.denominator for x in integers.ravel().tolist()]
    return np.array(exact, np.float64).reshape(integers.shape)


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
class Values:
    """Coefficients of one realisation of all judgements."""

    # (features, parties); integers, in units of the party: of 64 bits, or of Python for all where they do not
    # hold those of one
    coefficients: NDArray[Any]
    walk_away: NDArray[Any]  # (parties,); in the same units
    units: tuple[Fraction, ...]  # value on a party's own scale = coefficient sum × unit
    name: str  # the realisation: ``"exact"`` when every judgement is one number, else ``"central"`` or a draw
    # (parties,); the most a deal is worth, :attr:`no_cap` for a party without a cap or with one that no deal
    # reaches; None if that holds for all. Coefficients add up without it: see :meth:`capped`
    caps: NDArray[Any] | None = None
    # for each party the factor that is left at relative time 1; empty if nobody discounts
    discounts: tuple[Fraction, ...] = ()

    @property
    def no_cap(self) -> Any:
        """In place of a cap where there is none."""
        return beyond(self.coefficients)

    def capped(self, values: NDArray[Any]) -> NDArray[Any]:
        """Sums over all clusters, shape (…, parties), with each party's cap applied."""
        return values if self.caps is None else np.minimum(values, self.caps[: values.shape[-1]])

    def discounted(self, values: NDArray[Any], time: float) -> Floats:
        r"""Values (…, parties) on each party's own scale if the deal is made at a relative time, 0 to 1.

        :math:`v \, d^t`; walking away is discounted alike, so who accepts what does not depend on time.
        """
        if not 0 <= time <= 1:
            raise UsageError.of(f"the time {time}", "a relative time from 0 to 1")
        factors = [float(discount) ** time for discount in self.discounts] or [1.0] * values.shape[-1]
        return np.asarray(self.own_scale(values) * np.array(factors[: values.shape[-1]]))

    def own_scale(self, values: NDArray[Any]) -> Floats:
        """Values (…, parties) on each party's own scale, correctly rounded."""
        units = self.units[: values.shape[-1]]
        if max(-int(values.min(initial=0)), int(values.max(initial=0))) >= _FLOAT_LIMIT:
            values = values.astype(object)
        columns = [on_own_scale(values[..., who], unit) for who, unit in enumerate(units)]
        return np.stack(columns, axis=-1) if columns else np.zeros(values.shape)


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


def scaled(parties: list[PartyNumbers], name: str) -> Values:
    """Scale each party's numbers to integers."""
    fine = any(party.reach / party.unit >= _EXACT_LIMIT for party in parties)
    units = [party.unit for party in parties]
    kind = np.dtype(object if fine else np.int64)
    none = beyond(np.zeros(0, kind))
    pairs = list(zip(parties, units, strict=True))
    caps = [none if party.cap is None else int(party.cap / unit) for party, unit in pairs]
    rows = [[int(x / unit) for x in party.coefficients] for party, unit in pairs]
    return Values(
        coefficients=np.array(rows, dtype=kind).T.copy(),
        walk_away=np.array([int(party.walk_away / unit) for party, unit in pairs], dtype=kind),
        units=tuple(units),
        name=name,
        caps=None if min(caps) == none else np.array(caps, dtype=kind),
        discounts=() if all(party.discount == 1 for party in parties) else tuple(p.discount for p in parties),
    )
