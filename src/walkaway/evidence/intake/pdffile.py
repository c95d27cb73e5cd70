"""PDF files by PDFium: every character with its place, from which lines, columns and paragraphs are told."""

from __future__ import annotations

import ctypes
import importlib
from collections.abc import Iterator
from typing import Any

from ...language import counted
from ..extra import EXTRA, INSTALL
from .pdflayout import Laid, PlacedWord, laid_out
from .unreadable import Unreadable, brief

__all__ = ["MAX_PAGES", "read_pdf"]

MAX_PAGES = 2_000
_MAX_CHARS = 5_000_000
_LEAST_PER_PAGE = 8
_EXPECTED = "a PDF file with text"
_PASSWORD = 4  # what PDFium answers where one is needed
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_HYPHENS = (0x02, 0xAD, 0xFFFE)  # PDFium's sign for a hyphen at a line's end, and soft ones


def read_pdf(raw: bytes) -> tuple[Laid, dict[str, str]]:
    """Give the text of a PDF file with what is set aside in it, and its metadata."""
    try:
        pdfium = importlib.import_module("pypdfium2")
    except ImportError:
        raise Unreadable("a PDF file", f'the extra "{EXTRA}" to read it with', INSTALL) from None
    if b"%PDF-" not in raw[:1024]:
        raise Unreadable("a file that does not begin as a PDF file", _EXPECTED)
    try:
        file = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", 0) == _PASSWORD:
            hint = "save it without its password"
            raise Unreadable("an encrypted PDF file", _EXPECTED, hint) from None
        raise Unreadable(f"a broken PDF file ({brief(error)})", _EXPECTED) from None
    try:
        count = len(file)
        if count > MAX_PAGES:
            raise Unreadable(f"{count:,} pages", f"at most {MAX_PAGES:,} pages", "split it")
        pages = list(_pages(file, pdfium.raw))
        meta = _meta(file.get_metadata_dict())
    except pdfium.PdfiumError as error:
        raise Unreadable(f"a broken PDF file ({brief(error)})", _EXPECTED) from None
    finally:
        file.close()
    laid = laid_out(pages)
    if sum(character.isalnum() for character in laid.text) < _LEAST_PER_PAGE * max(1, min(count, 4)):
        what = f"{counted(count, 'page')} of pictures without text"
        raise Unreadable(what, _EXPECTED, "run text recognition (OCR) on it first")
    return laid, meta


def _pages(file: Any, api: Any) -> Iterator[list[PlacedWord]]:
    """The words of each page."""
    size = 0
    for number in range(len(file)):
        page = file[number]
        text = page.get_textpage()
        size += api.FPDFText_CountChars(text)
        if size > _MAX_CHARS:
            raise Unreadable(f"more than {_MAX_CHARS:,} characters of text", "a shorter file", "split it")
        yield list(_words(text, api))
        text.close()
        page.close()


def _words(text: Any, api: Any) -> Iterator[PlacedWord]:
    """Characters joined to words: up to a blank, a gap, or another line."""
    box = api.FS_RECTF()
    word: PlacedWord | None = None
    for number in range(api.FPDFText_CountChars(text)):
        code = api.FPDFText_GetUnicode(text, number)
        sign = _LIGATURES.get(code) or ("-" if code in _HYPHENS else chr(code))
        sign = "\ufffd" if "\ud800" <= sign <= "\udfff" else sign
        blank = (
            sign.isspace()
            or sign == "\x00"
            or not api.FPDFText_GetLooseCharBox(text, number, ctypes.byref(box))
        )
        here = None
        if not blank:
            size = max(api.FPDFText_GetFontSize(text, number), 1.0)
            here = PlacedWord(sign, box.left, box.right, box.bottom, box.top, size)
        if word is not None and here is not None and word.goes_on(here):
            word = word.joined(here)
            continue
        if word is not None:
            yield word
        word = here
    if word is not None:
        yield word


def _meta(info: dict[str, str]) -> dict[str, str]:
    found = {"title": info.get("Title", ""), "byline": info.get("Author", "")}
    if info.get("CreationDate"):
        how = "PDF property CreationDate, when the file was made"
        found |= {"date": info["CreationDate"], "date_how": how}
    return found
