"""Who says what in invented news of agencies and papers, content and speaker marked by hand beforehand."""

from __future__ import annotations

import pytest
from tests.evidence.rated_news import HOME, scored
from tests.evidence.transcripts import line, needs_parser, statements

pytestmark = needs_parser


def test_marked_news() -> None:
    content, speaker = scored(path.read_text(encoding="utf-8") for path in sorted(HOME.glob("*.txt")))
    print(f"marked news: content F {content:.3f}, with speaker {speaker:.3f}")
    assert content >= 0.85
    assert speaker >= 0.82


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Karl Aas called the offer “a disgrace”.", "Karl Aas: the offer “a disgrace”"),
        ("Karl Aas accused the yard of lying, and left.", "Karl Aas: the yard of lying"),
        ("It was a plan the mayor dismissed as a gift to the yard.", "mayor: as a gift to the yard"),
        ("The council ruled that the quay was lost.", "council: the quay was lost"),
        ("Karl Aas was confident that the yard would pay.", "Karl Aas: the yard would pay"),
        ("The offer “surprised us,” said Karl Aas.", "Karl Aas: The offer “surprised us,”"),
        ("Karl Aas promised to pay half and warned that the quay would close.", "Karl Aas: to pay half"),
        ("Half say it is enough, according to a survey by the yard.", "survey: Half say it is enough"),
        ("The yard is open, and unions have warned that it may close.", "unions: it may close"),
        ("Its owners had warned against the sale, two people said.",
         "two people: Its owners had warned against the sale"),
        ("Karl Aas said the plan was unfair and called it a fraud.", "Karl Aas: it a fraud"),
        ("Karl Aas said half was enough, while Nora Vik described it as theft.", "Karl Aas: half was enough"),
        ("The yard will close on Monday, an aide told Reuters.", "aide: The yard will close on Monday"),
        ("In one note, an aide, Karl Aas, wrote that half was enough.", "Karl Aas: half was enough"),
        ("Vik says it will close; a study, however, found that it will stay.", "study: it will stay"),
        ("Most owners expect an increase by May.", "Most owners: an increase by May"),
        ("The owners said it was late; they hoped to open by Friday.", "owners: to open by Friday"),
    ],
)  # fmt: skip
def test_words_put_down_to_somebody(text: str, told: str) -> None:
    assert told in [line(found) for found in statements(text)]


@pytest.mark.parametrize(
    "text",
    ["The comet is called Wild 2.", "Nora Vik declined to comment.", "They call him the Birdman.",
     "The new pump ensures that the yard stays dry.", "Asked whether half was enough, Karl Aas left."],
)  # fmt: skip
def test_what_puts_no_words_down_to_anybody(text: str) -> None:
    assert not statements(text)


def test_never_not_is_no_denial() -> None:
    (found,) = statements("Karl Aas said he would never not sign.")
    assert found.polarity == "positive"


@pytest.mark.parametrize(
    "text",
    ['"Nous ne signerons pas", said the envoy Jean Duval.', "„Wir unterschreiben nicht“, said Jean Duval.",
     '"Nous ne signerons pas cet accord", Jean Duval said.', "‘No deal’, Jean Duval said."],
)  # fmt: skip
def test_a_comma_behind_the_closing_mark(text: str) -> None:
    assert [s.speaker and s.speaker.name for s in statements(text)] == ["Jean Duval"]


def test_who_does_not_say_it_need_not_deny_it() -> None:
    said = [statements(f"Karl Aas {verb} that the quay was sold.")[0] for verb in ("denied", "did not say")]
    assert [(s.polarity, s.modality) for s in said] == [("negative", "asserted"), ("negative", "possible")]
