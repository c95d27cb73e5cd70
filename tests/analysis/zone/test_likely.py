"""The deals most likely to be signed, against a loop that looks at every deal in every draw."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.helpers import Room, freeze, points_case
from tests.strategies import brief_law, build, cases, examples, law

from walkaway.analysis.frontier.frontier import frontier
from walkaway.analysis.zone.acceptability import wilson
from walkaway.analysis.zone.likely import Likely, likely_deals
from walkaway.analysis.zone.zone import Zone, find_zone
from walkaway.case import Case
from walkaway.certify.plainly import suffices, value_of, walk_away_of
from walkaway.space import TOL
from walkaway.space.draws import Draws, draw
from walkaway.space.sweep import accepted, values_of

DRAWS = 64


def found(
    case: Case, *, draws: int = DRAWS, budget: int = 2_000_000, **limits: int
) -> tuple[Room, Draws, Zone, Likely]:
    room = Room(case)
    drawn = room.draws(draws)
    zone = find_zone(room.bounds, drawn, budget=budget)
    return room, drawn, zone, likely_deals(case, room.bounds, drawn, zone, room.front, **limits)


# ------------------------------------------------------------------------------------------- slow twins


def worth(room: Room, drawn: Draws, deal: dict[str, str], who: int, index: int) -> float:
    """Value of a deal for one party in one draw, by the words of the case."""
    space, preference = room.space, room.case.preferences[room.space.who[who]]
    total = 0.0
    for j, issue in enumerate(space.issues):
        feature = space.first[j] + space.options[j].index(deal[issue])
        total += drawn.coefficients[who, feature, index]
    for feature, interaction in zip(space.owned(who), preference.interactions, strict=True):
        if all(deal[issue] in options for issue, options in interaction.when.items()):
            total += drawn.coefficients[who, feature, index]
    return total


def accepts(room: Room, drawn: Draws, deal: dict[str, str], who: int, index: int) -> bool:
    name = room.space.who[who]
    if any(line.holds(deal) for line in room.case.preferences[name].red_lines):
        return False
    slack = TOL * len(room.space.issues) * np.abs(drawn.coefficients[who]).max()
    return bool(worth(room, drawn, deal, who, index) >= drawn.walk_away[who, index] - slack)


def passes(room: Room, said: list[bool], *, ratified: bool = True) -> bool:
    case, names = room.case, room.space.who
    agreed = [name for name, yes in zip(names, said, strict=True) if yes]
    return suffices(case, agreed, ratified=ratified)


def everything(room: Room, drawn: Draws) -> dict[tuple[str, ...], tuple[int, int]]:
    """For every deal that can be carried out: draws in which it passes, with and without ratifiers."""
    counts = {}
    joint = room.space.joint
    for row in joint.picks(np.arange(joint.combinations)):
        deal = room.space.deal(row)
        if any(pattern.holds(deal) for pattern in room.case.impossible):
            continue
        said = [[accepts(room, drawn, deal, who, index) for who in range(len(room.space.who))]
                for index in range(drawn.count)]  # fmt: skip
        counts[tuple(deal.values())] = (
            sum(passes(room, each) for each in said),
            sum(passes(room, each, ratified=False) for each in said),
        )
    return counts


small = cases(parties=(2, 3), issues=(1, 3), options=(1, 3))


@brief_law
@given(case=small)
def test_law_every_number_is_that_of_the_loop(case: Case) -> None:
    room, drawn, zone, likely = found(case, draws=24)
    counts = everything(room, drawn)
    for item in likely.deals:
        hits, alone = counts[tuple(item.deal.values())]
        assert item.acceptability == hits / drawn.count
        assert item.among_parties == alone / drawn.count
        exact = zone.method.exact or item.verdict != "possible"
        assert item.error == pytest.approx(0 if exact else math.sqrt(hits * (24 - hits) / 24) / 24)
        low, high = wilson(hits, 24)
        assert item.interval == ((hits / 24,) * 2 if exact else (low, high))
        for who, name in enumerate(room.space.who):
            said = [accepts(room, drawn, item.deal, who, index) for index in range(24)]
            assert item.accepts[name] == sum(said) / 24
            gains = [
                worth(room, drawn, item.deal, who, index) - drawn.walk_away[who, index] for index in range(24)
            ]
            margin = item.margins[name]
            assert margin.mean == pytest.approx(np.mean(gains), abs=1e-9)
            assert margin.low == pytest.approx(np.quantile(gains, 0.05), abs=1e-9)
            assert margin.high == pytest.approx(np.quantile(gains, 0.95), abs=1e-9)


def as_likely(room: Room, drawn: Draws) -> tuple[list[dict[str, str]], int]:
    """All deals that nothing is surely more likely than, and which column of the counts decides."""
    counts = everything(room, drawn)
    column = 0 if any(hits for hits, _ in counts.values()) else 1
    deals = {values: dict(zip(room.space.issues, values, strict=True)) for values in counts}
    sure = [deal for deal in deals.values() if certain(room, deal)]
    hits = {values: pair[column] for values, pair in counts.items()}
    least = max((float(wilson(count, drawn.count)[0]) for count in hits.values()), default=0.0)
    level = [
        deals[values] for values, count in hits.items() if count and wilson(count, drawn.count)[1] >= least
    ]
    return sure or level, column


def certain(room: Room, deal: dict[str, str]) -> bool:
    surely, _ = room.bounds.accepts(room.space.picks_of(deal))
    return bool(room.space.passes(surely)[0])


def betters(room: Room, drawn: Draws, one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether one deal is worth as much as another to every party and more to one, from the definition.

    Of a case with uncertain judgements on average over the draws, each gain larger than what is level.
    """
    if not all(party.exact for party in room.bounds.parties):
        parties = range(room.space.parties)
        by = [
            float(np.mean([worth(room, drawn, one, who, n) - worth(room, drawn, other, who, n)
                           for n in range(drawn.count)]))
            for who in parties
        ]  # fmt: skip
        return min(by) >= 0 and max(by) > 1e-5
    gains = [value_of(room.case, who, one) - value_of(room.case, who, other) for who in room.case.parties]
    return all(gain >= 0 for gain in gains) and any(gain > 0 for gain in gains)


