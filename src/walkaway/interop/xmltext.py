"""XML text → elements with line numbers, without ever expanding anything or opening another file.

Elements and attributes remember whether they were used. A document type declaration is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.parsers import expat  # entities and declarations are refused below

from ..errors import Fault, Faults, quoted
from .safe import ImportFault, Notes, exact, times

MAX_DEPTH = 40
MAX_ELEMENTS = 300_000
MAX_ATTRIBUTE = 10_000


@dataclass(frozen=True, slots=True)
class XmlFile:
    """A file while it is read: its name, and who collects faults and notes."""

    name: str
    faults: Faults = field(default_factory=Faults)
    notes: Notes = field(default_factory=Notes)

    @property
    def short(self) -> str:
        """The name without its folder, for notes."""
        return Path(self.name).name


@dataclass(slots=True)
class Element:
    """One element: its name, attributes, children and line; what is asked for counts as used."""

    name: str
    attributes: dict[str, str]
    line: int
    file: XmlFile
    children: list[Element] = field(default_factory=list)
    words: int = 0  # the line of text that stands directly in it
    used: bool = False
    asked: set[str] = field(default_factory=set)
    instructions: list[tuple[str, int]] = field(default_factory=list)  # of the root: name and line of each

    def get(self, name: str) -> str | None:
        """An attribute; None where there is none."""
        self.asked.add(name)
        return self.attributes.get(name)

    def number(self, name: str, default: str | None = None) -> Fraction:
        """A number in an attribute; a fault and 0 where there is none."""
        text = self.get(name) or default
        number = None if text is None else exact(text)
        if number is None:
            self.fault(f"{name}={'nothing' if text is None else quoted(text)}", "a number")
        return number or Fraction(0)

    def fault(self, found: str, expected: str) -> None:
        """Note that something is wrong here."""
        path = f"{self.name} {self.attributes.get('name') or self.attributes.get('index') or ''}".strip()
        file = self.file
        file.faults.add(Fault(file=file.name, line=self.line, path=path, found=found, expected=expected))

    def note(self, sentence: str) -> None:
        """Note what is lost in this file, or was read in a particular way."""
        self.file.notes.add(f"{self.file.short}: {sentence}")

    def all(self, *names: str) -> Iterator[Element]:
        """Children of these names, in order."""
        for child in self.children:
            if child.name in names:
                child.used = True
                yield child

    def first(self, name: str) -> Element | None:
        """The first child of that name."""
        return next(self.all(name), None)

    def whole(self) -> Iterator[Element]:
        """The element and all in it, in order."""
        yield self
        for child in self.children:
            yield from child.whole()

    def deep(self, name: str) -> Element | None:
        """The first element of that name at any depth; it and all that hold it count as used."""
        inner = (found for child in self.children if (found := child.deep(name)) is not None)
        found = self if self.name == name else next(inner, None)
        self.used = self.used or found is not None
        return found

    def left(self, idle: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, int]]:
        """Every element, attribute and text that nobody asked for, and its line.

        ``idle`` has by element the attributes that say nothing new; under ``""`` those that may be empty.
        """
        yield from ((f"the instruction <?{name} …?>", line) for name, line in self.instructions)
        skipped = self.asked | set(idle.get(self.name, ()))
        for name, value in self.attributes.items():
            if name not in skipped and (value.strip() or name not in idle[""]):
                yield f"{name} of <{self.name}>", self.line
        if self.words:
            yield f"the text in <{self.name}>", self.words
        yield from ((f"<{child.name}>", child.line) for child in self.children if not child.used)
        for child in self.children:
            yield from child.left(idle) if child.used else ()


_PIECE = re.compile(
    r"(?P<aside><!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z))"
    r"|(?P<name></?[A-Za-z_][\w:.-]*)"
    r"(?P<attributes>(?:\s*+[A-Za-z_][\w:.-]*+\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'))*+)(?P<end>\s*+/?>)?"
    r"|<|[^<]+",  # a declaration, for the parser to refuse; or text
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"(\s*)([A-Za-z_][\w:.-]*\s*=\s*)(\"[^\"]*\"|'[^']*')")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")


class MendedXml:
    """XML as Genius reads it → XML as the standard has it, in linear time, where there is one way to read it.

    Genius takes an attribute up to the next quotation mark, whatever stands in it; text that is well formed
    stays as it is. ``changes`` is what was found → its lines; ``stuck`` where a tag holds no attribute.
    """

    def __init__(self, text: str) -> None:
        self._old, self._counted, self._line = text, 0, 1
        self.changes: dict[str, list[int]] = {}
        self.stuck = (0, 0)
        self.text = _PIECE.sub(self._piece, text)

    def _line_of(self, at: int) -> int:
        self._line += self._old.count("\n", self._counted, at)
        self._counted = max(self._counted, at)
        return self._line

    def _change(self, what: str, at: int) -> None:
        self.changes.setdefault(what, []).append(self._line_of(at))

    def _piece(self, piece: re.Match[str]) -> str:
        """A comment, instruction, tag or text as it is to stand."""
        at = piece.start()
        if piece["aside"]:
            return self._aside(piece[0], at)
        if not piece["name"]:
            return self._signs(piece[0], at)
        start = piece.start("attributes")
        attributes = _ATTRIBUTE.sub(lambda each: self._attribute(each, start), piece["attributes"])
        if piece["end"] is None and self.stuck == (0, 0):
            sign = len(self._old) - len(self._old[piece.end() :].lstrip())
            self.stuck = (self._line_of(sign), sign - self._old.rfind("\n", 0, sign))
        return piece["name"] + attributes + (piece["end"] or "")

    def _attribute(self, attribute: re.Match[str], start: int) -> str:
        blank, key, value = attribute.groups()
        if not blank:
            self._change("a blank is missing between attributes", start + attribute.start(2))
        at = start + attribute.start(3)
        inner = self._signs(value, at)
        if "<" in inner:
            self._change("“<” inside an attribute is read as the sign", at + value.index("<"))
        return (blank or " ") + key + inner.replace("<", "&lt;")

    def _signs(self, text: str, at: int) -> str:
        """Text or an attribute, with every sign that would be markup written out."""
        for entity in _ENTITY.finditer(text):
            self._change("“&” alone is read as the sign", at + entity.start())
        return _ENTITY.sub("&amp;", text)

    def _aside(self, piece: str, at: int) -> str:
        """A comment, instruction or CDATA: copied, or its lines alone where it may not stand here."""
        comment = piece.startswith("<!--") and piece.endswith("-->", 4)
        declared = piece[:5].lower() == "<?xml" and not piece[5:6].isalnum() and piece.endswith("?>")
        if declared and at > 0:
            self._change("something stands before the XML declaration", at)
        if comment and ("--" in piece[4:-3] or piece.endswith("--->")):
            self._change("“--” inside a comment", at)
        return "\n" * piece.count("\n") if declared or comment else piece


_OPEN_END = ("mismatched tag", "no element found", "unclosed token")
_SLIPS = {
    "mismatched tag": ("another end while <{}> of line {} is open", "XML"),
    "no element found": ("the end of the file", "an element such as <utility_space>"),
    "unclosed token": ("the end of the file inside a tag", ">"),
    "duplicate attribute": ("an attribute that stands twice", "each attribute once"),
    "junk after document element": ("something behind the last end tag", "one element that holds the rest"),
    "not well-formed (invalid token)": ("a sign that cannot stand here", "elements, as <name …> and </name>"),
    "undefined entity": ("the name of an entity", "&amp;, &lt;, &gt;, &quot; or &apos;"),
    "reference to invalid character number": ("a number of no character", "a character"),
}


class _XmlReader:
    def __init__(self, file: XmlFile) -> None:
        self.file, self.count = file, 0
        self.stack = [Element("", {}, 0, file)]  # the document, and all elements that are open
        self.parser = expat.ParserCreate("utf-8")  # whatever a declaration says: the text is decoded
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = lambda _: self.stack.pop()
        self.parser.CharacterDataHandler = self.said
        self.parser.StartDoctypeDeclHandler = self.declared
        self.parser.ProcessingInstructionHandler = lambda name, _: self.stack[0].instructions.append(
            (name, self.parser.CurrentLineNumber)
        )
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def refuse(self, found: str, expected: str) -> ImportFault:
        return ImportFault.of(self.file.name, found, expected, line=self.parser.CurrentLineNumber)

    def declared(self, *_: Any) -> None:
        raise self.refuse("a document type declaration", "XML without declarations and entities")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise self.refuse(f"more than {MAX_ELEMENTS:,} elements", f"at most {MAX_ELEMENTS:,}")
        if len(self.stack) > MAX_DEPTH:
            raise self.refuse(f"more than {MAX_DEPTH} levels", f"at most {MAX_DEPTH} levels")
        for key, value in attributes.items():
            if len(value) > MAX_ATTRIBUTE:
                raise self.refuse(f"{key} with {len(value):,} characters", f"at most {MAX_ATTRIBUTE:,}")
        element = Element(name, attributes, self.parser.CurrentLineNumber, self.file)
        self.stack[-1].children.append(element)
        self.stack.append(element)

    def said(self, text: str) -> None:
        if not self.stack[-1].words and text.strip():
            self.stack[-1].words = self.parser.CurrentLineNumber

    def parse(self, text: str) -> Element:
        document = self.stack[0]
        self.parser.Parse(text.encode("utf-8", "surrogatepass"), True)
        document.children[0].instructions = document.instructions  # expat refuses a text without an element
        return document.children[0]

    def slip(self, error: expat.ExpatError, stuck: tuple[int, int]) -> ImportFault:
        """What is wrong with the text in words, where it is, and what would be right."""
        line, column = error.lineno, error.offset + 1
        said = expat.ErrorString(error.code) or ""
        found, expected = _SLIPS.get(said, (said, "XML"))
        if (0, 0) < stuck <= (line, column):
            (line, column), found = stuck, "something in a tag that is no attribute"
            expected = 'attributes as name="value", with both quotation marks, then >'
        elif self.stack[1:] and said in _OPEN_END:
            found = found.format(self.stack[-1].name, self.stack[-1].line)
            expected = f"</{self.stack[-1].name}>"
        return ImportFault.of(self.file.name, found, expected, line=line, path=f"column {column}")


def read_xml(text: str, file: XmlFile) -> Element:
    """Read XML text into elements, and give the root; else again, with all mended that has one reading."""
    with suppress(expat.ExpatError):
        return _XmlReader(file).parse(text)
    again, reader = MendedXml(text), _XmlReader(file)
    try:
        root = reader.parse(again.text)
    except expat.ExpatError as error:
        raise reader.slip(error, again.stuck) from None
    for what, lines in again.changes.items():
        file.notes.add(f"{file.short}:{lines[0]}: {what}, as in Genius{times(lines)}")
    return root
