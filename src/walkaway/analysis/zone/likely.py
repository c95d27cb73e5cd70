"""The deals most likely to be signed, with what each party would gain over walking away.

Deals are ordered by joint acceptability, equal ones by the gain of the party that gains least, then by the
sum; where scales differ, gains are shares of the most that each could gain. Each deal shown differs from the
others in two issues where it can. Where the deals are too many to list, the candidates are efficient ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from ...space import TOL, Bools, Picks, Space
from ...space.draws import Draws
from ...space.sweep import accepted, gains_of, values_of
from ...space.weights import Floats
from ..frontier.frontier import Frontier, signable
from ..result import Method, Result
from .acceptability import rank, standard_error, wilson
from .bounds import Bounds
from .too_large import reach as search
from .zone import Verdict, Zone, verdict_of

__all__ = ["Likely", "LikelyDeal", "Margin", "likely_deals"]

_CANDIDATES, _LARGE = 400, 2000
_BLOCK = 1 << 17
_ALL = "all deals compared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """Gain of one party over walking away, on its own scale: 5th percentile, mean, 95th percentile."""

    low: float
    mean: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyDeal(Result):
    """One deal and how likely it is to be signed."""

    deal: dict[str, str]
    verdict: Verdict  # with ratifiers
    acceptability: float  # share of draws in which everyone who must accept does, and its standard error
    error: float
    interval: tuple[float, float]  # 95 % interval
    rank: int  # 1 plus the deals that are surely above
    among_parties: float  # the same share without ratifiers
    accepts: dict[str, float]  # share of draws in which each party or ratifier accepts
    margins: dict[str, Margin]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely(Result):
    """The deals most likely to be signed."""

    deals: tuple[LikelyDeal, ...]  # best first; empty if no deal is possible among the parties
    level_with_best: int  # how many deals cannot be told from the best within the sampling error
    considered: int  # deals that were compared
    # whether gains were compared as shares of what each party could gain, their scales being different
    relative: bool
    ties: int  # other deals as likely as the first that do as much for the party that gains least
    more: bool  # whether there may be more of these, and more that are level with the best, than were counted
    method: Method


@dataclass(frozen=True, eq=False)
class _Look:
    """A closer look at some deals: who accepts which in which draw, by how much, and how often it passes."""

    picks: Picks
    accepts: Bools
    margins: Floats
    hits: NDArray[np.int64]
    hits_parties: NDArray[np.int64]

    def some(self, which: NDArray[np.intp]) -> _Look:
        """Some of them, in an order."""
        return _Look(*(getattr(self, field.name)[which] for field in fields(self)))


def _gains(bounds: Bounds, picks: Picks) -> Floats:
    """Central gain of each party over walking away, own scale, shape (deals, parties)."""
    values, parties = bounds.values, bounds.space.parties
    worth = bounds.space.worth(values, picks)[:, :parties]
    return values.own_scale(worth - values.walk_away[:parties])


def _order(space: Space, gains: Floats) -> Floats:
    """What equal deals are ordered by: smallest gain, then the sum; shape (deals, 2)."""
    return np.stack((space.votes.least(gains), gains.sum(axis=-1)), axis=-1)


def _central(bounds: Bounds, flat: NDArray[np.int64], reach: Floats) -> Floats:
    """The order of many deals in the central realisation, in blocks."""
    joint = bounds.space.joint
    parts = [
        _order(bounds.space, _gains(bounds, joint.picks(flat[at : at + _BLOCK])) / reach)
        for at in range(0, len(flat), _BLOCK)
    ]
    return np.concatenate(parts) if parts else np.zeros((0, 2))


def _reach(bounds: Bounds, zone: Zone, front: Frontier) -> Floats:
    """What each party could gain at most in a deal that would be signed, at least one unit."""
    space, listed, parties = bounds.space, zone.listed, bounds.space.parties
    most = np.zeros(parties)
    if listed is None:
        rows = front.picks[signable(space, front)]
        most = _gains(bounds, rows).max(axis=0, initial=0.0)
    else:
        flat = listed.flat[listed.tally.best > 0]
        for at in range(0, len(flat), _BLOCK):
            gains = _gains(bounds, space.joint.picks(flat[at : at + _BLOCK]))
            most = np.maximum(most, gains.max(axis=0, initial=0.0))
    units = np.array([float(unit) for unit in bounds.values.units[:parties]])
    return np.asarray(np.maximum(most, units))


def _candidates(
    bounds: Bounds, zone: Zone, front: Frontier, reach: Floats
) -> tuple[Picks, NDArray[np.int64] | None, int]:
    """Picks of the deals worth a closer look, all their ranks' counts, and how many were compared."""
    joint, listed = bounds.space.joint, zone.listed
    if listed is None:
        picks = _efficient(bounds, zone, front)
        return picks, None, len(picks)
    passed = listed.tally.best
    if not len(passed):
        return np.zeros((0, len(joint.issues)), np.intp), passed, 0
    last = max(0, len(passed) - _CANDIDATES)
    least = max(1, int(np.partition(passed, last)[last]))
    chosen = np.flatnonzero(passed >= least)
    if len(chosen) > _CANDIDATES:
        order = _central(bounds, listed.flat[chosen], reach)
        best = np.lexsort((-order[:, 1], -order[:, 0], -passed[chosen]))[:_CANDIDATES]
        chosen = chosen[np.sort(best)]
    return joint.picks(listed.flat[chosen]), passed, len(passed)


