r"""Scores signed deals: values, distance to the frontier, what was left on the table, who claimed what.

With :math:`v_p` the value of a deal to a party, :math:`a_p` its walk-away and :math:`w_p` one in the unit of
all, the joint gain is :math:`\sum_p w_p (v_p - a_p)`. A party's share of it is what it *claimed*; the largest
of the deals that would be signed, or that a group did sign, and are worse for nobody, less the deal's own,
is what was *left on the table*. Where the parties count on different scales, :math:`w_p` is one over the most
that the party could gain.

A deal is on the frontier where :func:`walkaway.improve` finds none better for one and worse for nobody, and
no other group signed such a deal either: what was signed could be had, whoever should have refused it.

References
----------
Raiffa (1982), *The Art and Science of Negotiation*, on the scoring of negotiated deals; Lax and Sebenius
(1986), *The Manager as Negotiator*, on creating and claiming value.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from ...case import Case
from ...case.titles import deal_words
from ...errors import Fault, Faults, ResultsError, UsageError
from ...space import DEAL_BUDGET, Picks, Space, Values, build_space, central_values, in_steps
from ..frontier.frontier import Frontier, frontier_of, frontier_within
from ..frontier.merging import Ints
from ..improve.better import BetterDeals, Dominating, find_better
from ..improve.given_deal import Given, dominates, given_deal
from ..improve.measures import distance_of, largest_sum
from ..result import Method
from ..zone.bounds import Bounds, build_bounds
from .group_results import Debrief, GroupResult
from .signed_deals import Results, SignedByGroup, deals_in

if TYPE_CHECKING:
    from ..asked import Asked

__all__ = ["scored"]

Number = TypeVar("Number", int, float)


@dataclass(frozen=True, eq=False)
class DealWorth:
    """What one deal, or no deal, is worth: integers in the parties' units, and what was left."""

    integers: Ints
    joint: Fraction
    left: Fraction | None
    given: Given | None = None
    efficient: bool | None = None
    distance: float | None = None


@dataclass(frozen=True, eq=False)
class Yardstick:
    """What all deals are measured against."""

    space: Space
    values: Values
    front: Frontier
    weights: tuple[Fraction, ...]
    unit: str
    passing: Ints  # values of the deals that would be signed, or of enough of them, shape (deals, parties)
    signed: Picks  # the deals that were signed, shape (deals, issues)

    @cached_property
    def had(self) -> Ints:
        """Values of the deals that were signed, shape (deals, parties)."""
        return np.asarray(self.space.worth(self.values, self.signed)[:, : self.space.parties])

    @property
    def away(self) -> Ints:
        """Walk-aways of the parties, in their units."""
        return self.values.walk_away[: self.space.parties]

    def joint(self, differences: Ints) -> Fraction:
        """Differences of the parties as one number."""
        return sum((int(x) * w for x, w in zip(differences, self.weights, strict=True)), Fraction(0))

    def most(self, differences: Ints) -> Fraction:
        """The largest joint difference of some rows; 0 if there is none."""
        return largest_sum(differences, self.weights) if len(differences) else Fraction(0)

    def worth(self, given: Given) -> DealWorth:
        """Look at one deal.

        Where every party must accept and no ratifier is asked, nobody refuses what dominates a deal, so that
        the frontier alone will do.
        """
        all_may = self.space.votes.unanimous and len(self.space.who) == self.space.parties
        if all_may and not self.front.limit:
            better = BetterDeals(given, Dominating(), self.front)
        else:
            better = find_better(given, self.front)
        outdone = np.flatnonzero(dominates(self.had - given.integers, given.slack))
        efficient = False if len(outdone) else None if better.any is None else not better.any
        apart = distance_of(self.beside(better, outdone))
        if given.shut and efficient is not False:  # what red lines forbid is on no frontier, nor off it
            efficient = apart = None
        left = None
        if better.above:
            rows = np.concatenate((self.passing, self.had))
            rows = rows[(rows >= given.integers - given.slack).all(axis=1)]
            left = self.most(np.maximum(rows - given.integers, 0))
        return DealWorth(
            given.integers,
            self.joint(given.integers - self.away),
            left,
            given,
            efficient,
            apart,
        )

    def beside(self, better: BetterDeals, outdone: NDArray[np.intp]) -> BetterDeals:
        """The same with a frontier on which those signed deals stand that outdo the given one."""
        front, rows = better.front, self.had[outdone]
        new = [
            at
            for at, row in enumerate(rows)
            if not (front.integers >= row - better.given.slack).all(axis=1).any()
        ]
        if front.limit or not new:
            return better
        picks = np.unique(np.concatenate((front.picks, self.signed[outdone[new]])), axis=0)
        return replace(better, front=frontier_of(self.space, self.values, picks))

    @property
    def no_deal(self) -> DealWorth:
        """What walking away is worth, and what a deal could have gained."""
        return DealWorth(self.away, Fraction(0), self.possible)

    @property
    def possible(self) -> Fraction | None:
        """The most that could be gained together in a deal that would be signed."""
        return self.most(self.passing - self.away) if len(self.passing) else None


