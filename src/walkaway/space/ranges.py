"""Where forms bend and patterns begin or end on a real range, and the stretches between.

On a stretch every party's score is a straight line and every pattern holds as a whole or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ..case import Case, Span
from ..case.patterns import as_number
from .forms import bends

__all__ = ["Range", "Stretch", "build_range", "inside"]


@dataclass(frozen=True)
class Stretch:
    """Part of a real range."""

    left: int  # numbers of the points at its ends; equal for a single number
    right: int
    left_in: bool = True  # whether the ends belong to it
    right_in: bool = True


@dataclass(frozen=True)
class Range:
    """A real range."""

    # where lines bend and patterns begin or end, ascending, from the lowest to the highest number
    points: tuple[Fraction, ...]
    # in order. Each number lies in at least one, and in two only where nothing but a line bends
    stretches: tuple[Stretch, ...]


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


def build_range(case: Case, issue: str) -> Range:
    """Cut a real range into stretches."""
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
    return Range(ordered, tuple(stretches))
