"""Bargaining solutions over lotteries: deals drawn by chance, valued by their mean.

Nash and his successors speak of convex sets, which lotteries make: with deal A at probability :math:`p` and
deal B otherwise a party expects :math:`p u(A) + (1 - p) u(B)`. The rules are those of
:mod:`walkaway.analysis.solutions.solutions`, on the convex hull of all deals, where each is a single value
and no convention is needed. What is drawn may leave a party below its walk-away; what it expects before does
not. So there may be a lottery where no single deal satisfies everybody.

This reads the parties' points as von Neumann–Morgenstern utilities, with which a sure 5 is as good as an even
chance of 0 or 10. For points that were judged without risk in mind it is an assumption.

Two parties: exact, by :mod:`walkaway.analysis.solutions.hull` and
:mod:`walkaway.analysis.solutions.on_segments`. More: linear programs with a certified gap, by
:mod:`walkaway.analysis.solutions.mixing`, and without the two Raiffa solutions.

References
----------
Nash (1950), Econometrica 18:155–162, on anticipations; the rest as in
:mod:`walkaway.analysis.solutions.solutions`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ...space import Space, Values
from ..frontier.points import Frontier
from ..result import Method, Result
from .hull import hull_chain, hull_spans
from .mixing import MIXING_RULES, mix
from .on_segments import RULES, Choice, ShownSegment, Value, choose
from .raiffa import raiffa_spans

__all__ = ["Chance", "Lotteries", "Lottery", "lotteries"]

_NAMES = (*RULES, "raiffa_continuous")
Exact = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """One deal of a lottery and its probability."""

    deal: dict[str, str]
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lottery(Result):
    """One bargaining solution over lotteries.

    Attributes
    ----------
    name : str
    chances : tuple of Chance
        At most one more than parties; the probabilities sum to 1.
    value : tuple of float
        Mean for each party, on its own scale.
    exact : bool
        False where it is found within a stated distance of the solution.
    certificate : dict
        What a checker needs: walk-away, gains, probabilities as fractions, ``weights`` with which no deal is
        worth more than the lottery, and what the rule maximises. Where not exact, for two parties a
        ``bracket`` and its ``error``; for more the ``gap`` between what is reached and an upper bound.
    """

    name: str
    chances: tuple[Chance, ...]
    value: tuple[float, ...]
    exact: bool
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
    """All solutions over lotteries by name; None where no lottery satisfies every party.

    Attributes
    ----------
    by_name : dict of str to (Lottery or None)
    method : Method
    """

    by_name: dict[str, Lottery | None]
    method: Method

    def __getitem__(self, name: str) -> Lottery | None:
        return self.by_name[name]


@dataclass(frozen=True)
class _Deals:
    """Deals to draw from, with exact values in units of the parties."""

    rows: list[Exact]
    units: Exact
    deals: list[dict[str, str]]
    away: Exact
    exact: bool

    def lottery(
        self, name: str, mixed: list[tuple[int, Fraction]], exact: bool, extra: dict[str, Any]
    ) -> Lottery:
        """Put a lottery together; its value is recomputed from its deals."""
        value = [
            sum((part * self.rows[at][p] for at, part in mixed), Fraction(0)) * unit
            for p, unit in enumerate(self.units)
        ]
        return Lottery(
            name=name,
            chances=tuple(Chance(deal=self.deals[at], probability=float(part)) for at, part in mixed),
            value=tuple(map(float, value)),
            exact=exact and self.exact,
            certificate={
                "walk_away": [float(d) for d in self.away],
                "gains": [float(u - d) for u, d in zip(value, self.away, strict=True)],
                "probabilities": [str(part) for _, part in mixed],
                **extra,
            },
        )


def _own(front: Frontier, row: Iterable[int]) -> Exact:
    return tuple(int(x) * unit for x, unit in zip(row, front.values.units, strict=False))


def _deals(front: Frontier) -> _Deals:
    """Efficient deals of a frontier."""
    away = _own(front, front.values.walk_away[: len(front.parties)].tolist())
    units = front.values.units[: len(away)]
    return _Deals(front.integers.tolist(), units, [point.deal for point in front], away, front.method.exact)


def _weights(span: ShownSegment, spans: list[ShownSegment], value: Value) -> list[Fraction]:
    """Weights with which no deal is worth more: across the edge, or between the edges at a corner."""
    slopes = [-other.slope for other in spans if value in (other.left, other.right)] or [-span.slope]
    first = sum(slopes, Fraction(0)) / len(slopes)
    return [first, Fraction(1)] if first else [Fraction(1), Fraction(1)]


def _of_two(deals: _Deals) -> dict[str, Lottery | None]:
    away = deals.away[0], deals.away[1]
    chain = hull_chain(deals.rows)
    corners: list[Value] = [
        (deals.rows[at][0] * deals.units[0], deals.rows[at][1] * deals.units[1]) for at in chain
    ]
    spans = hull_spans(corners, range(len(chain)))
    found: dict[str, Choice | None] = {name: choose(name, spans, away) for name in RULES}
    found["raiffa_continuous"] = raiffa_spans(spans, away)
    result: dict[str, Lottery | None] = dict.fromkeys(found)
    for name, choice in found.items():
        if choice is not None:
            place = choice.span.source
            span = spans[place]
            width = span.right[0] - span.left[0]
            part = (choice.value[0] - span.left[0]) / width if width else Fraction(0)
            mixed = [(chain[place + side], share) for side, share in ((0, 1 - part), (1, part)) if share]
            extra = {"weights": _weights(span, spans, choice.value), **choice.certificate}
            result[name] = deals.lottery(name, mixed, choice.exact, extra)
    return result


def _of_many(front: Frontier, deals: _Deals) -> dict[str, Lottery | None]:
    parties = len(front.parties)
    units = np.array([float(unit) for unit in front.values.units[:parties]])
    gains = (front.integers - front.values.walk_away[:parties]) * units
    result: dict[str, Lottery | None] = dict.fromkeys(MIXING_RULES)
    for name in MIXING_RULES:
        found = mix(gains, name)
        if found is not None:
            mixed = list(zip(found.rows, found.chances, strict=True))
            extra = {"weights": list(found.weights), "gap": found.gap}
            result[name] = deals.lottery(name, mixed, False, extra)
    return result


def lotteries(front: Frontier) -> Lotteries:
    """Find the bargaining solutions over lotteries.

    Parameters
    ----------
    front : Frontier
        Of the parties' values, with the walk-aways of its realisation.

    Returns
    -------
    Lotteries
        For two parties all six rules; for more Nash, Kalai–Smorodinsky, egalitarian and utilitarian.

    Raises
    ------
    BudgetError
        If three or more parties have more than 20,000 efficient values.

    Notes
    -----
    Searching the frontier is enough: a deal that is dominated adds nothing to the border of the hull. Two
    parties: O(n log n) and fractions on the corners; more: some dozens of linear programs over the frontier.
    """
    two, deals = len(front.parties) == 2, _deals(front)
    by_name: dict[str, Lottery | None] = dict.fromkeys(_NAMES if two else MIXING_RULES)
    if deals.rows:
        by_name = _of_two(deals) if two else _of_many(front, deals)
    exact = all(found is None or found.exact for found in by_name.values())
    note = "" if exact else "each lottery says how far it is from the solution at most"
    method = Method(
        name="convex hull of the frontier" if two else "linear programs over the frontier",
        exact=exact,
        realisation=front.method.realisation,
        note=note,
    )
    return Lotteries(by_name=by_name, method=method)
