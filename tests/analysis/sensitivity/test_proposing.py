"""Which deals anybody might propose: those found by bounds are those found by going through all."""

from __future__ import annotations

import numpy as np
from tests.analysis.helpers import Room, every_deal
from tests.strategies import cases, law_of

from walkaway.analysis.sensitivity.proposing import find_gains, find_passing, find_promising, most_gained
from walkaway.case import Case


@law_of(
    cases(parties=(2, 4), issues=(1, 3), options=(1, 3)),
    cases(parties=(2, 3), issues=(1, 2), options=(1, 3), rich=True),
)
def test_the_most_promising_are_those_of_all(case: Case) -> None:
    """Law: no deal is gained more from than its bound says, and those with the largest gains are found."""
    room = Room(case)
    space, draws, picks = room.space, room.draws(30), every_deal(room.space)
    passing = find_passing(space, draws, picks)
    passed = np.bincount(passing[0], minlength=len(picks))
    gains = find_gains(space, draws, picks)
    for who, own in enumerate(gains):
        assert (own <= most_gained(space, draws, picks, passed, who)).all()
    for known in (passing, passing[:, passing[0] % 2 == 0], passing[:, :0]):  # of all, of some and of none
        found = find_promising(space, draws, picks, passed, known, 3, first=(1, 4))
        for own, rows in zip(gains, found, strict=True):
            assert rows.tolist() == np.argsort(-own, kind="stable")[:3].tolist()
