"""What a tool gives, as JSON Schema: the head that all answers share, and of which kind each own part is.

The parts are the fields of the question's result, as its record names them. Parts may be left out, as those
are that were not asked for, and more may come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from inspect import signature
from typing import Any

from ..question import Question, named

_TEXT: dict[str, Any] = {"type": "string"}
_LEFT_OUT = {
    "type": "object", "properties": {"left_out": {"type": "integer"}}, "required": ["left_out"],
    "description": "How many entries were left out here.",
}  # fmt: skip
_KINDS = (
    (r"bool", "boolean"), (r"str", "string"), (r"int", "integer"),
    (r"float|Fraction|Decimal|Exact", "number"),
    (r"(?:tuple|list|Sequence)\b.*", "array"), (r"(?:dict|Mapping)\b.*", "object"),
)  # fmt: skip


def list_of(item: Mapping[str, Any]) -> dict[str, Any]:
    """A list, which may end with how many of its entries were left out."""
    return {"type": "array", "items": {"anyOf": [dict(item), _LEFT_OUT]}}


def given_of(question: Question[Any]) -> dict[str, Any]:
    """What an answer to a question is: a head, and its own parts."""
    method = dict(_parts(named(".analysis.result:Method")))
    accounts = list_of({"type": "object", "additionalProperties": _TEXT})
    case = {"title": _TEXT, "digest": _TEXT, "accounts": accounts}
    head: dict[str, Any] = {
        "question": {"const": question.name},
        "case": {"type": "object", "properties": case, "required": [*case]},
        "version": _TEXT | {"description": "Of Walkaway."},
        "method": {"type": "object", "properties": method, "description": "How it was found."},
        "accounts": accounts | {"description": "Conflicting accounts that are taken as true."},
        "warnings": list_of(_TEXT),
    }
    record = _record_of(question)
    own = {} if record is None else {name: part for name, part in _parts(record) if name not in head}
    beside = {"not_read": list_of(_TEXT), "looked_at": {"type": ["array", "integer"]}}
    return {"type": "object", "properties": head | own | beside, "required": [*head]}


def _record_of(question: Question[Any]) -> type[Any] | None:
    """The record that a question gives; None where it puts several together, which have a method each."""
    name = signature(named(question.ask)).return_annotation
    named(question.view)  # which loads what is only named where it is asked
    ahead: list[type[Any]] = [named(".analysis.result:Result")]
    while ahead:
        one = ahead.pop()
        ahead += one.__subclasses__()
        if one.__name__ == name and is_dataclass(one):
            return one if "method" in {item.name for item in fields(one)} else None
    return None


def _parts(record: type[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The fields that are told, each with its kinds; any, where it is a record of its own."""
    for item in fields(record):
        if item.repr:
            yield item.name, _kind(str(item.type))


def _kind(words: str) -> dict[str, Any]:
    """The kind of a field by its type; a number may also be told as nothing or in words, as infinity is."""
    found: list[str] = []
    for part in re.split(r" \| (?![^\[]*\])", words):
        kinds = [kind for form, kind in _KINDS if re.fullmatch(form, part)]
        if part != "None" and not kinds:
            return {}
        found += [*kinds, *(["string"] if kinds == ["number"] else [])] or ["null"]
    numbers = ["null"] if "number" in found and "null" not in found else []
    return {"type": list(dict.fromkeys([*found, *numbers]))}
