"""The graph of ways from today: nothing is lost, nobody moves twice in succession, many stand together."""

from __future__ import annotations

from itertools import pairwise

import walkaway
from walkaway.case import Aftermath
from walkaway.conflict.of_case import problem_of
from walkaway.conflict.what_follows import WhatFollows, follow
from walkaway.report.screens.ways_from_today import WaysGraph, WaysRow, ways_graph


def drawn(found: WhatFollows) -> tuple[WaysGraph, ...]:
    return ways_graph(found, lambda start, move: f"{start} to {move.to}", " and ".join, {})


def above(rows: tuple[WaysRow, ...], row: WaysRow) -> WaysRow:
    assert row.elbow is not None
    return next(one for one in rows if (one.x, one.y) == row.elbow[:2])


def test_hanoi_is_drawn_with_every_state_that_can_hold_and_is_reached() -> None:
    found = walkaway.aftermath("hanoi-2019")
    ends = {end for ways in found.evolution.values() for end in ways.ways}
    wide, narrow = drawn(found)
    for picture in (wide, narrow):
        numbers = [row.number for row in picture.rows]
        assert ends <= set(map(int, numbers))
        assert len(numbers) <= 30
        spots = [(row.x, row.y) for row in picture.rows]
        assert len(set(spots)) == len(spots)
        assert all(later > earlier for (_, earlier), (_, later) in pairwise(spots))
        for row in picture.rows[1:]:
            # every label is a whole sentence: who moves, from where to where
            who, start, _, end = " ".join(row.lines).split()
            assert (start, end) == (above(picture.rows, row).number, row.number)
            assert above(picture.rows, row).lines[0].split(":")[0] != who.rstrip(":")
    assert {row.number for row in wide.rows if row.kind == "sure"} == {"16", "32"}
    assert narrow.width <= 390


def many(options: int) -> WhatFollows:
    """Each of three may do several things, and wants nothing in particular: every state can hold."""
    names = {f"{who}{place}": who for who in "abc" for place in range(options)}
    after = Aftermath.model_validate({
        "options": {name: {"title": name, "by": who} for name, who in names.items()},
        "wants": {who: [f"{who}0 or not {who}0"] for who in "abc"},
    })  # fmt: skip
    return follow(problem_of(after), start=0, wanted=None)


def test_many_states_stand_together() -> None:
    found = many(2)
    assert len(found.equilibria["nash"]) == 64
    for picture in drawn(found):
        assert len(picture.rows) <= 30
        told = [int(row.number.rstrip("×")) if "×" in row.number else 1 for row in picture.rows]
        assert sum(told) >= 64
    assert any("states " in line for row in drawn(found)[0].rows for line in row.lines)


def test_without_today_there_is_no_picture() -> None:
    after = Aftermath.model_validate({
        "options": {"a": {"title": "A", "by": "x", "now": True}}, "wants": {"x": ["a"]},
        "impossible": [{"a": True}],
    })  # fmt: skip
    assert drawn(follow(problem_of(after), start=None, wanted=None)) == ()
