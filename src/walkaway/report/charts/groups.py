"""The picture of a debrief: groups by name among the values of two parties, or bars of who gained what.

Two parties: values across and upwards, the frontier, walking away, each group a dot, filled on the frontier.
More: a bar for each group, best first, made of what each party gained, up to the most that was possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...analysis.debrief.group_results import Debrief, GroupResult
from ...case import Case
from ...numbers import close, estimate, number, signed
from ..language.phrases import one_line
from .canvas import ACCENT, HALO, INK, TIP, TONES, ChartView, Layer, Rows, category
from .chart import Chart
from .two_parties import frontier_line

_SIZES = {"wide": (900, 580), "narrow": (290, 330)}
_NAMES = 4
_INSIDE = 15.0
_SPOTS = 300
_LANE = {"wide": 24, "narrow": 26}
_NEAR = 1e-9


@dataclass(frozen=True, eq=False)
class Spot:
    """Groups whose deals have the same values: one dot, with all their names."""

    groups: tuple[GroupResult, ...]
    value: tuple[float, float]


def group_charts(case: Case, found: Debrief, names: dict[str, str]) -> tuple[Chart, ...]:
    """The picture, wide and narrow; ``names`` are the short ones to stand in it."""
    made = []
    for size, (width, height) in _SIZES.items():
        narrow = size == "narrow"
        if len(found.parties) == 2:
            view = ChartView(width=width, height=height, narrow=narrow)
            spec, alt_text = _scatter(case, found, names, view), _scatter_alt(case, found)
        else:
            lanes = len(found.groups)
            view = ChartView(width=width, height=_LANE[size] * lanes + 10, narrow=narrow)
            spec = _bars(case, found, names, view)
            alt_text = f"A bar for each of {lanes:,} groups: what each party gained over walking away."
        made.append(Chart(name="groups", size=size, spec=spec, alt=alt_text))
    return tuple(made)


# ----------------------------------------------------------------------------------- two parties


def _scatter_alt(case: Case, found: Debrief) -> str:
    first, second = map(case.label, found.parties)
    return (
        f"Value for {first} across, for {second} upwards: the frontier, walking away, and a dot for each of "
        f"{found.signed:,} groups with a deal, {found.on_frontier:,} of them on the frontier."
    )


def _scatter(case: Case, found: Debrief, names: dict[str, str], view: ChartView) -> dict[str, Any]:
    spots, away = _spots(found), tuple(found.walk_away.values())
    front = [point.value for point in found.front.points]
    front = front[:: max(1, len(front) // _SPOTS)]
    everything = [*(spot.value for spot in spots), *front, away]
    for side in (0, 1):
        view.stretch(side, [value[side] for value in everything], 0.08)
    none = [one.group for one in found.groups if one.deal is None]
    view.room.take_marks([view.pixel(*spot.value) for spot in spots], 6)
    for row in (front, [(x, away[1]) for x in view.domain[0]], [(away[0], y) for y in view.domain[1]]):
        view.room.draw([view.pixel(x, y) for x, y in row])
    layers = [*_walking_away(case, found, away, view), *frontier_line(front, view)]
    cross, label = _no_deals([names[group] for group in none], none, away, view)
    layers += cross + _dots(case, found, spots, names, view, label)
    titles = [
        one_line(f"Value for {case.label(who)} ({case.preferences[who].scale})") for who in found.parties
    ]
    return view.finish(layers, titles)


def _spots(found: Debrief) -> list[Spot]:
    """Groups with a deal, those of equal value together."""
    held: dict[tuple[float, ...], list[GroupResult]] = {}
    for one in found.groups:
        if one.deal is not None:
            held.setdefault(tuple(one.value.values()), []).append(one)
    return [Spot(tuple(groups), (value[0], value[1])) for value, groups in held.items()]


def _walking_away(case: Case, found: Debrief, away: Sequence[float], view: ChartView) -> list[Layer]:
    """Both walk-aways as lines with their names on them, and the corner in which both gain."""
    (x0, x1), (y0, y1) = view.domain
    layers = [view.rect([{"x": max(away[0], x0), "x2": x1, "y": max(away[1], y0), "y2": y1}], ACCENT, 0.08)]
    layers += [view.upright(away[0], TONES[0], [6, 3]), view.across(away[1], TONES[1], [2, 2])]
    first, second = (f"walk-away of {one_line(case.label(who))}" for who in found.parties)
    align = "left" if away[0] < (x0 + x1) / 2 else "right"
    layers.append(view.edge_text(first, x=away[0], y=y1, tone=TONES[0], dy=-7, align=align))
    layers += view.beside_line(second, (away[1], away[1]), TONES[1])
    view.reserve("both gain", x1, y1, dx=-6, dy=13, right=True)
    return layers + view.halo([{"x": x1, "y": y1, "t": "both gain"}], ACCENT, dx=-6, dy=13, align="right")


def _no_deals(
    short: Sequence[str], groups: Sequence[str], away: Sequence[float], view: ChartView
) -> tuple[list[Layer], Rows]:
    """Groups without a deal, where walking away left them: a cross, and its label to be placed."""
    if not groups:
        return [], []
    text = f"{len(groups):,} without a deal" if view.narrow else f"no deal: {_joined(short)}"
    row = {"x": away[0], "y": away[1], "t": f"No deal\n{', '.join(groups)}"}
    cross = view.mark(
        "point", [row], TIP, shape="cross", angle=45, filled=True, size=170, color=INK, opacity=1
    )
    return [cross], [{"x": close(away[0]), "y": close(away[1]), "n": text, "keep": True}]


def _dots(
    case: Case, found: Debrief, spots: Sequence[Spot], names: dict[str, str], view: ChartView, first: Rows
) -> list[Layer]:
    """A dot for each value that groups reached, with their names beside it after those that come first."""
    rows = [
        {
            "x": close(spot.value[0]),
            "y": close(spot.value[1]),
            "n": _joined([names[one.group] for one in spot.groups]),
            "t": _tip(case, found, spot),
            "f": spot.groups[0].efficient is True,
        }
        for spot in spots
    ]
    kinds = [(fill, [row for row in rows if row["f"] == on]) for on, fill in ((False, HALO), (True, INK))]
    layers = [
        view.mark(
            "point", some, TIP, shape="circle", filled=True, size=80, fill=fill, stroke=INK, strokeWidth=1.8,
            opacity=1,
        )
        for fill, some in kinds if some
    ]  # fmt: skip
    places = view.free_labels([*first, *rows])
    return [*view.leaders(places), *layers, *(view.halo(places, INK, align="center") if places else [])]


def _joined(names: Sequence[str]) -> str:
    """A few names, the others by number."""
    shown = " · ".join(one_line(name) for name in names[:_NAMES])
    return shown if len(names) <= _NAMES else f"{shown} + {len(names) - _NAMES}"


def _tip(case: Case, found: Debrief, spot: Spot) -> str:
    values = " · ".join(
        f"{one_line(case.label(who))} {number(value)}"
        for who, value in zip(found.parties, spot.value, strict=True)
    )
    left = spot.groups[0].left
    rest = "" if left is None else f"\nleft on the table: {number(left)}"
    return f"{', '.join(one.group for one in spot.groups)}\n{values}{rest}"


# ------------------------------------------------------------------------------ more than two parties


def _bars(case: Case, found: Debrief, names: dict[str, str], view: ChartView) -> dict[str, Any]:
    """A lane for each group: what each party gained, to the right of walking away, losses to the left."""
    lanes, high = len(found.groups), max((one.joint for one in found.groups), default=0.0)
    parts = [_parts(found, one) for one in found.groups]
    ends = [end for row in parts for _, low, high in row for end in (low, high)]
    low, high = min([0.0, *ends]), max([found.possible or 0.0, high, *ends, _NEAR])
    room = max(view.wide(one_line(names[one.group])) for one in found.groups) + 14
    room = min(room, 0.35 * view.width)
    low -= room * (high - low) / (view.width - room)
    view.domain = [(low, high + 0.1 * (high - low)), (0.0, float(lanes) + 0.15)]
    layers: list[Layer] = []
    if found.possible is not None:
        layers.append(view.upright(found.possible, ACCENT, [6, 3]))
        text = f"the most that would pass: {estimate(found.possible)}"
        layers.append(
            view.edge_text(text, x=found.possible, y=lanes + 0.15, tone=ACCENT, dy=-4, align="right")
        )
    layers.append(view.upright(0.0, INK, [1, 0], 1.0))
    for place, who in enumerate(found.parties):
        tone, boxes = TONES[place % len(TONES)], _boxes(case, found, parts, who)
        if boxes:
            to = {"x2": {"field": "x2"}, "y2": {"field": "y2"}, **TIP}
            layers.append(view.mark("rect", boxes, to, fill=tone, stroke=HALO, strokeWidth=1.2, opacity=0.9))
    layers += _numbered(found, parts, view) + view.halo(_sums(found, parts), INK, dx=5)
    heads = [
        {"x": low, "y": lanes - at - 0.5, "t": one_line(names[one.group])}
        for at, one in enumerate(found.groups)
    ]
    layers += view.text(heads, INK, dx=2)
    unit = found.unit or "shares of the most each could gain"
    spec = view.finish(layers, [one_line(f"Gain over walking away, all together ({unit})"), ""])
    for layer in spec["layer"]:
        layer["encoding"]["y"]["axis"] = None
    return spec


def _parts(found: Debrief, one: GroupResult) -> list[tuple[str, float, float]]:
    """For each party from where to where its gain lies: gains side by side, losses left of zero."""
    if one.deal is None:
        return []
    made, right, left = [], 0.0, 0.0
    for who, gain in one.weighed.items():
        if gain >= 0:
            made.append((who, right, right + gain))
            right += gain
        else:
            made.append((who, left + gain, left))
            left += gain
    return made


def _boxes(
    case: Case, found: Debrief, parts: Sequence[Sequence[tuple[str, float, float]]], party: str
) -> Rows:
    rows: Rows = []
    for at, (one, row) in enumerate(zip(found.groups, parts, strict=True)):
        top = float(len(found.groups) - at)
        for who, low, high in row:
            if who == party and high > low:
                text = f"{one.group}\n{one_line(case.label(who))} {signed(number(one.gains[who]))}"
                rows.append({"x": low, "x2": high, "y": top - 0.86, "y2": top - 0.14, "t": text})
    return rows


def _numbered(
    found: Debrief, parts: Sequence[Sequence[tuple[str, float, float]]], view: ChartView
) -> list[Layer]:
    """The number of the party on each piece that has room for it."""
    least = _INSIDE * (view.domain[0][1] - view.domain[0][0]) / view.width
    rows = [
        {"x": (low + high) / 2, "y": len(found.groups) - at - 0.5, "t": str(found.parties.index(who) + 1)}
        for at, row in enumerate(parts)
        for who, low, high in row
        if high - low >= least
    ]
    if not rows:
        return []
    text = {"text": category("t")}
    return [
        view.mark(
            "text", rows, text, color=HALO, fontSize=11, fontWeight="bold", baseline="middle", aria=False
        )
    ]


def _sums(found: Debrief, parts: Sequence[Sequence[tuple[str, float, float]]]) -> Rows:
    """The joint gain at the end of each bar."""
    return [
        {
            "x": max([0.0, *(high for *_, high in row)]),
            "y": len(found.groups) - at - 0.5,
            "t": "no deal" if one.deal is None else signed(estimate(one.joint)),
        }
        for at, (one, row) in enumerate(zip(found.groups, parts, strict=True))
    ]
