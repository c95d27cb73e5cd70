"""Who speaks: the innermost verb, the nearest subject that agrees; otherwise nobody, never another person."""

from __future__ import annotations

import pytest
from tests.evidence.transcripts import line, needs_parser, statements, transcript

from walkaway.evidence.speech.name_table import NameTable

pytestmark = needs_parser


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("“Half is enough,” Nora Vik said, quoting Karl Aas.", "Nora Vik"),
        ("The mayor, quoting Karl Aas, said “half is enough”.", "mayor"),
        ("“Half is enough,” Nora Vik quoted Karl Aas as saying.", "Nora Vik"),
        ("Nora Vik quoted Karl Aas: “Half is enough for us.”", "Nora Vik"),
        ("“Half is enough,” Nora Vik said, citing Karl Aas.", "Nora Vik"),
        ("Nora Vik said half was enough, citing Karl Aas.", "Nora Vik"),
        ("The Gazette, citing Karl Aas, said half was enough.", "Gazette"),
        ("Citing Karl Aas, the Gazette said half was enough.", "Gazette"),
        ("Half was enough, the Gazette said, quoting a letter from Karl Aas.", "Gazette"),
        ("According to Reuters, citing Karl Aas, half was enough.", ""),
        ("The paper reported Karl Aas as saying that half was enough.", "paper"),
        ("“Half is enough,” the paper reported Karl Aas as saying.", "paper"),
        ("Half was enough, Karl Aas was quoted as saying by the Gazette.", ""),
        ("Nora Vik cited Karl Aas: “Half is enough for us.”", ""),
        ("Read a statement from Karl Aas: “Half is enough.”", ""),
        ("A spokesman read out a statement from Karl Aas: “Half is enough.”", "spokesman"),
        ("The mayor relayed a message from Karl Aas: “Half is enough for us.”", ""),
        ("Nora Vik repeated Karl Aas’s words: “Half is enough for us.”", "Nora Vik"),
        ("Karl Aas, as quoted by the Gazette, said half was enough.", "Gazette"),
        ("Nora Vik told the court that Karl Aas had assured her that half was enough.", "Nora Vik"),
        ("A statement from Karl Aas, read by Nora Vik, said half was enough.", ""),
        ("Nora Vik recalled Karl Aas saying that half was enough.", ""),
        ("Nora Vik tweeted a statement by Karl Aas: “Half is enough.”", "Nora Vik"),
        ("The letter, signed by Karl Aas, said that half was enough.", ""),
        ("Karl Aas is reported to have said that half was enough.", ""),
        ("It was Karl Aas who said that half was enough.", ""),
        ("Karl Aas was quoted by the Gazette as saying that half was enough.", ""),
        ("Karl Aas was quoted on Monday as saying: “Half is enough.”", ""),
        ("The Gazette quoted Karl Aas as saying that half was enough.", "Gazette"),
        ("Nora Vik read out a letter in which Karl Aas wrote: “Half is enough.”", ""),
        ("Nora Vik, reading from a letter by Karl Aas, said: “Half is enough.”", "Nora Vik"),
        ("Asked by Nora Vik whether it was all, Karl Aas said: “Half is enough.”", ""),
        ("“Half is enough,” Nora Vik said Karl Aas had told her.", "Nora Vik"),
        ("Nora Vik recalled that Karl Aas once said: “Half is enough.”", "Nora Vik"),
    ],
)
def test_the_innermost_verb_decides(text: str, by: str) -> None:
    found = statements(text)
    innermost = min(
        (s for s in found if "alf " in s.content[0].text), key=lambda s: sum(len(q.text) for q in s.content)
    )
    assert innermost.speaker is not None
    assert innermost.speaker.name == "Karl Aas"
    outer = next((s for s in found if s.id == innermost.embedded), None)
    assert (outer.speaker.name if outer and outer.speaker else "") == by


