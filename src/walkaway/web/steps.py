"""A step in the forms as changes of the case file: typed, added, named anew, taken out, put in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from ..case.entries import Changes, NewEntry
from ..case.growing import id_of, issue_added, option_added, party_added, top_entry
from ..case.judgement import TO_BE_JUDGED, begins_unjudged
from ..case.lines import Path, put
from ..case.mentions import emptied, gone_with, named_anew
from ..case.yamltext import Number, read_yaml
from ..errors import CaseError, Faults, UsageError
from .places import narrowed

__all__ = ["added", "how", "named_anew", "ordered", "placed", "taken_out", "typed"]

_SPLIT = re.compile(r"\s*(?:–|—|\.\.\.?|;|,|\bto\b)\s*|\s+|(?<=[0-9])-(?=[0-9.])")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_RATIO = re.compile(r"[-+]?[0-9]+/[0-9]+")
_WORDS = ("cite", "note")


def _number(text: str) -> Any:
    """A number as it was typed; what is none stays text, of which the check says what would be right."""
    if _NUMBER.fullmatch(text) and len(text) < 40:
        return Number(text)
    return text


def _numbers(text: str) -> Any:
    """A number, or two or three; any other text as it is."""
    parts = [part for part in _SPLIT.split(text.strip().strip("[]").replace("\N{MINUS SIGN}", "-")) if part]
    if 1 <= len(parts) <= 3 and all(_NUMBER.fullmatch(one) or _RATIO.fullmatch(one) for one in parts):
        found = [_number(one) for one in parts]
        return found[0] if len(found) == 1 else found
    return text.strip()


def _judgement(text: str, note: str, cites: list[str]) -> Any:
    """A judgement as a file has it: bare, or with its words."""
    value = _numbers(text) if text.strip() else TO_BE_JUDGED
    judged = bool(text.strip()) and value != TO_BE_JUDGED
    words: dict[str, Any] = {}
    if cites:
        words["cite"] = cites[0] if len(cites) == 1 else cites
    if note and not (judged and begins_unjudged(note)):  # it is judged now
        words["note"] = note
    if isinstance(value, list) and len(value) == 3:
        return dict(zip(("low", "likely", "high"), value, strict=True)) | words
    return {"range" if isinstance(value, list) else "value": value, **words} if words else value


def _lines(value: Any) -> list[str]:
    parts = value.splitlines() if isinstance(value, str) else [str(one) for one in value or ()]
    return [part.strip() for part in parts if part.strip()]


def _pattern(value: Any) -> Any:
    """Issue → option, options, or a stretch with the ends that are given."""
    found: dict[str, Any] = {}
    for issue, chosen in value.items():
        if isinstance(chosen, Mapping):
            ends = {key: _number(str(one).strip()) for key, one in chosen.items() if str(one).strip()}
            found |= {issue: ends} if ends else {}
        elif chosen:
            found[issue] = chosen[0] if len(chosen) == 1 else list(chosen)
    return found


def _yaml(text: str) -> Any:
    faults = Faults()
    value = read_yaml(text, "", faults)[0]
    faults.raise_if_any(CaseError)
    return value


def typed(kind: str, value: Any, *, note: str = "", cites: str = "") -> Any:
    """What was typed into a field of a kind, in the form of a case file; None to leave the key out."""
    text = value if isinstance(value, str) else ""
    made: dict[str, Callable[[], Any]] = {
        "text": lambda: text.strip() or None,
        "long": lambda: text.strip() or None,
        "choice": lambda: text or None,
        "term": lambda: text or None,
        "number": lambda: _number(text.strip()) if text.strip() else None,
        "pair": lambda: _numbers(text) if text.strip() else None,
        "lines": lambda: (lines[0] if len(lines) == 1 else lines) if (lines := _lines(value)) else None,
        "several": lambda: _lines(value) or None,
        "flag": lambda: True if value is True else None,
        "judgement": lambda: _judgement(text, note.strip(), _lines(cites)),
        "pattern": lambda: _pattern(value),
        "order": lambda: _lines(text.replace(";", "\n")) if ";" in text else text.strip(),
        "other": lambda: _yaml(text) if text.strip() else None,
    }
    if kind not in made or (kind == "pattern") != isinstance(value, dict):
        raise ValueError(kind)
    return made[kind]()


def placed(data: dict[str, Any], path: Path, value: Any) -> Changes:
    """The changes that put a value at a place; None leaves its key out. Short forms are written out."""
    there: Any = data
    for at, part in enumerate(path):
        inside = (
            part in there
            if isinstance(there, dict)
            else isinstance(part, int) and isinstance(there, list) and part < len(there)
        )
        if not inside:
            return _missing(data, path[:at], there, path[at:], value)
        there = there[part]
    if value is None:
        return Changes(gone=frozenset(_outer(emptied(data, {path}))))
    if isinstance(there, dict) and "order" in there and isinstance(value, str | list):
        note = (*path, "note")
        drop = frozenset({note}) if begins_unjudged(str(there.get("note", ""))) else frozenset()
        return Changes(set={(*path, "order"): value}, gone=drop)
    return Changes(set=narrowed(path, there, value))


def _outer(gone: set[Path]) -> set[Path]:
    return {path for path in gone if not any(path[:end] in gone for end in range(1, len(path)))}


def _missing(data: dict[str, Any], above: Path, there: Any, rest: Path, value: Any) -> Changes:
    """As :func:`placed`, where the place is not there."""
    if isinstance(there, str) or not isinstance(there, dict | list):  # a title that stands alone
        if rest == ("title",):
            return Changes(set={above: value}) if value is not None else Changes(set={above: ""})
        return Changes() if value is None else Changes(set={above: {"title": there, **put({}, rest, value)}})
    bare = any(one in ("impossible", "red_lines") for one in above) and not {"when", "unless"} & set(there)
    if bare and isinstance(there, dict):
        if rest == ("when",):
            return Changes(set={above: value})
        return Changes() if value is None else Changes(set={above: {"when": there, **put({}, rest, value)}})
    if value is None:
        return Changes()
    if not isinstance(there, dict):
        raise UsageError.of("a place that is not there any more", "one of the case as it now is")
    inner = value
    for part in reversed(rest[1:]):
        inner = {part: inner}
    key = str(rest[0])
    return Changes(added=[NewEntry(above, key, inner) if above else top_entry(data, key, inner)])


def how(data: dict[str, Any], path: Path, way: str, names: list[str]) -> Changes:
    """Judgements by name in another form: one each, an order of the names, or none at all."""
    there: Any = data
    for part in path:
        there = there.get(part) if isinstance(there, dict) else None
    if way == "none":
        return placed(data, path, None)
    words = {key: there[key] for key in _WORDS if key in there} if isinstance(there, dict) else {}
    if way == "linear":
        return placed(data, path, {"linear": [TO_BE_JUDGED, TO_BE_JUDGED]})
    if way == "each":
        points: Any = dict.fromkeys(names, TO_BE_JUDGED)
        return _whole(data, path, there, {"points": points, **words} if words else points)
    middle = (
        {name: _middle(there.get("points", there).get(name)) for name in names}
        if isinstance(there, dict)
        else {}
    )
    sure = middle and all(one is not None for one in middle.values())
    ranked = sorted(names, key=lambda name: -(middle[name] or 0)) if sure else names
    note = {} if sure else {"note": f"{TO_BE_JUDGED}: the order"}
    order = " > ".join(ranked)
    return _whole(data, path, there, {"order": order, **words, **note} if words or note else order)


def _whole(data: dict[str, Any], path: Path, there: Any, value: Any) -> Changes:
    return placed(data, path, value) if there is None else Changes(set={path: value})


def _middle(value: Any) -> Decimal | None:
    """The middle of a judgement as it is written; None where it is open."""
    if isinstance(value, dict):
        value = value.get("likely", value.get("value", value.get("range")))
    numbers = value if isinstance(value, list) else [value]
    good = [Decimal(str(one)) for one in numbers if isinstance(one, Decimal | int | float)]
    return sum(good, Decimal(0)) / len(good) if len(good) == len(numbers) and good else None


def added(data: dict[str, Any], path: Path, given: Mapping[str, str]) -> Changes:
    """The changes that add one more to a list or mapping; a LookupError where nothing can be added."""
    title, key = given.get("title", "").strip(), str(path[-1])
    there = _at(data, path)
    taken = {str(one) for one in there or ()}
    if key in ("parties", "ratifiers", "third_parties"):
        value = {"title": title, "for": given.get("for", "")} if key == "ratifiers" else title
        return party_added(data, key, id_of(title, {*taken, *data["preferences"]}), value)
    if path == ("issues",):
        return _issue(data, title, given, taken)
    if key == "options" and path[0] == "issues":
        return option_added(data, str(path[1]), id_of(title, taken), title)
    if key == "agreement":
        return _condition(data, given)
    if key == "believes":
        return placed(data, (*path, given.get("for", "")), {"walk_away": TO_BE_JUDGED})
    value = _listed(key, given, title)
    return placed(data, path, [value]) if there is None else Changes(added=[NewEntry(path, None, value)])


def _at(data: Any, path: Path) -> Any:
    """What stands at a path; None where nothing does."""
    for part in path:
        listed = isinstance(data, list) and isinstance(part, int) and part < len(data)
        data = data.get(part) if isinstance(data, dict) else data[int(part)] if listed else None
    return data


def _issue(data: dict[str, Any], title: str, given: Mapping[str, str], taken: set[str]) -> Changes:
    options: dict[str, str] = {}
    for line in _lines(given.get("options", "")):
        options[id_of(line, options)] = line
    ends = given.get("range", "").strip()
    kind: dict[str, Any] = {"range": _numbers(ends)} if ends else {"options": options}
    return issue_added(data, id_of(title, taken), {"title": title, **kind})


def _condition(data: dict[str, Any], given: Mapping[str, str]) -> Changes:
    parties, there = list(data["parties"]), data.get("agreement")
    one: dict[str, Any] = {"quota": len(parties)}
    if given.get("for") == "votes":
        one = {"votes": dict.fromkeys(parties, 1), "at_least": len(parties)}
    if isinstance(there, list):
        return Changes(added=[NewEntry(("agreement",), None, one)])
    return placed(data, ("agreement",), [there, one] if isinstance(there, dict) else one)


def _listed(key: str, given: Mapping[str, str], title: str) -> dict[str, Any]:
    """What is added to a list."""
    chosen = (given.get(one, "").partition("\n") for one in ("for", "and"))
    where = {issue: option for issue, _, option in chosen if issue}
    made: dict[str, dict[str, Any]] = {
        "impossible": where,
        "red_lines": where,
        "interactions": {"when": where, "add": TO_BE_JUDGED},
        "record": {"by": given.get("for", ""), "act": title},
        "evidence": {"says": title},
    }
    return made[key]


def taken_out(data: dict[str, Any], path: Path) -> Changes:
    """The changes that take something out, with what goes along."""
    if (
        path[0] == "agreement"
        and len(path) == 2
        and isinstance(data.get("agreement"), list)
        and len(data["agreement"]) == 2
    ):
        return Changes(set={("agreement",): data["agreement"][1 - int(path[1])]})
    return gone_with(data, path)


def ordered(data: dict[str, Any], path: Path, by: int) -> Changes:
    """One entry of a mapping or list a place up or down."""
    holder = _at(data, path[:-1])
    names = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    at = names.index(path[-1])
    if not 0 <= at + by < len(names):
        return Changes()
    order = list(range(len(names)))
    order[at], order[at + by] = order[at + by], order[at]
    return Changes(order={path[:-1]: order})
