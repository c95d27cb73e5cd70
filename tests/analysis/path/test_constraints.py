"""Constraints of a schedule against a slow twin, and the laws they obey."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.path.plain_numbers import part, path_of, paths, plan, shares
from tests.strategies import law

from walkaway.analysis.path.constraints import REMEDIES, PathNumbers, exposures, slacks
from walkaway.analysis.path.safeguards import safeguards
from walkaway.certify.paths import plain_slack


def floats(numbers: PathNumbers) -> PathNumbers:
    """The same numbers as floats."""
    names = ("costs", "worth", "detection", "discount_low", "discount_high", "backing", "completed")
    rough: Any = {name: getattr(numbers, name).astype(float) for name in names}
    return replace(numbers, **rough)


@law
@given(paths(), st.data())
def test_slack_is_that_of_the_definition(numbers: PathNumbers, data: st.DataObject) -> None:
    """Slow twin: the definition as recursion, with fractions; no difference at all, and little in floats."""
    moved = plan(data.draw(shares(len(numbers.owner), 3)))
    expected = plain_slack(numbers, moved)
    found = slacks(numbers, moved).least
    assert {place: found[place] for place in expected} == expected
    rough = slacks(floats(numbers), moved.astype(float)).least
    assert np.allclose(rough, found.astype(float))


def test_an_exchange_in_arithmetic() -> None:
    """Each gives 1 for 2 in two halves, completed worth 1, δ = ½, seen for sure.

    V(2) = 2·½ − 1·½ + ½·1 = 1; V(1) = ½ + ½·1 = 1; incentive: ½·1 − ½ = 0 in phase 1, ½·1 − ½ = 0 in phase 2.
    """
    numbers = path_of([0, 1], [1, 1], [[0, 2], [2, 0]], discount="1/2", completed=1)
    found = slacks(numbers, plan([["1/2", "1/2"], ["1/2", "1/2"]]))
    assert found.incentive.tolist() == [[0, 0], [0, 0]]
    assert found.participation.tolist() == [[1, 1], [1, 1]]


def test_what_can_be_taken_back_after_the_end_must_be_worth_leaving() -> None:
    """Ben's relief cost him 3 and can be undone; once Ann has done all it stays if completing is worth 3."""
    for worth, slack in ((2, -1), (3, 0)):
        numbers = path_of(
            [0, 1], [1, 3], [[0, 9], [9, 0]], completed=["9", str(worth)], reversible=[False, True]
        )
        assert slacks(numbers, plan([[1, 1]])).participation[0, 1] == slack


def test_exposure_is_the_worst_of_given_minus_got() -> None:
    """Ann gives a step of cost 3 first, Ben then his, worth 5 to her: she has 3 at risk in both phases."""
    numbers = path_of([0, 1], [3, 1], [[0, 4], [5, 0]])
    assert exposures(numbers, plan([[1, 0], [0, 1]])).tolist() == [[3, 0], [3, -3]]


def test_a_bond_that_is_posted_stays_posted() -> None:
    """Ann gives, takes back and gives again in halves: phase 3 starts from nothing, V = 1, E = 2."""
    numbers = path_of([0, 1], [1, 1], [[0, 2], [2, 0]], backing=2, reversible=[True, True])
    moved = plan([[1, 1], [-1, -1], ["1/2", "1/2"], ["1/2", "1/2"]])
    found = slacks(numbers, moved)
    assert found.participation[:3, 0].tolist() == [1, 3, 3]
    expected = plain_slack(numbers, moved)
    assert {place: found.least[place] for place in expected} == expected


def test_snapback_and_escrow_stand_behind_a_step() -> None:
    """Ben's relief of 4 is undone when Ann breaks: her last step of 1 is backed by 4 and holds with q ≥ ¼."""
    bare = path_of([0, 1], [1, 1], [[0, 3], [4, 0]], detection="1/4")
    undone = replace(bare, reversible=(False, True))
    last = plan([[0, 1], [1, 0]])
    assert slacks(bare, last).incentive[1, 0] == -1
    assert slacks(undone, last).incentive[1, 0] == 0
    held = replace(bare, escrow=(False, True))
    assert slacks(held, plan([[1, 1]])).incentive[0, 0] == 0


@law
@given(paths(), st.data(), st.sampled_from(["detection", "bond", "completed"]), part)
def test_more_behind_a_schedule_never_lowers_slack(
    numbers: PathNumbers, data: st.DataObject, remedy: str, more: Fraction
) -> None:
    """Law: raising detection, a bond or what completing is worth never lowers any slack."""
    moved = plan(data.draw(shares(len(numbers.owner), 3)))
    name = {"detection": "detection", "bond": "backing", "completed": "completed"}[remedy]
    now = getattr(numbers, name)
    changed: Any = {name: np.minimum(now + more, 1) if remedy == "detection" else now + more}
    raised = replace(numbers, **changed)
    assert (slacks(raised, moved).least >= slacks(numbers, moved).least).all()


