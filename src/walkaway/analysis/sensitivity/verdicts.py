r"""When would the three-way verdict change? One judgement becomes known, all others keep their ranges.

A deal is possible if the others possibly let it pass and the largest value it can then have for its party
reaches the lowest walk-away; certain if they surely do and the least value reaches the highest. Each holds
from one value of a score or of points on, and up to one walk-away. Without weights the end is solved for;
with weights and inside a function it is found by halving, to the last bits. No walk-away above a cap is
reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from ...space import DEAL_BUDGET, Bools, Picks
from ...space.values import EASE
from ...space.weights import Floats
from ..zone.bounds import Bounds
from ..zone.zone import Verdict, verdict_of
from .movable import Movable, Movables, OfJudgement
from .openings import Open, deciding

Rows = NDArray[np.intp]

_HALVINGS = 60
_RELATIVE = 1e-12
CUTS = "a weight: known, it cuts what is possible for all weights of the party"
TOO_MANY = "the deals are too many to be listed, and the verdict is about all of them"
UNPROVEN = "the deals are too many to be listed, and a search over all of them settled nothing"
RATHER = "of a party whose walk-away is worth a deal: it bears on both sides of the comparison"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictFlip(OfJudgement):
    """What the verdict would be if one judgement were known."""

    central: float
    certain: Open  # for which values some deal is certain, and possible
    possible: Open
    # the nearest value to the central one at which the verdict differs from that of the case
    at: float | None
    to: Verdict | None  # the verdict there, or just beyond
    within: bool  # whether the verdict changes within the stated range


@dataclass(frozen=True, eq=False)
class _Side:
    """Deals that one party decides, with everything at its best or at its worst for them."""

    bounds: Bounds
    movables: Movables
    who: int
    best: bool
    picks: Picks
    free: bool  # some deal passes without this party

    @cached_property
    def worth(self) -> Floats:
        """Before the cap."""
        return self.bounds.end(self.who, self.picks, most=self.best)

    @cached_property
    def enough(self) -> Bools:
        """Which are worth the walk-away."""
        return np.asarray(self.worth >= self.away)

    @cached_property
    def away(self) -> float:
        return self.bounds.parties[self.who].away[0 if self.best else 1]

    @cached_property
    def bound(self) -> Floats:
        party = self.bounds.parties[self.who]
        return party.high if self.best else party.low

    def open(self, one: Movable) -> Open:
        """For which values of a judgement some deal has this side of the verdict."""
        if self.free:
            return Open(always=True)
        cap = self.bounds.parties[self.who].cap
        if one.kind == "walk_away":
            return Open(below=min(cap, float(self.worth.max()))) if len(self.worth) else Open()
        if self.away > cap:  # no deal will do
            return Open()
        return self._score(one) if one.kind == "score" else self._points(one)

    def _rising(self, inside: Bools) -> Open | None:
        """Where it holds whatever the judgement is, or nowhere; None if that is a matter of the judgement."""
        if bool((self.enough & ~inside).any()):
            return Open(always=True)
        return None if inside.any() else Open()

    def _linear(self, one: Movable, parts: Floats) -> Open:
        """Of a judgement of which one more adds so much to the value of each deal."""
        inside, now = parts > 0, one.high if self.best else one.low
        ends = now + (self.away - self.worth[inside]) / parts[inside]
        return Open(above=float(ends.min()))

    def _score(self, one: Movable) -> Open:
        """Of a score, which carries a weight that is known or not."""
        space, party = self.bounds.space, self.bounds.parties[self.who]
        shares, options = np.array(self.movables.parts(one), float), self.picks[:, one.issues[0]]
        inside = (shares > 0).take(options)
        settled = self._rising(inside)
        if settled is not None:
            return settled
        parts = shares.take(options)
        weights = party.weights
        if weights is None:
            return self._linear(one, parts)
        rows, now = self.picks[inside], one.high if self.best else one.low
        table = np.stack([self.bound[space.first[j] + rows[:, j]] for j in party.columns], axis=1)
        needed = self.away - self.bounds.added(self.who, self.bound, rows)
        column = party.columns.index(one.issues[0])
        parts = parts[inside]

        def reached(to: float, some: Rows) -> Bools:
            scores = table[some]
            scores[:, column] += parts[some] * (to - now)
            worth = weights.highest(scores) if self.best else weights.lowest(scores)
            return np.asarray(worth >= needed[some])

        return _root(reached, len(rows), one.least, one.most)

    def _points(self, one: Movable) -> Open:
        """Of added points, alone or inside a function."""
        joint, (column,), factor = self.bounds.space.joint, one.columns, float(one.factors[0])
        for feature, _, mask in joint.interactions:
            if feature == column:
                parts = factor * mask.holds(self.picks, joint.columns).astype(np.float64)
                settled = self._rising(parts > 0)
                return self._linear(one, parts) if settled is None else settled
        bound = self.bound.copy()
        rest = self.worth - self.bounds.added(self.who, bound, self.picks)

        def reached(to: float, some: Rows) -> Bools:
            bound[column] = factor * to
            added = self.bounds.added(self.who, bound, self.picks[some])
            return np.asarray(rest[some] + added >= self.away)

        reach = abs(self.away) + float(np.abs(bound).sum() + np.abs(rest).max(initial=0.0))
        far = 2 * (reach or 1.0) / (factor or 1.0)
        return _root(reached, len(rest), -far, far)


def _root(reached: Callable[[float, Rows], Bools], count: int, low: float, high: float) -> Open:
    """From where on some row holds, of which none ends to hold as a judgement rises, by halving.

    Rows that hold later than others are not looked at again.
    """
    rows = np.arange(count)
    if reached(low, rows).any():
        return Open(always=True)
    rows = rows[reached(high, rows)]
    if not len(rows):
        return Open()
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        sooner = rows[reached(middle, rows)]
        low, high, rows = (low, middle, sooner) if len(sooner) else (middle, high, rows)
    return Open(above=high)


def _nearest(
    one: Movable, verdict: Verdict, certain: Open, possible: Open, rounding: float
) -> tuple[float | None, Verdict | None, bool]:
    """The nearest value at which the verdict differs, what it is there, and whether the range gets there.

    Between two ends the verdict is everywhere the same, and asked in the middle. Ends that lie no
    further apart than rounding can move them are one.
    """

    def there(at: float) -> Verdict:
        return verdict_of(certain.at(at), possible.at(at))

    if there(one.central) != verdict:
        return one.central, there(one.central), True
    states = (certain.below, certain.above, possible.below, possible.above)
    ends = sorted(float(end) for end in states if end is not None)
    found: list[tuple[float, bool, float, Verdict]] = []
    for end in ends:
        near = rounding + _RELATIVE * abs(end)
        before, after = (max((other for other in ends if other < end - near), default=-np.inf),
                         min((other for other in ends if other > end + near), default=np.inf))  # fmt: skip
        left = there((before + end) / 2) if end > one.least else verdict
        right = there((end + after) / 2) if end < one.most else verdict
        for beyond, reached in (
            (left, one.low < end - near <= one.high), (right, one.low <= end + near < one.high),
        ):  # fmt: skip
            touched = beyond == there(end) and one.low - near <= end <= one.high + near
            if beyond != verdict:
                found.append((abs(end - one.central), not (reached or touched), end, beyond))
    if not found:
        return None, None, False
    _, missed, end, to = min(found)
    return end, to, not missed


def find_verdict_flips(
    bounds: Bounds, picks: Picks, verdict: Verdict, movables: Movables, some: Iterable[Movable]
) -> tuple[VerdictFlip, ...]:
    """Where knowing one judgement would change the verdict of the case; nearest in widths of its range first.

    Those that :func:`unsettled` names are passed over; ``picks`` are all deals. O(deals · parties) once and
    O(deals that the party decides) for each judgement; 60 times that for a score of uncertain weight and for
    points in a function.
    """
    space, found = bounds.space, []

    @cache
    def surely_possibly() -> list[Bools]:
        parts = [both for _, *both in bounds.chunks(DEAL_BUDGET)]
        return [np.concatenate(part) for part in zip(*parts, strict=True)]

    @cache
    def sides(who: int) -> list[_Side]:
        refused = space.joint.refused(picks, who)
        parts = [deciding(space, accepts, who, refused) for accepts in surely_possibly()]
        return [
            _Side(bounds.eased, movables, who, best, np.asfortranarray(picks[rows]), free)
            for best, (rows, free) in zip((False, True), parts, strict=True)
        ]

    for one in some:
        if _reason(bounds, one) is None:
            certain, possible = (side.open(one) for side in sides(one.who))
            party = bounds.parties[one.who]
            rounding = party.slack + EASE * max(map(abs, party.away))
            at, to, within = _nearest(one, verdict, certain, possible, rounding)
            found.append(
                VerdictFlip(**one.said(space), central=one.central, certain=certain, possible=possible,
                            at=at, to=to, within=within)
            )  # fmt: skip
    return tuple(sorted(found, key=_order))


def _order(flip: VerdictFlip) -> tuple[bool, bool, float, str]:
    width = (flip.high - flip.low) or 1.0
    move = 0.0 if flip.at is None else abs(flip.at - flip.central) / width
    return flip.at is None, not flip.within, move, flip.path


def _reason(bounds: Bounds, one: Movable) -> str | None:
    """Why a judgement is left out; None if it is not."""
    if bounds.parties[one.who].fallback is not None:
        return RATHER
    return CUTS if one.kind == "weight" else None


def unsettled(bounds: Bounds, some: Iterable[Movable], *, listed: bool = True) -> dict[str, str]:
    """The judgements for which no such value is computed, by path, and why; ``listed``: all deals are."""
    reasons = {one: _reason(bounds, one) if listed else TOO_MANY for one in some}
    return {path: reason for one, reason in reasons.items() if reason is not None for path in one.paths}
