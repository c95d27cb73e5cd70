"""The pictures: Vega-Lite charts made with Altair, each in a wide and a narrow form.

Two parties: both values, deals, frontier, walk-away bands, zone, offers as a numbered dance, likely deals
as letters, solutions named at the point. More parties: how many accept against the gain of the least
satisfied, and the likely deals across all parties. Labels stand on the things themselves. The page's style
sheet maps the colours to light and dark; whatever is told apart by colour differs in shape or dash too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from ...analysis.answers import Answers
from ...numbers import close
from ..language.phrases import interval_words, one_line
from ..language.solution_names import SOLUTIONS
from .canvas import (
    ACCENT,
    FAINT,
    HALO,
    INK,
    SIZES,
    TONES,
    Chart,
    ChartView,
    Words,
    halo,
    label_places,
    merged,
)
from .many_parties import crowd_charts
from .offer_discs import offer_discs
from .sample import Mark, Sample

__all__ = ["draw_charts"]

_NARROW_DOTS = 500


def draw_charts(answers: Answers, sample: Sample) -> tuple[Chart, ...]:
    """All charts of a case, wide before narrow.

    Parameters
    ----------
    answers : Answers
    sample : Sample

    Returns
    -------
    tuple of Chart
        One picture for two parties, two for more.
    """
    found = []
    for size, (width, height) in SIZES.items():
        view = ChartView(width=width, height=height, narrow=size == "narrow")
        if answers.space.parties == 2:
            made = {"picture": (_pair(answers, sample, view), _pair_alt(answers, sample))}
        else:
            made = crowd_charts(answers, sample, view)
        found += [Chart(name=name, size=size, spec=spec, alt=words) for name, (spec, words) in made.items()]
    return tuple(sorted(found, key=lambda chart: chart.name != "picture"))


def _pair_alt(answers: Answers, sample: Sample) -> str:
    case = answers.case
    first, second = (case.label(who) for who in case.parties)
    many = f"all {len(sample.picks):,} deals" if sample.whole else f"a sample of {len(sample.picks):,} deals"
    bands = "; ".join(
        f"{case.label(who)} walks away below {interval_words(low, high)}"
        for who, (low, _, high) in zip(case.parties, sample.away, strict=True)
    )
    offers = f", {len(sample.offers)} offers in order" if sample.offers else ""
    return f"Scatter of {many}: value for {first} across, for {second} upwards; {bands}{offers}."


# ------------------------------------------------------------------------------------------ two parties


def _pair(answers: Answers, sample: Sample, view: ChartView) -> dict[str, Any]:
    case = answers.case
    words = Words(answers)
    marks = [*sample.offers, *sample.best, *sample.solutions]
    everything = [*sample.values.tolist(), *sample.frontier.tolist(), *(mark.value for mark in marks)]
    for side in (0, 1):
        view.stretch(side, [row[side] for row in everything] + [sample.away[side][0], sample.away[side][2]])
    titles = [
        one_line(f"Value for {case.parties[who].title} ({case.preferences[who].scale})")
        for who in case.parties
    ]
    layers = [
        *_bands(answers, sample, view),
        *_dots(sample, view, words),
        *_frontier(sample, view),
        *_names(sample.solutions, view, words, avoid=(*sample.offers, *sample.best)),
        *_letters(sample.best, view, words, avoid=sample.offers),
        *_dance(sample.offers, view, words),
    ]
    return view.finish(layers, titles, words)


def _bands(answers: Answers, sample: Sample, view: ChartView) -> list[Any]:
    """Walk-aways as bands with their names on them, and the zone beyond both."""
    layers: list[Any] = []
    (low_x, mid_x, high_x), (low_y, mid_y, high_y) = sample.away
    (x0, x1), (y0, y1) = view.domain
    zone = [{"x": max(high_x, x0), "x2": x1, "y": max(high_y, y0), "y2": y1}]
    if zone[0]["x"] < x1 and zone[0]["y"] < y1:
        layers.append(view.rect(zone, ACCENT, 0.1))
    if high_x > low_x:
        layers.append(view.rect([{"x": low_x, "x2": high_x, "y": y0, "y2": y1}], TONES[0], 0.12))
    if high_y > low_y:
        layers.append(view.rect([{"x": x0, "x2": x1, "y": low_y, "y2": high_y}], TONES[1], 0.12))
    layers.append(view.rule([{"x": mid_x, "x2": mid_x, "y": y0, "y2": y1}], TONES[0], [6, 3]))
    layers.append(view.rule([{"x": x0, "x2": x1, "y": mid_y, "y2": mid_y}], TONES[1], [2, 2]))
    first, second = (answers.case.label(who) for who in answers.case.parties)
    below = "walks away" if view.narrow else "walks away below"
    text_x = f"{one_line(first)} {below} {interval_words(low_x, high_x)}"
    text_y = f"{one_line(second)} {below} {interval_words(low_y, high_y)}"
    left = mid_x < (x0 + x1) / 2
    layers.append(
        view.edge_text(text_x, x=mid_x, y=y1, tone=TONES[0], dy=-7, align="left" if left else "right")
    )
    view.reserve(text_y, x0, low_y, dx=6, dy=11)
    layers += halo(view, [{"x": x0, "y": low_y, "t": text_y}], TONES[1], dx=6, dy=11, align="left")
    if zone[0]["x"] < x1 and zone[0]["y"] < y1:
        spot = [
            {"x": x1, "y": y1, "t": "both gain" if view.narrow else "both gain, wherever the walk-aways lie"}
        ]
        if answers.exact:
            spot[0]["t"] = "both gain"
        view.reserve(str(spot[0]["t"]), x1, y1, dx=-6, dy=13, right=True)
        layers += halo(view, spot, ACCENT, dx=-6, dy=13, align="right")
    return layers


def _dots(sample: Sample, view: ChartView, words: Words) -> list[Any]:
    """Deals as dots; hollow where a party's red line is crossed."""
    count = min(len(sample.picks), _NARROW_DOTS) if view.narrow else len(sample.picks)
    step = max(1, len(sample.picks) // max(1, count))
    rows = [
        {"x": close(x), "y": close(y), "p": pick, "r": int(red)}
        for (x, y), pick, red in zip(
            sample.values[::step].tolist(),
            sample.picks[::step].tolist(),
            sample.refused[::step].tolist(),
            strict=True,
        )
    ]
    layers, said = [], words.expression(sample.values[::step].tolist())
    for red, filled in ((1, False), (0, True)):
        part = [{key: row[key] for key in ("x", "y", "p")} for row in rows if row["r"] == red]
        if part:
            base = alt.Chart(view.data(part)).transform_calculate(t=said)
            size = 14 if view.narrow else 18
            mark = base.mark_point(
                shape="circle",
                filled=filled,
                size=size,
                color=FAINT,
                opacity=0.55 if filled else 0.5,
                strokeWidth=0.6 if not filled else 0,
                aria=False,
            )
            layers.append(mark.encode(x=view.x(), y=view.y(), tooltip=alt.Tooltip("t:N")))
    return layers


def _frontier(sample: Sample, view: ChartView) -> list[Any]:
    rows = [{"x": close(x), "y": close(y)} for x, y in sample.frontier.tolist()]
    if not rows:
        return []
    base = alt.Chart(view.data(rows))
    line = base.mark_line(color=INK, strokeWidth=1.2, aria=False).encode(x=view.x(), y=view.y(), order="x:Q")
    dots = base.mark_point(shape="circle", filled=True, size=9, color=INK, opacity=1, aria=False)
    layers = [line, dots.encode(x=view.x(), y=view.y())]
    (x0, x1), _ = view.domain
    start = min(rows, key=lambda row: abs(row["x"] - (x0 + 0.1 * (x1 - x0))))
    return layers + halo(view, [{**start, "t": "frontier"}], INK, dx=0, dy=-10, align="center")


def _dance(offers: Sequence[Mark], view: ChartView, words: Words) -> list[Any]:
    """Offers as numbered discs joined in order; a ring where the offer left issues open."""
    if not offers:
        return []
    rows = [{"x": mark.value[0], "y": mark.value[1], "o": place} for place, mark in enumerate(offers)]
    layers: list[Any] = []
    if len(rows) > 1:
        line = alt.Chart(view.data(rows)).mark_line(
            color=INK, strokeWidth=1, strokeDash=[4, 3], opacity=0.9, aria=False
        )
        layers.append(line.encode(x=view.x(), y=view.y(), order="o:Q"))
    return layers + offer_discs(offers, view, words, words.offer)


def _letters(best: Sequence[Mark], view: ChartView, words: Words, avoid: Sequence[Mark]) -> list[Any]:
    """The likely deals as small squares with letters."""
    rows = [
        {
            "x": group[0].value[0],
            "y": group[0].value[1],
            "n": " ".join(mark.name for mark in group),
            "t": "\n\n".join(words.deal(f"Deal {mark.name}", mark) for mark in group),
        }
        for group in merged(best, view)
    ]
    return view.badges(rows, [mark.value for mark in avoid])


def _names(solutions: Sequence[Mark], view: ChartView, words: Words, avoid: Sequence[Mark]) -> list[Any]:
    """Solutions as diamonds, each with its name beside it; coinciding ones share a label."""
    groups = merged(solutions, view, near=0.0)
    if not groups:
        return []
    rows: list[dict[str, Any]] = []
    for group in groups:
        title = " = ".join(SOLUTIONS[mark.name].name for mark in group)
        title = title.replace("Kalai–Smorodinsky", "K–S") if view.narrow and len(group) > 1 else title
        title = "all solutions" if len(group) == len(solutions) > 2 else title
        rows.append(
            {"x": group[0].value[0], "y": group[0].value[1], "n": title, "t": words.deal(title, group[0])}
        )
    base = alt.Chart(view.data(rows))
    diamonds = base.mark_point(
        shape="diamond", filled=True, size=130, fill=HALO, stroke=INK, strokeWidth=1.4, opacity=1
    ).encode(x=view.x(), y=view.y(), tooltip=alt.Tooltip("t:N"))
    places = label_places(rows, view, [mark.value for mark in avoid])
    return [*view.leaders(places), diamonds, *halo(view, places, INK, align="left", at=("lx", "ly"))]
