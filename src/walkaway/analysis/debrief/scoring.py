r"""Scores signed deals: values, distance to the frontier, what was left on the table, who claimed what.

With :math:`v_p` the value of a deal to a party, :math:`a_p` its walk-away and :math:`w_p` one in the unit of
all, the joint gain is :math:`\sum_p w_p (v_p - a_p)`. A party's share of it is what it *claimed*; the largest
of the deals that would be signed, or that a group did sign, and are worse for nobody, less the deal's own,
is what was *left on the table*. Where the parties count on different scales, :math:`w_p` is one over the most
that the party could gain.

What was left, and how far the frontier is, are measured to one set: the efficient ones among the deals that
would be signed and those that a group did sign, for what was signed could be had, whoever should have refused
it. A deal is on the frontier where it would be signed and nothing in that set is better for one and worse for
nobody. What nobody outdoes and would not be signed, as it crosses a red line or is worth less than walking
away, is not compared.

References
----------
Raiffa (1982), *The Art and Science of Negotiation*, on the scoring of negotiated deals; Lax and Sebenius
(1986), *The Manager as Negotiator*, on creating and claiming value.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from ...case import Case
from ...case.titles import deal_words
from ...errors import Fault, Faults, ResultsError, UsageError
from ...space import DEAL_BUDGET, Space, Values, build_space, central_values, in_steps
from ..frontier.frontier import Frontier, frontier_of, frontier_within
from ..frontier.merging import Ints, undominated
from ..improve.better import find_better, standing
from ..improve.given_deal import Given, dominates, given_deal
from ..improve.measures import distance_between, largest_sum
from ..result import Method
from .group_results import Debrief, GroupResult
from .signed_deals import Results, SignedByGroup, deals_in

if TYPE_CHECKING:
    from ..asked import Asked

Number = TypeVar("Number", int, float)


@dataclass(frozen=True, eq=False)
class DealWorth:
    """What one deal, or no deal, is worth: integers in the parties' units, and what was left."""

    integers: Ints
    joint: Fraction
    left: Fraction | None
    given: Given | None = None
    passes: bool | None = None
    efficient: bool | None = None
    distance: float | None = None


@dataclass(frozen=True, eq=False)
class Yardstick:
    """What all deals are measured against: the efficient ones among what would be signed and what was."""

    space: Space
    values: Values
    front: Frontier
    weights: tuple[Fraction, ...]
    unit: str
    passing: Ints  # efficient values of the deals that would be signed, as far as known, (deals, parties)
    had: Ints  # values of the deals that were signed, shape (deals, parties)
    whole: bool  # whether nothing that would be signed is missing from ``passing``

    @cached_property
    def best(self) -> Ints:
        """Efficient values among those of the deals that would be signed and of those that were."""
        rows = np.concatenate((self.passing, self.had))
        return np.asarray(rows[undominated(rows)])

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
        """Look at one deal: whether something outdoes it, what was left, how far the frontier is."""
        above, known = self.above(given)
        gains = above - given.integers
        outdone = bool(dominates(gains).any())
        efficient = standing(outdone=outdone if outdone or known else None, compared=given.passes)
        harmless = np.maximum(gains[(gains >= 0).all(axis=1)], 0)
        return DealWorth(
            given.integers,
            self.joint(given.integers - self.away),
            self.most(harmless) if known and efficient is not None else None,
            given,
            given.passes,
            efficient,
            None if efficient is None or self.front.limit else self.distance(given),
        )

    def above(self, given: Given) -> tuple[Ints, bool]:
        """What may outdo a deal, and whether that is all; what is not known of the whole is looked for."""
        if self.whole:
            return self.best, True
        better = find_better(given, self.front)
        picks = better.front.picks[better.rows]
        signed = self.space.passes(self.space.accepts(self.values, picks))
        return np.concatenate((self.best, better.front.integers[better.rows][signed])), better.above

    def distance(self, given: Given) -> float:
        """To the nearest of the best, in spans of what would be signed, or if nothing would of all."""
        rows = self.passing if len(self.passing) else self.best
        spans, far = rows.max(axis=0) - rows.min(axis=0), abs(self.best.max(axis=0) - given.integers)
        return distance_between(self.best - given.integers, np.where(spans, spans, far).tolist())

    @property
    def no_deal(self) -> DealWorth:
        """What walking away is worth, and what a deal could have gained."""
        return DealWorth(self.away, Fraction(0), self.possible)

    @property
    def possible(self) -> Fraction | None:
        """The most that could be gained together in a deal that would be signed."""
        return self.most(self.passing - self.away) if len(self.passing) else None


