r"""Real ranges in steps: the numbers that are looked at, and what a number between them could add.

Moving to a neighbour :math:`x_{k+1}` changes what a party has by at most :math:`d_{pik} = w_{pi} \max
|s_{pi}(x_{k+1}) - s_{pi}(x_k)|`, half of that within a stretch; so what is said of the list is true of all
deals up to :math:`b_p = \sum_i \max_k d_{pik}` (``docs/explanation/exactness.md``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, prod

from ..case import Case, Fallback, Issue, Judgements, Preference, Span
from ..case.patterns import as_number
from .score_blends import bends, blend
from .weights import weights_of

DEALS = 20_000
"""How many deals the steps of all real ranges may make together with the other issues."""
LEAST, MOST = 11, 2_001
"""How many round numbers of a real range are looked at, whatever the other issues are."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What is looked at of a case with real ranges, and what is not."""

    numbers: dict[str, int]  # real range → how many numbers are looked at
    apart: dict[str, Fraction]  # how far apart they are at most
    # party or ratifier → by how much a deal between them can differ from the nearest of the list, on its own
    # scale, whatever the judgements are
    gains: dict[str, Fraction]


def in_steps(case: Case, also: Mapping[str, str] | None = None) -> Case:
    """The case with a list of numbers for every real range, those of a deal ``also``; the same digest."""
    real = {name: issue for name, issue in case.issues.items() if issue.real}
    if not real:
        return _with_deal(case, also or {})
    others = prod(len(issue.options) for issue in case.issues.values() if not issue.real)
    each = int((DEALS / others) ** (1 / len(real)))
    most = min(MOST, max(LEAST, each))
    issues = {
        name: issue.at(_numbers(case, name, most, also or {})) if name in real else issue
        for name, issue in case.issues.items()
    }
    return case.with_parts(issues=issues)


def _with_deal(case: Case, also: Mapping[str, str]) -> Case:
    """The case with the numbers of a deal in its lists."""
    issues = dict(case.issues)
    for name, issue in case.issues.items():
        number = as_number(also[name]) if issue.listed and name in also else None
        if number is not None and number not in issue.numbers.values():
            issues[name] = issue.at(sorted((*issue.numbers.values(), number)))
    return case if issues == case.issues else case.with_parts(issues=issues)


def _numbers(case: Case, issue: str, most: int, also: Mapping[str, str]) -> tuple[Fraction, ...]:
    low, high = case.issues[issue].ends
    part = build_range(case, issue)
    found = {*part.points, *(number for number in _named(case, issue, also) if low <= number <= high)}
    step = _round_step((high - low) / (most - 1))
    found |= {step * k for k in range(ceil(low / step), floor(high / step) + 1)}
    for stretch in part.stretches:
        if not any(inside(part, stretch, number) for number in found):
            found.add((part.points[stretch.left] + part.points[stretch.right]) / 2)
    return tuple(sorted(found))


def _named(case: Case, issue: str, also: Mapping[str, str]) -> Iterable[Fraction]:
    """Numbers that somebody named: in an offer, a signed or refused deal, a fallback, a question."""
    deals: list[Mapping[str, object]] = [also]
    for event in case.record:
        deals += [deal for deal in (event.offer, event.signs, event.refuses) if deal]
    for preference in case.preferences.values():
        aways = [preference.walk_away, *(belief.walk_away for belief in preference.believes.values())]
        deals += [away.deal for away in aways if isinstance(away, Fallback)]
    for deal in deals:
        choice = deal.get(issue)
        number = as_number(choice) if isinstance(choice, str) else None
        if number is not None:
            yield number


def _round_step(least: Fraction) -> Fraction:
    """The smallest of 1, 2 and 5 times a power of ten that is no less."""
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return next(power * times for times in (1, 2, 5, 10) if power * times >= least)


def between(case: Case) -> Between | None:
    """What a number between those that are looked at could add; None for a case without real ranges."""
    listed = {name: issue for name, issue in case.issues.items() if issue.listed}
    if not listed:
        return None
    numbers = {name: tuple(issue.numbers.values()) for name, issue in listed.items()}
    gains = {
        who: sum((_most(case, name, case.preferences[who]) for name in listed), Fraction(0))
        for who in case.everyone
    }
    return Between(
        numbers={name: len(found) for name, found in numbers.items()},
        apart={name: max(y - x for x, y in pairwise(found)) for name, found in numbers.items()},
        gains=gains,
    )


def _most(case: Case, issue: str, preference: Preference) -> Fraction:
    """The largest change of a party's value between two neighbours, halved where the nearer one will do."""
    scores = preference.scores.get(issue)
    if scores is None:
        return Fraction(0)
    weight = Fraction(1)
    if preference.weights is not None:
        shares = weights_of(preference.weights, tuple(preference.scores))
        weight = shares.high[shares.names.index(issue)]
    record, part = case.issues[issue], build_range(case, issue)
    found = Fraction(0)
    for left, right in pairwise(record.numbers.values()):
        at = part.points
        stretches = [one for one in part.stretches if at[one.left] <= left and right <= at[one.right]]
        both = all(inside(part, one, left) and inside(part, one, right) for one in stretches)
        found = max(found, _difference(record, scores, left, right) / (2 if both else 1))
    return weight * found


def _difference(issue: Issue, scores: Judgements, left: Fraction, right: Fraction) -> Fraction:
    """How much two scores can differ, whatever the judgements are."""
    shares: dict[str, Fraction] = {}
    for sign, number in ((1, right), (-1, left)):
        for name, share in blend(issue, scores, number):
            shares[name] = shares.get(name, Fraction(0)) + sign * share
    least = most = Fraction(0)
    for name, share in shares.items():
        ends = [share * Fraction(end) for end in (scores.named[name].low, scores.named[name].high)]
        least, most = least + min(ends), most + max(ends)
    return max(abs(least), abs(most))
