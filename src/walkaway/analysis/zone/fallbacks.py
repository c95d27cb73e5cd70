r"""Would a party rather have a deal than the one its walk-away is worth? Whatever the judgements are.

Where a walk-away is worth what a deal :math:`d` is worth, the same judgements decide on both sides, so the
bounds are of the difference :math:`v(x) - v(d)`: what both deals have in common falls out. Scores are
independent of each other, so issue by issue the difference lies between sums of their ends; weights then
minimise or maximise over their polytope. With a cap :math:`c`, :math:`\min(c, v(x)) \ge \min(c, v(d))` means
:math:`v(x) \ge v(d)` or :math:`v(x) \ge c`.

Two of these are sufficient and not necessary, so a deal may surely be accepted without being called so:
functions of uncertain points that the two deals meet differently, and a cap where judgements are uncertain.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ...case import Fallback, Issue, Judgements, Preference
from ...space import Picks, Space
from ...space.forms import blend_of
from ...space.weights import Floats

__all__ = ["Instead", "build_instead"]


@dataclass(frozen=True, eq=False)
class Instead:
    """The deal that a party's walk-away is worth, and how far each option's score may lie from that in it."""

    picks: Picks
    low: Floats
    high: Floats
    tight: bool  # whether the bounds of differences are exact for every deal

    def functions(
        self, space: Space, who: int, ends: tuple[Floats, Floats], picks: Picks
    ) -> tuple[Floats, Floats]:
        """Least and largest difference by interactions and functions, given both ends of every feature."""
        joint, (least, most) = space.joint, ends
        low, high = np.zeros(len(picks)), np.zeros(len(picks))
        for feature, owner, mask in joint.interactions:
            if owner == who:
                change = mask.holds(picks, joint.columns).astype(int) - mask.holds(self.picks, joint.columns)
                low += np.where(change > 0, least[feature], -most[feature]) * (change != 0)
                high += np.where(change > 0, most[feature], -least[feature]) * (change != 0)
        for owner, node in joint.functions:
            if owner != who:
                continue
            alike = np.ones(len(picks), dtype=bool)
            for leaf in node.leaves:
                alike &= leaf.mask.holds(picks, joint.columns) == leaf.mask.holds(self.picks, joint.columns)
            here = [node.added(end[None], picks, joint.columns)[0] for end in ends]
            there = [node.added(end[None], self.picks, joint.columns)[0] for end in ends]
            low += np.where(alike, 0.0, here[0] - there[1])
            high += np.where(alike, 0.0, here[1] - there[0])
        return low, high


def _apart(issue: Issue, scores: Judgements, options: tuple[str, ...], own: str) -> list[tuple[float, float]]:
    """Least and largest difference of each option's score from the score of one of them."""
    if scores.order is not None:
        rank = {name: place for place, group in enumerate(scores.order.chains[0]) for name in group}
        last = len(scores.order.chains[0]) - 1
        return [_ranked(rank[option], rank[own], last) for option in options]
    named = scores.named
    base = dict(blend_of(issue, scores, own))
    found = []
    for option in options:
        shares = dict(blend_of(issue, scores, option))
        change = {
            name: shares.get(name, Fraction(0)) - base.get(name, Fraction(0)) for name in {**shares, **base}
        }
        ends = [
            sum(part * Fraction(named[name].low if (part > 0) == least else named[name].high)
                for name, part in change.items())
            for least in (True, False)
        ]  # fmt: skip
        found.append((float(ends[0]), float(ends[1])))
    return found


def _ranked(one: int, other: int, last: int) -> tuple[float, float]:
    """Difference of two places in an order from 100 down to 0."""
    if one == other:
        return 0.0, 0.0
    certain = 100.0 if {one, other} == {0, last} else 0.0
    return (certain, 100.0) if one < other else (-100.0, -certain)


def build_instead(space: Space, issues: dict[str, Issue], preference: Preference, who: int) -> Instead | None:
    """The fallback of a party in numbers; None if its walk-away is a judgement."""
    away = preference.walk_away
    if not isinstance(away, Fallback):
        return None
    low, high = np.zeros(space.features), np.zeros(space.features)
    for issue, scores in preference.scores.items():
        number = space.issues.index(issue)
        apart = _apart(issues[issue], scores, space.options[number], away.deal[issue])
        for column, (least, most) in enumerate(apart, space.first[number]):
            low[column], high[column] = least, most
    mine = {leaf.feature for owner, node in space.joint.functions if owner == who for leaf in node.leaves}
    unsure = any(term.feature in mine and not term.judgement.exact for term in space.terms[who])
    tight = not unsure and (preference.cap is None or preference.exact)
    return Instead(space.picks_of(away.deal), low, high, tight)
