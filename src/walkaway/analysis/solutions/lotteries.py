"""Bargaining solutions over lotteries: deals drawn by chance, valued by their mean.

The rules are those of :mod:`walkaway.analysis.solutions.solutions`, but for Raiffa's, on the convex hull of
all deals, where each is a single value. Points are read as von Neumann–Morgenstern utilities. Nothing that
is best for the parties needs more deals than there are parties (Carathéodory). Two parties: exact, by
:mod:`~walkaway.analysis.solutions.lotteries_of_two`; more: with a certified gap, by
:mod:`~walkaway.analysis.solutions.lotteries_of_many`.

References
----------
Nash (1950), Econometrica 18:155–162, on anticipations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ...space import Space, Values
from ..frontier.points import Frontier
from ..result import Method, Result
from .lotteries_of_many import mix
from .lotteries_of_two import RULES, Segment, Value, choose, corners, segments

__all__ = ["Chance", "Lotteries", "Lottery", "lotteries"]


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
        """Ratifiers who expect less than walking away, or a red line of whom a deal of the lottery crosses.

        A solution gives no party less than walking away; the ratifiers were not asked.
        """
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

    by_name: dict[str, Lottery | None]
    method: Method

    def __getitem__(self, name: str) -> Lottery | None:
        return self.by_name[name]


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
    gains = (front.integers - front.values.walk_away[:parties]) * units
    for name in RULES:
        found = mix(gains, name)
        if found is not None:
            mixed = zip(found.rows, found.chances, strict=True)
            yield _lottery(front, name, mixed, exact=False, weights=list(found.weights), gap=found.gap)


def lotteries(front: Frontier) -> Lotteries:
    """Find the solutions over lotteries on the frontier: what is dominated adds nothing to the hull's border.

    Two parties: O(n log n) and fractions on the corners; more: some dozens of linear programs over the
    frontier, and a BudgetError if it has more than 20,000 values.
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
    return Lotteries(by_name=by_name, method=method)
