"""Flips equal an exhaustive scan; the scan evaluates the definition in fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from tests.analysis.changed import Central
from tests.analysis.helpers import Room, points_case
from tests.strategies import PLAIN, RICH, build, cases, law, law_of

from walkaway.analysis.answers import analyse
from walkaway.analysis.sensitivity.flips import Flip, find_flips
from walkaway.analysis.sensitivity.movable import Movable, Movables, build_movables
from walkaway.analysis.sensitivity.openings import Central as Realised
from walkaway.analysis.sensitivity.sensitivity import sensitivity
from walkaway.case import Case

SMALL = Fraction(1, 10**6)


def flips_of(case: Case) -> tuple[Movables, dict[str, Flip]]:
    room = Room(case)
    movables = build_movables(case, room.space, room.draws(16))
    picks = [some for _, some in room.space.joint.chunks()]
    found = find_flips(Realised(case, room.values, movables), picks[0], movables.items)
    return movables, {flip.path: flip for flip in found}


def scanned(movable: Movable, flip: Flip) -> list[Fraction]:
    """Points on the scale: a grid, the ends, and both sides of every claimed end."""
    ends = [Fraction(end) for end in (flip.open.below, flip.open.above, flip.central) if end is not None]
    points = [Fraction(n) for n in range(-40, 131, 5)]
    points += [end + side * SMALL for end in ends for side in (-1, 0, 1)]
    return [point for point in points if movable.least <= point <= movable.most]


@law_of(PLAIN, RICH)
def test_openings_equal_an_exhaustive_scan(case: Case) -> None:
    """There is a central deal exactly on the half-lines, for every movable; no scanned change lies nearer."""
    twin = Central(case)
    now = twin.zone()
    movables, flips = flips_of(case)
    assert set(flips) == {movable.path for movable in movables.items}
    for movable in movables.items:
        flip = flips[movable.path]
        assert flip.open.at(flip.central) == now
        changes = []
        for point in scanned(movable, flip):
            there = twin.zone(movable, point)
            assert flip.open.at(point) == there, (movable.path, point)
            if there != now:
                changes.append(abs(point - flip.central))
        if flip.move is None:
            assert not changes
        else:
            assert all(change >= abs(flip.move) for change in changes)
            assert changes or flip.at in (movable.least, movable.most)


@law
@given(cases(parties=(2, 2), issues=(1, 2), options=(2, 3)))
def test_the_named_deal_is_the_one_that_decides(case: Case) -> None:
    """At the flip the deal it names passes, straight from the definition."""
    twin = Central(case)
    movables, flips = flips_of(case)
    for movable in movables.items:
        flip = flips[movable.path]
        if flip.at is not None:
            assert flip.deal is not None
            assert twin.passes(flip.deal, movable, flip.at)


def test_within_and_beyond_by_hand() -> None:
    """One issue: a walk-away of 5 in [4, 9] against 7 and 3 points. The other party takes only the second."""
    case = points_case([[7, 3]], [[0, 4]], away=(0, 1))
    data = case.to_dict()
    data["preferences"]["p0"]["walk_away"] = {"low": 4, "likely": 5, "high": 9}
    _, flips = flips_of(build(data))
    away = flips["preferences.p0.walk_away"]
    assert [away.central, away.at, away.move] == [5, 3, -2]
    assert not away.within
    assert away.effort == pytest.approx(2 / 5)
    assert away.deal == {"i0": "o1"}
    assert [away.open.below, away.open.above] == [3, None]
    assert not away.open.always
    other = flips["preferences.p1.scores.i0.o0"]
    assert [other.at, other.move, other.open.above] == [1, 1, 1]
    assert not other.within
    assert other.effort == pytest.approx(1 / 4)
    assert flips["preferences.p1.walk_away"].at == 0


def test_a_cap_that_does_not_bind_yet_binds_on_the_way() -> None:
    """P is worth min(8, points) to A, who walks away at 10: no points are enough, a score of 5 is."""
    data = points_case([[0, 0]], [[1, 1]], away=[10, 0]).to_dict()
    data["preferences"]["p0"]["functions"] = [{"cap": 8, "of": [{"when": {"i0": "o0"}, "add": 5}]}]
    flips = {flip.path: flip for flip in sensitivity(analyse(build(data), draws=1, seed=0)).flips}
    assert flips["preferences.p0.functions[0].of[0].add"].at is None
    assert flips["preferences.p0.scores.i0.o0"].at == 5
    assert flips["preferences.p0.walk_away"].at == 5
    data["preferences"]["p0"]["functions"][0]["cap"] = 12
    wider = {flip.path: flip for flip in sensitivity(analyse(build(data), draws=1, seed=0)).flips}
    assert wider["preferences.p0.functions[0].of[0].add"].at == 10


def test_points_that_weigh_nothing_change_no_answer() -> None:
    """A function within a function weighs 0: whatever its points, there is a deal if there is one now."""
    for away, there in ((5, True), (6, False)):
        data = points_case([[5, 0]], [[1, 1]], away=[away, 0]).to_dict()
        nothing = {"weight": 0, "of": [{"when": {"i0": "o0"}, "add": -1}]}
        data["preferences"]["p0"]["functions"] = [{"combine": "min", "of": [nothing, {"add": 3}]}]
        flip = flips_of(build(data))[1]["preferences.p0.functions[0].of[0].of[0].add"]
        assert [flip.open.at(value) for value in (-1000, -1, 1000)] == [there] * 3
        assert flip.at is None


def test_within_the_range_comes_first() -> None:
    data = points_case([[7, 3]], [[0, 4]], away=(0, 1)).to_dict()
    data["preferences"]["p0"]["walk_away"] = [2, 9]
    room = Room(build(data))
    movables = build_movables(room.case, room.space, room.draws(8))
    picks = next(room.space.joint.chunks())[1]
    found = find_flips(Realised(room.case, room.values, movables), picks, movables.items)
    assert found[0].path == "preferences.p0.walk_away"
    assert found[0].within
    assert [flip.at is None for flip in found] == sorted(flip.at is None for flip in found)


def test_a_zone_that_closes_just_beyond_the_range_does_not_close_within_it() -> None:
    """With 3 points in reach, a walk-away in [1, 3] never ends the deal, one in [1, 3.5] can."""
    for high, within in ((3, False), (3.5, True)):
        data = points_case([[7, 3]], [[0, 4]], away=(0, 1)).to_dict()
        data["preferences"]["p0"]["walk_away"] = [1, high]
        _, flips = flips_of(build(data))
        assert flips["preferences.p0.walk_away"].at == 3
        assert flips["preferences.p0.walk_away"].within == within


def test_tied_weights_move_together() -> None:
    """a = b > c: the pair moves from 0 to 50 each, c gets what is left."""
    data = {
        "case": 1, "title": "Ties", "parties": {"x": "X", "y": "Y"},
        "issues": {i: {"title": i, "options": {"yes": "Yes", "no": "No"}} for i in "abc"},
        "preferences": {
            "x": {"walk_away": 60, "weights": "a = b > c",
                  "scores": {i: {"yes": 100 * (i != "c"), "no": 100 * (i == "c")} for i in "abc"}},
            "y": {"walk_away": 0, "scores": {i: {"yes": 0, "no": 0} for i in "abc"},
                  "red_lines": [{"c": "no"}]},
        },
    }  # fmt: skip
    _, flips = flips_of(build(data))
    flip = flips["preferences.x.weights.a"]
    assert flip.tied == ("preferences.x.weights.b",)
    assert flip.at == 30  # 2 · 30 = 60
    assert flip.open.above == 30


def weighing(i0: float, i1: float, i2: float, **own: object) -> Case:
    """One whose three issues weigh so much, and one whom everything suits."""
    data = points_case([[0, 0]] * 3, [[0, 0]] * 3).to_dict()
    data["preferences"]["p0"] = {"weights": {"i0": i0, "i1": i1, "i2": i2}, **own}
    return build(data)


def test_a_weight_beside_one_of_a_billionth_turns_the_answer_at_its_end() -> None:
    """50 is reached only where the billionth, all that is lacking, weighs nothing."""
    scores = {"i0": {"o0": 0, "o1": 50}, "i1": {"o0": 50, "o1": 50}, "i2": {"o0": 0, "o1": 0}}
    _, flips = flips_of(weighing(2, 3, 1e-9, walk_away=50, scores=scores))
    opens = {name: flips[f"preferences.p0.weights.{name}"].open for name in ("i0", "i1", "i2")}
    assert [(one.below, one.above) for one in opens.values()] == [(None, 100), (None, 100), (0, None)]


def test_a_weight_that_is_nearly_all_leaves_the_others_their_proportions() -> None:
    """What is left, a third of a billionth, is divided by; rounding of the rest makes no slope of it."""
    scores = {"i0": {"o0": 64, "o1": 83}, "i1": {"o0": 56, "o1": 87}, "i2": {"o0": 81, "o1": 93}}
    for least, always in ((50, True), (94, False)):
        _, flips = flips_of(weighing(1e9, 1, 2, walk_away=least, scores=scores))
        assert {flip.open.always for path, flip in flips.items() if ".weights." in path} == {always}


def test_no_pivotal_deal_means_no_flip() -> None:
    """Where the other party takes nothing at all, no move of the first makes a deal."""
    _, flips = flips_of(points_case([[1, 2]], [[0, 0]], away=(0, 5)))
    assert flips["preferences.p0.walk_away"].at is None
    assert flips["preferences.p0.scores.i0.o0"].at is None
    assert flips["preferences.p1.walk_away"].at == 0
