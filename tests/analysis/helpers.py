"""What the tests of the numerical rooms share: frozen inputs and small cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any

import numpy as np
from tests.strategies import build

from walkaway.analysis.frontier.frontier import Frontier, frontier
from walkaway.analysis.solutions.solutions import Solution, Solutions, solutions
from walkaway.analysis.zone.bounds import Bounds, build_bounds
from walkaway.case import Agreement, Case
from walkaway.space import Space, Values, build_space, central_values
from walkaway.space.draws import Draws, draw


def freeze(thing: Any) -> Any:
    """Make every array inside read-only, so that a function that changes its input fails."""
    if isinstance(thing, np.ndarray):
        thing.flags.writeable = False
    elif is_dataclass(thing):
        for item in fields(thing):
            freeze(getattr(thing, item.name))
    elif isinstance(thing, dict):
        freeze(list(thing.values()))
    elif isinstance(thing, list | tuple):
        for item in thing:
            freeze(item)
    return thing


def every_deal(space: Space) -> np.ndarray:
    """The picks of every deal of a space, row by row."""
    return np.concatenate([picks for _, picks in space.joint.chunks()])


@dataclass(frozen=True)
class Room:
    """A case with everything that is computed from it, all arrays frozen."""

    case: Case
    rule: Agreement | None = None
    every_cap: bool = False

    @cached_property
    def space(self) -> Space:
        space: Space = freeze(build_space(self.case, rule=self.rule, every_cap=self.every_cap))
        return space

    @cached_property
    def values(self) -> Values:
        values: Values = freeze(central_values(self.case, self.space))
        return values

    @cached_property
    def front(self) -> Frontier:
        front: Frontier = freeze(frontier(self.space, self.values))
        return front

    @cached_property
    def solutions(self) -> Solutions:
        return solutions(self.front)

    def solution(self, name: str) -> Solution:
        found = self.solutions[name]
        assert found is not None
        return found

    @cached_property
    def bounds(self) -> Bounds:
        bounds: Bounds = freeze(build_bounds(self.case, self.space, self.values))
        return bounds

    def draws(self, count: int = 64, seed: int = 7) -> Draws:
        drawn: Draws = freeze(draw(self.case, self.space, draws=count, seed=seed))
        return drawn


def points_case(*tables: Sequence[Sequence[float]], away: Sequence[float] | None = None, **more: Any) -> Case:
    """A case of additive points: for each party a table issue → option → points."""
    shape = [len(row) for row in tables[0]]
    data: dict[str, Any] = {
        "case": 1,
        "title": "A small case",
        "parties": {f"p{p}": f"P{p}" for p in range(len(tables))},
        "issues": {
            f"i{j}": {"title": f"i{j}", "options": {f"o{o}": f"o{o}" for o in range(width)}}
            for j, width in enumerate(shape)
        },
        "preferences": {
            f"p{p}": {
                "scores": {f"i{j}": {f"o{o}": x for o, x in enumerate(row)} for j, row in enumerate(table)},
                **({"walk_away": away[p]} if away is not None else {}),
            }
            for p, table in enumerate(tables)
        },
        **more,
    }
    return build(data)


def listed_case(points: Sequence[tuple[float, ...]], away: Sequence[float] | None = None) -> Case:
    """A case of one issue whose options are the given value vectors."""
    parties = len(points[0])
    return points_case(*([[point[p] for point in points]] for p in range(parties)), away=away)
