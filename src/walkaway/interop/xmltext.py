"""XML text → elements with line numbers, without ever expanding anything.

Only elements and attributes are kept, and each remembers whether it was used, so that the rest can be
listed. A document type declaration (and with it every entity) is a fault, and so are more than
:data:`MAX_ELEMENTS` elements, :data:`MAX_DEPTH` levels or long attributes; a hostile file costs no more
than its length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat  # entities and declarations are refused below

from ..errors import Fault
from .losses import Losses, times
from .safe import ImportFault, Notes
from .xmlmend import mended

__all__ = ["MAX_DEPTH", "MAX_ELEMENTS", "Element", "read_xml"]

MAX_DEPTH = 40
MAX_ELEMENTS = 300_000
MAX_ATTRIBUTE = 10_000


@dataclass(slots=True)
class Element:
    """One element: its name, attributes, children and line; what is asked for counts as used."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    words: int = 0
    """The line of text that stands directly in it; 0 without."""
    used: bool = False
    asked: set[str] = field(default_factory=set)
    instructions: list[tuple[str, int]] = field(default_factory=list)
    """Of the root: the name and line of every processing instruction of the file."""

    def get(self, name: str) -> str | None:
        """An attribute; None where there is none."""
        self.asked.add(name)
        return self.attributes.get(name)

    def all(self, *names: str) -> Iterator[Element]:
        """Children of these names, in order."""
        for child in self.children:
            if child.name in names:
                child.used = True
                yield child

    def first(self, name: str) -> Element | None:
        """The first child of that name."""
        return next(self.all(name), None)

    def deep(self, name: str) -> Element | None:
        """The first element of that name at any depth; it and all that hold it count as used."""
        ahead: list[tuple[Element, ...]] = [(self,)]
        while ahead:
            line = ahead.pop()
            if line[-1].name == name:
                for element in line:
                    element.used = True
                return line[-1]
            ahead += [(*line, child) for child in reversed(line[-1].children)]
        return None

    def left(self, idle: Mapping[str, tuple[str, ...]], left: Losses) -> None:
        """List every element, attribute and text that nobody asked for.

        Parameters
        ----------
        idle : mapping of str to tuple of str
            Element → attributes that say nothing beyond what the rest says; under ``""`` those that say
            nothing where they are empty.
        left : Left
            Collects them.
        """
        for name, line in self.instructions:
            left.add(f"the instruction <?{name} …?>", line)
        ahead = [self]
        while ahead:
            element = ahead.pop()
            skipped = element.asked | set(idle.get(element.name, ()))
            for name, value in element.attributes.items():
                if name not in skipped and (value.strip() or name not in idle[""]):
                    left.add(f"{name} of <{element.name}>", element.line)
            if element.words:
                left.add(f"the text in <{element.name}>", element.words)
            for child in element.children:
                if not child.used:
                    left.add(f"<{child.name}>", child.line)
            ahead += [child for child in reversed(element.children) if child.used]


_OPEN_END = ("mismatched tag", "no element found", "unclosed token")
_SLIPS = {
    "no element found": ("the end of the file", "an element such as <utility_space>"),
    "unclosed token": ("the end of the file inside a tag", ">"),
    "duplicate attribute": ("an attribute that stands twice", "each attribute once"),
    "junk after document element": ("something behind the last end tag", "one element that holds the rest"),
    "not well-formed (invalid token)": ("a sign that cannot stand here", "elements, as <name …> and </name>"),
    "undefined entity": ("the name of an entity", "&amp;, &lt;, &gt;, &quot; or &apos;"),
    "reference to invalid character number": ("a number of no character", "a character"),
}


class _XmlReader:
    def __init__(self, file: str) -> None:
        self.file, self.count = file, 0
        self.root: Element | None = None
        self.stack: list[Element] = []
        self.parser = expat.ParserCreate("utf-8")  # whatever a declaration says: the text is decoded
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.said
        self.parser.StartDoctypeDeclHandler = self.declared
        self.parser.ProcessingInstructionHandler = self.instructed
        self.instructions: list[tuple[str, int]] = []
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def fault(self, found: str, expected: str) -> ImportFault:
        line = self.parser.CurrentLineNumber
        return ImportFault([Fault(file=self.file, line=line, found=found, expected=expected)])

    def declared(self, *_: Any) -> None:
        raise self.fault("a document type declaration", "XML without declarations and entities")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise self.fault(f"more than {MAX_ELEMENTS:,} elements", f"at most {MAX_ELEMENTS:,}")
        if len(self.stack) >= MAX_DEPTH:
            raise self.fault(f"more than {MAX_DEPTH} levels", f"at most {MAX_DEPTH} levels")
        for key, value in attributes.items():
            if len(value) > MAX_ATTRIBUTE:
                raise self.fault(f"{key} with {len(value):,} characters", f"at most {MAX_ATTRIBUTE:,}")
        element = Element(name, attributes, self.parser.CurrentLineNumber)
        if self.stack:
            self.stack[-1].children.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def end(self, _: str) -> None:
        self.stack.pop()

    def said(self, text: str) -> None:
        top = self.stack[-1]
        if not top.words and text.strip():
            top.words = self.parser.CurrentLineNumber

    def instructed(self, name: str, _: str) -> None:
        self.instructions.append((name, self.parser.CurrentLineNumber))

    def parse(self, text: str) -> Element:
        self.parser.Parse(text.encode("utf-8", "surrogatepass"), True)
        assert self.root is not None  # expat refuses a text without an element
        self.root.instructions = self.instructions
        return self.root

    def slip(self, error: expat.ExpatError, stuck: tuple[int, int]) -> ImportFault:
        """What is wrong with the text in words, where it is, and what would be right."""
        if (0, 0) < stuck <= (error.lineno, error.offset + 1):
            at, found = f"column {stuck[1]}", "something in a tag that is no attribute"
            right = 'attributes as name="value", with both quotation marks, then >'
            return ImportFault([Fault(file=self.file, line=stuck[0], path=at, found=found, expected=right)])
        found, expected = _SLIPS.get(expat.ErrorString(error.code), ("", ""))
        if self.stack and expat.ErrorString(error.code) in _OPEN_END:
            top = self.stack[-1]
            found = found or f"another end while <{top.name}> of line {top.line} is open"
            expected = f"</{top.name}>"
        found = found or expat.ErrorString(error.code)
        where = f"column {error.offset + 1}"
        return ImportFault(
            [Fault(file=self.file, line=error.lineno, path=where, found=found, expected=expected or "XML")]
        )


def read_xml(text: str, file: str, notes: Notes | None = None) -> Element:
    """Read XML text into elements.

    Parameters
    ----------
    text : str
    file : str
        Name for messages.
    notes : Notes, optional
        Told what is no XML and was read as Genius reads it.

    Returns
    -------
    Element
        The root.

    Raises
    ------
    ImportFault
        If it is not XML, declares a document type, or is larger than the limits.

    Notes
    -----
    Text that is not XML is read once more with the places mended that have one reading alone; see
    :mod:`walkaway.interop.xmlmend`. Time and memory are linear in the text. Nothing outside the text is ever
    opened.
    """
    with suppress(expat.ExpatError):
        return _XmlReader(file).parse(text)
    again, reader = mended(text), _XmlReader(file)
    try:
        root = reader.parse(again.text)
    except expat.ExpatError as error:
        raise reader.slip(error, again.stuck) from None
    if notes is not None:
        for what, lines in again.changes.items():
            notes.add(f"{Path(file).name}:{lines[0]}: {what}, as in Genius{times(len(lines))}")
    return root
