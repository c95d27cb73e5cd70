"""Real ranges in numbers: stretches, what a number is worth, what is refused; and time."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from tests.analysis.helpers import Room
from tests.strategies import build

from walkaway.analysis.zone.bounds import build_bounds
from walkaway.certify.checks import check_frontier
from walkaway.certify.plainly import value_of, walk_away_of
from walkaway.errors import UsageError
from walkaway.space import build_space, central_values
from walkaway.space.draws import draw
from walkaway.space.ranges import Stretch, inside

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


def test_stretches_end_where_lines_bend_and_patterns_begin_or_end() -> None:
    """Numbers that a pattern separates lie in different stretches; each pattern is constant on each."""
    space = build_space(build(DATA))
    x, y = space.ranges
    assert space.options[0] == (
        "[0]", "(0, 3]", "[3, 5)", "[5, 7]", "(7, 8)", "[8]", "(8, 9]", "(9, 10)", "[10]",
    )  # fmt: skip
    assert space.options[2] == ("[-1, 0.25)", "[0.25, 0.5]", "[0.5, 1]")
    assert list(map(int, x.points)) == [0, 3, 5, 7, 8, 9, 10]
    assert (x.issue, y.issue) == (0, 2)
    assert (x.first, y.first) == (
        space.features - len(x.points) - len(y.points),
        space.features - len(y.points),
    )
    assert x.stretches[1] == Stretch(0, 1, left_in=False)
    assert [x.find(Fraction(n)) for n in (0, 3, 5, 7, 8, 9, 10)] == [0, 1, 3, 3, 5, 6, 8]
    assert not inside(x, x.stretches[1], Fraction(0))
    assert x.shares(Fraction(4)) == ((x.first + 1, Fraction(1, 2)), (x.first + 2, Fraction(1, 2)))
    assert x.shares(Fraction(3)) == ((x.first + 1, Fraction(1)),)


def test_a_pattern_holds_on_whole_stretches() -> None:
    """Red lines and interactions agree with the case at the middle of every stretch and at its ends."""
    case = build(DATA)
    space = build_space(case)
    for number in (0, 1, 3, 5, 6, 7, 7.5, 8, 8.5, 9, 9.5, 10):
        deal = {"x": str(number), "c": "o", "y": "0"}
        refused = any(line.holds(deal) for line in case.preferences["b"].red_lines)
        assert space.joint.refused(space.picks_of(deal), 1).tolist() == [refused]


@pytest.mark.parametrize("x", ["0", "1", "2.9", "3", "5", "6.5", "7", "8", "9.99", "10"])
@pytest.mark.parametrize("y", ["-1", "0", "0.25", "0.3", "0.5", "1"])
def test_numbers_are_worth_what_the_definition_says(x: str, y: str) -> None:
    """Exact, in fractions: the discrete part of a deal and its numbers together."""
    case = build(DATA)
    space = build_space(case)
    values = central_values(case, space)
    deal = {"x": x, "c": "p", "y": y}
    listed = space.values(values.coefficients, space.picks_of(deal), space.joint)[0].astype(object)
    total = listed + space.numbers(values.coefficients.astype(object), deal)
    assert values.caps is not None
    for index, who in enumerate(space.who):
        assert min(total[index], int(values.caps[index])) * values.units[index] == value_of(case, who, deal)
    near = space.numbers(values.coefficients.astype(float), deal)
    assert near.astype(float) == pytest.approx((total - listed).astype(float))
    assert int(values.walk_away[0]) * values.units[0] == walk_away_of(case, "a")


@pytest.mark.parametrize(("x", "found"), [("11", '"11"'), ("ten", '"ten"')])
def test_numbers_out_of_range_are_explained(x: str, found: str) -> None:
    space = build_space(build(DATA))
    with pytest.raises(UsageError, match=f"found {found}; expected a number of x, from 0 to 10"):
        space.picks_of({"x": x, "c": "o", "y": "0"})


def test_what_needs_a_list_asks_for_a_step() -> None:
    """No grid of our own in the place of a real range."""
    case = build(DATA)
    space = build_space(case)
    values = central_values(case, space)
    picks = np.zeros((1, 3), np.intp)
    for question in (
        lambda: build_bounds(case, space, values), lambda: draw(case, space, draws=1, seed=1),
        lambda: space.size, lambda: space.accepts(values, picks),
    ):  # fmt: skip
        with pytest.raises(UsageError, match=r"over the real range of x, y; .* \(give the range a step"):
            question()


def test_time_discounts_deals_and_walking_away_alike() -> None:
    """v · d^t; with t = 0 nothing changes."""
    data = {**DATA, "issues": {**DATA["issues"]}}
    case = build(data)
    values = central_values(case, build_space(case))
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
    assert build_space(build(data)).options[0] == ("[0, 4]",)


def test_a_complete_check_needs_deals_that_can_be_listed() -> None:
    """Over a real range every deal cannot be gone through."""
    room = Room(build(DATA))
    with pytest.raises(UsageError, match="every deal over the real range of x, y"):
        check_frontier(room.case, room.front, complete=True)
