r"""Solutions of two parties over lotteries, exact: on the border of the convex hull of the values.

The border is a chain of falling segments, found with integers by one pass over the frontier. On a segment
with left end :math:`(x_0, y_0)` and slope :math:`m < 0` each rule has a closed form: Nash has :math:`x =
\tfrac12 (d_1 + x_0 + (d_2 - y_0) / m)`, Kalai–Smorodinsky and egalitarian lie where the scaled gains are
equal, each or the nearer end; utilitarian is an end, or where :math:`m = -1` the most equal gains of the
segment.

References
----------
Andrew (1979), *Information Processing Letters* 9:216–219, for the chain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import Any

__all__ = ["RULES", "Choice", "Segment", "Value", "above", "choose", "corners", "segments"]

Value = tuple[Fraction, Fraction]
Key = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A falling segment of the border, or a part of it; a point where both ends are one."""

    left: Value
    right: Value
    number: int = 0  # of the segment along the border

    @property
    def slope(self) -> Fraction:
        """Change of the second value for one of the first; 0 for a point."""
        width = self.right[0] - self.left[0]
        return (self.right[1] - self.left[1]) / width if width else Fraction(0)

    def at(self, first: Fraction) -> Value:
        """The value with this first part, or that of the nearer end."""
        first = min(max(first, self.left[0]), self.right[0])
        return first, self.left[1] + (first - self.left[0]) * self.slope


@dataclass(frozen=True, slots=True)
class Choice:
    """What a rule chooses: a value, the segment it lies on, and what a checker needs."""

    value: Value
    segment: Segment
    certificate: dict[str, Any]


def corners(points: Sequence[Sequence[int | Fraction]]) -> list[int]:
    """Which of some efficient values are corners of the border, from left to right; O(n log n)."""
    chain: list[int] = []
    for at in sorted(range(len(points)), key=lambda index: tuple(points[index])):
        x, y = points[at]
        while len(chain) > 1:
            (x0, y0), (x1, y1) = points[chain[-2]], points[chain[-1]]
            if (x1 - x0) * (y - y0) < (y1 - y0) * (x - x0):
                break
            chain.pop()
        chain.append(at)
    return chain


def segments(chain: Sequence[Value]) -> list[Segment]:
    """The border between its corners."""
    if len(chain) == 1:
        return [Segment(chain[0], chain[0])]
    return [Segment(left, right, number) for number, (left, right) in enumerate(pairwise(chain))]


def above(border: Sequence[Segment], away: Value) -> list[Segment]:
    """The parts of the border at or above a point, closed there."""
    kept = []
    for one in border:
        left, right = one.left, one.right
        if right[0] < away[0] or left[1] < away[1]:
            continue
        new_left = left if left[0] >= away[0] else one.at(away[0])
        new_right = right if right[1] >= away[1] else one.at(left[0] + (away[1] - left[1]) / one.slope)
        if new_left[0] <= new_right[0]:
            kept.append(replace(one, left=new_left, right=new_right))
    return kept


def _gains(value: Value, away: Value) -> Value:
    return value[0] - away[0], value[1] - away[1]


def _best(
    border: Sequence[Segment], best_of: Callable[[Segment], Value], key: Callable[[Value], Key]
) -> tuple[Value, Segment]:
    """The best of the best values of all segments."""
    return max(((best_of(one), one) for one in border), key=lambda found: key(found[0]))


def _nash(border: Sequence[Segment], away: Value) -> Choice:
    def best_of(one: Segment) -> Value:
        (x, y), slope = one.left, one.slope
        return one.at((away[0] + x + (away[1] - y) / slope) / 2) if slope else one.left

    def key(value: Value) -> Key:
        gains = [gain for gain in _gains(value, away) if gain > 0]
        return Fraction(len(gains)), prod(gains, start=Fraction(1))

    value, segment = _best(border, best_of, key)
    gaining, product = key(value)
    return Choice(value, segment, {"product": product, "gaining_parties": int(gaining)})


def _leximin(border: Sequence[Segment], away: Value, scale: Value) -> tuple[Value, Segment]:
    """The largest smallest scaled gain, then the next; a scale of 0 leaves a party out."""

    def best_of(one: Segment) -> Value:
        if not all(scale):
            return one.right if scale[0] else one.left
        (x, y), slope = one.left, one.slope
        rise = scale[0] - scale[1] * slope  # positive: the first gain grows, the second falls
        return one.at((scale[0] * away[0] - scale[1] * away[1] + scale[1] * y - scale[1] * slope * x) / rise)

    def key(value: Value) -> Key:
        return tuple(sorted(gain * s for gain, s in zip(_gains(value, away), scale, strict=True) if s))

    return _best(border, best_of, key)


def _kalai_smorodinsky(border: Sequence[Segment], away: Value) -> Choice:
    ideal = max(one.right[0] for one in border), max(one.left[1] for one in border)
    room = _gains(ideal, away)
    scale = 1 / room[0] if room[0] > 0 else Fraction(0), 1 / room[1] if room[1] > 0 else Fraction(0)
    value, segment = _leximin(border, away, scale)
    ratios = [gain * s if s else None for gain, s in zip(_gains(value, away), scale, strict=True)]
    return Choice(value, segment, {"ideal": list(ideal), "ratios": ratios})


def _egalitarian(border: Sequence[Segment], away: Value) -> Choice:
    value, segment = _leximin(border, away, (Fraction(1), Fraction(1)))
    return Choice(value, segment, {"smallest_gain": min(_gains(value, away))})


def _utilitarian(border: Sequence[Segment], away: Value) -> Choice:
    total = max(sum(end, Fraction(0)) for one in border for end in (one.left, one.right))
    level = [
        one if one.slope == -1 else replace(one, left=end, right=end)
        for one in border
        for end in ([one.left] if one.slope == -1 else [one.left, one.right])
        if sum(end, Fraction(0)) == total
    ]
    return Choice(*_leximin(level, away, (Fraction(1), Fraction(1))), {"sum": total})


RULES: dict[str, Callable[[Sequence[Segment], Value], Choice]] = {
    "nash": _nash,
    "kalai_smorodinsky": _kalai_smorodinsky,
    "egalitarian": _egalitarian,
    "utilitarian": _utilitarian,
}


def choose(rule: str, border: Sequence[Segment], away: Value) -> Choice | None:
    """What one of the rules chooses; None if no value is at or above the walk-aways."""
    alive = above(border, away)
    return RULES[rule](alive, away) if alive else None
