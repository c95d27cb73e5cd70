r"""What to find out first: how much better the decision would be if one judgement were known.

The decision is which deal to propose, or to walk away. *A mediator* wants a signature: a proposal is worth 1
in the draws in which it passes, else 0. *A party* wants value: its gain :math:`v_p(x) - R_p` in the draws in
which all the others let the deal pass, else 0, as walking away is. Knowing :math:`\theta` first is worth

.. math:: \mathrm{EVPPI}(\theta) = E_\theta\bigl[\max_x E[u(x) \mid \theta]\bigr] - \max_x E[u(x)].

Draws are put in about :math:`N^{1/3}` bins by the rank of :math:`\theta`; in each the best deal is chosen on
four fifths of the draws and judged on the other fifth, in turn, and so is the one deal for all bins
(cross-fitting): free of the optimism of choosing and judging on the same draws, low rather than high.
``optimistic`` chooses and judges on all draws; the truth is seldom outside the two by more than the error.
A bin is blind to a chance much smaller than itself: bins down to an eighth as wide are cross-fitted too, and
by how much the best of them finds more is part of the error; so is what is found in a single one of them, of
the narrowest, as nowhere else.
Where only one judgement varies, knowing it is knowing everything: no bins, each draw has its own best deal.

References
----------
Raiffa and Schlaifer (1961), *Applied Statistical Decision Theory*. Strong and Oakley (2013), *An
efficient method for computing single-parameter partial expected value of perfect information* (one judgement,
by ordering and binning one sample). Strong, Oakley and Brennan (2014), *Estimating multiparameter partial
expected value of perfect information from a probabilistic sensitivity analysis sample* (by regression).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...space import Bools, Picks, Space
from ...space.draws import Draws
from ...space.sweep import accepted, values_of
from ...space.weights import Floats
from ..result import Result
from .movable import Movable

_FOLDS = 5
_MOST_BINS = 25
_NARROW = 8
_SURE = 2.0
_SPARSE = 16
"""Counting a pair of deal and draw takes as long as adding so many bytes of a table."""

Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth(Result):
    """What knowing one judgement is worth to one who decides."""

    # expected gain of the decision, never below 0, and its error: the standard error, joined with how much
    # more choosing on all draws, or in finer bins, finds
    value: float
    error: float
    optimistic: float  # the same when choosing and judging on the same draws
    # share of draws in which the decision would differ; 0 unless the value exceeds twice its error
    changes: float
    # number of the best deal among the candidates where the judgement lies at the low or at the high end of
    # its range; None for walking away
    if_low: int | None
    if_high: int | None

    @property
    def clear(self) -> bool:
        """Whether the value exceeds twice its error."""
        return self.value > _SURE * self.error


@dataclass(frozen=True, slots=True, kw_only=True)
class Information(Result):
    """What finding out one judgement is worth."""

    path: str
    tied: tuple[str, ...]  # judgements that are known with it
    signature: Worth  # to a mediator: gain in the probability that the proposal is signed
    parties: dict[str, Worth]  # to each party, on its own scale
    deal_if_low: dict[str, str] | None  # what the mediator would propose
    deal_if_high: dict[str, str] | None


@dataclass(frozen=True, eq=False)
class Cells:
    """Draws in cells."""

    cell: Ints  # of each draw
    count: int

    @cached_property
    def order(self) -> Ints:
        """Draws in the order of their cells."""
        return np.argsort(self.cell.astype(np.int16), kind="stable")  # a few hundred: sorted by radix

    @cached_property
    def edges(self) -> Ints:
        """Where in that order each cell begins, and where the last ends."""
        return np.searchsorted(self.cell[self.order], np.arange(self.count + 1))


class Parted:
    """Draws by the bin of one judgement and by the fold; draw ``n`` belongs to fold ``n mod 5``."""

    def __init__(self, values: Floats, finer: int = 1) -> None:
        self.draws = len(values)
        self.bins, self.count = bins_of(values, finer)
        self.folds = min(_FOLDS, self.draws)
        self.fold = np.arange(self.draws) % self.folds
        self.cells = Cells(self.fold * self.count + self.bins, self.folds * self.count)

    def sums(self, payoffs: Signatures | Proposals) -> NDArray[Any]:
        """Sum of what each deal pays in the draws of each cell, shape (folds, bins, deals + 1)."""
        return payoffs.sums(self.cells).reshape(self.folds, self.count, -1)


@dataclass(frozen=True, eq=False)
class Signatures:
    """Payoffs of a mediator: 1 where a deal passes, shape (deals, draws)."""

    passes: Bools

    @property
    def deals(self) -> int:
        """How many proposals; walking away comes after the last and is worth 0."""
        return len(self.passes)

    @cached_property
    def _by_draw(self) -> NDArray[np.uint8]:
        return np.ascontiguousarray(self.passes.T).view(np.uint8)

    @cached_property
    def _pairs(self) -> tuple[Ints, Ints]:
        """Deal and draw of every signature."""
        deal, draw = np.nonzero(self.passes)
        return deal, draw

    def only(self, deals: Ints) -> Signatures:
        """Payoffs of some ascending proposals."""
        deals = deals[deals < self.deals]
        some, place = Signatures(self.passes[deals]), np.full(self.deals, -1)
        place[deals] = np.arange(len(deals))
        deal, draw = self._pairs
        there = (number := place[deal]) >= 0
        vars(some)["_pairs"] = number[there], draw[there]  # where a cached property keeps it
        return some

    def sums(self, cells: Cells) -> NDArray[Any]:
        """How often each deal passes in the draws of each cell, shape (cells, deals + 1).

        In the smallest integers that hold all draws: so do sums of cells.
        """
        deal, draw = self._pairs
        kind = np.min_scalar_type(-len(cells.cell))
        counts = np.zeros((cells.count, self.deals + 1), kind)
        if len(deal) * _SPARSE < self.passes.size:
            places = cells.cell[draw] * (self.deals + 1) + deal
            np.add.at(counts.reshape(-1), places, kind.type(1))
            return counts
        rows = self._by_draw[cells.order]
        for total, begin, end in zip(counts, cells.edges, cells.edges[1:], strict=False):
            total[:-1] = rows[begin:end].sum(axis=0, dtype=kind)
        return counts

    def most(self) -> Floats:
        """What the best deal of each draw is worth in it."""
        return self.passes.any(axis=0).astype(float)

    def at(self, deal: Ints) -> Floats:
        """Whether one deal for each draw passes in it."""
        there = deal < self.deals
        found = np.zeros(len(deal))
        found[there] = self.passes[deal[there], np.flatnonzero(there)]
        return found


@dataclass(frozen=True, eq=False)
class Proposals:
    """Payoffs of a party: its gain where all the others let a deal pass; the last row, walking away, is 0."""

    gains: Floats

    @property
    def deals(self) -> int:
        """How many proposals."""
        return len(self.gains) - 1

    def only(self, deals: Ints) -> Proposals:
        """Payoffs of some of the proposals."""
        return Proposals(self.gains[np.append(deals[deals < self.deals], self.deals)])

    def sums(self, cells: Cells) -> Floats:
        """Sum of the gains over the draws of each cell, shape (cells, deals + 1)."""
        total, there = np.zeros((len(self.gains), cells.count)), np.diff(cells.edges) > 0
        in_order = self.gains.take(cells.order, axis=1)
        total[:, there] = np.add.reduceat(in_order, cells.edges[:-1][there], axis=1)
        return total.T

    def most(self) -> Floats:
        """What the best deal of each draw is worth in it."""
        return np.asarray(self.gains.max(axis=0))

    def at(self, deal: Ints) -> Floats:
        """What one deal for each draw is worth in it."""
        return np.asarray(self.gains[deal, np.arange(len(deal))])

    @classmethod
    def of(cls, space: Space, draws: Draws, picks: Picks, who: int) -> Proposals:
        """Payoffs of some deals for one party."""
        values = values_of(space, draws, picks)
        accepts = accepted(space, draws, picks).transpose(0, 2, 1).copy()
        accepts[:, :, who] = True
        passes = space.passes(accepts) & ~space.joint.refused(picks, who)[:, None]
        gains = np.where(passes, values[:, who] - draws.walk_away[who][None], 0.0)
        return cls(np.concatenate((gains, np.zeros((1, draws.count)))))


def bins_of(values: Floats, finer: int = 1) -> tuple[Ints, int]:
    """Put draws in bins by the rank of a judgement, equal values in one; about the cube root of the draws.

    So many times ``finer``, bins lie within these: bin ``k`` of them within bin ``k // finer``.
    """
    count = finer * max(2, min(_MOST_BINS, round(len(values) ** (1 / 3))))
    edges = np.sort(values)[((len(values) - 1) * (np.arange(1, count) / count)).astype(np.intp)]
    return np.searchsorted(edges, values, side="left").astype(np.intp), count


def _over(sums: NDArray[Any], axis: int) -> NDArray[Any]:
    """Sums over all folds or bins; of counts as small as they are."""
    return np.asarray(sums.sum(axis=axis, dtype=sums.dtype))


def _chosen(sums: NDArray[Any], total: NDArray[Any]) -> tuple[Ints, Ints]:
    """The best deal of the other folds: in each bin, shape (folds, bins), and for all, shape (folds,)."""
    rest = total[None] - sums if len(sums) > 1 else sums
    return rest.argmax(axis=2), _over(rest, 1).argmax(axis=1)


def _widening(sums: NDArray[Any]) -> Iterator[NDArray[Any]]:
    """Sums of payoffs in bins, bins last but one: as narrow as given, and joined by two while narrow."""
    for _ in range(_NARROW.bit_length() - 1):
        yield sums
        sums = sums[..., ::2, :] + sums[..., 1::2, :]


def _in_narrow_bins(payoffs: Signatures | Proposals, narrow: Parted) -> float:
    """The most that knowing is found to be worth, cross-fitted, in bins narrower than usual.

    Among the deals that are the best of any of these bins on all draws.
    """
    total = payoffs.sums(Cells(narrow.bins, narrow.count))
    best = np.zeros(total.shape[1], bool)
    for one in (*_widening(total), _over(total, 0)[None]):
        best[one.argmax(axis=1)] = True
    found, fold = 0.0, np.arange(narrow.folds)[:, None]
    for sums in _widening(narrow.sums(payoffs.only(np.flatnonzero(best)))):
        by_bin, by_all = _chosen(sums, _over(sums, 0))
        place = np.arange(sums.shape[1])
        gains = sums[fold, place, by_bin] - sums[fold, place, by_all[:, None]]
        found = max(found, float(gains.sum()) / narrow.draws)
    return found


def _gathered(payoffs: Signatures | Proposals, narrow: Parted, plain: np.intp) -> float:
    """What some deal is worth beyond one for all draws, where that shows in one narrow bin as nowhere else.

    There a chance far smaller than the bin shows. It is 0 where the draws in which another deal is worth more
    lie no closer than four standard deviations of a Poisson number allow.
    """
    more = payoffs.most() - payoffs.at(np.full(narrow.draws, plain))
    often = np.bincount(narrow.bins, more > 0, minlength=narrow.count)
    most, mean = int(often.argmax()), float(often.mean())
    if often[most] < mean + 4 * mean**0.5 + 2:
        return 0.0
    return float(more[narrow.bins == most].sum()) / narrow.draws


def worth_knowing(
    payoffs: Signatures | Proposals, known: Parted, narrow: Parted, *, alone: bool = False
) -> Worth:
    """Value of knowing one judgement before deciding; ``alone`` if no other varies."""
    draws, bins, fold = known.draws, known.bins, known.fold
    sums = known.sums(payoffs)
    total = _over(sums, 0)
    by_bin, by_all = _chosen(sums, total)
    informed, plain = by_bin[fold, bins], by_all[fold]
    best = total.sum(axis=0)
    if alone:
        gains = payoffs.most() - payoffs.at(np.full(draws, best.argmax()))
        differs = gains > 0
    else:
        gains, differs = payoffs.at(informed) - payoffs.at(plain), informed != plain
    value = max(0.0, float(gains.mean()))
    optimistic = value if alone else max(0.0, float(total.max(axis=1).sum() - best.max()) / draws)
    sampling = float(gains.std(ddof=1) / np.sqrt(draws)) if draws > 1 else 0.0
    missed = 0.0 if alone else _in_narrow_bins(payoffs, narrow) - value
    if not alone:
        missed = max(missed, _gathered(payoffs, narrow, best.argmax()) - value)
    error = float(np.hypot(sampling, max(0.0, optimistic - value, missed)))
    used = np.flatnonzero(np.bincount(bins, minlength=known.count))
    ends = [int(total[place].argmax()) for place in (used[0], used[-1])]
    if_low, if_high = (end if end < payoffs.deals else None for end in ends)
    changes = float(differs.mean()) if value > _SURE * error else 0.0
    return Worth(
        value=value, error=error, optimistic=optimistic, changes=changes, if_low=if_low, if_high=if_high
    )


def information(
    space: Space,
    draws: Draws,
    some: Sequence[Movable],
    signatures: tuple[Signatures, Picks],
    proposals: Sequence[Picks],
) -> tuple[Information, ...]:
    """Value of finding out each judgement, to a mediator and, of what each might propose, to the parties."""
    (mediator, deals), alone = signatures, len(draws.sampled) == 1
    parties = [Proposals.of(space, draws, picks, who) for who, picks in enumerate(proposals)]
    found = []
    for one in some:
        values = one.drawn(draws)
        known, narrow = Parted(values), Parted(values, _NARROW)
        worth = worth_knowing(mediator, known, narrow, alone=alone)
        ends = [None if end is None else space.deal(deals[end]) for end in (worth.if_low, worth.if_high)]
        own = {
            name: worth_knowing(party, known, narrow, alone=alone)
            for name, party in zip(space.who, parties, strict=False)
        }
        found.append(
            Information(path=one.path, tied=one.tied, signature=worth, parties=own,
                        deal_if_low=ends[0], deal_if_high=ends[1])
        )  # fmt: skip
    return tuple(sorted(found, key=lambda item: (-item.signature.value, item.path)))
