"""What few deals leave open: pairs within reach are found, however deals are bounded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.helpers import Room, every_deal
from tests.strategies import brief_law, cases

from walkaway.analysis.sensitivity.movable import added_columns
from walkaway.analysis.sensitivity.pivotal import Key, group_deals
from walkaway.analysis.sensitivity.reaching import find_reaching
from walkaway.case import Case
from walkaway.space.sweep import accepted, values_of

DRAWS = 12


@brief_law
@given(cases(parties=(2, 4), issues=(1, 3), options=(1, 3)), st.integers(0, 2**16))
def test_what_lies_within_reach_is_found(case: Case, seed: int) -> None:
    """Law: the largest slack of each group, if it is within reach, and who can be done without."""
    check_reaching(case, seed)


@brief_law
@given(cases(parties=(2, 3), issues=(1, 2), options=(1, 3), rich=True), st.integers(0, 2**16))
def test_what_lies_within_reach_is_found_with_functions_and_caps(case: Case, seed: int) -> None:
    """The same law."""
    check_reaching(case, seed)


def check_reaching(case: Case, seed: int) -> None:
    room, chance = Room(case), np.random.Generator(np.random.PCG64(seed))
    space, draws = room.space, room.draws(DRAWS)
    picks = every_deal(space)
    picks = picks[chance.random(len(picks)) < 0.8]
    reach = chance.choice([-np.inf, -2.0, 0.0, 5.0, np.inf], (len(space.who), DRAWS))
    keys = [
        Key(who, issues, columns)
        for who in range(len(space.who))
        for issues, columns in (((0,), added_columns(space, who)), ((len(space.issues) - 1,), ()))
    ]
    groupings = [group_deals(space, picks, key) for key in dict.fromkeys(keys)]
    found = find_reaching(space, draws, picks, groupings, reach)
    slack = values_of(space, replace(draws, caps=None), picks) - draws.walk_away
    accepts = accepted(space, draws, picks).transpose(0, 2, 1)
    level = reach[0] >= 0  # a deal that passes lies within that
    zone: np.ndarray = np.any(space.passes(accepts), axis=0)
    assert (found.zone[level] == zone[level]).all()
    for who in range(len(space.who)):
        yes, no = accepts.copy(), accepts.copy()
        yes[:, :, who], no[:, :, who] = True, False
        asked = reach[who] > -np.inf
        free: np.ndarray = np.any(space.passes(no), axis=0)
        assert (found.free[who][asked] == free[asked]).all()
        pivotal = space.passes(yes) & ~space.joint.refused(picks, who)[:, None]
        for one in groupings:
            if one.key.who != who:
                continue
            for group, best in enumerate(found.best[one.key]):
                mine = np.where(pivotal, slack[:, who], -np.inf)[one.code == group].max(axis=0)
                within = mine > 1e-6 - reach[who]
                assert np.allclose(best[within], mine[within], atol=1e-5)
                assert (best <= mine + 1e-5).all()
