"""Bounds against a linear program for each deal, and against draws."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from scipy.optimize import linprog
from tests.analysis.helpers import Room
from tests.strategies import brief_law, build, cases, law
from tests.test_weights import polytope

from walkaway.analysis.plainly import deals, value_of, walk_away_of
from walkaway.case import Case, Judgements
from walkaway.weights import weights_of


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
            if all(deal[issue] in options for issue, options in item.when.items()):
                total += float(item.add.low if end == 0 else item.add.high)
        ends.append(total)
    return ends[0], ends[1]


@brief_law
@given(cases(issues=(1, 3), options=(1, 3)))
def test_ranges_are_those_of_the_linear_program(case: Case) -> None:
    room = Room(case)
    every = list(deals(case))
    picks = room.space.joint.picks(np.arange(len(every)))
    surely, possibly = room.bounds.accepts(picks, room.space.joint)
    for index, who in enumerate(case.everyone):
        low, high = room.bounds.range(index, picks, room.space.joint)
        preference = case.preferences[who]
        away = preference.walk_away
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
@given(cases(uncertain=False))
def test_an_exact_case_is_decided_exactly(case: Case) -> None:
    room = Room(case)
    every = list(deals(case))
    picks = room.space.joint.picks(np.arange(len(every)))
    surely, possibly = room.bounds.accepts(picks, room.space.joint)
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
            low, high = room.bounds.range(who, picks, room.space.joint)
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
    low, high = room.bounds.range(0, picks, room.space.joint)
    assert low.tolist() == high.tolist() == [100, 100]
    surely, possibly = room.bounds.accepts(picks, room.space.joint)
    assert surely.tolist() == possibly.tolist() == [[True, True], [True, False]]
    assert value_of(room.case, "a", {"x": "o"}) == 100
