"""Results as plain data and as a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from walkaway.analysis.result import Method, Result, plain


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


def test_a_table_for_notebooks_is_escaped_and_short() -> None:
    html = Answer(list(range(10)), "<b>" * 100)._repr_html_()
    assert html.startswith("<table><caption>Answer</caption>")
    assert "<b>" not in html
    assert "10 entries, first 0" in html
    assert "…" in html
