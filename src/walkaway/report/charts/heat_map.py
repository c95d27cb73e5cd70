"""The heat map of a tournament: every strategy against every other, the best first.

Rows and columns are numbered by place. The number in a cell, hundredths of the result, says what its colour
does, from light (0, walking away) to dark (1, the best that could be had), so that it reads in grey as well.
Best replies have a frame.
"""

from __future__ import annotations

from typing import Any

from ...numbers import hundredths
from ...playing.tournament.standings import Standings
from .canvas import INK, ChartView, Layer, Rows, category
from .chart import Chart

_TONES = ("#f7fbff", "#c6dbef", "#6baed6", "#2171b5", "#08306b")
"""Blues of ColorBrewer (Harrower and Brewer 2003), each darker than the one before."""
_DARK, _ON_LIGHT, _ON_DARK = 0.55, "#14181c", "#ffffff"
_ROOM = {"wide": (680, 62, 34), "narrow": (290, 40, 24)}
"""Width, largest and smallest cell."""
_LETTER, _NAME = 7.4, 22


def heat_charts(found: Standings) -> tuple[Chart, ...]:
    """The heat map, wide and narrow."""
    names = [one.strategy for one in found.places]
    best = {(one, other) for other, replies in found.best_replies.items() for one in replies}
    cells: Rows = [
        {
            "x": str(names.index(one.against) + 1), "y": names.index(one.strategy),
            "result": one.result, "t": hundredths(one.result, exact=True), "dark": one.result > _DARK,
            "best": (one.strategy, one.against) in best,
        }
        for one in found.meetings
    ]  # fmt: skip
    alt = (
        f"{len(names)} times {len(names)} cells, a row for each strategy and a column for each that it met, "
        f"darker for a higher result; {names[0]} is first."
    )
    return tuple(Chart(name="heat", size=size, spec=_spec(names, cells, size), alt=alt) for size in _ROOM)


def _spec(names: list[str], cells: Rows, size: str) -> dict[str, Any]:
    width, largest, smallest = _ROOM[size]
    narrow = size == "narrow"
    titles = [str(place) if narrow else f"{_short(name)}  {place}" for place, name in enumerate(names, 1)]
    beside = round(_LETTER * max(map(len, titles))) + 8
    cell = max(smallest, min(largest, (width - beside) // len(names)))
    view = ChartView(width=cell * len(names), height=round(cell * 0.72) * len(names), narrow=narrow)
    rows = [{**one, "y": titles[one["y"]]} for one in cells]
    places = [str(place) for place in range(1, len(names) + 1)]
    across = category("x", sort=places, title=None, axis={"orient": "top", "labelAngle": 0, "domain": False})
    down = category(
        "y", sort=titles, title=None, axis={"domain": False, "labelLimit": 400, "minExtent": beside}
    )
    shade = {"field": "result", "type": "quantitative", "legend": None,
             "scale": {"domain": [0, 1], "range": list(_TONES), "clamp": True}}  # fmt: skip
    ink = {"condition": {"test": "datum.dark", "value": _ON_DARK}, "value": _ON_LIGHT}
    frame = [row for row in rows if row["best"]]
    layers: list[Layer] = [
        {"data": {"values": rows}, "mark": {"type": "rect", "stroke": "#ffffff"},
         "encoding": {"color": shade, "x": across, "y": down}},
        {"data": {"values": frame}, "encoding": {"x": across, "y": down},
         "mark": {"type": "rect", "filled": False, "stroke": INK, "strokeWidth": 2}},
        {"data": {"values": rows}, "mark": {"type": "text", "fontSize": 11 if narrow else 12},
         "encoding": {"text": category("t"), "color": ink, "x": across, "y": down}},
    ]  # fmt: skip
    return view.finish(layers, ["", ""])


def _short(name: str) -> str:
    """A name that fits beside its row; the whole one stands in the tables."""
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
