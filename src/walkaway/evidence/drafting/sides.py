"""The parties of a draft, how names lead to them, and who only mediates between them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from ..findings import Read
from ..positions.finder import Position
from ..wordlist import COUNTRY_FORMS
from .draft_words import FUNCTION
from .side_names import bare_name, country_in, mediates

EACH: Final = re.compile(
    r"(?:each |both |either |neither |all )?(?:(?:contracting )?part(?:y|ies)|sides?)|both|neither"
)
"""All of them at once."""


@dataclass(slots=True)
class DraftSide:
    """A candidate party."""

    key: str
    title: str
    score: float = 0.0
    first: tuple[int, int] = (10**9, 0)
    aliases: Counter[str] = field(default_factory=Counter)

    def stands_in(self, read: Read) -> bool:
        """Whether a document names it."""
        names = "|".join(map(re.escape, (self.title, *self.aliases)))
        return re.search(rf"\b(?:{names})\b", read.document.flow, re.IGNORECASE) is not None


@dataclass(slots=True)
class Sides:
    """The parties of a draft, and how names lead to them."""

    chosen: list[DraftSide]
    by_name: dict[str, str]
    onlookers: frozenset[str] = frozenset()
    named_in: dict[str, list[str]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)  # titles of others with as much to say, beyond the most
    mediators: frozenset[str] = frozenset()

    def of(self, name: str) -> str:
        """Key of the chosen side that a name belongs to; empty if none."""
        bare = bare_name(name)
        key = self.by_name.get(bare) or self.by_name.get(country_in(name), "") or country_in(name)
        return key if any(side.key == key for side in self.chosen) else ""

    def who(self, position: Position) -> list[str]:
        """Keys of the sides that make a position: none if a stranger does, all of them what all undertake."""
        if bare_name(position.told) in self.onlookers and position.told:
            return []
        if EACH.fullmatch(bare_name(position.named)):
            return self.named_in.get(position.document, [])
        if not position.other:
            return list(filter(None, [self.of(position.named or position.speaker)]))
        own = self.of(position.speaker)
        rest = [side.key for side in self.chosen if side.key != own]
        return rest if own and len(rest) == 1 else []

    def mediator(self, position: Position) -> str:
        """Who suggests what a position says, if that is a mediator or whoever chairs the talks."""
        who = position.named or position.speaker
        if position.act != "offers" or not (mediates(who) or bare_name(who) in self.mediators):
            return ""
        return re.sub(r"\AThe ", "the ", who)

    @property
    def names(self) -> frozenset[str]:
        """Single words that name a side or its people."""
        called = [name.lower() for side in self.chosen for name in (side.title, *side.aliases)]
        return frozenset(word for name in (*called, *COUNTRY_FORMS) for word in name.split()) - FUNCTION
