"""Straight lines over the numbers of a range: through points, kept within bounds, and triangles."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction

from .scenario import ForeignIssue, ForeignWorth

__all__ = ["bent", "clamped", "through", "triangle"]


def through(issue: ForeignIssue, points: dict[Fraction, Fraction]) -> ForeignWorth:
    """Straight lines through points, both ends of the range among them.

    On a stepped range a corner that lies between two numbers is replaced by the values at those two, so
    that the line is exact at every number of the range.
    """
    line = ForeignWorth(points=tuple(sorted(points.items())))
    if issue.step is not None:
        exact: dict[Fraction, Fraction] = {}
        for x in points:
            below = issue.low + issue.step * math.floor((x - issue.low) / issue.step)
            for near in (below, below + issue.step) if below < x else (below,):
                exact[near] = line.at(near)
        line = ForeignWorth(points=tuple(sorted(exact.items())))
    return _simplest(line)


def _simplest(line: ForeignWorth) -> ForeignWorth:
    """Leave out points between which the line goes straight on."""
    kept = list(line.points[:1])
    for here, after in zip(line.points[1:], line.points[2:], strict=False):
        (x, y), (a, b), (c, d) = kept[-1], here, after
        if (b - y) * (c - x) != (d - y) * (a - x):
            kept.append(here)
    return ForeignWorth(points=(*kept, *line.points[1:][-1:]))


def bent(
    issue: ForeignIssue, at: Callable[[Fraction], Fraction], bends: Iterable[Fraction] = ()
) -> ForeignWorth:
    """A function that is straight between its bends, over a range."""
    inside = {x for x in bends if issue.low < x < issue.high}
    return through(issue, {x: at(x) for x in {issue.low, issue.high} | inside})


def clamped(issue: ForeignIssue, slope: Fraction, offset: Fraction, weight: Fraction) -> ForeignWorth:
    """Weight × (slope · x + offset), kept within 0 and 1 before it is weighted."""
    bends = (-offset / slope, (1 - offset) / slope) if slope else ()
    return bent(issue, lambda x: weight * min(max(slope * x + offset, Fraction(0)), Fraction(1)), bends)


def triangle(
    issue: ForeignIssue, corners: tuple[Fraction, Fraction, Fraction], peak: Fraction
) -> ForeignWorth:
    """0 up to the first corner, the peak at the second, 0 from the third."""
    low, top, high = corners

    def at(x: Fraction) -> Fraction:
        if x == top:
            return peak
        if x <= low or x >= high:
            return Fraction(0)
        return peak * (x - low) / (top - low) if x < top else peak * (high - x) / (high - top)

    return bent(issue, at, corners)
