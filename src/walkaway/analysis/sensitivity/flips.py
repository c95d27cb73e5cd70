r"""Flips: the smallest move of one judgement that changes the answer, exact, with all others as they are.

The central zone is not empty on :math:`\{t \le b\} \cup \{t \ge a\}`, with ends that are fractions
(:mod:`walkaway.analysis.sensitivity.openings`); the flip is the end nearest to the central value. Weights
and, for a party with weights, scores stay between 0 and 100.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from ...space import Picks
from .movable import Movable, OfJudgement
from .openings import Central, End, Open, OwnDeals


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip(OfJudgement):
    """The smallest move of one judgement that opens or closes the zone of the central realisation."""

    central: Fraction
    open: Open  # for which values there is a deal
    at: Fraction | None  # where the answer changes; None if it does for no value on the scale
    move: Fraction | None  # `at` less the central value
    within: bool  # whether the answer changes within the stated range
    # size of the move, in widths of the range; for a judgement that is one number, in shares of the party's
    # reach (from its worst deal to its best), or of 100 for weights
    effort: float | None
    deal: dict[str, str] | None  # the deal that comes into the zone, or is the last to leave it


def _on_scale(one: Movable, below: End | None, above: End | None, *, always: bool) -> Open:
    """The ends that lie on the scale of the judgement."""
    low = None if below is None or below[0] < one.least else below[0]
    high = None if above is None or above[0] > one.most else above[0]
    whole = (low is not None and low >= one.most) or (high is not None and high <= one.least)
    meet = low is not None and high is not None and low >= high
    return Open(below=low, above=high, always=always or whole or meet)


def _flip(deals: OwnDeals, one: Movable) -> Flip:
    central = deals.central(one)
    below, above, always = deals.ends(one, central)
    state = _on_scale(one, below, above, always=always or deals.free)
    both = (below, state.below), (above, state.above)
    ends = [end for end, kept in both if end is not None and kept is not None]
    at, row = min(ends, key=lambda end: abs(end[0] - central)) if ends and not state.always else (None, None)
    move = None if at is None else at - central
    unit = one.high - one.low if one.moves else 100.0 if one.kind == "weight" else deals.reach
    return Flip(
        **one.said(deals.space), central=central, open=state, at=at, move=move,
        within=at is not None and _inside(one, state, at, opens=not state.at(central)),
        effort=None if move is None else float(abs(move)) / unit,
        deal=None if row is None else deals.space.deal(deals.picks[row]),
    )  # fmt: skip


def _inside(one: Movable, state: Open, at: Fraction, *, opens: bool) -> bool:
    """Whether the stated range reaches the flip; a zone that closes does so just beyond it."""
    if opens:
        return one.low <= at <= one.high
    return one.low <= at < one.high if at == state.below else one.low < at <= one.high


def find_flips(central: Central, picks: Picks, some: Iterable[Movable]) -> tuple[Flip, ...]:
    """Where each of some judgements, moved alone, opens or closes the central zone among some deals.

    Exact. O(deals · parties)
    once, O(deals that the party decides) for each judgement.
    """
    accepts = central.movables.space.accepts(central.values, picks)

    @cache
    def deals_of(who: int) -> OwnDeals:
        return OwnDeals(central, picks, accepts, who)

    return tuple(sorted((_flip(deals_of(one.who), one) for one in some), key=order_of))


def order_of(flip: Flip) -> tuple[bool, bool, float, str]:
    """Flips within the stated range first, then by effort; none last."""
    return flip.at is None, not flip.within, flip.effort or 0.0, flip.path
