r"""Flips: the smallest move of one judgement that changes the answer, exact, with all others as they are.

In the central realisation the slack of every deal is linear in every single judgement
(:mod:`walkaway.analysis.moving`). A deal that passes if one party accepts is therefore in the zone on a
half-line of that party's judgement, on all of it, or nowhere; and the zone is not empty on

.. math:: \{t \le b\} \cup \{t \ge a\},

with :math:`b` the highest upper and :math:`a` the lowest lower end of these half-lines. Both are fractions
and are computed as fractions: there is no step size, and no flip can hide between two steps.

The flip is the end that is nearest to the central value. Where the zone is open it closes just beyond that
end; where it is empty it opens at it. *Within* says whether that lies in the stated range. Weights and, for a
party with weights, scores stay between 0 and 100; where no value on the scale changes the answer there is no
flip.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ..case import Case
from ..space import Bools, Picks, Space, Values, ordered_scores
from .levers import Kind, Lever, Levers
from .result import Result

__all__ = ["Flip", "Open", "find_flips", "pivotal"]

_NEAR = 1e-9
_TIES = 64
Ints = NDArray[np.int64]
End = tuple[Fraction, int]
"""An end of a half-line, and the row of the deal that makes it."""


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


class _Central:
    """The pivotal deals of one party in the central realisation, in exact numbers."""

    def __init__(self, case: Case, space: Space, values: Values, who: int, picks: Picks) -> None:
        self.space, self.values, self.who, self.picks = space, values, who, picks
        self.unit, joint = values.units[who], space.joint
        own = values.coefficients[:, who : who + 1]
        self.worth: Ints = space.values(own, picks, joint)[:, 0]
        self.away = int(values.walk_away[who])
        self.slack: Ints = self.worth - self.away
        self.held = {f: mask.holds(picks, joint.columns) for f, o, mask in joint.interactions if o == who}
        self.added = np.zeros(len(picks), np.int64)
        for feature, holds in self.held.items():
            self.added += holds * int(own[feature, 0])
        preference = case.preferences[space.who[who]]
        self.scores = {
            issue: ordered_scores(given) if given.order is not None
            else {option: Fraction(point.central) for option, point in given.points.items()}
            for issue, given in preference.scores.items()
        }  # fmt: skip

    def best(self, rows: Bools) -> int | None:
        """Row of largest slack among some."""
        places = np.flatnonzero(rows)
        return int(places[self.slack[places].argmax()]) if len(places) else None

    def lower_end(self, inside: Bools, central: Fraction, share: Fraction) -> tuple[End | None, bool]:
        """From which value on the deals inside pass; whether those outside pass anyway."""
        outside, top = self.best(~inside), self.best(inside)
        if outside is not None and self.slack[outside] >= 0:
            return None, True
        if share == 0:
            return None, top is not None and bool(self.slack[top] >= 0)
        return (None if top is None else (central - int(self.slack[top]) * self.unit / share, top)), False

    def score(self, lever: Lever, share: Fraction) -> tuple[End | None, bool]:
        """Half-line of a score."""
        issue = lever.issues[0]
        options = [column - self.space.first[issue] for column in lever.columns]
        name = self.space.options[issue][options[0]]
        inside = np.isin(self.picks[:, issue], options)
        return self.lower_end(inside, self.scores[self.space.issues[issue]][name], share)

    def weight(self, lever: Lever, share: Fraction) -> tuple[End | None, End | None, bool]:
        """Half-lines of a weight: floats find the deals at the ends, fractions say where they are."""
        left, size = 1 - len(lever.issues) * share, len(lever.issues)
        score = np.zeros(len(self.picks))
        for issue in lever.issues:
            table = self.scores[self.space.issues[issue]]
            score += np.array([float(table[o]) for o in self.space.options[issue]])[self.picks[:, issue]]
        rest = ((self.worth - self.added) * float(self.unit) - float(share) * score) / float(left)
        slope = score - size * rest
        scale = max(1.0, float(np.abs(slope).max(initial=0.0)))
        flat = np.abs(slope) <= _NEAR * scale
        if bool((self.slack[flat] >= 0).any()):
            return None, None, True
        with np.errstate(divide="ignore", invalid="ignore"):
            root = float(share) - self.slack * float(self.unit) / slope
        ends: list[End | None] = []
        for sign in (-1.0, 1.0):
            rows = np.flatnonzero((sign * slope > 0) & ~flat)
            if not len(rows):
                ends.append(None)
                continue
            best = (sign * root[rows]).min()
            near = rows[sign * root[rows] <= best + _NEAR * max(1.0, abs(best))][:_TIES]
            exact = [(self._root(lever, share, left, int(row)), int(row)) for row in near]
            ends.append(max(exact) if sign < 0 else min(exact))
        return ends[0], ends[1], False

    def _root(self, lever: Lever, share: Fraction, left: Fraction, row: int) -> Fraction:
        score = sum(
            (self.scores[self.space.issues[issue]][self.space.options[issue][self.picks[row, issue]]]
             for issue in lever.issues), Fraction(0),
        )  # fmt: skip
        rest = (int(self.worth[row] - self.added[row]) * self.unit - share * score) / left
        return share - int(self.slack[row]) * self.unit / (score - len(lever.issues) * rest)


def _ends(one: _Central, lever: Lever, shares: Levers) -> tuple[End | None, End | None, bool, Fraction]:
    """Both half-lines of a lever, whether it is always open, and its exact central value."""
    weights = shares.weights[lever.who]
    every = np.ones(len(one.picks), bool)
    if lever.kind == "walk_away":
        top, central = one.best(every), one.away * one.unit
        return (None if top is None else (int(one.worth[top]) * one.unit, top)), None, False, central
    if lever.kind == "points":
        column = lever.columns[0]
        central = int(one.values.coefficients[column, lever.who]) * one.unit
        end, always = one.lower_end(one.held[column], central, Fraction(1))
        return None, end, always, central
    if lever.kind == "score":
        issue = one.space.issues[lever.issues[0]]
        share = Fraction(1) if weights is None else weights.centre[weights.names.index(issue)]
        name = one.space.options[lever.issues[0]][lever.columns[0] - one.space.first[lever.issues[0]]]
        end, always = one.score(lever, share)
        return None, end, always, one.scores[issue][name]
    assert weights is not None
    share = weights.centre[lever.columns[0]]
    below, above, always = one.weight(lever, share)
    return *((None if end is None else (100 * end[0], end[1])) for end in (below, above)), always, 100 * share  # type: ignore[return-value]


def _on_scale(lever: Lever, below: End | None, above: End | None, *, always: bool) -> Open:
    """The half-lines cut to the scale of the judgement."""
    low = None if below is None or below[0] < lever.least else below[0]
    high = None if above is None or above[0] > lever.most else above[0]
    whole = (low is not None and low >= lever.most) or (high is not None and high <= lever.least)
    meet = low is not None and high is not None and low >= high
    return Open(below=low, above=high, always=always or whole or meet)


def _flip(one: _Central, lever: Lever, levers: Levers, *, free: bool, reach: float) -> Flip:
    below, above, always, central = _ends(one, lever, levers)
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
    parties: dict[int, tuple[_Central, bool, float]] = {}
    for lever in some:
        who = lever.who
        if who not in parties:
            rows, free = pivotal(space, accepts, who, space.joint.refused(picks, who))
            worth = space.values(values.coefficients[:, who : who + 1], picks, space.joint)
            spread = float(np.ptp(worth)) * float(values.units[who]) if len(picks) else 0.0
            parties[who] = _Central(case, space, values, who, picks[rows]), free, spread or 1.0
        one, free, reach = parties[who]
        found.append(_flip(one, lever, levers, free=free, reach=reach))
    return tuple(
        sorted(found, key=lambda flip: (flip.at is None, not flip.within, flip.effort or 0.0, flip.path))
    )
