r"""The tornado: what each judgement does to the zone's probability and to the best deal, from end to end.

Each judgement is set to both ends of its range in every draw, while all others keep their draws; the *swing*
is the difference, its error that of paired differences. The *share* is the first-order index of the zone,
:math:`\operatorname{Var}(E[Z \mid \theta]) / \operatorname{Var}(Z)`, from how often the answer changes
between neighbours in the judgement's rank. What shares leave of one are judgements that work together.

References
----------
Howard (1988), *Decision analysis: practice and promise*, for the diagram. Sobol' (1993), *Sensitivity
estimates for nonlinear mathematical models*. Von Neumann (1941), *Distribution of the ratio of the mean
square successive difference to the variance*; Gamboa, Gremaud, Klein and Lagnoux (2022), *Global sensitivity
analysis: a novel generation of mighty estimators based on rank statistics*, for indices from ranks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...space import Bools, Space
from ...space.weights import Floats
from ..result import Result
from ..zone.acceptability import standard_error
from .movable import Movable, OfJudgement

_GROUPS = 10
Passes = Callable[[Movable, float], Bools]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends(Result):
    """A probability with a judgement at its low and at its high end."""

    low: float
    high: float
    error_low: float  # standard errors
    error_high: float
    swing: float  # `high - low`; negative where a higher value makes a deal less likely
    swing_error: float  # standard error of the swing, from paired draws


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing(OfJudgement):
    """What one judgement does from ``low`` to ``high``, the ends of its range."""

    # whether they are the 5th and the 95th percentile of its draws, as of a weight under an order
    percentiles: bool
    zone: Ends  # probability that some deal passes
    deal: Ends | None  # acceptability of the best deal
    share: float  # first-order index of the zone
    share_error: float


def _ends(low: Bools, high: Bools) -> Ends:
    draws = len(low)
    difference = high.astype(float) - low
    error = float(difference.std(ddof=1) / np.sqrt(draws)) if draws > 1 else 0.0
    first, last = float(low.mean()), float(high.mean())
    return Ends(
        low=first, high=last, error_low=standard_error(first, draws), error_high=standard_error(last, draws),
        swing=last - first, swing_error=error,
    )  # fmt: skip


def _index(answers: Bools) -> float:
    """One less half the von Neumann ratio of the answers, which stand in the order of the judgement."""
    draws, share = len(answers), float(answers.mean())
    changes = int((answers[1:] != answers[:-1]).sum())
    return 1 - changes / (2 * (draws - 1)) / (draws / (draws - 1) * share * (1 - share))


def first_order(values: Floats, zone: Bools) -> tuple[float, float]:
    r"""First-order index of a yes-or-no (draws,) with respect to one judgement, and its standard error.

    With the answers :math:`z_i` in the order of the judgement the index is
    :math:`1 - \sum (z_{i+1} - z_i)^2 / (2 (N - 1) s^2)`, with :math:`s^2` their variance: no bins are chosen.
    Its expectation is 0 for a judgement that explains nothing. For an answer that only rises or only falls
    with the judgement, its chance changes between neighbours in rank by amounts that add up to 1 at most, so
    the index is too low by at most :math:`1 / (2 (N - 1) s^2)`, which the error includes beside a jackknife
    over ten groups of draws. O(N log N).

    >>> import numpy as np
    >>> values = np.arange(1000.0)
    >>> share, error = first_order(values, values < 500)
    >>> round(share, 3), round(error, 3)
    (0.998, 0.002)
    """
    draws, share = len(values), float(zone.mean())
    if share in (0.0, 1.0) or draws < 2:
        return 0.0, 0.0
    bias = 1 / (2 * draws * share * (1 - share))
    order = np.argsort(values, kind="stable")
    answers, group, left = zone[order], order % _GROUPS, []
    for out in range(_GROUPS if draws > 2 * _GROUPS else 0):
        rest = answers[group != out]
        left.append(_index(rest) if 0 < rest.mean() < 1 else 0.0)
    spread = (_GROUPS - 1) / _GROUPS * ((np.array(left) - np.mean(left)) ** 2).sum() if left else 0.0
    return max(0.0, _index(answers)), float(np.hypot(np.sqrt(spread), bias))


def swing_of(
    one: Movable, space: Space, values: Floats, zone: tuple[Bools, Passes], deal: Passes | None
) -> Swing:
    """Set one judgement to both its ends: is there a deal, as drawn and set; does the best deal pass?"""
    base, moved = zone
    share, error = first_order(values, base)
    return Swing(
        **one.said(space), percentiles=one.percentiles, zone=_ends(moved(one, one.low), moved(one, one.high)),
        deal=None if deal is None else _ends(deal(one, one.low), deal(one, one.high)),
        share=share, share_error=error,
    )  # fmt: skip
