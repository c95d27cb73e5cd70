"""Which judgement does an act contradict? Each that could put it right by itself, and where it would be.

A contradiction seldom points to one number: an offer that is worth less than walking away speaks against the
walk-away *or* against the score of what was offered. So every judgement is named whose change alone would
make the act fit in a typical draw, the least move first. Weights are left out: none of them moves alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..case import Case, Preference
from ..draws import Draws
from ..space import Space
from ..weights import Floats, weights_of
from .acts import Act, margin, worth
from .exists import terms_of
from .result import Result

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
    """Name the judgements that an act contradicts, the least move first.

    Parameters
    ----------
    case : Case
    space : Space
    draws : Draws
    act : Act
        One that does not fit in most draws.
    """
    barred = tuple(_barred(case, space, draws, act))
    if barred or not np.isfinite(margin(space, draws, act)).all():
        return barred
    found = [
        *_walk_away(case, space, draws, act),
        *_scores(case, space, draws, act),
        *_points(case, space, draws, act),
    ]
    return tuple(sorted(found, key=lambda item: item.move))


def _inside(case: Case, act: Act, when: dict[str, tuple[str, ...]]) -> bool:
    """Whether every deal with the act's terms lies in a pattern."""
    return all(act.deal.get(issue) in options or set(case.issues[issue].options) <= set(options)
               for issue, options in when.items())  # fmt: skip


def _barred(case: Case, space: Space, draws: Draws, act: Act) -> Iterator[Suspect]:
    """Red lines and impossible patterns that the terms cross whatever is left open."""
    who = space.who.index(act.by)
    if act.kind == "refuses" or np.isfinite(margin(space, draws, act)).all():
        return
    feasible = np.isfinite(worth(space, draws, who, act.deal, mean=False, red_lines=False)).all()
    groups = [("impossible", case.impossible)] if not feasible else []
    groups += [(f"preferences.{act.by}.red_lines", case.preferences[act.by].red_lines)] if feasible else []
    for path, patterns in groups:
        alone = [index for index, pattern in enumerate(patterns) if _inside(case, act, pattern.when)]
        for index in alone or range(len(patterns)):
            stated = "; ".join(
                f"{issue}: {', '.join(options)}" for issue, options in patterns[index].when.items()
            )
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
    low, high = (0.0, 0.0) if away is None else (float(away.low), float(away.high))
    yield Suspect(
        path=f"preferences.{act.by}.walk_away",
        stated="not stated; 0 assumed" if away is None else str(away),
        needed=needed,
        move=_outside(needed, low, high) / _span(preference, draws, who),
    )


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
    gap = margin(space, draws, act)
    for issue, scores in preference.scores.items():
        option = act.deal.get(issue)
        if option is None or option not in scores.points:
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


def _points(case: Case, space: Space, draws: Draws, act: Act) -> Iterator[Suspect]:
    """Interactions that hold whatever the terms leave open."""
    preference, who = case.preferences[act.by], space.who.index(act.by)
    gap, named = margin(space, draws, act), terms_of(space, act.deal)
    for index, (feature, item) in enumerate(zip(space.owned(who), preference.interactions, strict=True)):
        if not _inside(case, act, item.when) or not named:
            continue
        needed = float(np.median(draws.coefficients[who, feature] - gap))
        yield Suspect(
            path=f"preferences.{act.by}.interactions[{index}].add",
            stated=str(item.add),
            needed=needed,
            move=_outside(needed, float(item.add.low), float(item.add.high)) / _span(preference, draws, who),
        )
