"""What many signed deals were worth, group by group: the records of a debrief."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...case import Agreement
from ..frontier.frontier import Frontier
from ..result import Method, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupResult(Result):
    """One group: what it signed, and what that was worth."""

    group: str
    line: int  # of the file; 0 where there was none
    deal: dict[str, str] | None  # None for no deal: each party then has its walk-away, and gained nothing
    # by joint gain: one plus the number of groups that gained more together. Ties share a rank
    rank: int
    value: dict[str, float]  # for each party, on its own scale
    gains: dict[str, float]  # by how much that is more than walking away
    weighed: dict[str, float]  # gains in the unit of joint gains, whose sum they make
    places: dict[str, int]  # rank of each party among those of its own role, by value
    joint: float  # gains of all parties together, in the unit of the debrief
    # value left on the table: the most that could have been gained more together without loss to anybody, in
    # a deal that would be signed or that a group signed; of no deal, the most in one that would be signed.
    # None where it is out of reach, and where a deal is not compared
    left: float | None
    # share of each party in the joint gain, negative for one below its walk-away. None without joint gain
    claimed: dict[str, float] | None
    # on the frontier: it would be signed, and no deal that would be, nor one that a group signed, is better
    # for one and worse for nobody. None without a deal, where that is out of reach, and of a deal that
    # nothing betters but that would not be signed: it is not compared
    efficient: bool | None
    # to the nearest efficient value of the same deals, where 1 is all that a party has at stake on those that
    # would be signed. 0 on the frontier; None where not compared
    distance: float | None
    # whether all who must accept would rather have it than walk away. None without a deal
    passes: bool | None
    refused_by: tuple[str, ...]  # whose red lines it crosses
    unwilling: tuple[str, ...]  # parties and ratifiers that would rather walk away, red lines included


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief(Result):
    """Many signed deals of one case, best joint gain first; groups of one rank in the order of the table."""

    parties: tuple[str, ...]
    agreement: str  # who must accept
    walk_away: dict[str, float]  # on each party's own scale
    # what joint gains are counted in: the parties' scale, where it is the same for all. Else empty: the gain
    # of each is then counted as a share of the most that it could gain
    unit: str
    # the most that could be gained together in a deal that would be signed. None without such a
    # deal, and where that is out of reach
    possible: float | None
    signed: int  # groups with a deal
    no_deals: int  # groups without one
    left_aside: tuple[str, ...]  # columns of the table that name no issue
    on_frontier: int  # groups with a deal on the frontier
    groups: tuple[GroupResult, ...]
    method: Method
    front: Frontier = field(repr=False)  # the efficient values, for pictures; not in plain data
    rule: Agreement = field(repr=False)  # the same rule as ``agreement``, to be put into words; nor this