def _would_be_signed(space: Space, values: Values, front: Frontier) -> tuple[Frontier, Ints, bool]:
    """The frontier to be shown, the efficient values that would be signed, and whether none is missing.

    Where all parties must accept and nobody else, what dominates such a deal would be signed too, so that
    those on the frontier will do. Else a ratifier or an outvoted party may refuse every deal that dominates
    it: all deals are gone through, or, where they are too many, those on the frontier.
    """
    plain = space.votes.unanimous and len(space.who) == space.parties
    if plain or front.limit or space.joint.combinations > DEAL_BUDGET:
        signed = space.passes(space.accepts(front.values, front.picks)) if len(front) else np.zeros(0, bool)
        return front, front.integers[signed], plain and not front.limit
    found = np.zeros((0, len(space.issues)), np.intp)
    for _, picks in space.joint.chunks(DEAL_BUDGET):
        rows = np.concatenate((found, picks[space.passes(space.accepts(values, picks))]))
        found = frontier_of(space, values, rows).picks if len(rows) else rows
    if not len(found):
        return front, front.integers[:0], True
    shown = frontier_of(space, values, found)
    return shown, shown.integers, True


def scored(asked: Asked, results: Results) -> Debrief:
    """Score what each group signed.

    Work: one frontier, and, where ratifiers or a quota decide what would be signed, one pass over all deals;
    then O(frontier · parties) for each deal that differs.
    """
    groups, aside = deals_in(asked.case, results)
    case = asked.case
    for one in groups:
        case = in_steps(case, one.deal or {})
    space = build_space(case, rule=asked.rule)
    values = central_values(case, space)
    given = _given(case, groups, space, values, getattr(results, "path", ""))
    shown, passing, whole = _would_be_signed(space, values, frontier_within(space, values))
    unit, weights = _weights(space, values, passing, [case.preferences[who].scale for who in space.who])
    had = np.concatenate([passing[:0], *(deal.integers[None] for deal in given.values())])
    scale = Yardstick(space, values, shown, weights, unit, passing, had, whole)
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
        left_aside=aside,
        on_frontier=sum(one.efficient is True for one in found),
        groups=tuple(found),
        method=Method(
            name="comparison with walking away and with the frontier",
            exact=shown.method.exact,
            realisation=values.name,
            note=f"{note}; {shown.limit}" if shown.limit else note,
        ),
        front=shown,
    )


def _key(one: SignedByGroup) -> tuple[str, ...]:
    return tuple((one.deal or {}).values())


def _given(
    case: Case, groups: Sequence[SignedByGroup], space: Space, values: Values, file: str
) -> dict[tuple[str, ...], Given]:
    """Every deal that differs; what the case calls impossible is a fault at its line."""
    found, faults = dict[tuple[str, ...], Given](), Faults()
    for one in groups:
        if one.deal is None or _key(one) in found:
            continue
        try:
            found[_key(one)] = given_deal(space, values, one.deal)
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


def _ranks(numbers: Sequence[Fraction]) -> list[int]:
    """One plus how many are larger."""
    known = sorted(numbers)
    return [1 + len(known) - bisect_right(known, own) for own in numbers]


def _results(
    scale: Yardstick, groups: Sequence[SignedByGroup], worths: Sequence[DealWorth]
) -> Iterator[GroupResult]:
    space, values, parties = scale.space, scale.values, scale.space.parties
    ranks = _ranks([one.joint for one in worths])
    places = [_ranks([Fraction(int(one.integers[who])) for one in worths]) for who in range(parties)]
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
            passes=worth.passes,
            refused_by=() if given is None else given.refused_by,
            unwilling=() if given is None else given.unwilling,
        )


def _claimed(scale: Yardstick, gains: Ints, joint: Fraction) -> dict[str, float] | None:
    if joint <= 0:
        return None
    shares = [float(int(gain) * w / joint) for gain, w in zip(gains, scale.weights, strict=True)]
    return _named(scale.space, shares)
