"""Commitment as an explanation: a deal that all would sign, and no way to carry it out that holds."""

from __future__ import annotations

import pytest
from tests.analysis.path.test_path import TEXT

import walkaway
from walkaway.case import read_case_text

RECORD = (
    "record:\n  - {by: north, offer: {reactor: closed, embargo: lifted}}\n  - {by: west, act: walks away}\n"
)


@pytest.mark.parametrize(
    ("more", "probability"), [("", 1.0), ("  bonds: {north: 12, west: 12}\n", 0.0)], ids=["bare", "bonded"]
)
def test_it_holds_where_everyone_would_sign_and_no_schedule_holds(more: str, probability: float) -> None:
    """North and West both gain 15 by the deal; with nothing behind it it unravels, with bonds it does not."""
    found = walkaway.why(read_case_text(TEXT + more + RECORD)).explanations["commitment"]
    assert found.untestable == ""
    assert found.share is not None
    assert found.share.probability == probability


def test_without_a_path_it_is_never_guessed() -> None:
    text = TEXT[: TEXT.index("path:")]
    found = walkaway.why(read_case_text(text + RECORD)).explanations["commitment"]
    assert found.untestable == "it needs the phases of a deal, and the case has none"


def test_a_path_that_changes_nothing_tests_nothing() -> None:
    text = TEXT.replace("deal: {reactor: closed, embargo: lifted}", "deal: {reactor: running, embargo: full}")
    found = walkaway.why(read_case_text(text + RECORD)).explanations["commitment"]
    assert found.untestable == "the deal of its path changes nothing"


def test_a_path_with_too_many_orders_is_not_guessed() -> None:
    """Fourteen steps of each side, and no schedule in the case."""
    issues = "".join(f"  i{n}: {{title: I{n}, options: {{a: A, b: B}}}}\n" for n in range(14))
    wants = [", ".join(f"i{n}: {{a: 0, b: {(-1, 2)[n % 2 == who]}}}" for n in range(14)) for who in (0, 1)]
    case = (
        f"case: 1\ntitle: T\nparties: {{north: N, west: W}}\nissues:\n{issues}preferences:\n"
        f"  north: {{scores: {{{wants[0]}}}}}\n  west: {{scores: {{{wants[1]}}}}}\n"
        f"path: {{deal: {{{', '.join(f'i{n}: b' for n in range(14))}}}}}\n"
        "record: [{by: north, act: walks away}]\n"
    )
    found = walkaway.why(read_case_text(case)).explanations["commitment"]
    assert "too many orders" in found.untestable
