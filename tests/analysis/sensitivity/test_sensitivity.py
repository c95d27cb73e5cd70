"""Sensitivity as a whole: nothing passed over, nothing random, large spaces, the flagship cases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from tests.analysis.helpers import Room, every_deal, points_case
from tests.strategies import build, cases, law_of

import walkaway
from walkaway.analysis.answers import Answers, analyse
from walkaway.analysis.sensitivity.movable import (
    BELIEF,
    BOTH,
    FIXED,
    MEANING,
    added_columns,
    build_movables,
    chosen,
)
from walkaway.analysis.sensitivity.pivotal import Key, find_decided, find_zone_again, group_deals
from walkaway.analysis.sensitivity.proposing import find_gains, find_passing
from walkaway.analysis.sensitivity.sensitivity import Limits, sensitivity
from walkaway.case import Case, Judgement, Judgements
from walkaway.errors import UsageError
from walkaway.space.sweep import Sizes, accepted, values_of


@pytest.fixture(scope="module")
def hanoi() -> Answers:
    return analyse(walkaway.load("hanoi-2019").case, draws=300, seed=4)


def paths_of(case: Case) -> Iterator[str]:
    """Every judgement of a case; an order as each of the names it ranks."""
    for path, item in case.judgements():
        if isinstance(item, Judgements):
            assert item.order is not None
            yield from (f"{path}.{name}" for name in item.order.names)
        else:
            yield path


@law_of(cases(), cases(rich=True, parties=(2, 3), issues=(1, 3)))
def test_no_judgement_is_passed_over(case: Case) -> None:
    """Law: every judgement is a movable or stands among the unmoved with a reason, never both."""
    room = Room(case)
    movables = build_movables(case, room.space, room.draws(8))
    moved = [path for movable in movables.items for path in movable.paths]
    assert len(moved) == len(set(moved))
    assert not set(moved) & set(movables.unmoved)
    assert set(paths_of(case)) <= {*moved, *movables.unmoved}
    assert all(movables.unmoved.values())


def test_the_flagship_case_leaves_no_judgement_out(hanoi: Answers) -> None:
    found = sensitivity(hanoi)
    said = {path for flip in found.flips for path in (flip.path, *flip.tied)} | set(found.unmoved)
    assert set(paths_of(hanoi.case)) <= said
    assert {swing.path for swing in found.swings} == {item.path for item in found.information}
    assert {MEANING, BELIEF, FIXED} <= set(found.unmoved.values())
    assert "preferences.us.weights.weapons" in {path for swing in found.swings for path in swing.tied}
    uncertain = {
        path
        for path, item in hanoi.case.judgements()
        if isinstance(item, Judgement) and not item.exact and path not in found.unmoved
    }
    swung = {path for swing in found.swings for path in (swing.path, *swing.tied)}
    assert uncertain <= swung


def test_what_the_pass_finds_is_what_the_zone_found(hanoi: Answers) -> None:
    """The two ways to the zone's probability agree draw by draw, and so do those to the best deal's."""
    found = sensitivity(hanoi)
    assert found.verdict == hanoi.zone.verdict
    assert found.probability == hanoi.zone.everyone.probability
    assert found.error == hanoi.zone.everyone.error
    assert found.best == hanoi.likely.deals[0].deal
    assert found.acceptability == hanoi.likely.deals[0].acceptability
    assert found.central == bool(hanoi.zone.size)
    assert 0 < found.perfect < found.probability


def test_same_seed_same_bytes(hanoi: Answers) -> None:
    """Law: nothing depends on when or how often it is asked."""
    pair = ("preferences.us.walk_away", "preferences.dprk.weights.weapons")
    one, two = (json.dumps(sensitivity(hanoi, map_of=pair).to_dict()) for _ in range(2))
    assert one == two
    assert json.loads(one)["method"]["seed"] == 4


def test_asking_for_a_part_changes_no_answer(hanoi: Answers) -> None:
    whole, part = sensitivity(hanoi), sensitivity(hanoi, judgements=["preferences.advisers"])
    assert part.asked == ("preferences.advisers",)
    mine = [swing for swing in whole.swings if swing.who == "advisers"]
    assert list(part.swings) == mine
    assert list(part.flips) == [flip for flip in whole.flips if flip.who == "advisers"]
    assert list(part.information) == [
        item for item in whole.information if item.path.startswith("preferences.advisers.")
    ]


def test_progress_is_told_and_ends(hanoi: Answers) -> None:
    told: list[tuple[str, float]] = []
    sensitivity(hanoi, progress=lambda step, share: told.append((step, share)))
    assert [step for step, _ in told if step != "judgements"] == ["flips", "worth"]
    assert max(share for step, share in told if step == "judgements") == 1.0


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("preferences.us.walk_awy", "did you mean \"preferences.us.walk_away\""),
        ("preferences.us.believes", "a belief"),
        ("preferences.us.scores.inventory.full", "by definition"),
        ("nothing", "such as preferences.us.walk_away"),
    ],
)  # fmt: skip
def test_paths_that_cannot_be_moved(hanoi: Answers, path: str, found: str) -> None:
    with pytest.raises(UsageError) as raised:
        sensitivity(hanoi, judgements=[path])
    assert found in str(raised.value)


def test_a_part_of_a_path_is_not_a_path(hanoi: Answers) -> None:
    """``preferences.u`` names nobody, though the text begins alike."""
    with pytest.raises(UsageError):
        sensitivity(hanoi, judgements=["preferences.u"])


def test_tied_names_are_found_by_either() -> None:
    case = walkaway.load("hanoi-2019").case
    room = Room(case)
    movables = build_movables(case, room.space, room.draws(8))
    one, other = (chosen(movables, [f"preferences.us.weights.{name}"]) for name in ("sanctions", "weapons"))
    assert one == other
    assert one[0].kind == "weight"


def test_an_exact_case_has_flips_and_nothing_to_find_out() -> None:
    found = walkaway.sensitivity(walkaway.load("harbour"))
    assert not found.swings
    assert not found.information
    assert (found.probability, found.perfect, found.method.exact) == (1.0, 0.0, True)
    assert found.method.seed is None
    at = {flip.path: flip.at for flip in found.flips if flip.at is not None}
    assert at == {"preferences.sportco.walk_away": 77, "preferences.tourism.walk_away": 100}


def test_a_real_range_has_swings_and_flips() -> None:
    data = points_case([[1, 2]], [[0, 1]], away=(0, 0)).to_dict()
    data["issues"]["i1"] = {"title": "i1", "range": [0, 1]}
    data["preferences"]["p0"]["scores"]["i1"] = {"linear": [0, 1]}
    found = walkaway.sensitivity(build(data))
    flips = {flip.path: flip.at for flip in found.flips if flip.at is not None}
    assert flips["preferences.p0.walk_away"] == 3


def test_points_that_the_walk_away_gets_too_are_named() -> None:
    """Inside a function of a party that would rather have a deal that gets them: no half-lines."""
    data = points_case([[1, 2]], [[0, 1]], away=(0, 0)).to_dict()
    part = {"when": {"i0": "o0"}, "add": [1, 3]}
    data["preferences"]["p0"]["functions"] = [{"combine": "max", "of": [part, {"add": [1, 2]}]}]
    data["preferences"]["p0"]["walk_away"] = {"deal": {"i0": "o1"}}
    found = sensitivity(analyse(build(data), draws=20, seed=1))
    assert found.unmoved == {"preferences.p0.functions[0].of[1].add": BOTH}
    assert [swing.path for swing in found.swings] == ["preferences.p0.functions[0].of[0].add"]


def test_a_case_without_a_possible_deal() -> None:
    """Nothing passes in any draw: swings are flat, and a flip says what it would take."""
    data = points_case([[1, 2]], [[0, 1]], away=(9, 0)).to_dict()
    data["preferences"]["p0"]["walk_away"] = [8, 9]
    found = sensitivity(analyse(build(data), draws=20, seed=1))
    assert (found.verdict, found.probability, found.perfect) == ("impossible", 0.0, 0.0)
    assert found.best is None
    assert [swing.deal for swing in found.swings] == [None]
    assert {flip.path: flip.at for flip in found.flips}["preferences.p0.walk_away"] == 2
    assert found.information[0].deal_if_low is None


def test_a_space_too_large_to_list_is_said_to_be_sampled() -> None:
    up = [[k * (n + 1) for k in range(10)] for n in range(12)]
    down = [[(9 - k) * (12 - n) for k in range(10)] for n in range(12)]
    data = points_case(up, down, away=(300, 300)).to_dict()
    data["preferences"]["p0"]["walk_away"] = [200, 900]
    found = sensitivity(analyse(build(data), draws=20, seed=1))
    assert "only efficient deals" in found.method.note
    assert found.removals == ()
    assert [swing.path for swing in found.swings] == ["preferences.p0.walk_away"]
    assert found.flips[0].at is not None
    assert found.verdict_flips == ()  # the verdict is about all deals, and these are few of them
    assert set(found.unsettled.values()) == {
        "the deals are too many to be listed, and the verdict is about all of them"
    }


def test_the_only_judgement_that_varies_explains_all() -> None:
    """A deal worth 3 passes in 3 of 100 draws: the walk-away, and nothing else, decides."""
    case = points_case([[3, 0]], [[1, 1]], away=(0, 0)).to_dict()
    case["preferences"]["p0"]["walk_away"] = [0, 100]
    for draws in (500, 2000):
        (swing,) = sensitivity(analyse(build(case), draws=draws, seed=2019)).swings
        assert (swing.share, swing.share_error) == (1, 0)


def test_more_work_than_the_budget_takes_fewer_draws(hanoi: Answers) -> None:
    found = sensitivity(hanoi, judgements=["preferences.us.walk_away"], limits=Limits(work=1))
    assert found.method.draws == 200
    assert "200 of 300 draws" in found.method.note


def test_few_candidates_where_nearly_all_deals_pass() -> None:
    """With room for few pairs only the most acceptable deals are compared for what knowing is worth."""
    data = points_case([[9, 8, 7]], [[7, 8, 9]], away=(0, 0)).to_dict()
    data["preferences"]["p0"]["walk_away"] = [0, 10]
    found = sensitivity(analyse(build(data), draws=50, seed=1), limits=Limits(pairs=25))
    assert found.information[0].signature.if_low == 0
    assert found.information[0].deal_if_low == {"i0": "o0"}


@law_of(
    cases(parties=(2, 4), issues=(1, 3), options=(1, 3)),
    cases(parties=(2, 3), issues=(2, 3), options=(2, 3), weighted=True),
)
def test_asking_few_deals_first_changes_no_answer(case: Case) -> None:
    """Law: the most acceptable deals settle what they can, the others the rest, as all of them would.

    Where parties propose nothing, all the rest stays as it is.
    """
    answers = analyse(case, draws=40, seed=6)
    few, whole = (sensitivity(answers, limits=Limits(settling=size)) for size in (1, 1000))
    assert few == whole
    without = tuple(replace(one, parties={}) for one in whole.information)
    assert sensitivity(answers, limits=Limits(proposals=0)) == replace(whole, information=without)


@law_of(
    cases(parties=(2, 4), issues=(1, 3), options=(1, 3)),
    cases(parties=(2, 3), issues=(1, 2), options=(1, 3), rich=True),
)
def test_decided_equal_a_search_deal_by_deal(case: Case) -> None:
    """Largest slack over deals that pass if one accepts, per group and draw; and who can be done without.

    Slack of groups is before the cap, gains are after it, and bits say which pairs.
    """
    check_decided(case)


def check_decided(case: Case, sizes: Sizes = Sizes(256)) -> None:  # noqa: B008
    room = Room(case)
    space, draws, picks = room.space, room.draws(12), every_deal(room.space)
    refused = np.stack([space.joint.refused(picks, who) for who in range(len(space.who))], axis=1)
    values = values_of(space, draws, picks)
    uncapped = values_of(space, replace(draws, caps=None), picks)
    accepts = accepted(space, draws, picks).transpose(0, 2, 1)
    zone = space.passes(accepts)
    assert find_passing(space, draws, picks).T.tolist() == np.argwhere(zone).tolist()
    for who in range(len(space.who)):
        last = len(space.issues) - 1
        keys = [((0,), added_columns(space, who)), ((0,), ()), ((last,), ())]
        groupings = [group_deals(space, picks, Key(who, *key)) for key in dict.fromkeys(keys)]
        found = find_decided(space, draws, picks, groupings, keep=[who], sizes=sizes)
        assert (found.zone == zone.any(axis=0)).all()
        yes, no = accepts.copy(), accepts.copy()
        yes[:, :, who], no[:, :, who] = True, False
        assert (found.free[who] == space.passes(no).any(axis=0)).all()
        pivotal = space.passes(yes) & ~refused[:, who, None]
        assert (np.unpackbits(found.pivotal[who], axis=1, count=draws.count) == pivotal).all()
        again = find_zone_again(space, draws, picks, who, found.pivotal[who])
        assert ((again | found.free[who]) == found.zone).all()
        slack = np.where(pivotal, uncapped[:, who] - draws.walk_away[who], -np.inf)
        for one in groupings:
            best = found.best[one.key]
            for group in range(len(best)):
                expected = slack[one.code == group].max(axis=0)
                assert np.allclose(best[group], expected, atol=1e-5)
        if who < space.parties:
            gains = np.where(pivotal, values[:, who] - draws.walk_away[who], 0).sum(axis=1)
            assert np.allclose(find_gains(space, draws, picks)[who], gains, atol=1e-4)


@pytest.mark.parametrize("sizes", [Sizes(256), Sizes(8, 9, 9), Sizes(16, 27, 3), Sizes(8, 4, 4)])
def test_where_most_deals_decide_the_maxima_are_those_of_groups(sizes: Sizes) -> None:
    """The same law where whole runs of deals are taken together."""
    up = [[0.0, 1.0, 2.5], [0.0, 4.0, 2.0], [3.0, 1.0, 0.5]]
    case = points_case(up, [row[::-1] for row in up], away=[1, 2])
    check_decided(case, sizes)


def test_many_columns_are_counted_anew(hanoi: Answers) -> None:
    """However long the key of a group is, the groups are the same and in the same order."""
    space, picks = hanoi.space, next(hanoi.space.joint.chunks())[1]
    key = Key(0, (0, 3, 5), space.owned(0))
    short, long = group_deals(space, picks, key), group_deals(space, picks, key, long=1)
    assert (short.code == long.code).all()
    assert (short.picks == long.picks).all()
    assert (short.held == long.held).all()
    assert (short.picks[short.code] == picks[:, [0, 3, 5]]).all()


def test_the_first_draws_are_the_draws(hanoi: Answers) -> None:
    room = Room(hanoi.case)
    draws = room.draws(30)
    few = draws.first(10)
    assert few.count == 10
    assert (few.coefficients == draws.coefficients[:, :, :10]).all()
    assert all(len(values) == 10 for values in few.sampled.values())
    assert draws.first(30) is draws


@pytest.mark.parametrize(("worth", "probability"), [(999_999_999_999.9, 0), (1e12, 1)])
def test_in_a_case_of_numbers_the_probability_is_that_of_the_verdict(worth: float, probability: int) -> None:
    """A ratifier who misses its walk-away by less than draws let pass refuses all the same; a tie passes."""
    data = points_case([[5], [1]], [[5], [1]]).to_dict()
    data["ratifiers"] = {"board": {"title": "Board", "for": "p0"}}
    scores = {"i0": dict.fromkeys(data["issues"]["i0"]["options"], worth)}
    data["preferences"]["board"] = {"walk_away": 1e12, "scores": scores}
    found = walkaway.sensitivity(Case.model_validate(data))
    assert found.probability == probability
    assert found.verdict == ("certain" if probability else "impossible")
