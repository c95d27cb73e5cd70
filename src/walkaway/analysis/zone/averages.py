"""What deals are worth on average: of an exact case exactly, of any other the mean over all draws.

It is the one measure by which likely deals are chosen, told apart and shown. The mean of a sum is the sum of
the means, so a deal needs no draws; they are gone through only for a party whose value bends: by a cap, or by
a function of uncertain points.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil, frexp

import numpy as np
from numpy.typing import NDArray

from ...space import TOL, Picks, Values
from ...space.draws import Draws
from ...space.sweep import blocks
from ...space.weights import Floats
from ..frontier.merging import Ints
from .bounds import Bounds

_BITS, _LEAST = 44, -900
_NEAR = ceil(TOL * 2**_BITS)
"""Units of a mean that nobody tells apart: the one tolerance of what is shown, on a grid of 2^-44."""


class Averages:
    """The mean worth of deals as integers; of those whose numbers are certain it is exact."""

    def __init__(self, bounds: Bounds, draws: Draws) -> None:
        self.bounds, self.space, self.draws = bounds, bounds.space, draws
        self.drawn = [who for who, party in enumerate(bounds.parties) if not party.exact]
        self.values = _means(bounds.values, draws, self.drawn) if self.drawn else bounds.values
        bends = {owner for owner, _ in self.space.joint.functions}
        bends |= set() if draws.caps is None else {*np.flatnonzero(np.isfinite(draws.caps)).tolist()}
        self.bent = [who for who in self.drawn if who in bends]

    @property
    def slack(self) -> NDArray[np.int64]:
        """Worths that lie no further apart may be equal, shape (who,)."""
        slack = np.zeros(len(self.space.who), np.int64)
        slack[self.drawn] = _NEAR
        return slack

    def worth(self, picks: Picks) -> Ints:
        """Mean worth of deals to each one who is asked, in units of its own, shape (deals, who)."""
        found = self.space.worth(self.values, picks)
        if self.bent:
            units = np.array([float(self.values.units[who]) for who in self.bent])
            gains = np.rint(self._swept(picks) / units).astype(np.int64).astype(found.dtype)
            found[:, self.bent] = gains + self.values.walk_away[self.bent]
        return found

    def gains(self, worth: Ints) -> Floats:
        """What is gained over walking away on average, own scale, shape (deals, who)."""
        return self.values.own_scale(worth - self.values.walk_away[: worth.shape[1]])

    def _swept(self, picks: Picks) -> Floats:
        """Mean gain of deals to those whose value bends, over all draws, shape (deals, these)."""
        total = np.zeros((len(picks), len(self.bent)))
        for block in blocks(self.space, self.draws, picks):
            for column, who in enumerate(self.bent):
                most = block.real.caps[who] - block.real.away[who]
                total[block.some, column] += np.minimum(block.slack(who), most).sum(axis=1)
        return total / self.draws.count


def _means(values: Values, draws: Draws, drawn: list[int]) -> Values:
    """Central values with the means of all numbers that are not certain in their place, on a fine grid."""
    coefficients, walk_away, units = values.coefficients.copy(), values.walk_away.copy(), [*values.units]
    caps = None if values.caps is None else values.caps.copy()
    for who in drawn:
        mean, away = draws.coefficients[who].mean(axis=1), float(draws.walk_away[who].mean())
        bits = max(_LEAST, frexp(float(np.abs(mean).sum() + abs(away)))[1])
        units[who] = Fraction(2) ** (bits - _BITS)
        coefficients[:, who] = np.rint(mean / float(units[who])).astype(np.int64)
        walk_away[who] = round(away / float(units[who]))
        if caps is not None:
            caps[who] = values.no_cap  # it was drawn with the rest
    return replace(
        values, coefficients=coefficients, walk_away=walk_away, units=tuple(units), caps=caps, name="mean"
    )
