"""Trades: give this on one issue for that on another, so that nobody loses and somebody gains.

A *trade* is a pair of changes on two issues of which neither alone would do, while both together do. What
linked issues add to the sum of both is the *interplay*. Of trades on the same issues only those are kept that
no other beats for everybody. Raiffa (1982), *The Art and Science of Negotiation*, ch. 10–11; Froman and Cohen
(1970), *Behavioral Science* 15:180–183, on logrolling.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ...errors import BudgetError
from ...space import Bools, Picks
from ..frontier.merging import Ints, efficient
from .given_deal import Given, dominates, variations


@dataclass(frozen=True, eq=False)
class Pair:
    """A trade in numbers."""

    issues: tuple[int, int]  # the two issues, ascending
    picks: Picks  # the deal after the trade, one row
    parts: Ints  # what each move alone would be worth, shape (2, parties), in units
    difference: Ints  # what the trade is worth to each party
    count: int  # trades on the same two issues with this difference

    @property
    def interplay(self) -> Ints:
        """What the parts do not explain; zero between clusters unless a value is capped."""
        return np.asarray(self.difference - self.parts.sum(axis=0))


@dataclass(frozen=True, eq=False)
class _Moves:
    """All changes of one issue: options, worth, whether each is open alone, and whether it would do alone."""

    option: NDArray[np.intp]
    worth: Ints
    open: Bools
    alone: Bools


def _moves(given: Given) -> list[_Moves]:
    """The changes of every issue, in the order of the case."""
    found = {}
    for cluster in given.space.clusters:
        for columns, rows in variations(given, cluster, 1):
            if columns:
                worth, free = given.differences(cluster, rows), given.open(cluster, rows)
                alone = free & (given.gains(worth) >= 0).all(axis=1)
                found[cluster.issues[columns[0]]] = _Moves(rows[:, columns[0]], worth, free, alone)
    count = sum(len(moves.option) for moves in found.values())
    if count > (most := given.reaches.moves):
        raise BudgetError(f"{count:,} single changes are more than the {most:,} that are paired")
    return [found[issue] for issue in range(len(given.space.issues))]


def pairs(given: Given) -> tuple[list[Pair], int]:
    """For each two issues the trades that no other on them beats, and the number of all trades.

    Work: the square of the number of single changes, times the parties. If the deal itself crosses a red line
    of somebody who is required, only trades that end that are listed. A BudgetError if there are more than
    20,000 single changes, or a cluster has more than 300,000 pairs of them.
    """
    clusters, home = given.space.clusters, given.home
    shut = [cluster for cluster in clusters if not given.open(cluster, given.here(cluster))[0]]
    moves, trades, total = _moves(given), [], 0
    linked = {
        (cluster.issues[columns[0]], cluster.issues[columns[1]]): rows
        for cluster in clusters
        if all(one is cluster for one in shut)
        for columns, rows in variations(given, cluster, 2)
        if len(columns) == 2
    }
    for issues in combinations(range(len(moves)), 2):
        one, other = (moves[issue] for issue in issues)
        if home[issues[0]] is not home[issues[1]]:
            if any(cluster not in (home[issues[0]], home[issues[1]]) for cluster in shut):
                continue
            left, right = (np.flatnonzero(side.open & ~side.alone) for side in (one, other))
            worth = (one.worth[left][:, None] + other.worth[right][None]).reshape(-1, given.space.parties)
            left, right = np.repeat(left, len(right)), np.tile(right, len(left))
            keep = np.ones(len(worth), dtype=bool)
        elif issues in linked:
            cluster, rows = home[issues[0]], linked[issues]
            left = np.repeat(np.arange(len(one.option)), len(other.option))
            right = np.tile(np.arange(len(other.option)), len(one.option))
            worth = given.differences(cluster, rows)
            keep = given.open(cluster, rows) & ~one.alone[left] & ~other.alone[right]
        else:
            continue
        gains = given.gains(worth)
        keep &= dominates(gains)
        left, right, gains = left[keep], right[keep], gains[keep]
        picks = np.repeat(given.picks, len(gains), axis=0)
        picks[:, issues[0]], picks[:, issues[1]] = one.option[left], other.option[right]
        passing = given.might_pass(picks)
        left, right, gains, picks = left[passing], right[passing], gains[passing], picks[passing]
        total += len(gains)
        if not len(gains):
            continue
        index, counts = efficient(gains, np.ones(len(gains), np.int64))
        for row, count in zip(index.tolist(), counts.tolist(), strict=True):
            parts = given.gains(np.stack((one.worth[left[row]], other.worth[right[row]])))
            trades.append(Pair(issues, picks[row : row + 1], parts, gains[row], int(count)))
    return trades, total
