"""The frontier as a record: its values, each with a deal that has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from ...space import Bools, Picks, Space, Values
from ..result import Method, Result
from .merging import Ints

__all__ = ["Frontier", "Point", "counted", "signable"]

_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value of the frontier."""

    deal: dict[str, str]  # a witness: one deal with this value, issue → option
    value: tuple[float, ...]  # value for each party, on its own scale
    count: int | None  # how many deals have exactly this value; None where they were not counted


def counted(points: Iterable[Point]) -> int | None:
    """Deals of several values together; None if those of one were not counted."""
    counts = [point.count for point in points]
    return None if None in counts else sum(count for count in counts if count is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier(Result):
    """All efficient values, best for the first party first."""

    parties: tuple[str, ...]
    points: tuple[Point, ...]
    method: Method
    # (points, parties); the values in the parties' units, for exact comparisons
    integers: Ints = field(repr=False)
    picks: Picks = field(repr=False)  # (points, issues); witness deals as option numbers
    values: Values = field(repr=False)  # the realisation that was used
    # False if the search was interrupted: every point is a deal of its value, but some may be missing, and a
    # missing one may dominate one that is listed
    complete: bool = True
    # why only some efficient values are known: those that every party finds at least as good as walking away,
    # or none. Empty if the frontier is whole
    limit: str = ""

    @property
    def known_above(self) -> bool:
        """Whether every efficient value at or above all walk-aways is known."""
        return not self.limit or self.method.exact or bool(len(self))

    def __len__(self) -> int:
        return len(self.points)

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)


def signable(space: Space, front: Frontier) -> Bools:
    """Rows of a frontier whose deal passes in its realisation, with ratifiers; all rows if none does.

    Scales are taken over these (as the ideal point of Kalai and Smorodinsky 1975): else a wider range of a
    price, in which no new deal can be signed, would change how gains are compared.
    """
    passes = np.zeros(len(front), dtype=bool)
    for start in range(0, len(front), _BLOCK):
        part = slice(start, start + _BLOCK)
        passes[part] = space.passes(space.accepts(front.values, front.picks[part]))
    return passes if passes.any() else np.ones(len(front), dtype=bool)
