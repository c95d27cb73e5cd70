"""Word files (``.docx``) by zipfile and expat: paragraphs, tables and notes as lines of text.

The archive is measured before it is opened, entities are refused, the XML is a stream: size and time stay
bounded. Headers, footers and comments are set aside; deleted, moved and hidden text is left out, and said.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from xml.parsers import expat

from ..findings import MADE
from .extracted import Extracted
from .unreadable import Unreadable, brief

MAX_UNPACKED = 60_000_000
MAX_DEPTH = 200
_MAX_CHARS = 5_000_000
_MAX_MEMBERS = 5_000
_CHUNK = 1 << 16
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_NAMESPACES = (
    _W, "http://purl.oclc.org/ooxml/wordprocessingml/main ",
    "http://schemas.openxmlformats.org/officeDocument/2006/math ",
    "http://schemas.openxmlformats.org/drawingml/2006/main ",
)  # fmt: skip
_STRUCK = {"vanish": "hidden", "strike": "struck through", "dstrike": "struck through"}
_CELL = 60
_DRAWN = re.compile(r"word/diagrams/data\d{0,3}\.xml")
_NOT_READ = re.compile(r"word/(?:embeddings/|charts/chart|afchunk)[^/]{1,100}$")
_EXPECTED = "a Word file (.docx) with text"
_OLE = b"\xd0\xcf\x11\xe0"
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_PARTS: tuple[str, ...] = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_OFF = frozenset(("0", "false", "off"))
_AROUND = re.compile(r"word/(?P<what>header|footer|comments)\d{0,3}\.xml")
_WHY = {"header": "running head", "footer": "running foot", "comments": "comment"}
_PROPERTIES = {"title": "title", "creator": "byline", "created": "date"}


def read_word(raw: bytes) -> Extracted:
    """Text and metadata of a Word file, what of it is set aside, and what it deletes, moves or hides."""
    if raw.startswith(_OLE):
        raise Unreadable("an encrypted or old Word file", _EXPECTED, "save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise Unreadable(f"a broken Word file ({brief(error)})", _EXPECTED) from None
    except RuntimeError:  # how zipfile says that a member has a password
        raise Unreadable("an encrypted Word file", _EXPECTED, "save it without its password") from None


def _read(archive: zipfile.ZipFile) -> Extracted:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or len(members) > _MAX_MEMBERS:
        what = f"{unpacked:,} bytes in {len(members):,} parts once unpacked"
        raise Unreadable(what, f"at most {MAX_UNPACKED:,} bytes in {_MAX_MEMBERS:,} parts")
    names = {member.filename for member in members}
    if "word/document.xml" not in names:
        raise Unreadable("a zip archive that is not a Word file", _EXPECTED)
    more = (*sorted(filter(_DRAWN.fullmatch, names)), *sorted(filter(_AROUND.fullmatch, names)))
    parts = [*(part for part in _PARTS if part in names), *more]
    text, aside = "", []
    left_out = defaultdict(list, {"embedded and not read": sorted(filter(_NOT_READ.match, names))})
    for part in parts:
        for line in _lines(_events(archive, part), _MAX_CHARS - len(text), left_out):
            text += "\n\n" if text else ""
            if (around := _AROUND.fullmatch(part)) is not None:
                aside.append((len(text), len(text) + len(line), _WHY[around["what"]]))
            text += line
    core = "docProps/core.xml"
    words = tuple((why, " ".join(some)) for why, some in left_out.items() if some)
    about: dict[str, Any] = _properties(_events(archive, core)) if core in names else {}
    return Extracted(text=text, aside=tuple(aside), left_out=words, encoding="docx", **about)


def _lines(events: Iterator[tuple[str, str]], most: int, left_out: defaultdict[str, list[str]]) -> list[str]:
    """The paragraphs of a part, without withdrawn text and what is there twice for old programs."""
    lines: list[str] = []
    open_: list[list[str]] = []  # paragraphs may stand inside paragraphs
    rows: list[list[int]] = []  # and tables in tables: where each cell of a row begins
    inside = dict.fromkeys(("Fallback", "t", "delText", "del", "moveFrom"), 0)
    struck = ""
    size = 0
    for kind, value in events:
        name = _local(value)
        step = {"start": 1, "end": -1}.get(kind, 0)
        added = ""
        if step and value.endswith(" Fallback"):
            inside["Fallback"] += step
        elif step and name in inside:
            inside[name] += step
        elif name in ("tr", "tc", "p") and step:
            _stepped(name, step, lines, open_, rows)
        elif kind == "start" and (name == "r" or name in _STRUCK):
            struck = _STRUCK.get(name, "")
        elif kind == "start":
            added = _MARKS.get(name, "")
        elif kind == "data" and (inside["t"] or inside["delText"]) and not inside["Fallback"]:
            deleted = inside["del"] or inside["delText"]
            why = "deleted" if deleted else "moved away" if inside["moveFrom"] else struck
            added = "" if why else value.replace("\u00ad", "")
            if why and value.strip():
                left_out[why].append(value)
        if added and open_ and not inside["Fallback"]:
            size += len(added)
            if size > most:
                what = f"more than {_MAX_CHARS:,} characters of text"
                raise Unreadable(what, "a shorter file", "split it")
            open_[-1].append(added)
    return lines


def _local(name: str) -> str:
    """A name of Word, of its formulas or its drawings without its namespace."""
    space = next((each for each in _NAMESPACES if name.startswith(each)), "")
    return name.removeprefix(space)


def _stepped(name: str, step: int, lines: list[str], open_: list[list[str]], rows: list[list[int]]) -> None:
    """Begin or end a paragraph, a cell or a row; the cells of a row of short ones stand on one line."""
    if name == "p" and step > 0:
        open_.append([])
    elif name == "p" and open_:
        lines += filter(None, ["".join(open_.pop()).strip()])
    elif name == "tr" and step > 0:
        rows.append([])
    elif name == "tc" and step > 0 and rows:
        rows[-1].append(len(lines))
    elif name == "tr" and rows:
        places = [*rows.pop(), len(lines)]
        cells = [lines[a:b] for a, b in pairwise(places)]
        small = all(len(cell) <= 1 and len("".join(cell)) <= _CELL for cell in cells)
        if small and sum(map(bool, cells)) > 1:
            lines[places[0] :] = ["\t".join("".join(cell) for cell in cells)]


def _properties(events: Iterator[tuple[str, str]]) -> dict[str, str]:
    """Title, creator and date."""
    found: dict[str, str] = {}
    key = ""
    for kind, value in events:
        if kind == "data" and key:
            found[key] = (found.get(key, "") + value)[:1000]
        elif kind != "data":
            key = _PROPERTIES.get(value.rpartition(" ")[2], "") if kind == "start" else ""
    return found | ({"date_how": f"{MADE}, created"} if "date" in found else {})


def _refuse(*_arguments: Any) -> None:
    raise Unreadable("XML that declares entities", _EXPECTED)


def _events(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """Starts and ends of elements by name, and characters, as the XML is read; depth and size are bounded."""
    found: list[tuple[str, str]] = []
    depth = read = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise Unreadable(f"more than {MAX_DEPTH} levels of XML", _EXPECTED)
        off = _local(name) in _STRUCK and not _OFF.isdisjoint(attributes.values())
        found.append(("start", "" if off else name))

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
