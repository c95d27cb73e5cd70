r"""What lotteries over deals can reach: the upper border of the convex hull of a frontier.

A lottery gives each of some deals a probability; its value for a party is the mean. Whatever a lottery
reaches lies in the convex hull of the values, and nothing that is best for the parties needs more deals
than there are parties (Carathéodory). For two parties the border is a chain of segments, found with
integers by one pass over the frontier, so lotteries are exact. For more parties see
:mod:`walkaway.analysis.solutions.mixing`.

References
----------
Andrew (1979), *Information Processing Letters* 9:216–219, for the chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from .on_segments import ShownSegment, Value

__all__ = ["hull_chain", "hull_spans"]


def hull_chain(points: Sequence[Sequence[int | Fraction]]) -> list[int]:
    """The corners of the upper right border of the convex hull, from left to right.

    Parameters
    ----------
    points : sequence of pair
        Efficient values of two parties, exact.

    Returns
    -------
    list of int
        Numbers of the points that are corners; points inside an edge are left out.

    Notes
    -----
    O(n log n).
    """
    chain: list[int] = []
    for at in sorted(range(len(points)), key=lambda index: tuple(points[index])):
        x, y = points[at]
        while len(chain) > 1:
            (x0, y0), (x1, y1) = points[chain[-2]], points[chain[-1]]
            if (x1 - x0) * (y - y0) < (y1 - y0) * (x - x0):
                break
            chain.pop()
        chain.append(at)
    return chain


def hull_spans(values: Sequence[Value], chain: Sequence[int]) -> list[ShownSegment]:
    """The border as spans; the source of a span is the place of its left corner in the chain.

    Parameters
    ----------
    values : sequence of pair of Fraction
        Of all points.
    chain : sequence of int

    Returns
    -------
    list of Span
    """
    if len(chain) == 1:
        return [ShownSegment(values[chain[0]], values[chain[0]])]
    return [
        ShownSegment(values[left], values[right], source=place)
        for place, (left, right) in enumerate(pairwise(chain))
    ]
