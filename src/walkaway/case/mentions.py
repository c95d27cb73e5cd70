"""Where the names of a case are used: so that one is changed everywhere, or goes with all that needs it.

What is found is what ``check`` looks up: the same pass over the case says every name that it sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any, Literal, NamedTuple

from ..errors import Faults
from .aftermath_names import OPTION
from .entries import Changes
from .lines import Lines, Path, dotted, every_place, find_place, put, within
from .names import check_names
from .validate import validated
from .wishes import wished, wished_anew

_WHO = ("parties", "ratifiers", "third_parties")
_LISTS = ("impossible", "red_lines", "interactions", "of", "functions", "same", "no_move", "aftermath")
_WRAPPERS = ("points", "when", "order")


class Mention(NamedTuple):
    """One place where a name stands: as a key, as a value, inside an order, or inside a wish."""

    path: Path
    kind: Literal["key", "value", "order", "wish"]


def _kind(named: Path) -> Callable[[str], bool]:
    """Whether a check, by its words, is one of a name that stands at a place."""
    if named[0] in _WHO:
        return lambda words: words.startswith("a party")
    if named[0] == "aftermath":
        return lambda words: words == OPTION
    if len(named) == 2:
        return lambda words: words in ("an issue", "a scored issue")
    return lambda words: words == f"an option of {named[1]}"


def mentions(data: dict[str, Any], named: Path) -> tuple[Mention, ...]:
    """Every place of a case where a name is used, its own first.

    Parameters
    ----------
    data : dict
        The case as plain data in the form of its file, without faults.
    named : tuple of str
        What has the name: ``("parties", "ann")``, ``("issues", "price", "options", "low")``.
    """
    if named[0] == "accounts":
        return (Mention(named, "key"), *_settled(data, named))
    found = dict.fromkeys([Mention(named, "key"), *_in_case(data, named)])
    found |= dict.fromkeys(_in_accounts(data, named, tuple(found)))
    return tuple(found)


def _settled(data: dict[str, Any], named: Path) -> Iterator[Mention]:
    """Where what is told is taken as true."""
    if len(named) == 4 and data["accounts"][named[1]].get("settled") == named[3]:
        yield Mention(("accounts", named[1], "settled"), "value")


def _in_case(data: dict[str, Any], named: Path) -> Iterator[Mention]:
    """Those outside of conflicting accounts."""
    name, lines = str(named[-1]), Lines("", {path: 1 for path, _ in every_place(data)})
    case = validated(data, lines, Faults())
    if case is None:
        return
    fits = _kind(named)
    paths = [path for path, one, kind in check_names(case, lines, Faults()) if one == name and fits(kind)]
    if named[0] in _WHO:
        paths += [("preferences", name)]
        for key, account in data.get("accounts", {}).items():
            for one, telling in account["told"].items():
                yield from _inside(telling.get("by"), ("accounts", key, "told", one, "by"), name)
    elif len(named) == 2 and case.path is not None:
        paths += [("path", "schedule", number, name) for number in range(len(case.path.schedule))]
    for path in paths:
        yield from _at(data, path, named)
    if named[0] == "aftermath":
        yield from _in_wishes(data, name)


def _in_wishes(data: dict[str, Any], name: str) -> Iterator[Mention]:
    """Those in what a party wishes after no deal."""
    for who, wants in data["aftermath"]["wants"].items():
        at: Path = ("aftermath", "wants", who)
        listed, at = (wants, at) if isinstance(wants, list) else (wants.get("wishes", ()), (*at, "wishes"))
        for number, one in enumerate(listed):
            place = (*at, number, "wish") if isinstance(one, dict) else (*at, number)
            if name in wished(str(within(data, place))):
                yield Mention(place, "wish")


def _at(data: Any, path: Path, named: Path) -> Iterator[Mention]:
    """How a name stands at a place that the check gave, whose wrappers may be left out."""
    name = str(named[-1])
    done: Path = ()
    for part in path:
        if isinstance(data, dict) and part not in data:
            wrappers = (one for one in _WRAPPERS if isinstance(data.get(one), dict) and part in data[one])
            wrapper = next(wrappers, None)
            if wrapper is None:
                return
            data, done = data[wrapper], (*done, wrapper)
        listed = _keys(data) if isinstance(data, dict | list) else []
        if part not in listed:
            return
        data, done = within(data, (part,)), (*done, part)
    inside = [*_inside(data, done, name)]
    unsure = len(named) == 4 or name in ("by", "for", "weights", "after")  # which are keys as well
    if done[-1] == name and not (unsure and inside):
        yield Mention(done, "key")
    else:
        yield from inside


def _inside(data: Any, path: Path, name: str) -> Iterator[Mention]:
    """A name as a value, one of a list, or one of an order."""
    if isinstance(data, dict) and "order" in data:
        yield from _inside(data["order"], (*path, "order"), name)
    elif isinstance(data, list):
        for number, one in enumerate(data):
            yield from _inside(one, (*path, number), name)
    elif str(data) == name:
        yield Mention(path, "value")
    elif isinstance(data, str) and name in _names(data):
        yield Mention(path, "order")


def _names(order: str) -> list[str]:
    return [part.strip() for part in re.split("[>=]", order)] if re.search("[>=]", order) else []


def _in_accounts(data: dict[str, Any], named: Path, known: tuple[Mention, ...]) -> Iterator[Mention]:
    """Those in what accounts set: in the place that is set, as ``key``, and in what is put there."""
    keys = [one.path for one in known if one.kind == "key"]
    for account, record in (data.get("accounts") or {}).items():
        for told, telling in record["told"].items():
            for text, value in (telling.get("set") or {}).items():
                here: Path = ("accounts", account, "told", told, "set", text)
                place = find_place(data, text)
                if place is None:
                    continue
                if any(place[: len(key)] == key for key in keys):
                    yield Mention(here, "key")
                for one in _in_case(put(data, place, value), named):
                    if one.path[: len(place)] == place and (len(one.path) > len(place) or one.kind != "key"):
                        yield Mention((*here, *one.path[len(place) :]), one.kind)


def named_anew(data: dict[str, Any], named: Path, name: str) -> Changes:
    """The changes that give something another name, wherever the old one is used."""
    old = str(named[-1])
    keys: dict[Path, str] = {}
    values: dict[Path, Any] = {}
    found = mentions(data, named)
    own = [one.path for one in found if one.kind == "key" and one.path[0] != "accounts"]
    for path, kind in found:
        if kind == "key" and path[:1] == ("accounts",) and len(path) == 6:
            place = find_place(data, str(path[-1])) or ()
            keys[path] = dotted(
                tuple(name if place[: at + 1] in own else part for at, part in enumerate(place))
            )
        elif kind == "key":
            keys[path] = name
        elif kind == "value":
            values[path] = name
        elif kind == "wish":
            values[path] = wished_anew(str(within(data, path)), old, name)
        else:
            parts = re.split("([>=])", str(within(data, path)))
            values[path] = "".join(one.replace(old, name) if one.strip() == old else one for one in parts)
    return Changes(named=keys, set=values)


def gone_with(data: dict[str, Any], named: Path) -> Changes:
    """The changes that take something out, with all that would mean nothing, or something else, without it.

    A pattern that names a lost issue goes whole, as it would hold in more deals without that issue; so do an
    event by a lost party, and a ratifier of one.
    """
    gone: set[Path] = set()
    kept: dict[Path, Any] = {}
    ahead, done = [named], set[Path]()
    while ahead:
        one = ahead.pop()
        done.add(one)
        for path, kind in mentions(data, one) if _has_name(one) else [Mention(one, "key")]:
            if kind == "order":
                order = _without(str(kept.get(path, within(data, path))), str(one[-1]))
                kept |= {path: order} if order else {}
                gone |= set() if order else {_record(path)}
                continue
            lost = _lost(data, path, kind)
            gone.add(lost)
            if lost[0] == "ratifiers" and len(lost) == 2 and lost not in done:
                ahead.append(lost)
    gone = emptied(data, gone)
    outside = {path: value for path, value in kept.items() if not _inside_any(path, gone)}
    return Changes(set=outside, gone=frozenset(path for path in gone if not _inside_any(path[:-1], gone)))


def _has_name(path: Path) -> bool:
    """Whether what stands at a place has a name that is used elsewhere."""
    if path[0] in ("accounts", "aftermath"):
        return (len(path) == 4 and path[2] == "told") or (len(path) == 3 and path[1] == "options")
    return (len(path) == 2 and path[0] in (*_WHO, "issues")) or (
        len(path) == 4 and path[2] == "options" and path[0] == "issues"
    )


def _inside_any(path: Path, others: Collection[Path]) -> bool:
    return any(path[:end] in others for end in range(1, len(path) + 1))


def _lost(data: Any, path: Path, kind: str) -> Path:
    """What goes where a name goes."""
    if kind == "wish":
        return path[:-1] if path[-1] == "wish" else path
    numbers = [end for end in range(1, len(path)) if path[end - 1] in _LISTS and isinstance(path[end], int)]
    if numbers and (kind == "key" or not isinstance(within(data, path[:-1]), list)):
        return path[: numbers[-1] + 1]  # the whole pattern
    return _record(path) if kind == "value" and path[-1] in ("by", "for") and path[0] != "accounts" else path


def _record(path: Path) -> Path:
    """What holds a key that it cannot be without."""
    return path[:-1] if path[-1] in ("by", "for", "order") else path


def _without(order: str, name: str) -> str:
    """An order without a name; empty if nothing is left."""
    groups = [[one.strip() for one in group.split("=") if one.strip() != name] for group in order.split(">")]
    return " > ".join(" = ".join(group) for group in groups if group)


def emptied(data: Any, gone: set[Path]) -> set[Path]:
    """With what would be empty: what holds things goes with the last of them, an event without a word too."""
    while True:
        more: set[Path] = set()
        for parent in {path[:-1] for path in gone if len(path) > 1}:
            left = [one for one in _keys(within(data, parent)) if (*parent, one) not in gone]
            bare = parent[0] == "record" and len(parent) == 2 and not {"offer", "act", "signs"} & set(left)
            if (not left or bare) and parent not in gone:
                more.add(_record(parent) if not bare else parent)
        if not more:
            return gone
        gone = gone | more


def _keys(item: Any) -> list[Any]:
    return list(item) if isinstance(item, dict) else list(range(len(item)))
