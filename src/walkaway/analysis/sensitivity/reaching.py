r"""What a few deals leave open, asked of all the others: only pairs of deal and draw that could settle it.

Whether some deal passes, with a judgement as drawn or set to an end, is settled with *yes* by any one deal;
the most acceptable ones settle most of it. Where they do not, another deal can only settle it if it is
pivotal for the party and lies no further below its walk-away than the judgement's move can make up for, its
*reach* (:meth:`~walkaway.analysis.sensitivity.moving.Mover.reach`). Runs of deals that agree on the first
issues are bounded first: by the best of the last issues for each who is asked, whatever it is for the others.
A bound is never below the truth, and nobody's acceptance ever turns a deal down, so nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import numpy as np

from ...space import Bools, Picks, Space
from ...space.draws import Draws
from ...space.meter import Meter
from ...space.realised import Realised
from ...space.sweep import Combinations, RunPoints
from ...space.weights import Floats
from .pivotal import Decided, Grouping, Ints, find_decided

_NONE = -np.inf
_LEAST, _MOST, _RUNS = 128, 1024, 2048
_FILLED = 3
"""A table stands for no more than so many times the deals there are."""
_BOUNDS, _TABLE, _PAIRS = 1 << 21, 1 << 16, 1 << 17
"""Bounds of runs in draws, numbers of a table in draws, and deals in draws that are looked at together."""
_NEAR = 1e-9
"""By how much of a party's scale more than its reach is looked at: rounding does no harm."""


