"""The lexicon: every form of a verb leads back to it, and the lists hold together."""

from __future__ import annotations

import pytest

from walkaway.evidence import wordlist
from walkaway.evidence.speech import reporting_words


@pytest.mark.parametrize(
    ("form", "base"),
    [("said", "say"), ("says", "say"), ("denied", "deny"), ("telling", "tell"), ("thought", "think"),
     ("refused", "refuse"), ("stresses", "stress"), ("wrote", "write"),
     ("urging", "urge")],
)  # fmt: skip
def test_every_form_leads_to_its_verb(form: str, base: str) -> None:
    assert reporting_words.VERB_FORMS[form] == base


def test_verbs_that_stand_inside_speech_are_verbs_of_saying() -> None:
    assert reporting_words.SPEECH <= reporting_words.SAYING


def test_every_cue_verb_has_forms() -> None:
    for base in (
        reporting_words.SAYING | reporting_words.THINKING | reporting_words.DENYING | reporting_words.DOUBTING
    ):
        assert reporting_words.FORMS_OF[base][0] == base
        assert len(set(reporting_words.FORMS_OF[base])) >= 3


def test_lists_are_lower_case() -> None:
    for some in (
        reporting_words.SAYING,
        reporting_words.THINKING,
        reporting_words.REPORT_NOUNS,
        reporting_words.POSITION_NOUNS,
        wordlist.TITLES,
        wordlist.ROLE_NOUNS,
    ):
        assert all(word == word.lower() for word in some)
