"""A step in the forms as changes of the case file: typed, added, named anew, taken out, put in order."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..case.entries import Changes, NewEntry
from ..case.growing import id_of, issue_added, option_added, party_added, top_entry
from ..case.judgement import TO_BE_JUDGED, begins_unjudged
from ..case.lines import Path, put, within
from ..case.mentions import emptied, gone_with, named_anew
from ..errors import UsageError
from .places import narrowed
from .typing_in import lines_of, numbers_of, yaml_of

__all__ = ["added", "how", "named_anew", "ordered", "placed", "taken_out"]

Given = Mapping[str, str]
_WORDS = ("cite", "note")
_OPEN = {"add": TO_BE_JUDGED}


def added(data: dict[str, Any], path: Path, given: Given) -> Changes:
    """The changes that add one more to a list or mapping; a LookupError where nothing can be added."""
    title, key = given.get("title", "").strip(), str(path[-1])
    there = within(data, path)
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
    if path == ("aftermath", "options"):
        return _move(data, title, given, taken)
    name, value = _named(path, given, title, taken)
    if name:
        return placed(data, (*path, *name), value)
    value = _listed(path, given, title)
    return placed(data, path, [value]) if there is None else Changes(added=[NewEntry(path, None, value)])


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
    if above[:2] == ("aftermath", "wants") and not isinstance(there, dict):  # wishes, or one, without words
        key = "wish" if isinstance(there, str) else "wishes"
        if value is None:
            return Changes()
        return Changes(set={above: value if rest == (key,) else {key: there, **put({}, rest, value)}})
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
    if key == "sites":  # which is told whole, or not at all
        inner = {"all": next(iter(inner.values())), "inspected": 0, **inner}
    return Changes(added=[NewEntry(above, key, inner) if above else top_entry(data, key, inner)])


def how(data: dict[str, Any], path: Path, way: str, names: list[str]) -> Changes:
    """Judgements by name in another form: one each, an order of the names, or none at all."""
    there = within(data, path)
    if way == "none":
        return placed(data, path, None)
    words = {key: there[key] for key in _WORDS if key in there} if isinstance(there, dict) else {}
    if way == "value":
        return _whole(data, path, there, {"value": TO_BE_JUDGED, **words} if words else TO_BE_JUDGED)
    if way in ("deal", "follows"):
        return _whole(data, path, there, _computed(data, way) | words)
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


def _computed(data: dict[str, Any], way: str) -> dict[str, Any]:
    """A walk-away to begin with: the worth of a deal, or of what may follow no deal."""
    if way == "deal":
        first = {
            name: next(iter(one["options"])) if "options" in one else str(one["range"][0])
            for name, one in data["issues"].items()
        }
        return {"deal": first}
    open_ = {"value": TO_BE_JUDGED, "chance": TO_BE_JUDGED}
    return {
        "aftermath": [
            {"when": {next(iter(data["aftermath"]["options"])): one}, **open_} for one in ("yes", "no")
        ]
    }


def _whole(data: dict[str, Any], path: Path, there: Any, value: Any) -> Changes:
    return placed(data, path, value) if there is None else Changes(set={path: value})


def _middle(value: Any) -> Decimal | None:
    """The middle of a judgement as it is written; None where it is open."""
    if isinstance(value, dict):
        value = value.get("likely", value.get("value", value.get("range")))
    numbers = value if isinstance(value, list) else [value]
    good = [Decimal(str(one)) for one in numbers if isinstance(one, Decimal | int | float)]
    return sum(good, Decimal(0)) / len(good) if len(good) == len(numbers) and good else None


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
    holder = within(data, path[:-1])
    names = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    at = names.index(path[-1])
    if not 0 <= at + by < len(names):
        return Changes()
    order = list(range(len(names)))
    order[at], order[at + by] = order[at + by], order[at]
    return Changes(order={path[:-1]: order})


def _issue(data: dict[str, Any], title: str, given: Given, taken: set[str]) -> Changes:
    options: dict[str, str] = {}
    for line in lines_of(given.get("options", "")):
        options[id_of(line, options)] = line
    ends = given.get("range", "").strip()
    kind: dict[str, Any] = {"range": numbers_of(ends)} if ends else {"options": options}
    return issue_added(data, id_of(title, taken), {"title": title, **kind})


def _condition(data: dict[str, Any], given: Given) -> Changes:
    parties, there = list(data["parties"]), data.get("agreement")
    one: dict[str, Any] = {"quota": len(parties)}
    if given.get("for") == "votes":
        one = {"votes": dict.fromkeys(parties, 1), "at_least": len(parties)}
    if isinstance(there, list):
        return Changes(added=[NewEntry(("agreement",), None, one)])
    return placed(data, ("agreement",), [there, one] if isinstance(there, dict) else one)


def _move(data: dict[str, Any], title: str, given: Given, taken: set[str]) -> Changes:
    """Something that a party can do after no deal; who wants nothing yet has this as its first wish."""
    name, who = id_of(title, taken), given.get("by", "")
    option, wish = {"title": title, "by": who}, name if given.get("wants") == "yes" else f"not {name}"
    after = data.get("aftermath")
    if after is None:
        return Changes(
            added=[top_entry(data, "aftermath", {"options": {name: option}, "wants": {who: [wish]}})]
        )
    found = placed(data, ("aftermath", "options", name), option)
    more = [] if who in after["wants"] else [NewEntry(("aftermath", "wants"), who, [wish])]
    return Changes(set=found.set, added=[*found.added, *more])


def _named(path: Path, given: Given, title: str, taken: set[str]) -> tuple[Path, Any]:
    """Under which name something is added, and what; no name where it is added to a list."""
    key, who = str(path[-1]), given.get("for", "")
    issue, _, option = who.partition("\n")
    if key == "steps":
        return (issue, option), {"by": given.get("by", "")}
    if key == "left":
        return (issue, option), numbers_of(given.get("value", ""))
    if key == "accounts":
        told: dict[str, Any] = {}
        for line in lines_of(given.get("options", "")):
            told[id_of(line, told)] = {"title": line}
        return (id_of(title, taken),), {"question": title, "told": told}
    made: dict[str, tuple[str, Any]] = {
        "believes": (who, {"walk_away": TO_BE_JUDGED}),
        "told": (id_of(title, taken), {"title": title}),
        "set": (title, yaml_of(given.get("value", ""))),
        "means": (title, TO_BE_JUDGED),
        "guarantors": (who, {"for": given.get("by", ""), "takes": numbers_of(given.get("value", ""))}),
        "mandates": (who, {"least": 0}),
        "wants": (who, [title]),
    }
    name, value = made.get(key, ("", None))
    return ((name,) if key in made else ()), value


def _listed(path: Path, given: Given, title: str) -> Any:
    """What is added to a list."""
    key = str(path[-1])
    one, other = given.get("for", ""), given.get("and", "")
    if key == "aftermath":
        return {"when": {one: "yes"}, "value": TO_BE_JUDGED, "chance": TO_BE_JUDGED}
    if path[0] == "aftermath":
        states = {name: "yes" for name in (one, other) if name}
        of: dict[str, Any] = {"no_move": {"from": {one: "no"}, "to": {one: "yes"}}, "impossible": states,
                              "same": states}  # fmt: skip
        return of.get(key, title)
    chosen = (text.partition("\n") for text in (one, other))
    where = {issue: option for issue, _, option in chosen if issue}
    made: dict[str, Any] = {
        "impossible": where, "red_lines": where, "beyond": where, "interactions": {"when": where, **_OPEN},
        "functions": {"of": [{"when": where, **_OPEN}]}, "of": {"when": where, **_OPEN},
        "record": {"by": one, "act": title}, "evidence": {"says": title},
        "keep": {"document": given.get("by", ""), "words": title},
        "reject": {"document": given.get("by", ""), "words": title},
    }  # fmt: skip
    return made[key]
