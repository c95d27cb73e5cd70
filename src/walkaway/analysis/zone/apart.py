"""Few deals that differ, of many: the first, then each time the one that is farthest from those chosen.

Farthest is who differs in most issues from the nearest of them, then whose gains differ most (the largest
difference of one party, as a share of what it could gain); so every deal left out has one near it that is
shown. Greedy dispersion is within a factor two of the best choice (Ravi, Rosenkrantz and Tayi 1994,
*Operations Research* 42:299–310).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ...space import Picks
from ...space.weights import Floats

__all__ = ["far_apart"]

_ALIKE = 0.1


def far_apart(
    picks: Picks, gains: Floats, count: int, fits: Callable[[int, Sequence[int]], bool]
) -> list[int]:
    """Choose at most ``count`` rows that differ, the first row first; O(count · deals · issues).

    Fewer where no more are left that ``fits`` takes beside those chosen and that differ from each in two
    issues, or in one by a tenth of what some party could gain.
    """
    if not len(picks) or count < 1:
        return []
    chosen: list[int] = []
    issues = np.full(len(picks), np.iinfo(np.int64).max)
    apart = np.full(len(picks), np.inf)
    left = np.ones(len(picks), bool)
    row = 0
    while True:
        if fits(row, chosen):
            chosen.append(row)
            differ = (picks != picks[row]).sum(axis=1)
            by = np.abs(gains - gains[row]).max(axis=1, initial=0.0)
            left &= (differ > 1) | ((differ == 1) & (by >= _ALIKE))
            issues, apart = np.minimum(issues, differ), np.minimum(apart, by)
        left[row] = False
        if len(chosen) == count or not left.any():
            return chosen
        row = int(np.lexsort((-apart, -issues, ~left))[0])
