"""Posts, minutes and terms whose lines were wrapped: who is listed, who posts and whose position it is."""

from __future__ import annotations

import re
import textwrap

import pytest
from tests.evidence.drafted_gold import FOLDER
from tests.evidence.transcripts import needs_parser

from walkaway.errors import Faults
from walkaway.evidence.intake.pdfcolumns import PlacedWord
from walkaway.evidence.intake.pdflayout import HEAD, laid_out
from walkaway.evidence.intake.reader import read_bytes
from walkaway.evidence.speech.statements import statements_of
from walkaway.evidence.structure.paragraphs import opening, paragraph_spans


def said(text: str) -> list[tuple[str, str]]:
    read = read_bytes(text.encode(), "record.txt", Faults())
    assert read is not None
    return [
        (item.speaker.name if item.speaker else "", " ".join(" ".join(q.text for q in item.content).split()))
        for item in statements_of(read)
    ]


@needs_parser
@pytest.mark.parametrize(
    ("name", "width", "between"),
    [("posts-dam", 36, "\n\n"), ("posts-school", 36, "\n\n"), ("posts-taxi", 36, "\n\n"),
     ("minutes-port", 36, "\n\n"), ("minutes-fisheries", 72, "\n"), ("terms-supply", 72, "\n"),
     ("terms-pay", 36, "\n\n")],
)  # fmt: skip
def test_records_say_the_same_at_any_width(name: str, width: int, between: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    parts = [part.splitlines() for part in re.split(r"\n\s*\n", text)]
    filled = ("\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in p) for p in parts)
    assert said(between.join(filled)) == said(text)


@needs_parser
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_clauses_say_the_same_with_any_line_ends(end: str) -> None:
    text = (FOLDER / "terms-jv.txt").read_text(encoding="utf-8")
    lines = (textwrap.fill(part, 72, break_on_hyphens=False) for part in text.split("\n\n"))
    assert said("\n\n".join(lines).replace("\n", end)) == said(text)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [("1. Demands that all riparian states cut what they take by at least\n10 percent;", 1),
     ("Prices in the port of Merrow and on the quay, all of the year 2023\n10 percent", 2),
     ("Ann Roy @annroy · 9:30\nThe yard wants half of\nthe quay and they do\nnot pay. We still do.\n"
      "Karl Aas @karlaas · 9:55\nNo.", 4)],
)  # fmt: skip
def test_a_number_goes_on_behind_what_counts_and_a_label_never_does(text: str, paragraphs: int) -> None:
    assert len(paragraph_spans(text)) == paragraphs


def test_fields_of_a_mail_begin_lines_behind_an_address_that_was_wrapped() -> None:
    assert opening("<sdewit@polder.example>", "Date: 2 May") == opening("To: Aas", "Date: 2 May") != ""
    assert opening("It was moved to another", "Date: 2 May") != opening("To: Aas", "Date: 2 May")


def words(line: str, top: float, left: float = 50.0, size: float = 10.0) -> list[PlacedWord]:
    """A line of words with places."""
    found = []
    for word in line.split():
        wide = 0.5 * size * len(word)
        found.append(PlacedWord(word, left, left + wide, top, top + size, size))
        left += wide + 0.25 * size
    return found


def test_small_print_apart_above_a_page_is_its_head_though_there_is_one_page() -> None:
    lines = (
        "The yard wants half of the quay and says it",
        "will wait for no one, until the day is over.",
    )
    page = [*words("The Gazette, 3 March", 780, 200, 8), *words(lines[0], 700), *words(lines[1], 688)]
    laid = laid_out([page])
    assert laid.text.startswith(" ".join(lines))
    assert [(laid.text[a:b], why) for a, b, why in laid.aside] == [("The Gazette, 3 March", HEAD)]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("The council will not be\u2010", "come the owner of all.", "not become the owner"),
        ("The minister, Ms ADE\u2010", "BAYO, said that it was so.", "Ms ADEBAYO, said"),
        ("The dialogue of the non-", "Muslim and others there.", "the non-Muslim and"),
        ("The lawyers of Franco-", "German firms were there.", "Franco-German firms"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_whole(first: str, second: str, whole: str) -> None:
    before = "We come and they come and all of them come to no end at all"
    page = [*words(before, 712), *words(f"{'and ' * 8}{first}", 700), *words(second, 688)]
    assert whole in laid_out([page]).text
