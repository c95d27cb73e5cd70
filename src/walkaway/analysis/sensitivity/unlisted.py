r"""Flips of spaces too large to list: claimed only where they hold for all deals.

The judgement is set a little beyond a flip found among some deals, and a search over all deals has to find
none that passes. A deal that it finds joins those looked at, and the flip is computed again.

*A little* is four times the tolerance of the search, :math:`4 \cdot 10^{-6}` of the party's scale. A
judgement that moves alike all deals which it enters reaches them a unit apart: where a little is less than a
unit, no deal passes between, and the flip is exact. Where it is more, and for weights and points inside a
function, no flip is claimed. Without a search: where all parties must accept and nobody else is asked, a
walk-away flips on the exact frontier; and where one deal passes whatever a judgement is, the judgement ends
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...space import Picks, Values
from ...space.draws import Draws
from ..frontier.merging import two_have_a_deal
from ..zone.too_large import reach_linear
from .flips import Flip, find_flips, order_of
from .movable import Movable
from .moving import Mover
from .openings import Central

_NODES = 500
_STEP = 4e-6


def central_draw(values: Values) -> Draws:
    """The central realisation as one draw."""
    caps = None
    if values.caps is not None:
        pairs = zip(values.caps.tolist(), values.units, strict=True)
        caps = np.array([np.inf if cap == values.no_cap else float(cap * unit) for cap, unit in pairs])
    return Draws(
        coefficients=values.own_scale(values.coefficients).T[:, :, None].copy(),
        walk_away=values.own_scale(values.walk_away[None])[0][:, None],
        sampled={}, seed=0, count=1, caps=caps,
    )  # fmt: skip


class _FlipSearch:
    """Deals looked at so far, and the search for others."""

    def __init__(self, central: Central, picks: Picks, searches: int) -> None:
        self.central, self.picks, self.left = central, picks, searches
        self.space, self.values = central.movables.space, central.values
        self.mover = Mover(central_draw(central.values), central.movables)

    def settled(self, one: Movable) -> Flip | None:
        """The flip over all deals; None if that is not known."""
        while True:
            (flip,) = find_flips(self.central, self.picks, [one])
            if flip.open.always:
                return flip
            at, before = self._beyond(one, flip), len(self.picks)
            if at is None:
                return None
            if self._none(one, at):
                return flip
            if len(self.picks) == before:
                return None

    def _beyond(self, one: Movable, flip: Flip) -> float | None:
        """A value just beyond the flip, nearer than any other deal's; None if there is none."""
        unit, who = float(self.values.units[one.who]), one.who
        scale = float(np.abs(self.mover.draws.coefficients[who]).max(initial=0.0)) * len(self.space.issues)
        small = _STEP * max(scale, abs(float(flip.central)) if one.kind == "walk_away" else 0.0)
        even = one.alike and len(set(one.factors)) <= 1 and one.kind != "weight"
        if flip.at is None or flip.deal is None or not even or not small < unit:
            return None
        slope = 1.0  # what one more adds to the worth of a deal
        if one.kind == "score":
            slope = float(self.central.movables.share(who, one.issues[0]))
        if one.kind != "walk_away":
            slope *= float(one.factors[0])
        side = 1.0 if flip.at == flip.open.below else -1.0
        at = float(flip.at) + side * (small or unit / 2) / slope
        return at if one.least <= at <= one.most else None

    def _none(self, one: Movable, at: float) -> bool:
        """Whether no deal at all passes with the judgement there; a deal that is found is kept."""
        if self.left <= 0:
            return False
        self.left -= 1
        changed, space = self._set(one, at), self.space
        numbers, away = changed.coefficients[:, :, 0], changed.reachable[:, 0]
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
        return both and two_have_a_deal(space, numbers, away) is False

    def _set(self, one: Movable, at: float) -> Draws:
        if one.kind != "walk_away":
            return self.mover.changed(one, at)
        away = self.mover.draws.walk_away.copy()
        away[one.who] = at
        return replace(self.mover.draws, walk_away=away)


def flips_of_all(
    central: Central, picks: Picks, some: Sequence[Movable], *, efficient: bool, searches: int
) -> tuple[tuple[Flip, ...], tuple[Movable, ...]]:
    """The flips that hold for all deals of a space too large to list, and those of which it is not known.

    ``picks`` are the deals to begin with; they are ``efficient`` if they are the exact frontier or, where
    some deal passes, all of it that passes. At most so many searches, nearest flips first, each with so many
    nodes: counts, so the answer is the same everywhere.
    """
    search, by_path = _FlipSearch(central, picks, searches), {one.path: one for one in some}
    space = central.movables.space
    alone = efficient and space.votes.unanimous and len(space.who) == space.parties
    known, unknown = [], []
    for first in find_flips(central, picks, some):
        one = by_path[first.path]
        flip = first if alone and one.kind == "walk_away" else search.settled(one)
        if flip is None:
            unknown.append(one)
        else:
            known.append(flip)
    return tuple(sorted(known, key=order_of)), tuple(unknown)
