"""Steps of the dance: the six classes, and the record of a case."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.helpers import Room, points_case
from tests.strategies import build, law

from walkaway.analysis.improve.offer_steps import step_class, steps

TABLE = {
    (1, 1): "fortunate", (1, 0): "selfish", (1, -1): "selfish",
    (0, 1): "nice", (0, 0): "silent", (0, -1): "unfortunate",
    (-1, 1): "concession", (-1, 0): "concession", (-1, -1): "unfortunate",
}  # fmt: skip


@pytest.mark.parametrize(("signs", "name"), TABLE.items())
def test_the_nine_signs(signs: tuple[int, int], name: str) -> None:
    """Hindriks, Jonker and Tykhonov (2007): six classes over all nine pairs of signs."""
    assert step_class(*signs) == name
    assert step_class(*signs, threshold=1) == "silent"


@law
@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(0, 2))
def test_the_class_depends_on_signs_alone(own: float, other: float, threshold: float) -> None:
    def sign(x: float) -> int:
        return int(np.sign(x)) if abs(x) > threshold else 0

    assert step_class(own, other, threshold=threshold) == TABLE[sign(own), sign(other)]


def test_a_record() -> None:
    """Each party against its own last whole offer; open offers and outsiders are passed over."""
    room = Room(points_case([[0, 4], [0, 3]], [[5, 0], [0, 2]], [[0, 0], [1, 0]]))
    offers = [
        ("p0", {"i0": "o1", "i1": "o1"}),
        ("p1", {"i0": "o0", "i1": "o0"}),
        ("p0", {"i0": "o0"}),
        ("senate", {"i0": "o0", "i1": "o0"}),
        ("p0", {"i0": "o0", "i1": "o1"}),
        ("p1", {"i0": "o0", "i1": "o1"}),
    ]
    found = steps(room.space, room.values, offers)
    assert [(step.by, step.start, step.end) for step in found] == [("p0", 1, 5), ("p1", 2, 6)]
    assert (found[0].own, found[0].other) == (-4, {"p1": 5, "p2": 0})
    assert found[0].classes == {"p1": "concession", "p2": "concession"}
    assert found[1].classes == {"p0": "fortunate", "p2": "selfish"}
    assert found[0].share is found[0].error is None
    assert found[0].to_dict()["method"]["exact"] is True


def test_shares_of_draws() -> None:
    """A step of 2 for one and −1 to 3 for the other: fortunate in three quarters of the draws."""
    data = points_case([[0, 2]], [[1, 1]]).to_dict()
    data["preferences"]["p1"]["scores"]["i0"]["o1"] = [0, 4]
    room = Room(build(data))
    found = steps(
        room.space, room.values, [("p0", {"i0": "o0"}), ("p0", {"i0": "o1"})], draws=room.draws(4000)
    )
    assert found[0].classes == {"p1": "fortunate"}
    assert found[0].share is not None
    assert found[0].error is not None
    assert found[0].share["p1"] == pytest.approx(0.75, abs=4 * found[0].error["p1"])
    assert (found[0].method.realisation, found[0].method.draws) == ("central", 4000)


def test_a_scale_says_nothing_of_another() -> None:
    """What one counts in thousands of billions does not hide a step of another that counts in units."""
    data = points_case([[0, 2]], [[10**12, 2 * 10**12]]).to_dict()
    data["preferences"]["p0"]["walk_away"] = [0, 1]
    room = Room(build(data))
    offers = [("p0", {"i0": "o0"}), ("p0", {"i0": "o1"})]
    (found,) = steps(room.space, room.values, offers, draws=room.draws(10))
    assert (found.classes, found.share) == ({"p1": "fortunate"}, {"p1": 1.0})