@pytest.mark.parametrize(
    "cited", ["high costs", "the law", "Section 230", "Norway as an example", "the drought and Aas's report"]
)
def test_what_cannot_speak_is_no_speaker(cited: str) -> None:
    (found,) = statements(f"Nora Vik said half was enough, citing {cited}.")
    assert line(found).startswith("Nora Vik: half was enough")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Karl Aas and Nora Vik said half was enough.", "Karl Aas and Nora Vik: half was enough"),
        ("“Half is enough for all of us,” said Karl Aas and Nora Vik.",
         "Karl Aas and Nora Vik: Half is enough for all of us,"),
        ("Karl Aas, Nora Vik and Erik Moe said half was enough.",
         "Karl Aas, Nora Vik and Erik Moe: half was enough"),
        ("Trade and Industry Minister Karl Aas said half was enough.", "Karl Aas: half was enough"),
    ],
)  # fmt: skip
def test_all_whom_and_joins_speak(text: str, told: str) -> None:
    context = "Karl Aas met Nora Vik and Erik Moe on Monday.\n\n"
    assert told.rstrip(",") in [told.rstrip(",") for told in transcript(context + text)]


def test_a_colon_at_the_end_of_a_paragraph_leads_to_the_quote_below() -> None:
    text = (
        "Nora Vik said:\n\n“We want half of the quay.”\n\nKarl Aas did not say:\n\n“Half is enough for us.”"
    )
    assert transcript(text) == ["Nora Vik: We want half of the quay.", "-: Half is enough for us."]
    own = "Nora Vik said:\n\n“We want half of the quay,” Karl Aas told the board."
    assert transcript(own) == ["Karl Aas: We want half of the quay"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ('Karl Aas would not say "half is enough" in public.', '"half is enough" in public'),
        ('Karl Aas said the yard would take "half of it".', 'the yard would take "half of it"'),
    ],
)  # fmt: skip
def test_both_marks_of_a_quote_are_kept(text: str, content: str) -> None:
    assert content in [item.content[0].text for item in statements(text)]


def test_who_is_cited_by_a_name_that_nobody_knows_stays_open() -> None:
    found = statements("The Gazette said half was enough, citing Brexit.")
    assert [s.speaker and s.speaker.name for s in found] == ["Gazette", None]
    assert found[1].embedded == found[0].id


@pytest.mark.parametrize(
    "text",
    [
        "Had she said that half was enough, the council would have signed.",
        "Had Aas said “half is enough”, the council would have signed.",
        "Were he to say that half is enough, the council would sign.",
        "Were the yard to say that half is enough, the council would sign.",
        "Should Vik announce that half is enough, the yard will sue.",
        "If Aas were to say “half is enough”, the council would sign.",
        "Imagine Aas saying “half is enough for the yard”.",
        "Vik denied that Aas had said half was enough.",
        "Asked whether half was enough, Aas left the room.",
    ],
)
def test_what_nobody_said(text: str) -> None:
    assert all(
        s.speaker is None for s in statements(text) if s.content[0].text.startswith(("half", "whether"))
    )


def test_what_somebody_may_have_said_is_possible() -> None:
    told = [
        statements(f"{who} said that half was enough.")[0] for who in ("Aas may have", "Neither Aas nor Vik")
    ]
    assert [(s.modality, s.polarity) for s in told] == [("possible", "positive"), ("possible", "negative")]


def test_what_somebody_asks_is_not_said_inside() -> None:
    assert "-: half was enough" in transcript("Vik wondered whether Aas had said that half was enough.")


