"""Of many linked deals, the best that passes in each realisation, found among branches.

Says what :mod:`.witnesses` says of a table with one column, where everybody must agree.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .branches import Thresholds
from .realised import Realised
from .table import DealTable
from .values import TOL
from .weights import Floats

FEW = 1 << 14
"""So many rows are gone through one by one as fast as branches are followed."""

_SMALL = 1 << 12


def branching(table: DealTable, real: Realised, *, linked: bool = False) -> bool:
    """Whether branches serve: all must agree, deals are many, and ``linked``, and numbers are drawn."""
    many = len(table.rows) > _SMALL and real.away.dtype.kind == "f" and real.count > 0
    alone = not (linked and table.columns.cluster.issues)
    return many and alone and table.space.votes.unanimous and not table.rows.cluster.functions


def hopeful_rows(table: DealTable, real: Realised, free: int | None) -> NDArray[np.intp]:
    """Rows that could pass with the best number of each judgement in any realisation."""
    best, away = real.coefficients.max(axis=2)[:, :, None], real.away.min(axis=1)[:, None]
    for who, own in enumerate(best):
        away[who] -= table.columns.worth(who, own).max()
    kept = table.branches.pairs(_sums(replace(real, coefficients=best, away=away), free))
    return np.concatenate([np.zeros(0, np.intp), *(rows for rows, _ in kept)])


def best_deals(table: DealTable, real: Realised, free: int | None) -> tuple[Floats, NDArray[np.intp]]:
    """Of the deals that lack nobody (but ``free``), the one worth most to ``free``; else to the least able.

    Returns what it is worth above the walk-away and its row, minus infinity and −1 where there is none; of
    equals the first. Red lines are those of all.
    """
    best, row = np.full(real.count, -np.inf), np.full(real.count, -1, np.intp)
    others = np.arange(len(real.away)) != free
    able = ~real.barred[others].any(axis=0)
    which = np.flatnonzero(able)
    best[which], row[which] = _best(table, real.some(which), free)
    return best, row


def _sums(real: Realised, free: int | None) -> Thresholds:
    """What deals must reach: nothing for one who is free; two together, where they must."""
    coefficients, least = real.coefficients, real.away.copy()
    if free is not None:
        least[free] = -np.inf
    if real.pair is not None:
        one, two, scales = real.pair
        joint = coefficients[one] / scales[one] + coefficients[two] / scales[two]
        asks = real.away[one] / scales[one] + real.away[two] / scales[two] - TOL
        coefficients, least = np.concatenate((coefficients, joint[None])), np.concatenate((least, asks[None]))
    return Thresholds(np.ascontiguousarray(coefficients), least)


def _worth(
    table: DealTable, real: Realised, free: int | None, rows: NDArray[np.intp], n: NDArray[np.intp]
) -> Floats:
    """What pairs of row and realisation are worth; minus infinity where they do not pass."""
    slack = [
        table.rows.worth_of(who, own, rows, n) - real.away[who, n]
        for who, own in enumerate(real.coefficients)
    ]
    if real.pair is not None:
        one, two, scales = real.pair
        slack.append(slack[one] / scales[one] + slack[two] / scales[two] + TOL)
    worth = np.min([own for who, own in enumerate(slack) if who != free], axis=0)
    if free is None:
        return np.where(worth >= 0, worth, -np.inf)
    own = slack[free]
    if real.pair is None:
        own = np.minimum(own, (real.caps[free] - real.away[free])[n])
    return np.where(worth >= 0, own, -np.inf)


def _best(table: DealTable, real: Realised, free: int | None) -> tuple[Floats, NDArray[np.intp]]:
    best, row = np.full(real.count, -np.inf), np.full(real.count, -1, np.intp)
    sums = _sums(real, free)
    asks = sums.least.copy()
    for width in (16, None) if free is None else (32, 32, None):  # good deals, then all that may be better
        for rows, n in table.branches.pairs(sums, width):
            worth = _worth(table, real, free, rows, n)
            order = np.lexsort((-rows, worth, n))
            last = order[np.append(n[order][1:] != n[order][:-1], True)]
            there = n[last]
            better = worth[last] > best[there]
            better |= (worth[last] == best[there]) & (rows[last] < row[there])
            last, there = last[better], there[better]
            best[there], row[there] = worth[last], rows[last]
            if free is None:
                sums.least[:] = asks + np.maximum(best, 0)
            else:
                sums.least[free] = real.away[free] + best
    return best, row
