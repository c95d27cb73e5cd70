"""Numbers, shares and lists as a person says them."""

from __future__ import annotations

import doctest
from pathlib import Path

import walkaway
from walkaway.report.language import phrases
from walkaway.report.language.phrases import (
    among,
    count,
    interval_words,
    listed,
    of_draws,
    of_hundred,
    plus_minus,
)
from walkaway.report.language.solution_names import SOLUTIONS
from walkaway.report.screens import bottom_line as words


def test_examples_in_the_docstrings() -> None:
    for module in (phrases, words):
        assert doctest.testmod(module).failed == 0


def test_a_share_is_never_rounded_into_certainty() -> None:
    assert of_hundred(0.9999) == "more than 99 of 100"
    assert of_hundred(0.0001) == "fewer than 1 of 100"
    assert of_hundred(1.0) == "100 of 100"
    assert of_draws(0.0, 0.0) == "none of the draws"
    assert of_draws(1.0, 0.0) == "every draw"
    assert of_draws(0.42, 0.011) == "about 42 of 100 draws (± 1)"


def test_small_words() -> None:
    assert plus_minus(0.00001) == "± 0.1"
    assert [count(n, "deal") for n in (0, 1, 2, 13)] == ["no deals", "one deal", "two deals", "13 deals"]
    assert [listed(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert among(0.2, 0.33) == "20 to 33 of 100"
    assert among(0.2, 0.201) == "20 of 100"
    assert interval_words(28, 56) == "28 to 56"
    assert interval_words(28, 28) == "28"
    assert interval_words(28, 28.0001) == "28 to 28.0001"


def test_every_solution_has_one_name_and_stands_in_the_docs() -> None:
    """Law: page, pictures, terminal and docs call the solutions by one table."""
    found = walkaway.deals("harbour").solutions.by_name
    assert set(found) == set(SOLUTIONS)
    docs = Path(__file__).parents[2] / "docs" / "explanation" / "solutions.md"
    assert all(f"`{name}`" in docs.read_text(encoding="utf-8") for name in SOLUTIONS)
    assert len({one.name for one in SOLUTIONS.values()}) == len(SOLUTIONS)
