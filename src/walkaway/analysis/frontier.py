r"""The exact Pareto frontier of a deal space, for any number of parties.

A deal is *efficient* if no other deal is at least as good for every party and better for one. Values add
up over clusters, so if a partial sum is dominated, every completion of it is dominated by the same
completion of the better one. Merging clusters one by one while keeping only non-dominated partial sums is
therefore exact, and a space of 10^50 deals needs as many merges as it has clusters. Equal partial sums
are kept once, with the number of ways to reach them and one witness.

Deals that cannot be carried out, and deals that cross a red line of a party without whom nothing passes,
are not on the frontier.

References
----------
Raiffa (1982), *The Art and Science of Negotiation*, on efficient deals of scored issues; Kung, Luccio and
Preparata (1975), J. ACM 22:469–476, for the maxima of vectors (as implemented by moocore for three and
more parties).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..space import TOL, Picks, Space, Values
from ..weights import Floats
from .merging import Counts, Ints, efficient, efficient_sums
from .result import Method, Result

__all__ = ["Frontier", "Point", "frontier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value of the frontier.

    Attributes
    ----------
    deal : dict of str to str
        A witness: one deal with this value, issue → option.
    value : tuple of float
        Value for each party, on its own scale.
    count : int
        How many deals have exactly this value.
    """

    deal: dict[str, str]
    value: tuple[float, ...]
    count: int


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
    """

    parties: tuple[str, ...]
    points: tuple[Point, ...]
    method: Method
    integers: Ints = field(repr=False)
    picks: Picks = field(repr=False)
    values: Values = field(repr=False)

    def __len__(self) -> int:
        return len(self.points)

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)


def _collapse(points: Ints, counts: Counts, reach: Floats) -> tuple[NDArray[np.intp], Counts]:
    """For rounded values: rows closer than the tolerance are one."""
    grid = np.maximum(1, (reach * TOL).astype(np.int64))
    return efficient(points // grid, counts)


def frontier(space: Space, values: Values) -> Frontier:
    """Find every efficient value of the parties, with a witness deal and the number of deals.

    Parameters
    ----------
    space : Space
    values : Values
        One realisation; the result speaks of it alone.

    Returns
    -------
    Frontier
        Empty if every deal is impossible or crosses a red line.

    Raises
    ------
    BudgetError
        If one cluster has more than 200 million combinations, or the frontier more than 3 million values
        part of the way.

    Notes
    -----
    Work: one merge a cluster; a merge sorts (partial frontier × cluster frontier) rows. The size of the
    frontier, not of the space, sets the cost; it grows with the number of parties.

    References
    ----------
    See the module.
    """
    parties = space.parties
    sums = efficient_sums(space, values.coefficients[:, :parties], space.required)
    points, counts, at = sums.points, sums.counts, np.arange(len(sums.points))
    if not values.exact and len(points):
        reach = np.abs(values.coefficients[:, :parties]).max(axis=0).astype(float)
        at, counts = _collapse(points, counts, reach)
        points = points[at]
    picks = sums.picks(at)
    own = values.own_scale(points)
    largest = max((cluster.combinations for cluster in space.clusters), default=1)
    return Frontier(
        parties=space.who[:parties],
        points=tuple(
            Point(deal=space.deal(pick.tolist()), value=tuple(map(float, value)), count=int(count))
            for pick, value, count in zip(picks, own, counts, strict=True)
        ),
        method=Method(
            name="merging of non-dominated partial sums over clusters",
            exact=values.exact,
            realisation=values.name,
            note=f"{len(space.clusters)} clusters, the largest of {largest:,} combinations",
        ),
        integers=points,
        picks=picks,
        values=values,
    )
