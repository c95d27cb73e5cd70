r"""Exact terms in the central realisation: positions of a new option, and sizes of a payment, that work.

Of each deal a party accepts an interval of positions :math:`t` of a new option, :math:`m_a + t (m_b - m_a)
\ge 0`, with :math:`m_a`, :math:`m_b` the margins with its neighbours before caps. The rule passes on a union
of such intervals; its smallest and largest point is an end of one of them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...space.weights import Floats

if TYPE_CHECKING:
    from .setting import BridgeSetting

_NEAR = 1e-9


def _neighbours(setting: BridgeSetting, issue: int, pair: tuple[int, int]) -> tuple[Any, Any]:
    """Rows of the deals with the one and with the other option, all else equal, both possible."""
    picks = setting.all_picks
    rows = []
    for option in pair:
        at = np.flatnonzero(picks[:, issue] == option)
        others = np.delete(picks[at], issue, axis=1)
        shape = [len(o) for j, o in enumerate(setting.space.options) if j != issue]
        flat = np.ravel_multi_index(tuple(others.T), shape) if shape else np.zeros(len(at), np.int64)
        rows.append((flat, at))
    _, one, two = np.intersect1d(rows[0][0], rows[1][0], return_indices=True)
    return rows[0][1][one], rows[1][1][two]


def between(setting: BridgeSetting, issue: str, pair: tuple[str, str]) -> tuple[Fraction, Fraction] | None:
    """Smallest and largest position of a new option at which some deal with it passes; central, exact."""
    space = setting.space
    number = space.issues.index(issue)
    names = space.options[number]
    first, second = _neighbours(setting, number, (names.index(pair[0]), names.index(pair[1])))
    if not len(first):
        return None
    a, b = setting.raw[first], setting.raw[second]
    refused = ~(setting.open_to[first] & setting.open_to[second])
    ends = []
    for sign in (1, -1):
        found = _end(setting, a if sign > 0 else b, b if sign > 0 else a, refused)
        if found is None:
            return None
        ends.append(found)
    return ends[0], 1 - ends[1]


def _end(
    setting: BridgeSetting, a: NDArray[Any], b: NDArray[Any], refused: NDArray[np.bool_]
) -> Fraction | None:
    """Smallest position at which some deal passes, going from margins ``a`` to ``b``."""
    width, begin = (b - a).astype(float), a.astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        cross = -begin / width
    starts = np.where((a < 0) & (b >= 0), cross, 0.0)  # each one's first acceptance, where it comes late
    best: list[tuple[float, int, int]] = []
    for who in range(starts.shape[1]):
        at = starts[:, who]
        worth = begin + at[:, None] * width
        tolerance = _NEAR * (np.abs(begin) + np.abs(b).astype(float) + 1)
        passes = setting.space.passes((worth >= -tolerance) & ~refused) & (at < 1)
        best += [(float(at[row]), int(row), who) for row in np.flatnonzero(passes)]
    exact = (_exactly(setting, a[row], b[row], refused[row], who) for _, row, who in sorted(best))
    found: Fraction | None = None
    for (rough, _, _), position in zip(sorted(best), exact, strict=True):
        if found is not None and rough > float(found) + _NEAR:
            break
        if position is not None and (found is None or position < found):
            found = position
    return found


def _exactly(
    setting: BridgeSetting, a: NDArray[Any], b: NDArray[Any], refused: NDArray[np.bool_], who: int
) -> Fraction | None:
    """The position at which one begins to accept, if the deal passes there: in fractions."""
    late = a[who] < 0 <= b[who]
    position = Fraction(-int(a[who]), int(b[who] - a[who])) if late else Fraction(0)
    yes = [
        int(x) + position * (int(y) - int(x)) >= 0 and not no for x, y, no in zip(a, b, refused, strict=True)
    ]
    return position if bool(setting.space.passes(np.array(yes))) and position < 1 else None


def payments_between(setting: BridgeSetting, payer: int, paid: int) -> dict[str, float] | None:
    """The central shares of reach that open a zone at an equal rate, and the most that a share may cost."""
    margins: Floats = setting.raw.astype(float) * setting.units / setting.reach
    yes = (setting.raw >= 0).astype(bool) & setting.open_to
    passing = setting.space.passes(yes)
    if passing.any():
        return {"smallest": 0.0, "largest": max(0.0, float(margins[passing, payer].max())), "rate": 0.0}
    yes[:, paid] = setting.open_to[:, paid]
    lacking = setting.space.passes(yes) & (margins[:, payer] >= 0) & setting.open_to[:, payer]
    needed, able = -margins[lacking, paid], margins[lacking, payer]
    fits = able >= needed - _NEAR
    if not fits.any():
        return None
    smallest, largest, rate = needed[fits].min(), able[fits].max(), (able / needed).max()
    return {"smallest": float(smallest), "largest": float(largest), "rate": float(rate)}
