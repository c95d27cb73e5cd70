r"""Scores over the numbers of a range as exact *blends*: which share of which judgement.

A form is linear in its judgements: between the scores :math:`s_1` at :math:`x_1` and :math:`s_2` at
:math:`x_2` the score at :math:`x` is :math:`(1 - \lambda) s_1 + \lambda s_2` with
:math:`\lambda = (x - x_1) / (x_2 - x_1)`; on a triangle it is the peak times a number.
"""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction

from ..case import Issue, Judgements
from ..case.patterns import as_number

Blend = tuple[tuple[str, Fraction], ...]
"""Name of a judgement in its group → share of it; the shares are not negative."""

_ONE = Fraction(1)


def blend_of(issue: Issue, scores: Judgements, option: str) -> Blend:
    """The score of an option as a blend."""
    if issue.range is None:
        return ((option, _ONE),)
    number = as_number(option)
    assert number is not None  # options of a range are numbers
    return blend(issue, scores, number)


def blend(issue: Issue, scores: Judgements, number: Fraction) -> Blend:
    """The score of a number of a range as a blend; see :func:`blend_of`."""
    if scores.triangular is not None:
        height = _triangle(scores, number)
        return (("peak", height),) if height else ()
    if scores.linear is not None:
        points = list(zip(issue.ends, ("linear[0]", "linear[1]"), strict=True))
    else:
        points = sorted((as_number(name) or Fraction(0), name) for name in scores.points)
    right = min(bisect_right([x for x, _ in points], number), len(points) - 1)
    (x1, first), (x2, second) = points[right - 1], points[right]
    share = (number - x1) / (x2 - x1)
    return tuple((name, part) for name, part in ((first, 1 - share), (second, share)) if part)


def _triangle(scores: Judgements, number: Fraction) -> Fraction:
    assert scores.triangular is not None
    left, peak, right = (Fraction(corner) for corner in scores.triangular)
    if number == peak:
        return _ONE
    if not left < number < right:
        return Fraction(0)
    return (number - left) / (peak - left) if number < peak else (right - number) / (right - peak)


def bends(issue: Issue, scores: Judgements) -> set[Fraction]:
    """The numbers of a range between which a form is straight, both ends of the range included."""
    low, high = issue.ends
    inner = (Fraction(corner) for corner in scores.triangular or ())
    points = (as_number(name) for name in scores.points)
    found = {x for x in (*inner, *points) if x is not None and low < x < high}
    return found | {low, high}
