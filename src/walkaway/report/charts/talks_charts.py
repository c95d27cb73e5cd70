"""Pictures of talks: the dance of offers, what each is worth to whom; and how a rate moves with rounds.

The dance is Raiffa's (1982, *The Art and Science of Negotiation*, 47–50). A solid line is what a party's
offers are worth to itself, its curve of concession; a broken one what it is offered. Colours, shapes and
breadths are those of parties, so that nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import Any

from ...case import Case
from ...numbers import hundredths
from ...playing.compared import MovedTo
from ...playing.dance import Dance
from ...playing.manner import MANNERS
from .canvas import FAINT, INK, SIZES, ChartView, Layer, Rows, tone_of
from .chart import Chart

_SHAPES = ("circle", "square", "diamond", "triangle-up")
_HEIGHT, _APART = {"wide": 330, "narrow": 270}, 11
"""Of a chart, in pixels; and between marks of two parties."""


def _view(size: str) -> ChartView:
    return ChartView(width=SIZES[size][0], height=_HEIGHT[size], narrow=size == "narrow")


def _kind(protocol: str) -> str:
    """A kind of talks in few words."""
    words = MANNERS[protocol].words.split(",")[0].removeprefix("a ")
    return words.split(" without")[0]


def dance(case: Case, found: Dance) -> tuple[Chart, ...]:
    """What each offer of one session is worth to everybody, as a share of what is at stake for them."""
    who = tuple(case.parties)
    charts = []
    for size in SIZES if found.offers else ():
        view = _view(size)
        last = max(one.round for one in found.offers)
        view.domain[0] = (1.0, last + 1.0)
        view.widen([(last, f"{case.label(party)} is offered", 1) for party in who], 12)
        low = min(-0.1, *(value for one in found.offers for value in one.share.values()))
        view.domain[1] = (100 * max(-1.0, low), 104.0)
        layers = [view.across(0.0, FAINT, [4, 3])]
        ends = list[tuple[str, dict[str, Any]]]()
        for number, party in enumerate(who):
            layers += _lines(case, found, view, party, number, ends)
        for tone, row in _apart(ends, view):
            layers += view.text([row], tone, dx=8, size=11)
        above = 0.03 * (view.domain[1][1] - view.domain[1][0])
        layers += view.text([{"x": 1.0, "y": -above, "t": "walk-away"}], FAINT, dx=3, size=11)
        spec = view.finish(layers, ["Round", "Worth of offers, % of what is at stake"])
        spec["layer"][0]["encoding"]["x"]["axis"] = {"tickMinStep": 1}
        label = " and ".join(map(case.label, who[:2])) if len(who) == 2 else "the parties"
        many = "One session" if found.sessions == 1 else f"The mean of {found.sessions} sessions"
        alt = f"{many}, offer by offer: what the offers of {label} are worth to whom, over {last} rounds"
        charts.append(Chart(name="dance", size=size, spec=spec, alt=alt))
    return tuple(charts)


def _lines(
    case: Case, found: Dance, view: ChartView, party: str, number: int,
    ends: list[tuple[str, dict[str, Any]]],
) -> list[Layer]:  # fmt: skip
    """What one party asks for, solid, and what it is offered, broken; to itself. Enters where they end.

    Lines of the first parties are broader, so that those on top of them leave them to be seen; where rounds
    are close, each party has its marks at rounds of its own, so that none hides another's.
    """
    tone, shape, many = tone_of(case, party), _SHAPES[number % len(_SHAPES)], len(case.parties)
    layers, broad = list[Layer](), max(1.5, 5.0 - 2.5 * number)
    every = ceil(_APART * many * (view.domain[0][1] - view.domain[0][0]) / view.width)
    first = every * number // many
    for own, dash, says in ((True, [1, 0], "asks"), (False, [3, 3], "is offered")):
        bottom = view.domain[1][0]
        rows: Rows = [
            {"x": float(one.round), "y": max(bottom, 100 * one.share[party])}
            for one in found.offers
            if (one.by == party) == own
        ]
        if not rows:
            continue
        width, size = (broad, 24 * broad) if own else (1.6, 34)
        layers.append(view.mark("line", rows, color=tone, strokeDash=dash, strokeWidth=width, aria=False))
        marked = rows[first::every] or rows[-1:]
        layers.append(
            view.mark("point", marked, shape=shape, filled=own, size=size, color=tone, opacity=1, aria=False)
        )
        ends.append((tone, {**rows[-1], "t": f"{case.label(party)} {says}"}))
    return layers


def _apart(ends: list[tuple[str, dict[str, Any]]], view: ChartView) -> list[tuple[str, dict[str, Any]]]:
    """Labels at the ends of lines, moved apart where they would cover each other."""
    room = 15 * (view.domain[1][1] - view.domain[1][0]) / view.height
    placed = sorted(ends, key=lambda end: float(end[1]["y"]))
    for (_, before), (_, after) in pairwise(placed):
        after["y"] = max(after["y"], before["y"] + room)
    return placed


def rates(moved: Sequence[MovedTo]) -> tuple[Chart, ...]:
    """How often the parties sign, by rounds, with the 95 % interval; a line for each protocol."""
    some = [one for one in moved if one.what in ("rounds", "prepared")]
    charts = []
    for size in SIZES if some else ():
        view = _view(size)
        steps = sorted({one.to for one in some})
        view.domain[0] = (-0.3, len(steps) - 0.7)
        view.widen([(len(steps) - 0.8, _kind(one.protocol), 1) for one in some], 12)
        view.domain[1] = (0.0, min(100.0, 100 * max(one.signed_interval[1] for one in some) + 6))
        layers = list[Layer]()
        for number, protocol in enumerate(dict.fromkeys(one.protocol for one in some)):
            layers += _rate(view, [one for one in some if one.protocol == protocol], steps, number)
        spec = view.finish(layers, ["Rounds", "Of 100 sessions, the parties sign"])
        labels = (
            " : ".join(f"datum.value == {place} ? '{step:g}'" for place, step in enumerate(steps)) + " : ''"
        )
        spec["layer"][0]["encoding"]["x"]["axis"] = {"values": list(range(len(steps))), "labelExpr": labels}
        said = ", ".join(f"{one.protocol} of {one.to:g} rounds {hundredths(one.signed)}" for one in some)
        charts.append(Chart(name="rates", size=size, spec=spec, alt=f"How often they sign, of 100: {said}"))
    return tuple(charts)


def _rate(view: ChartView, some: Sequence[MovedTo], steps: Sequence[float], number: int) -> list[Layer]:
    tone, shift = (INK, FAINT)[number % 2], 0.06 * number
    rows, bars = Rows(), Rows()
    for one in some:
        x = steps.index(one.to) + shift
        rows.append({"x": x, "y": 100 * one.signed})
        low, high = one.signed_interval
        bars.append({"x": x, "x2": x, "y": 100 * low, "y2": 100 * high})
    dash = ([1, 0], [5, 3], [2, 2], [8, 3])[number % 4]
    end = [{**rows[-1], "y": rows[-1]["y"] + (4 if number else -4), "t": _kind(some[0].protocol)}]
    return [
        view.mark("line", rows, color=tone, strokeDash=dash, strokeWidth=2, aria=False),
        view.rule(bars, tone, [1, 0], 1.4),
        view.mark("point", rows, shape=_SHAPES[number % 4], filled=True, size=50, color=tone, opacity=1,
                  aria=False),
        *view.text(end, tone, dx=8, size=11),
    ]  # fmt: skip
