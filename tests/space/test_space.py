"""The deal space against the case itself: features, patterns, clusters, values, budgets."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.helpers import Room, listed_case, points_case
from tests.strategies import build, cases, law

from walkaway.case import Agreement, Case
from walkaway.certify.plainly import deals, value_of, walk_away_of
from walkaway.errors import BudgetError, UsageError
from walkaway.space import build_space, central_values


@law
@given(cases(rich=True))
def test_values_are_those_of_the_definition(case: Case) -> None:
    room = Room(case)
    space, values = room.space, room.values
    assert values.name == ("exact" if all(case.preferences[who].exact for who in space.who) else "central")
    for deal in deals(case):
        picks = space.picks_of(deal)
        assert space.deal(picks[0]) == deal
        worth = space.worth(values, picks)[0]
        exact = [value_of(case, who, deal) for who in space.who]
        assert [int(n) * unit for n, unit in zip(worth, values.units, strict=True)] == exact
        assert values.own_scale(worth[None])[0].tolist() == [float(x) for x in exact]
    away = [int(n) * unit for n, unit in zip(values.walk_away, values.units, strict=True)]
    assert away == [walk_away_of(case, who) for who in space.who]


@law
@given(cases())
def test_clusters_part_the_issues_and_keep_every_pattern(case: Case) -> None:
    space = build_space(case)
    assert sorted(issue for cluster in space.clusters for issue in cluster.issues) == list(
        range(len(space.issues))
    )
    assert sum(len(cluster.impossible) for cluster in space.clusters) == len(case.impossible)
    for cluster in space.clusters:
        for mask in (
            *cluster.impossible,
            *(m for _, m in cluster.red_lines),
            *(m for *_, m in cluster.interactions),
        ):
            assert set(mask.issues) <= set(cluster.issues)
    linked = [set(p.when) for p in case.impossible]
    linked += [set(line.when) for own in case.preferences.values() for line in own.red_lines]
    linked += [set(item.when) for own in case.preferences.values() for item in own.interactions]
    for cluster in space.clusters:
        names = {space.issues[j] for j in cluster.issues}
        assert len(names) == 1 or all(
            any(name in link and link <= names for link in linked) for name in names
        )


@law
@given(cases())
def test_sizes_are_counts(case: Case) -> None:
    space = build_space(case)
    every = list(deals(case))
    possible = [deal for deal in every if not any(pattern.holds(deal) for pattern in case.impossible)]
    assert space.combinations == len(every)
    assert space.size == len(possible)
    listed = [space.deal(row) for _, picks in space.joint.chunks() for row in picks]
    assert listed == possible
    for index, who in enumerate(space.who):
        refused = [any(line.holds(deal) for line in case.preferences[who].red_lines) for deal in every]
        picks = space.joint.picks(np.arange(len(every)))
        assert space.joint.refused(picks, index).tolist() == refused


@law
@given(cases(rich=True), st.integers(0, 2**12))
def test_allowed_combinations_are_those_of_the_whole_list_that_have_them(case: Case, bits: int) -> None:
    space = build_space(case)
    allowed = {
        issue: np.array([bits >> issue + option & 1 == 1 for option in range(len(options))])
        for issue, options in enumerate(space.options)
        if bits >> issue & 2
    }
    every = np.concatenate([picks for _, picks in space.joint.chunks()])
    keep = ~space.joint.refused(every, 0)
    for issue, good in allowed.items():
        keep &= good[every[:, issue]]
    assert space.joint.keeping(allowed, [0]).tolist() == every[keep].tolist()
    left = math.prod(int(allowed[n].sum()) if n in allowed else len(o) for n, o in enumerate(space.options))
    if allowed:  # only what is left counts against a budget
        assert space.joint.keeping(allowed, [0], budget=left).tolist() == every[keep].tolist()


@law
@given(cases())
def test_features_belong_to_their_owners(case: Case) -> None:
    space = build_space(case)
    owned = [space.owned(index) for index in range(len(space.who))]
    assert [len(features) for features in owned] == [
        len(case.preferences[who].interactions) for who in space.who
    ]
    assert [f for features in owned for f in features] == list(
        range(sum(map(len, space.options)), space.features)
    )


@pytest.mark.parametrize(
    ("rule", "required"),
    [
        ("all", (0, 1, 2)),
        ({"quota": 3}, (0, 1, 2)),
        ({"quota": 2}, ()),
        ({"quota": 2, "vetoes": ["p2", "p0"]}, (0, 2)),
        ({"quota": "50 %"}, ()),
        ({"quota": "67 %"}, (0, 1, 2)),
        ({"votes": {"p0": 3, "p1": 2, "p2": 1}, "at_least": 4}, (0,)),
        ([{"quota": 2}, {"votes": {"p0": 3, "p1": 2, "p2": 1}, "at_least": "70 %"}], (0, 1)),
    ],
)
def test_who_is_required(rule: object, required: tuple[int, ...]) -> None:
    space = build_space(points_case([[0]], [[0]], [[0]]), rule=Agreement.model_validate(rule))
    assert space.required == required


@pytest.mark.parametrize(
    ("rule", "who", "passes", "ratified"),
    [
        ("all", "110 1", False, False),
        ("all", "111 1", True, True),
        ("all", "111 0", True, False),
        ({"quota": 2}, "101 1", True, True),
        ({"quota": 2}, "100 1", False, False),
        ({"quota": 2, "vetoes": ["p1"]}, "101 1", False, False),
        ({"quota": 2, "vetoes": ["p1"]}, "110 0", True, False),
        ({"votes": {"p0": 2.5, "p1": 1, "p2": 1}, "at_least": 2.5}, "100 1", True, True),
        ({"votes": {"p0": 2.5, "p1": 1, "p2": 1}, "at_least": 2.5}, "011 1", False, False),
        ([{"quota": "55 %"}, {"votes": {"p0": 8, "p2": 2}, "at_least": "65 %"}], "110 1", True, True),
        ([{"quota": "55 %"}, {"votes": {"p0": 8, "p2": 2}, "at_least": "65 %"}], "011 1", False, False),
        ([{"quota": "55 %"}, {"votes": {"p0": 8, "p2": 2}, "at_least": "65 %"}], "100 1", False, False),
    ],
)
def test_passing(rule: object, who: str, passes: bool, ratified: bool) -> None:
    case = points_case(
        [[0]], [[0]], [[0]],
        ratifiers={"senate": {"title": "Senate", "for": "p0"}},
        preferences={name: {"scores": {"i0": {"o0": 0}}} for name in ("p0", "p1", "p2", "senate")},
    )  # fmt: skip
    space = build_space(case, rule=Agreement.model_validate(rule))
    accepts = np.array([[letter == "1" for letter in who.replace(" ", "")]])
    assert space.passes(accepts, ratified=False).tolist() == [passes]
    assert space.passes(accepts).tolist() == [ratified]
    assert space.passes(accepts[:, :3]).tolist() == [passes]


def test_a_space_of_ten_to_the_fifty_is_a_handful_of_tables() -> None:
    table = [[float(o) for o in range(10)]] * 50
    room = Room(points_case(table, table))
    assert room.space.combinations == room.space.size == 10**50
    assert len(room.space.clusters) == 50


def test_decimals_are_exact() -> None:
    case = points_case([[0.1, 0.25]], [[1, 1000000]], away=[0.3, -5])
    values = central_values(case, build_space(case))
    assert values.units == (Fraction(1, 20), Fraction(1))
    assert values.coefficients.tolist() == [[2, 1], [5, 1000000]]
    assert values.walk_away.tolist() == [6, -5]


TOO_FINE = ["0.12345678901234567891", "123456789.12345678901", "9007199254740993.1234567"]


@pytest.mark.parametrize("top", TOO_FINE)
def test_numbers_too_fine_for_61_bits_are_as_exact(top: str) -> None:
    data = {
        "case": 1, "title": "Fine", "parties": {"a": "A", "b": "B"},
        "issues": {"x": {"title": "X", "options": {"o": "O", "p": "P"}}},
        "preferences": {"a": {"scores": {"x": {"o": 0, "p": 1}}}, "b": {"scores": {"x": {"o": 0, "p": 1}}}},
    }  # fmt: skip
    text = str(data).replace("'p': 1", f"'p': {top}").replace("'", '"')
    from walkaway.case import read_case_text

    case = read_case_text(text)
    values = central_values(case, build_space(case))
    assert [int(own) * unit for own, unit in zip(values.coefficients[1], values.units, strict=True)] == [
        Fraction(top)
    ] * 2
    assert values.own_scale(values.coefficients[1:2])[0].tolist() == [float(top)] * 2


def test_a_party_worth_nothing_has_unit_one() -> None:
    values = central_values(case := listed_case([(0, 1)]), build_space(case))
    assert list(values.units) == [1, 1]


def test_an_issue_left_out_is_worth_nothing() -> None:
    case = build(
        {
            "case": 1, "title": "T", "parties": {"a": "A", "b": "B"},
            "issues": {x: {"title": x, "options": {"o": "O", "p": "P"}} for x in "xy"},
            "preferences": {who: {"scores": {x: {"o": 1, "p": 2}}} for who, x in ("ax", "by")},
        }
    )  # fmt: skip
    values = central_values(case, build_space(case))
    assert values.coefficients.tolist() == [[1, 0], [2, 0], [0, 1], [0, 2]]


# ------------------------------------------------------------------------------------------------- limits


def test_a_cluster_over_budget_is_refused_with_advice() -> None:
    space = build_space(points_case([[0] * 10] * 3, [[0] * 10] * 3))
    with pytest.raises(BudgetError) as caught:
        list(space.joint.chunks(budget=999))
    assert str(caught.value) == (
        "3 issues that are looked at together have 1,000 combinations, more than the budget of 999; "
        "leave out options that nobody would choose"
    )
    assert sum(len(flat) for flat, _ in space.joint.chunks(budget=1000)) == 1000


def test_a_hundred_million_combinations_come_in_chunks() -> None:
    space = build_space(points_case([[0] * 10] * 6, [[0] * 10] * 6))
    sizes = [len(flat) for flat, _ in space.joint.chunks()]
    assert len(sizes) > 1
    assert sum(sizes) == 10**6


def test_astronomic_numbers_of_deals_do_not_overflow() -> None:
    table = [[0.0] * 10] * 320
    room = Room(points_case(table, table))
    assert room.space.combinations == 10**320
    assert room.front.points[0].count == 10**320
    with pytest.raises(BudgetError, match="320 issues that are looked at together"):
        list(room.space.joint.chunks())


@pytest.mark.parametrize(
    ("deal", "sentence"),
    [
        ({"i0": "o0"}, 'found a deal without "i1"; expected one option for each issue'),
        ({"i0": "o0", "i1": "o9"}, 'found "o9"; expected an option of i1 (o0, o1)'),
        ({"i0": "o0", "i1": "o0", "j1": "o0"}, 'found "j1"; expected an issue (i0, i1)'),
    ],
)
def test_a_deal_that_does_not_fit_is_explained(deal: dict[str, str], sentence: str) -> None:
    space = build_space(points_case([[0, 1], [0, 1]], [[0, 1], [0, 1]]))
    with pytest.raises(UsageError) as caught:
        space.picks_of(deal)
    assert str(caught.value).startswith(sentence)


def test_combinations_multiply() -> None:
    space = build_space(points_case([[0, 1], [0, 1, 2]], [[0, 1], [0, 1, 2]]))
    assert [cluster.combinations for cluster in space.clusters] == [2, 3]
    assert math.prod(cluster.combinations for cluster in space.clusters) == space.combinations


def test_a_negative_cap_holds_where_every_part_is_worth_nothing() -> None:
    """The smaller of the cap and 0, also if no deal has any points."""
    data = points_case([[0, 1]], [[0, 1]]).to_dict()
    data["preferences"]["p0"]["functions"] = [{"cap": -3, "weight": 0.5, "of": [{"add": 0}]}]
    room = Room(build(data))
    worth = room.space.worth(room.values, room.space.joint.picks(np.arange(2)))
    assert room.values.own_scale(worth).tolist() == [[-1.5, 0], [-0.5, 1]]


@pytest.mark.parametrize(
    ("rule", "away", "refused"),
    [
        ("all", (1, 1, 1), ("senate",)),
        ("all", (1, 3, 1), ("p1", "senate")),
        ({"quota": 2}, (1, 3, 1), ("senate",)),
        ({"quota": 2}, (3, 3, 1), ("senate",)),
    ],
)
def test_who_stands_in_the_way(rule: object, away: tuple[int, ...], refused: tuple[str, ...]) -> None:
    """Each deal is worth 2 to every party and 0 to the senate, which wants 1."""
    names = ("p0", "p1", "p2")
    own = {
        who: {"walk_away": least, "scores": {"i0": {"o0": 2}}} for who, least in zip(names, away, strict=True)
    }
    case = points_case(
        [[2]], [[2]], [[2]], ratifiers={"senate": {"title": "Senate", "for": "p0"}}, agreement=rule,
        preferences=own | {"senate": {"walk_away": 1, "scores": {"i0": {"o0": 0}}}},
    )  # fmt: skip
    space = build_space(case)
    assert space.refused_by(central_values(case, space), {"i0": "o0"}) == refused
    alone = build_space(
        case.with_parts(ratifiers={}, preferences={who: case.preferences[who] for who in names})
    )
    assert (space.who, alone.who) == ((*names, "senate"), names)
