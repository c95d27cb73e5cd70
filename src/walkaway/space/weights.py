r"""The polytope of a party's weights: its vertices, its centre, its extremes, uniform draws from it.

Shares that sum to one: a point, ranges, or an order, which is a union of simplices, one for each completion
:math:`G_1 \ge \dots \ge G_K` with vertices :math:`v_k = 1_{G_1 \cup \dots \cup G_k} / N_k`, :math:`N_k =
|G_1| + \dots + |G_k|`, and volume proportional to :math:`\prod_k 1/N_k`. Summing over its up-sets gives
centre and draws without listing the completions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from ..case import Judgements, Order
from ..case.judgement import Exact
from ..errors import BudgetError

Floats = NDArray[np.float64]
Uniform = Callable[[int, int], Floats]

MAX_UP_SETS = 20_000
_GIBBS_SWEEPS = 60
_GIBBS_BLOCK = 1024
_LEAST_ACCEPTANCE = 1e-4
_PILOT = 4096
_AT_ONCE = 1 << 18  # multiplications: what stays near one core, and what OpenBLAS does not part among threads


@dataclass(frozen=True, eq=False)
class Weights:
    """What is known about the weights of some issues; of equal parts there is one."""

    names: tuple[str, ...]  # issues, in the order of the columns
    low: tuple[Fraction, ...]  # bounds of each share; for an order 0 and 1
    high: tuple[Fraction, ...]
    order: Order | None = None

    @property
    def exact(self) -> bool:
        """Whether the polytope is a single point."""
        return self.order is None and self.low == self.high

    @cached_property
    def _groups(self) -> tuple[tuple[int, ...], ...]:
        assert self.order is not None
        return tuple(tuple(self.names.index(name) for name in group) for group in self.order.groups)

    @cached_property
    def _up_sets(self) -> dict[int, tuple[int, ...]]:
        """Up-sets of the order as bit masks of groups → groups that may come next; smallest first."""
        assert self.order is not None
        count = len(self._groups)
        needs = [0] * count
        for upper, lower in self.order.above:
            needs[lower] |= 1 << upper
        lattice: dict[int, tuple[int, ...]] = {}
        level = {0}
        while level:
            following: set[int] = set()
            for mask in sorted(level):
                free = [g for g in range(count) if not mask >> g & 1 and needs[g] & ~mask == 0]
                lattice[mask] = tuple(free)
                following.update(mask | 1 << g for g in free)
            if len(lattice) + len(following) > MAX_UP_SETS:
                raise BudgetError(
                    f"the order of {len(self.names)} weights leaves more than {MAX_UP_SETS:,} arrangements "
                    "open; say more of the order, or give ranges"
                )
            level = following
        return lattice

    def _count(self, mask: int) -> int:
        return sum(len(group) for index, group in enumerate(self._groups) if mask >> index & 1)

    @cached_property
    def _onward(self) -> dict[int, Fraction]:
        """Volume (up to one factor) of all completions of each up-set."""
        onward: dict[int, Fraction] = {}
        for mask in reversed(list(self._up_sets)):
            following = self._up_sets[mask]
            onward[mask] = (
                sum((onward[mask | 1 << g] / self._count(mask | 1 << g) for g in following), Fraction(0))
                if following
                else Fraction(1)
            )
        return onward

    @cached_property
    def vertices(self) -> Floats:
        """Vertices of an order's polytope (up-sets spread evenly), shape (vertices, issues).

        For points the one point; ranges have no list of vertices (see :meth:`highest`).
        """
        if self.order is None:
            return np.array([[float(low) for low in self.low]])
        rows = np.zeros((len(self._up_sets) - 1, len(self.names)))
        for row, mask in zip(rows, list(self._up_sets)[1:], strict=True):
            members = [j for index, group in enumerate(self._groups) if mask >> index & 1 for j in group]
            row[members] = 1 / len(members)
        return rows

    @cached_property
    def centre(self) -> tuple[Fraction, ...]:
        """The central weights, exact: of an order the centroid of its polytope, of points the point.

        Of ranges where each is passed through in the same proportion, :math:`w_j = l_j + t (h_j - l_j)`.
        """
        if self.order is not None:
            return self._centroid()
        low = sum(self.low, Fraction(0))
        slack = sum(self.high, Fraction(0)) - low
        share = (1 - low) / slack if slack else Fraction(0)
        return tuple(low + share * (high - low) for low, high in zip(self.low, self.high, strict=True))

    def _centroid(self) -> tuple[Fraction, ...]:
        so_far = dict.fromkeys(self._up_sets, Fraction(0))
        so_far[0] = Fraction(1)
        total, depth = self._onward[0], len(self._groups)
        centre = [Fraction(0)] * len(self.names)
        for mask, following in self._up_sets.items():
            if mask:
                count = self._count(mask)
                so_far[mask] /= count
                share = so_far[mask] * self._onward[mask] / total / depth / count
                for index, group in enumerate(self._groups):
                    if mask >> index & 1:
                        for j in group:
                            centre[j] += share
            for g in following:
                so_far[mask | 1 << g] += so_far[mask]
        return tuple(centre)

    def highest(self, scores: Floats) -> Floats:
        """Largest weighted mean of scores (deals, issues): greedy for ranges, a vertex for an order."""
        if self.order is not None:
            return _best_vertex(scores, self.vertices)
        low, high = _floats(self.low), _floats(self.high)
        if self.exact:
            return scores @ low
        order = np.argsort(-scores, axis=1, kind="stable")
        room = (high - low)[order]
        before = np.cumsum(room, axis=1) - room
        taken = np.clip((1.0 - low.sum()) - before, 0.0, room)
        best = np.einsum("ij,ij->i", np.take_along_axis(scores, order, axis=1), taken)
        return np.asarray(scores @ low + best)

    def lowest(self, scores: Floats) -> Floats:
        """Smallest weighted mean over the polytope; as :meth:`highest`."""
        return -self.highest(-scores)

    def extremes(self, name: str) -> tuple[float, float]:
        """Least and largest weight of one issue, in shares of 100."""
        unit = np.zeros((1, len(self.names)))
        unit[0, self.names.index(name)] = 100.0
        return float(self.lowest(unit)[0]), float(self.highest(unit)[0])

    def sample(self, uniform: Uniform, draws: int) -> tuple[Floats, bool]:
        """Draw uniformly, shape (draws, issues); not exact only where a Markov chain replaced rejection."""
        if self.exact:
            return np.tile(_floats(self.low), (draws, 1)), True
        if self.order is not None:
            return self._sample_order(uniform, draws), True
        return _sample_ranges(_floats(self.low), _floats(self.high), uniform, draws)

    def _sample_order(self, uniform: Uniform, draws: int) -> Floats:
        groups = len(self._groups)
        numbers = uniform(draws, 2 * groups - 1)
        barycentric = spacings(numbers[:, : groups - 1])
        rows = np.zeros((draws, len(self.names)))
        masks = np.zeros(draws, dtype=object)
        for step in range(groups):
            chosen = numbers[:, groups - 1 + step]
            for mask in dict.fromkeys(masks.tolist()):
                here = np.flatnonzero(masks == mask)
                following = self._up_sets[mask]
                volume = [self._onward[mask | 1 << g] / self._count(mask | 1 << g) for g in following]
                edges = np.cumsum([float(part / sum(volume)) for part in volume])
                pick = np.minimum(np.searchsorted(edges, chosen[here], side="right"), len(following) - 1)
                for position, g in enumerate(following):
                    at = here[pick == position]
                    masks[at] = mask | 1 << g
                    members = [
                        j for i, group in enumerate(self._groups) if (mask | 1 << g) >> i & 1 for j in group
                    ]
                    rows[np.ix_(at, members)] += (barycentric[at, step] / len(members))[:, None]
        return rows


def _floats(numbers: Sequence[Fraction]) -> Floats:
    return np.array([float(number) for number in numbers])


def _best_vertex(scores: Floats, vertices: Floats) -> Floats:
    best = np.full(len(scores), -np.inf)
    block = max(1, _AT_ONCE // max(1, vertices.size))
    for start in range(0, len(scores), block):
        rows = slice(start, start + block)
        best[rows] = (vertices @ scores[rows].T).max(axis=0)
    return best


def spacings(uniforms: Floats) -> Floats:
    """Uniform draws from the unit simplex, the gaps between sorted uniform numbers."""
    ordered = np.sort(uniforms, axis=1)
    ends = np.zeros((len(ordered), 1)), np.ones((len(ordered), 1))
    return np.diff(np.concatenate((ends[0], ordered, ends[1]), axis=1), axis=1)


def _proposals(low: Floats, high: Floats) -> list[Callable[[Floats], Floats]]:
    """Three ways to propose uniformly from supersets of the polytope; rejection makes each exact."""
    widest = int(np.argmax(high - low))
    others = np.flatnonzero(np.arange(len(low)) != widest)

    def from_box(u: Floats) -> Floats:
        rows = np.empty((len(u), len(low)))
        rows[:, others] = low[others] + (high - low)[others] * u
        rows[:, widest] = 1 - rows[:, others].sum(axis=1)
        return rows

    return [
        lambda u: low + (1 - low.sum()) * spacings(u),
        lambda u: high - (high.sum() - 1) * spacings(u),
        from_box,
    ]


def _sample_ranges(low: Floats, high: Floats, uniform: Uniform, draws: int) -> tuple[Floats, bool]:
    count, slop = len(low), 1e-12

    def inside(rows: Floats) -> NDArray[np.bool_]:
        return np.asarray(((rows >= low - slop) & (rows <= high + slop)).all(axis=1))

    if count == 1:
        return np.ones((draws, 1)), True
    if 1 - low.sum() < slop or high.sum() - 1 < slop:  # the bounds leave one point
        point = low if 1 - low.sum() < slop else high
        return np.tile(point, (draws, 1)), True
    pilot = uniform(_PILOT, count - 1)
    propose = max(_proposals(low, high), key=lambda way: int(inside(way(pilot)).sum()))
    if inside(propose(pilot)).mean() < _LEAST_ACCEPTANCE:
        return _gibbs(low, high, uniform, draws), False
    kept: list[Floats] = []
    have = 0
    while have < draws:
        rows = propose(uniform(_PILOT, count - 1))
        rows = rows[inside(rows)]
        kept.append(rows)
        have += len(rows)
    return np.concatenate(kept)[:draws], True


def _gibbs(low: Floats, high: Floats, uniform: Uniform, draws: int) -> Floats:
    """One independent chain for each draw, a block of chains at a time."""
    blocks = [_gibbs_block(low, high, uniform) for _ in range(0, draws, _GIBBS_BLOCK)]
    return np.concatenate(blocks)[:draws]


def _gibbs_block(low: Floats, high: Floats, uniform: Uniform) -> Floats:
    """Pairs of weights trade their sum, uniformly, in sweeps; more draws begin with the fewer."""
    slack = high.sum() - low.sum()
    rows = np.tile(low + (1 - low.sum()) / slack * (high - low), (_GIBBS_BLOCK, 1))
    count = len(low)
    for sweep in range(_GIBBS_SWEEPS):
        numbers = uniform(_GIBBS_BLOCK, count)
        shift = 1 + sweep % (count - 1)
        for i in range(count):
            j = (i + shift) % count
            both = rows[:, i] + rows[:, j]
            least = np.maximum(low[i], both - high[j])
            most = np.minimum(high[i], both - low[j])
            rows[:, i] = least + numbers[:, i] * np.maximum(most - least, 0.0)
            rows[:, j] = both - rows[:, i]
    return rows


@lru_cache(maxsize=64)
def _kept(
    names: tuple[str, ...], low: tuple[Exact, ...], high: tuple[Exact, ...], order: Order | None
) -> Weights:
    """One polytope for equal parts, so that its vertices and its centre are worked out once."""
    if order is not None:
        return Weights(names, (Fraction(0),) * len(names), (Fraction(1),) * len(names), order)
    total = sum((Fraction(end) for end in high), Fraction(0)) if low == high else Fraction(100)
    least, most = (tuple(Fraction(end) / total for end in ends) for ends in (low, high))
    return Weights(names, least, most)


def weights_of(judgements: Judgements, issues: Sequence[str]) -> Weights:
    """Read the weights of a preference as a polytope over the scored issues."""
    names, order = tuple(issues), judgements.order
    points = [] if order is not None else [judgements.points[name] for name in names]
    return _kept(names, tuple(point.low for point in points), tuple(point.high for point in points), order)
