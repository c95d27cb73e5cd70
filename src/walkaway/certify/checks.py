"""Small independent checkers that judge a result from the case alone, with dictionaries and fractions.

They restate the definitions in the plainest way, are slow and meant to be, and return complaints as
sentences. Not checked: results over draws, and whether the case itself is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from ..analysis.frontier.frontier import Frontier, counted
from ..analysis.solutions.adjusted_winner import AdjustedWinner
from ..analysis.solutions.lotteries import Lottery
from ..analysis.solutions.solutions import SOLUTIONS, Solution
from ..case import Agreement, Case
from ..errors import BudgetError, UsageError, quoted
from .plainly import allowed, central_score, central_shares, deals, value_of, walk_away_of

__all__ = [
    "MOST_DEALS", "allowed", "check_adjusted_winner", "check_frontier", "check_lottery", "check_solution",
    "unchecked", "value_of",
]  # fmt: skip

MOST_DEALS = 200_000
"""Most deals that a complete check goes through."""

_ROUNDING = Fraction(1, 10**12)  # of a float that shows an exact number
_GRID = Fraction(1, 10**8)  # of values that were rounded to a grid
_MEAN = Fraction(1, 10**9)  # of a mean over a lottery
Value = tuple[Fraction, ...]
Claim = tuple[Sequence[float], Value]


def _values(case: Case, deal: Mapping[str, str]) -> Value:
    return tuple(value_of(case, who, deal) for who in case.parties)


def _reaches(one: Value, other: Value, slack: Fraction = Fraction(0)) -> bool:
    return all(a >= b - slack for a, b in zip(one, other, strict=True))


def _dominates(one: Value, other: Value, slack: Fraction = Fraction(0)) -> bool:
    return _reaches(one, other, slack) and any(a > b + slack for a, b in zip(one, other, strict=True))


def _differ(shown: Sequence[float], exact: Sequence[Fraction], rounding: Fraction) -> bool:
    return len(shown) != len(exact) or any(
        abs(Fraction(a) - b) > rounding * max(Fraction(1), abs(b)) for a, b in zip(shown, exact, strict=True)
    )


def _rounding(front: Frontier) -> Fraction:
    return _ROUNDING if front.method.exact else _GRID


def check_frontier(
    case: Case, front: Frontier, *, complete: bool = False, rule: Agreement | None = None
) -> list[str]:
    """Check a frontier of the central realisation.

    Parameters
    ----------
    case : Case
    front : Frontier
    complete : bool
        Also go through every deal: each is dominated or listed, and the counts are right.
    rule : Agreement, optional
        The rule the space was built with, if not the case's own.

    Returns
    -------
    list of str
        Complaints; empty when the frontier is right.

    Raises
    ------
    BudgetError
        If ``complete`` would go through more than 200,000 deals.
    """
    rounding, complaints = _rounding(front), []
    values = [_values(case, point.deal) for point in front]
    for point, value in zip(front, values, strict=True):
        if not allowed(case, point.deal, rule=rule):
            complaints.append(f"{point.deal} is impossible or crosses a red line")
        if _differ(point.value, value, rounding):
            complaints.append(f"{point.deal} is worth {_shown(value)}, not {point.value}")
    for at, value in enumerate(values):
        if any(_dominates(other, value, Fraction(0) if front.method.exact else rounding) for other in values):
            complaints.append(f"{front.points[at].deal} is dominated by another point")
    if len(set(values)) < len(values):
        complaints.append("a value is listed twice")
    return complaints + (_check_complete(case, front, values, rule) if complete else [])


def unchecked(case: Case, front: Frontier) -> list[str]:
    """What :func:`check_frontier` cannot say of a frontier, however it is called."""
    claims = [] if front.complete else ["nothing is claimed of missing values: the search was interrupted"]
    combinations = prod(len(issue.options) for issue in case.issues.values())
    if front.complete and combinations > MOST_DEALS:
        engine = "the optimality of the solver's answers" if "solver" in front.method.note else "the merging"
        claims.append(
            f"that no efficient value is missing rests on {engine}: {combinations:,} deals are too many"
        )
    if any(point.count is None for point in front):
        claims.append("deals of equal value were not counted")
    return claims


def _check_complete(case: Case, front: Frontier, values: list[Value], rule: Agreement | None) -> list[str]:
    real = [name for name, issue in case.issues.items() if issue.real]
    if real:
        raise UsageError.of(f"every deal over the real range of {', '.join(real)}", "issues with options")
    combinations = prod(len(issue.options) for issue in case.issues.values())
    if combinations > MOST_DEALS:
        raise BudgetError(f"{combinations:,} deals; a complete check goes through at most {MOST_DEALS:,}")
    ways = Counter(_values(case, deal) for deal in deals(case) if allowed(case, deal, rule=rule))
    if not front.method.exact:
        slack = 10 * _GRID * max((abs(x) for value in ways for x in value), default=Fraction(1))
        missed = [value for value in ways if not any(_reaches(other, value, slack) for other in values)]
        return [f"{_shown(value)} is neither listed nor dominated" for value in missed]
    best: list[Value] = []
    for value in sorted(ways, reverse=True):  # whatever dominates a value stands before it
        if not any(_dominates(other, value) for other in best):
            best.append(value)
    complaints = [f"{_shown(value)} is efficient but not listed" for value in best if value not in values]
    complaints += [
        f"{ways[value]} deals are worth {_shown(value)}, not {point.count}"
        for point, value in zip(front, values, strict=True)
        if point.count is not None and ways[value] != point.count
    ]
    return complaints


def _shown(value: Sequence[Fraction]) -> str:
    return f"({', '.join(f'{float(x):.12g}' for x in value)})"


def _nash(gains: Value) -> Value:
    positive = [gain for gain in gains if gain > 0]
    return Fraction(len(positive)), prod(positive, start=Fraction(1))


def _ratios(points: list[Value], away: Value) -> list[Value]:
    ideal = [max(column) for column in zip(*points, strict=True)]
    used = [p for p, (best, d) in enumerate(zip(ideal, away, strict=True)) if best > d]
    return [tuple(sorted((row[p] - away[p]) / (ideal[p] - away[p]) for p in used)) for row in points]


def _raiffa(points: list[Value], away: Value) -> tuple[list[Value], list[Value]]:
    """Keys of the points from the last step of the Raiffa path, and the path."""
    path, alive, parties = [away], points, len(away)
    while True:
        ideal = [max(column) for column in zip(*alive, strict=True)]
        point = tuple(d + (best - d) / parties for d, best in zip(path[-1], ideal, strict=True))
        above = [row for row in alive if _reaches(row, point)]
        if len(alive) == 1 or not above:
            ratios = dict(zip(alive, _ratios(alive, path[-1]), strict=True))
            return [(Fraction(1), *ratios[row]) if row in ratios else (Fraction(0),) for row in points], path
        alive = above
        path.append(point)


def _raiffa_continuous(points: list[Value], away: Value) -> tuple[list[Value], Value]:
    """Keys of the points from where the continuous Raiffa path ends, and that end."""
    d, alive = away, points
    while True:
        ideal = [max(column) for column in zip(*alive, strict=True)]
        way = [best - x for best, x in zip(ideal, d, strict=True)]
        if not any(way):
            break
        lasting = {
            row: min((u - x) / step for u, x, step in zip(row, d, way, strict=True) if step) for row in alive
        }
        share = min(
            max(lasting[row] for row in alive if row[p] == ideal[p]) for p, step in enumerate(way) if step
        )
        d = tuple(x + share * step for x, step in zip(d, way, strict=True))
        rest = [row for row in alive if lasting[row] > share]
        if not rest:
            break
        alive = rest
    reached = [row for row in points if _reaches(row, d)]
    ratios = dict(zip(reached, _ratios(reached, d), strict=True))
    return [(Fraction(1), *ratios[row]) if row in ratios else (Fraction(0),) for row in points], d


def _claims(
    solution: Solution, points: list[Value], away: Value, at: int, rounding: Fraction
) -> tuple[list[Value], list[Claim], list[str]]:
    """What each rule maximises at every point, what the certificate claims of it, and complaints."""
    certificate, complaints = solution.certificate, []
    claims: list[Claim] = []
    match solution.name:
        case "nash":
            keys = [_nash(tuple(u - d for u, d in zip(row, away, strict=True))) for row in points]
            claims.append(([certificate["gaining_parties"], certificate["product"]], keys[at]))
        case "kalai_smorodinsky":
            keys = _ratios(points, away)
            claims.append((sorted(ratio for ratio in certificate["ratios"] if ratio is not None), keys[at]))
            claims.append((certificate["ideal"], tuple(max(column) for column in zip(*points, strict=True))))
        case "egalitarian":
            keys = [tuple(sorted(u - d for u, d in zip(row, away, strict=True))) for row in points]
            claims.append(([certificate["smallest_gain"]], keys[at][:1]))
        case "utilitarian":
            keys = [(sum(row, Fraction(0)),) for row in points]
            claims.append(([certificate["sum"]], keys[at]))
        case "raiffa":
            keys, path = _raiffa(points, away)
            steps = certificate["path"]
            if len(steps) != len(path) or any(map(_differ, steps, path, [rounding] * len(path))):
                complaints.append(f"the path goes {' → '.join(map(_shown, path))}, not {steps}")
        case "raiffa_continuous":
            keys, end = _raiffa_continuous(points, away)
            claims.append((certificate["end"], end))
        case unknown:
            raise UsageError.of(quoted(unknown), f"a solution ({', '.join(SOLUTIONS)})")
    return keys, claims, complaints


def check_solution(case: Case, front: Frontier, solution: Solution) -> list[str]:
    """Check a bargaining solution: its witness, its gains, and that nothing on the frontier does better.

    Parameters
    ----------
    case : Case
    front : Frontier
        The frontier it was chosen from, itself checked by :func:`check_frontier`.
    solution : Solution

    Returns
    -------
    list of str
        Complaints; empty when the solution is what its name says.
    """
    rounding, certificate = _rounding(front), solution.certificate
    away = tuple(walk_away_of(case, who) for who in case.parties)
    slack = Fraction(0) if front.method.exact else rounding
    rows = [(point, _values(case, point.deal)) for point in front]
    rows = [(point, row) for point, row in rows if _reaches(row, away, slack)]
    points = [row for _, row in rows]
    value = _values(case, solution.deal)
    gains = [tuple(u - d for u, d in zip(row, away, strict=True)) for row in points]
    if value not in points:
        return [f"{solution.deal} is not on the frontier at or above the walk-aways"]
    at = points.index(value)
    keys, claims, complaints = _claims(solution, points, away, at, rounding)
    claims += [(solution.value, value), (certificate["walk_away"], away), (certificate["gains"], gains[at])]
    complaints += [
        f"{solution.name} claims {tuple(shown)}, found {_shown(exact)}"
        for shown, exact in claims
        if _differ(shown, exact, rounding)
    ]
    if not front.method.exact:
        return complaints
    tied = [row for row, key in zip(rows, keys, strict=True) if key == max(keys)]
    if value not in [row for _, row in tied]:
        return [*complaints, f"{_shown(tied[0][1])} is better by {solution.name} than {_shown(value)}"]
    values, count = len(tied), counted(point for point, _ in tied)
    if (values, count) != (len(solution.ties), solution.count):
        complaints.append(
            f"{values} values of {count} deals tie, not {len(solution.ties)} of {solution.count}"
        )
    return complaints


def _spreads(case: Case, who: str) -> dict[str, Fraction]:
    """Points of a party for each issue: best minus worst, scaled to 100."""
    preference = case.preferences[who]
    shares = {} if preference.weights is None else central_shares(preference.weights)
    spread = dict.fromkeys(case.issues, Fraction(0))
    for issue, scores in preference.scores.items():
        worth = [central_score(case.issues[issue], scores, o) for o in case.issues[issue].options]
        best, worst = max(worth), min(worth)
        spread[issue] = shares.get(issue, Fraction(1)) * (best - worst)
    total = sum(spread.values(), Fraction(0))
    return {issue: 100 * part / total for issue, part in spread.items()}


def check_adjusted_winner(case: Case, result: AdjustedWinner) -> list[str]:
    """Check a division: points, shares, and that it is equitable, envy-free and efficient.

    Parameters
    ----------
    case : Case
    result : AdjustedWinner

    Returns
    -------
    list of str
        Complaints; empty when the division is right.
    """
    points = [_spreads(case, who) for who in case.parties]
    rounding = _ROUNDING if result.method.exact else _GRID
    first, second = points
    share = {issue: Fraction(text) for issue, text in result.certificate["shares"].items()}
    total = [
        sum((first[issue] * part for issue, part in share.items()), Fraction(0)),
        sum((second[issue] * (1 - part) for issue, part in share.items()), Fraction(0)),
    ]
    complaints = [
        f"{issue} has {_shown((first[issue], second[issue]))} points, not {result.points[issue]}"
        for issue in case.issues
        if _differ(result.points[issue], (first[issue], second[issue]), rounding)
    ]
    if _differ([*result.shares.values(), *result.total], [*share.values(), *total], rounding):
        complaints.append("shares or totals differ from those of the certificate")
    if not all(0 <= part <= 1 for part in share.values()) or sum(0 < part < 1 for part in share.values()) > 1:
        complaints.append("a share is not from 0 to 1, or more than one issue is divided")
    if abs(total[0] - total[1]) > 100 * (0 if result.method.exact else rounding):
        complaints.append(f"not equitable: {_shown(total)}")
    if min(total) < 50 - 100 * rounding:
        complaints.append(f"not free of envy: {_shown(total)}")
    better = [
        (mine, yours)
        for mine, yours in product(share, share)
        if share[mine] > 0 and share[yours] < 1
        and first[mine] * second[yours] < first[yours] * second[mine] - 10_000 * rounding
    ]  # fmt: skip
    return complaints + [f"not efficient: {mine} against {yours} is a better trade" for mine, yours in better]


def check_lottery(case: Case, front: Frontier, lottery: Lottery) -> list[str]:
    """Check a lottery: its deals and probabilities, its value, and that no deal is worth more by its weights.

    Parameters
    ----------
    case : Case
    front : Frontier
        The frontier it was found on.
    lottery : Lottery

    Returns
    -------
    list of str
        Complaints; empty when the lottery is efficient among lotteries and, where it has a condition of its
        own that weights can show (Nash, utilitarian), is what its name says but for its gap.
    """
    certificate = lottery.certificate
    chances = [Fraction(part) for part in certificate["probabilities"]]
    away = [walk_away_of(case, who) for who in case.parties]
    complaints = []
    if sum(chances, Fraction(0)) != 1 or min(chances) < 0:
        complaints.append(f"the probabilities {certificate['probabilities']} do not sum to 1")
    rows = [[value_of(case, who, chance.deal) for who in case.parties] for chance in lottery.chances]
    value = [
        sum((part * row[p] for part, row in zip(chances, rows, strict=True)), Fraction(0))
        for p in range(len(case.parties))
    ]
    complaints += [
        f"{dict(chance.deal)} is impossible or crosses a red line"
        for chance in lottery.chances
        if not allowed(case, chance.deal)
    ]
    if _differ(lottery.value, value, _MEAN):
        complaints.append(f"the lottery is worth {tuple(map(float, value))}, not {lottery.value}")
    gains = [u - d for u, d in zip(value, away, strict=True)]
    if min(gains) < -_MEAN * max(map(abs, value)):
        complaints.append(f"gains {tuple(map(float, gains))} are below the walk-away")
    return complaints + _unsupported(case, front, lottery, value, gains)


def _unsupported(
    case: Case, front: Frontier, lottery: Lottery, value: list[Fraction], gains: list[Fraction]
) -> list[str]:
    """Whether some deal is worth more by the weights, or the weights are not those of the rule."""
    weights = [Fraction(weight) for weight in lottery.certificate["weights"]]
    used = [p for p, gain in enumerate(gains) if gain > 0]
    if lottery.name == "nash" and len(used) == len(gains):
        weights = [1 / gain for gain in gains]

    def worth(row: list[Fraction]) -> Fraction:
        return sum((w * x for w, x in zip(weights, row, strict=True)), Fraction(0))

    most = max(worth([value_of(case, who, point.deal) for who in case.parties]) for point in front)
    size = sum((w * abs(x) for w, x in zip(weights, value, strict=True)), Fraction(1))
    if most - worth(value) > (Fraction(lottery.certificate.get("gap", 0)) + Fraction(1, 10**6)) * size:
        return [
            f"a deal is worth {float(most):.9g} by the weights, the lottery only {float(worth(value)):.9g}"
        ]
    return []
