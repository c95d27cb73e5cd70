"""Every bridge does what it says, on the public analysis of the changed case, and none smaller does."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.bridges.planted import (  # fmt: skip
    DRAWS,
    SEED,
    accepts,
    answers_of,
    apart,
    has_zone,
    passes,
    poor_cases,
    search,
    setting_of,
)
from tests.analysis.helpers import points_case
from tests.strategies import brief_law, build, law

import walkaway
from walkaway.analysis.answers import analyse
from walkaway.analysis.bridges import KINDS, Bridge, find_bridges, setting
from walkaway.analysis.bridges.additions import FRICTION, PARTS, SHARES
from walkaway.analysis.bridges.changes import lowered, softened, with_issue, with_option
from walkaway.analysis.bridges.intervals import payments_between
from walkaway.analysis.sensitivity.sensitivity import sensitivity
from walkaway.case import Agreement, Case, read_case_text, to_yaml
from walkaway.case.judgement import exact_number
from walkaway.certify.plainly import deals, value_of, walk_away_of
from walkaway.errors import UsageError
from walkaway.space import in_steps

RICH_OR_NOT = st.booleans().flatmap(lambda rich: poor_cases(uncertain=False, rich=rich))
RICH_OR_NOT_DRAWN = st.booleans().flatmap(lambda rich: poor_cases(uncertain=True, rich=rich))

# ---------------------------------------------------------------------------------------- laws of all kinds


@brief_law
@given(RICH_OR_NOT_DRAWN, st.sampled_from([0.3, 0.7, 1.0]))
def test_each_bridge_reaches_the_target_from_scratch(case: Case, target: float) -> None:
    """Law: written out, read again and analysed anew, a changed case has the stated probability of a zone."""
    found = search(case, target=target)
    public = answers_of(case)
    assert found.probability == pytest.approx(public.zone.everyone.probability)
    if not found.needed:
        assert (len(found.found), len(found.out_of_reach)) == (0, 0)
        assert found.probability >= target
        return
    assert found.probability < target
    assert [item.share for item in found.found] == sorted(item.share for item in found.found)
    for item in found.found:
        assert item.kind in KINDS
        assert item.proof.holds
        again = answers_of(read_case_text(to_yaml(item.case)))
        if item.kind == "payment":  # a deal with it may also pass without the word of who pays
            assert again.zone.everyone.probability >= item.probability - 1e-9
        else:
            assert again.zone.everyone.probability == pytest.approx(item.probability)
        assert item.probability >= target - 1e-9
        assert item.payer in item.costs
        assert item.share == max(item.shares.values())
        assert all(cost >= 0 for cost in item.costs.values())
    for short in found.out_of_reach:
        assert short.most < target


@law
@given(RICH_OR_NOT)
def test_each_bridge_of_an_exact_case_opens_a_zone(case: Case) -> None:
    """Law: every changed case has a deal that passes, by going through all deals in fractions."""
    found = search(case)
    assert found.needed is not has_zone(case)
    for item in found.found:
        assert item.proof.holds
        assert has_zone(item.case)
        assert passes(item.case, item.deal)
        assert (item.probability, item.error, item.acceptability) == (1, 0, 1)


# -------------------------------------------------------------------------------------------- concessions


@law
@given(RICH_OR_NOT)
def test_concessions_are_the_smallest_in_fractions(case: Case) -> None:
    """Law: the stated fall is the least gap among deals that lack one party alone; less does not do."""
    found = {item.payer: item for item in alone(search(case).found)}
    if has_zone(case):
        return
    for who in case.everyone:
        gaps = [
            walk_away_of(case, who) - value_of(case, who, deal)
            for deal in deals(case)
            if passes(case, deal, lower={who: Fraction(10**6)})
        ]
        assert (who in found) == bool(gaps)
        if gaps:
            assert found[who].terms["central_exact"] == str(min(gaps))
            assert found[who].amount == pytest.approx(float(min(gaps)), abs=1e-6)
            assert not has_zone(case, lower={who: min(gaps) - Fraction(1, 10**9)})


@brief_law
@given(RICH_OR_NOT_DRAWN, st.sampled_from([0.2, 0.6]))
def test_concessions_are_the_smallest_on_their_grid(case: Case, target: float) -> None:
    """Law: one step less misses the target, by the public analysis of the case changed by so much."""
    for item in alone(search(case, target=target).found):
        assert item.amount is not None
        step = Decimal(str(item.terms["step"]))
        less = lowered(case, item.payer, Decimal(str(item.amount)) - step)
        share = answers_of(less).zone.everyone.probability
        assert share < target
        assert item.proof.below == pytest.approx(share)


def alone(items: Any) -> list[Bridge]:
    """Concessions by one."""
    return [item for item in items if item.kind == "concession" and len(item.costs) == 1]


def test_a_planted_gap_is_the_concession() -> None:
    """Ten points in steps of five: who walks away below six and has five gives up one, or the other five."""
    found = alone(search(apart(away=(6, 5))).found)
    assert [(item.payer, item.amount, item.share) for item in found] == [("p0", 1, 0.1), ("p1", 5, 0.5)]
    assert found[0].deal == {"i0": "o1"}


def test_a_gap_that_both_share() -> None:
    """Both walk away below six: alone each would give up all six, together one point each."""
    found = search(apart()).found
    together = next(item for item in found if len(item.costs) == 2 and item.kind == "concession")
    assert (together.amount, together.costs) == (0.1, {"p0": 1, "p1": 1})
    assert together.proof.holds
    assert [item.amount for item in alone(found)] == [6, 6]


@law
@given(RICH_OR_NOT)
def test_shared_concessions_are_the_smallest_thousandth(case: Case) -> None:
    """Law: with one thousandth less no deal passes, in fractions."""
    found = search(case)
    reach = {who: Fraction(found.reach[who]) for who in case.parties}
    together = [item for item in found.found if set(item.costs) == set(case.parties) and item.amount
                and item.kind == "concession"]  # fmt: skip
    if has_zone(case):
        return
    assert bool(together) == has_zone(case, lower=reach)
    for item in together:
        assert item.amount is not None
        assert has_zone(item.case)
        less = Fraction(round(1000 * item.amount) - 1, 1000)
        assert not has_zone(case, lower={who: width * less for who, width in reach.items()})


def test_a_zone_in_the_centre_needs_no_fall_there() -> None:
    """Central walk-aways of five leave the middle; over the draws it takes a fall to be nearly sure."""
    data = apart(away=(5, 5)).to_dict()
    for who in ("p0", "p1"):
        data["preferences"][who]["walk_away"] = [4, 6]
    found = alone(search(build(data), target=0.5).found)
    assert [item.terms["central_exact"] for item in found] == ["0", "0"]
    assert all(item.amount and item.proof.holds for item in found)


def test_a_gap_without_a_finite_decimal() -> None:
    """A third: the exact fraction is stated, and the case is changed by a decimal just above it."""
    weights = {"i0": 1, "i1": 2}
    scores = {issue: {"o0": 100, "o1": 0} for issue in weights}
    other = {issue: {"o0": 0, "o1": 100} for issue in weights}
    case = build(
        {
            "case": 1, "title": "Thirds", "parties": {"a": "A", "b": "B"},
            "issues": {i: {"title": i, "options": {"o0": "0", "o1": "1"}} for i in weights},
            "preferences": {
                "a": {"weights": weights, "scores": scores, "walk_away": 40},
                "b": {"weights": weights, "scores": other, "walk_away": 60},
            },
        }
    )  # fmt: skip
    first = alone(search(case).found)[0]
    assert (first.payer, first.terms["central_exact"]) == ("a", "20/3")
    assert first.amount == pytest.approx(20 / 3, abs=1e-8)
    assert first.proof.holds


# ---------------------------------------------------------------------------------------------- red lines


def lined(**more: Any) -> Case:
    """A deal both like, behind a red line of the second that covers it with two options."""
    data = {
        "preferences": {
            "p0": {"walk_away": 6, "scores": {"i0": {"o0": 10, "o1": 7, "o2": 0}}},
            "p1": {
                "walk_away": 3,
                "scores": {"i0": {"o0": 4, "o1": 5, "o2": 10}},
                "red_lines": [{"i0": ["o0", "o1"]}],
            },
        }
    }
    return points_case([[10, 7, 0]], [[4, 5, 10]], **(data | more))


def test_the_cheapest_way_to_soften_a_red_line() -> None:
    """Allowing the one option that does least harm is enough; the nearest deal across the line costs five."""
    items = [item for item in search(lined()).found if item.kind == "red line"]
    assert [(item.terms["allow"], item.cost, item.payer) for item in items] == [(["i0", "o1"], 5, "p1")]
    assert "“o1” allowed in" in items[0].title


def test_a_line_of_one_option_goes() -> None:
    data = lined().to_dict()["preferences"]
    data["p1"]["red_lines"] = [{"i0": "o0"}, {"i0": "o1"}]
    items = [item for item in search(lined(preferences=data)).found if item.kind == "red line"]
    assert [(item.terms["line"], item.terms["allow"]) for item in items] == [(1, None), (0, None)]
    assert [item.cost for item in items] == [5, 6]


@law
@given(RICH_OR_NOT)
def test_red_lines_none_is_missed(case: Case) -> None:
    """Law: a red line is among the bridges if and only if the case without it has a zone."""
    if has_zone(case):
        return
    found = [item for item in search(case).found if item.kind == "red line"]
    stated = {(item.payer, item.terms["line"]): item for item in found}
    for who in case.everyone:
        for number, line in enumerate(case.preferences[who].red_lines):
            assert ((who, number) in stated) == has_zone(softened(case, who, number))
            if (who, number) in stated:
                chosen = {issue: case.chosen(issue, choice) for issue, choice in line.when.items()}
                softer = [
                    (issue, option) for issue, options in chosen.items() if len(options) > 1
                    for option in options if has_zone(softened(case, who, number, (issue, option)))
                ]  # fmt: skip
                allow = stated[who, number].terms["allow"]
                assert (tuple(allow) in softer) if allow else not softer


# ------------------------------------------------------------------------------------------- ratification


def ratified(*, senate: int = 20, house: int = 20) -> Case:
    """Two parties who agree on the middle, and two ratifiers who want more than anybody can give."""
    data = apart(away=(5, 5)).to_dict()
    scores = {"i0": {"o0": 0, "o1": 4, "o2": 9}}
    data["ratifiers"] = {
        "senate": {"title": "Senate", "for": "p0"}, "house": {"title": "House", "for": "p1"},
    }  # fmt: skip
    data["preferences"] |= {
        "senate": {"walk_away": senate, "scores": scores}, "house": {"walk_away": house, "scores": scores},
    }  # fmt: skip
    return build(data)


def test_a_ratifier_that_need_not_agree() -> None:
    items = [item for item in search(ratified(house=4)).found if item.kind == "ratification"]
    assert [(item.terms["without"], item.cost, item.payer) for item in items] == [(["senate"], 16, "senate")]


def test_both_ratifiers_where_one_is_not_enough() -> None:
    found = search(ratified())
    items = [item for item in found.found if item.kind == "ratification"]
    assert [item.terms["without"] for item in items] == [["senate", "house"]]
    assert items[0].costs == {"senate": 16, "house": 16}
    assert [short.who for short in found.out_of_reach if short.kind == "ratification"] == ["senate", "house"]


def test_the_highest_quota_that_does() -> None:
    """Four parties of whom three agree; then four of whom two do."""
    middle, high = [[0, 5, 0]], [[0, 0, 0]]
    three = points_case(middle, middle, middle, high, away=[5, 5, 5, 5])
    items = [item for item in search(three).found if item.kind == "ratification"]
    assert [(item.terms, item.payer, item.cost) for item in items] == [({"quota": 3}, "p3", 5)]
    two = points_case(middle, middle, high, high, away=[5, 5, 5, 5])
    assert [item.terms for item in search(two).found if item.kind == "ratification"] == [{"quota": 2}]
    one = points_case(middle, high, high, away=[5, 5, 5])
    short = [item for item in search(one).out_of_reach if item.kind == "ratification"]
    assert [item.title for item in short] == ["2 of 3 parties are enough"]


def test_the_most_votes_that_do() -> None:
    """Of 3 + 2.5 + 1.5 + 1 votes the first and the third, 4.5 together, are the most who agree."""
    good, bad = [[0, 5, 0]], [[0, 0, 0]]
    rule = {"votes": {"p0": 3, "p1": 2.5, "p2": 1.5, "p3": 1}, "at_least": 6}
    case = points_case(good, bad, good, bad, away=[5, 5, 5, 5], agreement=rule)
    (item,) = [item for item in search(case).found if item.kind == "ratification"]
    assert (item.title, item.terms) == ("4.5 of 8 votes are enough", {"votes": "4.5"})
    both = points_case(good, bad, good, bad, away=[5, 5, 5, 5], agreement=[{"quota": 2}, rule])
    assert [item.terms for item in search(both).found if item.kind == "ratification"] == [{"votes": "4.5"}]


# ------------------------------------------------------------------------------------------------- options


def test_a_planted_option_between_two() -> None:
    """Between 10:0 and 0:10 both are content from position one fifth to one half: 8:2 to 5:5."""
    case = points_case([[10, 0]], [[0, 10]], away=[5, 2])
    items = [item for item in search(case).found if item.kind == "option"]
    assert [(item.terms["smallest"], item.terms["largest"]) for item in items] == [(0.2, 0.5)]
    assert items[0].amount == 0.5  # there the party that gives up most gives up least
    assert items[0].costs == {"p0": 5, "p1": 5}


@law
@given(RICH_OR_NOT)
def test_positions_are_the_ends_of_what_works(case: Case) -> None:
    """Law: no position outside the stated ends opens a zone, tried at twelve places; none missed."""
    if has_zone(case):
        return
    stated = {
        (item.terms["issue"], *item.terms["between"]): item
        for item in search(case).found if item.kind == "option"
    }  # fmt: skip
    for issue, record in case.issues.items():
        names = list(record.options)
        parts = [part for who in case.everyone for f in case.preferences[who].functions for part in f.parts()]
        spoken = any(issue in {**part.when, **part.unless} for part in parts)
        for pair in pairwise(names if record.range is None and not spoken else ()):
            item = stated.get((issue, *pair))
            for percent in range(4, 100, 8):
                position = Decimal(percent) / 100
                if has_zone(with_option(case, issue, pair, position)[0]):
                    assert item is not None
                    assert item.terms["smallest"] <= position <= item.terms["largest"]


def test_ends_at_which_several_deals_begin() -> None:
    """A second issue that nobody minds: twice as many deals, the same ends; a third is no decimal."""
    case = points_case([[9, 0], [0, 0]], [[0, 9], [0, 0]], away=[6, 3])
    item = next(item for item in search(case).found if item.kind == "option")
    assert (item.terms["smallest"], item.terms["largest"]) == (1 / 3, 1 / 3)


def test_options_over_draws() -> None:
    """With ranges, tenths of the way are tried: some do, and the ones that were found do."""
    case = points_case([[10, 0]], [[0, 10]], away=[4, 2])
    data = case.to_dict()
    for who in ("p0", "p1"):
        data["preferences"][who]["walk_away"] = [3, 4]
    found = search(build(data))
    item = next(item for item in found.found if item.kind == "option")
    assert (item.terms["smallest"], item.terms["largest"]) == (0.4, 0.6)
    assert item.amount == 0.5


# ------------------------------------------------------------------------------------- payments and clauses


@law
@given(st.booleans().flatmap(lambda rich: poor_cases(uncertain=False, ratifiers=False, rich=rich)))
def test_payments_are_the_smallest_hundredth(case: Case) -> None:
    """Law: a payment of the stated sizes opens a zone, and one of all smaller sizes does not."""
    if has_zone(case):
        return
    for item in search(case).found:
        if item.kind == "payment":
            assert item.amount in [float(share) for share in SHARES]
            issue = list(item.case.issues)[-1]
            sizes = list(item.case.issues[issue].options)
            assert len(sizes) == 1 + round(100 * item.amount)
            works = {
                deal[issue]
                for deal in deals(item.case)
                if passes(item.case, deal) and accepts(item.case, item.payer, deal)
            }
            assert works == {sizes[-1]}


def test_who_is_outvoted_pays_for_nothing() -> None:
    """B lacks 1 of 10 for the first deal; who refuses that at any price, and is outvoted, does not pay."""
    for refuses, payers in (([{"i0": "o0"}], ["p2"]), ([], ["p0", "p2"])):
        data = points_case([[10, 0]], [[9, 0]], [[10, 0]], away=[0, 10, 0]).to_dict()
        data["agreement"] = {"quota": 2, "vetoes": ["p1", "p2"]}
        data["preferences"]["p0"]["red_lines"] = refuses
        data["preferences"]["p2"]["red_lines"] = [{"i0": "o1"}]
        found = search(build(data)).found
        paying = [item.payer for item in found if item.kind == "payment" and item.terms["to"] == "p1"]
        assert sorted(paying) == payers


def test_a_planted_payment() -> None:
    """At 10:0 the first can spare six of its ten; the second lacks six of its ten: six tenths is too much."""
    case = points_case([[20, 0]], [[0, 20]], away=[16, 2])
    found = search(case)
    item = next(item for item in found.found if item.kind == "payment")
    assert (item.payer, item.terms["to"], item.amount, item.cost) == ("p0", "p1", 0.1, 2)
    assert item.terms["central"] == pytest.approx({"smallest": 0.1, "largest": 0.2, "rate": 2})
    assert [short.title for short in found.out_of_reach if short.kind == "payment"] == [
        "Payment by P1 to P0 of up to 20 % of reach"
    ]


def test_payments_in_the_central_realisation() -> None:
    """None where nobody can pay; nothing needs paying where a deal passes, and what can be spared is said."""
    poor = setting_of(points_case([[9, 0]], [[0, 9]], away=[40, 40]))
    assert payments_between(poor, 0, 1) is None
    rich = setting_of(apart(away=(3, 5)))
    assert payments_between(rich, 0, 1) == {"smallest": 0.0, "largest": 0.2, "rate": 0.0}


def test_a_payment_that_would_be_too_large() -> None:
    case = points_case([[20, 0]], [[0, 20]], away=[4, 16])
    found = search(case)
    titles = [short.title for short in found.out_of_reach if short.kind == "payment"]
    assert "Payment by P0 to P1 of up to 20 % of reach" in titles


def test_clauses_are_the_smallest_tenth() -> None:
    """A safeguard for the first: it lacks two of the eight it gives; three tenths of them are enough."""
    case = points_case([[8, 0]], [[0, 8]], away=[2, 5])
    item = next(item for item in search(case).found if item.kind == "clause" and item.terms["for"] == "p0")
    assert (item.amount, item.terms["restores"], item.terms["costs"]) == (0.3, 0.3, 0.15)
    assert item.payer == "p1"
    assert item.cost == pytest.approx(1.2)
    assert item.proof.below == 0
    assert float(PARTS[2]) == item.amount


def clause_cases(case: Case, who: str) -> dict[tuple[str, str, Decimal], Case]:
    """By the definition, in fractions: each issue, option liked best and share of a clause for one party."""
    found = {}
    for issue, part in product(case.issues, PARTS):
        worth = {
            (other, option): value_of_option(case, other, issue, option)
            for other in case.everyone for option in case.issues[issue].options
        }  # fmt: skip
        own = {option: worth[who, option] for option in case.issues[issue].options}
        if len(set(own.values())) == 1:
            continue
        for best in (option for option in own if own[option] == max(own.values())):
            adds = []
            for (other, option), value in worth.items():
                gap = worth[other, best] - value
                points = gap * Fraction(part if gap > 0 else part * FRICTION)
                if points:
                    adds.append(("with", other, {issue: option}, exact_number(points)))
            changed = with_issue(case, "Safeguard clause", ["without", "with"], adds)[0]
            found[issue, best, part] = changed
    return found


def value_of_option(case: Case, who: str, issue: str, option: str) -> Fraction:
    scores = case.preferences[who].scores
    return Fraction(scores[issue].points[option].low) if issue in scores else Fraction(0)


@law
@given(
    tables=st.lists(
        st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=3), min_size=2, max_size=2),
        min_size=2,
        max_size=3,
    ).filter(lambda tables: len({tuple(map(len, t)) for t in tables}) == 1),
    away=st.lists(st.sampled_from([1, 2, 2.5, 3, 4]), min_size=3, max_size=3),
)
def test_law_a_clause_is_found_where_one_opens_something(tables: Any, away: list[float]) -> None:
    """One is listed for a party exactly if some share on some issue opens a zone; and it is proved."""
    case = points_case(*tables, away=away[: len(tables)])
    if has_zone(case):
        return
    found = {item.terms["for"]: item for item in search(case).found if item.kind == "clause"}
    for who in case.parties:
        opens = {key for key, changed in clause_cases(case, who).items() if has_zone(changed)}
        assert (who in found) == bool(opens)
        if opens:
            item = found[who]
            assert item.proof.holds
            assert passes(item.case, item.deal)
            parts: dict[str, Decimal] = {}
            for issue, best, part in sorted(opens):
                if issue == item.terms["issue"]:
                    parts.setdefault(best, part)
            assert item.amount in [float(part) for part in parts.values()]


def test_a_clause_goes_towards_whichever_of_the_options_liked_best_opens_something() -> None:
    """Towards the first the other would be left 2.25 of the 2.5 it needs, towards the second 2.75."""
    case = points_case([[0, 2, 3]], [[2, 2, 0]], away=[2.5, 1])
    (item,) = (item for item in search(case).found if item.terms.get("for") == "p1")
    assert (item.kind, item.deal["i0"], item.amount, item.proof.holds) == ("clause", "o2", 0.5, True)
    assert item.costs == {"p0": 0.25}


def test_a_clause_that_opens_nothing_is_not_listed() -> None:
    """Half of what the first gives is worth 1 to it and costs the second 0.5 of the 2 it needs."""
    case = points_case([[0, 2]], [[2, 0]], away=[1, 2])
    assert [item.terms["for"] for item in search(case).found if item.kind == "clause"] == ["p1"]


def test_amounts_are_as_fine_as_what_is_needed_and_a_clause_gives_back_no_more_than_it_says() -> None:
    """A scale of ten billions beside half a point: 1.5 points do, and nobody gets a rounded point too much.

    Two of three must accept. A lacks 0 to 1 points of 5 to 6 in ``q``, C a tenth of 10^12 there; in ``p``,
    with all that it lacks of ``q`` given back, either has what it has in ``q``: too little.
    """
    wants = {
        "p0": {"walk_away": [5, 6], "scores": {"i0": {"o0": -1e10, "o1": 4.9999999999}}},
        "p1": {"scores": {"i0": {"o0": 1, "o1": 1}}},
        "p2": {"walk_away": 1e12, "scores": {"i0": {"o0": 1, "o1": 999999999999.9}}},
    }
    data = points_case([[0, 0]], [[0, 0]], [[0, 0]]).to_dict() | {"agreement": {"quota": 2}}
    found = walkaway.bridge(build(data | {"preferences": wants}), draws=500).found
    assert all(item.proof.holds for item in found)
    assert not [item for item in found if item.kind == "clause"]
    falls = {item.payer: item.amount for item in found if item.kind == "concession" and len(item.costs) == 1}
    assert falls["p0"] == pytest.approx(0.5, abs=0.05)
    assert falls["p2"] == pytest.approx(0.1)


def test_a_fall_that_ends_at_a_cap_is_told_beyond_18_digits_too() -> None:
    """A trillion beside a billionth, and no deal worth more than 50: from 100.000001 to there."""
    data = points_case([[0, 0]], [[1, 1]]).to_dict()
    far = {"walk_away": 100.000001, "cap": 50, "scores": {"i0": {"o0": 1e12, "o1": 1e-9}}}
    found = search(build(data | {"preferences": data["preferences"] | {"p0": far}})).found
    falls = [
        item.terms["central_exact"] for item in found if item.kind == "concession" and len(item.costs) == 1
    ]
    assert falls == ["50000001/1000000"]


def test_a_payment_lifts_nothing_above_a_cap() -> None:
    """The second walks away above its cap: whatever it is paid, no deal is worth enough to it."""
    data = points_case([[20, 0]], [[0, 20]], away=[10, 4]).to_dict()
    assert any(item.kind == "payment" for item in search(build(data)).found)
    data["preferences"]["p1"]["cap"] = 3
    found = search(build(data))
    assert not any(item.kind == "payment" for item in found.found)
    titles = [short.title for short in found.out_of_reach if short.kind == "payment"]
    assert titles == [f"Payment by {a}, whatever the sum" for a in ("P0 to P1", "P1 to P0")]
    item = next(item for item in alone(found.found) if item.payer == "p1")
    assert item.amount == 4  # at its walk-away of nothing the deal that the first likes will do


# -------------------------------------------------------------------------------------- what is left out


def test_a_walk_away_that_is_a_deal_cannot_fall_by_itself() -> None:
    """Over draws what the deal is worth moves; where all of its judgements are numbers it does not."""
    data = points_case([[10, 5, 0]], [[0, 5, 10]], away=[6, 6]).to_dict()
    data["preferences"]["p0"]["walk_away"] = {"deal": {"i0": "o0"}}
    data["preferences"]["p1"]["walk_away"] = [6, 7]
    fixed = search(build(data))
    assert fixed.left_out == ()
    assert {item.payer for item in alone(fixed.found)} == {"p0", "p1"}
    data["preferences"]["p0"]["scores"]["i0"]["o0"] = [9, 10]
    moving = search(build(data))
    assert moving.left_out == (
        "A concession by P0 alone: the walk-away is worth what a certain deal is worth, and moves with it "
        "from draw to draw",
        "All parties concede alike: the walk-away of P0 is worth what a certain deal is worth, and moves "
        "with it from draw to draw",
    )
    assert [item.payer for item in alone(moving.found)] == ["p1"]


def ranged(*, step: int = 10, **more: Any) -> Case:
    """A price that the first wants high and the second low, and a colour; nobody is content."""
    data: dict[str, Any] = {
        "case": 1, "title": "A price", "parties": {"p0": "P0", "p1": "P1"},
        "issues": {"price": {"title": "Price", "range": [0, 100], **({"step": step} if step else {})},
                   "colour": {"title": "Colour", "options": {"red": "Red", "blue": "Blue"}}},
        "preferences": {
            "p0": {"walk_away": 70,
                   "scores": {"price": {"linear": [0, 100]}, "colour": {"red": 0, "blue": 4}}},
            "p1": {"walk_away": 45,
                   "scores": {"price": {"linear": [100, 0]}, "colour": {"red": 6, "blue": 0}},
                   "red_lines": [{"when": {"price": {"from": 10}}, "unless": {"colour": "blue"}}]},
        },
    }  # fmt: skip
    data["preferences"]["p1"] |= more
    return build(data)


def test_a_range_has_no_option_between_two_steps() -> None:
    found = search(ranged())
    assert found.left_out == (
        "Price: an option between two others: it is a range of numbers, and a smaller step makes more "
        "options",
    )
    assert all(item.terms["issue"] == "colour" for item in found.found if item.kind == "option")


def test_long_ranges_are_not_gone_through_one_by_one() -> None:
    """More options than a clause is tried on, and a stretch too long to allow its options one at a time."""
    line = {"when": {"price": {"from": 10}, "colour": "red"}}
    found = search(ranged(step=1, walk_away=30, red_lines=[line, {"price": {"from": 60}}]))
    assert "Price: a safeguard clause: it has more than 40 options" in found.left_out
    loose = search(ranged(step=1, walk_away=25, red_lines=[{"price": {"from": 20}}]))
    single = [text for text in loose.left_out if "Single options" in text]
    assert single == [
        "Single options of “Price” in the red line of P1 “Price: from 20”: there are more than 24"
    ]
    assert [item.terms["allow"] for item in loose.found if item.kind == "red line"] == [None]


def test_a_line_with_an_exception() -> None:
    """It goes where its one option cannot be allowed; what it spares is said, and counts as the old side."""
    line = {"when": {"colour": "red"}, "unless": {"price": {"from": 90}}}
    case = ranged(walk_away=35, red_lines=[line, {"when": {"colour": "blue"}}])
    item = next(item for item in search(case).found if item.kind == "red line")
    assert item.title == "Without the red line of P1 “Colour: Red, unless Price: from 90”"
    assert item.deal == {"price": "70", "colour": "red"}
    assert item.cost == 0  # the deals it spares are worth less to the one that drops it
    bare = ranged(walk_away=35, red_lines=[{"unless": {"price": {"to": 50}}}])
    titles = [item.title for item in search(bare).found if item.kind == "red line"]
    assert titles == ["Without the red line of P1 “unless Price: up to 50”"]


def test_functions_say_nothing_of_what_lies_between() -> None:
    function = {
        "combine": "max",
        "of": [{"when": {"i0": "o0"}, "add": 1}, {"unless": {"i0": "o1"}, "add": 1}],
    }
    data = points_case([[10, 0], [0, 1]], [[0, 10], [1, 0]], away=[7, 7]).to_dict()
    data["preferences"]["p1"]["functions"] = [function]
    found = search(build(data))
    assert found.left_out == (
        "i0: an option between two others: functions in the value of P1 speak of it, and not of what would "
        "lie between",
    )


def test_bridges_over_a_real_range_are_those_of_its_steps() -> None:
    """The same kinds of change as with steps of the case; what is not tried on so many numbers is said."""
    real, stepped = (search(in_steps(ranged(step=step))) for step in (0, 1))
    assert {item.kind for item in real.found} == {item.kind for item in stepped.found} == {"concession"}
    assert real.left_out == stepped.left_out
    assert "Price: a safeguard clause: it has more than 40 options" in real.left_out
    away = {bridge.title: bridge.cost for bridge in real.found}
    assert away["The walk-away of P1 falls by 11 points"] == 11


def test_an_option_passed_over_that_does_after_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that opens most is looked at on all draws where none was found: here the first draw misled."""
    data = points_case([[10, 0]], [[0, 10]], away=[4, 2]).to_dict()
    data["preferences"]["p0"]["walk_away"] = data["preferences"]["p1"]["walk_away"] = [4, 6]
    case = build(data)
    half, _ = with_option(case, "i0", ("o0", "o1"), Decimal("0.5"))
    opened = setting_of(case).attempt(half).found
    assert not opened[0]
    monkeypatch.setattr(setting, "_ROUGH", 1)
    items = [item for item in search(case, target=0.1).found if item.kind == "option"]
    assert [(item.amount, item.probability) for item in items] == [(0.5, opened.mean())]
    assert items[0].proof.holds