several = st.booleans().flatmap(
    lambda uncertain: cases(parties=(2, 4), issues=(1, 3), options=(2, 3), uncertain=uncertain)
)


@settings(law, max_examples=examples(30))
@given(case=several)
def test_law_what_is_shown_is_as_likely_as_anything_and_bettered_by_nothing_as_likely(case: Case) -> None:
    """Law: every deal shown is level with the likeliest; no deal that is level too dominates it.

    *x dominates y if it is worth no less to any party and more to one* (Pareto), here on average.
    """
    room, drawn, _, likely = found(case, draws=8)
    level, column = as_likely(room, drawn)
    assert bool(likely.deals) == bool(level)
    assert likely.level_with_best == len(level)
    good = [deal for deal in level if not any(betters(room, drawn, other, deal) for other in level)]
    assert len(likely.deals) <= likely.efficient <= len(level)
    if likely.method.exact:
        assert likely.efficient == len(good)
    for item in likely.deals:
        assert item.deal in good
        assert (item.acceptability if column == 0 else item.among_parties) > 0


@brief_law
@given(case=small)
def test_law_no_deal_shown_is_better_for_all_than_another_in_what_is_shown_of_it(case: Case) -> None:
    """Law: the mean gains that stand beside the deals do not say that one is the better for everybody."""
    *_, likely = found(case, draws=24)
    for one, other in combinations(likely.deals, 2):
        apart = [one.margins[who].mean - other.margins[who].mean for who in case.parties]
        assert (max(apart) > 0) == (min(apart) < 0) or max(map(abs, apart)) < 1e-6


def least(room: Room, deal: dict[str, str]) -> Fraction:
    """What the party that gains least gains, of the coalition for which that is most."""
    gains = {who: value_of(room.case, who, deal) - walk_away_of(room.case, who) for who in room.case.parties}
    return max(
        min(gains[who] for who in some)
        for many in range(1, len(gains) + 1)
        for some in combinations(gains, many)
        if suffices(room.case, some)
    )


