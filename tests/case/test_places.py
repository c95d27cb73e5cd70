"""Places as people write them, found in a case and changed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.case.helpers import CASE, read

from walkaway.case.lines import find_place, nearest_place, put


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("title", ("title",)),
        ("record[0].offer.price", ("record", 0, "offer", "price")),
        ("preferences.us.scores.date.soon", ("preferences", "us", "scores", "date", "soon")),
        ("preferences.us.scores.date.points.soon", ("preferences", "us", "scores", "date", "soon")),
        ("preferences.them.scores.date.soon", ("preferences", "them", "scores", "date", "points", "soon")),
        ("preferences.us.scores.price.order", ("preferences", "us", "scores", "price")),
        ("preferences.us.weights.order", ("preferences", "us", "weights")),
        ("preferences.them.walk_away.value", ("preferences", "them", "walk_away")),
        ("preferences.us.scores.date.late.range[1]", ("preferences", "us", "scores", "date", "late", 1)),
        ("issues.date.options.soon.means.days.range",
         ("issues", "date", "options", "soon", "means", "days")),
        ("impossible[0].price", ("impossible", 0, "price")),
        ("impossible[0].when.price", ("impossible", 0, "price")),
        ("preferences.us.red_lines[0].when.price", ("preferences", "us", "red_lines", 0, "price")),
        ("preferences.us.interactions[0].price", ("preferences", "us", "interactions", 0, "when", "price")),
        ("parties.us.title", ("parties", "us")),
        ("parties.them.title", ("parties", "them", "title")),
        ("issues.price.options.low.title", ("issues", "price", "options", "low")),
        ("notes[0]", ("notes", 0)),
    ],
)  # fmt: skip
def test_places_are_found_however_the_file_is_laid_out(text: str, path: tuple[str | int, ...]) -> None:
    assert find_place(read(CASE).to_dict(), text) == path


@pytest.mark.parametrize(
    "text",
    ["", "x" * 2001, "titel", "title.", ".title", "record.0", "record[2]", "record[0", "record[0]offer",
     "record[0].", "record[x]", "record[0].when", "record[0].act.value", "title.title",
     "preferences.points.us", "preferences.us.red_lines[0].points.price", "notes.range", "parties.us.short"],
)  # fmt: skip
def test_other_places_are_not(text: str) -> None:
    assert find_place(read(CASE).to_dict(), text) is None


def test_names_may_hold_dots_and_brackets() -> None:
    data = {"a.b": {"c[0]": [1, {"d": 2}]}, "a": {"b": {"x": 3}, "b.c": [4]}}
    assert find_place(data, "a.b.c[0][1].d") == ("a.b", "c[0]", 1, "d")
    assert find_place(data, "a.b.x") == ("a", "b", "x")
    assert find_place(data, "a.b.c[0]") == ("a.b", "c[0]")
    assert put(data, ("a.b", "c[0]", 1, "d"), 5) == {**data, "a.b": {"c[0]": [1, {"d": 5}]}}
    assert data["a.b"] == {"c[0]": [1, {"d": 2}]}
    assert put(data, (), Decimal(1)) == 1


def test_the_nearest_place_is_where_the_path_breaks_off() -> None:
    data = read(CASE).to_dict()
    assert nearest_place(data, "preferences.us.walk_awya.low") == "preferences.us.walk_away"
    assert nearest_place(data, "recrod[0].by") == "record"
    assert nearest_place(data, "record[0].ofer.price") == "record[0].offer"
    assert nearest_place(data, "record[9]") == ""
    assert nearest_place(data, "zzz") == ""