def test_nor_is_no_if() -> None:
    (found,) = statements("Vik left. Nor had she said that half was enough.")
    assert (found.modality, found.polarity) == ("possible", "negative")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vik said Aas had lied when he said the quay was sold.", "Aas: the quay was sold"),
        ("Karl Aas said he had never said that the quay was sold.", "Karl Aas: the quay was sold"),
        ("Nora Vik met Karl Aas. She said that it was sold.", "Nora Vik: it was sold"),
        ("Nora Vik met Karl Aas. He said that it was sold.", "Karl Aas: it was sold"),
        ("Karl Aas met Nora Vik. She said that it was sold.", "Nora Vik: it was sold"),
        ("Karl Burrows spoke first. He said that it was sold.", "Karl Burrows: it was sold"),
        ("India said no. He said that it was sold.", "He: it was sold"),
        ("Nora Vik, who had heard Karl Aas say that it was sold, left.", "Karl Aas: it was sold"),
        ("“It is sold now,” the Gazette quoted him as saying. Karl Aas left.", "him: It is sold now"),
        ("Not Nora Vik but Karl Aas said that it was sold.", "-: it was sold"),
        ("The report was late. She said that it was sold.", "She: it was sold"),
        ("Mr Vik met Ms Aas. Vik spoke first. She said that it was sold.", "Aas: it was sold"),
        ("The mayor spoke first. She said that it was sold.", "mayor: it was sold"),
        ("Nora Vik left. It said that it was sold.", "It: it was sold"),
        ("I think that it was sold.", "-: it was sold"),
        ("You said that it was sold.", "-: it was sold"),
        ("The thing said that it was sold.", "-: it was sold"),
    ],
)
def test_pronouns_by_gender_and_nearest_subject(text: str, expected: str) -> None:
    assert expected in transcript(text)
    open_ = [s for s in statements(text) if s.speaker and s.speaker.name.lower() in ("he", "she")]
    assert all(s.band == "wide" for s in open_)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Secretary of State John Kerry", "Secretary of State"),
        ("Minister of Foreign Affairs Karl Voss", "Minister of Foreign Affairs"),
        ("Chancellor of the Exchequer Rachel Reeves", "Chancellor of the Exchequer"),
        ("President of the European Commission Ursula von der Leyen", "President of the European Commission"),
        ("Ambassador to the United States Hamdullah Mohib", "Ambassador to the United States"),
        ("UN Secretary-General António Guterres", "UN Secretary-General"),
        ("Deputy Prime Minister Anna Berg", "Deputy Prime Minister"),
    ],
)
def test_titles_are_whole(text: str, role: str) -> None:
    (found,) = statements(f"{text} said that it was sold.")
    assert found.speaker is not None
    assert f"{found.speaker.role} {found.speaker.name}" == text
    assert found.speaker.role == role
    (found,) = statements(f"“It was sold on Monday,” said {text}.")
    assert line(found) == f"{text[len(role) + 1 :]}: It was sold on Monday"


def test_an_organisation_is_no_person_behind_an_office() -> None:
    for phrase in ("A spokesman for the Interior Ministry", "The director of the International Port Union"):
        (found,) = statements(f"{phrase} said that it was sold.")
        assert found.speaker is not None
        assert found.speaker.name == phrase.split(maxsplit=1)[1]
    assert (
        NameTable().with_document("Minister of Foreign Affairs").officer("Minister of Foreign Affairs") == ""
    )


@pytest.mark.parametrize("name", ["New York Times", "New Zealand Herald", "New Delhi"])
def test_new_is_part_of_some_names(name: str) -> None:
    assert transcript(f"The {name} reported that it was sold.") == [f"{name}: it was sold"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“The quota is dead,” Rosa Lind recalled Tom Berg telling her.", "Tom Berg"),
        ("Quoting Tom Berg, Rosa Lind told the house: “The quota is dead.”", "Tom Berg"),
        ("Paraphrasing Tom Berg, Rosa Lind said the quota is dead.", "Tom Berg"),
        ("Rosa Lind read from a letter that Tom Berg had sent her: “The quota is dead.”", "Tom Berg"),
        ("Rosa Lind and Hanna Kroll met. She said the quota is dead.", "She"),
        ("Rosa Lind and Tom Berg met. She said the quota is dead.", "Rosa Lind"),
        ("Tom Berg and Rosa Lind arrived. “The quota is dead,” he said.", "Tom Berg"),
        ("Deputy Prime Minister for Fisheries Ola Ness said the quota is dead.", "Ola Ness"),
        ("Minister for Trade and Industry Ola Ness said the quota is dead.", "Ola Ness"),
        ("Rosa Lind was told by Tom Berg that the quota is dead.", "Tom Berg"),
        ("The man who invited Tom Berg said the quota is dead.", "man"),
        ("After Tom Berg had spoken, Rosa Lind said the quota is dead.", "Rosa Lind"),
        ("Experts and officials said the quota is dead.", "Experts and officials"),
        ("The mayor of Gdansk and his deputy said the quota is dead.", "mayor of Gdansk and his deputy"),
    ],
)
def test_the_nearest_who_can_be_meant_speaks(text: str, who: str) -> None:
    """Whoever else a sentence names; and nobody where two can be meant."""
    found = statements(f"Rosa Lind met Tom Berg and Hanna Kroll in Gdansk.\n\n{text}")
    told = [item for item in found if "quota is dead" in item.content[-1].text]
    inner = min(told, key=lambda item: sum(len(span.text) for span in item.content))
    assert inner.speaker is not None
    assert inner.speaker.name == who
    assert inner.band == "wide" or who != "She"
