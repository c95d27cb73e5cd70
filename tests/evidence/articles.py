"""Invented articles, files made in memory, and where outside texts are found."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

_BESIDE = Path(__file__).parents[3] / "shared"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

FIRST = (
    "The two governments met for a third day of talks on the river treaty without agreeing on how much water "
    "the upper state may hold back in dry years."
)
SECOND = (
    "Delegates said the gap over the reservoir had narrowed, but that the question of compensation "
    "for farmers "
    "downstream remained open and was likely to be settled by ministers."
)
THIRD = (
    "“We came to sign and we are going home without a paper,” said Maria Okello, who leads the downstream "
    "delegation, after the evening session ended at the lakeside hotel."
)
FOURTH = (
    "The talks are due to resume in March, and both governments said on Friday that the existing "
    "treaty would be "
    "observed until a new one is signed by the ministers."
)
BODY = "\n\n".join((FIRST, SECOND, THIRD, FOURTH))
STRIPPED = " ".join(re.findall(r"[a-z0-9]+", BODY.lower()))


def oracle(*parts: str) -> Path:
    """A place among the outside texts; skips where there are none."""
    home = Path(os.environ.get("WALKAWAY_ORACLES") or _BESIDE / "oracles").joinpath("evidence", *parts)
    if not home.exists():
        pytest.skip("no outside texts here (set WALKAWAY_ORACLES)")
    return home


Placed = tuple[float, float, str]


def pdf(*pages: str | list[Placed], password: str = "", size: float = 10, turned: str = "") -> bytes:
    """A PDF file with a line of text on every page, or lines with their places; one without text is blank.

    ``turned`` runs up along the left edge of every page.
    """
    writer = PdfWriter()
    for text in pages:
        page = writer.add_blank_page(width=600, height=800)
        if text:
            font = DictionaryObject(
                {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                 NameObject("/BaseFont"): NameObject("/Helvetica"),
                 NameObject("/Encoding"): NameObject("/WinAnsiEncoding")}
            )  # fmt: skip
            fonts = DictionaryObject({NameObject("/F1"): font})
            page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
            stream = DecodedStreamObject()
            placed = [(50.0, 700.0, text)] if isinstance(text, str) else text
            marked = ((x, y, re.sub(r"([()\\\\])", r"\\\1", line)) for x, y, line in placed)
            shown = "\n".join(f"BT /F1 {size} Tf {x} {y} Td ({line}) Tj ET" for x, y, line in marked)
            shown += f"\nBT /F1 8 Tf 0 1 -1 0 20 200 Tm ({turned}) Tj ET" if turned else ""
            stream.set_data(shown.encode("cp1252"))
            page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(*paragraphs: str, body: str = "", head: str = "", level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A Word file of paragraphs, or of any XML."""
    inner = body or "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f'{head}<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'
        )
        archive.writestr(
            "docProps/core.xml",
            '<c:p xmlns:c="c" xmlns:dc="d"><dc:title>River talks</dc:title>'
            "<dc:creator>Jane Roe</dc:creator></c:p>",
        )
    return out.getvalue()