@brief_law
@given(case=cases(parties=(2, 4), issues=(1, 3), options=(1, 3), uncertain=False))
def test_law_the_first_does_most_for_the_party_that_gains_least(case: Case) -> None:
    """Law: among those who are enough to sign, the first deal leaves nobody with less than it must."""
    room, drawn, _, likely = found(case)
    level, _ = as_likely(room, drawn)
    if level:
        top = max(least(room, deal) for deal in level)
        assert least(room, likely.deals[0].deal) >= top - Fraction(TOL) * abs(top)
        assert likely.ties == sum(least(room, deal) == top for deal in level) - 1


@law
@given(case=cases(issues=(2, 4), options=(1, 3)), count=st.integers(1, 6))
def test_law_deals_differ_and_fewer_are_shown_only_if_no_other_does(case: Case, count: int) -> None:
    room, _, _, likely = found(case, draws=16, count=count)
    deals = [item.deal for item in likely.deals]
    assert len(deals) <= count
    assert len({tuple(deal.values()) for deal in deals}) == len(deals)
    assert [item.contrast is None for item in likely.deals] == [True, *[False] * (len(deals) - 1)][
        : len(deals)
    ]
    for item in likely.deals[1:]:
        assert item.contrast is not None
        assert set(item.contrast.issues) == {i for i in room.space.issues if item.deal[i] != deals[0][i]}
    assert found(case, draws=16, count=count)[3].to_dict() == likely.to_dict()


@law
@given(case=cases(issues=(1, 3), options=(1, 3), uncertain=False))
def test_law_in_an_exact_case_a_deal_passes_always_or_never(case: Case) -> None:
    room, _, zone, likely = found(case)
    assert likely.method.exact
    assert (likely.method.seed, likely.method.draws) == (None, None)
    for item in likely.deals:
        assert item.verdict in ("certain", "impossible")
        assert item.acceptability in (0, 1)
        assert item.error == 0
        assert item.interval == (item.acceptability,) * 2
        assert item.among_parties == 1
    if zone.everyone.certain:
        assert likely.level_with_best == zone.everyone.certain
        assert all(item.verdict == "certain" for item in likely.deals)
    assert room.case is case


def test_inputs_are_not_changed_and_answers_repeat() -> None:
    case = points_case([[0, 1], [3, 0]], [[1, 0], [0, 3]], away=[1, 1])
    first, second = found(case)[3], found(case)[3]
    assert first.to_dict() == second.to_dict()
    freeze(first)


# ---------------------------------------------------------------------------------------- tables by hand


POINTS = (("i", 4), ("j", 2), ("k", 1))


def ranged(**changes: Any) -> Case:
    """Two parties, three issues of two options; a's walk-away is a range."""
    data: dict[str, Any] = {
        "case": 1, "title": "t", "parties": {"a": "A", "b": "B"},
        "issues": {j: {"title": j, "options": {"x": "X", "y": "Y"}} for j in ("i", "j", "k")},
        "preferences": {
            "a": {"walk_away": [0, 10], "scores": {j: {"x": x, "y": 0} for j, x in POINTS}},
            "b": {"walk_away": 0, "scores": {j: {"x": 0, "y": y} for j, y in POINTS}},
        },
    }  # fmt: skip
    return build(data | changes)


def test_shares_follow_the_walk_away() -> None:
    """With a walk-away uniform on 0–10 a deal worth v is accepted with probability v / 10."""
    _, _, _, likely = found(ranged(), draws=4000, count=2)
    (best,) = likely.deals
    assert best.deal == {"i": "x", "j": "x", "k": "x"}
    assert best.acceptability == pytest.approx(0.7, abs=4 * best.error)
    assert best.verdict == "possible"
    assert best.margins["a"].mean == pytest.approx(2, abs=0.2)
    assert best.margins["a"].low == pytest.approx(7 - 9.5, abs=0.2)
    assert best.margins["b"].mean == 0
    assert (likely.level_with_best, likely.efficient, likely.considered) == (1, 1, 8)


