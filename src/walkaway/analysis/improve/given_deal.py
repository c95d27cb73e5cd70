"""A given deal in a deal space: what a change of some issues is worth to each party, exactly.

Everything speaks of *differences*: sums of another deal minus sums of the given one, integers in the parties'
units, which add up over clusters. Under a cap, ``gains`` turns differences of sums into those of values, and
``floor`` says how far a sum may fall before its value does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from math import prod

import numpy as np
from numpy.typing import NDArray

from ...errors import BudgetError, UsageError
from ...space import DEAL_BUDGET, Bools, Cluster, Picks, Space, Values
from ..frontier.merging import Ints
from ..zone.bounds import Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaches:
    """How much is looked at around a deal: within seconds, and a few hundred megabytes."""

    listed: int = DEAL_BUDGET  # rows of a cluster, and better deals, that are listed
    block: int = 2_000_000  # sums that are listed at once
    counted: int = 1_000_000  # sums that are counted in a step
    cheapest: int = 8_000_000  # sums of few changes that are compared in a step
    level: int = 16_000_000  # sums that are compared for equal value in a step
    variations: int = 300_000  # rows of one cluster that differ from the deal in a few issues
    moves: int = 20_000  # single changes that are paired


@dataclass(frozen=True, eq=False)
class Given:
    """A deal, one row of option numbers, and one realisation; with bounds, who refuses for sure."""

    space: Space
    values: Values
    picks: Picks
    bounds: Bounds | None = None
    reaches: Reaches = Reaches()

    @cached_property
    def home(self) -> dict[int, Cluster]:
        """The cluster of each issue."""
        return {issue: cluster for cluster in self.space.clusters for issue in cluster.issues}

    def accepts(self, rows: Picks) -> Bools:
        """Who might accept which deals: parties and ratifiers, shape (rows, who)."""
        if self.bounds is None:
            return self.space.accepts(self.values, rows)
        return self.bounds.accepts(rows)[1]

    def might_pass(self, rows: Picks) -> Bools:
        """Which deals nobody refuses whose consent is needed, whatever the judgements are, shape (rows,).

        A party that refuses the deal one starts from, as its values stand here, is taken to go on: it gains,
        and that it would still rather walk away is said of the deals, not held against each.
        """
        accepts = self.accepts(rows)
        refuses = ~self.space.accepts(self.values, self.picks)[0]
        stays = refuses & (np.arange(len(self.space.who)) < self.space.parties)
        crossed = self.space.joint
        for who in np.flatnonzero(stays).tolist():
            accepts[:, who] = ~crossed.refused(rows, who)
        return self.space.passes(accepts)

    def sums(self, cluster: Cluster, rows: Picks) -> Ints:
        """Sums of rows of a cluster for the parties, caps left out, shape (rows, parties)."""
        coefficients = self.values.coefficients[:, : self.space.parties]
        return self.space.values(coefficients, rows, cluster)

    def here(self, cluster: Cluster) -> Picks:
        """The deal's own row of a cluster, shape (1, issues of the cluster)."""
        return self.picks[:, list(cluster.issues)]

    def differences(self, cluster: Cluster, rows: Picks) -> Ints:
        """Sums of rows of a cluster minus those of the deal there, shape (rows, parties)."""
        return self.sums(cluster, rows) - self.sums(cluster, self.here(cluster))

    def open(self, cluster: Cluster, rows: Picks) -> Bools:
        """Which rows of a cluster can be carried out and cross no red line of those who are required."""
        shut = [mask.holds(rows, cluster.columns) for mask in cluster.impossible]
        shut += [cluster.refused(rows, who) for who in self.space.required]
        return np.asarray(~np.logical_or.reduce(shut or [np.zeros(len(rows), dtype=bool)]))

    def open_rows(self) -> list[tuple[Cluster, Picks, Ints]] | None:
        """All open rows of every cluster with their differences; None where one is too large to list."""
        if any(cluster.combinations > self.reaches.listed for cluster in self.space.clusters):
            return None
        parts = []
        for cluster in self.space.clusters:
            rows = np.concatenate([picks for _, picks in cluster.chunks()])
            rows = rows[self.open(cluster, rows)]
            parts.append((cluster, rows, self.differences(cluster, rows)))
        return parts

    def worth(self, picks: Picks) -> Ints:
        """Values of whole deals in the parties' units, shape (deals, parties)."""
        return self.values.capped(self.sums(self.space.joint, picks))

    @cached_property
    def integers(self) -> Ints:
        """Values of the deal in the parties' units, shape (parties,)."""
        return np.asarray(self.worth(self.picks)[0])

    @cached_property
    def over(self) -> Ints:
        """What each party's cap cuts off from its sum, shape (parties,)."""
        return np.asarray(self.sums(self.space.joint, self.picks)[0] - self.integers)

    @cached_property
    def room(self) -> Ints:
        """What each party's value can still rise, shape (parties,); huge without a cap."""
        if self.values.caps is None:
            return np.full(self.space.parties, self.values.no_cap)
        return np.asarray(self.values.caps[: self.space.parties] - self.integers)

    def gains(self, differences: Ints) -> Ints:
        """Differences of sums (…, parties) as differences of values."""
        return np.asarray(np.minimum(differences + self.over, self.room))

    @property
    def floor(self) -> Ints:
        """The least differences of sums that leave nobody worse off, shape (parties,)."""
        return -self.over

    @cached_property
    def refused_by(self) -> tuple[str, ...]:
        """Those of the parties and ratifiers whose red lines the deal crosses."""
        joint = self.space.joint
        return tuple(name for who, name in enumerate(self.space.who) if joint.refused(self.picks, who).any())

    @cached_property
    def unwilling(self) -> tuple[str, ...]:
        """Those of the parties and ratifiers who would rather walk away: below it, or across a red line."""
        accepts = self.space.accepts(self.values, self.picks)[0]
        return tuple(name for name, accepted in zip(self.space.who, accepts, strict=True) if not accepted)

    @property
    def passes(self) -> bool:
        """Whether the deal would be signed, as the agreement rule has it."""
        return bool(self.space.passes(self.space.accepts(self.values, self.picks))[0])

    @property
    def shut(self) -> bool:
        """Whether the deal cannot be carried out, or crosses a red line of somebody who is required."""
        return any(not self.open(cluster, self.here(cluster))[0] for cluster in self.space.clusters)

    def own(self, differences: Ints) -> NDArray[np.float64]:
        """Integers (…, parties) on the parties' own scales."""
        return self.values.own_scale(differences)

    def changed(self, rows: Picks) -> NDArray[np.intp]:
        """In how many issues deals differ from this one, shape (rows,)."""
        return np.asarray((rows != self.picks).sum(axis=1), dtype=np.intp)


