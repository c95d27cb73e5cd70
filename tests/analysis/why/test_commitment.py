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
