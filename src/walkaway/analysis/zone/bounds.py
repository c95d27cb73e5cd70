r"""What holds whatever the judgements are: bounds of values, deal by deal, with no sampling.

Scores and interactions go to their ends and weights, never negative, to a corner of their polytope:
:math:`\min v(x) = \min_{w \in W} \sum_j w_j \underline s_j(x_j) + \sum_k \underline a_k`. A party *surely*
accepts if that reaches its highest walk-away, *possibly* if its largest value reaches the lowest; red lines
are certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ...case import Case, Fallback, Issue, Judgement, Judgements, Preference
from ...space import Bools, Picks, Space, Values
from ...space.score_blends import blend_of
from ...space.values import EASE, lowered, raised
from ...space.weights import Floats, Weights, weights_of


@dataclass(frozen=True, eq=False)
class Instead:
    """The deal that a party's walk-away is worth, and how far each option's score may lie from that in it.

    Bounds are then of the difference :math:`v(x) - v(d)`: what both deals have in common falls out.
    """

    picks: Picks
    low: Floats
    high: Floats
    # whether these bounds are exact for every deal: not with functions of uncertain points, which the two
    # deals may meet differently, nor with a cap where judgements are uncertain
    tight: bool

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


def apart(issue: Issue, scores: Judgements, options: tuple[str, ...], own: str) -> list[tuple[float, float]]:
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


def _instead(space: Space, issues: dict[str, Issue], preference: Preference, who: int) -> Instead | None:
    """The fallback of a party in numbers; None if its walk-away is a judgement."""
    away = preference.walk_away
    if not isinstance(away, Fallback):
        return None
    low, high = np.zeros(space.features), np.zeros(space.features)
    for issue, scores in preference.scores.items():
        number = space.issues.index(issue)
        between = apart(issues[issue], scores, space.options[number], away.deal[issue])
        for column, (least, most) in enumerate(between, space.first[number]):
            low[column], high[column] = least, most
    mine = {leaf.feature for owner, node in space.joint.functions if owner == who for leaf in node.leaves}
    unsure = any(term.feature in mine and not term.judgement.exact for term in space.terms[who])
    tight = not unsure and (preference.cap is None or preference.exact)
    return Instead(space.picks_of(away.deal), low, high, tight)


@dataclass(frozen=True, eq=False)
class PartyBounds:
    """Bounds of one party's judgements."""

    low: Floats  # of all features: scores (unweighted) and added points
    high: Floats
    columns: tuple[int, ...]  # numbers of the issues that carry weight, in the order of the weights
    weights: Weights | None
    away: tuple[float, float]  # lowest and highest walk-away
    exact: bool  # every judgement of the party is one number
    slack: float  # what sums of this party's numbers may be off by, whichever deal it is
    cap: float = np.inf
    fallback: Instead | None = None  # the deal the walk-away is worth; ``away`` then bounds its worth
    ends: Mapping[str, tuple[float, float]] = field(default_factory=dict)  # by path below the preference

    @property
    def eased(self) -> PartyBounds:
        """The same with every number raised and the walk-away lowered by the tolerance of comparisons."""
        low, high = map(float, lowered(np.array(self.away)))
        cap = float(raised(np.array(self.cap))) if np.isfinite(self.cap) else self.cap
        return replace(self, low=raised(self.low), high=raised(self.high), away=(low, high), cap=cap)

    def scored(self, scores: Floats, *, most: bool) -> Floats:
        """Least or largest value of deals by the scores (deals, issues) of their options."""
        if self.weights is None:
            return np.asarray(scores.sum(axis=1))
        return self.weights.highest(scores) if most else self.weights.lowest(scores)


