"""Straight lines over the numbers of a range: kept within bounds, triangles, and what is least and most."""

from __future__ import annotations

import math
from fractions import Fraction

from .records import ForeignFunction, ForeignIssue, ForeignLine, ForeignTerm, Worth, combined

__all__ = ["clamped", "least_most", "reach", "simplest", "through", "triangle"]

Corners = tuple[Fraction, Fraction, Fraction]


def through(issue: ForeignIssue, points: dict[Fraction, Fraction]) -> ForeignLine:
    """Straight lines through points, of which both ends must be two.

    On a stepped range a corner that lies between two numbers is replaced by the values at those two, so
    that the line is exact at every number of the range.
    """
    line = ForeignLine(tuple(sorted(points.items())))
    if issue.step is None:
        return simplest(line)
    exact: dict[Fraction, Fraction] = {}
    for x in points:
        below = issue.low + issue.step * math.floor((x - issue.low) / issue.step)
        exact[below] = line.at(below)
        if below < x:
            exact[below + issue.step] = line.at(below + issue.step)
    return simplest(ForeignLine(tuple(sorted(exact.items()))))


def simplest(line: ForeignLine) -> ForeignLine:
    """Leave out points between which the line goes straight on."""
    kept = list(line.points[:1])
    for here, after in zip(line.points[1:], line.points[2:], strict=False):
        (x, y), (a, b), (c, d) = kept[-1], here, after
        if (b - y) * (c - x) != (d - y) * (a - x):
            kept.append(here)
    return ForeignLine((*kept, *line.points[1:][-1:]))


def clamped(issue: ForeignIssue, slope: Fraction, offset: Fraction, weight: Fraction) -> ForeignLine:
    """Weight × (slope · x + offset), kept within 0 and 1 before it is weighted."""

    def at(x: Fraction) -> Fraction:
        return weight * min(max(slope * x + offset, Fraction(0)), Fraction(1))

    corners = {issue.low, issue.high}
    if slope:
        bends = (-offset / slope, (1 - offset) / slope)
        corners |= {bend for bend in bends if issue.low < bend < issue.high}
    return through(issue, {x: at(x) for x in corners})


def triangle(issue: ForeignIssue, corners: Corners, peak: Fraction) -> ForeignLine:
    """0 up to the first corner, the peak at the second, 0 from the third."""
    low, top, high = corners

    def at(x: Fraction) -> Fraction:
        if x == top:
            return peak
        if x <= low or x >= high:
            return Fraction(0)
        return peak * (x - low) / (top - low) if x < top else peak * (high - x) / (high - top)

    inside = {x for x in corners if issue.low < x < issue.high}
    return through(issue, {x: at(x) for x in {issue.low, issue.high} | inside})


def reach(worth: Worth) -> tuple[Fraction, Fraction]:
    """The least and the most that an issue may be worth."""
    values = (
        list(worth.worth.values()) if not isinstance(worth, ForeignLine) else [y for _, y in worth.points]
    )
    return min(values), max(values)


def least_most(part: ForeignTerm | ForeignFunction) -> tuple[Fraction, Fraction]:
    """Bounds of what a part may be worth; they need not be reached."""
    if isinstance(part, ForeignTerm):
        always = not part.when and not part.unless
        return (part.add, part.add) if always else (min(part.add, Fraction(0)), max(part.add, Fraction(0)))
    ends = [least_most(each) for each in part.parts]
    low, high = (combined(part.combine, [end[which] for end in ends]) for which in (0, 1))
    if part.cap is not None:
        low, high = min(low, part.cap), min(high, part.cap)
    low, high = part.weight * low, part.weight * high
    return min(low, high), max(low, high)
