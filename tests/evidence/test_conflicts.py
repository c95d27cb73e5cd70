"""Conflicts are proposed by structure and typed; agreement is not a conflict."""

from __future__ import annotations

import pytest
from tests.evidence.planted import read
from tests.evidence.transcripts import needs_parser

from walkaway.evidence.findings import Conflict
from walkaway.evidence.speech.conflicts import conflicts_of
from walkaway.evidence.speech.statements import statements_of


def conflicts(*texts: str) -> tuple[Conflict, ...]:
    reads = [read(text, f"d{number}") for number, text in enumerate(texts)]
    found = [s for r in reads for s in statements_of(r)]
    return conflicts_of(found, reads)


def types(*texts: str) -> list[str]:
    return [conflict.type for conflict in conflicts(*texts)]


@needs_parser
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Paul Reed said the owners offered a blanket ban on night shifts.",
         "Carla Mora said the owners offered a partial ban on night shifts.", "differs in degree"),
        ("Paul Reed said the owners offered a rise of 4 percent in wages.",
         "Carla Mora said the owners offered a rise of 2 percent in wages.", "differs in number"),
        ("Paul Reed said all members would vote for the lease.",
         "Paul Reed said some members would vote for the lease.", "differs in degree"),
        ("Paul Reed said a third of the members paid their dues.",
         "Carla Mora said two thirds of the members paid their dues.", "differs in degree"),
        ("Paul Reed said all members voted for the ban on fishing.",
         "Carla Mora said some members voted against the ban on fishing.", "differs in degree"),
        ("Paul Reed said a majority of members backed the lease.",
         "Carla Mora said a minority of members backed the lease.", "differs in degree"),
        ("“They want all of the quay lease back,” Paul Reed said.",
         "“In March we asked for some of the quay lease, not all,” Carla Mora said.", "differs in degree"),
        ("Paul Reed said both sides had signed the lease.",
         "Carla Mora said neither side had signed the lease.", "contradicts"),
        ("Paul Reed said the yard offered forty million euros for the quay.",
         "Carla Mora said the yard offered fifty million euros for the quay.", "differs in number"),
        ("Paul Reed said the yard would pay more than 40 million euros for the quay.",
         "Carla Mora said the yard would pay less than 40 million euros for the quay.", "differs in number"),
        ("Paul Reed said the owners closed the northern quay.",
         "Carla Mora said the owners never closed the northern quay.", "contradicts"),
        ("Paul Reed said the owners closed the northern quay.",
         "Carla Mora denied that the owners closed the northern quay.", "contradicts"),
        ("Paul Reed said the owners closed the quay.",
         "Paul Reed said the owners never closed the quay.", "contradicts"),
        ("Paul Reed said the union demanded an end to night shifts.",
         "Carla Mora said that Reed misrepresented the demand on night shifts.", "disputes"),
    ],
)  # fmt: skip
def test_a_conflict(one: str, other: str, expected: str) -> None:
    assert expected in types(one, other)


@needs_parser
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Paul Reed said no agreement was reached.", "“We had to walk away from that,” said Carla Mora."),
        ("Paul Reed said this is the start of a long process.", "Carla Mora said talks would take years."),
        ("Paul Reed said the owners closed the quay.",
         "Carla Mora said the owners closed the northern quay."),
        ("Paul Reed said all members voted for the ban on fishing.",
         "Carla Mora said some members voted against the tax on boats."),
        ("Paul Reed said one half of the members paid their dues.",
         "Carla Mora said half of the members paid their dues."),
        ("Paul Reed said wages would rise by 4 percent.", "Carla Mora said 12 ships wait outside."),
    ],
)  # fmt: skip
def test_no_conflict(one: str, other: str) -> None:
    assert types(one, other) == []


REAL = """
the owners accepted the offer on wages|the owners rejected the offer on wages
the yard would pay 40 million euros for the quay|the yard would pay 45 million euros for the quay
the owners wanted the whole quay|the owners wanted half of the quay
the council had agreed to the lease|the council had never agreed to any lease
the dam was safe|the dam was not safe
the dam was safe for the town|the dam was unsafe for the town
120 jobs were at risk at the yard|300 jobs were at risk at the yard
prices would rise next year|prices would fall next year
inspectors were given access to all sites|inspectors were given access to some sites
the minister supported the plan for the river|the minister opposed the plan for the river
"""
OTHER_THINGS = """
120 jobs were at risk at the yard|the yard had 300 jobs in 1990
the owners would not raise wages this year|the owners had raised prices this year
the council would not sell the northern quay|the council would sell the southern quay
the treaty did not mention inspections of the lake|the treaty mentions the price of water
wages rose by 4 percent in the north|wages rose by 2 percent in the south
the talks did not end on Monday|the talks about the quay went on until Tuesday
the government could not accept the demand for a court|the government had received the demand for a court
many people lost their homes in the flood|all people should leave their homes before the flood
the yard would not pay for the crane in March|the yard would pay for the crane in May
"""


