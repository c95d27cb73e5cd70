"""One text in many formats gives the same statements."""

from __future__ import annotations

import html
import re
import textwrap
from collections import Counter
from collections.abc import Sequence
from email.message import EmailMessage

import pytest
from tests.evidence.articles import Placed, docx, pdf
from tests.evidence.drafted_gold import FOLDER
from tests.evidence.transcripts import needs_parser

from walkaway.errors import Faults
from walkaway.evidence.findings import Read
from walkaway.evidence.intake.formats import extract
from walkaway.evidence.intake.pdfcolumns import PlacedWord
from walkaway.evidence.intake.pdflayout import laid_out
from walkaway.evidence.intake.reader import read_bytes
from walkaway.evidence.intake.reading import COLUMNS
from walkaway.evidence.positions.finder import by_rules
from walkaway.evidence.speech.parsing import paragraphs_of
from walkaway.evidence.speech.statements import statements_of
from walkaway.evidence.structure.paragraphs import paragraph_spans

PARAGRAPHS = (
    "Talks over the quay broke off on Tuesday after nine hours, and nobody said when they would go on.",
    "“We want half of the quay, not all of it,” said Karl Aas of the yard. “And we want it soon.”",
    "Nora Vik, the mayor, told the board that the council would not go above ten metres. “The height limit "
    "is not for sale,” Vik said.",
    "Peter Lund of the dockers' union said the jobs mattered more than height. “Nobody asked us,” Lund said.",
)


def wrapped(paragraphs: Sequence[str], width: int, *, blank: bool = True) -> str:
    """Paragraphs wrapped at a width, with or without blank lines between them."""
    filled = (textwrap.fill(each, width, break_on_hyphens=False) for each in paragraphs)
    return ("\n\n" if blank else "\n").join(filled)


def column(
    paragraphs: Sequence[str], left: float, width: int, top: float = 700.0, leading: float = 12.0
) -> list[Placed]:
    """Paragraphs as lines with places, more room between paragraphs than between lines."""
    placed: list[Placed] = []
    for paragraph in paragraphs:
        for line in textwrap.wrap(paragraph, width, break_on_hyphens=False):
            placed.append((left, top, line))
            top -= leading
        top -= 0.7 * leading
    return placed


def spread(text: str, width: int) -> str:
    """Every line as wide as the others, by more blanks between its words."""
    return re.sub(r"(?<=\w{4}) (?=\w{4})", "  ", wrapped(text.split("\n\n"), width))


def interleaved(first: Sequence[Placed], second: Sequence[Placed]) -> list[Placed]:
    """Two columns as a file may hold them: row by row, across the gutter."""
    return sorted((*first, *second), key=lambda placed: (-placed[1], placed[0]))


def page(paragraphs: Sequence[str]) -> bytes:
    body = "".join(f"<p>{html.escape(each)}</p>" for each in paragraphs)
    return f"<html><body><nav><a href='/'>Home</a></nav><article>{body}</article></body></html>".encode()


def headed(lines: Sequence[Placed], number: int) -> list[Placed]:
    return [(60.0, 760.0, "The Gazette 3 March"), *lines, (300.0, 30.0, f"Page {number} of 2")]


FILES = {
    "wrapped.txt": wrapped(PARAGRAPHS, 72).encode(),
    "narrow.txt": wrapped(PARAGRAPHS, 36, blank=False).encode(),
    "one.pdf": pdf(column(PARAGRAPHS, 60, 90)),
    "two.pdf": pdf(interleaved(column(PARAGRAPHS[:2], 60, 42), column(PARAGRAPHS[2:], 320, 42))),
    "pages.pdf": pdf(headed(column(PARAGRAPHS, 60, 90)[:5], 1), headed(column(PARAGRAPHS, 60, 90)[5:], 2)),
    "double.pdf": pdf(column(PARAGRAPHS, 60, 90, leading=24)),
    "three.pdf": pdf(
        interleaved(
            interleaved(column(PARAGRAPHS[:2], 50, 30), column(PARAGRAPHS[2:3], 225, 30)),
            column(PARAGRAPHS[3:], 400, 30),
        )
    ),
    "under-a-title.pdf": pdf(
        [
            (60, 740, "What the two sides said of the quay, and of much else, until late at night"),
            *column(PARAGRAPHS, 60, 42),
        ]
    ),
    "windows.txt": wrapped(PARAGRAPHS, 72).replace("\n", "\r\n").encode(),
    "spread.txt": spread("\n\n".join(PARAGRAPHS), 72).encode(),
    "file.docx": docx(*map(html.escape, PARAGRAPHS)),
    "page.html": page(PARAGRAPHS),
}


