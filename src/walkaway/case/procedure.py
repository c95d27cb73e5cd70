"""How the talks were held: protocol, length, mandates; and how else they could have been."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from ..errors import nearest
from .aftermath import YesNo
from .base import Record, Text, described, fault, one_or_many
from .judgement import Cites, Number, number_where
from .patterns import Pattern

PROTOCOLS = ("alternating", "multiple-offers", "single-text", "mediators-proposal", "two-level", "summit")
"""The kinds of talks that can be played, by name."""


def _protocol(value: object) -> object:
    if value not in PROTOCOLS:
        hint = nearest(value, PROTOCOLS) if isinstance(value, str) else ""
        right = f"one of {', '.join(PROTOCOLS)}"
        raise fault(described(value), right, hint)
    return value


def _protocols(value: object) -> object:
    found = one_or_many(value)
    return tuple(map(_protocol, found)) if isinstance(found, Iterable) else found


_NAME: dict[str, Any] = {"enum": list(PROTOCOLS)}
_Protocol = Annotated[str, BeforeValidator(_protocol), WithJsonSchema(_NAME)]
_Protocols = Annotated[
    tuple[str, ...],
    BeforeValidator(_protocols),
    WithJsonSchema({"anyOf": [_NAME, {"type": "array", "items": _NAME}]}),
]
_MOST = 100_000
_WHOLE = number_where(
    lambda number: number == int(number) and 1 <= number <= _MOST, f"a whole number from 1 to {_MOST:,}"
)
_Rounds = Annotated[Number, _WHOLE, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": _MOST})]
_SHARE = number_where(lambda number: 0 <= number <= 1, "a share from 0 to 1")
_Share = Annotated[Number, _SHARE, WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]


class OfficialMandate(Record):
    """What the officials of one party may agree to."""

    least: Annotated[_Share, Field(description="Share of what is at stake that they must get.")] = Decimal(0)
    beyond: tuple[Pattern, ...] = Field((), description="Patterns that they must not agree to.")
    consult: Annotated[YesNo, Field(description="Whether they take only what ratifiers would.")] = False
    note: Text = ""
    cites: Cites = ()


class Procedure(Record):
    """How the talks were held, and how else they could have been."""

    protocol: Annotated[_Protocol, Field(description="Who may say what when.")]
    rounds: Annotated[_Rounds | None, Field(description="Of principals, where there are any.")] = None
    prepared: Annotated[_Rounds | None, Field(description="Rounds at the working level.")] = None
    mandates: Annotated[dict[str, OfficialMandate], Field(description="Of officials, by party.")] = Field(
        default_factory=dict
    )
    otherwise: Annotated[_Protocols, Field(description="Protocols to compare it with.")] = ()
    note: Text = ""
    cites: Cites = ()
