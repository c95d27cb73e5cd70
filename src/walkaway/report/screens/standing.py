"""Where each party stands: what matters to it, what it could gain, what it would accept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...analysis.answers import Answers
from ...numbers import numbers
from ...space import DEAL_BUDGET
from ...space.weights import Floats

__all__ = ["Standing", "issue_shares", "main_issues", "standing_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many deals each of those asked would accept.

    Attributes
    ----------
    acceptable : dict of str to int, or None
        Of an exact case: deals that it accepts; of a case without possible deals: deals that it might accept.
        None where the results do not need the count or the deals cannot be listed.
    deals : int or None
        Deals that can be carried out.
    best : dict of str to float
        Value of the best deal, under the most favourable judgements.
    walk_away : dict of str to float
        Lowest walk-away.
    """

    acceptable: dict[str, int] | None
    deals: int | None
    best: dict[str, float]
    walk_away: dict[str, float]

    def why_never(self, who: str) -> str:
        """Why someone accepts nothing."""
        best, away = self.best.get(who), self.walk_away[who]
        if best is not None and best < away:
            most, least = numbers([best, away])
            return f"its best deal is worth {most}, walking away at least {least}"
        return "its red lines cover every deal that is good enough"


def standing_of(answers: Answers) -> Standing:
    """Count the deals that each of those asked would accept, where the bottom line needs it."""
    space, bounds, zone = answers.space, answers.bounds, answers.zone
    away = {name: bounds.parties[index].away[0] for index, name in enumerate(space.who)}
    wanted = answers.exact or zone.verdict == "impossible"
    if not wanted or zone.deals is None or space.combinations > DEAL_BUDGET:
        return Standing(acceptable=None, deals=zone.deals, best={}, walk_away=away)
    total = np.zeros(len(space.who), np.int64)
    for _, _, possibly in bounds.chunks(DEAL_BUDGET):
        total += possibly.sum(axis=0)
    best = {}
    for index in np.flatnonzero(total == 0):
        highs = [
            float(bounds.range(int(index), picks, space.joint)[1].max(initial=-np.inf))
            for _, picks in space.joint.chunks(DEAL_BUDGET)
        ]
        best[space.who[int(index)]] = max(highs, default=0.0)
    accepts = {name: int(amount) for name, amount in zip(space.who, total, strict=True)}
    return Standing(acceptable=accepts, deals=zone.deals, best=best, walk_away=away)


def issue_shares(answers: Answers) -> Floats:
    """How much of each one's central value hangs on each issue, shape (who, issues), rows sum to one.

    The spread between the best and the worst option, in the central realisation; interactions left out.
    """
    space, coefficients = answers.space, answers.bounds.values.coefficients
    rows = [
        np.ptp(coefficients[first : first + len(options)], axis=0)
        for first, options in zip(space.first, space.options, strict=True)
    ]
    spread = np.stack(rows, axis=1).astype(float)
    result: Floats = spread / np.maximum(spread.sum(axis=1, keepdims=True), 1e-300)
    return result


def main_issues(answers: Answers) -> tuple[str, ...]:
    """Issues from the weightiest to the lightest for the parties together."""
    weight = issue_shares(answers)[: answers.space.parties].sum(axis=0)
    return tuple(answers.space.issues[int(j)] for j in np.argsort(-weight, kind="stable"))