# ---------------------------------------------------------------------------------------------- the whole


def test_the_same_seed_gives_the_same_bytes() -> None:
    file = walkaway.load("hanoi-2019")
    one, two = (json.dumps(walkaway.bridge(file, draws=60, seed=4).to_dict()) for _ in range(2))
    assert one == two


def test_hanoi_has_bridges_that_hold() -> None:
    found = walkaway.bridge(walkaway.load("hanoi-2019"), draws=200)
    assert {"concession", "ratification"} <= {item.kind for item in found.found}
    assert all(item.proof.holds for item in found.found)
    data = found.to_dict()
    assert "case" not in data["found"][0]
    assert data["found"][0]["proof"]["draws"] == 200


def test_progress_is_told() -> None:
    told: list[tuple[str, float]] = []
    find_bridges(answers_of(apart()), progress=lambda step, share: told.append((step, share)))
    assert [step for step, _ in told][:2] == ["concessions", "shared concessions"]
    assert all(0 <= share < 1 for _, share in told)


@pytest.mark.parametrize("target", [0, -0.1, 1.01])
def test_targets_are_probabilities(target: float) -> None:
    with pytest.raises(UsageError, match="a probability above 0 and at most 1"):
        search(apart(), target=target)


def test_a_rule_of_its_own() -> None:
    """The rule that was asked about is the one that is changed."""
    harbour = walkaway.load("harbour")
    rule = "all"
    found = walkaway.bridge(harbour, rule=rule)
    assert found.needed is False
    strict = lowered(harbour.case, "league", Decimal(-40))
    answers = analyse(strict, rule=Agreement.model_validate(rule))
    found = find_bridges(answers)
    assert {"quota": 5} in [item.terms for item in found.found if item.kind == "ratification"]


