"""JSON and YAML text → plain data with a line number for every place, and plain data → JSON text.

Reading is strict and within limits; tags, anchors and aliases are faults; numbers stay exact fractions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path as File
from typing import Any

from ruamel.yaml import YAML, events
from ruamel.yaml.error import YAMLError

from ..case.lines import Lines, Path
from ..case.yamltext import WORDS
from ..errors import Fault, Faults, quoted
from .safe import ImportFault, Notes, SourceFile, decimal_text, exact, read_file

MAX_DEPTH = 60
MAX_VALUES = 500_000

_TEXT = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_WORD = re.compile(r"-?[A-Za-z]+")
_JSON_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None}
_INFINITE: dict[str, Any] = {"Infinity": float("inf"), "-Infinity": float("-inf")}
_YAML_WORDS: dict[str, Any] = WORDS | {
    ".inf": float("inf"), "-.inf": float("-inf"), ".Inf": float("inf"), "-.Inf": float("-inf"),
}  # fmt: skip
_HALF = re.compile("[\ud800-\udfff]")
_WHOLE = ("half a character (a lone surrogate)", "whole characters")


@dataclass(slots=True)
class DataLines(Lines):
    """Which line a place of a file stands on, and which places were used."""

    used: set[Path] = field(default_factory=set)
    named: dict[Path, Path] = field(default_factory=dict)  # place of the case → the file's own

    def original(self, path: Path) -> Path:
        """The place as the file calls it."""
        return Lines.original(self, self.named.get(path, path))


class _JsonReader:
    def __init__(self, text: str, file: str, infinite: bool) -> None:
        self.text, self.lines = text, DataLines(file)
        self.words = _JSON_WORDS | _INFINITE if infinite else _JSON_WORDS
        self.at = self.counted = self.values = 0
        self.line = 1

    def here(self) -> int:
        """The line of the place that is read."""
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        return self.line

    def refuse(self, found: str, expected: str) -> ImportFault:
        column = self.at - self.text.rfind("\n", 0, self.at)
        return ImportFault.of(self.lines.file, found, expected, line=self.here(), path=f"column {column}")

    def skip(self) -> str:
        """Go to the next sign and give it; empty at the end."""
        space = _SPACE.match(self.text, self.at)
        assert space is not None
        self.at = space.end()
        return self.text[self.at : self.at + 1]

    def ahead(self, size: int = 10) -> str:
        """What stands here, for a message."""
        return quoted(self.text[self.at : self.at + size])

    def whole(self) -> Any:
        """The one value of the text."""
        value = self.value(())
        if self.skip():
            raise self.refuse(f"{self.ahead()} after the end", "one value")
        return value

    def value(self, path: Path) -> Any:
        """The value that stands here, which is as deep as its path is long."""
        sign = self.skip()
        self.values += 1
        if self.values > MAX_VALUES:
            raise self.refuse(f"more than {MAX_VALUES:,} values", f"at most {MAX_VALUES:,}")
        if len(path) > MAX_DEPTH:
            raise self.refuse(f"more than {MAX_DEPTH} levels", f"at most {MAX_DEPTH} levels")
        self.lines.known[path] = self.here()
        if sign not in ("{", "["):
            return self.plain(sign)
        self.at += 1
        return self.mapping(path) if sign == "{" else self.entries(path)

    def mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self.goes_on("}", first=not found):
            if self.skip() != '"':
                raise self.refuse(self.ahead(), "a key in double quotes")
            key = self.string()
            if key in found:
                raise self.refuse(f"the key {quoted(key)} again", "each key once")
            if self.skip() != ":":
                raise self.refuse(self.ahead(), "a colon after the key")
            self.at += 1
            found[key] = self.value((*path, key))
        return found

    def entries(self, path: Path) -> list[Any]:
        found: list[Any] = []
        while self.goes_on("]", first=not found):
            found.append(self.value((*path, len(found))))
        return found

    def goes_on(self, end: str, *, first: bool) -> bool:
        """Whether a list or mapping has another entry; steps over a comma before it, or over the end."""
        sign = self.skip()
        if first and sign != end:
            return True
        if sign not in (end, ","):
            raise self.refuse(self.ahead() if sign else "the end of the file", f"a comma or {end}")
        self.at += 1
        return sign == ","

    def string(self) -> str:
        text = _TEXT.match(self.text, self.at)
        if text is None:
            raise self.refuse(self.ahead(20), "text in double quotes, on one line")
        try:
            value: str = json.loads(text[0])
        except ValueError:
            raise self.refuse(quoted(text[0], 30), "text without unknown escapes") from None
        self.at = text.end()
        if _HALF.search(value):
            raise self.refuse(*_WHOLE)
        return value

    def plain(self, sign: str) -> Any:
        """A text, number, true, false or null."""
        if sign == '"':
            return self.string()
        if (number := _NUMBER.match(self.text, self.at)) is not None:
            self.at = number.end()
            if (value := exact(number[0])) is None:
                raise self.refuse(quoted(number[0], 30), "a number of at most 60 digits and places")
            return value
        word = _WORD.match(self.text, self.at)
        if word is None or word[0] not in self.words:
            found = quoted(sign if word is None else word[0]) if sign else "the end of the file"
            raise self.refuse(found, "a JSON value")
        self.at = word.end()
        return self.words[word[0]]


def read_json(text: str, file: str, *, infinite: bool = False) -> tuple[Any, DataLines]:
    """Read JSON text into dicts, lists, text, Fraction, bool and None; ``infinite`` as Python writes it."""
    reader = _JsonReader(text, file, infinite)
    return reader.whole(), reader.lines


class _YamlReader:
    def __init__(self, text: str, file: str) -> None:
        self.events, self.lines = _events(text, file), DataLines(file)
        self.event: Any = None
        self.count = 0

    def next(self) -> Any:
        self.event = next(self.events)
        return self.event

    def refuse(self, found: str, expected: str) -> ImportFault:
        return ImportFault.of(self.lines.file, found, expected, line=self.event.start_mark.line + 1)

    def whole(self) -> Any:
        """The one document of the text."""
        documents, value = 0, None
        while not isinstance(self.next(), events.StreamEndEvent):
            if isinstance(self.event, events.NodeEvent):
                value = self.value(())
            documents += isinstance(self.event, events.DocumentStartEvent)
            if documents > 1:
                raise self.refuse("a second document (---)", "one document a file")
        return value

    def check(self, depth: int) -> None:
        """Refuse aliases, anchors and tags, and more than the limits allow."""
        event, right = self.event, "the value written out"
        if isinstance(event, events.AliasEvent):
            raise self.refuse(f"the alias *{event.anchor}", right)
        self.count += 1
        if self.count > MAX_VALUES or depth > MAX_DEPTH:
            limit = f"{MAX_DEPTH} levels" if depth > MAX_DEPTH else f"{MAX_VALUES:,} values"
            raise self.refuse(f"more than {limit}", f"at most {limit}")
        if event.anchor is not None:
            raise self.refuse(f"the anchor &{event.anchor}", right)
        if event.tag is not None and str(event.tag) != "!":
            tag = quoted(str(event.tag).replace("tag:yaml.org,2002:", "!!", 1))
            raise self.refuse(f"the tag {tag}", "plain data: nothing from a file is executed or built")

    def value(self, path: Path, *, key: bool = False) -> Any:
        """The value that begins here, or a key, or what stands in a key; as deep as its path is long."""
        self.check(len(path))
        self.lines.known[path] = self.event.start_mark.line + 1
        if isinstance(self.event, events.ScalarEvent):
            return self.scalar(key=key)
        if isinstance(self.event, events.MappingStartEvent):
            if key:
                raise self.refuse("a mapping as a key", "a word, number or list as a key")
            return self.mapping(path)
        found: list[Any] = []
        while not isinstance(self.next(), events.SequenceEndEvent):
            found.append(self.value((*path, len(found)), key=key))
        return tuple(map(str, found)) if key else found

    def mapping(self, path: Path) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        while not isinstance(self.next(), events.MappingEndEvent):
            key = self.value((*path, -1), key=True)
            if key in found:
                raise self.refuse(f"the key {quoted(key)} again", "each key once")
            self.next()
            found[key] = self.value((*path, str(key)))
        return found

    def scalar(self, *, key: bool) -> Any:
        text = str(self.event.value)
        if _HALF.search(text):
            raise self.refuse(*_WHOLE)
        if key or self.event.style is not None or not self.event.implicit[0]:
            return text
        if text in _YAML_WORDS:
            return _YAML_WORDS[text]
        return text if (number := exact(text)) is None else number


def read_yaml(text: str, file: str) -> tuple[Any, DataLines]:
    """Read YAML text as :func:`read_json` reads JSON; numbers may be infinite, keys are text or tuples."""
    reader = _YamlReader(text, file)
    return reader.whole(), reader.lines


def check_yaml(text: str, file: str) -> None:
    """See that text is YAML, whatever it says."""
    for _ in _events(text, file):
        pass


def _events(text: str, file: str) -> Iterator[Any]:
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except YAMLError as error:
        raise ImportFault(_slips(text, file, error)) from None


def _slips(text: str, file: str, error: YAMLError) -> list[Fault]:
    """What went wrong in the writer's words, each at its line; the parser's where none is found."""
    from ..case.mending import Mended  # loaded for a text that does not read

    found = Mended(text, file, frozenset(), lambda text, file: Faults())
    found.mend()
    if found.faults:
        return found.faults
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    line, column = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
    return [Fault(file=file, line=line, path=f"column {column}", found=quoted(problem), expected="YAML")]


def read_data(path: File, *, yaml: bool = False) -> tuple[Any, DataLines, SourceFile]:
    """Read a JSON file, or a YAML file where that may be, as plain data with its lines and fingerprint."""
    text, source = read_file(path)
    if yaml and path.suffix.lower() != ".json":
        return *read_yaml(text, str(path)), source
    return *read_json(text, str(path), infinite=yaml), source


def to_json(data: Any, notes: Notes, indent: str = "") -> str:
    """Write plain data as JSON, or as YAML that is JSON but for its keys; rounding is noted."""
    inner = indent + "  "
    match data:
        case Fraction():
            return decimal(notes, data)
        case Mapping():
            entries = [f"{_key(key, notes)}: {to_json(item, notes, inner)}" for key, item in data.items()]
        case list() | tuple():
            entries = [to_json(item, notes, inner) for item in data]
        case _:
            return json.dumps(data, ensure_ascii=False)
    start, end = "{}" if isinstance(data, Mapping) else "[]"
    lines = f",\n{inner}".join(entries)
    return f"{start}\n{inner}{lines}\n{indent}{end}" if entries else start + end


def _key(key: Any, notes: Notes) -> str:
    """A key; YAML alone has numbers and tuples, which are marked with a question mark."""
    return f"? {json.dumps([*key], ensure_ascii=False)} " if isinstance(key, tuple) else to_json(key, notes)


def decimal(notes: Notes, number: Fraction) -> str:
    """A number as a decimal; where it has to be rounded, a note says so."""
    text, whole = decimal_text(number)
    if not whole:
        notes.add("numbers that no finite decimal equals are rounded to 17 digits")
    return text
