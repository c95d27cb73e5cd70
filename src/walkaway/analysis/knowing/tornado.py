r"""The tornado: what each judgement does to the zone's probability and to the best deal, from end to end.

Each judgement is set to the low and to the high end of its range in every draw, while all others keep their
draws (common random numbers), so the difference of the two ends is not blurred by the rest. The *swing* is
that difference; its error comes from the paired differences. A weight that is set makes room by scaling the
party's other weights alike (:mod:`walkaway.analysis.knowing.moving`).

The *share* is the first-order index of the zone, the part of the variance of "is there a deal?" that knowing
this one judgement removes on average, :math:`\operatorname{Var}(E[Z \mid \theta]) / \operatorname{Var}(Z)`:
the correlation ratio over bins of the draws, with the bias of small bins taken off, and its error by the
jackknife. Shares need not sum to one: what is left over are judgements that work together.

References
----------
Howard (1988), *Decision analysis: practice and promise*, for the diagram. Sobol' (1993), *Sensitivity
estimates for nonlinear mathematical models*; Plischke, Borgonovo and Smith (2013), *Global sensitivity
measures from given data*, for indices from a given sample.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...space import Bools
from ...weights import Floats
from ..result import Result
from ..zones.acceptability import standard_error
from .information import bins_of
from .levers import Kind, Lever

__all__ = ["Ends", "Passes", "Swing", "first_order", "swing_of"]

_GROUPS = 10
Passes = Callable[[Lever, float], Bools]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends(Result):
    """A probability with a judgement at its low and at its high end.

    Attributes
    ----------
    low, high : float
    error_low, error_high : float
        Standard errors.
    swing : float
        ``high - low``; negative where a higher value makes a deal less likely.
    swing_error : float
        Standard error of the swing, from paired draws.
    """

    low: float
    high: float
    error_low: float
    error_high: float
    swing: float
    swing_error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing(Result):
    """What one judgement does from end to end.

    Attributes
    ----------
    path : str
    tied : tuple of str
        Judgements that an order ties to it and that move with it.
    who : str
    kind : {"walk_away", "score", "points", "weight"}
    low, high : float
        The ends, on the judgement's own scale; weights in shares of 100.
    zone : Ends
        Probability that some deal passes.
    deal : Ends or None
        Acceptability of the best deal.
    share, share_error : float
        First-order index of the zone.
    """

    path: str
    tied: tuple[str, ...]
    who: str
    kind: Kind
    low: float
    high: float
    zone: Ends
    deal: Ends | None
    share: float
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


def _ratio(total: Floats, hits: Floats) -> float:
    """Correlation ratio of a yes-or-no over bins, unbiased to first order; counts and hits by bin."""
    kept = total > 0
    count, groups, share = total.sum(), kept.sum(), hits.sum() / total.sum()
    within = (hits[kept] * (1 - hits[kept] / total[kept])).sum()
    if share in (0.0, 1.0) or count <= groups:
        return 0.0
    return float(1 - within / (count - groups) * (count - 1) / (count * share * (1 - share)))


def first_order(values: Floats, zone: Bools) -> tuple[float, float]:
    """First-order index of a yes-or-no with respect to one judgement, and its standard error.

    Parameters
    ----------
    values : float array (draws,)
    zone : bool array (draws,)

    Returns
    -------
    share, error : float
        At least 0; the error by a jackknife over ten groups of draws.

    Examples
    --------
    >>> import numpy as np
    >>> values = np.arange(1000.0)
    >>> share, _ = first_order(values, values < 500)
    >>> round(share, 2)
    1.0
    """
    bins, count = bins_of(values)
    group = np.arange(len(values)) % _GROUPS
    cells = group * count + bins
    total = np.bincount(cells, minlength=_GROUPS * count).reshape(_GROUPS, count).astype(float)
    hits = np.bincount(cells, zone, minlength=_GROUPS * count).reshape(_GROUPS, count)
    if len(values) <= _GROUPS:
        return max(0.0, _ratio(total.sum(axis=0), hits.sum(axis=0))), 0.0
    left = np.array(
        [_ratio(*(part.sum(axis=0) - part[out] for part in (total, hits))) for out in range(_GROUPS)]
    )
    error = float(np.sqrt((_GROUPS - 1) / _GROUPS * ((left - left.mean()) ** 2).sum()))
    return max(0.0, _ratio(total.sum(axis=0), hits.sum(axis=0))), error


def swing_of(
    lever: Lever, name: str, values: Floats, zone: tuple[Bools, Passes], deal: Passes | None
) -> Swing:
    """Set one judgement to both its ends.

    Parameters
    ----------
    lever : Lever
    name : str
        Whose it is.
    values : float array (draws,)
        The judgement in every draw.
    zone : (bool array (draws,), callable)
        Whether there is a deal in each draw as it is, and with the lever set to a value.
    deal : callable or None
        Whether the best deal passes with the lever set to a value.
    """
    base, moved = zone
    share, error = first_order(values, base)
    return Swing(
        path=lever.path, tied=lever.tied, who=name, kind=lever.kind, low=lever.low, high=lever.high,
        zone=_ends(moved(lever, lever.low), moved(lever, lever.high)),
        deal=None if deal is None else _ends(deal(lever, lever.low), deal(lever, lever.high)),
        share=share, share_error=error,
    )  # fmt: skip
