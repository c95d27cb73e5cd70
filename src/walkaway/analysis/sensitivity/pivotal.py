r"""Where one party decides: the deals that pass if it accepts, and how much it would gain or lack.

In one draw a deal is *pivotal* for a party if it passes when that party accepts, whatever it does now. The
party's slack is :math:`v_p(x) - R_p`. As long as only judgements of this party move, there is a deal in the
zone if and only if some pivotal deal has a slack of 0 or more (or a deal passes without the party). A moved
judgement shifts the slack of whole groups of deals alike: those with a certain option, those in a certain
interaction. So the largest slack of each group, draw by draw, answers every question of the kind *what if
this judgement were that*, without going through the deals again.

A judgement that shifts no group alike needs another look at the deals of its own party alone: for that the
pivotal pairs of deal and draw can be kept, a bit each (:func:`find_zone_again`).

How it is computed: as in :mod:`walkaway.analysis.zone.acceptability`, values are sums over two halves of the
issues. Work is deals × draws × parties comparisons, and one more step for each pivotal pair of deal and draw.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...space import Bools, Picks, Space
from ...space.draws import Draws
from ...space.weights import Floats

__all__ = [
    "Grouping", "Pivots", "Pool", "ceilings", "find_pivots", "find_zone_again", "group_deals",
]  # fmt: skip

_DRAWS = 256
_DEALS = 1024
_HALF = 1024
_LONG = 1 << 40
_NONE = -np.inf

Ints = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Pool:
    """The deals that are looked at.

    Attributes
    ----------
    picks : int array (deals, issues)
    refused : bool array (deals, who)
        Red lines.
    candidates : bool array (deals,)
        Deals whose passing draws are kept one by one.
    """

    picks: Picks
    refused: Bools
    candidates: Bools


@dataclass(frozen=True, eq=False)
class Grouping:
    """Deals in groups that a lever shifts alike.

    Attributes
    ----------
    who : int
    issues : tuple of int
        Deals of a group agree on these.
    columns : tuple of int
        And lie in the same ones of these interactions.
    code : int array (deals,)
        Group of each deal.
    picks : int array (groups, issues)
    held : bool array (groups, columns)
    """

    who: int
    issues: tuple[int, ...]
    columns: tuple[int, ...]
    code: Ints
    picks: Picks
    held: Bools


@dataclass(frozen=True, eq=False)
class Pivots:
    """What the sweep over deals and draws found.

    Attributes
    ----------
    best : dict of (int, tuple, tuple) to float array (groups, draws)
        Largest slack of the pivotal deals of each group, by grouping, before the cap; minus infinity where
        there is none.
    free : bool array (who, draws)
        Whether some deal passes without this one.
    zone : bool array (draws,)
    passing : int array (2, pairs)
        Deal and draw of each passing candidate.
    gains : float array (parties, deals)
        Sum over draws of the party's slack where all the others let the deal pass.
    pivotal : dict of int to uint8 array (deals, bytes)
        For those asked for, the pivotal pairs, eight draws a byte.
    """

    best: dict[tuple[int, tuple[int, ...], tuple[int, ...]], Floats]
    free: Bools
    zone: Bools
    passing: Ints
    gains: Floats
    pivotal: dict[int, NDArray[np.uint8]]


def ceilings(space: Space, draws: Draws) -> Floats:
    """Cap of each who is asked; infinite without a cap, shape (who,)."""
    return np.full(len(space.who), np.inf) if draws.caps is None else draws.caps


def group_deals(
    space: Space, pool: Pool, who: int, issues: tuple[int, ...], columns: tuple[int, ...]
) -> Grouping:
    """Put deals into groups by their options on some issues and by some interactions of one party."""
    joint = space.joint
    masks = {feature: mask for feature, owner, mask in joint.interactions if owner == who}
    held = [masks[column].holds(pool.picks, joint.columns)[:, None] for column in columns]
    key = np.concatenate([pool.picks[:, list(issues)], *held], axis=1).astype(np.intp)
    number = np.zeros(len(key), np.int64)
    for column in key.T:
        number = number * (int(column.max(initial=0)) + 1) + column
        if int(number.max(initial=0)) > _LONG:  # count anew, in the same order
            number = np.unique(number, return_inverse=True)[1].astype(np.int64)
    _, first, code = np.unique(number, return_index=True, return_inverse=True)
    groups, cut = key[first], len(issues)
    return Grouping(who, issues, columns, code.reshape(-1), groups[:, :cut], groups[:, cut:].astype(bool))


class _Sums:
    """Slacks of deals for one party in one block of draws, from sums over two halves of the issues."""

    def __init__(self, space: Space, picks: Picks) -> None:
        self.space, self.picks = space, picks
        cut, rows = len(space.options), 1
        while cut > 0 and rows * len(space.options[cut - 1]) <= _HALF:
            cut -= 1
            rows *= len(space.options[cut])
        self.parts = []
        for issues in (range(cut), range(cut, len(space.options))):
            rows_of, at = np.unique(picks[:, list(issues)], axis=0, return_inverse=True)
            self.parts.append((tuple(issues), rows_of, at.reshape(-1)))
        self.held = [
            (feature, owner, np.flatnonzero(mask.holds(picks, space.joint.columns)))
            for feature, owner, mask in space.joint.interactions
        ]
        self.nodes = space.joint.functions
        masks = {id(leaf.mask): leaf.mask for _, node in self.nodes for leaf in node.leaves}
        self.holds = {key: mask.holds(picks, space.joint.columns) for key, mask in masks.items()}

    def tables(self, coefficients: Floats) -> list[Floats]:
        """Values of all rows of either half, shape (rows, draws)."""
        tables = []
        for issues, rows, _ in self.parts:
            total = np.zeros((len(rows), coefficients.shape[1]))
            for column, issue in enumerate(issues):
                total += coefficients[self.space.first[issue] + rows[:, column]]
            tables.append(total)
        return tables

    def slack(self, who: int, tables: list[Floats], coefficients: Floats, some: slice) -> Floats:
        """Slack of a slice of the deals."""
        (_, _, first), (_, _, second) = self.parts
        slack = tables[1].take(second[some], axis=0)
        rows = first[some]  # in runs, as deals are listed
        cuts = np.flatnonzero(np.diff(rows)) + 1
        for begin, end in zip([0, *cuts], [*cuts, len(rows)], strict=True):
            slack[begin:end] += tables[0][rows[begin]]
        for feature, owner, deals in self.held:
            if owner == who:
                begin, end = np.searchsorted(deals, (some.start, some.stop))
                slack[deals[begin:end] - some.start] += coefficients[feature]
        for owner, node in self.nodes:
            if owner == who:
                slack += node.worth(coefficients.T, lambda mask: self.holds[id(mask)][some]).T
        return slack

    def started(self, who: int, draws: Draws) -> tuple[list[Floats], Floats]:
        """Tables less the walk-away, and coefficients, of one party in one block of draws."""
        own = np.ascontiguousarray(draws.coefficients[who])
        tables = self.tables(own)
        tables[1] -= draws.walk_away[who]
        return tables, own


def find_pivots(
    space: Space,
    draws: Draws,
    pool: Pool,
    groupings: Sequence[Grouping],
    *,
    keep: Sequence[int] = (),
    progress: Callable[[float], None] | None = None,
) -> Pivots:
    """Go through deals and draws once and keep what every lever needs.

    Parameters
    ----------
    space : Space
    draws : Draws
    pool : Pool
    groupings : sequence of Grouping
    keep : sequence of int
        For whom the pivotal pairs are kept.
    progress : callable, optional
        Told the share done, from 0 to 1.

    Returns
    -------
    Pivots

    Notes
    -----
    O(deals · draws · parties) comparisons, and one step for each pivotal pair and grouping. Memory: 8 bytes ×
    groups × draws for the result, a bit for each
    kept pair, about 2 MB × parties for the work.
    """
    who, deals = len(space.who), len(pool.picks)
    sums, rule = _Sums(space, pool.picks), space.votes
    made = _Sweep(space, pool, groupings, (draws.count, keep))
    for begin in range(0, draws.count, _DRAWS):
        part = slice(begin, min(begin + _DRAWS, draws.count))
        eased = draws.some(part).eased
        begun = [sums.started(p, eased) for p in range(who)]
        room = ceilings(space, eased)[:, None] - eased.walk_away
        never = room < 0
        made.open(part, room)
        for start in range(0, deals, _DEALS):
            some = slice(start, min(start + _DEALS, deals))
            slacks = [sums.slack(p, *begun[p], some) for p in range(who)]
            refuses = [slacks[p] < 0 for p in range(who)]
            for p in range(who):
                refuses[p][pool.refused[some, p]] = True
                refuses[p] |= never[p]
            made.take(some, slacks, refuses, rule.ask(refuses))
        made.close()
        if progress is not None:
            progress(part.stop / draws.count)
    return made.result()


def find_zone_again(space: Space, draws: Draws, pool: Pool, who: int, pivotal: NDArray[np.uint8]) -> Bools:
    """In which draws a pivotal deal suffices one party whose judgements have changed.

    Parameters
    ----------
    space : Space
    draws : Draws
        The changed ones.
    pool : Pool
    who : int
    pivotal : uint8 array (deals, bytes)
        As kept by :func:`find_pivots` for the same deals and as many draws.

    Returns
    -------
    bool array (draws,)
        Without the deals that need no consent of that party.
    """
    sums, hits = _Sums(space, pool.picks), np.zeros(draws.count, bool)
    for begin in range(0, draws.count, _DRAWS):
        part = slice(begin, min(begin + _DRAWS, draws.count))
        eased = draws.some(part).eased
        tables, own = sums.started(who, eased)
        meant = eased.walk_away[who] <= ceilings(space, eased)[who]
        bytes_ = slice(begin // 8, -(-part.stop // 8))
        for start in range(0, len(pool.picks), _DEALS):
            some = slice(start, min(start + _DEALS, len(pool.picks)))
            kept = np.unpackbits(pivotal[some, bytes_], axis=1, count=part.stop - begin).astype(bool)
            hits[part] |= (kept & (sums.slack(who, tables, own, some) >= 0)).any(axis=0)
        hits[part] &= meant
    return hits


class _Sweep:
    """Gathers the results of :func:`find_pivots`, a block of draws at a time."""

    def __init__(
        self, space: Space, pool: Pool, groupings: Sequence[Grouping], size: tuple[int, Sequence[int]]
    ) -> None:
        draws, keep = size
        self.kept = {who: np.zeros((len(pool.picks), -(-draws // 8)), np.uint8) for who in keep}
        self.space, self.pool, self.groupings = space, pool, groupings
        self.best = [np.full((len(one.picks), draws), _NONE) for one in groupings]
        self.free = np.zeros((len(space.who), draws), bool)
        self.zone = np.zeros(draws, bool)
        self.gains = np.zeros((space.parties, len(pool.picks)))
        self.passing: list[Ints] = [np.zeros((2, 0), np.intp)]

    def open(self, part: slice, room: Floats) -> None:
        self.part, self.width, self.room = part, part.stop - part.start, room
        self.block = [np.full(len(one.picks) * self.width, _NONE) for one in self.groupings]

    def take(
        self,
        some: slice,
        slacks: Sequence[Floats],
        refuses: Sequence[Bools],
        ask: Callable[[int], tuple[Ints, Bools | None]],
    ) -> None:
        """Enter one slice of deals in the block."""
        for who, slack in enumerate(slacks):
            flat, free = ask(who)
            if who == 0:
                passes = flat[~refuses[0].reshape(-1)[flat]]
                self._pass(passes if free is None else np.union1d(passes, np.flatnonzero(free)), some)
            if free is not None:
                self.free[who, self.part] |= free.any(axis=0)
            deal, draw = np.divmod(flat, self.width)
            deal += some.start
            if self.pool.refused[some, who].any():
                kept = ~self.pool.refused[deal, who]
                flat, deal, draw = flat[kept], deal[kept], draw[kept]
            if who in self.kept:
                self._keep(who, some, flat)
            self._enter(who, deal, draw, slack.reshape(-1)[flat])

    def _enter(self, who: int, deal: Ints, draw: Ints, values: Floats) -> None:
        """Slacks of the pivotal pairs of one who is asked."""
        if who < self.space.parties:
            gains = values if np.isinf(self.room[who]).all() else np.minimum(values, self.room[who][draw])
            self.gains[who] += np.bincount(deal, gains, minlength=len(self.pool.picks))
        for one, block in zip(self.groupings, self.block, strict=True):
            if one.who == who:
                np.maximum.at(block, one.code[deal] * self.width + draw, values)

    def _keep(self, who: int, some: slice, flat: Ints) -> None:
        pairs = np.zeros((some.stop - some.start) * self.width, bool)
        pairs[flat] = True
        bytes_ = slice(self.part.start // 8, -(-self.part.stop // 8))
        self.kept[who][some, bytes_] = np.packbits(pairs.reshape(-1, self.width), axis=1)

    def _pass(self, flat: Ints, some: slice) -> None:
        deal, draw = np.divmod(flat, self.width)
        self.zone[draw + self.part.start] = True
        deal += some.start
        kept = self.pool.candidates[deal]
        self.passing.append(np.stack((deal[kept], draw[kept] + self.part.start)))

    def close(self) -> None:
        for best, block in zip(self.best, self.block, strict=True):
            best[:, self.part] = block.reshape(-1, self.width)

    def result(self) -> Pivots:
        keys = [(one.who, one.issues, one.columns) for one in self.groupings]
        return Pivots(
            best=dict(zip(keys, self.best, strict=True)),
            free=self.free,
            zone=self.zone,
            passing=np.concatenate(self.passing, axis=1),
            gains=self.gains,
            pivotal=self.kept,
        )
