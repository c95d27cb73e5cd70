"""Who is asked, as every screen names and colours them."""

from __future__ import annotations

from dataclasses import dataclass

from ...case import Case
from ...case.records import Party
from .phrases import listed, one_line, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A party or ratifier as the page names and colours it."""

    who: str
    title: str
    label: str
    introduced: str
    tone: str
    ratifier: bool


def people(case: Case) -> dict[str, Person]:
    """Everyone who is asked, with a tone: ``p0`` … ``p7`` for parties, the party's own for its ratifiers."""
    found = {
        who: _person(who, party, f"p{index % 8}", ratifier=False)
        for index, (who, party) in enumerate(case.parties.items())
    }
    for who, ratifier in case.ratifiers.items():
        found[who] = _person(who, ratifier, found[ratifier.for_].tone, ratifier=True)
    return found


def introductions(case: Case) -> list[str]:
    """Everyone whose short name says something else than the whole: ``Harbour Board (HB).``; or nothing."""
    everyone = {**case.parties, **case.ratifiers}.values()
    short = [one_line(one.introduced) for one in everyone if one.introduced != one.title]
    return [sentence(listed(short))] if short else []


def _person(who: str, party: Party, tone: str, *, ratifier: bool) -> Person:
    return Person(
        who=who,
        title=party.title,
        label=party.label,
        introduced=party.introduced,
        tone=tone,
        ratifier=ratifier,
    )
