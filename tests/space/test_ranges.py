"""Stretches of real ranges; and time."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from tests.analysis.helpers import Room
from tests.strategies import build

from walkaway.errors import UsageError
from walkaway.space import build_space, central_values, in_steps
from walkaway.space.range_steps import Range, Stretch, build_range, inside

DATA: dict[str, Any] = {
    "case": 1,
    "title": "Real",
    "parties": {"a": "A", "b": "B"},
    "issues": {
        "x": {"title": "X", "range": [0, 10]},
        "c": {"title": "C", "options": {"o": "O", "p": "P"}},
        "y": {"title": "Y", "range": [-1, 1]},
    },
    "impossible": [{"x": {"to": 0}, "c": "p"}],
    "preferences": {
        "a": {
            "scores": {
                "x": {"points": {"0": 0, "3": 6, "10": 8}}, "c": {"o": 1, "p": 2}, "y": {"linear": [0, "1/3"]}
            },
            "interactions": [{"when": {"x": {"from": 5, "to": 7}}, "add": 4}],
            "walk_away": {"deal": {"x": 2.5, "c": "o", "y": 0}},
            "cap": 9,
            "discount": 0.25,
        },
        "b": {
            "scores": {"x": {"triangular": [0, 0, 5]}, "y": {"triangular": [-1, 0.5, 1], "peak": 10}},
            "red_lines": [{"unless": {"x": {"to": 9}}}, {"x": [10, 8]}],
            "functions": [
                {"combine": "min", "of": [{"add": 1}, {"unless": {"y": {"from": 0.25}}, "add": 3}]}
            ],
        },
    },
}  # fmt: skip


def names(part: Range) -> list[str]:
    """Stretches as people write intervals."""
    found = []
    for one in part.stretches:
        left, right = part.points[one.left], part.points[one.right]
        ends = f"{'[' if one.left_in else '('}{left}, {right}{']' if one.right_in else ')'}"
        found.append(f"[{left}]" if one.left == one.right else ends)
    return found


def test_stretches_end_where_lines_bend_and_patterns_begin_or_end() -> None:
    """Numbers that a pattern separates lie in different stretches; each pattern is constant on each."""
    x, y = (build_range(build(DATA), issue) for issue in "xy")
    assert names(x) == ["[0]", "(0, 3]", "[3, 5)", "[5, 7]", "(7, 8)", "[8]", "(8, 9]", "(9, 10)", "[10]"]
    assert names(y) == ["[-1, 1/4)", "[1/4, 1/2]", "[1/2, 1]"]
    assert list(map(int, x.points)) == [0, 3, 5, 7, 8, 9, 10]
    assert x.stretches[1] == Stretch(0, 1, left_in=False)
    assert not inside(x, x.stretches[1], Fraction(0))
    assert inside(x, x.stretches[1], Fraction(3))


def test_time_discounts_deals_and_walking_away_alike() -> None:
    """v · d^t; with t = 0 nothing changes."""
    data = {**DATA, "issues": {**DATA["issues"]}}
    case = build(data)
    values = central_values(case, build_space(in_steps(case)))
    points = np.array([[12, 12]])
    now, half, late = (values.discounted(points, time)[0] for time in (0, 0.5, 1))
    own = values.own_scale(points)[0]
    assert now.tolist() == own.tolist()
    assert half.tolist() == [own[0] / 2, own[1]]
    assert late.tolist() == [own[0] / 4, own[1]]
    with pytest.raises(UsageError, match="a relative time from 0 to 1"):
        values.discounted(points, 1.5)
    room = Room(build({**DATA, "issues": {"c": DATA["issues"]["c"]}, "impossible": [], "preferences": {
        who: {"scores": {"c": {"o": 1, "p": 2}}} for who in "ab"}}))  # fmt: skip
    assert room.values.discounts == ()
    assert room.values.discounted(points, 1).tolist() == [[12, 12]]


def test_a_party_that_gives_a_range_no_score_adds_no_bend() -> None:
    """Its value is 0 whatever the number."""
    data = {
        "case": 1, "title": "R", "parties": {"a": "A", "b": "B"},
        "issues": {"x": {"title": "X", "range": [0, 4]}, "c": {"title": "C", "options": {"o": "O"}}},
        "preferences": {
            "a": {"scores": {"x": {"linear": [0, 1]}}}, "b": {"scores": {"c": {"o": 1}}}
        },
    }  # fmt: skip
    assert names(build_range(build(data), "x")) == ["[0, 4]"]
