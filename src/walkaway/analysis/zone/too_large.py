r"""Is there a deal that passes — in spaces too large to list? One mixed-integer program, exact.

Deals are columns as in :mod:`walkaway.analysis.frontier.program`. *Possible* asks for some weights: the
product :math:`z_{jo} = w_j x_{jo}` is linear, as :math:`0 \le z_{jo} \le h_j x_{jo}` and :math:`\sum_o z_{jo}
= w_j`. *Certain* asks for all: a row for each vertex of an order, or the dual of the inner linear program.
Only a recomputed deal is believed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from ...space import Picks, Space, Values
from ...space.weights import Floats
from ..frontier.program import Bounded, Deals, Linear, Program, added, total
from .bounds import Bounds, PartyBounds

_NODES = 50_000
Goal = Literal["certain", "possible"]


@dataclass(frozen=True, eq=False)
class Reach:
    """Answer of one search, with a witness."""

    found: bool
    decided: bool  # False if the search was cut short before it knew
    picks: Picks | None


class _Model:
    """Deals as columns, who accepts, and the slack to be maximised."""

    def __init__(self, space: Space, *, ratified: bool, slack: float = 10.0) -> None:
        self.space, self.program = space, Program()
        self.deals = Deals(self.program, space.joint)
        self.slack = self.program.column(-slack, slack)
        self.asked = range(len(space.who) if ratified else space.parties)
        self.signs = {who: self._sign(who) for who in self.asked}
        for held, enough in zip(space.votes.held, space.votes.enough, strict=True):
            votes = (self.signs[who].times(float(held[who])) for who in range(space.parties))
            self.program.row(total(votes), lower=float(enough))

    def _sign(self, who: int) -> Linear:
        needed = self.space.votes.needs(who)
        sign = self.program.column(1 if needed else 0, 1, integer=True)
        for owner, mask in self.space.joint.red_lines:
            if owner == who:
                self.deals.forbid(mask, sign)
        return sign

    def added(self, who: int, numbers: Floats) -> Bounded:
        """What the interactions and functions of one party add."""
        own = np.zeros(len(numbers))
        for feature, owner, _ in self.space.joint.interactions:
            own[feature] = numbers[feature] if owner == who else 0
        for owner, node in self.space.joint.functions:
            if owner == who:
                taken = list(node.features)
                own[taken] = numbers[taken]
        return added(self.space.joint, self.deals, own)

    def require(self, who: int, what: Linear, away: float, scale: float, spare: float) -> None:
        """Value ≥ walk-away + slack × scale, if this party signs; functions can take ``spare`` away."""
        # large enough to free a party that does not sign, however many interactions it has
        free = (16 * scale + 2 * abs(away) + spare) / scale
        row = what.times(1 / scale) + self.slack.times(-1) + self.signs[who].times(-free)
        self.program.row(row, lower=away / scale - free)

    def score(self, issue: int, points: Floats) -> Linear:
        """Score of the chosen option of an issue."""
        start = self.space.first[issue]
        return self.deals.chosen(issue, points[start : start + len(self.space.options[issue])])

    def best_weights(self, party: PartyBounds, points: Floats) -> Linear:
        """The weighted sum for the most favourable weights."""
        weights = party.weights
        assert weights is not None
        shares = [
            self.program.column(float(lo), float(hi))
            for lo, hi in zip(weights.low, weights.high, strict=True)
        ]
        self.program.row(total(shares), 1, 1)
        if weights.order is not None:
            named = dict(zip(weights.names, shares, strict=True))
            for chain in weights.order.chains:
                flat = [[named[name] for name in group] for group in chain]
                for group in flat:
                    for other in group[1:]:
                        self.program.row(group[0] + other.times(-1), 0, 0)
                for upper, lower in pairwise(flat):
                    self.program.row(upper[0] + lower[0].times(-1), lower=0)
        terms: list[Linear] = []
        for j, share, most in zip(party.columns, shares, weights.high, strict=True):
            parts = []
            options = len(self.space.options[j])
            for o, here in enumerate(np.eye(options)):
                product = self.program.column(0, 1)
                self.program.row(self.deals.chosen(j, here).times(float(most)) + product.times(-1), lower=0)
                parts.append(product)
                terms.append(product.times(float(points[self.space.first[j] + o])))
            self.program.row(total(parts) + share.times(-1), 0, 0)
        return total(terms)

    def worst_weights(self, party: PartyBounds, points: Floats) -> list[Linear]:
        """Sums that must all reach the walk-away, for the least favourable weights."""
        weights = party.weights
        assert weights is not None
        if weights.order is not None or weights.exact:
            return [
                total(
                    self.score(j, points).times(float(w))
                    for j, w in zip(party.columns, vertex, strict=True)
                    if w
                )
                for vertex in weights.vertices
            ]
        level = self.program.column(-np.inf, np.inf)
        terms = [level]
        for j, lo, hi in zip(party.columns, weights.low, weights.high, strict=True):
            above, below = self.program.column(0, np.inf), self.program.column(0, np.inf)
            self.program.row(level + above + below.times(-1) + self.score(j, points).times(-1), 0, 0)
            terms += [above.times(float(lo)), below.times(-float(hi))]
        return [total(terms)]

    def sums(self, party: PartyBounds, points: Floats, goal: Goal) -> list[Linear]:
        """Weighted scores that must all be enough, under the weights that the goal speaks of."""
        if party.weights is None:
            return [total(self.score(j, points) for j in party.columns)]
        if goal == "possible":
            return [self.best_weights(party, points)]
        return self.worst_weights(party, points)

    def answer(self, nodes: int, goal: Linear | None = None) -> tuple[Picks | None, bool]:
        """The deal with the largest smallest slack (or goal), and whether the search came to its end."""
        answer = self.program.maximise(self.program.cost(goal or self.slack), nodes=nodes)
        return None if answer.point is None else self.deals.picks(answer.point), answer.decided


def reach(bounds: Bounds, goal: Goal, *, ratified: bool = True) -> Reach:
    """Search for a deal that is certain, or one that is possible, to pass; recomputed before it is believed.

    One program, exponential in the worst case, hence cut short after 50,000 nodes.
    """
    space = bounds.space
    model = _Model(space, ratified=ratified)
    for who in model.asked:
        party = bounds.parties[who]
        points, away = (party.high, party.away[0]) if goal == "possible" else (party.low, party.away[1])
        if party.cap < away:
            model.program.row(model.signs[who], upper=0)
            continue
        add = model.added(who, points)
        for what in model.sums(party, points, goal):
            scale = _scale(np.maximum(np.abs(party.low), np.abs(party.high)), len(party.columns))
            model.require(who, what + add.what, away, scale, add.high - add.low)
    picks, decided = model.answer(_NODES)
    if picks is None:
        return Reach(found=False, decided=decided, picks=None)
    surely, possibly = bounds.accepts(picks)
    passed = space.passes(possibly if goal == "possible" else surely, ratified=ratified)
    found = bool(passed[0])
    return Reach(found=found, decided=found or decided, picks=picks)


def bettered(space: Space, values: Values, picks: Picks) -> Reach:
    """Search for the deal of the largest sum that passes and that every party likes as much as a given one.

    In one realisation, each party's value as a share of its size. Nothing that passes dominates what is
    found, as far as the floats of the solver can tell; not decided if the search was cut short.
    """
    model = _Model(space, ratified=True, slack=0.0)
    worth, own = space.worth(values, picks)[0], values.coefficients.T.astype(float)
    gains: list[Linear] = []
    for who in model.asked:
        scale = _scale(np.abs(own[who]), len(space.issues))
        add = model.added(who, own[who])
        what = total(model.score(j, own[who]) for j in range(len(space.issues))) + add.what
        model.require(who, what, float(values.walk_away[who]), scale, add.high - add.low)
        if who < space.parties:
            gains.append(what.times(1 / scale))
            model.program.row(gains[-1], lower=float(worth[who]) / scale)
    found, decided = model.answer(_NODES, total(gains))
    if found is None:
        return Reach(found=False, decided=decided, picks=None)
    apart = space.worth(values, found)[0, : space.parties] - worth[: space.parties]
    better = bool((apart >= 0).all() and (apart > 0).any() and space.passes(space.accepts(values, found))[0])
    return Reach(found=better, decided=decided, picks=found)


def _scale(sizes: Floats, issues: int) -> float:
    """Largest value in reach, so that rows of the program are of a size whatever the scale of the party."""
    return float(sizes.max(initial=0.0)) * max(1, issues) or 1.0


def reach_linear(
    space: Space, coefficients: Floats, walk_away: Floats, *, ratified: bool = True, nodes: int = 2000
) -> Reach:
    """Search for any deal that passes under one realisation, (parties, features) and (parties,)."""
    model = _Model(space, ratified=ratified, slack=0.0)
    for who in model.asked:
        row = coefficients[who]
        scale = _scale(np.abs(row), len(space.issues))
        add = model.added(who, row)
        what = total(model.score(j, row) for j in range(len(space.issues))) + add.what
        model.require(who, what, float(walk_away[who]), scale, add.high - add.low)
    picks, decided = model.answer(nodes)
    return Reach(found=picks is not None, decided=picks is not None or decided, picks=picks)