def _passing(space: Space, values: Values, front: Frontier) -> Ints:
    """Values of the deals that would be signed, shape (deals, parties).

    Where all parties must accept and nobody else, what dominates such a deal would be signed too, so that the
    efficient ones will do. Else a ratifier or an outvoted party may refuse every deal that dominates it: all
    deals are gone through, or, where they are too many, the efficient ones.
    """
    whole = space.votes.unanimous and len(space.who) == space.parties
    if whole or front.limit or space.joint.combinations > DEAL_BUDGET:
        if not len(front):
            return front.integers
        return np.asarray(front.integers[space.passes(space.accepts(front.values, front.picks))])
    found = [np.zeros((0, space.parties), np.int64)]
    for _, picks in space.joint.chunks(DEAL_BUDGET):
        signed = picks[space.passes(space.accepts(values, picks))]
        found.append(np.unique(space.worth(values, signed)[:, : space.parties], axis=0))
    return np.concatenate(found)


def scored(asked: Asked, results: Results) -> Debrief:
    """Score what each group signed.

    Work: one frontier; then O(frontier · parties) for each deal that differs, and, where ratifiers or a quota
    decide what might be signed, the deals that dominate it.
    """
    groups = deals_in(asked.case, results)
    case = asked.case
    for one in groups:
        case = in_steps(case, one.deal or {})
    space = build_space(case, rule=asked.rule)
    values = central_values(case, space)
    bounds = build_bounds(case, space, values)
    given = _given(case, groups, space, values, bounds, getattr(results, "path", ""))
    front = frontier_within(space, values)
    passing = _passing(space, values, front)
    unit, weights = _weights(space, values, passing, [case.preferences[who].scale for who in space.who])
    none = np.zeros((0, len(space.issues)), np.intp)
    signed = np.concatenate([none, *(deal.picks for deal in given.values())])
    scale = Yardstick(space, values, front, weights, unit, passing, signed)
    known = {(): scale.no_deal} | {key: scale.worth(deal) for key, deal in given.items()}
    worths = [known[_key(one)] for one in groups]
    found = sorted(_results(scale, groups, worths), key=lambda one: one.rank)
    possible, note = scale.possible, "gains of the parties are added up, which is a convention"
    if not unit:
        note = "scales differ: each gain is counted as a share of the most that the party could gain"
    return Debrief(
        parties=space.who[: space.parties],
        agreement=str(space.rule),
        rule=space.rule,
        walk_away=_named(space, values.own_scale(scale.away).tolist()),
        unit=unit,
        possible=None if possible is None else float(possible),
        signed=sum(one.deal is not None for one in groups),
        no_deals=sum(one.deal is None for one in groups),
        on_frontier=sum(one.efficient is True for one in found),
        groups=tuple(found),
        method=Method(
            name="comparison with walking away and with the frontier",
            exact=front.method.exact,
            realisation=values.name,
            note=f"{note}; {front.limit}" if front.limit else note,
        ),
        front=front,
    )


