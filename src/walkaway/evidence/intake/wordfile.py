"""Word files (``.docx``) by zipfile and expat: paragraphs, tables and notes as lines of text.

The archive is measured before it is opened, entities are refused, the XML is a stream: size and time stay
bounded. Deleted text, field codes, headers and footers are left out.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from .unreadable import Unreadable, brief

__all__ = ["MAX_DEPTH", "MAX_UNPACKED", "read_word"]

MAX_UNPACKED = 60_000_000
MAX_DEPTH = 200
_MAX_CHARS = 5_000_000
_MAX_MEMBERS = 5_000
_CHUNK = 1 << 16
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_EXPECTED = "a Word file (.docx) with text"
_OLE = b"\xd0\xcf\x11\xe0"
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_PROPERTIES = {"title": "title", "creator": "byline", "created": "date"}


def read_word(raw: bytes) -> tuple[str, str, dict[str, str]]:
    """Give text, encoding and metadata of a Word file."""
    if raw.startswith(_OLE):
        raise Unreadable("an encrypted or old Word file", _EXPECTED, "save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise Unreadable(f"a broken Word file ({brief(error)})", _EXPECTED) from None
    except RuntimeError:  # how zipfile says that a member has a password
        raise Unreadable("an encrypted Word file", _EXPECTED, "save it without its password") from None


def _read(archive: zipfile.ZipFile) -> tuple[str, str, dict[str, str]]:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or len(members) > _MAX_MEMBERS:
        what = f"{unpacked:,} bytes in {len(members):,} parts once unpacked"
        raise Unreadable(what, f"at most {MAX_UNPACKED:,} bytes in {_MAX_MEMBERS:,} parts")
    names = {member.filename for member in members}
    if "word/document.xml" not in names:
        raise Unreadable("a zip archive that is not a Word file", _EXPECTED)
    lines: list[str] = []
    for part in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if part in names:
            lines += _lines(_events(archive, part), _MAX_CHARS - sum(map(len, lines)))
    core = "docProps/core.xml"
    return "\n\n".join(lines), "docx", _properties(_events(archive, core)) if core in names else {}


def _lines(events: Iterator[tuple[str, str]], most: int) -> list[str]:
    """The paragraphs of a part, without deleted text and what is there twice for old programs."""
    lines: list[str] = []
    open_: list[list[str]] = []  # paragraphs may stand inside paragraphs
    texts = fallbacks = size = 0
    for kind, value in events:
        name = value.removeprefix(_W).removeprefix(_STRICT_W)
        step = {"start": 1, "end": -1}.get(kind, 0)
        added = ""
        if step and value.endswith(" Fallback"):
            fallbacks += step
        elif step and name == "t":
            texts += step
        elif kind == "start" and name == "p":
            open_.append([])
        elif kind == "end" and name == "p" and open_:
            lines += filter(None, ["".join(open_.pop()).strip()])
        elif kind == "start":
            added = _MARKS.get(name, "")
        elif kind == "data" and texts:
            added = value
        if added and open_ and not fallbacks:
            size += len(added)
            if size > most:
                what = f"more than {_MAX_CHARS:,} characters of text"
                raise Unreadable(what, "a shorter file", "split it")
            open_[-1].append(added)
    return lines


def _properties(events: Iterator[tuple[str, str]]) -> dict[str, str]:
    """Title, creator and date."""
    found: dict[str, str] = {}
    key = ""
    for kind, value in events:
        if kind == "data" and key:
            found[key] = (found.get(key, "") + value)[:1000]
        elif kind != "data":
            key = _PROPERTIES.get(value.rpartition(" ")[2], "") if kind == "start" else ""
    return found | ({"date_how": "Word property created, when the file was made"} if "date" in found else {})


def _refuse(*_arguments: Any) -> None:
    raise Unreadable("XML that declares entities", _EXPECTED)


def _events(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """Starts and ends of elements by name, and characters, as the XML is read; depth and size are bounded."""
    found: list[tuple[str, str]] = []
    depth = read = 0

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise Unreadable(f"more than {MAX_DEPTH} levels of XML", _EXPECTED)
        found.append(("start", name))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        found.append(("end", name))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda characters: found.append(("data", characters))
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                read += len(chunk)
                if read > MAX_UNPACKED:
                    raise Unreadable(f"more than {MAX_UNPACKED:,} bytes in {part}", _EXPECTED)
                parser.Parse(chunk, False)
                yield from found
                found.clear()
        parser.Parse(b"", True)
        yield from found
    except expat.ExpatError as error:
        raise Unreadable(f"a broken Word file ({part}: {brief(error)})", _EXPECTED) from None
