"""Two parties on a grid: never a wrong answer, and none only where values meet a walk-away exactly."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.helpers import Room, listed_case, points_case
from tests.strategies import cases, law

from walkaway.analysis.frontier.merging import two_have_a_deal
from walkaway.case import Case


@law
@given(cases(parties=(2, 2), issues=(1, 3), rules=False, ratifiers=False), st.integers(0, 5))
def test_against_every_deal(case: Case, number: int) -> None:
    room = Room(case)
    draws = room.draws(6)
    coefficients, away = draws.coefficients[:, :, number], draws.walk_away[:, number]
    slack = -np.inf
    for _, picks in room.space.joint.chunks():
        values = room.space.values(np.ascontiguousarray(coefficients.T), picks, room.space.joint)
        refused = room.space.joint.refused(picks, 0) | room.space.joint.refused(picks, 1)
        slack = max(slack, float((values - away).min(axis=1)[~refused].max(initial=-np.inf)))
    answer = two_have_a_deal(room.space, coefficients, away)
    assert answer in (slack >= 0, None)
    if answer is None:
        assert abs(slack) < 1.0


def test_a_finer_grid_decides() -> None:
    room = Room(listed_case([(1.0001, 1.0001), (5, 0)], away=[1, 1]))
    draws = room.draws(1)
    assert two_have_a_deal(room.space, draws.coefficients[:, :, 0], draws.walk_away[:, 0]) is True
    assert two_have_a_deal(room.space, draws.coefficients[:, :, 0], draws.walk_away[:, 0] + 0.001) is False


def test_the_finest_grid_may_not_tell() -> None:
    room = Room(listed_case([(1, 1), (5, 0)], away=[1, 1]))
    draws = room.draws(1)
    assert two_have_a_deal(room.space, draws.coefficients[:, :, 0], draws.walk_away[:, 0]) is None


def test_where_every_deal_is_ruled_out() -> None:
    room = Room(points_case([[1, 2]], [[1, 2]], impossible=[{"i0": ["o0", "o1"]}]))
    draws = room.draws(1)
    assert two_have_a_deal(room.space, draws.coefficients[:, :, 0], draws.walk_away[:, 0]) is False
