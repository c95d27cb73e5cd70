"""Steps of the negotiation dance: what each new offer gives and takes, compared with the last one.

Six classes that do not overlap and leave nothing out: Hindriks, Jonker and Tykhonov (2007), *Analysis of
negotiation dynamics*, Cooperative Information Agents XI, LNCS 4676:27–35.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...space import Picks, Space, Values
from ...space.draws import Draws
from ...space.sweep import values_of
from ..result import Method, Result
from ..zone.acceptability import standard_error
from .given_deal import Given

StepClass = Literal["fortunate", "selfish", "concession", "unfortunate", "nice", "silent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Result):
    """From one offer of a party to its next."""

    by: str
    start: int  # numbers of the two offers on record, counted from 1
    end: int
    own: float  # change for the party itself, own scale
    other: dict[str, float]  # change for each other party, on its own scale
    classes: dict[str, StepClass]  # the class with regard to each other party, in the realisation of `method`
    # share of draws in which the class is the same, and its Monte Carlo error; None without draws
    share: dict[str, float] | None
    error: dict[str, float] | None
    method: Method


def step_class(own: float, other: float, *, threshold: float = 0.0) -> StepClass:
    """Name a step by the changes for the party that moves and for the other; up to a threshold they are none.

    >>> step_class(-3, 5), step_class(2, -1), step_class(0, 0)
    ('concession', 'selfish', 'silent')
    """
    up, down = own > threshold, own < -threshold
    more, less = other > threshold, other < -threshold
    if up:
        return "fortunate" if more else "selfish"
    if less:
        return "unfortunate"
    if down:
        return "concession"
    return "nice" if more else "silent"


def steps(
    space: Space,
    values: Values,
    offers: Sequence[tuple[str, Mapping[str, str]]],
    *,
    draws: Draws | None = None,
) -> tuple[Step, ...]:
    """Class every step between consecutive whole offers (maker, terms) of the same party, in their order."""
    last: dict[str, tuple[int, Mapping[str, str]]] = {}
    found = []
    for number, (by, deal) in enumerate(offers, start=1):
        if len(deal) < len(space.issues) or by not in space.who[: space.parties]:
            continue
        if by in last:
            start, before = last[by]
            given = Given(space, values, space.picks_of(before))  # one that cannot be carried out too
            found.append(_step(given, space.picks_of(deal), by, (start, number), draws))
        last[by] = (number, deal)
    return tuple(found)


def _step(before: Given, picks: Picks, by: str, numbers: tuple[int, int], draws: Draws | None) -> Step:
    space, values = before.space, before.values
    change = before.worth(picks)[0] - before.integers
    own, me = before.own(change).tolist(), space.who.index(by)
    others = {name: p for p, name in enumerate(space.who[: space.parties]) if p != me}
    classes = {name: step_class(int(change[me]), int(change[p])) for name, p in others.items()}
    share = error = seed = count = None
    if draws is not None and values.name != "exact":
        seed, count = draws.seed, draws.count
        rows = np.concatenate((before.picks, picks))
        drawn = np.diff(values_of(space, draws, rows), axis=0)[0]
        drawn[np.abs(drawn) <= draws.eases * values_of(space, draws.sizes, rows).sum(axis=0)] = 0.0
        pairs = {name: zip(drawn[me], drawn[p], strict=True) for name, p in others.items()}
        same = {name: [step_class(*pair) == classes[name] for pair in found] for name, found in pairs.items()}
        share = {name: sum(draw) / count for name, draw in same.items()}
        error = {name: standard_error(part, count) for name, part in share.items()}
    return Step(
        by=by, start=numbers[0], end=numbers[1], own=own[me],
        other={name: own[p] for name, p in others.items()}, classes=classes, share=share, error=error,
        method=Method(
            name="classes of Hindriks, Jonker and Tykhonov between consecutive whole offers of a party",
            exact=True, realisation=values.name, seed=seed, draws=count,
        ),
    )  # fmt: skip
