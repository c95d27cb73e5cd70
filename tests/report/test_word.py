"""The brief as a Word document: what the page says, in Word's own styles, and nothing that runs."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.table import Table
from docx.text.paragraph import Paragraph
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from tests.cli.test_cli import no_traceback, run
from tests.hard import write_hard
from tests.report.helpers import brief_of, hanoi, two

import walkaway
from walkaway.case import to_yaml
from walkaway.evidence.intake.wordfile import read_word
from walkaway.report.page import first_side
from walkaway.report.paper import PaperSize
from walkaway.report.sheets.brief_sheets import brief_sheets
from walkaway.report.word import _pieces, _widths, word_document
from walkaway.spreadsheet import Sheet, sheet_of

ABOUT = ["A case", "walkaway brief, version 0", "seed: 2019"]


@lru_cache
def hanoi_word() -> bytes:
    return word_document(hanoi(), brief_sheets(hanoi().case, hanoi()), ABOUT)


def opened(raw: bytes) -> Document:
    return docx.Document(io.BytesIO(raw))


def parts(raw: bytes) -> dict[str, str]:
    """Every part of the file that is XML, each of which must be sound."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        texts = {name: packed.read(name) for name in packed.namelist()}
    for text in texts.values():
        html.etree.fromstring(text)
    return {name: text.decode() for name, text in texts.items()}


def said(document: Document) -> list[str]:
    """Its text in order: a line for each paragraph, and for each cell of a table."""
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines += [cell.text for row in block.rows for cell in row.cells]
    return lines


def headings(document: Document, style: str = "Heading 1") -> list[str]:
    return [one.text for one in document.paragraphs if one.style is not None and one.style.name == style]


def shown(element: Any) -> str:
    """Its words on one line; a blank that keeps a number beside its sign stays one."""
    return re.sub(r"[ \n]+", " ", element.text_content()).strip()


def rows_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


# -------------------------------------------------------------------------------------------- what it says


@pytest.mark.parametrize("brief", [hanoi, lambda: brief_of(two())], ids=["hanoi", "small"])
def test_the_first_side_is_that_of_the_page(brief: Any) -> None:
    """Law: word for word and in order, with no word more; what explains a word is a paragraph of its own."""
    text = re.sub(
        r'<span class="gloss">(.*?)</span>(</\w+>)', r'\2<p class="gloss">\1</p>', first_side(brief())
    )
    page = html.document_fromstring(text)
    wanted = [shown(one) for one in page.iter("h1", "h2", "h3", "p", "li", "dt", "dd")]
    glosses = [shown(one) for one in page.find_class("gloss")]
    assert "Walk-away: what it is worth to a side to leave without a deal" in "".join(glosses)
    assert glosses == headings(opened(word_document(brief(), [], [])), "Gloss")
    document = opened(word_document(brief(), [], []))
    assert said(document)[: len(wanted)] == wanted
    assert said(document)[len(wanted) :] == ["", "How this was worked out"]  # the page is turned in between


def test_it_has_styles_that_word_knows() -> None:
    document, side = opened(hanoi_word()), hanoi().first_side
    assert document.paragraphs[0].style.name == "Title"  # type: ignore[union-attr]
    assert document.paragraphs[1].style.name == "Subtitle"  # type: ignore[union-attr]
    names = [sheet.name for sheet in brief_sheets(hanoi().case, hanoi())]
    assert headings(document) == [side.verdict, *names, "How this was worked out"]
    assert "One deal in full" in headings(document, "Heading 2")
    assert {change for change, _ in side.changes} == {
        line.rpartition(cost)[0].strip()
        for line in (line.replace("\u00a0", " ") for line in headings(document, "List Bullet"))
        for _, cost in side.changes
        if line.endswith(cost)
    }
    assert {table.style.name for table in document.tables if table.style} == {"Table Grid"}


@pytest.mark.parametrize("paper", PaperSize)
def test_every_page_is_of_the_paper_asked_for(paper: PaperSize) -> None:
    sheet = sheet_of("Deals", ["a"], [("x",)])
    for section in opened(word_document(brief_of(two()), [sheet], [], paper)).sections:
        sides = sorted(side.cm for side in (section.page_width, section.page_height) if side is not None)
        assert sides == pytest.approx(paper.size_cm, abs=0.01)


def test_tables_are_those_of_the_workbook_without_places_for_machines() -> None:
    document, sheets = opened(hanoi_word()), {one.name: one for one in brief_sheets(hanoi().case, hanoi())}
    ledger = next(table for table in document.tables if table.cell(0, 0).text == "whose")
    assert rows_of(ledger)[0] == ["whose", "judgement", "of", "value", "scale", "note", "cite"]
    assert [row[3] for row in rows_of(ledger)[1:]] == [row[3] for row in sheets["Ledger"].rows]
    everything = "\n".join(said(document))
    assert "preferences.us.walk_away" not in everything
    for row in sheets["Explanations"].rows:
        assert str(row[0]) in everything


