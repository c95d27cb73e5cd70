"""What every test of an explanation is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ....case import Case, Evidence
from ....space import Bools, Space
from ....space.draws import Draws
from ....space.existence import deal_exists, terms_of
from ....space.weights import Floats
from ...misplaced_beliefs import Misplaced
from ..shares import Share, share_of

__all__ = ["Finding", "FindingPart", "TestSetting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPart:
    """One way in which an explanation can hold, such as for one party.

    Attributes
    ----------
    says : str
        In words.
    event : int or None
        The act on record that it is about.
    by : str
        The party that it is about, if any.
    share : Share
    """

    says: str
    event: int | None
    by: str
    share: Share


@dataclass(frozen=True, eq=False)
class Finding:
    """How an explanation fared."""

    holds: Bools  # (draws,); in which draws its signature is there; none where it cannot be tested
    untestable: str = ""  # why it cannot be tested; empty if it can
    parts: tuple[FindingPart, ...] = ()
    # how far the signature rests on evidence that is not in the draws: 1 where the draws decide alone
    certainty: float = 1.0


@dataclass(frozen=True, eq=False)
class TestSetting:
    """A case with its draws, what the record taught, and the questions that several tests share."""

    case: Case
    space: Space
    draws: Draws
    zone: Bools  # (draws,); in which draws a deal exists, with and without ratifiers
    zone_parties: Bools
    weights: Floats  # (draws,); after the record; they sum to one
    evidence: tuple[Evidence, ...]  # the items that count
    # beliefs that were taken out of the case, as nothing can rest on them
    misplaced: tuple[Misplaced, ...] = ()
    _within: dict[tuple[tuple[str, str], ...], Bools] = field(default_factory=dict, repr=False)

    def share(self, holds: Bools) -> Share:
        """Probability of something after the record."""
        return share_of(holds, self.weights, exact=not self.draws.sampled)

    def part(self, says: str, holds: Bools, *, event: int | None = None, by: str = "") -> FindingPart:
        """One way in which an explanation holds."""
        return FindingPart(says=says, event=event, by=by, share=self.share(holds))

    def untested(self, why: str) -> Finding:
        """An explanation that this case gives no means to test."""
        return Finding(np.zeros(self.draws.count, bool), untestable=why)

    def passes(self, deal: Mapping[str, str]) -> Bools:
        """In which draws everyone would sign some deal with these terms."""
        key = tuple(sorted(deal.items()))
        if key not in self._within:
            terms = terms_of(self.space, deal)
            self._within[key] = deal_exists(self.space, self.draws, terms=terms, where=self.zone)
        return self._within[key]

    @cached_property
    def label(self) -> Mapping[str, str]:
        """Short names of all who are asked."""
        return {who: self.case.label(who) for who in self.case.everyone}

    def event_title(self, index: int) -> str:
        """An event in words: its title, else who offered."""
        event = self.case.record[index]
        return (
            f"“{event.title}”" if event.title else f"offer {index + 1} on record, by {self.label[event.by]}"
        )
