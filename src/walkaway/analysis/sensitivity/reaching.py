r"""What a few deals leave open, asked of all the others: only pairs of deal and draw that could settle it.

Whether some deal passes, with a judgement as drawn or set to an end, is settled with *yes* by any one deal;
the most acceptable ones settle most of it. Where they do not, another deal can only settle it if it is
pivotal for the party and lies no further below its walk-away than the judgement's move can make up for, its
*reach* (:meth:`~walkaway.analysis.sensitivity.moving.Mover.reach`). Units of neighbouring deals are bounded
first: by the best of the last issues for each who is asked, whatever it is for the others. A bound is never
below the truth, and nobody's acceptance ever turns a deal down, so nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...space import Bools, Picks, Space
from ...space.draws import Draws
from ...space.meter import Meter
from ...space.realised import Realised
from ...space.sweep import Combinations, SweepBlock
from ...space.weights import Floats
from .pivotal import Decided, Grouping, Ints

__all__ = ["find_reaching"]

_NONE = -np.inf
_UNITS, _LEAST, _MOST = 128, 32, 1024
_BOUNDS = 1 << 21
"""Bounds of units in draws that are looked at together."""
_DRAWS = 1024
_MOSTLY = 3
"""A unit that may matter in a third of the draws is looked at in all of them."""
_NEAR = 1e-9
"""By how much of a party's scale more than its reach is looked at: rounding does no harm."""


