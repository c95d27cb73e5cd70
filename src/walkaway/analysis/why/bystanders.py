"""What an agreement, or its absence, does to parties without a vote: an ally, a neighbour, a market.

A third party is judged like any other, and nobody asks it. Issues that a deal leaves open count at their
average.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...case import Agreement, Case
from ...case.unjudged import unjudged_of
from ...space import Space, build_space
from ...space.draws import Draws, draw
from ...space.weights import Floats
from ..result import Result
from .acts import How, gain, worth
from .shares import Share, quantiles, share_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake(Result):
    """What one deal means to a third party."""

    deal: dict[str, str]  # open issues are not named
    low: float  # gain over no deal on its own scale: 5th percentile, mean, 95th percentile
    mean: float
    high: float
    better: Share  # that the deal is better for it than no deal


@dataclass(frozen=True, slots=True, kw_only=True)
class Bystander(Result):
    """One third party."""

    who: str
    title: str
    scale: str
    no_deal: float  # what no deal is worth to it, on average
    best: float  # average gain over no deal of the best and worst that could be agreed
    worst: float
    stakes: tuple[Stake, ...]  # one for each deal asked about, in order


def bystanders(
    case: Case, deals: Sequence[Mapping[str, str]], *, draws: int, seed: int, weights: Floats
) -> tuple[Bystander, ...]:
    """Value deals, which may leave issues open, for every third party of a case; draws have weights."""
    unknown = {item.who for item in unjudged_of(case, case.third_parties)}
    judged = {who: party for who, party in case.third_parties.items() if who not in unknown}
    if not judged:
        return ()
    asked = case.with_parts(parties=judged, ratifiers={})  # nobody else need be drawn again
    space = build_space(asked, rule=Agreement.model_validate("all"))
    drawn = draw(asked, space, draws=draws, seed=seed)
    found = []
    for who, party in judged.items():
        index, own = space.who.index(who), case.preferences[who]
        near = _near(space, drawn, index)

        def gains(deal: Mapping[str, str], how: How, index: int = index) -> Floats:
            return gain(space, drawn, index, deal, how=how, red_lines=False)

        best, worst = gains({}, "best"), gains({}, "worst")
        if not np.isfinite(best).all():  # every deal is impossible: nothing could be agreed
            break
        means = [(deal, gains(deal, "mean")) for deal in deals]
        found.append(
            Bystander(
                who=who, title=party.title, scale=own.scale,
                no_deal=float(drawn.walk_away[index] @ weights),
                best=float(best @ weights), worst=float(worst @ weights),
                stakes=tuple(
                    _stake(deal, np.where(np.abs(mean) <= near, 0.0, mean), weights, exact=own.exact)
                    for deal, mean in means
                    if np.isfinite(mean).all()
                ),
            )
        )  # fmt: skip
    return tuple(found)


def _near(space: Space, drawn: Draws, who: int) -> Floats:
    """How far a deal may be from no deal, in every draw, and still be level for one of those asked."""
    if drawn.hangs_on_none(who):
        return np.zeros(drawn.count)
    most = worth(space, drawn.sizes, who, {}, how="best", red_lines=False)
    return np.asarray(drawn.eases[who] * (most + np.abs(drawn.walk_away[who])))


def _stake(deal: Mapping[str, str], gains: Floats, weights: Floats, *, exact: bool) -> Stake:
    low, high = quantiles(gains, weights)
    better = share_of(gains > 0, weights, exact=exact)
    return Stake(deal=dict(deal), low=low, mean=float(gains @ weights), high=high, better=better)
