"""The lexicon: every form of a verb leads back to it, and the lists hold together."""

from __future__ import annotations

import pytest

from walkaway.evidence import wordlist
from walkaway.evidence.speech import cues


@pytest.mark.parametrize(
    ("form", "base"),
    [("said", "say"), ("says", "say"), ("denied", "deny"), ("telling", "tell"), ("thought", "think"),
     ("refused", "refuse"), ("planned", "plan"), ("stresses", "stress"), ("wrote", "write"),
     ("urging", "urge")],
)  # fmt: skip
def test_every_form_leads_to_its_verb(form: str, base: str) -> None:
    assert cues.VERB_FORMS[form] == base


def test_verbs_that_stand_inside_speech_are_verbs_of_saying() -> None:
    assert cues.SPEECH <= cues.SAYING


def test_every_cue_verb_has_forms() -> None:
    for base in cues.SAYING | cues.THINKING | cues.POSITION_VERBS | cues.DENYING | cues.DOUBTING:
        assert cues.FORMS_OF[base][0] == base
        assert len(set(cues.FORMS_OF[base])) >= 3


def test_lists_are_lower_case() -> None:
    for some in (
        cues.SAYING,
        cues.THINKING,
        cues.REPORT_NOUNS,
        cues.POSITION_NOUNS,
        wordlist.TITLES,
        wordlist.ROLE_NOUNS,
    ):
        assert all(word == word.lower() for word in some)