def test_few_draws_tell_less_apart_and_the_fairest_comes_first() -> None:
    """In 20 draws a deal that passes in 7 of 10 cannot be told from one that does in 6."""
    likely = found(ranged(), draws=20, count=8)[3]
    assert 1 < len(likely.deals) <= likely.efficient == likely.level_with_best
    highs = [item.interval[1] for item in likely.deals]
    assert max(item.interval[0] for item in likely.deals) <= min(highs)
    first, second = likely.deals[:2]
    assert min(first.margins[who].mean for who in "ab") >= min(second.margins[who].mean for who in "ab")


def test_near_identical_deals_are_left_out_rather_than_shown() -> None:
    """Two deals that differ in one issue by a twentieth of what is at stake are the same in other words."""
    tables = [[0, 50, 51, 100], [0, 1]], [[100, 50, 49, 0], [1, 0]]
    likely = found(points_case(*tables, away=[20, 20]))[3]
    assert (likely.level_with_best, likely.efficient) == (4, 4)
    assert [item.deal["i0"] for item in likely.deals] == ["o1", "o2"]  # and otherwise in the second issue
    assert likely.deals[0].deal["i1"] != likely.deals[1].deal["i1"]


def skewed(**changes: Any) -> Case:
    """Two options, certain to pass: at its likely value ``x`` gives a less than ``y``, on average more."""
    data: dict[str, Any] = {
        "case": 1, "title": "t", "parties": {"a": "A", "b": "B"},
        "issues": {"i": {"title": "i", "options": {"x": "X", "y": "Y"}}},
        "preferences": {
            "a": {"walk_away": 0, "scores": {"i": {"x": {"low": 0, "likely": 10, "high": 100}, "y": 20}}},
            "b": {"walk_away": 0, "scores": {"i": {"x": 30, "y": 40}}},
        },
    }  # fmt: skip
    data["preferences"]["a"] |= changes
    return build(data)


def test_the_fairest_is_chosen_by_the_mean_that_is_shown() -> None:
    """At likely values ``y`` is the better for both, 20 and 40 against 10 and 30.

    On average ``x`` is worth (0 + 10 + 100) / 3 to the one and 30 to the other, so the least gain is 30.
    """
    room, _, _, likely = found(skewed(), draws=4000)
    assert value_of(room.case, "a", {"i": "x"}) < value_of(room.case, "a", {"i": "y"})
    assert [item.deal["i"] for item in likely.deals] == ["x", "y"]
    first, second = (min(margin.mean for margin in item.margins.values()) for item in likely.deals)
    assert (first, second) == (30, 20)
    assert likely.deals[0].margins["a"].mean == pytest.approx(110 / 3, abs=1)
    assert likely.efficient == 2


def test_a_cap_counts_in_the_mean() -> None:
    """No more than 15 counts for the one, so ``x`` is worth less than that on average: ``y`` wins."""
    likely = found(skewed(cap=15), draws=400)[3]
    assert [item.deal["i"] for item in likely.deals] == ["y"]
    assert (likely.level_with_best, likely.efficient) == (2, 1)


def money(*others: str, step: float = 0.1) -> Case:
    """A price in a thousand steps, on which the two oppose each other, and issues worth a little to each."""
    issues: dict[str, Any] = {"price": {"title": "Price", "range": [0, 100], "step": step}}
    issues |= {one: {"title": one, "options": {"x": "X", "y": "Y"}} for one in others}
    scores = {one: {"x": 1, "y": 0} for one in others}
    return build({
        "case": 1, "title": "t", "parties": {"a": "A", "b": "B"}, "issues": issues,
        "preferences": {
            "a": {"walk_away": 40, "scores": {"price": {"0": 0, "100": 100}, **scores}},
            "b": {"walk_away": 40, "scores": {"price": {"0": 100, "100": 0}, **scores}},
        },
    })  # fmt: skip


def test_prices_next_to_each_other_are_one_deal() -> None:
    """Of 201 prices that pass five are shown, a person could tell any two of them apart."""
    likely = found(money())[3]
    prices = sorted(float(item.deal["price"]) for item in likely.deals)
    assert likely.efficient == 201
    assert [prices[0], prices[-1]] == [40, 60]
    assert likely.deals[0].deal["price"] == "50"
    assert min(np.diff(prices)) >= 5  # a quarter of the 20 that either could gain
    near = [float(price) for price in likely.deals[0].near["price"]]
    assert [min(near), max(near), len(near)] == pytest.approx([45.1, 54.9, 98])
    assert sum(len(item.near.get("price", ())) for item in likely.deals) + len(prices) == likely.efficient


