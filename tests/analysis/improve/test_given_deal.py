"""From a given deal: laws, and every fast routine against going through all deals in fractions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given as on
from hypothesis import strategies as st
from tests.analysis.helpers import Room, points_case
from tests.strategies import build, case_data, law

from walkaway.analysis.improve.better import dominating
from walkaway.analysis.improve.cheapest import cheapest
from walkaway.analysis.improve.equal_value import equal_value
from walkaway.analysis.improve.given_deal import Given, Reaches, dominates, given_deal, variations
from walkaway.analysis.improve.offers import complete_offer
from walkaway.analysis.improve.trades import pairs
from walkaway.case import Case
from walkaway.certify.plainly import allowed, deals, value_of
from walkaway.errors import BudgetError, UsageError

Value = tuple[Fraction, ...]
Deal = dict[str, str]


class Plain:
    """The slow twin: all deals of a case as dictionaries, values as fractions."""

    def __init__(self, case: Case, start: Deal) -> None:
        self.case, self.start = case, start
        self.open = {tuple(deal.values()): self.value(deal) for deal in deals(case) if allowed(case, deal)}
        self.here = self.value(start)

    def value(self, deal: Any) -> Value:
        return tuple(value_of(self.case, who, deal) for who in self.case.parties)

    def gains(self, deal: Deal) -> Value:
        return tuple(a - b for a, b in zip(self.value(deal), self.here, strict=True))

    def changes(self, key: tuple[str, ...]) -> int:
        return sum(a != b for a, b in zip(key, self.start.values(), strict=True))

    @cached_property
    def better(self) -> dict[tuple[str, ...], Value]:
        found = {}
        for key, value in self.open.items():
            gains = tuple(a - b for a, b in zip(value, self.here, strict=True))
            if min(gains) >= 0 and max(gains) > 0:
                found[key] = gains
        return found

    def rungs(self, most: int) -> set[tuple[int, Value]]:
        """Improvements that none with as many or fewer changes beats."""
        near = {(self.changes(key), gains) for key, gains in self.better.items()}
        near = {item for item in near if item[0] <= most}
        return {
            (count, gains)
            for count, gains in near
            if not any(
                (other <= count and all(a >= b for a, b in zip(more, gains, strict=True)))
                and (other, more) != (count, gains)
                for other, more in near
            )
        }


@st.composite
def starts(draw: st.DrawFn, /, *, capped: bool = True, **options: Any) -> tuple[Room, Given, Plain]:
    """A random exact case, some values of which are capped, and one of its deals that can be carried out."""
    data = draw(case_data(uncertain=False, **options))
    for preference in data["preferences"].values():
        if capped and draw(st.integers(0, 3)) == 0:
            preference["cap"] = draw(st.integers(-5, 40))
    case = build(data)
    room = Room(case)
    possible = [deal for deal in deals(case) if not _impossible(case, deal)]
    if not possible:
        case = build({**case.to_dict(), "impossible": []})
        room, possible = Room(case), list(deals(case))
    start = dict(draw(st.sampled_from(possible)))
    return room, given_deal(room.space, room.values, start), Plain(case, start)


@st.composite
def opposed(draw: st.DrawFn, /) -> tuple[Room, Given, Plain]:
    """Two parties that want the opposite, but not equally much: something to trade."""
    shape = [draw(st.integers(2, 3)) for _ in range(draw(st.integers(2, 4)))]
    one = [[draw(st.integers(0, 9)) for _ in range(width)] for width in shape]
    keen = [draw(st.integers(1, 4)) for _ in shape]
    other = [[k * (9 - x) // 2 for x in row] for k, row in zip(keen, one, strict=True)]
    data = points_case(one, other).to_dict()
    for preference in data["preferences"].values():
        pattern = {f"i{j}": f"o{draw(st.integers(0, shape[j] - 1))}" for j in range(2)}
        preference["interactions"] = [{"when": pattern, "add": draw(st.integers(-4, 4))}]
        if draw(st.integers(0, 3)) == 0:
            preference["cap"] = draw(st.integers(10, 25))
    case = build(data)
    room = Room(case)
    start = dict(draw(st.sampled_from(list(deals(case)))))
    return room, given_deal(room.space, room.values, start), Plain(case, start)


def _impossible(case: Case, deal: Any) -> bool:
    return any(
        all(deal[issue] in options for issue, options in pattern.when.items()) for pattern in case.impossible
    )


def own(given: Given, differences: Any) -> Value:
    units = given.values.units[: given.space.parties]
    return tuple(int(x) * unit for x, unit in zip(differences, units, strict=True))


def keys(given: Given, picks: Any) -> list[tuple[str, ...]]:
    return [tuple(given.space.deal(row).values()) for row in picks]


@law
@on(st.one_of(opposed(), starts()))
def test_every_dominating_deal_and_no_other(found: tuple[Room, Given, Plain]) -> None:
    _, given, plain = found
    result = dominating(given)
    assert result.picks is not None
    assert result.differences is not None
    listed = keys(given, result.picks)
    assert len(set(listed)) == len(listed) == result.count
    assert dict(zip(listed, (own(given, row) for row in result.differences), strict=True)) == plain.better


@law
@on(st.one_of(opposed(), starts()))
def test_counting_without_listing(found: tuple[Room, Given, Plain]) -> None:
    _, given, plain = found
    result = dominating(replace(given, reaches=Reaches(block=0)))
    assert result.count == len(plain.better)
    assert result.picks is None or not plain.better


@law
@on(starts(capped=False))
def test_no_dominating_deal_means_on_the_frontier(found: tuple[Room, Given, Plain]) -> None:
    """Law: a deal within the red lines is on the frontier exactly where nothing dominates it."""
    room, given, plain = found
    better = dominates(room.front.integers - given.integers)
    assert better.any() == bool(plain.better)
    inside = tuple(plain.start.values()) in plain.open
    on_front = any(tuple(given.integers) == tuple(row) for row in room.front.integers)
    assert (not plain.better and inside) == (on_front and inside)


def test_opposed_parties_have_something_to_trade() -> None:
    """Else the law below would hold for want of trades."""
    counts: list[int] = []

    @law
    @on(opposed())
    def count(found: tuple[Room, Given, Plain]) -> None:
        counts.append(pairs(found[1])[1])

    count()
    assert sum(number > 0 for number in counts) >= 5


@law
@on(st.one_of(opposed(), starts()), st.integers(1, 4))
def test_the_cheapest_improvements(found: tuple[Room, Given, Plain], most: int) -> None:
    _, given, plain = found
    steps = cheapest(given, most)
    claims = {
        (int(changes), own(given, row)) for changes, row in zip(steps.changes, steps.differences, strict=True)
    }
    assert claims == plain.rungs(steps.most)
    for key, changes, row, count in zip(
        keys(given, steps.picks), steps.changes, steps.differences, steps.counts, strict=True
    ):
        assert plain.better[key] == own(given, row)
        same = [k for k, gains in plain.better.items() if gains == own(given, row)]
        ways = sum(plain.changes(k) == changes for k in same)
        assert 0 < count <= ways if given.values.caps is not None else count == ways


def _plain_trades(given: Given, plain: Plain) -> Iterator[tuple[tuple[int, int], Deal, Value]]:
    """Pairs of changes that are better together while neither would do alone."""
    issues = list(plain.case.issues)
    start = plain.start

    def would_do(issue: str, option: str) -> bool:
        deal = {**start, issue: option}
        alone = given.space.picks_of(deal)
        cluster = next(c for c in given.space.clusters if issues.index(issue) in c.issues)
        opened = bool(given.open(cluster, alone[:, list(cluster.issues)])[0])
        return opened and min(plain.gains(deal)) >= 0

    for one, other in combinations(issues, 2):
        for a in plain.case.issues[one].options:
            for b in plain.case.issues[other].options:
                deal = {**start, one: a, other: b}
                if start[one] == a or start[other] == b or tuple(deal.values()) not in plain.better:
                    continue
                if not would_do(one, a) and not would_do(other, b):
                    yield (issues.index(one), issues.index(other)), deal, plain.gains(deal)


@law
@on(st.one_of(opposed(), starts(issues=(2, 4))))
def test_trades_and_their_sums(found: tuple[Room, Given, Plain]) -> None:
    """Law: the parts and the interplay sum up to the trade; without links there is no interplay."""
    _, given, plain = found
    trades, count = pairs(given)
    every = list(_plain_trades(given, plain))
    assert count == len(every)
    best = {
        (issues, gains)
        for issues, _, gains in every
        if not any(
            where == issues and more != gains and all(a >= b for a, b in zip(more, gains, strict=True))
            for where, _, more in every
        )
    }
    assert {(trade.issues, own(given, trade.difference)) for trade in trades} == best
    home = {issue: cluster for cluster in given.space.clusters for issue in cluster.issues}
    for trade in trades:
        gains = own(given, trade.difference)
        assert trade.count == sum((i, g) == (trade.issues, gains) for i, _, g in every)
        assert (trade.parts.sum(axis=0) + trade.interplay == trade.difference).all()
        assert plain.better[keys(given, trade.picks)[0]] == gains
        if home[trade.issues[0]] is not home[trade.issues[1]] and given.values.caps is None:
            assert not trade.interplay.any()
        for part, issue in zip(trade.parts, trade.issues, strict=True):
            name = given.space.issues[issue]
            alone = {**plain.start, name: given.space.deal(trade.picks[0])[name]}
            assert own(given, part) == plain.gains(alone)


@law
@on(starts(), st.integers(0, 3), st.randoms(use_true_random=False))
def test_alternatives_of_equal_value(found: tuple[Room, Given, Plain], tolerance: int, random: Any) -> None:
    """Law: within the tolerance; of each value the best for the other, then the nearest to what it asked."""
    _, given, plain = found
    who, other = random.sample(range(given.space.parties), 2)
    goal = np.array([[random.randrange(-1, len(options)) for options in given.space.options]])
    asked = goal if random.random() < 0.5 else None
    result = equal_value(given, who, other, tolerance, asked=asked)
    assert result is not None
    near = tolerance * given.values.units[who]
    target = given.picks[0] if asked is None else asked[0]
    best: dict[Fraction, tuple[Fraction, int]] = {}
    capped = given.values.caps is not None
    for key, value in plain.open.items():
        mine, theirs = (value[p] - plain.here[p] for p in (who, other))
        picks = given.space.picks_of(dict(zip(plain.case.issues, key, strict=True)))[0]
        away = sum(int(a) != b for a, b in zip(picks, target.tolist(), strict=True) if b >= 0)
        if abs(mine) <= near and (mine not in best or (theirs, -away) > best[mine]):
            best[mine] = (theirs, -away)
    units = given.values.units
    rows = zip(result.own.tolist(), result.other.tolist(), result.away.tolist(), strict=True)
    claims = {mine * units[who]: (theirs * units[other], -away) for mine, theirs, away in rows}
    if capped:  # the nearest among the highest sums only
        claims, best = ({mine: (more, 0) for mine, (more, _) in part.items()} for part in (claims, best))
    assert claims == best
    for key, mine, theirs in zip(keys(given, result.picks), result.own, result.other, strict=True):
        assert plain.open[key][who] - plain.here[who] == int(mine) * units[who]
        assert plain.open[key][other] - plain.here[other] == int(theirs) * units[other]
    assert result.other.tolist() == sorted(result.other.tolist(), reverse=True)


@law
@on(starts(), st.integers(0, 3), st.randoms(use_true_random=False))
def test_the_best_alternative_by_a_program(
    found: tuple[Room, Given, Plain], tolerance: int, random: Any
) -> None:
    """Law: where clusters cannot be gone through, the program finds what merging would put first."""
    _, given, plain = found
    who, other = random.sample(range(given.space.parties), 2)
    near = tolerance * given.values.units[who]
    inside = [value[other] for value in plain.open.values() if abs(value[who] - plain.here[who]) <= near]
    result = equal_value(replace(given, reaches=Reaches(level=0)), who, other, tolerance)
    if not inside:
        assert result is None or not len(result.other)
        return
    assert result is not None
    value = plain.open[keys(given, result.picks)[0]]
    assert abs(value[who] - plain.here[who]) <= near
    assert value[other] == max(inside)
    assert result.other[0] * given.values.units[other] == value[other] - plain.here[other]
    assert result.own[0] * given.values.units[who] == value[who] - plain.here[who]
    assert result.away.tolist() == [given.changed(result.picks)[0]]


@law
@on(starts(capped=False), st.randoms(use_true_random=False))
def test_an_open_offer_stands_at_what_its_maker_would_like_best(
    found: tuple[Room, Given, Plain], random: Any
) -> None:
    """No deal that agrees with the terms and crosses no red line of the maker is worth more to it."""
    _, given, plain = found
    space = given.space
    terms = {issue: option for issue, option in plain.start.items() if random.random() < 0.5}
    maker = random.randrange(space.parties)
    whole = complete_offer(space, given.values, terms, space.who[maker])
    assert {issue: whole[issue] for issue in terms} == terms
    agreeing = [
        space.picks_of(deal)
        for deal in deals(plain.case)
        if terms.items() <= deal.items()
        and not any(
            mask.holds(space.picks_of(deal), space.joint.columns)[0] for mask in space.joint.impossible
        )
        and not space.joint.refused(space.picks_of(deal), maker)[0]
    ]
    chosen = given.worth(space.picks_of(whole))[0, maker]
    if agreeing:
        assert chosen == max(given.worth(picks)[0, maker] for picks in agreeing)
        assert not space.joint.refused(space.picks_of(whole), maker)[0]


def large(parties: int = 2, seed: int = 3) -> Case:
    """Thirty issues of ten options: 10^30 deals."""
    random = np.random.default_rng(seed)
    return points_case(*(random.integers(0, 60, (30, 10)).tolist() for _ in range(parties)))


def middle(case: Case) -> Deal:
    return {issue: list(one.options)[4] for issue, one in case.issues.items()}


def test_a_nonillion_deals() -> None:
    """What is found in 10^30 deals is recomputed from the case and agrees with the frontier."""
    case = large()
    room = Room(case)
    given = given_deal(room.space, room.values, middle(case))
    steps = cheapest(given, 2)
    values = {}
    for deal in [middle(case), *(given.space.deal(row) for row in steps.picks)]:
        values[tuple(deal.values())] = tuple(value_of(case, who, deal) for who in case.parties)
    here = values[tuple(middle(case).values())]
    assert len(steps.picks)
    for key, row in zip(keys(given, steps.picks), steps.differences, strict=True):
        assert tuple(a - b for a, b in zip(values[key], here, strict=True)) == own(given, row)
        assert min(row) >= 0
    singles = [
        given.differences(cluster, rows)
        for cluster in given.space.clusters
        for columns, rows in variations(given, cluster, 1)
        if columns
    ]
    alone = np.concatenate(singles)
    assert bool((steps.changes == 1).any()) == bool(dominates(alone).any())
    trades, count = pairs(given)
    assert 0 < len(trades) <= count
    result = equal_value(given, 0, 1, 2)
    assert result is not None
    assert np.abs(result.own).max() <= 2
    best = room.front.integers[room.front.integers[:, 0] >= given.integers[0] - 2, 1].max()
    assert given.integers[1] + result.other[0] <= best


def test_the_count_of_a_space_too_large_to_list() -> None:
    """Thirty issues, two options, the same taste: all but the deals that leave everything as it is."""
    one = [[0, 1]] * 30
    case = points_case(one, one)
    room = Room(case)
    given = given_deal(room.space, room.values, dict.fromkeys(case.issues, "o0"))
    result = dominating(given)
    assert result.count == 2**30 - 1
    assert result.picks is None


def test_beyond_the_budget_the_count_is_unknown() -> None:
    case = large()
    room = Room(case)
    given = given_deal(room.space, room.values, middle(case))
    few = replace(given, reaches=Reaches(counted=1000, block=1000, level=100, cheapest=10, moves=10))
    assert dominating(few).count is None
    both, alone = equal_value(given, 0, 1, 3), equal_value(few, 0, 1, 3)
    assert both is not None
    assert alone is not None
    assert len(alone.other) == 1 < len(both.other)
    assert alone.other[0] == both.other[0]
    with pytest.raises(BudgetError, match="exceed the budget"):
        cheapest(few, 2)
    with pytest.raises(BudgetError, match="single changes"):
        pairs(few)


def test_listing_gives_up_when_it_keeps_too_many() -> None:
    case = points_case([[0, 1, 2]] * 4, [[0, 1, 2]] * 4)
    room = Room(case)
    deal = dict.fromkeys(case.issues, "o0")
    result = dominating(given_deal(room.space, room.values, deal, reaches=Reaches(listed=9)))
    assert (result.count, result.picks) == (80, None)


def linked(size: int) -> Case:
    """Issues that one impossible pattern ties together."""
    table = [[0, 1, 2]] * size
    pattern = {f"i{j}": "o1" for j in range(size)}
    return points_case(table, [row[::-1] for row in table], impossible=[pattern])


def test_a_cluster_beyond_the_budget() -> None:
    room = Room(linked(4))
    deal, reaches = dict.fromkeys(room.case.issues, "o0"), Reaches(listed=50, variations=20)
    given = given_deal(room.space, room.values, deal, reaches=reaches)
    assert dominating(given).count is None
    found = equal_value(given, 0, 1, 0)
    assert found is not None
    assert (found.own.tolist(), found.other.tolist()) == ([0], [0])
    with pytest.raises(BudgetError, match="linked issues"):
        list(variations(given, room.space.clusters[0], 2))


def test_what_a_program_cannot_bound_stays_open() -> None:
    """A function of the party itself has no upper bound as rows; then nothing is claimed."""
    data = points_case([[0, 1], [0, 1]], [[0, 1], [0, 1]]).to_dict()
    parts = [{"when": {"i0": "o1"}, "add": 1}, {"when": {"i1": "o1"}, "add": 2}]
    data["preferences"]["p0"]["functions"] = [{"combine": "max", "of": parts}]
    room = Room(build(data))
    deal = {"i0": "o0", "i1": "o0"}
    given = given_deal(room.space, room.values, deal, reaches=Reaches(level=0))
    assert equal_value(given, 0, 1, 9) is None
    best = equal_value(given, 1, 0, 2)
    assert best is not None
    assert best.other.tolist() == [4]


def test_where_every_deal_is_ruled_out() -> None:
    tables = [[[0, 1]], [[1, 0]]]
    case = points_case(*tables)
    data = case.to_dict()
    data["preferences"]["p0"]["red_lines"] = [{"i0": ["o0", "o1"]}]
    room = Room(build(data))
    given = given_deal(room.space, room.values, {"i0": "o0"})
    assert dominating(given).count == 0
    found = equal_value(given, 0, 1, 5)
    assert found is not None
    assert len(found.picks) == 0
    assert given.refused_by == ("p0",)
    assert complete_offer(room.space, room.values, {}, "p0") in ({"i0": "o0"}, {"i0": "o1"})
    assert len(cheapest(given, 3).picks) == 0


def test_a_deal_across_two_red_lines_can_only_be_mended_in_both() -> None:
    data = points_case([[0, 1], [0, 1], [0, 1]], [[0, 1], [0, 1], [1, 0]]).to_dict()
    data["preferences"]["p0"]["red_lines"] = [{"i0": "o0"}, {"i1": "o0"}]
    room = Room(build(data))
    given = given_deal(room.space, room.values, dict.fromkeys(data["issues"], "o0"))
    steps = cheapest(given, 3)
    assert {int(c) for c in steps.changes} >= {2}
    assert min(steps.changes) == 2
    assert pairs(given) == ([], 0)  # each mend alone would do, if the other were made


def test_deals_that_do_not_exist() -> None:
    room = Room(linked(2))
    with pytest.raises(UsageError, match="impossible"):
        given_deal(room.space, room.values, {"i0": "o1", "i1": "o1"})
    with pytest.raises(UsageError, match='without "i1"'):
        given_deal(room.space, room.values, {"i0": "o1"})
    with pytest.raises(UsageError, match="no deal can hold together"):
        complete_offer(room.space, room.values, {"i0": "o1", "i1": "o1"}, "p0")


def test_the_least_gain_is_one_beyond_18_digits_too() -> None:
    """Values too fine for 61 bits are compared as exactly: a trillionth beside a trillion counts."""
    room = Room(points_case([[0, 1e12], [0, 1e-12]], [[0, -1], [0, 0]]))
    given = given_deal(room.space, room.values, {"i0": "o1", "i1": "o0"})
    found = dominating(given)
    assert found.count == 1
    assert found.differences is not None
    assert [int(own) * unit for own, unit in zip(found.differences[0], room.values.units, strict=True)] == [
        Fraction(1, 10**12), 0,
    ]  # fmt: skip
    assert [tuple(point.deal.values()) for point in room.front] == [("o1", "o1"), ("o0", "o1")]
