r"""Flips of spaces too large to list: claimed only where they hold for all deals.

A flip found among some deals may be no flip: a deal nobody looked at may pass just beyond it. So each is put
to the test. The judgement is set a little beyond the flip, to the side where no deal is said to pass, and a
search over all deals (:func:`~walkaway.analysis.zone.too_large.reach_linear`; for two parties also
:func:`~walkaway.analysis.solutions.twosided.two_sided`) has to find none. A deal that it finds joins those
looked at, and the flip is computed again; what is not settled after :data:`SEARCHES` searches is left out
with the reason.

*A little* is four times the tolerance of the search, :math:`4 \cdot 10^{-6}` of the party's scale. Worths are
whole numbers of a unit, and a judgement that moves all deals which it enters alike reaches them a unit apart:
where a little is less than a unit, no deal can pass between the flip and the value tried, so the flip is
exact. Where it is more, and for weights and points inside a function, whose deals are reached at any
distance from each other, no flip is claimed.

Two answers need no search. Where all parties must accept and nobody else is asked, the most that a party can
have among deals that the others accept stands on the exact frontier, since whatever is better for all passes
too: that is where its walk-away flips. And where one deal passes whatever a judgement is, the judgement ends
nothing: more deals only leave more standing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ...case import Case
from ...space import Picks, Space, Values
from ...space.draws import Draws
from ..solutions.twosided import two_sided
from ..zone.too_large import reach_linear
from .flips import Flip, find_flips, order_of
from .moving import Mover

if TYPE_CHECKING:
    from .movable import Lever, Levers

__all__ = ["SEARCHES", "central_draw", "flips_of_all"]

SEARCHES = 150
_NODES = 500
_STEP = 4e-6


def central_draw(values: Values) -> Draws:
    """The central realisation as one draw."""
    return Draws(
        coefficients=values.own_scale(values.coefficients).T[:, :, None].copy(),
        walk_away=values.own_scale(values.walk_away[None])[0][:, None],
        sampled={}, seed=0, count=1,
        caps=None if values.caps is None else values.own_scale(values.caps[None])[0],
    )  # fmt: skip


class _Prover:
    """Deals looked at so far, and the search for others."""

    def __init__(self, case: Case, space: Space, values: Values, picks: Picks, levers: Levers) -> None:
        self.case, self.space, self.values, self.levers = case, space, values, levers
        self.picks, self.left = picks, SEARCHES
        self.mover = Mover(space, central_draw(values), levers)

    def flips(self, some: Iterable[Lever]) -> tuple[Flip, ...]:
        """Among the deals looked at."""
        return find_flips(self.case, self.space, self.values, self.picks, self.levers, some)

    def settled(self, lever: Lever) -> Flip | None:
        """The flip over all deals; None if that is not known."""
        while True:
            flip = self.flips([lever])[0]
            if flip.open.always:
                return flip
            at = self._beyond(lever, flip)
            if at is None:
                return None
            before = len(self.picks)
            if self._none(lever, at):
                return flip
            if len(self.picks) == before:
                return None

    def _beyond(self, lever: Lever, flip: Flip) -> float | None:
        """A value just beyond the flip, nearer than any other deal's; None if there is none."""
        unit, who = float(self.values.units[lever.who]), lever.who
        scale = float(np.abs(self.mover.draws.coefficients[who]).max(initial=0.0)) * len(self.space.issues)
        small = _STEP * max(scale, abs(float(flip.central)) if lever.kind == "walk_away" else 0.0)
        even = lever.alike and len(set(lever.factors)) <= 1 and lever.kind != "weight"
        if flip.at is None or flip.deal is None or not even or not small < unit:
            return None
        side = 1.0 if flip.at == flip.open.below else -1.0
        at = float(flip.at) + side * (small or unit / 2) / self._slope(lever)
        return at if lever.least <= at <= lever.most else None

    def _slope(self, lever: Lever) -> float:
        """What one more of a judgement adds to the worth of a deal that it enters."""
        if lever.kind == "walk_away":
            return 1.0
        share = 1.0
        if lever.kind == "score":
            weights = self.levers.weights[lever.who]
            if weights is not None:
                name = self.space.issues[lever.issues[0]]
                share = float(weights.centre[weights.names.index(name)])
        return share * float(lever.factors[0])

    def _none(self, lever: Lever, at: float) -> bool:
        """Whether no deal at all passes with the lever there; a deal that is found is kept."""
        if self.left <= 0:
            return False
        self.left -= 1
        one = self._set(lever, at)
        space, numbers, away = self.space, one.coefficients[:, :, 0], one.reachable[:, 0]
        needed = [*space.required, *range(space.parties, len(space.who))]
        if not np.isfinite(away[needed]).all():
            return True
        away = np.where(np.isfinite(away), away, 1 + np.abs(numbers).sum(axis=1))  # more than any deal
        found = reach_linear(space, numbers, away, nodes=_NODES)
        if found.picks is not None:
            if not (self.picks == found.picks).all(axis=1).any():
                self.picks = np.concatenate((self.picks, found.picks))
            return False
        if found.decided:
            return True
        both = len(space.who) == len(space.required) == 2
        return both and two_sided(space, numbers, away) is False

    def _set(self, lever: Lever, at: float) -> Draws:
        if lever.kind != "walk_away":
            return self.mover.changed(lever, at)
        away = self.mover.draws.walk_away.copy()
        away[lever.who] = at
        return replace(self.mover.draws, walk_away=away)


def flips_of_all(
    case: Case,
    space: Space,
    values: Values,
    picks: Picks,
    levers: Levers,
    some: Iterable[Lever],
    *,
    efficient: bool,
) -> tuple[tuple[Flip, ...], tuple[Lever, ...]]:
    """Find the flips that hold for all deals of a space too large to list.

    Parameters
    ----------
    case, space, values, levers, some
        As of :func:`~walkaway.analysis.sensitivity.flips.find_flips`.
    picks : int array (deals, issues)
        The deals to begin with.
    efficient : bool
        Whether they are the exact frontier, or where some deal passes all of it that passes.

    Returns
    -------
    tuple of Flip
        As of ``find_flips``.
    tuple of Lever
        Those of which it is not known.

    Notes
    -----
    At most :data:`SEARCHES` mixed-integer programs, nearest flips first; the numbers of searches and of nodes
    are fixed, so the answer is the same everywhere.
    """
    search = _Prover(case, space, values, picks, levers)
    by_path = {lever.path: lever for lever in some}
    alone = space.votes.unanimous and len(space.who) == space.parties
    known, unknown = [], []
    for first in search.flips(by_path.values()):
        lever = by_path[first.path]
        if lever.kind == "walk_away" and efficient and alone:
            known.append(first)
            continue
        flip = search.settled(lever)
        if flip is None:
            unknown.append(lever)
        else:
            known.append(flip)
    return tuple(sorted(known, key=order_of)), tuple(unknown)
