"""Patterns of deals: which options together are impossible, are never accepted, or add points; functions.

``when``: all of it must hold; ``unless``: it must not all hold; where both stand, the first must hold and the
second fail. Functions put the points of several patterns together, by sum, min or max, capped and nested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator

from ..errors import nearest
from .base import Record, Schema, Text, described, fault
from .judgement import Cites, Exact, Judgement, Number, number_in, number_where, written

_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,2})?|[-+]?[0-9]{1,60}/[0-9]{1,60}")
_LONGEST = 130


def hint_of(value: Iterable[str], known: tuple[str, ...]) -> str:
    """Suggest a key that is missing for the first key that resembles it."""
    return next((hint for hint in (nearest(key, known) for key in value) if hint), "")


def as_id(value: object) -> object:
    """Give an id as it was written: an option may be called ``2019`` or ``true``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, Decimal) else value


def as_number(text: str) -> Fraction | None:
    """The number that an id of a range says, ``5``, ``2.50`` or ``1/3``; None if it is not a number."""
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        return None
    top, slash, bottom = text.partition("/")
    if slash:
        return Fraction(int(top), int(bottom)) if int(bottom) else None
    return Fraction(Decimal(text))


class Span(Record):
    """A stretch of a range, both ends included: ``{from: 10, to: 20}``; an end that is left out is open."""

    low: Annotated[Number | None, Field(alias="from")] = None
    high: Annotated[Number | None, Field(alias="to")] = None

    @classmethod
    def _read(cls, value: Any) -> Any:
        if not isinstance(value, Mapping) or not value or set(value) - {"from", "to"}:
            hint = hint_of(value, ("from", "to")) if isinstance(value, Mapping) else ""
            raise fault(described(value), "an option, a list of options, or {from, to} of a range", hint)
        if None in value.values():
            raise fault("an end that is empty", "a number", "an end that is left out is open")
        return value

    @model_validator(mode="after")
    def _ordered(self) -> Span:
        if self.low is not None and self.high is not None and self.low > self.high:
            found = f"from {written(self.low)} to {written(self.high)}"
            raise fault(found, "from the lower to the higher", f"from {self.high} to {self.low}?")
        return self

    def holds(self, number: Exact) -> bool:
        """Whether a number lies in the stretch."""
        above = self.low is None or Fraction(self.low) <= Fraction(number)
        return above and (self.high is None or Fraction(number) <= Fraction(self.high))

    def __contains__(self, option: object) -> bool:
        number = as_number(option) if isinstance(option, str) else None
        return number is not None and self.holds(number)

    def __str__(self) -> str:
        if self.high is None:
            return f"from {written(self.low or Decimal(0))}"
        if self.low is None:
            return f"up to {written(self.high)}"
        return f"from {written(self.low)} to {written(self.high)}"


def _as_choices(value: object) -> object:
    if isinstance(value, Span | dict):
        return value
    if isinstance(value, list | tuple) and value:
        return tuple(map(as_id, value))
    if isinstance(as_id(value), str):
        return (as_id(value),)
    raise fault(described(value), "an option or a list of options")


_ID_SCHEMA: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_Listed = Annotated[
    tuple[Text, ...],
    WithJsonSchema({"anyOf": [_ID_SCHEMA, {"type": "array", "items": _ID_SCHEMA, "minItems": 1}]}),
]
Choice = Annotated[
    Annotated[_Listed, Tag("as options")] | Annotated[Span, Tag("as a stretch")],
    Discriminator(lambda value: "as a stretch" if isinstance(value, Span | dict) else "as options"),
    BeforeValidator(_as_choices),
]
"""Some options of an issue, or a stretch of its range."""

_When = Annotated[dict[str, Choice], Field(min_length=1)]


def holds(when: Mapping[str, Choice], deal: Mapping[str, str]) -> bool:
    """Whether every issue of a pattern has one of the named options; a missing issue has none."""
    return all(issue in deal and deal[issue] in choice for issue, choice in when.items())


