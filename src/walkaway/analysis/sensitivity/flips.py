r"""Flips: the smallest move of one judgement that changes the answer, exact, with all others as they are.

In the central realisation a deal that passes if one party accepts is in the zone on a half-line of that
party's judgement, on all of it, or nowhere (:mod:`walkaway.analysis.sensitivity.half_lines`); and the zone is
not empty on

.. math:: \{t \le b\} \cup \{t \ge a\},

with :math:`b` the highest upper and :math:`a` the lowest lower end of these half-lines. Both are fractions
and are computed as fractions: there is no step size, and no flip can hide between two steps.

The flip is the end that is nearest to the central value. Where the zone is open it closes just beyond that
end; where it is empty it opens at it. *Within* says whether that lies in the stated range. Weights and, for a
party with weights, scores stay between 0 and 100; where no value on the scale changes the answer there is no
flip.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ...case import Case, Judgement, Judgements
from ...space import Bools, Picks, Space, Values
from ..result import Result
from .half_lines import End, Half, Study, half_lines
from .movable import Kind, Lever, Levers

__all__ = ["Flip", "Open", "find_flips", "order_of", "pivotal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Result):
    """For which values of a judgement the answer is yes: up to ``below``, and from ``above`` on.

    Attributes
    ----------
    below, above : Fraction or None
        None where there is no such end on the scale.
    always : bool
        Yes for every value on the scale.
    """

    below: Fraction | None
    above: Fraction | None
    always: bool

    def at(self, value: Fraction) -> bool:
        """The answer at one value."""
        low = self.below is not None and value <= self.below
        return self.always or low or (self.above is not None and value >= self.above)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip(Result):
    """The smallest move of one judgement that opens or closes the zone of the central realisation.

    Attributes
    ----------
    path : str
    tied : tuple of str
    who : str
    kind : {"walk_away", "score", "points", "weight"}
    low, high : float
        Stated range; weights in shares of 100.
    central : Fraction
    open : Open
        For which values there is a deal.
    at : Fraction or None
        Where the answer changes; None if it does for no value on the scale.
    move : Fraction or None
        ``at`` less the central value.
    within : bool
        Whether the answer changes within the stated range.
    effort : float or None
        Size of the move, in widths of the range; for a judgement that is one number, in shares of the party's
        reach (from its worst deal to its best), or of 100 for weights.
    deal : dict of str to str, or None
        The deal that comes into the zone, or is the last to leave it.
    """

    path: str
    tied: tuple[str, ...]
    who: str
    kind: Kind
    low: float
    high: float
    central: Fraction
    open: Open
    at: Fraction | None
    move: Fraction | None
    within: bool
    effort: float | None
    deal: dict[str, str] | None


def pivotal(space: Space, accepts: Bools, who: int, refused: Bools) -> tuple[Bools, bool]:
    """Deals that pass if one accepts, and whether some deal passes without it.

    Parameters
    ----------
    space : Space
    accepts : bool array (deals, who)
    who : int
    refused : bool array (deals,)
        Deals across a red line of that one.
    """
    yes, no = accepts.copy(), accepts.copy()
    yes[:, who], no[:, who] = True, False
    return space.passes(yes) & ~refused, bool(space.passes(no).any())


def _centre(one: Half, lever: Lever, known: Mapping[str, Judgement | Judgements]) -> Fraction:
    """The exact central value of a lever."""
    if lever.kind == "walk_away":
        return one.away
    if lever.kind == "weight":
        return 100 * one.share(lever.issues[0])
    judgement = known.get(lever.path)
    if isinstance(judgement, Judgement):
        return Fraction(judgement.central)
    issue = lever.issues[0]  # a place in an order
    return one.scores[issue][lever.columns[0] - one.space.first[issue]]


def _on_scale(lever: Lever, below: End | None, above: End | None, *, always: bool) -> Open:
    """The half-lines cut to the scale of the judgement."""
    low = None if below is None or below[0] < lever.least else below[0]
    high = None if above is None or above[0] > lever.most else above[0]
    whole = (low is not None and low >= lever.most) or (high is not None and high <= lever.least)
    meet = low is not None and high is not None and low >= high
    return Open(below=low, above=high, always=always or whole or meet)


def _flip(one: Half, lever: Lever, central: Fraction, *, free: bool, reach: float) -> Flip:
    below, above, always = half_lines(one, lever, central)
    state = _on_scale(lever, below, above, always=always or free)
    ends = [
        end
        for end, kept in ((below, state.below), (above, state.above))
        if end is not None and kept is not None
    ]
    at, row = min(ends, key=lambda end: abs(end[0] - central)) if ends and not state.always else (None, None)
    move = None if at is None else at - central
    width = lever.high - lever.low
    unit = width if width > 0 else 100.0 if lever.kind == "weight" else reach
    return Flip(
        path=lever.path, tied=lever.tied, who=one.space.who[lever.who], kind=lever.kind,
        low=lever.low, high=lever.high, central=central, open=state, at=at, move=move,
        within=at is not None and _inside(lever, state, at, opens=not state.at(central)),
        effort=None if move is None else float(abs(move)) / unit,
        deal=None if row is None else one.space.deal(one.picks[row]),
    )  # fmt: skip


def _inside(lever: Lever, state: Open, at: Fraction, *, opens: bool) -> bool:
    """Whether the stated range reaches the flip; a zone that closes does so just beyond it."""
    if opens:
        return lever.low <= at <= lever.high
    return lever.low <= at < lever.high if at == state.below else lever.low < at <= lever.high


def find_flips(
    case: Case, space: Space, values: Values, picks: Picks, levers: Levers, some: Iterable[Lever]
) -> tuple[Flip, ...]:
    """Find where each of some judgements, moved alone, opens or closes the central zone.

    Parameters
    ----------
    case : Case
    space : Space
    values : Values
        The central realisation.
    picks : int array (deals, issues)
        The deals that are looked at: all that can be carried out, for an answer about the case.
    levers : Levers
    some : iterable of Lever

    Returns
    -------
    tuple of Flip
        Flips within the stated range first, then by effort; judgements without a flip last.

    Notes
    -----
    O(deals · parties) once, O(pivotal deals) for each judgement. Exact where ``values.exact``; else off by
    the rounding of the values, 2^-44 of the party's reach.
    """
    accepts = space.accepts(values, picks)
    found = []
    parties: dict[int, tuple[Half, bool, float]] = {}
    study, known = Study(case, space, values, levers), dict(case.judgements())
    for lever in some:
        who = lever.who
        if who not in parties:
            rows, free = pivotal(space, accepts, who, space.joint.refused(picks, who))
            worth = space.values(values.coefficients[:, who : who + 1], picks, space.joint)
            spread = float(np.ptp(worth)) * float(values.units[who]) if len(picks) else 0.0
            parties[who] = Half(study, who, picks[rows]), free, spread or 1.0
        one, free, reach = parties[who]
        found.append(_flip(one, lever, _centre(one, lever, known), free=free, reach=reach))
    return tuple(sorted(found, key=order_of))


def order_of(flip: Flip) -> tuple[bool, bool, float, str]:
    """Flips within the stated range first, then by effort; none last."""
    return flip.at is None, not flip.within, flip.effort or 0.0, flip.path
