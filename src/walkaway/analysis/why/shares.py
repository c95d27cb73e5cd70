r"""A share of weighted draws, :math:`\hat p = \sum w_d h_d`, with its error.

Its standard error is :math:`\sqrt{\sum w_d^2 (h_d - \hat p)^2}` and the weights are worth :math:`1/\sum
w_d^2` draws (Kish 1965; Hesterberg 1995); the interval is Wilson's for that many.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from ...numbers import percent, plus_minus
from ...space import Bools
from ...space.weights import Floats
from ..result import Result
from ..zone.acceptability import wilson


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Result):
    """A probability over draws."""

    probability: float
    error: float  # Monte Carlo standard error; 0 where nothing was sampled
    interval: tuple[float, float]  # 95 % interval

    @property
    def words(self) -> str:
        """Such as ``42 % (± 1)``, the error in points."""
        return percent(self.probability) + (f" ({plus_minus(self.error)})" if self.error else "")


def equal(draws: int) -> Floats:
    """Equal weights that sum to one."""
    return np.full(draws, 1 / draws)


def effective(weights: Floats) -> float:
    """How many draws of equal weight some weights are worth."""
    return round(float(1 / np.square(weights).sum()), 6)


def quantiles(values: Floats, weights: Floats) -> tuple[float, float]:
    """The 5th and the 95th percentile of weighted draws."""
    order = np.argsort(values, kind="stable")
    places = np.searchsorted(np.cumsum(weights[order]), (0.05, 0.95))
    low, high = values[order[np.minimum(places, len(order) - 1)]]
    return float(low), float(high)


def share_of(hits: Bools, weights: Floats, *, exact: bool = False) -> Share:
    """Share of the draws in which something holds, by weights that sum to one; exact ones have no error."""
    rest = float(weights[~hits].sum())
    share = min(1.0, float(weights[hits].sum())) if rest > 0 else 1.0  # whatever the sum of floats says
    if exact:
        return Share(probability=share, error=0.0, interval=(share, share))
    size = effective(weights)
    low, high = wilson(share * size, size)  # type: ignore[arg-type]
    error = sqrt(float((np.square(weights) * np.square(hits - share)).sum()))
    return Share(probability=share, error=error, interval=(float(low), float(high)))
