"""Deals and what they are worth in draws of the judgements; and what a party believes that it can get.

With many draws not every deal can be weighed in each: of a large space deals are drawn, each as likely as the
other, the same for one group of draws and others for the next, so that what they have to do with an answer is
in its error.
"""

from __future__ import annotations

import numpy as np

from ..case import Case
from ..space import Bools, Picks, Space, Values, build_space
from ..space.draws import Draws, draw
from ..space.sweep import worth_to_each
from ..space.weights import Floats
from .listed import DealList, require_deals

SOME = 4096
"""Most deals that are weighed in every draw."""
_TURNED = 32  # deals that are turned round together: a core holds them


def some_deals(space: Space, values: Values, *, seed: int, group: int, most: int = SOME) -> Picks:
    """All deals, or, where there are more, some of them drawn, with the best of each party in the middle."""
    if space.combinations <= most:
        return np.concatenate([picks for _, picks in space.joint.chunks()])
    random = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, group])))
    picks = np.zeros((most, len(space.issues)), np.intp)
    for cluster in space.clusters:
        every = np.concatenate([block for _, block in cluster.chunks()])
        worth = space.values(values.coefficients[:, : space.parties], every, cluster)
        rows = (random.random(most) * len(every)).astype(np.intp)
        rows[: space.parties] = worth.argmax(axis=0)
        picks[:, list(cluster.issues)] = every[rows]
    return np.unique(picks, axis=0)


def drawn_deals(case: Case, space: Space, draws: Draws, picks: Picks) -> DealList:
    """Deals with their worth in some draws; compared as they stand."""
    require_deals(picks)
    here, each = _compared(draws), range(len(space.who))
    worth = np.empty((len(each), draws.count, len(picks)))
    for own, values in zip(worth, worth_to_each(space, here, picks, each), strict=True):
        for at in range(0, len(picks), _TURNED):
            own[:, at : at + _TURNED] = values[at : at + _TURNED].T
    barred = np.stack([space.joint.refused(picks, who) for who in each])
    return DealList(case, space, picks, worth, here.walk_away, barred, drawn=True)


def _compared(draws: Draws) -> Draws:
    """Draws whose numbers can be compared as they stand; what is certain needs no tolerance."""
    return draws.eased if draws.whole is None else draws


def beyond_mandates(case: Case, listed: DealList) -> Bools | None:
    """What officials must not agree to by the case, shape (parties, deals); None where it says nothing."""
    held = {} if case.process is None else case.process.mandates
    if not any(mandate.beyond for mandate in held.values()):
        return None
    found = np.zeros((listed.parties, len(listed)), bool)
    for seat, who in enumerate(listed.space.who[: listed.parties]):
        if who in held and held[who].beyond:
            only = case.preferences[who].model_copy(update={"red_lines": held[who].beyond})
            space = build_space(case.with_parts(preferences={**case.preferences, who: only}))
            found[seat] = space.joint.refused(listed.picks, seat)
    return found


def best_believed(case: Case, listed: DealList, *, draws: Draws, part: slice) -> Floats:
    """What the best deal is worth to each party that it believes the others would sign, (parties, draws).

    Its walk-away where it believes nothing of them, or that they would sign nothing it wants. A belief is
    drawn at the same quantile as the truth, as the diagnosis of a misperception draws it.
    """
    found = listed.walk_away[: listed.parties].copy()
    for seat, who in enumerate(listed.space.who[: listed.parties]):
        about = [other for other in case.preferences[who].believes if other in case.everyone]
        if not about:
            continue
        seen = {other: case.preferences[other].seen_as(case.preferences[who].believes[other])
                for other in about}  # fmt: skip
        eyes = case.with_parts(preferences={**case.preferences, **seen})
        space = build_space(eyes, rule=listed.space.rule)
        here = _compared(draw(eyes, space, draws=draws.count, seed=draws.seed).some(part))
        good, others = listed.accepted[seat].copy(), [space.who.index(other) for other in about]
        for other, worth in zip(others, worth_to_each(space, here, listed.picks, others), strict=True):
            good &= ((worth >= here.walk_away[other]) & ~space.joint.refused(listed.picks, other)[:, None]).T
        best = np.where(good, listed.values[seat], -np.inf).max(axis=1)
        found[seat] = np.maximum(found[seat], best)
    return found
