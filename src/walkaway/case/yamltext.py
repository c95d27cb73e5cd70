"""YAML text → plain data with a line number for every path; no tag is obeyed, no alias expanded.

The text is read as a stream of events, with depth and size limited, so a hostile file costs no more than its
length. Numbers become exact :class:`~decimal.Decimal` (YAML 1.2 core schema: ``no`` and ``none`` are text).
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml import events as seen
from ruamel.yaml.error import YAMLError

from ..errors import Fault, Faults, quoted
from .lines import Lines, Path, dotted

MAX_BYTES = 5_000_000
MAX_DEPTH = 24
MAX_NODES = 100_000
_OFTEN = 300_000  # characters up to which a text is kept, as it is read again and again while it is worked on

_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SIGN = "text that begins with {} stands in quotation marks"
WORDS: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_UNUSABLE = (None, False)


def looks_otherwise(text: str) -> bool:
    """Whether text must stand in quotes, as without them it would be a number, a truth value or nothing."""
    return text in WORDS or bool(_FLOAT.fullmatch(text) or _NOT_FINITE.fullmatch(text))


class Number(Decimal):
    """A number that remembers how it was written: ``007`` may turn out to be an id."""

    text: str

    def __new__(cls, text: str) -> Number:
        """Keep the text beside the number."""
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __str__(self) -> str:
        return self.text


@dataclass(slots=True)
class _Frame:
    """One open mapping or sequence while the events stream by."""

    path: Path
    value: Any
    key: str | None = None
    odd: bool = False  # the key was faulty: build no value for it
    skip: bool = False  # inside a faulty place: build nothing

    @property
    def wants_key(self) -> bool:
        """Whether a mapping waits for its next key."""
        return isinstance(self.value, dict) and self.key is None and not self.odd

    @property
    def next(self) -> Path:
        """Path of what comes next: a value, or the mapping itself when a key is to come."""
        if isinstance(self.value, list):
            return (*self.path, len(self.value))
        return self.path if self.key is None else (*self.path, self.key)


class _Builder:
    """Turns events into data; every odd thing becomes a fault and reading goes on."""

    def __init__(self, lines: Lines) -> None:
        self.lines, self.faults = lines, Faults()
        self.stack: list[_Frame] = []
        self.root: object = None
        self.nodes = self.documents = 0
        self.ended: seen.DocumentEndEvent | None = None  # where three points stand

    def feed(self, event: Any) -> None:
        if isinstance(event, seen.DocumentEndEvent) and event.explicit:
            self.ended = event
        if isinstance(event, seen.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2 and self.ended is not None and not event.explicit:
                self.refuse(self.ended, "... here, which ends the file", "one document a file", "delete it")
            elif self.documents == 2:
                self.refuse(event, "a second document (---)", "one document a file")
        if self.documents > 1:
            return
        wants_key = bool(self.stack) and self.stack[-1].wants_key
        match event:
            case seen.MappingEndEvent() | seen.SequenceEndEvent():
                self.stack.pop()
            case seen.AliasEvent():
                hint = f"no aliases; {_SIGN.format('*')}"
                self.refuse(event, f"the alias *{event.anchor}", "the value written out", hint)
                self.place(event, *_UNUSABLE)
            case seen.ScalarEvent():
                usable = self.unmarked(event) or wants_key  # a key with a tag is still that key
                self.place(event, *(self.scalar(event, is_key=wants_key) if usable else _UNUSABLE))
            case seen.MappingStartEvent() | seen.SequenceStartEvent():
                usable = self.unmarked(event)
                if wants_key and not self.stack[-1].skip:
                    self.refuse(event, "a list or mapping as a key", "a word as a key")
                    usable = False
                value: Any = {} if isinstance(event, seen.MappingStartEvent) else []
                path, skip = self.place(event, value, usable)
                self.stack.append(_Frame(path, value, skip=skip))

    def refuse(self, event: Any, found: str, expected: str, hint: str = "", path: Path | None = None) -> None:
        """Note a fault at the line of an event, and at a path, else the one where its value would stand."""
        if self.stack and self.stack[-1].skip:
            return
        place = dotted((self.stack[-1].next if self.stack else ()) if path is None else path)
        fault = Fault(path=place, found=found, expected=expected, hint=hint)
        self.faults.add(replace(fault, file=self.lines.file, line=_line(event)))

    def unmarked(self, event: Any) -> bool:
        """Report anchors and tags; False if the value cannot be used."""
        if event.anchor is not None:
            hint = f"write the value out; {_SIGN.format('&')}"
            self.refuse(event, f"the anchor &{event.anchor}", "no anchors", hint)
        if event.tag is None or str(event.tag) == "!":
            return True
        tag = str(event.tag).replace("tag:yaml.org,2002:", "!!", 1)
        hint = "" if tag.startswith("!!") else _SIGN.format("!")
        self.refuse(event, f"the tag {quoted(tag)}", "plain values without tags", hint)
        return False

    def scalar(self, event: Any, *, is_key: bool) -> tuple[object, bool]:
        """Give the value of a scalar, and whether it can be used."""
        text = event.value
        if _SURROGATE.search(text):
            try:  # JSON writes some characters as two halves
                text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
            except UnicodeDecodeError:
                self.refuse(event, "half a character (a lone surrogate)", "whole characters")
                return _UNUSABLE
        if event.style is not None or not event.implicit[0] or is_key:
            return text, True
        if text in WORDS:
            return WORDS[text], True
        if _NOT_FINITE.fullmatch(text):
            self.refuse(event, text, "a finite number")
            return _UNUSABLE
        if not _FLOAT.fullmatch(text):
            return text, True
        with suppress(InvalidOperation):  # an exponent beyond all bounds
            number = Number(text)
            if number.adjusted() <= 15 and int(number.as_tuple().exponent) >= -30:
                return number, True
        self.refuse(event, quoted(text, 30), "a number below 10^16, up to 30 decimals")
        return _UNUSABLE

    def place(self, event: Any, value: Any, usable: bool) -> tuple[Path, bool]:
        """Put a key or value where the open frame expects it; give its path, and whether to skip it."""
        self.nodes += 1
        if not self.stack:
            self.root = value
            if not usable:
                self.lines.leave_out(())
            return (), not usable
        top = self.stack[-1]
        if top.skip or top.odd:
            top.odd = False
            return top.path, True
        if top.wants_key:
            self.key(top, event, value, usable)
            return top.path, True
        path = top.next
        if not usable:
            self.lines.leave_out(path)
        if isinstance(top.value, list):
            self.lines.known[path] = _line(event)
            top.value.append(value)
        else:
            top.value[top.key] = value
            top.key = None
        return path, not usable

    def key(self, top: _Frame, event: Any, key: Any, usable: bool) -> None:
        path = (*top.path, key)
        if not usable:
            top.odd = True
        elif key == "<<" and event.style is None:
            self.refuse(event, "the key << (a merge)", "the entries written out", "no aliases")
            self.lines.leave_out(top.path)
            top.skip = True  # what would be merged is not known: nothing follows from what is missing
        else:
            if key in top.value:
                first = f"first on line {self.lines.at(path)}"
                self.refuse(event, f"the key {quoted(key)} again", "each key once", first, path)
            else:
                self.lines.known[path] = _line(event)
            top.key = key


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def without_end_tabs(text: str) -> str:
    r"""Text without tabs at the ends of lines and before comments, where YAML 1.2 allows them.

    >>> without_end_tabs("a: 1\t\n") == "a: 1\n"
    True
    """

    def bare(gap: re.Match[str]) -> str:
        behind = text[gap.end() : gap.end() + 1]
        if "\t" not in gap[0] or behind not in ("", "#", "\n", "\r"):
            return gap[0]
        return " " if behind == "#" else ""

    return re.sub(r"(?<![ \t])[ \t]+", bare, text) if "\t" in text else text


def read_yaml(text: str, file: str, faults: Faults) -> tuple[object, Lines]:
    """Read YAML text into dicts (text keys), lists, text, Decimal, bool, None, and the line of every path.

    Nothing is executed or expanded. Where a key stood twice the last value is kept; the fault says so.
    """
    data, lines, told = (_parsed if len(text) <= _OFTEN else _parsed.__wrapped__)(text)
    faults.extend(replace(fault, file=file) for fault in told)
    return _copied(data), lines.anew(file)


def _copied(value: object) -> object:
    """Lists and dicts anew, all the way in; what stands in them does not change."""
    if isinstance(value, dict):
        return {key: _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list) else value


@lru_cache(maxsize=4)
def _parsed(text: str) -> tuple[object, Lines, tuple[Fault, ...]]:
    """What a text holds, read once for all who ask in a row; nobody changes it."""
    lines = Lines("")
    builder = _Builder(lines)
    data: object = None
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.feed(event)
            if (deep := len(builder.stack) > MAX_DEPTH) or builder.nodes > MAX_NODES:
                limit = f"{MAX_DEPTH} levels" if deep else f"{MAX_NODES:,} values"
                found, expected = f"more than {limit}", f"at most {limit}"
                builder.faults.add(Fault(line=_line(event), found=found, expected=expected))
                break
        else:
            data = builder.root
    except YAMLError as error:
        bare = without_end_tabs(text)
        if bare != text:
            return _parsed(bare)
        lines.broken = True
        builder.faults.add(_not_yaml(error, text))
    return data, lines, tuple(builder.faults)


def _not_yaml(error: YAMLError, text: str) -> Fault:
    """Say a parser's complaint in the words of the house."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    line = text.count("\n", 0, getattr(error, "position", 0)) + 1 if mark is None else mark.line + 1
    found, expected, hint = in_plain_words(str(problem))
    return Fault(line=line, found=found, expected=expected, hint=hint)


