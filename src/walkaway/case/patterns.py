"""Patterns of deals: which options together are impossible, are never accepted, or add points.

A pattern names for some issues which options, or which stretch of a range, belong to it. ``when``: all of
them must hold. ``unless``: they must not all hold. Where both stand, ``when`` must hold and ``unless`` must
fail.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema

from ..errors import nearest
from .base import Record, Text, described, fault
from .judgement import CITE_SCHEMA, Cites, Exact, Judgement, Number, written

__all__ = [
    "Choice", "Cited", "Interaction", "Pattern", "Span", "When", "as_id", "as_number", "file_form",
    "hint_of", "holds", "renamed",
]  # fmt: skip

_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,2})?|[-+]?[0-9]{1,60}/[0-9]{1,60}")
_LONGEST = 130


def renamed(value: object, **names: str) -> object:
    """Rename keys of the file form to fields of the record (``cite`` → ``cites``)."""
    if not isinstance(value, Mapping):
        return value
    return {names.get(key, key): item for key, item in value.items()}


def file_form(schema: dict[str, Any]) -> dict[str, Any]:
    """JSON Schema of the file form: ``cites`` is written ``cite``."""
    properties = schema.get("properties", {})
    if "cites" in properties:
        schema["properties"] = {"cite" if key == "cites" else key: item for key, item in properties.items()}
        schema["properties"]["cite"] = CITE_SCHEMA
    return schema


class Cited(Record):
    """Base of records that rest on words: ``cite`` in a file is ``cites`` of the record."""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        return renamed(value, cite="cites")

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return file_form(handler(core))


def hint_of(value: Mapping[str, object], known: tuple[str, ...]) -> str:
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
    """A stretch of a range, both ends included: ``{from: 10, to: 20}``; an end that is left out is open.

    Attributes
    ----------
    low, high : number or None
    """

    low: Annotated[Number | None, Field(alias="from")] = None
    high: Annotated[Number | None, Field(alias="to")] = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
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


def _kind(value: object) -> str:
    return _STRETCH if isinstance(value, Span | dict) else _LISTED


_ID_SCHEMA: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_STRETCH, _LISTED = "as a stretch", "as options"
_Listed = Annotated[
    tuple[Text, ...],
    WithJsonSchema({"anyOf": [_ID_SCHEMA, {"type": "array", "items": _ID_SCHEMA, "minItems": 1}]}),
]
Choice = Annotated[
    Annotated[_Listed, Tag(_LISTED)] | Annotated[Span, Tag(_STRETCH)],
    Discriminator(_kind),
    BeforeValidator(_as_choices),
]
"""Some options of an issue, or a stretch of its range."""

When = Annotated[dict[str, Choice], Field(min_length=1)]


def holds(when: Mapping[str, tuple[str, ...] | Span], deal: Mapping[str, str]) -> bool:
    """Whether every issue of a pattern has one of the named options; a missing issue has none."""
    return all(issue in deal and deal[issue] in choice for issue, choice in when.items())


class Pattern(Record):
    """A set of deals: for each named issue one of the named options; other issues are free.

    Written as ``{issue: option, other: [option, option]}``, or with words as
    ``{when: {…}, note: …, cite: …}``.
    """

    when: When = Field(default_factory=dict)
    unless: When = Field(default_factory=dict)
    note: Text = ""
    cites: Cites = ()

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if not isinstance(value, Mapping) or not value:
            raise fault(described(value), "a pattern such as {issue: option, other: [option, option]}")
        if not {"when", "unless"} & set(value):
            value = {"when": value}
        return renamed(value, cite="cites")

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        full = file_form(handler(core))
        full["anyOf"] = [{"required": ["when"]}, {"required": ["unless"]}]
        bare = {**full["properties"]["when"], "not": {"anyOf": full["anyOf"]}}
        return {"anyOf": [bare, full]}

    def holds(self, deal: Mapping[str, str]) -> bool:
        """Whether a deal (issue → option) lies in the pattern; a missing issue does not match."""
        return holds(self.when, deal) and not (self.unless and holds(self.unless, deal))


class Interaction(Cited):
    """Points added to a party's total where a whole pattern holds."""

    when: When = Field(default_factory=dict)
    unless: When = Field(default_factory=dict)
    add: Judgement
    note: Text = ""
    cites: Cites = ()

    @model_validator(mode="after")
    def _somewhere(self) -> Interaction:
        if not self.when and not self.unless:
            raise fault("points without a pattern", "when or unless")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = file_form(handler(core))
        return {**schema, "anyOf": [{"required": ["when"]}, {"required": ["unless"]}]}

    @property
    def judgement(self) -> Judgement:
        """The points added, with the interaction's words where they have none of their own."""
        update = {
            key: getattr(self, key)
            for key in ("cites", "note")
            if getattr(self, key) and not getattr(self.add, key)
        }
        return self.add.model_copy(update=update) if update else self.add
