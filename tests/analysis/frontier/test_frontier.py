"""The frontier: certificate first, then laws, then by hand, then limits."""

from __future__ import annotations

import sys
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.helpers import Room, listed_case, points_case
from tests.strategies import brief_law, build, case_data, cases, law

from walkaway.analysis.frontier import epsilon, merging
from walkaway.analysis.frontier.frontier import Frontier, counted, frontier
from walkaway.analysis.frontier.merging import efficient
from walkaway.case import Agreement, Case, read_case_text
from walkaway.certify.checks import check_frontier, unchecked
from walkaway.errors import BudgetError

module = sys.modules["walkaway.analysis.frontier.frontier"]


@law
@given(cases())
def test_against_every_deal(case: Case) -> None:
    """The slow twin: all deals in fractions, all pairs compared; values, counts, witnesses."""
    assert check_frontier(case, Room(case).front, complete=True) == []


@law
@given(cases(parties=(2, 2), issues=(2, 6), options=(2, 3), uncertain=False, ratifiers=False))
def test_two_parties_with_more_issues(case: Case) -> None:
    assert check_frontier(case, Room(case).front, complete=True) == []


@law
@given(st.lists(st.tuples(*[st.integers(-3, 3)] * 3), min_size=1, max_size=30), st.integers(1, 3))
def test_efficient_rows_by_all_pairs(rows: list[tuple[int, ...]], columns: int) -> None:
    points = np.array(rows, dtype=np.int64)[:, :columns].copy()
    points.flags.writeable = False
    index, counts = efficient(points, np.ones(len(points), np.int64))
    table = [tuple(map(int, row)) for row in points]

    def dominated(row: tuple[int, ...]) -> bool:
        return any(other != row and all(a >= b for a, b in zip(other, row, strict=True)) for other in table)

    best = sorted({row for row in table if not dominated(row)}, reverse=True)
    assert [table[i] for i in index] == best
    assert counts.tolist() == [table.count(row) for row in best]


@law
@given(case_data(uncertain=False), st.randoms(use_true_random=False))
def test_the_order_of_issues_and_parties_does_not_matter(data: dict[str, Any], random: Any) -> None:
    """A frontier is a set of deals; how they are written down is no part of the problem."""
    before = Room(build(data)).front
    shuffled = {**data}
    for part in ("issues", "parties"):
        keys = list(data[part])
        random.shuffle(keys)
        shuffled[part] = {key: data[part][key] for key in keys}
    after = Room(build(shuffled)).front
    names = before.parties

    def named(front: Frontier) -> set[tuple[tuple[float, ...], int | None]]:
        columns = [front.parties.index(name) for name in names]
        return {(tuple(point.value[c] for c in columns), point.count) for point in front}

    assert named(before) == named(after)
    assert len(before) == len(after)


@law
@given(case_data(uncertain=False, rules=False, linked=False))
def test_an_issue_nobody_cares_for_multiplies_the_counts(data: dict[str, Any]) -> None:
    before = Room(build(data)).front
    data["issues"]["idle"] = {"title": "Idle", "options": {"a": "A", "b": "B", "c": "C"}}
    after = Room(build(data)).front
    assert [(p.value, 3 * p.count) for p in before if p.count] == [(p.value, p.count) for p in after]


def test_raiffas_staircase_by_hand() -> None:
    front = Room(points_case([[3, 0], [2, 0]], [[0, 2], [0, 3]])).front
    assert [(point.value, point.count) for point in front] == [((5, 0), 1), ((3, 3), 1), ((0, 5), 1)]
    assert unchecked(points_case([[3, 0], [2, 0]], [[0, 2], [0, 3]]), front) == []
    assert front.points[1].deal == {"i0": "o0", "i1": "o1"}
    assert (len(front), front.parties, front.method.exact) == (3, ("p0", "p1"), True)
    assert front.to_dict()["points"][0] == {"deal": {"i0": "o0", "i1": "o0"}, "value": [5, 0], "count": 1}


def test_equal_deals_are_counted_and_decimals_meet_exactly() -> None:
    """0.1 + 0.2 and 0.3 + 0 are one value, whatever floats say."""
    front = Room(points_case([[0.1, 0.3], [0.2, 0]], [[0.2, 0], [0.1, 0.3]])).front
    assert {point.value: point.count for point in front} == {(0.5, 0.1): 1, (0.3, 0.3): 2, (0.1, 0.5): 1}


