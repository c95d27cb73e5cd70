"""Amounts in words and figures: what they count, and what is none."""

from __future__ import annotations

import pytest

from walkaway.evidence.amounts import amounts_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("seventy ships and twenty-five men", [("ships", "70"), ("men", "25")]),
        ("forty five trucks", [("trucks", "45")]),
        ("12 million USD", [("usd", "12000000")]),
        ("€ 410,000 for the tug", [("eur", "410000")]),
        ("7 percent a year", [("percent_per_year", "7")]),
        ("8 Sept 2025, 3 May and Article 5", []),
        (f"{'9' * 40} tonnes", []),
    ],
)
def test_an_amount_has_its_number_and_what_it_counts(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(amount.unit, str(amount.high)) for amount in amounts_in(text)] == expected


def test_what_is_counted_is_no_verb() -> None:
    assert not list(amounts_in("all 72 must go home, and 12 should stay"))
