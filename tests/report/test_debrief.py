"""The page of a debrief: one picture, the class in words, one line a group, every text escaped."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.analysis.debrief.test_debrief import HARBOUR, RECRUIT, one_issue
from tests.report.helpers import Page, preference, two
from tests.strategies import build

import walkaway
from walkaway.analysis.debrief.group_results import Debrief
from walkaway.case import Case
from walkaway.report.charts.groups import group_charts
from walkaway.report.debrief_page import debrief_page
from walkaway.report.screens.what_groups_signed import debrief_sentences, group_rows
from walkaway.report.terminal.debrief_view import debrief_tables
from walkaway.report.terminal.improve_view import improve_tables


def page_of(case: str | Case, results: Any) -> Page:
    file = walkaway.load(case).case if isinstance(case, str) else case
    page = Page(debrief_page(file, walkaway.debrief(file, results)))
    assert page.faults == []
    return page


def specs(page: Page) -> list[dict[str, Any]]:
    return [json.loads(text) for text in page.blocks["json"]]


def rows_of(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for rows in spec["datasets"].values() for row in rows]


def test_two_parties_stand_as_dots_beside_the_frontier() -> None:
    page = page_of("new-recruit", RECRUIT)
    wide, narrow = specs(page)
    for spec in (wide, narrow):
        dots = {row["n"]: row for row in rows_of(spec) if "f" in row and "lx" not in row}
        assert {name: (row["x"], row["y"], row["f"]) for name, row in dots.items()} == {
            "Best": (7400, 7400, True), "Give": (4400, 10400, True), "Middle": (3200, 3200, False),
        }  # fmt: skip
    assert any(row.get("n") == "no deal: None" for row in rows_of(wide))
    assert any(row.get("n") == "1 without a deal" for row in rows_of(narrow))
    assert "Best 7,400 50 % 7,400 50 % 14,800 0 0" in page.text
    assert "None 0 0 no deal 14,800 –" in page.text
    assert "3 of 4 groups signed a deal, 1 did not (None)." in page.text


def test_groups_of_one_value_share_a_dot_with_all_their_names() -> None:
    deal = {"price": "mid", "date": "soon"}
    page = page_of(two(), {f"Group {at}": deal for at in range(1, 7)} | {"Group 7": None})
    names = [row["n"] for row in rows_of(specs(page)[0]) if "f" in row and "lx" not in row]
    assert names == ["1 · 2 · 3 · 4 + 2"]
    assert "1 is “Group 1”, and so on." in page.text


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_in_a_crowd_no_name_covers_another_or_a_dot(size: str) -> None:
    """Sixty groups, far apart and close together: a name without room is left out, not put over others."""
    file = walkaway.load("new-recruit").case
    names = [list(issue.options) for issue in file.issues.values()]
    deals = {
        f"Group {at}": None if at % 9 == 0 else {
            issue: options[(at * (1 + place) + at // 7) % len(options)]
            for place, (issue, options) in enumerate(zip(file.issues, names, strict=True))
        }
        for at in range(1, 61)
    }  # fmt: skip
    found = walkaway.debrief(file, deals)
    short = {one.group: one.group.removeprefix("Group ") for one in found.groups}
    chart = next(one for one in group_charts(file, found, short) if one.size == size)
    rows, layers = rows_of(chart.spec), chart.spec["layer"]
    x0, x1 = layers[0]["encoding"]["x"]["scale"]["domain"]
    y0, y1 = layers[0]["encoding"]["y"]["scale"]["domain"]

    def pixel(x: float, y: float) -> tuple[float, float]:
        wide, high = chart.spec["width"], chart.spec["height"]
        return wide * (x - x0) / (x1 - x0), high * (1 - (y - y0) / (y1 - y0))

    dots = [pixel(row["x"], row["y"]) for row in rows if "f" in row and "lx" not in row]
    labels = {(row["n"], *pixel(row["lx"], row["ly"])) for row in rows if "lx" in row and "keep" not in row}
    assert len(labels) > len(dots) / 3
    boxes = [(x - 3.2 * len(name), y - 6, x + 3.2 * len(name), y + 6) for name, x, y in labels]
    for at, (a, b, c, d) in enumerate(boxes):
        assert not [dot for dot in dots if a < dot[0] < c and b < dot[1] < d]
        assert not [box for box in boxes[:at] if a < box[2] and box[0] < c and b < box[3] and box[1] < d]


def test_more_parties_stand_as_bars_of_what_each_gained() -> None:
    """By hand: gains of Park 32, 17, 21, 9, 11 to the right, -8 to the left; the end says 82."""
    page = page_of("harbour", HARBOUR)
    wide = specs(page)[0]
    park = [row for row in rows_of(wide) if str(row.get("t", "")).startswith("Park\n")]
    assert sorted((row["x"], row["x2"]) for row in park) == [
        (-8, 0), (0, 32), (32, 49), (49, 70), (70, 79), (79, 90),
    ]  # fmt: skip
    ends = {row["t"]: row["x"] for row in rows_of(wide) if row.get("t") in ("+82", "+39", "no deal")}
    assert ends == {"+82": 90, "+39": 145, "no deal": 0}  # 60 + 41 + 39 + 5
    assert "below walk-away: League" in page.text
    assert "too few would accept" in page.text
    assert "Union" in page.text


def test_a_group_below_a_walk_away_is_marked_and_too_few_is_not_said_beside_it() -> None:
    """By hand: of low and soon Ann has 0, less than her 2; where all must accept that says enough."""
    sides = {
        "a": preference(2, price=(0, 5, 9), date=(0, 0)),
        "b": preference(0, price=(9, 5, 0), date=(0, 0)),
    }
    case = two(preferences=sides)
    found = walkaway.debrief(
        case, {"Red": {"price": "low", "date": "soon"}, "Blue": {"price": "mid", "date": "soon"}}
    )
    assert {row.group: row.remark for row in group_rows(case, found)} == {
        "Red": "below walk-away: Ann", "Blue": ""
    }  # fmt: skip
    told = "\n".join(map(str, debrief_tables(case, found)))
    assert "*: signed what somebody would rather have walked away from" in told


def test_titles_and_groups_are_text_not_markup() -> None:
    evil = "<script>alert(1)</script>"
    case = two(parties={"a": evil, "b": "Bob"}, title=evil)
    html = debrief_page(
        case, walkaway.debrief(case, {evil: {"price": "mid", "date": "soon"}, f"{evil}2": None})
    )
    assert evil not in html
    assert "\x1b" not in debrief_page(case, walkaway.debrief(case, {"\x1b[31m": None}))


def test_the_same_class_gives_the_same_bytes_and_needs_no_network() -> None:
    case = walkaway.load("harbour").case
    first, again = (debrief_page(case, walkaway.debrief(case, HARBOUR)) for _ in range(2))
    assert first == again
    assert "default-src &#39;none&#39;" in first


def test_ranges_are_said_to_be_central() -> None:
    case = two(
        preferences={
            "a": {"walk_away": [1, 3], "scores": {"price": {"low": 9, "mid": 5, "high": 0}}},
            "b": {"walk_away": 1, "scores": {"price": {"low": 0, "mid": 5, "high": 9}}},
        }
    )
    page = page_of(case, {"A": {"price": "mid", "date": "soon"}, "B": None})
    assert "some judgements of the case are ranges or orders" in page.text.lower()
    assert "Values are central ones" in page.text


@pytest.mark.parametrize("groups", [1, 2])
def test_nouns_are_right_for_one(groups: int) -> None:
    deals = {f"G{at}": {"price": "low", "date": "soon"} for at in range(groups)}
    found = walkaway.debrief(two(), deals)
    text = " ".join(debrief_sentences(two(), found))
    assert ("1 of 1 group signed" in text) == (groups == 1)
    assert "One groups" not in text
    assert ("One group signed what somebody would rather have walked away from (G0)" in text) == (groups == 1)


def test_a_deal_that_does_not_pass_may_gain_more_than_any_that_does() -> None:
    """By hand: High gains 12 together, 4 of them lost by Ann, and only Low, +1 and +1, passes."""
    prices = {"a": {"low": 1, "mid": 0, "high": -4}, "b": {"low": 1, "mid": 0, "high": 16}}
    case = two(preferences={who: {"walk_away": 0, "scores": {"price": row}} for who, row in prices.items()})
    found = walkaway.debrief(case, {"A": {"price": "high", "date": "soon"}})
    text = " ".join(debrief_sentences(case, found))
    assert (found.possible, found.groups[0].joint) == (2, 12)
    assert "(12 points over walking away; 2 is the most in a deal that would pass)" in text


@pytest.mark.parametrize(
    ("worth", "words"),
    [
        ({"low": -3}, "Most joint gain: low (3 points less than walking away; −3 is the most"),
        ({"low": -3, "mid": 4}, "Most joint gain: low (3 points less than walking away; 4 was possible)"),
        ({"low": -1, "mid": 4}, "low (1 point less than walking away; 4 was possible)"),
        ({"low": 0, "mid": 4}, "low (as much as walking away; 4 was possible)"),
        ({"low": 0}, "low (as much as walking away, all that was possible)"),
        ({"low": 1}, "low (1 point over walking away, all that was possible)"),
    ],
)
def test_a_best_that_is_worth_less_than_walking_away_is_said_to_be(worth: dict[str, int], words: str) -> None:
    """By hand: the best deal that anybody signed loses, where one that passes gains or none does."""
    row = {"low": 0, "mid": -9, "high": -9} | worth
    told = {
        "a": {"scale": "points", "walk_away": 0, "scores": {"price": row}},
        "b": {"scale": "points", "walk_away": 0, "scores": {"price": dict.fromkeys(row, 0)}},
    }
    found = walkaway.debrief(case := two(preferences=told), {"low": {"price": "low", "date": "soon"}})
    text = " ".join(debrief_sentences(case, found))
    assert words.split("; −3")[0] in text


def test_one_point_shares_that_add_up_and_three_digits() -> None:
    """By hand: 1 + 7 of 8 points is 12.5 and 87.5; the others leave 1, or 100.11 / 3 on average."""

    def of(first: list[float], second: list[float]) -> Debrief:
        rows = {"a": first, "b": second}
        told = {
            who: {"scale": "points", "scores": {"price": dict(zip(("low", "mid", "high"), row, strict=True))}}
            for who, row in rows.items()
        }
        deals = {price: {"price": price, "date": "soon"} for price in ("low", "mid", "high")}
        return walkaway.debrief(two(preferences=told), deals)

    found = of([1, 1, 0], [7, 6, 1])
    assert {row.group: row.claimed for row in group_rows(two(), found)} == {
        "low": ("12.5", "87.5"), "mid": ("14", "86"), "high": ("0", "100"),
    }  # fmt: skip
    assert "Mid left 1 point on the table" in " ".join(debrief_sentences(two(), of([1, 1, 1], [7, 6, 7])))
    text = " ".join(debrief_sentences(two(), of([1, 1, 0], [70.13, 33.13, 30.02])))
    assert "The others left 39.1 points on the table on average, high most (41.1)" in text


def test_accounts_taken_as_true_are_named() -> None:
    case = walkaway.load("hanoi-2019").case
    page = page_of(case, {"A": None})
    assert "Account taken as true “The civilian parts of five resolutions”, told by DPRK" in page.text


def test_nobody_signed() -> None:
    found = walkaway.debrief(two(), {"A": None, "B": None})
    text = " ".join(debrief_sentences(two(), found))
    assert "0 of 2 groups signed a deal, 2 did not (A and B)." in text
    assert "A deal could have gained all together 3 points." in text  # middle and soon: 8 and 5, less 5 and 5
    assert [row.remark for row in group_rows(two(), found)] == ["no deal", "no deal"]
    page_of(two(), {"A": None, "B": None})


def test_a_deal_across_a_red_line_is_not_compared() -> None:
    """Nothing betters it, and it is on no frontier: that is said, not that all could have had more."""
    case = one_issue(1, [10, 5, 0], [0, 5, 10])
    data = case.to_dict()
    data["preferences"]["b"] |= {"red_lines": [{"x": "m"}]}
    case = build(data)
    found = walkaway.debrief(case, {"Red": {"x": "m"}})
    assert (found.groups[0].efficient, found.groups[0].distance) == (None, None)
    words = " ".join(debrief_sentences(case, found))
    assert (
        "Red signed what would not pass as judged, and nothing betters it: not compared with the frontier."
        in words
    )
    assert "No deal is on the frontier" not in words
    assert group_rows(case, found)[0].distance == "–"
    alone = walkaway.improve(case, {"x": "m"})
    assert (alone.efficient, alone.measures.distance) == (None, None)
    told = "\n".join(map(str, improve_tables(case, alone)))
    assert "no deal within the red lines is better for one party without being worse for another" in told
    assert "a deal across a red line is not compared with the frontier" in told


def test_groups_are_counted_and_money_is_written_as_elsewhere() -> None:
    data = one_issue(0, [10, 8, 1], [10, 9, 1]).to_dict()
    for own in data["preferences"].values():
        own["scale"] = "EUR"
    case = build(data)
    deals = {"Red": {"x": "m"}, "Blue": {"x": "m"}, "Green": {"x": "n"}}
    words = " ".join(debrief_sentences(case, walkaway.debrief(case, deals)))
    assert "Two groups signed a deal on the frontier (Red and Blue): " in words
    assert "Green left 3 EUR on the table." in words


def test_under_a_quota_a_deal_that_fails_has_a_sign_of_its_own() -> None:
    """One vote of two is enough: Bert is outvoted by Anna, and of the other deal neither would have any."""
    data = one_issue(1, [10, 0, 0], [0, 10, 0]).to_dict()
    data["agreement"] = {"votes": {"a": 1, "b": 1}, "at_least": 1}
    case = build(data)
    found = walkaway.debrief(case, {"Red": {"x": "m"}, "Blue": {"x": "l"}})
    told = "\n".join(map(str, debrief_tables(case, found)))
    assert "*: signed what somebody" in told
    assert "**: signed what too few would accept" in told
    page = Page(debrief_page(case, found))
    assert "*: signed what somebody would rather have walked away from" in page.text
    assert "**: signed what too few would accept" in page.text
    assert "1* Red" in page.text
