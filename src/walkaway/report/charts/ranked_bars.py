"""Ranked bars, one lane each: what a change costs, what the answer hangs on, what knowing is worth, and why.

Names stand whole above their bars, folded where they are long, and numbers at their ends, so that no legend
and no room beside the chart is needed and nothing is told by colour alone. Colours of parties mean parties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from ...analysis.sensitivity.information import Information
from ...analysis.sensitivity.tornado import Swing
from ...analysis.why.diagnosis import ASSERT, Explanation
from ...language import fold
from ...numbers import estimate, hundredths, numbers
from ..language.phrases import one_line, plus_minus
from .canvas import ACCENT, FAINT, INK, SIZES, ChartView, Layer, Rows
from .chart import Chart

_LANE = {"wide": 40, "narrow": 42}
_LETTER, _LINE = 6.6, 0.36
Item = TypeVar("Item")


class CostBar(NamedTuple):
    """One change: what it is, its cost as a share, who pays (empty for all), in which colour, how much."""

    text: str
    share: float
    payer: str
    tone: str
    cost: str


def ranked(
    name: str,
    items: Sequence[Item],
    most: dict[str, int],
    draw: Callable[[Sequence[Item], ChartView], dict[str, Any]],
    alt: Callable[[Sequence[Item]], str],
) -> tuple[Chart, ...]:
    """A chart with a lane for each of the first items, wide and narrow; none without items."""
    made = []
    for size, (width, _) in SIZES.items():
        if some := items[: most.get(size)]:
            view = ChartView(width=width, height=_LANE[size] * len(some) + 10, narrow=size == "narrow")
            made.append(Chart(name=name, size=size, spec=draw(some, view), alt=alt(some)))
    return tuple(made)


def _finish(view: ChartView, layers: list[Layer], title: str) -> dict[str, Any]:
    spec = view.finish(layers, [title, ""])
    for layer in spec["layer"]:
        layer["encoding"]["y"]["axis"] = None
    return spec


def _lanes(view: ChartView, texts: Iterable[str]) -> tuple[list[float], Rows]:
    """Where the bar of each lane has its top, and the names above; makes the chart as high as they need."""
    room = int(view.width / (_LETTER * (0.93 if view.narrow else 1.0)))
    names = [fold(one_line(text), room) for text in texts]
    high = len(names) + _LINE * sum(len(lines) - 1 for lines in names)
    view.height = round(_LANE["narrow" if view.narrow else "wide"] * high) + 10
    view.domain[1] = (0.0, high + 0.1)
    tops: list[float] = []
    rows: Rows = []
    for lines in names:
        rows += [{"x": 0.0, "y": high - _LINE * at - 0.2, "t": line} for at, line in enumerate(lines)]
        tops.append(high - _LINE * (len(lines) - 1))
        high = tops[-1] - 1
    return tops, rows


def _named(view: ChartView, rows: Rows, x: float = 0.0) -> list[Layer]:
    """The names of lanes, from a place on."""
    return view.text([row | {"x": x} for row in rows], INK, dx=1, size=11 if view.narrow else 12)


def _bands(tones: Iterable[tuple[str, dict[str, Any]]], view: ChartView, opacity: float) -> list[Layer]:
    """Boxes, a layer for each colour."""
    rows: dict[str, Rows] = {}
    for tone, box in tones:
        rows.setdefault(tone, []).append(box)
    return [view.rect(boxes, tone, opacity) for tone, boxes in rows.items()]


def _paid(item: CostBar) -> str:
    """A change with who pays, unless its own words name that one."""
    return item.text if item.payer in item.text else f"{item.text} – paid by {item.payer}"


def cost_bars(items: Sequence[CostBar], view: ChartView) -> dict[str, Any]:
    """Bars of what each change costs, with the cost at their ends."""
    most = max(max(item.share for item in items), 1e-3)
    view.domain[0] = (0.0, 105 * most)
    tops, names = _lanes(view, map(_paid, items))
    boxes: list[tuple[str, dict[str, Any]]] = []
    ends: Rows = []
    for top, item in zip(tops, items, strict=True):
        width = 100 * max(item.share, most / 300)
        boxes.append((item.tone, {"x": 0.0, "x2": width, "y": top - 0.8, "y2": top - 0.44}))
        ends.append({"x": width, "y": top - 0.62, "t": item.cost})
    view.widen([(row["x"], row["t"], 1) for row in ends], 8)
    layers = [*_bands(boxes, view, 0.9), *_named(view, names), *view.halo(ends, INK, dx=6)]
    return _finish(view, layers, "Cost in % of what the payer has at stake")


def tornado(
    bars: Sequence[Swing], view: ChartView, label: Callable[[Swing], str], probability: float
) -> dict[str, Any]:
    """One lane for each judgement: its name above, its bar below, from the low end and from the high end."""
    base, room = 100 * probability, 7.0 if view.narrow else 4.0
    view.domain[0] = (-room, 100.0 + room)
    tops, names = _lanes(view, map(label, bars))
    high = view.domain[1][1]
    boxes: list[tuple[str, dict[str, Any]]] = []
    ends: dict[str, Rows] = {"left": [], "right": []}
    for side, tone in enumerate((FAINT, INK)):
        for lane, bar in zip(tops, bars, strict=True):
            value = 100 * (bar.zone.high if side else bar.zone.low)
            both = (bar.zone.low - probability) * (bar.zone.high - probability) > 0
            top, bottom = _lane(lane, side, halves=both)
            boxes.append((tone, {"x": min(base, value), "x2": max(base, value), "y": bottom, "y2": top}))
            where = "left" if value < base or (value == base and side == 0) else "right"
            text = numbers([bar.low, bar.high])[side]
            ends[where].append({"x": value, "y": (top + bottom) / 2, "t": text})
    signs = {"left": -1, "right": 1}
    view.widen([(row["x"], row["t"], signs[where]) for where, rows in ends.items() for row in rows], 4)
    layers = [view.rule([{"x": base, "x2": base, "y": 0.0, "y2": high}], INK, [4, 3], 1.0)]
    layers += _bands(boxes, view, 0.85)
    layers += _named(view, names, view.domain[0][0])
    for where, rows in ends.items():
        if rows:
            align = "right" if where == "left" else "left"
            layers += view.text(rows, INK, align=align, dx=4 * signs[where], size=11)
    sure = hundredths(probability)
    said = f"as judged: {estimate(base) if sure.isdigit() else sure}"
    layers.append(view.edge_text(said, x=base, y=high, tone=INK, dy=-3, align="center"))
    return _finish(view, layers, "Draws of 100 in which there is a deal")


def _lane(top: float, side: int, *, halves: bool) -> tuple[float, float]:
    """Upper and lower edge of a bar; both ends on one side of the line share the lane."""
    if not halves:
        return top - 0.42, top - 0.84
    return (top - 0.42, top - 0.62) if side == 0 else (top - 0.64, top - 0.84)


def worth_bars(
    some: Sequence[Information], view: ChartView, label: Callable[[Information], str]
) -> dict[str, Any]:
    """Bars with their error, what knowing is worth in hundredths of a signature."""
    most = max(100 * (item.signature.value + item.signature.error) for item in some)
    view.domain[0] = (0.0, 1.18 * most)
    tops, names = _lanes(view, map(label, some))
    bars, errors, figures = [], [], []
    for top, item in zip(tops, some, strict=True):
        value, error = 100 * item.signature.value, 100 * item.signature.error
        bars.append({"x": 0.0, "x2": value, "y": top - 0.84, "y2": top - 0.42})
        errors.append({"x": max(0.0, value - error), "x2": value + error, "y": top - 0.63, "y2": top - 0.63})
        figures.append({"x": value + error, "y": top - 0.63, "t": estimate(value)})
    layers = [
        view.rect(bars, ACCENT, 0.85),
        view.rule(errors, INK, [1, 0], 1.4),
        *_named(view, names),
        *view.text(figures, INK, dx=5, size=11),
    ]
    return _finish(view, layers, "More signatures of 100 if it were known")


def _claimed(item: Explanation) -> str:
    return item.title + (" – asserted" if item.claim == "asserted" else "")


def explanation_bars(items: Sequence[Explanation], view: ChartView) -> dict[str, Any]:
    """One bar for each explanation that can be tested.

    The pale bar is the probability, with a line for its standard error; its solid part is what is left of it
    when the evidence against is counted, by which the bars are in order.
    """
    view.domain[0] = (0.0, 128.0 if view.narrow else 114.0)
    tops, names = _lanes(view, map(_claimed, items))
    high = view.domain[1][1]
    pale, solid, errors, ends = [], [], [], []
    for top, item in zip(tops, items, strict=True):
        share, error = 100 * item.tested.probability, 100 * item.tested.error
        tone, middle = ACCENT if item.claim == "asserted" else INK, top - 0.63
        lane = {"y": top - 0.84, "y2": top - 0.42}
        pale.append((tone, {"x": 0.0, "x2": share, **lane}))
        solid.append((tone, {"x": 0.0, "x2": 100 * (item.support or 0.0), **lane}))
        if error:
            errors.append({"x": max(0.0, share - error), "x2": share + error, "y": middle, "y2": middle})
        said = f"{hundredths(item.tested.probability)} {plus_minus(item.tested.error)}".strip()
        ends.append({"x": share + error, "y": middle, "t": said})
    line = 100 * ASSERT
    layers = [view.upright(line, INK, [4, 3], 1.0), *_bands(pale, view, 0.32), *_bands(solid, view, 0.9)]
    layers += [view.rule(errors, INK, [1, 0], 1.4)] if errors else []
    layers += _named(view, names) + view.text(ends, INK, dx=5)
    layers.append(view.edge_text("asserted from here", x=line, y=high, tone=INK, dy=-3, align="center"))
    spec = _finish(view, layers, "Draws of 100 in which it holds")
    for layer in spec["layer"]:
        layer["encoding"]["x"].setdefault("axis", {}).update(values=[0, 20, 40, 60, 80, 100])
    return spec
