"""Paths of a case: written as people do, found in its plain data and changed, with their lines in its file.

While a faulty case is read, its faulty places are left out and the rest is checked further. Paths then count
the items that are left; :meth:`Lines.fault` translates them back to the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from ..errors import Fault, closest

Path = tuple[str | int, ...]

_LONG = 80
STAND_IN = "?"
"""Name and title of what stands in for a faulty place, so that the rest can be checked."""


def dotted(path: Path) -> str:
    """Write a path as people do: ``issues.price.options`` and ``record[2].offer``."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
            continue
        name = " ".join(part.split()) if len(part) <= _LONG else f"{' '.join(part[:_LONG].split())}…"
        text += f".{name}" if text else name
    return text


@dataclass(slots=True)
class Lines:
    """Line numbers by path; a path without its own line has its nearest ancestor's."""

    file: str
    known: dict[Path, int] = field(default_factory=dict)  # lines of everything in the file, from 1
    faulty: set[Path] = field(default_factory=set)  # places that were reported and are left out
    broken: bool = False  # the text is no YAML: nothing after some line was read
    _around: set[Path] = field(default_factory=set)
    _kept: dict[Path, list[int]] = field(default_factory=dict)

    def anew(self, file: str) -> Lines:
        """The same lines, to be worked on, of a file by its name."""
        return Lines(file, dict(self.known), set(self.faulty), self.broken, set(self._around))

    def at(self, path: Path) -> int:
        """Line of a path, counted from 1; 1 for the root."""
        while path and path not in self.known:
            path = path[:-1]
        return self.known.get(path, 1)

    def fault(self, path: Path, found: str, expected: str, hint: str = "") -> Fault:
        """Make a fault that knows its file and line."""
        path = self.original(path)
        fault = Fault(path=dotted(path), found=found, expected=expected, hint=hint)
        return replace(fault, file=self.file, line=self.at(path))

    def original(self, path: Path) -> Path:
        """Translate a path of the trimmed data to the path in the file."""
        done: Path = ()
        for part in path:
            kept = self._kept.get(done)
            done = (*done, kept[part] if kept is not None and isinstance(part, int) else part)
        return done

    def leave_out(self, path: Path) -> None:
        """Note a place of the file as faulty."""
        self.faulty.add(path)
        self._around.update(path[:end] for end in range(len(path) + 1))

    def left_out(self, path: Path) -> bool:
        """Whether a place, or what it stands in, was faulty."""
        path = self.original(path)
        return any(path[:end] in self.faulty for end in range(len(path) + 1))

    def touched(self, path: Path) -> bool:
        """Whether something in, at or around a place was faulty."""
        return self.original(path) in self._around or self.left_out(path)

    def trimmed(self, data: Any) -> Any:
        """Copy the data of the file without its faulty places, with stand-ins where something must stand."""
        self._kept = {}
        return self._trimmed(data, ())

    def _trimmed(self, data: Any, path: Path) -> Any:
        if path not in self._around:
            return data
        if isinstance(data, list):
            kept = [index for index in range(len(data)) if (*path, index) not in self.faulty]
            self._kept[path] = kept
            return [self._trimmed(data[index], (*path, index)) for index in kept]
        if not isinstance(data, dict):
            return data
        rest: dict[str, Any] = {}
        for key in (*data, *(key for key in _REQUIRED if key not in data)):
            place = (*path, key)
            if place not in self.faulty:
                if key in data:
                    rest[key] = self._trimmed(data[key], place)
            elif (value := stand_in(place)) is not None:
                rest[key] = value
        return rest


_REQUIRED = ("case", "title", "parties", "issues", "preferences", "options", "scores", "for", "by", "says")


