"""Judgements may be fractions: exact where no finite decimal is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from walkaway.case import Case, Judgement, read_case_text, to_yaml
from walkaway.case.as_plain import to_plain
from walkaway.case.judgement import exact_number, shown

FRACTIONS = st.builds(Fraction, st.integers(-(10**18), 10**18), st.integers(1, 10**6)).filter(
    lambda number: abs(number) < 10**16
)


@given(FRACTIONS)
def test_a_fraction_is_carried_exactly(number: Fraction) -> None:
    """Law: reading what was written gives the same number, as a decimal where one equals it."""
    read = Judgement.model_validate(f"{number.numerator}/{number.denominator}")
    assert Fraction(read.low) == Fraction(read.high) == Fraction(read.central) == number
    assert Judgement.model_validate(to_plain(read)) == read
    assert isinstance(exact_number(number), Decimal) == (10**30 % number.denominator == 0)


def test_forms() -> None:
    assert to_plain(Judgement.model_validate("1/3")) == "1/3"
    assert to_plain(Judgement.model_validate("1/4")) == 0.25
    assert to_plain(Judgement.model_validate(["-1/3", "2/3"])) == ["-1/3", "2/3"]
    assert Judgement.model_validate(["-1/3", "2/3"]).central == Fraction(1, 6)
    assert Judgement.model_validate(["-1/3", 1]).central == Fraction(1, 3)
    assert Judgement.model_validate({"low": 0, "likely": "1/3", "high": 1}).central == Fraction(1, 3)
    assert Judgement.model_validate({"value": "1/3", "note": "a third"}).low == Fraction(1, 3)
    assert str(Judgement.model_validate("1/3")) == shown(Fraction(1, 3)) == "1/3"


@pytest.mark.parametrize("wrong", ["1/0", "1/", "/3", "1/3/5", "1 / 3", "a/b", "1.5/2", "9" * 20 + "/3"])
def test_what_is_no_fraction(wrong: str) -> None:
    with pytest.raises(ValidationError):
        Judgement.model_validate(wrong)


def test_long_keys_of_several_words_stay_keys() -> None:
    """They are quoted, as a plain one that is folded over two lines would be no key."""
    words = "half of everybody is kept and the other half is not kept at all"
    plain = {
        "case": 1, "title": "Long", "parties": {"a": "A", "b": "B"},
        "issues": {"x": {"title": "X", "options": {f"{words} {n}": "o" for n in range(4)}}},
        "preferences": {
            who: {"scores": {"x": {f"{words} {n}": n for n in range(4)}}} for who in ("a", "b")
        },
    }  # fmt: skip
    case = Case.model_validate(plain)
    assert read_case_text(to_yaml(case)) == case
