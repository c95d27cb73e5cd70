"""Everything that starts from a deal, put together: records, shares of draws, notes, options."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given as on
from hypothesis import strategies as st
from tests.analysis.helpers import Room, points_case
from tests.strategies import brief_law, build, case_data, cases

import walkaway
from walkaway.analysis.improve.given_deal import Reaches, given_deal
from walkaway.analysis.improve.improve import improve, improvements, shares_of
from walkaway.analysis.improve.improvements import Improvement, Improvements
from walkaway.analysis.improve.offers import asked_on_record
from walkaway.case import Case, read_case_text
from walkaway.certify.plainly import allowed, deals, suffices, value_of, walk_away_of
from walkaway.errors import UsageError

FREE = st.randoms(use_true_random=False)


def worth(case: Case, deal: Any) -> list[Fraction]:
    return [value_of(case, who, deal) for who in case.parties]


def every(found: Improvements) -> list[Improvement]:
    solved = [item for item in found.settlement.solutions.values() if item is not None]
    return [*found.cheapest, *found.trades, *found.settlement.points, *solved]


@brief_law
@on(case_data(uncertain=False, issues=(2, 4), ratifiers=False), FREE)
def test_what_is_told_is_true(data: dict[str, Any], random: Any) -> None:
    """Law: every improvement dominates, its value, gains, gives and changes are those of its deal."""
    case = build({**data, "impossible": []})
    start = random.choice(list(deals(case)))
    found = improve(case, start, changes=2, most=50)
    here = worth(case, start)
    assert found.deal == start
    assert list(found.value) == pytest.approx(list(map(float, here)))
    assert found.method.exact
    for item in every(found):
        value = worth(case, item.deal)
        gains = [a - b for a, b in zip(value, here, strict=True)]
        assert min(gains) >= 0
        assert allowed(case, item.deal) or item.deal == start
        assert list(item.gains.values()) == pytest.approx(list(map(float, gains)))
        assert list(item.value) == pytest.approx(list(map(float, value)))
        assert {c.issue: c.after for c in item.changes} == {
            issue: option for issue, option in item.deal.items() if option != start[issue]
        }
        for change in item.changes:
            alone = worth(case, {**start, change.issue: change.after})
            assert change.before == start[change.issue]
            expected = [float(a - b) for a, b in zip(alone, here, strict=True)]
            assert list(change.gains.values()) == pytest.approx(expected)
        for who, give in item.gives.items():
            assert give == pytest.approx(sum(max(0.0, -change.gains[who]) for change in item.changes))
        assert (item.share, item.error) == (None, None)
    assert all(max(item.gains.values()) > 0 for item in [*found.cheapest, *found.trades])
    better = [deal for deal in deals(case) if allowed(case, deal) and _dominates(worth(case, deal), here)]
    assert found.dominated_by == found.measures.dominated_by == len(better)
    assert found.efficient is (False if better else True if allowed(case, start) else None)
    assert (found.measures.distance is None) == (found.efficient is None)
    assert bool(found.cheapest) == bool(better) == bool(found.settlement.efficient)


def _dominates(one: list[Fraction], other: list[Fraction]) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def test_the_settlement_after_the_settlement() -> None:
    """Raiffa (1985) by hand: from (3, 4) the solutions measure gains from there, not from walking away."""
    case = points_case([[10, 6, 0, 3, 9]], [[0, 8, 10, 4, 4]], away=[0, 9])
    found = improve(case, {"i0": "o3"})
    assert found.settlement.efficient == 2
    assert found.settlement.reaching == 0
    assert [item.value for item in found.settlement.points] == [(9, 4), (6, 8)]
    nash = found.settlement.solutions["nash"]
    assert nash is not None
    assert list(nash.value) == [6, 8]
    assert nash.gains == {"p0": 3, "p1": 4}
    assert list(found.walk_away) == [0, 9]
    assert improve(case, {"i0": "o3"}, most=1).settlement.points[0].value == (9, 4)


def test_an_efficient_deal_is_its_own_settlement() -> None:
    found = improve(points_case([[2, 1]], [[1, 2]]), {"i0": "o0"})
    assert found.efficient
    assert (found.cheapest, found.trades, found.settlement.points, found.dominated_by) == ((), (), (), 0)
    nash = found.settlement.solutions["nash"]
    assert nash is not None
    assert (nash.changes, nash.gains) == ((), {"p0": 0, "p1": 0})


def test_a_deal_that_is_refused_and_the_best_of_all() -> None:
    """The red line stands in the issue that is looked at first: nothing is left to add the others to."""
    table = [[5, 1], [3, 2], [1, 0]]
    data = points_case(table, table).to_dict()
    data["preferences"]["p0"]["red_lines"] = [{"i1": "o0"}]
    found = improve(build(data), dict.fromkeys(data["issues"], "o0"))
    assert (found.dominated_by, found.efficient, found.settlement.points) == (0, None, ())
    assert found.measures.distance is None  # as a debrief has it: on no frontier, nor off it


def test_more_changes_where_few_do_not_help() -> None:
    """Three linked issues that only pay together: one and two changes find nothing, three do."""
    data = points_case([[0, -1]] * 3, [[0, -1]] * 3).to_dict()
    bonus = {"when": {f"i{j}": "o1" for j in range(3)}, "add": 10}
    for who in ("p0", "p1"):
        data["preferences"][who]["interactions"] = [bonus]
    found = improve(build(data), dict.fromkeys(data["issues"], "o0"), changes=1)
    assert found.looked_at == 3
    assert [len(item.changes) for item in found.cheapest] == [3]
    assert found.cheapest[0].gains == {"p0": 7, "p1": 7}
    assert found.trades == ()


def test_a_trade_inside_a_cluster_shows_its_interplay() -> None:
    data = points_case([[0, 3], [0, -2]], [[0, -2], [0, 1]]).to_dict()
    data["preferences"]["p1"]["interactions"] = [{"when": {"i0": "o1", "i1": "o1"}, "add": 4}]
    found = improve(build(data), {"i0": "o0", "i1": "o0"})
    assert found.trades_found == 1
    assert found.trades[0].gains == {"p0": 1, "p1": 3}
    assert found.trades[0].interplay == {"p0": 0, "p1": 4}
    assert found.trades[0].gives == {"p0": 2, "p1": 2}
    assert found.trades[0].to_dict()["interplay"] == {"p0": 0, "p1": 4}


def ranged() -> dict[str, Any]:
    """The second option gives p0 one point for sure and p1 from -1 to 3."""
    data = points_case([[0, 1], [0, 0]], [[0, 0], [0, 0]]).to_dict()
    data["preferences"]["p1"]["scores"]["i0"]["o1"] = [-1, 3]
    return data


def test_shares_of_draws_with_their_error() -> None:
    found = improve(build(ranged()), {"i0": "o0", "i1": "o0"}, sampling=(4000, 5))
    item = found.cheapest[0]
    assert item.share is not None
    assert item.error == pytest.approx((item.share * (1 - item.share) / 4000) ** 0.5)
    assert item.share == pytest.approx(0.75, abs=4 * (item.error or 0))
    assert (found.method.draws, found.method.seed, found.method.realisation) == (4000, 5, "central")
    assert "shares of draws" in found.method.note


@brief_law
@on(case_data(ratifiers=False), FREE)
def test_shares_against_draws_one_by_one(data: dict[str, Any], random: Any) -> None:
    data["impossible"] = []
    case = build(data)
    room = Room(case)
    rows = np.array([[random.randrange(len(o)) for o in room.space.options] for _ in range(70)])
    given = given_deal(room.space, room.values, random.choice(list(deals(case))))
    drawn = room.draws(7)
    shares = shares_of(given, drawn, rows)
    for row, share in zip(rows, shares, strict=True):
        better = 0
        for k in range(drawn.count):
            change = []
            for p in range(room.space.parties):
                column = drawn.coefficients[p, :, k][:, None]
                pair = np.concatenate((row[None], given.picks))
                one, other = room.space.values(column, pair, room.space.joint)[:, 0]
                change.append(0.0 if abs(one - other) < 1e-7 else float(one - other))
            better += min(change) >= 0 and max(change) > 0
        assert share == pytest.approx(better / drawn.count)


def test_alternatives_nearest_to_what_was_asked() -> None:
    """Level for p0; the same for p1; but one agrees with p1's last offer."""
    case = points_case([[5, 0], [0, 5], [0, 0]], [[0, 1], [0, 0], [0, 0]], record=[
        {"by": "p1", "offer": {"i0": "o0", "i1": "o0", "i2": "o1"}},
        {"by": "p1", "offer": {"i0": "o1", "i2": "o1"}},
        {"by": "p0", "offer": {"i0": "o0"}},
    ])  # fmt: skip
    start = {"i0": "o0", "i1": "o0", "i2": "o0"}
    assert asked_on_record(case, start) == {"p1": (2, {"i0": "o1", "i2": "o1"})}
    found = improve(case, start, tolerance=0)
    item = found.alternatives[0]
    assert (item.who, item.other, item.offer) == ("p0", "p1", 2)
    assert item.deal == {"i0": "o1", "i1": "o1", "i2": "o1"}
    assert (item.own, item.gain, item.tolerance, item.away) == (0, 1, 0, 0)
    assert {change.issue for change in item.changes} == {"i0", "i1", "i2"}


