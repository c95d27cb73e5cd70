"""YAML text → plain data with a line number for every place, for files that other programs wrote.

The text is read as a stream of parser events: no tag is obeyed, no alias expanded, no class built. Tags,
anchors and aliases are faults, for a file that needs them asks for something to be built. A key may be a
list, as NegMAS writes whole outcomes; it becomes a tuple of texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ..case.mending import Mended
from ..errors import Fault, Faults, quoted
from .jsontext import MAX_DEPTH, MAX_VALUES, JsonLines, Path
from .safe import ImportFault, exact

__all__ = ["check_yaml", "read_yaml"]

_WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    ".inf": float("inf"), "-.inf": float("-inf"), ".Inf": float("inf"), "-.Inf": float("-inf"),
}  # fmt: skip
_MISSING = object()


@dataclass(slots=True)
class _Open:
    """One open list or mapping."""

    value: Any
    path: Path
    key: Any = _MISSING
    is_key: bool = False


class _TreeBuilder:
    def __init__(self, lines: JsonLines) -> None:
        self.lines = lines
        self.stack: list[_Open] = []
        self.root: Any = None
        self.count = self.documents = 0

    def refuse(self, event: Any, found: str, expected: str) -> ImportFault:
        line = event.start_mark.line + 1
        return ImportFault([Fault(file=self.lines.file, line=line, found=found, expected=expected)])

    def feed(self, event: Any) -> None:
        match event:
            case DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise self.refuse(event, "a second document (---)", "one document a file")
            case MappingEndEvent() | SequenceEndEvent():
                self.close(event)
            case AliasEvent():
                raise self.refuse(event, f"the alias *{event.anchor}", "the value written out")
            case ScalarEvent():
                self.plain(event)
                self.place(event, self.scalar(event))
            case MappingStartEvent() | SequenceStartEvent():
                self.plain(event)
                self.open(event, {} if isinstance(event, MappingStartEvent) else [])

    def plain(self, event: Any) -> None:
        """Refuse anchors and tags, and more than the limits allow."""
        self.count += 1
        if self.count > MAX_VALUES or len(self.stack) > MAX_DEPTH:
            deep = len(self.stack) > MAX_DEPTH
            limit = f"{MAX_DEPTH} levels" if deep else f"{MAX_VALUES:,} values"
            raise self.refuse(event, f"more than {limit}", f"at most {limit}")
        if event.anchor is not None:
            raise self.refuse(event, f"the anchor &{event.anchor}", "the value written out")
        if event.tag is not None and str(event.tag) != "!":
            tag = quoted(str(event.tag).replace("tag:yaml.org,2002:", "!!", 1))
            raise self.refuse(event, f"the tag {tag}", "plain data: nothing from a file is executed or built")

    def scalar(self, event: Any) -> Any:
        text = str(event.value)
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            raise self.refuse(event, "half a character (a lone surrogate)", "whole characters")
        if event.style is not None or not event.implicit[0] or self.wants_key():
            return text
        if text in _WORDS:
            return _WORDS[text]
        number = exact(text)
        return text if number is None else number

    def wants_key(self) -> bool:
        """Whether the next value is a key, or stands in a key."""
        top = self.stack[-1] if self.stack else None
        if top is None:
            return False
        return top.is_key or (isinstance(top.value, dict) and top.key is _MISSING)

    def open(self, event: Any, value: Any) -> None:
        is_key = self.wants_key()
        if is_key and isinstance(value, dict):
            raise self.refuse(event, "a mapping as a key", "a word, number or list as a key")
        top = self.stack[-1] if self.stack else None
        path = top.path if top is not None and is_key else self.next_path()
        self.lines.known.setdefault(path, event.start_mark.line + 1)
        self.stack.append(_Open(value, path, is_key=is_key))

    def close(self, event: Any) -> None:
        frame = self.stack.pop()
        value = tuple(map(str, frame.value)) if frame.is_key else frame.value
        self.place(event, value, opened=True)

    def next_path(self) -> Path:
        if not self.stack:
            return ()
        top = self.stack[-1]
        return (*top.path, len(top.value) if isinstance(top.value, list) else str(top.key))

    def place(self, event: Any, value: Any, *, opened: bool = False) -> None:
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        if isinstance(top.value, list):
            if not opened:
                self.lines.known[self.next_path()] = event.start_mark.line + 1
            top.value.append(value)
        elif top.key is _MISSING:
            if value in top.value:
                raise self.refuse(event, f"the key {quoted(value)} again", "each key once")
            top.key = value
        else:
            if not opened:
                self.lines.known[self.next_path()] = event.start_mark.line + 1
            top.value[top.key] = value
            top.key = _MISSING


def _slips(text: str, file: str, error: YAMLError) -> list[Fault]:
    """What went wrong in the writer's words, each at its line; the parser's where none is found."""
    found = Mended(text, file, frozenset(), lambda text, file: Faults())
    found.all_lines()
    found.mend()
    if found.faults:
        return found.faults
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    line, column = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
    return [Fault(file=file, line=line, path=f"column {column}", found=quoted(problem), expected="YAML")]


def read_yaml(text: str, file: str) -> tuple[Any, JsonLines]:
    """Read YAML text into plain data.

    Parameters
    ----------
    text : str
    file : str
        Name for messages.

    Returns
    -------
    data
        Nested dicts, lists, text, Fraction, bool, None, and infinite floats; keys are text or tuples.
    lines : Lines

    Raises
    ------
    ImportFault
        At the first thing that is not YAML, or that is more than data.
    """
    builder = _TreeBuilder(JsonLines(file))
    for event in _events(text, file):
        builder.feed(event)
    return builder.root, builder.lines


def check_yaml(text: str, file: str) -> None:
    """See that text is YAML, whatever it says.

    Raises
    ------
    ImportFault
        At the first thing that is not.
    """
    for _ in _events(text, file):
        pass


def _events(text: str, file: str) -> Iterator[Any]:
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except YAMLError as error:
        raise ImportFault(_slips(text, file, error)) from None
