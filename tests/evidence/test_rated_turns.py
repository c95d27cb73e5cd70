"""Labelled turns: how many are given to the right person, and whether news is taken for a transcript."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.evidence import article
from tests.evidence.drafted_gold import FOLDER as GOLD
from tests.evidence.rated_turns import FOLDER, OTHERS, rated_all, taken_for_transcripts
from tests.evidence.transcripts import needs_parser


@needs_parser
def test_labelled_turns_are_given_to_who_speaks() -> None:
    """At least 95 in a hundred, with all of their words and no others, and each make at half at least."""
    rated = rated_all()
    assert len(rated) >= 35
    wrong = [f"{make}: {turn.name}: {why}" for make, some in rated.items() for turn, why in some if why]
    assert len(wrong) <= 0.05 * sum(map(len, rated.values())), wrong
    for make, some in rated.items():
        assert 2 * sum(not why for _, why in some) >= len(some), make


@pytest.mark.parametrize("folder", [OTHERS, GOLD])
def test_texts_without_turns_are_no_transcripts(folder: Path) -> None:
    paths = [path for path in folder.glob("*.txt") if not path.stem.startswith(("transcript", "posts"))]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    assert len(texts) >= 15
    assert taken_for_transcripts(texts) == []


def test_news_is_no_transcript() -> None:
    assert taken_for_transcripts(article(number) for number in range(100)) == []


def test_marks_stand_around_all_of_a_turn() -> None:
    """The gold itself: every make has turns of two people, and no turn is empty."""
    for path in FOLDER.glob("*.txt"):
        marked = path.read_text(encoding="utf-8")
        assert marked.count("⟦") == 2 * marked.count("⟦⟧"), path.stem
