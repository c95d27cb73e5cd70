"""Bargaining solutions of a finite deal space, for any number of parties.

Formulas and the conventions for finite spaces stand in ``docs/explanation/solutions.md``. Everything is
compared exactly (integers and fractions), among the efficient deals at or above every party's walk-away.
Peers use some of these names for other rules; here each name means the textbook's formula and nothing else.

References
----------
Nash (1950), Econometrica 18:155–162. Kalai and Smorodinsky (1975), Econometrica 43:513–518. Kalai (1977),
Econometrica 45:1623–1630. Raiffa (1953), in *Contributions to the Theory of Games II*; both solutions as in
Diskin, Koppel and Samet (2011), *Games and Economic Behavior* 73:190–198.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np

from ...space.weights import Floats
from ..frontier.merging import Ints
from ..frontier.points import Frontier, counted
from ..result import Method, Result
from .largest import largest
from .raiffa import last_step, path_in_steps, path_of_points

__all__ = ["SOLUTIONS", "Solution", "Solutions", "solutions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution(Result):
    """One bargaining solution."""

    name: str
    deal: dict[str, str]  # witness
    value: tuple[float, ...]  # on each party's own scale
    count: int | None  # deals that attain the solution, ties included
    ties: tuple[tuple[float, ...], ...]  # values of all tied points, the witness's first
    certificate: dict[str, Any]  # what a checker needs: walk-away, gains, and the number that is maximal


@dataclass(frozen=True, slots=True, kw_only=True)
class Solutions(Result):
    """All solutions by name; a name is None where no deal satisfies every party."""

    by_name: dict[str, Solution | None]
    efficient: int  # efficient values that every party prefers to walking away or finds equal
    method: Method

    def __getitem__(self, name: str) -> Solution | None:
        return self.by_name[name]

    @property
    def distinct(self) -> dict[str, Solution]:
        """Those that exist, the continuous Raiffa solution only where the discrete one is another."""
        found = {name: one for name, one in self.by_name.items() if one is not None}
        if "raiffa" in found and found["raiffa"].value == found["raiffa_continuous"].value:
            del found["raiffa_continuous"]
        return found


Key = tuple[Fraction, ...]
Found = tuple[list[int], dict[str, Any]]
"""Rows that a rule chooses, the witness first, and what a checker needs beside walk-aways and gains."""


@dataclass(frozen=True, eq=False)
class _Values:
    """Efficient values at or above the walk-aways, exact, with units to bring them to own scales."""

    points: Ints
    away: tuple[int, ...]
    units: Key

    @property
    def ideal(self) -> tuple[int, ...]:
        return tuple(int(best) for best in self.points.max(axis=0))

    def gains(self, row: int) -> Key:
        """Gains over walking away on own scales."""
        values = zip(self.points[row], self.away, self.units, strict=True)
        return tuple((int(u) - d) * unit for u, d, unit in values)

    def own(self, point: Sequence[Fraction | int]) -> list[float]:
        """Integers or fractions on own scales."""
        return [float(x * unit) for x, unit in zip(point, self.units, strict=True)]

    @property
    def rough(self) -> Floats:
        """All gains on own scales, as floats."""
        return np.asarray((self.points - np.array(self.away)) * [float(unit) for unit in self.units])

    def leximin(self, scale: Key) -> list[int]:
        """Rows whose sorted scaled gains are lexicographically largest; a scale of 0 leaves a party out."""
        used = [p for p, factor in enumerate(scale) if factor]
        if not used:
            return list(range(len(self.points)))
        gains = (self.points - np.array(self.away))[:, used] * [float(scale[p]) for p in used]

        def key(row: int) -> Key:
            return tuple(sorted((int(self.points[row, p]) - self.away[p]) * scale[p] for p in used))

        return largest(gains.min(axis=1), key)[0]


def _nash(values: _Values) -> Found:
    gains = values.rough
    positive = (gains > 0).sum(axis=1)
    logs = np.log(np.where(gains > 0, gains, 1.0)).sum(axis=1)

    def product(row: int) -> Fraction:
        return prod((gain for gain in values.gains(row) if gain > 0), start=Fraction(1))

    best, most = largest(np.where(positive == positive.max(), logs, -np.inf), product)
    return best, {"product": float(most), "gaining_parties": int(positive.max())}


def _kalai_smorodinsky(values: _Values) -> Found:
    ideal = values.ideal
    room = [best - away for best, away in zip(ideal, values.away, strict=True)]
    best = values.leximin(tuple(Fraction(1, width) if width > 0 else Fraction(0) for width in room))
    ratios = [
        float(Fraction(int(u) - d, width)) if width > 0 else None
        for u, d, width in zip(values.points[best[0]], values.away, room, strict=True)
    ]
    return best, {"ideal": values.own(ideal), "ratios": ratios}


def _egalitarian(values: _Values) -> Found:
    best = values.leximin(values.units)
    return best, {"smallest_gain": float(min(values.gains(best[0])))}


def _utilitarian(values: _Values) -> Found:
    best, most = largest(values.rough.sum(axis=1), lambda row: sum(values.gains(row), Fraction(0)))
    best.sort(key=lambda row: sorted(values.gains(row)), reverse=True)
    walk_away = sum((d * unit for d, unit in zip(values.away, values.units, strict=True)), Fraction(0))
    return best, {"sum": float(most + walk_away)}


def _raiffa(values: _Values) -> Found:
    path = path_in_steps(values.points, values.away)
    return last_step(values.points, path), {"path": [values.own(corner) for corner in path.corners]}


def _raiffa_continuous(values: _Values) -> Found:
    path = path_of_points(values.points.tolist(), values.away)
    return last_step(values.points, path), {
        "end": values.own(path.corners[-1]),
        "corners": len(path.corners) - 1,
        "rounded": not path.exact,
    }


SOLUTIONS: dict[str, Callable[[_Values], Found]] = {
    "nash": _nash,
    "kalai_smorodinsky": _kalai_smorodinsky,
    "egalitarian": _egalitarian,
    "utilitarian": _utilitarian,
    "raiffa": _raiffa,
    "raiffa_continuous": _raiffa_continuous,
}


def solutions(front: Frontier) -> Solutions:
    """Find every bargaining solution on an exact frontier; None where no deal satisfies every party.

    O(frontier · parties) for each, discrete Raiffa times its steps; the continuous one sorts once for each
    party. The frontier is enough: each rule prefers a deal that is better for all. Under a quota the
    solutions still ask that every party gains, as their authors do.
    """
    parties = len(front.parties)
    away = tuple(int(d) for d in front.values.walk_away[:parties])
    rational = np.flatnonzero((front.integers >= np.array(away)).all(axis=1))
    values = _Values(front.integers[rational], away, front.values.units[:parties])
    found: dict[str, Solution | None] = dict.fromkeys(SOLUTIONS)
    for name, rule in SOLUTIONS.items() if len(rational) else ():
        rows, certificate = rule(values)
        points = [front.points[rational[row]] for row in rows]
        found[name] = Solution(
            name=name,
            deal=points[0].deal,
            value=points[0].value,
            count=counted(points),
            ties=tuple(point.value for point in points),
            certificate={
                "walk_away": values.own(away),
                "gains": list(map(float, values.gains(rows[0]))),
                **certificate,
            },
        )
    method = Method(
        name="search of the exact frontier at or above the walk-aways",
        exact=front.method.exact,
        realisation=front.method.realisation,
    )
    return Solutions(by_name=found, efficient=len(rational), method=method)
