"""Bargaining solutions: certificate, laws quoted from their authors, analytic values, conventions."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.analysis.helpers import Room, listed_case
from tests.strategies import build, case_data, cases, law

from walkaway.analysis.solutions.solutions import SOLUTIONS
from walkaway.case import Case
from walkaway.certify.checks import check_solution
from walkaway.certify.plainly import allowed, deals, value_of, walk_away_of

Row = tuple[Fraction, ...]


# --------------------------------------------------------------------------------------------- certificate


@law
@given(cases())
def test_every_certificate_holds(case: Case) -> None:
    room = Room(case)
    for solution in room.solutions.by_name.values():
        if solution is not None:
            assert check_solution(case, room.front, solution) == []


@law
@given(cases(uncertain=False))
def test_against_every_deal(case: Case) -> None:
    """The slow twin: each rule over *all* deals at or above the walk-aways, not over the frontier."""
    room = Room(case)
    away = [walk_away_of(case, who) for who in case.parties]
    rows: list[Row] = [
        tuple(value_of(case, who, deal) - d for who, d in zip(case.parties, away, strict=True))
        for deal in deals(case)
        if allowed(case, deal)
    ]
    rows = [row for row in rows if min(row) >= 0]
    if not rows:
        assert set(room.solutions.by_name.values()) == {None}
        return
    ideal = [max(column) for column in zip(*rows, strict=True)]
    used = [p for p, best in enumerate(ideal) if best]
    keys: dict[str, Any] = {
        "nash": lambda row: (sum(g > 0 for g in row), prod(g for g in row if g > 0)),
        "kalai_smorodinsky": lambda row: sorted(row[p] / ideal[p] for p in used),
        "egalitarian": sorted,
        "utilitarian": sum,
    }
    for name, key in keys.items():
        best = max(map(key, rows))
        solution = room.solution(name)
        gains = tuple(map(float, solution.certificate["gains"]))
        assert gains in {tuple(map(float, row)) for row in rows if key(row) == best}
        assert solution.count == sum(key(row) == best for row in rows)


# ---------------------------------------------------------------------------------------------------- laws


def rescaled(data: dict[str, Any], party: str, factor: int, shift: int) -> dict[str, Any]:
    """The same case with one party's scale stretched and moved: v → factor · v + shift."""
    preference = data["preferences"][party]
    first = next(iter(preference["scores"]))
    scores = {
        issue: {option: factor * 10 * x / 10 + (shift if issue == first else 0) for option, x in row.items()}
        for issue, row in preference["scores"].items()
    }
    more = [{**item, "add": factor * item["add"]} for item in preference.get("interactions", [])]
    moved = {
        **preference, "scores": scores, "interactions": more,
        "walk_away": factor * preference.get("walk_away", 0) + shift,
    }  # fmt: skip
    return {**data, "preferences": {**data["preferences"], party: moved}}


def whole(data: dict[str, Any]) -> dict[str, Any]:
    """The same case with whole numbers, so that rescaling stays exact."""

    def rounded(item: Any) -> Any:
        if isinstance(item, dict):
            return {key: rounded(part) for key, part in item.items()}
        return [rounded(part) for part in item] if isinstance(item, list) else round(item)

    for preference in data["preferences"].values():
        for key in ("scores", "walk_away"):
            if key in preference:
                preference[key] = rounded(preference[key])
        for item in preference.get("interactions", []):
            item["add"] = rounded(item["add"])
    return data


points = case_data(uncertain=False, weighted=False, ratifiers=False).map(whole)


@pytest.mark.parametrize("name", ["nash", "kalai_smorodinsky", "raiffa"])
@law
@given(points, st.integers(2, 9), st.integers(-20, 20))
def test_scale_of_a_party_does_not_matter(name: str, data: dict[str, Any], factor: int, shift: int) -> None:
    """Invariance: a positive affine change of a party's scale changes no choice (Nash 1950, Econometrica
    18:155–162; Kalai and Smorodinsky 1975, Econometrica 43:513–518)."""
    before, after = (
        Room(build(data)).solutions[name],
        Room(build(rescaled(data, "p0", factor, shift))).solutions[name],
    )
    if before is None:
        assert after is None
        return
    assert after is not None
    assert before.count == after.count
    moved = {(factor * first + shift, *rest) for first, *rest in before.ties}
    assert moved == set(after.ties)


