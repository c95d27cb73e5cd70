"""Mean gains, against the mean over all draws of every deal."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from tests.analysis.helpers import Room
from tests.strategies import brief_law, build, cases

from walkaway.analysis.zone.averages import Averages
from walkaway.case import Case
from walkaway.space.sweep import gains_of


@brief_law
@given(case=cases(parties=(2, 3), issues=(1, 3), options=(1, 3), rich=True))
def test_law_what_is_chosen_by_is_the_mean_over_the_draws(case: Case) -> None:
    """Law: with caps, functions and deals as walk-aways too; of certain numbers they are these, exactly."""
    room = Room(case)
    drawn = room.draws(24)
    means = Averages(room.bounds, drawn)
    for _, picks in room.space.joint.chunks():
        worth = means.worth(picks)
        by_draw = gains_of(room.space, drawn, picks).mean(axis=2)
        reach = np.abs(drawn.coefficients).sum(axis=1).max(axis=1) + np.abs(drawn.walk_away).max(axis=1)
        assert (np.abs(means.gains(worth) - by_draw) <= 1e-10 * np.maximum(1, reach)).all()
        for who, party in enumerate(room.bounds.parties):
            if party.exact:
                assert (worth[:, who] == room.space.worth(room.values, picks)[:, who]).all()


def test_the_mean_of_what_a_cap_cuts_off() -> None:
    """Uniform on 0 to 100 with a cap of 50: half of it is 25 on average, half is 50."""
    data: dict[str, Any] = {
        "case": 1, "title": "t", "parties": {"a": "A", "b": "B"},
        "issues": {"i": {"title": "i", "options": {"x": "X"}}},
        "preferences": {
            "a": {"walk_away": [0, 10], "cap": 50, "scores": {"i": {"x": [0, 100]}}},
            "b": {"walk_away": 0, "scores": {"i": {"x": 1}}},
        },
    }  # fmt: skip
    room = Room(build(data))
    means = Averages(room.bounds, room.draws(4000))
    gains = means.gains(means.worth(room.space.picks_of({"i": "x"})))[0]
    assert gains[0] == pytest.approx(37.5 - 5, abs=1)
    assert gains[1] == 1
