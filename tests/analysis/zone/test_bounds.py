"""Bounds against a linear program for each deal, and against draws."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from scipy.optimize import linprog
from tests.analysis.helpers import Room
from tests.analysis.realised import realised
from tests.space.test_weights import polytope
from tests.strategies import brief_law, build, cases, law

from walkaway.case import Case, Judgement, Judgements
from walkaway.certify.plainly import deals, value_of, walk_away_of
from walkaway.space.weights import weights_of


def option_bounds(scores: Judgements, option: str) -> tuple[float, float]:
    if scores.order is None:
        return float(scores.points[option].low), float(scores.points[option].high)
    chain = scores.order.chains[0]
    if option in chain[0]:
        return 100.0, 100.0
    return (0.0, 0.0) if option in chain[-1] else (0.0, 100.0)


def slow_range(case: Case, who: str, deal: dict[str, str]) -> tuple[float, float]:
    """Least and largest value by scipy's linear program, from the case alone."""
    preference = case.preferences[who]
    ends = []
    for end, sign in ((0, 1.0), (1, -1.0)):
        scores = np.array([option_bounds(s, deal[issue])[end] for issue, s in preference.scores.items()])
        if preference.weights is None:
            total = float(scores.sum())
        else:
            weights = weights_of(preference.weights, tuple(preference.scores))
            if weights.exact:
                total = float(scores @ [float(share) for share in weights.low])
            else:
                total = sign * float(linprog(sign * scores, **polytope(weights)).fun)
        for item in preference.interactions:
            if all(deal[issue] in choice for issue, choice in item.when.items()):
                total += float(item.add.low if end == 0 else item.add.high)
        ends.append(total)
    return ends[0], ends[1]


@brief_law
@given(cases(issues=(1, 3), options=(1, 3)))
def test_ranges_are_those_of_the_linear_program(case: Case) -> None:
    room = Room(case)
    every = list(deals(case))
    picks = room.space.joint.picks(np.arange(len(every)))
    surely, possibly = room.bounds.accepts(picks)
    for index, who in enumerate(case.everyone):
        low, high = room.bounds.range(index, picks)
        preference = case.preferences[who]
        away = preference.walk_away
        assert away is None or isinstance(away, Judgement)
        floor, ceiling = (0.0, 0.0) if away is None else (float(away.low), float(away.high))
        for row, deal in enumerate(every):
            least, most = slow_range(case, who, deal)
            assert (low[row], high[row]) == pytest.approx((least, most), abs=1e-6)
            refused = any(line.holds(deal) for line in preference.red_lines)
            if abs(least - ceiling) > 1e-6:
                assert surely[row, index] == (least >= ceiling and not refused)
            if abs(most - floor) > 1e-6:
                assert possibly[row, index] == (most >= floor and not refused)
    assert (possibly | ~surely).all()


@law
@given(cases(uncertain=False, rich=True))
def test_an_exact_case_is_decided_exactly(case: Case) -> None:
    room = Room(case)
    every = list(deals(case))
    picks = room.space.joint.picks(np.arange(len(every)))
    surely, possibly = room.bounds.accepts(picks)
    np.testing.assert_array_equal(surely, possibly)
    for index, who in enumerate(case.everyone):
        assert surely[:, index].tolist() == [
            value_of(case, who, deal) >= walk_away_of(case, who)
            and not any(line.holds(deal) for line in case.preferences[who].red_lines)
            for deal in every
        ]


@law
@given(cases())
def test_no_draw_leaves_the_bounds(case: Case) -> None:
    room = Room(case)
    draws = room.draws(40)
    for flat, surely, possibly in room.bounds.chunks(10_000):
        picks = room.space.joint.picks(flat)
        for who in range(len(room.space.who)):
            low, high = room.bounds.range(who, picks)
            values = np.zeros((len(flat), draws.count))
            for column in range(len(room.space.issues)):
                values += draws.coefficients[who, room.space.first[column] + picks[:, column]]
            for feature, owner, mask in room.space.joint.interactions:
                if owner == who:
                    values += np.outer(
                        mask.holds(picks, room.space.joint.columns), draws.coefficients[who, feature]
                    )
            assert (values >= low[:, None] - 1e-7).all()
            assert (values <= high[:, None] + 1e-7).all()
            accepts = values >= draws.walk_away[who] - 1e-7
            refused = room.space.joint.refused(picks, who)
            assert (accepts | ~surely[:, [who]] | refused[:, None]).all()
            assert not (
                accepts & ~refused[:, None] & ~possibly[:, [who]] & (values > draws.walk_away[who] + 1e-7)
            ).any()


