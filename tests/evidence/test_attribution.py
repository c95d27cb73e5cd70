"""Ordinary text as a transcript: who said what, in which words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.planted import TEXTS, read
from tests.evidence.transcripts import line, needs_parser, sound, statements, transcript
from tests.strategies import examples

from walkaway.evidence.findings import SetAside
from walkaway.evidence.shown import marks_of
from walkaway.evidence.speech.name_table import NameTable
from walkaway.evidence.speech.statements import statements_of, statements_of_all

pytestmark = needs_parser


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maria Lopez said the port would close.", "Maria Lopez: the port would close"),
        ("“We will not sign,” said Maria Lopez.", "Maria Lopez: We will not sign"),
        ("The port, Maria Lopez said, would close.", "Maria Lopez: The port … would close."),
        ("The port would close, Maria Lopez said.", "Maria Lopez: The port would close"),
        ("According to Maria Lopez, the port would close.", "Maria Lopez: the port would close."),
        ("Maria Lopez told reporters in Leeds: “This port is finished.”",
         "Maria Lopez: This port is finished."),
        ("“We stay,” Maria Lopez said on Monday. “That is our last word.”",
         "Maria Lopez: We stay … That is our last word."),
        ("As Maria Lopez put it: “This is not over.”", "Maria Lopez: This is not over."),
        ("A spokesman for the Interior Ministry said the border would stay closed.",
         "spokesman for the Interior Ministry: the border would stay closed"),
    ],
)  # fmt: skip
def test_one_statement(text: str, expected: str) -> None:
    assert transcript(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By President Sow's account the union asked for everything. She said that it was too much.",
         ["Sow: the union asked for everything.", "Sow: it was too much"]),
        ("In the envoy's words nobody had a mandate.", ["envoy: nobody had a mandate."]),
        ("Far from there several experts borrowed a phrase from a film: “No deal is better than this one.”",
         ["several experts: No deal is better than this one."]),
        ("Maria Lopez said the port would close. The sign hung on the wall: “Keep out of the water.”",
         ["Maria Lopez: the port would close"]),
        ("[H12] The port authority said that two ships [H13] were late.",
         ["port authority: two ships [H13] were late"]),
        ("[A1] Maria Lopez said the port would close.", ["Maria Lopez: the port would close"]),
        ("On 1 March Mr Ortega said that the port would close.", ["Ortega: the port would close"]),
        ("“We would agree to some relief”. Neither government confirmed it.", []),
        ("Just as likely, says Maria Lopez of the International Port Union, the port is finished.",
         ["Maria Lopez: Just as likely … the port is finished."]),
        ("The ministry said the terms were “much too hard to bear”.",
         ["ministry: the terms were “much too hard to bear”"]),
    ],
)  # fmt: skip
def test_second_hand_prose(text: str, expected: list[str]) -> None:
    assert [line for line in transcript(text) if not line.startswith("-")] == expected


def test_what_the_writer_says_in_the_first_person_is_the_authors() -> None:
    text = "I think that the port will close. “I think it will stay open,” said Maria Lopez."
    document = replace(read(text), document=replace(read(text).document, byline="Jane Roe"))
    first, second = statements_of(document)[:2]
    assert (first.kind, first.speaker.name if first.speaker else "") == ("author", "Jane Roe")
    assert (second.kind, second.speaker.name if second.speaker else "") == ("direct", "Maria Lopez")
    assert transcript(text)[0] == "-: the port will close"  # nobody signs it


def test_they_are_never_one_person() -> None:
    text = (
        "Maria Lopez spoke for the port. Later they wanted a new quay, and they said that work would begin."
    )
    assert transcript(text) == ["they: work would begin"]


def test_an_account_keeps_the_role_behind_a_full_name() -> None:
    speaker = statements("“It went too far,” said Laura Stein of the Bern Institute.")[0].speaker
    assert speaker is not None
    assert (speaker.name, speaker.role) == ("Laura Stein", "of the Bern Institute")


def test_names_of_one_side_give_the_side_where_the_name_stays_open() -> None:
    names = NameTable.of_case({"u": ("Kato Ren", "Kato Jun"), "p": ("Ann Bell",)})
    assert names.resolve("Kato", 0) == ("Kato", "u")
    open_ = NameTable.of_case({"u": ("Kato Ren",), "p": ("Kato Jun",)})
    assert open_.resolve("Kato", 0) == ("Kato", "")


def test_a_quote_goes_on_over_sentences_and_paragraphs() -> None:
    text = (
        "“The river is low,” said Amina Sow, the governor of Tamar. “Nobody should go thirsty.\n\n"
        "“We will open the gates on Monday.”"
    )
    assert transcript(text) == [
        "Amina Sow: The river is low … Nobody should go thirsty.",
        "Amina Sow: We will open the gates on Monday.",
    ]


def test_the_role_beside_a_name() -> None:
    speaker = statements(
        "“It is a question of trust,” said Laura Stein, an economist at the University of Bern."
    )[0]
    assert speaker.speaker is not None
    assert speaker.speaker.role == "an economist at the University of Bern"
    speaker = statements("Egypt's foreign minister, Sameh Hamdi, said that talks were over.")[0]
    assert speaker.speaker is not None
    assert (speaker.speaker.name, speaker.speaker.role) == ("Sameh Hamdi", "Egypt's foreign minister")


def test_a_pronoun_is_the_last_speaker() -> None:
    assert transcript("Paul Reed spoke first. He said the quay would stay open.") == [
        "Paul Reed: the quay would stay open"
    ]


def test_a_surname_is_the_full_name_before_it() -> None:
    text = "Paul Reed came late. Reed said the quay would stay open."
    assert transcript(text, names=NameTable.of_case({"owners": ["Paul Reed"]})) == [
        "Paul Reed: the quay would stay open"
    ]
    found = statements(text, names=NameTable.of_case({"owners": ["Paul Reed"]}))[0]
    assert found.speaker is not None
    assert found.speaker.party == "owners"


def test_denials_are_negative_and_doubts_are_doubted() -> None:
    denied = statements("Paul Reed denied that 120 jobs were at risk.")[0]
    assert (denied.polarity, denied.modality) == ("negative", "asserted")
    doubted = statements("Engineers doubted that the dam could deliver that much.")[0]
    assert doubted.modality == "doubted"
    possible = statements("Paul Reed said the quay may close.")[0]
    assert possible.modality == "possible"


@pytest.mark.parametrize(
    "text",
    [
        "“I can't imagine that Carla Mora would have said she must have all of it,” said Paul Reed.",
        "Paul Reed doubts that Carla Mora said she must have all of it.",
        "If Carla Mora had said she must have all of it, the talks would be over, said Paul Reed.",
    ],
)
def test_what_is_only_imagined_is_never_credited_to_the_one_inside(text: str) -> None:
    found = statements(text)
    assert found
    assert all(s.speaker is None or "Mora" not in s.speaker.name for s in found)
    assert any(s.modality == "hypothetical" and s.speaker is None for s in found)


def test_what_stands_inside_what() -> None:
    outer, inner = statements("Paul Reed said that Carla Mora told him the deal was dead.")
    assert (outer.embedded, inner.embedded) == ("", outer.id)
    assert f"inside {outer.id}" in marks_of(inner)
    assert "inside another statement" in marks_of(inner, named=False)  # where nobody sees an id
    assert line(inner) == "Carla Mora: the deal was dead"


def test_inside_a_quote_i_is_the_one_who_speaks() -> None:
    found = statements("“I think the deal is dead and that we should go home,” said Paul Reed.")
    assert [s.speaker.name for s in found if s.speaker] == ["Paul Reed"] * len(found)
    assert {s.embedded for s in found} == {"", found[0].id}


def test_scare_quotes_are_no_statements() -> None:
    assert transcript("The so-called “river plan” was never signed.") == []


def test_nothing_comes_from_what_was_set_aside() -> None:
    text = "Paul Reed said the quay would close.\n\nRelated: Carla Mora said she would sue."
    aside = SetAside(start=text.index("Related"), end=len(text), why="related stories")
    here = replace(read(text), set_aside=(aside,))
    found = statements_of(here)
    sound(here, found)
    assert [line(s) for s in found] == ["Paul Reed: the quay would close"]


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_many_documents_give_what_each_gives(name: str) -> None:
    reads = [read(text, key) for key, text in TEXTS.items()]
    alone = statements_of(read(TEXTS[name], name))
    together = dict(zip(TEXTS, statements_of_all(reads), strict=True))[name]
    assert alone == together
    sound(read(TEXTS[name], name), alone)
    assert len(alone) >= 5


@settings(max_examples=examples(40), deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["said ", "“", "”", '"', "Reed ", "he ", "that ", "if ", ". ", ", ", "\n", "\n\n",
             "according to ", "not ", "wants ", "the deal ",
             "denied ", "was willing to ", "İ", "’", "—", "told ", "\r"]
        ),
        max_size=40,
    ).map("".join) | st.text(max_size=120)
)  # fmt: skip
def test_any_text_is_read_and_every_span_stands_in_it(text: str) -> None:
    for profile in ("normal", "caseless", "unpunctuated"):
        here = read(text, "any", profile)
        sound(here, statements_of(here))