def _efficient(bounds: Bounds, zone: Zone, front: Frontier) -> Picks:
    """Efficient deals, those first that pass at the central values; else one that a search finds."""
    space = bounds.space
    first = signable(space, front)
    picks = np.concatenate((front.picks[first], front.picks[~first]))[:_LARGE]
    if zone.verdict == "impossible" or space.passes(space.accepts(bounds.values, picks[:1])).any():
        return picks
    found = search(bounds, "certain" if zone.verdict == "certain" else "possible")
    return picks if found.picks is None or not found.found else np.concatenate((found.picks, picks))


def _spread_out(picks: Picks, order: NDArray[np.intp], count: int) -> list[int]:
    """The first deals in order that differ from each other in at least two issues, else in one; in order."""
    chosen: list[int] = []  # places in the order
    for apart in (2, 1):
        for place, index in enumerate(order):
            if len(chosen) < count and all(
                (picks[index] != picks[order[other]]).sum() >= apart for other in chosen
            ):
                chosen.append(place)
    return [int(order[place]) for place in sorted(chosen)]


def _level(least: Floats, order: Floats) -> Bools:
    """Which deals do as much for the party that gains least as the best of some."""
    top = least.max()
    return np.asarray(least >= top - TOL * max(abs(top), float(np.abs(order[:, 0]).max())))


def _ties(
    bounds: Bounds, zone: Zone, main: NDArray[np.int64], order: Floats, reach: Floats
) -> tuple[int, bool]:
    """Other deals as likely as the best that do as much for the party that gains least; may there be more?"""
    listed, least = zone.listed, order[main == main.max(), 0]
    more = listed is None or (len(main) == _CANDIDATES and bool(main.min() == main.max()))
    if listed is not None and zone.method.exact:
        passed = listed.tally.best
        least = _central(bounds, listed.flat[passed == passed.max()], reach)[:, 0]
        more = False
    return int(_level(least, order).sum()) - 1, more


def _efficient_ties(bounds: Bounds, front: Frontier, order: Floats, reach: Floats) -> tuple[int, bool]:
    """The same of an exact space too large to list, by the deals counted for each efficient value."""
    space = bounds.space
    rows = np.flatnonzero(space.passes(space.accepts(front.values, front.picks)))
    if not len(rows):
        return 0, True
    gains = _gains(bounds, front.picks[rows]) / reach
    level = _level(space.votes.least(gains), order)
    alike = gains[level].max(initial=0.0) <= gains[level].min(initial=np.inf) + TOL
    counts = [front.points[row].count for row in rows[level]]
    whole = alike and space.votes.unanimous and len(space.who) == space.parties and None not in counts
    return sum(count or 1 for count in counts) - 1, not whole


