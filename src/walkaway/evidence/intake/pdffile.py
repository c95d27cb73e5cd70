"""PDF files by pypdf: the text of every page, pages set apart by a form feed."""

from __future__ import annotations

import importlib
import io
import logging
from typing import Any

from ...language import counted
from ..extra import EXTRA, INSTALL
from .unreadable import Unreadable, brief

__all__ = ["MAX_PAGES", "read_pdf"]

MAX_PAGES = 2_000
_MAX_CHARS = 5_000_000
_LEAST_PER_PAGE = 8
_EXPECTED = "a PDF file with text"


def read_pdf(raw: bytes) -> tuple[str, str, dict[str, str]]:
    """Give text, encoding and metadata of a PDF file."""
    try:
        pypdf = importlib.import_module("pypdf")
    except ImportError:
        raise Unreadable("a PDF file", f'the extra "{EXTRA}" to read it with', INSTALL) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if b"%PDF-" not in raw[:1024]:
        raise Unreadable("a file that does not begin as a PDF file", _EXPECTED)
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted and not _opened(reader):
            raise Unreadable("an encrypted PDF file", _EXPECTED, "save it without its password")
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise Unreadable(f"{count:,} pages", f"at most {MAX_PAGES:,} pages", "split it")
        pages = _pages(reader)
        meta = _meta(reader)
    except Unreadable:
        raise
    except Exception as error:  # a hostile file can make pypdf raise anything
        raise Unreadable(f"a broken PDF file ({brief(error)})", _EXPECTED) from None
    letters = sum(character.isalnum() for page in pages for character in page)
    if letters < _LEAST_PER_PAGE * max(1, min(count, 4)):
        what = f"{counted(count, 'page')} of pictures without text"
        raise Unreadable(what, _EXPECTED, "run text recognition (OCR) on it first")
    return "\n\f\n".join(pages), "pdf", meta


def _opened(reader: Any) -> bool:
    """Many files are locked against changes only and open with an empty password."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # its cipher is unknown or needs a library that is not here
        return False


def _pages(reader: Any) -> list[str]:
    pages, size = [], 0
    for page in reader.pages:
        text = str(page.extract_text() or "").strip("\n")
        size += len(text)
        if size > _MAX_CHARS:
            raise Unreadable(f"more than {_MAX_CHARS:,} characters of text", "a shorter file", "split it")
        pages.append(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    return pages


def _meta(reader: Any) -> dict[str, str]:
    try:
        info = reader.metadata or {}
        found = {key: str(info.get(name) or "") for key, name in (("title", "/Title"), ("byline", "/Author"))}
        created = str(info.get("/CreationDate") or "")
    except Exception:
        return {}
    if created:
        found |= {"date": created, "date_how": "PDF property CreationDate, when the file was made"}
    return found
