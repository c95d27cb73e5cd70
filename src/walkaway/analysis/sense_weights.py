"""Doubts about weights that do not add up, so that nothing is forced or scaled in silence.

Points are divided by their own total, which is right for ratios such as ``3``, ``2``, ``1``; points that look
like shares of 100 (or of 1) and miss that total are doubted, by 1 too: ``33``, ``33``, ``33`` may be rounded,
``50``, ``50``, ``1`` may be a slip. Ranges are shares of 100: where the others leave less than half of a
range, that is doubted, with what they do leave.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from ..case import CaseFile, Judgement, Judgements
from ..case.judgement import exact_number, shown
from ..case.lines import Path
from ..errors import Faults

__all__ = ["check_weights"]

_ALIKE = 2
"""Totals from half to double that of shares look like shares."""
_ROUNDED = Fraction(1, 10_000)
"""So much shares that a program wrote may miss their total by rounding, which nobody needs to hear of."""
_LARGEST_RATIO = 10
_HALF = Fraction(1, 2)


def check_weights(file: CaseFile, faults: Faults) -> None:
    """Collect doubts about the weights of everyone, own and believed.

    Parameters
    ----------
    file : CaseFile
    faults : Faults
        Collector.
    """
    for path, weights in _all_weights(file):
        points = weights.points
        if file.lines.touched(path) or set(points) - set(file.case.issues):
            continue  # a fault was told of it
        if not points or any(point.unjudged for point in points.values()):
            continue
        if all(point.exact for point in points.values()):
            _total(file, path, points, faults)
        else:
            _room(file, path, points, faults)


def _all_weights(file: CaseFile) -> Iterator[tuple[Path, Judgements]]:
    for who, preference in file.case.preferences.items():
        path: Path = ("preferences", who)
        if preference.weights is not None:
            yield (*path, "weights"), preference.weights
        for about, belief in preference.believes.items():
            if belief.weights is not None:
                yield (*path, "believes", about, "weights"), belief.weights


def _total(file: CaseFile, path: Path, points: dict[str, Judgement], faults: Faults) -> None:
    """Points that look like shares of a whole and do not add up to it."""
    numbers = {issue: Fraction(point.low) for issue, point in points.items()}
    total, largest = sum(numbers.values(), Fraction(0)), max(numbers.values())
    whole = Fraction(100) if largest > _LARGEST_RATIO else Fraction(1)
    if whole == 1 and largest >= 1:  # ratios
        return
    if not whole / _ALIKE <= total <= whole * _ALIKE or abs(total - whole) <= _ROUNDED * whole:
        return
    shares = ", ".join(
        f"{file.case.issue_label(issue)} {_one_place(100 * number / total)}"
        for issue, number in numbers.items()
    )
    sums = shown(exact_number(total))
    rounded = abs(total - whole) <= whole * len(numbers) / 200  # half a hundredth each
    fault = file.lines.fault(
        path,
        f"weights that sum to {sums}, taken as the shares {shares}",
        f"weights that sum to {whole}, or ratios such as 3, 2 and 1",
        f"each is divided by {sums}"
        + (f": if they are rounded shares of {whole}, all is well" if rounded else ""),
    )
    faults.add(replace(fault, level="doubt"))


def _room(file: CaseFile, path: Path, points: dict[str, Judgement], faults: Faults) -> None:
    """Ranges of which the others leave less than half."""
    lows = {issue: Fraction(point.low) for issue, point in points.items()}
    highs = {issue: Fraction(point.high) for issue, point in points.items()}
    for issue, point in points.items():
        low = max(lows[issue], 100 - sum(highs.values()) + highs[issue])
        high = min(highs[issue], 100 - sum(lows.values()) + lows[issue])
        if point.exact or 2 * (high - low) >= highs[issue] - lows[issue]:
            continue
        left = _one_place(low) if low == high else f"{_one_place(low)}–{_one_place(high)}"
        others = ", ".join(
            f"{file.case.issue_label(other)} {held}" for other, held in points.items() if other != issue
        )
        with_others = f" with {others}" if others else ", as nothing else has weight"
        keys = (*path, "points") if (*path, "points", issue) in file.lines.known else path
        fault = file.lines.fault(
            (*keys, issue),
            f"{point}, of which only {left} is possible{with_others}: the weights sum to 100",
            "ranges that leave each other room, or weights without a range, which are taken as ratios",
        )
        faults.add(replace(fault, level="doubt"))


def _one_place(number: Fraction) -> str:
    return shown(round(Decimal(number.numerator) / Decimal(number.denominator), 1))
