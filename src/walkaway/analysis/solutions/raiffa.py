"""Raiffa's two solutions over finitely many values, any number of parties, exact.

Both let the disagreement point :math:`d` move towards the ideal :math:`I(d)`, the best value of each party
among those at or above :math:`d`: in steps of an n-th of the way, or all the time, as :math:`d' = I(d) - d`.
The ideal stays the same until the value that holds it drops out, so the path is a chain of straight lines
with rational corners. Where going on would leave nothing, the last step goes on in the same direction as far
as it can.

References
----------
Raiffa (1953), in *Contributions to the Theory of Games II*, 361–387; Livne (1989), *Mathematics of
Operations Research* 14:117–130; Diskin, Koppel and Samet (2011), *Games and Economic Behavior* 73:190–198,
whose generalized solutions approach the continuous one as their steps shrink.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile

import numpy as np

from ..frontier.merging import Ints

__all__ = ["Path", "last_step", "path_in_steps", "path_of_points"]

_BITS = 4096
Corner = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A way from the walk-aways up: its corners, and which values are at or above the last one.

    ``exact`` is False where corners had to be rounded (below 2^-400).
    """

    corners: tuple[Corner, ...]
    alive: tuple[int, ...]
    exact: bool = True


def path_in_steps(points: Ints, away: Sequence[int]) -> Path:
    """The discrete scheme; each step keeps the values at or above the new point."""
    corner: Corner = tuple(map(Fraction, away))
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
    """The continuous scheme over at least one value at or above ``away``.

    Each value drops out once: O(points · parties) and a sort for each party; the numbers grow with every
    corner, and are rounded beyond so many bits.
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
