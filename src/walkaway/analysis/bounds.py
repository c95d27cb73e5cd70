r"""What holds whatever the judgements are: bounds of values, deal by deal.

For a deal :math:`x` the value of a party is :math:`\sum_j w_j s_j(x_j) + \sum_k a_k`. Scores and interactions
are bounded separately and weights are not negative, so the least value is reached with every score and
interaction at its lower bound and the weights that minimise a linear function over their polytope:

.. math:: \min v(x) = \min_{w \in W} \sum_j w_j \underline s_j(x_j) + \sum_k \underline a_k

and likewise for the largest. No sampling, no grid. A party *surely* accepts a deal if the least value reaches
the highest walk-away, *possibly* if the largest value reaches the lowest; red lines are certain. The
judgements of different parties are independent, so a deal is **certain** if those who surely accept suffice
to pass it, **possible** if those who possibly accept do, and otherwise **impossible**.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..case import Case, Judgements
from ..space import TOL, Bools, Cluster, Picks, Space, Values
from ..weights import Floats, Weights, weights_of

__all__ = ["Bounds", "Party", "build_bounds"]


@dataclass(frozen=True, eq=False)
class Party:
    """Bounds of one party's judgements.

    Attributes
    ----------
    low, high : float array (features,)
        Scores (unweighted) and interactions at their bounds.
    columns : tuple of int
        Numbers of the issues that carry weight, in the order of ``weights``.
    weights : Weights or None
    away : tuple of float
        Lowest and highest walk-away.
    exact : bool
        Every judgement of the party is one number.
    scale : float
        Largest value in reach, for the tolerance.
    """

    low: Floats
    high: Floats
    columns: tuple[int, ...]
    weights: Weights | None
    away: tuple[float, float]
    exact: bool
    scale: float


@dataclass(frozen=True, eq=False)
class Bounds:
    """Bounds for all who are asked, ready to be applied to many deals."""

    space: Space
    parties: tuple[Party, ...]
    values: Values

    def range(self, who: int, picks: Picks, cluster: Cluster) -> tuple[Floats, Floats]:
        """Least and largest value of each deal for one party, on its own scale.

        Parameters
        ----------
        who : int
        picks : int array (deals, issues)
            Over all issues, in the columns of ``cluster`` (the joint cluster).

        Returns
        -------
        low, high : float array (deals,)
        """
        party, space = self.parties[who], self.space
        mine = [(feature, mask) for feature, owner, mask in cluster.interactions if owner == who]
        held = [(feature, mask.holds(picks, cluster.columns)) for feature, mask in mine]
        ends = []
        for bound, side in ((party.low, "lowest"), (party.high, "highest")):
            columns = [bound[space.first[j] + picks[:, cluster.columns[j]]] for j in party.columns]
            scores = np.stack(columns, axis=1) if columns else np.zeros((len(picks), 0))
            total = scores.sum(axis=1) if party.weights is None else getattr(party.weights, side)(scores)
            for feature, holds in held:
                total = total + holds * bound[feature]
            ends.append(total)
        return ends[0], ends[1]

    def accepts(self, picks: Picks, cluster: Cluster) -> tuple[Bools, Bools]:
        """Who surely and who possibly accepts each deal.

        Returns
        -------
        surely, possibly : bool array (deals, who)
        """
        surely = np.zeros((len(picks), len(self.space.who)), dtype=bool)
        possibly = np.zeros_like(surely)
        for who, party in enumerate(self.parties):
            willing = ~cluster.refused(picks, who)
            if party.exact and self.values.exact:
                own = self.values.coefficients[:, who : who + 1]
                enough = self.space.values(own, picks, cluster)[:, 0] >= self.values.walk_away[who]
                surely[:, who] = possibly[:, who] = enough & willing
                continue
            low, high = self.range(who, picks, cluster)
            slack = TOL * party.scale
            surely[:, who] = (low >= party.away[1] - slack) & willing
            possibly[:, who] = (high >= party.away[0] - slack) & willing
        return surely, possibly

    def chunks(self, budget: int) -> Iterator[tuple[NDArray[np.int64], Bools, Bools]]:
        """Go through every deal: flat number, who surely accepts, who possibly accepts."""
        joint = self.space.joint
        for flat, picks in joint.chunks(budget):
            surely, possibly = self.accepts(picks, joint)
            yield flat, surely, possibly


def _option_bounds(scores: Judgements, options: tuple[str, ...]) -> tuple[list[float], list[float]]:
    if scores.order is None:
        points = [scores.points[option] for option in options]
        return [float(point.low) for point in points], [float(point.high) for point in points]
    chain = scores.order.chains[0]
    rank = {name: place for place, group in enumerate(chain) for name in group}
    last = len(chain) - 1
    low = [100.0 if rank[option] == 0 else 0.0 for option in options]
    high = [0.0 if rank[option] == last and last else 100.0 for option in options]
    return low, high


def build_bounds(case: Case, space: Space, values: Values) -> Bounds:
    """Collect the bounds of every judgement of a case.

    Parameters
    ----------
    case : Case
    space : Space
    values : Values
        The central realisation, for parties whose judgements are all exact.
    """
    parties = []
    for index, name in enumerate(space.who):
        preference = case.preferences[name]
        low, high = np.zeros(space.features), np.zeros(space.features)
        for issue, scores in preference.scores.items():
            number = space.issues.index(issue)
            part = slice(space.first[number], space.first[number] + len(space.options[number]))
            low[part], high[part] = _option_bounds(scores, space.options[number])
        for feature, interaction in zip(space.owned(index), preference.interactions, strict=True):
            low[feature], high[feature] = float(interaction.add.low), float(interaction.add.high)
        scored = tuple(preference.scores)
        away = preference.walk_away
        parties.append(
            Party(
                low=low,
                high=high,
                columns=tuple(space.issues.index(issue) for issue in scored),
                weights=None if preference.weights is None else weights_of(preference.weights, scored),
                away=(0.0, 0.0) if away is None else (float(away.low), float(away.high)),
                exact=preference.exact,
                scale=_scale(low, high, weighted=preference.weights is not None, parts=len(scored)),
            )
        )
    return Bounds(space=space, parties=tuple(parties), values=values)


def _scale(low: Floats, high: Floats, *, weighted: bool, parts: int) -> float:
    largest = float(max(np.abs(low).max(), np.abs(high).max(), 1.0))
    return largest if weighted else largest * max(1, parts)
