"""The brief as a Word document: its first side and its tables, for those who edit it.

The first side is that of the page, element by element: both say the same. Text stays text: nothing in it
becomes a field, a link or markup. Same brief, same bytes: the file holds no time.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Any

from .. import language
from ..numbers import number
from ..spreadsheet import NEVER, Cell, Sheet, held, timeless
from .brief import Brief, DraftBrief
from .language.glossary import EXPLAINED
from .page import PARTS, draft_page, first_side
from .paper import PaperSize

if TYPE_CHECKING:
    from docx.document import Document

Rows = Sequence[Sequence[Cell]]

_STYLES = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "p": "Normal", "li": "List Bullet"}
_MARKED = {"dfn": "Emphasis", "span": "Subtle Emphasis"}
_TEXT, _HEAD, _GLOSS = "Table Text", "Table Head", "Gloss"
_BY_CLASS = {"question": "Subtitle", "gloss": _GLOSS}
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MARGINS_CM = 2.0, 1.5
_MOST_COLUMNS, _MOST_ROWS = 12, 500
_NARROW, _BROAD = 5, 40  # characters that a column is as wide as, at least and at most
_EDGES = 3  # characters that fit into what a cell keeps free on both sides, and bold heads take more
_LETTER = 57_600  # of the text of a table, 0.16 cm
_STEP = 635  # widths are counted in twentieths of a point
_PROPERTY = 255  # characters that a property may have
_BARE = ("stylesWithEffects", "thumbnail")  # parts of the empty document that nothing needs
_FOR_MACHINES = "path"
_TOLD = {
    "Frontier": "Deals that nothing betters for one party without loss to another, with their value to each.",
    "Likely deals": "Likely deals that differ: what makes each different, who accepts it, what each gains. "
    f"Acceptability: {EXPLAINED['acceptability'].means}. Error: {EXPLAINED['error'].means}.",
    "Solutions": "What well-known rules of fair division choose.",
    "Explanations": "Why there was no deal: competing explanations, and how the evidence bears on them.",
    "Evidence": "Each item of evidence, and whether it speaks for or against each explanation.",
    "Ledger": "Every judgement that the answer rests on, with the words that it is taken from.",
    "Statements": "Who said what in the documents.",
}
"""What a table is, for a reader who meets it here first."""


def word_document(
    brief: Brief | DraftBrief, sheets: Sequence[Sheet], about: Sequence[str], paper: PaperSize = PaperSize.A4
) -> bytes:
    """Write a brief as .docx.

    Parameters
    ----------
    brief : Brief or DraftBrief
    sheets : sequence of Sheet
        The tables that follow its first side; one without rows is passed over.
    about : sequence of str
        How the brief was made, line by line.
    paper : PaperSize
        What it is laid out for.
    """
    import docx
    from docx.shared import Cm

    document = docx.Document()
    document.sections[0].page_width, document.sections[0].page_height = map(Cm, paper.size_cm)
    _set_up(document, brief, about)
    _add_first_side(document, brief)
    _turn_page(document)
    for sheet in sheets:
        if sheet.rows:
            _add_sheet(document, sheet)
    document.add_heading("How this was worked out", 1)
    for line in about:
        document.add_paragraph(_clean(line), "List Bullet")
    stream = io.BytesIO()
    document.save(stream)
    return timeless(stream.getvalue())


def _clean(value: Cell) -> str:
    """A cell or a line as text that XML can hold and that shows what it is."""
    kept = held(value)
    text = kept if isinstance(kept, str) else "" if kept is None else number(kept)
    return "\n".join(map(language.clean, text.split("\n")))


# ---------------------------------------------------------------------------------------------- the document


def _set_up(document: Document, brief: Brief | DraftBrief, about: Sequence[str]) -> None:
    """Page, styles, properties, and the title with the number of the page at its foot."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    for relations in (document.part.rels, document.part.package.rels):
        for name in [name for name, one in relations.items() if one.reltype.rpartition("/")[2] in _BARE]:
            del relations[name]
    page, case = document.sections[0], brief.case
    across, along = map(Cm, _MARGINS_CM)
    page.left_margin = page.right_margin = across
    page.top_margin = page.bottom_margin = along
    sizes = {"Title": 20, "Subtitle": 12, "Heading 1": 14, "Heading 2": 11, "Normal": 10}
    for name, size in sizes.items():
        style: Any = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)  # colours are those of parties
        style.paragraph_format.space_before = Pt(size if name.startswith("Heading") else 0)
        style.paragraph_format.space_after = Pt(4)
    for name in (_TEXT, _HEAD):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size, style.font.bold = document.styles["Normal"], Pt(8), name == _HEAD
        style.paragraph_format.space_after = Pt(0)
    style = document.styles.add_style(_GLOSS, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.font.size = document.styles["Normal"], Pt(8)
    style.paragraph_format.left_indent = Pt(12)
    told = document.core_properties
    told.title, told.subject = _clean(case.title)[:_PROPERTY], _clean(case.question)[:_PROPERTY]
    told.author = told.last_modified_by = "Walkaway"
    told.comments = _clean("; ".join(about))[:_PROPERTY]
    told.created = told.modified = datetime(*NEVER)
    _add_footer(page.footer.paragraphs[0], _clean(language.one_line(case.title)))


def _add_footer(paragraph: Any, title: str) -> None:
    """Title and number of the page, the only field of the document."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.add_run(f"{title} · ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _turn_page(document: Document) -> None:
    """Go on on a page in landscape, on which tables have room."""
    from docx.enum.section import WD_ORIENT

    page = document.add_section()
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width


# -------------------------------------------------------------------------------------------- the first side


def _add_first_side(document: Document, brief: Brief | DraftBrief) -> None:
    """The first side of the page; of a draft, all that is not an appendix."""
    from lxml import html

    text = first_side(brief) if isinstance(brief, Brief) else draft_page(brief, frozenset(PARTS))
    for element in html.document_fromstring(text).find("body").iter(*_STYLES, "dl", "table"):
        if element.tag == "dl":
            rows = [[_words(part, "dt"), _words(part, "dd")] for part in element.iter("div")]
            _add_rows(document, rows, head=False)
        elif element.tag == "table":
            rows = [[_text(cell) for cell in row] for row in element.iter("tr")]
            _add_rows(document, rows)
        else:
            style = _BY_CLASS.get(element.get("class"), _STYLES[element.tag])
            _add_runs(document.add_paragraph(style=style), element)
            for gloss in element.iterchildren("span"):
                if gloss.get("class") == "gloss":
                    _add_runs(document.add_paragraph(style=_GLOSS), gloss)


def _text(element: Any) -> str:
    """The words of an element on one line."""
    return _BLANKS.sub(" ", element.text_content()).strip()


def _words(element: Any, tag: str) -> str:
    """The words of all elements of a sort inside another, a line for each."""
    return "\n".join(map(_text, element.iter(tag)))


def _add_runs(paragraph: Any, element: Any) -> None:
    """The words of an element, with what is marked in it."""
    runs: list[tuple[str | None, str | None]] = [(element.text, None)]
    for part in element:
        marked = part.tag == "dfn" or part.get("class") == "note"
        words = "" if part.get("class") == "gloss" else part.text_content()  # a paragraph of its own
        runs += [(words, _MARKED[part.tag] if marked else None), (part.tail, None)]
    whole, run = "", paragraph.add_run("")
    for said, style in runs:
        text = _BLANKS.sub(" ", said or "")
        if text := text.lstrip() if not whole or whole.endswith(" ") else text:
            run = paragraph.add_run(text, style)
            whole += text
    run.text = run.text.rstrip()


# ------------------------------------------------------------------------------------------------ the tables


def _add_sheet(document: Document, sheet: Sheet) -> None:
    """A table under its name; one that is too broad is turned, or comes in pieces."""
    document.add_heading(sheet.name, 1)
    if words := _TOLD.get(sheet.name):
        document.add_paragraph(words)
    heads, rows = [column.head for column in sheet.columns], sheet.rows[:_MOST_ROWS]
    shown = [
        place for place, head in enumerate(heads)
        if head != _FOR_MACHINES and any(row[place] not in (None, "") for row in rows)
    ]  # fmt: skip
    for piece in _pieces([[row[place] for place in shown] for row in (heads, *rows)]):
        _add_rows(document, piece)
        document.add_paragraph()
    if (left := len(sheet.rows) - _MOST_ROWS) > 0:
        document.add_paragraph(f"… and {language.counted(left, 'more row')}, which brief --xlsx writes.")


def _pieces(rows: Rows) -> Iterator[Rows]:
    """A table that fits on a page: with rows for columns, or columns in groups beside the first."""
    columns = len(rows[0])
    if columns <= _MOST_COLUMNS:
        yield rows
    elif len(rows) <= _MOST_COLUMNS:
        yield [list(column) for column in zip(*rows, strict=True)]
    else:
        size = ceil((columns - 1) / ceil((columns - 1) / (_MOST_COLUMNS - 1)))
        for start in range(1, columns, size):
            yield [[row[0], *row[start : start + size]] for row in rows]


def _add_rows(document: Document, rows: Rows, *, head: bool = True) -> None:
    """Rows as a table whose first row stands on every page; of one without heads the first column is bold."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement

    table: Any = document.add_table(len(rows), len(rows[0]), "Table Grid")
    texts = [[_clean(cell) for cell in row] for row in rows]
    page: Any = document.sections[-1]
    widths = _widths(texts, page.page_width - page.left_margin - page.right_margin)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    styles = {name: document.styles[name].style_id for name in (_TEXT, _HEAD)}
    for number_of_row, (row, values, written) in enumerate(zip(table.rows, rows, texts, strict=True)):
        rules = row._tr.get_or_add_trPr()
        rules.append(OxmlElement("w:cantSplit"))
        if head and number_of_row == 0:
            rules.append(OxmlElement("w:tblHeader"))
        for place, (cell, text) in enumerate(zip(row.cells, written, strict=True)):
            paragraph, strong = cell.paragraphs[0], number_of_row == 0 if head else place == 0
            paragraph._p.style = styles[_HEAD if strong else _TEXT]  # by its id: by its name it is slow
            paragraph.add_run(text)
            cell.width = widths[place]
            if not isinstance(values[place], str | None) and not strong:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _widths(texts: Sequence[Sequence[str]], whole: int) -> list[int]:
    """Widths of columns after the longest line in each, within bounds, on the width of a page.

    Where there is room for it no column is narrower than its longest word; broader ones give.
    """
    columns = [*zip(*texts, strict=True)]
    longest = [max(len(line) for text in column for line in text.split("\n")) for column in columns]
    wanted = [_EDGES + max(_NARROW, min(_BROAD, most)) for most in longest]
    shares = [whole * one // sum(wanted) for one in wanted]
    words = [max((len(word) for text in column for word in text.split()), default=0) for column in columns]
    needs = [(_EDGES + most) * _LETTER for most in words]
    spare = [max(0, share - need) for share, need in zip(shares, needs, strict=True)]
    short = sum(max(0, need - share) for share, need in zip(shares, needs, strict=True))
    if short < sum(spare):
        shares = [
            max(share, need) - short * more // sum(spare)
            for share, need, more in zip(shares, needs, spare, strict=True)
        ]
    return [share // _STEP * _STEP for share in shares]
