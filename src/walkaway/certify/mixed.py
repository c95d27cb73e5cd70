"""A checker for values that lie between deals: lotteries.

As :mod:`walkaway.certify.checks`: from the case alone, with dictionaries and fractions, plainly.
"""

from __future__ import annotations

from fractions import Fraction

from ..analysis.frontier.points import Frontier
from ..analysis.solutions.lotteries import Lottery
from ..case import Case
from .checks import allowed, value_of
from .plainly import walk_away_of

__all__ = ["check_lottery"]

_ROUNDING = Fraction(1, 10**9)
_SHARES = (Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1))


def _near(shown: float, exact: Fraction) -> bool:
    return abs(Fraction(shown) - exact) <= _ROUNDING * max(Fraction(1), abs(exact))


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
