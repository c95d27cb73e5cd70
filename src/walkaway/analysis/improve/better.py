"""What is better than a given deal, and which of it might be signed.

A deal *dominates* another that is worth no more to any party and less to one. Clusters are joined one by one;
partial deals that nothing can bring back to the given deal are dropped. Counting goes further than listing:
equal sums are kept once with their number, and a sum that is safe whatever follows is cut back. Where the
whole frontier is out of reach, a merge with the deal's own values as floors finds what dominates.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ...errors import BudgetError
from ...space import Cluster, Picks
from ..frontier.frontier import Frontier, frontier, frontier_of, signable
from ..frontier.merging import Counts, Ints
from .given_deal import Given, dominates

Parts = list[tuple[Cluster, Picks, Ints]]


@dataclass(frozen=True, eq=False)
class Dominating:
    """Deals that dominate a given one and each party's gain; None what is too much to list, or to count."""

    count: int | None = None
    picks: Picks | None = None
    differences: Ints | None = None


def standing(*, outdone: bool | None, compared: bool) -> bool | None:
    """Whether a deal is on the frontier: no where one outdoes it; None where that is not known.

    What cannot be had, as it crosses a red line, is on no frontier, and not off it either: None too, unless
    what can be had outdoes it. :func:`walkaway.improve` and :func:`walkaway.debrief` both judge by this.
    """
    return False if outdone else None if outdone is None or not compared else True


@dataclass(frozen=True, eq=False)
class BetterDeals:
    """The deals that dominate a given one and might be signed, and what is known of the frontier."""

    given: Given
    deals: Dominating
    # of the deals that might be signed, as far as they are known; the whole one where nothing is refused
    front: Frontier
    # whether every efficient value is known that dominates the deal, that all parties find at least as good
    # as walking away, and that would be signed, over which the parties' stakes are taken
    above: bool = True
    gains: bool = True
    stake: bool = True
    left_out: int = 0  # deals that dominate and are refused
    refusing: tuple[str, ...] = ()  # who refuses any of these
    notes: tuple[str, ...] = ()  # what could not be looked at, and why

    @cached_property
    def rows(self) -> NDArray[np.intp]:
        """Rows of the frontier that dominate the deal and that nobody refuses whose consent is needed."""
        better = np.flatnonzero(dominates(self.front.integers - self.given.integers))
        return better[self.given.might_pass(self.front.picks[better])]

    @property
    def any(self) -> bool | None:
        """Whether a deal dominates the given one; None where that is out of reach."""
        if self.above:
            return len(self.rows) > 0
        return None if self.deals.count is None else self.deals.count > 0

    @cached_property
    def signed(self) -> Dominating:
        """Those of these deals that would be signed in the central realisation, as far as they are listed."""
        space, picks, differences = self.given.space, self.deals.picks, self.deals.differences
        if picks is None or differences is None:
            return Dominating()
        would = space.passes(space.accepts(self.given.values, picks))
        return Dominating(int(would.sum()), picks[would], differences[would])

    @property
    def would_pass(self) -> int | None:
        """How many of these deals would be signed in the central realisation; None where not listed."""
        return self.signed.count

    @property
    def efficient(self) -> bool | None:
        """Whether the deal is on the frontier, as far as is known."""
        return standing(outdone=self.any, compared=not self.given.shut)

    @cached_property
    def spans(self) -> tuple[int, ...]:
        """What each party has at stake among efficient deals that would be signed, in its units, or 0."""
        if not len(self.front):
            return (0,) * self.given.space.parties
        rows = self.front.integers[signable(self.given.space, self.front)]
        ends = zip(rows.max(axis=0), rows.min(axis=0), self.given.integers, strict=True)
        return tuple(int(top - low) or abs(int(top - here)) for top, low, here in ends)


def _rest(parts: Parts, *, best: bool) -> list[Ints]:
    """The most (or least) that the clusters after each one can add, per party."""
    ends = [points.max(axis=0) if best else points.min(axis=0) for *_, points in parts]
    return [sum(ends[place + 1 :], np.zeros_like(ends[place])) for place in range(len(parts))]


