"""How numbers are written: nothing is rounded away, past itself or into certainty."""

from __future__ import annotations

import doctest
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkaway import numbers as home
from walkaway.numbers import (
    Number,
    estimate,
    estimates,
    hundredths,
    lower_limit,
    number,
    numbers,
    percent,
    plus_minus,
    signed,
    upper_limit,
)

FRACTIONS = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**6)
SHORT = st.decimals(min_value=-1000, max_value=1000, places=3).map(Fraction)


def read(text: str) -> Fraction:
    """The number that a text says."""
    return Fraction(text.replace("−", "-").replace(",", ""))


def test_examples_in_the_docstrings() -> None:
    assert doctest.testmod(home).failed == 0


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (-0.0, "0"), (0.5, "0.5"), (9.999, "9.999"), (12.34, "12.34"), (-7, "−7"),
        (1234.5, "1,234.5"), (-0.0001, "−0.0001"), (1.002, "1.002"), (0.1 + 0.2, "0.3"), (62.25, "62.25"),
        (2 / 3, "0.667"), (200 / 3, "66.7"), (1.00004321, "1.00004"), (10**15, "1,000,000,000,000,000"),
        (Fraction(1, 3), "0.333"), (Decimal("192.535"), "192.535"), (1e-7, "0.0000001"),
    ],
)  # fmt: skip
def test_a_number_alone(value: Number, text: str) -> None:
    assert number(value) == text


def test_a_deal_over_a_real_range_reads_as_a_decimal() -> None:
    """A continuous solution once printed its whole fraction."""
    assert number(Fraction(34572946518231914366, 4631322693025793925), digits=4) == "7.465"


@given(FRACTIONS)
def test_a_difference_is_never_rounded_away(value: Fraction) -> None:
    """Law: only a whole number is written as a whole one."""
    assert (read(number(value)).denominator == 1) == (value.denominator == 1)


@given(SHORT)
def test_what_was_written_short_is_shown_whole(value: Fraction) -> None:
    """Law: a decimal of at most six digits reads as itself, from whatever type."""
    assert read(number(value)) == read(number(float(value))) == value


@given(st.lists(FRACTIONS, min_size=1, max_size=8))
def test_rows_that_differ_differ_in_print(values: list[Fraction]) -> None:
    """Law: in a column two texts are equal only if the numbers are."""
    texts = numbers(values)
    assert len(set(texts)) == len(set(values))


@given(FRACTIONS)
def test_halves_are_rounded_alike_on_both_sides_of_zero(value: Fraction) -> None:
    """Law: a number and its negative are written alike but for the sign."""
    assert number(-value).lstrip("−") == number(value).lstrip("−")


@given(FRACTIONS)
def test_a_limit_is_never_rounded_past_itself(value: Fraction) -> None:
    """Law: what is printed as the most is no more, what is printed as the least no less."""
    assert read(upper_limit(value)) <= value <= read(lower_limit(value))
    assert read(lower_limit(value)) - read(upper_limit(value)) <= abs(value) / 1000


def test_limits_are_whole_as_far_as_people_wrote_them() -> None:
    assert upper_limit(192.535) == lower_limit(192.535) == "192.535"
    assert lower_limit(39.999999999) == "40", "the noise of a solver is not a digit"


@given(st.integers(0, 100_000))
def test_a_share_is_never_rounded_into_certainty(thousandths: int) -> None:
    """Law: 0 and 100 are written for 0 and 1 alone."""
    text = hundredths(thousandths / 100_000)
    assert (text == "0") == (thousandths == 0)
    assert (text == "100") == (thousandths == 100_000)


def test_shares() -> None:
    assert [percent(share) for share in (0, 0.00001, 0.005, 0.125, 0.99, 0.9999, 1)] == [
        "0 %", "under 1 %", "1 %", "13 %", "99 %", "over 99 %", "100 %",
    ]  # fmt: skip
    assert [plus_minus(error) for error in (0.0001, 0.004, 0.0096, 0.021)] == ["± 0.1", "± 0.4", "± 1", "± 2"]


def test_signs_and_estimates() -> None:
    assert [signed(number(value)) for value in (3, 0, -3, -0.0)] == ["+3", "0", "−3", "0"]
    assert [estimate(value) for value in (40.52, 62.25, 0.00123, -3.456, 0.0)] == [
        "40.5", "62.3", "0.00123", "−3.46", "0",
    ]  # fmt: skip


def test_sampled_numbers_have_three_digits_unless_they_would_look_alike() -> None:
    assert estimates([67.0003, 65.1486]) == ["67", "65.1"]
    assert estimates([40.01, 40.02]) == ["40.01", "40.02"]
    assert estimates([1.5, 1.5]) == ["1.5", "1.5"]
    assert estimates([20.8123, 0.452, 41.2345, 0.0]) == ["20.8", "0.5", "41.2", "0"]
    assert estimates([12345.6, -3.21]) == ["12,300", "−3"]


@given(st.lists(st.integers(1, 10**6).map(lambda value: value / 10**4), min_size=2, max_size=4))
def test_sampled_numbers_that_stand_together_share_their_places(values: list[float]) -> None:
    """Law: none has more places than the largest needs for three digits, unless two would look alike."""
    texts = estimates(values)
    needed = max(0, 2 - home._decimal(max(values)).adjusted())
    places = max(len(text.partition(".")[2]) for text in texts)
    assert places <= needed or len({*texts}) == len({*values})


@given(st.lists(st.integers(-(10**6), 10**6).map(lambda value: value / 10**4), min_size=1, max_size=6))
def test_rough_numbers_that_differ_look_different(values: list[float]) -> None:
    """Law: as for exact ones; and never with more places than these."""
    places = home.places_of(values, rough=True)
    assert len({number(value, places=places) for value in values}) == len(set(values))
    assert places <= home.places_of(values)
