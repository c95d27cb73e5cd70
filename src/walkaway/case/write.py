"""Case → plain data → YAML text, in the lightest form the format allows.

``read(to_yaml(case))`` gives the same case. To change a file that a person wrote, use
:func:`walkaway.case.edit.edit_text`, which keeps comments and layout.
"""

from __future__ import annotations

import re
from decimal import Decimal
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from .base import Record
from .judgement import Cite, Judgement, Judgements
from .patterns import Pattern
from .records import Agreement, Case, Option, Party
from .yamltext import looks_otherwise

__all__ = ["one_line", "to_plain", "to_yaml"]

_PLAIN = re.compile(r"\w([\w.()/>=%&+'’–?!;$-]| (?! ))*(?<! )")
_ENDLESS = 1 << 30


def _words(record: Any) -> dict[str, Any]:
    words: dict[str, Any] = {}
    if record.cites:
        cites = [str(cite) for cite in record.cites]
        words["cite"] = cites[0] if len(cites) == 1 else cites
    if record.note:
        words["note"] = record.note
    return words


def _number(number: Decimal) -> int | float | Decimal:
    """Give an int where whole, a float where that loses nothing, else the decimal itself."""
    if number == number.to_integral_value():
        return int(number)
    return float(number) if Decimal(repr(float(number))) == number else number


def _judgement(item: Judgement) -> Any:
    words = _words(item)
    low, high = _number(item.low), _number(item.high)
    if item.likely is not None:
        return {"low": low, "likely": _number(item.likely), "high": high, **words}
    if item.exact:
        return {"value": low, **words} if words else low
    return {"range": [low, high], **words} if words else [low, high]


def _without(point: Judgement, group: Judgements) -> Judgement:
    """Leave out the words that a judgement has from its group."""
    update: dict[str, Any] = {}
    if point.cites == group.cites:
        update["cites"] = ()
    if point.note == group.note:
        update["note"] = ""
    return point.model_copy(update=update)


def _judgements(item: Judgements) -> Any:
    words = _words(item)
    if item.order is None:
        points = {name: _judgement(_without(point, item)) for name, point in item.points.items()}
        return {"points": points, **words} if words else points
    texts = item.order.texts
    order = texts[0] if len(texts) == 1 else list(texts)
    return {"order": order, **words} if words else order


def to_plain(item: Any) -> Any:
    """Turn a case or any of its records into plain data in the shape of the file.

    Parameters
    ----------
    item : Case or any record, mapping, sequence or scalar inside one

    Returns
    -------
    dict, list, str, int, float, Decimal or None
        Parts that are empty are left out.
    """
    match item:
        case Judgement():
            return _judgement(item)
        case Judgements():
            return _judgements(item)
        case Cite():
            return str(item)
        case Decimal():
            return _number(item)
        case Agreement():
            if item.quota is None:
                return "all"
            return {"quota": item.quota, **({"vetoes": list(item.vetoes)} if item.vetoes else {})}
        case Pattern():
            when = {issue: _choice(options) for issue, options in item.when.items()}
            return {"when": when, **_words(item)} if item.cites or item.note else when
        case Record():
            return _record(item)
        case dict():
            return {key: to_plain(value) for key, value in item.items()}
        case list() | tuple():
            return [to_plain(value) for value in item]
    return item


def _choice(options: tuple[str, ...]) -> str | list[str]:
    return options[0] if len(options) == 1 else list(options)


def _record(item: Record) -> Any:
    plain: dict[str, Any] = {}
    for name, info in type(item).model_fields.items():
        value = getattr(item, name)
        if not info.is_required() and value == info.get_default(call_default_factory=True):
            continue
        key = {"cites": "cite", "for_": "for"}.get(name, name)
        if name == "cites":
            plain["cite"] = _words(item)["cite"]
        elif name == "when" and isinstance(value, dict):
            plain["when"] = {issue: _choice(options) for issue, options in value.items()}
        else:
            plain[key] = to_plain(value)
    if isinstance(item, Party | Option) and set(plain) == {"title"}:
        return plain["title"]
    return plain


def _quoted(value: Any) -> Any:
    """Quote all text but plain words, and those too that YAML would read as a number, null or true."""
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and not looks_otherwise(value)
        return value if plain else DoubleQuotedScalarString(value)
    if isinstance(value, dict):
        return {_quoted(key): _quoted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_quoted(item) for item in value]
    return value


def _dumped(value: Any, *, flow: bool | None, width: int) -> str:
    yaml = YAML()
    yaml.default_flow_style = flow
    yaml.width = width
    yaml.allow_unicode = True
    yaml.representer.add_representer(
        Decimal, lambda dump, number: dump.represent_scalar("tag:yaml.org,2002:float", f"{number:f}")
    )
    stream = StringIO()
    yaml.dump(_quoted(value), stream)
    return stream.getvalue()


def one_line(value: Any) -> str:
    """Write plain data as YAML on one line."""
    return _dumped({"x": value}, flow=True, width=_ENDLESS).strip().removeprefix("{x: ").removesuffix("}")


def to_yaml(case: Case) -> str:
    """Write a case as YAML text that reads back to the same case."""
    return _dumped(to_plain(case), flow=None, width=110)
