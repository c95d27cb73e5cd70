r"""Where one party decides: the deals that pass if it accepts, and how much it would gain or lack.

In one draw a deal is *pivotal* for a party if it passes when that party accepts, whatever it does now. As
long as only judgements of this party move, a deal passes if and only if some pivotal deal has a slack
:math:`v_p(x) - R_p` of 0 or more, or one passes without the party. A moved judgement shifts the slack of
whole groups of deals alike (a certain option, a certain interaction): the largest slack of each group and
draw answers every *what if*. For judgements that shift no group alike the pivotal pairs of deal and draw can
be kept, a bit each (:func:`find_zone_again`). Work is deals × draws × parties.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...space import Bools, Picks, Space
from ...space.draws import Draws
from ...space.sweep import Combinations, Sizes, SweepBlock, blocks
from ...space.weights import Floats

_SIZES = Sizes(realisations=256)
_DENSE = 8
_LONG = 1 << 40
_SMALL = 1 << 16
_NONE = -np.inf

Ints = NDArray[np.intp]


class Key(NamedTuple):
    """Whose deals are put into groups, and what those of a group have in common: options and interactions."""

    who: int
    issues: tuple[int, ...]
    columns: tuple[int, ...]

    def serves(self, need: Key) -> bool:
        """Whether its groups are at least as fine as those of another."""
        return (
            self.who == need.who and {*need.issues} <= {*self.issues} and {*need.columns} <= {*self.columns}
        )


@dataclass(frozen=True, eq=False)
class Grouping:
    """Deals in groups that a move shifts alike."""

    key: Key
    code: Ints  # group of each deal
    picks: Picks  # of each group, on the issues of the key
    held: Bools  # by each group, of the columns of the key

    def some(self, rows: Ints) -> Grouping:
        """The same groups of some of the deals."""
        return replace(self, code=self.code[rows])


@dataclass(frozen=True, eq=False)
class Decided:
    """What a sweep over deals and draws found of the pivotal deals.

    ``best`` is the largest slack of each group and draw, before the cap, minus infinity where there is none;
    ``free`` (who, draws) whether some deal passes without one; ``zone`` (draws,) whether one passes;
    ``pivotal`` for those asked for the pivotal pairs, eight draws a byte.
    """

    best: dict[Key, Floats]
    free: Bools
    zone: Bools
    pivotal: dict[int, NDArray[np.uint8]]

    def joined(self, other: Decided) -> Decided:
        """What was found of these deals and of others; without pairs."""
        best = {key: np.maximum(best, other.best[key]) for key, best in self.best.items()}
        return Decided(best, self.free | other.free, self.zone | other.zone, {})


def held_by(space: Space, picks: Picks, columns: Sequence[int]) -> Bools:
    """Which deals lie in the patterns of some added points, shape (deals, columns)."""
    masks = {feature: mask for feature, _, mask in space.joint.interactions}
    held = [masks[column].holds(picks, space.joint.columns) for column in columns]
    return np.array(held, bool).reshape(len(held), len(picks)).T


def group_deals(space: Space, picks: Picks, key: Key, *, long: int = _LONG) -> Grouping:
    """Put deals into groups; codes beyond a long number are counted anew."""
    common = np.concatenate(
        [picks[:, list(key.issues)], held_by(space, picks, key.columns)], axis=1, dtype=np.intp
    )
    number = np.zeros(len(common), np.int64)
    for column in common.T:
        number = number * (int(column.max(initial=0)) + 1) + column
        if int(number.max(initial=0)) > long:  # count anew, in the same order
            number = np.unique(number, return_inverse=True)[1].astype(np.int64)
    first, code = _numbered(number)
    groups, cut = common[first], len(key.issues)
    return Grouping(key, code, groups[:, :cut], groups[:, cut:].astype(bool))


def _numbered(number: NDArray[np.int64]) -> tuple[Ints, Ints]:
    """Where each number stands first, by size; and which of them stands at each place."""
    size = int(number.max(initial=0)) + 1
    if size > max(_SMALL, len(number)):
        _, first, code = np.unique(number, return_index=True, return_inverse=True)
        return first, code.reshape(-1)
    place = np.full(size, -1, np.intp)
    place[number[::-1]] = np.arange(len(number))[::-1]
    used = place >= 0
    return place[used], (np.cumsum(used) - 1)[number]


def find_decided(
    space: Space,
    draws: Draws,
    picks: Picks,
    groupings: Sequence[Grouping],
    *,
    keep: Sequence[int] = (),
    sizes: Sizes = _SIZES,
    progress: Callable[[float], None] | None = None,
) -> Decided:
    """Go through deals and draws once; for those in ``keep`` the pivotal pairs are kept, a bit each."""
    assert sizes.realisations % 8 == 0 or not keep, "kept pairs are eight draws a byte"
    made = _Gathered(space, groupings, (len(picks), draws.count), keep)
    for block in blocks(space, draws, picks, sizes=sizes, progress=progress):
        made.take(block)
    return made.result()


def _bytes(block: SweepBlock) -> slice:
    return slice(block.part.start // 8, -(-block.part.stop // 8))


def find_zone_again(space: Space, draws: Draws, picks: Picks, who: int, pivotal: NDArray[np.uint8]) -> Bools:
    """In which changed draws a pivotal deal suffices one party; of the deals and draws of the pairs kept."""
    hits = np.zeros(draws.count, bool)
    for block in blocks(space, draws, picks, sizes=_SIZES):
        kept = np.unpackbits(pivotal[block.some, _bytes(block)], axis=1, count=block.shape[1]).astype(bool)
        hits[block.part] |= (kept & block.accepts(who)).any(axis=0)
    return hits


class _Tops:
    """The largest slack of one who is asked, in each group, in one block of draws."""

    def __init__(self, listed: Combinations, groupings: Sequence[Grouping]) -> None:
        first, last = set(listed.first), set(listed.last)
        self.groupings = groupings
        plain = {k: {*one.key.issues} for k, one in enumerate(groupings) if not one.key.columns}
        self.first = [k for k, issues in plain.items() if first >= issues]
        self.last = [k for k, issues in plain.items() if last >= issues and k not in self.first]
        self.mixed = [k for k in range(len(groupings)) if k not in self.first and k not in self.last]
        self.rows = int(listed.at.max(initial=0)) + 1
        self.used, place = np.unique(listed.at, return_index=True)
        self.codes = {k: groupings[k].code[place] for k in self.last}

    def open(self, width: int) -> None:
        """Begin a block of draws."""
        self.width = width
        self.table = np.full((self.rows, width), _NONE)
        self.best = [np.full((len(one.picks), width), _NONE) for one in self.groupings]

    def many(self, block: SweepBlock, slack: Floats, pivotal: Bools) -> None:
        """Enter a block most of which is pivotal, and whose runs are long; what is not is overwritten."""
        deals, runs = block.deals, block.deals.runs(block.some)
        np.copyto(slack, _NONE, where=~pivotal)
        for begin, end in zip(runs, np.append(runs[1:], len(slack)), strict=True):
            if self.first:
                top, deal = slack[begin:end].max(axis=0), block.some.start + begin
                for k in self.first:
                    best = self.best[k][self.groupings[k].code[deal]]
                    np.maximum(best, top, out=best)
            if self.last:
                at = deals.at[block.some][begin:end]
                rows = slice(at[0], at[-1] + 1) if at[-1] - at[0] == len(at) - 1 else at
                self.table[rows] = np.maximum(self.table[rows], slack[begin:end])
        if self.mixed:
            self.few(block, slack, np.flatnonzero(pivotal), self.mixed)

    def few(self, block: SweepBlock, slack: Floats, flat: Ints, some: Sequence[int] | None = None) -> None:
        """Enter the pivotal pairs of a block one by one."""
        deal, draw = np.divmod(flat, self.width)
        deal += block.some.start
        values = slack.reshape(-1)[flat]
        for k in range(len(self.groupings)) if some is None else some:
            np.maximum.at(self.best[k].reshape(-1), self.groupings[k].code[deal] * self.width + draw, values)

    def close(self) -> list[Floats]:
        """The largest slacks of the block, a grouping each, shape (groups, draws)."""
        for k, code in self.codes.items():
            order = np.argsort(code, kind="stable")
            starts = np.flatnonzero(np.diff(code[order], prepend=-1))
            tops, there = (
                np.maximum.reduceat(self.table[self.used[order]], starts, axis=0),
                code[order][starts],
            )
            self.best[k][there] = np.maximum(self.best[k][there], tops)
        return self.best


class _Gathered:
    """Gathers the results of :func:`find_decided`, a block at a time."""

    def __init__(
        self, space: Space, groupings: Sequence[Grouping], shape: tuple[int, int], keep: Sequence[int]
    ) -> None:
        deals, draws = shape
        self.kept = {who: np.zeros((deals, -(-draws // 8)), np.uint8) for who in keep}
        self.space, self.groupings = space, groupings
        self.best = [np.full((len(one.picks), draws), _NONE) for one in groupings]
        self.free = np.zeros((len(space.who), draws), bool)
        self.zone = np.zeros(draws, bool)
        self.tops: list[_Tops] = []
        self.part = slice(0, 0)

    def take(self, block: SweepBlock) -> None:
        """Enter one block."""
        if block.part != self.part:
            self._open(block)
        slacks = [block.slack(who) for who in range(len(self.space.who))]
        refuses = [~block.accepts(who, slack) for who, slack in enumerate(slacks)]
        ask = self.space.votes.pivotal(refuses)
        for who, slack in enumerate(slacks):
            pivotal, free = ask(who)
            if who == 0:
                passes = pivotal & ~refuses[0]
                self.zone[block.part] |= (passes if free is None else passes | free).any(axis=0)
            if free is not None:
                self.free[who, block.part] |= free.any(axis=0)
            lines = block.deals.refused(who, block.some)
            if lines is not None:
                pivotal[lines] = False
            if who in self.kept:
                self.kept[who][block.some, _bytes(block)] = np.packbits(pivotal, axis=1)
            self._enter(block, who, pivotal, slack)

    def _open(self, block: SweepBlock) -> None:
        """Begin a block of draws."""
        if not self.tops:
            of = [[one for one in self.groupings if one.key.who == who] for who in range(len(self.space.who))]
            self.tops = [_Tops(block.deals, some) for some in of]
        else:
            self._close()
        self.part = block.part
        for tops in self.tops:
            tops.open(block.shape[1])

    def _enter(self, block: SweepBlock, who: int, pivotal: Bools, slack: Floats) -> None:
        """Slacks of the pivotal pairs of one who is asked."""
        many = int(np.count_nonzero(pivotal)) if self.tops[who].groupings else 0
        slack = block.on_scale(who, slack) if many else slack
        if many * _DENSE > pivotal.size and len(block.deals.runs(block.some)) * _DENSE <= len(pivotal):
            self.tops[who].many(block, slack, pivotal)
        elif many:
            self.tops[who].few(block, slack, np.flatnonzero(pivotal))

    def _close(self) -> None:
        found = [iter(tops.close()) for tops in self.tops]
        for best, one in zip(self.best, self.groupings, strict=True):
            best[:, self.part] = next(found[one.key.who])

    def result(self) -> Decided:
        if self.tops:
            self._close()
        best = {one.key: found for one, found in zip(self.groupings, self.best, strict=True)}
        return Decided(best, self.free, self.zone, self.kept)
