"""Forms as they come in from offices and phones: who speaks in them, and their title and date."""

from __future__ import annotations

from typing import Final

import pytest
from tests.evidence.transcripts import line, needs_parser

from walkaway.errors import Faults
from walkaway.evidence.findings import Read
from walkaway.evidence.intake.reader import read_bytes
from walkaway.evidence.speech.statements import statements_of

OFFICE_LETTER: Final = """Ministry of Ports
14 Canal Street

12 November 2023

Mr. Karl Aas
Chairman, Halvor Yard

Dear Mr. Aas,

We will not accept a tariff above 9 cents.

President Dahl said on Friday that Norvik would not buy the yard.

Yours sincerely,

Nora Vik
Minister for Ports
"""
PHONES: Final = """[03/03/2024, 10:02:11] Ann Roy: they came back with 5 percent
[03/03/2024, 10:03:02] Ann Roy: they'd go to 6
[03/03/2024, 10:04:15] +44 7700 900123: I won't drop the bonus
and that is final
[03/03/2024, 10:06:30] Ann Roy: deal?
"""
PRESS: Final = """John Kirby
Daily Press Briefing
Washington, DC

MR KIRBY: Afternoon, everybody.

QUESTION: Are the talks over?

MR KIRBY: No.
"""
HOUSE: Final = """Fishing Talks: Norvik

Nora Vik (North Quay) (Ind): Will the Minister give way?

The Minister for Ports (Karl Aas): I will not. They offered 30,000 tonnes.

4.15 pm

Per Dahl (South Quay) (Ind): I am grateful.

Question put and agreed to.
"""
MINUTES: Final = """Quay Board

Minutes of the meeting held on Wednesday 29 May 2019

Present: Nora Vik (Chair), Mike Calloway (MC)
Apologies: Paul Winkle (PW)

1. Berth 4
PW had written to say that he opposed the closure. MC disagreed and proposed closing the berth for ten weeks.
"""
TREATY: Final = """Treaty between Norvik and Halvor

Article 1
Norvik shall release not less than 40 cubic metres per second.

Article 2
Halvor undertakes to pay Norvik USD 12 million a year.

Article 3
Neither Party shall build a dam.
"""
TERMS: Final = """Term sheet: the Halvor Yard

Issuer:  Halvor Yard plc, a company (the "Company").
Valuation:  [Investor: $30 million] [Company: $38 million]
Preference:  The Investor requires 1x participating. [Founders' comment: not acceptable]
Fees:  The Company shall pay the fees of counsel up to $50,000. [Investor to confirm: $60,000]
"""
OUTLOOK: Final = """From: Nora Vik <n.vik@example.org>
Sent: Thursday, May 15, 2025 4:41 PM
To: Karl Aas
Subject: RE: wages

We reject the two scales.

-----Original Message-----
From: Karl Aas
Sent: Thursday, May 15, 2025 11:08 AM
To: Nora Vik
Subject: wages

We cannot pay 6 percent.
"""
TOLD: Final = {
    "letter": (OFFICE_LETTER, [
        "Nora Vik: We will not accept a tariff above 9 cents. … President Dahl said on Friday that Norvik "
        "would not buy the yard.",
        "Dahl: Norvik would not buy the yard",
    ]),
    "posts": (PHONES, [
        "Ann Roy: they came back with 5 percent",
        "Ann Roy: they'd go to 6",
        "+44 7700 900123: I won't drop the bonus\nand that is final",
        "Ann Roy: deal?",
    ]),
    "press": (PRESS, [
        "John Kirby: Afternoon, everybody.",
        "QUESTION: Are the talks over?",
        "John Kirby: No.",
    ]),
    "house": (HOUSE, [
        "Nora Vik: Will the Minister give way?",
        "Karl Aas: I will not. They offered 30,000 tonnes.",
        "Per Dahl: I am grateful.",
    ]),
    "minutes": (MINUTES, [
        "Paul Winkle: he opposed the closure",
        "Mike Calloway: closing the berth for ten weeks",
    ]),
    "treaty": (TREATY, [
        "Norvik: release not less than 40 cubic metres per second.",
        "Halvor: to pay Norvik USD 12 million a year.",
        "Neither Party: build a dam.",
    ]),
    "terms": (TERMS, [
        "Investor: $30 million",
        "Company: $38 million",
        "Investor: 1x participating.",
        "Founders: not acceptable",
        "Company: pay the fees of counsel up to $50,000.",
        "Investor: $60,000",
    ]),
}  # fmt: skip


def read_text(text: str) -> Read:
    read = read_bytes(text.encode(), "doc.txt", Faults())
    assert read is not None
    return read


@needs_parser
@pytest.mark.parametrize(("text", "told"), TOLD.values(), ids=list(TOLD))
def test_who_says_what(text: str, told: list[str]) -> None:
    assert [line(item) for item in statements_of(read_text(text))] == told


@needs_parser
def test_at_least_forty_is_an_undertaking_and_neither_is_a_refusal() -> None:
    polarity = [item.polarity for item in statements_of(read_text(TREATY))]
    assert polarity == ["positive", "positive", "negative"]


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        (OUTLOOK, "RE: wages", "Thursday, May 15, 2025"),
        (MINUTES, "Minutes of the meeting held on Wednesday 29 May 2019", "Wednesday 29 May 2019"),
    ],
    ids=["mail", "minutes"],
)
def test_title_and_date_are_those_that_the_form_tells(text: str, title: str, date: str) -> None:
    document = read_text(text).document
    assert (document.title, document.date) == (title, date)
