"""Who says what in invented news of agencies and papers, content and speaker marked by hand beforehand."""

from __future__ import annotations

import pytest
from tests.evidence.rated_news import HOME, scored
from tests.evidence.transcripts import line, needs_parser, statements

pytestmark = needs_parser


def test_marked_news() -> None:
    content, speaker, sign = scored(path.read_text(encoding="utf-8") for path in sorted(HOME.glob("*.txt")))
    print(f"marked news: content F {content:.3f}, with speaker {speaker:.3f}, with polarity {sign:.3f}")
    assert content >= 0.91
    assert speaker >= 0.88
    assert sign >= 0.88


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
        ("In the words of Nora Vik, the plan is “a very short blanket”.",
         "Nora Vik: the plan is “a very short blanket”."),
        ("By his own account, Karl Aas never saw the letter.", "Karl Aas: never saw the letter."),
        ("The quay was sold in May, per a person close to it.", "person: The quay was sold in May"),
        ("The yard is badly built, by the engineers’ own account.", "engineers: The yard is badly built"),
        ("But as Karl Aas points out, the quay is old.", "Karl Aas: the quay is old."),
        ("The owners are said to be ready for a deal.", "-: to be ready for a deal"),
        ("The quay, it is claimed, was sold twice.", "-: The quay … was sold twice."),
        ("The jury heard that the accounts had been burnt.", "-: the accounts had been burnt"),
        ("Two men were there. “We were asleep,” one said.", "one: We were asleep"),
        ("She was less pleased. She fumed: “He never came home.”", "She: He never came home."),
        ("Mr Aas: “I signed a great many things.”", "Aas: I signed a great many things."),
        ("The bookmakers put the odds at 3 to 1.", "bookmakers: the odds at 3 to 1"),
        ("The judge directed the jury to ignore the letter.", "judge: to ignore the letter"),
        ("The minister repeated her call for a new quay.", "minister: a new quay"),
        ("The ministry, via a spokesman, expressed regret at the delay but said it was short.",
         "ministry: regret at the delay"),
        ("Karl Aas denies fraud.", "Karl Aas: fraud"),
        ("The union rejected the claim that half was enough.", "union: the claim that half was enough"),
        ("The council (Labour) said the quay was lost.", "council: the quay was lost"),
        ("OSLO, Norway, July 3 (Reuters) - Karl Aas said the quay was lost.", "Karl Aas: the quay was lost"),
        ("Karl Aas said that the quay was his - but nobody believed it.", "Karl Aas: the quay was his"),
        ("The men met on the first day of May in the old hall, where Mr. Haw-\nthorne said that it was lost.",
         "Hawthorne: it was lost"),
        ("Poll: Half of voters doubt the plan", "Poll: Half of voters doubt the plan"),
        ("Quay will not be sold: minister", "minister: Quay will not be sold"),
    ],
)  # fmt: skip
def test_words_put_down_to_somebody(text: str, told: str) -> None:
    assert told in [line(found) for found in statements(text)]


@pytest.mark.parametrize(
    "text",
    ["The comet is called Wild 2.", "Nora Vik declined to comment.", "They call him the Birdman.",
     "The new pump ensures that the yard stays dry.", "Brexit: what comes next for the yard",
     "They put the game to bed early.", "The ship costs $30, per day.",
     "Asked whether half was enough, Karl Aas left."],
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