def test_two_small_steps_in_two_amounts_do_not_make_another_deal() -> None:
    """Terms count by the share of the range they move, not by how many there are."""
    data = money().to_dict()
    data["issues"]["fee"] = {"title": "Fee", "range": [0, 1], "step": 0.1}
    data["preferences"]["a"]["scores"]["fee"] = {"0": 0, "1": 1}
    data["preferences"]["b"]["scores"]["fee"] = {"0": 1, "1": 0}
    data["issues"]["price"]["step"] = 1
    likely = found(build(data), count=30)[3]
    for one, other in combinations(likely.deals, 2):
        fee = abs(float(one.deal["fee"]) - float(other.deal["fee"]))
        price = abs(float(one.deal["price"]) - float(other.deal["price"])) / 100
        gap, both = abs(one.margins["a"].mean - other.margins["a"].mean), bool(fee and price)
        assert (both and (fee + price >= 1 or gap >= 2)) or gap >= 5


def test_equal_deals_are_ordered_by_the_smallest_relative_gain() -> None:
    case = points_case([[10, 6, 0]], [[0, 5, 10]], away=[0, 0])
    likely = found(case)[3]
    assert [item.deal["i0"] for item in likely.deals] == ["o1", "o2", "o0"]
    assert likely.level_with_best == likely.efficient == 3
    second = likely.deals[1].contrast
    assert second is not None
    assert (second.better, second.worse, second.issues) == (("p1",), ("p0",), ("i0",))
    assert second.gains == {"p0": -6, "p1": 5}


def test_a_quota_counts_acceptances_and_vetoes() -> None:
    tables: list[list[list[float]]] = [[[5, 0, 5]], [[5, 5, 0]], [[0, 5, 5]]]
    case = points_case(*tables, away=[1, 1, 1], agreement={"quota": 2, "vetoes": ["p0"]})
    likely = found(case)[3]
    assert sorted(item.deal["i0"] for item in likely.deals) == ["o0", "o2"]
    assert all(item.acceptability == 1 for item in likely.deals)
    assert likely.deals[0].accepts in ({"p0": 1, "p1": 1, "p2": 0}, {"p0": 1, "p1": 0, "p2": 1})
    assert found(points_case(*tables, away=[1, 1, 1]))[3].deals == ()


def ratified(away: Any) -> Case:
    case = ranged().to_dict()
    case["ratifiers"] = {"r": {"title": "R", "for": "a"}}
    case["preferences"]["r"] = {"walk_away": away, "scores": {"i": {"x": 0, "y": 1}}}
    return build(case)


def test_a_ratifier_lowers_what_the_parties_alone_accept() -> None:
    likely = found(ratified(0.5), draws=1000)[3]
    assert all(item.deal["i"] == "y" for item in likely.deals if item.acceptability)
    best = likely.deals[0]
    assert best.deal == {"i": "y", "j": "x", "k": "x"}
    assert best.acceptability == best.among_parties
    assert best.accepts["r"] == 1


def test_where_no_deal_is_ratified_the_parties_best_are_shown() -> None:
    likely = found(ratified(2), draws=1000)[3]
    best = likely.deals[0]
    assert best.deal == {"i": "x", "j": "x", "k": "x"}
    assert (best.verdict, best.acceptability, best.interval, best.error) == ("impossible", 0, (0, 0), 0)
    assert best.among_parties == pytest.approx(0.7, abs=0.06)


def test_an_exact_case_with_ratifiers_counts_only_what_passes() -> None:
    case = points_case([[1, 1, 1]], [[1, 1, 1]], away=[0, 0]).to_dict()
    case["ratifiers"] = {"r": {"title": "R", "for": "p0"}}
    case["preferences"]["r"] = {"walk_away": 1, "scores": {"i0": {"o0": 0, "o1": 1, "o2": 1}}}
    likely = found(build(case))[3]
    assert [item.deal["i0"] for item in likely.deals] == ["o1"]  # the other is the same in other words
    assert likely.level_with_best == likely.efficient == 2
    assert likely.considered == 3


