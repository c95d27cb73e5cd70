r"""How good and how even is a deal? Efficiency and equity measures, exact on the frontier.

Let :math:`u` be the values of the deal, :math:`d` the walk-aways, :math:`F` the efficient values,
:math:`R = \{f \in F : f \ge d\}`, and :math:`S` the efficient values that everyone who must accept would sign
(all of :math:`F` if there is none). Each party's *span* is :math:`s_p = \max_S f_p - \min_S f_p` (where that
is 0, what the best of :math:`S` adds to the given deal); a party whose span is 0 in both ways is left out.

==============  ========================================================================= =========
measure         formula                                                                   unit-free
==============  ========================================================================= =========
``distance``    :math:`\min_{f \in F} \sqrt{\sum_p ((f_p - u_p)/s_p)^2}`                  yes
``gain_left``   :math:`\max_{f \in F, f \ge u} \sum_p (f_p - u_p)/s_p`                    yes
``sum_left``    :math:`\max_{f \in F, f \ge u} \sum_p (f_p - u_p)` on own scales          no
``most_left``   :math:`\max_{f \in F, f \ge u} f_p - u_p`, for each party                 no
``nash_ratio``  :math:`\prod_p (u_p - d_p) / \max_{f \in R} \prod_p (f_p - d_p)`          yes
``gain_share``  :math:`\sum_p (u_p - d_p) / \max_{f \in R} \sum_p (f_p - d_p)`            no
``shares``      :math:`g_p = (u_p - d_p) / (I_p - d_p)`, :math:`I_p = \max_R f_p`         yes
``gap``         :math:`\max_p g_p - \min_p g_p`                                           yes
``gini``        :math:`\sum_{p,q} |g_p - g_q| / (2 n \sum_p g_p)`                         yes
==============  ========================================================================= =========

*Unit-free* measures do not change if a party's scale is stretched or shifted.
Sums and squares are exact; the one square root is taken at the end.

A measure is None where it has no meaning: the ratios where somebody is below its walk-away or nothing can be
gained, the shares where a party cannot gain at all.

References
----------
Raiffa (1982), *The Art and Science of Negotiation*; Tripp and Sondak (1992), *OBHDP* 51:273–301, on
measures of joint gain; Gini (1912), here of shares of what each could gain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

import numpy as np
from numpy.typing import NDArray

from ...space.values import root
from ..frontier.merging import Ints
from ..frontier.points import Frontier
from ..frontier.signable import signable
from ..result import Method, Result
from .given_deal import Given, dominates

__all__ = ["Measures", "better_points", "measure", "spans"]

_NEAR = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures(Result):
    """Efficiency and equity of one deal; formulas in the module.

    Attributes
    ----------
    distance : float or None
        To the nearest efficient value, Euclidean, in spans of the parties. 0 on the frontier. None where
        the whole frontier is out of reach.
    nearest : tuple of float or None
        That efficient value, on own scales.
    gain_left, sum_left : float or None
        Largest joint gain among efficient deals that dominate this one; 0 if none does. None where these
        are out of reach.
    most_left : dict of str to (float or None)
        The most that each party could gain without loss to another, own scale.
    dominated_by : int or None
        Deals that dominate it; None where they are too many to count.
    nash_ratio, gain_share : float or None
    shares : dict of str to (float or None)
    gap, gini : float or None
    method : Method
    """

    distance: float | None
    nearest: tuple[float, ...] | None
    gain_left: float | None
    sum_left: float | None
    most_left: dict[str, float | None]
    dominated_by: int | None
    nash_ratio: float | None
    gain_share: float | None
    shares: dict[str, float | None]
    gap: float | None
    gini: float | None
    method: Method


def spans(front: Frontier, given: Given) -> tuple[int, ...]:
    """What each party has at stake among the efficient deals that would be signed, in its units.

    Zero where it has nothing at stake, on the frontier either.
    """
    if not len(front):
        return (0,) * given.space.parties
    rows = front.integers[signable(given.space, front)]
    high, low = rows.max(axis=0), rows.min(axis=0)
    return tuple(
        int(top - bottom) or abs(int(top - here))
        for top, bottom, here in zip(high, low, given.integers, strict=True)
    )


def better_points(front: Frontier, given: Given) -> NDArray[np.intp]:
    """Rows of the frontier that dominate the deal, in the order of the frontier."""
    return np.flatnonzero(dominates(front.integers - given.integers, given.slack))


def _distance(front: Frontier, given: Given) -> tuple[Fraction, int] | None:
    """Least squared distance and the row of the frontier that has it (the first among equals)."""
    if not len(front):
        return None
    inverse = [Fraction(1, span) if span else Fraction(0) for span in spans(front, given)]
    rough = (((front.integers - given.integers) * np.array([float(x) for x in inverse])) ** 2).sum(axis=1)
    near = np.flatnonzero(rough <= rough.min() * (1 + _NEAR) + 1e-15)
    exact = {
        int(row): sum(
            (
                ((int(f) - int(u)) * x) ** 2
                for f, u, x in zip(front.integers[row], given.integers, inverse, strict=True)
            ),
            Fraction(0),
        )
        for row in near
    }
    row = min(exact, key=lambda at: (exact[at], at))
    return exact[row], row


def _largest(rows: Ints, weights: Sequence[Fraction]) -> Fraction:
    """Largest weighted sum of rows, exact: floats find the candidates, fractions decide."""
    rough = rows @ np.array([float(weight) for weight in weights])
    top = rough.max()
    near = rows[rough >= top - _NEAR * max(abs(float(top)), 1e-300)]
    return max(sum((int(x) * w for x, w in zip(row, weights, strict=True)), Fraction(0)) for row in near)


Left = tuple[Fraction | None, Fraction | None, Sequence[Fraction | None]]


def _left(front: Frontier, given: Given) -> Left:
    """Largest joint gain in spans, in own scales, and the largest gain of each party."""
    units = given.values.units[: given.space.parties]
    better = np.maximum(front.integers[better_points(front, given)] - given.integers, 0)
    if not len(better):
        return Fraction(0), Fraction(0), [Fraction(0)] * len(units)
    inverse = [Fraction(1, width) if width else Fraction(0) for width in spans(front, given)]
    most = [int(top) * unit for top, unit in zip(better.max(axis=0), units, strict=True)]
    return _largest(better, inverse), _largest(better, units), most


def _gini(shares: list[Fraction]) -> Fraction | None:
    if any(share < 0 for share in shares):
        return None
    total = sum(shares, Fraction(0))
    spread = sum((abs(a - b) for a in shares for b in shares), Fraction(0))
    return spread / (2 * len(shares) * total) if total else Fraction(0)


Equity = tuple[Fraction | None, Fraction | None, list[Fraction | None]]


def _equity(front: Frontier, given: Given) -> Equity:
    """Nash ratio, share of the joint gain, and each party's share of what it could gain."""
    parties = given.space.parties
    away = [int(d) for d in given.values.walk_away[:parties]]
    units = given.values.units[:parties]
    gains = [int(u) - d for u, d in zip(given.integers, away, strict=True)]
    rows = front.integers[(front.integers >= np.array(away)).all(axis=1)]
    if not len(rows):
        return None, None, [None] * parties
    room = [int(best) - d for best, d in zip(rows.max(axis=0), away, strict=True)]
    shares = [Fraction(gain, width) if width else None for gain, width in zip(gains, room, strict=True)]
    if min(gains) < 0:
        return None, None, shares
    above = rows - np.array(away)
    product = _largest_product(above)
    total = _largest(above, units)
    own = sum((g * unit for g, unit in zip(gains, units, strict=True)), Fraction(0))
    return (
        Fraction(prod(gains), product) if product else None,
        own / total if total else None,
        shares,
    )