def stand_in(path: Path) -> Any:
    """What to put in a faulty place so that the records around it hold; None to leave it empty."""
    issue = {"title": STAND_IN, "options": {STAND_IN: STAND_IN}}
    match path:
        case ("case",):
            return 1
        case ("parties",):
            return {STAND_IN: STAND_IN, STAND_IN * 2: STAND_IN}
        case ("issues",):
            return {STAND_IN: issue}
        case ("preferences",):
            return {}
        case ("ratifiers", _):
            return {"title": STAND_IN, "for": STAND_IN}
        case ("issues", _):
            return issue
        case ("issues", _, "options"):
            return issue["options"]
        case ("preferences", _, "scores"):
            return {STAND_IN: {STAND_IN: 0}}
        case ("parties" | "third_parties", _) | ("issues", _, "options", _) | (*_, "title"):
            return STAND_IN
        case ("ratifiers", _, "for") | ("record", _, "by") | ("evidence", _, "says"):
            return STAND_IN
        case ("path", "steps", _, _, "by") | ("path", "guarantors", _, "for"):
            return STAND_IN
        case ("preferences", _, *_, "of"):
            return [{"add": 0}]
        case ("preferences", _, *_, "linear"):
            return [0, 0]
        case ("preferences", _, *_, "triangular"):
            return [0, 0, 0]
    return None


_MOST = 2000
_INDEX = re.compile(r"\[([0-9]{1,6})\](?:\.(?=.)|(?=\[)|\Z)")
_WRAPPERS = ("points", "when")
_FORMS: dict[str, tuple[type, ...]] = {
    "title": (str,), "value": (int, float, Decimal), "range": (list,), "order": (str, list),
    "points": (dict,), "when": (dict,),
}  # fmt: skip


def find_place(data: Any, text: str) -> Path | None:
    """Find a dotted place in plain data of the lightest form; None if there is none.

    A name may hold dots: the longest that fits is taken. Levels that a file may leave out need not be named.
    """
    return _find(data, text, ()) if 0 < len(text) <= _MOST else None


def _heads(text: str) -> Iterator[tuple[str, str]]:
    """Every way to part a text into a first name and the rest, the longest name first."""
    yield text, ""
    for end in range(len(text) - 1, 0, -1):
        if text[end] == "[":
            yield text[:end], text[end:]
        elif text[end] == "." and end + 1 < len(text):
            yield text[:end], text[end + 1 :]


def _find(data: Any, text: str, path: Path) -> Path | None:
    if not text:
        return path
    if isinstance(data, list):
        index = _INDEX.match(text)
        if index is not None and int(index[1]) < len(data):
            return _find(data[int(index[1])], text[index.end() :], (*path, int(index[1])))
    if isinstance(data, dict):
        for name, rest in _heads(text):
            found = _find(data[name], rest, (*path, name)) if name in data else None
            if found is not None:
                return found
        for name in _WRAPPERS:
            if name in data and (found := _find(data[name], text, (*path, name))) is not None:
                return found
    return next((_find(data, rest, path) for name, rest in _heads(text) if _left_out(data, name, path)), None)


def _left_out(data: Any, name: str, path: Path) -> bool:
    """Whether a level of this name may stand in the file, and is left out in the lightest form."""
    *_, above, last = ("", "", *path)
    fits = {
        "title": above in ("parties", "options"),
        "points": above == "scores" or last == "weights",
        "when": above in ("impossible", "red_lines"),
    }.get(name, "preferences" in path or "means" in path)
    return fits and isinstance(data, _FORMS.get(name, ()))


def nearest_place(data: Any, text: str) -> str:
    """The place that was probably meant: the part that is there, and then the name most like the next one."""
    heads = ((find_place(data, name), rest) for name, rest in _heads(text[:_MOST]))
    path, rest = next(((path, rest) for path, rest in heads if path is not None), ((), text))
    for part in path:
        data = data[part]
    wanted = re.split(r"[.\[]", rest, maxsplit=1)[0]
    meant = closest(wanted, tuple(data) if isinstance(data, dict) else ())
    return dotted((*path, meant)) if meant else ""


def put(data: Any, path: Path, value: Any) -> Any:
    """Copy plain data with another value in one place; a key that is not there is added."""
    if not path:
        return value
    if isinstance(data, list):
        return [put(item, path[1:], value) if index == path[0] else item for index, item in enumerate(data)]
    if isinstance(data, dict):
        return {**data, path[0]: put(data.get(str(path[0])), path[1:], value)}
    return None


def within(data: Any, path: Path) -> Any:
    """What stands at a path of plain data; None where nothing does."""
    for part in path:
        named = isinstance(data, dict) and part in data
        counted = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if not (named or counted):
            return None
        data = data[part]
    return data


def every_place(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Everything in plain data with its path."""
    yield path, data
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, item in items:
        yield from every_place(item, (*path, key))