def _look(bounds: Bounds, draws: Draws, zone: Zone, picks: Picks) -> _Look:
    """Who accepts which deal in which draw, and by how much; of an exact case once, and exactly."""
    space, values = bounds.space, bounds.values
    if zone.method.exact and values.exact:
        gains = values.own_scale(space.worth(values, picks) - values.walk_away)
        shape = (*gains.shape, draws.count)  # every draw is the same
        accepts = np.broadcast_to(space.accepts(values, picks)[:, :, None], shape)
        margins = np.broadcast_to(gains[:, :, None], shape)
    else:
        accepts = accepted(space, draws, picks)
        margins = values_of(space, draws, picks) - draws.walk_away[None]
    by_draw = accepts.transpose(0, 2, 1)
    hits, alone = space.passes(by_draw), space.passes(by_draw, ratified=False)
    return _Look(picks, accepts, margins, hits.sum(axis=1), alone.sum(axis=1))


def likely_deals(
    bounds: Bounds, draws: Draws, zone: Zone, front: Frontier, *, count: int = 5, comparable: bool = True
) -> Likely:
    """Find the deals most likely to be signed; ``draws`` are those of the zone.

    Gains are compared as they are if ``comparable``, on one scale.
    """
    space = bounds.space
    reach = np.ones(space.parties) if comparable else _reach(bounds, zone, front)
    picks, passed, considered = _candidates(bounds, zone, front, reach)
    look = _look(bounds, draws, zone, picks)
    main = look.hits if look.hits.any() else look.hits_parties
    everything = passed if passed is not None else main
    kept = np.arange(len(picks)) if passed is not None else np.flatnonzero(main)
    method = Method.of_draws(
        "joint acceptability over draws of all judgements", draws, exact=zone.method.exact,
        note="only efficient deals of the central realisation compared" if passed is None else _ALL,
    )  # fmt: skip
    none = Likely(deals=(), level_with_best=0, considered=considered, relative=not comparable, ties=0,
                  more=False, method=method)  # fmt: skip
    if not len(kept):
        return none
    look, main = look.some(kept), main[kept]
    gains = _order(space, look.margins[:, : space.parties].transpose(0, 2, 1) / reach).mean(axis=1)
    order = np.lexsort((-gains[:, 1], -gains[:, 0], -main))
    lows, highs = wilson(everything, draws.count)
    level = int((highs >= lows.max()).sum())
    chosen = _spread_out(look.picks, order, count)
    ranks = rank(main[chosen], everything, draws.count)
    exact = zone.listed is None and zone.method.exact and bool(look.hits.any())
    ties, more = (
        _efficient_ties(bounds, front, gains, reach) if exact else _ties(bounds, zone, main, gains, reach)
    )
    deals = tuple(_deals(bounds, draws, zone, look.some(np.array(chosen)), ranks.tolist()))
    return replace(none, deals=deals, level_with_best=level, ties=ties, more=more)


def _deals(bounds: Bounds, draws: Draws, zone: Zone, look: _Look, ranks: list[int]) -> Iterator[LikelyDeal]:
    """The deals shown, in order."""
    space = bounds.space
    surely, possibly = bounds.accepts(look.picks)
    certain, possible = space.passes(surely), space.passes(possibly)
    whole = zone.method.exact and bounds.values.exact
    margins = look.margins if whole else gains_of(space, draws, look.picks)
    for place, own_rank in enumerate(ranks):
        verdict = verdict_of(certain[place], possible[place])
        share = float(look.hits[place]) / draws.count
        low, high = wilson(int(look.hits[place]), draws.count)
        exact = verdict != "possible" or zone.method.exact
        yield LikelyDeal(
            deal=space.deal(look.picks[place]),
            verdict=verdict,
            acceptability=share,
            error=0.0 if exact else standard_error(share, draws.count),
            interval=(share, share) if exact else (float(low), float(high)),
            rank=own_rank,
            among_parties=float(look.hits_parties[place]) / draws.count,
            accepts={name: float(look.accepts[place, who].mean()) for who, name in enumerate(space.who)},
            margins={name: _margin(margins[place, who]) for who, name in enumerate(space.who)},
        )


def _margin(gains: Floats) -> Margin:
    low, high = np.quantile(gains, (0.05, 0.95))
    return Margin(low=float(low), mean=float(gains.mean()), high=float(high))
