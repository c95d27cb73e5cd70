"""Joint acceptability against a naive loop; intervals; what is level."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from tests.analysis.helpers import Room, points_case
from tests.analysis.realised import realised
from tests.strategies import brief_law, build, case_data, cases, law

from walkaway.analysis.zone.acceptability import Tally, level_with_best, standard_error, tally, wilson
from walkaway.case import Case
from walkaway.certify.plainly import deals, suffices, value_of, walk_away_of
from walkaway.space.draws import Draws
from walkaway.space.sweep import Sizes, accepted, values_of


def whole_space(room: Room, draws: Draws, flat: Any = None, **more: Any) -> Tally:
    if flat is None:
        flat = np.arange(room.space.combinations)
    picks = room.space.joint.picks(flat)
    picks.flags.writeable = False
    return tally(room.space, draws, picks, **more)


def naive(room: Room, draws: Draws, flat: Any = None) -> dict[str, list[Any]]:
    """One draw and one deal at a time, patterns asked of the case, the rule in words."""
    case, space = room.case, room.space
    passed, passed_parties = [], []
    for number in range(space.combinations) if flat is None else flat:
        deal = space.deal(space.joint.picks(np.array([number]))[0])
        alone, everyone = [], []
        for n in range(draws.count):
            says = {}
            for index, who in enumerate(space.who):
                row = draws.coefficients[index, :, n]
                value = sum(
                    row[space.first[j] + options.index(deal[issue])]
                    for j, (issue, options) in enumerate(zip(space.issues, space.options, strict=True))
                )
                for feature, item in zip(space.owned(index), case.preferences[who].interactions, strict=True):
                    if all(deal[issue] in options for issue, options in item.when.items()):
                        value += row[feature]
                refused = any(line.holds(deal) for line in case.preferences[who].red_lines)
                says[who] = value >= draws.walk_away[index, n] - 1e-7 and not refused
            yes = suffices(case, [who for who in says if says[who]])
            alone.append(yes)
            everyone.append(yes and all(says[who] for who in case.ratifiers))
        passed.append(everyone)
        passed_parties.append(alone)
    table, parties = np.array(passed), np.array(passed_parties)
    return {
        "passed": table.sum(axis=1).tolist(),
        "passed_parties": parties.sum(axis=1).tolist(),
        "zone": table.any(axis=0).tolist(),
        "zone_parties": parties.any(axis=0).tolist(),
    }


@law
@given(cases(issues=(1, 3), options=(1, 3)), st.booleans())
def test_against_one_draw_and_one_deal_at_a_time(case: Case, narrow: bool) -> None:
    """Quotas, vetoes, ratifiers, red lines; with halves cut so small that interactions cross them."""
    room = Room(case)
    draws = room.draws(9)
    counts = whole_space(room, draws, sizes=Sizes(4, 2, 3) if narrow else None)
    slow = naive(room, draws)
    assert {key: getattr(counts, key).tolist() for key in slow} == slow


@law
@given(cases(issues=(2, 3), options=(2, 3)), st.data())
def test_some_deals_only(case: Case, data: st.DataObject) -> None:
    room = Room(case)
    draws = room.draws(5)
    some = data.draw(st.sets(st.integers(0, room.space.combinations - 1)))
    flat = np.array(sorted(some), dtype=np.int64)
    counts = whole_space(room, draws, flat, sizes=Sizes(table=3))
    if some:
        slow = naive(room, draws, sorted(some))
        assert {key: getattr(counts, key).tolist() for key in slow} == slow
    else:
        assert not len(counts.passed)
        assert not counts.zone.any()


@law
@given(cases(issues=(1, 3), options=(1, 3)))
def test_a_few_deals_in_every_draw(case: Case) -> None:
    room = Room(case)
    draws = room.draws(6)
    picks = room.space.joint.picks(np.arange(room.space.combinations))
    values = values_of(room.space, draws, picks)
    says = accepted(room.space, draws, picks)
    assert says.shape == values.shape == (len(picks), len(room.space.who), 6)
    counts = whole_space(room, draws)
    passes = room.space.passes(says.transpose(0, 2, 1))
    assert passes.sum(axis=1).tolist() == counts.passed.tolist()


@brief_law
@given(cases(rich=True, issues=(1, 3), options=(1, 3)), st.booleans())
def test_functions_and_caps_in_every_draw(case: Case, narrow: bool) -> None:
    """Values are those of the definition once every judgement is the number drawn; so are the counts."""
    room = Room(case)
    draws, every = room.draws(5), list(deals(case))
    picks = room.space.joint.picks(np.arange(len(every)))
    values = values_of(room.space, draws, picks)
    for number in range(draws.count):
        drawn = realised(case, draws, number)
        for index, who in enumerate(case.everyone):
            assert draws.walk_away[index, number] == pytest.approx(float(walk_away_of(drawn, who)), abs=1e-7)
            worth = [float(value_of(drawn, who, deal)) for deal in every]
            assert values[:, index, number] == pytest.approx(worth, abs=1e-7)
    counts = whole_space(room, draws, sizes=Sizes(4, 2, 3) if narrow else None)
    says = accepted(room.space, draws, picks)
    assert room.space.passes(says.transpose(0, 2, 1)).sum(axis=1).tolist() == counts.passed.tolist()


def test_an_issue_with_more_options_than_a_half_holds() -> None:
    table = [[float(n % 13) for n in range(1500)], [0.0, 3.0]]
    data = points_case(table, table, away=[9, 8]).to_dict()
    data["preferences"]["p0"]["walk_away"] = [5, 12]
    data["issues"] = {"i1": data["issues"]["i1"], "i0": data["issues"]["i0"]}
    room = Room(build(data))
    draws = room.draws(8)
    flat = np.array([0, 7, 1499, 1500, 2999])
    assert whole_space(room, draws, flat).passed.tolist() == naive(room, draws, flat.tolist())["passed"]


def test_progress_ends_at_one() -> None:
    told: list[float] = []
    room = Room(points_case([[1, 2], [0, 1]], [[1, 0], [3, 1]]))
    whole_space(room, room.draws(1200), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    assert len(told) == 3


@law
@given(case_data(rules=False, linked=False, ratifiers=False, issues=(1, 3)), st.integers(1, 30))
def test_the_zone_shrinks_as_a_walk_away_rises(data: dict[str, Any], rise: int) -> None:
    """Raiffa (1982): the better a side's alternative, the fewer deals remain."""
    before = Room(build(data))
    away = data["preferences"]["p0"].get("walk_away", 0)
    higher: Any = (
        {key: x + rise for key, x in away.items()} if isinstance(away, dict)
        else [x + rise for x in away] if isinstance(away, list) else away + rise
    )  # fmt: skip
    data["preferences"]["p0"]["walk_away"] = higher
    after = Room(build(data))
    few, many = whole_space(after, after.draws(32)), whole_space(before, before.draws(32))
    assert (few.passed <= many.passed).all()
    assert (few.zone <= many.zone).all()


# ------------------------------------------------------------------------------------------------ intervals


@law
@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_intervals_are_scipys(pair: tuple[int, int]) -> None:
    count, draws = pair
    low, high = wilson(count, draws)
    known = binomtest(count, draws).proportion_ci(0.95, method="wilson")
    assert (float(low), float(high)) == pytest.approx((known.low, known.high), abs=1e-9)
    assert 0 <= low <= count / draws <= high <= 1


def test_standard_errors() -> None:
    assert standard_error(0.5, 100) == pytest.approx(0.05)
    assert standard_error(0.0, 100) == standard_error(1.0, 100) == 0
    assert standard_error(1.0000001, 100) == 0


@law
@given(st.lists(st.integers(0, 60), max_size=30))
def test_deals_are_level_with_the_likeliest_if_their_intervals_overlap(passed: list[int]) -> None:
    counts = np.array(passed, dtype=np.int64)
    counts.flags.writeable = False
    low, high = wilson(counts, 60)
    for i, level in enumerate(level_with_best(counts, 60)):
        assert level == (passed[i] > 0 and not any(low[j] > high[i] for j in range(len(passed))))