def test_spaces_too_large_to_list() -> None:
    """Only efficient deals are looked at: what is found holds, and the method says that less may do."""
    case = points_case([[10, 5, 0], [4, 0, 0]], [[0, 5, 10], [0, 0, 4]], away=[8, 9])
    found = search(case, most_deals=2)
    assert found.needed
    assert not found.method.exact
    assert "only efficient deals" in found.method.note
    assert {"concession", "option", "payment"} & {item.kind for item in found.found}
    for item in found.found:
        assert item.proof.holds
        assert answers_of(item.case).zone.everyone.probability >= item.probability - 1e-9


def test_so_are_spaces_whose_issues_all_hang_together() -> None:
    """Nine combinations of linked issues are looked at one by one, or only the efficient ones of them."""
    data = points_case([[10, 5, 0], [4, 0, 0]], [[0, 5, 10], [0, 0, 4]], away=[8, 9]).to_dict()
    data["preferences"]["p0"]["interactions"] = [{"when": {"i0": "o0", "i1": "o1"}, "add": -1}]
    answers = answers_of(build(data))
    few, every = (find_bridges(answers, target=0.9, most_linked=most) for most in (8, 9))
    assert "only efficient deals" in few.method.note
    assert every.method.note == ""
    assert all(item.proof.holds for item in few.found)
    assert {item.kind for item in few.found} == {item.kind for item in every.found}


