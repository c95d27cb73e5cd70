"""Which deals contend for a place among the likely: level with the likeliest, and bettered by none of these.

Two deals are *level* if their 95 % intervals overlap; where some are certain, of which nothing was sampled,
these alone are. A deal does not contend if another level one is worth as much to every party and more to
one, on average (:mod:`~walkaway.analysis.zone.averages`): whoever could have it could have the better one.
All parties count for that, as they do on the frontier; in the gain of whoever gains least only those needed
do, as votes have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...space import CHUNK, TOL, Bools, Picks
from ...space.draws import Draws
from ...space.sweep import accepted
from ...space.weights import Floats
from ..frontier.frontier import Frontier, signable
from ..frontier.merging import Ints, undominated
from .acceptability import level_with_best
from .averages import Averages
from .bounds import Bounds
from .too_large import bettered
from .too_large import reach as search
from .zone import Zone

_LARGE = 2000
_FEW = 3
MOST_LEVEL = 200_000
"""Most deals that are level and compared with each other, where parties are many."""
_PLACES = 9
_ONLY = "only efficient deals of the central realisation, and those that a search found,"
_UNDECIDED = "; whether one that passes betters the deal found was not decided"


@dataclass(frozen=True, eq=False)
class Contenders:
    """The deals that contend, those first that do most for the party that gains least, then the likelier."""

    picks: Picks
    gains: Floats  # mean, on the scale of each one who is asked, shape (deals, who)
    level: int  # how many are level with the likeliest
    efficient: int  # how many of these contend; more than there are picks where they are too many
    ties: int  # others, bettered or not, that do as much for the party that gains least as the first
    more: bool  # whether there may be more of all these than were counted
    considered: int  # deals that were compared
    note: str  # what was compared

    def __len__(self) -> int:
        return len(self.picks)


def reach_of(means: Averages, zone: Zone, front: Frontier) -> Floats:
    """What each one who is asked could gain at most in a deal that would be signed, at least one unit."""
    space, listed = means.space, zone.listed
    most = np.array([float(unit) for unit in means.bounds.values.units])
    if listed is None:
        parts = [front.picks[signable(space, front)]]
    else:
        flat = listed.flat[listed.tally.best > 0]
        parts = [space.joint.picks(flat[at : at + CHUNK]) for at in range(0, len(flat), CHUNK)]
    for picks in parts:
        most = np.maximum(most, means.gains(means.worth(picks)).max(axis=0, initial=0.0))
    return most


class _Fairness:
    """What orders deals that are level: the gain of the party that gains least, then the sum."""

    def __init__(self, means: Averages, scales: Floats) -> None:
        self.means, self.bounds, self.space = means, means.bounds, means.space
        self.scales = scales[: self.space.parties]

    def worth(self, picks: Picks) -> Ints:
        """Mean worth to the parties, in their units, shape (deals, parties)."""
        return self.means.worth(picks)[:, : self.space.parties]

    def order(self, worth: Ints) -> tuple[NDArray[np.intp], Floats]:
        """Places, the fairest first, so that no deal stands behind one it betters; and each least gain."""
        gains = self.means.gains(worth) / self.scales
        least = self.space.votes.least(gains)
        return np.lexsort((-gains.sum(axis=1), -_rounded(least))), least

    def contending(self, picks: Picks, **counts: Any) -> Contenders:
        """Some of these deals, in their order, as what contends."""
        return Contenders(picks=picks, gains=self.means.gains(self.means.worth(picks)), **counts)

    def efficient(self, worth: Ints) -> Bools:
        """Which of some deals none of the others betters."""
        return undominated(worth // np.maximum(1, self.means.slack[: self.space.parties]))


def contenders(
    means: Averages, zone: Zone, front: Frontier, *, reach: Floats, comparable: bool, most: int = MOST_LEVEL
) -> Contenders:
    """Find the deals that contend; ``means`` are over the draws of the zone.

    Gains are compared as they are if ``comparable``, else as shares of ``reach``. Of a space too large to
    list the 2,000 fairest efficient deals are compared; of one that is listed, the ``most`` fairest that are
    level where there are more than three parties, else all.
    """
    space, draws = means.space, means.draws
    fair = _Fairness(means, np.ones_like(reach) if comparable else reach)
    listed = zone.listed
    if listed is None:
        return _of_large(fair, draws, zone, front)
    passed = listed.tally.best
    rows = np.flatnonzero(
        listed.certain if zone.everyone.certain else level_with_best(passed, draws.count)
    )  # fmt: skip
    level, hits = listed.flat[rows], passed[rows]
    joint, starts = space.joint, range(0, len(level), CHUNK)
    worth = np.concatenate(
        [np.zeros((0, space.parties), np.int64)]
        + [fair.worth(joint.picks(level[at : at + CHUNK])) for at in starts]
    )
    order, least = fair.order(worth)
    kept = order if space.parties <= _FEW else order[:most]  # what betters one of these is among them
    kept = kept[fair.efficient(worth[kept])]
    kept = kept[_likelier_first(least[kept], hits[kept])]
    return fair.contending(
        joint.picks(level[kept[:most]]), level=len(level), efficient=len(kept), ties=_ties(least),
        more=space.parties > _FEW and len(level) > most, considered=len(passed), note="all deals compared",
    )  # fmt: skip


def _rounded(least: Floats) -> Floats:
    """Least gains in which what nobody tells apart is equal."""
    return np.asarray(np.round(least / (np.abs(least).max(initial=0.0) or 1.0), _PLACES), np.float64)


def _likelier_first(least: Floats, hits: NDArray[np.int64]) -> NDArray[np.intp]:
    """Places, the fairest first, of equally fair ones the likelier, else as they stand."""
    return np.lexsort((-hits, -_rounded(least)))


def _level(least: Floats) -> Bools:
    """Which do as much for the party that gains least as the best of them."""
    return np.asarray(least >= least.max(initial=-np.inf) - TOL * np.abs(least).max(initial=0.0))


def _ties(least: Floats) -> int:
    return max(0, int(_level(least).sum()) - 1)


def _of_large(fair: _Fairness, draws: Draws, zone: Zone, front: Frontier) -> Contenders:
    """Of a space too large to list: efficient deals, and what a search finds where none of these passes."""
    bounds = fair.bounds
    picks, note = _candidates(fair, zone, front)
    hits, certain = _passed(bounds, draws, zone, picks)
    rows = np.flatnonzero(certain if certain.any() else level_with_best(hits, draws.count))
    level, hits = picks[rows], hits[rows]
    worth = fair.worth(level)
    order, least = fair.order(worth)
    order = order[fair.efficient(worth[order])]
    kept = level[order[_likelier_first(least[order], hits[order])]]
    ties, more = _ties(least), True
    if zone.method.exact and certain.any():
        ties, more = _exact_ties(fair, front, float(least.max()))
    return fair.contending(
        kept, level=len(level), efficient=len(kept), ties=ties, more=more, considered=len(picks),
        note=f"{_ONLY} compared{note}",
    )  # fmt: skip


def joined(*some: Picks) -> Picks:
    """Deals of several lists, each where it stands first."""
    every = np.concatenate(some)
    _, first = np.unique(every, axis=0, return_index=True)
    return np.asarray(every[np.sort(first)])


def _candidates(fair: _Fairness, zone: Zone, front: Frontier) -> tuple[Picks, str]:
    """Efficient deals, the fairest first of those that pass at the central values; if none, one searched.

    Those by which the search for a zone found that some deal passes come after them.
    """
    bounds, space = fair.bounds, fair.space
    first = signable(space, front)
    some = [rows[fair.order(fair.worth(rows))[0]] for rows in (front.picks[first], front.picks[~first])]
    picks = joined(np.concatenate(some)[:_LARGE], zone.found)
    if zone.verdict == "impossible" or space.passes(space.accepts(bounds.values, picks[:1])).any():
        return picks, ""
    found = search(bounds, "certain" if zone.verdict == "certain" else "possible")
    if found.picks is None or not found.found:
        return picks, ""
    one, note = found.picks, ""
    if zone.method.exact:
        better = bettered(space, bounds.values, one)
        one = better.picks if better.found and better.picks is not None else one
        note = "" if better.decided else _UNDECIDED
    return np.concatenate((one, picks)), note


def _passed(bounds: Bounds, draws: Draws, zone: Zone, picks: Picks) -> tuple[NDArray[np.int64], Bools]:
    """In how many draws each of some deals passes (among the parties, if none ever does), which surely."""
    space = bounds.space
    if zone.method.exact:
        accepts = space.accepts(bounds.values, picks)
        passes, alone = space.passes(accepts), space.passes(accepts, ratified=False)
        return np.where(passes if passes.any() else alone, draws.count, 0), passes
    by_draw = accepted(space, draws, picks).transpose(0, 2, 1)
    hits, alone = space.passes(by_draw).sum(axis=1), space.passes(by_draw, ratified=False).sum(axis=1)
    return (hits if hits.any() else alone), space.passes(bounds.accepts(picks)[0])


def _exact_ties(fair: _Fairness, front: Frontier, top: float) -> tuple[int, bool]:
    """Other deals as fair as the best of an exact case, by the deals counted for each efficient value."""
    space = fair.space
    rows = np.flatnonzero(space.passes(space.accepts(front.values, front.picks)))
    if not len(rows):
        return 0, True
    worth = fair.worth(front.picks[rows])
    level = _level(np.append(fair.order(worth)[1], top))[:-1]
    gains = fair.means.gains(worth[level]) / fair.scales
    alike = gains.max(initial=0.0) <= gains.min(initial=np.inf) + TOL
    counts = [front.points[row].count for row in rows[level]]
    whole = alike and space.votes.unanimous and len(space.who) == space.parties and None not in counts
    return sum(count or 1 for count in counts) - 1, not whole
