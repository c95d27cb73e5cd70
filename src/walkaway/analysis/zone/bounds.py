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

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ...case import Case, Issue, Judgement, Judgements
from ...space import Bools, Cluster, Picks, Space, Values
from ...space.forms import blend_of
from ...space.values import EASE, lowered, raised
from ...space.weights import Floats, Weights, weights_of
from .fallbacks import Instead, build_instead

__all__ = ["Bounds", "PartyBounds", "build_bounds"]


@dataclass(frozen=True, eq=False)
class PartyBounds:
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
    slack : float
        What sums of this party's numbers may be off by, whichever deal it is.
    cap : float
        The most a deal is worth; infinite without a cap.
    fallback : Instead or None
        The deal the walk-away is worth, where it is one; ``away`` then are the bounds of its worth.
    ends : dict of str to (float, float)
        Bounds of every score and of all added points, by path below the preference.
    """

    low: Floats
    high: Floats
    columns: tuple[int, ...]
    weights: Weights | None
    away: tuple[float, float]
    exact: bool
    slack: float
    cap: float = np.inf
    fallback: Instead | None = None
    ends: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Bounds:
    """Bounds for all who are asked, ready to be applied to many deals."""

    space: Space
    parties: tuple[PartyBounds, ...]
    values: Values

    @cached_property
    def eased(self) -> Bounds:
        """The same with every number raised and every walk-away lowered by the tolerance of comparisons."""
        return replace(self, parties=tuple(map(_eased, self.parties)))

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
        party = self.parties[who]
        low, high = self.sums(who, picks, cluster)
        return np.minimum(low, party.cap), np.minimum(high, party.cap)

    def sums(self, who: int, picks: Picks, cluster: Cluster) -> tuple[Floats, Floats]:
        """As :meth:`range`, without the cap."""
        party, space = self.parties[who], self.space
        ends = []
        for bound, side in ((party.low, "lowest"), (party.high, "highest")):
            columns = [bound[space.first[j] + picks[:, cluster.columns[j]]] for j in party.columns]
            scores = np.stack(columns, axis=1) if columns else np.zeros((len(picks), 0))
            total = scores.sum(axis=1) if party.weights is None else getattr(party.weights, side)(scores)
            ends.append(total + self.added(who, bound, picks, cluster))
        return ends[0], ends[1]

    def added(self, who: int, bound: Floats, picks: Picks, cluster: Cluster) -> Floats:
        """Interactions and functions at their bounds; functions never fall when a part rises."""
        total = np.zeros(len(picks))
        for feature, owner, mask in cluster.interactions:
            if owner == who:
                total += mask.holds(picks, cluster.columns) * bound[feature]
        for owner, node in cluster.functions:
            if owner == who:
                total += node.added(bound[None], picks, cluster.columns)[0]
        return total

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
                if self.values.caps is not None and self.values.caps[who] < self.values.walk_away[who]:
                    enough[:] = False
                surely[:, who] = possibly[:, who] = enough & willing
                continue
            if party.fallback is not None:
                sure, maybe = self._rather(who, party.fallback, picks)
                surely[:, who], possibly[:, who] = sure & willing, maybe & willing
                continue
            low, high = self.eased.range(who, picks, cluster)
            away = self.eased.parties[who].away
            surely[:, who] = (low >= away[1]) & willing
            possibly[:, who] = (high >= away[0]) & willing
        return surely, possibly

    def _rather(self, who: int, instead: Instead, picks: Picks) -> tuple[Bools, Bools]:
        """Whether a party surely, and whether it possibly, has a deal at least as high as its fallback."""
        party, space = self.eased.parties[who], self.space
        added = instead.functions(space, who, (self.parties[who].low, self.parties[who].high), picks)
        sums, found = self.eased.sums(who, picks, space.joint), []
        for end, side in enumerate(("lowest", "highest")):
            bound = raised((instead.low, instead.high)[end])
            columns = [bound[space.first[j] + picks[:, j]] for j in party.columns]
            scores = np.stack(columns, axis=1)
            total = scores.sum(axis=1) if party.weights is None else getattr(party.weights, side)(scores)
            found.append((total + raised(added[end]) >= 0) | (sums[end] >= party.cap))
        return found[0], found[1]

    @property
    def tight(self) -> bool:
        """Whether bounds are exact for every deal; else some that are certain may be called possible only."""
        return all(party.fallback is None or party.fallback.tight for party in self.parties)

    def within(self, gains: Sequence[float], budget: int) -> bool:
        """Whether some deal might pass if each of ``who`` had so much more of it than it has.

        Parameters
        ----------
        gains : sequence of float
        budget : int
            Most deals to go through.

        Raises
        ------
        BudgetError
        """
        wide = [
            replace(party, away=(party.away[0] - gain, party.away[1]), exact=False, fallback=None)
            for party, gain in zip(self.parties, gains, strict=True)
        ]
        chunks = replace(self, parties=tuple(wide)).chunks(budget)
        return any(self.space.passes(possibly).any() for _, _, possibly in chunks)

    def chunks(self, budget: int) -> Iterator[tuple[NDArray[np.int64], Bools, Bools]]:
        """Go through every deal: flat number, who surely accepts, who possibly accepts."""
        joint = self.space.joint
        for flat, picks in joint.chunks(budget):
            surely, possibly = self.accepts(picks, joint)
            yield flat, surely, possibly


def _option_bounds(
    issue: Issue, scores: Judgements, options: tuple[str, ...]
) -> tuple[list[float], list[float]]:
    if scores.order is None:
        named = scores.named
        blends = [blend_of(issue, scores, option) for option in options]
        low = [float(sum(share * Fraction(named[name].low) for name, share in parts)) for parts in blends]
        high = [float(sum(share * Fraction(named[name].high) for name, share in parts)) for parts in blends]
        return low, high
    chain = scores.order.chains[0]
    rank = {name: place for place, group in enumerate(chain) for name in group}
    last = len(chain) - 1
    low = [100.0 if rank[option] == 0 else 0.0 for option in options]
    high = [0.0 if rank[option] == last and last else 100.0 for option in options]
    return low, high


def _party(case: Case, space: Space, who: int) -> PartyBounds:
    preference = case.preferences[space.who[who]]
    low, high = np.zeros(space.features), np.zeros(space.features)
    ends: dict[str, tuple[float, float]] = {}
    for issue, scores in preference.scores.items():
        number = space.issues.index(issue)
        part = slice(space.first[number], space.first[number] + len(space.options[number]))
        low[part], high[part] = _option_bounds(case.issues[issue], scores, space.options[number])
        ends |= {
            f"scores.{issue}.{option}": (float(low[column]), float(high[column]))
            for column, option in enumerate(space.options[number], part.start)
        }
        ends |= {
            f"scores.{issue}.{name}": (float(one.low), float(one.high)) for name, one in scores.named.items()
        }
    for term in space.terms[who]:
        ends[term.path] = float(term.judgement.low), float(term.judgement.high)
        low[term.feature] = float(term.factor * Fraction(term.judgement.low))
        high[term.feature] = float(term.factor * Fraction(term.judgement.high))
    scored = tuple(preference.scores)
    away = preference.walk_away
    return PartyBounds(
        low=low,
        high=high,
        columns=tuple(space.issues.index(issue) for issue in scored),
        weights=None if preference.weights is None else weights_of(preference.weights, scored),
        away=(float(away.low), float(away.high)) if isinstance(away, Judgement) else (0.0, 0.0),
        exact=preference.exact,
        slack=EASE * float(np.maximum(np.abs(low), np.abs(high)).sum()),
        cap=np.inf if preference.cap is None else float(preference.cap),
        fallback=build_instead(space, case.issues, preference, who),
        ends=ends,
    )


def build_bounds(case: Case, space: Space, values: Values) -> Bounds:
    """Collect the bounds of every judgement of a case.

    Parameters
    ----------
    case : Case
    space : Space
    values : Values
        The central realisation, for parties whose judgements are all exact.
    """
    bounds = Bounds(space, tuple(_party(case, space, who) for who in range(len(space.who))), values)
    parties = []
    for who, party in enumerate(bounds.parties):
        if party.fallback is not None:
            low, high = bounds.range(who, party.fallback.picks, space.joint)
            party = replace(party, away=(float(low[0]), float(high[0])))
        parties.append(party)
    return replace(bounds, parties=tuple(parties))


def _eased(party: PartyBounds) -> PartyBounds:
    away = lowered(np.array(party.away))
    return replace(
        party,
        low=raised(party.low),
        high=raised(party.high),
        away=(float(away[0]), float(away[1])),
        cap=float(raised(np.array(party.cap))) if np.isfinite(party.cap) else party.cap,
    )
