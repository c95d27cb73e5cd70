"""Labels of charts: inside the axis, and hollow marks where an offer left issues open."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.helpers import brief_of, hanoi, two
from tests.strategies import build

from walkaway import load
from walkaway.report.charts.canvas import HALO, ChartView
from walkaway.report.charts.chart import Chart
from walkaway.report.charts.picture import draw_charts
from walkaway.report.charts.placing import Box, LabelSpot, Room

LABELS = st.lists(
    st.tuples(st.floats(0, 100), st.text("a", max_size=40), st.sampled_from([-1, 1])), min_size=1, max_size=9
)


@given(LABELS, st.sampled_from([340, 620]))
def test_widened_the_axis_holds_all_labels(labels: list[tuple[float, str, int]], width: int) -> None:
    """Law: a label of up to a third of the axis stands inside it, whichever side of its value it is on."""
    labels = [(value, text[: width // 21], side) for value, text, side in labels]
    view = ChartView(width=width, height=100, narrow=False)
    view.domain[0] = (-4.0, 104.0)
    view.widen(labels, 6)
    for value, text, side in labels:
        x, _ = view.pixel(value, 0)
        assert -1 <= x + side * (6 + 6.9 * len(text)) <= width + 1


@pytest.mark.parametrize("name", ["bridges", "tornado"])
def test_no_label_of_the_flagship_case_runs_past_the_axis(name: str) -> None:
    charts = hanoi().opening.charts if name == "bridges" else hanoi().findout.charts
    for chart in [chart for chart in charts if chart.name == name]:
        low, high = chart.spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
        width = chart.spec["width"]
        for layer in chart.spec["layer"]:
            mark = layer["mark"]
            if mark["type"] != "text" or mark["align"] != "left":
                continue
            for row in chart.spec["datasets"][layer["data"]["name"]]:
                start = width * (row["x"] - low) / (high - low) + mark.get("dx", 0)
                assert start + 5.5 * len(row.get("t", row.get("n"))) <= width + 20


def test_words_go_where_nothing_is_covered() -> None:
    """By hand: right of the point a line goes down, above it another across; below left is free."""
    room = Room(400, 300)
    room.take_marks([(200, 150)], 6)
    room.draw([(220, 0), (220, 300)])
    room.draw([(0, 130), (400, 130)])
    left, top, right, bottom = room.beside([(200, 150)], 60).box
    assert right < 220
    assert top > 130
    other = room.beside([(200, 150)], 60).box
    assert other[2] <= left or other[0] >= right or other[3] <= top or other[1] >= bottom
    small = Room(40, 20).beside([(20, 10)], 500)  # a frame too small for the words still has a place
    assert small.box[2] - small.box[0] == 500


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 60), st.sampled_from([0.0, 3, 30, 900, 3000])),
                min_size=1, max_size=9))  # fmt: skip
def test_the_cheapest_spot_is_taken_the_first_of_equal_ones(spots: list[tuple[int, int, float]]) -> None:
    room = Room(100, 66)
    room.take_marks([(50, 30)], 12)
    room.draw([(0, 20), (100, 20)])
    room.scatter([(70, 40), (72, 41)])
    places = [(LabelSpot((x, y, x + 14, y + 8), (x, y), far=False), more) for x, y, more in spots]
    costs = [room.cost(place.box) + more for place, more in places]
    assert room.choose(places) is places[costs.index(min(costs))][0]


def _crossed(box: Box, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Whether a straight line goes through a box, by cutting it at the box's sides."""
    low, high = 0.0, 1.0
    for at in (0, 1):
        by, edges = end[at] - start[at], (box[at] - start[at], box[at + 2] - start[at])
        if by == 0:
            if edges[0] > 0 or edges[1] < 0:
                return False
            continue
        near, far = sorted(edge / by for edge in edges)
        low, high = max(low, near), min(high, far)
    return low < high


