r"""The exact frontier of two parties where issues are real ranges.

The discrete issues give efficient values by :mod:`walkaway.analysis.frontier.merging`. In a cluster with a
real range every combination of options and stretches is a fixed value plus, for each range, a segment;
clusters are then added by :mod:`walkaway.analysis.frontier.segments`. A party's cap cuts the pieces that go
beyond it: more than the cap is worth the cap, and of the values that a cap makes equal for one party only
the best for the other remains.

For three and more parties the efficient values of a real range are no longer points and segments but
many-sided surfaces; they are not computed, and the error says which issue to give a ``step:``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from ...case.judgement import exact_number, written
from ...errors import BudgetError
from ...numbers import number
from ...space import Cluster, Space, Values
from ..result import Method
from .merging import efficient_sums
from .pieces import Near, Piece, Segment, Spot, numbers, point, settled, stretch
from .points import Frontier, Point
from .segments import PIECES_BUDGET, add_fronts, reduced

__all__ = ["deal_on", "real_front", "real_frontier", "segment_of"]

Pair = tuple[Fraction, Fraction]


def deal_on(space: Space, piece: Piece, first: Fraction) -> dict[str, str]:
    """The deal with a value on a settled piece; numbers of real ranges in their shortest form.

    Parameters
    ----------
    space : Space
    piece : Piece
    first : Fraction
        Value of the first party on its own scale.
    """
    picked, real = dict(piece.picks), numbers(piece, first)
    return {
        name: written(exact_number(real[issue])) if issue in real else space.options[issue][picked[issue]]
        for issue, name in enumerate(space.issues)
    }


def segment_of(space: Space, piece: Piece) -> Segment:
    """A settled piece as people read it."""
    left, right = piece.left.value, piece.right.value
    return Segment(
        start=(float(left), float(piece.top.value)),
        end=(float(right), float(piece.bottom.value)),
        start_deal=deal_on(space, piece, left),
        end_deal=deal_on(space, piece, right),
        start_in=piece.left_in,
        end_in=piece.right_in,
    )


def _own(values: Values, row: Sequence[int]) -> Pair:
    return row[0] * values.units[0], row[1] * values.units[1]


def _listed(space: Space, values: Values, clusters: tuple[Cluster, ...]) -> list[Piece]:
    """Efficient values of the clusters without a real range."""
    part = replace(space, clusters=clusters, ranges=())
    sums = efficient_sums(part, values.coefficients[:, :2], space.required)
    issues = [issue for cluster in clusters for issue in cluster.issues]
    picks = sums.picks(np.arange(len(sums.points)))[:, issues].tolist()
    return [
        point(*_own(values, row), tuple(zip(issues, pick, strict=True)))
        for row, pick in zip(sums.points.tolist(), picks, strict=True)
    ]


def _range_pieces(space: Space, values: Values) -> dict[int, list[Piece]]:
    """For each real range the pieces of its stretches, in their order."""
    found = {}
    for part in space.ranges:
        at = [_own(values, values.coefficients[part.first + n].tolist()) for n in range(len(part.points))]
        found[part.issue] = [
            stretch(
                part.issue,
                (Near(part.points[one.left], Fraction(not one.left_in)),
                 Near(part.points[one.right], -Fraction(not one.right_in))),
                at[one.left],
                at[one.right],
            )
            for one in part.stretches
        ]  # fmt: skip
    return found


def _rows(space: Space, cluster: Cluster) -> Iterator[list[int]]:
    """Combinations of options and stretches that can be carried out and that nobody needed refuses."""
    seen = 0
    for _, picks in cluster.chunks():
        allowed = np.ones(len(picks), dtype=bool)
        for who in space.required:
            allowed &= ~cluster.refused(picks, who)
        seen += int(allowed.sum())
        if seen > PIECES_BUDGET:
            names = ", ".join(space.issues[part.issue] for part in space.ranges)
            raise BudgetError(
                f"the real range of {names} is linked with more than {PIECES_BUDGET:,} combinations of other "
                "options; give it a step, such as step: 1"
            )
        yield from picks[allowed].tolist()


def _mixed(space: Space, values: Values, cluster: Cluster, real: dict[int, list[Piece]]) -> list[Piece]:
    """Efficient values of a cluster with real ranges."""
    found: list[Piece] = []
    for row in _rows(space, cluster):
        fixed = space.values(values.coefficients[:, :2], np.array([row]), cluster)[0].tolist()
        listed = [(issue, pick) for issue, pick in zip(cluster.issues, row, strict=True) if issue not in real]
        front = [point(*_own(values, fixed), tuple(listed))]
        for issue, pick in zip(cluster.issues, row, strict=True):
            if issue in real:
                front = add_fronts(front, [real[issue][pick]])
        found += front
    return reduced(found)


def _capped(piece: Piece, caps: tuple[Fraction | None, Fraction | None]) -> Piece:
    """A piece where more than a cap is worth the cap; of what that makes equal only the best is left."""
    left, right = piece.left, piece.right
    first, second = (None if cap is None else Near(cap) for cap in caps)
    if second is not None and piece.top > second:
        down = piece.left + (second - piece.top).times(1 / piece.slope) if piece.slope else piece.right
        left = min(down, right)
    if first is not None and right > first:
        right = max(first, left)
    cut = piece.part(left, right) if piece.slope else piece
    if left != right:
        return cut
    top = cut.top if second is None else min(cut.top, second)
    lone = left if first is None else min(left, first)
    spots: tuple[Spot, ...] = tuple(replace(spot, rate=Fraction(0)) for spot in cut.spots)
    return Piece(lone, lone, top, Fraction(0), cut.picks, spots)


def _caps(values: Values) -> tuple[Fraction | None, Fraction | None]:
    if values.caps is None:
        return None, None
    large = [int(cap) for cap in values.caps[:2]]
    own = [cap * unit if cap < 2**62 else None for cap, unit in zip(large, values.units, strict=False)]
    return own[0], own[1]


def real_front(space: Space, values: Values) -> tuple[list[Piece], list[tuple[Pair, Pair]]]:
    """Efficient values of two parties over real ranges and all else, exact.

    Parameters
    ----------
    space : Space
        With real ranges.
    values : Values

    Returns
    -------
    pieces : list of Piece
        Settled, on the parties' own scales, from left to right.
    missed : list of (pair of Fraction, pair of Fraction)
        Both ends of lines of suprema that no deal attains; for a single one they are the same.

    Raises
    ------
    UsageError
        If there are not exactly two parties.
    BudgetError
        If there are more than 20,000 pieces part of the way, or combinations linked to a real range.

    Notes
    -----
    Merging as for discrete issues, then for each cluster with a range one sum of pieces; a sum of n and m
    pieces sieves n · m floats and cuts what is left.
    """
    if space.parties != 2:
        space.require_listed("the frontier of three and more parties")
    real = _range_pieces(space, values)
    plain = tuple(cluster for cluster in space.clusters if not real.keys() & set(cluster.issues))
    front = _listed(space, values, plain) if plain else [point(Fraction(0), Fraction(0))]
    for cluster in space.clusters:
        if cluster not in plain:
            front = add_fronts(front, _mixed(space, values, cluster, real))
    caps = _caps(values)
    if caps != (None, None):
        front = reduced([_capped(piece, caps) for piece in front])
    return _split(front)


def _split(front: Iterable[Piece]) -> tuple[list[Piece], list[tuple[Pair, Pair]]]:
    """What deals attain, and the suprema that none does."""
    pieces: list[Piece] = []
    missed: list[tuple[Pair, Pair]] = []
    for piece in front:
        found = settled(piece)
        if found is not None:
            pieces.append(found)
        else:
            left, right = (piece.left.value, piece.top.value), (piece.right.value, piece.bottom.value)
            missed.append((left, right))
    return pieces, missed


def _shown(line: tuple[Pair, Pair]) -> str:
    ends = [f"({number(a, digits=6)}, {number(b, digits=6)})" for a, b in dict.fromkeys(line)]
    return " to ".join(ends)


def real_frontier(space: Space, values: Values) -> Frontier:
    """The frontier of two parties over real ranges; see :func:`real_front` for errors and cost.

    Returns
    -------
    Frontier
        Its points are the isolated values and the attained ends of segments, each once; deals of equal value
        are not counted. ``segments`` has the lines between.
    """
    pieces, missed = real_front(space, values)
    ends = {
        (at.value, piece.second(at).value): piece
        for piece in pieces
        for at, belongs in ((piece.left, piece.left_in), (piece.right, piece.right_in))
        if belongs
    }
    note = f"{len(pieces):,} points and segments"
    if missed:
        shown = ", ".join(_shown(line) for line in missed[:5])
        more = " and more" if len(missed) > 5 else ""
        note += f"; no deal attains {shown}{more}, only values as near as one likes"
    return Frontier(
        parties=space.who[:2],
        points=tuple(
            Point(deal=deal_on(space, piece, value[0]), value=(float(value[0]), float(value[1])), count=None)
            for value, piece in sorted(ends.items(), reverse=True)
        ),
        method=Method(
            name="sums of points and segments over clusters",
            exact=values.exact,
            realisation=values.name,
            note=note,
        ),
        integers=np.zeros((0, 2), np.int64),
        picks=np.zeros((0, len(space.issues)), np.intp),
        values=values,
        segments=tuple(segment_of(space, piece) for piece in pieces if piece.slope),
        pieces=tuple(pieces),
        missed=tuple(missed),
        space=space,
    )
