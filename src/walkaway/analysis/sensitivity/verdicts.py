r"""When would the three-way verdict change? One judgement becomes known, all others keep their ranges.

With judgement :math:`t` of party :math:`p` known, a deal is possible if the others possibly let it pass and
the largest value it can then have for :math:`p` reaches the lowest walk-away; it is certain if the others
surely let it pass and the least value reaches the highest. Both values rise with a score and with the points
of a pattern, so each verdict holds from one value on; with the walk-away it holds up to one value. Without
weights the value is linear and solved for; with weights, and inside a function, it is a piecewise linear
function of the judgement that never falls, and its root is found by halving, to the last bits. With a cap
:math:`c` a walk-away above it is never reached.

Weights are left out: one weight that becomes known cuts the polytope of all weights of the party. So is
everything of a party whose walk-away is worth a deal: it bears on both sides of the comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ...space import Picks
from ...space.weights import Floats
from ..result import Result
from ..zone.bounds import Bounds, PartyBounds
from ..zone.zone import Verdict
from .flips import pivotal
from .movable import Kind, Lever

__all__ = [
    "CUTS", "RATHER", "TOO_MANY", "UNPROVEN", "Holds", "VerdictFlip", "find_verdict_flips", "unsettled",
]  # fmt: skip

_HALVINGS = 60
CUTS = "a weight: known, it cuts what is possible for all weights of the party"
TOO_MANY = "the deals are too many to be listed, and the verdict is about all of them"
UNPROVEN = "the deals are too many to be listed, and a search over all of them settled nothing"
RATHER = "of a party whose walk-away is worth a deal: it bears on both sides of the comparison"


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
    def party(self) -> PartyBounds:
        return self.bounds.parties[self.who]

    @property
    def away(self) -> float:
        return self.party.away[0 if self.best else 1]

    @property
    def never(self) -> bool:
        """Whether no deal will do, the walk-away lying above the cap."""
        return self.away > self.party.cap

    @cached_property
    def worth(self) -> Floats:
        """Before the cap."""
        return self.bounds.sums(self.who, self.picks, self.bounds.space.joint)[1 if self.best else 0]

    def walk_away(self) -> Holds:
        if self.free:
            return Holds(always=True)
        worth = self.worth
        return Holds(below=min(self.party.cap, float(worth.max()))) if len(worth) else Holds()

    def rising(self, parts: Floats, stated: tuple[float, float]) -> Holds:
        """A judgement of which one more adds so much to the value of each deal."""
        worth, inside = self.worth, parts > 0
        if self.free or (not self.never and bool((worth[~inside] >= self.away).any())):
            return Holds(always=True)
        if self.never or not inside.any():
            return Holds()
        ends = stated[1 if self.best else 0] + (self.away - worth[inside]) / parts[inside]
        return Holds(above=float(ends.min()))

    def score(self, lever: Lever, stated: tuple[float, float]) -> Holds:
        """A score, which carries a weight that is known or not."""
        space, weights = self.bounds.space, self.party.weights
        issue, limits = lever.issues[0], (lever.least, lever.most)
        share = np.zeros(len(space.options[issue]))
        for column, factor in zip(lever.columns, lever.factors, strict=True):
            share[column - space.first[issue]] = float(factor)
        parts = share[self.picks[:, issue]]
        if weights is None:
            return self.rising(parts, stated)
        inside = parts > 0
        if self.free or (not self.never and bool((self.worth[~inside] >= self.away).any())):
            return Holds(always=True)
        if self.never:
            return Holds()
        rows = self.picks[inside]
        bound = self.party.high if self.best else self.party.low
        table = np.stack([bound[space.first[j] + rows[:, j]] for j in self.party.columns], axis=1)
        needed = self.away - self.bounds.added(self.who, bound, rows, space.joint)
        column, now = self.party.columns.index(issue), stated[1 if self.best else 0]
        start = table[:, column].copy()

        def reached(to: float) -> bool:
            table[:, column] = start + parts[inside] * (to - now)
            worth = weights.highest(table) if self.best else weights.lowest(table)
            return bool((worth >= needed).any())

        return _root(reached, limits)

    def points(self, lever: Lever, stated: tuple[float, float]) -> Holds:
        """Added points, alone or inside a function."""
        space, (column,), factor = self.bounds.space, lever.columns, float(lever.factors[0])
        for feature, _, mask in space.joint.interactions:
            if feature == column:
                holds = mask.holds(self.picks, space.joint.columns).astype(np.float64)
                return self.rising(factor * holds, stated)
        if self.free or self.never:
            return Holds(always=self.free)
        bound = (self.party.high if self.best else self.party.low).copy()
        rest = self.worth - self.bounds.added(self.who, bound, self.picks, space.joint)

        def reached(to: float) -> bool:
            bound[column] = factor * to
            added = self.bounds.added(self.who, bound, self.picks, space.joint)
            return bool((rest + added >= self.away).any())

        reach = abs(self.away) + float(np.abs(bound).sum() + np.abs(rest).max(initial=0.0)) + 1.0
        far = 2 * reach / (factor or 1.0)
        return _root(reached, (-far, far))


def _root(reached: Callable[[float], bool], limits: tuple[float, float]) -> Holds:
    """From where on something holds that never ends to hold as a judgement rises, by halving."""
    low, high = limits
    if reached(low):
        return Holds(always=True)
    if not reached(high):
        return Holds()
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if reached(middle) else (middle, high)
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
        Those that :func:`unsettled` names are passed over.

    Returns
    -------
    tuple of VerdictFlip
        Those with a change first, nearest in widths of their range first.

    Notes
    -----
    O(deals · parties) once and O(pivotal deals) for each judgement; for a score that carries an uncertain
    weight, and for points inside a function, 60 times that.
    """
    space = bounds.space
    surely, possibly = bounds.accepts(picks, space.joint)
    sides: dict[int, tuple[_Side, _Side]] = {}
    found = []
    for lever in some:
        who = lever.who
        if _reason(bounds, lever) is not None:
            continue
        if who not in sides:
            refused = space.joint.refused(picks, who)
            parts = [pivotal(space, accepts, who, refused) for accepts in (surely, possibly)]
            sides[who] = tuple(
                _Side(bounds.eased, who, best, picks[rows], free)
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
    stated = lever.low, lever.high
    if lever.kind == "score":
        return side.score(lever, stated)
    return side.points(lever, stated)


def _reason(bounds: Bounds, lever: Lever) -> str | None:
    """Why a judgement is left out; None if it is not."""
    if bounds.parties[lever.who].fallback is not None:
        return RATHER
    return CUTS if lever.kind == "weight" else None


def unsettled(bounds: Bounds, some: Iterable[Lever], *, listed: bool = True) -> dict[str, str]:
    """The judgements for which no such value is computed, by path, each with the reason.

    Parameters
    ----------
    bounds : Bounds
    some : iterable of Lever
    listed : bool
        Whether the verdict rests on a list of all deals.
    """
    reasons = {lever: _reason(bounds, lever) if listed else TOO_MANY for lever in some}
    return {path: reason for lever, reason in reasons.items() if reason is not None for path in lever.paths}