def read_file(raw: bytes, name: str) -> Read:
    read = read_bytes(raw, name, Faults())
    assert read is not None
    return read


def said(read: Read) -> list[tuple[str, str, str]]:
    return [
        (
            item.speaker.name if item.speaker else "",
            item.kind,
            " ".join(" ".join(q.text for q in item.content).split()),
        )
        for item in statements_of(read)
    ]


@needs_parser
@pytest.mark.parametrize("name", FILES)
def test_one_text_in_every_format_says_the_same(name: str) -> None:
    plain = said(read_file("\n\n".join(PARAGRAPHS).encode(), "plain.txt"))
    assert ("Karl Aas", "direct", "We want half of the quay, not all of it And we want it soon.") in plain
    assert said(read_file(FILES[name], name)) == plain


def as_files(text: str) -> dict[str, bytes]:
    """A text as it may come: wrapped, on a page in one column and in two, in Word, on the web."""
    paragraphs = [each.strip() for each in text.split("\n\n") if each.strip()]
    flat, half = [" ".join(each.split()) for each in paragraphs], len(paragraphs) // 2
    return {
        "wrapped.txt": wrapped(flat, 72).encode(),
        "one.pdf": pdf(column(flat, 60, 90, 780.0)),
        "two.pdf": pdf(interleaved(column(flat[:half], 60, 42, 780.0), column(flat[half:], 320, 42, 780.0))),
        "file.docx": docx(*map(html.escape, flat)),
        "page.html": page(flat),
    }