@law
@given(paths(undo=False), st.data(), part)
def test_more_patience_never_lowers_slack_where_going_on_is_worth_something(
    numbers: PathNumbers, data: st.DataObject, more: Fraction
) -> None:
    """Law: where going on is worth 0 or more in every phase, a larger discount factor never lowers a slack.

    By summation by parts :math:`dV(k)/d\\delta = \\sum_{n>k} \\delta^{n-k-1} V(n)`, for phases of one period.
    """
    numbers = replace(numbers, periods=(1,) * len(numbers.owner), backing=numbers.backing * 0)
    moved = plan(data.draw(shares(len(numbers.owner), 3)))
    raised = replace(
        numbers,
        discount_low=np.minimum(numbers.discount_low + more, 1),
        discount_high=np.minimum(numbers.discount_high + more, 1),
    )
    before = slacks(numbers, moved)
    willing = (before.participation >= 0).all(axis=0)
    after = slacks(raised, moved).least[:, willing]
    assert (after >= before.least[:, willing]).all()


@law
@given(paths(), st.data())
def test_without_a_discount_a_phase_that_holds_can_be_done_in_two(
    numbers: PathNumbers, data: st.DataObject
) -> None:
    """Law: of a schedule that holds any phase can be cut in two, each a share of it, and it still holds.

    Everything is linear along the way, so the slack of a part is concave in its begin and end; it is 0 or
    more for parts of no size and for the whole.
    """
    ones = numbers.discount_low * 0 + 1
    more = numbers.backing + data.draw(st.sampled_from([0, 9]))
    numbers = replace(numbers, discount_low=ones, discount_high=ones, backing=more)
    moved = plan(data.draw(shares(len(numbers.owner), 2)))
    phase, share = data.draw(st.integers(0, 1)), data.draw(part)
    halves = np.insert(moved, phase, moved[phase] * share, axis=0)
    halves[phase + 1] = moved[phase] * (1 - share)
    if (slacks(numbers, moved).least >= 0).all():
        assert (slacks(numbers, halves).least >= 0).all()


@law
@given(paths(backed=False, undo=False), st.data())
def test_a_schedule_that_nothing_backs_unravels(numbers: PathNumbers, data: st.DataObject) -> None:
    """Law: with nothing behind it the last step that costs its owner something is not taken.

    Without it the one before is the last; so no finite schedule that nothing backs holds by itself.
    """
    moved = plan(data.draw(shares(len(numbers.owner), 3)))
    found = slacks(numbers, moved)
    for who in {*numbers.owner}:
        last = max(np.flatnonzero(found.tempted[:, who]))
        cut = moved.copy()
        cut[last + 1 :] = 0
        assert slacks(numbers, cut).incentive[last, who] < 0


@law
@given(paths(backed=False, undo=False))
def test_all_at_once_holds_by_itself_for_nobody(numbers: PathNumbers) -> None:
    """Law: one phase for everything, and nothing behind it: whoever acts would hold back its part."""
    found = slacks(numbers, plan([[1] * len(numbers.owner)])).incentive[0]
    assert all(found[who] < 0 for who in numbers.owner)


@law
@given(paths(), st.data())
def test_a_safeguard_is_the_least_that_is_enough(numbers: PathNumbers, data: st.DataObject) -> None:
    """Law: with the level the constraint holds, with a little less it does not."""
    rough, moved = floats(numbers), plan(data.draw(shares(len(numbers.owner), 3)), exact=False)
    names = tuple("abc"[: rough.parties])
    for item in list(safeguards(rough, moved, names))[:3]:
        party, phase = names.index(item.party), item.phase - 1
        for remedy, level in item.needs.items():
            near = 1e-6 * max(1.0, level)
            there = [rough.raised(remedy, np.array(at), party) for at in (level, level - near)]
            enough, short = (slacks(one, moved).least[phase, party] for one in there)
            assert enough >= -near
            if level > near:
                assert short < near or remedy == "discount"
        assert set(item.needs) <= set(REMEDIES)


@law
@given(paths(), st.data(), part, part)
def test_ends_of_a_range_hold_what_lies_between(
    numbers: PathNumbers, data: st.DataObject, low: Fraction, high: Fraction
) -> None:
    """Law: the slack under any discount of a range lies between the least and the largest of the range."""
    low, high = sorted((low, high))
    moved = plan(data.draw(shares(len(numbers.owner), 3)))
    ends = np.full(numbers.parties, low), np.full(numbers.parties, high)
    wide = replace(numbers, discount_low=ends[0], discount_high=ends[1])
    middle = (ends[0] + ends[1]) / 2
    one = slacks(replace(numbers, discount_low=middle, discount_high=middle), moved).least
    assert (slacks(wide, moved).least <= one).all()
    assert (one <= slacks(wide, moved, best=True).least).all()
