"""The chart of *Why there was no deal*: one labelled bar for each explanation.

The pale bar is the probability, with a line for its standard error; its solid part is what is left of it when
the evidence against is counted, by which the bars are in order. So nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from ...analysis.why.diagnosis import ASSERT, Explanation
from ...numbers import hundredths
from ..language.phrases import of_hundred, one_line, plus_minus
from .canvas import ACCENT, HALO, INK, SIZES, TONES, Chart, ChartView

__all__ = ["why_charts"]

_LANE = {"wide": 40, "narrow": 42}


def why_charts(items: Sequence[Explanation]) -> tuple[Chart, ...]:
    """Draw explanations that can be tested, in their order, wide and narrow.

    Parameters
    ----------
    items : sequence of Explanation

    Returns
    -------
    tuple of Chart
    """
    words = "; ".join(
        f"{one_line(item.title)} {of_hundred(item.tested.probability)}, "
        f"{hundredths(item.support or 0.0)} after the evidence against"
        for item in items
    )
    alt_text = f"Bars of explanations, best supported first: draws in which each holds. {words}."
    made = []
    for size, (width, _) in SIZES.items():
        view = ChartView(width=width, height=_LANE[size] * len(items) + 10, narrow=size == "narrow")
        made.append(Chart(name="whynot", size=size, spec=_bars(items, view), alt=alt_text))
    return tuple(made)


def _bars(items: Sequence[Explanation], view: ChartView) -> dict[str, Any]:
    lanes = len(items)
    view.domain = [(0.0, 128.0 if view.narrow else 114.0), (0.0, lanes + 0.15)]
    pale: dict[str, list[dict[str, Any]]] = {}
    solid: dict[str, list[dict[str, Any]]] = {}
    errors, names, ends = [], [], []
    for place, item in enumerate(items):
        top = float(lanes - place)
        share, error = 100 * item.tested.probability, 100 * item.tested.error
        tone = ACCENT if item.claim == "asserted" else TONES[0]
        lane = {"y": top - 0.84, "y2": top - 0.42}
        pale.setdefault(tone, []).append({"x": 0.0, "x2": share, **lane})
        solid.setdefault(tone, []).append({"x": 0.0, "x2": 100 * (item.support or 0.0), **lane})
        middle = top - 0.63
        if error:
            errors.append({"x": max(0.0, share - error), "x2": share + error, "y": middle, "y2": middle})
        name = item.title.split(":")[0] if view.narrow else item.title
        mark = " – asserted" if item.claim == "asserted" else ""
        names.append({"x": 0.0, "y": top - 0.2, "t": f"{one_line(name)}{mark}"})
        said = f"{hundredths(item.tested.probability)} {plus_minus(item.tested.error)}".strip()
        ends.append({"x": share + error, "y": middle, "t": said})
    line = [{"x": 100 * ASSERT, "x2": 100 * ASSERT, "y": 0.0, "y2": lanes + 0.15}]
    layers = [view.rule(line, INK, [4, 3], 1.0)]
    layers += [view.rect(rows, tone, 0.32) for tone, rows in pale.items()]
    layers += [view.rect(rows, tone, 0.9) for tone, rows in solid.items()]
    layers += [view.rule(errors, INK, [1, 0], 1.4)] if errors else []
    layers += _text(view, names, dx=1) + _text(view, ends, dx=5)
    said = "asserted from here"
    layers.append(view.edge_text(said, x=100 * ASSERT, y=lanes + 0.15, tone=INK, dy=-3, align="center"))
    spec = view.finish(layers, ["Draws of 100 in which it holds", ""])
    for layer in spec["layer"]:
        layer["encoding"]["y"]["axis"] = None
        layer["encoding"]["x"].setdefault("axis", {}).update(values=[0, 20, 40, 60, 80, 100])
    return spec


def _text(view: ChartView, rows: list[dict[str, Any]], *, dx: float) -> list[Any]:
    """Text with a paper-coloured edge, so that the line behind it does not disturb."""
    base = alt.Chart(view.data(rows))
    common: dict[str, Any] = {
        "align": "left", "baseline": "middle", "dx": dx, "fontSize": 12, "aria": False, "limit": view.width
    }  # fmt: skip
    marks = [base.mark_text(stroke=HALO, strokeWidth=4, strokeJoin="round", color=HALO, **common),
             base.mark_text(color=INK, **common)]  # fmt: skip
    return [mark.encode(x=view.x(), y=view.y(), text="t:N") for mark in marks]