@pytest.mark.parametrize("name", ["itex-cypress", "jcpoa-2015", "new-recruit", "panama-1977", "hanoi-2019"])
def test_no_name_of_a_solution_or_deal_crosses_the_frontier(name: str) -> None:
    brief = hanoi() if name == "hanoi-2019" else brief_of(load(name).case, draws=50)
    spec = draw_charts(brief.answers, brief.sample)[0].spec
    sides = [spec["layer"][0]["encoding"][axis]["scale"]["domain"] for axis in "xy"]

    def pixel(x: float, y: float) -> tuple[float, float]:
        (x0, x1), (y0, y1) = sides
        return spec["width"] * (x - x0) / (x1 - x0), spec["height"] * (1 - (y - y0) / (y1 - y0))

    layers = [(one["mark"], spec["datasets"][one["data"]["name"]]) for one in spec["layer"]]
    front = next(rows for mark, rows in layers if mark["type"] == "line")
    ends = sorted(pixel(row["x"], row["y"]) for row in front)
    words = [row for mark, rows in layers if mark["type"] == "text" for row in rows if "lx" in row]
    assert words
    for row in words:
        x, y = pixel(row["lx"], row["ly"])
        half = 3.3 * len(row["n"])
        box = (x - half, y - 6, x + half, y + 6)
        assert not any(_crossed(box, *pair) for pair in pairwise(ends)), row["n"]


def discs(chart: Chart) -> dict[str, bool]:
    """Number → hollow, of the numbered marks of a picture."""
    found: dict[str, bool] = {}
    for layer in chart.spec["layer"]:
        rows: list[dict[str, Any]] = chart.spec["datasets"][layer["data"]["name"]]
        if layer["mark"].get("strokeWidth") == 2 and layer["mark"]["type"] == "point":
            found[rows[0]["n"]] = layer["mark"]["fill"] == HALO
    return found


@pytest.mark.parametrize("third", [False, True])
def test_offers_that_left_issues_open_are_hollow_whatever_the_number_of_parties(third: bool) -> None:
    data = two(record=[
        {"by": "a", "offer": {"price": "low", "date": "soon"}},
        {"by": "b", "offer": {"price": "high"}},
    ]).to_dict()  # fmt: skip
    if third:
        data["parties"]["c"] = "Cem"
        data["preferences"]["c"] = data["preferences"]["a"]
    pictures = [chart for chart in brief_of(build(data), draws=50).charts if chart.name == "picture"]
    assert [discs(chart) for chart in pictures] == [{"1": False, "2": True}] * 2


@pytest.mark.parametrize("third", [False, True])
def test_where_marks_fall_together_those_that_left_issues_open_stand_in_brackets(third: bool) -> None:
    data = two(record=[
        {"by": "b", "offer": {"price": "high", "date": "late"}},
        {"by": "b", "offer": {"price": "high"}},
    ]).to_dict()  # fmt: skip
    if third:
        data["parties"]["c"] = "Cem"
        data["preferences"]["c"] = data["preferences"]["a"]
    brief = brief_of(build(data), draws=50)
    assert [discs(chart) for chart in brief.charts if chart.name == "picture"] == [{"1·(2)": False}] * 2
    page = brief.html()
    assert "In a mark of several numbers, those in brackets did." in page
    assert ("so that they do not cover each other" in page) is third


def test_numbers_stay_behind_the_walk_away_of_a_name_from_right_to_left() -> None:
    """In one line a browser would draw "10" in front of such a name, and "to 60" behind it."""
    name = "\u05d0\u05d1\u05d2"
    brief = brief_of(two(parties={"a": name, "b": "Bob"}))
    page = brief.html()
    assert f"walk-away 5 of {name}</text>" in page
    assert "walk-away of Bob: 5</text>" in page


def test_names_that_do_not_fit_below_their_places_slant_and_none_is_left_out() -> None:
    for letters, slant in ((3, 0), (20, -40)):
        parties = {f"p{k}": "N" * letters + str(k) for k in range(9)}
        scores = {"x": {"low": [0, 1], "high": 2}}
        case = build({
            "case": 1, "title": "Nine", "parties": parties,
            "issues": {"x": {"title": "X", "options": {"low": "Low", "high": "High"}}},
            "preferences": {who: {"walk_away": 1, "scores": scores} for who in parties},
        })  # fmt: skip
        chart = next(one for one in brief_of(case).charts if one.name == "parties")
        axis = chart.spec["layer"][0]["encoding"]["x"]["axis"]
        assert axis["labelAngle"] == slant
        assert not axis["labelOverlap"]
        assert axis["labelLimit"] >= 6 * letters