def test_alternatives_that_another_beats_are_left_out() -> None:
    case = points_case([[50, 49, 50, 51, 0]], [[0, 9, 8, 7, 9]])
    found = improve(case, {"i0": "o0"}, tolerance=0.5)
    mine = [item for item in found.alternatives if item.who == "p0"]
    assert [(item.own, item.gain) for item in mine] == [(-1, 9), (0, 8), (1, 7)]


def test_what_a_limit_leaves_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(3)
    case = points_case(*(random.integers(0, 60, (12, 5)).tolist() for _ in range(2)))
    monkeypatch.setattr("walkaway.analysis.improve.equal_value._by_program", lambda *_: None)
    found = within(case, dict.fromkeys(case.issues, "o2"),
                   Reaches(counted=10, block=10, level=10, cheapest=0, moves=10))  # fmt: skip
    assert found.dominated_by is None
    assert (found.cheapest, found.looked_at, found.trades, found.alternatives) == ((), 0, (), ())
    kinds = [note.split(":")[0] for note in found.notes]
    assert kinds == [
        "deals that dominate it", "improvements with 1 or more changes", "trades", "alternatives of p0",
        "alternatives of p1",
    ]  # fmt: skip
    assert found.settlement.efficient


def within(case: Case, deal: dict[str, str], reaches: Reaches) -> Improvements:
    """What is found where less is looked at."""
    room = Room(case)
    given = given_deal(room.space, room.values, deal, reaches=reaches)
    return improvements(given, room.front, None, changes=3, most=10, tolerance=0.02, asked={})


