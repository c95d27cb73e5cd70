"""Mail whose lines a program wrapped anew: who wrote the lines that lost their marks, and who answered."""

from __future__ import annotations

import textwrap

import pytest

from walkaway.errors import Faults
from walkaway.evidence.intake.reader import read_bytes
from walkaway.evidence.speech.statements import statements_of
from walkaway.evidence.structure.paragraphs import depths_of

HEAD = """\
From: Ann Roy <ann.roy@quay.example>
To: Bo Lee <bo.lee@yard.example>, Cy Dahl <cy.dahl@yard.example>
Date: Mon, 4 May 2026 10:00:00 +0100
Subject: Re: The northern quay and what is to become of it

Dear Bo,

We have thought about it for a week and we cannot sell the northern quay to anybody this year.

On Fri, 1 May 2026 at 09:30, Bo Lee <bo.lee@yard.example> wrote:

"""
QUOTED = """\
> The yard would like to buy the northern quay and is ready to pay forty
> million for it before the summer. We would keep the old crane there and
> give the town the eastern shed. We cannot wait until the council has
> voted on the harbour plan.
"""


def said(text: str) -> dict[str, str]:
    """Who wrote which words; under "" what is told apart from all."""
    read = read_bytes(text.encode(), "mail.txt", Faults())
    assert read is not None
    found: dict[str, str] = {}
    for turn in read.turns:
        words = " ".join(read.document.text[a:b].replace("\n> ", " ") for a, b in turn.content)
        found[turn.name] = f"{found.get(turn.name, '')} {' '.join(words.split())}".strip()
    aside = (read.document.text[each.start : each.end] for each in read.set_aside if "answer" in each.why)
    return found | {"": " ".join(aside)}


def wrapped(text: str, width: int) -> str:
    return "\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in text.split("\n"))


@pytest.mark.parametrize("width", [38, 50, 60, 68])
def test_quoted_lines_that_were_wrapped_anew_stay_their_writers(width: int) -> None:
    whole, anew = said(HEAD + QUOTED), said(wrapped(HEAD + QUOTED, width))
    assert anew == whole
    assert set(whole) == {"Ann Roy", "Bo Lee", ""}
    assert whole[""] == ""


@pytest.mark.parametrize("answer", ["No.", "fine with me", "Forty million is too little for us."])
@pytest.mark.parametrize("after", range(1, 5))
def test_an_answer_between_quoted_lines_stays_its_writers(answer: str, after: int) -> None:
    """Nothing was wrapped anew here: what has no mark was typed, even in the middle of a sentence."""
    lines = QUOTED.splitlines()
    told = said(HEAD + "\n".join((*lines[:after], answer, *lines[after:])))
    assert answer in told["Ann Roy"]
    assert answer not in told["Bo Lee"]


def test_an_answer_below_lines_that_were_wrapped_anew_stays_its_writers() -> None:
    anew = wrapped(HEAD + QUOTED, 60)
    before, shed, rest = anew.partition("forty\n")
    told = said(f"{before}{shed}We want fifty.\n{rest}")
    assert "We want fifty." in told["Ann Roy"]
    assert "We want fifty." not in told["Bo Lee"]


def test_what_may_be_an_answer_or_the_rest_of_a_line_is_nobodys() -> None:
    """Behind the end of a sentence that fills its line nothing tells whether the next one was quoted."""
    text = (
        "> We would keep the crane and all\nof it.\n> The yard pays, and it pays now.\nWaiting is no use.\n"
    )
    assert depths_of(text + "> The council would like to keep\nhalf.") == (1, 1, 1, None, 1, 1)


def test_a_header_goes_on_in_lines_that_are_not_indented() -> None:
    head = (
        HEAD.replace(", Cy Dahl", ",\nCy Dahl")
        .replace("Roy <ann", "Roy\n<ann")
        .replace(" Lee <bo.lee@yard.example> wrote", "\nLee <bo.lee@yard.example> wrote")
    )
    assert said(head + QUOTED) == said(HEAD + QUOTED)


@pytest.mark.parametrize(
    "text",
    [
        "On 11 Mar 2025 at 6:02 PM Ari Vega <a@x.example> wrote:\n\n> On 11 Mar 2025 at 9:15 AM Joy Beck "
        "<j@x.example> wrote:\n>\n>> We want it all.\n>\n> We keep the heads.\n\nNo.\n",
        "Ari Vega schrieb am 21.09.25 um 18:10:\n> Am 20.09.25 um 22:31 schrieb Joy Beck:\n"
        ">> We want it all.\n> We keep the heads.\n\nNo.\n",
        "3 марта 2025 г., 10:15, Ari Vega <a@x.example> пишет:\n> On 2 Mar 2025 Joy Beck wrote:\n"
        ">> We want it all.\n> We keep the heads.\n\nNo.\n",
    ],
)
def test_quoted_lines_of_three_writers_are_each_theirs(text: str) -> None:
    read = read_bytes(
        f"From: Bea Lind <b@x.example>\nTo: all\nSubject: Fish\n\n{text}".encode(), "m.txt", Faults()
    )
    assert read is not None
    assert [(turn.name, read.document.text[slice(*turn.content[0])]) for turn in read.turns] == [
        ("Joy Beck", "We want it all."), ("Ari Vega", "We keep the heads."), ("Bea Lind", "No."),
    ]  # fmt: skip


def test_no_mark_of_quoting_stands_in_what_is_said() -> None:
    read = read_bytes((HEAD + QUOTED).encode(), "m.txt", Faults())
    assert read is not None
    told = " ".join(item.on_one_line for item in statements_of(read))
    assert (
        "ready to pay forty million for it before the summer. We would keep the old crane there and give"
        in told
    )
