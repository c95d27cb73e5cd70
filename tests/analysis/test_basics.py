"""Basics that must not lie: scales, ties, exactness, budgets, and methods outside their assumptions."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.analysis.helpers import Room, points_case
from tests.strategies import build, law

from walkaway.analysis.answers import Answers, analyse
from walkaway.analysis.frontier import merging
from walkaway.analysis.frontier.frontier import frontier, frontier_within
from walkaway.analysis.improve.improve import improve
from walkaway.analysis.solutions.adjusted_winner import adjusted_winner
from walkaway.case import Case
from walkaway.case.read import read_case_text
from walkaway.errors import UsageError

Data = dict[str, Any]


def car(top: int) -> Case:
    """Prices from 0 up; the seller wants 5,000 at least, the buyer pays 6,000 at most."""
    return build(
        {
            "case": 1,
            "title": "A car",
            "parties": {"s": "Seller", "b": "Buyer"},
            "issues": {"price": {"title": "Price", "range": [0, top], "step": 100}},
            "preferences": {
                "s": {"scale": "USD", "walk_away": 5000, "scores": {"price": {"linear": [0, top]}}},
                "b": {"scale": "USD", "walk_away": -6000, "scores": {"price": {"linear": [0, -top]}}},
            },
        }
    )


def scored(*columns: list[int], away: list[int], scales: tuple[str, ...] = ()) -> Case:
    """One issue with an option for each row of the columns, one column for each party."""
    names = [f"p{index}" for index in range(len(columns))]
    return build(
        {
            "case": 1,
            "title": "Scored",
            "parties": {name: name.upper() for name in names},
            "issues": {"x": {"title": "X", "options": {f"o{k}": f"O{k}" for k in range(len(columns[0]))}}},
            "preferences": {
                name: {
                    "walk_away": least,
                    "scores": {"x": {f"o{k}": value for k, value in enumerate(column)}},
                    **({"scale": scales[place]} if scales else {}),
                }
                for place, (name, column, least) in enumerate(zip(names, columns, away, strict=True))
            },
        }
    )


# ----------------------------------------------------------------- scales over deals that would be signed


@pytest.mark.parametrize("top", [6_000, 10_000, 20_000, 100_000])
def test_prices_nobody_would_sign_do_not_move_the_likeliest(top: int) -> None:
    """The deal of the largest smallest gain: 500 each, however wide the range of the price is."""
    answers = analyse(car(top))
    best = answers.likely.deals[0]
    assert best.deal == {"price": "5500"}
    assert {who: margin.mean for who, margin in best.margins.items()} == {"s": 500, "b": 500}


def test_what_is_level_is_a_part_of_what_could_be_signed() -> None:
    """Two hundredths of the thousand dollars between the walk-aways, and no price the seller refuses."""
    found = improve(car(100_000), {"price": "5000"})
    assert {item.tolerance for item in found.alternatives} <= {20.0}
    assert all(int(item.deal["price"]) >= 5000 for item in found.alternatives if item.who == "s")


ROWS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=6)


def first(case: Case) -> tuple[Any, ...]:
    answers = analyse(case)
    return (
        [(item.deal["x"], item.margins["p0"].mean) for item in answers.likely.deals],
        answers.likely.ties,
        [(name, None if one is None else one.value) for name, one in answers.solutions.by_name.items()],
    )


@law
@given(ROWS, st.tuples(st.integers(-50, 2), st.integers(4, 60)), st.booleans())
def test_a_refused_deal_changes_nothing(
    rows: list[tuple[int, int]], added: tuple[int, int], same: bool
) -> None:
    """Law: a deal that a party refuses whose consent is needed changes neither likely deals nor solutions."""
    assume(any(a >= 3 and b >= 3 for a, b in rows))
    scales = ("points", "points" if same else "EUR")
    fewer = scored([a for a, _ in rows], [b for _, b in rows], away=[3, 3], scales=scales)
    more = [*rows, added]
    wider = scored([a for a, _ in more], [b for _, b in more], away=[3, 3], scales=scales)
    assert first(wider) == first(fewer)


@law
@given(ROWS)
def test_the_first_deal_has_the_largest_smallest_gain(rows: list[tuple[int, int]]) -> None:
    """Law: of an exact case on one scale, and as many others do as well as are counted."""
    passing = [min(a - 3, b - 3) for a, b in rows if a >= 3 and b >= 3]
    assume(passing)
    likely = analyse(scored([a for a, _ in rows], [b for _, b in rows], away=[3, 3])).likely
    assert min(margin.mean for margin in likely.deals[0].margins.values()) == max(passing)
    assert likely.ties == passing.count(max(passing)) - 1


# ------------------------------------------------------------------------------------------------- ties


def evening(order: str) -> Case:
    titles, scores = {"a": "Ann", "b": "Bob"}, {"a": {"o": 2, "m": 1}, "b": {"o": 1, "m": 2}}
    return build(
        {
            "case": 1,
            "title": "Evening",
            "parties": {who: titles[who] for who in order},
            "issues": {"p": {"title": "Evening", "options": {"o": "Opera", "m": "Match"}}},
            "preferences": {who: {"scores": {"p": scores[who]}} for who in order},
        }
    )


def test_a_symmetric_game_has_two_answers_by_every_rule() -> None:
    for order in ("ab", "ba"):
        for found in analyse(evening(order)).solutions.distinct.values():
            assert sorted(found.ties) == [(1, 2), (2, 1)]


@law
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_file_settles_no_tie(rows: list[tuple[int, int]], random: Any) -> None:
    """Law: permuting options permutes the answer only; every rule has the same values, tied ones included."""
    other = list(rows)
    random.shuffle(other)

    def values(pairs: list[tuple[int, int]], *, swapped: bool = False) -> dict[str, Any]:
        columns = [[a for a, _ in pairs], [b for _, b in pairs]]
        found = Room(scored(*columns[:: -1 if swapped else 1], away=[0, 0])).solutions
        return {
            name: sorted(tie[:: -1 if swapped else 1] for tie in one.ties) if one else None
            for name, one in found.by_name.items()
        }

    assert values(other) == values(rows) == values(rows, swapped=True)


# --------------------------------------------------------------------------------------------- exactness


def big_and_small(large: int, small: int) -> Case:
    """One issue of a large score, many of a tenth of a thousandth: nothing may be lost between them."""
    issues = {f"i{k}": {"title": f"I{k}", "options": {"a": "A", "b": "B"}} for k in range(small + 1)}
    tiny = {f"i{k}": {"a": 0.0001, "b": 0} for k in range(1, small + 1)}
    other = {f"i{k}": {"a": 0, "b": 0.0001} for k in range(1, small + 1)}
    data = {
        "case": 1,
        "title": "Big and small",
        "parties": {"a": "A", "b": "B"},
        "issues": issues,
        "preferences": {
            "a": {"walk_away": -1, "scores": {"i0": {"a": large, "b": 0}, **tiny}},
            "b": {"walk_away": 0.0002, "scores": {"i0": {"a": 0, "b": 0.0005}, **other}},
        },
    }
    text = json.dumps(data).replace(
        '"walk_away": -1', f'"walk_away": {large}.0003'
    )  # more than a float holds
    return read_case_text(text)


@pytest.mark.parametrize("large", [10**3, 10**9, 10**12, 10**14])
def test_small_parts_of_large_values_count(large: int) -> None:
    """As many efficient values whatever the size of the large score, and no deal that is refused."""
    answers = analyse(big_and_small(large, 5))
    assert answers.frontier.method.exact
    assert len(answers.frontier) == len(analyse(big_and_small(10**3, 5)).frontier) == 11
    nash = answers.solutions["nash"]
    assert nash is not None
    assert nash.value == (large + 0.0003, 0.0002)
    assert (answers.zone.size, len(answers.likely.deals)) == (10, 5)
    assert all(item.accepts == {"a": 1, "b": 1} for item in answers.likely.deals)


def test_three_parties_are_compared_exactly_where_floats_are_too_coarse() -> None:
    """Neighbouring integers above 2^53, which are one float."""
    top = 2**60
    points = np.array([[top, 1, 1], [top + 1, 1, 1], [top, 2, 1], [top - 1, 2, 1]])
    index, _ = merging.efficient(points, np.ones(4, np.int64))
    assert index.tolist() == [1, 2]


# ------------------------------------------------------------------------------------------------ budgets


def parcels(count: int) -> Case:
    """A sum that is shared out: every deal is efficient, one or few are signed."""
    worth = [3**k + 7 * k + 1 for k in range(count)]
    half = sum(worth[::2])
    issues = {f"i{k}": {"title": f"I{k}", "options": {"a": "A", "b": "B"}} for k in range(count)}
    return build(
        {
            "case": 1,
            "title": "Parcels",
            "parties": {"a": "A", "b": "B"},
            "issues": issues,
            "preferences": {
                "a": {
                    "walk_away": half,
                    "scores": {f"i{k}": {"a": w, "b": 0} for k, w in enumerate(worth)},
                },
                "b": {
                    "walk_away": -half,
                    "scores": {f"i{k}": {"a": -w, "b": 0} for k, w in enumerate(worth)},
                },
            },
        }
    )


def small_budget(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(merging, "FRONT_BUDGET", most)


@pytest.mark.parametrize("budget", [2_000_000, 100])
def test_a_frontier_out_of_reach_blocks_nothing_else(monkeypatch: pytest.MonkeyPatch, budget: int) -> None:
    """Zone, solutions and likely deals are those of the whole frontier, listed or not."""
    case = parcels(10)
    whole = analyse(case)
    small_budget(monkeypatch, 600)
    part = analyse(case, budget=budget)
    assert part.frontier.limit.startswith("the frontier has more than 600 values")
    assert set(part.refusals) >= {"frontier", "lotteries", "variants"}
    assert part.zone.verdict == whole.zone.verdict == "certain"
    assert part.solutions.by_name == whole.solutions.by_name
    assert [item.deal for item in part.likely.deals] == [item.deal for item in whole.likely.deals]
    assert part.to_dict()["lotteries"] is None
    assert part.to_dict()["method"]["complete"] is False


def test_where_even_the_accepted_part_is_too_large_the_zone_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = parcels(10)
    small_budget(monkeypatch, 2)
    data = case.to_dict()
    for who in "ab":
        data["preferences"][who]["walk_away"] = -(10**6)
    part = analyse(build(data))
    assert len(part.frontier) == 0
    assert part.refusals["solutions"] == part.frontier.limit
    assert part.zone.size == 1024
    assert len(part.likely.deals) == 5


@law
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=5))
def test_the_accepted_part_is_the_frontier_above_the_walk_aways(rows: list[tuple[int, int]]) -> None:
    """Law: pruning what cannot reach the walk-aways loses nothing that does."""
    case = points_case([[a, 9 - a] for a, _ in rows], [[b, 9 - b] for _, b in rows])
    data = case.to_dict()
    for who in ("p0", "p1"):
        data["preferences"][who]["walk_away"] = 4 * len(rows)
    room = Room(build(data))
    part = frontier(room.space, room.values, floor=room.values.walk_away[: room.space.parties])
    above = [point for point in room.front.points if min(point.value) >= 4 * len(rows)]
    assert list(part.points) == above
    assert frontier_within(room.space, room.values).points == room.front.points


# ------------------------------------------------------------------------------------ outside assumptions


def job(pay: Data, city: Data) -> Case:
    return build(
        {
            "case": 1,
            "title": "Job",
            "parties": {"firm": "Firm", "hire": "Hire"},
            "issues": {
                "pay": {"title": "Pay", "options": {o: o.title() for o in pay["firm"]}},
                "city": {"title": "City", "options": {o: o.title() for o in city["firm"]}},
            },
            "preferences": {
                who: {"scores": {"pay": pay[who], "city": city[who]}} for who in ("firm", "hire")
            },
        }
    )


APART = {"firm": {"low": 40, "high": 0}, "hire": {"low": 0, "high": 40}}
WANTED = {"firm": {"north": 60, "south": 0}, "hire": {"north": 60, "south": 0}}
MIDDLE = {"firm": {"north": 60, "mid": 45, "south": 0}, "hire": {"north": 0, "mid": 45, "south": 60}}


@pytest.mark.parametrize(
    ("city", "why"),
    [
        (WANTED, "on “City” the best option of Firm is not the worst of Hire"),
        (MIDDLE, "on “City” the option “Mid” is better for both than a division"),
    ],
)
def test_adjusted_winner_is_refused_where_its_claims_are_false(city: Data, why: str) -> None:
    """Both want one city: 50 points each would be beaten by every deal that has it."""
    answers: Answers = analyse(job(APART, city))
    assert answers.adjusted_winner is None
    assert answers.refusals["adjusted_winner"] == why
    assert answers.to_dict()["refusals"] == {"adjusted_winner": why}


def test_adjusted_winner_is_refused_with_ratifiers_ranges_and_red_lines() -> None:
    data = job(APART, {"firm": {"north": 60, "south": 0}, "hire": {"north": 0, "south": 60}}).to_dict()
    assert analyse(build(data)).adjusted_winner is not None
    for change in (
        {"ratifiers": {"r": {"title": "R", "for": "firm"}}},
        {"impossible": [{"pay": "low", "city": "north"}]},
    ):
        new = data | change
        if "ratifiers" in change:
            new["preferences"] = data["preferences"] | {"r": {"scores": {"pay": {"low": 1, "high": 0}}}}
        room = Room(build(new))
        with pytest.raises(UsageError):
            adjusted_winner(room.case, room.space, room.values)
    room = Room(build(data))
    with pytest.raises(UsageError, match="ranges or orders"):
        adjusted_winner(room.case, room.space, replace(room.values, name="central"))
