"""Whether a deal exists, draw by draw, against going through all deals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.helpers import Room, points_case
from tests.analysis.twins import exists
from tests.strategies import build, cases, law

import walkaway
from walkaway.errors import BudgetError
from walkaway.space.existence import SearchSizes, deal_exists, terms_of

SMALL: dict[str, Any] = {"issues": (1, 3), "options": (1, 3)}


def check(case: Any, data: st.DataObject, *, draws: int) -> None:
    """Both ways of searching, with and without ratifiers and within terms, against a loop."""
    here = Room(case)
    drawn = here.draws(draws)
    issue = data.draw(st.sampled_from(sorted(case.issues)))
    terms = {issue: data.draw(st.sampled_from(sorted(case.issues[issue].options)))}
    for sizes in (SearchSizes(), SearchSizes(rows=0)):  # clusters joined one by one, and a table of the deals
        for ratified in (True, False):
            found = deal_exists(here.space, drawn, ratified=ratified, sizes=sizes)
            assert found.tolist() == exists(case, here.space, drawn, ratified=ratified)
        found = deal_exists(here.space, drawn, terms=terms_of(here.space, terms), sizes=sizes)
        assert found.tolist() == exists(case, here.space, drawn, terms)


@law
@given(cases(**SMALL), st.data())
def test_it_is_what_going_through_all_deals_finds(case: Any, data: st.DataObject) -> None:
    """Law: the same draws, with and without ratifiers, within any terms."""
    check(case, data, draws=6)


@law
@given(cases(**SMALL, parties=(2, 3), rich=True), st.data())
def test_functions_caps_stretches_and_deals_as_walk_aways(case: Any, data: st.DataObject) -> None:
    """Law: the same with ranges, functions, caps and walk-aways that are worth a deal."""
    check(case, data, draws=5)


def test_a_cap_below_the_walk_away_leaves_no_deal() -> None:
    plain = points_case([[9, 0]], [[0, 9]], away=[5, -1]).to_dict()
    assert deal_exists(Room(build(plain)).space, Room(build(plain)).draws(2)).all()
    plain["preferences"]["p0"]["cap"] = 5
    assert deal_exists(Room(build(plain)).space, Room(build(plain)).draws(2)).all()
    plain["preferences"]["p0"]["cap"] = 4.9
    assert not deal_exists(Room(build(plain)).space, Room(build(plain)).draws(2)).any()


def test_one_to_whom_all_deals_are_worth_much_and_the_same_chooses_none() -> None:
    """Of ten deals 5 : 4 alone satisfies both; a third gains 10^13 by each of them."""
    ours, theirs = [list(range(10))], [[9 - n for n in range(10)]]
    for away, there in ((4, True), (5, False)):
        case = points_case(ours, theirs, [[1] * 10], away=[5, away, -1e13])
        here = Room(case)
        assert deal_exists(here.space, here.draws(3)).tolist() == [there] * 3


@law
@given(cases(**SMALL))
def test_a_ratifier_may_be_left_out(case: Any) -> None:
    """Law: as if it had never been asked; draws that are not wanted are False."""
    here = Room(case)
    draws = here.draws(6)
    half = np.arange(6) % 2 == 0
    for index, who in enumerate(here.space.who):
        if who in case.ratifiers:
            twin = exists(case, here.space, draws, without=who)
            for sizes in (SearchSizes(), SearchSizes(rows=0)):
                more: Any = {"without": index, "sizes": sizes}
                assert deal_exists(here.space, draws, **more).tolist() == twin
                some = deal_exists(here.space, draws, where=half, **more)
                assert some.tolist() == (np.array(twin) & half).tolist()
    whole = deal_exists(here.space, draws)
    assert deal_exists(here.space, draws, where=half).tolist() == (whole & half).tolist()


@pytest.mark.parametrize("rounds", [0, 2, 14])
def test_weighted_sums_only_save_time(rounds: int) -> None:
    """Law: the answer does not depend on how many rounds are tried first, in large spaces either."""
    here = Room(walkaway.load("harbour").case, rule=None)
    case = walkaway.load("new-recruit").case
    large = Room(case)
    draws = large.draws(4)
    high = draws.asking(0, np.array([0.0, 7000.0, 12000.0, 20000.0]))
    sizes = SearchSizes(few_rounds=rounds, large=10, rounds=rounds)
    assert deal_exists(large.space, high, sizes=sizes).tolist() == [True, True, True, False]
    assert deal_exists(here.space, here.draws(3), sizes=sizes).tolist() == [True] * 3


def test_a_search_that_does_not_end_says_so() -> None:
    here = Room(points_case([[1, 2], [3, 4]], [[2, 1], [4, 3]], away=[5, 5]))
    with pytest.raises(BudgetError, match="nearly balanced"):
        deal_exists(here.space, here.draws(2), sizes=SearchSizes(work=5, few_rounds=0))


def test_red_lines_that_leave_nothing() -> None:
    case = points_case([[1, 2]], [[2, 1]], away=[0, 0])
    barred = case.preferences["p0"].model_copy(
        update={
            "red_lines": tuple(
                case.model_validate(case.to_dict() | {"impossible": [{"i0": ["o0", "o1"]}]}).impossible
            )
        }
    )
    here = Room(case.with_parts(preferences={**case.preferences, "p0": barred}))
    assert not deal_exists(here.space, here.draws(3)).any()


def test_with_a_quota_terms_that_nothing_meets() -> None:
    case = points_case([[1, 2]], [[2, 1]], away=[0, 0], agreement={"quota": 1}, impossible=[{"i0": "o1"}])
    here = Room(case)
    found = deal_exists(here.space, here.draws(2), terms=terms_of(here.space, {"i0": "o1"}))
    assert found.tolist() == [False, False]


def test_with_a_quota_more_deals_than_can_be_listed_are_refused() -> None:
    row = [list(range(8))] * 7
    here = Room(points_case(row, row, away=[0, 0], agreement={"quota": 1}))
    with pytest.raises(BudgetError, match="7 issues"):
        deal_exists(here.space, here.draws(2))


def test_draws_are_asked_about_in_parts() -> None:
    here = Room(points_case([[0, 9]], [[9, 0]], away=[0, 0]))
    high = here.draws(5).asking(0, np.array([0.0, 9.0, 9.5, 8.0, 10.0]))
    sizes = SearchSizes(rows=0, table_block=2)
    assert deal_exists(here.space, high, sizes=sizes).tolist() == [True, True, False, True, False]


def test_linked_issues_too_many_to_list_are_refused_before_they_are_laid_out() -> None:
    """Eight options of seven issues that hang together, beside one issue more: nothing is taken to memory."""
    row = [list(range(8))] * 7 + [[0, 1]]
    linked = [{"when": {f"i{n}": "o0" for n in range(7)}, "add": 1}]
    data = points_case(row, row, away=[0, 0]).to_dict()
    data["preferences"]["p0"] |= {"walk_away": [0, 1], "interactions": linked}
    here = Room(build(data))
    with pytest.raises(BudgetError, match="7 issues"):
        deal_exists(here.space, here.draws(2000))


@law
@given(cases(issues=(1, 4), options=(1, 3)), st.integers(1, 50))
def test_how_much_is_held_at_once_changes_nothing(case: Any, numbers: int) -> None:
    """Law: draws in blocks of any size, down to one, give the same answer."""
    here = Room(case)
    draws = here.draws(7)
    whole = deal_exists(here.space, draws)
    assert deal_exists(here.space, draws, sizes=SearchSizes(numbers=numbers)).tolist() == whole.tolist()
