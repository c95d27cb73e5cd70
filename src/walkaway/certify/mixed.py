"""Checkers for values that lie between deals: segments over real ranges, and lotteries.

As :mod:`walkaway.certify.checks`: from the case alone, with dictionaries and fractions, plainly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import prod

from ..analysis.frontier.points import Frontier
from ..analysis.solutions.lotteries import Lottery
from ..analysis.solutions.solution import Solution
from ..case import Case
from .checks import allowed, value_of
from .plainly import walk_away_of

__all__ = ["check_lottery", "check_real_solution", "check_segments"]

_ROUNDING = Fraction(1, 10**9)
_SHARES = (Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1))


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except ValueError:
        return None


def _between(case: Case, start: Mapping[str, str], end: Mapping[str, str], share: Fraction) -> dict[str, str]:
    """A deal on the way from one to another that differs only in numbers of real ranges."""
    deal = dict(start)
    for issue, text in start.items():
        first, last = _number(text), _number(end[issue])
        if case.issues[issue].real and first is not None and last is not None:
            deal[issue] = str(first + share * (last - first))
    return deal


def _near(shown: float, exact: Fraction) -> bool:
    return abs(Fraction(shown) - exact) <= _ROUNDING * max(Fraction(1), abs(exact))


def check_segments(case: Case, front: Frontier) -> list[str]:
    """Check a frontier over real ranges: every deal is allowed and worth what is said, none beats another.

    Parameters
    ----------
    case : Case
    front : Frontier

    Returns
    -------
    list of str
        Complaints; empty when points and segments are right. Whether one is missing is not checked.
    """
    complaints, values = [], []
    for deal, shown in _samples(case, front):
        value = tuple(value_of(case, who, deal) for who in case.parties)
        if not allowed(case, deal):
            complaints.append(f"{deal} is impossible or crosses a red line")
        if not all(map(_near, shown, value)):
            complaints.append(f"{deal} is worth {tuple(map(float, value))}, not {shown}")
        values.append(value)
    return complaints + [
        f"{tuple(map(float, value))} is dominated by another value"
        for value in values
        if any(other != value and all(a >= b for a, b in zip(other, value, strict=True)) for other in values)
    ]


def _samples(case: Case, front: Frontier) -> Iterator[tuple[dict[str, str], tuple[float, ...]]]:
    """Deals of the points, and along the segments, with the values they are said to have."""
    for point in front:
        yield point.deal, point.value
    for line in front.segments:
        for share in _SHARES:
            if (share or line.start_in) and (share < 1 or line.end_in):
                shown = tuple(a + float(share) * (b - a) for a, b in zip(line.start, line.end, strict=True))
                yield _between(case, line.start_deal, line.end_deal, share), shown


def check_real_solution(case: Case, front: Frontier, solution: Solution) -> list[str]:
    """Check a solution over real ranges: its deal, its value, and that no sampled deal does better.

    Parameters
    ----------
    case : Case
    front : Frontier
        The frontier it was chosen from, itself checked by :func:`check_segments`.
    solution : Solution

    Returns
    -------
    list of str
        Complaints; empty when nothing on the frontier dominates the deal and no end, middle or third of a
        segment has more of what Nash, egalitarian and utilitarian maximise.
    """
    value = tuple(value_of(case, who, solution.deal) for who in case.parties)
    away = tuple(walk_away_of(case, who) for who in case.parties)
    complaints = []
    if not allowed(case, solution.deal):
        complaints.append(f"{solution.deal} is impossible or crosses a red line")
    if [str(part) for part in value] != solution.certificate["fractions"]:
        complaints.append(f"{solution.deal} is worth {tuple(map(float, value))}, not {solution.value}")
    gains = [u - d for u, d in zip(value, away, strict=True)]
    if min(gains) < 0:
        complaints.append(f"gains {tuple(map(float, gains))} are below the walk-away")
    for deal, _ in _samples(case, front):
        other = tuple(value_of(case, who, deal) for who in case.parties)
        more = [u - d for u, d in zip(other, away, strict=True)]
        if min(more) < 0:
            continue
        if other != value and all(a >= b for a, b in zip(other, value, strict=True)):
            complaints.append(f"{deal} dominates it")
        if _aims(solution.name, more) > _aims(solution.name, gains):
            complaints.append(f"{deal} is better by {solution.name}")
    return complaints


def _aims(rule: str, gains: list[Fraction]) -> tuple[Fraction, ...]:
    """What a rule maximises, as far as gains alone say it."""
    positive = [gain for gain in gains if gain > 0]
    match rule:
        case "nash":
            return Fraction(len(positive)), prod(positive, start=Fraction(1))
        case "egalitarian":
            return tuple(sorted(gains))
        case "utilitarian":
            return (sum(gains, Fraction(0)),)
    return ()


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
    if not all(map(_near, lottery.value, value)):
        complaints.append(f"the lottery is worth {tuple(map(float, value))}, not {lottery.value}")
    gains = [u - d for u, d in zip(value, away, strict=True)]
    if min(gains) < -_ROUNDING * max(map(abs, value)):
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
