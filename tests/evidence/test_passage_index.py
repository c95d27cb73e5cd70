"""Search over passages: ranked, with offsets, and deaf to query syntax."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.planted import TEXTS, read
from tests.strategies import law

from walkaway.evidence.quoting.passage_index import PassageIndex, search_query

READS = [read(text, name) for name, text in TEXTS.items()]


def _index() -> PassageIndex:
    return PassageIndex(READS)


def test_hits_are_passages_with_their_own_characters() -> None:
    with _index() as index:
        hits = index.search("sign contract shift", limit=10)
    assert hits[0].document == "harbour"
    assert "350 people" in hits[0].words
    for hit in hits:
        assert TEXTS[hit.document][hit.start : hit.end] == hit.words


def test_passages_with_all_words_come_before_those_with_some() -> None:
    with _index() as index:
        hits = index.search("studios ban drafts", limit=5)
    assert "ban on machine-written drafts" in hits[0].words
    assert any("ban on timber" in hit.words for hit in hits[1:])


def test_word_forms_and_limits() -> None:
    with _index() as index:
        assert index.search("demanding cubic metre", limit=10)[0].document == "river"
        assert len(index.search("the", limit=2)) == 2


@pytest.mark.parametrize(
    "query",
    [
        "", "  ", '"', '""', "AND", "NEAR(", "a* OR", "text:strike", "^strike", "-strike", "strike) OR (1",
        "'; drop table passage; --", "{strike}", "\x00", "\ud800", "strike\x00talks", "+" * 50, "“", "%_",
        "strike " * 5_000,
    ],
)  # fmt: skip
def test_nothing_in_a_query_is_syntax(query: str) -> None:
    with _index() as index:
        index.search(query, limit=10)
        assert index.search("strike", limit=10)


def test_odd_characters_survive() -> None:
    text = "A nul\x00 and a lone \ud800 surrogate <script> here."
    with PassageIndex([read(text, "odd\x00name")]) as index:
        (hit,) = index.search("surrogate", limit=10)
    assert hit.words == text


@law
@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_and_any_query(text: str, query: str) -> None:
    source = read(text, "d")
    with PassageIndex([source]) as index:
        for hit in index.search(query, limit=10):
            assert text[hit.start : hit.end] == hit.words
    assert search_query(query, every=True).count('"') % 2 == 0
