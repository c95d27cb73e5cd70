"""Few deals that differ, of many: the first, then each time the one that is farthest from those chosen.

Farthest is whose terms differ most from the nearest of them, then whose gains do (the largest difference of
one party, as a share of what it could gain); so every deal left out has one near it that is shown. Terms
differ by the share of its whole range by which an issue is settled otherwise: of a range of numbers, of what
the options of an issue are worth, or by the whole where worth does not tell options apart. Greedy dispersion
is within a factor two of the best choice (Ravi, Rosenkrantz and Tayi 1994, *Operations Research*
42:299–310).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...case import Case
from ...space import TOL, Bools, Picks
from ...space.weights import Floats
from .averages import Averages

_ALIKE, _ALIKE_BUT_FOR_ONE, _DIGITS = 0.1, 0.25, 9


def places_of(means: Averages, case: Case) -> list[Floats | None]:
    """Where the options of each issue stand, shape (options, scales), each scale as long as 1.

    Two options are as far apart as on the scale on which they are most; None where any two are by 1.
    """
    space = means.space
    linked = {issue for feature, _, mask in space.joint.interactions for issue in mask.touched}
    linked |= {issue for _, node in space.joint.functions for issue in node.issues}
    found: list[Floats | None] = []
    for number, name in enumerate(space.issues):
        begin, numbers = space.first[number], case.issues[name].numbers
        if numbers:
            scales = np.array([[float(numbers[option])] for option in space.options[number]])
        else:
            scales = means.values.coefficients[begin : begin + len(space.options[number])].astype(float)
        scales = scales - scales.min(axis=0)
        scales = scales[:, scales.max(axis=0) > 0]
        whole = not scales.size or (number in linked and not numbers)
        found.append(None if whole else scales / scales.max(axis=0))
    return found


def _differ(picks: Picks, row: int, places: Sequence[Floats | None]) -> Floats:
    """By how much of its range each issue is settled otherwise than in one row, shape (deals, issues)."""
    found: Floats = (picks != picks[row]).astype(np.float64)
    for issue, scales in enumerate(places):
        if scales is not None:
            at = picks[:, issue]
            found[:, issue] = np.abs(scales - scales[at[row]]).max(axis=1)[at]
    return found


def _bettered(gains: Floats, row: int) -> Bools:
    """Which rows are worth no less to every party than one row, or no more, and not the same."""
    by = gains - gains[row]
    one_way = (by >= -TOL).all(axis=1) | (by <= TOL).all(axis=1)
    return np.asarray(one_way & (np.abs(by) > TOL).any(axis=1))


def far_apart(
    picks: Picks, gains: Floats, count: int, places: Sequence[Floats | None], *, chosen: int = 1
) -> list[int]:
    """Choose at most ``count`` rows that differ, those ``chosen`` before first; O(count · deals · issues).

    ``gains`` are shares of what each party could gain. Fewer where none is left that neither betters one of
    those chosen nor is bettered by it, and that differs from each enough: in two issues, together by as much
    as one from end to end, or by a tenth of what some party could gain; in one issue alone by a quarter.
    """
    if not len(picks) or count < 1:
        return []
    rows = list(range(chosen))
    terms, apart = np.full(len(picks), np.inf), np.full(len(picks), np.inf)
    left = np.ones(len(picks), bool)
    for row in rows:  # those that are chosen meanwhile as well
        differ = _differ(picks, row, places)
        total, by = differ.sum(axis=1), np.abs(gains - gains[row]).max(axis=1, initial=0.0)
        several = (differ > 0).sum(axis=1) > 1
        left &= (several & ((total >= 1 - TOL) | (by >= _ALIKE))) | (by >= _ALIKE_BUT_FOR_ONE - TOL)
        left &= ~_bettered(gains, row)
        terms, apart = np.minimum(terms, total), np.minimum(apart, by)
        if row == rows[-1] and len(rows) < count and left.any():
            rows.append(int(np.lexsort((-apart, -np.round(terms, _DIGITS), ~left))[0]))
    return rows


def alike(picks: Picks, gains: Floats, rows: Sequence[int]) -> list[dict[int, list[int]]]:
    """Of each chosen row what is left out as too like it: by issue, the options that differ, one at a time.

    ``gains`` as of :func:`far_apart`. What is like several chosen rows goes with the first of them.
    """
    left = np.ones(len(picks), bool)
    left[list(rows)] = False
    found = []
    for row in rows:
        differ = picks != picks[row]
        by = np.abs(gains - gains[row]).max(axis=1, initial=0.0)
        near = np.flatnonzero(left & (differ.sum(axis=1) == 1) & (by < _ALIKE_BUT_FOR_ONE - TOL))
        left[near] = False
        options: dict[int, list[int]] = {}
        for issue, option in sorted((int(np.argmax(differ[one])), one) for one in near):
            options.setdefault(issue, []).append(int(picks[option, issue]))
        found.append({issue: sorted(some) for issue, some in options.items()})
    return found
