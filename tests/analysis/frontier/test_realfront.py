"""Frontier and solutions over real ranges: the stepped case as slow twin, checkers, refusals, caps."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.helpers import Room
from tests.strategies import build, law

from walkaway.analysis.frontier import realfront
from walkaway.analysis.frontier.points import Frontier
from walkaway.certify.checks import check_frontier
from walkaway.certify.mixed import check_real_solution, check_segments
from walkaway.errors import BudgetError, UsageError

F = Fraction
small = st.integers(-8, 8)


@st.composite
def forms(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from(["linear", "points", "triangular"]))
    if kind == "linear":
        return {"linear": [draw(small), draw(small)]}
    if kind == "points":
        return {"points": {"0": draw(small), "3": draw(small), "8": draw(small)}}
    return {
        "triangular": [draw(st.integers(0, 2)), draw(st.integers(3, 5)), draw(st.integers(6, 8))],
        "peak": 9,
    }


spans = st.tuples(st.integers(0, 8), st.integers(0, 8)).map(lambda two: {"from": min(two), "to": max(two)})


@st.composite
def real_data(draw: st.DrawFn) -> dict[str, Any]:
    """Two parties, one or two ranges from 0 to 8, one list; patterns on spans of the ranges."""
    ranges = ["x", "y"][: draw(st.integers(1, 2))]
    issues: dict[str, Any] = {name: {"title": name, "range": [0, 8]} for name in ranges}
    issues["c"] = {"title": "c", "options": {"a": "A", "b": "B"}}

    def pattern() -> dict[str, Any]:
        found: dict[str, Any] = {draw(st.sampled_from(ranges)): draw(spans)}
        if draw(st.booleans()):
            found["c"] = "a"
        return found

    def preference() -> dict[str, Any]:
        scores: dict[str, Any] = {name: draw(forms()) for name in ranges}
        scores["c"] = {"a": draw(small), "b": draw(small)}
        return {
            "scores": scores,
            "interactions": [{"when": pattern(), "add": draw(small)} for _ in range(draw(st.integers(0, 1)))],
            "red_lines": [pattern() for _ in range(draw(st.sampled_from([0, 0, 0, 1])))],
            "walk_away": draw(small),
            **({"cap": draw(st.integers(0, 12))} if draw(st.integers(0, 3)) == 0 else {}),
        }

    return {
        "case": 1,
        "title": "A random case",
        "parties": {"p": "P", "q": "Q"},
        "issues": issues,
        "impossible": [pattern() for _ in range(draw(st.sampled_from([0, 0, 0, 1])))],
        "preferences": {"p": preference(), "q": preference()},
    }


def stepped(data: dict[str, Any], step: str) -> dict[str, Any]:
    issues = {name: {**record, "step": float(step)} if "range" in record else record
              for name, record in data["issues"].items()}  # fmt: skip
    return {**data, "issues": issues}


Lines = list[tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction], bool]]


def lines_of(front: Frontier) -> Lines:
    """Points, segments and lines of suprema, with whether deals attain them."""
    own = [((p.left.value, p.top.value), (p.right.value, p.bottom.value), True) for p in front.pieces]
    return own + [(left, right, False) for left, right in front.missed]


def reach(lines: Lines, value: tuple[Fraction, Fraction]) -> bool:
    """Whether some line is at or above a value."""
    for (x0, y0), (x1, y1), _ in lines:
        at = max(x0, value[0])
        if at <= x1 and y0 + (at - x0) * ((y1 - y0) / (x1 - x0) if x1 > x0 else 0) >= value[1]:
            return True
    return False


@law
@given(real_data())
def test_against_the_stepped_case(data: dict[str, Any]) -> None:
    """The slow twin: deals at every half are deals, so none of them is above the frontier, and none
    dominates a value of it."""
    room, steps = Room(build(data)), Room(build(stepped(data, "0.5")))
    lines = lines_of(room.front)
    units = steps.values.units
    listed = [(a * units[0], b * units[1]) for a, b in steps.front.integers.tolist()]
    for first, second in listed:
        assert reach(lines, (first, second))
    for point in room.front:
        assert not any(
            (a >= point.value[0] + 1e-9 and b >= point.value[1] - 1e-12)
            or (a >= point.value[0] - 1e-12 and b >= point.value[1] + 1e-9)
            for a, b in listed
        )  # fmt: skip
    assert bool(lines) or not listed


@law
@given(real_data())
def test_the_checkers_find_nothing(data: dict[str, Any]) -> None:
    """Attainment: every deal along the frontier is recomputed from the case and is worth what is said."""
    room = Room(build(data))
    assert check_segments(room.case, room.front) == []
    assert check_frontier(room.case, room.front) == []


@law
@given(real_data())
def test_solutions_are_deals_of_the_frontier(data: dict[str, Any]) -> None:
    """Individual rationality, efficiency, and the value recomputed from the deal."""
    room = Room(build(data))
    steps = Room(build(stepped(data, "1")))
    for name, found in room.solutions.by_name.items():
        if found is None:
            continue
        assert check_real_solution(room.case, room.front, found) == []
        assert all(gain >= 0 for gain in found.certificate["gains"])
        assert reach(lines_of(room.front), (F(found.value[0]) - F(1, 10**9), F(found.value[1]) - F(1, 10**9)))
        other = steps.solutions[name]
        if other is not None and name == "nash" and found.certificate["gaining_parties"] == 2:
            assert found.certificate["product"] >= F(other.certificate["product"]) - F(1, 10**6)
        if other is not None and name == "egalitarian":
            assert found.certificate["smallest_gain"] >= F(other.certificate["smallest_gain"])
    json.dumps(room.solutions.to_dict())


def sale(**more: Any) -> dict[str, Any]:
    return {
        "case": 1,
        "title": "A sale",
        "parties": {"seller": "Seller", "buyer": "Buyer"},
        "issues": {"price": {"title": "Price", "range": [0, 100]}},
        "preferences": {
            "seller": {"scores": {"price": {"linear": [0, 100]}}, "walk_away": 20},
            "buyer": {"scores": {"price": {"linear": [100, 0]}}, "walk_away": 40},
        },
        **more,
    }


def test_one_price_by_hand() -> None:
    """20 to 60 is open; everybody who splits evenly says 40."""
    room = Room(build(sale()))
    assert [(line.start, line.end) for line in room.front.segments] == [((0, 100), (100, 0))]
    assert [point.value for point in room.front] == [(100, 0), (0, 100)]
    for name in ("nash", "kalai_smorodinsky", "egalitarian", "raiffa", "raiffa_continuous"):
        found = room.solution(name)
        assert (found.value, found.deal, found.count) == ((40, 60), {"price": "40"}, None)
        assert found.certificate["exact"]
    assert room.solution("utilitarian").ties == ((40, 60), (20, 80), (60, 40))
    assert room.solutions.efficient == 1
    assert room.solutions.method.exact


def test_nothing_above_the_walk_aways() -> None:
    data = sale()
    data["preferences"]["buyer"]["walk_away"] = 90
    room = Room(build(data))
    assert set(room.solutions.by_name.values()) == {None}
    assert room.solutions.efficient == 0


def test_a_supremum_is_told() -> None:
    """The buyer refuses 50 and more, and would best like just under it."""
    data = sale()
    data["preferences"]["buyer"] |= {
        "scores": {"price": {"linear": [0, 100]}},
        "red_lines": [{"price": {"from": 50}}],
    }
    room = Room(build(data))
    assert room.front.pieces == ()
    assert room.front.method.note == (
        "0 points and segments; no deal attains (50, 50), only values as near as one likes"
    )
    assert room.solutions["nash"] is None
    assert room.solutions.method.note.startswith("nash: only approached, at (50, 50)")


def test_a_curved_path_is_said_not_to_be_exact() -> None:
    data = sale()
    data["preferences"]["buyer"]["scores"]["price"] = {"points": {"0": 100, "40": 95, "100": 0}}
    data["preferences"]["buyer"]["walk_away"] = 0
    room = Room(build(data))
    assert not room.solutions.method.exact
    assert "raiffa_continuous: to within the bracket" in room.solutions.method.note
    assert room.solution("raiffa_continuous").certificate["error"] < 1e-20


def test_many_suprema_are_told_in_short() -> None:
    data = sale(issues={"price": {"title": "Price", "range": [0, 100]}, "c": {"title": "c", "options": {
        f"o{n}": f"o{n}" for n in range(8)}}})  # fmt: skip
    for who, sign in (("seller", 1), ("buyer", -1)):
        data["preferences"][who] |= {
            "scores": {"price": {"linear": [0, 1]}, "c": {f"o{n}": sign * 10 * n for n in range(8)}},
            "red_lines": [{"price": {"from": 50}}],
        }
    assert "and more" in Room(build(data)).front.method.note


def test_three_parties_are_refused_by_name() -> None:
    data = sale(parties={"seller": "Seller", "buyer": "Buyer", "agent": "Agent"})
    data["preferences"]["agent"] = {"scores": {"price": {"linear": [0, 10]}}}
    with pytest.raises(UsageError) as caught:
        _ = Room(build(data)).front
    assert "real range of price" in str(caught.value)
    assert "step:" in str(caught.value)


def test_a_range_linked_with_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(realfront, "PIECES_BUDGET", 1)
    data = sale()
    data["preferences"]["seller"]["interactions"] = [{"when": {"price": {"from": 10, "to": 20}}, "add": 1}]
    with pytest.raises(BudgetError, match="step: 1"):
        _ = Room(build(data)).front


def test_caps_cut_the_frontier() -> None:
    """The seller has enough at 70, the buyer at 90: between 10 and 70 they trade."""
    data = sale()
    data["preferences"]["seller"]["cap"] = 70
    data["preferences"]["buyer"]["cap"] = 90
    room = Room(build(data))
    assert [(line.start, line.end) for line in room.front.segments] == [((10, 90), (70, 30))]
    assert room.front.segments[0].start_deal == {"price": "10"}
    low = sale()
    low["preferences"]["seller"]["cap"], low["preferences"]["buyer"]["cap"] = 30, 50
    both = Room(build(low)).front
    assert [point.value for point in both] == [(30, 50)]
    assert check_segments(build(low), both) == []


def test_the_checker_of_solutions_complains() -> None:
    data = sale(impossible=[{"price": {"from": 90}}])
    data["preferences"]["buyer"]["scores"]["price"] = {"points": {"0": 100, "50": 80, "100": 0}}
    case = build(data)
    room = Room(case)
    right = room.solution("nash")
    assert check_real_solution(case, room.front, right) == []
    for price, words in (
        ("95", "impossible"),
        ("10", "is worth"),
        ("10", "below the walk-away"),
        ("30", "better by"),
    ):
        said = check_real_solution(case, room.front, replace(right, deal={"price": price}))
        assert any(words in complaint for complaint in said), (price, words, said)
    listed = build(sale(issues={"price": {"title": "P", "range": [0, 100]}, "c": {"title": "c", "options": {
        "a": "A", "b": "B"}}}) | {"preferences": {
            "seller": {"scores": {"price": {"linear": [0, 100]}, "c": {"a": 0, "b": 9}}},
            "buyer": {"scores": {"price": {"linear": [100, 0]}}}}})  # fmt: skip
    wasteful = replace(Room(listed).solution("raiffa"), deal={"price": "50", "c": "a"})
    said = check_real_solution(listed, Room(listed).front, wasteful)
    assert any("dominates it" in complaint for complaint in said), said


def test_the_checker_complains() -> None:
    case = build(sale(impossible=[{"price": {"from": 90}}]))
    front = Room(case).front
    line = front.segments[0]
    wrong = replace(front, segments=(replace(line, end=(90, 20)),))
    assert any("is worth" in complaint for complaint in check_segments(case, wrong))
    barred = replace(front, segments=(replace(line, end_in=True),))
    assert any("impossible" in complaint for complaint in check_segments(case, barred))
    worse = build(sale(issues={"price": {"title": "P", "range": [0, 100]}, "c": {"title": "c", "options": {
        "a": "A", "b": "B"}}}))  # fmt: skip
    room = Room(worse)
    points = (
        *room.front.points,
        replace(room.front.points[0], value=(50, 50), deal={"price": "50", "c": "a"}),
    )
    assert check_segments(worse, replace(room.front, points=points)) == []
