"""What follows no deal: who can do what, what each wants most, and where things stand today.

States are combinations of options, yes or no. A party's wishes stand in order of priority, the most important
first (:mod:`walkaway.case.wishes`); a ranking of states by number, or weights of options, may stand instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from .base import TEXT_SCHEMA, Record, Schema, Text, described, fault, one_or_many
from .judgement import NUMBER_SCHEMA, Cites, Number
from .patterns import hint_of
from .wishes import Wish, wish

_YES, _NO = ("yes", "y", "true"), ("no", "n", "false")
_YES_NO: Schema = {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]}


def _yes_or_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    text = value.lower() if isinstance(value, str) else ""
    if text not in (*_YES, *_NO):
        raise fault(described(value), "yes or no")
    return text in _YES


YesNo = Annotated[bool, BeforeValidator(_yes_or_no), WithJsonSchema(_YES_NO)]
Taken = Annotated[dict[Text, YesNo], Field(min_length=1)]


class AfterOption(Record):
    """Something that a party can do, or leave, when there is no deal."""

    _form = "a mapping with title and by"

    title: Text
    by: Annotated[
        tuple[Text, ...],
        BeforeValidator(one_or_many),
        WithJsonSchema({"anyOf": [TEXT_SCHEMA, {"type": "array", "items": TEXT_SCHEMA, "minItems": 1}]}),
        Field(min_length=1),
    ]
    now: YesNo = False
    only: Literal["", "take", "drop"] = ""
    note: Text = ""
    cites: Cites = ()


class NoMove(Record):
    """A move that cannot be made: from states of one pattern to states of another."""

    from_: Annotated[Taken, Field(alias="from")]
    to: Taken
    by: Text = ""


class Wished(Record):
    """One wish, and the words it rests on."""

    wish: Text
    note: Text = ""
    cites: Cites = ()

    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"wish": value}
        if not isinstance(value, Mapping) or "wish" not in value:
            raise fault(described(value), "a wish such as not tests, or a mapping with wish")
        return value

    @classmethod
    def _schema(cls, schema: Schema) -> Schema:
        return {"anyOf": [{"type": "string"}, schema]}


def _states(value: object) -> object:
    if not isinstance(value, list | tuple) or not value:
        raise fault(described(value), "states by number, best first; a list inside it is a tie")
    groups = [tuple(one) if isinstance(one, list | tuple) else (one,) for one in value]
    for number in (number for group in groups for number in group):
        whole = isinstance(number, int | Decimal) and not isinstance(number, bool) and number == int(number)
        if not whole or number < 1:
            raise fault(described(number), "the number of a state, 1 or more")
    return tuple(tuple(int(number) for number in group) for group in groups)


_STATE: Schema = {"type": "integer", "minimum": 1}
Ranking = Annotated[
    tuple[tuple[int, ...], ...],
    BeforeValidator(_states),
    WithJsonSchema({
        "type": "array", "minItems": 1, "items": {"anyOf": [_STATE, {"type": "array", "items": _STATE}]}
    }),
]  # fmt: skip
_WEIGHTS: Schema = {"type": "object", "additionalProperties": NUMBER_SCHEMA}
_FORMS = "wishes, most important first; or a mapping with wishes, ranking or weights"


class Wishes(Record):
    """What one party wants after no deal: its wishes, a ranking of states, or weights of options."""

    wishes: Annotated[tuple[Wished, ...], Field(description="Most important first.")] = ()
    ranking: Ranking = ()
    weights: Annotated[dict[Text, Number], WithJsonSchema(_WEIGHTS)] = Field(default_factory=dict)
    note: Text = ""
    cites: Cites = ()

    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, list):
            value = {"wishes": value}
        if not isinstance(value, Mapping):
            raise fault(described(value), _FORMS)
        given = [key for key in ("wishes", "ranking", "weights") if value.get(key)]
        if len(given) != 1:
            found = f"both {given[0]} and {given[1]}" if given else described(value)
            raise fault(found, _FORMS, hint_of(value, ("wishes", "ranking", "weights")))
        return value

    @classmethod
    def _schema(cls, schema: Schema) -> Schema:
        return {"anyOf": [schema["properties"]["wishes"], schema]}


class Aftermath(Record):
    """What the parties can do after no deal, and what each of them wants."""

    options: Annotated[dict[Text, AfterOption], Field(min_length=1)]
    impossible: tuple[Taken, ...] = ()
    same: tuple[Taken, ...] = ()
    no_move: tuple[NoMove, ...] = ()
    wants: dict[Text, Wishes]

    @property
    def who(self) -> tuple[str, ...]:
        """Who decides, in the order in which they are told what they want."""
        return tuple(self.wants)

    def wishes(self, who: str) -> tuple[Wish, ...]:
        """The wishes of a party, read."""
        return tuple(wish(one.wish, tuple(self.options)) for one in self.wants[who].wishes)
