"""PDF files by PDFium: every character with its place, from which lines, columns and paragraphs are told."""

from __future__ import annotations

import ctypes
import importlib
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeAlias
from unicodedata import normalize

from ...language import counted
from ..extra import EXTRA, INSTALL
from ..findings import MADE
from .extracted import Extracted
from .pdfcolumns import PlacedWord
from .pdflayout import laid_out
from .unreadable import Unreadable, brief

MAX_PAGES = 2_000
_MAX_CHARS = 5_000_000
_LEAST_PER_PAGE = 8
Box: TypeAlias = tuple[float, float, float, float]

_EXPECTED = "a PDF file with text"
_OCR = "run text recognition (OCR) on it first"
_UNKNOWN = "\ufffd"
_MAX_NOTES = 1_000
_WIDE = ctypes.POINTER(ctypes.c_ushort)
_PASSWORD = 4  # what PDFium answers where one is needed
_SOFT = 0xAD
_MADE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")
_HYPHENS = (0x02, _SOFT, 0xFFFE)  # PDFium's sign for a hyphen at a line's end, and soft ones


def read_pdf(raw: bytes) -> Extracted:
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
        left_out: list[tuple[str, str]] = []
        pages = list(_pages(file, pdfium.raw, left_out))
        meta = _meta(file.get_metadata_dict())
    except pdfium.PdfiumError as error:
        raise Unreadable(f"a broken PDF file ({brief(error)})", _EXPECTED) from None
    finally:
        file.close()
    laid = laid_out(pages)
    if sum(character.isalnum() for character in laid.text) < _LEAST_PER_PAGE * max(1, min(count, 4)):
        what = f"{counted(count, 'page')} of pictures without text"
        raise Unreadable(what, _EXPECTED, _OCR)
    unknown = laid.text.count(_UNKNOWN)
    if 5 * unknown > sum(not character.isspace() for character in laid.text):
        raise Unreadable("a PDF file whose fonts do not tell their letters", _EXPECTED, _OCR)
    return replace(laid, left_out=(*laid.left_out, *left_out), **meta)


def _pages(file: Any, api: Any, left_out: list[tuple[str, str]]) -> Iterator[list[PlacedWord]]:
    """The words of each page; what is printed across it, as on its edge or as a wide table, comes behind."""
    size = 0
    for number in range(len(file)):
        page = file[number]
        left_out += (("a comment", words) for words in _comments(page, api))
        if api.FPDFPage_GetAnnotCount(page) and api.FPDFPage_Flatten(page, api.FLAT_NORMALDISPLAY) == 1:
            page.close()  # what fills a form is part of the page now
            page = file[number]
        text = page.get_textpage()
        size += api.FPDFText_CountChars(text)
        if size > _MAX_CHARS:
            raise Unreadable(f"more than {_MAX_CHARS:,} characters of text", "a shorter file", "split it")
        turned: dict[int, list[PlacedWord]] = {}
        for turns, word in _words(text, api):
            turned.setdefault(turns, []).append(word)
        if not turned and any(page.get_objects(filter=[api.FPDF_PAGEOBJ_IMAGE])):
            left_out.append(("a picture without text", f"page {number + 1}"))
        if any(_UNKNOWN in word.text for words in turned.values() for word in words):
            left_out.append(("letters of a font that does not tell them", f"page {number + 1}"))
        yield from sorted(turned.values(), key=lambda words: -len(words)) or [[]]
        text.close()
        page.close()


def _comments(page: Any, api: Any) -> Iterator[str]:
    """What notes on a page say: not part of it, and not shown until somebody points at them."""
    for number in range(min(api.FPDFPage_GetAnnotCount(page), _MAX_NOTES)):
        note = api.FPDFPage_GetAnnot(page, number)
        if api.FPDFAnnot_GetSubtype(note) not in (api.FPDF_ANNOT_LINK, api.FPDF_ANNOT_WIDGET):
            size = min(api.FPDFAnnot_GetStringValue(note, b"Contents", None, 0), 20_000)
            held = ctypes.create_string_buffer(size)
            api.FPDFAnnot_GetStringValue(note, b"Contents", ctypes.cast(held, _WIDE), size)
            words = held.raw.decode("utf-16-le", "replace").strip("\x00 ")
            if words:
                yield words
        api.FPDFPage_CloseAnnot(note)


def _words(text: Any, api: Any) -> Iterator[tuple[int, PlacedWord]]:
    """Characters joined to words, up to a blank, a gap, or another line; each with its quarter turns."""
    box, matrix = api.FS_RECTF(), api.FS_MATRIX()
    word: PlacedWord | None = None
    turns, near = 0, False
    for number in range(api.FPDFText_CountChars(text)):
        code = api.FPDFText_GetUnicode(text, number)
        sign = "-" if code in _HYPHENS else chr(code)
        sign = normalize("NFKC", sign) if "ﬀ" <= sign <= "ﬆ" else sign  # ligatures
        if "\ud800" <= sign <= "\uf8ff" or api.FPDFText_HasUnicodeMapError(text, number) == 1:
            sign = _UNKNOWN
        if sign.isspace() or sign == "\x00":
            near = api.FPDFText_IsGenerated(text, number) == 1  # no blank of the file: places tell
        elif not api.FPDFText_GetLooseCharBox(text, number, ctypes.byref(box)):
            near = False
        else:
            api.FPDFText_GetMatrix(text, number, ctypes.byref(matrix))
            size = max(api.FPDFText_GetFontSize(text, number) * math.hypot(matrix.c, matrix.d), 1.0)
            way = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
            here = PlacedWord(sign, *_turned(way, box.left, box.right, box.bottom, box.top), size)
            if code == _SOFT and here.right - here.left < 0.25 * size:
                continue  # it could be broken there, and is not
            if word is not None and way == turns and word.goes_on(here, blank=0.1 if near else 0.22):
                word = word.joined(here)
            else:
                if word is not None:
                    yield turns, word
                word, turns = here, way
            near = True
            continue
        if word is not None and not near:
            yield turns, word
            word = None
    if word is not None:
        yield turns, word


def _turned(turns: int, left: float, right: float, bottom: float, top: float) -> Box:
    """A box as it stands once the page is turned so that its letters stand upright."""
    for _ in range(turns):
        left, right, bottom, top = bottom, top, -right, -left
    return left, right, bottom, top


def _meta(info: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"title": info.get("Title", ""), "byline": info.get("Author", "")}
    if info.get("CreationDate"):
        how = f"{MADE}, CreationDate"
        made = _MADE.match(info["CreationDate"])
        found |= {"date": "-".join(made.groups()) if made else info["CreationDate"], "date_how": how}
    return found