def test_what_passes_counts_though_it_is_not_efficient() -> None:
    """The second option, worth less to both in the middle, passes in a third of draws, the first never."""
    data = points_case([[5, 4]], [[5, 4.9]], away=[6, 4]).to_dict()
    data["preferences"]["p0"]["scores"]["i0"]["o1"] = [0, 9]
    answers = answers_of(build(data))
    found = find_bridges(answers, target=0.9, most_deals=1)
    assert found.probability == answers.zone.everyone.probability == pytest.approx(1 / 3, abs=0.1)


def test_a_deal_that_the_search_for_a_zone_found_counts_where_none_is_listed() -> None:
    """The same of a space too large: verdict, bridges and sensitivity tell of one chance."""
    data = points_case([[5, 4]], [[5, 4.9]], away=[6, 4]).to_dict()
    data["preferences"]["p0"]["scores"]["i0"]["o1"] = [0, 9]
    answers = analyse(build(data), draws=DRAWS, seed=SEED, budget=0)
    assert answers.zone.listed is None
    assert answers.space.deal(answers.zone.found[0]) == {"i0": "o1"}
    found, share = find_bridges(answers, target=0.1, most_deals=0), answers.zone.everyone.probability
    assert (found.needed, found.probability) == (False, share)
    assert share == pytest.approx(1 / 3, abs=0.1)
    moved = sensitivity(answers)
    assert (moved.whole, moved.probability) == (False, share)


