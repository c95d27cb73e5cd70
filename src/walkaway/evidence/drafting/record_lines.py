"""Proposals as entries of a record: what is offered in one breath, with what is asked for it, is one offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .cues import Act
from .proposals import Proposal

__all__ = ["Entry", "entries_of"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one party did in some words: all its proposals with one cue."""

    by: str
    act: Act
    proposals: tuple[Proposal, ...]


def entries_of(made: Iterable[tuple[Proposal, list[str]]]) -> Iterator[Entry]:
    """Entries, in the order of the text: an offer takes what is asked in return with it, other acts stand alone."""
    groups: dict[tuple[str, str, tuple[int, int]], list[Proposal]] = {}
    for proposal, parties in made:
        for party in parties:
            groups.setdefault((party, proposal.document, proposal.cue), []).append(proposal)
    for (party, _, _), proposals in groups.items():
        if any(each.act == "offers" for each in proposals):
            yield Entry(party, "offers", tuple(proposals))
            continue
        for each in proposals:
            yield Entry(party, each.act, (each,))