def test_where_nothing_is_possible_there_are_no_deals() -> None:
    likely = found(points_case([[0, 1]], [[1, 0]], away=[1, 1]))[3]
    assert (likely.deals, likely.level_with_best, likely.considered) == ((), 0, 0)
    assert likely.method.note == "all deals compared"


def test_where_no_draw_passes_there_are_no_deals() -> None:
    """Possible only at the very end of a range, so no draw meets it."""
    case = ranged().to_dict()
    case["preferences"]["a"]["walk_away"] = [7, 1_000_000]
    likely = found(build(case))[3]
    assert likely.deals == ()
    assert likely.considered == 1


def test_more_deals_than_are_kept() -> None:
    """Of many level deals the fairest are kept, with all that betters one of these."""
    rng = np.random.default_rng(3)
    tables = [rng.integers(0, 9, (4, 4)).tolist() for _ in range(4)]
    case = points_case(*tables, away=[0] * 4)
    full = found(case)[3]
    assert full.considered == full.level_with_best == 256
    few = found(case, most=20)[3]
    assert replace(few.deals[0], near={}) == replace(full.deals[0], near={})
    assert few.level_with_best == 256
    assert few.efficient <= full.efficient
    assert (few.more, full.more) == (True, False)


def test_interactions_and_red_lines_count() -> None:
    case = ranged().to_dict()
    case["preferences"]["a"]["walk_away"] = 0
    case["preferences"]["a"]["interactions"] = [{"when": {"i": "y", "j": "y"}, "add": 20}]
    case["preferences"]["b"]["red_lines"] = [{"k": "y"}]
    likely = found(build(case), count=1)[3]
    assert likely.deals[0].deal == {"i": "y", "j": "y", "k": "x"}


def test_a_party_without_a_vote_does_not_hold_back_the_fairest_deal_but_counts_in_what_betters() -> None:
    """The third has no vote: the first deal is fair to the two who sign; nothing is shown that betters it."""
    tables: list[list[list[float]]] = [[[5, 5, 9]], [[5, 5, 1]], [[-9, 0, 9]]]
    votes = {"votes": {"p0": 1, "p1": 1, "p2": 0}, "at_least": 2}
    likely = found(points_case(*tables, away=[0, 0, 0], agreement=votes))[3]
    assert [item.deal["i0"] for item in likely.deals] == ["o1", "o2"]
    assert (likely.level_with_best, likely.efficient) == (3, 2)


# ------------------------------------------------------------------------------------------ large spaces


def large(*, exact: bool) -> Case:
    """Thirty issues of ten options: 10^30 deals."""
    rng = np.random.default_rng(11)
    a = rng.integers(0, 50, (30, 10)).tolist()
    b = rng.integers(0, 50, (30, 10)).tolist()
    case = points_case(a, b, away=[700, 700])
    if exact:
        return case
    data = case.to_dict()
    data["preferences"]["p0"]["walk_away"] = [600, 900]
    return build(data)


@pytest.mark.parametrize("exact", [True, False])
def test_a_space_too_large_to_list_compares_efficient_deals(exact: bool) -> None:
    case = large(exact=exact)
    room, drawn, zone, likely = found(case, draws=8)
    assert zone.listed is None
    assert likely.method.note.endswith("of the central realisation, and those that a search found, compared")
    assert min(2000, len(room.front.points)) <= likely.considered <= 2000 + len(zone.found)
    assert len(likely.deals) == 5
    for item in likely.deals:
        picks = room.space.picks_of(item.deal)
        said = accepted(room.space, drawn, picks)[0]
        assert item.acceptability == said.all(axis=0).mean()
        assert item.verdict == ("certain" if exact else item.verdict)
    assert likely.deals[0].acceptability == 1


