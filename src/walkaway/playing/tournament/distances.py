"""How far a deal is from what could have been had: the frontier, and each bargaining solution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...analysis.frontier.frontier import frontier
from ...analysis.solutions.solutions import SOLUTIONS, solutions
from ...case import Case
from ...errors import BudgetError
from ...space import build_space, central_values
from ...space.weights import Floats

__all__ = ["SOLUTIONS", "DealYardstick", "yardstick_of"]


@dataclass(frozen=True, eq=False)
class DealYardstick:
    """What deals over a case are measured against.

    Distances are Euclidean over the parties, each in its own gain over walking away, as a share of the most
    it can gain on the frontier.
    """

    away: Floats  # (parties,)
    most: Floats  # (parties,); the most that can be gained
    points: Floats  # (points, parties); shares gained on the frontier
    solutions: Mapping[str, Floats]  # name → (parties,); those that exist

    def _gained(self, worth: Floats) -> Floats:
        return np.asarray((worth - self.away) / self.most)

    def from_frontier(self, worth: Floats) -> Floats:
        """Distance of each deal from the frontier; ``worth`` has shape (deals, parties)."""
        near = [np.sqrt(((self.points - one) ** 2).sum(axis=1)).min() for one in self._gained(worth)]
        return np.array(near).reshape(len(worth))

    def from_solution(self, name: str, worth: Floats) -> Floats:
        """Distance of each deal from a solution; not a number where that does not exist."""
        if name not in self.solutions:
            return np.full(len(worth), np.nan)
        return np.asarray(np.sqrt(((self._gained(worth) - self.solutions[name]) ** 2).sum(axis=1)))


def yardstick_of(case: Case) -> DealYardstick | None:
    """Frontier and solutions of a case in its central realisation; None where they are out of reach."""
    space = build_space(case)
    values = central_values(case, space)
    try:
        front = frontier(space, values)
    except BudgetError:
        return None
    parties = space.parties
    away = np.array(values.own_scale(values.walk_away[None])[0][:parties], float)
    points = np.array([point.value[:parties] for point in front.points], float).reshape(-1, parties)
    if not len(points):
        return None
    most = np.maximum(points.max(axis=0) - away, 1e-12)
    found = solutions(front).by_name
    named = {
        name: (np.array(one.value[:parties], float) - away) / most
        for name, one in found.items() if one is not None
    }  # fmt: skip
    return DealYardstick(away, most, (points - away) / most, named)
