"""Who must accept: all parties, or conditions on how many of them, or how many votes, say yes.

``all``, ``{quota: 5, vetoes: [a, b]}``, ``{quota: 55 %}``, ``{votes: {a: 206, b: 152}, at_least: 180}``, or a
list of such conditions all of which must hold (states and population, say).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from .base import Record, Schema, Text, described, fault
from .judgement import NUMBER_SCHEMA, Exact, Number, number_in, written
from .patterns import hint_of

_FORMS = (
    "all, {quota: number, vetoes: [parties]}, {votes: {party: number}, at_least: number}, or a list of these"
)
_SHARE = re.compile(r"([0-9]+(?:\.[0-9]+)?|[0-9]+/[0-9]+)[ \N{NO-BREAK SPACE}]*%")
_KEYS = ("quota", "votes", "at_least")
_SHARE_SCHEMA = {"type": "string", "pattern": "^([0-9]+([.][0-9]+)?|[0-9]+/[0-9]+)[ \u00a0]*%$"}


class Level(Record):
    """How much is enough: a number, or a share of all in percent."""

    number: Number
    percent: bool = False

    def of(self, whole: Fraction | int) -> Fraction:
        """What must be reached, where all together are so much; exact."""
        return Fraction(self.number) * Fraction(whole) / 100 if self.percent else Fraction(self.number)

    def __str__(self) -> str:
        return f"{written(self.number)} %" if self.percent else written(self.number)


def _enough(what: str, *, whole: bool = False) -> BeforeValidator:
    """Read a number above 0, or a share."""
    what = f"{what}, or a share such as 55 %"

    def read(value: object) -> object:
        if isinstance(value, Level):
            return value
        share = _SHARE.fullmatch(value.strip()) if isinstance(value, str) else None
        if share is None:
            number = number_in(value, what)
            if number <= 0 or (whole and number != int(number)):
                raise fault(described(value), what)
            return {"number": number}
        number = number_in(share[1] if "/" in share[1] else Decimal(share[1]))
        if not 0 < number <= 100:
            raise fault(described(value), "a share above 0 % and up to 100 %")
        return {"number": number, "percent": True}

    return BeforeValidator(read)


def _votes(value: object) -> object:
    if not isinstance(value, Mapping) or not value:
        raise fault(described(value), "votes such as {party: number}")
    for votes in value.values():
        if number_in(votes, "a number of votes") < 0:
            raise fault(described(votes), "a number of votes, 0 or more")
    return value


class Majority(Record):
    """Enough parties, or enough votes, must say yes, and nobody with a veto no."""

    quota: Annotated[Level, _enough("a whole number of 1 or more", whole=True)] | None = None
    votes: Annotated[dict[Text, Number], BeforeValidator(_votes)] | None = None
    at_least: Annotated[Level, _enough("a number of votes above 0")] | None = None
    vetoes: tuple[Text, ...] = ()  # parties without whom nothing passes, counted like the others

    @classmethod
    def _read(cls, value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise fault(described(value), _FORMS)
        given = [key for key in _KEYS if value.get(key) is not None]
        hint = hint_of([key for key in value if key not in (*_KEYS, "vetoes")], _KEYS)
        if not given:
            raise fault(described(value), _FORMS, hint)
        if "quota" in given and {"votes", "at_least"} & set(value):
            raise fault(described(value), "either quota, or votes with at_least", "a list may hold both")
        if ("votes" in given) != ("at_least" in given):
            raise fault(described(value), "votes together with at_least", hint)
        return value

    @property
    def level(self) -> Level:
        """How much is enough."""
        level = self.quota if self.at_least is None else self.at_least
        assert level is not None  # one of the two is there
        return level

    def held(self, parties: tuple[str, ...]) -> dict[str, Exact]:
        """Votes of each party; one each under a quota."""
        if self.votes is None:
            return dict.fromkeys(parties, Decimal(1))
        return {who: self.votes.get(who, Decimal(0)) for who in parties}

    def whole(self, parties: tuple[str, ...]) -> Fraction:
        """Votes of all parties together."""
        return sum((Fraction(number) for number in self.held(parties).values()), Fraction(0))

    def __str__(self) -> str:
        votes = " of the votes" if self.level.percent else " vote" if self.level.number == 1 else " votes"
        text = f"{self.level}{votes}" if self.votes is not None else str(self.level)
        return f"{text}, with vetoes for {', '.join(self.vetoes)}" if self.vetoes else text

    @classmethod
    def _schema(cls, schema: Schema) -> Schema:
        keys = schema["properties"]
        keys["quota"] = {"anyOf": [{"type": "integer", "minimum": 1}, _SHARE_SCHEMA]}
        keys["votes"] = {"type": "object", "additionalProperties": NUMBER_SCHEMA, "minProperties": 1}
        keys["at_least"] = {"anyOf": [NUMBER_SCHEMA, _SHARE_SCHEMA]}
        schema["oneOf"] = [{"required": ["quota"]}, {"required": ["votes", "at_least"]}]
        return schema


class Agreement(Record):
    """Who must accept: all parties, or as many as each of some conditions asks for."""

    conditions: Annotated[tuple[Majority, ...], Field(description="All must hold.")] = ()  # none: everyone

    @classmethod
    def _read(cls, value: Any) -> Any:
        if value == "all":
            return {}
        if isinstance(value, Mapping):
            made = set(value) == {"conditions"} and isinstance(value["conditions"], tuple)
            return value if made else {"conditions": (value,)}
        if isinstance(value, list) and value:
            return {"conditions": tuple(value)}
        raise fault(described(value), _FORMS)

    @property
    def vetoes(self) -> tuple[str, ...]:
        """Parties with a veto, in the order in which they are named."""
        return tuple(dict.fromkeys(who for condition in self.conditions for who in condition.vetoes))

    def __str__(self) -> str:
        return " and ".join(map(str, self.conditions)) or "all"

    @classmethod
    def _schema(cls, schema: Schema) -> Schema:
        one = schema["properties"]["conditions"]["items"]
        return {"anyOf": [{"const": "all"}, one, {"type": "array", "items": one, "minItems": 1}]}
