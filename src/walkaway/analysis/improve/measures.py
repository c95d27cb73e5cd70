"""How good and how even is a deal? Efficiency and equity measures, exact on the frontier.

Formulas stand in ``docs/explanation/from-a-deal.md``. A measure is None where it has no meaning: the ratios
where somebody is below its walk-away or nothing can be gained, the shares where a party cannot gain at all.

References
----------
Raiffa (1982), *The Art and Science of Negotiation*; Tripp and Sondak (1992), *OBHDP* 51:273–301, on measures
of joint gain; Gini (1912), here of shares of what each could gain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

import numpy as np

from ...space.values import largest, root
from ..frontier.merging import Ints
from ..result import Method, Result
from .better import BetterDeals


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures(Result):
    """Efficiency and equity of one deal; formulas in the module."""

    # to the nearest efficient value, Euclidean, in spans of the parties. 0 on the frontier. None where the
    # whole frontier is out of reach, and of a deal across a red line that nothing outdoes
    distance: float | None
    nearest: tuple[float, ...] | None  # that efficient value, on own scales
    # largest joint gain among efficient deals that dominate this one; 0 if none does. None where these are
    # out of reach
    gain_left: float | None
    sum_left: float | None
    # the most that each party could gain without loss to another, own scale
    most_left: dict[str, float | None]
    dominated_by: int | None  # deals that dominate it; None where they are too many to count
    nash_ratio: float | None
    gain_share: float | None
    shares: dict[str, float | None]
    gap: float | None
    gini: float | None
    method: Method


def _sum(numbers: Sequence[int], weights: Sequence[Fraction]) -> Fraction:
    return sum((int(x) * w for x, w in zip(numbers, weights, strict=True)), Fraction(0))


def largest_sum(rows: Ints, weights: Sequence[Fraction]) -> Fraction:
    """Largest weighted sum of rows, exact."""
    rough = rows.astype(float) @ np.array([float(weight) for weight in weights])
    found: Fraction = largest(rough, lambda row: _sum(rows[row], weights))[1]
    return found


def _inverse(spans: Sequence[int]) -> list[Fraction]:
    """One over each party's span; 0 leaves it out."""
    return [Fraction(1, span) if span else Fraction(0) for span in spans]


def _nearest(better: BetterDeals) -> tuple[Fraction, int] | None:
    """Least squared distance and the row of the frontier that has it; None where a deal is not compared."""
    if better.front.limit or not len(better.front) or (better.any is False and better.efficient is None):
        return None
    return _least(better.front.integers - better.given.integers, better.spans)


def _least(apart: Ints, spans: Sequence[int]) -> tuple[Fraction, int]:
    """Least squared length of some differences, in spans, and the first row that has it."""
    inverse = _inverse(spans)
    rough = -((apart.astype(float) * np.array([float(x) for x in inverse])) ** 2).sum(axis=1)
    rows, square = largest(rough, lambda row: -_sum(apart[row].astype(object) ** 2, [x * x for x in inverse]))
    return -square, rows[0]


Left = tuple[Fraction | None, Fraction | None, Sequence[Fraction | None]]


def _left(better: BetterDeals) -> Left:
    """Largest joint gain in spans, in own scales, and the largest gain of each party."""
    units = better.given.values.units[: better.given.space.parties]
    if not better.above:
        return None, None, [None] * len(units)
    rows = np.maximum(better.front.integers[better.rows] - better.given.integers, 0)
    if not len(rows):
        return Fraction(0), Fraction(0), [Fraction(0)] * len(units)
    most = [int(top) * unit for top, unit in zip(rows.max(axis=0), units, strict=True)]
    return largest_sum(rows, _inverse(better.spans)) if better.stake else None, largest_sum(rows, units), most


def _gini(shares: Sequence[Fraction]) -> Fraction | None:
    if any(share < 0 for share in shares):
        return None
    total = sum(shares, Fraction(0))
    spread = sum((abs(a - b) for a in shares for b in shares), Fraction(0))
    return spread / (2 * len(shares) * total) if total else Fraction(0)


def _equity(better: BetterDeals) -> Left:
    """Nash ratio, share of the joint gain, and each party's share of what it could gain."""
    given, front = better.given, better.front.integers
    parties = given.space.parties
    away, units = given.values.walk_away[:parties], given.values.units[:parties]
    above = front[(front >= away).all(axis=1)] - away
    if not better.gains or not len(above):
        return None, None, [None] * parties
    gains = [int(gain) for gain in given.integers - away]
    rooms = map(int, above.max(axis=0))
    shares = [Fraction(gain, room) if room else None for gain, room in zip(gains, rooms, strict=True)]
    if min(gains) < 0:
        return None, None, shares
    rough = (above.astype(float) / np.maximum(above.max(axis=0), 1).astype(float)).prod(axis=1)
    product = largest(rough, lambda row: prod(above[row].tolist()))[1]
    total = largest_sum(above, units)
    nash, share = (
        Fraction(prod(gains), product) if product else None,
        _sum(gains, units) / total if total else None,
    )
    return nash, share, shares


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def distance_between(apart: Ints, spans: Sequence[int]) -> float:
    """How far the nearest of some values is, by their differences (values, parties), as in the measures."""
    return root(_least(apart, spans)[0])


def measure(better: BetterDeals) -> Measures:
    """Measure a deal against what is known of the frontier, in fractions; what needs more is None."""
    front = better.front
    near = _nearest(better)
    joint, own, most = _left(better)
    nash, share, shares = _equity(better)
    known = [item for item in shares if item is not None]
    return Measures(
        distance=None if near is None else root(near[0]),
        nearest=None if near is None else front.points[near[1]].value,
        gain_left=_number(joint), sum_left=_number(own),
        most_left=dict(zip(front.parties, map(_number, most), strict=True)),
        dominated_by=better.deals.count, nash_ratio=_number(nash), gain_share=_number(share),
        shares=dict(zip(front.parties, map(_number, shares), strict=True)),
        gap=float(max(known) - min(known)) if known else None,
        gini=_number(_gini(known)) if known else None,
        method=Method(
            name="comparison with the exact frontier; distance Euclidean, in spans of the frontier",
            exact=front.method.exact, realisation=front.method.realisation,
            note="sum_left and gain_share add up the parties' own scales, which is a convention",
        ),
    )  # fmt: skip
