"""What a party offers, demands, refuses or undertakes, told by the author without a verb of speech.

The author's account of somebody else's mind: in the wide band only, for parties and people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from ..findings import Read, Speaker
from ..positions.finder import Position, by_rules
from .candidates import Candidate, finished
from .implicatives import marked_words, signs_of
from .name_table import NameTable
from .reporting_words import HEDGES

EXTRACTOR: Final = "rules-positions/2"
_ANYBODY: Final = re.compile(r"(?:an?|some|many|most|one)\s", re.IGNORECASE)
_SILENT: Final = re.compile(r"(?:any\s|further\s)*(?:comments?|anonymity|interviews?)\b", re.IGNORECASE)


def stances_of(read: Read, found: Sequence[Candidate], names: NameTable) -> Iterator[Candidate]:
    """Positions of a document that nobody's own words hold, each with all that its cue is about."""
    statements = finished(found, read.document)
    taken = {place for item in statements if item.cue for place in range(item.cue.start, item.cue.end)}
    flow = read.document.flow
    told = (
        each
        for each in by_rules(read, statements)
        if _told_of(each) and not _SILENT.match(flow, each.start, each.end)
    )
    for cue, some in groupby(told, key=lambda each: each.cue):
        positions = list(some)
        if taken.isdisjoint(range(*cue)):
            yield _stance(read, positions, names)


def _told_of(each: Position) -> bool:
    """Whether the author tells what a party wants, in nobody's words."""
    sure = each.strong or (each.act == "refuses" and each.named[:1].isupper())
    return bool(each.named) and not each.told and sure and not _ANYBODY.match(each.named)


def _stance(read: Read, positions: Sequence[Position], names: NameTable) -> Candidate:
    first, words = positions[0], read.document.flow[slice(*positions[0].cue)].lower()
    name, party = names.resolve(first.named, first.place)
    said = marked_words(words)
    sign = signs_of([*said, "it"])[-1]
    return Candidate(
        content=[(min(each.start for each in positions), max(each.end for each in positions))],
        kind="position", extractor=EXTRACTOR, cue=first.cue,
        speaker=Speaker(name=name, role="", party=party, start=first.place,
                        end=first.place + len(first.named)),
        negative=sign == "-", possible=sign == "o" or (sign == "+" and not HEDGES.isdisjoint(said)),
    )  # fmt: skip
