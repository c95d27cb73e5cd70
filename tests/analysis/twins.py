"""Slow twins of the diagnosis: one draw at a time, one deal at a time, from the definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product

import numpy as np

from walkaway.case import Case, Function, Interaction, Part, Pattern
from walkaway.certify.plainly import suffices
from walkaway.space import Space
from walkaway.space.draws import Draws

JOIN: dict[str, Callable[[list[float]], float]] = {"sum": sum, "min": min, "max": max}


def holds(item: Pattern | Interaction | Part, deal: Mapping[str, str]) -> bool:
    inside = all(deal[issue] in choice for issue, choice in item.when.items())
    outside = item.unless and all(deal[issue] in choice for issue, choice in item.unless.items())
    return inside and not outside


def function(item: Function | Part, path: str, deal: Mapping[str, str], draws: Draws, d: int) -> float:
    """A function of a party by its definition, with the points that were drawn."""
    if isinstance(item, Part):
        add = draws.sampled[f"{path}.add"][d] if f"{path}.add" in draws.sampled else float(item.add.low)
        return float(item.weight) * float(add) if holds(item, deal) else 0.0
    parts = [function(part, f"{path}.of[{k}]", deal, draws, d) for k, part in enumerate(item.of)]
    joined = JOIN[item.combine](parts)
    return float(item.weight) * (joined if item.cap is None else min(joined, float(item.cap)))


def all_deals(case: Case, terms: Mapping[str, str] | None = None) -> Iterator[dict[str, str]]:
    """Deals that can be carried out and keep to the terms."""
    for chosen in product(*(issue.options for issue in case.issues.values())):
        deal = dict(zip(case.issues, chosen, strict=True))
        inside = all(deal[issue] == option for issue, option in (terms or {}).items())
        if inside and not any(holds(pattern, deal) for pattern in case.impossible):
            yield deal


def value(case: Case, space: Space, draws: Draws, who: str, deal: Mapping[str, str], d: int) -> float:
    index = space.who.index(who)
    total = 0.0
    for number, issue in enumerate(space.issues):
        column = space.first[number] + space.options[number].index(deal[issue])
        total += draws.coefficients[index, column, d]
    own = case.preferences[who]
    for feature, item in zip(space.owned(index), own.interactions, strict=True):
        total += draws.coefficients[index, feature, d] if holds(item, deal) else 0.0
    for k, tree in enumerate(own.functions):
        total += function(tree, f"preferences.{who}.functions[{k}]", deal, draws, d)
    return float(total) if own.cap is None else min(float(total), float(own.cap))


def accepts(case: Case, space: Space, draws: Draws, who: str, deal: Mapping[str, str], d: int) -> bool:
    if any(holds(line, deal) for line in case.preferences[who].red_lines):
        return False
    enough = value(case, space, draws, who, deal, d) >= draws.walk_away[space.who.index(who), d] - 1e-7
    return bool(enough)


def passes(
    case: Case,
    space: Space,
    draws: Draws,
    deal: Mapping[str, str],
    d: int,
    without: str = "",
    ratified: bool = True,
) -> bool:
    agreed = [who for who in case.parties if accepts(case, space, draws, who, deal, d)]
    if not suffices(case, agreed, rule=space.rule):
        return False
    asked = [who for who in case.ratifiers if who != without] if ratified else []
    return all(accepts(case, space, draws, who, deal, d) for who in asked)


def exists(
    case: Case, space: Space, draws: Draws, terms: Mapping[str, str] | None = None, **asked: object
) -> list[bool]:
    return [
        any(passes(case, space, draws, deal, d, **asked) for deal in all_deals(case, terms))  # type: ignore[arg-type]
        for d in range(draws.count)
    ]


def fits(
    case: Case, space: Space, draws: Draws, by: str, deal: Mapping[str, str], *, refuses: bool
) -> list[bool]:
    """Whether an act is what its actor's judgements would have it do, draw by draw."""
    lines = case.preferences[by].red_lines
    kept = [one for one in all_deals(case, deal) if not any(holds(line, one) for line in lines)]
    told = []
    for d in range(draws.count):
        away = draws.walk_away[space.who.index(by), d]
        values = [value(case, space, draws, by, one, d) for one in kept]
        if refuses:
            told.append(not values or float(np.mean(values)) < away - 1e-7)
        else:
            told.append(bool(values) and max(values) >= away - 1e-7)
    return told
