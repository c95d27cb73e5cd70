"""Verdict flips and removals against reruns of the changed case."""

from __future__ import annotations

import numpy as np
import pytest
from tests.analysis.changed import replaced
from tests.analysis.helpers import Room, every_deal, points_case
from tests.analysis.sensitivity.test_tornado import plain_number
from tests.strategies import PLAIN, RICH, build, law_of

import walkaway
from walkaway.analysis.sensitivity.movable import Movable, build_movables
from walkaway.analysis.sensitivity.removals import find_removals
from walkaway.analysis.sensitivity.verdicts import CUTS, RATHER, VerdictFlip, find_verdict_flips, unsettled
from walkaway.analysis.zone.zone import Verdict, Zone, find_zone
from walkaway.case import Case


def zone_of(case: Case) -> Zone:
    room = Room(case)
    return find_zone(room.bounds, room.draws(8))


def flips_of(case: Case) -> tuple[Verdict, dict[str, tuple[Movable, VerdictFlip]]]:
    room = Room(case, every_cap=True)  # one that does not bind yet may, once a judgement moves
    movables = build_movables(case, room.space, room.draws(16))
    verdict = zone_of(case).verdict
    found = find_verdict_flips(room.bounds, every_deal(room.space), verdict, movables, movables.items)
    by_path = {movable.path: movable for movable in movables.items}
    return verdict, {flip.path: (by_path[flip.path], flip) for flip in found}


def said(flip: VerdictFlip, value: float) -> Verdict:
    return "certain" if flip.certain.at(value) else "possible" if flip.possible.at(value) else "impossible"


def points_of(movable: Movable, flip: VerdictFlip) -> list[float]:
    """A grid and both sides of every claimed end, well clear of the tolerance."""
    ends = [end for one in (flip.certain, flip.possible) for end in (one.below, one.above) if end is not None]
    near = [round(end + side, 6) for end in ends for side in (-0.01, 0.01)]
    found = [*range(-30, 111, 35), movable.low, movable.high, *near]
    clear = [x for x in found if all(abs(x - end) > 0.001 for end in ends)]
    return [float(x) for x in clear if movable.least <= x <= movable.most]


@law_of(PLAIN, RICH)
def test_verdicts_equal_a_rerun_with_the_judgement_known(case: Case) -> None:
    """The case with the judgement as a number has the verdict that was told, all over the scale.

    A party whose walk-away is worth a deal is left out and said to be.
    """
    verdict, flips = flips_of(case)
    for path, (movable, flip) in flips.items():
        assert movable.kind != "weight"
        if not plain_number(path, case):
            continue
        nearest = np.inf
        for value in points_of(movable, flip):
            there = zone_of(replaced(case, path, value)).verdict
            assert there == said(flip, value), (path, value)
            if there != verdict:
                nearest = min(nearest, abs(value - flip.central))
        if flip.at is None:
            assert nearest == np.inf
        else:
            assert flip.to != verdict
            assert abs(flip.at - flip.central) <= nearest + 1e-6


def test_an_interaction_and_a_walk_away_by_hand() -> None:
    """5 + [-4, 2] points against a walk-away of [3, 6]; the other party takes everything."""
    data = points_case([[5]], [[1]], away=(0, 0)).to_dict()
    data["preferences"]["p0"] |= {
        "walk_away": [3, 6], "interactions": [{"when": {"i0": "o0"}, "add": [-4, 2]}],
    }  # fmt: skip
    verdict, flips = flips_of(build(data))
    assert verdict == "possible"
    _, points = flips["preferences.p0.interactions[0].add"]
    assert points.certain.above == pytest.approx(1.0)
    assert points.possible.above == pytest.approx(-2.0)
    assert points.at == pytest.approx(-2.0)
    assert (points.to, points.within) == ("impossible", True)
    _, away = flips["preferences.p0.walk_away"]
    assert away.certain.below == pytest.approx(1.0)
    assert away.possible.below == pytest.approx(7.0)
    assert (away.to, away.within) == ("impossible", False)


def test_weights_are_left_out() -> None:
    data = points_case([[100, 0]], [[0, 100]], away=(40, 40)).to_dict()
    data["preferences"]["p0"]["weights"] = {"i0": 100}
    _, flips = flips_of(build(data))
    assert not any(".weights." in path for path in flips)


