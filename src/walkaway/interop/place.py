"""Plain data from a file, looked at place by place: what stands where, and a fault if it should not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..errors import Faults, nearest, quoted
from .jsontext import Lines, Path
from .safe import ImportFault

__all__ = ["Place", "described"]


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
class Place:
    """A value in a file, with where it stands and who collects faults."""

    value: Any
    path: Path
    lines: Lines
    faults: Faults

    def fault(self, found: str, expected: str, hint: str = "") -> None:
        """Note that something is wrong here."""
        self.faults.add(self.lines.fault(self.path, found, expected, hint))

    def refuse(self, found: str, expected: str, hint: str = "") -> ImportFault:
        """Stop: with this fault there is nothing left to read."""
        self.fault(found, expected, hint)
        return ImportFault(self.faults.sorted())

    def has(self, key: str) -> bool:
        """Whether a mapping has a key with something in it."""
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def at(self, key: str | int) -> Place:
        """What stands under a key or number; nothing where there is none."""
        inner = None
        if isinstance(self.value, dict):
            inner = self.value.get(key)
        elif isinstance(self.value, list) and isinstance(key, int):
            inner = self.value[key]
        return Place(inner, (*self.path, key), self.lines, self.faults)

    def items(self, expected: str) -> Iterator[tuple[str, Place]]:
        """Keys and values of a mapping; a fault and nothing if it is none."""
        if not isinstance(self.value, dict):
            self.fault(described(self.value), expected)
            return
        for key in self.value:
            yield str(key), self.at(key)

    def list(self, expected: str) -> list[Place]:
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
        for key, inner in self.items(what):
            if key not in keys:
                inner.fault(f"the key {quoted(key)}", f"one of {', '.join(keys)}", nearest(key, keys))
