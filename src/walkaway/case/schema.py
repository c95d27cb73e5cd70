"""The JSON Schema of the case format, generated from the records, for editors that complete and check."""

from __future__ import annotations

from typing import Any

from .records import Case

__all__ = ["case_schema"]


def case_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a case file as plain data."""
    schema = Case.model_json_schema(by_alias=True, mode="validation")
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Walkaway case, format version 1",
    }
    rest = {key: _something(value) for key, value in schema.items() if key not in head}
    return head | rest


def _something(schema: Any) -> Any:
    """The schema without nulls: a key is left out, never empty."""
    if isinstance(schema, list):
        return [_something(one) for one in schema if one != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _something(value) for key, value in schema.items() if not (key == "default" and value is None)
    }
