r"""Steps of the negotiation dance: what each new offer gives and takes, compared with the last one.

A *step* leads from one offer of a party to its next. With the change for the party itself (own) and for
another party (other) it has one of six classes:

============  =====  ===========
class         own    other
============  =====  ===========
fortunate     \+     \+
selfish       \+     0 or −
concession    −      0 or \+
unfortunate   0 or − −
nice          0      \+
silent        0      0
============  =====  ===========

These six do not overlap and leave nothing out.

References
----------
Hindriks, Jonker and Tykhonov (2007), *Analysis of negotiation dynamics*, Cooperative Information Agents XI,
LNCS 4676:27–35.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...space import Space, Values
from ...space.draws import Draws
from ..result import Method, Result
from ..zone.acceptability import standard_error, values_of
from .given_deal import given_deal

__all__ = ["Step", "StepClass", "step_class", "steps"]

StepClass = Literal["fortunate", "selfish", "concession", "unfortunate", "nice", "silent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Result):
    """From one offer of a party to its next.

    Attributes
    ----------
    by : str
    start, end : int
        Numbers of the two offers on record, counted from 1.
    own : float
        Change for the party itself, own scale.
    other : dict of str to float
        Change for each other party, on its own scale.
    classes : dict of str to str
        The class with regard to each other party, in the realisation of ``method``.
    share, error : dict of str to float, or None
        Share of draws in which the class is the same, and its Monte Carlo error; None without draws.
    method : Method
    """

    by: str
    start: int
    end: int
    own: float
    other: dict[str, float]
    classes: dict[str, StepClass]
    share: dict[str, float] | None
    error: dict[str, float] | None
    method: Method


def step_class(own: float, other: float, *, threshold: float = 0.0) -> StepClass:
    """Name a step.

    Parameters
    ----------
    own, other : number
        Change for the party that moves, and for the other.
    threshold : float
        Changes up to this count as none.

    Returns
    -------
    str

    Examples
    --------
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
    """Class every step between consecutive whole offers of the same party.

    Parameters
    ----------
    space : Space
    values : Values
    offers : sequence of (party, deal)
        The offers on record in order; those that leave issues open are passed over.
    draws : Draws, optional
        To say in what share of realisations the class is the same.

    Returns
    -------
    tuple of Step
        In the order of the record.
    """
    last: dict[str, tuple[int, Mapping[str, str]]] = {}
    found = []
    for number, (by, deal) in enumerate(offers, start=1):
        if len(deal) < len(space.issues) or by not in space.who[: space.parties]:
            continue
        if by in last:
            start, before = last[by]
            found.append(_step(space, values, draws, (by, start, number), (before, deal)))
        last[by] = (number, deal)
    return tuple(found)


def _step(
    space: Space,
    values: Values,
    draws: Draws | None,
    where: tuple[str, int, int],
    deals: tuple[Mapping[str, str], Mapping[str, str]],
) -> Step:
    by, start, end = where
    before = given_deal(space, values, dict(deals[0]))
    picks = space.picks_of(deals[1])
    change = before.worth(picks)[0] - before.integers
    change[np.abs(change) <= before.slack] = 0
    own = before.own(change)
    me = space.who.index(by)
    others = [p for p in range(space.parties) if p != me]
    classes = {space.who[p]: step_class(int(change[me]), int(change[p])) for p in others}
    share = None
    if draws is not None and values.name != "exact":
        both = values_of(space, draws, np.concatenate((before.picks, picks)))
        drawn = both[1] - both[0]
        drawn[np.abs(drawn) <= 1e-9 * np.abs(both).max()] = 0.0
        share = {
            space.who[p]: sum(
                step_class(a, b) == classes[space.who[p]] for a, b in zip(drawn[me], drawn[p], strict=True)
            )
            / draws.count
            for p in others
        }
    return Step(
        by=by,
        start=start,
        end=end,
        own=float(own[me]),
        other={space.who[p]: float(own[p]) for p in others},
        classes=classes,
        share=share,
        error=None
        if share is None or draws is None
        else {name: standard_error(part, draws.count) for name, part in share.items()},
        method=Method(
            name="classes of Hindriks, Jonker and Tykhonov between consecutive whole offers of a party",
            exact=values.exact,
            realisation=values.name,
            seed=None if share is None or draws is None else draws.seed,
            draws=None if share is None or draws is None else draws.count,
        ),
    )