def given_deal(
    space: Space,
    values: Values,
    deal: Mapping[str, str],
    bounds: Bounds | None = None,
    reaches: Reaches = Reaches(),
) -> Given:
    """Take a deal, one option for every issue, as the point to start from; refuse what is impossible."""
    picks = space.picks_of(deal)
    if any(mask.holds(picks, space.joint.columns).any() for mask in space.joint.impossible):
        raise UsageError.of("a deal that the case calls impossible", "a deal that can be carried out")
    return Given(space, values, picks, bounds, reaches)


def dominates(differences: Ints) -> Bools:
    """Which differences (rows, parties) leave nobody worse off and somebody better off."""
    return np.asarray((differences >= 0).all(axis=-1) & (differences > 0).any(axis=-1))


def variations(given: Given, cluster: Cluster, most: int) -> Iterator[tuple[tuple[int, ...], Picks]]:
    """All rows of a cluster that change at most so many issues, by columns; the deal's own first."""
    here = given.here(cluster)[0]
    others = [np.delete(np.arange(width), at) for width, at in zip(cluster.shape, here.tolist(), strict=True)]
    rows, limit = 0, given.reaches.variations
    for changes in range(min(most, len(others)) + 1):
        for columns in combinations(range(len(others)), changes):
            width = prod(len(others[c]) for c in columns)
            rows += width
            if rows > limit:
                raise BudgetError(
                    f"{len(others)} linked issues can be changed {changes} at a time in more than "
                    f"{limit:,} ways; ask for fewer changes"
                )
            picks = np.repeat(here[None], width, axis=0)
            if columns and width:
                picks[:, columns] = list(product(*(others[c].tolist() for c in columns)))
            yield columns, picks
