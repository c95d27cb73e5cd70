"""Duplicates: wire copies count once, and so do the same words of the same speaker."""

from __future__ import annotations

from tests.evidence.planted import TEXTS, read
from tests.evidence.transcripts import needs_parser

from walkaway.evidence.speech.duplicates import copies_of, duplicates_of
from walkaway.evidence.speech.statements import statements_of

COPY = "A paper printed this today.\n\n" + TEXTS["river"]


def test_a_copy_with_a_new_first_line_is_a_copy() -> None:
    reads = [read(TEXTS["river"], "wire"), read(COPY, "paper"), read(TEXTS["film"], "film")]
    assert set(copies_of(reads)) == {("wire", "paper")}


@needs_parser
def test_statements_of_copies_count_once() -> None:
    reads = [read(TEXTS["river"], "wire"), read(COPY, "paper"), read(TEXTS["film"], "film")]
    found = [s for r in reads for s in statements_of(r)]
    pairs = duplicates_of(found, reads)
    assert len(pairs) >= len(statements_of(reads[0])) - 2
    for pair in pairs:
        assert {name.split("#")[0] for name in pair.statements} == {"wire", "paper"}
        assert pair.why == "copies of one text"


@needs_parser
def test_the_same_words_of_the_same_speaker() -> None:
    reads = [
        read("“We will never close the northern quay,” said Paul Reed.", "a"),
        read("On Monday, Paul Reed said: “We will never close the northern quay.”", "b"),
        read("“We will never close the northern quay,” said Carla Mora.", "c"),
    ]
    found = [s for r in reads for s in statements_of(r)]
    pairs = duplicates_of(found, reads)
    assert [sorted(name.split("#")[0] for name in pair.statements) for pair in pairs] == [["a", "b"]]
