"""Duplicates: wire copies count once, and so do the same words of the same speaker."""

from __future__ import annotations

import time

import pytest
from tests.evidence.planted import TEXTS, read
from tests.evidence.transcripts import needs_parser

from walkaway.evidence.speech.comparing import differing
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


@needs_parser
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the yard would sign the lease on Monday", "the yard would not sign the lease on Monday"),
        ("the yard would sign the lease on Monday", "the yard might sign the lease on Monday"),
        ("the yard offered 40 million euros for the quay", "the yard offered 45 million euros for the quay"),
        ("the yard asked for part of the old quay in May", "the yard asked for all of the old quay in May"),
        ("all members of the board would sign it", "some members of the board would sign it"),
        ("almost all ships had left the quay", "all ships had left the quay"),
        ("the yard would always keep the path open", "the yard would sometimes keep the path open"),
        ("the yard would sign the lease on Monday", "the yard would sign the lease on Tuesday"),
        ("the yard would sign the lease", "the yard would sign the lease unless the council sued"),
        ("the yard offered forty million euros for it", "the yard offered fifty million euros for it"),
        ("in May the yard would pay the council for it", "in May the council would pay the yard for it"),
        ("the union managed to raise the money for it", "the union failed to raise the money for it"),
        ("the union agreed to meet the owners on Friday", "the union refused to meet the owners on Friday"),
        ("the fleet had to be sold before the summer", "the fleet may be sold before the summer"),
        ("the bank lent two thirds of the price of it", "the bank lent one third of the price of it"),
        ("the river board sued the mill for its dam", "the mill sued the river board for its dam"),
        ("the yard ruled in favour of a strike at once", "the yard ruled out a strike at once"),
    ],
)
def test_what_turns_the_sense_is_never_told_twice(one: str, other: str) -> None:
    """Law: merged are only statements of equal polarity, modality, numbers, quantities and roles."""
    reads = [read(f"Paul Reed said {text}.", name) for name, text in (("a", one), ("b", other))]
    assert duplicates_of([s for r in reads for s in statements_of(r)], reads) == ()


def test_long_runs_of_the_same_words_are_compared_in_one_pass() -> None:
    many = ["he", "said"] * 5_000
    began = time.thread_time()
    assert not differing(many, list(many))
    assert differing([*many, "not", "so", *many[:40]], [*many, "so", *many[:40]])
    assert time.thread_time() - began < 3  # fifty million steps, if each place were an anchor
