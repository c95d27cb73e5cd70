"""Who is asked, as every screen names and colours them."""

from __future__ import annotations

from dataclasses import dataclass

from ...case import Case

__all__ = ["Person", "people"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A party or ratifier as the page names and colours it."""

    who: str
    title: str
    label: str
    tone: str
    ratifier: bool


def people(case: Case) -> dict[str, Person]:
    """Everyone who is asked, with a tone: ``p0`` … ``p7`` for parties, the party's own for its ratifiers."""
    found = {
        who: Person(who=who, title=party.title, label=party.label, tone=f"p{index % 8}", ratifier=False)
        for index, (who, party) in enumerate(case.parties.items())
    }
    for who, ratifier in case.ratifiers.items():
        tone = found[ratifier.for_].tone
        found[who] = Person(who=who, title=ratifier.title, label=ratifier.label, tone=tone, ratifier=True)
    return found
