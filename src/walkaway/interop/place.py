"""Plain data from a file, looked at place by place: what stands where, and a fault if it should not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path as File
from typing import Any, TypeVar

from ..case.lines import Path
from ..errors import Faults, nearest, quoted
from .plain_data import DataLines, read_data
from .safe import ImportFault, Notes, SourceFile, decimal_text
from .scenario import ForeignIssue

T = TypeVar("T")


def described(value: Any) -> str:
    """Name a value for a message."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case Fraction():
            return f"the number {float(value):g}" if abs(value) < 10**300 else "a huge number"
        case str():
            return quoted(value)
        case list():
            return f"a list of {len(value)}"
    return f"a mapping of {len(value)}"


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A value in a file, with where it stands and who collects faults."""

    value: Any
    path: Path
    lines: DataLines
    faults: Faults

    def fault(self, found: str, expected: str, hint: str = "") -> None:
        """Note that something is wrong here."""
        self.faults.add(self.lines.fault(self.path, found, expected, hint))

    def refuse(self, found: str, expected: str, hint: str = "") -> ImportFault:
        """Stop: with this fault there is nothing left to read."""
        self.fault(found, expected, hint)
        return ImportFault(self.faults.sorted())

    def has(self, key: str) -> bool:
        """Whether a mapping has a key with something in it; one with nothing in it counts as used."""
        there = isinstance(self.value, dict) and self.value.get(key) is not None
        if not there:
            self.lines.used.add((*self.path, key))
        return there

    def at(self, key: str | int) -> FilePlace:
        """What stands under a key or number, which then counts as used; nothing where there is none."""
        self.lines.used.add((*self.path, key))
        inner = None
        if isinstance(self.value, dict):
            inner = self.value.get(key)
        elif isinstance(self.value, list) and isinstance(key, int):
            inner = self.value[key]
        return FilePlace(inner, (*self.path, key), self.lines, self.faults)

    def either(self, *keys: str) -> FilePlace | None:
        """What stands under the first of some keys that has something in it."""
        return next((self.at(key) for key in keys if self.has(key)), None)

    def _checked(self, kind: type[T], expected: str) -> T:
        """The value if it is of a kind; a fault and an empty one if not."""
        if isinstance(self.value, kind):
            return self.value
        self.fault(described(self.value), expected)
        return kind()

    def items(self, expected: str) -> Iterator[tuple[str, FilePlace]]:
        """Keys and values of a mapping; a fault and nothing if it is none."""
        for key in self._checked(dict, expected):
            yield str(key), self.at(key)

    def entries(self, expected: str) -> list[FilePlace]:
        """The entries of a list; a fault and none if it is no list."""
        return [self.at(index) for index in range(len(self._checked(list, expected)))]

    def number(self, expected: str = "a number") -> Fraction:
        """A number; a fault and 0 if it is none."""
        return self._checked(Fraction, expected)

    def number_at(self, key: str, default: int = 0) -> Fraction:
        """The number under a key; a default where there is none."""
        return self.at(key).number() if self.has(key) else Fraction(default)

    def text(self, expected: str = "text") -> str:
        """Text; a fault and nothing if it is none."""
        return self._checked(str, expected)

    def option(self, expected: str = "text or a number", *, truth: bool = True) -> str:
        """The id of an option: text, a number in its shortest form, or a truth value where that may be."""
        if isinstance(self.value, Fraction):
            return decimal_text(self.value)[0]
        return str(self.value).lower() if truth and isinstance(self.value, bool) else self.text(expected)

    def known(self, keys: tuple[str, ...], what: str) -> None:
        """Every key of a mapping must be one of these."""
        for key in map(str, self._checked(dict, what)):
            if key not in keys:
                self.at(key).fault(f"the key {quoted(key)}", f"one of {', '.join(keys)}", nearest(key, keys))

    def inside(self) -> Iterator[FilePlace]:
        """What stands in a mapping or list, which does not count as used by that."""
        listed = enumerate(self.value) if isinstance(self.value, list) else ()
        named = self.value.items() if isinstance(self.value, dict) else ()
        for key, inner in (*listed, *((str(key), inner) for key, inner in named)):
            yield FilePlace(inner, (*self.path, key), self.lines, self.faults)

    def whole(self) -> Iterator[FilePlace]:
        """The place, and all that stands in it at any depth."""
        ahead = [self]
        while ahead:
            yield (place := ahead.pop())
            ahead += place.inside()

    def use_all(self) -> None:
        """Count all that is in it as used."""
        self.lines.used.update(place.path for place in self.whole())

    def left(self) -> Iterator[tuple[str, int]]:
        """Every key and entry that nobody asked for, without what is in it, and its line."""
        ahead = [self]
        while ahead:
            for place in ahead.pop().inside():
                if place.path in self.lines.used:
                    ahead.append(place)
                else:
                    yield place.named(), self.lines.at(place.path)

    def named(self) -> str:
        """The place in words: its last key, and what holds it."""
        *above, last = self.path
        holder = next((f" of {part}" for part in reversed(above) if isinstance(part, str)), "")
        return f"entry {last + 1}{holder}" if isinstance(last, int) else f"{last}{holder}"

    def stop(self) -> None:
        """Raise all faults together, if there are any."""
        self.faults.raise_if_any(ImportFault)


def options_issue(name: str, values: FilePlace, listed: Sequence[str]) -> ForeignIssue:
    """An issue with options; a fault where there are none, or some stand twice."""
    options = tuple(dict.fromkeys(listed))
    if not options or len(options) < len(listed):
        values.fault(f"{len(listed)} values", "at least one value, each once")
    return ForeignIssue(name, options or ("?",))


def finish(places: Sequence[FilePlace], notes: Notes) -> None:
    """Raise what is wrong in files; else note of each what was not used in it."""
    places[0].stop()  # all share one list of faults
    for place in places:
        notes.add_left(place.lines.file, place.left())


def opened(files: Sequence[File], *, yaml: bool = False) -> tuple[list[FilePlace], tuple[SourceFile, ...]]:
    """Read files as plain data, with one list of faults; those of all that are not in their syntax raise."""
    faults, places, sources = Faults(), [], []
    for file in files:
        try:
            data, lines, source = read_data(file, yaml=yaml)
        except ImportFault as error:
            faults.extend(error.faults)
            continue
        places.append(FilePlace(data, (), lines, faults))
        sources.append(source)
    faults.raise_if_any(ImportFault)
    return places, tuple(sources)
