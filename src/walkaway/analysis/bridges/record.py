"""What a search for bridges finds, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from ...case import Case
from ..result import Method, Result

__all__ = [
    "KINDS", "BeliefNeeded", "Bridge", "Bridges", "Kind", "OneText", "Proof", "Proposal", "Shortfall",
    "Text",
]  # fmt: skip

Kind = Literal["concession", "red line", "option", "payment", "clause", "ratification"]
KINDS: tuple[Kind, ...] = ("concession", "red line", "option", "payment", "clause", "ratification")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof(Result):
    """What was recomputed from scratch on the changed case.

    Attributes
    ----------
    digest : str
        Of the changed case.
    draws : int
        Realisations drawn anew from it.
    passed : int
        Those in which a stated deal passes, each tested by itself.
    needed : int
        So many reach the target.
    deals : int
        Different deals among those stated.
    below : float or None
        Probability of a zone one step below the change; None where the change has no size.
    holds : bool
        ``passed >= needed``, and ``below`` misses the target.
    """

    digest: str
    draws: int
    passed: int
    needed: int
    deals: int
    below: float | None
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge(Result):
    """One smallest change that reaches the target.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`.
    title : str
        The change, in a sentence.
    payer : str
        Who pays most, measured in shares.
    cost : float
        What the payer pays, on its own scale, in the central realisation.
    share : float
        The same as a share of its reach.
    costs, shares : dict of str to float
        The same for everybody who pays.
    amount : float or None
        Size of the change: a fall of the walk-away, a position between 0 and 1, a share; None where it has
        no size.
    terms : dict
        What else defines the change, by kind.
    probability, error : float
        That some deal passes after it, and the standard error; exact cases have 1 and 0.
    deal : dict of str to str
        Of the deals that the change newly opens, the one most likely to be signed.
    acceptability : float
        Of that deal, after the change.
    proof : Proof
    case : Case
        The changed case itself.
    """

    kind: Kind
    title: str
    payer: str
    cost: float
    share: float
    costs: dict[str, float]
    shares: dict[str, float]
    amount: float | None
    terms: dict[str, Any]
    probability: float
    error: float
    deal: dict[str, str]
    acceptability: float
    proof: Proof
    case: Case = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall(Result):
    """A change that does not reach the target by itself, as large as it was tried; the title says how large.

    Attributes
    ----------
    kind, who, title : str
    most : float
        The highest probability of a zone it can bring.
    """

    kind: Kind
    who: str
    title: str
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BeliefNeeded(Result):
    """What a party would have to believe to ask for a deal that passes; central realisation, exact.

    Attributes
    ----------
    who, about : str
        Who believes something about whom.
    title : str
    believed : float
        The other's walk-away as it is believed now.
    needed : float
        The nearest belief with which the best deal that ``who`` thinks it can get is one that passes.
    own : float
        The other's own walk-away.
    asks : dict of str to str
        The best deal it thinks it can get now; empty if it thinks there is none.
    would_ask : dict of str to str
        The same with the needed belief.
    cost, share : float
        What it gives up between the two, on its own scale and as a share of its reach.
    """

    who: str
    about: str
    title: str
    believed: float
    needed: float
    own: float
    asks: dict[str, str]
    would_ask: dict[str, str]
    cost: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Result):
    """A deal that a mediator could put forward.

    Attributes
    ----------
    deal : dict of str to str
    acceptability, error : float
    interval : tuple of float
        95 % interval of the acceptability.
    fairness : float
        Mean gain over walking away of the party that gains least in a draw, as a share of its most.
    gains : dict of str to float
        Mean gain of each who is asked, as a share of the most that a deal which may be signed gives it.
    lifts : dict of str to (float or None)
        By how much each one's walk-away would have to fall for this very deal to reach the target; None
        where no fall is enough.
    """

    deal: dict[str, str]
    acceptability: float
    error: float
    interval: tuple[float, float]
    fairness: float
    gains: dict[str, float]
    lifts: dict[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Result):
    """The best text at one distance from the last offers.

    Attributes
    ----------
    departures : int
        Named issues on which it takes an option that no last offer named.
    deal : dict of str to str
    changed : tuple of str
        Those issues.
    acceptability, error : float
    """

    departures: int
    deal: dict[str, str]
    changed: tuple[str, ...]
    acceptability: float
    error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OneText(Result):
    """The next step of the one-text procedure.

    Attributes
    ----------
    offers : dict of str to dict
        The last offer of each party that made one.
    now : float
        Acceptability of the better of the offers, what it leaves open as its maker would like it best.
    open : tuple of str
        Issues that none of the last offers names: their options in the texts are nobody's but the mediator's.
    texts : tuple of Text
        Best text for each number of departures, from none.
    step : Text or None
        The first that is more acceptable than the offers by more than the sampling error; None where none is.
    """

    offers: dict[str, dict[str, str]]
    now: float
    open: tuple[str, ...]
    texts: tuple[Text, ...]
    step: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridges(Result):
    """The smallest changes that bring the probability of a zone to a target, cheapest first.

    Attributes
    ----------
    target : float
    probability, error : float
        That there is a zone as things are.
    needed : bool
        Whether the target is missed as things are; if not, ``found`` is empty.
    found : tuple of Bridge
        By share of the payer's reach.
    out_of_reach : tuple of Shortfall
    left_out : tuple of str
        What was not tried, and why; empty where no bridge is needed.
    beliefs : tuple of BeliefNeeded
    proposals : tuple of Proposal
        Most likely to be signed and, among those level with the best, fairest first.
    one_text : OneText or None
        None without offers on record, or where the deals cannot be listed.
    reach : dict of str to float
        What each who is asked has at stake: from its worst to its best efficient deal that would be signed;
        where none would, of all efficient deals. Central realisation, own scale.
    method : Method
    """

    target: float
    probability: float
    error: float
    needed: bool
    found: tuple[Bridge, ...]
    out_of_reach: tuple[Shortfall, ...]
    left_out: tuple[str, ...]
    beliefs: tuple[BeliefNeeded, ...]
    proposals: tuple[Proposal, ...]
    one_text: OneText | None
    reach: dict[str, float]
    method: Method
