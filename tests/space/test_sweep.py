"""The one evaluator against the definitions, one deal at a time, in fractions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.helpers import Room, points_case
from tests.strategies import cases, law

from walkaway.case import Case
from walkaway.certify.plainly import deals, suffices, value_of, walk_away_of
from walkaway.space import build_space, central_values
from walkaway.space.realised import centrally
from walkaway.space.sweep import Combinations, Sizes, accepted, blocks, values_of

SIZES = st.builds(Sizes, *[st.sampled_from([1, 2, 3, 5, 1024])] * 3)


def listed(case: Case) -> np.ndarray:
    return np.concatenate([picks for _, picks in build_space(case).joint.chunks()])


@law
@given(st.booleans().flatmap(lambda rich: cases(issues=(1, 3), options=(1, 3), rich=rich)), SIZES)
def test_law_central_slack_is_value_less_walk_away(case: Case, sizes: Sizes) -> None:
    """Slack is v(x) − R, exactly; a deal passes if those who accept it suffice: for any size of block."""
    space, values = build_space(case), central_values(case, build_space(case))
    every = [deal for deal in deals(case) if not any(one.holds(deal) for one in case.impossible)]
    seen = 0
    for block in blocks(space, centrally(values, case), listed(case), sizes=sizes):
        slacks = [block.slack(who)[:, 0] for who in range(len(space.who))]
        passes, alone = block.passes()[:, 0], block.passes(ratified=False)[:, 0]
        for row, deal in enumerate(every[block.some]):
            yes = []
            for name, slack, unit in zip(space.who, slacks, values.units, strict=True):
                own = case.preferences[name]
                gain = value_of(case, name, deal) - walk_away_of(case, name)
                assert own.cap is not None or int(slack[row]) * unit == gain
                if gain >= 0 and not any(line.holds(deal) for line in own.red_lines):
                    yes.append(name)
            assert bool(passes[row]) == suffices(case, yes, ratified=True)
            assert bool(alone[row]) == suffices(case, yes)
            seen += 1
    assert seen == len(every)


@law
@given(cases(issues=(1, 3), options=(1, 3)), SIZES, st.data())
def test_law_order_and_blocks_change_nothing(case: Case, sizes: Sizes, data: st.DataObject) -> None:
    """Deals are worth the same, whatever their order, and accepted the same, whatever the blocks."""
    room = Room(case)
    draws, picks = room.draws(7), listed(case)
    order = np.array(data.draw(st.permutations(range(len(picks)))), np.intp)
    values = values_of(room.space, draws, picks)
    assert np.allclose(values_of(room.space, draws, picks[order]), values[order], rtol=1e-14)
    says = accepted(room.space, draws, picks)
    for block in blocks(room.space, draws, picks[order], sizes=sizes):
        for who in range(len(room.space.who)):
            mine = says[order[block.some], who, block.part]
            assert (block.accepts(who) == mine).all()
            assert (block.accepts(who, block.slack(who)) == mine).all()


@pytest.mark.parametrize(("most", "cuts"), [(1, 6), (2, 3), (3, 3), (4, 2), (6, 1)])
def test_a_run_is_cut_only_where_it_is_longer_than_a_slice(most: int, cuts: int) -> None:
    table = [[1.0, 2.0, 3.0], [1.0, 2.0]]
    space = build_space(points_case(table, table, away=[0, 0]))
    picks = space.joint.picks(np.arange(6))
    rows = Combinations(space, space.joint, picks, 2)
    slices = list(rows.slices(most))
    assert rows.first == (0,)
    assert len(slices) == cuts
    assert [n for some in slices for n in range(some.start, some.stop)] == list(range(6))
