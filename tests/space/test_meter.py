"""What would take too long is refused early, with what would not; what is half done is done."""

from __future__ import annotations

import numpy as np
import pytest
from tests.analysis.helpers import Room, points_case

from walkaway.errors import UsageError
from walkaway.space.meter import Meter
from walkaway.space.sweep import Sizes, blocks

CASE = points_case([[0, 5, 9], [0, 2]], [[9, 6, 0], [3, 0]], away=(5, 5))


def busy(meter: Meter, seconds: float) -> Meter:
    """As if so many processor seconds had gone by."""
    meter._begun -= seconds
    return meter


def test_the_estimate_and_the_draws_that_would_do() -> None:
    """2.5 s for a thousandth are 2,500 s, 42 minutes; 60 do for 24 thousandths: 20,000, in one digit."""
    with pytest.raises(UsageError) as caught:
        busy(Meter(1_000_000), 2.5).at(0.001)
    (fault,) = caught.value.faults
    assert fault.path == "draws"
    assert fault.found == "1,000,000 draws, which would take about 42 minutes of a processor"
    assert fault.expected == "at most 20,000 draws, which take one"


@pytest.mark.parametrize(
    ("seconds", "share"),
    [(1.9, 0.001), (31.0, 0.52), (300.0, 0.51), (25.0, 0.42)],
    ids=["too early to tell", "in time", "half done", "in time, though slow"],
)
def test_what_is_let_through(seconds: float, share: float) -> None:
    busy(Meter(1000), seconds).at(share)


def test_a_pass_over_deals_and_draws_is_refused_before_it_is_half_done() -> None:
    room = Room(CASE)
    draws, picks = room.draws(8), room.space.joint.picks(np.arange(room.space.combinations))
    begun = blocks(room.space, draws, picks, sizes=Sizes(realisations=1), seconds=0)
    next(begun)
    with pytest.raises(UsageError, match="8 draws, which would take"):
        next(begun)
    assert len(list(blocks(room.space, draws, picks, sizes=Sizes(realisations=1)))) == 8
