"""Equal-value alternatives: other deals that are worth the same to one party and more to another.

Clusters are merged one by one, keeping of each sum for the one the row that is best for the other, then
nearest to what the other asked for. Where there are too many sums, one mixed-integer program finds the deal
best for the other, recomputed in integers; of the rest nothing is said.

References
----------
Faratin, Sierra and Jennings (2002), *Artificial Intelligence* 142:205–237, on trade-offs along iso-value
curves; Thiessen and Soberg (2003), *Group Decision and Negotiation* 12:337–351, on equivalent alternatives.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...space import Picks
from ..frontier.epsilon import Model
from ..frontier.merging import Ints
from .given_deal import Given


@dataclass(frozen=True, eq=False)
class EqualValue:
    """The best of an iso-value set: differences from the given deal, and issues away from what was asked."""

    picks: Picks
    own: Ints
    other: Ints
    away: NDArray[np.intp]


def _first_of_each(own: Ints, other: Ints, away: NDArray[np.intp]) -> NDArray[np.intp]:
    """For each own sum the row best for the other, then nearest; earlier rows first among equals."""
    order = np.lexsort((away, -other, own))
    first = np.append(True, own[order][1:] != own[order][:-1])
    return np.asarray(order[first[: len(order)]])


def equal_value(
    given: Given, who: int, other: int, tolerance: int, *, asked: Picks | None = None
) -> EqualValue | None:
    """The deals that one party values like the given one, within a tolerance, and another values most.

    ``asked`` (1, issues) is what the other asked for, -1 where it left an issue open; the given deal if left
    out. One row for each value within the tolerance that some deal has, the given deal's own among them; only
    the row that is best for the other beyond the budgets (two million combinations of a cluster, sixteen
    million sums compared at once), and None if that could not be found for sure. Where the other's value is
    capped, the nearest is found among the highest sums only.
    """
    goal, near = given.picks if asked is None else asked, int(tolerance)
    merged = _merged(given, (who, other), near, goal)
    return _by_program(given, (who, other), near, goal) if merged is None else merged


def _merged(given: Given, pair: tuple[int, int], near: int, goal: Picks) -> EqualValue | None:
    """By merging clusters; None beyond the budget."""
    who, other = pair
    parts = given.open_rows()
    if parts is None:
        return None
    if not all(len(rows) for _, rows, _ in parts):
        return EqualValue(given.picks[:0], *(np.zeros(0, np.int64) for _ in range(3)))
    floor = -near - int(given.over[who])
    ceiling = given.values.no_cap // 2 if given.room[who] <= near else near - int(given.over[who])
    high = sum(int(points[:, who].max()) for *_, points in parts)
    low = sum(int(points[:, who].min()) for *_, points in parts)
    picks = given.picks
    own, theirs, away = (np.zeros(1, np.int64) for _ in range(3))
    for cluster, rows, points in parts:
        target = goal[:, list(cluster.issues)]
        columns = points[:, who], points[:, other], ((rows != target) & (target >= 0)).sum(axis=1)
        at = _first_of_each(*columns)
        mine, yours, apart = (column[at] for column in columns)
        high, low = high - int(mine.max()), low - int(mine.min())
        if len(own) * len(mine) > given.reaches.level:
            return None
        sums = own[:, None] + mine[None]
        left, right = np.nonzero((sums >= floor - high) & (sums <= ceiling - low))
        found = own[left] + mine[right], theirs[left] + yours[right], away[left] + apart[right]
        kept = _first_of_each(*found)
        own, theirs, away = (column[kept] for column in found)
        picks = picks[left[kept]]
        picks[:, list(cluster.issues)] = rows[at][right[kept]]
    gains = np.zeros((len(own), given.space.parties), own.dtype)
    gains[:, who], gains[:, other] = own, theirs
    own, theirs = given.gains(gains)[:, [who, other]].T
    at = _first_of_each(own, theirs, away)
    at = at[np.lexsort((np.abs(own[at]), away[at], -theirs[at]))]
    return EqualValue(picks[at], own[at], theirs[at], away[at])


def _by_program(given: Given, pair: tuple[int, int], near: int, goal: Picks) -> EqualValue | None:
    """The row that is best for the other, by one program; None if it is not sure."""
    (who, other), space, joint = pair, given.space, given.space.joint
    if any(owner == who for owner, _ in joint.functions):
        return None  # a largest or smallest of several parts has no upper bound as rows
    own, theirs = (given.values.coefficients[:, p] for p in pair)
    model = Model(space, np.stack((own, -own, theirs), axis=1), joint, space.required)
    here = given.sums(joint, given.picks)[0]
    least = int(here[who] - given.over[who]) - near
    free = -given.values.no_cap
    most = free if given.room[who] <= near else -int(given.integers[who]) - near
    # own and -own cancel out, and pull the columns of both to what the deal is worth
    found = model.best((1.0, 1.0, 1.0), (least, most, free))
    if found.picks is None or not (found.sure and model.sure):
        return None
    gains = given.worth(found.picks)[0] - given.integers
    away = ((found.picks != goal) & (goal >= 0)).sum(axis=1)
    return EqualValue(found.picks, gains[[who]], gains[[other]], away)