def test_what_is_left_out_is_named() -> None:
    """A weight, and everything of a party whose walk-away is worth a deal."""
    data = points_case([[100, 0]], [[0, 100]], away=(40, 40)).to_dict()
    data["preferences"]["p0"]["weights"] = {"i0": [40, 100]}
    data["preferences"]["p0"]["scores"]["i1"] = {"o0": 5}
    data["issues"]["i1"] = {"title": "i1", "options": {"o0": "o0"}}
    data["preferences"]["p0"]["weights"]["i1"] = [0, 60]
    data["preferences"]["p1"]["walk_away"] = {"deal": {"i0": "o0", "i1": "o0"}}
    room = Room(build(data))
    movables = build_movables(room.case, room.space, room.draws(16))
    left = unsettled(room.bounds, movables.items)
    assert left == {
        "preferences.p0.weights.i0": CUTS,
        "preferences.p0.weights.i1": CUTS,
        "preferences.p1.scores.i0.o0": RATHER,
        "preferences.p1.scores.i0.o1": RATHER,
    }
    found = find_verdict_flips(room.bounds, every_deal(room.space), "possible", movables, movables.items)
    assert {flip.path for flip in found} | set(left) == {movable.path for movable in movables.items}


def without(case: Case, path: str) -> Case:
    """The case without a pattern, by way of its text."""
    data = case.to_dict()
    *above, last = path.removesuffix("]").split("[")
    place = data
    for part in above[0].split("."):
        place = place[part]
    del place[int(last)]  # type: ignore[arg-type]
    return build(data)


@law_of(PLAIN, RICH)
def test_removals_equal_a_rerun_without_the_pattern(case: Case) -> None:
    """Verdict, central deals and witness are those of the case whose text lacks the pattern."""
    room, zone = Room(case), zone_of(case)
    central = bool(zone.size)
    found = find_removals(case, room.bounds, zone.verdict, central=central)
    lines = sum(len(case.preferences[who].red_lines) for who in case.everyone)
    assert len(found) == len(case.impossible) + lines
    for removal in found:
        changed = without(case, removal.path)
        again = zone_of(changed)
        assert removal.verdict == again.verdict
        assert removal.deals == (again.size or 0) - (zone.size or 0)
        assert removal.opens == (not central and bool(again.size))
        assert (removal.deal is None) == (removal.deals == 0)
        if removal.deal is not None:
            new = Room(changed)
            assert new.space.passes(new.space.accepts(new.values, new.space.picks_of(removal.deal)))[0]


def test_a_removal_beside_a_function_whose_cap_nothing_reaches() -> None:
    """The cap of 5 above a 4 is looked at where judgements move, and shifts no other number here."""
    data = points_case([[1, 0]], [[0, 1]], away=[2, 5]).to_dict()
    data["preferences"]["p0"]["red_lines"] = [{"i0": "o0"}]
    parts = [{"add": 4, "when": {"i0": "o0"}}, {"combine": "sum", "of": [{"add": 4}, {"add": 1}], "cap": 4}]
    data["preferences"]["p0"]["functions"] = [{"combine": "max", "of": [{"add": 1}], "cap": 5}]
    data["preferences"]["p1"]["functions"] = [{"combine": "sum", "of": parts, "cap": 5}]
    (removal,) = walkaway.sensitivity(build(data)).removals
    assert (removal.opens, removal.verdict, removal.deal) == (True, "certain", {"i0": "o0"})


@pytest.mark.parametrize("unit", [1e-9, 1, 1e9])
def test_the_nearest_end_is_found_at_any_scale(unit: float) -> None:
    """A score of 2 to 4 units: certain for walk-aways up to 2, possible up to 4, whatever a unit is."""

    def told(low: float, high: float) -> VerdictFlip:
        data = points_case([[0]], [[1]], away=(0, 0)).to_dict()
        scores = {"i0": {"o0": [2 * unit, 4 * unit]}}
        data["preferences"]["p0"] |= {"walk_away": [low * unit, high * unit], "scores": scores}
        return flips_of(build(data))[1]["preferences.p0.walk_away"][1]

    at_two, at_four, middle = (pytest.approx(size * unit, rel=1e-9, abs=0) for size in (2, 4, 4.25))
    for range_, expected in {
        (1, 2): (at_two, "possible", False),
        (1, 3): (at_two, "certain", True),
        (2.5, 4): (at_four, "impossible", False),
        (3.5, 5): (middle, "impossible", True),
        (5, 6): (at_four, "possible", False),
    }.items():
        flip = told(*range_)
        assert [flip.at, flip.to, flip.within] == list(expected)
