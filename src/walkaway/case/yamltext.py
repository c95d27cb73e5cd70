"""YAML text → plain data with a line number for every path.

The text is read as a stream of parser events and never as objects: no tag is obeyed, no alias expanded,
no class built, and depth and size are limited while reading, so a hostile file costs no more than its
length. Numbers become :class:`~decimal.Decimal`, exactly as written (YAML 1.2 core schema: ``no`` and
``none`` are text). Keys are always text. Duplicate keys, aliases and tags are faults, all collected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
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

from ..errors import Fault, Faults, quoted

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_NODES", "Lines", "Path", "dotted", "read_yaml"]

MAX_BYTES = 5_000_000
MAX_DEPTH = 24
MAX_NODES = 400_000

Path = tuple[str | int, ...]

_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WORDS: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


def dotted(path: Path) -> str:
    """Write a path as people do: ``issues.price.options`` and ``record[2].offer``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


@dataclass(slots=True)
class Lines:
    """Line numbers by path; a path without its own line has its nearest ancestor's."""

    file: str
    known: dict[Path, int] = field(default_factory=dict)

    def at(self, path: Path) -> int:
        """Line of a path, counted from 1; 1 for the root."""
        while path and path not in self.known:
            path = path[:-1]
        return self.known.get(path, 1)

    def fault(self, path: Path, found: str, expected: str, hint: str = "") -> Fault:
        """Make a fault that knows its file and line."""
        return Fault(
            file=self.file, line=self.at(path), path=dotted(path), found=found, expected=expected, hint=hint
        )


@dataclass(slots=True)
class _Frame:
    """One open mapping or sequence while the events stream by."""

    path: Path
    value: Any
    key: str | None = None
    skip: bool = False  # inside a faulty place (a mapping used as key): build nothing


def _scalar(event: Any, where: Path, lines: Lines, faults: Faults) -> object:
    text = event.value
    if event.style is not None or not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _NOT_FINITE.fullmatch(text):
        faults.add(lines.fault(where, text, "a finite number"))
        return Decimal(0)
    if _INT.fullmatch(text) or _FLOAT.fullmatch(text):
        number = Decimal(text)
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and (number.adjusted() > 15 or exponent < -30):
            faults.add(lines.fault(where, quoted(text, 30), "a number below 10^16, up to 30 decimals"))
            return Decimal(0)
        return number
    return text


class _Builder:
    """Turns events into data; every odd thing becomes a fault and reading goes on."""

    def __init__(self, lines: Lines, faults: Faults) -> None:
        self.lines, self.faults = lines, faults
        self.stack: list[_Frame] = []
        self.root: object = None
        self.nodes = self.documents = 0

    def feed(self, event: Any) -> None:
        match event:
            case DocumentStartEvent():
                self.documents += 1
                if self.documents == 2:
                    self.faults.add(self._fault_at(event, "a second document (---)", "one document a file"))
            case MappingEndEvent() | SequenceEndEvent():
                self.stack.pop()
            case AliasEvent():
                self.faults.add(
                    self._fault_at(event, f"the alias *{event.anchor}", "the value written out", "no aliases")
                )
                self._place(event, None)
            case ScalarEvent():
                self._refuse_marks(event)
                self._place(event, event)
            case MappingStartEvent() | SequenceStartEvent():
                self._refuse_marks(event)
                self._open(event, {} if isinstance(event, MappingStartEvent) else [])

    def _fault_at(self, event: Any, found: str, expected: str, hint: str = "") -> Fault:
        path = dotted(self.stack[-1].path) if self.stack else ""
        line = event.start_mark.line + 1
        return Fault(file=self.lines.file, line=line, path=path, found=found, expected=expected, hint=hint)

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self.faults.add(
                self._fault_at(event, f"the anchor &{event.anchor}", "no anchors", "write the value out")
            )
        if event.tag is not None and str(event.tag) not in ("!", ""):
            self.faults.add(self._fault_at(event, f"the tag {event.tag}", "plain values without tags"))

    def _open(self, event: Any, value: Any) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None and not top.skip:
            self.faults.add(self._fault_at(event, "a list or mapping as a key", "a word as a key"))
            top.key = "?"
            self.stack.append(_Frame(top.path, value, skip=True))
            return
        path = self._place(event, value)
        self.stack.append(_Frame(path, value, skip=top.skip if top else False))

    def _place(self, event: Any, value: Any) -> Path:
        """Put a value (or, as an event, a scalar) where the open frame expects it; give its path."""
        self.nodes += 1
        line = event.start_mark.line + 1
        if not self.stack:
            self.root = (
                _scalar(value, (), self.lines, self.faults) if isinstance(value, ScalarEvent) else value
            )
            return ()
        top = self.stack[-1]
        if top.skip:
            return top.path
        if isinstance(top.value, list):
            path: Path = (*top.path, len(top.value))
            self.lines.known[path] = line
            is_scalar = isinstance(value, ScalarEvent)
            top.value.append(_scalar(value, path, self.lines, self.faults) if is_scalar else value)
            return path
        if top.key is None:
            self._key(top, event, line)
            return top.path
        path = (*top.path, top.key)
        self.lines.known.setdefault(path, line)
        top.value[top.key] = (
            _scalar(value, path, self.lines, self.faults) if isinstance(value, ScalarEvent) else value
        )
        top.key = None
        return path

    def _key(self, top: _Frame, event: Any, line: int) -> None:
        key = event.value if isinstance(event, ScalarEvent) else "?"
        path = (*top.path, key)
        if key in top.value:
            first = self.lines.known.get(path, 0)
            self.faults.add(
                Fault(
                    file=self.lines.file, line=line, path=dotted(path), found=f"the key {quoted(key)} again",
                    expected="each key once", hint=f"first on line {first}",
                )
            )  # fmt: skip
        else:
            self.lines.known[path] = line
        top.key = key


def read_yaml(text: str, file: str, faults: Faults) -> tuple[object, Lines]:
    """Read YAML text into plain data without executing or expanding anything.

    Parameters
    ----------
    text : str
        The file's text.
    file : str
        Name for messages.
    faults : Faults
        Collector for whatever is wrong with the text.

    Returns
    -------
    data : object
        Nested dicts (text keys), lists, text, Decimal, bool, None. Where a key stood twice the last
        value is kept; the fault says so.
    lines : Lines
        Line number of every path.

    Notes
    -----
    Limits: :data:`MAX_DEPTH` levels and :data:`MAX_NODES` values; time and memory are linear in the text.
    """
    lines = Lines(file)
    builder = _Builder(lines, faults)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.feed(event)
            if len(builder.stack) > MAX_DEPTH:
                faults.add(
                    builder._fault_at(event, f"more than {MAX_DEPTH} levels", f"at most {MAX_DEPTH} levels")
                )
                return None, lines
            if builder.nodes > MAX_NODES:
                faults.add(
                    builder._fault_at(
                        event, f"more than {MAX_NODES:,} values", f"at most {MAX_NODES:,} values"
                    )
                )
                return None, lines
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = mark.line + 1 if mark is not None else 0
        faults.add(Fault(file=file, line=line, found=str(problem), expected="YAML text"))
        return None, lines
    except RecursionError:  # pragma: no cover - the parser is iterative; kept for other parser versions
        faults.add(Fault(file=file, line=0, found="too many levels", expected=f"at most {MAX_DEPTH} levels"))
        return None, lines
    return builder.root, lines
