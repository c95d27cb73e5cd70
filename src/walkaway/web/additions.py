"""One more of something, as the forms add it: in a place, with what the case needs beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..case.entries import Changes, NewEntry
from ..case.growing import id_of, issue_added, option_added, party_added, top_entry
from ..case.judgement import TO_BE_JUDGED
from ..case.lines import Path, within
from .typing_in import lines_of, numbers_of, yaml_of

__all__ = ["Placing", "added"]

Given = Mapping[str, str]
Placing = Callable[[dict[str, Any], Path, Any], Changes]
_OPEN = {"add": TO_BE_JUDGED}


def added(data: dict[str, Any], path: Path, given: Given, placed: Placing) -> Changes:
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
        return _condition(data, given, placed)
    if path == ("aftermath", "options"):
        return _move(data, title, given, taken, placed)
    name, value = _named(path, given, title, taken)
    if name:
        return placed(data, (*path, *name), value)
    value = _listed(path, given, title)
    return placed(data, path, [value]) if there is None else Changes(added=[NewEntry(path, None, value)])


def _issue(data: dict[str, Any], title: str, given: Given, taken: set[str]) -> Changes:
    options: dict[str, str] = {}
    for line in lines_of(given.get("options", "")):
        options[id_of(line, options)] = line
    ends = given.get("range", "").strip()
    kind: dict[str, Any] = {"range": numbers_of(ends)} if ends else {"options": options}
    return issue_added(data, id_of(title, taken), {"title": title, **kind})


def _condition(data: dict[str, Any], given: Given, placed: Placing) -> Changes:
    parties, there = list(data["parties"]), data.get("agreement")
    one: dict[str, Any] = {"quota": len(parties)}
    if given.get("for") == "votes":
        one = {"votes": dict.fromkeys(parties, 1), "at_least": len(parties)}
    if isinstance(there, list):
        return Changes(added=[NewEntry(("agreement",), None, one)])
    return placed(data, ("agreement",), [there, one] if isinstance(there, dict) else one)


def _move(data: dict[str, Any], title: str, given: Given, taken: set[str], placed: Placing) -> Changes:
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
