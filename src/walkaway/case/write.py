"""A case handed out: as plain data, YAML in the lightest form, JSON Schema, a small table; and all its cites.

``read(to_yaml(case))`` gives the same case. :mod:`~walkaway.case.edit` changes a file that a person wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from functools import cache
from html import escape
from io import StringIO
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from .agreement import Agreement, Level
from .base import Record
from .expected import Expected, Following
from .history import Telling
from .issues import Issue, Option
from .judgement import TO_BE_JUDGED, Cite, Exact, Judgement
from .judgements import Judgements
from .lines import Path, every_place
from .patterns import Choice, Pattern, Span
from .records import Case, Party
from .yamltext import Number, looks_otherwise

__all__ = ["block", "case_html", "case_schema", "cites_of", "one_line", "to_plain", "to_yaml"]

_PLAIN = re.compile(r"\w([\w.()/>=%&+'’–?!;$-]| (?! ))*(?<! )")
_ENDLESS = 1 << 30


def _words(record: Any) -> dict[str, Any]:
    cites = [str(cite) for cite in record.cites]
    words = {"cite": cites[0] if len(cites) == 1 else cites, "note": record.note}
    return {key: text for key, text in words.items() if text}


def _number(number: Exact) -> int | float | str | Decimal:
    """Give an int where whole, a float where that loses nothing, else the decimal itself; 1/3 as text."""
    if isinstance(number, Fraction):
        return str(number)
    if number == number.to_integral_value():
        return int(number)
    return float(number) if Decimal(repr(float(number))) == number else number


def _judgement(item: Judgement) -> Any:
    words = _words(item)
    low, high = _number(item.low), _number(item.high)
    if item.likely is not None:
        return {"low": low, "likely": _number(item.likely), "high": high, **words}
    value: Any = TO_BE_JUDGED if item.open else low if item.exact else [low, high]
    key = "range" if isinstance(value, list) else "value"
    return {key: value, **words} if words else value


def _without(point: Judgement, group: Judgements) -> Judgement:
    """Leave out the words that a judgement has from its group."""
    empty: dict[str, Any] = {"cites": (), "note": ""}
    update = {key: none for key, none in empty.items() if getattr(point, key) == getattr(group, key)}
    return point.model_copy(update=update)


def _judgements(item: Judgements) -> Any:
    words = _words(item)
    if item.linear is not None:
        return {"linear": [_judgement(_without(end, item)) for end in item.linear], **words}
    if item.triangular is not None:
        peak = {} if item.peak is None else {"peak": _judgement(_without(item.peak, item))}
        return {"triangular": [_number(corner) for corner in item.triangular], **peak, **words}
    if item.order is None:
        points = {name: _judgement(_without(point, item)) for name, point in item.points.items()}
        return {"points": points, **words} if words else points
    texts = item.order.texts
    order = texts[0] if len(texts) == 1 else list(texts)
    return {"order": order, **words} if words else order


def to_plain(item: Any) -> Any:
    """Turn a case or any of its records into plain data in the shape of the file, without what is empty."""
    match item:
        case Expected():
            return {"aftermath": to_plain(item.aftermath), **_words(item)}
        case Judgement():
            return _judgement(item)
        case Judgements():
            return _judgements(item)
        case Cite():
            return str(item)
        case Number():  # it may yet turn out to be an id, and is then as it was written
            number = _number(item)
            return number if str(number) == item.text else item
        case Agreement():
            written = [_record(condition) for condition in item.conditions]
            return written[0] if len(written) == 1 else written or "all"
        case Level():
            return str(item) if item.percent else _number(item.number)
        case Pattern() if not (item.unless or item.cites or item.note):
            return {issue: _choice(choice) for issue, choice in item.when.items()}
        case Record():
            return _record(item)
        case dict():
            return {key: to_plain(value) for key, value in item.items()}
        case list() | tuple():
            return [to_plain(value) for value in item]
        case Decimal() | Fraction():
            return _number(item)
    return item


def _choice(choice: Choice) -> Any:
    if isinstance(choice, Span):
        ends = (("from", choice.low), ("to", choice.high))
        return {key: _number(end) for key, end in ends if end is not None}
    return choice[0] if len(choice) == 1 else list(choice)


_ALWAYS = object()  # equals nothing that stands in a record


@cache
def _left_out(kind: type[Record]) -> dict[str, Any]:
    """Fields of a kind of record, each with the value that goes without saying."""
    return {
        name: _ALWAYS if info.is_required() else info.get_default(call_default_factory=True)
        for name, info in kind.model_fields.items()
    }


def _record(item: Record) -> Any:
    plain: dict[str, Any] = {}
    for name, usual in _left_out(type(item)).items():
        value = getattr(item, name)
        if value == usual:
            continue
        if name == "cites":
            plain["cite"] = _words(item)["cite"]
        elif name in ("when", "unless") and isinstance(value, dict) and not isinstance(item, Following):
            plain[name] = {issue: _choice(choice) for issue, choice in value.items()}
        elif not (name == "options" and isinstance(item, Issue) and item.range is not None):
            plain[name.rstrip("_")] = to_plain(value)  # options of a range follow from range and step
    return plain["title"] if isinstance(item, Party | Option) and set(plain) == {"title"} else plain


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


def case_html(case: Case) -> str:
    """A case in a notebook: title, parties, issues with their options, every text escaped."""
    cell = "style='text-align:left'"
    rows = ""
    for issue in case.issues.values():
        options = " · ".join(option.title for option in issue.options.values())
        rows += f"<tr><th {cell}>{escape(issue.title)}</th><td {cell}>{escape(options)}</td></tr>"
    who = ", ".join(escape(party.title) for party in case.parties.values())
    return f"<div><strong>{escape(case.title)}</strong><br>{who}<table>{rows}</table></div>"


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
