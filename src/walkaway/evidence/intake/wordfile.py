"""Word files (``.docx``) by zipfile and expat: paragraphs, tables and notes as lines of text.

The archive is measured before it is opened, entity declarations are refused, and the XML is read as a stream,
so that size, depth and time stay bounded. Deleted text, field codes, headers and footers are not text of the
document and are left out.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any
from xml.parsers import expat

from .unreadable import Unreadable

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


def read_word(raw: bytes) -> tuple[str, str, dict[str, str]]:
    """Give text, encoding and metadata of a Word file."""
    if raw.startswith(_OLE):
        raise Unreadable("an encrypted or old Word file", _EXPECTED, "save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise Unreadable(f"a broken Word file ({_brief(error)})", _EXPECTED) from None
    except RuntimeError:  # how zipfile says that a member has a password
        raise Unreadable("an encrypted Word file", _EXPECTED, "save it without its password") from None


def _read(archive: zipfile.ZipFile) -> tuple[str, str, dict[str, str]]:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or len(members) > _MAX_MEMBERS:
        raise Unreadable(
            f"{unpacked:,} bytes in {len(members):,} parts once unpacked",
            f"at most {MAX_UNPACKED:,} bytes in {_MAX_MEMBERS:,} parts",
        )
    names = {member.filename for member in members}
    if "word/document.xml" not in names:
        raise Unreadable("a zip archive that is not a Word file", _EXPECTED)
    text = _Text()
    for part in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if part in names:
            _parse(archive, part, text)
    properties = _Properties()
    if "docProps/core.xml" in names:
        _parse(archive, "docProps/core.xml", properties)
    return text.text(), "docx", properties.meta()


class _Target:
    """What the parser of one part calls; counts the depth for all."""

    depth = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable(f"more than {MAX_DEPTH} levels of XML", _EXPECTED)
        self.opened(name)

    def end(self, name: str) -> None:
        self.depth -= 1
        self.closed(name)

    def opened(self, name: str) -> None:
        raise NotImplementedError

    def closed(self, name: str) -> None:
        raise NotImplementedError

    def data(self, characters: str) -> None:
        raise NotImplementedError


class _Text(_Target):
    """Collects the lines of a document."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._runs: list[list[str]] = []
        self._in_text = 0
        self._fallbacks = 0
        self._size = 0

    def opened(self, name: str) -> None:
        self._fallbacks += name.endswith(" Fallback")  # the same text again, for old programs
        match _local(name):
            case "p":
                self._runs.append([])
            case "t":
                self._in_text += 1
            case "tab" | "ptab":
                self._add("\t")
            case "br" | "cr":
                self._add("\n")
            case "noBreakHyphen":
                self._add("\u2011")

    def closed(self, name: str) -> None:
        self._fallbacks -= name.endswith(" Fallback")
        match _local(name):
            case "p" if self._runs:
                line = "".join(self._runs.pop()).strip()
                if line:
                    self._lines.append(line)
            case "t":
                self._in_text -= 1

    def data(self, characters: str) -> None:
        if self._in_text:
            self._add(characters)

    def _add(self, characters: str) -> None:
        if self._runs and not self._fallbacks:
            self._size += len(characters)
            if self._size > _MAX_CHARS:
                raise Unreadable(f"more than {_MAX_CHARS:,} characters of text", "a shorter file", "split it")
            self._runs[-1].append(characters)

    def text(self) -> str:
        return "\n\n".join(self._lines)


class _Properties(_Target):
    """Collects title, creator and date."""

    _KEYS = {"title": "title", "creator": "byline", "created": "date"}  # noqa: RUF012 - never changed

    def __init__(self) -> None:
        self._found: dict[str, str] = {}
        self._key = ""

    def opened(self, name: str) -> None:
        self._key = self._KEYS.get(name.rpartition(" ")[2], "")

    def closed(self, name: str) -> None:
        self._key = ""

    def data(self, characters: str) -> None:
        if self._key:
            self._found[self._key] = (self._found.get(self._key, "") + characters)[:1000]

    def meta(self) -> dict[str, str]:
        how = {"date_how": "Word property created, when the file was made"} if self._found.get("date") else {}
        return self._found | how


def _local(name: str) -> str:
    for space in (_W, _STRICT_W):
        if name.startswith(space):
            return name[len(space) :]
    return ""


def _refuse(*_arguments: Any) -> None:
    raise Unreadable("XML that declares entities", _EXPECTED)


def _parse(archive: zipfile.ZipFile, part: str, target: _Target) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = target.start
    parser.EndElementHandler = target.end
    parser.CharacterDataHandler = target.data
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    target.depth = 0
    read = 0
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                read += len(chunk)
                if read > MAX_UNPACKED:
                    raise Unreadable(f"more than {MAX_UNPACKED:,} bytes in {part}", _EXPECTED)
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unreadable(f"a broken Word file ({part}: {_brief(error)})", _EXPECTED) from None


def _brief(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:120]