@needs_parser
@pytest.mark.parametrize(
    ("name", "formats"),
    [("news-quay", ("two.pdf", "file.docx")), ("news-reservoir", ("one.pdf", "page.html")),
     ("transcript-rent", ("wrapped.txt", "two.pdf"))],
)  # fmt: skip
def test_one_document_gives_the_same_statements_and_offers(name: str, formats: Sequence[str]) -> None:
    """Statements agree within .02 F, and the same is offered, demanded and refused."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    wanted, positions = _told(text.encode(), "plain.txt")
    files = as_files(text)
    for file in formats:
        found, own = _told(files[file], file)
        assert 2 * (wanted & found).total() >= 0.98 * (wanted.total() + found.total()), file
        assert own == positions, file


def _told(raw: bytes, name: str) -> tuple[Counter[tuple[str, str]], list[tuple[str, str]]]:
    """Statements with their speakers, and acts with their words."""
    read = read_file(raw, name)
    items, text = statements_of(read), read.document.text
    found = Counter(
        (item.speaker.name if item.speaker else "", " ".join(" ".join(q.text for q in item.content).split()))
        for item in items
    )
    return found, [
        (each.act, " ".join(text[each.start : each.end].split())) for each in by_rules(read, items)
    ]


def test_heads_of_pages_stand_in_no_paragraph() -> None:
    read = read_file(FILES["pages.pdf"], "pages.pdf")
    around = [read.document.text[each.start : each.end] for each in read.set_aside]
    assert around == ["The Gazette 3 March\n\nPage 1 of 2", "The Gazette 3 March\n\nPage 2 of 2"]
    assert all(each in read.document.text for each in PARAGRAPHS)


def test_footnotes_and_tables_stand_in_no_paragraph() -> None:
    """A sentence goes on over the foot of a page; each row of a table is a line with tabs."""
    lines = column(PARAGRAPHS, 60, 90)
    rows: list[Placed] = [
        (60, 500, "Height"),
        (200, 500, "12 m"),
        (60, 488, "Price"),
        (200, 488, "40 million"),
    ]
    raw = pdf([*lines[:3], *rows], lines[3:])
    assert "Height\t12 m\n\nPrice\t40 million\n\n" in extract("pdf", raw).text
    pages = [
        [PlacedWord(line, x, x + 5 * len(line), y, y + size, size) for x, y, line, size in page]
        for page in (
            [*((x, y, line, 10.0) for x, y, line in lines[:3]), (60.0, 60.0, "1 As told by both.", 7.0)],
            [(x, y, line, 10.0) for x, y, line in lines[3:]],
        )
    ]
    text = laid_out(pages).text
    assert all(each in text for each in PARAGRAPHS)
    assert "\n\n1 As told by both.\n\n" in text


def test_what_runs_up_the_edge_of_a_page_is_read_by_itself() -> None:
    text = extract("pdf", pdf(column(PARAGRAPHS, 60, 90), turned="Printed by the harbour press")).text
    assert text == "\n\n".join((*PARAGRAPHS, "Printed by the harbour press"))


_WIDTHS = {" ": 278, "l": 222, "k": 500, "s": 500, "v": 500, "r": 333, "t": 278, "f": 278, "y": 500, "T": 611}
"""Of Helvetica, in thousandths of its size; other letters of the test are 556 wide."""


def test_letters_that_a_file_places_one_by_one_are_words() -> None:
    letters: list[Placed] = []
    for row, line in enumerate(("Talks over the quay", "broke off")):
        left = 60.0
        for letter in line:
            letters += [(left, 700.0 - 12 * row, letter)] if letter != " " else []
            left += 0.01 * _WIDTHS.get(letter, 556)
    assert extract("pdf", pdf(letters)).text == "Talks over the quay broke off"


def test_who_made_a_file_is_not_who_wrote_its_text() -> None:
    """A property of a file names a program or an office; it counts where the text says the same."""
    assert read_file(docx("They met."), "a.docx").document.byline == ""
    assert read_file(docx("By Jane Roe", "They met."), "a.docx").document.byline == "Jane Roe"


def test_words_broken_at_the_ends_of_lines_are_whole() -> None:
    lines: list[Placed] = [
        (60, 700, "The council refused the of-"),
        (60, 688, "fer of the yard, and said no."),
    ]
    assert extract("pdf", pdf(lines)).text == "The council refused the offer of the yard, and said no."


@needs_parser
@pytest.mark.parametrize("wide", [44, 41])
def test_nobody_is_credited_from_columns_that_cannot_be_told(wide: int) -> None:
    left = textwrap.wrap(" ".join(PARAGRAPHS[:2]), 40)
    right = textwrap.wrap(" ".join(PARAGRAPHS[2:]), 40)
    text = "\n".join(f"{a:{wide}}{b}" for a, b in zip(left, right, strict=False))
    read = read_file(text.encode(), "layout.txt")
    assert COLUMNS in read.notes
    assert statements_of(read) == ()


def test_a_mail_file_is_read_with_its_header() -> None:
    raw = (
        b"From: Karl Aas <k@example.org>\r\nTo: Nora Vik\r\nSubject: =?utf-8?q?Kai_=C3=B8st?=\r\n"
        b"Date: Tue, 3 Mar 2026 10:12:00 +0100\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
        b"We pay forty million.\r\n"
    )
    read = read_file(raw, "note.eml")
    assert (read.document.kind, read.document.title) == ("email", "Kai øst")
    assert [turn.name for turn in read.turns] == ["Karl Aas"]
    assert read.document.text.endswith("\n\nWe pay forty million.\n")


def test_a_mail_with_a_header_beyond_measure_is_refused() -> None:
    faults = Faults()
    assert (
        read_bytes(
            b"From: A <a@b.example>\nSubject: " + 9_000 * b"=?utf-8?q?=C3=B8?= " + b"\n\nNo.", "m.eml", faults
        )
        is None
    )
    (told,) = faults
    assert (told.found, told.expected) == ("“Subject” of 171,000 characters", "at most 100,000")


@pytest.mark.parametrize(
    ("plain", "told"),
    [
        (
            "This mail has a page.",
            "left out as plain form of the mail, which says less than its page: “This mail has a page.”",
        ),
        ("We pay forty million.", ""),
    ],
)
def test_a_mail_whose_plain_form_says_less_is_read_from_its_page(plain: str, told: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Karl Aas <k@example.org>", "Nora Vik", "Quay"
    mail.set_content(plain)
    mail.add_alternative("<p>We pay forty <b>million</b>.</p>", subtype="html")
    read = read_file(mail.as_bytes(), "note.eml")
    assert read.document.text.endswith("\n\nWe pay forty million.\n")
    assert [*filter(None, [told])] == [note for note in read.notes if note.startswith("left out")]


@needs_parser
@pytest.mark.parametrize("mark", ['"', "[", "—", '"\n', ">\n", "-\n\n"])
def test_marks_alone_are_not_parsed(mark: str) -> None:
    """A parser makes a word of every mark: two million of them would take minutes and gigabytes."""
    read = read_file((mark * 100_000).encode(), "marks.txt")
    assert paragraphs_of(read) == ()
    assert statements_of(read) == ()


def justified(paragraphs: Sequence[str], left: float, width: int, top: float) -> list[PlacedWord]:
    """Paragraphs set to one width, letters half a size wide, so that words stand far apart in some rows."""
    placed = []
    for paragraph in paragraphs:
        lines = textwrap.wrap(paragraph, width, break_on_hyphens=False)
        for number, words in enumerate(line.split() for line in lines):
            last = number == len(lines) - 1
            blanks = max(1, len(words) - 1)
            blank = 2.5 if last else (5 * width - 5 * sum(map(len, words))) / blanks
            at = left
            for word in words:
                placed.append(PlacedWord(word, at, at + 5 * len(word), top, top + 10, 10))
                at += 5 * len(word) + blank
            top -= 12
        top -= 10
    return placed


def test_columns_part_where_words_are_spread_as_wide_as_the_gutter() -> None:
    page = [*justified(PARAGRAPHS[:2], 50, 34, 700), *justified(PARAGRAPHS[2:], 232, 34, 700)]
    laid = laid_out([page])
    assert (laid.text, laid.unsure) == ("\n\n".join(PARAGRAPHS), False)


@pytest.mark.parametrize(("rows", "unsure"), [(12, True), (30, False)])
def test_a_narrow_gutter_is_sure_where_it_runs_down_many_rows(rows: int, unsure: bool) -> None:
    page: list[PlacedWord] = []
    for _ in range(2):
        left = max((word.right for word in page), default=50.0) + 7
        for number in range(rows):
            at, low = left, 700 - 12.0 * number
            for word in ("The", "yard", "wants", "half", "it"[: 1 + number % 2]):
                page.append(PlacedWord(word, at, at + 5 * len(word), low, low + 10, 10))
                at += 5 * len(word) + 2.5
    assert laid_out([page]).unsure is unsure


def test_three_narrow_columns_whose_rows_stand_at_other_heights_part() -> None:
    columns = (PARAGRAPHS[:2], PARAGRAPHS[2:3], PARAGRAPHS[3:])
    page = [
        word
        for number, some in enumerate(columns)
        for word in justified(some, 50 + 142 * number, 26, 700 - 5 * number)
    ]
    assert laid_out([page]).text == "\n\n".join(PARAGRAPHS)


def test_what_a_browser_prints_around_a_page_is_set_aside() -> None:
    around: list[Placed] = [(60, 780, "11/29/26, 10:45 PM"), (60, 20, "https://example.org/quay 1/1")]
    read = read_file(pdf([around[0], *column(PARAGRAPHS, 60, 90), around[1]]), "printed.pdf")
    aside = "\n\n".join(read.document.text[each.start : each.end] for each in read.set_aside)
    assert all(words in aside for _, _, words in around)
    assert read.document.date == ""


def test_a_word_at_the_start_of_a_wrapped_line_is_no_label() -> None:
    """What looks like a label or an item counts where such a one also stands behind a line with room."""
    text = (
        "The court heard on Tuesday that the yard had been asked by Karl\n"
        "Aas, the chair: half of the quay, or the jobs, by the first of\n"
        "12) The board of the harbour said that the sum was paid to the\n"
        "minister, who spoke of a gift, and that the council had agreed\n"
        "to nothing.\n\n"
        "1. The yard pays half of the quay, as the council has asked for\n"
        "2. The council pays the rest."
    )
    flat = [" ".join(text[start:end].split()) for start, end in paragraph_spans(text)]
    assert [each[:9] for each in flat] == ["The court", "1. The ya", "2. The co"]
    assert "Karl Aas, the chair: half" in flat[0]
    assert "to the minister, who" in flat[0]


SHORT = ("Half of the quay for a hundred and forty jobs", "Both sides meet again before the midsummer")


def test_a_line_of_justified_text_that_ends_short_of_the_edge_ends_a_paragraph() -> None:
    """Though the first word of the next one would have had no room on it."""
    page, top = [], 700.0
    for word in (word for part in (*SHORT, *PARAGRAPHS) for word in justified([part], 50, 47, 0)):
        top -= 12 if word.left == 50 else 0
        page.append(word._replace(bottom=top, top=top + 10))
    assert laid_out([page]).text == "\n\n".join((*SHORT, *PARAGRAPHS))


def test_lines_that_were_filled_by_the_number_of_letters_are_measured_so() -> None:
    """Letters differ in width, so that such lines end far from one another."""
    page, top = [], 700.0
    for line in (line for part in PARAGRAPHS for line in textwrap.wrap(part, 51)):
        left = 50.0
        for word in line.split():
            wide = sum(2.0 if letter in "fijlrtI.,’“”'" else 6.0 for letter in word)
            page.append(PlacedWord(word, left, left + wide, top, top + 10, 10))
            left += wide + 2.5
        top -= 12
    assert laid_out([page]).text == "\n\n".join(PARAGRAPHS)


def test_columns_part_where_blanks_of_the_first_rows_stand_below_one_another() -> None:
    """The strip that parts most rows is the gutter, not the first that three rows have in common."""
    for title in (
        [],
        [PlacedWord("Talks", 50, 170, 740, 750, 10), PlacedWord("fail", 176, 290, 740, 750, 10)],
    ):
        columns = [*justified(PARAGRAPHS[:2], 50, 24, 700), *justified(PARAGRAPHS[2:], 182, 24, 700)]
        laid = laid_out([[*title, *columns]])
        head = " ".join(word.text for word in title)
        assert (laid.text, laid.unsure) == ("\n\n".join((head, *PARAGRAPHS)).strip(), False)


def test_paragraphs_of_one_line_each_stand_apart_in_a_pdf() -> None:
    """However many there are: the room between lines is told by lines that surely go on."""
    paragraphs = (
        "The Council,",
        *(
            f"{k}. Urges the yard and the line to meet in {k} weeks and to bring figures;"
            for k in range(2, 7)
        ),
        "7. Asks the yard to open its books to an auditor whom both sides have named and whom both trust;",
    )
    raw = pdf(column(paragraphs, 60, 72))
    assert extract("pdf", raw).text == "\n\n".join(paragraphs)


def test_the_head_of_a_letter_at_the_right_edge_is_no_column() -> None:
    at_right = ("Ministry of Ports", "Office of the Minister", "Ref. MP/77/25", "2 May 2025")
    head = [(400.0, 760.0 - 14 * k, line) for k, line in enumerate(at_right)]
    at_left = ("Her Excellency Roza Tamm", "Ambassador", "Embassy of Livonia", "Excellency,")
    left = [(60.0, 690.0 - 20 * k, line) for k, line in enumerate(at_left)]
    lines = column(PARAGRAPHS[:1], 60, 70, top=600.0)
    text = extract("pdf", pdf([*head, *left, *lines])).text
    assert text.index("2 May") < text.index("Tamm") < text.index("Embassy") < text.index("Talks")


def test_a_long_line_that_ends_no_sentence_goes_on_with_a_name() -> None:
    """Though the name had nearly found room: a heading is shorter."""
    lines = (
        "The committee looked at the offer of the yard on the", "Monday, and “we want a half of,” said Karl",
        "Aas, who speaks for the yard. It is too little for the", "town.",
    )  # fmt: skip
    raw = pdf([(60.0, 700.0 - 12 * number, line) for number, line in enumerate(lines)])
    assert extract("pdf", raw).text == " ".join(lines)


def test_quoted_mail_keeps_its_lines_in_a_pdf() -> None:
    """So that they are read as those of a mail in plain text are."""
    lines = ("> We pay forty million for the quay, and", "> not one more.", "That is too little.")
    raw = pdf([(60.0, 700.0 - 12 * number, line) for number, line in enumerate(lines)])
    assert extract("pdf", raw).text == f"{lines[0]}\n{lines[1]}\n\n{lines[2]}"
