"""A case handed out: as YAML in the lightest form and JSON Schema; and all its cites.

``read(to_yaml(case))`` gives the same case. :mod:`~walkaway.case.edit` changes a file that a person wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from io import StringIO
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from .as_plain import to_plain
from .base import Record
from .history import Telling
from .judgement import Cite
from .judgements import Judgements
from .lines import Path, every_place
from .records import Case
from .yamltext import Number, looks_otherwise

_PLAIN = re.compile(r"\w([\w.()/>=%&+'’–?!;$-]| (?! ))*(?<! )")
_ENDLESS = 1 << 30


def _quoted(value: Any) -> Any:
    """Quote all text but plain words, and those too that YAML would read as a number, null or true."""
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and not looks_otherwise(value)
        return value if plain else DoubleQuotedScalarString(value)
    if isinstance(value, dict):
        return {_key(key): _quoted(item) for key, item in value.items()}
    return [_quoted(item) for item in value] if isinstance(value, list) else value


def _key(key: Any) -> Any:
    """Quote a key of several words too: a plain one that is folded over two lines would be no key."""
    return DoubleQuotedScalarString(key) if isinstance(key, str) and " " in key else _quoted(key)


def _dumped(value: Any, *, flow: bool | None, width: int) -> str:
    yaml = YAML()
    yaml.default_flow_style, yaml.width, yaml.allow_unicode = flow, width, True

    def number(dump: Any, number: Number) -> Any:
        tag = yaml.resolver.resolve(ScalarNode, number.text, (True, False))
        return dump.represent_scalar(tag, number.text)

    yaml.representer.add_representer(Number, number)
    yaml.representer.add_representer(
        Decimal, lambda dump, number: dump.represent_scalar("tag:yaml.org,2002:float", f"{number:f}")
    )
    stream = StringIO()
    yaml.dump(_quoted(value), stream)
    return stream.getvalue()


def one_line(value: Any) -> str:
    """Write plain data as YAML on one line."""
    return _dumped({"x": value}, flow=True, width=_ENDLESS).strip().removeprefix("{x: ").removesuffix("}")


def block(value: Any) -> list[str]:
    """Write plain data as lines of YAML, its innermost parts on one line each."""
    return _dumped(value, flow=None, width=_ENDLESS).rstrip("\n").split("\n")


def to_yaml(case: Case) -> str:
    """Write a case as YAML text that reads back to the same case."""
    return _dumped(to_plain(case), flow=None, width=110)


def case_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a case file as plain data, for editors."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Walkaway case, format version 1",
    }
    schema = Case.model_json_schema(by_alias=True, mode="validation")
    return head | {key: _something(value) for key, value in schema.items() if key not in head}


def _something(schema: Any) -> Any:
    """The schema without nulls: a key is left out, never empty."""
    if isinstance(schema, list):
        return [_something(one) for one in schema if one != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if not (key == "default" and value is None)}
    return {key: _something(value) for key, value in kept.items()}


def cites_of(item: Any, path: Path = ()) -> Iterator[tuple[Path, Cite]]:
    """Every cite inside a case or record, with its path in the file; one beside ``points`` comes once."""
    match item:
        case Cite():
            yield path, item
        case Judgements():
            inner = cites_of(item.points, path)
            yield from ((place, cite) for place, cite in inner if cite not in item.cites)
            yield from (((*path, "cite"), cite) for cite in item.cites)
        case Record():
            for name in type(item).model_fields:
                if not (name == "set" and isinstance(item, Telling)):
                    key = "cite" if name == "cites" else name.rstrip("_")
                    yield from cites_of(getattr(item, name), (*path, key))
            if isinstance(item, Telling):
                yield from _cites_set(item, path)
        case dict():
            for key, value in item.items():
                yield from cites_of(value, (*path, key))
        case (Cite(),):
            yield path, item[0]
        case tuple() | list():
            for index, value in enumerate(item):
                yield from cites_of(value, (*path, index))


def _cites_set(item: Telling, path: Path) -> Iterator[tuple[Path, Cite]]:
    """Every cite in what a telling sets, which is still in the form of the file."""
    for text, whole in item.set.items():
        for place, value in every_place(whole, (*path, "set", text)):
            key = next(part for part in reversed(place) if isinstance(part, str))
            if key.rpartition(".")[2] == "cite" and not isinstance(value, dict | list):
                with suppress(ValidationError):  # an issue may be called cite too
                    yield place, Cite.model_validate(value)