@pytest.mark.parametrize("name", ["egalitarian", "utilitarian"])
@law
@given(points, st.integers(-20, 20))
def test_origin_of_a_scale_does_not_matter(name: str, data: dict[str, Any], shift: int) -> None:
    """Kalai (1977) compares units, not origins: moving a scale with its walk-away is no change."""
    before, after = (
        Room(build(data)).solutions[name],
        Room(build(rescaled(data, "p0", 1, shift))).solutions[name],
    )
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert {(first + shift, *rest) for first, *rest in before.ties} == set(after.ties)


vectors = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=10, unique=True)


@pytest.mark.parametrize("name", list(SOLUTIONS))
@law
@given(vectors)
def test_a_symmetric_problem_has_symmetric_solutions(name: str, some: list[tuple[int, int]]) -> None:
    """Symmetry: where exchanging the parties leaves the problem as it is, they get the same (Nash 1950).

    On a finite set the single symmetric point may be missing; then the set of tied points is symmetric.
    """
    both = list(dict.fromkeys([*some, *((b, a) for a, b in some)]))
    ties = set(Room(listed_case(both)).solution(name).ties)
    assert ties == {(b, a) for a, b in ties}


@pytest.mark.parametrize("name", list(SOLUTIONS))
@law
@given(cases(uncertain=False))
def test_no_deal_is_better_for_all(name: str, case: Case) -> None:
    """Strong Pareto efficiency: no other deal is as good for all and better for one (Nash 1950)."""
    solution = Room(case).solutions[name]
    if solution is None:
        return
    away = [walk_away_of(case, who) for who in case.parties]
    own = [value_of(case, who, solution.deal) for who in case.parties]
    assert all(u >= d for u, d in zip(own, away, strict=True))
    for deal in deals(case):
        if allowed(case, deal):
            other = [value_of(case, who, deal) for who in case.parties]
            assert other == own or any(a < b for a, b in zip(other, own, strict=True))


@law
@given(vectors, st.data())
def test_nash_ignores_what_was_not_chosen(some: list[tuple[int, int]], data: st.DataObject) -> None:
    """Independence of irrelevant alternatives: if the solution of T lies in S ⊂ T, it is that of S too
    (Nash 1950, Econometrica 18:155–162). On a finite set: if all tied solutions are kept."""
    chosen = Room(listed_case(some)).solution("nash")
    kept = data.draw(st.lists(st.sampled_from(some), unique=True))
    fewer = list(dict.fromkeys([*kept, *((int(a), int(b)) for a, b in chosen.ties)]))
    assert set(Room(listed_case(fewer)).solution("nash").ties) == set(chosen.ties)


@law
@given(vectors, vectors)
def test_egalitarian_never_falls_when_deals_are_added(
    some: list[tuple[int, int]], more: list[tuple[int, int]]
) -> None:
    """Monotonicity: if S ⊂ T, nobody is worse off in T (Kalai 1977, Econometrica 45:1623–1630).

    That is for convex sets. On a finite set what is monotone is the smallest gain, which the rule maximises.
    """
    before = Room(listed_case(some)).solution("egalitarian").certificate["smallest_gain"]
    after = Room(listed_case(list(dict.fromkeys([*some, *more])))).solution("egalitarian")
    assert after.certificate["smallest_gain"] >= before


@law
@given(vectors, vectors)
def test_kalai_smorodinsky_is_monotone_while_the_ideal_stands(
    some: list[tuple[int, int]], more: list[tuple[int, int]]
) -> None:
    """Monotonicity: if S ⊂ T have the same ideal, nobody is worse off in T (Kalai and Smorodinsky 1975).

    That is for two parties and convex sets. On a finite set what never falls is the number that the rule
    maximises, the smallest share of the ideal; that each party's own value never falls is false there, as
    the next test shows.
    """
    top = tuple(max(column) for column in zip(*some, strict=True))
    assume(min(top) > 0)
    more = [(a, b) for a, b in more if a <= top[0] and b <= top[1]]
    before = Room(listed_case(some)).solution("kalai_smorodinsky").certificate["ratios"]
    after = (
        Room(listed_case(list(dict.fromkeys([*some, *more]))))
        .solution("kalai_smorodinsky")
        .certificate["ratios"]
    )
    assert min(after) >= min(before)


