"""Which deals could pass in which realisations, without going through all deals: branch and bound.

Deals that agree on the first issues are a branch. What it can be worth to each is what is settled plus the
best of what is not; a branch is left where somebody falls short even so, or where a weighted sum of all does:
where every slack is at least nothing, so is that sum. The weights are chosen for each realisation such that
the sum tells most (Lagrangian relaxation; Geoffrion 1974, *Mathematical Programming Study* 2). Bounds are
eased by more than rounding can do, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .clusters import Cluster
from .factored import Space
from .masks import Bools, Picks
from .weights import Floats

_NEAR = 1e-12
_STEPS = 20
_MOST = 1 << 14
"""Pairs of branch and realisation that are taken further together."""

Ints = NDArray[np.intp]
Pairs = tuple[Ints, Ints]


@dataclass(frozen=True, eq=False)
class Thresholds:
    """What deals must reach, in some realisations; the caller may raise ``least`` while it looks."""

    coefficients: Floats  # (conditions, features, realisations)
    least: Floats  # (conditions, realisations); minus infinity where nothing is asked


class Branches:
    """Ascending combinations as a tree: a level an issue, a node for each way to begin."""

    def __init__(self, space: Space, cluster: Cluster, picks: Picks, rows: Ints) -> None:
        self.space, self.cluster, self.rows, self.picks = space, cluster, rows, picks.T.take(rows, axis=1).T
        picks = self.picks
        fresh = np.arange(len(picks)) == 0
        self.features, self.first, self.many = [], [], []
        self.ending: list[list[int]] = [[] for _ in cluster.issues]
        above = np.zeros(min(1, len(picks)), np.intp)  # the row where each node begins
        self.nodes = []
        self.held: dict[int, Bools] = {}
        for column, issue in enumerate(cluster.issues):
            fresh[1:] |= picks[1:, column] != picks[:-1, column]
            here = np.flatnonzero(fresh)
            self.features.append(space.first[issue] + picks[here, column])
            self.first.append(np.searchsorted(here, above))
            self.many.append(np.diff(np.append(self.first[-1], len(here))))
            self.nodes.append(here)
            above = here
        self.masks = {feature: mask for feature, _, mask in cluster.interactions}
        for feature, mask in self.masks.items():
            self.ending[cluster.columns[mask.touched[-1]] if mask.touched else 0].append(feature)

    def holding(self, level: int, feature: int, nodes: Ints) -> Ints:
        """Which of some nodes have an interaction that is settled there; of many, it is remembered."""
        here = self.nodes[level]
        if feature not in self.held and len(nodes) < len(here):
            return np.flatnonzero(self._holds(feature, here[nodes]))
        if feature not in self.held:
            self.held[feature] = self._holds(feature, here)
        return np.flatnonzero(self.held[feature].take(nodes))

    def _holds(self, feature: int, rows: Ints) -> Bools:
        """Which of some rows have an interaction; only the issues that it is about are looked up."""
        mask = self.masks[feature]
        touched = [self.cluster.columns[issue] for issue in mask.touched]
        picks = np.stack([self.picks[:, column].take(rows) for column in touched]).T if touched else rows
        return mask.holds(picks, {issue: place for place, issue in enumerate(mask.touched)})

    def pairs(self, sums: Thresholds, width: int | None = None) -> Iterator[Pairs]:
        """Rows and realisations that may reach what is asked, in parts.

        With a ``width`` only so many branches of a realisation are followed, those that look best.
        """
        if len(self.rows) and sums.least.size:
            for nodes, n in _Descent(self, sums, width).grown():
                yield self.rows[nodes], n

    def options(self, level: int) -> slice:
        """The features of an issue."""
        issue = self.cluster.issues[level]
        return slice(self.space.first[issue], self.space.first[issue] + len(self.space.options[issue]))

    def most(self, coefficients: Floats) -> list[Floats]:
        """What the options of each issue may add, interactions that end there with them, (…, options, …)."""
        found = []
        for level, issue in enumerate(self.cluster.issues):
            best = coefficients[..., self.options(level), :].copy()
            for feature in self.ending[level]:
                gain = np.maximum(0, coefficients[..., feature, :])[..., None, :]
                mask = self.masks[feature]
                if issue in mask.issues:
                    best[..., mask.allowed[mask.issues.index(issue)], :] += gain
                else:
                    best += gain
            found.append(best)
        return found


class _Descent:
    """One search through the branches: conditions, and a last one that weighs them all."""

    def __init__(self, tree: Branches, sums: Thresholds, width: int | None) -> None:
        self.tree, self.width, self.sums = tree, width, sums
        self.weights = self._weighed()
        joint = np.einsum("cn,cfn->fn", self.weights, sums.coefficients)
        self.coefficients = np.concatenate((sums.coefficients, joint[None]))
        self.count = self.coefficients.shape[2]
        self.flat = self.coefficients.reshape(len(self.coefficients), -1)
        self.after = [np.zeros((len(self.coefficients), self.count))]  # the best of all later issues
        for most in reversed(tree.most(self.coefficients)):
            self.after.insert(0, self.after[0] + most.max(axis=1))
        size = np.abs(self.coefficients).sum(axis=1)
        self.ease = _NEAR * size
        self.adding: Bools = np.any(self.coefficients, axis=2)

    @property
    def least(self) -> Floats:
        """What each condition asks, and the weighted sum of what they ask."""
        least = self.sums.least
        asked = np.where(np.isfinite(least), least, 0)
        eased = _NEAR * np.concatenate((np.abs(asked), [(self.weights * np.abs(asked)).sum(axis=0)]))
        both = np.concatenate((least, [(self.weights * asked).sum(axis=0)]))
        return np.asarray(both - self.ease - eased)

    def _weighed(self) -> Floats:
        """Weights for each realisation with which the bound on the sum is low, shape (conditions, n)."""
        sums, tree = self.sums, self.tree
        asks = np.isfinite(sums.least)
        least = np.where(asks, sums.least, 0)
        mosts = tree.most(sums.coefficients)
        scale = np.maximum(sum(most.max(axis=1) for most in mosts) - least, 1e-300)
        scale = np.maximum(scale, 1e-9 * scale.max(axis=0))
        shares = np.where(asks, 1.0, 0.0)
        best, found = np.full(least.shape[1], np.inf), shares
        every = np.arange(least.shape[1])
        for step in range(_STEPS):
            shares = shares / np.maximum(shares.sum(axis=0), 1e-300)
            weights = shares / scale
            slack = -least
            for most in mosts:
                option = np.einsum("cn,con->on", weights, most).argmax(axis=0)
                slack = slack + most[:, option, every]
            bound = (weights * slack).sum(axis=0)
            better = bound < best
            best, found = np.where(better, bound, best), np.where(better, weights, found)
            shares = shares * np.exp(-2 / (1 + step / 4) * np.clip(slack / scale, -1, 1))
        return found

    def grown(self) -> Iterator[Pairs]:
        """The pairs that are left at the last issue."""
        root, nothing = np.zeros(self.count, np.intp), np.zeros((len(self.flat), self.count))
        yield from self._grown(0, root, np.arange(self.count), nothing)

    def _grown(self, level: int, node: Ints, n: Ints, sums: Floats) -> Iterator[Pairs]:
        if not len(node):
            return
        if level == len(self.tree.nodes):
            yield node, n
            return
        for begin in range(0, len(node), _MOST):
            part = slice(begin, begin + _MOST)
            yield from self._grown(level + 1, *self._children(level, node[part], n[part], sums[:, part]))

    def _children(self, level: int, node: Ints, n: Ints, sums: Floats) -> tuple[Ints, Ints, Floats]:
        """The branches of some branches that are worth a look."""
        tree = self.tree
        many = tree.many[level][node]
        old = np.repeat(np.arange(len(node)), many)
        child = np.arange(len(old)) + np.repeat(tree.first[level][node] - np.cumsum(many) + many, many)
        n = n[old]
        room = self.after[level + 1] - self.least
        joint = self._added(slice(-1, None), level, child, n, sums[-1:].take(old, axis=1))
        one = self.count == 1  # nothing to be looked up by realisation
        there = room[-1] if one else room[-1].take(n)
        at = np.flatnonzero(joint[0] + there >= 0)  # it tells most, and comes first
        child, n, joint = child[at], n[at], joint[:, at]
        each = self._added(slice(-1), level, child, n, sums[:-1].take(old[at], axis=1))
        sums = np.concatenate((each, joint))
        room = np.asarray((room if one else room.take(n, axis=1)) + sums)
        at = np.flatnonzero(np.all(room >= 0, axis=0))
        if self.width is not None:
            at = self._best(n, room, at, self.width)
        return child[at], n[at], sums[:, at]

    def _added(self, some: slice, level: int, child: Ints, n: Ints, sums: Floats) -> Floats:
        """What some conditions have with the option of a child, and with the interactions it settles."""
        tree = self.tree
        features = tree.features[level][child]
        sums += self.flat[some].take(features if self.count == 1 else features * self.count + n, axis=1)
        for feature in tree.ending[level]:
            who = np.flatnonzero(self.adding[some, feature])
            if len(who):
                at = tree.holding(level, feature, child)
                for one in who:
                    sums[one, at] += self.coefficients[some][one, feature].take(n[at])
        return sums

    def _best(self, n: Ints, room: Floats, at: Ints, width: int) -> Ints:
        """The children of each realisation whose tightest bound leaves most room, in order."""
        scale = np.maximum(self.after[0] - self.least, 1e-300)
        scale = np.where(np.isfinite(scale), scale, 1.0)
        key = (room[:, at] / scale[:, n[at]]).min(axis=0)
        order = np.lexsort((-key, n[at]))
        begin = np.flatnonzero(np.append(True, n[at][order][1:] != n[at][order][:-1]))
        rank = np.arange(len(at)) - np.repeat(begin, np.diff(np.append(begin, len(at))))
        return np.sort(at[order[rank < width]])