def _key(one: SignedByGroup) -> tuple[str, ...]:
    return tuple((one.deal or {}).values())


def _given(
    case: Case, groups: Sequence[SignedByGroup], space: Space, values: Values, bounds: Bounds, file: str
) -> dict[tuple[str, ...], Given]:
    """Every deal that differs; what the case calls impossible is a fault at its line."""
    found, faults = dict[tuple[str, ...], Given](), Faults()
    for one in groups:
        if one.deal is None or _key(one) in found:
            continue
        try:
            found[_key(one)] = given_deal(space, values, one.deal, bounds)
        except UsageError as error:
            (fault,) = error.faults
            line, path = (0, f"{one.place}: {one.group}") if one.place else (one.line, one.group)
            found_deal = f"{deal_words(case, one.deal)}, {fault.found}"
            faults.add(Fault(file=file, line=line, path=path, found=found_deal, expected=fault.expected))
    faults.raise_if_any(ResultsError)
    return found


def _weights(
    space: Space, values: Values, passing: Ints, scales: Sequence[str]
) -> tuple[str, tuple[Fraction, ...]]:
    """The unit of joint gains, and what one of each party's units counts for in it."""
    parties = space.parties
    if len({*scales[:parties]}) == 1:
        return scales[0], values.units[:parties]
    rows = passing - values.walk_away[:parties]
    most = rows.max(axis=0).tolist() if len(rows) else [0] * parties
    return "", tuple(Fraction(1, top) if top > 0 else Fraction(0) for top in most)


def _named(space: Space, numbers: Sequence[Number]) -> dict[str, Number]:
    """One number for each party."""
    return dict(zip(space.who[: space.parties], numbers, strict=True))


def _ranks(numbers: Sequence[Fraction], slack: Fraction) -> list[int]:
    """One plus how many are larger, by more than what rounding can do."""
    known = sorted(numbers)
    return [1 + len(known) - bisect_right(known, own + slack) for own in numbers]


def _results(
    scale: Yardstick, groups: Sequence[SignedByGroup], worths: Sequence[DealWorth]
) -> Iterator[GroupResult]:
    space, values, parties = scale.space, scale.values, scale.space.parties
    slack = values.slack[:parties]
    ranks = _ranks([one.joint for one in worths], scale.joint(slack))
    places = [
        _ranks([Fraction(int(one.integers[who])) for one in worths], Fraction(int(slack[who])))
        for who in range(parties)
    ]
    for at, (one, worth) in enumerate(zip(groups, worths, strict=True)):
        gains, given = worth.integers - scale.away, worth.given
        weighed = [float(int(x) * w) for x, w in zip(gains, scale.weights, strict=True)]
        yield GroupResult(
            group=one.group,
            line=one.line,
            deal=one.deal,
            rank=ranks[at],
            value=_named(space, values.own_scale(worth.integers).tolist()),
            gains=_named(space, values.own_scale(gains).tolist()),
            weighed=_named(space, weighed),
            places=_named(space, [each[at] for each in places]),
            joint=float(worth.joint),
            left=None if worth.left is None else float(worth.left),
            claimed=_claimed(scale, gains, worth.joint),
            efficient=worth.efficient,
            distance=worth.distance,
            passes=None if given is None else bool(space.passes(space.accepts(values, given.picks))[0]),
            refused_by=() if given is None else given.refused_by,
            unwilling=() if given is None else given.unwilling,
        )


def _claimed(scale: Yardstick, gains: Ints, joint: Fraction) -> dict[str, float] | None:
    if joint <= 0:
        return None
    shares = [float(int(gain) * w / joint) for gain, w in zip(gains, scale.weights, strict=True)]
    return _named(scale.space, shares)
