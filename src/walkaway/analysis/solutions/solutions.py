r"""Bargaining solutions of a finite deal space, for any number of parties.

Let :math:`u(x)` be the parties' values of a deal, :math:`d` their walk-aways, and :math:`F` the efficient
deals with :math:`u \ge d` for every party. The ideal :math:`I_p = \max_{x \in F} u_p(x)`.

============================  ==========================================================================
``nash``                      :math:`\max \prod_p (u_p - d_p)`  (Nash 1950)
``kalai_smorodinsky``         :math:`\max \min_p (u_p - d_p)/(I_p - d_p)`  (Kalai and Smorodinsky 1975)
``egalitarian``               :math:`\max \min_p (u_p - d_p)` in each party's own units  (Kalai 1977)
``utilitarian``               :math:`\max \sum_p u_p` in each party's own units
``raiffa``                    :math:`d \leftarrow d + (I(d) - d)/n`, repeated  (Raiffa 1953)
``raiffa_continuous``         :math:`d' = I(d) - d`, followed to its end  (Raiffa 1953)
============================  ==========================================================================

Conventions for finite spaces, where a textbook leaves the choice open:

* ``kalai_smorodinsky`` and ``egalitarian`` break ties by the next smallest party (leximin), so the result is
  efficient. A party that cannot gain (:math:`I_p = d_p`) is left out of the ratios.
* ``nash``: if some party cannot gain in any deal where the others do, first the number of gaining parties is
  maximal, then the product of their gains.
* ``utilitarian``: among equal sums the deal with the largest smallest gain is the witness; all are counted.
* ``raiffa``: the last step that leaves deals above :math:`d` goes as far as it can in the same direction,
  which is the Kalai–Smorodinsky choice from that :math:`d`.
* ``raiffa_continuous``: the same where its path stops (:mod:`walkaway.analysis.solutions.raiffa`).

Comparisons are exact (integers and fractions). Peers use some of these names for other rules; here each name
means the formula above and nothing else.

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
from numpy.typing import NDArray

from ...space.weights import Floats
from ..frontier.points import Frontier, counted
from ..result import Method
from .raiffa import raiffa_points
from .solution import Solution, Solutions

__all__ = ["SOLUTIONS", "solutions"]

_NEAR = 1e-9
Row = tuple[int, ...]
Key = tuple[Fraction, ...]


@dataclass(frozen=True, eq=False)
class _Problem:
    """Efficient values at or above the walk-aways, exact, with units to bring them to own scales."""

    points: NDArray[np.int64]
    away: Row
    units: tuple[Fraction, ...]

    @property
    def ideal(self) -> Row:
        return tuple(int(best) for best in self.points.max(axis=0))

    def gains(self, index: int) -> tuple[Fraction, ...]:
        """Gains over walking away on own scales, exact."""
        row = self.points[index]
        return tuple((int(u) - d) * unit for u, d, unit in zip(row, self.away, self.units, strict=True))

    def best(self, rough: Floats, exact: Callable[[int], Key]) -> list[int]:
        """Rows with the largest exact key, found among those near the largest rough number."""
        top = rough.max()
        near = np.flatnonzero(rough >= top - _NEAR * max(1.0, abs(top)))
        keys = {int(index): exact(int(index)) for index in near}
        most = max(keys.values())
        return [index for index, key in keys.items() if key == most]


Found = tuple[list[int], dict[str, Any]]


def _float_gains(problem: _Problem) -> Floats:
    units = np.array([float(unit) for unit in problem.units])
    return np.asarray((problem.points - np.array(problem.away)) * units)


def _nash(problem: _Problem) -> Found:
    gains = _float_gains(problem)
    positive = (gains > 0).sum(axis=1)
    with np.errstate(divide="ignore"):
        logs = np.where(gains > 0, np.log(np.where(gains > 0, gains, 1.0)), 0.0).sum(axis=1)
    rough = np.where(positive == positive.max(), logs, -np.inf)

    def product(index: int) -> Key:
        return (prod((gain for gain in problem.gains(index) if gain > 0), start=Fraction(1)),)

    best = problem.best(rough, product)
    return best, {"product": float(product(best[0])[0]), "gaining_parties": int(positive.max())}


def _leximin(problem: _Problem, scale: Sequence[Fraction]) -> list[int]:
    """Rows whose sorted scaled gains are lexicographically largest; a scale of 0 leaves a party out."""
    used = [p for p, factor in enumerate(scale) if factor]
    if not used:
        return list(range(len(problem.points)))
    factors = np.array([float(scale[p]) for p in used])
    rough = ((problem.points - np.array(problem.away))[:, used] * factors).min(axis=1)

    def key(index: int) -> Key:
        row = problem.points[index]
        return tuple(sorted((int(row[p]) - problem.away[p]) * scale[p] for p in used))

    return problem.best(rough, key)


def _kalai_smorodinsky(problem: _Problem) -> Found:
    room = [best - away for best, away in zip(problem.ideal, problem.away, strict=True)]
    scale = [Fraction(1, width) if width > 0 else Fraction(0) for width in room]
    best = _leximin(problem, scale)
    row = problem.points[best[0]]
    ratios = [
        float((int(u) - d) * factor) if factor else None
        for u, d, factor in zip(row, problem.away, scale, strict=True)
    ]
    ideal = [float(best * unit) for best, unit in zip(problem.ideal, problem.units, strict=True)]
    return best, {"ideal": ideal, "ratios": ratios}


def _egalitarian(problem: _Problem) -> Found:
    best = _leximin(problem, problem.units)
    return best, {"smallest_gain": float(min(problem.gains(best[0])))}


def _utilitarian(problem: _Problem) -> Found:
    def total(index: int) -> Key:
        return (sum(problem.gains(index), Fraction(0)),)

    best = problem.best(_float_gains(problem).sum(axis=1), total)
    best.sort(key=lambda index: sorted(problem.gains(index)), reverse=True)
    walk_away = sum((d * unit for d, unit in zip(problem.away, problem.units, strict=True)), Fraction(0))
    return best, {"sum": float(total(best[0])[0] + walk_away)}


def _raiffa(problem: _Problem) -> Found:
    """Steps of the discrete Raiffa solution; each step keeps the deals at or above the new point."""
    parties = len(problem.away)
    point: tuple[Fraction, ...] = tuple(map(Fraction, problem.away))
    alive = np.arange(len(problem.points))
    path = []
    while True:
        path.append([float(x * unit) for x, unit in zip(point, problem.units, strict=True)])
        points = problem.points[alive]
        ideal = [int(best) for best in points.max(axis=0)]
        following = tuple(d + (best - d) / parties for d, best in zip(point, ideal, strict=True))
        floor = np.array([-((-x.numerator) // x.denominator) for x in following], dtype=object).astype(
            np.int64
        )
        above = (points >= floor).all(axis=1)
        if len(alive) == 1 or not above.any():
            break
        alive, point = alive[above], following
    return _last_step(problem, point, alive.tolist()), {"path": path}


def _last_step(problem: _Problem, point: Key, alive: Sequence[int]) -> list[int]:
    """From a point of a Raiffa path as far as it goes in the same direction."""
    ideal = [int(best) for best in problem.points[list(alive)].max(axis=0)]
    rest = [best - d for best, d in zip(ideal, point, strict=True)]
    scale = [1 / width if width > 0 else Fraction(0) for width in rest]
    keys = {
        index: tuple(
            sorted((int(u) - d) * s for u, d, s in zip(problem.points[index], point, scale, strict=True) if s)
        )
        for index in alive
    }
    most = max(keys.values())
    return [index for index, key in keys.items() if key == most]


def _raiffa_continuous(problem: _Problem) -> Found:
    walk = raiffa_points(problem.points.tolist(), problem.away)
    end = [float(x * unit) for x, unit in zip(walk.path[-1], problem.units, strict=True)]
    best = _last_step(problem, walk.path[-1], walk.alive)
    return best, {"end": end, "corners": len(walk.path) - 1, "rounded": not walk.exact}


SOLUTIONS: dict[str, Callable[[_Problem], Found]] = {
    "nash": _nash,
    "kalai_smorodinsky": _kalai_smorodinsky,
    "egalitarian": _egalitarian,
    "utilitarian": _utilitarian,
    "raiffa": _raiffa,
    "raiffa_continuous": _raiffa_continuous,
}


def solutions(front: Frontier) -> Solutions:
    """Find every bargaining solution on an exact frontier.

    Parameters
    ----------
    front : Frontier
        Of the parties' values; carries the walk-aways of its realisation.

    Returns
    -------
    Solutions
        Each with witness deal, ties and certificate; None where no deal satisfies every party.

    Notes
    -----
    O(frontier · parties) for each solution, discrete Raiffa times its steps; the continuous one sorts once
    for each party. Searching the frontier is enough:
    each rule prefers a deal that is better for all. Under a quota the solutions still ask that every
    party gains, as their authors do.

    References
    ----------
    See the module.
    """
    parties = len(front.parties)
    away = tuple(int(d) for d in front.values.walk_away[:parties])
    rational = np.flatnonzero((front.integers >= np.array(away)).all(axis=1))
    problem = _Problem(front.integers[rational], away, front.values.units[:parties])
    found: dict[str, Solution | None] = {}
    for name, rule in SOLUTIONS.items():
        if not len(rational):
            found[name] = None
            continue
        rows, extra = rule(problem)
        points = [front.points[rational[row]] for row in rows]
        certificate = {
            "walk_away": [float(d * unit) for d, unit in zip(away, problem.units, strict=True)],
            "gains": [float(gain) for gain in problem.gains(rows[0])],
            **extra,
        }
        found[name] = Solution(
            name=name,
            deal=points[0].deal,
            value=points[0].value,
            count=counted(points),
            ties=tuple(point.value for point in points),
            certificate=certificate,
        )
    method = Method(
        name="search of the exact frontier at or above the walk-aways",
        exact=front.method.exact,
        realisation=front.method.realisation,
    )
    return Solutions(by_name=found, efficient=len(rational), method=method)
