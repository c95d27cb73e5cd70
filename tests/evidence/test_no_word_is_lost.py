"""Law: every visible word of a document is kept, set aside with a reason, or said to be left out."""

from __future__ import annotations

import io
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, NameObject
from tests.evidence.articles import docx, pdf
from tests.strategies import examples

from walkaway.evidence.intake.formats import extract

OPENING = "Talks over the quay broke off on Tuesday after nine hours, and nobody said when they would go on."

_WORDS = st.lists(st.from_regex(r"[A-Za-z]{3,9}", fullmatch=True), min_size=1, max_size=8).map(" ".join)
_TAGS = st.sampled_from(
    [
        "p",
        "li",
        "div",
        "blockquote",
        "footer",
        "nav",
        "aside",
        "h2",
        "td",
        "span",
        "figcaption",
        "header",
        "pre",
        "details",
        "summary",
        "q",
        "address",
        "center",
        "dd",
        "caption",
        "label",
        "button",
        "textarea",
        "ins",
        "mark",
    ]
)
_LOST = st.sampled_from(
    (
        "<p hidden>{}</p>",
        '<p>a <span style="text-decoration: line-through">{}</span> b</p>',
        "<p>a <del>{}</del> b</p>",
        '<div style="display:none">{}</div>',
        '<style>.far, .away {{display: none}}</style><p class="away">{}</p>',
        '<p style="font-size: 0">{}</p>',
        "<noscript><p>{}</p></noscript>",
        "<dialog><p>{}</p></dialog>",
    )
)
_RUNS = st.sampled_from((
    "<w:r><w:t>{}</w:t></w:r>", "<w:ins><w:r><w:t>{}</w:t></w:r></w:ins>",
    "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>",
    "<w:moveFrom><w:r><w:t>{}</w:t></w:r></w:moveFrom>",
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>",
    "<w:r><w:rPr><w:strike/></w:rPr><w:t>{}</w:t></w:r>", "<w:sdt><w:r><w:t>{}</w:t></w:r></w:sdt>",
    '<m:r xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:t>{}</m:t></m:r>',
    "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>",
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
))  # fmt: skip


def words_of(*texts: str) -> set[str]:
    return {word for text in texts for word in re.findall(r"\w+", text)}


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(_TAGS, _WORDS), min_size=1, max_size=8), st.lists(st.tuples(_LOST, _WORDS), max_size=2)
)
def test_every_visible_word_of_a_page_is_kept_or_set_aside(
    parts: list[tuple[str, str]], lost: list[tuple[str, str]]
) -> None:
    """Law: every visible word is kept, or set aside with a reason, or said to be left out."""
    body = "".join(f"<{tag}>{words}</{tag}><br>" for tag, words in parts)
    body += "".join(form.format(words) for form, words in lost)
    found = extract("html", f"<html><body><p>{OPENING}</p>{body}</body></html>".encode())
    left_out = [words for _, words in found.left_out]
    assert words_of(*(words for _, words in parts)) <= words_of(found.text)
    assert words_of(*(words for _, words in lost)) <= words_of(found.text, *left_out)
    assert all(why and found.text[start:end].strip() for start, end, why in found.aside)


@settings(max_examples=examples(12), deadline=None)
@given(st.lists(st.tuples(_RUNS, _WORDS), min_size=1, max_size=6))
def test_every_word_of_a_word_file_is_kept_or_said_to_be_left_out(runs: list[tuple[str, str]]) -> None:
    """Law: inserted text is text; what was deleted, moved away or hidden is said with its words."""
    body = "".join(f"<w:p>{form.format(words)}</w:p>" for form, words in runs)
    found = extract("docx", docx(body=body + "<w:p><w:r><w:t>The end</w:t></w:r></w:p>"))
    kept = words_of(*(words for form, words in runs if not re.search("move|del|vanish|strike", form)))
    assert kept <= words_of(found.text)
    assert words_of(*(words for _, words in runs)) <= words_of(
        found.text, *(words for _, words in found.left_out)
    )


@settings(max_examples=examples(8), deadline=None)
@given(st.lists(_WORDS, min_size=2, max_size=6), st.booleans())
def test_every_word_of_a_pdf_file_is_in_its_text(lines: list[str], two: bool) -> None:
    """Law: no word of a page is lost, in one column or two."""
    lines = ["The words of a page", *lines]
    placed = [(320.0 if two and k % 2 else 60.0, 700.0 - 12 * k, words) for k, words in enumerate(lines)]
    assert words_of(*lines) <= words_of(extract("pdf", pdf(placed)).text)


def test_cells_of_a_table_stand_on_one_line() -> None:
    """In a web page and in Word; where a table only lays out a page, its cells are paragraphs."""
    cells = [["Item", "Yard", "Council"], ["Height", "12 m", "10 m"]]
    page = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    found = extract("html", f"<body><p>{OPENING}</p><table>{page}</table></body>".encode())
    assert "Item\tYard\tCouncil\n\nHeight\t12 m\t10 m" in found.text
    row = "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in cells[1])
    assert extract("docx", docx(body=f"<w:tbl><w:tr>{row}</w:tr></w:tbl>")).text == "Height\t12 m\t10 m"
    wide = f"<table><tr><td><p>{OPENING}</p></td><td>Home</td></tr></table>"
    assert f"{OPENING}\n\nHome" in extract("html", f"<body>{wide}</body>".encode()).text


def test_lines_that_a_page_keeps_are_kept_and_marks_that_a_browser_shows_are_there() -> None:
    page = "<pre>KARL AAS: Half.\nNORA VIK: No.</pre><p><q>Soft</q>ly nego&shy;tiate</p>"
    text = extract("html", f"<body><p>{OPENING}</p>{page}</body>".encode()).text
    assert "KARL AAS: Half.\nNORA VIK: No." in text
    assert "“Soft”ly negotiate" in text


def test_a_page_that_is_a_picture_and_a_note_on_a_page_are_said() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(OPENING))))
    writer.add_annotation(0, FreeText(text="Not agreed yet", rect=(60, 500, 200, 520)))
    out = io.BytesIO()
    writer.write(out)
    found = extract("pdf", out.getvalue())
    assert found.text == OPENING
    assert found.left_out == (("a comment", "Not agreed yet"),)
    picture = b"q 90 0 0 90 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q"
    drawn = DecodedStreamObject()
    drawn.set_data(picture)
    pages = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(OPENING, ""))))
    pages.pages[1][NameObject("/Contents")] = pages._add_object(drawn)
    out = io.BytesIO()
    pages.write(out)
    assert extract("pdf", out.getvalue()).left_out == (("a picture without text", "page 2"),)