def test_tables_stand_across_with_their_heads_on_every_page() -> None:
    document = opened(hanoi_word())
    first, second = document.sections
    assert (round(first.page_width.cm, 1), round(first.page_height.cm, 1)) == (21.0, 29.7)  # type: ignore[union-attr]
    assert second.orientation == WD_ORIENT.LANDSCAPE
    assert (second.page_width, second.page_height) == (first.page_height, first.page_width)
    room = second.page_width - second.left_margin - second.right_margin  # type: ignore[operator]
    own, *others = document.tables
    assert "w:tblHeader" not in own._tbl.xml  # options of one deal have no heads
    for table in others:
        xml = table._tbl.xml
        assert xml.count("<w:tblHeader/>") == 1
        assert xml.index("<w:tblHeader/>") < xml.index("</w:tr>")
        assert xml.count("<w:cantSplit/>") == len(table.rows)
        assert sum(column.width for column in table.columns) <= room


def test_numbers_are_written_for_people() -> None:
    sheet = sheet_of("Numbers", ["what", "value"], [["third", 1 / 3], ["many", 14800], ["none", None]])
    (*_, table) = opened(word_document(brief_of(two()), [sheet], [])).tables
    assert rows_of(table) == [["what", "value"], ["third", "0.333"], ["many", "14,800"], ["none", ""]]


def test_a_narrow_column_has_room_for_its_longest_word_beside_broad_ones() -> None:
    """Of 25.7 cm a character of eight points takes some 0.16 cm, and a cell keeps 0.4 cm free."""
    rows = [["DPRK", "deals", *"abcd"], ["27.5625", "1", *["Complete freeze on new weapons and fuel"] * 4]]
    whole = round(25.7 / 2.54 * 1440) * 635
    widths = [width / 360_000 for width in _widths(rows, whole)]
    assert widths[0] > 7 * 0.16 + 0.4
    assert widths[1] > 5 * 0.16 + 0.4


@given(st.integers(1, 40), st.integers(2, 40))
def test_a_broad_table_is_turned_or_cut_and_whole(columns: int, rows: int) -> None:
    """Law: every cell stands in some piece beside the first of its row; no piece is too broad."""
    table = [[f"{row}.{column}" for column in range(columns)] for row in range(rows)]
    found = set()
    for piece in _pieces(table):
        assert len(piece[0]) <= 12
        turned = piece[0][1:] and piece[0][1] == "1.0"
        for row in zip(*piece, strict=True) if turned else piece:
            found |= {(row[0], cell) for cell in row}
    assert found == {(row[0], cell) for row in table for cell in row}


def test_what_is_too_long_says_what_is_left() -> None:
    sheet = sheet_of("Long", ["number"], ([number] for number in range(501)))
    document = opened(word_document(brief_of(two()), [sheet, sheet_of("Empty", ["a"], [])], []))
    assert len(document.tables[-1].rows) == 501  # with its head
    assert "… and 1 more row, which brief --xlsx writes." in said(document)
    assert headings(document)[1:] == ["Long", "How this was worked out"]


def test_a_draft_says_what_is_missing(tmp_path: Path) -> None:
    text = to_yaml(two()).replace("walk_away: 5", "walk_away: to be judged")
    text = text.replace(
        "mid: Middle", '"mid": {title: Middle, note: by the chair, cite: "said: Take the middle"}'
    )
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "said.txt").write_text("Take the middle.", encoding="utf-8")
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    draft: Any = walkaway.brief(tmp_path / "case.yaml")
    document = opened(word_document(draft, brief_sheets(draft.case, draft), ABOUT))
    assert headings(document) == [
        "Bottom line", "Still to be judged", "What could be settled", "Ledger", "How this was worked out",
    ]  # fmt: skip
    told = headings(document, "List Bullet")  # where a word first stands, its meaning follows
    assert told[: len(draft.missing)] == list(draft.missing)
    assert ["Price", "Low; Middle (by the chair); High"] in chain.from_iterable(map(rows_of, document.tables))


# ------------------------------------------------------------------------------------------- what it is


def test_the_same_brief_gives_the_same_bytes_without_a_time() -> None:
    assert word_document(hanoi(), brief_sheets(hanoi().case, hanoi()), ABOUT) == hanoi_word()
    with zipfile.ZipFile(io.BytesIO(hanoi_word())) as packed:
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert set(re.findall(r"\d{4}-\d\d-\d\dT", packed.read("docProps/core.xml").decode())) == {
            "1980-01-01T"
        }


def test_properties_say_what_it_is() -> None:
    told = opened(hanoi_word()).core_properties
    case = hanoi().case
    assert (told.title, told.subject, told.author) == (case.title, case.question, "Walkaway")
    assert told.comments == "; ".join(ABOUT)


