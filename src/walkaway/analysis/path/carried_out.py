"""The answer to how a deal is kept: phases, slack, exposure, where it breaks, what would hold it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...case import Case
from ..result import Method, Result
from .inspection import Inspection, Looking
from .proofs import Certificate, Cut
from .safeguards import Safeguard, WayToHold


@dataclass(frozen=True, slots=True, kw_only=True)
class PathMove(Result):
    """A step, or a share of it, that a party takes in a phase."""

    by: str
    issue: str
    now: str = field(metadata={"told": "from"})  # option that holds today
    to: str  # option in the deal
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Result):
    """One phase of a schedule."""

    phase: int  # from 1
    moves: tuple[PathMove, ...]
    # party → by how much it rather keeps than breaks in this phase, on its own scale; (least, largest) where
    # judgements are ranges
    slack: dict[str, float | tuple[float, float]]
    exposure: dict[str, float]  # party → given by this phase minus got before it


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakPoint(Result):
    """The first step that would not be taken."""

    phase: int
    by: str
    how: str = field(default="", repr=False)  # what pays instead, as in: it gains by holding back


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDeal(Result):
    """A deal that was tried too."""

    deal: dict[str, str]
    verdict: str
    certainty: str
    probability: float
    error: float
    phases: int
    least: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOut(Result):
    """How a deal could be carried out, and whether each side would rather keep than break that."""

    deal: dict[str, str]
    schedule: tuple[Phase, ...]
    # of the central realisation: ``holds``, ``breaks``, ``unbacked`` (nothing stands behind the last step) or
    # ``none`` (no schedule holds, or there is nothing to carry out)
    verdict: str
    certainty: str  # that it holds: ``certain``, ``possible`` or ``impossible``, whatever the judgements are
    probability: float  # share of draws in which it holds
    error: float
    breaks: BreakPoint | None
    safeguards: tuple[Safeguard, ...]
    largest_step: float | None  # share of what remains that each phase can do if the exchange had no end
    proof: str
    given: bool  # whether the schedule was given, not found
    defects: dict[str, int]  # party → the first phase in which it would not do its part
    inspections: tuple[Inspection, ...]  # how often to look, for steps that more detection would make hold
    looks: tuple[Looking, ...]  # for steps with sites: how likely a breach is seen, and what a list does
    assumed: tuple[str, ...]  # in sentences, what the case does not say and was assumed
    method: Method
    # which single safeguard would make the whole schedule hold, cheapest first; none where it holds
    ways: tuple[WayToHold, ...] = ()
    least: float | None = None  # least slack of all, as a share of what its party has at stake
    # party that acts in the last phase → what it would lose by holding back, where the schedule holds:
    # ``completed``, ``bond``, ``guarantor``, ``escrow``, ``undone``; ``liked`` if its part costs it nothing
    backed_by: dict[str, tuple[str, ...]] = field(default_factory=dict)
    refused_by: tuple[str, ...] = ()  # who must accept and refuses the deal, in the central realisation
    others: tuple[OtherDeal, ...] = ()  # where several deals were tried, those that are kept less well
    certificate: Certificate | Cut | None = field(default=None, repr=False)

    @property
    def exposure(self) -> dict[str, float]:
        """The worst exposure of each party over all phases."""
        parties = self.schedule[0].exposure if self.schedule else {}
        return {who: max(phase.exposure[who] for phase in self.schedule) for who in parties}


def unbacked_words(case: Case, found: BreakPoint) -> str:
    """Why a schedule that nothing backs does not hold by itself."""
    return (
        f"Nothing stands behind the last step, by {case.label(found.by)}: once it is all that is left, it "
        "costs something and brings nothing. So it would not be taken; then the one before it is the last, "
        "and so on back to the first. A finite schedule needs something outside it: a relationship worth "
        "keeping, a bond, a guarantor, escrow, or steps of the other side that can be undone; or it must end "
        "with a step that costs its owner nothing."
    )
