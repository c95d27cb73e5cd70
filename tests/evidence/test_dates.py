"""When a document says that it was made: in its own words, not its file's, and without a year of ours."""

from __future__ import annotations

import pytest
from tests.evidence.transcripts import needs_parser

from walkaway.errors import Faults
from walkaway.evidence.drafting.first_case import draft_case
from walkaway.evidence.findings import MADE, Document, Read
from walkaway.evidence.intake.reader import read_bytes
from walkaway.evidence.speech.statements import statements_of_all
from walkaway.evidence.structure.dates import dated_line

BODY = "The talks between Veldra and Sorania over the dam broke up at night, said Lena Brandt of Veldra. " * 2
MINUTES = "Present: Lena Brandt (LB), Idris Kallam (IK)\n\nLB asked for 40 cubic metres.\n\nIK offered 35.\n"
ARTICLES = "\n\nArticle 1\nSorania shall release [Veldra: 40] [Sorania: 30].\n\nArticle 2\nIt ends.\n"


def read(text: str, name: str = "it.txt") -> Read:
    found = read_bytes(text.encode(), name, Faults())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        (f"Talks stall\n\nBy Tomas Ilk\n\nKASTROW, 3 March — {BODY}", "3 March, year not given"),
        (f"Talks stall\n\nKASTROW, Veldra, March 3 (AP) — {BODY}", "March 3, year not given"),
        (f"Gespräche stocken\n\nKASTROW, 3. März – {BODY}", "3. März, year not given"),
        (f"Talks stall\n\nKASTROW, 3 March — {BODY}\n\nNot that of 5 June 2015.", "3 March, year not given"),
        (f"Talks stall\n\nKASTROW, 31 December — {BODY}\n\nPublished 2 January 2026", "31 December 2025"),
        (f"Talks stall\n\nKASTROW, 3 March — {BODY}\n\nThey met on 3 March 2026.", "3 March 2026"),
        (f"Talks stall\n\nUpdated 4 March 2026\n\nKASTROW, 3 March — {BODY}", "4 March 2026"),
        (f"Talks stall\n\nOn 3 March they met and left again. {BODY}", ""),
        (f"Talks to resume 5 March\n\n{BODY}", ""),
        (f"Minutes of the fourth session\n\nKastrow, 2 March, 14:00\n\n{MINUTES}", "2 March, year not given"),
        (f"Minutes of the meeting held on 2 March\n\n{MINUTES}", "2 March, year not given"),
        (f"Draft treaty on the dam\n\nText of 1 March. [X] is open.{ARTICLES}", "1 March, year not given"),
        (f"Treaty on the dam{ARTICLES}\nDone at Kastrow on 1 March 2026 in two copies.\n", "1 March 2026"),
    ],
)  # fmt: skip
def test_a_document_has_the_date_that_it_says_and_no_year_of_ours(text: str, dated: str) -> None:
    assert read(text).document.dated == dated


def test_a_file_says_when_it_was_made_and_nothing_else() -> None:
    about = {"date": "2013-12-23T23:15:00Z", "date_how": f"{MADE}, created"}
    document = Document(name="a", file="a.docx", text="No.", raw_sha256="", sha256="", **about)  # type: ignore[arg-type]
    assert document.dated == "file created 2013-12-23"
    assert Read(document=document, set_aside=(), passages=()).date_at(0) == ""


TALK = (
    "\n\nANNA REUS (Radio Kastrow): Is it sold?\n\nMINISTER BRANDT: No.\n\nANNA REUS: Will you?\n\n"
    "MINISTER BRANDT: We will not.\n"
)


@pytest.mark.parametrize(
    "head",
    [
        "INTERVIEW WITH MINISTER LENA BRANDT\nRadio Kastrow, 5 March",
        "MINISTER LENA BRANDT\nKastrow (Veldra), 5 March 2026, 18:00",
        "ANNA REUS TALKS TO MINISTER BRANDT\nTV Marn, March 5\nTranscript by our own staff",
        "MINISTER LENA BRANDT ON THE DAM\nAired: 5 March, 19:30",
        "Minister Lena Brandt\n\nLena Brandt spoke to Anna Reus about the dam, and we print all of it.",
    ],
)
def test_what_stands_below_a_title_is_nobodys_words(head: str) -> None:
    assert [turn.name for turn in read(head + TALK).turns] == 2 * ["ANNA REUS", "MINISTER BRANDT"]


def test_an_office_alone_speaks_above_other_labels_and_an_answer_dates_nothing() -> None:
    found = read("MODERATOR\nWelcome to you all." + TALK.replace("No.", "Veldra City, 1 March 2026"))
    assert [turn.name for turn in found.turns][:2] == ["MODERATOR", "ANNA REUS"]
    assert found.document.dated == ""


@pytest.mark.parametrize(
    "line",
    ["Talks to resume 5 March", "We met on 5 March.", "Will you sign on 5 March?", "Norvik votes on 5 March"],
)
def test_a_sentence_with_a_date_is_no_dateline(line: str) -> None:
    assert dated_line(line) is None


MAIL = (
    "From: Pavel Dorn <p@v.example>\nTo: Lena Brandt <l@v.example>\nDate: Wed, 4 Mar 2026 08:12:00 +0100\n"
    "Subject: Fee\n\nVeldra offers USD 12 million a year. Veldra refused to pay USD 20 million.\n\n{wrote}\n"
    "> Sorania demands USD 16 million a year. Sorania refused to admit inspectors.\n"
)


@needs_parser
@pytest.mark.parametrize(
    "wrote",
    [
        "On Tue, 3 Mar 2026 at 21:40, Samira Noor <s@s.example> wrote:",
        "> From: Samira Noor <s@s.example>\n> Sent: Tue, 3 Mar 2026 at 21:40\n> To: Pavel Dorn\n>",
    ],
)
def test_what_a_mail_quotes_has_its_own_date_and_a_draft_the_latest(wrote: str) -> None:
    found = read(MAIL.format(wrote=wrote), "fee.eml")
    (said,) = statements_of_all([found])
    told = {item.speaker.name: found.date_at(item.content[0].start) for item in said if item.speaker}
    assert (told["Pavel Dorn"], told["Samira Noor"]) == ("Wed, 04 Mar 2026 08:12", "Tue, 3 Mar 2026 at 21:40")
    case = draft_case([found, read(f"Talks stall\n\nKASTROW, 9 May — {BODY}")], said)
    assert 'as_of: "2026-03-04"  # the latest date that a document gives: fee' in case
    assert 'when: "reported Tue, 3 Mar 2026 at 21:40"' in case
    assert "# as_of: no document gives a date with its year" in draft_case([read(BODY)], ())
