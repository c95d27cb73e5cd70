"""The mixed-integer search by itself: witnesses, and what it says of one realisation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from tests.analysis.helpers import Room
from tests.strategies import brief_law, build, cases

from walkaway.analysis.zone.too_large import reach, reach_linear
from walkaway.case import Case


@brief_law
@given(cases(issues=(1, 3), options=(1, 3)))
def test_a_witness_is_what_it_should_be(case: Case) -> None:
    room = Room(case)
    picks = room.space.joint.picks(np.arange(room.space.combinations))
    keep = ~np.logical_or.reduce(
        [mask.holds(picks, room.space.joint.columns) for mask in room.space.joint.impossible]
        or [np.zeros(len(picks), bool)]
    )
    surely, possibly = room.bounds.accepts(picks[keep])
    for goal, table in (("certain", surely), ("possible", possibly)):
        for ratified in (True, False):
            found = reach(room.bounds, goal, ratified=ratified)  # type: ignore[arg-type]
            passes = room.space.passes(table, ratified=ratified)
            assert found.found == passes.any()
            if found.found:
                assert found.picks is not None
                assert any((found.picks == row).all() for row in picks[keep][passes])


@brief_law
@given(cases(issues=(1, 3), options=(1, 3), uncertain=False))
def test_one_realisation(case: Case) -> None:
    room = Room(case)
    draws = room.draws(1)
    found = reach_linear(room.space, draws.coefficients[:, :, 0], draws.walk_away[:, 0])
    assert found.found == reach(room.bounds, "certain").found


def test_many_interactions_do_not_break_the_bound_of_a_party_that_does_not_sign() -> None:
    """A quota of one: the other party's value may be far below its walk-away."""
    data: dict[str, Any] = {
        "case": 1, "title": "T", "parties": {"a": "A", "b": "B"}, "agreement": {"quota": 1},
        "issues": {"x": {"title": "X", "options": {"o": "O"}}},
        "preferences": {
            "a": {"scores": {"x": {"o": 1}}, "walk_away": 1},
            "b": {
                "scores": {"x": {"o": 0}}, "walk_away": 0,
                "interactions": [{"when": {"x": "o"}, "add": -10} for _ in range(60)],
            },
        },
    }  # fmt: skip
    room = Room(build(data))
    assert reach(room.bounds, "certain").found
    draws = room.draws(1)
    assert reach_linear(room.space, draws.coefficients[:, :, 0], draws.walk_away[:, 0]).found


def test_a_walk_away_far_out_of_reach() -> None:
    data: dict[str, Any] = {
        "case": 1, "title": "T", "parties": {"a": "A", "b": "B"},
        "issues": {"x": {"title": "X", "options": {"o": "O"}}},
        "preferences": {"a": {"scores": {"x": {"o": 1}}, "walk_away": 1e9}, "b": {"scores": {"x": {"o": 1}}}},
    }  # fmt: skip
    found = reach(Room(build(data)).bounds, "possible")
    assert not found.found
    assert found.picks is None


@pytest.mark.parametrize("cap", [None, 6, 20])
@pytest.mark.parametrize("away", [5, 7, 8, 12])
def test_functions_exceptions_and_caps(away: int, cap: int | None) -> None:
    """Against every deal: a nested function with a cap, an exception, and a cap of the whole value."""
    data: dict[str, Any] = {
        "case": 1, "title": "T", "parties": {"a": "A", "b": "B"},
        "issues": {n: {"title": n, "options": {o: o for o in "opq"}} for n in "xy"},
        "preferences": {
            "a": {
                "scores": {"x": {"o": 0, "p": 1, "q": 2}}, "walk_away": away,
                "interactions": [{"unless": {"x": "o", "y": "o"}, "add": [1, 2]}],
                "functions": [{"combine": "max", "of": [
                    {"when": {"x": "o"}, "add": 6},
                    {"combine": "sum", "cap": 5, "of": [
                        {"when": {"y": ["o", "p"]}, "add": [3, 4]}, {"when": {"y": "p"}, "add": 3},
                    ]},
                ]}],
                **({} if cap is None else {"cap": cap}),
            },
            "b": {"scores": {"y": {"o": 1, "p": 1, "q": 0}}, "walk_away": 1, "functions": [
                {"combine": "min", "of": [{"when": {"x": "q"}, "add": 1}, {"when": {"y": "q"}, "add": 1}]}
            ]},
        },
    }  # fmt: skip
    room = Room(build(data))
    picks = room.space.joint.picks(np.arange(room.space.combinations))
    for goal, table in zip(("certain", "possible"), room.bounds.accepts(picks), strict=True):
        assert reach(room.bounds, goal).found == room.space.passes(table).any()  # type: ignore[arg-type]
    draws = room.draws(1)
    found = reach_linear(room.space, draws.coefficients[:, :, 0], draws.walk_away[:, 0])
    assert found.found or not reach(room.bounds, "certain").found
