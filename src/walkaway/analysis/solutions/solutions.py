"""Bargaining solutions of a finite deal space, among deals at or above all walk-aways.

Formulas, conventions for finite spaces and sources stand in ``docs/explanation/solutions.md``. Everything is
compared exactly; each name means the textbook's formula and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile
from math import prod
from typing import Any

import numpy as np

from ...space.values import largest, on_own_scale
from ...space.weights import Floats
from ..frontier.frontier import Frontier, counted
from ..frontier.merging import Ints
from ..result import Method, Result


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

    parties: tuple[str, ...]
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


_BITS = 4096
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
        over = self.points - np.array(self.away)
        return np.stack([on_own_scale(over[:, p], unit) for p, unit in enumerate(self.units)], axis=1)

    def leximin(self, scale: Key) -> list[int]:
        """Rows whose sorted scaled gains are lexicographically largest; a scale of 0 leaves a party out."""
        used = [p for p, factor in enumerate(scale) if factor]
        if not used:
            return list(range(len(self.points)))
        over = self.points - np.array(self.away)
        gains = np.stack([on_own_scale(over[:, p], scale[p]) for p in used], axis=1)

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


@dataclass(frozen=True, slots=True)
class Path:
    """Raiffa's way from the walk-aways up: its corners, and which values are at or above the last one."""

    corners: tuple[Key, ...]
    alive: tuple[int, ...]
    exact: bool = True  # False where corners had to be rounded (below 2^-400)


def path_in_steps(points: Ints, away: Sequence[int]) -> Path:
    """The discrete scheme; each step keeps the values at or above the new point."""
    corner: Key = tuple(map(Fraction, away))
    corners, alive = [corner], np.arange(len(points))
    while len(alive) > 1:
        ideal = [int(best) for best in points[alive].max(axis=0)]
        corner = tuple(d + (best - d) / len(corner) for d, best in zip(corner, ideal, strict=True))
        above = alive[(points[alive] >= [-((-x.numerator) // x.denominator) for x in corner]).all(axis=1)]
        if not len(above):
            break
        alive = above
        corners.append(corner)
    return Path(tuple(corners), tuple(alive.tolist()))


def path_of_points(points: Sequence[Sequence[int]], away: Sequence[int], bits: int = _BITS) -> Path:
    """Raiffa's continuous scheme over at least one value at or above ``away``; each value drops out once.

    The numbers grow with every corner, and are rounded beyond so many bits.
    """
    parties = range(len(away))
    queues = [sorted(range(len(points)), key=lambda at, p=p: points[at][p]) for p in parties]  # type: ignore[misc]
    d, exact = tuple(map(Fraction, away)), True
    corners, way = [d], [Fraction(0) for _ in parties]

    def open_still(at: int) -> bool:
        """At or above d, and above it where the last step moved."""
        return all(u > x or (u == x and step <= 0) for u, x, step in zip(points[at], d, way, strict=True))

    def lasting(queue: list[int], party: int) -> Fraction:
        """How much of the way to the ideal some value that gives this party its best stays open."""
        best = points[queue[-1]][party]
        tops = filter(open_still, takewhile(lambda at: points[at][party] == best, reversed(queue)))
        shares = (
            min((u - x) / step for u, x, step in zip(points[at], d, way, strict=True) if step > 0)
            for at in tops
        )
        return max(shares, default=Fraction(0))

    while True:
        for queue in queues:
            while queue and not open_still(queue[-1]):
                queue.pop()
        if not all(queues):
            break
        way = [points[queues[p][-1]][p] - d[p] for p in parties]
        if max(way) <= 0:
            break
        share = min(lasting(queues[p], p) for p in parties if way[p] > 0)
        d = tuple(x + share * step for x, step in zip(d, way, strict=True))
        if any(x.denominator.bit_length() > bits for x in d):
            d, exact = tuple(Fraction(int(x * 2**512), 2**512) for x in d), False
        corners.append(d)
        if share == 1:
            break
    reached = [at for at, row in enumerate(points) if all(u >= x for u, x in zip(row, d, strict=True))]
    return Path(tuple(corners), tuple(reached), exact)


def last_step(points: Ints, path: Path) -> list[int]:
    """The values to which the end of a path leads, in the same direction as far as it goes."""
    alive, end = list(path.alive), path.corners[-1]
    rest = [int(best) - d for best, d in zip(points[alive].max(axis=0), end, strict=True)]
    keys = {
        at: sorted((int(u) - d) / way for u, d, way in zip(points[at], end, rest, strict=True) if way > 0)
        for at in alive
    }
    most = max(keys.values())
    return [at for at, key in keys.items() if key == most]


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

    The frontier is enough: each rule prefers a deal that is better for all. Under a quota the solutions still
    ask that every party gains, as their authors do.
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
    return Solutions(parties=front.parties, by_name=found, efficient=len(rational), method=method)
