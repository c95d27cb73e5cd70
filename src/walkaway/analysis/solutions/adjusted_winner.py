r"""Adjusted Winner: two parties divide issues by points; the result is efficient, equitable and envy-free.

Each party spreads 100 points over the issues. Each issue first goes to the party that gives it more points,
ties to the first (which of the two makes no difference to the totals). Then issues move from the party that
is ahead to the other, in increasing order of the ratio of points :math:`a_i / b_i` (leader over follower),
the last one in part, until both have the same points: the share moved of an issue is :math:`x = (T_A - T_B)
/ (a_i + b_i)`.

Points are taken from the case: what an issue is worth to a party is its best minus its worst score there
(times its weight), scaled to 100 over all issues; the certificate has exact shares.

The procedure is for issues that one side wins and the other loses. Its properties hold only where

* values add up over issues, which can be divided;
* on each issue the best option of one party is the worst of the other: what both want is not divided;
* no option between gives both more than a division does: with shares :math:`r_p` of what the issue is worth
  to each, :math:`r_A + r_B \le 1`.

* neither party would rather walk away than take what it gets.

Elsewhere it is refused. An issue that matters to one party alone goes to that party whole. Where issues have
the same ratio of points and are not all on one side, other divisions give both as much: ``tied``.

References
----------
Brams and Taylor (1996), *Fair Division*, ch. 4; Brams and Taylor (1999), *The Win-Win Solution*.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...case import Case
from ...errors import UsageError
from ...numbers import numbers
from ...space import Space, Values
from ..result import Method, Result

__all__ = ["AdjustedWinner", "adjusted_winner"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedWinner(Result):
    """Who gets how much of each issue.

    Attributes
    ----------
    parties : tuple of str
    points : dict of str to tuple of float
        Issue → points of the two parties, 100 each in sum.
    shares : dict of str to float
        Issue → share that goes to the first party.
    total : tuple of float
        Points each party gets; equal.
    divided : str or None
        The one issue that is split, if any.
    tied : bool
        Other divisions of the same issues give each party as many points.
    certificate : dict
        Exact shares and totals as fractions; each party's total in the other's place (envy).
    method : Method
    """

    parties: tuple[str, str]
    points: dict[str, tuple[float, float]]
    shares: dict[str, float]
    total: tuple[float, float]
    divided: str | None
    tied: bool
    certificate: dict[str, Any]
    method: Method


def issue_points(case: Case, space: Space, values: Values) -> dict[str, tuple[Fraction, Fraction]]:
    """Points of two parties for each issue: the spread of its values, scaled to 100."""
    spreads = []
    for column in range(2):
        spread = {}
        for issue, first, options in zip(space.issues, space.first, space.options, strict=True):
            worth = values.coefficients[first : first + len(options), column]
            spread[issue] = Fraction(int(worth.max()) - int(worth.min()))
        total = sum(spread.values())
        if not total:
            name = case.label(space.who[column])
            raise UsageError.of(f"a party ({name}) to whom no issue matters", "scores that differ")
        spreads.append({issue: 100 * points / total for issue, points in spread.items()})
    return {issue: (spreads[0][issue], spreads[1][issue]) for issue in space.issues}


def opposed(case: Case, space: Space, values: Values) -> None:
    """Refuse issues that one party does not win by as much as the other loses.

    Raises
    ------
    UsageError
        If on some issue both want the same, or an option between is better for both than a division.
    """
    for issue, first, options in zip(space.issues, space.first, space.options, strict=True):
        worth = [[int(x) for x in values.coefficients[first : first + len(options), p]] for p in range(2)]
        low, high = [min(row) for row in worth], [max(row) for row in worth]
        if low[0] == high[0] or low[1] == high[1]:
            continue  # whoever it matters to gets it whole
        shares = [
            tuple(
                Fraction(row[o] - least, most - least)
                for row, least, most in zip(worth, low, high, strict=True)
            )
            for o in range(len(options))
        ]
        name = case.issue_label(issue)
        for p in range(2):
            best = [o for o, share in enumerate(shares) if share[p] == 1]
            if all(shares[o][1 - p] > 0 for o in best):
                whose = case.label(space.who[1 - p])
                own = case.label(space.who[p])
                found = f"on “{name}” the best option of {own} is not the worst of {whose}"
                raise UsageError.of(
                    found, "issues that one party wins and the other loses, for Adjusted Winner"
                )
        between = next((o for o, share in enumerate(shares) if sum(share) > 1), None)
        if between is not None:
            middle = case.option_label(issue, options[between])
            found = f"on “{name}” the option “{middle}” is better for both than a division"
            raise UsageError.of(found, "issues without a better middle, for Adjusted Winner")


def _ratio(own: Fraction, other: Fraction) -> Fraction | float:
    return own / other if other else float("inf")


def divide(points: dict[str, tuple[Fraction, Fraction]]) -> dict[str, Fraction]:
    """Shares of the first party under Adjusted Winner, exact.

    Parameters
    ----------
    points : dict of str to (Fraction, Fraction)
        Issue → points of the two parties.

    Returns
    -------
    dict of str to Fraction
    """
    shares = {issue: Fraction(1 if a >= b else 0) for issue, (a, b) in points.items()}
    nothing = Fraction(0)
    first = sum((points[issue][0] * share for issue, share in shares.items()), nothing)
    second = sum((points[issue][1] * (1 - share) for issue, share in shares.items()), nothing)
    lead = 0 if first >= second else 1
    gap = abs(first - second)
    held = [issue for issue, share in shares.items() if share == 1 - lead]
    held.sort(key=lambda issue: _ratio(points[issue][lead], points[issue][1 - lead]))
    for issue in held:
        both = points[issue][0] + points[issue][1]
        if not gap or not both:
            break
        moved = min(Fraction(1), gap / both)
        shares[issue] += moved if lead else -moved
        gap -= moved * both
    return shares


def _tied(points: dict[str, tuple[Fraction, Fraction]], shares: dict[str, Fraction]) -> bool:
    """Whether issues with the same ratio of points lie on both sides, so that they could be exchanged."""
    sides: dict[Fraction | float, list[Fraction]] = {}
    for issue, (first, second) in points.items():
        if first or second:
            sides.setdefault(_ratio(first, second), []).append(shares[issue])
    return any(len(held) > 1 and not (all(x == 1 for x in held) or not any(held)) for held in sides.values())


def _willing(case: Case, space: Space, values: Values, shares: dict[str, Fraction]) -> None:
    """Refuse a division that a party likes less than walking away."""
    for who in range(2):
        worth = Fraction(0)
        for issue, first, options in zip(space.issues, space.first, space.options, strict=True):
            column = values.coefficients[first : first + len(options), who]
            low, high = int(column.min()), int(column.max())
            worth += low + (high - low) * (shares[issue] if who == 0 else 1 - shares[issue])
        if worth < int(values.walk_away[who]):
            unit, name = values.units[who], case.label(space.who[who])
            got, away = numbers([worth * unit, int(values.walk_away[who]) * unit])
            raise UsageError.of(
                f"{name} would rather walk away ({away}) than take its part ({got})",
                "a division that both find as good as walking away, for Adjusted Winner",
            )


def adjusted_winner(case: Case, space: Space, values: Values) -> AdjustedWinner:
    """Divide the issues of a two-party case by Adjusted Winner.

    Parameters
    ----------
    case : Case
        With two parties and no interactions among their preferences.
    space, values
        As built from the case.

    Returns
    -------
    AdjustedWinner

    Raises
    ------
    UsageError
        If there are not two parties, values do not add up over issues, judgements are no single numbers,
        the parties do not oppose each other on an issue, or one would rather walk away than take its part.

    References
    ----------
    See the module.
    """
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
    points = issue_points(case, space, values)
    opposed(case, space, values)
    shares = divide(points)
    _willing(case, space, values, shares)
    total = tuple(
        sum((points[i][p] * (share if p == 0 else 1 - share) for i, share in shares.items()), Fraction(0))
        for p in range(2)
    )
    divided = next((issue for issue, share in shares.items() if 0 < share < 1), None)
    return AdjustedWinner(
        parties=(space.who[0], space.who[1]),
        points={issue: (float(a), float(b)) for issue, (a, b) in points.items()},
        shares={issue: float(share) for issue, share in shares.items()},
        total=(float(total[0]), float(total[1])),
        divided=divided,
        tied=_tied(points, shares),
        certificate={
            "shares": {issue: str(share) for issue, share in shares.items()},
            "total": [str(part) for part in total],
            "in_the_other's_place": [str(100 - part) for part in total],
        },
        method=Method(name="Adjusted Winner", exact=values.exact, realisation=values.name),
    )
