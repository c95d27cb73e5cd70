"""Where things stand in a file: paths, their lines, and the places left out because they are faulty.

While a faulty case is read, its faulty places are left out one after the other and the rest is checked
further. Paths then count the items that are left; :meth:`Lines.fault` translates them back to the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from ..errors import Fault

__all__ = ["STAND_IN", "Lines", "Path", "dotted", "stand_in"]

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
        case ("preferences", _, *_, "of"):
            return [{"add": 0}]
        case ("preferences", _, *_, "linear"):
            return [0, 0]
        case ("preferences", _, *_, "triangular"):
            return [0, 0, 0]
    return None