def test_the_large_path_agrees_with_the_listed_one() -> None:
    """Where the best deals are efficient in the central realisation, both find the same first deal."""
    case = ranged()
    listed = found(case, draws=200)[3]
    searched = found(case, draws=200, budget=4)[3]
    assert searched.method.note.startswith("only efficient")
    assert searched.deals[0].deal == listed.deals[0].deal
    assert searched.deals[0].acceptability == listed.deals[0].acceptability


def test_an_empty_frontier_gives_no_deals() -> None:
    case = ranged().to_dict()
    case["preferences"]["a"]["red_lines"] = [{"i": ["x", "y"]}]
    room, drawn, zone, likely = found(build(case))
    assert likely.deals == ()
    assert len(room.front.points) == 0
    front = frontier(room.space, room.values)
    empty = likely_deals(room.case, room.bounds, drawn, replace(zone, listed=None), front)
    assert (empty.deals, empty.considered) == ((), 0)


def test_values_of_adds_up_the_drawn_judgements() -> None:
    case = ranged()
    room = Room(case)
    drawn = draw(case, room.space, draws=3, seed=1)
    picks = room.space.picks_of({"i": "x", "j": "y", "k": "x"})
    assert values_of(room.space, drawn, picks).tolist() == [[[5, 5, 5], [2, 2, 2]]]


@law
@given(case=cases(issues=(1, 3), options=(1, 3), uncertain=False))
def test_law_as_if_too_large_only_deals_that_pass_are_shown(case: Case) -> None:
    """Law: what passes is found there too, nothing refused or bettered is; ties are not overstated."""
    (room, drawn, _, listed), large = found(case), found(case, budget=0)[3]
    passing = [item for item in listed.deals if item.acceptability]
    assert bool(passing) == any(item.acceptability for item in large.deals)
    if not passing:
        return
    assert {(item.acceptability, item.verdict) for item in large.deals} == {(1, "certain")}
    level, _ = as_likely(room, drawn)
    assert not any(betters(room, drawn, other, item.deal) for other in level for item in large.deals)
    if large.more:
        assert large.ties <= listed.ties
    else:
        assert large.ties == listed.ties


def shared(items: int, *walk_aways: float) -> Case:
    """Things that are worth one to whoever of two gets them."""
    return points_case([[1, 0]] * items, [[0, 1]] * items, away=list(walk_aways))


def test_ties_are_counted_over_all_deals_of_a_space_too_large_to_list() -> None:
    """Of 6 things each must have 3: 20 deals do; each must have 2: as many do most, and more might."""
    even = found(shared(6, 3, 3), budget=0)[3]
    assert (len(even.deals), even.ties, even.more) == (1, 19, False)
    odd = found(shared(5, 2, 2), budget=0)[3]
    assert (len(odd.deals), odd.ties, odd.more) == (2, 19, True)


def test_a_deal_beyond_the_frontier_is_found_where_a_ratifier_refuses_all_efficient_ones() -> None:
    """The best that passes: ``o2`` and ``o3`` pass too, and are worse for both."""
    case = points_case([[4, 3, 2, 1]], [[4, 3, 2, 1]], away=[0, 0]).to_dict()
    case["ratifiers"] = {"r": {"title": "R", "for": "p0"}}
    case["preferences"]["r"] = {"walk_away": 1, "scores": {"i0": {"o0": 0, "o1": 1, "o2": 9, "o3": 9}}}
    likely = found(build(case), budget=0)[3]
    assert [(item.deal, item.acceptability) for item in likely.deals] == [({"i0": "o1"}, 1)]
    assert likely.more


def test_a_deal_worth_the_walk_away_gains_nothing() -> None:
    """0.1 and 0.2 are worth 0.3, whatever floats make of it."""
    data = ranged().to_dict()
    scores = {"i": {"x": 0.1, "y": 9}, "j": {"x": 0.2, "y": 9}}
    data["preferences"]["b"] = {"walk_away": 0.3, "scores": scores}
    _, _, _, likely = found(build(data), draws=100, count=8)
    level = [deal for deal in likely.deals if (deal.deal["i"], deal.deal["j"]) == ("x", "x")]
    assert level
    assert {(deal.margins["b"].low, deal.margins["b"].high) for deal in level} == {(0.0, 0.0)}
    assert {deal.accepts["b"] for deal in level} == {1.0}
