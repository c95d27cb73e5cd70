"""The map of two judgements equals reruns of the case with both replaced."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.changed import Central, replaced
from tests.analysis.helpers import every_deal, points_case
from tests.analysis.sensitivity.test_tornado import plain_number, shares
from tests.strategies import brief_law, build, cases

import walkaway
from walkaway.analysis.answers import Answers, analyse
from walkaway.analysis.sensitivity.movable import build_movables
from walkaway.analysis.sensitivity.sensitivity import sensitivity
from walkaway.analysis.sensitivity.twoway import Map
from walkaway.case import Case
from walkaway.errors import UsageError
from walkaway.space import build_space
from walkaway.space.draws import draw

DRAWS = 40


def map_of(answers: Answers, first: str, second: str) -> Map:
    found = sensitivity(answers, judgements=[first], map_of=(first, second)).map
    assert found is not None
    return found


def judgements_of(answers: Answers) -> list[str]:
    draws = draw(answers.case, answers.space, draws=8, seed=1)
    movables = build_movables(answers.case, answers.space, draws).items
    return [movable.path for movable in movables if plain_number(movable.path, answers.case)]


@brief_law
@given(cases(parties=(2, 3), issues=(1, 2), options=(1, 3)), st.data())
def test_grid_and_line_equal_reruns(case: Case, data: st.DataObject) -> None:
    """Corners and middle of the grid by rerunning; the line by the definition in fractions."""
    answers = analyse(case, draws=DRAWS, seed=2)
    paths = judgements_of(answers)
    first = data.draw(st.sampled_from(paths))
    second = data.draw(st.sampled_from([path for path in paths if path != first]))
    found = map_of(answers, first, second)
    assert (found.first.path, found.second.path, found.draws) == (
        first,
        second,
        1 if answers.exact else DRAWS,
    )
    everything = every_deal(answers.space)
    for a in (0, 6, 12):
        once = replaced(case, first, found.first.values[a])
        for b in (0, 6, 12):
            changed = replaced(once, second, found.second.values[b])
            space = build_space(changed)
            again = draw(changed, space, draws=DRAWS, seed=2)
            zone, _ = shares(changed, space, again, None, everything)
            assert found.probability[a][b] == pytest.approx(zone, abs=1e-12)
            assert found.error[a][b] >= 0
            open_now = line_says(found, a, found.second.values[b])
            if open_now is not None:
                assert open_now == Central(changed).zone()


def line_says(found: Map, place: int, value: float) -> bool | None:
    """What the line says of one value; None too near to it to tell."""
    below, above = found.opens[place]
    if any(end is not None and abs(end - value) < 1e-6 for end in (below, above)):
        return None
    low = below is not None and value <= below
    return found.always[place] or low or (above is not None and value >= above)


def test_the_line_of_two_walk_aways_by_hand() -> None:
    """Options worth (8, 1) and (3, 6): with p0 at 3 or less p1 may ask 6, up to 8 only 1."""
    data = points_case([[8, 3]], [[1, 6]], away=(0, 0)).to_dict()
    data["preferences"]["p0"]["walk_away"] = [0, 12]
    data["preferences"]["p1"]["walk_away"] = [0, 12]
    answers = analyse(build(data), draws=50, seed=1)
    found = map_of(answers, "preferences.p0.walk_away", "preferences.p1.walk_away")
    ends = dict(zip(found.first.values, found.opens, strict=True))
    assert [ends[value] for value in (0.0, 3.0, 4.0, 8.0, 9.0)] == [
        (6.0, None), (6.0, None), (1.0, None), (1.0, None), (None, None),
    ]  # fmt: skip
    assert [row[0] for row in found.probability] == [1.0] * 9 + [0.0] * 4


def test_weights_of_one_party_against_a_walk_away_of_another() -> None:
    """A weight on the map: central line against the definition in fractions."""
    data = points_case([[90, 20], [80, 10]], [[30, 60], [20, 70]], away=(0, 0)).to_dict()
    for who in ("p0", "p1"):
        data["preferences"][who]["walk_away"] = [20, 80]
        data["preferences"][who]["weights"] = {"i0": [20, 60], "i1": [40, 80]}
    case = build(data)
    answers = analyse(case, draws=50, seed=1)
    found = map_of(answers, "preferences.p1.walk_away", "preferences.p0.weights.i0")
    draws = draw(case, answers.space, draws=50, seed=1)
    movables = {movable.path: movable for movable in build_movables(case, answers.space, draws).items}
    for place, value in enumerate(found.first.values):
        twin = Central(replaced(case, "preferences.p1.walk_away", value))
        for to in range(0, 101, 4):
            told = line_says(found, place, float(to))
            if told is not None:
                assert told == twin.zone(movables["preferences.p0.weights.i0"], Fraction(to))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("preferences.p0.walk_away", "preferences.p0.walk_away"),
        ("preferences.p0.walk_away", "preferences.p0.weights.i0"),
    ],
)
def test_what_cannot_be_mapped_is_said(first: str, second: str) -> None:
    data = points_case([[90, 20], [80, 10]], [[30, 60], [20, 70]], away=(0, 0)).to_dict()
    data["preferences"]["p0"]["weights"] = {"i0": [20, 60], "i1": [40, 80]}
    answers = analyse(build(data), draws=10, seed=1)
    with pytest.raises(UsageError, match="two different judgements"):
        map_of(answers, first, second)


@pytest.mark.parametrize(
    "part",
    [
        {"cap": 5},
        {"walk_away": {"deal": {"i0": "o1"}}},
        {"functions": [{"combine": "max", "of": [{"add": 1}, {"when": {"i0": "o0"}, "add": [2, 3]}]}]},
    ],
)
def test_what_is_not_linear_has_no_map(part: dict[str, Any]) -> None:
    data = points_case([[8, 3]], [[1, 6]], away=(0, 0)).to_dict()
    data["preferences"]["p0"] |= part
    path = "functions[0].of[1].add" if "functions" in part else "scores.i0.o0"
    answers = analyse(build(data), draws=10, seed=1)
    with pytest.raises(UsageError, match="gain of every deal is linear"):
        map_of(answers, f"preferences.p0.{path}", "preferences.p1.walk_away")


def test_more_than_one_judgement_is_no_side_of_a_map() -> None:
    answers = analyse(points_case([[1]], [[1]], away=(0, 0)), draws=10, seed=1)
    with pytest.raises(UsageError, match="2 judgements"):
        map_of(answers, "preferences.p0", "preferences.p1.walk_away")


def test_a_map_is_asked_for_by_two_paths() -> None:
    paths = ("preferences.sportco.walk_away", "preferences.union.walk_away")
    found = walkaway.sensitivity("harbour", judgements=paths, map_of=paths, draws=20).map
    assert found is not None
    for wrong in (paths[:1], (*paths, paths[0]), 3):
        with pytest.raises(UsageError, match="two paths of judgements"):
            walkaway.sensitivity("harbour", map_of=wrong, draws=20)
