"""The one evaluator: what deals are worth, who accepts them and which pass, in many realisations at once.

The combinations of the last issues, about a thousand, are added up once for a block of realisations; a run of
deals that agree on the first issues is that table, moved. A deal is accepted where it is worth at least the
walk-away, the walk-away does not lie above the cap, and no red line is crossed; draws carry the one tolerance
in their numbers (:func:`~walkaway.space.values.raised`). ``walkaway.certify`` says the same one deal at a
time, in fractions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .clusters import Cluster
from .draws import Draws
from .factored import Space
from .masks import Bools, Picks
from .meter import MOST_SECONDS, Meter
from .realised import Realised
from .weights import Floats

Progress = Callable[[float], None]

_LONG = 8
"""A run of deals is long where it has, on average, so many."""
_ROOM = 1 << 26
"""Most bytes for which interactions each combination has."""


class Sizes(NamedTuple):
    """The most that is looked at together: realisations, deals, and combinations of the last issues."""

    realisations: int = 512
    deals: int = 1024
    table: int = 1024


class Combinations:
    """Some combinations of the options of some issues, and what each is worth.

    In runs of equal first issues where work shall be saved; ``table`` is the most of the last issues.
    """

    def __init__(self, space: Space, cluster: Cluster, picks: Picks, table: int = Sizes().table) -> None:
        self.space, self.cluster, self.picks = space, cluster, picks
        cut, size = len(cluster.issues), 1
        while cut > 0 and size * cluster.shape[cut - 1] <= min(table, len(picks)):
            cut -= 1
            size *= cluster.shape[cut]
        self.first, self.last = cluster.issues[:cut], cluster.issues[cut:]
        self.at = np.zeros(len(picks), np.intp)
        if self.last:
            self.at = np.ravel_multi_index(tuple(picks[:, cut:].T), cluster.shape[cut:])
        starts = (picks[1:, :cut] != picks[:-1, :cut]).any(axis=1)
        self.starts = np.append(0, np.flatnonzero(starts) + 1)
        self.jumps = np.append(0, np.cumsum(np.diff(self.at) != 1))  # alike where rows follow in the table
        self.masks = {feature: mask for feature, _, mask in cluster.interactions}
        self.held: dict[int, Bools] = {}
        self.moving = {owner for _, owner, _ in cluster.interactions} | {o for o, _ in cluster.functions}
        self._runs: dict[int, RunPoints | None] = {}

    def __len__(self) -> int:
        return len(self.picks)

    def some(self, rows: NDArray[np.intp]) -> Combinations:
        """Some of the rows, with what is known of their interactions."""
        left = Combinations(self.space, self.cluster, self.picks.T.take(rows, axis=1).T)
        left.held = {feature: holds[rows] for feature, holds in self.held.items()}
        return left

    def slices(self, most: int) -> Iterator[slice]:
        """All rows in slices of at most so many, between runs where that is possible."""
        begin = 0
        while begin < len(self):
            end = min(begin + most, len(self))
            if end < len(self):
                run = int(self.starts[np.searchsorted(self.starts, end, side="right") - 1])
                end = run if run > begin else end
            yield slice(begin, end)
            begin = end

    def table(self, own: NDArray[Any]) -> NDArray[Any]:
        """Sums over the last issues, by the coefficients (features, realisations) of one who is asked."""
        total = np.zeros((1, own.shape[1]), own.dtype)
        for issue in self.last:
            begin = self.space.first[issue]
            part = own[begin : begin + len(self.space.options[issue])]
            total = (total[:, None] + part[None]).reshape(-1, own.shape[1])
        return total

    def runs(self, some: slice) -> NDArray[np.intp]:
        """Where in a slice a run begins."""
        if some.stop - some.start == len(self):
            return self.starts
        begin, end = np.searchsorted(self.starts, (some.start + 1, some.stop))
        return np.append(0, self.starts[begin:end] - some.start)

    def moves(self, own: NDArray[Any], some: slice, runs: NDArray[np.intp]) -> NDArray[Any]:
        """Sums over the first issues, shape (runs, realisations)."""
        total = np.zeros((len(runs), own.shape[1]), own.dtype)
        for column, issue in enumerate(self.first):
            total += own.take(self.space.first[issue] + self.picks[some.start + runs, column], axis=0)
        return total

    def points(self, who: int) -> RunPoints | None:
        """The interactions of one who is asked, run by run; None where they are too many, or functions."""
        if who not in self._runs:
            self._runs[who] = run_points(self, who)
        return self._runs[who]

    def worth(
        self, who: int, own: NDArray[Any], some: slice | None = None, table: NDArray[Any] | None = None
    ) -> NDArray[Any]:
        """Values for one who is asked, by its coefficients (features, realisations), before its cap.

        Shape (rows, realisations); ``table`` is :meth:`table` of the same coefficients, if at hand.
        """
        some = slice(0, len(self)) if some is None else some
        total = (self.table(own) if table is None else table).take(self.at[some], axis=0)
        if self.first and len(total):
            runs = self.runs(some)
            moves = self.moves(own, some, runs)
            if len(runs) * _LONG > len(total):
                total += np.repeat(moves, np.diff(np.append(runs, len(total))), axis=0)
            else:
                for begin, end, by in zip(runs, np.append(runs[1:], len(total)), moves, strict=True):
                    total[begin:end] += by
        if who in self.moving:
            self._add(who, own, some, total)
        return total

    def worth_of(
        self, who: int, own: NDArray[Any], rows: NDArray[np.intp], n: NDArray[np.intp]
    ) -> NDArray[Any]:
        """The same for pairs of row and realisation, without functions; sums in the same order."""
        picks = self.picks[rows]
        parts = []
        for issues in (self.last, self.first):
            part = np.zeros(len(rows), own.dtype)
            for issue in issues:
                part += own[self.space.first[issue] + picks[:, self.cluster.columns[issue]], n]
            parts.append(part)
        total = parts[0] + parts[1]
        for feature, owner, mask in self.cluster.interactions:
            if owner == who:
                at = np.flatnonzero(mask.holds(picks, self.cluster.columns))
                total[at] += own[feature, n[at]]
        return total

    def _add(self, who: int, own: NDArray[Any], some: slice, total: NDArray[Any]) -> None:
        """Add what interactions and functions of one are worth."""
        for feature, owner, _ in self.cluster.interactions:
            if owner == who:
                total[self._held(feature, some)] += own[feature]
        for owner, node in self.cluster.functions:
            if owner == who:
                columns = np.ascontiguousarray(own.T)
                total += node.added(columns, self.picks[some], self.cluster.columns).T

    def _held(self, feature: int, some: slice) -> Bools:
        """Which rows have an interaction; remembered while all of them take little room."""
        if len(self) * len(self.cluster.interactions) > _ROOM:
            return self.masks[feature].holds(self.picks[some], self.cluster.columns)
        if feature not in self.held:
            self.held[feature] = self.masks[feature].holds(self.picks, self.cluster.columns)
        return self.held[feature][some]

    def refused(self, who: int, some: slice) -> Bools | None:
        """Which rows cross a red line of one who is asked; None where it has none."""
        if all(owner != who for owner, _ in self.cluster.red_lines):
            return None
        return self.cluster.refused(self.picks[some], who)


_MOST_KINDS = 3
"""Most interactions of one who is asked that hold in some deals of a run and not in others."""


@dataclass(frozen=True, eq=False)
class RunPoints:
    """Interactions of one who is asked: of whole runs, or of some rows of the table in some runs."""

    whole: list[tuple[int, Bools]]  # features, and which runs have them
    parted: list[tuple[int, Bools]]  # features, and in which rows of the table they hold where a run has them
    kinds: NDArray[np.intp]  # of each run the sum of 2^k, where it has the k-th of those

    def moved(self, moves: NDArray[Any], own: NDArray[Any], runs: slice) -> NDArray[Any]:
        """What some runs add to their table."""
        for feature, held in self.whole:
            moves[held[runs]] += own[feature]
        return moves

    def table(self, table: NDArray[Any], own: NDArray[Any], kind: int) -> NDArray[Any]:
        """The table of a kind of run."""
        some = [one for k, one in enumerate(self.parted) if kind >> k & 1]
        if some:
            table = table.copy()
        for feature, rows in some:
            table[rows] += own[feature]
        return table


def run_points(deals: Combinations, who: int) -> RunPoints | None:
    """The interactions of one who is asked, taken apart; None where that cannot be, or would not help."""
    cluster, first = deals.cluster, set(deals.first)
    if any(owner == who for owner, _ in cluster.functions):
        return None
    shape = tuple(cluster.shape[len(deals.first) :])
    rows = (
        np.stack(np.unravel_index(np.arange(math.prod(shape)), shape)).T if shape else np.zeros((1, 0), int)
    )
    heads = deals.picks[deals.starts]
    whole: list[tuple[int, Bools]] = []
    parted: list[tuple[int, Bools]] = []
    kinds = np.zeros(len(heads), np.intp)
    of_rows = {issue: column for column, issue in enumerate(deals.last)}
    for feature, owner, mask in cluster.interactions:
        if owner != who:
            continue
        if set(mask.touched) <= first:
            whole.append((feature, mask.holds(heads, cluster.columns)))
            continue
        both = mask.parted(first)
        if both is None or len(parted) == _MOST_KINDS:
            return None
        kinds += both[0].holds(heads, cluster.columns).astype(np.intp) << len(parted)
        parted.append((feature, both[1].holds(rows, of_rows)))
    return RunPoints(whole, parted, kinds)


@dataclass(frozen=True, eq=False)
class SweepBlock:
    """Some deals in some realisations."""

    deals: Combinations  # of all issues
    real: Realised  # the realisations of the block
    some: slice  # which deals, and which realisations of all that are gone through
    part: slice
    tables: list[NDArray[Any]]  # :meth:`Combinations.table` of each who
    # tables with the interactions that some runs have, by who and kind of run; filled as they are asked for
    kinds: dict[tuple[int, int], NDArray[Any]] = field(default_factory=dict)

    @cached_property
    def shape(self) -> tuple[int, int]:
        """Deals and realisations."""
        return self.some.stop - self.some.start, self.real.count

    def slack(self, who: int) -> NDArray[Any]:
        """Value less walk-away, before the cap, shape (deals, realisations)."""
        worth = self.deals.worth(who, self.real.coefficients[who], self.some, self.tables[who])
        worth -= self.real.away[who]
        return worth

    def on_scale(self, who: int, slack: NDArray[Any]) -> NDArray[Any]:
        """Slack on the own scale of one who is asked; integers are compared as they stand."""
        return slack if self.real.units is None else self.real.on_scale(who, slack)

    def reaches(self, who: int, slack: NDArray[Any] | None = None, below: NDArray[Any] | float = 0) -> Bools:
        """Where a deal is worth the walk-away less ``below``, before the cap, shape (deals, realisations)."""
        runs, points = self.deals.runs(self.some), None
        if slack is None and len(runs) * _LONG <= self.shape[0]:
            points = self.deals.points(who)
        if points is not None:
            return self._compared(who, runs, points, below)
        return np.asarray((self.slack(who) if slack is None else slack) >= -below)

    def accepts(self, who: int, slack: NDArray[Any] | None = None) -> Bools:
        """Whether one accepts, shape (deals, realisations); from its slack, if that is at hand."""
        certain = self.real.certain
        if certain is not None and who in certain.who:
            own = self.deals.space.enough(certain.values, self.deals.picks[self.some], who)
            yes = np.repeat(own[:, None], self.real.count, axis=1)
        else:
            yes = self.reaches(who, slack)
        lines, barred = self.deals.refused(who, self.some), self.real.barred[who]
        if lines is not None:
            yes[lines] = False
        if barred.any():
            yes[:, barred] = False
        return yes

    def _compared(
        self, who: int, runs: NDArray[np.intp], points: RunPoints, below: NDArray[Any] | float
    ) -> Bools:
        """Compare the table with what a run lacks, so that no sum is written down."""
        own, deals = self.real.coefficients[who], self.deals
        at, jumps = deals.at[self.some], deals.jumps[self.some]
        number = slice(
            begin := int(np.searchsorted(deals.starts, self.some.start, "right")) - 1, begin + len(runs)
        )
        lacks = self.real.away[who] - below - points.moved(deals.moves(own, self.some, runs), own, number)
        yes = np.empty(self.shape, bool)
        ends, kinds = np.append(runs[1:], len(at)), points.kinds[number]
        for begin, end, kind, least in zip(runs, ends, kinds.tolist(), lacks, strict=True):
            if (who, kind) not in self.kinds:
                self.kinds[who, kind] = points.table(self.tables[who], own, kind)
            table, whole = self.kinds[who, kind], jumps[begin] == jumps[end - 1]
            rows = table[at[begin] : at[end - 1] + 1] if whole else table.take(at[begin:end], axis=0)
            np.greater_equal(rows, least, out=yes[begin:end])
        return yes

    def passes(self, *, ratified: bool = True) -> Bools:
        """Whether the agreement rule is met, shape (deals, realisations)."""
        space = self.deals.space
        return space.votes.joined(self.accepts, len(space.who) if ratified else None)


def blocks(
    space: Space,
    real: Draws | Realised,
    picks: Picks,
    *,
    sizes: Sizes = Sizes(),  # noqa: B008 - it is frozen
    seconds: float = MOST_SECONDS,
    progress: Progress | None = None,
) -> Iterator[SweepBlock]:
    """Go through deals and realisations, realisations first; memory is that of a block, and 8 bytes a deal.

    Ascending deals, as :meth:`Cluster.chunks` gives them, save work. A UsageError where that would take
    many more ``seconds`` of a processor, with the number of draws that would not.
    """
    meter = Meter(real.count, seconds)
    listed = Combinations(space, space.joint, picks, sizes.table)
    slices = list(listed.slices(sizes.deals))
    for begin in range(0, real.count, sizes.realisations):
        part = slice(begin, min(begin + sizes.realisations, real.count))
        here = real.realised(part)
        here = replace(here, coefficients=np.ascontiguousarray(here.coefficients))
        tables = [listed.table(own) for own in here.coefficients]
        kinds: dict[tuple[int, int], NDArray[Any]] = {}
        for number, some in enumerate(slices, 1):
            yield SweepBlock(listed, here, some, part, tables, kinds)
            share = (begin + (part.stop - begin) * number / len(slices)) / real.count
            meter.at(share)
            if progress is not None:
                progress(share)


def values_of(space: Space, draws: Draws, picks: Picks) -> Floats:
    """Values of a few deals in every draw, shape (deals, who, draws)."""
    values = np.zeros((len(picks), len(space.who), draws.count))
    each = range(len(space.who))
    for who, worth in zip(each, worth_to_each(space, draws, picks, each), strict=True):
        values[:, who] = worth
    return values


def worth_to_each(space: Space, draws: Draws, picks: Picks, each: Sequence[int]) -> Iterator[Floats]:
    """The same for some who are asked, one by one, (deals, draws); (deals, 1) where nothing is drawn."""
    deals, whole = Combinations(space, space.joint, picks), draws.whole
    for who in each:
        if whole is not None:
            yield whole.on_scale(who, whole.worth(who, deals.worth(who, whole.coefficients[who])))
            continue
        worth = deals.worth(who, draws.coefficients[who])
        yield worth if draws.caps is None else np.minimum(worth, draws.caps[who], out=worth)


def gains_of(space: Space, draws: Draws, picks: Picks) -> Floats:
    """What a few deals are worth to each above walking away, in every draw; none where the two are level.

    Level is what comparisons take for it (:func:`walkaway.space.values.raised`): 0.1 and 0.2 are worth 0.3.
    """
    if draws.whole is not None:
        exact = _gains(space, draws.whole, picks)
        return np.broadcast_to(exact[..., None], (*exact.shape, draws.count))
    near = draws.eases * (values_of(space, draws.sizes, picks) + np.abs(draws.walk_away))
    gains = values_of(space, draws, picks) - draws.walk_away
    return np.where(np.abs(gains) <= near, 0.0, gains)


def _gains(space: Space, whole: Realised, picks: Picks) -> Floats:
    """The same of a realisation in integers, shape (deals, who)."""
    deals, gains = Combinations(space, space.joint, picks), np.zeros((len(picks), len(space.who)))
    for who, own in enumerate(whole.coefficients):
        worth = whole.worth(who, deals.worth(who, own))
        gains[:, who] = whole.on_scale(who, worth - whole.away[who])[:, 0]
    return gains


def accepted(space: Space, draws: Draws, picks: Picks) -> Bools:
    """Who accepts which of a few deals in which draw, shape (deals, who, draws)."""
    yes = np.zeros((len(picks), len(space.who), draws.count), bool)
    for block in blocks(space, draws, picks):
        for who in range(len(space.who)):
            yes[block.some, who, block.part] = block.accepts(who)
    return yes
