"""Clusters: issues that an interaction, a function, an impossible pattern or a red line ties together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..errors import BudgetError
from ..numbers import many
from .functions import Node
from .masks import Bools, Mask, Picks

CLUSTER_BUDGET = 200_000_000
"""Most combinations of one cluster that are gone through, in chunks."""

CHUNK = 1 << 16
"""Combinations that are looked at together."""


@dataclass(frozen=True, eq=False)
class Cluster:
    """Issues that must be looked at together."""

    issues: tuple[int, ...]  # issue numbers, ascending
    shape: tuple[int, ...]  # options of each
    impossible: tuple[Mask, ...] = ()
    red_lines: tuple[tuple[int, Mask], ...] = ()  # number of who refuses, and what
    # feature column, number of whose points they are, and where they are added
    interactions: tuple[tuple[int, int, Mask], ...] = ()
    # number of whose they are, and the tree; see :mod:`walkaway.space.functions`
    functions: tuple[tuple[int, Node], ...] = ()

    @property
    def combinations(self) -> int:
        """How many combinations of options there are, impossible ones included."""
        return math.prod(self.shape)

    @property
    def patterned(self) -> bool:
        """Whether anything but the scores of its issues speaks of it."""
        return bool(self.impossible or self.red_lines or self.interactions or self.functions)

    @cached_property
    def columns(self) -> dict[int, int]:
        """Issue number → column of the cluster's picks."""
        return {issue: column for column, issue in enumerate(self.issues)}

    def picks(self, flat: NDArray[np.int64]) -> Picks:
        """Option numbers of combinations given by their flat (mixed radix) number, shape (rows, issues).

        The options of an issue lie side by side in memory: they are asked for issue by issue.
        """
        return np.stack(np.unravel_index(flat, self.shape)).T

    def chunks(self, budget: int = CLUSTER_BUDGET) -> Iterator[tuple[NDArray[np.int64], Picks]]:
        """All possible combinations in order, a chunk at a time: flat numbers, and picks (rows, issues)."""
        self.require_within(budget)
        if self.combinations <= CHUNK:
            yield self._whole
            return
        for start in range(0, self.combinations, CHUNK):
            yield self._possible(start, min(start + CHUNK, self.combinations))

    def require_within(self, budget: int) -> None:
        """Refuse more combinations than a budget."""
        if self.combinations > budget:
            remedy = "split an interaction, red line or impossible pattern, or " if self.patterned else ""
            raise BudgetError(
                f"{len(self.issues)} issues that are looked at together have "
                f"{many(self.combinations)} combinations, more than the budget of {budget:,}; "
                f"{remedy}leave out options that nobody would choose"
            )

    def _possible(self, start: int, stop: int) -> tuple[NDArray[np.int64], Picks]:
        flat = np.arange(start, stop, dtype=np.int64)
        return self._able(flat, self.picks(flat))

    def _able(self, flat: NDArray[np.int64], picks: Picks) -> tuple[NDArray[np.int64], Picks]:
        """Those that can be carried out."""
        if not self.impossible:
            return flat, picks
        keep = ~np.logical_or.reduce([mask.holds(picks, self.columns) for mask in self.impossible])
        return flat[keep], picks.T[:, keep].T

    @cached_property
    def _whole(self) -> tuple[NDArray[np.int64], Picks]:
        """The one chunk of a small cluster, which is asked for often."""
        flat, picks = self._possible(0, self.combinations)
        flat.flags.writeable = picks.flags.writeable = False
        return flat, picks

    def keeping(
        self, allowed: Mapping[int, Bools], asked: Iterable[int] = (), *, budget: int = CLUSTER_BUDGET
    ) -> Picks:
        """All possible combinations with allowed options (issue → which) that cross no red line of some."""
        kept = []
        for _, picks in self._within(allowed, budget) if allowed else self.chunks(budget):
            keep = np.ones(len(picks), bool)
            for who in asked:
                keep &= ~self.refused(picks, who)
            kept.append(picks.T[:, keep])
        return np.concatenate(kept, axis=1).T

    def _within(self, allowed: Mapping[int, Bools], budget: int) -> Iterator[tuple[NDArray[np.int64], Picks]]:
        """As :meth:`chunks`, of allowed options alone, which alone count against the budget."""
        options = [
            np.flatnonzero(allowed.get(issue, np.ones(count, bool)))
            for issue, count in zip(self.issues, self.shape, strict=True)
        ]
        every = replace(self, shape=tuple(map(len, options)), impossible=())
        for flat, numbers in every.chunks(budget):
            picks = np.stack([own.take(at) for own, at in zip(options, numbers.T, strict=True)]).T
            yield self._able(flat, picks)

    def refused(self, picks: Picks, who: int) -> Bools:
        """Which rows cross a red line of a party or ratifier."""
        result = np.zeros(len(picks), dtype=bool)
        for index, mask in self.red_lines:
            if index == who:
                result |= mask.holds(picks, self.columns)
        return result


def connected(count: int, links: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Connected components of issues; a link joins its issues."""
    label = list(range(count))
    for issues in links:
        joined = {label[issue] for issue in issues}
        label = [min(joined) if old in joined else old for old in label]
    groups: dict[int, list[int]] = {}
    for issue, group in enumerate(label):
        groups.setdefault(group, []).append(issue)
    return [tuple(group) for group in groups.values()]
