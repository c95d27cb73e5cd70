"""How talks are held: the protocols by name, each as a state machine and as a batch, and their length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .batch import Outcomes, play_batch
from .batches.mediated import play_mediators_proposal, play_single_text
from .batches.multiple_offers import play_multiple_offers
from .batches.two_level import play_two_level
from .protocol import Passes, Protocol
from .protocols.alternating import Alternating
from .protocols.mediators_proposal import MediatorsProposal
from .protocols.multiple_offers import MultipleOffers
from .protocols.single_text import SingleText
from .protocols.two_level import TwoLevel
from .strategy import Strategy


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """One protocol."""

    words: str  # what people read
    batch: Callable[..., Outcomes]  # as :func:`~.batch.play_batch`
    machine: Callable[[int, int, int, Passes | None], Protocol]  # seats, rounds, rounds prepared, rule
    rounds: int = 100  # if nothing else is said
    prepared: int = 0
    levels: bool = False  # officials speak first, or could
    mediated: bool = False  # a mediator proposes, and draws what
    revises: bool = False  # one text, until enough prefer a version of it


def _plain(kind: Callable[[int, int, Passes | None], Protocol]) -> Callable[..., Protocol]:
    return lambda seats, rounds, _, passes: kind(seats, rounds, passes)


def _two_level(seats: int, rounds: int, prepared: int, passes: Passes | None) -> Protocol:
    return TwoLevel(seats, rounds, prepared, passes=passes)


MANNERS: dict[str, Manner] = {
    "alternating": Manner(words="alternating offers", batch=play_batch, machine=_plain(Alternating)),
    "multiple-offers": Manner(
        words="offers of all, and votes on each", batch=play_multiple_offers, machine=_plain(MultipleOffers)
    ),
    "single-text": Manner(
        words="one text of a mediator", batch=play_single_text, machine=_plain(SingleText), mediated=True,
        revises=True,
    ),
    "mediators-proposal": Manner(
        words="proposals of a mediator, answered in secret",
        batch=play_mediators_proposal, machine=_plain(MediatorsProposal), mediated=True,
    ),
    "two-level": Manner(
        words="a working level, then principals", batch=play_two_level, machine=_two_level,
        rounds=3, prepared=30, levels=True,
    ),
    "summit": Manner(
        words="a summit without preparation", batch=play_two_level, machine=_two_level, rounds=3, levels=True
    ),
}  # fmt: skip
"""Name → protocol, as ``walkaway play --protocol`` takes it."""


def all_alike(manner: Manner, strategies: Sequence[Strategy]) -> bool:
    """Whether nothing is drawn in talks with these numbers, so that all sessions are one."""
    return not manner.mediated and all(each.contract.deterministic for each in strategies)
