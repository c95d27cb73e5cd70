"""What an act on record, an offer or a refusal, says of its actor; and which judgements it contradicts.

Whoever **offers** a deal should prefer it to walking away, and fills what it leaves open as he likes best;
whoever **refuses** terms should prefer walking away, and expects of what they leave open the average.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import inf
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ...case import Case, Choice, Fallback, Interaction, Pattern
from ...case.titles import pattern_words, worth_words
from ...space import DEAL_BUDGET, Bools, Picks, Space, Values
from ...space.draws import Draws
from ...space.existence import terms_of
from ...space.sweep import Combinations
from ...space.weights import Floats, weights_of
from ..result import Result

Kind = Literal["offers", "refuses"]
How = Literal["best", "mean", "worst"]
_ROWS, _TOGETHER = 2048, 1 << 14  # combinations and draws looked at together, on which no answer hangs


@dataclass(frozen=True, slots=True)
class Act:
    """One act on record that reveals a preference."""

    event: int  # its place in the record
    by: str
    kind: Kind
    deal: Mapping[str, str]  # issue → option


def acts_of(case: Case) -> tuple[Act, ...]:
    """The acts of a record, in order; a refusal comes before an offer of the same event."""
    acts = []
    for index, event in enumerate(case.record):
        if event.refuses is not None:
            acts.append(Act(index, event.by, "refuses", event.refuses))
        if event.offer is not None:
            acts.append(Act(index, event.by, "offers", event.offer))
    return tuple(acts)


def worth(
    space: Space, draws: Draws, who: int, deal: Mapping[str, str], *, how: How, red_lines: bool = True
) -> Floats:
    """Value of some terms to one of those who are asked, in every draw; minus infinity where nothing is left.

    Issues left open are as this one likes best or least, or at their average over what can be carried out.
    """
    if draws.count > _TOGETHER:
        parts = (draws.some(slice(at, at + _TOGETHER)) for at in range(0, draws.count, _TOGETHER))
        return np.concatenate([worth(space, some, who, deal, how=how, red_lines=red_lines) for some in parts])
    terms, own, asked = terms_of(space, deal), draws.coefficients[who], (who,) if red_lines else ()
    total, most = np.zeros(draws.count), np.zeros(draws.count)
    capped = how == "mean" and draws.caps is not None and np.isfinite(draws.caps[who])
    for cluster in space.clusters:
        rows = Combinations(space, cluster, cluster.keeping(terms, asked))
        if not len(rows):
            return np.full(draws.count, -np.inf)
        if how == "mean":
            total += _average(rows, who, own)
        if how != "mean" or capped:
            join = np.minimum if how == "worst" else np.maximum
            found = join.reduce([join.reduce(part) for part in _values(rows, who, own)])
            most, total = (most + found, total) if capped else (most, total + found)
    if draws.caps is None:
        return total
    if capped and (most > draws.caps[who]).any():
        deals = space.joint.keeping(terms, asked, budget=DEAL_BUDGET)
        return _capped_mean(space, draws, who, deals)
    return np.asarray(np.minimum(total, draws.caps[who]))


def _values(rows: Combinations, who: int, own: Floats) -> Iterator[Floats]:
    """Values of some combinations, in every draw, a part of the rows at a time."""
    table = rows.table(own)
    return (rows.worth(who, own, some, table) for some in rows.slices(_ROWS))


def _average(rows: Combinations, who: int, own: Floats) -> Floats:
    """The mean over some combinations of a cluster, in every draw; linear but for functions."""
    cluster, picks, often = rows.cluster, rows.picks, np.zeros(len(own))
    for column, issue in enumerate(cluster.issues):
        first, options = rows.space.first[issue], cluster.shape[column]
        often[first : first + options] = np.bincount(picks[:, column], minlength=options) / len(rows)
    for feature, _, mask in cluster.interactions:
        often[feature] = mask.holds(picks, cluster.columns).mean()
    total = np.asarray(often @ own)
    for owner, node in cluster.functions:
        for some in rows.slices(_ROWS) if owner == who else ():
            total += node.added(own.T, picks[some], cluster.columns).sum(axis=1) / len(rows)
    return total


def _capped_mean(space: Space, draws: Draws, who: int, picks: Picks) -> Floats:
    """The mean over deals of what is left of their value under the cap."""
    assert draws.caps is not None
    rows, total = Combinations(space, space.joint, picks), np.zeros(draws.count)
    for values in _values(rows, who, draws.coefficients[who]):
        total += np.minimum(values, draws.caps[who]).sum(axis=0)
    return np.asarray(total / len(rows))


def gain(
    space: Space, draws: Draws, who: int, deal: Mapping[str, str], *, how: How, red_lines: bool = True
) -> Floats:
    """What some terms give above walking away, as :func:`worth` has it; exact if numbers are certain."""
    if draws.certain is not None and draws.hangs_on_none(who):
        own = _gain(space, draws.certain.values, who, deal, how=how, red_lines=red_lines)
        return np.full(draws.count, own)
    return np.asarray(worth(space, draws, who, deal, how=how, red_lines=red_lines) - draws.walk_away[who])


def _gain(
    space: Space, values: Values, who: int, deal: Mapping[str, str], *, how: How, red_lines: bool
) -> float:
    """The same in fractions of integers."""
    terms, asked, own = terms_of(space, deal), (who,) if red_lines else (), values.coefficients[:, [who]]
    cap = None if values.caps is None or values.caps[who] == values.no_cap else int(values.caps[who])
    capped = how == "mean" and cap is not None  # then the mean is of whole deals
    total = Fraction(0)
    if capped:
        space.joint.require_within(DEAL_BUDGET)
    for cluster in (space.joint,) if capped else space.clusters:
        rows = Combinations(space, cluster, cluster.keeping(terms, asked))
        if not len(rows):
            return -inf
        parts: Iterable[NDArray[Any]] = _values(rows, who, own)
        if how == "mean" and cap is not None:
            parts = [np.minimum(part, cap) for part in parts]
        if how == "mean":
            total += Fraction(sum(int(part.sum(dtype=object)) for part in parts), len(rows))
        else:
            join = min if how == "worst" else max
            total += join(int(join(part[:, 0].tolist())) for part in parts)
    least = total if cap is None else min(total, Fraction(cap))
    return float((least - int(values.walk_away[who])) * values.units[who])


def margin(space: Space, draws: Draws, act: Act) -> Floats:
    """What the act's terms give its actor above walking away, in every draw."""
    who = space.who.index(act.by)
    return gain(space, draws, who, act.deal, how="mean" if act.kind == "refuses" else "best")


