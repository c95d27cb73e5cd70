"""Results as plain data and as a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

import walkaway
from walkaway.analysis.result import REPR, Method, Result, plain


@dataclass(frozen=True)
class Answer(Result):
    numbers: Any
    text: str = "<b>"
    hidden: int = field(default=3, repr=False)


def test_plain_data() -> None:
    given = {
        "array": np.array([[1, 2], [3, 4]]), "float": np.float64(1 / 3), "whole": 2.0, "flag": np.bool_(True),
        "int": np.int64(7), "fraction": Fraction(1, 3), "tuple": (True, None, "x"), 5: 1e20, "huge": 10**30,
    }  # fmt: skip
    found = plain(given)
    assert found == {
        "array": [[1, 2], [3, 4]], "float": 0.333333333333, "whole": 2, "flag": True, "int": 7,
        "fraction": 0.333333333333, "tuple": [True, None, "x"], "5": 1e20, "huge": 10**30,
    }  # fmt: skip
    assert isinstance(found["whole"], int)
    assert isinstance(found["5"], float)
    assert plain(float("inf")) == float("inf")
    assert plain(Decimal(1)) == Decimal(1)
    assert plain(Answer) is Answer


def test_noise_of_the_last_bits_is_hidden() -> None:
    assert plain(0.1 + 0.2) == 0.3
    assert plain(-0.0) == 0


def test_hidden_fields_stay_out() -> None:
    assert Answer([1.5, Method(name="m", exact=True, realisation="exact")]).to_dict() == {
        "numbers": [
            1.5,
            {"name": "m", "exact": True, "realisation": "exact", "seed": None, "draws": None, "note": ""},
        ],
        "text": "<b>",
    }


def test_a_result_at_the_prompt_is_about_three_lines() -> None:
    """Law: whatever its size, with the class, a number of entries where it has one, and its first fields."""
    found = walkaway.analyse("harbour")
    for result in (
        found, found.frontier, found.solutions, found.zone, found.likely, *found.conditions,
        found.solutions["nash"], walkaway.why(found), walkaway.bridge(found),
        Answer([{"x" * 500: "y" * 500}] * 5000, text="z" * 10_000), Answer({"w" * 900: 1}),
    ):  # fmt: skip
        said = repr(result)
        assert said.startswith(type(result).__name__ + "(")
        assert said.endswith(")")
        assert "\n" not in said
        assert len(said) <= REPR + 3
        assert str(result) == said
    assert repr(found.frontier).startswith("Frontier(481 entries, parties=")
    assert "'nash'" in repr(found.solutions)


def test_a_small_result_at_the_prompt_is_whole() -> None:
    assert repr(Answer(5)) == "Answer(numbers=5, text='<b>')"
    assert repr(Answer(np.arange(3))) == "Answer(numbers=array([0, 1, 2]), text='<b>')"
    assert repr(Answer(list(range(900)), text="")) == "Answer(numbers=[0, 1, 2, 3, ...], text='')"


def test_a_case_at_the_prompt_is_its_title_and_counts() -> None:
    file = walkaway.load("harbour")
    said = "Case('Harbour Sport Park', parties=6, ratifiers=0, issues=5, record=1)"
    assert repr(file.case) == said
    assert repr(file) == f"CaseFile({str(file.path)!r}, {said})"
    assert len(str(file.case)) < 100
    long = file.case.model_copy(update={"title": "t" * 5000})
    assert len(repr(long)) < 200
