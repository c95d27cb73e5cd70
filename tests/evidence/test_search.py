"""Search over passages: ranked, with offsets, and deaf to query syntax."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.planted import TEXTS, read
from tests.strategies import law

from walkaway.errors import UsageError
from walkaway.evidence.quoting.search import PassageIndex, search_query

READS = [read(text, name) for name, text in TEXTS.items()]


def _index() -> PassageIndex:
    index = PassageIndex()
    index.add(READS)
    return index


def test_hits_are_passages_with_their_own_characters() -> None:
    with _index() as index:
        hits = index.search("sign contract shift")
    assert hits[0].document == "harbour"
    assert "350 people" in hits[0].text
    for hit in hits:
        assert TEXTS[hit.document][hit.start : hit.end] == hit.text
    assert [hit.score for hit in hits[:1]] > [0]


def test_passages_with_all_words_come_before_those_with_some() -> None:
    with _index() as index:
        hits = index.search("studios ban drafts", limit=5)
    assert "ban on machine-written drafts" in hits[0].text
    assert any("ban on timber" in hit.text for hit in hits[1:])


def test_word_forms_phrases_documents_and_limits() -> None:
    with _index() as index:
        assert index.search("demanding cubic metre")[0].document == "river"
        assert index.search('"chief negotiator"')[0].document == "film"
        assert (
            not index.search('"negotiator chief"')[:1]
            or '"' not in index.search('"negotiator chief"')[0].snippet
        )
        assert {hit.document for hit in index.search("strike", document="harbour")} == {"harbour"}
        assert len(index.search("the", limit=2)) == 2
        assert index.search("the", limit=0) == ()
        assert index.search("strike", document="nothing") == ()


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
        index.search(query)
        assert index.search("strike")


def test_a_file_keeps_the_index_and_a_changed_document_replaces_itself(tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    with PassageIndex(path) as index:
        assert index.add(READS) == 3
        assert index.add(READS) == 0
    with PassageIndex(path) as index:
        assert index.search("thirsty")
        assert index.add([read("Nobody was ever parched.", "river")]) == 1
        assert not index.search("thirsty")
        assert index.search("parched")[0].document == "river"


def test_a_file_that_is_no_index_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, just words " * 100, encoding="utf-8")
    with pytest.raises(UsageError, match="search index"):
        PassageIndex(path)
    assert path.read_text(encoding="utf-8").startswith("not a database")


def test_odd_characters_survive() -> None:
    text = "A nul\x00 and a lone \ud800 surrogate <script> here."
    with PassageIndex() as index:
        index.add([read(text, "odd\x00name")])
        (hit,) = index.search("surrogate")
    assert hit.text == text


@law
@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_and_any_query(text: str, query: str) -> None:
    source = read(text, "d")
    with PassageIndex() as index:
        index.add([source])
        for hit in index.search(query):
            assert text[hit.start : hit.end] == hit.text
    assert search_query(query).count('"') % 2 == 0
