"""Patterns of deals: which options together are impossible, are never accepted, or add points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, WithJsonSchema, model_validator
from pydantic_core import CoreSchema

from .base import Record, Text, described, fault
from .judgement import CITE_SCHEMA, Cites, Judgement

__all__ = ["Choices", "Interaction", "Pattern", "as_id", "file_form", "renamed"]


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


def as_id(value: object) -> object:
    """Give an id as it was written: an option may be called ``2019`` or ``true``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, Decimal) else value


def _as_choices(value: object) -> object:
    if isinstance(value, list | tuple) and value:
        return tuple(map(as_id, value))
    if isinstance(as_id(value), str):
        return (as_id(value),)
    raise fault(described(value), "an option or a list of options")


_ID_SCHEMA: dict[str, Any] = {"type": ["string", "number", "boolean"]}
Choices = Annotated[
    tuple[Text, ...],
    BeforeValidator(_as_choices),
    WithJsonSchema({"anyOf": [_ID_SCHEMA, {"type": "array", "items": _ID_SCHEMA, "minItems": 1}]}),
]


class Pattern(Record):
    """A set of deals: for each named issue one of the named options; other issues are free.

    Written as ``{issue: option, other: [option, option]}``, or with words as
    ``{when: {…}, note: …, cite: …}``.
    """

    when: Annotated[dict[str, Choices], Field(min_length=1)]
    note: Text = ""
    cites: Cites = ()

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if not isinstance(value, Mapping) or not value:
            raise fault(described(value), "a pattern such as {issue: option, other: [option, option]}")
        if "when" not in value:
            value = {"when": value}
        return renamed(value, cite="cites")

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        full = file_form(handler(core))
        bare = {**full["properties"]["when"], "not": {"required": ["when"]}}
        return {"anyOf": [bare, full]}

    def holds(self, deal: Mapping[str, str]) -> bool:
        """Whether a deal (issue → option) lies in the pattern; a missing issue does not match."""
        return all(deal.get(issue) in options for issue, options in self.when.items())


class Interaction(Record):
    """Points added to a party's total where a whole pattern holds."""

    when: Annotated[dict[str, Choices], Field(min_length=1)]
    add: Judgement
    note: Text = ""
    cites: Cites = ()

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        return renamed(value, cite="cites")

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return file_form(handler(core))

    @property
    def judgement(self) -> Judgement:
        """The points added, with the interaction's words where they have none of their own."""
        update = {
            key: getattr(self, key)
            for key in ("cites", "note")
            if getattr(self, key) and not getattr(self.add, key)
        }
        return self.add.model_copy(update=update) if update else self.add