class _Runs:
    """Deals in runs that agree on the first issues, each with a place in the table of the last."""

    def __init__(self, space: Space, picks: Picks) -> None:
        self.space, size = space, min(_MOST, max(_LEAST, len(picks) // _RUNS))
        while True:
            self.listed = Combinations(space, space.joint, picks, size)
            self.width = int(np.prod(space.joint.shape[len(self.listed.first) :], dtype=int))
            if len(self.listed.starts) * self.width <= _FILLED * len(picks) or self.width == 1:
                break
            size = self.width - 1
        self.points = [self.listed.points(who) for who in range(len(space.who))]

    @cached_property
    def deals(self) -> Ints:
        """The deal of each run and place, shape (runs, places); -1 where there is none."""
        found = np.full((len(self.listed.starts), self.width), -1, np.intp)
        run = np.repeat(np.arange(len(found)), np.diff(np.append(self.listed.starts, len(self.listed))))
        found[run, self.listed.at] = np.arange(len(self.listed))
        return found

    @cached_property
    def refused(self) -> list[Bools | None]:
        """Which of them cross a red line of whom; None where one has none."""
        every = [self.listed.refused(who, slice(0, len(self.listed))) for who in range(len(self.space.who))]
        return [None if lines is None else lines[self.deals] for lines in every]


class _RunWorth:
    """What the runs are worth to one who is asked, in some draws."""

    def __init__(self, runs: _Runs, who: int, points: RunPoints, real: Realised) -> None:
        own, listed = real.coefficients[who], runs.listed
        base, kinds = listed.table(own), np.unique(points.kinds)
        tables = [points.table(base, own, int(kind)) for kind in kinds]
        self.draws, self.kind = real.count, np.searchsorted(kinds, points.kinds)
        self.table = np.concatenate([np.ascontiguousarray(table.T) for table in tables])
        heads = listed.moves(own, slice(0, len(listed)), listed.starts)
        self.lacks = real.away[who] - points.moved(heads, own, slice(None))
        self.most = np.stack([table.max(axis=0) for table in tables])[self.kind] - self.lacks

    def values(self, run: Ints, draw: Ints) -> Floats:
        """What the table adds in pairs of run and draw, shape (pairs, places)."""
        return self.table.take(self.kind[run] * self.draws + draw, axis=0)


class _Reaching:
    """Goes through pairs of run and draw, some draws at a time."""

    def __init__(self, runs: _Runs, groupings: Sequence[Grouping], made: Decided, near: Floats) -> None:
        self.runs, self.made, self.near, self.space = runs, made, near, runs.space
        self.groupings = [[one for one in groupings if one.key.who == who] for who in range(len(near))]

    def take(self, draws: Draws, which: Ints, points: Sequence[RunPoints], reach: Floats) -> None:
        """Enter some draws; ``reach`` is theirs."""
        real = draws.realised(which)
        parts = [_RunWorth(self.runs, who, own, real) for who, own in enumerate(points)]
        reach = reach + self.near[:, None]
        for run, draw in self._promising(real, parts, reach):
            self._enter(real, which, parts, (run, draw), reach[:, draw])

    def _promising(
        self, real: Realised, parts: Sequence[_RunWorth], reach: Floats
    ) -> Iterator[tuple[Ints, Ints]]:
        """Pairs of run and draw that may hold a deal that matters."""
        refuses = [
            (part.most < -near) | real.barred[who]
            for who, (part, near) in enumerate(zip(parts, self.near, strict=True))
        ]
        ask, found = self.space.votes.pivotal(refuses), np.zeros(refuses[0].shape, bool)
        for who, part in enumerate(parts):
            if (reach[who] > _NONE).any():
                pivotal, free = ask(who)
                within = part.most >= -reach[who]
                found |= pivotal & (within if free is None else within | free & (reach[who] > _NONE))
        run, draw = np.divmod(np.flatnonzero(found), real.count)
        step = max(1, _PAIRS // self.runs.width)
        for at in range(0, len(run), step):
            yield run[at : at + step], draw[at : at + step]

    def _enter(
        self, real: Realised, which: Ints, parts: Sequence[_RunWorth], pairs: tuple[Ints, Ints], reach: Floats
    ) -> None:
        """Enter the deals of some pairs of run and draw."""
        (run, draw), made = pairs, self.made
        deals, place = self.runs.deals[run], which[draw]
        there = deals >= 0
        values = [part.values(run, draw) for part in parts]
        lacks = [part.lacks[run, draw] for part in parts]
        lines = [None if refused is None else refused[run] for refused in self.runs.refused]
        refuses, barred = [], real.barred
        for who, (worth, least) in enumerate(zip(values, lacks, strict=True)):
            no, refused = worth < least[:, None], lines[who]
            if barred[who].any():
                no |= barred[who, draw][:, None]
            refuses.append(no if refused is None else no | refused)
        ask = self.space.votes.pivotal(refuses)
        for who, groupings in enumerate(self.groupings):
            pivotal, free = ask(who)
            pivotal = pivotal & there
            if free is not None:
                free = free & there
                made.free[who, place[free.any(axis=1)]] = True
            if who == 0:
                passes = pivotal & ~refuses[0]
                made.zone[place[(passes if free is None else passes | free).any(axis=1)]] = True
            refused = lines[who]
            if refused is not None:
                pivotal &= ~refused
            if not groupings or not pivotal.any():
                continue
            matter = pivotal & (values[who] >= (lacks[who] - reach[who])[:, None])
            pair, at = np.divmod(np.flatnonzero(matter), matter.shape[1])
            slack, deal = values[who][pair, at] - lacks[who][pair], deals[pair, at]
            for one in groupings if len(pair) else ():
                np.maximum.at(made.best[one.key], (one.code[deal], place[pair]), slack)


def find_reaching(
    space: Space,
    draws: Draws,
    picks: Picks,
    groupings: Sequence[Grouping],
    reach: Floats,
    *,
    progress: Callable[[float], None] | None = None,
) -> Decided:
    """As :func:`~walkaway.analysis.sensitivity.pivotal.find_decided`, of pairs that can matter.

    Parameters
    ----------
    picks : array (deals, issues)
        Ascending.
    reach : array (who, draws)
        How far below its walk-away a deal can matter to one who is asked; minus infinity where none can.

    Returns
    -------
    Decided
        Of deals within reach; of what lies beyond, only what is at hand.

    Raises
    ------
    UsageError
        Where this would take many minutes, with the number of draws that would not.
    """
    made = Decided(
        {one.key: np.full((len(one.picks), draws.count), _NONE) for one in groupings},
        np.zeros((len(space.who), draws.count), bool), np.zeros(draws.count, bool), {},
    )  # fmt: skip
    wanted = np.flatnonzero((reach > _NONE).any(axis=0))
    if not len(picks) or not len(wanted):
        if progress is not None:
            progress(1.0)
        return made
    runs = _Runs(space, picks)
    points = [own for own in runs.points if own is not None]
    if len(points) < len(space.who) or draws.whole is not None:  # no sums of a run and its table, or integers
        some = find_decided(space, draws.some(wanted), picks, groupings, progress=progress)
        for key, best in some.best.items():
            made.best[key][:, wanted] = best
        made.free[:, wanted], made.zone[wanted] = some.free, some.zone
        return made
    near = _NEAR * (np.abs(draws.coefficients).sum(axis=1) + np.abs(draws.walk_away)).max(axis=1)
    search, meter = _Reaching(runs, groupings, made, near), Meter(draws.count)
    step = max(1, min(_BOUNDS // len(runs.listed.starts), _TABLE // runs.width))
    for at in range(0, len(wanted), step):
        which = wanted[at : at + step]
        search.take(draws, which, points, reach[:, which])
        meter.at(min(1.0, (at + step) / len(wanted)))
        if progress is not None:
            progress(min(1.0, (at + step) / len(wanted)))
    return made