def test_large_spaces_look_at_a_new_option_in_listed_deals() -> None:
    """Each listed deal is looked at with the new option in place of its own."""
    case = points_case([[10, 0]], [[0, 10]], away=[5, 2])
    setting = replace(setting_of(case), listed=np.array([[0], [1]]))
    new, option = with_option(case, "i0", ("o0", "o1"), Decimal("0.4"))
    outcome = setting.attempt(new, only={"i0": (option,)})
    assert outcome.found.tolist() == [True]
    assert outcome.space.deal(outcome.picks[0]) == {"i0": option}


def test_large_spaces_state_no_deal_that_nobody_can_carry_out() -> None:
    """Law: softening a line looks only at listed deals; none is bent into an impossible one."""
    data = points_case([[9, 8, 0], [0, 3]], [[0, 5, 9], [4, 0]], away=[8, 5]).to_dict()
    data["preferences"]["p1"]["red_lines"] = [{"i0": "o1"}, {"i1": "o0"}]
    data["impossible"] = [{"i0": "o0", "i1": "o0"}]
    case = build(data)
    for item in search(case, most_deals=2).found:
        assert item.proof.holds
        assert passes(item.case, item.deal)
        assert has_zone(item.case)


def test_no_case_is_sampled_because_of_its_digits() -> None:
    """Sums of more than 18 digits: the first lacks 10.5 − 10.1 where the second has a hair to spare."""
    case = points_case([[1e-15, 10.1, 0]], [[0, 4.000000000000001, 9e5]], away=[10.5, 4])
    found = search(case)
    assert found.method.exact
    falls = [
        item.terms["central_exact"] for item in found.found if item.payer == "p0" and len(item.costs) == 1
    ]
    assert falls == ["2/5"]


