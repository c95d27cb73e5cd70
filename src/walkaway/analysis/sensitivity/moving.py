r"""What a moved judgement does to the slack of groups of deals, where it shifts them alike.

With the judgement at :math:`t` instead of its drawn value, the slack :math:`v_p - R_p` of a deal becomes

walk-away
    :math:`v_p - t`;
score of an option
    more by :math:`w_j f (t - s)` where the judgement has the share :math:`f` in the score of the deal's
    option;
points of a pattern
    more by :math:`f (t - a)` where it holds, else unchanged, with :math:`f` their weight;
weight
    :math:`a + \frac{1 - t}{1 - w_j} (v_p - a - w_j s_j) + t s_j - R_p`, with :math:`a` the points of the
    interactions that hold and :math:`s_j` the score of the deal's option on the issue; for tied weights the
    sums over them.

All of this is before the party's cap :math:`c`: :math:`\min(c, v) \ge R` says :math:`v \ge R` and
:math:`c \ge R`. Where the move is of another kind (inside a function, or of a party whose walk-away is worth
a deal) the values are computed anew from the changed judgements (:meth:`Mover.changed`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from ...space.draws import Draws
from ...space.weights import Floats
from .movable import Movable, Movables, added_columns
from .pivotal import Grouping, Key


def _need(one: Movable, movables: Movables) -> Key:
    """The coarsest grouping a move can do with: whose, by which issues, by which interactions."""
    if one.kind == "weight":
        return Key(one.who, one.issues, added_columns(movables.space, one.who))
    return Key(one.who, one.issues, one.columns if one.kind == "points" else ())


def plan(some: Iterable[Movable], movables: Movables) -> dict[str, Key]:
    """Few groupings that serve all moves that shift groups alike, by path."""
    needs = {one.path: _need(one, movables) for one in some if one.alike}
    found: list[Key] = []
    for need in sorted(set(needs.values()), key=lambda key: (-len(key.issues), -len(key.columns), key)):
        if not any(key.serves(need) for key in found):
            found.append(need)
    return {path: next(key for key in reversed(found) if key.serves(need)) for path, need in needs.items()}


@dataclass(frozen=True, eq=False)
class Mover:
    """Sets judgements to values in every draw, for rows of deals or of groups of deals."""

    draws: Draws
    movables: Movables

    def slack(self, one: Movable, to: float, slack: Floats, rows: Grouping) -> Floats:
        """The slack of rows, so drawn, with one judgement set; at least as fine as :func:`plan` asks."""
        away = self.draws.walk_away[one.who]
        cap = np.inf if self.draws.caps is None else self.draws.caps[one.who]
        match one.kind:
            case "walk_away":
                worth = np.minimum(slack + away[None], cap)
                return np.asarray(np.where(np.isfinite(slack), worth, -np.inf) - to)
            case "score":
                parts = np.array(self.movables.parts(one), float)
                share = self.movables.shares(one.who, one.issues[0], self.draws)
                by = share * (to - one.drawn(self.draws))
                moved = slack + parts[rows.picks[:, rows.key.issues.index(one.issues[0])], None] * by[None]
            case "points":
                holds = rows.held[:, rows.key.columns.index(one.columns[0])] * float(one.factors[0])
                moved = slack + holds[:, None] * (to - one.drawn(self.draws))[None]
            case _:
                moved = self._weight(one, to, slack, rows)
        return moved if np.isinf(cap) else np.where((away <= cap)[None], moved, -np.inf)

    def reach(self, one: Movable, to: float) -> Floats:
        """How far a deal may lack of its walk-away, as drawn, and pass once set; no less, shape (draws,)."""
        who, draws = one.who, self.draws
        match one.kind:
            case "walk_away":
                return np.asarray(draws.walk_away[who] - to)
            case "score":
                parts = [float(part) for part in self.movables.parts(one)]
                by = self.movables.shares(who, one.issues[0], draws) * (to - one.drawn(draws))
                return np.asarray(np.maximum(by * max(parts), by * min(parts)))
            case "points":
                return np.asarray(np.maximum(0.0, float(one.factors[0]) * (to - one.drawn(draws))))
        space, scale = self.movables.space, self._scale(one, to)
        owned = draws.coefficients[who, list(added_columns(space, who))]
        points = np.stack([np.minimum(owned, 0.0).sum(axis=0), np.maximum(owned, 0.0).sum(axis=0)])
        scores = np.zeros((2, draws.count))  # least and most
        for issue in one.issues:
            columns = range(space.first[issue], space.first[issue] + len(space.options[issue]))
            table = np.stack([self.movables.score(who, column, draws) for column in columns])
            scores += table.min(axis=0), table.max(axis=0)
        back = 1 / np.where(scale > 0, scale, 1.0)  # of what is left of the other weights
        lacking = (1 - back) * (draws.walk_away[who] - points)
        gained = (to / 100 * back - one.drawn(draws) / 100) * scores
        return np.where(scale > 0, lacking.max(axis=0) + gained.max(axis=0), np.inf)

    def changed(self, one: Movable, to: float) -> Draws:
        """All draws with the judgement set to a value, from which everything can be computed anew."""
        who, draws, space = one.who, self.draws, self.movables.space
        own = draws.coefficients[who].copy()
        if one.kind == "score":
            step = self.movables.shares(who, one.issues[0], draws) * (to - one.drawn(draws))
            for column, factor in zip(one.columns, one.factors, strict=True):
                own[column] += float(factor) * step
        elif one.kind == "points":
            own[one.columns[0]] = float(one.factors[0]) * to
        else:
            self._reweight(one, to, own)
        coefficients, away = draws.coefficients.copy(), draws.walk_away.copy()
        coefficients[who] = own
        deal = self.movables.fallbacks[who]
        if deal is not None:
            worth = space.values(own, deal, space.joint)[0]
            away[who] = worth if draws.caps is None else np.minimum(worth, draws.caps[who])
        certain = draws.certain and draws.certain.without((who,))
        return replace(draws, coefficients=coefficients, walk_away=away, whole=None, certain=certain)

    def _reweight(self, one: Movable, to: float, own: Floats) -> None:
        """Set weights and scale the party's others, in the coefficients of its options."""
        space, weights, scale = self.movables.space, self.movables.weights[one.who], self._scale(one, to)
        assert weights is not None
        for issue in map(space.issues.index, weights.names):
            for column in range(space.first[issue], space.first[issue] + len(space.options[issue])):
                if issue in one.issues:
                    own[column] = to / 100 * self.movables.score(one.who, column, self.draws)
                else:
                    own[column] *= scale

    def _scale(self, one: Movable, to: float) -> Floats:
        """By how much the other weights grow or shrink, shape (draws,)."""
        size = len(one.issues)
        left = 1 - size * one.drawn(self.draws) / 100
        return np.where(left > 0, (1 - size * to / 100) / np.where(left > 0, left, 1.0), 0.0)

    def _weight(self, one: Movable, to: float, slack: Floats, rows: Grouping) -> Floats:
        share, scale = one.drawn(self.draws) / 100, self._scale(one, to)
        away, points = self.draws.walk_away[one.who][None], np.zeros((len(rows.held), self.draws.count))
        for column, feature in enumerate(rows.key.columns):
            points += rows.held[:, column, None] * self.draws.coefficients[one.who, feature][None]
        scores = np.zeros((len(rows.picks), self.draws.count))
        for issue in one.issues:
            first, options = self.movables.space.first[issue], self.movables.space.options[issue]
            table = [self.movables.score(one.who, first + o, self.draws) for o in range(len(options))]
            scores += np.stack(table)[rows.picks[:, rows.key.issues.index(issue)]]
        there = np.isfinite(slack)
        rest = np.where(there, slack, 0.0) + away - points - share[None] * scores
        moved = points - away + scale[None] * rest + to / 100 * scores
        return np.where(there, moved, -np.inf)
