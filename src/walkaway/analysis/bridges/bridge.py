"""What a search for bridges finds, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from ...case import Case
from ..result import Method, Result

Kind = Literal["concession", "red line", "option", "payment", "clause", "ratification"]
KINDS: tuple[Kind, ...] = ("concession", "red line", "option", "payment", "clause", "ratification")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof(Result):
    """What was recomputed from scratch on the changed case."""

    digest: str  # of the changed case
    draws: int  # realisations drawn anew from it
    passed: int  # those in which a stated deal passes, each tested by itself
    needed: int  # so many reach the target
    deals: int  # different deals among those stated
    below: float | None  # probability of a zone one step below the change; None where the change has no size
    holds: bool  # `passed >= needed`, and `below` misses the target


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge(Result):
    """One smallest change that reaches the target."""

    kind: Kind  # one of KINDS
    title: str  # the change, in a sentence
    payer: str  # who pays most, measured in shares
    cost: float  # what the payer pays, on its own scale, in the central realisation
    share: float  # the same as a share of its reach
    costs: dict[str, float]  # costs, and shares of reach, of everybody who pays
    shares: dict[str, float]
    # size of the change: a fall of the walk-away, a position from 0 to 1, a share; None where it has none
    amount: float | None
    terms: dict[str, Any]  # what else defines the change, by kind
    probability: float  # that some deal passes after it, and the standard error; exact cases have 1 and 0
    error: float
    deal: dict[str, str]  # of the deals that the change newly opens, the one most likely to be signed
    acceptability: float  # of that deal, after the change
    proof: Proof
    case: Case = field(repr=False)  # the changed case itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall(Result):
    """A change that does not reach the target by itself, as large as its title says."""

    kind: Kind
    who: str
    title: str
    most: float  # the highest probability of a zone it can bring


@dataclass(frozen=True, slots=True, kw_only=True)
class BeliefNeeded(Result):
    """What a party would have to believe to ask for a deal that passes; central realisation, exact."""

    who: str  # who believes something about whom
    about: str
    title: str
    believed: float  # the other's walk-away as it is believed now
    # the nearest belief with which the best deal that `who` thinks it can get is one that passes
    needed: float
    own: float  # the other's own walk-away
    asks: dict[str, str]  # the best deal it thinks it can get now; empty if it thinks there is none
    would_ask: dict[str, str]  # the same with the needed belief
    cost: float  # what it gives up between the two, on its own scale and as a share of its reach
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Result):
    """A deal that a mediator could put forward."""

    deal: dict[str, str]
    acceptability: float
    error: float
    interval: tuple[float, float]  # 95 % interval of the acceptability
    # mean gain over walking away of the party that gains least in a draw, as a share of its most
    fairness: float
    # mean gain of each who is asked, as a share of the most that a deal which may be signed gives it
    gains: dict[str, float]
    # by how much each one's walk-away would have to fall for this very deal to reach the target; None where
    # no fall is enough
    lifts: dict[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Result):
    """The best text at one distance from the last offers."""

    departures: int  # named issues on which it takes an option that no last offer named
    deal: dict[str, str]
    changed: tuple[str, ...]  # those issues
    acceptability: float
    error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OneText(Result):
    """The next step of the one-text procedure."""

    offers: dict[str, dict[str, str]]  # the last offer of each party that made one
    # acceptability of the better of the offers, what it leaves open as its maker would like it best
    now: float
    open: tuple[str, ...]  # issues that none of the last offers names: the mediator alone fills them
    texts: tuple[Text, ...]  # best text for each number of departures, from none
    # the first that is more acceptable than the offers by more than the sampling error, if any is
    step: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridges(Result):
    """The smallest changes that bring the probability of a zone to a target, cheapest first."""

    target: float
    probability: float  # that there is a zone as things are
    error: float
    needed: bool  # whether the target is missed as things are; if not, `found` is empty
    found: tuple[Bridge, ...]  # by share of the payer's reach
    out_of_reach: tuple[Shortfall, ...]
    left_out: tuple[str, ...]  # what was not tried, and why; empty where no bridge is needed
    beliefs: tuple[BeliefNeeded, ...]
    # most likely to be signed and, among those level with the best, fairest first
    proposals: tuple[Proposal, ...]
    one_text: OneText | None  # None without offers on record, or where the deals cannot be listed
    # what each who is asked has at stake: from its worst to its best efficient deal that would be signed;
    # where none would, of all efficient deals. Central realisation, own scale
    reach: dict[str, float]
    method: Method