def test_on_a_finite_set_one_party_may_lose_by_a_new_deal() -> None:
    """The convex axiom does not carry over: (10, 4) is chosen until (5, 5) arrives."""
    before = [(10, 4), (0, 10)]
    assert Room(listed_case(before)).solution("kalai_smorodinsky").value == (10, 4)
    assert Room(listed_case([*before, (5, 5)])).solution("kalai_smorodinsky").value == (5, 5)


# ------------------------------------------------------------------------------------------ analytic values


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("nash", (3**-0.5, 2 / 3)),
        ("kalai_smorodinsky", ((5**0.5 - 1) / 2, (5**0.5 - 1) / 2)),
        ("egalitarian", ((5**0.5 - 1) / 2, (5**0.5 - 1) / 2)),
        ("utilitarian", (0.5, 0.75)),
        ("raiffa", (0.607971, 0.630371)),
        ("raiffa_continuous", (0.588295, 0.653909)),  # of the curve itself, by a Runge–Kutta method
    ],
)
def test_on_the_parabola(name: str, value: tuple[float, float]) -> None:
    """S = {y ≤ 1 − x², x, y ≥ 0}, d = 0; a grid of 4,000 points comes within 1/2000."""
    solution = Room(PARABOLA).solution(name)
    assert solution.value == pytest.approx(value, abs=5e-4)


PARABOLA = listed_case([(n / 4000, 1 - (n / 4000) ** 2) for n in range(4001)])


def test_raiffas_steps_on_the_parabola() -> None:
    """Iterates (0.5, 0.5), (0.603553, 0.625), (0.607963, 0.630362), each the mean of the two best points."""
    path = Room(PARABOLA).solution("raiffa").certificate["path"]
    assert path[0] == [0, 0]
    for found, expected in zip(path[1:], [(0.5, 0.5), (0.603553, 0.625), (0.607963, 0.630362)], strict=False):
        assert found == pytest.approx(expected, abs=5e-4)


# --------------------------------------------------------------------------------------------- conventions


def test_nothing_above_the_walk_aways() -> None:
    room = Room(listed_case([(5, 0), (0, 5)], away=[1, 1]))
    assert room.solutions.efficient == 0
    assert set(room.solutions.by_name) == set(SOLUTIONS)
    assert all(room.solutions[name] is None for name in SOLUTIONS)


def test_at_the_walk_away_counts() -> None:
    room = Room(listed_case([(1, 1)], away=[1, 1]))
    for name in SOLUTIONS:
        assert room.solution(name).value == (1, 1)
        assert room.solution(name).certificate["gains"] == [0, 0]


def test_a_party_that_cannot_gain() -> None:
    """Nash: first as many gaining parties as can be. Kalai–Smorodinsky: such a party has no ratio."""
    room = Room(listed_case([(0, 9, 1), (0, 3, 3), (0, 20, 0)]))
    assert room.solution("nash").certificate["gaining_parties"] == 2
    assert set(room.solution("nash").ties) == {(0, 9, 1), (0, 3, 3)}
    assert room.solution("kalai_smorodinsky").certificate["ratios"][0] is None


def test_leximin_breaks_ties_by_the_next_smallest() -> None:
    room = Room(listed_case([(1, 5, 2), (1, 2, 3), (5, 1, 2)]))
    assert room.solution("egalitarian").certificate["smallest_gain"] == 1
    assert set(room.solution("egalitarian").ties) == {(1, 5, 2), (5, 1, 2)}


def test_utilitarian_ties_are_counted_and_the_fairest_is_the_witness() -> None:
    solution = Room(listed_case([(9, 1), (5, 5), (1, 9)])).solution("utilitarian")
    assert list(solution.value) == [5, 5]
    assert solution.count == 3
    assert solution.ties[0] == solution.value
    assert solution.certificate["sum"] == 10


def test_the_peers_counter_example() -> None:
    """The smallest ratio of (.9, .5) is one half; a peer's rule of least spread takes (.45, .6)."""
    room = Room(listed_case([(1, 0), (0.9, 0.5), (0.45, 0.6), (0, 1)]))
    assert room.solution("kalai_smorodinsky").value == (0.9, 0.5)


def test_inputs_and_results_as_data() -> None:
    room = Room(listed_case([(2, 1), (1, 2)], away=[0, 0.5]))
    data = room.solutions.to_dict()
    assert data["efficient"] == 2
    assert data["by_name"]["nash"]["certificate"]["walk_away"] == [0, 0.5]
    assert room.solutions.method.exact
