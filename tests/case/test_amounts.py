"""Amounts as people write them: which numbers each may mean."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkaway.case.written_amounts import amount, plain


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1,000", ["1000", "1"]), ("1.250", ["1250", "1.25"]), ("1.000,5", ["1000.5"]),
        ("1 000 000", ["1000000"]),
        ("0,500", ["0.5"]), ("12,5", ["12.5"]), ("1,00,000", ["100000"]), ("10'000.50", ["10000.5"]),
        ("1_2", ["12"]),
        ("500,-", ["500"]), ("2m", ["2000000", "2"]), ("3 bn", ["3000000000"]), ("2½", ["5/2"]),
        ("¾", ["3/4"]),
        ("a hundred", ["100"]), ("one hundred thousand", ["100000"]), ("three dozen", ["36"]), ("٣", ["3"]),
        ("-€4k", ["-4000"]), ("€-4k", ["-4000"]),
    ],
)  # fmt: skip
def test_an_amount_has_these_readings(text: str, readings: list[str]) -> None:
    """The likeliest first."""
    found = amount(text)
    assert found is not None
    assert [value for value, _ in found.readings] == readings


@pytest.mark.parametrize(
    ("text", "value", "unit", "percent"),
    [
        ("5 percent", "5", "", True), ("5 USD", "5", "USD", False), ("€5k", "5000", "EUR", False),
        ("5k€", "5000", "EUR", False), ("3 cows", "3", "cows", False), ("half", "0.5", "", False),
        ("1,00,000 kr", "100000", "kr", False),
    ],
)  # fmt: skip
def test_an_amount_has_a_unit(text: str, value: str, unit: str, *, percent: bool) -> None:
    """A currency by its code, another unit as it is written."""
    found = amount(text)
    assert found is not None
    assert (found.value, found.unit, found.percent) == (value, unit, percent)


@pytest.mark.parametrize(
    "text", ["", "a", "$", "and", "high", "1/0", "--1", "+$-5", "1,2,3", "12,34,5", "$5 a", "5²", "9" * 200]
)
def test_what_is_no_amount_has_no_reading(text: str) -> None:
    """Better no advice than a wrong one."""
    assert amount(text) is None


@given(
    st.decimals(-(10**9), 10**9, places=2),
    st.sampled_from([(",", "."), (".", ","), (" ", "."), ("'", "."), ("\u202f", ",")]),
)
def test_grouped_numbers_are_read_as_they_were_meant(number: Decimal, signs: tuple[str, str]) -> None:
    """Law: whatever signs group and part the digits, two decimals behind say which is which."""
    group, part = signs
    text = f"{number:,.2f}".translate({ord(","): group, ord("."): part})
    found = amount(text)
    assert found is not None
    assert [value for value, _ in found.readings] == [plain(number)]