@dataclass(frozen=True, eq=False)
class _Units:
    """Deals in units of neighbours, which begin where a run begins."""

    space: Space
    listed: Combinations
    slices: tuple[slice, ...]
    first: Ints  # the first run of each

    @classmethod
    def of(cls, space: Space, picks: Picks) -> _Units:
        size = min(_MOST, max(_LEAST, len(picks) // _UNITS))
        listed = Combinations(space, space.joint, picks, size)
        slices = tuple(listed.slices(size))
        return cls(space, listed, slices, np.searchsorted(listed.starts, [one.start for one in slices]))

    def most(self, who: int, real: Realised, table: Floats) -> Floats:
        """No less than the largest slack of any deal of a unit, shape (units, realisations)."""
        own, cluster, heads = (
            real.coefficients[who],
            self.listed.cluster,
            self.listed.picks[self.listed.starts],
        )
        if any(owner == who for owner, _ in cluster.functions):
            return np.full((len(self.slices), real.count), np.inf)
        runs = self.listed.moves(own, slice(0, len(self.listed)), self.listed.starts)
        runs += table.max(axis=0) - real.away[who]
        for feature, owner, mask in cluster.interactions:
            if owner == who and set(mask.touched) <= set(self.listed.first):
                runs[mask.holds(heads, cluster.columns)] += own[feature]
            elif owner == who:
                runs += np.maximum(own[feature], 0.0)
        return np.asarray(np.maximum.reduceat(runs, self.first, axis=0))

    def promising(self, real: Realised, tables: Sequence[Floats], reach: Floats, near: Floats) -> Bools:
        """Which units may hold a deal that matters in which realisation."""
        everyone = range(len(self.space.who))
        most = [self.most(who, real, tables[who]) for who in everyone]
        refuses = [(most[who] < -near[who]) | real.barred[who] for who in everyone]
        ask, found = self.space.votes.pivotal(refuses), np.zeros(most[0].shape, bool)
        for who in everyone:
            if (reach[who] > _NONE).any():
                pivotal, free = ask(who)
                within = most[who] >= -(reach[who] + near[who])
                found |= pivotal & (within if free is None else (within | free & (reach[who] > _NONE)))
        return found

    def blocks(
        self, draws: Draws, which: Ints, reach: Floats, near: Floats
    ) -> Iterator[tuple[SweepBlock, Ints]]:
        """Units, each with the draws, of some, in which it may matter."""
        real = draws.realised(which)
        real = replace(real, coefficients=np.ascontiguousarray(real.coefficients))
        tables = [self.listed.table(own) for own in real.coefficients]
        promising = self.promising(real, tables, reach[:, which], near)
        kinds: dict[tuple[int, int], Floats] = {}
        for unit in np.flatnonzero(promising.any(axis=1)):
            some, deals = np.flatnonzero(promising[unit]), self.slices[unit]
            if len(some) * _MOSTLY > len(which):
                yield SweepBlock(self.listed, real, deals, slice(0, len(which)), tables, kinds), which
            else:
                here = [table[:, some] for table in tables]
                there = slice(0, len(some))
                yield SweepBlock(self.listed, real.some(some), deals, there, here), which[some]


def find_reaching(
    space: Space,
    draws: Draws,
    picks: Picks,
    groupings: Sequence[Grouping],
    reach: Floats,
    *,
    progress: Callable[[float], None] | None = None,
) -> Decided:
    """As :func:`~walkaway.analysis.sensitivity.pivotal.find_decided`, of pairs that can matter alone.

    Parameters
    ----------
    picks : array (deals, issues)
        Ascending.
    reach : array (who, draws)
        How far below its walk-away a deal can matter to one who is asked; minus infinity where none can.

    Returns
    -------
    Decided
        Of deals within reach; what lies beyond is left out.

    Raises
    ------
    UsageError
        Where this would take many minutes, with the number of draws that would not.
    """
    made = Decided(
        {one.key: np.full((len(one.picks), draws.count), _NONE) for one in groupings},
        np.zeros((len(space.who), draws.count), bool), np.zeros(draws.count, bool), {},
    )  # fmt: skip
    near = _NEAR * (np.abs(draws.coefficients).sum(axis=1) + np.abs(draws.walk_away)).max(axis=1)
    open_, meter = np.flatnonzero((reach > _NONE).any(axis=0)), Meter(draws.count)
    units = _Units.of(space, picks)
    step = max(1, min(_DRAWS, _BOUNDS // max(1, len(units.slices))))
    for at in range(0, len(open_) if len(picks) else 0, step):
        for block, part in units.blocks(draws, open_[at : at + step], reach, near):
            _enter(made, block, part, groupings, reach[:, part] + near[:, None])
        meter.at(min(1.0, (at + step) / len(open_)))
        if progress is not None:
            progress(min(1.0, (at + step) / len(open_)))
    if progress is not None:
        progress(1.0)
    return made


def _enter(
    made: Decided, block: SweepBlock, part: Ints, groupings: Sequence[Grouping], reach: Floats
) -> None:
    """Enter the pairs of a block that matter; ``part`` are its draws."""
    space = block.deals.space
    refuses = [~block.accepts(who) for who in range(len(space.who))]
    ask = space.votes.pivotal(refuses)
    for who in range(len(space.who)):
        pivotal, free = ask(who)
        if free is not None:
            made.free[who, part] |= free.any(axis=0)
        if who == 0:
            passes = pivotal & ~refuses[0]
            made.zone[part] |= (passes if free is None else passes | free).any(axis=0)
        own = [one for one in groupings if one.key.who == who]
        if not own or not pivotal.any():
            continue
        lines = block.deals.refused(who, block.some)
        if lines is not None:
            pivotal[lines] = False
        matter = pivotal & block.reaches(who, below=reach[who])
        deal, draw = np.divmod(np.flatnonzero(matter), matter.shape[1])
        slack = _slack_of(block, who, deal, draw)
        for one in own if len(deal) else ():
            places = one.code[block.some.start + deal], part[draw]
            np.maximum.at(made.best[one.key], places, slack)


def _slack_of(block: SweepBlock, who: int, deal: Ints, draw: Ints) -> Floats:
    """Slack of pairs of deal and draw."""
    deals, real = block.deals, block.real
    if any(owner == who for owner, _ in deals.cluster.functions):
        return np.asarray(block.slack(who)[deal, draw])
    worth = deals.worth_of(who, real.coefficients[who], block.some.start + deal, draw)
    return np.asarray(worth - real.away[who, draw])
