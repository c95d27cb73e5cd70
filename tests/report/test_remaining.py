"""What the last offer left on the table: the section of the brief."""

from __future__ import annotations

import re
from typing import Any

from tests.report.helpers import brief_of, large, preference, section_of, two
from tests.strategies import build

from walkaway.analysis.improve.given_deal import Reaches
from walkaway.analysis.improve.improve import improve
from walkaway.report.brief import Brief
from walkaway.report.screens.left_on_the_table import build_left
from walkaway.report.terminal.improve_view import improve_tables


def offered(*offers: dict[str, str], **changes: Any) -> Brief:
    record = [{"by": "ab"[place % 2], "offer": offer} for place, offer in enumerate(offers)]
    return brief_of(two(record=record, **changes))


def traded(walk_away: Any = 5, *, late: Any = 0) -> dict[str, Any]:
    """Ann cares for the price, Bob for the date; both offers below leave something."""
    return {
        "a": preference(walk_away, price=(9, 5, 0), date=(3, late)),
        "b": preference(5, price=(0, 2, 3), date=(0, 9)),
    }


def section(brief: Brief) -> str:
    return section_of(brief.html(), "the-left")


def test_a_trade_is_shown_with_its_parts() -> None:
    brief = offered({"price": "high", "date": "soon"}, preferences=traded())
    assert brief.left is not None
    assert (brief.left.place, brief.left.by.label, brief.left.open) == ("1", "Ann", "")
    text = section(brief)
    assert "Two changes +6 +6 Price: High → Low +9 −3 Date: Soon → Late" in text
    assert "Better for somebody, worse for nobody" in text
    assert "Holds in" not in text
    assert ("“Nash from here” is" in text) == any(title == "Nash from here" for title, _ in brief.left.rows)
    assert not brief.left.nash


def test_the_last_offer_counts_and_is_the_one_in_the_plain_data() -> None:
    brief = offered({"price": "low", "date": "late"}, {"price": "high", "date": "soon"}, preferences=traded())
    assert brief.left is not None
    assert brief.left.place == "2"
    data = brief.to_dict()["last_offer"]
    again = improve(brief.case, {"price": "high", "date": "soon"})
    assert data == again.to_dict()


def test_an_open_offer_stands_where_the_picture_has_it() -> None:
    brief = offered({"date": "soon"}, preferences=traded())
    assert brief.left is not None
    assert brief.left.open.startswith("open: Price (shown as ")
    assert brief.to_dict()["last_offer"]["open"] == ["price"] == brief.to_dict()["offers"][0]["open"]
    assert brief.left.found.deal == brief.sample.offers[0].deal
    assert "open: Price (shown as " in section(brief)


def test_an_efficient_offer_leaves_nothing() -> None:
    brief = offered({"price": "low", "date": "late"}, preferences=traded())
    assert brief.left is not None
    assert brief.left.rows == ()
    assert "No deal within the red lines is better for one party without being worse" in section(brief)


def test_better_offers_need_not_be_deals() -> None:
    far = offered({"price": "high", "date": "soon"}, preferences=traded(60))
    assert "better offers, but no deal yet" in section(far)
    near = offered({"price": "high", "date": "soon"}, preferences=traded(0))
    assert "Of the efficient ones all would leave every party" in section(near)


def test_some_of_the_efficient_ones_reach() -> None:
    issues = {"price": {"title": "Price", "options": {"low": "Low", "mid": "Middle", "high": "High"}}}
    preferences = {
        "a": {"walk_away": 3, "scores": {"price": {"low": 0, "mid": 2, "high": 4}}},
        "b": {"walk_away": 0, "scores": {"price": {"low": 0, "mid": 4, "high": 2}}},
    }
    brief = offered({"price": "low"}, issues=issues, preferences=preferences)
    assert brief.left is not None
    assert "Two deals are better for somebody and worse for nobody; two values among them are" in section(
        brief
    )
    assert "Of the efficient ones one would leave every party" in section(brief)


def test_shares_of_draws_are_told() -> None:
    brief = offered({"price": "high", "date": "soon"}, preferences=traded(late=[-9, 3]))
    text = section(brief)
    assert "Holds in" in text
    assert "both in the central realisation" in text


