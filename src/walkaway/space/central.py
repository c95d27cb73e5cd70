"""The central realisation of a case: numbers, likely values, middles of ranges, centres of orders."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from ..case import Case, Fallback, Issue, Judgements, Preference
from ..case.unjudged import require_judged
from .factored import Space
from .score_blends import blend_of
from .values import PartyNumbers, Values, scaled
from .weights import weights_of


def ordered_scores(scores: Judgements) -> dict[str, Fraction]:
    """Central scores of an order: best 100, worst 0, the rest evenly between, the mean of uniform draws."""
    assert scores.order is not None
    chain = scores.order.chains[0]
    steps = max(1, len(chain) - 1)
    return {name: Fraction(100 * (steps - rank), steps) for rank, group in enumerate(chain) for name in group}


def option_scores(issue: Issue, scores: Judgements, options: tuple[str, ...]) -> list[Fraction]:
    """Central scores of all options of an issue."""
    if scores.order is not None:
        ranked = ordered_scores(scores)
        return [ranked[option] for option in options]
    named = {name: Fraction(point.central) for name, point in scores.named.items()}
    blends = (blend_of(issue, scores, option) for option in options)
    return [sum((share * named[name] for name, share in parts), Fraction(0)) for parts in blends]


def _coefficients(case: Case, space: Space, who: int, preference: Preference) -> list[Fraction]:
    row = [Fraction(0)] * space.features
    weights = dict.fromkeys(preference.scores, Fraction(1))
    if preference.weights is not None:
        shares = weights_of(preference.weights, tuple(preference.scores))
        weights = dict(zip(shares.names, shares.centre, strict=True))
    for issue, scores in preference.scores.items():
        number = space.issues.index(issue)
        start, found = space.first[number], option_scores(case.issues[issue], scores, space.options[number])
        for position, score in enumerate(found):
            row[start + position] = weights[issue] * score
    for term in space.terms[who]:
        row[term.feature] = term.factor * Fraction(term.judgement.central)
    return row


def _binding(space: Space, row: list[Fraction], preference: Preference) -> Fraction | None:
    """The cap of a party, unless no deal reaches it."""
    if preference.cap is None:
        return None
    starts = zip(space.first, space.options, strict=True)
    most = sum((max(row[first : first + len(options)]) for first, options in starts), Fraction(0))
    most += sum(max(Fraction(0), x) for x in row[sum(map(len, space.options)) :])
    return None if most <= Fraction(preference.cap) else Fraction(preference.cap)


def central_values(case: Case, space: Space) -> Values:
    """Coefficients of the central realisation, exact."""
    require_judged(case, space.who)
    parties = []
    for who, name in enumerate(space.who):
        preference = case.preferences[name]
        row = _coefficients(case, space, who, preference)
        cap, away = _binding(space, row, preference), preference.walk_away
        if isinstance(away, Fallback):
            column: Any = np.array([row], dtype=object).T
            worth = Fraction(space.values(column, space.picks_of(away.deal), space.joint)[0, 0])
            stands = worth if cap is None else min(cap, worth)
        else:
            stands = Fraction(0) if away is None else Fraction(away.central)
        discount = Fraction(1) if preference.discount is None else Fraction(preference.discount)
        parties.append(PartyNumbers(row, stands, cap, discount))
    return scaled(parties, "exact" if all(case.preferences[who].exact for who in space.who) else "central")
