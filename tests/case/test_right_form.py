"""The form that is given for a number as people write it can be pasted into the case."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkaway.case import Judgement
from walkaway.case.right_form import right_form
from walkaway.case.yamltext import read_yaml
from walkaway.errors import Faults

BETWEEN = ["{}-{}", "{} – {}", "{}..{}", "{} to {}", "from {} to {}", "between {} and {}", "({}, {})"]
NEAR = ["about {}", "~{}", "{}ish", "c. {}", "{} or so"]


def pasted(hint: str) -> Judgement:
    """The judgement that the first form of a hint makes."""
    form = re.match(r"write (?:a range .*? such as )?(\[.*?\]|\{.*?\}|[^ ,]+)", hint)
    assert form is not None, hint
    faults = Faults()
    data, _ = read_yaml(f"a: {form[1]}", "x.yaml", faults)
    assert not len(faults)
    assert isinstance(data, dict)
    return Judgement.model_validate(data["a"])


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(BETWEEN))
def test_a_range_in_words_becomes_a_range(one: int, other: int, form: str) -> None:
    """Law: what is advised reads, and is the range that stood there, the lower end first."""
    judgement = pasted(right_form(form.format(one, other), ("preferences", "us", "walk_away")))
    assert [judgement.low, judgement.high] == sorted(map(Decimal, (one, other)))


@given(st.integers(0, 10**6), st.sampled_from(NEAR))
def test_about_a_number_becomes_a_range_around_it(number: int, form: str) -> None:
    """Law: what is advised reads and holds the number."""
    judgement = pasted(right_form(form.format(number)))
    assert judgement.low < number < judgement.high


@given(st.one_of(st.text(max_size=30), st.text("0123456789-–.,/ $%½k±~<>()[]:x", max_size=20)))
def test_any_text_is_answered(text: str) -> None:
    """Law: no text breaks it, alone or in a list or mapping."""
    for value in (text, [text], [text] * 2, [text] * 3, {text: None}, {"low": text}, {text: None, "1": None}):
        assert isinstance(right_form(value), str)
        assert isinstance(right_form(value, single=True), str)


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        (("preferences", "us", "walk_away"), "write 500, with scale: USD"),
        (("issues", "price", "step"), "write 500, with unit: USD"),
        (("issues", "price", "options", "a", "means", "cost"), "write 500, the unit as its key (usd: 500)"),
        (("preferences", "us", "weights", "price"), "write 500 without USD"),
        (("agreement", "quota"), "write 500"),
    ],
)
def test_the_unit_has_its_own_key(path: tuple[str, ...], hint: str) -> None:
    """Which one depends on where the number stands."""
    assert right_form("$500", path) == hint
