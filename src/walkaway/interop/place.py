"""Plain data from a file, looked at place by place: what stands where, and a fault if it should not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path as File
from typing import Any

from ..errors import Faults, nearest, quoted
from .jsontext import JsonLines, Path
from .losses import Losses
from .records import SourceFile
from .safe import ImportFault, Notes, fail

__all__ = ["FilePlace", "described", "opened", "tell_left"]


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
    lines: JsonLines
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

    def items(self, expected: str) -> Iterator[tuple[str, FilePlace]]:
        """Keys and values of a mapping; a fault and nothing if it is none."""
        if not isinstance(self.value, dict):
            self.fault(described(self.value), expected)
            return
        for key in self.value:
            yield str(key), self.at(key)

    def list(self, expected: str) -> list[FilePlace]:
        """The entries of a list; a fault and none if it is no list."""
        if not isinstance(self.value, list):
            self.fault(described(self.value), expected)
            return []
        return [self.at(index) for index in range(len(self.value))]

    def number(self, expected: str = "a number") -> Fraction:
        """A number; a fault and 0 if it is none."""
        if isinstance(self.value, Fraction):
            return self.value
        self.fault(described(self.value), expected)
        return Fraction(0)

    def text(self, expected: str = "text") -> str:
        """Text; a fault and nothing if it is none."""
        if isinstance(self.value, str):
            return self.value
        self.fault(described(self.value), expected)
        return ""

    def known(self, keys: tuple[str, ...], what: str) -> None:
        """Every key of a mapping must be one of these."""
        if not isinstance(self.value, dict):
            self.fault(described(self.value), what)
            return
        for key in map(str, self.value):
            if key not in keys:
                self.at(key).fault(f"the key {quoted(key)}", f"one of {', '.join(keys)}", nearest(key, keys))

    def whole(self) -> Any:
        """The value with all that is in it, which then counts as used."""
        for path, _ in _below(self.value, self.path):
            self.lines.used.add(path)
        return self.value

    def left(self, left: Losses) -> None:
        """List every key and entry that nobody asked for, each without what is in it.

        Parameters
        ----------
        left : Left
            Collects them.
        """
        ahead: list[tuple[Any, Path]] = [(self.value, self.path)]
        while ahead:
            value, above = ahead.pop()
            for path, inner in _inside(value, above):
                if path in self.lines.used:
                    ahead.append((inner, path))
                else:
                    left.add(_named(path), self.lines.at(path))


def opened(
    files: Sequence[File], read: Callable[[File], tuple[Any, JsonLines, SourceFile]]
) -> tuple[list[FilePlace], tuple[SourceFile, ...]]:
    """Read files as plain data.

    Parameters
    ----------
    files : sequence of pathlib.Path
    read : callable
        What turns one of them into data, its lines and its fingerprint.

    Returns
    -------
    list of Place
        The whole of each file; all share one list of faults.
    tuple of Source

    Raises
    ------
    ImportFault
        With the faults of all files that are not in their syntax, not of the first alone.
    """
    faults, places, sources = Faults(), [], []
    for file in files:
        try:
            data, lines, source = read(file)
        except ImportFault as error:
            for fault in error.faults:
                faults.add(fault)
            continue
        places.append(FilePlace(data, (), lines, faults))
        sources.append(source)
    fail(faults)
    return places, tuple(sources)


def _inside(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Keys or numbers of a mapping or list, with what stands there."""
    if isinstance(value, dict):
        yield from (((*path, str(key)), inner) for key, inner in value.items())
    elif isinstance(value, list):
        yield from (((*path, index), inner) for index, inner in enumerate(value))


def _below(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """All places in a value, at any depth."""
    ahead = [(value, path)]
    while ahead:
        for where, inner in _inside(*ahead.pop()):
            yield where, inner
            ahead.append((inner, where))


def _named(path: Path) -> str:
    """A place in words: its last key, and what holds it."""
    holders = [part for part in path[:-1] if isinstance(part, str)]
    what = f"entry {path[-1] + 1}" if isinstance(path[-1], int) else path[-1]
    return f"{what} of {holders[-1]}" if holders else what


def tell_left(places: Sequence[FilePlace], notes: Notes) -> None:
    """Note of each file what was not used in it."""
    for place in places:
        left = Losses(place.lines.file)
        place.left(left)
        left.tell(notes)
