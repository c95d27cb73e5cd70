"""Values straight from the definition: a deal is a dictionary, a value is a fraction.

The slow twin of the deal space. It shares no code with it and is meant for checks, not for speed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise, product
from math import prod

from ..case import Agreement, Case, Fallback, Function, Interaction, Issue, Judgements, Order, Part, Pattern

Deal = Mapping[str, str]


def _completions(order: Order) -> Iterator[list[frozenset[str]]]:
    """Every way to complete an order to one chain of groups, by brute force."""
    groups = {name: frozenset([name]) for name in order.names}
    for chain in order.chains:
        for tied in chain:
            joined = frozenset().union(*(groups[name] for name in tied))
            groups.update(dict.fromkeys(joined, joined))
    above = {(groups[u[0]], groups[d[0]]) for chain in order.chains for u, d in pairwise(chain)}

    def extend(done: list[frozenset[str]], left: list[frozenset[str]]) -> Iterator[list[frozenset[str]]]:
        if not left:
            yield done
        for group in left:
            if not any((other, group) in above for other in left):
                yield from extend([*done, group], [other for other in left if other != group])

    return extend([], list(dict.fromkeys(groups.values())))


def _centroid(order: Order) -> dict[str, Fraction]:
    """Mean of the centroids of all completions, weighted by their volumes."""
    total, centre = Fraction(0), dict.fromkeys(order.names, Fraction(0))
    for chain in _completions(order):
        sizes = [sum(map(len, chain[: k + 1])) for k in range(len(chain))]
        volume = Fraction(1, prod(sizes))
        total += volume
        for k, size in enumerate(sizes):
            for name in frozenset().union(*chain[: k + 1]):
                centre[name] += volume / size / len(chain)
    return {name: share / total for name, share in centre.items()}


def central_shares(weights: Judgements) -> dict[str, Fraction]:
    """Give the central weights by issue, as shares that sum to one."""
    if weights.order is not None:
        return _centroid(weights.order)
    low = {name: Fraction(point.low) for name, point in weights.points.items()}
    high = {name: Fraction(point.high) for name, point in weights.points.items()}
    least, most = sum(low.values(), Fraction(0)), sum(high.values(), Fraction(0))
    if low == high:
        return {name: point / least for name, point in low.items()}
    part = (100 - least) / (most - least)
    return {name: (low[name] + part * (high[name] - low[name])) / 100 for name in low}


def central_score(issue: Issue, scores: Judgements, option: str) -> Fraction:
    """Give the central score of an option or number; an order is spread evenly from 100 to 0."""
    if scores.order is not None:
        chain = scores.order.chains[0]
        place = next(rank for rank, tied in enumerate(chain) if option in tied)
        return Fraction(100) if place == 0 else Fraction(100 * (len(chain) - 1 - place), len(chain) - 1)
    if issue.range is None:
        return Fraction(scores.points[option].central)
    x = Fraction(option)
    if scores.triangular is not None:
        left, top, right = (Fraction(corner) for corner in scores.triangular)
        peak = Fraction(100) if scores.peak is None else Fraction(scores.peak.central)
        if x == top:
            return peak
        slopes = [(x - left) / (top - left)] if top > left else []
        slopes += [(right - x) / (right - top)] if right > top else []
        return peak * max(Fraction(0), min(slopes)) if left <= x <= right else Fraction(0)
    if scores.linear is not None:
        known = [
            (Fraction(end), Fraction(score.central))
            for end, score in zip(issue.range, scores.linear, strict=True)
        ]
    else:
        known = [(Fraction(name), Fraction(score.central)) for name, score in scores.points.items()]
    below, above = max(pair for pair in known if pair[0] <= x), min(pair for pair in known if pair[0] >= x)
    if below[0] == above[0]:
        return below[1]
    return below[1] + (above[1] - below[1]) * (x - below[0]) / (above[0] - below[0])


def function_value(item: Function | Part, deal: Deal) -> Fraction:
    """Give the central worth of a function, or of one of its parts."""
    if isinstance(item, Part):
        return Fraction(item.weight) * Fraction(item.add.central) if _matches(item, deal) else Fraction(0)
    worth = [function_value(part, deal) for part in item.of]
    joined = (
        sum(worth, Fraction(0)) if item.combine == "sum" else {"min": min, "max": max}[item.combine](worth)
    )
    return Fraction(item.weight) * (joined if item.cap is None else min(joined, Fraction(item.cap)))


def value_of(case: Case, who: str, deal: Deal) -> Fraction:
    """Compute the central value of a deal for a party or ratifier, from the definition."""
    preference = case.preferences[who]
    shares = {} if preference.weights is None else central_shares(preference.weights)
    parts = [
        shares.get(issue, Fraction(1)) * central_score(case.issues[issue], scores, deal[issue])
        for issue, scores in preference.scores.items()
    ]
    parts += [Fraction(item.add.central) for item in preference.interactions if _matches(item, deal)]
    parts += [function_value(function, deal) for function in preference.functions]
    total = sum(parts, Fraction(0))
    return total if preference.cap is None else min(total, Fraction(preference.cap))


def _matches(pattern: Pattern | Interaction | Part, deal: Deal) -> bool:
    if any(deal[issue] not in choice for issue, choice in pattern.when.items()):
        return False
    return not pattern.unless or any(deal[issue] not in choice for issue, choice in pattern.unless.items())


def walk_away_of(case: Case, who: str) -> Fraction:
    """Give the central walk-away of a party or ratifier, 0 where none is given."""
    away = case.preferences[who].walk_away
    if isinstance(away, Fallback):
        return value_of(case, who, away.deal)
    return Fraction(0) if away is None else Fraction(away.central)


def deals(case: Case) -> Iterator[dict[str, str]]:
    """Every combination of options, impossible ones included."""
    for options in product(*(issue.options for issue in case.issues.values())):
        yield dict(zip(case.issues, options, strict=True))


def suffices(
    case: Case, accepting: Collection[str], *, rule: Agreement | None = None, ratified: bool = False
) -> bool:
    """Whether it is enough if some accept and all others do not, in plain words of the rule."""
    rule = case.agreement if rule is None else rule
    if ratified and not all(who in accepting for who in case.ratifiers):
        return False
    if not rule.conditions:
        return all(who in accepting for who in case.parties)
    for condition in rule.conditions:
        votes = {who: Fraction(number) for who, number in condition.held(tuple(case.parties)).items()}
        yes = sum((votes[who] for who in case.parties if who in accepting), Fraction(0))
        if yes < condition.level.of(sum(votes.values(), Fraction(0))):
            return False
        if not all(who in accepting for who in condition.vetoes):
            return False
    return True


def allowed(case: Case, deal: Deal, *, rule: Agreement | None = None) -> bool:
    """Whether a deal can be carried out and crosses no red line of a party without whom nothing passes."""
    needed = [who for who in case.parties if not suffices(case, {*case.parties} - {who}, rule=rule)]
    lines = [line for who in needed for line in case.preferences[who].red_lines]
    return not any(_matches(pattern, deal) for pattern in (*case.impossible, *lines))