def fits(space: Space, draws: Draws, act: Act) -> Bools:
    """In which draws an act is what its actor's judgements would have it do."""
    enough = margin(space, draws.eased, act) >= 0
    result: Bools = enough if act.kind == "offers" else ~enough
    return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradicted(Result):
    """A judgement that an act contradicts."""

    path: str  # its place in the case
    stated: str  # what the case says
    # where it would have to be for the act to fit in a typical draw; None for a red line or an impossible
    # pattern, which would have to go
    needed: float | None
    move: float  # distance from the stated range, as a share of the actor's scale


def contradicted(case: Case, space: Space, draws: Draws, act: Act) -> tuple[Contradicted, ...]:
    """Name each judgement that could put an act right by itself, the least move first.

    Left out are weights, none of which moves alone, scores that follow from a form, parts of functions, and
    what a cap in reach, or a walk-away that the judgement bears on too, may leave without effect.
    """
    actor = _Actor(case, space, draws, act)
    barred = tuple(actor.barred())
    if barred or not actor.able:
        return barred
    found = [*actor.walk_away()]
    if not actor.capped():
        found += [*actor.scores(), *actor.points()]
    return tuple(sorted(found, key=lambda item: item.move))


class _Actor:
    """Whoever acted, with its judgements and what its terms give it above walking away (``gap``)."""

    def __init__(self, case: Case, space: Space, draws: Draws, act: Act) -> None:
        self.case, self.space, self.draws, self.act = case, space, draws, act
        self.who, self.preference = space.who.index(act.by), case.preferences[act.by]
        self.gap = margin(space, draws, act)
        self.able = bool(np.isfinite(self.gap).all())
        away = self.preference.walk_away
        self.fallback = away.deal if isinstance(away, Fallback) else {}

    def inside(self, deal: Mapping[str, str], pattern: Pattern | Interaction) -> bool:
        """Whether every deal with these terms lies in a pattern."""
        case = self.case

        def could(issue: str) -> set[str]:
            return {deal[issue]} if issue in deal else set(case.issues[issue].options)

        def within(some: Mapping[str, Choice]) -> bool:
            return all(could(issue) <= set(case.chosen(issue, choice)) for issue, choice in some.items())

        def meets(some: Mapping[str, Choice]) -> bool:
            return all(could(issue) & set(case.chosen(issue, choice)) for issue, choice in some.items())

        return within(pattern.when) and not (pattern.unless and meets(pattern.unless))

    def best(self, *, red_lines: bool = True) -> Floats:
        """The most that the terms are worth."""
        return worth(self.space, self.draws, self.who, self.act.deal, how="best", red_lines=red_lines)

    def capped(self) -> bool:
        """Whether the actor's cap is in reach of the terms."""
        caps = self.draws.caps
        if caps is None or not np.isfinite(caps[self.who]):
            return False
        return bool((self.best() >= caps[self.who]).any())

    def barred(self) -> Iterator[Contradicted]:
        """Red lines and impossible patterns that the terms cross whatever is left open."""
        if self.act.kind == "refuses" or self.able:
            return
        path, patterns = "impossible", self.case.impossible
        if np.isfinite(self.best(red_lines=False)).all():
            path, patterns = f"preferences.{self.act.by}.red_lines", self.preference.red_lines
        alone = [index for index, pattern in enumerate(patterns) if self.inside(self.act.deal, pattern)]
        for index in alone or range(len(patterns)):
            stated = pattern_words(self.case, patterns[index])
            yield Contradicted(path=f"{path}[{index}]", stated=stated, needed=None, move=1.0)

    @cached_property
    def span(self) -> float:
        """The actor's scale: 100 with weights, else what its largest coefficients can add up to."""
        if self.preference.weights is not None:
            return 100.0
        return float(max(np.abs(self.draws.coefficients[self.who]).max(axis=1).sum(), 1e-12))

    def found(self, place: str, stated: str, needed: float, low: float, high: float) -> Contradicted:
        """A judgement, where it would have to be, and how far that is outside its range."""
        move = max(low - needed, needed - high, 0.0) / self.span
        return Contradicted(
            path=f"preferences.{self.act.by}.{place}", stated=stated, needed=needed, move=move
        )

    def walk_away(self) -> Iterator[Contradicted]:
        """The walk-away itself."""
        away, drawn = self.preference.walk_away, self.draws.walk_away[self.who]
        needed = float(np.median(drawn + self.gap))
        if isinstance(away, Fallback):
            stated, low, high = worth_words(self.case, away), float(drawn.min()), float(drawn.max())
        elif away is None:
            stated, low, high = "not stated; 0 assumed", 0.0, 0.0
        else:
            stated, low, high = str(away), float(away.low), float(away.high)
        yield self.found("walk_away", stated, needed, low, high)

    def weight(self, issue: str) -> Floats:
        """Weight of an issue in every draw; 1 where points add up."""
        if self.preference.weights is None:
            return np.ones(self.draws.count)
        path = f"preferences.{self.act.by}.weights.{issue}"
        if path in self.draws.sampled:
            return np.asarray(self.draws.sampled[path] / 100)
        polytope = weights_of(self.preference.weights, tuple(self.preference.scores))
        return np.full(self.draws.count, float(polytope.centre[polytope.names.index(issue)]))

    def scores(self) -> Iterator[Contradicted]:
        """Scores of the options that the terms name."""
        for issue, scores in self.preference.scores.items():
            option = self.act.deal.get(issue)
            if option is None or option not in scores.points or option == self.fallback.get(issue):
                continue
            weight, number = self.weight(issue), self.space.issues.index(issue)
            column = self.space.first[number] + self.space.options[number].index(option)
            if not (weight > 0).all():
                continue
            needed = float(np.median((self.draws.coefficients[self.who, column] - self.gap) / weight))
            if self.preference.weights is None or 0 <= needed <= 100:
                point = scores.points[option]
                place = f"scores.{issue}.{option}"
                yield self.found(place, str(point), needed, float(point.low), float(point.high))

    def points(self) -> Iterator[Contradicted]:
        """Interactions that hold whatever the terms leave open."""
        items = zip(self.space.owned(self.who), self.preference.interactions, strict=True)
        for index, (feature, item) in enumerate(items):
            both = self.fallback and self.inside(self.fallback, item)
            if self.act.deal and self.inside(self.act.deal, item) and not both:
                needed = float(np.median(self.draws.coefficients[self.who, feature] - self.gap))
                place, add = f"interactions[{index}].add", item.add
                yield self.found(place, str(add), needed, float(add.low), float(add.high))