def test_without_a_usable_offer_there_is_no_section() -> None:
    assert brief_of(two()).left is None
    assert "left on the table" not in brief_of(two()).html()
    barred = offered({"price": "high", "date": "soon"}, impossible=[{"price": "high"}])
    assert barred.left is None
    assert barred.to_dict()["last_offer"] is None


def test_a_space_too_large_to_count() -> None:
    case = large(0)
    offer = dict.fromkeys(case.issues, "o4")
    brief = brief_of(
        case.model_validate({**case.to_dict(), "record": [{"by": "a", "offer": offer}]}), draws=20
    )
    left = build_left(brief.answers, brief.sample.offers, reaches=Reaches(counted=10, block=10))
    assert left is not None
    assert next(iter(left.sentences)).startswith("Some deals are better")


def ratified(new: float, **more: Any) -> Brief:
    """Ann would rather have the new way, Bob does not mind, and a parliament only signs the old one."""
    options = {"old": "Old", "new": "New"} | ({"newer": "Newer"} if more else {})
    worth = {"old": 10, "new": 20} | more
    return brief_of(
        build({
            "case": 1, "title": "t", "parties": {"a": "Ann", "b": "Bob"},
            "ratifiers": {"r": {"title": "Parliament", "for": "a"}},
            "issues": {"x": {"title": "X", "options": options}},
            "preferences": {
                "a": {"walk_away": 5, "scores": {"x": worth}},
                "b": {"walk_away": 5, "scores": {"x": dict.fromkeys(options, 10)}},
                "r": {"walk_away": 20, "scores": {"x": dict.fromkeys(options, 50) | {"new": new}}},
            },
            "record": [{"by": "b", "offer": {"x": "old"}}],
        })
    )  # fmt: skip


def test_it_is_said_first_who_would_not_sign_what_was_offered() -> None:
    """In the words of `improve`: red lines that the offer crosses, and who would rather walk away."""
    prefs = traded()
    prefs["a"]["red_lines"] = [{"price": "high"}]
    prefs["b"]["walk_away"] = 6
    brief = offered({"price": "high", "date": "soon"}, preferences=prefs)
    assert brief.left is not None
    found = improve(brief.case, {"price": "high", "date": "soon"})
    told = [part for part in improve_tables(brief.case, found) if isinstance(part, str)]
    words = (
        "the deal crosses a red line of Ann",
        "Ann and Bob would rather walk away, so it would not be signed",
    )
    assert set(words) <= set(told)
    assert brief.left.sentences[:2] == ("The deal crosses a red line of Ann", words[1])
    assert (
        "crosses a red line of Ann. Ann and Bob would rather walk away, so it would not be signed."
        in section(brief)
    )


def test_central_values_have_three_digits_more_only_where_two_would_look_alike() -> None:
    """By hand: 1 and 8.0035, the middle of 8 and 8.007, beside 9.001; and 5.1234 as it is."""
    prefs = traded()
    prefs["a"]["walk_away"] = 9.001
    prefs["a"]["scores"] = {
        "price": {"low": [8, 8.007], "mid": 5.1234, "high": 0.0111}, "date": {"soon": 1, "late": 0},
    }  # fmt: skip
    case = two(preferences=prefs)
    told = [str(part) for part in improve_tables(case, improve(case, {"price": "low", "date": "soon"}))]
    assert any("Ann 9.0035 (walk-away 9.001)" in text for text in told)
    told = [str(part) for part in improve_tables(case, improve(case, {"price": "mid", "date": "late"}))]
    assert any("Ann 5.12 (walk-away 9)" in text for text in told)
    assert not any(re.search(r"[+−]\d+\.\d{3}", text) for text in told)


LEFT_OUT = "Left out, though better for the parties: 1 deal refused by Parliament"


def test_better_deals_that_a_ratifier_refuses_are_named() -> None:
    """As `improve` says it; not that there is nothing better within the red lines."""
    brief = ratified(0)
    assert brief.left is not None
    assert brief.left.sentences == (
        "No deal that all needed would sign is better for one party without being worse for another",
        LEFT_OUT,
    )
    assert f"{LEFT_OUT}." in section(brief)
    assert "within the red lines" not in section(brief)


def test_they_are_named_beside_those_that_pass() -> None:
    brief = ratified(0, newer=15)
    assert brief.left is not None
    assert brief.left.sentences[:2] == (
        "One deal is better for somebody and worse for nobody; one value among them is efficient",
        LEFT_OUT,
    )
