"""Positions as entries of a record: what is offered at once, with what is asked for it, is one offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..positions.cues import Act
from ..positions.finder import Position

__all__ = ["RecordLine", "entries_of"]


@dataclass(frozen=True, slots=True)
class RecordLine:
    """What one party did in some words: all its positions with one cue."""

    by: str
    act: Act
    positions: tuple[Position, ...]


def entries_of(made: Iterable[tuple[Position, list[str]]]) -> Iterator[RecordLine]:
    """Entries, in the order of the text: an offer takes what is asked in return along."""
    groups: dict[tuple[str, str, tuple[int, int]], list[Position]] = {}
    for position, parties in made:
        for party in parties:
            groups.setdefault((party, position.document, position.cue), []).append(position)
    for (party, _, _), positions in groups.items():
        if any(each.act == "offers" for each in positions):
            yield RecordLine(party, "offers", tuple(positions))
            continue
        for each in positions:
            yield RecordLine(party, each.act, (each,))
