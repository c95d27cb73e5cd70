"""The frontier as a record: its values, each with a deal that has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ...space import Picks, Values
from ..result import Method, Result
from .merging import Ints

__all__ = ["Frontier", "Point", "counted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value of the frontier.

    Attributes
    ----------
    deal : dict of str to str
        A witness: one deal with this value, issue → option.
    value : tuple of float
        Value for each party, on its own scale.
    count : int or None
        How many deals have exactly this value; None where they were not counted.
    """

    deal: dict[str, str]
    value: tuple[float, ...]
    count: int | None


def counted(points: Iterable[Point]) -> int | None:
    """Deals of several values together; None if those of one were not counted."""
    counts = [point.count for point in points]
    return None if None in counts else sum(count for count in counts if count is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier(Result):
    """All efficient values, best for the first party first.

    Attributes
    ----------
    parties : tuple of str
    points : tuple of Point
    method : Method
    integers : int64 array (points, parties)
        The values in the parties' units, for exact comparisons.
    picks : int array (points, issues)
        Witness deals as option numbers.
    values : Values
        The realisation that was used.
    complete : bool
        False if the search was interrupted: every point is a deal of its value, but some may be missing, and
        a missing one may dominate one that is listed.
    limit : str
        Why only some efficient values are known: those that every party finds at least as good as walking
        away, or none. Empty if the frontier is whole.
    """

    parties: tuple[str, ...]
    points: tuple[Point, ...]
    method: Method
    integers: Ints = field(repr=False)
    picks: Picks = field(repr=False)
    values: Values = field(repr=False)
    complete: bool = True
    limit: str = ""

    @property
    def known_above(self) -> bool:
        """Whether every efficient value at or above all walk-aways is known."""
        return not self.limit or self.method.exact or bool(len(self))

    def __len__(self) -> int:
        return len(self.points)

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)
