r"""Efficient values of two parties where issues are real ranges: points and line segments, exact.

On a real range each party's value is piecewise linear, so one stretch between breakpoints is a segment in
the plane of both values, and a deal of several issues a sum of such segments and of discrete values. What no
other value dominates is then a union of points and segments that fall from left to right.

* **Sums.** The upper right border of the sum of two falling segments is a chain of both, the flatter first;
  all else in their parallelogram is dominated. So clusters are merged one by one, as in
  :mod:`walkaway.analysis.frontier.merging`.
* **Dominance.** The values that a segment dominates form a convex set, so what it takes from another segment
  is one interval, open where the two meet. What remains of a piece is what no other piece takes.
* **Ends that do not belong.** Where a pattern stands on ``{from, to}`` the range falls into stretches whose
  ends may be open. Such an end is placed at a distance :math:`\varepsilon` from the border, with
  :math:`\varepsilon > 0` smaller than every number. Directions never contain :math:`\varepsilon`, so all
  coordinates stay of the form :math:`a + b\varepsilon` and compare as pairs. A value that keeps an
  :math:`\varepsilon` to the last is a supremum that no deal attains, and is reported as such.

References
----------
The chain is the Minkowski sum of convex polygons: de Berg, Cheong, van Kreveld and Overmars (2008),
*Computational Geometry*, section 13.3. Infinitesimals in geometric programs ("simulation of simplicity"):
Edelsbrunner and Mücke (1990), ACM Transactions on Graphics 9:66–104.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ...errors import BudgetError
from ...space import Bools
from ...space.weights import Floats
from .pieces import Near, Piece, as_point

__all__ = ["PIECES_BUDGET", "add_fronts", "reduced"]

PIECES_BUDGET = 20_000
"""Most pieces of a frontier that are kept part of the way."""

_ZERO = Fraction(0)
_SLACK = 1e-9


def _sum(one: Piece, other: Piece) -> Iterator[Piece]:
    """The upper right border of a sum: a point, a moved segment, or a chain of both, the flatter first."""
    if not other.slope:
        yield one.plus(other)
    elif not one.slope:
        yield other.plus(one)
    else:
        flat, steep = (one, other) if one.slope >= other.slope else (other, one)
        yield flat.plus(steep.end(steep.left))
        yield steep.plus(flat.end(flat.right))


@dataclass(frozen=True, slots=True)
class _Gap:
    """An interval that dominance takes out of a piece."""

    low: Near
    high: Near
    low_in: bool = True
    high_in: bool = True


def _taken(piece: Piece, by: Piece, *, twin: bool) -> _Gap | None:
    """What ``by`` takes of a piece, as values of the first party; of equal values what ``twin`` says."""
    low, high = piece.left, min(piece.right, by.right)
    if piece.slope:
        low = max(low, piece.left + (by.top - piece.top).times(1 / piece.slope))
    elif piece.top > by.top:
        return None
    meet: Near | None = None
    if by.slope:
        over = piece.top - by.top - piece.left.times(piece.slope) + by.left.times(by.slope)
        if not piece.slope:
            gap = by.second(max(piece.left, by.left))
            if gap < piece.top:
                return None
            meet = piece.left if by.left <= piece.left and gap == piece.top else None
        elif by.slope == piece.slope:
            if over > Near(_ZERO) or (over == Near(_ZERO) and not twin):
                return None
        else:
            meet = over.times(1 / (by.slope - piece.slope))
            low, high = (max(low, meet), high) if by.slope > piece.slope else (low, min(high, meet))
            meet = meet if by.left <= meet <= by.right else None
    elif piece.left <= by.left <= piece.right and piece.second(by.left) == by.top:
        meet = by.left
    if low > high:
        return None
    if not piece.slope and meet is not None:
        return _Gap(low, high) if twin or by.slope else None
    if piece.slope and by.slope == piece.slope and low == high and by.second(low) == piece.second(low):
        return None  # two segments in one line that touch
    if low == high == meet:
        return None
    return _Gap(low, high, low != meet, high != meet)


def _without(parts: list[_Gap], gap: _Gap) -> list[_Gap]:
    """Intervals without an interval."""
    rest = []
    for part in parts:
        if gap.high < part.low or part.high < gap.low:
            rest.append(part)
            continue
        if part.low < gap.low or (part.low == gap.low and part.low_in and not gap.low_in):
            rest.append(_Gap(part.low, gap.low, part.low_in, not gap.low_in and gap.low <= part.high))
        if gap.high < part.high or (gap.high == part.high and part.high_in and not gap.high_in):
            rest.append(_Gap(gap.high, part.high, not gap.high_in, part.high_in))
    return rest


def _corners(pieces: Sequence[Piece]) -> Floats:
    """Left, right, top and bottom of pieces as floats, shape (4, pieces)."""
    rows = [
        (float(p.left.value), float(p.right.value), float(p.top.value), float(p.bottom.value)) for p in pieces
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, 4).T


def _slack(box: Iterable[Floats]) -> float:
    return _SLACK * max(1.0, *(float(np.abs(row).max(initial=0.0)) for row in box))


def _hopeful(box: Sequence[Floats], slack: float) -> Bools:
    """Pieces (left, right, top, bottom) whose best corner is not clearly dominated by an end of another."""
    left, right, top, bottom = box
    first, second = np.concatenate((left, right)), np.concatenate((top, bottom))
    order = np.argsort(first, kind="stable")
    best = np.maximum.accumulate(second[order][::-1])[::-1]
    above = np.searchsorted(first[order], right + slack, side="right")
    rival = np.append(best, -np.inf)[above]
    return np.asarray(rival <= top + slack)


def reduced(pieces: Sequence[Piece]) -> list[Piece]:
    """Keep what no other piece dominates, from left to right; equal values once.

    Parameters
    ----------
    pieces : sequence of Piece
        Their open ends are taken to be dominated by others of them.

    Returns
    -------
    list of Piece

    Notes
    -----
    Floats only sort out what is dominated beyond doubt; every cut is made with fractions. O(n log n) for the
    sieve and O(n · k) cuts, with k the pieces that overlap one of those that pass it; at worst O(n²).
    """
    if not pieces:
        return []
    box = _corners(pieces)
    slack = _slack(box)
    alive = [pieces[index] for index in np.flatnonzero(_hopeful(tuple(box), slack)).tolist()]
    left, right, top, bottom = _corners(alive)
    kept = []
    for index, piece in enumerate(alive):
        near = (right >= left[index] - slack) & (top >= bottom[index] - slack)
        parts = [_Gap(piece.left, piece.right)]
        for other in np.flatnonzero(near).tolist():
            gap = None if other == index else _taken(piece, alive[other], twin=other < index)
            parts = _without(parts, gap) if gap is not None else parts
            if not parts:
                break
        kept += [piece.part(p.low, p.high, left_in=p.low_in, right_in=p.high_in) for p in parts]
    return _once(sorted((as_point(piece) for piece in kept), key=lambda piece: (piece.left, piece.right)))


def _once(front: Sequence[Piece]) -> list[Piece]:
    """Drop points that are ends of a segment beside them; pieces of a frontier share nothing else."""
    once: list[Piece] = []
    for index, piece in enumerate(front):
        after = front[index + 1] if index + 1 < len(front) else None
        begins = after is not None and after.left == piece.left and after.left_in
        ends = bool(once) and once[-1].right == piece.left and once[-1].right_in
        if piece.slope or not (begins or ends):
            once.append(piece)
    return once


def add_fronts(one: Sequence[Piece], other: Sequence[Piece]) -> list[Piece]:
    """All sums of two frontiers, reduced.

    Parameters
    ----------
    one, other : sequence of Piece

    Returns
    -------
    list of Piece

    Raises
    ------
    BudgetError
        If more than 20,000 pieces remain before the cuts.

    Notes
    -----
    O(n · m) floats for the sieve, then :func:`reduced` of at most twice what passes it.
    """
    if not one or not other:
        return []
    first, second = _corners(one), _corners(other)
    box = tuple((a[:, None] + b[None, :]).reshape(-1) for a, b in zip(first, second, strict=True))
    hopeful = np.flatnonzero(_hopeful(box, _slack(box))).tolist()
    if len(hopeful) > PIECES_BUDGET:
        raise BudgetError(
            f"the frontier has more than {PIECES_BUDGET:,} segments part of the way; a real range with step: "
            "is gone through as options"
        )
    width = len(other)
    return reduced([piece for at in hopeful for piece in _sum(one[at // width], other[at % width])])
