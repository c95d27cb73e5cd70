r"""What deals are worth, as rows of a program that asks for the most.

Functions (:mod:`walkaway.space.functions`) never fall when one of their parts rises, so where a value is to
be large it is enough to keep it from being too large:

* a minimum, or a cap, is a column :math:`t \le f_k` for every part;
* a maximum is :math:`t = \sum_k s_k` with :math:`s_k \le u_k b_k`, :math:`s_k \le f_k - l_k (1 - b_k)` and
  :math:`\sum_k b_k = 1`, where :math:`l_k \le f_k \le u_k`: the part whose :math:`b_k` is 1 alone counts. Of
  plain patterns with points above zero the :math:`b_k` need not be whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from ...space import Cluster, Space
from ...space.functions import Leaf, Node
from .program import Deals, Linear, total

__all__ = ["Bounded", "added", "features", "features_of", "worth"]


@dataclass(frozen=True, slots=True)
class Bounded:
    """An expression and what it lies between."""

    what: Linear
    low: float
    high: float


def worth(space: Space, cluster: Cluster, deals: Deals, numbers: NDArray[Any]) -> Bounded:
    """The value of a cluster's deals for one party with these coefficients, never more than it is."""
    parts = []
    for position, issue in enumerate(cluster.issues):
        start = space.first[issue]
        scores = numbers[start : start + cluster.shape[position]]
        parts.append(Bounded(deals.chosen(issue, scores), float(scores.min()), float(scores.max())))
    return _sum([*parts, added(cluster, deals, numbers)])


def added(cluster: Cluster, deals: Deals, numbers: NDArray[Any]) -> Bounded:
    """What interactions and functions alone add; those whose numbers are all 0 take no part."""
    parts = [
        _leaf(deals, Leaf(feature, mask), numbers)
        for feature, _, mask in cluster.interactions
        if numbers[feature]
    ]
    parts += [
        _tree(deals, node, numbers)
        for _, node in cluster.functions
        if any(numbers[feature] for feature in features_of(node))
    ]
    return _sum(parts)


def features_of(tree: Node | Leaf) -> list[int]:
    """Feature columns of a function: its leaves and caps."""
    if isinstance(tree, Leaf):
        return [tree.feature]
    cap = [] if tree.cap is None else [tree.cap]
    return cap + [feature for part in tree.parts for feature in features_of(part)]


def features(space: Space, cluster: Cluster) -> list[int]:
    """All feature columns on which the value of a cluster's deals depends."""
    used = [feature for feature, _, _ in cluster.interactions]
    for issue, options in zip(cluster.issues, cluster.shape, strict=True):
        used += range(space.first[issue], space.first[issue] + options)
    return used + [feature for _, node in cluster.functions for feature in features_of(node)]


def _sum(parts: Sequence[Bounded]) -> Bounded:
    return Bounded(
        total(part.what for part in parts), sum(part.low for part in parts), sum(part.high for part in parts)
    )


def _leaf(deals: Deals, leaf: Leaf, numbers: NDArray[Any]) -> Bounded:
    points = float(numbers[leaf.feature])
    return Bounded(
        deals.holds(leaf.mask, wanted=points > 0).times(points) if points else Linear(),
        min(points, 0.0), max(points, 0.0),
    )  # fmt: skip


def _tree(deals: Deals, tree: Node | Leaf, numbers: NDArray[Any]) -> Bounded:
    if isinstance(tree, Leaf):
        return _leaf(deals, tree, numbers)
    parts = [_tree(deals, part, numbers) for part in tree.parts]
    if tree.combine == "sum":
        whole = _sum(parts)
    elif tree.combine == "max":
        simple = all(isinstance(part, Leaf) and numbers[part.feature] >= 0 for part in tree.parts)
        whole = _largest(deals, parts, whole=not simple)
    else:
        whole = _smallest(deals, parts)
    if tree.cap is not None:
        cap = float(numbers[tree.cap])
        whole = _smallest(deals, [whole, Bounded(Linear(constant=cap), cap, cap)])
    return whole


def _smallest(deals: Deals, parts: Sequence[Bounded]) -> Bounded:
    low, high = min(part.low for part in parts), min(part.high for part in parts)
    column = deals.program.column(low, high)
    for part in parts:
        deals.program.row(column + part.what.times(-1), upper=0)
    return Bounded(column, low, high)


def _largest(deals: Deals, parts: Sequence[Bounded], *, whole: bool) -> Bounded:
    program, counted, chosen = deals.program, [], []
    for part in parts:
        pick = program.column(0, 1, integer=whole)
        share = program.column(min(part.low, 0.0), max(part.high, 0.0))
        program.row(share + pick.times(-part.high), upper=0)
        program.row(share + part.what.times(-1) + pick.times(-part.low), upper=-part.low)
        counted.append(share)
        chosen.append(pick)
    program.row(total(chosen), lower=1, upper=1)
    return Bounded(total(counted), max(part.low for part in parts), max(part.high for part in parts))