MARKUP = "<b>&amp;{ DDEAUTO cmd } =1+1 w:p " + "long " * 100
EVIL = f"\x07\x00\u202egold\u202c\ud800{MARKUP}"


def test_text_is_data() -> None:
    """Nothing that a case or a document says is markup, a field, a link, or a sign that XML forbids."""
    case = two(title=MARKUP, question=f"{MARKUP}?", parties={"a": f"Ann {MARKUP}", "b": "Bob"})
    sheet = Sheet("Evil", sheet_of("", [EVIL], []).columns, ((EVIL,), ("two\nlines",)))
    raw = word_document(brief_of(case), [sheet], [EVIL])
    found = parts(raw)
    document = "".join(text for name, text in found.items() if name.startswith("word/document"))
    for mark in ("<b>", "w:instr", "w:fld", "w:hyperlink", "w:object", "\u202e", "\x07"):
        assert mark not in document, mark
    assert [*re.findall(r'w:instr="(\w+)"', "".join(found.values()))] == ["PAGE"]  # at the foot of each page
    assert 'TargetMode="External"' not in "".join(found.values())
    assert not [name for name in found if "vba" in name.lower() or "embed" in name.lower()]
    (*_, table) = opened(raw).tables
    assert rows_of(table)[1][0].startswith(f"���gold��{MARKUP[:40]}")
    assert rows_of(table)[2] == ["two\nlines"]
    assert opened(raw).core_properties.title == MARKUP[:255]


def test_a_case_that_is_hard_to_print(tmp_path: Path) -> None:
    write_hard(tmp_path / "hard")
    found = walkaway.brief(tmp_path / "hard", draws=50)
    raw = word_document(found, brief_sheets(found.case, found), ABOUT)
    text = "\n".join(said(opened(raw)))
    assert not re.search("[\x1b\u202e]", text)
    assert "שלום עולם" in text
    assert parts(raw)


def test_our_own_reader_reads_it() -> None:
    found = read_word(hanoi_word())
    assert found.title == hanoi().case.title
    assert hanoi().first_side.verdict in found.text


# --------------------------------------------------------------------------------------------- the command


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("case.yaml").write_text(to_yaml(two()), encoding="utf-8")
    return tmp_path


def brief(*words: str) -> Any:
    return run("brief", "case.yaml", "--draws", "50", *words)


def test_every_form_in_one_call(here: Path) -> None:
    done = brief("-o", "b.html", "--docx", "b.docx", "--json", "b.json", "--xlsx", "b.xlsx", "--csv", "b.csv")
    no_traceback(done)
    assert done.exit_code == 0, done.output
    assert "wrote b.docx" in done.stderr.splitlines()
    verdict = headings(docx.Document("b.docx"))[0]
    assert verdict in Path("b.html").read_text(encoding="utf-8")
    assert json.loads(Path("b.json").read_text(encoding="utf-8"))["question"] == "brief"
    before = Path("b.docx").read_bytes()
    assert brief("--docx", "c.docx").exit_code == 0
    assert Path("c.docx").read_bytes() == before


def test_a_part_is_left_out_of_document_and_tables(here: Path) -> None:
    done = brief("--docx", "b.docx", "--csv", "b.csv", "--without", "ledger")
    assert done.exit_code == 0, done.output
    assert "Ledger" not in headings(docx.Document("b.docx"))
    assert "Solutions" in headings(docx.Document("b.docx"))
    assert not Path("b-ledger.csv").exists()
    assert Path("b-solutions.csv").exists()


def test_no_file_of_another_is_written_over(here: Path) -> None:
    """As the PDF: also one that was written here may have been edited since."""
    Path("b.docx").write_bytes(hanoi_word())
    done = brief("--docx", "b.docx", "-o", "b.html")
    assert done.exit_code == 2
    assert 'found "b.docx", which exists; expected a new name (--force replaces it)' in done.output
    assert Path("b.docx").read_bytes() == hanoi_word()
    assert not Path("b.html").exists()
    assert brief("--docx", "b.docx", "--force").exit_code == 0
    assert Path("b.docx").read_bytes() != hanoi_word()


def test_slips_are_told_at_once_and_before_any_work(here: Path) -> None:
    done = brief("--docx", "b.doc", "--csv", "b.txt")
    assert done.exit_code == 2
    assert '--docx: found "b.doc"; expected a file that ends in .docx' in done.output
    assert '--csv: found "b.txt"; expected a file that ends in .csv' in done.output
    done = brief("--docx", "b.docx", "-o", "b.docx")
    assert done.exit_code == 2
    assert 'found "b.docx" twice' in done.output
    assert [one.name for one in here.iterdir()] == ["case.yaml"]
