"""JSON text → plain data with a line number for every place; strict, within limits, without recursion.

Numbers stay exact fractions. A key that stands twice, NaN, a comment or anything after the end is a fault.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any

from ..errors import Fault, quoted
from .records import SourceFile
from .safe import ImportFault, exact, read_file

__all__ = ["MAX_DEPTH", "MAX_VALUES", "JsonLines", "Path", "read_json", "read_plain_json"]

MAX_DEPTH = 60
MAX_VALUES = 500_000

Path = tuple[str | int, ...]

_TEXT = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None}
_INFINITE: dict[str, Any] = {"Infinity": float("inf"), "-Infinity": float("-inf")}
_WORD = re.compile(r"-?[A-Za-z]+")


@dataclass(slots=True)
class JsonLines:
    """Which line a place of a file stands on, and which places were used."""

    file: str
    known: dict[Path, int] = field(default_factory=dict)
    used: set[Path] = field(default_factory=set)

    def at(self, path: Path) -> int:
        """Line of a place or of what holds it, counted from 1."""
        while path and path not in self.known:
            path = path[:-1]
        return self.known.get(path, 1)

    def fault(self, path: Path, found: str, expected: str, hint: str = "") -> Fault:
        """Make a fault that knows its file, line and place."""
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
        return Fault(
            file=self.file, line=self.at(path), path=place, found=found, expected=expected, hint=hint
        )


class _Scanner:
    def __init__(self, text: str, file: str, infinite: bool) -> None:
        self.text, self.lines = text, JsonLines(file)
        self.words = _WORDS | _INFINITE if infinite else _WORDS
        self.at, self.counted, self.line = 0, 0, 1
        self.values = 0

    def here(self) -> int:
        """The line of the place that is read."""
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        return self.line

    def refuse(self, found: str, expected: str) -> ImportFault:
        line, path = self.here(), f"column {self.at - self.text.rfind(chr(10), 0, self.at)}"
        return ImportFault(
            [Fault(file=self.lines.file, line=line, path=path, found=found, expected=expected)]
        )

    def skip(self) -> str:
        """Go to the next sign and give it; empty at the end."""
        space = _SPACE.match(self.text, self.at)
        assert space is not None
        self.at = space.end()
        return self.text[self.at : self.at + 1]

    def string(self) -> str:
        text = _TEXT.match(self.text, self.at)
        if text is None:
            raise self.refuse(quoted(self.text[self.at : self.at + 20]), "text in double quotes, on one line")
        try:
            value: str = json.loads(text[0])
        except ValueError:
            raise self.refuse(quoted(text[0], 30), "text without unknown escapes") from None
        self.at = text.end()
        if any("\ud800" <= sign <= "\udfff" for sign in value):
            raise self.refuse("half a character (a lone surrogate)", "whole characters")
        return value

    def plain(self, sign: str) -> Any:
        """A text, number, true, false or null."""
        if sign == '"':
            return self.string()
        number = _NUMBER.match(self.text, self.at)
        if number is not None:
            self.at = number.end()
            value = exact(number[0])
            if value is None:
                raise self.refuse(quoted(number[0], 30), "a number of at most 60 digits and places")
            return value
        word = _WORD.match(self.text, self.at)
        if word is not None and word[0] in self.words:
            self.at = word.end()
            return self.words[word[0]]
        found = quoted(word[0]) if word is not None else quoted(sign) if sign else "the end of the file"
        raise self.refuse(found, "a JSON value")

    def read(self) -> Any:
        """The whole text, with a stack in place of recursion."""
        stack: list[tuple[Any, Path]] = []
        path: Path = ()
        while True:
            sign = self.value_starts(path, stack)
            value: Any = {} if sign == "{" else [] if sign == "[" else self.plain(sign)
            if isinstance(value, dict | list):
                self.at += 1
                stack.append((value, path))
                if self.skip() != ("}" if sign == "{" else "]"):
                    path = self.next_place(value, path)
                    continue
                self.at += 1
                stack.pop()
            while stack:
                holder, above = stack[-1]
                self.store(holder, path[-1], value)
                if self.closes(holder):
                    value, path = holder, above
                    stack.pop()
                    continue
                path = self.next_place(holder, above)
                break
            else:
                if self.skip():
                    raise self.refuse(
                        f"{quoted(self.text[self.at : self.at + 10])} after the end", "one value"
                    )
                return value

    def value_starts(self, path: Path, stack: list[tuple[Any, Path]]) -> str:
        sign = self.skip()
        self.values += 1
        if self.values > MAX_VALUES:
            raise self.refuse(f"more than {MAX_VALUES:,} values", f"at most {MAX_VALUES:,}")
        if len(stack) > MAX_DEPTH:
            raise self.refuse(f"more than {MAX_DEPTH} levels", f"at most {MAX_DEPTH} levels")
        self.lines.known[path] = self.here()
        return sign

    def next_place(self, holder: Any, above: Path) -> Path:
        """The key or number of the value that comes next."""
        if isinstance(holder, list):
            return (*above, len(holder))
        if self.skip() != '"':
            raise self.refuse(quoted(self.text[self.at : self.at + 10]), "a key in double quotes")
        key = self.string()
        if key in holder:
            raise self.refuse(f"the key {quoted(key)} again", "each key once")
        if self.skip() != ":":
            raise self.refuse(quoted(self.text[self.at : self.at + 10]), "a colon after the key")
        self.at += 1
        return (*above, key)

    def store(self, holder: Any, key: str | int, value: Any) -> None:
        if isinstance(holder, list):
            holder.append(value)
        else:
            holder[key] = value

    def closes(self, holder: Any) -> bool:
        """Whether the list or mapping ends here; a comma means that it goes on."""
        end = "]" if isinstance(holder, list) else "}"
        sign = self.skip()
        if sign not in (end, ","):
            found = quoted(self.text[self.at : self.at + 10]) if sign else "the end of the file"
            raise self.refuse(found, f"a comma or {end}")
        self.at += 1
        return sign == end


def read_json(text: str, file: str, *, infinite: bool = False) -> tuple[Any, JsonLines]:
    """Read JSON text into plain data.

    Parameters
    ----------
    text : str
    file : str
        Name for messages.
    infinite : bool
        Whether ``Infinity`` and ``-Infinity`` may stand for numbers, as Python writes them.

    Returns
    -------
    data
        Nested dicts, lists, text, Fraction, bool, None.
    lines : Lines

    Raises
    ------
    ImportFault
        At the first thing that is not JSON, or beyond :data:`MAX_DEPTH` levels or :data:`MAX_VALUES` values.

    Notes
    -----
    Time and memory are linear in the text.
    """
    scanner = _Scanner(text, file, infinite)
    return scanner.read(), scanner.lines


def read_plain_json(path: File, *, infinite: bool = False) -> tuple[Any, JsonLines, SourceFile]:
    """Read a JSON file as plain data, with its lines and its fingerprint."""
    text, source = read_file(path)
    return *read_json(text, str(path), infinite=infinite), source
