"""A deal as people and programs give it: what is none is told at its place."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from tests.analysis.helpers import points_case
from tests.strategies import build

from walkaway.analysis.improve.typed_deal import deal_of
from walkaway.case import Case
from walkaway.errors import UsageError


def ranged(**more: Any) -> Case:
    data = points_case([[0, 0]], [[0, 0]]).to_dict()
    data["issues"] = {"i0": {"title": "Rate", "range": [2, 9], **more}}
    linear = {"scores": {"i0": {"linear": [0, 1]}}}
    data["preferences"] = {"p0": linear, "p1": linear}
    return build(data)


@pytest.mark.parametrize("given", [4, 4.0, "4", " 4 ", Decimal(4), Fraction(4), np.float64(4)])
def test_one_number_in_any_dress_is_the_same_option(given: Any) -> None:
    assert deal_of(ranged(), {"i0": given}) == deal_of(ranged(), {"i0": 4})
    assert deal_of(ranged(step=1), {"i0": given}) == {"i0": "4"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (5, "issue → option"),
        ({"i0": None}, "the id or title of an option of i0"),
        ({"i0": True}, "the id or title of an option of i0"),
        ({"i0": [4]}, "the id or title of an option of i0"),
        ({"i0": float("nan")}, "the id or title of an option of i0"),
        ({"i0": 12}, "a number from 2 to 9"),
        ({"i0": "soon"}, "a number from 2 to 9"),
        ({3: 4, "i0": 4}, "an issue"),
        ({}, "i0"),
    ],
)
def test_what_is_no_deal_says_what_would_be_right(given: Any, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        deal_of(ranged(), given)
