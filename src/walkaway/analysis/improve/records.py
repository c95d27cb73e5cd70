"""The records that answer "what would be better than this deal?": improvements, trades, alternatives.

Gains are differences from the given deal on each party's own scale. How they are found is told in
:mod:`walkaway.analysis.improve.improve`.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..result import Method, Result
from .measures import Measures

__all__ = ["Alternative", "Change", "Improvement", "Improvements", "Settlement", "Trade"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One issue of a deal that changes.

    Attributes
    ----------
    issue, before, after : str
    gains : dict of str to float
        What this change alone is worth to each party, own scale.
    """

    issue: str
    before: str
    after: str
    gains: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement(Result):
    """A deal that leaves nobody worse off than the given one.

    Attributes
    ----------
    deal : dict of str to str
    value : tuple of float
        On each party's own scale.
    gains : dict of str to float
    gives : dict of str to float
        What each party gives up on some issues to get more on others, each change valued alone.
    changes : tuple of Change
    count : int or None
        Deals with as many changes and exactly these gains; None where they were not counted.
    share, error : float or None
        Share of draws in which it is an improvement for all, and its Monte Carlo error; None where every
        judgement is one number.
    refused_by : tuple of str
        Who stands in its way in this realisation: of those whose consent is needed, who would still rather
        walk away, or whose red line it crosses. Empty if it passes.
    """

    deal: dict[str, str]
    value: tuple[float, ...]
    gains: dict[str, float]
    gives: dict[str, float]
    changes: tuple[Change, ...]
    count: int | None
    share: float | None
    error: float | None
    refused_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade(Improvement):
    """Two changes that only work together.

    Attributes
    ----------
    interplay : dict of str to float
        What the two changes together are worth beyond the sum of both alone; 0 unless the issues are linked.
    """

    interplay: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement(Result):
    """Efficient deals that dominate the given one, and the solutions that start from it.

    Attributes
    ----------
    efficient : int or None
        Efficient values that dominate the deal; None where these are out of reach.
    reaching : int or None
        Those of them that reach every party's walk-away.
    points : tuple of Improvement
        Some of them, evenly along the frontier.
    solutions : dict of str to (Improvement or None)
        Each bargaining solution with the given deal as the disagreement point; None where the deal crosses a
        red line and nothing is at least as good for everybody. Empty where the efficient deals that dominate
        the given one are out of reach.
    """

    efficient: int | None
    reaching: int | None
    points: tuple[Improvement, ...]
    solutions: dict[str, Improvement | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative(Result):
    """A deal that one party values like the given one and another values more.

    Attributes
    ----------
    who, other : str
        For whom it is level, and for whom it is better.
    deal : dict of str to str
    value : tuple of float
    own, gain : float
        Difference for ``who`` (within the tolerance) and for ``other``, own scales.
    tolerance : float
        In the own scale of ``who``.
    changes : tuple of Change
    away : int
        In how many issues it differs from what the other asked for.
    offer : int or None
        Number of the offer on record that the other asked with; None if it is the given deal.
    refused_by : tuple of str
        As of :class:`Improvement`.
    """

    who: str
    other: str
    deal: dict[str, str]
    value: tuple[float, ...]
    own: float
    gain: float
    tolerance: float
    changes: tuple[Change, ...]
    away: int
    offer: int | None
    refused_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvements(Result):
    """Everything that starts from one deal.

    Attributes
    ----------
    parties : tuple of str
    deal : dict of str to str
    open : tuple of str
        Issues that the offer left open: their options in ``deal`` are those its maker would like best.
    accounts : tuple of dict
        The accounts taken as true: which, what is told, by whom, of which question.
    deal_note : str
        Which deal it is, where that needs words.
    value, walk_away : tuple of float
    refused_by : tuple of str
        Whose red lines the deal crosses.
    unwilling : tuple of str
        Parties and ratifiers that would rather walk away: whose red lines it crosses, and to whom it is worth
        less.
    efficient : bool or None
        No deal within the red lines of those required dominates it, and it is one of these; None where that
        is out of reach.
    dominated_by : int or None
        Deals that dominate it and that nobody refuses who must accept; None where they are too many to count.
    left_out : int
        Deals that dominate it and are refused; not counted where the better deals are too many to list.
    refusing : tuple of str
        Who refuses any of these.
    cheapest : tuple of Improvement
        Fewest changes first, then the largest joint gain (in spans of the frontier).
    looked_at : int
        Up to so many changes every improvement was looked at.
    trades : tuple of Trade
        Largest joint gain first.
    trades_found : int
        All trades, those that another on the same two issues beats included.
    settlement : Settlement
    alternatives : tuple of Alternative
    measures : Measures
    notes : tuple of str
        What could not be looked at, and why.
    method : Method
    """

    parties: tuple[str, ...]
    deal: dict[str, str]
    value: tuple[float, ...]
    walk_away: tuple[float, ...]
    refused_by: tuple[str, ...]
    unwilling: tuple[str, ...]
    efficient: bool | None
    dominated_by: int | None
    left_out: int
    refusing: tuple[str, ...]
    cheapest: tuple[Improvement, ...]
    looked_at: int
    trades: tuple[Trade, ...]
    trades_found: int
    settlement: Settlement
    alternatives: tuple[Alternative, ...]
    measures: Measures
    notes: tuple[str, ...]
    method: Method
    open: tuple[str, ...] = ()
    accounts: tuple[dict[str, str], ...] = ()
    deal_note: str = ""