@dataclass(frozen=True, eq=False)
class Bounds:
    """Bounds for all who are asked, ready to be applied to many deals."""

    space: Space
    parties: tuple[PartyBounds, ...]
    values: Values
    # for small spaces alone: the list of deals by number of the chunk; by who and that number their eased
    # ranges, and which of them cross no red line
    deals: dict[int, tuple[NDArray[np.int64], Picks]] = field(default_factory=dict, init=False, repr=False)
    known: dict[tuple[int, int], tuple[Floats, Floats]] = field(default_factory=dict, init=False, repr=False)
    willing: dict[tuple[int, int], Bools] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def eased(self) -> Bounds:
        """The same, eased."""
        return replace(self, parties=tuple(party.eased for party in self.parties))

    def range(self, who: int, picks: Picks) -> tuple[Floats, Floats]:
        """Least and largest value of each deal for one party, on its own scale, shape (deals,)."""
        low, high = self.sums(who, picks)
        return np.minimum(low, self.parties[who].cap), np.minimum(high, self.parties[who].cap)

    def sums(self, who: int, picks: Picks) -> tuple[Floats, Floats]:
        """As :meth:`range`, without the cap."""
        return self.end(who, picks, most=False), self.end(who, picks, most=True)

    def end(self, who: int, picks: Picks, *, most: bool) -> Floats:
        """One of the two alone."""
        party = self.parties[who]
        bound = party.high if most else party.low
        scored = party.scored(self._scores(party, bound, picks), most=most)
        return np.asarray(scored + self.added(who, bound, picks))

    def _scores(self, party: PartyBounds, bound: Floats, picks: Picks) -> Floats:
        """What stands in a bound for the options of each deal, shape (deals, scored issues)."""
        columns = [bound[self.space.first[j] + picks[:, j]] for j in party.columns]
        return np.stack(columns, axis=1) if columns else np.zeros((len(picks), 0))

    def added(self, who: int, bound: Floats, picks: Picks) -> Floats:
        """Interactions and functions at their bounds; functions never fall when a part rises."""
        joint, total = self.space.joint, np.zeros(len(picks))
        for feature, owner, mask in joint.interactions:
            if owner == who:
                total += mask.holds(picks, joint.columns) * bound[feature]
        for owner, node in joint.functions:
            if owner == who:
                total += node.added(bound[None], picks, joint.columns)[0]
        return total

    def _listed(self, who: int, picks: Picks, chunk: int | None) -> tuple[Floats, Floats]:
        """The eased range of deals; remembered where they are a chunk of the list."""
        if chunk is None:
            return self.eased.range(who, picks)
        if (who, chunk) not in self.known:
            self.known[who, chunk] = self.eased.range(who, picks)
        return self.known[who, chunk]

    def _willing(self, who: int, picks: Picks, chunk: int | None) -> Bools:
        """Which deals cross no red line of one who is asked; remembered likewise."""
        if chunk is None:
            return ~self.space.joint.refused(picks, who)
        if (who, chunk) not in self.willing:
            self.willing[who, chunk] = ~self.space.joint.refused(picks, who)
        return self.willing[who, chunk]

    def accepts(self, picks: Picks, chunk: int | None = None) -> tuple[Bools, Bools]:
        """Who surely and who possibly accepts each deal, shape (deals, who) each.

        ``chunk`` is the number of the chunk, where these deals are one of a list that is remembered.
        """
        surely = np.zeros((len(picks), len(self.space.who)), dtype=bool)
        possibly = np.zeros_like(surely)
        for who, party in enumerate(self.parties):
            if party.exact:
                sure = maybe = self.space.enough(self.values, picks, who)
            elif party.fallback is not None:
                sure, maybe = self._rather(who, party.fallback, picks)
            else:
                (low, high), away = self._listed(who, picks, chunk), self.eased.parties[who].away
                sure, maybe = low >= away[1], high >= away[0]
            willing = self._willing(who, picks, chunk)
            surely[:, who], possibly[:, who] = sure & willing, maybe & willing
        return surely, possibly

    def _rather(self, who: int, instead: Instead, picks: Picks) -> tuple[Bools, Bools]:
        """Whether a party surely, and whether it possibly, has a deal at least as high as its fallback."""
        party = self.eased.parties[who]
        added = instead.functions(self.space, who, (self.parties[who].low, self.parties[who].high), picks)
        sure, maybe = (
            (party.scored(self._scores(party, raised(bound), picks), most=most) + raised(more) >= 0)
            | (sums >= party.cap)
            for bound, most, more, sums in zip(
                (instead.low, instead.high), (False, True), added, self.eased.sums(who, picks), strict=True
            )
        )
        return sure, maybe

    @property
    def tight(self) -> bool:
        """Whether bounds are exact for every deal; else some that are certain may be called possible only."""
        return all(party.fallback is None or party.fallback.tight for party in self.parties)

    def within(self, gains: Sequence[float], budget: int) -> bool:
        """Whether some deal might pass if each of ``who`` had so much more of it than it has."""
        wide = [
            replace(party, away=(party.away[0] - gain, party.away[1]), exact=False, fallback=None)
            for party, gain in zip(self.parties, gains, strict=True)
        ]
        chunks = replace(self, parties=tuple(wide)).chunks(budget)
        return any(self.space.passes(possibly).any() for _, _, possibly in chunks)

    def chunks(self, budget: int) -> Iterator[tuple[NDArray[np.int64], Bools, Bools]]:
        """Go through every deal: flat number, who surely accepts, who possibly accepts."""
        if self.space.combinations > _KNOWN:
            for flat, picks in self.space.joint.chunks(budget):
                yield flat, *self.accepts(picks)
            return
        if not self.deals:
            self.deals.update(enumerate(self.space.joint.chunks(budget)))
        for number, (flat, picks) in self.deals.items():
            yield flat, *self.accepts(picks, number)