def test_fewer_changes_where_more_are_too_many() -> None:
    data = points_case([[0, 1, 2]] * 4, [[0, 1, 2]] * 4).to_dict()
    data["impossible"] = [{f"i{j}": "o2" for j in range(4)}]
    found = within(build(data), dict.fromkeys(data["issues"], "o0"), Reaches(variations=12))
    assert found.looked_at == 1
    assert found.notes[0].startswith("improvements with 2 or more changes: 4 linked issues")


def test_a_deal_across_a_red_line() -> None:
    data = points_case([[5, 1]], [[5, 1]]).to_dict()
    data["preferences"]["p0"]["red_lines"] = [{"i0": "o0"}]
    found = improve(build(data), {"i0": "o0"})
    assert found.refused_by == ("p0",)
    assert not found.efficient
    assert found.dominated_by == 0
    assert set(found.settlement.solutions.values()) == {None}


@pytest.mark.parametrize("options", [{"changes": 0}, {"most": 0}, {"tolerance": -0.1}, {"tolerance": 2}])
def test_options_out_of_range(options: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="at least 1 change"):
        improve(points_case([[0, 1]], [[1, 0]]), {"i0": "o0"}, **options)


def test_what_a_ratifier_refuses_is_no_improvement() -> None:
    """New is better for one and worse for neither; the parliament, which must accept, refuses it."""
    case = points_case(
        [[10, 20]], [[10, 10]], away=[5, 5],
        ratifiers={"r": {"title": "Parliament", "for": "p0"}},
        preferences={
            "p0": {"walk_away": 5, "scores": {"i0": {"o0": 10, "o1": 20}}},
            "p1": {"walk_away": 5, "scores": {"i0": {"o0": 10, "o1": 10}}},
            "r": {"walk_away": 20, "scores": {"i0": {"o0": 50, "o1": 0}}},
        },
    )  # fmt: skip
    found = improve(case, {"i0": "o0"})
    assert (found.efficient, found.dominated_by, found.left_out, found.refusing) == (True, 0, 1, ("r",))
    assert (found.cheapest, found.alternatives, found.settlement.efficient) == ((), (), 0)
    assert {item.deal["i0"] for item in found.settlement.solutions.values() if item is not None} <= {"o0"}


