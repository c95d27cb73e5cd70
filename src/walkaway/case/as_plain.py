"""A case or any of its records as plain data in the shape of its file, without what goes without saying."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from .agreement import Agreement, Level
from .base import Record
from .expected import Expected, Following
from .issues import Issue, Titled
from .judgement import TO_BE_JUDGED, Cite, Exact, Judgement
from .judgements import Judgements
from .patterns import Choice, Pattern, Span
from .yamltext import Number


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
    return plain["title"] if isinstance(item, Titled) and set(plain) == {"title"} else plain
