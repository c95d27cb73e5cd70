"""The charts of *What to find out first*: the tornado, and what knowing each judgement is worth.

Bars are told apart by side, by the number at their end and by colour; labels stand above their bars, so no
legend and no room beside the chart is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import altair as alt

from ...analysis.sensitivity.information import Information
from ...analysis.sensitivity.sensitivity import Sensitivity
from ...analysis.sensitivity.tornado import Swing
from ...numbers import estimate, hundredths, numbers
from ..language.phrases import count, of_hundred
from .canvas import ACCENT, HALO, INK, SIZES, TONES, Chart, ChartView

__all__ = ["swing_charts"]

_BARS = {"wide": 10, "narrow": 7}
_WORTHS = {"wide": 6, "narrow": 5}
_LANE = {"wide": 40, "narrow": 42}
_LETTER = 6.6
Label = Callable[[Any], str]


def swing_charts(found: Sensitivity, swings: Sequence[Swing], label: Label) -> tuple[Chart, ...]:
    """Draw the tornado and the worth of knowing; nothing where nothing is uncertain.

    Parameters
    ----------
    found : Sensitivity
    swings : sequence of Swing
        Those to show, largest first.
    label : callable
        A swing or a piece of information in a few words.

    Returns
    -------
    tuple of Chart
        Wide before narrow.
    """
    made: list[Chart] = []
    worths = [item for item in found.information if item.signature.clear]
    for size, (width, _) in SIZES.items():
        bars = swings[: _BARS[size]]
        if bars:
            view = ChartView(width=width, height=_LANE[size] * len(bars) + 10, narrow=size == "narrow")
            spec = _tornado(found, bars, view, label)
            made.append(Chart(name="tornado", size=size, spec=spec, alt=_tornado_alt(bars, label)))
        some = worths[: _WORTHS[size]]
        if some:
            view = ChartView(width=width, height=_LANE[size] * len(some) + 10, narrow=size == "narrow")
            made.append(
                Chart(name="worth", size=size, spec=_worth(some, view, label), alt=_worth_alt(some, label))
            )
    return tuple(sorted(made, key=lambda chart: chart.name))


def _tornado_alt(bars: Sequence[Swing], label: Label) -> str:
    parts = [
        f"{label(bar)} from {of_hundred(bar.zone.low)} to {of_hundred(bar.zone.high)}" for bar in bars[:5]
    ]
    return (
        f"Bars of {count(len(bars), 'judgement')}, largest swing first: draws with a deal when it is at "
        f"its low and at its high end; {'; '.join(parts)}."
    )


def _worth_alt(some: Sequence[Information], label: Label) -> str:
    parts = [f"{label(item)} {estimate(100 * item.signature.value)} of 100" for item in some]
    return f"Bars: by how much knowing a judgement raises the chance of a signature; {'; '.join(parts)}."


def _cut(text: str, view: ChartView) -> str:
    room = int(view.width / (_LETTER * (0.93 if view.narrow else 1.0)))
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def _finish(view: ChartView, layers: list[Any], title: str) -> dict[str, Any]:
    spec = view.finish(layers, [title, ""])
    for layer in spec["layer"]:
        layer["encoding"]["y"]["axis"] = None
    return spec


def _text(
    view: ChartView, rows: list[dict[str, Any]], *, align: Any, dx: float = 0, size: int = 12
) -> list[Any]:
    """Text with a paper-coloured edge, so that lines behind it do not disturb."""
    base = alt.Chart(view.data(rows))
    common: dict[str, Any] = {
        "align": align, "baseline": "middle", "dx": dx, "fontSize": size, "aria": False, "limit": view.width
    }  # fmt: skip
    marks = [base.mark_text(stroke=HALO, strokeWidth=4, strokeJoin="round", color=HALO, **common),
             base.mark_text(color=INK, **common)]  # fmt: skip
    return [mark.encode(x=view.x(), y=view.y(), text="t:N") for mark in marks]


def _tornado(found: Sensitivity, bars: Sequence[Swing], view: ChartView, label: Label) -> dict[str, Any]:
    """One lane for each judgement: its name above, its bar below."""
    base, lanes = 100 * found.probability, len(bars)
    view.domain = [
        (-7.0 if view.narrow else -4.0, 107.0 if view.narrow else 104.0),
        (0.0, float(lanes) + 0.15),
    ]
    boxes: list[list[dict[str, Any]]] = []
    names, ends = [], {"left": [], "right": []}  # type: ignore[var-annotated]
    for side, tone in enumerate(TONES[:2]):
        rows = []
        for place, bar in enumerate(bars):
            value = 100 * (bar.zone.high if side else bar.zone.low)
            both = (bar.zone.low - found.probability) * (bar.zone.high - found.probability) > 0
            top, bottom = _lane(lanes - place, side, halves=both)
            rows.append({"x": min(base, value), "x2": max(base, value), "y": bottom, "y2": top})
            where = "left" if value < base or (value == base and side == 0) else "right"
            text = {
                "x": value,
                "y": (top + bottom) / 2,
                "t": numbers([bar.low, bar.high])[side],
                "c": tone,
            }
            ends[where].append(text)
        boxes.append(rows)
    sides = (("left", -1), ("right", 1))
    view.widen([(row["x"], row["t"], sign) for where, sign in sides for row in ends[where]], 4)
    layers: list[Any] = [
        view.rule([{"x": base, "x2": base, "y": 0.0, "y2": lanes + 0.1}], INK, [4, 3], 1.0),
        *(view.rect(rows, tone, 0.85) for rows, tone in zip(boxes, TONES[:2], strict=True)),
    ]
    for place, bar in enumerate(bars):
        names.append({"x": view.domain[0][0], "y": lanes - place - 0.2, "t": _cut(label(bar), view)})
    layers += _text(view, names, align="left", size=11 if view.narrow else 12)
    for where, rows in [(where, rows) for where, rows in ends.items() if rows]:
        align, dx = ("right", -4) if where == "left" else ("left", 4)
        layers += _text(view, rows, align=align, dx=dx, size=11)
    sure = hundredths(found.probability)
    said = f"as judged: {estimate(base) if sure.isdigit() else sure}"
    layers.append(view.edge_text(said, x=base, y=lanes + 0.15, tone=INK, dy=-3, align="center"))
    return _finish(view, layers, "Draws of 100 in which there is a deal")


def _lane(top: float, side: int, *, halves: bool) -> tuple[float, float]:
    """Upper and lower edge of a bar; both ends on one side of the line share the lane."""
    if not halves:
        return top - 0.42, top - 0.84
    return (top - 0.42, top - 0.62) if side == 0 else (top - 0.64, top - 0.84)


def _worth(some: Sequence[Information], view: ChartView, label: Label) -> dict[str, Any]:
    """Bars with their error, what knowing is worth in hundredths of a signature."""
    lanes = len(some)
    most = max(100 * (item.signature.value + item.signature.error) for item in some)
    view.domain = [(0.0, 1.18 * most), (0.0, float(lanes) + 0.05)]
    bars, errors, names, figures = [], [], [], []
    for place, item in enumerate(some):
        value, error, top = 100 * item.signature.value, 100 * item.signature.error, float(lanes - place)
        bars.append({"x": 0.0, "x2": value, "y": top - 0.84, "y2": top - 0.42})
        low, high = max(0.0, value - error), value + error
        errors.append({"x": low, "x2": high, "y": top - 0.63, "y2": top - 0.63})
        names.append({"x": 0.0, "y": top - 0.2, "t": _cut(label(item), view)})
        figures.append({"x": high, "y": top - 0.63, "t": estimate(value)})
    layers = [
        view.rect(bars, ACCENT, 0.85),
        view.rule(errors, INK, [1, 0], 1.4),
        *_text(view, names, align="left", size=11 if view.narrow else 12),
        *_text(view, figures, align="left", dx=5, size=11),
    ]
    return _finish(view, layers, "More signatures of 100 if it were known")
