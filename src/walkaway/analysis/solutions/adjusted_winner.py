"""Adjusted Winner: two parties divide issues by points; the result is efficient, equitable and envy-free.

Each issue first goes to the party that gives it more points, ties to the first; then issues move from the
party that is ahead, in increasing order of the ratio of points, the last one in part, until both have the
same. Where its properties would not hold it is refused. Brams and Taylor (1996), *Fair Division*, ch. 4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...case import Case
from ...errors import UsageError
from ...language import in_quotes
from ...numbers import numbers
from ...space import Space, Values
from ..result import Method, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedWinner(Result):
    """Who gets how much of each issue."""

    parties: tuple[str, str]
    points: dict[str, tuple[float, ...]]  # issue → points of the two parties, 100 each in sum
    shares: dict[str, float]  # issue → share that goes to the first party
    total: tuple[float, ...]  # points each party gets; equal
    divided: str | None  # the one issue that is split, if any
    tied: bool  # other divisions of the same issues give each party as many points
    # exact shares and totals as fractions; each party's total in the other's place (envy)
    certificate: dict[str, Any]
    method: Method


Points = Mapping[str, tuple[Fraction, Fraction]]
"""Issue → points of the two parties."""
Scores = Mapping[str, tuple[list[int], list[int]]]
"""Issue → what its options are worth to each of the two."""


def _scores(space: Space, values: Values) -> Scores:
    found = {}
    for issue, first, options in zip(space.issues, space.first, space.options, strict=True):
        one, other = values.coefficients[first : first + len(options), :2].T.tolist()
        found[issue] = list(map(int, one)), list(map(int, other))
    return found


def _points(case: Case, scores: Scores) -> dict[str, tuple[Fraction, Fraction]]:
    """What each issue is worth to each: best minus worst, scaled to 100 over all issues."""
    spreads = {issue: [max(worth) - min(worth) for worth in both] for issue, both in scores.items()}
    totals = [sum(column) for column in zip(*spreads.values(), strict=True)]
    for who, total in zip(case.parties, totals, strict=True):
        if not total:
            raise UsageError.of(f"a party ({case.label(who)}) to whom no issue matters", "scores that differ")
    return {i: (Fraction(100 * a, totals[0]), Fraction(100 * b, totals[1])) for i, (a, b) in spreads.items()}


def _opposed(case: Case, scores: Scores) -> None:
    """Refuse an issue on which both want the same, or an option is better for both than a division."""
    names = list(map(case.label, case.parties))
    for issue, both in scores.items():
        ends = [(min(worth), max(worth)) for worth in both]
        if any(low == high for low, high in ends):
            continue  # whoever it matters to gets it whole
        shares = [
            [Fraction(x - low, high - low) for x, (low, high) in zip(option, ends, strict=True)]
            for option in zip(*both, strict=True)
        ]
        title = case.issue_label(issue)
        for p, other in ((0, 1), (1, 0)):
            if all(share[other] > 0 for share in shares if share[p] == 1):
                found = (
                    f"on {in_quotes(title)} the best option of {names[p]} is not the worst of {names[other]}"
                )
                raise UsageError.of(
                    found, "issues that one party wins and the other loses, for Adjusted Winner"
                )
        for option, share in zip(case.issues[issue].options, shares, strict=True):
            if sum(share) > 1:
                middle = case.option_label(issue, option)
                found = (
                    f"on {in_quotes(title)} the option {in_quotes(middle)} is better for both than a division"
                )
                raise UsageError.of(found, "issues without a better middle, for Adjusted Winner")


def _ratio(own: Fraction, other: Fraction) -> Fraction | float:
    return own / other if other else float("inf")


def _totals(points: Points, shares: Mapping[str, Fraction]) -> tuple[Fraction, Fraction]:
    """The points each party gets."""
    first = sum((points[issue][0] * share for issue, share in shares.items()), Fraction(0))
    second = sum((points[issue][1] * (1 - share) for issue, share in shares.items()), Fraction(0))
    return first, second


def divide(points: Points) -> dict[str, Fraction]:
    """Shares of the first party under Adjusted Winner, exact."""
    shares = {issue: Fraction(1 if a >= b else 0) for issue, (a, b) in points.items()}
    first, second = _totals(points, shares)
    lead, gap = 0 if first >= second else 1, abs(first - second)
    held = [issue for issue, share in shares.items() if share == 1 - lead]
    for issue in sorted(held, key=lambda issue: _ratio(points[issue][lead], points[issue][1 - lead])):
        both = sum(points[issue])
        if not gap or not both:
            break
        moved = min(Fraction(1), gap / both)
        shares[issue] += moved if lead else -moved
        gap -= moved * both
    return shares


def _tied(points: Points, shares: Mapping[str, Fraction]) -> bool:
    """Whether issues with the same ratio of points lie on both sides, so that they could be exchanged."""
    sides: dict[Fraction | float, list[Fraction]] = {}
    for issue, (first, second) in points.items():
        if first or second:
            sides.setdefault(_ratio(first, second), []).append(shares[issue])
    return any(len(held) > 1 and not (all(x == 1 for x in held) or not any(held)) for held in sides.values())


def _willing(case: Case, values: Values, scores: Scores, shares: Mapping[str, Fraction]) -> None:
    """Refuse a division that a party likes less than walking away."""
    for who, name in enumerate(case.parties):
        worth = Fraction(0)
        for issue, both in scores.items():
            low, high = min(both[who]), max(both[who])
            worth += low + (high - low) * (1 - shares[issue] if who else shares[issue])
        if worth < int(values.walk_away[who]):
            unit = values.units[who]
            got, away = numbers([worth * unit, int(values.walk_away[who]) * unit])
            raise UsageError.of(
                f"{case.label(name)} would rather walk away ({away}) than take its part ({got})",
                "a division that both find as good as walking away, for Adjusted Winner",
            )


def adjusted_winner(case: Case, space: Space, values: Values) -> AdjustedWinner:
    """Divide the issues of a two-party case; what is outside of the assumptions is refused (UsageError)."""
    if space.parties != 2:
        raise UsageError.of(f"{space.parties} parties", "two parties for Adjusted Winner")
    for kind in ("interactions", "functions", "cap"):
        if any(getattr(case.preferences[who], kind) for who in case.parties):
            raise UsageError.of(kind, "values that add up over issues, for Adjusted Winner")
    if case.impossible or any(case.preferences[who].red_lines for who in case.parties):
        raise UsageError.of(
            "impossible patterns or red lines", "deals that can all be made, for Adjusted Winner"
        )
    if len(space.who) > 2:
        raise UsageError.of("a ratifier", "two parties whose word is enough, for Adjusted Winner")
    if values.name != "exact":
        raise UsageError.of("judgements that are ranges or orders", "single numbers, for Adjusted Winner")
    scores = _scores(space, values)
    points = _points(case, scores)
    _opposed(case, scores)
    shares = divide(points)
    _willing(case, values, scores, shares)
    total = _totals(points, shares)
    return AdjustedWinner(
        parties=(space.who[0], space.who[1]),
        points={issue: (float(a), float(b)) for issue, (a, b) in points.items()},
        shares={issue: float(share) for issue, share in shares.items()},
        total=(float(total[0]), float(total[1])),
        divided=next((issue for issue, share in shares.items() if 0 < share < 1), None),
        tied=_tied(points, shares),
        certificate={
            "shares": {issue: str(share) for issue, share in shares.items()},
            "total": [str(part) for part in total],
            "in_the_other's_place": [str(100 - part) for part in total],
        },
        method=Method(name="Adjusted Winner", exact=True, realisation=values.name),
    )