def test_red_lines_of_those_who_are_not_needed_stay() -> None:
    line = {"i0": "o1"}
    tables = {"p0": [0, 5], "p1": [0, 5], "p2": [0, 5]}
    preferences = {
        name: {
            "scores": {"i0": dict(zip(("o0", "o1"), row, strict=True))},
            "red_lines": [line] if name == "p2" else [],
        }
        for name, row in tables.items()
    }
    case = points_case(*([row] for row in tables.values()), preferences=preferences)
    assert Room(case).front.points[0].value == (0, 0, 0)
    quota = Agreement.model_validate({"quota": 2})
    assert Room(case, quota).front.points[0].value == (5, 5, 5)
    assert check_frontier(case, Room(case, quota).front, complete=True, rule=quota) == []
    veto = Agreement.model_validate({"quota": 2, "vetoes": ["p2"]})
    assert Room(case, veto).front.points[0].value == (0, 0, 0)


def test_no_deal_no_frontier() -> None:
    case = points_case([[1, 2], [0, 0]], [[1, 2], [0, 0]], impossible=[{"i0": ["o0", "o1"]}])
    front = Room(case).front
    assert len(front) == 0
    assert list(front) == []
    assert check_frontier(case, front, complete=True) == []
    assert set(Room(case).solutions.by_name.values()) == {None}


def test_merging_in_blocks_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    case = points_case(*([[n * m % 7 for m in range(5)] for n in range(p, p + 4)] for p in range(3)))
    whole = Room(case).front
    monkeypatch.setattr(merging, "_MERGE_BLOCK", 7)
    assert [(p.value, p.count) for p in Room(case).front] == [(p.value, p.count) for p in whole]


def test_a_frontier_beyond_the_budget_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    case = points_case([[0, 1, 3], [0, 9, 27]], [[0, -1, -3], [0, -9, -27]])
    monkeypatch.setattr(merging, "FRONT_BUDGET", 8)
    with pytest.raises(BudgetError, match="the frontier has more than 8 values part of the way"):
        _ = Room(case).front


def test_a_cluster_is_gone_through_in_chunks() -> None:
    """Seven linked issues of six options: 279,936 combinations, more than one chunk."""
    width, issues = 6, 7
    table = [[(o * (j + 2)) % 11 for o in range(width)] for j in range(issues)]
    other = [[10 - x for x in row] for row in table]
    link = {"when": {f"i{j}": "o0" for j in range(issues)}, "add": 1}
    case = points_case(table, other)
    data = case.to_dict()
    data["preferences"]["p0"]["interactions"] = [link]
    linked = Room(build(data))
    assert len(linked.space.clusters) == 1
    plain = Room(case).front
    assert {p.value for p in linked.front} >= {p.value for p in plain if p.deal["i0"] != "o0"}
    assert (counted(linked.front.points) or 0) <= width**issues


def test_counts_beyond_64_bits_are_exact() -> None:
    table = [[1.0] * 10] * 30
    point = Room(points_case(table, table)).front.points[0]
    assert point.count == 10**30
    (claim,) = unchecked(points_case(table, table), Room(points_case(table, table)).front)
    assert "rests on the merging" in claim
    assert isinstance(point.count, int)


FINE = """
case: 1
title: Fine
parties: {a: A, b: B}
issues:
  x: {title: X, options: {o: O, p: P, q: Q}}
  y: {title: Y, options: {o: O, p: P}}
preferences:
  a: {scores: {x: {o: 0, p: 0.12345678901234567891, q: 0.12345678901234567892}, y: {o: 0, p: 5}}}
  b: {scores: {x: {o: 3, p: 1, q: 1}, y: {o: 0, p: 0.00000000000000000001}}}
"""


def test_a_unit_in_the_twentieth_digit_is_a_difference() -> None:
    """Of p and q, which a float cannot tell apart, q is better for A by 10^-20, and no worse for B."""
    case = read_case_text(FINE)
    front = Room(case).front
    assert front.method.exact
    assert [(point.deal, point.count) for point in front] == [
        ({"x": "q", "y": "p"}, 1),
        ({"x": "o", "y": "p"}, 1),
    ]
    assert [point.value for point in front] == [(float("5.12345678901234567892"), 1), (5, 3)]
    assert check_frontier(case, front, complete=True) == []


