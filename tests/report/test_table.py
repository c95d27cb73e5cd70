"""Offers in the table of options: named, left open, refused, each told apart without colour."""

from __future__ import annotations

from typing import Any

from tests.report.helpers import Page, brief_of, preference, two

from walkaway.report.screens.issue_table import IssueTable


def table(*offers: dict[str, str], **changes: Any) -> IssueTable:
    record = [{"by": "ab"[place % 2], "offer": offer} for place, offer in enumerate(offers)]
    return brief_of(two(record=record, **changes)).table


def marks(found: IssueTable) -> list[tuple[str, int, bool]]:
    return [
        (cell.title, mark.place, mark.open)
        for row in found.rows
        for cell in row.cells
        for mark in cell.offers
    ]


def test_what_an_offer_leaves_open_is_hollow_where_its_maker_would_like_it() -> None:
    found = table({"price": "mid"}, {"date": "late"})
    assert sorted(marks(found)) == [
        ("High", 2, True), ("Late", 2, False), ("Middle", 1, False), ("Soon", 1, True),
    ]  # fmt: skip


def test_whole_offers_have_no_hollow_mark_and_no_legend_of_one() -> None:
    brief = brief_of(two(record=[{"by": "a", "offer": {"price": "mid", "date": "soon"}}]))
    assert not any(mark.open for mark in brief.table.marks)
    text = brief.html()
    assert "leaves the issue open" not in text
    assert "names this option" in Page(text).text
    assert "names this option" not in Page(brief_of(two()).html()).text


def test_the_page_tells_them_apart_in_words_and_by_shape() -> None:
    brief = brief_of(two(record=[{"by": "a", "offer": {"price": "mid"}}]))
    labels = {value for _, name, value in Page(brief.html()).attributes if name == "aria-label"}
    assert {"offer 1, Ann: named", "offer 1, Ann: left open, not named"} <= labels
    classes = {value for _, name, value in Page(brief.html()).attributes if name == "class"}
    assert "disc open p0" in classes
    assert ".disc.open { background: transparent;" in brief.html()


def test_an_offer_that_nobody_can_carry_out_fills_nothing() -> None:
    found = table({"price": "mid"}, impossible=[{"price": "mid"}])
    assert marks(found) == [("Middle", 1, False)]


def test_a_refused_option_is_hatched_and_an_open_one_there_is_still_hollow() -> None:
    data = two().to_dict()["preferences"]
    data["b"]["red_lines"] = [{"price": "low"}]
    cells = {cell.title: cell for row in table({"date": "late"}, preferences=data).rows for cell in row.cells}
    assert [person.label for person in cells["Low"].never] == ["Bob"]
    assert [(mark.place, mark.open) for mark in cells["Low"].offers] == [(1, True)]
    assert not cells["High"].offers


def test_of_a_range_with_many_steps_the_step_of_an_open_term_is_shown() -> None:
    issues = two().to_dict()["issues"] | {"price": {"title": "Price", "range": [0, 100], "step": 1}}
    preferences = {
        "a": {
            "walk_away": 0,
            "scores": {"price": {"0": 0, "37": 10, "100": 0}, "date": {"soon": 3, "late": 0}},
        },
        "b": {"walk_away": 0, "scores": {"price": {"0": 0, "100": 9}, "date": {"soon": 0, "late": 3}}},
    }
    found = table({"date": "soon"}, issues=issues, preferences=preferences)
    assert ("37", 1, True) in marks(found)


def test_for_whom_a_side_is_better_is_said_only_where_it_is_true() -> None:
    """One line above all rows where all are opposed; else beside those that are; never where both agree."""
    arrow = "← better for Ann"
    assert brief_of(two(), draws=50).html().count(arrow) == 1
    agreed = {
        "a": preference(5, price=(9, 5, 0), date=(3, 0)),
        "b": preference(5, price=(0, 5, 9), date=(3, 0)),
    }
    brief = brief_of(two(preferences=agreed), draws=50)
    assert [row.opposed for row in brief.table.rows] == [True, False]
    assert brief.html().count(arrow) == 1
    level = agreed | {"b": preference(5, price=(4, 4, 4), date=(3, 0))}
    brief = brief_of(two(preferences=level), draws=50)
    assert [row.opposed for row in brief.table.rows] == [False, False]
    assert arrow not in brief.html()


def test_the_marks_of_offers_stay_with_the_last_word() -> None:
    page = brief_of(two(record=[{"by": "a", "offer": {"price": "low", "date": "soon"}}]), draws=50).html()
    assert '<span class="kept">Low <span class="disc p0"' in " ".join(page.split())