def _largest_product(rows: Ints) -> int:
    """Largest product of rows without a negative number."""
    rough = rows.astype(np.float64).prod(axis=1)
    near = rows[rough >= rough.max() * (1 - _NEAR)]
    return max(prod(int(x) for x in row) for row in near)


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def measure(
    given: Given,
    front: Frontier,
    *,
    dominated_by: int | None = None,
    better: bool = True,
    gains: bool = True,
    stake: bool = True,
) -> Measures:
    """Measure a deal against the frontier.

    Parameters
    ----------
    given : Given
    front : Frontier
        Of the same space and values.
    dominated_by : int, optional
        From :func:`walkaway.analysis.improve.dominating.dominating`, to be carried along.
    better, gains, stake : bool
        Whether every efficient value is known that dominates the deal, that all parties find as good as
        walking away, and that would be signed; what needs those that are not is None.

    Returns
    -------
    Measures

    Notes
    -----
    O(frontier · parties), in fractions.
    """
    parties = front.parties
    near = None if front.limit else _distance(front, given)
    joint, own, most = _left(front, given) if better else (None, None, [None] * len(parties))
    nash, share, shares = _equity(front, given) if gains else (None, None, [None] * len(parties))
    known = [item for item in shares if item is not None]
    return Measures(
        distance=None if near is None else root(near[0]),
        nearest=None if near is None else front.points[near[1]].value,
        gain_left=_number(joint) if stake else None,
        sum_left=_number(own),
        most_left={name: _number(gain) for name, gain in zip(parties, most, strict=True)},
        dominated_by=dominated_by,
        nash_ratio=_number(nash),
        gain_share=_number(share),
        shares={name: _number(item) for name, item in zip(parties, shares, strict=True)},
        gap=float(max(known) - min(known)) if known else None,
        gini=_number(_gini(known)) if known else None,
        method=Method(
            name="comparison with the exact frontier; distance Euclidean, in spans of the frontier",
            exact=front.method.exact,
            realisation=front.method.realisation,
            note="sum_left and gain_share add up the parties' own scales, which is a convention",
        ),
    )