_TOKENS = {
    "<stream end>": "the end of the file", "<stream start>": "the start of the file",
    "<block sequence start>": "an item of a list (-)", "<block entry>": "an item of a list (-)",
    "-": "an item of a list (-)", "<block mapping start>": "a key that is indented further",
    "?": "a question mark",
    "<block end>": "a line that is indented less", "<scalar>": "text", ":": "a colon", ",": "a comma",
    "<document start>": "---", "<document end>": "...", "<directive>": "a line that begins with %",
    "<alias>": "a word that begins with *", "<anchor>": "a word that begins with &",
    "<tag>": "a word that begins with !", "[": "[", "]": "]", "{": "{", "}": "}",
}  # fmt: skip
_COLUMN = "lines that belong together begin in the same column"
_SENTENCES: tuple[tuple[str, str, str, str], ...] = (
    (r"expected <block end>, but found (?P<sign>.*(?:-|<block sequence start>|<block entry>).*)",
     "{sign} among keys", "keys alone, or items alone, below one key", _COLUMN),
    (r"expected <block end>, but found (?P<sign>.+)", "{sign}", "a key with a colon, or an item with a dash",
     _COLUMN),
    (r"expected the node content, but found (?P<sign>.+)", "{sign}", "a value", ""),
    (r"expected ['<]*document start.*but found (?P<sign>.+)", "{sign}", "keys with a colon",
     "the file goes on behind what ends it"),
    (r"expected '?,'? or '?(?P<close>[\]}}])'?,? but (?:found|got) (?P<sign>.+)", "{sign}",
     "a comma or {close}", "entries in brackets are parted by commas"),
    (r"mapping values are not allowed.*", "a colon where none can stand", "one key on a line",
     "put text that holds a colon in quotes"),
    (r"(?:block )?sequence entries are not allowed.*", "an item of a list (-) where none can stand",
     "items on lines of their own", "text that begins with - stands in quotation marks"),
    (r"mapping keys are not allowed.*", "a question mark where none can stand", "a key with a colon",
     "text that begins with ? stands in quotation marks"),
    (r"could not find expected ':'.*", "a line without a colon", "a key with a colon", ""),
    (r"found character (?P<sign>.+?) that cannot start any token",
     "{sign} at the start of a value", "a value", "text that begins with it stands in quotation marks"),
    (r"found unexpected end of stream", "the end of the file inside quotation marks",
     "a closing quotation mark", ""),
    (r"found unexpected document separator",
     "--- or ... inside quotation marks", "a closing quotation mark", ""),
    (r"found unknown escape character.*|expected escape sequence.*", "a backslash in double quotation marks",
     "single quotation marks", "in double quotation marks a backslash begins an escape"),
    (r"expected a comment or a line break.*|expected indentation indicator.*|expected chomping.*",
     "more behind > or |", "a line break behind it", "such text stands in quotation marks"),
    (r"expected alphabetic or numeric character.*", "& or * alone", "a value",
     "text that begins with & or * stands in quotation marks"),
    (r"found (?:undefined tag handle|duplicate (?:YAML|tag) ).*|expected (?:URI|'!'|digit|a digit).*",
     "a tag (!) or a directive (%)", "plain values without tags",
     "text that begins with ! or % stands in quotation marks"),
    (r"found duplicate anchor.*|found undefined alias.*",
     "an anchor or an alias", "the value written out", ""),
)  # fmt: skip


def in_plain_words(problem: str) -> tuple[str, str, str]:
    """Say a complaint of the YAML library in the words of the house: found, expected, hint.

    >>> in_plain_words("expected <block end>, but found '<block sequence start>'")[:2]
    ('an item of a list (-) among keys', 'keys alone, or items alone, below one key')
    """
    for pattern, found, expected, hint in _SENTENCES:
        hit = re.fullmatch(pattern, problem.strip())
        if hit is not None:
            parts = {name: _sign(sign) for name, sign in hit.groupdict().items()}
            return found.format(**parts), expected.format(**parts), hint
    swapped = re.fullmatch(r"expected (.+?),? but (?:found|got) (.+)", problem)
    if swapped:
        return _sign(swapped[2]), _sign(swapped[1]), ""
    return re.sub(r"<[a-z ]+>", lambda hit: _sign(hit[0]), problem.removeprefix("found ")), "YAML text", ""


def _sign(written: str) -> str:
    """A sign or token of the library by a name that people know."""
    listed = re.fullmatch(r"\('(.+)',\)", written.strip())
    bare = (listed[1] if listed else written).strip().strip("'\"")
    return _TOKENS.get(bare, written.strip() if len(bare) > 1 else bare)
