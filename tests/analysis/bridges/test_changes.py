"""Changed cases: valid files that differ in one thing, with all else drawn as before."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.helpers import points_case
from tests.strategies import build, cases, law

import walkaway
from walkaway.analysis.bridges.changes import (  # fmt: skip
    fresh_id,
    lowered,
    ruled,
    softened,
    with_issue,
    with_option,
    without,
)
from walkaway.case import Case, Fallback, Judgement, read_case_text, to_plain, to_yaml
from walkaway.case.judgement import Exact
from walkaway.certify.plainly import deals, value_of
from walkaway.space import build_space
from walkaway.space.draws import draw

HANOI = walkaway.load("hanoi-2019").case
HALF = Decimal("0.5")
CHANGES: dict[str, Callable[[], Case]] = {
    "concession": lambda: lowered(HANOI, "us", Decimal("1.5")),
    "line gone": lambda: softened(HANOI, "dprk", 1),
    "line softer": lambda: softened(HANOI, "dprk", 0, ("sanctions", "civilian")),
    "ratifiers": lambda: without(HANOI, ["advisers", "leadership"]),
    "payment": lambda: with_issue(
        HANOI, "Payment", ["none", "1"], [("1", "us", {}, Decimal(-1)), ("1", "dprk", {}, Decimal(2))]
    )[0],
    "option": lambda: with_option(HANOI, "sanctions", ("some", "civilian-snapback"), HALF)[0],
    "option in an order": lambda: with_option(HANOI, "inventory", ("none", "staged"), HALF)[0],
    "option in patterns": lambda: with_option(HANOI, "weapons", ("kept", "capped"), Decimal("0.3"))[0],
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_case_is_a_case(name: str) -> None:
    """Law: it can be written and read, is not the case it comes from, and leaves that one alone."""
    before = HANOI.digest
    case = CHANGES[name]()
    again = read_case_text(to_yaml(case))
    assert to_plain(again) == to_plain(case)
    assert again.digest == case.digest != before
    assert walkaway.load("hanoi-2019").case.digest == HANOI.digest == before


@pytest.mark.parametrize("name", CHANGES)
def test_everything_else_is_drawn_as_before(name: str) -> None:
    """Law: judgements that did not change have the same draws."""
    case = CHANGES[name]()
    old = draw(HANOI, build_space(HANOI), draws=20, seed=3).sampled
    new = draw(case, build_space(case), draws=20, seed=3).sampled
    shared = set(old) & set(new)
    assert len(shared) > 50
    moved = {path for path in shared if not np.array_equal(old[path], new[path])}
    assert moved == ({"preferences.us.walk_away"} if name == "concession" else set())
    if name == "concession":
        fall = old["preferences.us.walk_away"] - new["preferences.us.walk_away"]
        assert fall == pytest.approx(1.5)


def test_an_order_ties_the_new_option_with_the_lower_neighbour() -> None:
    case, name = with_option(HANOI, "inventory", ("none", "staged"), HALF)
    order = case.preferences["us"].scores["inventory"].order
    assert order is not None
    assert order.texts == ("full > staged > none = between",)
    scores = case.preferences["dprk"].scores["inventory"].points[name]
    assert (scores.low, scores.high) == (Decimal(65), Decimal(80))  # half way from 100 to 30–60


def test_patterns_of_a_new_option() -> None:
    """It falls under every red line and impossibility of a neighbour, and under its share of interactions."""
    case, name = with_option(HANOI, "weapons", ("kept", "capped"), Decimal("0.25"))
    assert all(
        name in pattern.when["weapons"]
        for pattern in case.impossible
        if {"kept", "capped"} & set(pattern.when.get("weapons", ()))
    )
    assert name in case.preferences["us"].red_lines[0].when["weapons"]
    new = case.preferences["us"].interactions[len(HANOI.preferences["us"].interactions) :]
    assert [(item.when["weapons"], item.add.low, item.add.high) for item in new] == [
        ((name,), Decimal("-7.5"), Decimal("-3"))
    ]
    both = next(item for item in case.preferences["dprk"].interactions if "verification" in item.when)
    assert both.when["weapons"] == ("kept", "capped", name)


def test_likely_values_lie_between_likely_values() -> None:
    case, name = with_option(HANOI, "sanctions", ("none", "some"), Decimal("0.5"))
    score = case.preferences["us"].scores["sanctions"].points[name]
    assert (score.low, score.likely, score.high) == (Decimal("77.5"), Decimal(84), Decimal(91))


def test_beliefs_learn_of_a_new_option() -> None:
    case, name = with_option(HANOI, "weapons", ("kept", "capped"), HALF)
    believed = case.preferences["us"].believes["dprk"].scores["weapons"].points[name]
    assert (believed.low, believed.high) == (Decimal(75), Decimal(90))
    assert set(case.preferences["us"].believes["dprk"].scores) == {"weapons"}


def test_a_walk_away_that_was_not_given_starts_at_nothing() -> None:
    case = walkaway.load("panama-1977").case
    assert case.preferences["us"].walk_away is None
    away = lowered(case, "us", Decimal(2)).preferences["us"].walk_away
    assert isinstance(away, Judgement)
    assert away.low == away.high == -2


def test_a_walk_away_that_is_a_deal_becomes_a_number() -> None:
    """What the deal is worth, less the fall; a new issue is added to the deal, to believed ones too."""
    fallback = {"deal": {"i0": "o1"}, "note": "as it is today"}
    data = points_case([[10, 5, 0]], [[0, 5, 10]]).to_dict()
    data["preferences"]["p0"] |= {"walk_away": fallback, "believes": {"p1": {"walk_away": fallback}}}
    case = build(data)
    away = lowered(case, "p0", Fraction(1, 3)).preferences["p0"].walk_away
    assert isinstance(away, Judgement)
    assert (away.low, away.high, away.note) == (Fraction(14, 3), Fraction(14, 3), "as it is today")
    new, issue = with_issue(case, "A way", ["none", "some"], [("some", "p1", {"i0": "o0"}, Decimal(1))])
    own = new.preferences["p0"]
    for kept in (own.walk_away, own.believes["p1"].walk_away):
        assert isinstance(kept, Fallback)
        assert kept.deal == {"i0": "o1", issue: "none"}
    assert to_plain(read_case_text(to_yaml(new))) == to_plain(new)


@law
@given(cases(uncertain=False, rich=True, issues=(1, 3), parties=(2, 2)), st.data())
def test_a_new_option_lies_between(case: Case, data: st.DataObject) -> None:
    """Law: before caps and functions its value is on the straight line; it is barred where a neighbour is."""
    fit = [issue for issue, record in case.issues.items() if record.range is None and len(record.options) > 1]
    if not fit:
        return
    issue = data.draw(st.sampled_from(fit))
    pair = data.draw(st.sampled_from(list(pairwise(case.issues[issue].options))))
    places: list[Exact] = [Fraction(1, 3), Decimal("0.5"), Decimal("0.9")]
    position = data.draw(st.sampled_from(places))
    plain = {
        who: old.model_copy(update={"functions": (), "cap": None, "walk_away": None})
        for who, old in case.preferences.items()
    }
    case = case.with_parts(preferences=plain)
    new, name = with_option(case, issue, pair, position)
    assert to_plain(read_case_text(to_yaml(new))) == to_plain(new)
    for deal in deals(case):
        for who in case.everyone:
            assert value_of(new, who, deal) == value_of(case, who, deal)
        if deal[issue] == pair[0]:
            there, between = {**deal, issue: pair[1]}, {**deal, issue: name}
            for who in case.everyone:
                one, two = value_of(case, who, deal), value_of(case, who, there)
                assert value_of(new, who, between) == one + Fraction(position) * (two - one)
                for old, line in zip(
                    case.preferences[who].red_lines, new.preferences[who].red_lines, strict=True
                ):
                    assert line.holds(between) == (old.holds(deal) or old.holds(there))
            for old, line in zip(case.impossible, new.impossible, strict=True):
                assert line.holds(between) == (old.holds(deal) or old.holds(there))


def test_believed_patterns_learn_of_a_new_option() -> None:
    data = points_case([[10, 5, 0]], [[0, 5, 10]]).to_dict()
    believed = {"interactions": [{"when": {"i0": ["o0", "o1"]}, "add": 3}], "red_lines": [{"i0": "o0"}]}
    data["preferences"]["p0"]["believes"] = {"p1": believed}
    case, name = with_option(build(data), "i0", ("o0", "o1"), HALF)
    belief = case.preferences["p0"].believes["p1"]
    assert belief.interactions is not None
    assert belief.red_lines is not None
    assert belief.interactions[0].when == {"i0": ("o0", "o1", name)}
    assert belief.red_lines[0].when == {"i0": ("o0", name)}


def test_quotas_keep_vetoes() -> None:
    harbour = walkaway.load("harbour").case
    assert str(ruled(harbour, 0, Decimal(4)).agreement) == "4, with vetoes for sportco, tourism"


def test_without_a_ratifier_nobody_believes_anything_about_it() -> None:
    believes = {"advisers": HANOI.preferences["us"].believes["dprk"]}
    mistaken = HANOI.preferences["us"].model_copy(update={"believes": believes})
    case = HANOI.model_copy(update={"preferences": {**HANOI.preferences, "us": mistaken}})
    assert without(case, ["advisers"]).preferences["us"].believes == {}


def test_names_that_are_taken() -> None:
    assert fresh_id("between", ()) == "between"
    assert fresh_id("between", ("between", "between-2")) == "between-3"


def test_an_exception_that_spares_both_neighbours_spares_what_lies_between() -> None:
    data = points_case([[10, 5, 0], [1, 0]], [[0, 5, 10], [0, 1]]).to_dict()
    spared = {"i0": ["o0", "o1"], "i1": "o0"}
    data["preferences"]["p0"] |= {
        "interactions": [{"unless": spared, "add": 3}],
        "red_lines": [{"unless": spared}],
    }
    case, name = with_option(build(data), "i0", ("o0", "o1"), HALF)
    own = case.preferences["p0"]
    assert [item.unless["i0"] for item in own.interactions] == [("o0", "o1", name)]
    assert [line.unless["i0"] for line in own.red_lines] == [("o0", "o1", name)]
