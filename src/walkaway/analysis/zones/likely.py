"""The deals most likely to be signed, with what each party would gain over walking away.

Deals are ordered by joint acceptability; equal ones by the gain of the party that gains least, relative to
the most it could gain. A rank is one plus the number of deals whose whole 95 % interval lies above: deals
whose intervals overlap are never ranked against each other, and the result says how many cannot be told from
the best. So that five cards show five ideas, each deal shown differs from the others in at least two issues
where such a deal exists within the candidates.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...draws import Draws
from ...space import Picks
from ...weights import Floats
from ..fronts.frontier import Frontier
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
    method : Method
    """

    deals: tuple[LikelyDeal, ...]
    level_with_best: int
    considered: int
    method: Method


def _central_margins(bounds: Bounds, picks: Picks, reach: Floats) -> Floats:
    """Smallest central margin of each deal, relative to each party's reach."""
    space, values, parties = bounds.space, bounds.values, bounds.space.parties
    worth = space.worth(values, picks)[:, :parties]
    return space.votes.least(values.own_scale(worth - values.walk_away[:parties]) / reach)


def _reach(front: Frontier) -> Floats:
    """What each party could gain at most over walking away on the frontier, at least one unit."""
    values = front.values
    if not len(front.integers):
        return np.ones(len(front.parties))
    gain = front.integers.max(axis=0) - values.walk_away[: len(front.parties)]
    units = np.array([float(unit) for unit in values.units[: len(front.parties)]])
    return np.asarray(np.maximum(gain * units, units))


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
        blocks = range(0, len(chosen), _BLOCK)
        margins = [
            _central_margins(bounds, joint.picks(listed.flat[chosen[at : at + _BLOCK]]), reach)
            for at in blocks
        ]
        best = np.lexsort((-np.concatenate(margins), -passed[chosen]))[:_CANDIDATES]
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


def likely_deals(bounds: Bounds, draws: Draws, zone: Zone, front: Frontier, *, count: int = 5) -> Likely:
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

    Returns
    -------
    Likely

    Notes
    -----
    All listed deals are compared. Where the space is too large to list, the efficient deals of the central
    realisation are compared, and the method says so.
    """
    space = bounds.space
    reach = _reach(front)
    picks, passed, considered = _candidates(bounds, zone, front, reach)
    if not len(picks):
        return Likely(deals=(), level_with_best=0, considered=considered, method=_method(draws, zone))
    values = values_of(space, draws, picks)
    who_accepts = accepted(space, draws, picks, values)
    by_draw = who_accepts.transpose(0, 2, 1)
    hits = space.passes(by_draw).sum(axis=1)
    hits_parties = space.passes(by_draw, ratified=False).sum(axis=1)
    margins = values - draws.walk_away[None]
    relative = space.votes.least(margins[:, : space.parties].transpose(0, 2, 1) / reach).mean(axis=1)
    main = hits if hits.any() else hits_parties
    order = np.lexsort((-relative, -main))
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
        deals=tuple(deals), level_with_best=level, considered=considered, method=_method(draws, zone)
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
