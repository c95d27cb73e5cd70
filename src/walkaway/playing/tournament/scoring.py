"""How far deals that were agreed are from what could have been had: the frontier, and each solution."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...analysis.frontier.frontier import frontier
from ...analysis.result import Result
from ...analysis.solutions.solutions import solutions
from ...case import Case
from ...errors import BudgetError
from ...space import build_space, central_values

__all__ = ["Distances", "distances_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Distances(Result):
    """Of the different deals on which sessions over a case agreed."""

    case: str
    deals: int
    on_frontier: int
    frontier: float | None  # mean distance, where 1 is from a party's walk-away to the best it could get
    solutions: dict[str, float]  # solution → distance of the nearest of these deals


def distances_of(name: str, case: Case, agreed: Sequence[str]) -> Distances:
    """Measure deals, each as JSON of issue → option, in the central realisation.

    Distances are Euclidean over the parties, each in its own gain over walking away, as a share of the most
    it can gain on the frontier. Where the frontier is out of reach only the deals are counted.
    """
    space = build_space(case)
    values = central_values(case, space)
    try:
        front = frontier(space, values)
    except BudgetError:
        return Distances(case=name, deals=len(agreed), on_frontier=0, frontier=None, solutions={})
    parties = space.parties
    away = np.array(values.own_scale(values.walk_away[None])[0][:parties], float)
    points = np.array([point.value[:parties] for point in front.points], float)
    most = np.maximum(points.max(axis=0) - away, 1e-12)
    if not agreed:
        return Distances(case=name, deals=0, on_frontier=0, frontier=None, solutions={})
    places = [{option: place for place, option in enumerate(options)} for options in space.options]
    picks = np.array(
        [
            [held[json.loads(deal)[issue]] for issue, held in zip(space.issues, places, strict=True)]
            for deal in agreed
        ]
    )
    worth = np.array(values.own_scale(space.worth(values, picks)), float)[:, :parties]
    gains, best = (worth - away) / most, (points - away) / most
    near = np.array([np.sqrt(((best - one) ** 2).sum(axis=1)).min() for one in gains])

    def nearest(value: Sequence[float]) -> float:
        other = (np.array(value[:parties], float) - away) / most
        return float(np.sqrt(((gains - other) ** 2).sum(axis=1)).min())

    return Distances(
        case=name,
        deals=len(agreed),
        on_frontier=int((near <= 1e-9).sum()),
        frontier=float(near.mean()),
        solutions={which: nearest(one.value) for which, one in solutions(front).distinct.items()},
    )
