"""The deals that are played over, as a list: all of them, or, where they are too many, some for each seat.

A list that is too long is thinned: clusters are joined one by one, and of the sums that fall into one of
16,384 equal stretches of a seat's values one is kept. So a seat finds a deal of its own within one part in
16,384 of what is at stake for it, near any value, in a space of any size; every deal is real and its worth to
everybody is exact. Each seat chooses from its own list, so that nobody's list tells of another's values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..case import Case, Judgement, Preference
from ..errors import UsageError
from ..space import Bools, Cluster, Picks, Space, Values
from ..space.weights import Floats
from .valuation import Summed, Valuation

LISTED = 300_000
"""Most combinations that are listed one by one."""
_STRETCHES = 1 << 14
_JOINED = 1 << 22
"""Most sums that are looked at together while a list is thinned."""
Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class DealList:
    """Deals as rows, and what each is worth to everybody in one or more realisations of the judgements."""

    case: Case
    space: Space
    picks: Picks  # (deals, issues)
    values: Floats  # (who, realisations, deals), on each party's own scale
    walk_away: Floats  # (who, realisations)
    barred: Bools  # (who, deals); crosses a red line
    chosen: Bools | None = None  # (parties, deals); from which each party chooses; None for all
    drawn: bool = False  # whether realisations are draws, not the central one

    def __len__(self) -> int:
        return len(self.picks)

    @property
    def parties(self) -> int:
        """How many sit at the table; ratifiers do not."""
        return self.space.parties

    def deal(self, number: int) -> dict[str, str]:
        """A deal as issue → option."""
        return self.space.deal(self.picks[number])

    @cached_property
    def accepted(self) -> Bools:
        """Who would rather have which deal than none, shape (who, realisations, deals)."""
        return (self.values >= self.walk_away[:, :, None]) & ~self.barred[:, None, :]

    def ratified(self, seat: int) -> Bools:
        """Which deals those who ratify for one party would accept, shape (realisations, deals)."""
        party, names = self.space.who[seat], list(self.case.ratifiers)
        mine = [self.parties + names.index(name) for name in names if self.case.ratifiers[name].for_ == party]
        return np.asarray(self.accepted[mine].all(axis=0))

    @cached_property
    def valuations(self) -> tuple[Valuation, ...]:
        """What each seat knows of the worth of deals, in the order of the parties."""
        return tuple(self._valuation(seat) for seat in range(self.parties))

    def _valuation(self, seat: int) -> Valuation:
        """What one seat knows of the worth of deals: its own, and nothing else."""
        open_to_it = ~self.barred[seat] if self.chosen is None else self.chosen[seat] & ~self.barred[seat]
        titles = tuple(
            tuple(self.case.issues[issue].options[option].title for option in options)
            for issue, options in zip(self.space.issues, self.space.options, strict=True)
        )
        return Valuation(
            values=self.values[seat],
            walk_away=self.walk_away[seat],
            open=open_to_it,
            barred=self.barred[seat],
            picks=self.picks,
            titles=titles,
            issues=self.space.issues,
            options=self.space.options,
            ranged=tuple(self.case.issues[issue].range is not None for issue in self.space.issues),
            summed=None if self.drawn else _summed(self.case.preferences[self.space.who[seat]], self.space),
        )


def _summed(preference: Preference, space: Space) -> Summed | None:
    """Weights and evaluations of an additive party as doubles; None for what does not simply add up."""
    if preference.interactions or preference.functions:
        return None
    weights, shares = [], []
    for issue, options in zip(space.issues, space.options, strict=True):
        scores = preference.scores.get(issue)
        points: Mapping[str, Judgement] = {} if scores is None else scores.named
        if scores is not None and any(option not in points for option in options):
            return None
        exact = [Fraction(points[option].central) if points else Fraction(0) for option in options]
        weight = max(exact)
        weights.append(float(weight))
        shares.append(np.array([float(x / weight) if weight else 0.0 for x in exact]))
    weighted = preference.weights is not None
    cap = None if preference.cap is None else float(preference.cap)
    return None if weighted else Summed(tuple(weights), tuple(shares), cap)


def require_deals(picks: Picks) -> None:
    """Refuse talks about nothing."""
    if not len(picks):
        found = "a case in which every deal is impossible"
        raise UsageError.of(found, "one combination of options at least that can be carried out")


def list_deals(case: Case, space: Space, values: Values, most: int = LISTED) -> DealList:
    """List the deals of a case in its central realisation.

    Parameters
    ----------
    most : int
        Combinations up to which all are listed.

    Raises
    ------
    BudgetError
        If one cluster of linked issues is too large to go through.
    UsageError
        If no deal can be carried out.
    """
    whole = space.combinations <= most
    if whole:
        picks = np.concatenate([picks for _, picks in space.joint.chunks()])
        chosen = None
    else:
        lists = [_thinned(space, values, seat) for seat in range(space.parties)]
        picks, place = np.unique(np.concatenate(lists), axis=0, return_inverse=True)
        chosen = np.zeros((space.parties, len(picks)), bool)
        ends = np.cumsum([0, *map(len, lists)])
        for seat in range(space.parties):
            chosen[seat, place.ravel()[ends[seat] : ends[seat + 1]]] = True
    require_deals(picks)
    worth = values.own_scale(space.worth(values, picks)).T[:, None, :]
    away = values.own_scale(values.walk_away[None])[0][:, None]
    barred = np.stack([space.joint.refused(picks, who) for who in range(len(space.who))])
    return DealList(case, space, picks, np.ascontiguousarray(worth), away, barred, chosen)


def _thinned(space: Space, values: Values, seat: int) -> Picks:
    """Deals evenly over the values of one seat, none of which crosses its red lines."""
    total, picks = np.zeros(1, np.int64), np.zeros((1, len(space.issues)), np.intp)
    for cluster in space.clusters:
        own, combinations = _combinations(space, values, cluster, seat)
        step = max(1, _JOINED // len(total))
        parts = [own[at : at + step] for at in range(0, len(own), step)]
        kept: list[tuple[Whole, Whole, Whole]] = []
        for number, part in enumerate(parts):
            sums = (total[:, None] + part[None, :]).ravel()
            some = _spread(sums)
            kept.append((sums[some], some // len(part), some % len(part) + number * step))
        sums, before, now = (np.concatenate(column) for column in zip(*kept, strict=True))
        some = _spread(sums)
        total, picks = sums[some], picks[before[some]]
        picks[:, list(cluster.issues)] = combinations[now[some]]
    return picks


def _combinations(space: Space, values: Values, cluster: Cluster, seat: int) -> tuple[Whole, Picks]:
    """What the combinations of a cluster are worth to a seat, thinned; without its red lines."""
    sums, picks = [], []
    for _, block in cluster.chunks():
        block = block[~cluster.refused(block, seat)]
        own = space.values(values.coefficients[:, seat : seat + 1], block, cluster)[:, 0]
        some = _spread(own)
        sums.append(own[some])
        picks.append(block[some])
    own, every = np.concatenate(sums), np.concatenate(picks)
    some = _spread(own)
    return own[some], every[some]


def _spread(sums: Whole) -> Whole:
    """Places of sums, at most one in each of many equal stretches, with the least and the largest."""
    if len(sums) <= 1:
        return np.arange(len(sums))
    low, high = int(sums.min()), int(sums.max())
    width = max(1, -(-(high - low + 1) // _STRETCHES))
    found: Whole = np.unique((sums - low) // width, return_index=True)[1]
    return np.union1d(found, [sums.argmin(), sums.argmax()])
