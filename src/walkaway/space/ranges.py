"""Real ranges in numbers: where forms bend and patterns begin or end, and the stretches between.

On a stretch every party's score is a straight line and every pattern holds as a whole or not at all. So a
real range enters the deal space as an issue whose options are its stretches; what a number inside a stretch
is worth is read off the line between the ends. There is no grid: the stretches follow from what the case
says.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from ..case import Case, Span
from ..case.judgement import exact_number, written
from ..case.patterns import as_number
from .forms import bends
from .masks import Bools

__all__ = ["Range", "Stretch", "build_range", "held", "inside"]


@dataclass(frozen=True)
class Stretch:
    """Part of a real range.

    Attributes
    ----------
    left, right : int
        Numbers of the points at its ends; equal for a single number.
    left_in, right_in : bool
        Whether the ends belong to it.
    """

    left: int
    right: int
    left_in: bool = True
    right_in: bool = True


@dataclass(frozen=True)
class Range:
    """A real range.

    Attributes
    ----------
    issue : int
        Its number among the issues of the space.
    points : tuple of Fraction
        Where lines bend and patterns begin or end, ascending, from the lowest to the highest number.
    first : int
        Feature column of the first point; the coefficient of a point is what the number is worth.
    stretches : tuple of Stretch
        In order. Each number lies in at least one, and in two only where nothing but a line bends.
    """

    issue: int
    points: tuple[Fraction, ...]
    first: int
    stretches: tuple[Stretch, ...]

    def name(self, stretch: Stretch) -> str:
        """A stretch as people write intervals: ``[0, 10)``."""
        left, right = (written(exact_number(self.points[at])) for at in (stretch.left, stretch.right))
        if stretch.left == stretch.right:
            return f"[{left}]"
        return f"{'[' if stretch.left_in else '('}{left}, {right}{']' if stretch.right_in else ')'}"

    def find(self, number: Fraction) -> int:
        """The first stretch that a number of the range lies in."""
        return next(at for at, stretch in enumerate(self.stretches) if inside(self, stretch, number))

    def shares(self, number: Fraction) -> tuple[tuple[int, Fraction], ...]:
        """The features around a number, each with its share: worth = Σ share × coefficient."""
        if number in self.points:
            return ((self.first + self.points.index(number), Fraction(1)),)
        right = next(at for at, point in enumerate(self.points) if point > number)
        low, high = self.points[right - 1], self.points[right]
        share = (number - low) / (high - low)
        return (self.first + right - 1, 1 - share), (self.first + right, share)


def inside(part: Range, stretch: Stretch, number: Fraction) -> bool:
    """Whether a number lies in a stretch."""
    left, right = part.points[stretch.left], part.points[stretch.right]
    if number == left:
        return stretch.left_in
    return left < number < right or (number == right and stretch.right_in)


def _choices(case: Case, issue: str) -> list[tuple[str, ...] | Span]:
    """Every choice of a pattern anywhere in the case that speaks of an issue."""
    heads = [(pattern.when, pattern.unless) for pattern in case.impossible]
    for preference in case.preferences.values():
        heads += [(line.when, line.unless) for line in preference.red_lines]
        heads += [(item.when, item.unless) for item in preference.interactions]
        heads += [(part.when, part.unless) for function in preference.functions for part in function.parts()]
    return [head[issue] for pair in heads for head in pair if issue in head]


def _borders(case: Case, issue: str) -> tuple[set[Fraction], set[Fraction]]:
    """Numbers from which a pattern holds, and numbers up to which one holds, inside the range."""
    low, high = case.issues[issue].ends
    begins, ends = set(), set()
    for choice in _choices(case, issue):
        if isinstance(choice, Span):
            begins |= set() if choice.low is None else {Fraction(choice.low)}
            ends |= set() if choice.high is None else {Fraction(choice.high)}
        else:
            numbers = {number for name in choice if (number := as_number(name)) is not None}
            begins |= numbers
            ends |= numbers
    return begins - {low}, ends - {high}


def build_range(case: Case, issue: str, first: int = 0) -> Range:
    """Cut a real range into stretches.

    Parameters
    ----------
    case : Case
    issue : str
        An issue that is a real range.
    first : int
        Feature column of the first point.

    Notes
    -----
    Time and memory are linear in what the case says about the issue.
    """
    begins, ends = _borders(case, issue)
    record = case.issues[issue]
    points = {*record.ends, *begins, *ends}
    for preference in case.preferences.values():
        if issue in preference.scores:
            points |= bends(record, preference.scores[issue])
    ordered = tuple(sorted(points))
    stretches = []
    for at, (left, right) in enumerate(pairwise(ordered)):
        if (left in begins and left in ends) or (at == 0 and left in ends):
            stretches.append(Stretch(at, at))
        stretches.append(Stretch(at, at + 1, left not in ends, right not in begins))
    last = len(ordered) - 1
    if ordered[last] in begins:
        stretches.append(Stretch(last, last))
    return Range(tuple(case.issues).index(issue), ordered, first, tuple(stretches))


def held(part: Range, choice: tuple[str, ...] | Span) -> Bools:
    """Which stretches belong to a choice of a pattern."""
    middles = [(part.points[stretch.left] + part.points[stretch.right]) / 2 for stretch in part.stretches]
    if isinstance(choice, Span):
        return np.array([choice.holds(exact_number(middle)) for middle in middles])
    numbers = {as_number(name) for name in choice}
    return np.array(
        [stretch.left == stretch.right and middle in numbers
         for stretch, middle in zip(part.stretches, middles, strict=True)]
    )  # fmt: skip
