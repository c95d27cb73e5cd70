"""Which judgement does an act contradict? Each that could put it right by itself, and where it would be.

A contradiction seldom points to one number: an offer that is worth less than walking away speaks against the
walk-away *or* against the score of what was offered. So every judgement is named whose change alone would
make the act fit in a typical draw, the least move first. Weights are left out: none of them moves alone; so
are scores that follow from a form over a range, and the parts of functions, which may count or not. Where a
cap is in reach, or a walk-away is worth a deal that the judgement bears on too, moving it may do nothing, and
it is not named either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from ...case import Case, Fallback, Interaction, Judgement, Pattern, Preference
from ...case.titles import pattern_words, worth_words
from ...space import Space
from ...space.draws import Draws
from ...space.existence import terms_of
from ...space.weights import Floats, weights_of
from ..result import Result
from .acts import Act, margin, worth

__all__ = ["Suspect", "suspects"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect(Result):
    """A judgement that an act contradicts.

    Attributes
    ----------
    path : str
        Its place in the case.
    stated : str
        What the case says.
    needed : float or None
        Where it would have to be for the act to fit in a typical draw; None for a red line or an impossible
        pattern, which would have to go.
    move : float
        Distance from the stated range, as a share of the actor's scale.
    """

    path: str
    stated: str
    needed: float | None
    move: float


def suspects(case: Case, space: Space, draws: Draws, act: Act) -> tuple[Suspect, ...]:
    """Name the judgements that an act contradicts, the least move first."""
    barred = tuple(_barred(case, space, draws, act))
    if barred or not np.isfinite(margin(space, draws, act)).all():
        return barred
    found = [*_walk_away(case, space, draws, act)]
    if not _capped(space, draws, act):
        found += [*_scores(case, space, draws, act), *_points(case, space, draws, act)]
    return tuple(sorted(found, key=lambda item: item.move))


def _inside(case: Case, deal: Mapping[str, str], pattern: Pattern | Interaction) -> bool:
    """Whether every deal with these terms lies in a pattern."""

    def could(issue: str) -> set[str]:
        return {deal[issue]} if issue in deal else set(case.issues[issue].options)

    held = all(could(issue) <= set(case.chosen(issue, some)) for issue, some in pattern.when.items())
    barred = pattern.unless and all(could(issue) & set(case.chosen(issue, some))
                                    for issue, some in pattern.unless.items())  # fmt: skip
    return held and not barred


def _capped(space: Space, draws: Draws, act: Act) -> bool:
    """Whether the actor's cap is in reach of the terms."""
    who = space.who.index(act.by)
    if draws.caps is None or not np.isfinite(draws.caps[who]):
        return False
    value = worth(space, draws, who, act.deal, how="best")
    return bool((value >= draws.caps[who]).any())


def _barred(case: Case, space: Space, draws: Draws, act: Act) -> Iterator[Suspect]:
    """Red lines and impossible patterns that the terms cross whatever is left open."""
    who = space.who.index(act.by)
    if act.kind == "refuses" or np.isfinite(margin(space, draws, act)).all():
        return
    feasible = np.isfinite(worth(space, draws, who, act.deal, how="best", red_lines=False)).all()
    groups = [("impossible", case.impossible)] if not feasible else []
    groups += [(f"preferences.{act.by}.red_lines", case.preferences[act.by].red_lines)] if feasible else []
    for path, patterns in groups:
        alone = [index for index, pattern in enumerate(patterns) if _inside(case, act.deal, pattern)]
        for index in alone or range(len(patterns)):
            stated = pattern_words(case, patterns[index])
            yield Suspect(path=f"{path}[{index}]", stated=stated, needed=None, move=1.0)


def _span(preference: Preference, draws: Draws, who: int) -> float:
    """A party's scale: 100 with weights, else what its largest coefficients can add up to."""
    if preference.weights is not None:
        return 100.0
    return float(max(np.abs(draws.coefficients[who]).max(axis=1).sum(), 1e-12))


def _outside(value: float, low: float, high: float) -> float:
    return max(low - value, value - high, 0.0)


def _walk_away(case: Case, space: Space, draws: Draws, act: Act) -> Iterator[Suspect]:
    preference, who = case.preferences[act.by], space.who.index(act.by)
    away = preference.walk_away
    needed = float(np.median(draws.walk_away[who] + margin(space, draws, act)))
    low, high = 0.0, 0.0
    if isinstance(away, Fallback):
        low, high = float(draws.walk_away[who].min()), float(draws.walk_away[who].max())
    elif away is not None:
        low, high = float(away.low), float(away.high)
    yield Suspect(
        path=f"preferences.{act.by}.walk_away",
        stated=_away_words(case, away),
        needed=needed,
        move=_outside(needed, low, high) / _span(preference, draws, who),
    )


def _away_words(case: Case, away: Judgement | Fallback | None) -> str:
    if isinstance(away, Fallback):
        return worth_words(case, away)
    return "not stated; 0 assumed" if away is None else str(away)


def _weight(preference: Preference, draws: Draws, by: str, issue: str) -> Floats:
    """Weight of an issue in every draw; 1 where points add up."""
    if preference.weights is None:
        return np.ones(draws.count)
    path = f"preferences.{by}.weights.{issue}"
    if path in draws.sampled:
        return np.asarray(draws.sampled[path] / 100)
    polytope = weights_of(preference.weights, tuple(preference.scores))
    return np.full(draws.count, float(polytope.centre[polytope.names.index(issue)]))


def _scores(case: Case, space: Space, draws: Draws, act: Act) -> Iterator[Suspect]:
    """Scores of the options that the terms name."""
    preference, who = case.preferences[act.by], space.who.index(act.by)
    gap, fallback = margin(space, draws, act), _fallback(preference)
    for issue, scores in preference.scores.items():
        option = act.deal.get(issue)
        if option is None or option not in scores.points or option == fallback.get(issue):
            continue
        weight = _weight(preference, draws, act.by, issue)
        number = space.issues.index(issue)
        column = space.first[number] + space.options[number].index(option)
        if not (weight > 0).all():
            continue
        needed = float(np.median((draws.coefficients[who, column] - gap) / weight))
        if preference.weights is not None and not 0 <= needed <= 100:
            continue
        point = scores.points[option]
        scale = 100.0 if preference.weights is not None else _span(preference, draws, who)
        yield Suspect(
            path=f"preferences.{act.by}.scores.{issue}.{option}",
            stated=str(point),
            needed=needed,
            move=_outside(needed, float(point.low), float(point.high)) / scale,
        )


def _fallback(preference: Preference) -> Mapping[str, str]:
    """The deal that walking away is worth; empty where it is a number."""
    away = preference.walk_away
    return away.deal if isinstance(away, Fallback) else {}


def _points(case: Case, space: Space, draws: Draws, act: Act) -> Iterator[Suspect]:
    """Interactions that hold whatever the terms leave open."""
    preference, who = case.preferences[act.by], space.who.index(act.by)
    gap, named = margin(space, draws, act), terms_of(space, act.deal)
    for index, (feature, item) in enumerate(zip(space.owned(who), preference.interactions, strict=True)):
        both = isinstance(preference.walk_away, Fallback) and _inside(case, preference.walk_away.deal, item)
        if not _inside(case, act.deal, item) or not named or both:
            continue
        needed = float(np.median(draws.coefficients[who, feature] - gap))
        yield Suspect(
            path=f"preferences.{act.by}.interactions[{index}].add",
            stated=str(item.add),
            needed=needed,
            move=_outside(needed, float(item.add.low), float(item.add.high)) / _span(preference, draws, who),
        )
