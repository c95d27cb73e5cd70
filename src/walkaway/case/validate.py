"""Plain data → records, with every fault of the data in the words of the house.

Faulty places are left out and the rest is tried again, so that one reading reports as much as can be known.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..errors import Fault, Faults, closest, nearest, quoted
from .agreement import Agreement, Level, Majority
from .base import Record, described
from .history import Handled, Handling
from .judgement import Cite, Judgement
from .judgements import Judgements
from .lines import Lines, Path, every_place, stand_in
from .patterns import Part, Span
from .records import Case
from .right_form import right_form, titled_form

_ALIASES = {"cites": "cite", "for_": "for", "from_": "from", "all_": "all"}
_ROUNDS = 12


def validated(data: dict[str, Any], lines: Lines, faults: Faults, rounds: int = _ROUNDS) -> Case | None:
    """Make the records, with stand-ins for what is faulty and said so; None if too little is left.

    After so many ``rounds`` of stand-ins it is given up.
    """
    for _ in range(rounds):
        trimmed = lines.trimmed(data)
        try:
            return Case.model_validate(trimmed)
        except ValidationError as error:
            details = error.errors(include_url=False, include_context=True)
        details.sort(key=lambda detail: detail["type"] != "extra_forbidden")  # they explain what is missing
        issues = (_place(trimmed, detail) for detail in details if detail["loc"][:1] == ("issues",))
        ranges = [path[:2] for path in issues if len(path) > 2 and path[2] in ("range", "step")]
        for detail in details:
            path = _place(trimmed, detail)
            if detail["type"] == "extra_forbidden" or not lines.touched(path):  # else it only follows
                faults.add(_fault(detail, path, lines))
            _leave_out(detail, lines.original(path), lines)
        for path in ranges:
            lines.leave_out(path)  # without its range the rest of an issue means nothing
    return None


def empty_places(data: Any, lines: Lines) -> Iterator[Fault]:
    """Faults of keys with nothing behind them, which is never the same as a key that is left out."""
    for path, item in every_place(data):
        if item is None and path[-1] != "likely":
            yield lines.fault(path, "nothing", "a value, or the key left out")


def _leave_out(detail: ErrorDetails, place: Path, lines: Lines) -> None:
    missing = detail["type"] == "missing"
    lines.leave_out(place[:-1] if missing and stand_in(place) is None else place)
    if detail["type"] == "extra_forbidden":
        meant = (*place[:-1], closest(str(place[-1]), _siblings(place)))
        if meant not in lines.known:
            lines.leave_out(meant)


def _place(data: Any, detail: ErrorDetails) -> Path:
    """Map a location in the records to the path in the file, where short forms leave levels out."""
    location: list[Any] = [_ALIASES.get(str(part), part) for part in detail["loc"]]
    last = [location.pop()] if detail["type"] == "missing" else []
    path: Path = ()
    for part in location:
        if part in data if isinstance(data, dict) else isinstance(data, list) and isinstance(part, int):
            data, path = data[part], (*path, part)
    return (*path, *last)


_EXPECTED = {
    "dict_type": "a mapping", "model_type": "a mapping", "tuple_type": "a list",
    "bool_type": "true or false",
}  # fmt: skip


def _fault(detail: ErrorDetails, path: Path, lines: Lines) -> Fault:
    """Say a validation error in the words of the house."""
    value, context = detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "walkaway":
            return lines.fault(path, context["found"], context["expected"], context["hint"])
        case "number":
            hint = right_form(context["value"], path, single=context["single"])
            return lines.fault(path, context["found"], context["expected"], hint)
        case "extra_forbidden":
            last, known = str(path[-1]), _siblings(path)
            found, expected = f"the unknown key {quoted(last)}", f"one of {', '.join(known)}"
            return lines.fault(path, found, expected, nearest(last, known))
        case "literal_error":
            return lines.fault(path, described(value), str(context["expected"]).replace("'", ""))
        case "missing":
            return lines.fault(path, "nothing", f"the key {path[-1]}")
        case "too_short":
            least = "1 entry" if context["min_length"] == 1 else f"{context['min_length']} entries"
            return lines.fault(path, described(value), f"at least {least}")
    expected = _EXPECTED.get(detail["type"], detail["msg"])
    titled = expected == "a mapping" and path[-1:] and path[-1] in ("parties", "third_parties", "options")
    return lines.fault(path, described(value), expected, titled_form(value) if titled else "")


_OWN_FORMS = (Cite, Judgement, Judgements, Level, Span)
"""Records that say themselves what is wrong with their keys."""


def _records_in(kind: Any) -> list[type[Record]]:
    """The records inside a type, whatever holds them."""
    if not isinstance(kind, type) or get_args(kind):
        return [record for part in get_args(kind) for record in _records_in(part)]
    record = Majority if kind is Agreement else kind
    return [record] if issubclass(record, Record) and record not in _OWN_FORMS else []


def _ids_in(kind: Any) -> int:
    """How many ids stand in a path between the key of a type and what is inside it."""
    return int(get_origin(kind) is dict) + max(map(_ids_in, get_args(kind)), default=0)


@cache
def _keys_of(model: type[Record]) -> dict[str, Any]:
    """The keys of a record as a file has them, each with its type."""
    return {_ALIASES.get(name, name): info.annotation for name, info in model.model_fields.items()}


def _siblings(path: Path) -> tuple[str, ...]:
    """Which keys are allowed where an unknown key stands."""
    models: list[type[Record]] = [Case]
    ids = 0
    for part in (part for part in path[:-1] if isinstance(part, str)):
        kind = next((_keys_of(one)[part] for one in models if part in _keys_of(one)), None)
        if ids:
            ids -= 1
        elif inner := _records_in(kind):
            models, ids = inner, _ids_in(kind)
        elif models == [Handling]:  # any other name is a document's
            models = [Handled]
    if Part in models:  # which may be a function
        return (*_keys_of(Part), "of", "combine", "cap")
    return tuple(_keys_of(models[0]))


def _keys_in(models: set[type[Record]]) -> frozenset[str]:
    """The keys of some records and of all that may stand inside them."""
    inner = {one for model in models for kind in _keys_of(model).values() for one in _records_in(kind)}
    return (
        frozenset(key for model in models for key in _keys_of(model))
        if inner <= models
        else _keys_in(models | inner)
    )


KEYS = _keys_in({Case, Handled}) - {"open"} | {
    "low", "likely", "high", "value", "points", "order", "linear", "triangular", "peak",
}  # fmt: skip
"""Every key of the format; of a computed walk-away nobody writes whether it is open."""