@pytest.fixture
def by_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cluster counts as too large to go through."""
    monkeypatch.setattr(module, "LOOKS", 0)
    monkeypatch.setattr(module, "CLUSTER_BUDGET", 0)


@brief_law
@given(case=cases(parties=(2, 3), issues=(1, 3), options=(1, 3), uncertain=False))
def test_both_engines_find_the_same_values(case: Case) -> None:
    """The second, independent way: by programs, cluster by cluster, against every deal."""
    listed = Room(case).front
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "LOOKS", 0)
        patch.setattr(module, "CLUSTER_BUDGET", 0)
        front = Room(case).front
    assert [p.value for p in front] == [p.value for p in listed]
    assert check_frontier(case, front, complete=True) == []
    assert all(point.count is None for point in front)
    assert front.method.exact == listed.method.exact
    assert "rests on the solver" in front.method.note


def test_a_cluster_too_large_to_go_through_is_solved_by_programs() -> None:
    """Ten linked issues of ten options: the best of both, but not where all are the first option."""
    scores = [[10, *range(9)]] * 10
    case = points_case(scores, scores, impossible=[{f"i{j}": "o0" for j in range(10)}])
    front = Room(case).front
    assert [point.value for point in front] == [(98, 98)]
    assert check_frontier(case, front) == []
    assert "the largest of 10,000,000,000 combinations" in front.method.note
    solver, counts = unchecked(case, front)
    assert "rests on the optimality of the solver's answers: 10,000,000,000 deals" in solver
    assert counts == "deals of equal value were not counted"


@pytest.mark.usefixtures("by_programs")
def test_an_interrupted_frontier_says_so() -> None:
    case = points_case([[0, 1, 3], [0, 9, 27]], [[0, -1, -3], [0, -9, -27]])
    room = Room(case)

    def progress(found: int) -> None:
        raise KeyboardInterrupt

    front = frontier(room.space, room.values, progress=progress)
    assert (front.complete, front.method.exact) == (False, False)
    assert front.method.name.startswith("partial result of")
    assert "partial: " in front.method.note
    assert check_frontier(case, front) == []
    assert "interrupted" in unchecked(case, front)[0]


@pytest.mark.usefixtures("by_programs")
def test_values_that_cannot_be_told_apart_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epsilon, "STEPS", 2)
    front = Room(points_case([[0, 1, 3], [0, 9, 27]], [[0, -1, -3], [0, -9, -27]])).front
    assert not front.method.exact
    assert "of what a party has at stake may be missing" in front.method.note


def test_a_cap_makes_values_equal_that_are_then_not_counted() -> None:
    preferences = {
        "p0": {"scores": {"i0": {"o0": 0, "o1": 4, "o2": 9}}, "cap": 5},
        "p1": {"scores": {"i0": {"o0": 3, "o1": 2, "o2": 2}}},
    }
    case = points_case([[0, 4, 9]], [[3, 2, 2]], preferences=preferences)
    front = Room(case).front
    assert [(point.value, point.count) for point in front] == [((5, 2), None), ((0, 3), 1)]
    assert counted(front.points) is None
    assert counted(front.points[1:]) == 1


def test_values_are_on_the_partys_own_scale() -> None:
    case = listed_case([(0.25, -7000), (1e6, -7000.5)])
    front = Room(case).front
    assert [point.value for point in front] == [(1e6, -7000.5), (0.25, -7000)]
    assert front.to_dict()["points"][0]["value"] == [1000000, -7000.5]


def test_three_parties_keep_what_two_of_them_would_drop() -> None:
    case = listed_case([(2, 2, 0), (1, 1, 1), (1, 1, 0), (0, 0, 2)])
    assert {point.value for point in Room(case).front} == {(2, 2, 0), (1, 1, 1), (0, 0, 2)}


def test_every_witness_has_its_value() -> None:
    tables = [[[(p + 2) * o * (j + 1) % 13 for o in range(4)] for j in range(5)] for p in range(4)]
    front = Room(points_case(*tables)).front
    for point in front:
        picks = [int(option[1:]) for option in point.deal.values()]
        assert point.value == tuple(sum(table[j][o] for j, o in enumerate(picks)) for table in tables)
    every = {
        tuple(sum(t[j][o] for j, o in enumerate(pick)) for t in tables)
        for pick in product(range(4), repeat=5)
    }
    assert {point.value for point in front} <= every