def test_settings_lay_out_the_case_once() -> None:
    setting = setting_of(apart())
    assert setting.missing == setting.needed == 1
    assert setting.reach.tolist() == [10, 10]
    assert np.array_equal(setting.all_picks, [[0], [1], [2]])
    assert isinstance(search(apart()).found[0], Bridge)
    assert (DRAWS, SEED) == (48, 5)


# ----------------------------------------------------------------------------------------------- its scale


def test_reach_is_what_would_be_signed() -> None:
    """Of six divisions of ten, 6:4 and 4:6 are signed: 2 is at stake, however far the others go."""
    near, far = ([[10, 6, 4, 0], [0, 4, 6, 10]], [[990, 10, 6, 4, 0, -990], [-980, 0, 4, 6, 10, 1000]])
    for first, second in (near, far):
        found = search(points_case([first], [second], away=[4, 4]))
        assert found.reach == {"p0": 2, "p1": 2}


def test_where_nothing_is_signed_reach_is_that_of_efficient_deals() -> None:
    """10:0, 5:5 and 0:10 are efficient, 6 is asked; an option worse for both changes no share."""
    plain = search(points_case([[10, 5, 0]], [[0, 5, 10]], away=[6, 6]))
    worse = search(points_case([[10, 5, 0, -90]], [[0, 5, 10, -40]], away=[6, 6]))
    assert plain.reach == worse.reach == {"p0": 10, "p1": 10}
    shares = [
        [(item.title, item.share) for item in found.found if item.kind == "concession"]
        for found in (plain, worse)
    ]
    assert shares[0] == shares[1]
    assert [share for _, share in shares[0]] == [0.1, 0.6, 0.6]
