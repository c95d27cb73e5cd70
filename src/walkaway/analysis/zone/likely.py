"""The deals most likely to be signed, with what each party would gain over walking away.

Deals are ordered by joint acceptability; equal ones by the gain of the party that gains least, then by the
sum of gains. Gains of parties on one scale are compared as they are; on different scales, as shares of the
most that each could gain in a deal that would be signed. A rank is one plus the number of deals whose whole
95 % interval lies above: deals whose intervals overlap are never ranked against each other, and the result
says how many cannot be told from the best. So that five cards show five ideas, each deal shown differs from
the others in at least two issues where such a deal exists within the candidates.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...space import TOL, Bools, Picks, Space
from ...space.draws import Draws
from ...space.weights import Floats
from ..frontier.points import Frontier
from ..frontier.signable import signable
from ..result import Method, Result
from .acceptability import accepted, standard_error, values_of, wilson
from .bounds import Bounds
from .zone import Verdict, Zone

__all__ = ["Likely", "LikelyDeal", "Margin", "likely_deals"]

_CANDIDATES = 400
_BLOCK = 1 << 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """Gain of one party over walking away, on its own scale: 5th percentile, mean, 95th percentile."""

    low: float
    mean: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyDeal(Result):
    """One deal and how likely it is to be signed.

    Attributes
    ----------
    deal : dict of str to str
    verdict : {"certain", "possible", "impossible"}
        With ratifiers.
    acceptability, error : float
        Share of draws in which everyone who must accept does, and its standard error.
    interval : tuple of float
        95 % interval.
    rank : int
        1 plus the deals that are surely above.
    among_parties : float
        The same share without ratifiers.
    accepts : dict of str to float
        Share of draws in which each party or ratifier accepts.
    margins : dict of str to Margin
    """

    deal: dict[str, str]
    verdict: Verdict
    acceptability: float
    error: float
    interval: tuple[float, float]
    rank: int
    among_parties: float
    accepts: dict[str, float]
    margins: dict[str, Margin]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely(Result):
    """The deals most likely to be signed.

    Attributes
    ----------
    deals : tuple of LikelyDeal
        Best first; empty if no deal is possible among the parties.
    level_with_best : int
        How many deals cannot be told from the best within the sampling error.
    considered : int
        Deals that were compared.
    relative : bool
        Whether gains were compared as shares of what each party could gain, their scales being different.
    ties : int
        Other deals as likely as the first that do as much for the party that gains least.
    method : Method
    """

    deals: tuple[LikelyDeal, ...]
    level_with_best: int
    considered: int
    relative: bool
    ties: int
    method: Method


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
        passed = listed.tally.passed if listed.tally.passed.any() else listed.tally.passed_parties
        flat = listed.flat[passed > 0]
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
        picks = front.picks[:2000]
        return picks, None, len(picks)
    passed = listed.tally.passed if listed.tally.passed.any() else listed.tally.passed_parties
    if not len(passed):
        return np.zeros((0, len(joint.issues)), np.intp), passed, 0
    least = max(
        1, int(np.partition(passed, max(0, len(passed) - _CANDIDATES))[max(0, len(passed) - _CANDIDATES)])
    )
    chosen = np.flatnonzero(passed >= least)
    if len(chosen) > _CANDIDATES:
        order = _central(bounds, listed.flat[chosen], reach)
        best = np.lexsort((-order[:, 1], -order[:, 0], -passed[chosen]))[:_CANDIDATES]
        chosen = chosen[np.sort(best)]
    return joint.picks(listed.flat[chosen]), passed, len(passed)


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


def _ties(bounds: Bounds, zone: Zone, main: NDArray[np.int64], order: Floats, reach: Floats) -> int:
    """Other deals that are as likely as the best and do as much for the party that gains least."""
    listed, least = zone.listed, order[main == main.max(), 0]
    if listed is not None and zone.method.exact:
        passed = listed.tally.passed if listed.tally.passed.any() else listed.tally.passed_parties
        least = _central(bounds, listed.flat[passed == passed.max()], reach)[:, 0]
    top = least.max()
    return int((least >= top - TOL * max(abs(top), float(np.abs(order[:, 0]).max()))).sum()) - 1


def _looked_at(bounds: Bounds, draws: Draws, zone: Zone, picks: Picks) -> tuple[Bools, Floats]:
    """Who accepts which deal in which draw, and by how much; of an exact case once, and exactly."""
    space, values = bounds.space, bounds.values
    if zone.method.exact and values.exact:
        gains = values.own_scale(space.worth(values, picks) - values.walk_away)
        shape = (*gains.shape, draws.count)  # every draw is the same
        accepts = space.accepts(values, picks)
        return np.broadcast_to(accepts[:, :, None], shape), np.broadcast_to(gains[:, :, None], shape)
    found = values_of(space, draws, picks)
    return accepted(space, draws, picks), found - draws.walk_away[None]


def likely_deals(
    bounds: Bounds, draws: Draws, zone: Zone, front: Frontier, *, count: int = 5, comparable: bool = True
) -> Likely:
    """Find the deals most likely to be signed.

    Parameters
    ----------
    bounds : Bounds
    draws : Draws
        The draws of the zone.
    zone : Zone
    front : Frontier
    count : int
        How many deals to show.
    comparable : bool
        Whether all parties' gains are on one scale.

    Returns
    -------
    Likely

    Notes
    -----
    All listed deals are compared. Where the space is too large to list, the efficient deals of the central
    realisation are compared, and the method says so.
    """
    space = bounds.space
    reach = np.ones(space.parties) if comparable else _reach(bounds, zone, front)
    picks, passed, considered = _candidates(bounds, zone, front, reach)
    if not len(picks):
        return Likely(
            deals=(), level_with_best=0, considered=considered, relative=not comparable, ties=0,
            method=_method(draws, zone),
        )  # fmt: skip
    who_accepts, margins = _looked_at(bounds, draws, zone, picks)
    by_draw = who_accepts.transpose(0, 2, 1)
    hits = space.passes(by_draw).sum(axis=1)
    hits_parties = space.passes(by_draw, ratified=False).sum(axis=1)
    gains = _order(space, margins[:, : space.parties].transpose(0, 2, 1) / reach).mean(axis=1)
    main = hits if hits.any() else hits_parties
    order = np.lexsort((-gains[:, 1], -gains[:, 0], -main))
    everything = passed if passed is not None else main
    lows, highs = wilson(everything, draws.count)
    level = int((highs >= lows.max()).sum())
    lows.sort()
    chosen = _spread_out(picks, order, count)
    surely, possibly = bounds.accepts(picks[chosen], space.joint)
    certain, possible = space.passes(surely), space.passes(possibly)
    deals = []
    for place, index in enumerate(chosen):
        verdict: Verdict = "certain" if certain[place] else "possible" if possible[place] else "impossible"
        share = float(hits[index]) / draws.count
        low, high = wilson(int(hits[index]), draws.count)
        _, main_high = wilson(int(main[index]), draws.count)
        exact = verdict != "possible" or zone.method.exact
        deals.append(
            LikelyDeal(
                deal=space.deal(picks[index]),
                verdict=verdict,
                acceptability=share,
                error=0.0 if exact else standard_error(share, draws.count),
                interval=(share, share) if exact else (float(low), float(high)),
                rank=1 + len(lows) - int(np.searchsorted(lows, main_high, side="right")),
                among_parties=float(hits_parties[index]) / draws.count,
                accepts={name: float(who_accepts[index, w].mean()) for w, name in enumerate(space.who)},
                margins={name: _margin(margins[index, w]) for w, name in enumerate(space.who)},
            )
        )
    return Likely(
        deals=tuple(deals),
        level_with_best=level,
        considered=considered,
        relative=not comparable,
        ties=_ties(bounds, zone, main, gains, reach),
        method=_method(draws, zone),
    )


def _margin(gains: Floats) -> Margin:
    low, high = np.quantile(gains, (0.05, 0.95))
    return Margin(low=float(low), mean=float(gains.mean()), high=float(high))


def _method(draws: Draws, zone: Zone) -> Method:
    listed = zone.listed is not None
    return Method(
        name="joint acceptability over draws of all judgements",
        exact=zone.method.exact,
        realisation="exact" if zone.method.exact else "draws",
        seed=None if zone.method.exact else draws.seed,
        draws=None if zone.method.exact else draws.count,
        note="all deals compared" if listed else "only efficient deals of the central realisation compared",
    )
