"""XML text → elements with line numbers, without ever expanding anything.

Only elements and attributes are kept. A document type declaration (and with it every entity) is a fault,
and so are more than :data:`MAX_ELEMENTS` elements, :data:`MAX_DEPTH` levels or long attributes; a hostile
file costs no more than its length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat  # entities and declarations are refused below

from ..errors import Fault, quoted
from .safe import ImportFault

__all__ = ["MAX_DEPTH", "MAX_ELEMENTS", "Element", "read_xml"]

MAX_DEPTH = 40
MAX_ELEMENTS = 300_000
MAX_ATTRIBUTE = 10_000


@dataclass(slots=True)
class Element:
    """One element: its name, attributes, children and line."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        """An attribute; None where there is none."""
        return self.attributes.get(name)

    def all(self, name: str) -> Iterator[Element]:
        """Children of that name, in order."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> Element | None:
        """The first child of that name."""
        return next(self.all(name), None)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file, self.count = file, 0
        self.root: Element | None = None
        self.stack: list[Element] = []
        self.parser = expat.ParserCreate("utf-8")  # whatever a declaration says: the text is decoded
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.declared
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


def read_xml(text: str, file: str) -> Element:
    """Read XML text into elements.

    Parameters
    ----------
    text : str
    file : str
        Name for messages.

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
    Time and memory are linear in the text. Nothing outside the text is ever opened.
    """
    reader = _Reader(file)
    try:
        reader.parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        line = getattr(error, "lineno", 0)
        found = quoted(expat.ErrorString(error.code))
        raise ImportFault([Fault(file=file, line=line, found=found, expected="XML")]) from None
    assert reader.root is not None  # expat refuses a text without an element
    return reader.root
