r"""What a moved judgement does to the slack of groups of deals: every change is linear.

With the judgement at :math:`t` instead of its drawn value, the slack :math:`v_p - R_p` of a deal becomes

walk-away
    :math:`v_p - t`;
score of an option
    more by :math:`w_j (t - s)` where the deal has the option, else unchanged;
points of an interaction
    more by :math:`t - a` where it holds, else unchanged;
weight
    :math:`a + \frac{1 - t}{1 - w_j} (v_p - a - w_j s_j) + t s_j - R_p`, with :math:`a` the points of the
    interactions that hold and :math:`s_j` the score of the deal's option on the issue; for tied weights the
    sums over them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ..draws import Draws
from ..space import Bools, Picks, Space
from ..weights import Floats
from .levers import Lever, Levers
from .pivots import Grouping

__all__ = ["Key", "Mover", "plan"]


Key = tuple[int, tuple[int, ...], tuple[int, ...]]


def _need(lever: Lever, levers: Levers, space: Space) -> Key:
    """The coarsest grouping a lever can do with: whose, by which issues, by which interactions."""
    if lever.kind == "weight":
        return lever.who, lever.issues, space.owned(lever.who)
    return lever.who, lever.issues, lever.columns if lever.kind == "points" else ()


def plan(some: Iterable[Lever], levers: Levers, space: Space) -> dict[str, Key]:
    """Choose few groupings that serve all of some levers.

    Returns
    -------
    dict of str to (int, tuple, tuple)
        Path of the lever → whose, by which issues, by which interactions.
    """
    needs = {lever.path: _need(lever, levers, space) for lever in some}
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
        match lever.kind:
            case "walk_away":
                return slack + (lever.drawn(self.draws) - to)[None]
            case "score":
                inside = self._inside(lever, rows)
                column = self._column(lever)
                share = self.levers.shares(lever.who, column, self.draws, self.space)
                return slack + inside[:, None] * (share * (to - lever.drawn(self.draws)))[None]
            case "points":
                holds = rows.held[:, rows.columns.index(lever.columns[0])]
                return slack + holds[:, None] * (to - lever.drawn(self.draws))[None]
            case _:
                return self._weight(lever, to, slack, rows)

    def _column(self, lever: Lever) -> int:
        """Place of a score's issue among the party's weights."""
        weights = self.levers.weights[lever.who]
        return 0 if weights is None else weights.names.index(self.space.issues[lever.issues[0]])

    def _inside(self, lever: Lever, rows: Grouping) -> Bools:
        """Rows whose deals have one of the lever's options."""
        issue = lever.issues[0]
        options = np.array(lever.columns) - self.space.first[issue]
        return np.isin(rows.picks[:, rows.issues.index(issue)], options)

    def _weight(self, lever: Lever, to: float, slack: Floats, rows: Grouping) -> Floats:
        share, size = lever.drawn(self.draws) / 100, len(lever.issues)
        left = 1 - size * share
        scale = np.where(left > 0, (1 - size * to / 100) / np.where(left > 0, left, 1.0), 0.0)
        points = self.points(lever.who, rows)
        away = self.draws.walk_away[lever.who][None]
        scores = self.scores(lever, rows.picks[:, [rows.issues.index(issue) for issue in lever.issues]])
        there = np.isfinite(slack)
        rest = np.where(there, slack, 0.0) + away - points - share[None] * scores
        moved = points - away + scale[None] * rest + to / 100 * scores
        return np.where(there, moved, -np.inf)

    def points(self, who: int, rows: Grouping) -> Floats:
        """Points of the interactions that hold, shape (rows, draws)."""
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
