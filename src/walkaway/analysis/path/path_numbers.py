"""From a case to the numbers of a path: what each step costs and is worth, in any realisation.

Where a case does not say what a step costs or is worth, it follows from the scores: the worth of the option
in the deal minus that of what holds today, so much of it as the share of the step (linear between the two
options). Interactions and functions speak of whole deals and are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from ...case import Agreement, Case, Delivery, Judgement, Phasing
from ...space import Space, Values, build_space, central_values, in_steps
from ...space.draws import draw, sample_judgement, stream
from ...space.weights import weights_of
from ..zone.bounds import apart
from .constraints import Array, PathNumbers

_Judged = Callable[[str, Judgement, bool], Any]
_Gain = Callable[[int, int, int, bool], Any]
_ASSUMED = Delivery.model_construct(by="", parts=4, periods=1)


@dataclass(frozen=True, slots=True)
class PathStep:
    """One issue that the deal changes, from what holds today."""

    issue: str
    now: str
    to: str
    by: str
    how: Delivery
    path: str  # of its judgements
    assumed: tuple[str, ...]  # which of by, costs and worth follow from the scores


@dataclass(frozen=True, eq=False)
class PathCase:
    """A deal to be carried out, and the case whose judgements tell what that costs and is worth."""

    case: Case
    space: Space
    values: Values
    deal: Mapping[str, str]
    phasing: Phasing
    steps: tuple[PathStep, ...]

    @property
    def parties(self) -> tuple[str, ...]:
        """Who carries the deal out."""
        return tuple(self.case.parties)

    @property
    def after(self) -> tuple[tuple[int, ...], ...]:
        """For each step the steps that must be whole before it begins."""
        issues = [step.issue for step in self.steps]
        return tuple(
            tuple(issues.index(name) for name in step.how.waits_for(self.deal) if name in issues)
            for step in self.steps
        )

    @cached_property
    def exact(self) -> bool:
        """Whether every judgement that enters is one number."""
        low, high = self.end(best=False), self.end(best=True)
        names = ("costs", "worth", "detection", "discount_low", "backing", "completed")
        same = all(np.array_equal(getattr(low, name), getattr(high, name)) for name in names)
        return same and np.array_equal(low.discount_low, low.discount_high)

    @cached_property
    def central(self) -> PathNumbers:
        """The central realisation, in fractions."""
        coefficients, units = self.values.coefficients, self.values.units

        def gain(who: int, now: int, to: int, _: bool) -> Fraction:
            return int(coefficients[to, who] - coefficients[now, who]) * units[who]

        return _Realised(self, lambda _, item, __: Fraction(item.central), gain, Fraction, object).numbers()

    @cached_property
    def rough(self) -> PathNumbers:
        """The central realisation, in floats."""
        names = ("costs", "worth", "detection", "discount_low", "discount_high", "backing", "completed")
        floats: Any = {name: getattr(self.central, name).astype(float) for name in names}
        return replace(self.central, **floats)

    def end(self, *, best: bool) -> PathNumbers:
        """The numbers under which every slack is least, or largest, but for the discounts, which are both."""
        return replace(self._end(best=best), opposite=self._end(best=not best))

    def _end(self, *, best: bool) -> PathNumbers:

        def gain(who: int, now: int, to: int, more: bool) -> float:
            number = bisect_right(self.space.first, to) - 1
            first, names = self.space.first[number], self.space.options[number]
            issue, wants = self.space.issues[number], self.case.preferences[self.space.who[who]]
            if issue not in wants.scores:
                return 0.0
            asked, own = (names[to - first],), names[now - first]
            ends = apart(self.case.issues[issue], wants.scores[issue], asked, own)[0]
            change = ends[1] if more == best else ends[0]
            if wants.weights is None:
                return change
            weights = weights_of(wants.weights, tuple(wants.scores))
            row = np.array([[change if name == issue else 0.0 for name in weights.names]])
            return float((weights.highest(row) if more == best else weights.lowest(row))[0])

        def judged(_: str, item: Judgement, more: bool) -> float:
            return float(item.high if more == best else item.low)

        found = _Realised(self, judged, gain, float, float).numbers()
        low, high = self._rates(lambda item: float(item.low)), self._rates(lambda item: float(item.high))
        return replace(found, discount_low=low, discount_high=high)

    def drawn(self, draws: int, seed: int) -> PathNumbers:
        """As many realisations, each judgement from its own stream."""
        sampled = draw(self.case, self.space, draws=draws, seed=seed).coefficients

        def gain(who: int, now: int, to: int, _: bool) -> Array:
            return np.asarray(sampled[who, to] - sampled[who, now])

        def judged(path: str, item: Judgement, _: bool) -> Array:
            return sample_judgement(item, stream(seed, path)(draws, 1)[:, 0])

        return _Realised(self, judged, gain, lambda value: np.full(draws, float(value)), float).numbers()

    def _rates(self, end: Callable[[Judgement], float]) -> Array:
        rates = self.phasing.discount
        return np.array([end(rates[who]) if who in rates else 1.0 for who in self.parties])


@dataclass(frozen=True, eq=False)
class _Realised:
    """A path in one kind of realisation: what a judgement, a gain in scores and a plain number are in it.

    ``judged`` and ``gain`` are told whether more of it eases the path.
    """

    path: PathCase
    judged: _Judged
    gain: _Gain
    one: Callable[[Any], Any]
    kind: Any  # of the numbers

    def numbers(self) -> PathNumbers:
        """All numbers of the path."""
        named, steps, parties = self.path.phasing, self.path.steps, self.path.parties
        rates = self.stacked(self.said(f"path.discount.{who}", named.discount.get(who), 1) for who in parties)
        rows = [self.stacked(self.worth(step, *pair) for pair in enumerate(parties)) for step in steps]
        return PathNumbers(
            owner=tuple(parties.index(step.by) for step in steps),
            costs=self.stacked(map(self.costs, steps)),
            worth=np.stack(rows, axis=-2),
            detection=self.stacked(map(self.detection, steps)),
            discount_low=rates,
            discount_high=rates,
            backing=self.stacked(map(self.behind, parties)),
            completed=self.stacked(
                self.said(f"path.completed.{who}", named.completed.get(who), 0) for who in parties
            ),
            reversible=tuple(step.how.reversible for step in steps),
            escrow=tuple(step.how.escrow for step in steps),
            periods=tuple(step.how.periods for step in steps),
        )

    def stacked(self, parts: Iterable[Any]) -> Array:
        return np.stack([np.asarray(part, dtype=self.kind) for part in parts], axis=-1)

    def said(self, path: str, item: Judgement | None, other: int) -> Any:
        """A judgement of which more eases, or the number that stands for one that is not there."""
        return self.one(other) if item is None else self.judged(path, item, True)

    def costs(self, step: PathStep) -> Any:
        own = step.how.costs
        if own is not None:
            return self.judged(f"{step.path}.costs", own, False)
        return -self.gain(self.path.parties.index(step.by), *self.columns(step), True)

    def worth(self, step: PathStep, who: int, name: str) -> Any:
        if name == step.by:
            return self.one(0)
        item = step.how.worth.get(name)
        if item is not None:
            return self.judged(f"{step.path}.worth.{name}", item, True)
        return self.gain(who, *self.columns(step), True)

    def behind(self, who: str) -> Any:
        """What a party loses by a breach: its bond, and what guarantors take."""
        named = self.path.phasing
        held = self.said(f"path.bonds.{who}", named.bonds.get(who), 0)
        for name, guarantor in named.guarantors.items():
            if guarantor.for_ == who:
                held = held + self.judged(f"path.guarantors.{name}.takes", guarantor.takes, True)
        return held

    def detection(self, step: PathStep) -> Any:
        """The chance that leaving a step out is seen; of sites, those that a list leaves are looked at."""
        sites = step.how.sites
        if sites is None:
            return self.said(f"{step.path}.detection", step.how.detection, 1)
        at = f"{step.path}.sites"
        there = self.judged(f"{at}.all", sites.all_, False)
        for issue, left in sites.left.items():
            if (option := self.path.deal.get(issue)) in left:
                listed = self.judged(f"{at}.left.{issue}.{option}", left[option], False)
                there = np.minimum(there, listed)
        reached = np.minimum(self.judged(f"{at}.inspected", sites.inspected, True) / there, self.one(1))
        missed = self.one(1) - reached * self.said(f"{at}.finds", sites.finds, 1)
        return self.one(1) - missed**sites.looks

    def columns(self, step: PathStep) -> tuple[int, int]:
        """Columns of the features of what holds today and of what the deal says."""
        now, to = columns_of(self.path.space, step.issue, step.now, step.to)
        return now, to


def columns_of(space: Space, issue: str, *options: str) -> tuple[int, ...]:
    """Columns of the features of some options of an issue."""
    number = space.issues.index(issue)
    return tuple(space.first[number] + space.options[number].index(option) for option in options)


def laid_out(case: Case, deal: Mapping[str, str], rule: Agreement | None) -> PathCase:
    """A deal of a case, whose options between the steps of a range are added, and what it takes."""
    today = {} if case.path is None else dict(case.path.today)
    case = in_steps(in_steps(case, deal), today)
    space = build_space(case, rule=rule)
    return lay_out(case, space, central_values(case, space), deal)


def lay_out(case: Case, space: Space, values: Values, deal: Mapping[str, str]) -> PathCase:
    """The steps of a deal; who acts is as the case says, else the party that loses most in its scores."""
    phasing = case.path or Phasing()
    steps = []
    for issue, to in phasing.changed(case.issues, deal).items():
        now, how = phasing.now(issue, case.issues[issue]), phasing.delivery(issue, to)
        before, after = columns_of(space, issue, now, to)
        change = values.own_scale((values.coefficients[after] - values.coefficients[before])[: space.parties])
        loses = space.who[int(np.argmin(change))]
        others = [who for who in case.parties if how is not None and who != how.by]
        said = how is not None, how is not None and how.costs is not None
        whole = how is not None and all(who in how.worth for who in others)
        pairs = zip(("by", "costs", "worth"), (*said, whole), strict=True)
        steps.append(
            PathStep(
                issue=issue, now=now, to=to, by=how.by if how else loses, how=how or _ASSUMED,
                path=f"path.steps.{issue}.{to}", assumed=tuple(name for name, told in pairs if not told),
            )
        )  # fmt: skip
    return PathCase(case, space, values, deal, phasing, tuple(steps))