@brief_law
@given(cases(rich=True, issues=(1, 3), options=(1, 3)))
def test_no_realisation_leaves_the_bounds(case: Case) -> None:
    """Ranges, functions, caps, deals as walk-aways: least ≤ value ≤ largest, sure ⊆ accepted."""
    room = Room(case)
    draws, every = room.draws(6), list(deals(case))
    picks = room.space.joint.picks(np.arange(len(every)))
    surely, possibly = room.bounds.accepts(picks)
    for number in range(draws.count):
        drawn = realised(case, draws, number)
        for index, who in enumerate(case.everyone):
            low, high = room.bounds.range(index, picks)
            away = float(walk_away_of(drawn, who))
            floor, ceiling = room.bounds.parties[index].away
            assert floor - 1e-6 <= away <= ceiling + 1e-6
            for row, deal in enumerate(every):
                value = float(value_of(drawn, who, deal))
                assert low[row] - 1e-6 <= value <= high[row] + 1e-6
                if not any(line.holds(deal) for line in case.preferences[who].red_lines):
                    assert value >= away - 1e-6 or not surely[row, index]
                    assert value <= away + 1e-6 or possibly[row, index]


def test_a_walk_away_that_is_worth_a_deal_shares_its_judgements() -> None:
    """What both deals have in common falls out: only the difference is uncertain."""
    data: dict[str, Any] = {
        "case": 1, "title": "T", "parties": {"a": "A", "b": "B"},
        "issues": {
            "x": {"title": "X", "range": [0, 10], "step": 5},
            "y": {"title": "Y", "options": {"o": "O", "p": "P"}},
        },
        "preferences": {
            "a": {
                "scores": {"x": {"linear": [0, [10, 20]]}, "y": {"o": [0, 100], "p": 0}},
                "walk_away": {"deal": {"x": 5, "y": "o"}},
                "interactions": [{"when": {"x": 0}, "add": [1, 30]}],
            },
            "b": {"scores": {"y": {"o": 1, "p": 2}}, "walk_away": {"deal": {"x": 5, "y": "o"}}},
        },
    }  # fmt: skip
    room = Room(build(data))
    deals_of_a = [{"x": x, "y": y} for x in ("0", "5", "10") for y in "op"]
    picks = np.concatenate([room.space.picks_of(deal) for deal in deals_of_a])
    surely, possibly = room.bounds.accepts(picks)
    assert surely[:, 0].tolist() == [False, False, True, False, True, False]
    assert possibly[:, 0].tolist() == [True, True, True, True, True, True]
    assert surely[:, 1].tolist() == possibly[:, 1].tolist() == [True] * 6
    assert list(map(float, room.bounds.parties[0].away)) == [5, 110]
    tight = [room.bounds.tight]
    data["preferences"]["a"]["functions"] = [
        {"combine": "max", "of": [{"when": {"x": 10}, "add": [3, 4]}, {"when": {"y": "o"}, "add": [1, 2]}]}
    ]
    room = Room(build(data))
    tight.append(room.bounds.tight)
    surely, possibly = room.bounds.accepts(picks)
    assert surely[:, 0].tolist() == [False, False, True, False, True, False]
    data["preferences"]["a"] |= {"functions": [], "cap": 50}
    room = Room(build(data))
    tight.append(room.bounds.tight)
    assert tight == [True, False, False]
    assert room.bounds.range(0, picks)[1].tolist() == [50, 30, 50, 10, 50, 20]


def test_orders_against_the_same_order() -> None:
    """A walk-away worth a deal, options in an order: better is surely better, as far as ties allow."""
    data: dict[str, Any] = {
        "case": 1, "title": "T", "parties": {"a": "A", "b": "B"},
        "issues": {"x": {"title": "X", "options": {name: name for name in "opqr"}}},
        "preferences": {
            who: {"weights": {"x": 1}, "scores": {"x": "o > p > q > r"}, "walk_away": {"deal": {"x": own}}}
            for who, own in (("a", "p"), ("b", "r"))
        },
    }  # fmt: skip
    room = Room(build(data))
    surely, possibly = room.bounds.accepts(room.space.joint.picks(np.arange(4)))
    assert surely.T.tolist() == [[True, True, False, False], [True, True, True, True]]
    assert possibly.T.tolist() == [[True, True, True, True], [True, True, True, True]]


def test_a_single_group_of_options_is_best() -> None:
    data: dict[str, Any] = {
        "case": 1, "title": "T", "parties": {"a": "A", "b": "B"},
        "issues": {"x": {"title": "X", "options": {"o": "O", "p": "P"}}},
        "preferences": {
            "a": {"weights": {"x": 1}, "scores": {"x": "o = p"}, "walk_away": 100},
            "b": {"weights": "x", "scores": {"x": "o > p"}, "walk_away": [1, 2]},
        },
    }  # fmt: skip
    room = Room(build(data))
    picks = room.space.joint.picks(np.arange(2))
    low, high = room.bounds.range(0, picks)
    assert low.tolist() == high.tolist() == [100, 100]
    surely, possibly = room.bounds.accepts(picks)
    assert surely.tolist() == possibly.tolist() == [[True, True], [True, False]]
    assert value_of(room.case, "a", {"x": "o"}) == 100
