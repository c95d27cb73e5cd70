r"""Bargaining solutions over lotteries: deals drawn by chance, valued by their mean.

Nash (1950), on anticipations: the rules of :mod:`walkaway.analysis.solutions.solutions`, but for Raiffa's, on
the convex hull of all deals, where each is a single value that needs no more deals than there are parties
(Carathéodory). Two parties: on a segment of the hull's falling border (Andrew 1979, *Information Processing
Letters* 9:216–219) with left end :math:`(x_0, y_0)` and slope :math:`m < 0` Nash has :math:`x = \tfrac12 (d_1
+ x_0 + (d_2 - y_0) / m)` or the nearer end; the leximin rules lie where the scaled gains are equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np

from ...space import Space, Values
from ..frontier.frontier import Frontier
from ..result import Method, Result
from .lotteries_of_many import mix

Value = tuple[Fraction, Fraction]
Key = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """One deal of a lottery and its probability."""

    deal: dict[str, str]
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lottery(Result):
    """One bargaining solution over lotteries."""

    name: str
    chances: tuple[Chance, ...]  # at most one more than parties; the probabilities sum to 1
    value: tuple[float, ...]  # mean for each party, on its own scale
    exact: bool  # False where it is found within a stated distance of the solution
    # what a checker needs: walk-away, gains, probabilities as fractions, ``weights`` with which no deal is
    # worth more than the lottery, and what the rule maximises. Where not exact, the ``gap`` between what is
    # reached and an upper bound
    certificate: dict[str, Any]

    def refused_by(self, space: Space, values: Values) -> tuple[str, ...]:
        """Ratifiers who expect less than walking away, or a red line of whom some deal of it crosses."""
        parts = [Fraction(part) for part in self.certificate["probabilities"]]
        picks = np.concatenate([space.picks_of(chance.deal) for chance in self.chances])
        worth, found = space.worth(values, picks), []
        for who in range(space.parties, len(space.who)):
            expected = sum(part * int(value) for part, value in zip(parts, worth[:, who], strict=True))
            if space.joint.refused(picks, who).any() or expected < int(values.walk_away[who]):
                found.append(space.who[who])
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lotteries(Result):
    """All solutions over lotteries by name; None where no lottery satisfies every party."""

    parties: tuple[str, ...]
    by_name: dict[str, Lottery | None]
    method: Method

    def __getitem__(self, name: str) -> Lottery | None:
        return self.by_name[name]


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


def _own(front: Frontier, row: Iterable[int]) -> list[Fraction]:
    """Values of the parties on their own scales, exact."""
    return [int(x) * unit for x, unit in zip(row, front.values.units[: len(front.parties)], strict=False)]


def _lottery(
    front: Frontier, name: str, mixed: Iterable[tuple[int, Fraction]], *, exact: bool, **extra: Any
) -> Lottery:
    """A lottery over points of the frontier; its value is recomputed from its deals."""
    rows, parts = zip(*mixed, strict=True)
    away = _own(front, front.values.walk_away)
    worth = zip(*(_own(front, front.integers[row]) for row in rows), strict=True)
    value = [sum((part * u for part, u in zip(parts, own, strict=True)), Fraction(0)) for own in worth]
    return Lottery(
        name=name,
        chances=tuple(
            Chance(deal=front.points[row].deal, probability=float(part))
            for row, part in zip(rows, parts, strict=True)
        ),
        value=tuple(map(float, value)),
        exact=exact,
        certificate={
            "walk_away": list(map(float, away)),
            "gains": [float(u - d) for u, d in zip(value, away, strict=True)],
            "probabilities": list(map(str, parts)),
            **extra,
        },
    )


def _weights(segment: Segment, border: list[Segment], value: Value) -> list[Fraction]:
    """Weights with which no deal is worth more: across the segment, or between two at a corner."""
    slopes = [-one.slope for one in border if value in (one.left, one.right)] or [-segment.slope]
    first = sum(slopes, Fraction(0)) / len(slopes)
    return [first, Fraction(1)] if first else [Fraction(1), Fraction(1)]


def _of_two(front: Frontier) -> Iterator[Lottery]:
    chain = corners(front.integers.tolist())
    border = segments([(own[0], own[1]) for own in (_own(front, front.integers[row]) for row in chain)])
    away = _own(front, front.values.walk_away)
    for name in RULES:
        choice = choose(name, border, (away[0], away[1]))
        if choice is not None:
            place, value = choice.segment.number, choice.value
            (left, _), (right, _) = border[place].left, border[place].right
            part = (value[0] - left) / (right - left) if right > left else Fraction(0)
            mixed = [(chain[place + side], share) for side, share in ((0, 1 - part), (1, part)) if share]
            weights = _weights(border[place], border, value)
            yield _lottery(
                front, name, mixed, exact=front.method.exact, weights=weights, **choice.certificate
            )


def _of_many(front: Frontier) -> Iterator[Lottery]:
    parties = len(front.parties)
    units = np.array([float(unit) for unit in front.values.units[:parties]])
    gains = (front.integers - front.values.walk_away[:parties]).astype(float) * units
    for name in RULES:
        found = mix(gains, name)
        if found is not None:
            mixed = zip(found.rows, found.chances, strict=True)
            yield _lottery(front, name, mixed, exact=False, weights=list(found.weights), gap=found.gap)


def lotteries(front: Frontier) -> Lotteries:
    """Find the solutions over lotteries on the frontier: what is dominated adds nothing to the hull's border.

    Of more than two parties a BudgetError if it has more than 20,000 values.
    """
    two = len(front.parties) == 2
    by_name: dict[str, Lottery | None] = dict.fromkeys(RULES)
    if len(front):
        by_name |= {found.name: found for found in (_of_two(front) if two else _of_many(front))}
    exact = all(found is None or found.exact for found in by_name.values())
    method = Method(
        name="convex hull of the frontier" if two else "linear programs over the frontier",
        exact=exact,
        realisation=front.method.realisation,
        note="" if exact else "each lottery says how far it is from the solution at most",
    )
    return Lotteries(parties=front.parties, by_name=by_name, method=method)