def proposed(pairs: str) -> int:
    split = (line.split("|") for line in pairs.strip().splitlines())
    return sum(bool(types(f"Paul Reed said {a}.", f"Carla Mora said {b}.")) for a, b in split)


@needs_parser
def test_a_part_that_is_not_all_of_it_stands_against_the_whole_though_they_share_one_word() -> None:
    told = "Ruth Aldous said that the line had demanded the whole subsidy back."
    answered = "“We asked for part of the subsidy, not all of it,” Tom Reyes said."
    assert types(f"{told}\n\n{answered}") == ["differs in degree"]
    assert types(f"{told}\n\n{answered.replace(', not all of it', '')}") == []


@needs_parser
def test_conflicts_are_about_one_thing() -> None:
    assert proposed(REAL) == len(REAL.strip().splitlines())
    assert proposed(OTHER_THINGS) == 0


@needs_parser
def test_the_likeliest_conflict_stands_first() -> None:
    texts = [
        "Paul Reed said the owners may close the quay to all ships in winter.",
        "Carla Mora said the owners would close the quay to some ships from the north this winter.",
        "Paul Reed said the yard offered 40 million euros for the crane.",
        "Carla Mora said the yard offered 45 million euros for the crane.",
    ]
    assert types(*texts) == ["differs in number", "differs in degree"]


@needs_parser
@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Paul Reed said the lake was 80 percent full. Carla Mora said it was 55 percent full.",
         ["differs in number"]),
        ("Paul Reed said the sides had met nine times. Carla Mora said they had met six times.",
         ["differs in number"]),
        ("Paul Reed said they had agreed to a quota. Carla Mora said nothing of the kind was agreed.",
         ["disputes"]),
        ("Paul Reed said the yard would pay 80 percent. Carla Mora said it would accept 90 percent.", []),
        ("Paul Reed said the lake was 80 percent full. Carla Mora said it was 55 metres deep.", []),
        ("Paul Reed said the guns were 2 miles back. Carla Mora said they were 5 miles back as promised.",
         ["differs in number"]),
    ],
)  # fmt: skip
def test_what_is_said_right_behind_may_answer_it(told: str, expected: list[str]) -> None:
    assert types(told) == expected


@needs_parser
def test_what_each_of_two_sides_wants_is_no_conflict() -> None:
    letter = "Dear Ms Orr,\n\nWe will pay a host fee of 5 dollars for each ton.\n\nYours,\n\nLyle Hatch\n"
    assert types(letter, "The town of Ashby demanded a host fee of 7 dollars for each ton.") == []
    assert types(letter, "Hatch offered a host fee of 4 dollars for each ton.") == []
    asked = "Paul Reed said the yard had never asked for a meeting about the quay."
    assert types(asked, "Carla Mora said the yard had asked for a meeting about the quay.") == ["contradicts"]


@needs_parser
def test_a_demand_that_is_refused_is_no_account_that_is_disputed() -> None:
    heard = "Two people said the city was prepared to lower its demand for rent to $2.6 million."
    assert types(heard, "The Rovers rejected a demand by the city for rent of $3.2 million a year.") == []
    assert types("Two people said the city cut the rent.", "Jo Lund denied that the city cut the rent.")


@needs_parser
def test_what_stands_in_another_statement_is_in_one_conflict_with_it() -> None:
    told = "Paul Reed said Carla Mora had told him that the owners closed the northern quay."
    assert types(told, "Jo Lund said the owners never closed the northern quay.") == ["contradicts"]


@needs_parser
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Paul Reed said the landlord refused to repair the tables.",
         "Carla Mora said the landlord had repaired the tables.", "“repair”, “tables”"),
        ("Paul Reed said the bank had paid the wages of the crew.",
         "Carla Mora said the bank had not paid the wages of the crew.", "“paid”, “wages”, “crew”"),
        ("Paul Reed said the council turned down the loan in June.",
         "Carla Mora said the council had accepted the loan in June.", "“accepted”, “loan”, “June”"),
        ("Paul Reed said all fishing licences had been renewed.",
         "Carla Mora said few fishing licences had been renewed.", "(both on “fishing”)"),
    ],
)  # fmt: skip
def test_a_conflict_is_told_in_words_of_the_documents(one: str, other: str, expected: str) -> None:
    (conflict,) = conflicts(one, other)
    assert expected in conflict.why
