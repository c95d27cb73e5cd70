r"""When would the three-way verdict change? One judgement becomes known, all others keep their ranges.

With judgement :math:`t` of party :math:`p` known, a deal is possible if the others possibly let it pass and
the largest value it can then have for :math:`p` reaches the lowest walk-away; it is certain if the others
surely let it pass and the least value reaches the highest. Both values rise with a score and with the points
of an interaction, so each verdict holds from one value on; with the walk-away it holds up to one value.
Without weights the value is linear and solved for; with weights it is a piecewise linear function of the
score, and its root is found by halving, to the last bits.

Weights are left out: one weight that becomes known cuts the polytope of all weights of the party.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..space import TOL, Bools, Picks
from ..weights import Floats, Weights
from .bounds import Bounds, Party
from .flips import pivotal
from .levers import Kind, Lever
from .result import Result
from .zone import Verdict

__all__ = ["Holds", "VerdictFlip", "find_verdict_flips"]

_HALVINGS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds(Result):
    """For which values of a judgement something holds.

    Attributes
    ----------
    below, above : float or None
        Up to and from where.
    always : bool
        For every value on the scale.
    """

    below: float | None = None
    above: float | None = None
    always: bool = False

    def at(self, value: float) -> bool:
        """Whether it holds at one value."""
        low = self.below is not None and value <= self.below
        return self.always or low or (self.above is not None and value >= self.above)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictFlip(Result):
    """What the verdict would be if one judgement were known.

    Attributes
    ----------
    path : str
    tied : tuple of str
    who : str
    kind : {"walk_away", "score", "points"}
    low, high, central : float
    certain, possible : Holds
        For which values some deal is certain, and possible.
    at : float or None
        The nearest value to the central one at which the verdict differs from that of the case.
    to : {"certain", "possible", "impossible"} or None
        The verdict there, or just beyond.
    within : bool
        Whether the verdict changes within the stated range.
    """

    path: str
    tied: tuple[str, ...]
    who: str
    kind: Kind
    low: float
    high: float
    central: float
    certain: Holds
    possible: Holds
    at: float | None
    to: Verdict | None
    within: bool


@dataclass(frozen=True, eq=False)
class _Side:
    """One party with everything at its best or at its worst for a deal."""

    bounds: Bounds
    who: int
    best: bool
    picks: Picks
    free: bool

    @property
    def party(self) -> Party:
        return self.bounds.parties[self.who]

    @property
    def away(self) -> float:
        slack = TOL * self.party.scale
        return self.party.away[0 if self.best else 1] - slack

    @cached_property
    def worth(self) -> Floats:
        return self.bounds.range(self.who, self.picks, self.bounds.space.joint)[1 if self.best else 0]

    def walk_away(self) -> Holds:
        if self.free:
            return Holds(always=True)
        worth = self.worth
        return Holds(below=float(worth.max())) if len(worth) else Holds()

    def rising(self, inside: Bools, stated: tuple[float, float]) -> Holds:
        """A judgement that adds to the value of the deals inside, one for one."""
        worth = self.worth
        outside = worth[~inside]
        if self.free or bool((outside >= self.away).any()):
            return Holds(always=True)
        if not inside.any():
            return Holds()
        above = stated[1 if self.best else 0] + self.away - float(worth[inside].max())
        return Holds(above=above)

    def score(self, lever: Lever, stated: tuple[float, float]) -> Holds:
        """A score, which carries a weight that is known or not."""
        space, weights = self.bounds.space, self.party.weights
        issue, limits = lever.issues[0], (lever.least, lever.most)
        options = [column - space.first[issue] for column in lever.columns]
        inside = np.isin(self.picks[:, issue], options)
        if weights is None:
            return self.rising(inside, stated)
        if self.free or bool((self.worth[~inside] >= self.away).any()):
            return Holds(always=True)
        rows = self.picks[inside]
        bound = self.party.high if self.best else self.party.low
        table = np.stack([bound[space.first[j] + rows[:, j]] for j in self.party.columns], axis=1)
        added = np.zeros(len(rows))
        for feature, owner, mask in space.joint.interactions:
            if owner == self.who:
                added += mask.holds(rows, space.joint.columns) * bound[feature]
        return self._root(weights, table, self.away - added, self.party.columns.index(issue), limits)

    def _value(self, weights: Weights, table: Floats, column: int, to: float) -> Floats:
        table = table.copy()
        table[:, column] = to
        return weights.highest(table) if self.best else weights.lowest(table)

    def _root(
        self, weights: Weights, table: Floats, needed: Floats, column: int, limits: tuple[float, float]
    ) -> Holds:
        low, high = limits

        def reached(to: float) -> Bools:
            return np.asarray(self._value(weights, table, column, to) >= needed)

        if reached(low).any():
            return Holds(always=True)
        if not reached(high).any():
            return Holds()
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (low, middle) if reached(middle).any() else (middle, high)
        return Holds(above=high)


def _verdict(certain: bool, possible: bool) -> Verdict:
    return "certain" if certain else "possible" if possible else "impossible"


def _nearest(
    lever: Lever, verdict: Verdict, certain: Holds, possible: Holds
) -> tuple[float | None, Verdict | None, bool]:
    """The nearest value at which the verdict differs, what it is there, and whether the range gets there."""
    ends = [end for one in (certain, possible) for end in (one.below, one.above) if end is not None]
    step = 1e-7 * max(1.0, abs(lever.central), lever.high - lever.low)
    tried = [(lever.central, lever.central)] + [
        (end, end + side * step) for end in ends for side in (-1, 0, 1)
    ]
    found = []
    for end, at in tried:
        there = _verdict(certain.at(at), possible.at(at))
        if there != verdict and lever.least <= at <= lever.most:
            found.append((abs(end - lever.central), not lever.low <= at <= lever.high, end, there))
    if not found:
        return None, None, False
    _, beyond, end, there = min(found, key=lambda item: item[:3])
    return end, there, not beyond


def find_verdict_flips(
    bounds: Bounds, picks: Picks, verdict: Verdict, some: Iterable[Lever]
) -> tuple[VerdictFlip, ...]:
    """Find where knowing one judgement would change the verdict.

    Parameters
    ----------
    bounds : Bounds
    picks : int array (deals, issues)
        The deals that are looked at.
    verdict : {"certain", "possible", "impossible"}
        Of the case.
    some : iterable of Lever
        Weights among them are passed over.

    Returns
    -------
    tuple of VerdictFlip
        Those with a change first, nearest in widths of their range first.

    Notes
    -----
    O(deals · parties) once and O(pivotal deals) for each judgement; for a score that carries an uncertain
    weight 60 times that.
    """
    space = bounds.space
    surely, possibly = bounds.accepts(picks, space.joint)
    sides: dict[int, tuple[_Side, _Side]] = {}
    found = []
    for lever in some:
        if lever.kind == "weight":
            continue
        who = lever.who
        if who not in sides:
            refused = space.joint.refused(picks, who)
            parts = [pivotal(space, accepts, who, refused) for accepts in (surely, possibly)]
            sides[who] = tuple(
                _Side(bounds, who, best, picks[rows], free)
                for best, (rows, free) in zip((False, True), parts, strict=True)
            )  # type: ignore[assignment]
        certain, possible = (_holds(side, lever) for side in sides[who])
        at, to, within = _nearest(lever, verdict, certain, possible)
        found.append(
            VerdictFlip(
                path=lever.path, tied=lever.tied, who=space.who[who], kind=lever.kind, low=lever.low,
                high=lever.high, central=lever.central, certain=certain, possible=possible, at=at, to=to,
                within=within,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=_order))


def _order(flip: VerdictFlip) -> tuple[bool, bool, float, str]:
    width = (flip.high - flip.low) or 1.0
    move = 0.0 if flip.at is None else abs(flip.at - flip.central) / width
    return flip.at is None, not flip.within, move, flip.path


def _holds(side: _Side, lever: Lever) -> Holds:
    if lever.kind == "walk_away":
        return side.walk_away()
    space, stated = side.bounds.space, (lever.low, lever.high)
    if lever.kind == "score":
        return side.score(lever, stated)
    mask = next(mask for feature, _, mask in space.joint.interactions if feature == lever.columns[0])
    return side.rising(mask.holds(side.picks, space.joint.columns), stated)
