"""One act told in two ways is a conflict of accounts, whatever names the side that did it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.evidence.planted import read
from tests.evidence.transcripts import needs_parser

from walkaway.case import read_case_text
from walkaway.evidence.gathering import gather
from walkaway.evidence.speech.conflicts import conflicts_of
from walkaway.evidence.speech.statements import statements_of
from walkaway.evidence.speech.told_deeds import Doers

SIDES = {
    "torvik": "torvik", "ole dahl": "torvik", "dahl": "torvik", "skagen": "skagen", "anna vik": "skagen",
    "vik": "skagen", "the port": "port", "jon aas": "port", "aas": "port", "the dockers": "dockers",
    "rosa lind": "dockers", "lind": "dockers",
}  # fmt: skip


def proposed(text: str) -> list[tuple[str, str]]:
    """What conflicts are proposed in a report, each with the words that it goes by."""
    document = read(text, "report")
    named = {side for name, side in SIDES.items() if name in text.lower()}
    doers = Doers(lambda name: SIDES.get(name.casefold(), ""), frozenset(named), frozenset(SIDES))
    return [(found.type, found.why) for found in conflicts_of(statements_of(document), [document], doers)]


@needs_parser
@pytest.mark.parametrize(
    "denial", ["Officials of Karsova said they had made no offer.",
               "“There is no such offer,” a clerk of Karsova said."]
)  # fmt: skip
def test_what_a_stranger_never_did_and_what_is_called_such_deny_no_act_of_a_side(denial: str) -> None:
    assert proposed(f"The port offered 4 percent, Jon Aas said. {'It rained all day. ' * 15}{denial}") == []
    assert proposed("The port offered 4 percent, Jon Aas said. “No offer was made,” said Rosa Lind.")


@needs_parser
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Torvik demanded 900 tonnes, Anna Vik said. Ole Dahl said his delegation had demanded 600 tonnes.",
         ("differs in number", "“900 tonnes” against “600 tonnes”")),
        ("“Torvik released 40 prisoners,” Anna Vik said. “We released 60 prisoners,” Ole Dahl said.",
         ("differs in number", "“40 prisoners” against “60 prisoners”")),
        ("The port offered 2 percent, according to Rosa Lind. Jon Aas said his side had offered 4 percent.",
         ("differs in number", "“2 percent” against “4 percent”")),
        ("“We were offered 2 percent,” Rosa Lind said. Jon Aas said the port had offered 4 percent.",
         ("differs in number", "“2 percent” against “4 percent”")),
        ("“No proposal was made,” Anna Vik said. Ole Dahl said his side had proposed a quota of 60 tonnes.",
         ("contradicts", "one side denies what the other says on “proposal”")),
        ("“Torvik refused to free a single man,” Anna Vik said. “We never refused to free "
         "anybody,” said Ole Dahl.", ("contradicts", "one side denies what the other says on “refused”")),
        ("“There was never a written offer,” Rosa Lind said. Jon Aas said the port had offered 4 percent. “"
         "It was 4 percent, in writing,” Aas said.",
         ("contradicts", "one side denies what the other says on “offer”")),
        ("“You wanted 9 percent,” Jon Aas said. Rosa Lind said the dockers had wanted 6 percent.",
         ("differs in number", "“9 percent” against “6 percent”")),
        ("Torvik owed Skagen 90 million crowns, Vik said. “We owed 50 million crowns,” said Ole Dahl.",
         ("differs in number", "“90 million crowns” against “50 million crowns”")),
        ("“We have never rejected mediation,” said Rosa Lind. The dockers rejected mediation, Jon Aas said.",
         ("contradicts", "one side denies what the other says on “rejected”")),
        ("No threat was made, Anna Vik said. Skagen had threatened to seize the boats, Ole Dahl said.",
         ("contradicts", "one side denies what the other says on “threat”")),
        ("“We have not fired a single shot,” said Ole Dahl. Torvik had fired 14 rounds, Anna Vik said.",
         ("contradicts", "one side denies what the other says on “fired”")),
        ("On Monday the port cut 40 jobs, Rosa Lind said. “We cut 9 jobs,” said Jon Aas.",
         ("differs in number", "“40 jobs” against “9 jobs”")),
        ("“The port never offered more than 2 percent,” Rosa Lind said. “We offered 4 percent,” Aas said.",
         ("contradicts", "one side denies what the other says on “offered”")),
    ],
)  # fmt: skip
def test_one_act_of_a_side_told_in_two_ways(text: str, expected: tuple[str, str]) -> None:
    assert proposed(text) == [expected]


@needs_parser
@pytest.mark.parametrize(
    "text",
    [
        "Skagen first offered 300 tonnes, Ole Dahl said. “We later offered 500 tonnes,” Anna Vik said.",
        "Skagen offered 300 tonnes on Monday, Dahl said. “We offered 500 tonnes on Friday,” Anna Vik said.",
        "Skagen offered 300 tonnes of cod, Ole Dahl said. “We offered 500 tonnes of herring,” Anna Vik said.",
        "“We offered 300 tonnes,” Ole Dahl said. “We offered 500 tonnes,” Anna Vik said.",
        "Skagen could offer 300 tonnes, Ole Dahl said. “We would offer 500 tonnes,” Anna Vik said.",
        "“Torvik released at least 40 prisoners,” Anna Vik said. “We released 60 prisoners,” Ole Dahl said.",
        "The port asked for 20 years, Rosa Lind said. “We asked for 12 million euros,” Jon Aas said.",
        "“There was never a written offer,” Rosa Lind said. Jon Aas said the port had offered 4 percent.",
        "The port refused to fix the crane, Rosa Lind said. “We never refused to sign,” said Jon Aas.",
        "“We will never offer 9 percent,” Jon Aas said. The port offered 9 percent, Rosa Lind said.",
        "“No agreement was reached,” Rosa Lind said. “We demanded an agreement of 2 years,” Jon Aas said.",
        "Skagen offered 300 tonnes a year, Ole Dahl said. “We offered 25 tonnes a month,” Anna Vik said.",
        "Torvik would release 40 men, Anna Vik said. “We have released 60 men,” Ole Dahl said.",
        "“We never offered money,” Jon Aas said. The port offered training, Rosa Lind said.",
        "Her side had lost 3 ships, Rosa Lind said. His side had sold 5 ships, Jon Aas said.",
    ],
)
def test_what_may_be_another_act_is_no_conflict(text: str) -> None:
    assert proposed(text) == []


@needs_parser
def test_they_in_an_interview_are_those_whom_the_question_names(tmp_path: Path) -> None:
    """What two documents tell is compared by the sides that the documents themselves name."""
    talk = tmp_path / "talk.txt"
    talk.write_text(
        "INTERVIEW WITH NORA FINCH, DIRECTOR OF MERROW PORT\n\n"
        "ANNA REUS: Did Ashby Council offer 15 years?\n\nFINCH: No. They offered 10 years.\n\n"
        "ANNA REUS: And you?\n\nFINCH: We demanded 20 years.\n",
        encoding="utf-8",
    )
    news = tmp_path / "news.txt"
    news.write_text(
        "Quay talks fail\n\nAshby Council and Merrow Port met about the quay. Tom Reed, the leader of Ashby "
        "Council, said his council had offered 15 years. Merrow Port demanded 20 years, Reed said.\n",
        encoding="utf-8",
    )
    (conflict,) = gather([news, talk]).conflicts
    assert conflict.why == "“15 years” against “10 years”"


@needs_parser
def test_whose_act_is_told_is_known_by_the_case_where_there_is_one(tmp_path: Path) -> None:
    case = read_case_text("""
case: 1
title: Quay
parties:
  d: {title: The dockers' union, short: Union, aliases: [Tomas Berg]}
  p: {title: The port, aliases: [Maria Lopez]}
issues: {pay: {title: Pay, options: {a: A}}}
preferences: {d: {scores: {pay: {a: 1}}}, p: {scores: {pay: {a: 1}}}}
""")
    news = tmp_path / "news.txt"
    news.write_text(
        "“The union lost 4 men,” said Maria Lopez. “We lost 9 men,” said Tomas Berg.\n",
        encoding="utf-8",
    )
    assert [one.type for one in gather([news], case=case).conflicts] == ["differs in number"]
