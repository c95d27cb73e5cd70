"""Text without case and punctuation: read like any other once it has likely sentences, names and commas."""

from __future__ import annotations

import itertools
import re

import pytest
from tests.evidence.planted import TEXTS, read
from tests.evidence.transcripts import needs_parser, sound, transcript

from walkaway.evidence.speech import sentence_starts
from walkaway.evidence.speech.parsing import paragraphs_of
from walkaway.evidence.speech.sentence_starts import segments, words_of
from walkaway.evidence.speech.statements import statements_of

pytestmark = needs_parser


def strip(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the port will stay shut until june says maria lopez an engineer at the transport institute",
         ["maria lopez: the port will stay shut until june"]),
        ("maria lopez an engineer at the transport institute says the port will stay shut until june",
         ["maria lopez: the port will stay shut until june"]),
        ("the mayor said in a statement that no deal was signed", ["mayor: no deal was signed"]),
        ("we can t live on that minister karl voss said in bern we want a real offer",
         ["karl voss: we can t live on that", "karl voss: we want a real offer"]),
        ("according to maria lopez an engineer at the transport institute the port is shut",
         ["maria lopez: the port is shut"]),
    ],
)  # fmt: skip
def test_a_transcript(text: str, expected: list[str]) -> None:
    assert transcript(text, "unpunctuated") == expected


@pytest.mark.parametrize(
    ("said", "polarity", "modality"),
    [
        ("said the port would close", "positive", "asserted"),
        ("said the port would not close", "negative", "asserted"),
        ("denied the port would close", "negative", "asserted"),
        ("said the port would refuse to close", "negative", "asserted"),
        ("never denied the port would close", "positive", "possible"),
    ],
)
def test_polarity_comes_from_what_denies(said: str, polarity: str, modality: str) -> None:
    found = statements_of(read(f"anna berg {said} and the union said the yard was full", "x", "unpunctuated"))
    assert (found[0].polarity, found[0].modality) == (polarity, modality)


def test_what_is_only_imagined_is_never_credited_to_the_one_inside() -> None:
    text = (
        "i can t imagine that carla mora would have said you must sell all of it says town planner paul reed"
    )
    found = statements_of(read(text, "x", "unpunctuated"))
    assert found
    assert all(s.speaker is None or "mora" not in s.speaker.name for s in found)


@pytest.mark.parametrize("name", sorted(TEXTS))
@pytest.mark.parametrize("profile", ["caseless", "unpunctuated"])
def test_articles(name: str, profile: str) -> None:
    text = TEXTS[name].lower() if profile == "caseless" else strip(TEXTS[name])
    here = read(text, name, profile)
    found = statements_of(here)
    sound(here, found)
    assert len(found) >= 3


def test_sentences_cover_the_text_without_gaps() -> None:
    text = strip(TEXTS["river"])
    words = words_of(text, 0, len(text))
    found = segments(words, sentence_starts.scores(words))
    assert found[0][0] == 0
    assert found[-1][1] == len(words)
    assert all(a[1] == b[0] for a, b in itertools.pairwise(found))


def test_a_long_text_without_a_full_stop_is_cut_between_words() -> None:
    text = "the port stayed shut and nobody spoke " * 200
    pieces = [paragraph.text for paragraph in paragraphs_of(read(text, "x", "normal"))]
    assert len(pieces) > 2
    assert [word for piece in pieces for word in piece.split()] == text.split()
