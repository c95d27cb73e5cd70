"""The mediator's list and the single text, against loops."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from tests.analysis.bridges.planted import DRAWS, SEED, answers_of, apart, search
from tests.analysis.helpers import points_case
from tests.strategies import brief_law, build, cases

import walkaway
from walkaway.analysis.bridges import find_bridges, proposals
from walkaway.analysis.bridges.proposals import one_text
from walkaway.case import Case
from walkaway.certify.plainly import value_of
from walkaway.space import Space, build_space, central_values
from walkaway.space.draws import Draws, draw
from walkaway.space.sweep import accepted, values_of
from walkaway.space.weights import Floats


def best_gains(space: Space, drawn: Draws) -> Floats:
    """The most that each gains on average in a deal that passes in some draw; one unit at least."""
    joint = space.joint
    picks = joint.picks(np.arange(joint.combinations))
    barred = np.zeros(len(picks), dtype=bool)
    for mask in joint.impossible:
        barred |= mask.holds(picks, joint.columns)
    values = values_of(space, drawn, picks)
    passed = space.passes(accepted(space, drawn, picks).transpose(0, 2, 1)).any(axis=1) & ~barred
    gains = (values - drawn.walk_away[None])[passed].mean(axis=2)
    return np.array([max([float(x) for x in column] + [0.0]) for column in gains.T])


@brief_law
@given(cases(issues=(1, 3), options=(1, 3)))
def test_proposals_are_acceptable_and_fair(case: Case) -> None:
    """Law: those level with the best come first, by least gain; all shares are those of a loop."""
    found = search(case, target=0.8)
    space = build_space(case)
    drawn = draw(case, space, draws=DRAWS, seed=SEED)
    exact = found.method.exact
    units = [float(unit) for unit in central_values(case, space).units]
    most = np.maximum(best_gains(space, drawn), units)
    for item in found.proposals:
        picks = space.picks_of(item.deal)
        values = values_of(space, drawn, picks)
        accepts = accepted(space, drawn, picks)[0]
        assert item.acceptability == pytest.approx(float(space.passes(accepts.T).mean()))
        assert item.error == 0 if exact else item.interval[0] <= item.acceptability <= item.interval[1]
        gains = (values[0] - drawn.walk_away) / most[:, None]
        assert list(item.gains.values()) == pytest.approx(gains.mean(axis=1).tolist())
        for who, lift in item.lifts.items():
            index = space.who.index(who)
            yes = accepts.copy()
            line = space.joint.refused(picks, index)[0]
            for fall, enough in (((lift or 0.0) + 1e-7, lift is not None), (1e6, lift is not None)):
                yes[index] = (values[0, index] >= drawn.walk_away[index] - fall) & ~line
                assert (space.passes(yes.T).mean() >= 0.8) == enough
            if lift:
                yes[index] = (values[0, index] >= drawn.walk_away[index] - lift + 1e-6) & ~line
                assert space.passes(yes.T).mean() < 0.8
    top = max((item.interval[0] for item in found.proposals), default=0)
    level = [item.interval[1] >= top for item in found.proposals]
    assert level == sorted(level, reverse=True)
    fair = [item.fairness for item, first in zip(found.proposals, level, strict=True) if first]
    assert fair == sorted(fair, reverse=True)


@brief_law
@given(cases(issues=(1, 3), options=(2, 3)))
def test_no_proposal_is_bettered_by_a_deal_as_likely(case: Case) -> None:
    """Law: no deal that the program knows to be as likely is worth more to a party and less to none."""
    answers = answers_of(case)
    found = find_bridges(answers, target=0.8)
    likely = [item.deal for item in answers.likely.deals if item.acceptability]
    for item in found.proposals:
        others = [one.deal for one in found.proposals if one.acceptability >= item.acceptability]
        for deal in [*likely, *others]:
            gains = [value_of(case, who, deal) - value_of(case, who, item.deal) for who in case.parties]
            assert min(gains) < 0 or max(gains) < 1e-6


def test_a_deal_that_is_worse_for_all_is_not_proposed() -> None:
    found = search(points_case([[9, 8, 5]], [[9, 8, 9]], away=[1, 1]))
    assert [item.deal["i0"] for item in found.proposals] == ["o0"]


def test_fairness_counts_those_who_are_needed() -> None:
    """Two of three are enough: the least gain is the second largest."""
    case = points_case([[4, 2]], [[3, 2]], [[0, 2]], away=[1, 1, 1], agreement={"quota": 2, "vetoes": ["p1"]})
    first, second = search(case).proposals
    assert [first.deal["i0"], second.deal["i0"]] == ["o0", "o1"]
    assert first.fairness == 1, "2 of the 2 that the one with a veto could gain"


def offering() -> Case:
    """Two last offers that nobody signs, and a middle that both do."""
    record = [
        {"by": "p0", "offer": {"i0": "o2"}},
        {"by": "p0", "offer": {"i0": "o0", "i1": "o0"}},
        {"by": "p1", "act": "refuses"},
        {"by": "p1", "offer": {"i0": "o2"}},
    ]
    return points_case([[10, 6, 0], [1, 0]], [[0, 6, 10], [0, 1]], away=[5, 5], record=record)


def test_the_next_step_of_a_single_text() -> None:
    """The last offers fail; one departure, the middle, passes."""
    found = search(offering()).one_text
    assert found is not None
    assert found.offers == {"p0": {"i0": "o0", "i1": "o0"}, "p1": {"i0": "o2"}}
    assert found.now == 0
    assert found.step is not None
    assert (found.step.departures, found.step.changed) == (1, ("i0",))
    assert found.step.deal == {"i0": "o1", "i1": "o0"}
    assert [text.departures for text in found.texts] == [1, 2]


def test_offers_that_cannot_be_bettered() -> None:
    record = [{"by": "p0", "offer": {"i0": "o1"}}]
    found = search(apart(away=(5, 5), record=record)).one_text
    assert found is not None
    assert (found.now, found.step) == (1, None)
    assert found.texts[0].departures == 0


def test_without_offers_or_a_list_there_is_no_text() -> None:
    assert search(apart(away=(5, 5))).one_text is None
    assert (
        one_text(
            answers_of(points_case([[1]], [[1]], away=[2, 2], record=[{"by": "p0", "offer": {"i0": "o0"}}]))
        )
        is None
    )


@brief_law
@given(cases(issues=(1, 3), options=(2, 3), uncertain=True))
def test_texts_are_the_most_acceptable_at_their_distance(case: Case) -> None:
    """Law: among deals with so many departures none is signed in more draws."""
    data = case.to_dict()
    space = build_space(case)
    data["record"] = [
        {"by": "p0", "offer": {issue: options[0] for issue, options in zip(space.issues, space.options)}},  # noqa: B905
        {"by": "p1", "offer": {space.issues[0]: space.options[0][-1]}},
    ]
    answers = answers_of(build(data))
    found = one_text(answers)
    listed = answers.zone.listed
    assert listed is not None
    if found is None:
        assert not len(listed.flat)
        return
    picks = space.joint.picks(listed.flat)
    named = [{0} for _ in space.issues]
    named[0] = {0, len(space.options[0]) - 1}
    far = [sum(int(pick) not in some for pick, some in zip(row, named, strict=True)) for row in picks]
    shares = listed.tally.passed / len(listed.tally.zone)
    for text in found.texts:
        assert text.acceptability == max(
            share for share, k in zip(shares, far, strict=True) if k == text.departures
        )
    if found.step is not None:
        assert found.step.acceptability > found.now


def test_many_deals_that_are_level(monkeypatch: pytest.MonkeyPatch) -> None:
    """All are looked at evenly where too many are level with the best; a quarter apart, the fairest first."""
    monkeypatch.setattr(proposals, "_POOL", 3)
    found = find_bridges(answers_of(points_case([[*range(1, 10)]], [[*range(9, 0, -1)]], away=[1, 1])))
    assert [item.acceptability for item in found.proposals] == [1] * len(found.proposals)
    assert [item.deal["i0"] for item in found.proposals] == ["o4", "o2", "o0", "o8"]


def test_large_spaces_propose_the_likely_deals() -> None:
    answers = walkaway.analyse(walkaway.load("itex-cypress"), budget=10)
    assert answers.zone.listed is None
    found = find_bridges(answers)
    assert {str(item.deal) for item in found.proposals} == {str(item.deal) for item in answers.likely.deals}
    assert found.one_text is None
    none = walkaway.analyse(points_case([[5, 0]], [[0, 5]], away=[6, 6]), budget=1)
    assert find_bridges(none).proposals == ()


def test_proposals_of_a_real_range_are_not_one_deal_in_other_words() -> None:
    """Each gives somebody a quarter of its most more or less than any other, or differs in two issues."""
    data = points_case([[0, 70], [13, 0]], [[90, 0], [0, 29]], away=[31, 17]).to_dict()
    data["issues"]["i0"] = {"title": "Pay", "range": [2, 9]}
    for who, ends in (("p0", [0, 70]), ("p1", [90, 0])):
        data["preferences"][who]["scores"]["i0"] = {"linear": ends}
    found = walkaway.bridge(build(data)).proposals
    assert len(found) > 2
    most = {who: max(item.gains[who] for item in found) for who in ("p0", "p1")}
    for one, other in itertools.combinations(found, 2):
        by = max(abs(one.gains[who] - other.gains[who]) for who in most)
        differ = sum(one.deal[issue] != other.deal[issue] for issue in one.deal)
        assert differ > 1 or by >= 0.249
