"""The records that answer "what would be better than this deal?"; gains are from it, on own scales."""

from __future__ import annotations

from dataclasses import dataclass

from ..result import Method, Result
from .measures import Measures


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One issue of a deal that changes."""

    issue: str
    before: str
    after: str
    gains: dict[str, float]  # what this change alone is worth to each party, own scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement(Result):
    """A deal that leaves nobody worse off than the given one."""

    deal: dict[str, str]
    value: tuple[float, ...]  # on each party's own scale
    gains: dict[str, float]
    # what each party gives up on some issues to get more on others, each change valued alone
    gives: dict[str, float]
    changes: tuple[Change, ...]
    count: int | None  # deals with as many changes and exactly these gains; None where they were not counted
    # share of draws in which it is an improvement for all, and its Monte Carlo error; None where every
    # judgement is one number
    share: float | None
    error: float | None
    # who stands in its way in this realisation: of those whose consent is needed, who would still rather walk
    # away, or whose red line it crosses. Empty if it passes
    refused_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade(Improvement):
    """Two changes that only work together."""

    # what both together are worth beyond the sum of each alone; 0 unless the issues are linked
    interplay: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement(Result):
    """Efficient deals that dominate the given one, and the solutions that start from it."""

    efficient: int | None  # efficient values that dominate the deal; None where these are out of reach
    reaching: int | None  # those of them that reach every party's walk-away
    points: tuple[Improvement, ...]  # some of them, evenly along the frontier
    # each bargaining solution with the given deal as the disagreement point; None where the deal crosses a
    # red line and nothing is at least as good for everybody. Empty where the efficient deals that dominate
    # the given one are out of reach
    solutions: dict[str, Improvement | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative(Result):
    """A deal that one party values like the given one and another values more."""

    who: str  # for whom it is level, and for whom it is better
    other: str
    deal: dict[str, str]
    value: tuple[float, ...]
    own: float  # difference for `who` (within the tolerance) and for `other`, own scales
    gain: float
    tolerance: float  # in the own scale of `who`
    changes: tuple[Change, ...]
    away: int  # in how many issues it differs from what the other asked for
    offer: int | None  # number of the offer on record that the other asked with; None if it is the given deal
    refused_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvements(Result):
    """Everything that starts from one deal."""

    parties: tuple[str, ...]
    deal: dict[str, str]
    value: tuple[float, ...]
    walk_away: tuple[float, ...]
    refused_by: tuple[str, ...]  # whose red lines the deal crosses
    # who would rather walk away: whose red lines it crosses, and to whom it is worth less
    unwilling: tuple[str, ...]
    passes: bool  # whether enough would sign it, those who must accept among them; central realisation
    # no deal within the red lines of those required dominates it, and it is one of these; None where that is
    # out of reach
    efficient: bool | None
    # deals that dominate it and that nobody refuses who must accept; None where too many to count
    dominated_by: int | None
    # those of them that would be signed, central realisation; None where they are too many to list. Where
    # some would, `cheapest` and `trades` tell of such alone, as far as they find any
    would_pass: int | None
    # deals that dominate it and are refused; not counted where the better deals are too many to list
    left_out: int
    refusing: tuple[str, ...]  # who refuses any of these
    # fewest changes first, then the largest joint gain (in spans of the frontier)
    cheapest: tuple[Improvement, ...]
    looked_at: int  # up to so many changes every improvement was looked at
    trades: tuple[Trade, ...]  # largest joint gain first
    trades_found: int  # all trades, those that another on the same two issues beats included
    settlement: Settlement
    alternatives: tuple[Alternative, ...]
    measures: Measures
    notes: tuple[str, ...]  # what could not be looked at, and why
    method: Method
    # issues that the offer left open: their options in `deal` are those its maker would like best
    open: tuple[str, ...] = ()
    # the accounts taken as true: which, what is told, by whom, of which question
    accounts: tuple[dict[str, str], ...] = ()
    deal_note: str = ""  # which deal it is, where that needs words