class _Where(Record):
    """Deals in which all of ``when`` holds, and not all of ``unless``."""

    when: _When = Field(default_factory=dict)
    unless: _When = Field(default_factory=dict)


class Pattern(_Where):
    """A set of deals: for each named issue one of the named options; other issues are free.

    ``{issue: option, other: [option, option]}``, or with words ``{when: {…}, note: …, cite: …}``.
    """

    note: Text = ""
    cites: Cites = ()

    @classmethod
    def _read(cls, value: Any) -> Any:
        if not isinstance(value, Mapping) or not value:
            raise fault(described(value), "a pattern such as {issue: option, other: [option, option]}")
        if not {"when", "unless"} & set(value):
            return {"when": value}
        return value

    @classmethod
    def _schema(cls, schema: Schema) -> Schema:
        schema["anyOf"] = [{"required": ["when"]}, {"required": ["unless"]}]
        bare = {**schema["properties"]["when"], "not": {"anyOf": schema["anyOf"]}}
        return {"anyOf": [bare, schema]}

    def holds(self, deal: Mapping[str, str]) -> bool:
        """Whether a deal (issue → option) lies in the pattern; a missing issue does not match."""
        return holds(self.when, deal) and not (self.unless and holds(self.unless, deal))


class Points(_Where):
    """Points that are added where a whole pattern holds."""

    add: Judgement

    @property
    def judgement(self) -> Judgement:
        """The points, with the words of what holds them where they have none of their own."""
        return self.add.worded(self)


class Interaction(Points):
    """Points added to a party's total where a whole pattern holds."""

    note: Text = ""
    cites: Cites = ()

    @model_validator(mode="after")
    def _somewhere(self) -> Interaction:
        if not self.when and not self.unless:
            raise fault("points without a pattern", "when or unless")
        return self

    @classmethod
    def _schema(cls, schema: Schema) -> Schema:
        return {**schema, "anyOf": [{"required": ["when"]}, {"required": ["unless"]}]}


_Weight = Annotated[Number, number_where(lambda number: number >= 0, "a weight of 0 or more")]


class Part(Points):
    """Points where a pattern holds and 0 elsewhere; without ``when`` and ``unless`` everywhere."""

    weight: _Weight = Field(default=number_in(1))
    note: Text = ""
    cites: Cites = ()


def _part_or_function(value: object) -> str:
    nested = isinstance(value, Mapping) and {"of", "combine", "cap"} & set(value)
    return "as a function" if nested or isinstance(value, Function) else "as a part"


class Function(Record):
    """Parts put together: ``weight`` × the smaller of ``cap`` and the sum, least or greatest of them."""

    combine: Literal["sum", "min", "max"] = "sum"  # over all parts; one that does not hold counts as 0
    weight: _Weight = Field(default=number_in(1))
    cap: Number | None = None
    of: Annotated[
        tuple[
            Annotated[
                Annotated[Function, Tag("as a function")] | Annotated[Part, Tag("as a part")],
                Discriminator(_part_or_function),
            ],
            ...,
        ],
        Field(min_length=1),
    ]
    note: Text = ""
    cites: Cites = ()

    def judgements(self, path: str) -> Iterator[tuple[str, Judgement]]:
        """The points of every part, nested ones included, each with its path."""
        for index, part in enumerate(self.of):
            if isinstance(part, Function):
                yield from part.judgements(f"{path}.of[{index}]")
            else:
                yield f"{path}.of[{index}].add", part.judgement

    @property
    def capped(self) -> bool:
        """Whether it, or a function inside it, has a cap."""
        return self.cap is not None or any(isinstance(part, Function) and part.capped for part in self.of)

    def parts(self) -> Iterator[Part]:
        """Every part, nested ones included."""
        for part in self.of:
            yield from part.parts() if isinstance(part, Function) else [part]
