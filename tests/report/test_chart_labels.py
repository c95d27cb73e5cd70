"""Labels of charts: inside the axis, and hollow marks where an offer left issues open."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.helpers import brief_of, hanoi, two
from tests.strategies import build

from walkaway.report.charts.canvas import HALO, ChartView
from walkaway.report.charts.chart import Chart

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
