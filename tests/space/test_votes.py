"""The agreement rule as arrays, beside the same rule in plain words and fractions."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.helpers import points_case
from tests.strategies import agreements, law

from walkaway.case import Agreement, Case
from walkaway.certify.plainly import suffices
from walkaway.space.votes import votes_of

PARTIES = ["p0", "p1", "p2", "p3"]
SOME = st.sets(st.sampled_from(PARTIES))


def case_with(rule: object, *, parties: int = 4, ratified: bool = False) -> Case:
    more: dict[str, Any] = {"ratifiers": {"senate": {"title": "Senate", "for": "p0"}}} if ratified else {}
    names = [*PARTIES[:parties], *more.get("ratifiers", ())]
    preferences = {name: {"scores": {"i0": {"o0": 0}}} for name in names}
    return points_case(*[[[0]]] * parties, agreement=rule, preferences=preferences, **more)


@law
@given(rule=agreements(PARTIES), ratified=st.booleans())
def test_law_arrays_say_what_the_words_say(rule: object, ratified: bool) -> None:
    """For every set of those who accept: it passes if the rule, read in words, is met."""
    case = case_with(rule, ratified=ratified)
    votes = votes_of(case)
    everyone = [*case.parties, *case.ratifiers]
    accepts = np.array(list(product([False, True], repeat=len(everyone))))
    for with_ratifiers in (True, False):
        found = votes.passes(accepts, ratified=with_ratifiers)
        sets = [[who for who, yes in zip(everyone, row, strict=True) if yes] for row in accepts]
        assert found.tolist() == [suffices(case, some, ratified=with_ratifiers) for some in sets]
    required = [
        who for who in case.parties if not suffices(case, [other for other in everyone if other != who])
    ]
    assert [everyone[who] for who in votes.required] == required
    assert votes.unanimous == (len(required) == len(case.parties))


@pytest.mark.parametrize(
    ("least", "passing"), [("1000000000000000000003/1000000000", 1), (1e12, 4), (2e-9, 6)]
)
def test_votes_too_far_apart_for_64_bits_are_counted(least: object, passing: int) -> None:
    """A trillion votes beside a billionth and two of them: who is enough, and who decides."""
    rule = {"votes": {"p0": 1e12, "p1": 1e-9, "p2": 2e-9}, "at_least": least}
    votes = votes_of(case_with(rule, parties=3))
    accepts = np.array(list(product([False, True], repeat=3)))
    found = votes.passes(accepts)
    assert found.sum() == passing
    ask = votes.pivotal([~accepts[:, who, None] for who in range(3)])
    for who in range(3):
        yes = accepts.copy()
        yes[:, who] = True
        assert ask(who)[0][:, 0].tolist() == votes.passes(yes).tolist()
    assert votes.least(np.array([3.0, 2.0, 1.0])) == {1: 1.0, 4: 3.0, 6: 3.0}[passing]


@law
@given(rule=agreements(PARTIES), ratified=st.booleans())
def test_law_pivotal_is_who_decides(rule: object, ratified: bool) -> None:
    """A pair is pivotal for somebody if it passes once he accepts; *without* him if also when he refuses."""
    case = case_with(rule, ratified=ratified)
    votes = votes_of(case)
    accepts = np.array(list(product([False, True], repeat=len(case.everyone))))
    ask = votes.pivotal([~accepts[:, who, None] for who in range(len(case.everyone))])
    for who in range(len(case.everyone)):
        yes, no = accepts.copy(), accepts.copy()
        yes[:, who], no[:, who] = True, False
        decides, free = ask(who)
        assert decides[:, 0].tolist() == votes.passes(yes).tolist()
        without = votes.passes(no)
        assert not without.any() if free is None else free[:, 0].tolist() == without.tolist()


@law
@given(
    rule=agreements(PARTIES),
    gains=st.lists(st.lists(st.integers(-2, 3), min_size=4, max_size=4), min_size=1, max_size=6),
)
def test_law_the_least_gain_is_the_highest_level_enough_reach(rule: object, gains: list[list[int]]) -> None:
    """The largest t with which {p : gain of p is t or more} suffices."""
    case = case_with(rule)
    found = votes_of(case).least(np.array(gains, float))
    for row, least in zip(gains, found.tolist(), strict=True):
        levels = [
            level for level in row
            if suffices(case, [who for who, gain in zip(PARTIES, row, strict=True) if gain >= level])
        ]  # fmt: skip
        assert least == max(levels)


@law
@given(
    rule=agreements(PARTIES), yes=st.sets(st.sampled_from(PARTIES)), more=st.sets(st.sampled_from(PARTIES))
)
def test_law_nothing_fails_because_one_more_accepts(rule: object, yes: set[str], more: set[str]) -> None:
    """Rules are monotone."""
    case = case_with(rule)
    assert suffices(case, yes | more) >= suffices(case, yes)


def test_the_council_of_the_european_economic_community() -> None:
    """Six states with 4, 4, 4, 2, 2 and 1 votes and 12 needed: Luxembourg never decided anything.

    Felsenthal and Machover 1998, The Measurement of Voting Power, ch. 5: with 12 of 17 the state with one
    vote is a dummy, since the others' votes are even.
    """
    held = {"p0": 4, "p1": 4, "p2": 4, "p3": 2, "p4": 2, "p5": 1}
    case = points_case(*[[[0]]] * 6, agreement={"votes": held, "at_least": 12})
    votes = votes_of(case)
    accepts = np.array(list(product([False, True], repeat=6)))
    swing = accepts.copy()
    swing[:, 5] = ~swing[:, 5]
    assert votes.passes(accepts).tolist() == votes.passes(swing).tolist()
    assert votes.required == ()


@pytest.mark.parametrize(("rule", "count"), [("all", 3), ({"quota": 2}, 2), ({"quota": "60 %"}, 2)])
def test_a_matter_of_how_many(rule: object, count: int) -> None:
    assert votes_of(case_with(rule, parties=3)).count == count


def test_votes_in_tenths_are_counted_whole() -> None:
    """Populations in millions: 18.6 and 8.8 of 27.4; 65 % is 17.81, so only the first decides."""
    rule = Agreement.model_validate({"votes": {"p0": 18.6, "p1": 8.8}, "at_least": "65 %"})
    votes = votes_of(case_with("all", parties=2), rule)
    assert votes.held.tolist() == [[93, 44]]
    assert votes.enough.tolist() == [90]
    assert votes.required == (0,)
    assert votes.count is None
