r"""Trades: give this on one issue for that on another, so that nobody loses and somebody gains.

A *move* changes one issue. A *trade* is a pair of moves on two issues of which neither alone would do (each
leaves somebody worse off, or cannot be carried out alone), while both together leave nobody worse off and
somebody better off. Between clusters the differences of the two moves add up; within a cluster the pair is
valued as a whole, and what the parts do not explain is called the *interplay*:

.. math:: \Delta_{AB} = \Delta_A + \Delta_B + \text{interplay}

All pairs of moves are looked at. Of trades on the same two issues only those are kept that no other trade on
these issues beats for everybody.

References
----------
Raiffa (1982), *The Art and Science of Negotiation*, ch. 10–11; Froman and Cohen (1970), *Behavioral Science*
15:180–183, on logrolling.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ...errors import BudgetError
from ...space import Bools, Cluster, Picks
from ..frontier.merging import Ints, efficient
from .given_deal import Given, dominates, variations

__all__ = ["Pair", "pairs"]

MOST_MOVES = 20_000
"""Most single changes that are paired."""


@dataclass(frozen=True, eq=False)
class Pair:
    """A trade in numbers.

    Attributes
    ----------
    issues : tuple of int
        The two issues, ascending.
    picks : int array (1, issues)
        The deal after the trade.
    parts : int array (2, parties)
        What each move alone would be worth to each party, in its units.
    difference : int array (parties,)
        What the trade is worth.
    count : int
        Trades on the same two issues with this difference.
    """

    issues: tuple[int, int]
    picks: Picks
    parts: Ints
    difference: Ints
    count: int

    @property
    def interplay(self) -> Ints:
        """What the parts do not explain; zero between clusters unless a value is capped."""
        result: Ints = self.difference - self.parts.sum(axis=0)
        return result


@dataclass(frozen=True, eq=False)
class _Moves:
    """All single changes: issue, option, cluster, worth, and whether each is open alone."""

    issue: NDArray[np.intp]
    option: NDArray[np.intp]
    cluster: NDArray[np.intp]
    worth: Ints
    open: Bools

    def alone(self, given: Given) -> Bools:
        """Moves that would do by themselves: open, and nobody loses."""
        result: Bools = self.open & (given.gains(self.worth) >= -given.slack).all(axis=1)
        return result


def _moves(given: Given) -> _Moves:
    issue: list[int] = []
    option: list[NDArray[np.intp]] = []
    number: list[int] = []
    worth, free = [np.zeros((0, given.space.parties), np.int64)], [np.zeros(0, bool)]
    for place, cluster in enumerate(given.space.clusters):
        for columns, rows in variations(given, cluster, 1):
            if columns:
                issue += [cluster.issues[columns[0]]] * len(rows)
                number += [place] * len(rows)
                option.append(rows[:, columns[0]])
                worth.append(given.differences(cluster, rows))
                free.append(given.open(cluster, rows))
    if len(issue) > MOST_MOVES:
        raise BudgetError(f"{len(issue):,} single changes are more than the {MOST_MOVES:,} that are paired")
    options = np.concatenate([np.zeros(0, np.intp), *option])
    places = np.array(issue, np.intp), options, np.array(number, np.intp)
    return _Moves(*places, np.concatenate(worth), np.concatenate(free))


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Trades on two issues: numbers of the two moves of each, and what it is worth."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    worth: Ints


def _across(given: Given, moves: _Moves, one: NDArray[np.intp], other: NDArray[np.intp]) -> _Pairs:
    """Trades of moves on two issues of different clusters."""
    gains = given.gains(moves.worth[one][:, None] + moves.worth[other][None])
    left, right = np.nonzero(dominates(gains, given.slack))
    return _Pairs(one[left], other[right], gains[left, right])


def _within(given: Given, cluster: Cluster, moves: tuple[NDArray[np.intp], NDArray[np.intp]],
            rows: Picks) -> _Pairs:  # fmt: skip
    """Trades on two issues of one cluster, valued as a whole; rows are all pairs of moves in order."""
    points = given.gains(given.differences(cluster, rows))
    keep = given.open(cluster, rows) & dominates(points, given.slack)
    one, other = moves
    return _Pairs(np.repeat(one, len(other))[keep], np.tile(other, len(one))[keep], points[keep])


def _by_issues(given: Given, moves: _Moves) -> Iterator[tuple[tuple[int, int], _Pairs]]:
    """Trades on every two issues, those with a move that would do alone left out."""
    clusters = given.space.clusters
    alone = moves.alone(given)
    shut = {place for place, c in enumerate(clusters) if not given.open(c, given.here(c))[0]}
    of = [np.flatnonzero(moves.issue == issue) for issue in range(len(given.space.issues))]
    home = {issue: place for place, cluster in enumerate(clusters) for issue in cluster.issues}
    for one, other in combinations(range(len(of)), 2):
        if home[one] != home[other] and shut <= {home[one], home[other]}:
            use = [of[issue][moves.open[of[issue]] & ~alone[of[issue]]] for issue in (one, other)]
            yield (one, other), _across(given, moves, *use)
    for place, cluster in enumerate(clusters):
        if shut <= {place} and len(cluster.issues) > 1:
            for columns, rows in variations(given, cluster, 2):
                if len(columns) == 2:
                    one, other = (cluster.issues[column] for column in columns)
                    found = _within(given, cluster, (of[one], of[other]), rows)
                    keep = ~alone[found.first] & ~alone[found.second]
                    yield (one, other), _Pairs(found.first[keep], found.second[keep], found.worth[keep])


def _might_pass(given: Given, moves: _Moves, found: _Pairs) -> _Pairs:
    """Trades that nobody refuses whose consent is needed."""
    rows = np.repeat(given.picks, len(found.worth), axis=0)
    every = np.arange(len(rows))
    for one in (found.first, found.second):
        rows[every, moves.issue[one]] = moves.option[one]
    keep = given.might_pass(rows)
    return _Pairs(found.first[keep], found.second[keep], found.worth[keep])


def pairs(given: Given) -> tuple[list[Pair], int]:
    """List the trades from a deal.

    Parameters
    ----------
    given : Given

    Returns
    -------
    trades : list of Pair
        For each two issues those that no other trade on them beats; in the order of the issues.
    count : int
        All trades, the beaten ones included.

    Raises
    ------
    BudgetError
        If there are more than 20,000 single changes, or a cluster more than 300,000 pairs of them.

    Notes
    -----
    Work: the square of the number of single changes, times the parties. If the deal itself crosses a red line
    of somebody who is required, only trades that end that are listed.
    """
    moves, trades, total = _moves(given), [], 0
    for issues, found in sorted(_by_issues(given, moves), key=lambda item: item[0]):
        found = _might_pass(given, moves, found)
        total += len(found.worth)
        if not len(found.worth):
            continue
        index, counts = efficient(found.worth, np.ones(len(found.worth), np.int64))
        for row, count in zip(index.tolist(), counts.tolist(), strict=True):
            both = [int(found.first[row]), int(found.second[row])]
            picks = given.picks.copy()
            picks[0, moves.issue[both]] = moves.option[both]
            trades.append(Pair(issues, picks, given.gains(moves.worth[both]), found.worth[row], int(count)))
    return trades, total