@brief_law
@on(case=cases(parties=(2, 3), issues=(1, 3), options=(1, 3), uncertain=False, rules=True), data=st.data())
def test_law_nobody_needed_refuses_what_he_did_not_refuse_before(case: Case, data: st.DataObject) -> None:
    """Every improvement, trade and alternative passes, but for parties that refuse the given deal as well.

    Of those that do not pass it is said who stands in the way; of those that pass nobody.
    """
    deal = {issue: data.draw(st.sampled_from(list(record.options))) for issue, record in case.issues.items()}
    if any(pattern.holds(deal) for pattern in case.impossible):
        return
    found = improve(case, deal)
    before = {who for who in case.parties if not _accepts(case, who, deal)}
    told: list[Any] = [*found.cheapest, *found.trades, *found.alternatives, *found.settlement.points]
    for item in [*told, *(one for one in found.settlement.solutions.values() if one is not None)]:
        yes = {who for who in case.everyone if _accepts(case, who, item.deal)}
        lines = {
            who for who in before if any(line.holds(item.deal) for line in case.preferences[who].red_lines)
        }
        assert suffices(case, yes | (before - lines), ratified=True)
        assert (item.refused_by == ()) == suffices(case, yes, ratified=True)
        assert set(item.refused_by) <= set(case.everyone) - yes


def _accepts(case: Case, who: str, deal: Mapping[str, str]) -> bool:
    return not _crosses(case, who, deal) and value_of(case, who, deal) >= walk_away_of(case, who)


def _crosses(case: Case, who: str, deal: Mapping[str, str]) -> bool:
    return any(line.holds(deal) for line in case.preferences[who].red_lines)


def test_what_would_be_signed_goes_before_what_is_refused() -> None:
    """Law: where some improvement would be signed centrally, none is listed that would not."""
    case = points_case([[0, 5], [0, -2], [0, 1]], [[0, -2], [0, 5], [0, 1]], away=[2, 2])
    found = walkaway.improve(case, {"i0": "o0", "i1": "o0", "i2": "o0"})
    assert [dict(item.gains) for item in found.cheapest] == [{"p0": 3, "p1": 3}, {"p0": 4, "p1": 4}]
    assert (found.dominated_by, found.would_pass) == (3, 2)
    assert all(not item.refused_by for item in (*found.cheapest, *found.trades))
    poor = points_case([[0, 5], [0, -2], [0, 1]], [[0, -2], [0, 5], [0, 1]], away=[9, 9])
    told = walkaway.improve(poor, {"i0": "o0", "i1": "o0", "i2": "o0"})
    assert told.cheapest
    assert (told.dominated_by, told.would_pass) == (3, 0)
    assert all(item.refused_by for item in told.cheapest)


def test_one_that_is_refused_hides_none_that_would_be_signed() -> None:
    """The other is better for the parties and changes as little, and the ratifier would say no centrally."""
    case = read_case_text(
        "{case: 1, title: T, parties: {a: A, b: B}, ratifiers: {r: {title: R, for: a}},"
        " issues: {i: {title: I, options: {now: Now, more: More, most: Most}}}, preferences: {"
        "a: {walk_away: 0, scores: {i: {now: 0, more: 1, most: 2}}},"
        " b: {walk_away: 0, scores: {i: {now: 0, more: 1, most: 2}}},"
        " r: {walk_away: [0, 4], scores: {i: {now: 3, more: 3, most: 1}}}}}"
    )
    found = walkaway.improve(case, {"i": "now"})
    assert (found.dominated_by, found.would_pass) == (2, 1)
    assert [item.deal for item in found.cheapest] == [{"i": "more"}]


def test_whether_the_deal_itself_would_be_signed() -> None:
    """Under a quota one may refuse and the deal stand; with too few votes it falls."""
    plain = points_case([[0, 5], [1, 5]], [[5, 0], [5, 1]], [[5, 0], [1, 5]], away=[5, 5, 5])
    case = build(plain.to_dict() | {"agreement": {"quota": 2}})
    for deal in deals(case):
        found = walkaway.improve(case, dict(deal))
        willing = 3 - len(found.unwilling)
        assert found.passes == (willing >= 2)
