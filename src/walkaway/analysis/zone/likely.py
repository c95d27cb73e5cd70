"""The deals most likely to be signed, with what each party would gain over walking away.

Of the deals that nothing is surely more likely than and that nothing as likely betters
(:mod:`~walkaway.analysis.zone.contenders`), the first does most for the party that gains least, on average
(:mod:`~walkaway.analysis.zone.averages`); the others differ from it and from each other as much as they can
(:mod:`~walkaway.analysis.zone.apart`). Fewer than asked for are shown rather than two that are the same in
other words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...case import Case
from ...space import Picks, Space
from ...space.draws import Draws
from ...space.sweep import accepted, gains_of
from ...space.weights import Floats
from ..frontier.frontier import Frontier
from ..result import Method, Result
from .acceptability import standard_error, wilson
from .apart import alike, far_apart, places_of
from .averages import Averages
from .bounds import Bounds
from .contenders import MOST_LEVEL, contenders, reach_of
from .contrast import Contrast, contrast
from .zone import Verdict, Zone, verdict_of


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
    among_parties: float  # the same share without ratifiers
    accepts: dict[str, float]  # share of draws in which each party or ratifier accepts
    margins: dict[str, Margin]
    contrast: Contrast | None  # beside the first deal; None of that one
    # by issue the options that could stand in its place: as likely, bettered by none, too like it to be shown
    near: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely(Result):
    """Deals most likely to be signed that differ, none of them bettered by another that is as likely."""

    # the first does most for the party that gains least; empty if no deal is possible among the parties
    deals: tuple[LikelyDeal, ...]
    level_with_best: int  # how many deals cannot be told from the likeliest within the sampling error
    efficient: int  # how many of these no other of them betters for one party without loss to another
    considered: int  # deals that were compared
    # whether gains were compared as shares of what each party could gain, their scales being different
    relative: bool
    ties: int  # other deals as likely as the first that do as much for the party that gains least
    more: bool  # whether there may be more of these, and more that are level with the best, than were counted
    method: Method


class _Look:
    """A closer look at deals: who accepts which, how often, and by how much; of an exact case exactly."""

    def __init__(self, means: Averages, zone: Zone) -> None:
        self.means, self.bounds, self.draws, self.space = means, means.bounds, means.draws, means.space
        self.exact = zone.method.exact

    def deal(self, picks: Picks) -> LikelyDeal:
        """One deal, as it is shown."""
        space, many = self.space, self.draws.count
        if self.exact:  # every draw is the same
            accepts = np.broadcast_to(
                space.accepts(self.bounds.values, picks)[0, :, None], (len(space.who), many)
            )
            gains = self.means.gains(self.means.worth(picks))
            margins = np.broadcast_to(gains[0, :, None], accepts.shape)
        else:
            accepts, margins = accepted(space, self.draws, picks)[0], gains_of(space, self.draws, picks)[0]
        share = float(space.passes(accepts.T).mean())
        surely, possibly = map(space.passes, self.bounds.accepts(picks))
        verdict = verdict_of(surely[0], possibly[0])
        exact = verdict != "possible" or self.exact
        low, high = wilson(round(share * many), many)
        return LikelyDeal(
            deal=space.deal(picks[0]),
            verdict=verdict,
            acceptability=share,
            error=0.0 if exact else standard_error(share, many),
            interval=(share, share) if exact else (float(low), float(high)),
            among_parties=float(space.passes(accepts.T, ratified=False).mean()),
            accepts={name: float(accepts[who].mean()) for who, name in enumerate(space.who)},
            margins={name: _margin(margins[who]) for who, name in enumerate(space.who)},
            contrast=None,
            near={},
        )


def likely_deals(
    case: Case,
    bounds: Bounds,
    draws: Draws,
    zone: Zone,
    front: Frontier,
    *,
    count: int = 5,
    most: int = MOST_LEVEL,
) -> Likely:
    """Find the deals most likely to be signed that differ, at most ``count``; ``draws`` are the zone's.

    Gains are compared as they are where all parties have one scale; ``most`` as of
    :func:`~walkaway.analysis.zone.contenders.contenders`.
    """
    comparable = len({case.preferences[who].scale for who in case.parties}) == 1
    means = Averages(bounds, draws)
    reach = reach_of(means, zone, front)
    found = contenders(means, zone, front, reach=reach, comparable=comparable, most=most)
    look = _Look(means, zone)
    scales = np.maximum(reach, np.abs(found.gains).max(axis=0, initial=0.0))
    among = bounds.space.parties
    shares = (found.gains / scales)[:, :among]
    rows = far_apart(found.picks, shares, count, places_of(means, case))
    picks = [found.picks[row : row + 1] for row in rows]
    deals = [
        replace(look.deal(one), near=_named(bounds.space, near))
        for one, near in zip(picks, alike(found.picks, shares, rows), strict=True)
    ]
    for place, other in enumerate(deals[1:], start=1):
        gains = {who: margin.mean - deals[0].margins[who].mean for who, margin in other.margins.items()}
        deals[place] = replace(other, contrast=contrast(means, picks[0], picks[place], gains, scales))
    return Likely(
        deals=tuple(deals), level_with_best=found.level, efficient=found.efficient,
        considered=found.considered, relative=not comparable, ties=found.ties, more=found.more,
        method=Method.of_draws(
            "joint acceptability over draws of all judgements; of what is level, efficient deals far apart",
            draws, exact=zone.method.exact, note=found.note,
        ),
    )  # fmt: skip


def _named(space: Space, near: Mapping[int, Sequence[int]]) -> dict[str, tuple[str, ...]]:
    return {
        space.issues[issue]: tuple(space.options[issue][option] for option in some)
        for issue, some in near.items()
    }


def _margin(gains: Floats) -> Margin:
    low, high = np.quantile(gains, (0.05, 0.95))
    return Margin(low=float(low), mean=float(gains.mean()), high=float(high))