def _option_bounds(issue: Issue, scores: Judgements, option: str) -> tuple[float, float]:
    """Least and largest score of an option."""
    if scores.order is None:
        parts = [(share, scores.named[name]) for name, share in blend_of(issue, scores, option)]
        low = sum(share * Fraction(point.low) for share, point in parts)
        return float(low), float(sum(share * Fraction(point.high) for share, point in parts))
    chain = scores.order.chains[0]
    if option in chain[0]:
        return 100.0, 100.0
    return 0.0, 0.0 if option in chain[-1] else 100.0


def _party(case: Case, space: Space, who: int) -> PartyBounds:
    preference = case.preferences[space.who[who]]
    low, high = np.zeros(space.features), np.zeros(space.features)
    ends: dict[str, tuple[float, float]] = {}
    for issue, scores in preference.scores.items():
        number = space.issues.index(issue)
        for column, option in enumerate(space.options[number], space.first[number]):
            both = _option_bounds(case.issues[issue], scores, option)
            low[column], high[column] = ends[f"scores.{issue}.{option}"] = both
        for name, one in scores.named.items():
            ends[f"scores.{issue}.{name}"] = float(one.low), float(one.high)
    for term in space.terms[who]:
        ends[term.path] = float(term.judgement.low), float(term.judgement.high)
        low[term.feature] = float(term.factor * Fraction(term.judgement.low))
        high[term.feature] = float(term.factor * Fraction(term.judgement.high))
    scored, away = tuple(preference.scores), preference.walk_away
    return PartyBounds(
        low=low, high=high, ends=ends, columns=tuple(space.issues.index(issue) for issue in scored),
        weights=None if preference.weights is None else weights_of(preference.weights, scored),
        away=(float(away.low), float(away.high)) if isinstance(away, Judgement) else (0.0, 0.0),
        exact=preference.exact, slack=EASE * float(np.maximum(np.abs(low), np.abs(high)).sum()),
        cap=np.inf if preference.cap is None else float(preference.cap),
        fallback=_instead(space, case.issues, preference, who),
    )  # fmt: skip


_KNOWN = 1 << 18
"""Most combinations of a space whose list is remembered: 2 MB an issue, and 4 MB for each who is asked."""
_OTHERWISE = dict.fromkeys(("walk_away", "red_lines", "believes", "discount"))
"""Parts of a preference that do not change what a deal is worth."""


def _as_worth(preference: Preference) -> Preference:
    """What the ranges of one who is asked, for the deals of a case in their order, rest on."""
    return preference.model_copy(update=_OTHERWISE)


def take_over(bounds: Bounds, case: Case, before: Bounds, other: Case) -> None:
    """Take over what a case shares with another one, whose bounds were asked before."""
    if (case.issues, case.impossible) != (other.issues, other.impossible):
        return
    bounds.deals.update(before.deals)
    for who, name in enumerate(bounds.space.who):
        if name not in before.space.who:
            continue
        at, own, old = before.space.who.index(name), case.preferences[name], other.preferences[name]
        if _as_worth(own) == _as_worth(old):
            bounds.known.update({(who, n): known for (i, n), known in tuple(before.known.items()) if i == at})
        if own.red_lines == old.red_lines:
            bounds.willing.update({(who, n): yes for (i, n), yes in tuple(before.willing.items()) if i == at})


def build_bounds(case: Case, space: Space, values: Values) -> Bounds:
    """The bounds of every judgement of a case; ``values`` is the central realisation."""
    bounds = Bounds(space, tuple(_party(case, space, who) for who in range(len(space.who))), values)
    parties = []
    for who, party in enumerate(bounds.parties):
        if party.fallback is not None:
            low, high = bounds.range(who, party.fallback.picks)
            party = replace(party, away=(float(low[0]), float(high[0])))
        parties.append(party)
    return replace(bounds, parties=tuple(parties))
