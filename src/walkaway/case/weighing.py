"""Items of evidence for weighing why there was no deal: what each speaks for and what against.

The explanations that an item may name are a closed list, because each has a test of its own in
:mod:`walkaway.analysis.why.explanations`. Whatever an item does not name, it leaves as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, WithJsonSchema, model_validator
from pydantic_core import CoreSchema

from .base import TEXT_SCHEMA, Record, Text, described, fault, number_fault
from .judgement import Cites
from .patterns import file_form, renamed

__all__ = ["EXPLANATIONS", "Evidence"]

EXPLANATIONS = (
    "no-zone",
    "wrong-package",
    "misperception",
    "bluff",
    "ratification",
    "commitment",
    "process",
    "illusory",
)
"""Ids of the competing explanations of an impasse, in the order in which they are shown."""


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _weight(value: object) -> object:
    good = isinstance(value, Decimal | int | float) and not isinstance(value, bool) and 0 <= value <= 1
    if not good:
        raise number_fault(value, "a weight from 0 to 1")
    return Decimal(str(value))


Names = Annotated[
    tuple[Text, ...],
    BeforeValidator(_one_or_many),
    WithJsonSchema(
        {"anyOf": [{"enum": list(EXPLANATIONS)}, {"type": "array", "items": {"enum": list(EXPLANATIONS)}}]}
    ),
]


class Evidence(Record):
    """Something known, and which explanations of an impasse it speaks for or against.

    Attributes
    ----------
    says : str
        The item in one sentence.
    for_, against : tuple of str
        Explanations it is consistent and inconsistent with; it is neutral about all others.
    weight : Decimal
        Credibility times relevance, 0–1.
    """

    says: Text
    for_: Annotated[Names, Field(alias="for", description="Explanations it is consistent with.")] = ()
    against: Annotated[Names, Field(description="Explanations it is inconsistent with.")] = ()
    weight: Annotated[
        Decimal,
        BeforeValidator(_weight),
        WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
    ] = Decimal(1)
    note: Text = ""
    cites: Cites = ()

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            raise fault(described(value), "an item with says, and for or against")
        return renamed(value, cite="cites")

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = file_form(handler(core))
        schema["properties"]["says"] = TEXT_SCHEMA
        return schema