def _listed(given: Given, parts: Parts) -> tuple[Picks, Ints] | None:
    """Every dominating deal, or None where too many partial deals would have to be kept."""
    picks, points, block = given.picks, np.zeros((1, given.space.parties), np.int64), given.reaches.block
    for (cluster, rows, own), rest in zip(parts, _rest(parts, best=True), strict=True):
        floor = given.floor - rest
        found: list[tuple[NDArray[np.intp], NDArray[np.intp]]] = []
        kept, step = 0, max(1, block // len(rows))
        if len(points) * len(rows) > 32 * block:
            return None
        for start in range(0, max(len(points), 1), step):  # once, though nothing is left
            sums = points[start : start + step, None] + own[None]
            left, right = np.nonzero((sums >= floor).all(axis=2))
            found.append((left + start, right))
            kept += len(left)
            if kept > given.reaches.listed:
                return None
        left, right = (np.concatenate(side) for side in zip(*found, strict=True))
        points, picks = points[left] + own[right], picks[left]
        picks[:, list(cluster.issues)] = rows[right]
    points = given.gains(points)
    better = dominates(points)
    return picks[better], points[better]


def _gathered(points: Ints, ways: Counts) -> tuple[Ints, Counts]:
    """Equal rows once, with the sum of their ways."""
    order = np.lexsort(points.T)
    points, ways = points[order], ways[order]
    starts = np.flatnonzero(np.append(True, (points[1:] != points[:-1]).any(axis=1)))
    return points[starts], np.add.reduceat(ways, starts)


def _ways(given: Given, parts: Parts, *, equal: bool) -> int | None:
    """How many deals are at least as good for everybody, or as good for everybody; None beyond the budget."""
    points: Ints = np.zeros((1, given.space.parties), np.int64)
    ways: Counts = np.ones(1, dtype=object)
    high, low = _rest(parts, best=True), _rest(parts, best=False)
    ceiling = np.where(given.room <= 0, given.values.no_cap // 2, -given.over)
    for (_, rows, own), most, least in zip(parts, high, low, strict=True):
        own, own_ways = _gathered(own, np.ones(len(rows), dtype=object))
        if len(points) * len(own) > given.reaches.counted:
            return None
        sums = (points[:, None] + own[None]).reshape(-1, points.shape[1])
        ways = (ways[:, None] * own_ways[None]).reshape(-1)
        keep = (sums >= given.floor - most).all(axis=1)
        if equal:
            keep &= (sums <= ceiling - least).all(axis=1)
        else:
            sums = np.minimum(sums, given.floor - least)  # safe whatever follows
        if not keep.any():
            return 0
        points, ways = _gathered(sums[keep], ways[keep])
    return int(ways.sum())


def dominating(given: Given) -> Dominating:
    """The deals that dominate a given one, whoever refuses them, as far as the budgets reach."""
    parts = given.open_rows()
    if parts is None:
        return Dominating()
    if not all(len(rows) for _, rows, _ in parts):
        return Dominating(0, given.picks[:0], np.zeros((0, given.space.parties), np.int64))
    parts.sort(key=lambda part: len(part[1]))
    listed = _listed(given, parts)
    if listed is not None:
        return Dominating(len(listed[0]), *listed)
    level = _ways(given, parts, equal=False)
    same = None if level is None else _ways(given, parts, equal=True)
    return Dominating(None if level is None or same is None else level - same)


def find_better(given: Given, front: Frontier) -> BetterDeals:
    """The better deals without what is refused, from a frontier of the space that need not be whole."""
    better = _known(given, front)
    found = better.deals
    if found.picks is None or found.differences is None or not found.count:
        return better
    may = given.might_pass(found.picks)
    if may.all():
        return better
    picks = found.picks[may]
    rows = np.concatenate((picks, better.front.picks[given.might_pass(better.front.picks)], given.picks))
    left = frontier_of(given.space, given.values, np.unique(rows, axis=0))
    return replace(
        better, deals=Dominating(len(picks), picks, found.differences[may]),
        front=replace(left, limit=front.limit), left_out=int((~may).sum()),
        refusing=_refusing(given, found.picks[~may]),
    )  # fmt: skip


def _refusing(given: Given, rows: Picks) -> tuple[str, ...]:
    """Those without whom nothing passes, or under a quota all parties, who refuse any of some deals."""
    space, no = given.space, ~given.accepts(rows)
    asked = [who for who in range(len(space.who)) if space.votes.needs(who)]
    names = [space.who[who] for who in asked if no[:, who].any()]
    return tuple(names) or tuple(space.who[who] for who in range(space.parties) if no[:, who].any())


def _known(given: Given, front: Frontier) -> BetterDeals:
    """The better deals; where the frontier is not whole, the efficient ones by one more merge."""
    deals = dominating(given)
    if not front.limit:
        return BetterDeals(given, deals, front)
    space, values, gains = given.space, given.values, front.known_above
    stake = gains and space.votes.unanimous and bool(space.passes(space.accepts(values, front.picks)).any())
    notes = [f"the distance to the frontier: {front.limit}"]
    if not stake:
        notes.append("all that the parties have at stake: gains are compared by what is known of it")
    above = True
    try:
        front = _joined(front, frontier(space, values, floor=given.integers))
    except BudgetError as error:
        notes.insert(0, f"the efficient deals that are better: {error}")
        above = False
    return BetterDeals(given, deals, front, above=above, gains=gains, stake=stake, notes=tuple(notes))


def _joined(front: Frontier, above: Frontier) -> Frontier:
    """Two parts of one frontier as one, best for the first party first."""
    rows = np.concatenate((front.integers, above.integers))
    _, at = np.unique(-rows, axis=0, return_index=True)
    points = (*front.points, *above.points)
    return replace(
        front, points=tuple(points[k] for k in at.tolist()), integers=rows[at],
        picks=np.concatenate((front.picks, above.picks))[at],
        method=front.method if len(front) else above.method,
    )  # fmt: skip
