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
from functools import cached_property

import numpy as np

from ...space import Picks, Space
from ...space.draws import Draws
from ...space.weights import Floats
from .movable import Lever, Levers, added_columns
from .pivotal import Grouping, ceilings

__all__ = ["Key", "Mover", "plan"]


Key = tuple[int, tuple[int, ...], tuple[int, ...]]


def _need(lever: Lever, levers: Levers, space: Space) -> Key:
    """The coarsest grouping a lever can do with: whose, by which issues, by which interactions."""
    if lever.kind == "weight":
        return lever.who, lever.issues, added_columns(space, lever.who)
    return lever.who, lever.issues, lever.columns if lever.kind == "points" else ()


def plan(some: Iterable[Lever], levers: Levers, space: Space) -> dict[str, Key]:
    """Choose few groupings that serve all of some levers.

    Returns
    -------
    dict of str to (int, tuple, tuple)
        Path of the lever → whose, by which issues, by which patterns; levers that shift no group alike are
        left out.
    """
    needs = {lever.path: _need(lever, levers, space) for lever in some if lever.alike}
    found: list[Key] = []
    for who, issues, columns in sorted(
        set(needs.values()), key=lambda key: (-len(key[1]), -len(key[2]), key)
    ):
        if not any(_serves(key, (who, issues, columns)) for key in found):
            found.append((who, issues, columns))
    return {path: next(key for key in reversed(found) if _serves(key, need)) for path, need in needs.items()}


def _serves(key: Key, need: Key) -> bool:
    return key[0] == need[0] and set(need[1]) <= set(key[1]) and set(need[2]) <= set(key[2])


@dataclass(frozen=True, eq=False)
class Mover:
    """Moves levers in draws, for rows of deals or of groups of deals.

    Attributes
    ----------
    space : Space
    draws : Draws
    levers : Levers
    """

    space: Space
    draws: Draws
    levers: Levers

    def slack(self, lever: Lever, to: float, slack: Floats, rows: Grouping) -> Floats:
        """Slack of each row in every draw with the lever set to a value.

        Parameters
        ----------
        lever : Lever
        to : float
            On the lever's own scale; weights in shares of 100.
        slack : float array (rows, draws)
            With every judgement as drawn.
        rows : Grouping
            What the rows have in common, at least as fine as :func:`plan` asks.

        Returns
        -------
        float array (rows, draws)
        """
        cap, away = self.ceilings[lever.who], self.draws.walk_away[lever.who]
        if lever.kind == "walk_away":
            worth = slack + away[None]
            return np.asarray(np.where(np.isfinite(slack), np.minimum(worth, cap), -np.inf) - to)
        moved = self._moved(lever, to, slack, rows)
        return moved if np.isinf(cap) else np.where((away <= cap)[None], moved, -np.inf)

    @cached_property
    def ceilings(self) -> Floats:
        """Cap of each party with the tolerance of comparisons; infinite without a cap."""
        return ceilings(self.space, self.draws)

    def _moved(self, lever: Lever, to: float, slack: Floats, rows: Grouping) -> Floats:
        """The slack before the cap."""
        match lever.kind:
            case "score":
                parts = self._parts(lever)[rows.picks[:, rows.issues.index(lever.issues[0])]]
                share = self._share(lever)
                return slack + parts[:, None] * (share * (to - lever.drawn(self.draws)))[None]
            case "points":
                holds = rows.held[:, rows.columns.index(lever.columns[0])] * float(lever.factors[0])
                return slack + holds[:, None] * (to - lever.drawn(self.draws))[None]
            case _:
                return self._weight(lever, to, slack, rows)

    def _share(self, lever: Lever) -> Floats:
        """Weight of a score's issue in every draw."""
        weights = self.levers.weights[lever.who]
        column = 0 if weights is None else weights.names.index(self.space.issues[lever.issues[0]])
        return self.levers.shares(lever.who, column, self.draws, self.space)

    def _parts(self, lever: Lever) -> Floats:
        """Which share a score's judgement has in each option of its issue, shape (options,)."""
        issue = lever.issues[0]
        parts = np.zeros(len(self.space.options[issue]))
        for column, factor in zip(lever.columns, lever.factors, strict=True):
            parts[column - self.space.first[issue]] = float(factor)
        return parts

    def changed(self, lever: Lever, to: float) -> Draws:
        """All draws with the lever set to a value, from which everything can be computed anew."""
        who, draws = lever.who, self.draws
        own = draws.coefficients[who].copy()
        if lever.kind == "score":
            step = self._share(lever) * (to - lever.drawn(draws))
            for column, factor in zip(lever.columns, lever.factors, strict=True):
                own[column] += float(factor) * step
        elif lever.kind == "points":
            own[lever.columns[0]] = float(lever.factors[0]) * to
        else:
            self._reweight(lever, to, own)
        coefficients, away = draws.coefficients.copy(), draws.walk_away.copy()
        coefficients[who] = own
        deal = self.levers.fallbacks[who]
        if deal is not None:
            worth = self.space.values(own, deal, self.space.joint)[0]
            away[who] = worth if draws.caps is None else np.minimum(worth, draws.caps[who])
        return replace(draws, coefficients=coefficients, walk_away=away)

    def _reweight(self, lever: Lever, to: float, own: Floats) -> None:
        """Set weights and scale the party's others, in the coefficients of its options."""
        weights = self.levers.weights[lever.who]
        assert weights is not None
        scale = self._scale(lever, to)
        for name in weights.names:
            issue = self.space.issues.index(name)
            for column in range(
                self.space.first[issue], self.space.first[issue] + len(self.space.options[issue])
            ):
                if issue in lever.issues:
                    own[column] = to / 100 * self.levers.score(lever.who, column, self.draws)
                else:
                    own[column] *= scale

    def _scale(self, lever: Lever, to: float) -> Floats:
        """By how much the other weights grow or shrink, shape (draws,)."""
        size = len(lever.issues)
        left = 1 - size * lever.drawn(self.draws) / 100
        return np.where(left > 0, (1 - size * to / 100) / np.where(left > 0, left, 1.0), 0.0)

    def _weight(self, lever: Lever, to: float, slack: Floats, rows: Grouping) -> Floats:
        share, scale = lever.drawn(self.draws) / 100, self._scale(lever, to)
        points = self.points(lever.who, rows)
        away = self.draws.walk_away[lever.who][None]
        scores = self.scores(lever, rows.picks[:, [rows.issues.index(issue) for issue in lever.issues]])
        there = np.isfinite(slack)
        rest = np.where(there, slack, 0.0) + away - points - share[None] * scores
        moved = points - away + scale[None] * rest + to / 100 * scores
        return np.where(there, moved, -np.inf)

    def points(self, who: int, rows: Grouping) -> Floats:
        """Points of the patterns that hold, shape (rows, draws)."""
        total = np.zeros((len(rows.held), self.draws.count))
        for column, feature in enumerate(rows.columns):
            total += rows.held[:, column, None] * self.draws.coefficients[who, feature][None]
        return total

    def scores(self, lever: Lever, picks: Picks) -> Floats:
        """Sum of the scores on a weight lever's issues, shape (rows, draws)."""
        total = np.zeros((len(picks), self.draws.count))
        for column, issue in enumerate(lever.issues):
            options = range(len(self.space.options[issue]))
            first = self.space.first[issue]
            table = np.stack([self.levers.score(lever.who, first + o, self.draws) for o in options])
            total += table[picks[:, column]]
        return total
