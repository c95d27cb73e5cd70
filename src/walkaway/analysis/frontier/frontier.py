"""The exact Pareto frontier of a deal space, for any number of parties: clusters merged one by one.

A deal is *efficient* if no other is at least as good for every party and better for one. Not on the frontier
are deals that cannot be carried out, or that cross a red line of a party without whom nothing passes. Raiffa
(1982), *The Art and Science of Negotiation*, on efficient deals of scored issues.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from ...errors import BudgetError
from ...language import plural
from ...space import CHUNK, Bools, Cluster, Picks, Space, Values
from ...space.clusters import CLUSTER_BUDGET
from ..result import Method, Result
from .epsilon import STEPS, large_table
from .merging import Counts, Ints, Sums, ValueTable, efficient, efficient_sums

LOOKS = 2_000_000_000
"""Most looks (combinations × issues and patterns) for which a cluster of two parties is gone through."""

Progress = Callable[[int], None]


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
    for start in range(0, len(front), CHUNK):
        part = slice(start, start + CHUNK)
        passes[part] = space.passes(space.accepts(front.values, front.picks[part]))
    return passes if passes.any() else np.ones(len(front), dtype=bool)


def _looks(cluster: Cluster) -> int:
    """What going through a cluster takes: issues and patterns to look at, for every combination."""
    patterns = len(cluster.impossible) + len(cluster.red_lines) + len(cluster.interactions)
    patterns += sum(len(node.leaves) for _, node in cluster.functions)
    return cluster.combinations * (len(cluster.issues) + patterns)


def _method(space: Space, values: Values, sums: Sums) -> Method:
    """How it was done, by whichever engine."""
    largest = max((cluster.combinations for cluster in space.clusters), default=1)
    name = "merging of non-dominated partial sums over clusters"
    note = f"{len(space.clusters)} {plural(len(space.clusters), 'cluster')}, the largest of {largest:,} "
    note += plural(largest, "combination")
    if sums.programs:
        name = "ε-constraint programs inside large clusters, " + name
        note += (
            f"; {sums.programs:,} mixed-integer {plural(sums.programs, 'program')} (HiGHS, no gap): every "
            "value is recomputed from its deal, that none is missing rests on the solver; deals of equal "
            "value are not counted"
        )
    if not sums.sure:
        note += f"; values closer than a {STEPS:,}th of what a party has at stake may be missing"
    if not sums.complete:
        note += "; partial: interrupted before the end, values are missing"
    return Method(
        name=name if sums.complete else f"partial result of {name}",
        exact=sums.sure and sums.complete,
        realisation=values.name,
        note=note,
    )


def frontier_within(space: Space, values: Values, *, progress: Progress | None = None) -> Frontier:
    """As much of the frontier as the budget allows: all, what every party would accept, or nothing.

    The part above all walk-aways is enough for zone, likely deals and solutions; ``limit`` says why not all.
    """
    try:
        return frontier(space, values, progress=progress)
    except BudgetError as error:
        limit = str(error)
    try:
        found = frontier(space, values, progress=progress, floor=values.walk_away[: space.parties])
        note = f"{found.method.note}; only values that every party finds as good as walking away: {limit}"
        return replace(found, limit=limit, method=replace(found.method, note=note))
    except BudgetError:
        method = Method(name="none", exact=False, realisation=values.name, note=limit)
        return replace(frontier_of(space, values, np.zeros((0, len(space.issues)), np.intp)),
                       method=method, limit=limit)  # fmt: skip


def frontier(
    space: Space, values: Values, *, progress: Progress | None = None, floor: Ints | None = None
) -> Frontier:
    """Find every efficient value of the parties, with a witness deal and the number of deals.

    Empty if every deal is impossible or crosses a red line; partial, and saying so, after a KeyboardInterrupt
    during programs. ``progress`` is told how many values a large cluster has so far. Only values that reach a
    ``floor`` for every party, in the parties' units, are looked for. A BudgetError if the frontier has more
    than 3 million values part of the way. The size of the frontier, not of the space, sets the cost. Deals of
    equal value are not counted in clusters that took programs, nor where a cap makes different sums equal.
    """
    parties = space.parties
    coefficients = values.coefficients[:, :parties]

    def engine(cluster: Cluster) -> ValueTable | None:
        """Programs for a cluster that is too large to go through."""
        few = cluster.combinations <= CLUSTER_BUDGET
        if few and (parties > 2 or _looks(cluster) <= LOOKS):
            return None
        least = floor if len(space.clusters) == 1 else None  # of several, none knows what the others bring
        return large_table(space, coefficients, cluster, space.required, progress, floor=least)

    sums = efficient_sums(space, coefficients, space.required, engine, floor)
    points, counts, at = values.capped(sums.points), sums.counts, np.arange(len(sums.points))
    if values.caps is not None:
        at, counts = efficient(points, counts)
        points = points[at]
        if floor is not None:  # a sum may reach what the cap keeps out of reach
            high = (points >= floor).all(axis=1)
            at, counts, points = at[high], counts[high], points[high]
    picks = sums.picks(at)
    known = np.full(len(points), not sums.programs)
    if values.caps is not None:
        known &= (points < values.caps[:parties]).all(axis=1)
    found = _listed(space, values, _method(space, values, sums), points, picks, counts, known)
    return replace(found, complete=sums.complete)


def frontier_of(space: Space, values: Values, picks: Picks) -> Frontier:
    """The efficient values among some deals, each given once; its method says that it is of these."""
    worth = values.capped(space.values(values.coefficients[:, : space.parties], picks, space.joint))
    index, counts = efficient(worth, np.ones(len(picks), np.int64))
    method = Method(name="comparison of the deals in question", exact=True, realisation=values.name)
    known = np.ones(len(index), bool)
    return _listed(space, values, method, worth[index], picks[index], counts, known)


def _listed(
    space: Space, values: Values, method: Method, integers: Ints, picks: Picks, counts: Counts, known: Bools
) -> Frontier:
    """Some efficient values, each with a deal that has it and, where that is known, how many have."""
    names, issues = [np.array(options, dtype=object) for options in space.options], space.issues
    columns = [names[column][picks[:, column]].tolist() for column in range(len(issues))]
    deals, own = zip(*columns, strict=True), values.own_scale(integers).tolist()
    points = tuple(
        Point(deal=dict(zip(issues, deal, strict=True)), value=tuple(value), count=count if sure else None)
        for deal, value, count, sure in zip(deals, own, counts.tolist(), known.tolist(), strict=True)
    )
    parties = space.who[: space.parties]
    return Frontier(
        parties=parties, points=points, method=method, integers=integers, picks=picks, values=values
    )
