r"""Deals as columns of a mixed-integer program, shared by the search for a deal and by the frontier.

An issue with options :math:`0, …, m` has 0/1 columns :math:`z_0 \le … \le z_{m-1}`: :math:`z_k = 1` says that
the option is one of the first :math:`k + 1`. A number :math:`n_o` for each option is then :math:`n_m +
\sum_{o < m} (n_o - n_{o+1}) z_o`, a pattern of neighbouring options takes two columns, and a branch halves an
issue. Patterns and functions, which never fall when a part rises, are kept only from what a maximum would
cheat with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...space import Cluster, Mask, Picks, Space
from ...space.functions import Leaf, Node
from ...space.weights import Floats
from ..solver import Problem, ProgramAnswer, SparseMatrix, solve

Term = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Linear:
    """A sum of columns, each times a number, and a constant."""

    terms: tuple[Term, ...] = ()
    constant: float = 0.0

    def __add__(self, other: Linear) -> Linear:
        return Linear(self.terms + other.terms, self.constant + other.constant)

    def times(self, factor: float) -> Linear:
        """Every number times a factor."""
        return Linear(tuple((c, v * factor) for c, v in self.terms), self.constant * factor)


def total(parts: Iterable[Linear]) -> Linear:
    """The sum of many."""
    every = list(parts)
    return Linear(
        tuple(term for part in every for term in part.terms), sum((part.constant for part in every), 0.0)
    )


@dataclass
class Program:
    """A mixed-integer program under construction: columns with bounds, rows with bounds."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integer: list[int] = field(default_factory=list)
    rows: list[tuple[Term, ...]] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)

    def column(self, lower: float, upper: float, *, integer: bool = False) -> Linear:
        """A new column."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.integer.append(int(integer))
        return Linear(((len(self.lower) - 1, 1.0),))

    def row(self, what: Linear, lower: float = -np.inf, upper: float = np.inf) -> int:
        """A new row; its number."""
        self.rows.append(what.terms)
        self.row_lower.append(lower - what.constant)
        self.row_upper.append(upper - what.constant)
        return len(self.rows) - 1

    def matrix(self) -> SparseMatrix:
        """All rows."""
        where = [(r, c, v) for r, terms in enumerate(self.rows) for c, v in terms]
        row, column = (np.array([part[at] for part in where], dtype=np.intp) for at in (0, 1))
        value = np.array([part[2] for part in where], dtype=float)
        return SparseMatrix.of(row, column, value, (len(self.rows), len(self.lower)))

    def cost(self, what: Linear) -> Floats:
        """The numbers of an objective, one a column."""
        cost = np.zeros(len(self.lower))
        for column, value in what.terms:
            cost[column] += value
        return cost

    def maximise(
        self,
        cost: Floats,
        *,
        matrix: SparseMatrix | None = None,
        row_lower: Floats | None = None,
        integer: bool = False,
        nodes: int | None = None,
    ) -> ProgramAnswer:
        """Solve it, with no gap left; ``matrix`` and ``row_lower`` in place of its own.

        ``integer`` makes all columns between 0 and 1 whole: slower and safer. ``nodes`` cuts a search short.
        """
        least = np.array(self.row_lower) if row_lower is None else row_lower
        lower, upper, whole = np.array(self.lower), np.array(self.upper), np.array(self.integer, dtype=bool)
        if integer:
            whole = whole | (lower == 0) & (upper == 1)
        problem = Problem(
            cost=-cost, matrix=self.matrix() if matrix is None else matrix, row_lower=least,
            row_upper=np.array(self.row_upper), lower=lower, upper=upper, whole=whole,
        )  # fmt: skip
        return solve(problem, nodes=nodes)


class Deals:
    """The deals of some issues as columns of a program."""

    def __init__(self, program: Program, cluster: Cluster) -> None:
        self.program = program
        program.column(1, 1)  # the solver wants one, also where there is but one deal
        self.steps: dict[int, list[Linear]] = {}
        for issue, options in zip(cluster.issues, cluster.shape, strict=True):
            steps = [program.column(0, 1, integer=True) for _ in range(options - 1)]
            for one, other in pairwise(steps):
                program.row(one + other.times(-1), upper=0)
            self.steps[issue] = steps
        for mask in cluster.impossible:
            self.forbid(mask)

    def chosen(self, issue: int, numbers: Sequence[float] | Floats) -> Linear:
        """The number that belongs to the option of an issue."""
        worth = [float(number) for number in numbers]
        changes = [a - b for a, b in pairwise(worth)]
        terms = (
            step.times(change) for step, change in zip(self.steps[issue], changes, strict=True) if change
        )
        return total(terms) + Linear(constant=worth[-1])

    def hits(self, mask: Mask) -> list[Linear]:
        """For each issue of a pattern: 1 if the option belongs to it, else 0."""
        return [
            self.chosen(issue, allowed.astype(float))
            for issue, allowed in zip(mask.issues, mask.allowed, strict=True)
        ]

    def forbid(self, mask: Mask, where: Linear | None = None) -> None:
        """No deal of a pattern; or only none where a 0/1 expression is 1."""
        hits, away = self.hits(mask), Linear() if where is None else where + Linear(constant=-1)
        for spared in [Linear()] if mask.unless is None else self.hits(mask.unless):
            self.program.row(total(hits) + away + spared.times(-1), upper=len(hits) - 1)

    def holds(self, mask: Mask, *, wanted: bool) -> Linear:
        """A column that is 1 where a pattern holds: not too large if ``wanted``, else not too small."""
        hits = self.hits(mask)
        if not hits and mask.unless is None:
            return Linear(constant=1.0)
        column, other = self.program.column(0, 1), [] if mask.unless is None else self.hits(mask.unless)
        if wanted:
            for hit in hits:
                self.program.row(column + hit.times(-1), upper=0)
            if mask.unless is not None:
                self.program.row(column + total(other), upper=len(other))
        else:
            for spared in [Linear()] if mask.unless is None else other:
                self.program.row(column + spared + total(hits).times(-1), lower=1 - len(hits))
        return column

    def picks(self, point: Floats) -> Picks:
        """The deal of a point, as one row of option numbers in the order of the issues."""
        row = [
            len(steps) - round(sum(float(point[step.terms[0][0]]) for step in steps))
            for steps in self.steps.values()
        ]
        return np.array([row], dtype=np.intp)


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
        if any(numbers[feature] for feature in node.features)
    ]
    return _sum(parts)


def features(space: Space, cluster: Cluster) -> list[int]:
    """All feature columns on which the value of a cluster's deals depends."""
    used = [feature for feature, _, _ in cluster.interactions]
    for issue, options in zip(cluster.issues, cluster.shape, strict=True):
        used += range(space.first[issue], space.first[issue] + options)
    return used + [feature for _, node in cluster.functions for feature in node.features]


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
