"""What every test of an explanation is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from ...case import Case, Evidence
from ...space import Bools, Space
from ...space.draws import Draws
from ...space.existence import deal_exists, terms_of
from ...space.weights import Floats
from ..misplaced_beliefs import Misplaced
from .shares import Share, share_of

__all__ = ["Finding", "FindingPart", "TestSetting", "Way"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPart:
    """One way in which an explanation can hold, such as for one party."""

    says: str  # in words
    event: int | None  # the act on record that it is about
    by: str  # the party that it is about, if any
    share: Share


class Way(NamedTuple):
    """One way in which an explanation can hold, and in which draws it does."""

    says: str
    holds: Bools
    event: int | None = None
    by: str = ""


@dataclass(frozen=True, eq=False)
class Finding:
    """How an explanation fared."""

    holds: Bools  # in which draws its signature is there; in none where it cannot be tested
    untestable: str = ""  # why it cannot be tested; empty if it can
    parts: tuple[FindingPart, ...] = ()
    certainty: float = 1.0  # how far it rests on evidence that is not in the draws: 1 where they decide alone


@dataclass(frozen=True, eq=False)
class TestSetting:
    """A case with its draws, what the record taught, and the questions that several tests share."""

    case: Case
    space: Space
    draws: Draws
    zone: Bools  # in which draws a deal exists
    zone_parties: Bools  # the same without ratifiers
    weights: Floats  # of the draws, after the record; they sum to one
    evidence: tuple[Evidence, ...]  # the items that count
    misplaced: tuple[Misplaced, ...] = ()  # beliefs taken out of the case, as nothing can rest on them
    _within: dict[tuple[tuple[str, str], ...], Bools] = field(default_factory=dict, repr=False)

    def share(self, holds: Bools) -> Share:
        """Probability of something after the record."""
        return share_of(holds, self.weights, exact=not self.draws.sampled)

    def found(self, ways: Sequence[Way], holds: Bools | None = None, *, certainty: float = 1.0) -> Finding:
        """A finding with its parts; it holds where any of them does, unless that is said."""
        if holds is None:
            holds = np.logical_or.reduce([way.holds for way in ways])
        parts = (FindingPart(says=w.says, event=w.event, by=w.by, share=self.share(w.holds)) for w in ways)
        return Finding(holds, parts=tuple(parts), certainty=certainty)

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

    def event_title(self, index: int) -> str:
        """An event in words: its title, else who offered."""
        event = self.case.record[index]
        by = self.case.label(event.by)
        return f"“{event.title}”" if event.title else f"offer {index + 1} on record, by {by}"
