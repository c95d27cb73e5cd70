"""Bytes to canonical text, one reader per kind of document.

What remains is frozen as the text that all offsets count in. Libraries are imported when the first document
of their kind is read; what exceeds a limit is refused with a sentence, never read in part.
"""

from __future__ import annotations

import sys
from pathlib import Path, PurePath
from typing import IO, Final

from ..findings import Media
from .decoding import decode
from .extracted import Extracted
from .markdown import read_markdown
from .unreadable import Unreadable

MAX_BYTES: Final[dict[Media, int]] = {
    "text": 5_000_000, "markdown": 5_000_000, "html": 10_000_000, "pdf": 50_000_000, "docx": 20_000_000,
    "mail": 20_000_000,
}  # fmt: skip
MAX_CHARS: Final = 5_000_000
SUFFIXES: Final[dict[str, Media]] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html",
    ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx", ".eml": "mail",
}  # fmt: skip
FOREIGN: Final = dict.fromkeys(
    (".doc", ".docm", ".epub", ".odt", ".pages", ".ppt", ".pptx", ".rtf", ".wpd"), "save it as one of these"
) | dict.fromkeys((".xls", ".xlsx", ".xlsm", ".ods", ".numbers"), "save its sheet as .csv and name that file")
"""What people also have, and what they can do about it."""
READABLE: Final = "a file of " + ", ".join(SUFFIXES)
STANDARD_INPUT: Final = "-"


def media_of(name: str, raw: bytes) -> Media:
    """Tell the kind of a document by its suffix, else by its first bytes.

    Examples
    --------
    >>> media_of("page.HTM", b""), media_of("-", b"<!doctype html><p>"), media_of("note", b"Hello.")
    ('html', 'html', 'text')
    """
    known = SUFFIXES.get(PurePath(name).suffix.lower())
    if known is not None:
        return known
    head = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf-"):
        return "pdf"
    if head.startswith(b"pk\x03\x04"):
        return "docx"
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
        return "html"
    return "text"


def raw_of(path: Path | None, stdin: IO[bytes] | None = None) -> tuple[bytes, Media]:
    """The bytes of a file or of standard input, never more than the largest limit and one."""
    suffix = path.suffix.lower() if path is not None else ""
    if suffix in FOREIGN:
        raise Unreadable(f"a {suffix} file", READABLE, FOREIGN[suffix])
    most = MAX_BYTES[SUFFIXES[suffix]] if suffix in SUFFIXES else max(MAX_BYTES.values())
    try:
        if path is None:
            raw = (stdin or sys.stdin.buffer).read(most + 1)
        else:
            with path.open("rb") as stream:
                raw = stream.read(most + 1)
    except OSError as error:
        raise Unreadable(error.strerror or str(error), "a readable file") from None
    return raw, media_of(path.name if path is not None else STANDARD_INPUT, raw)


def isolated(media: Media) -> bool:
    """Whether the reader of this kind runs in a process of its own (:mod:`.isolated`)."""
    return media in ("html", "pdf", "docx", "mail")


def extract(media: Media, raw: bytes) -> Extracted:
    """Give the canonical text of a document."""
    if len(raw) > MAX_BYTES[media]:
        raise too_large(len(raw), media)
    if not raw.strip():
        raise Unreadable("an empty document", "a document with text")
    found = _read(media, raw).written()
    if len(found.text) > MAX_CHARS:
        raise Unreadable(f"{len(found.text):,} characters of text", f"at most {MAX_CHARS:,}", "split it")
    if not found.text.strip():
        raise Unreadable("a document without text", "a document with text")
    return found


def too_large(size: int, media: Media) -> Unreadable:
    """The refusal of a document that is too large."""
    return Unreadable(
        f"{size:,} bytes or more", f"a {media} document of at most {MAX_BYTES[media]:,} bytes", "split it"
    )


def _read(media: Media, raw: bytes) -> Extracted:
    match media:
        case "text":
            text, encoding = decode(raw)
            return Extracted(text=text, encoding=encoding)
        case "markdown":
            return read_markdown(raw)
        case "html":
            from .webpage import read_webpage

            return read_webpage(raw)
        case "pdf":
            from .pdffile import read_pdf

            return read_pdf(raw)
        case "docx":
            from .wordfile import read_word

            return read_word(raw)
        case "mail":
            from .mailfile import read_mail

            return read_mail(raw)
