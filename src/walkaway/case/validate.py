"""Plain data → records, with every fault of the data in the words of the house.

Faulty places are left out and the rest is tried again, so that one reading reports as much as can be known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..errors import Fault, Faults, closest, nearest, quoted
from .aftermath import Aftermath, AfterOption, NoMove, Wished, Wishes
from .agreement import Majority
from .base import Record, described
from .expected import Following
from .history import Account, Dismissed, Event, Evidence, Handled, Handling, Kept, Telling
from .issues import Issue, Option
from .lines import Lines, Path, every_place, stand_in
from .patterns import Function, Interaction, Part, Pattern
from .phasing import Delivery, Guarantor, Phasing, Prices, Sites
from .procedure import OfficialMandate, Procedure
from .records import Belief, Case, Fallback, Party, Preference, Ratifier
from .right_form import right_form, titled_form

__all__ = ["KEYS", "empty_places", "validated"]

_ALIASES = {"cites": "cite", "for_": "for", "from_": "from", "all_": "all"}
_ROUNDS = 12


def validated(data: dict[str, Any], lines: Lines, faults: Faults) -> Case | None:
    """Make the records, with stand-ins for what is faulty and said so; None if too little is left."""
    for _ in range(_ROUNDS):
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


_ROOTS: dict[str, type[Record]] = {
    "parties": Party, "ratifiers": Ratifier, "agreement": Majority, "impossible": Pattern, "record": Event,
    "issues": Issue, "third_parties": Party, "evidence": Evidence, "preferences": Preference,
    "accounts": Account, "documents": Handling, "aftermath": Aftermath, "path": Phasing,
    "process": Procedure,
}  # fmt: skip
_BRANCHES: dict[tuple[str, str], type[Record]] = {
    ("issues", "options"): Option, ("preferences", "interactions"): Interaction,
    ("preferences", "red_lines"): Pattern, ("preferences", "believes"): Belief,
    ("preferences", "walk_away"): Fallback, ("preferences", "functions"): Function,
    ("preferences", "of"): Part, ("accounts", "told"): Telling, ("documents", "keep"): Kept,
    ("documents", "reject"): Dismissed,
    ("aftermath", "options"): AfterOption, ("aftermath", "no_move"): NoMove,
    ("aftermath", "wants"): Wishes, ("aftermath", "wishes"): Wished,
    ("preferences", "aftermath"): Following,
    ("process", "mandates"): OfficialMandate, ("process", "beyond"): Pattern,
    ("path", "steps"): Delivery, ("path", "guarantors"): Guarantor, ("path", "sites"): Sites,
    ("path", "prices"): Prices,
}  # fmt: skip


def _siblings(path: Path) -> tuple[str, ...]:
    """Which keys are allowed where an unknown key stands."""
    root, *rest = path
    model = _ROOTS[str(root)] if rest else Case
    if (
        model is Handling and len(rest) > 1 and rest[0] not in ("keep", "reject")
    ):  # any other name is a document's
        model, rest = Handled, rest[1:]
    own = model in (Aftermath, Handled, Handling, Phasing, Procedure)
    keys = rest if own else rest[1:]  # elsewhere an id comes first
    inner = [part for part in keys[:-1] if (root, part) in _BRANCHES]
    # the last branch counts: what a party believes has interactions and red lines of its own
    model = _BRANCHES[str(root), str(inner[-1])] if inner else model
    names = tuple(_ALIASES.get(name, name) for name in model.model_fields)
    return (*names, "of", "combine", "cap") if model is Part else names  # a part may be a function


_MODELS: tuple[type[Record], ...] = (Case, Handled, *_ROOTS.values(), *_BRANCHES.values())
KEYS = frozenset(_ALIASES.get(name, name) for model in _MODELS for name in model.model_fields) | {
    "low", "likely", "high", "value", "points", "order", "linear", "triangular", "peak",
}  # fmt: skip
"""Every key of the format."""
