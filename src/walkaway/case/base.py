"""What all records of a case share: text, faults in plain words, frozen and closed to unknown keys."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

from ..errors import quoted

Schema = dict[str, Any]


def fault(found: str, expected: str, hint: str = "") -> PydanticCustomError:
    """Make a validation error that carries what was found and what would be right."""
    return PydanticCustomError(
        "walkaway", "{found} / {expected}", {"found": found, "expected": expected, "hint": hint}
    )


def number_fault(
    value: object, expected: str, *, found: str = "", single: bool = True
) -> PydanticCustomError:
    """Make the error of a value where a number, or unless ``single`` a judgement, should stand."""
    context = {"found": found or described(value), "expected": expected, "value": value, "single": single}
    return PydanticCustomError("number", "{found} / {expected}", context)


def _as_text(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, int | float | bool) or value is None or isinstance(value, list | dict):
        raise fault(described(value), "text")
    return value


TEXT_SCHEMA: Schema = {"type": ["string", "number"]}
Text = Annotated[str, BeforeValidator(_as_text), WithJsonSchema(TEXT_SCHEMA)]


CITE_SCHEMA: Schema = {
    "description": 'Exact words in a document of the case: "document: exact words".',
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
}


def one_or_many(value: object) -> object:
    """A list may be written as its only item."""
    return [value] if isinstance(value, str) else value


Texts = Annotated[
    tuple[Text, ...],
    BeforeValidator(one_or_many),
    WithJsonSchema({"anyOf": [TEXT_SCHEMA, {"type": "array", "items": TEXT_SCHEMA}]}),
]


class Record(BaseModel):
    """Base of all case records: frozen, unknown keys are faults."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        ignored_types=(cached_property,),
        defer_build=True,  # a kind that no case has is not made ready
    )

    @model_validator(mode="before")
    @classmethod
    def _from_file(cls, value: object) -> object:
        return cls._read(value)

    _form: ClassVar[str] = ""
    """What a message says should stand there, where nothing but a mapping will do."""

    @classmethod
    def _read(cls, value: Any) -> Any:
        """The fields of what stands in the file; a short form is written out, a wrong shape is a fault."""
        if cls._form and not isinstance(value, Mapping):
            raise fault(described(value), cls._form)
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        schema: Schema = handler(core)
        if "cite" in schema.get("properties", {}):
            schema["properties"]["cite"] = CITE_SCHEMA
        return cls._schema(schema)

    @classmethod
    def _schema(cls, schema: Schema) -> Schema:
        """The JSON Schema of the form in the file, from that of the fields."""
        return schema


def described(value: object) -> str:
    """Name a wrong value for a message: its kind and, where short, itself."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case Decimal() | Fraction() | int() | float():
            try:
                return f"the number {value!s}"
            except ValueError:  # Python writes no whole number of more than 4,300 digits
                return "a number of thousands of digits"
        case str():
            return quoted(value)
        case list() | tuple():
            return f"a list of {len(value)}" if value else "an empty list"
        case dict():
            keys = ", ".join(list(map(str, value))[:4])
            return f"a mapping of {keys}{', …' if len(value) > 4 else ''}" if value else "an empty mapping"
    return quoted(value)
