"""One negotiation in exact numbers: between the files of another program and a case, in both directions.

Every number is a :class:`~fractions.Fraction`; values are on the scale of the file, weights multiplied in.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from ..case.patterns import Span, as_number, holds
from .safe import decimal_text, exact

ZERO = Fraction(0)


@dataclass(frozen=True)
class ForeignIssue:
    """A question to be settled: options by name, or the numbers of a range, all of them without a step."""

    name: str
    options: tuple[str, ...] = ()
    low: Fraction = ZERO
    high: Fraction = ZERO
    step: Fraction | None = None

    @property
    def ranged(self) -> bool:
        """Whether it is a range of numbers."""
        return not self.options

    @property
    def real(self) -> bool:
        """Whether any number of the range may be chosen."""
        return self.ranged and self.step is None

    @cached_property
    def numbers(self) -> dict[str, Fraction]:
        """Option → the number it stands for; nothing where some option is none, or any number will do."""
        if self.step is not None:
            steps = range(int((self.high - self.low) / self.step) + 1)
            return {decimal_text(n)[0]: n for n in (self.low + self.step * k for k in steps)}
        found = {option: n for option in self.options if (n := exact(option)) is not None}
        return found if len(found) == len(self.options) else {}

    @property
    def listed(self) -> tuple[str, ...]:
        """The options, of a range with a step too."""
        return self.options or tuple(self.numbers)

    def flat(self, level: Fraction = ZERO) -> ForeignWorth:
        """The worth of an issue whose every option, or number, is worth the same."""
        points = tuple((x, level) for x in sorted({self.low, self.high})) if self.ranged else ()
        return ForeignWorth(dict.fromkeys(self.options, level), points)

    @property
    def settled(self) -> ForeignIssue:
        """The issue; a range of one number alone becomes an option."""
        alone = self.ranged and self.low == self.high
        return ForeignIssue(self.name, (decimal_text(self.low)[0],)) if alone else self

    def said(self, option: str) -> str | Fraction:
        """An option as files hold it: its name, or the number of a range."""
        return self.numbers[option] if self.ranged else option


@dataclass(frozen=True, slots=True)
class ForeignWorth:
    """What an issue is worth: by option, or by number, straight from one point to the next; else nothing."""

    table: Mapping[str, Fraction] = field(default_factory=dict)
    points: tuple[tuple[Fraction, Fraction], ...] = ()

    def at(self, number: Fraction) -> Fraction:
        """Value at a number of the range."""
        for (x, y), (right, above) in zip(self.points, self.points[1:], strict=False):
            if x <= number <= right:
                return y + (above - y) * (number - x) / (right - x)
        return self.points[0][1]  # one point alone

    def of(self, option: str) -> Fraction:
        """Value of an option, or of a number of the range as text."""
        return self.at(as_number(option) or ZERO) if self.points else self.table[option]

    def listed(self, issue: ForeignIssue) -> dict[str, Fraction]:
        """Value of every option, of a range with a step too."""
        if self.points:
            return {option: self.at(number) for option, number in issue.numbers.items()}
        return dict(self.table) or dict.fromkeys(issue.listed, ZERO)

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """The least and the most that the issue may be worth."""
        values = [*self.table.values(), *(y for _, y in self.points)]
        return min(values, default=ZERO), max(values, default=ZERO)

    def apart(self) -> tuple[Fraction, ForeignWorth]:
        """The most that the issue may be worth, and every value as a share of it."""
        most = self.bounds[1]
        return most, self.changed(times=1 / most if most else ZERO)

    def changed(self, *, times: Fraction = Fraction(1), plus: Fraction = ZERO) -> ForeignWorth:
        """Every value times a factor, and higher by a constant."""
        table = {option: times * value + plus for option, value in self.table.items()}
        return ForeignWorth(table, tuple((x, times * y + plus) for x, y in self.points))


Choice = tuple[str, ...] | Span
"""Which options, or which numbers, of an issue."""


@dataclass(frozen=True, slots=True)
class ForeignPart:
    """A weight that counts where all of ``when`` holds and not all of ``unless``; or a weighted function.

    A function is the sum, least (``min``) or greatest (``max``) of its parts, at most its cap.
    """

    weight: Fraction
    when: Mapping[str, Choice] = field(default_factory=dict)
    unless: Mapping[str, Choice] = field(default_factory=dict)
    combine: str = "sum"
    parts: tuple[ForeignPart, ...] = ()
    cap: Fraction | None = None

    @property
    def issues(self) -> set[str]:
        """The issues it looks at."""
        return {*self.when, *self.unless}.union(*(part.issues for part in self.parts))

    def _combined(self, values: Sequence[Fraction]) -> Fraction:
        end = max if self.combine == "max" else min
        total = sum(values, ZERO) if self.combine == "sum" else end(values)
        return total if self.cap is None else min(total, self.cap)

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """Bounds of what it may be worth; those of a function need not be reached."""
        low, high = Fraction(not self.issues), Fraction(1)
        if self.parts:
            low, high = (self._combined([part.bounds[which] for part in self.parts]) for which in (0, 1))
        return min(self.weight * low, self.weight * high), max(self.weight * low, self.weight * high)

    def value(self, deal: Mapping[str, str]) -> Fraction:
        """What it is worth in a deal."""
        if self.parts:
            return self.weight * self._combined([part.value(deal) for part in self.parts])
        counts = holds(self.when, deal) and not (self.unless and holds(self.unless, deal))
        return self.weight if counts else ZERO

    def times(self, factor: Fraction) -> ForeignPart:
        """A multiple of it."""
        return replace(self, weight=self.weight * factor)


@dataclass(frozen=True, slots=True)
class Profile:
    """What one party wants: the worth of issues, and of parts that look at issues together; at most a cap."""

    name: str
    worth: Mapping[str, ForeignWorth]  # an issue that is left out is worth nothing
    parts: tuple[ForeignPart, ...] = ()
    cap: Fraction | None = None
    discount: Fraction | None = None  # d of d^t, t the relative time from 0 to 1
    away: Fraction | Mapping[str, str] | None = None  # the value of no deal, or a deal that is worth as much

    def of(self, issue: ForeignIssue) -> ForeignWorth:
        """What an issue is worth."""
        return self.worth.get(issue.name, ForeignWorth())

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """Bounds of the value of a deal; they need not be reached."""
        ends = [*(worth.bounds for worth in self.worth.values()), *(part.bounds for part in self.parts)]
        low, high = (sum((end[which] for end in ends), ZERO) for which in (0, 1))
        return (low, high) if self.cap is None else (min(low, self.cap), min(high, self.cap))

    def value(self, deal: Mapping[str, str]) -> Fraction:
        """What a deal is worth, before any discount; of issues that it leaves open, nothing."""
        total = sum((worth.of(deal[name]) for name, worth in self.worth.items() if name in deal), ZERO)
        total += sum((part.value(deal) for part in self.parts), ZERO)
        return total if self.cap is None else min(total, self.cap)

    def scaled(self, factor: Fraction) -> Profile:
        """Every number times a factor above 0."""
        return replace(
            self,
            worth={name: worth.changed(times=factor) for name, worth in self.worth.items()},
            parts=tuple(part.times(factor) for part in self.parts),
            cap=None if self.cap is None else self.cap * factor,
            away=self.away * factor if isinstance(self.away, Fraction) else self.away,
        )


@dataclass(frozen=True)
class Scenario:
    """A negotiation: its issues and what each party wants."""

    title: str
    issues: tuple[ForeignIssue, ...]
    profiles: tuple[Profile, ...]

    @cached_property
    def named(self) -> dict[str, ForeignIssue]:
        """The issues by name."""
        return {issue.name: issue for issue in self.issues}


def through(issue: ForeignIssue, points: dict[Fraction, Fraction]) -> ForeignWorth:
    """Straight lines through points, both ends of the range among them.

    A corner between two numbers of a stepped range is replaced by the values at those two, to be exact.
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
