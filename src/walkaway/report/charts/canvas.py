"""Ink and paper of the charts: colours, scales, labels that keep out of each other's way, words for tooltips.

Colours are written as fixed values; the page's style sheet knows them and replaces them in the dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from ...analysis.answers import Answers
from ...case.titles import open_words
from ..language.deal_values import shown_places, written
from ..language.phrases import one_line
from .sample import Mark

__all__ = [
    "ACCENT",
    "FAINT",
    "GRID",
    "HALO",
    "INK",
    "SIZES",
    "TONES",
    "Chart",
    "ChartView",
    "Words",
    "halo",
    "label_places",
    "merged",
]

INK, FAINT, GRID, HALO, ACCENT = "#1d2329", "#7d8790", "#e3e6e9", "#fefefe", "#00795a"
TONES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#444b52", "#b3a400")
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
SIZES = {"wide": (680, 520), "narrow": (290, 330)}
_SHAPES = ("circle", "square", "diamond")
_LINE = 15
_LETTER = 6.9
_ROUNDS = 8
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart in one size.

    Attributes
    ----------
    name : str
        ``picture`` or ``parties``.
    size : {"wide", "narrow"}
    spec : dict
        Vega-Lite.
    alt : str
        What it shows, in words.
    """

    name: str
    size: str
    spec: dict[str, Any]
    alt: str


class Words:
    """Words of one case for tooltips; plain text, never marked up."""

    def __init__(self, answers: Answers) -> None:
        self.answers, self.case = answers, answers.case
        self.issues = list(self.case.issues)
        self.params = {
            "parties": [one_line(self.case.label(who)) for who in self.case.parties],
            "issues": [one_line(record.title) for record in self.case.issues.values()],
            "options": [
                [one_line(option.title) for option in record.options.values()]
                for record in self.case.issues.values()
            ],
        }

    def expression(self, values: Sequence[Sequence[float]]) -> str:
        """Vega expression: the text of a deal given as option numbers ``p`` and values ``x``, ``y``.

        Parameters
        ----------
        values : sequence of values
            Of all deals that it may have to tell apart.
        """
        places = shown_places(self.answers, values)
        first, second = (
            f"words.parties[{side}] + ' ' + format(datum.{name}, ',.{places[side]}~f')"
            for side, name in enumerate("xy")
        )
        both = f"{first} + ' · ' + {second}"
        lines = [
            f"words.issues[{j}] + ': ' + words.options[{j}][datum.p[{j}]]" for j in range(len(self.issues))
        ]
        return " + '\\n' + ".join([both, *lines])

    def tone(self, who: str) -> str:
        """Colour of a party."""
        return TONES[self._index(who) % len(TONES)]

    def shape(self, who: str) -> str:
        """Shape of a party's offers."""
        return _SHAPES[self._index(who) % len(_SHAPES)]

    def _index(self, who: str) -> int:
        if who in self.case.ratifiers:
            who = self.case.ratifiers[who].for_
        return list(self.case.parties).index(who)

    def _values(self, mark: Mark) -> str:
        texts = written(mark.value, shown_places(self.answers, [mark.value]))
        pairs = zip(self.case.parties, texts, strict=True)
        return " · ".join(f"{one_line(self.case.label(who))} {text}" for who, text in pairs)

    def _terms(self, terms: dict[str, str]) -> str:
        return "\n".join(
            f"{one_line(self.case.issue_label(i))}: {one_line(self.case.option_label(i, o))}"
            for i, o in terms.items()
        )

    def deal(self, title: str, mark: Mark) -> str:
        """Tooltip of a deal with a name."""
        return f"{title}\n{self._values(mark)}\n{self._terms(mark.deal)}"

    def offer(self, mark: Mark) -> str:
        """Tooltip of an offer: what it named, and what it left open, marked."""
        head = f"Offer {mark.name} by {one_line(self.case.label(mark.who))}"
        text = f"{head}\n{self._values(mark)}\n{self._terms(mark.terms)}"
        filled = one_line(open_words(self.case, mark.deal, mark.open, mark.who))
        return f"{text}\n{filled}" if filled else text


@dataclass
class ChartView:
    """Size, scales and data of one chart under construction."""

    width: int
    height: int
    narrow: bool
    domain: list[tuple[float, float]] = field(default_factory=lambda: [(0.0, 1.0), (0.0, 1.0)])
    datasets: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    taken: list[Box] = field(default_factory=list)

    def reserve(
        self, text: str, x: float, y: float, *, dx: float = 0, dy: float = 0, right: bool = False
    ) -> None:
        """Keep other labels away from one that begins (or, ``right``, ends) beside a point."""
        px, py = self.pixel(x, y)
        width = _LETTER * len(text)
        left = px + dx - (width if right else 0)
        self.taken.append((left, py + dy - 7, left + width, py + dy + 7))

    def stretch(self, side: int, values: Sequence[float], room: float = 0.05) -> None:
        """Fit an axis to values, with some room on both ends."""
        low, high = min(values), max(values)
        gap = room * ((high - low) or abs(high) or 1.0)
        self.domain[side] = (low - gap, high + gap)

    def widen(self, labels: Sequence[tuple[float, str, int]], dx: float) -> None:
        """Make the horizontal axis longer until labels fit inside it.

        Parameters
        ----------
        labels : sequence of (value, text, side)
            Side 1: the text begins right of its value; −1: it ends left of it.
        dx : float
            Pixels between value and text.
        """
        low, high = self.domain[0]
        for _ in range(_ROUNDS):
            for value, text, side in labels:
                part = min(0.8, (dx + _LETTER * len(text)) / self.width)
                if side > 0:
                    high = max(high, low + (value - low) / (1 - part))
                else:
                    low = min(low, high - (high - value) / (1 - part))
        self.domain[0] = (low, high)

    def data(self, rows: Sequence[dict[str, Any]]) -> Any:
        """Put rows among the chart's datasets."""
        name = f"d{len(self.datasets)}"
        self.datasets[name] = list(rows)
        return alt.NamedData(name=name)

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Place of a point on the chart."""
        (x0, x1), (y0, y1) = self.domain
        return self.width * (x - x0) / (x1 - x0), self.height * (1 - (y - y0) / (y1 - y0))

    def point(self, px: float, py: float) -> tuple[float, float]:
        """The point at a place on the chart."""
        (x0, x1), (y0, y1) = self.domain
        return x0 + px / self.width * (x1 - x0), y0 + (1 - py / self.height) * (y1 - y0)

    def x(self, name: str = "x", **options: Any) -> Any:
        """Horizontal channel on the common scale."""
        return alt.X(
            f"{name}:Q", scale=alt.Scale(domain=list(self.domain[0]), nice=False, zero=False), **options
        )

    def y(self, name: str = "y", **options: Any) -> Any:
        """Vertical channel on the common scale."""
        return alt.Y(
            f"{name}:Q", scale=alt.Scale(domain=list(self.domain[1]), nice=False, zero=False), **options
        )

    def rect(self, rows: list[dict[str, Any]], color: str, opacity: float) -> Any:
        """Shaded boxes."""
        mark = alt.Chart(self.data(rows)).mark_rect(color=color, opacity=opacity, aria=False)
        return mark.encode(x=self.x(), x2="x2:Q", y=self.y(), y2="y2:Q")

    def rule(self, rows: list[dict[str, Any]], color: str, dash: list[int], width: float = 1.2) -> Any:
        """Straight lines."""
        mark = alt.Chart(self.data(rows)).mark_rule(
            color=color, strokeDash=dash, strokeWidth=width, aria=False
        )
        return mark.encode(x=self.x(), x2="x2:Q", y=self.y(), y2="y2:Q")

    def edge_text(self, text: str, *, x: float, y: float, tone: str, dy: float, align: Any) -> Any:
        """A label outside the frame."""
        mark = alt.Chart(self.data([{"x": x, "y": y, "t": text}])).mark_text(
            color=tone,
            align=align,
            baseline="bottom",
            dy=dy,
            fontSize=12,
            fontWeight="bold",
            aria=False,
            limit=self.width,
        )
        return mark.encode(x=self.x(), y=self.y(), text="t:N")

    def badges(self, rows: list[dict[str, Any]], avoid: Sequence[tuple[float, ...]] = ()) -> list[Any]:
        """Small dark squares, each with its letters ``n`` beside it where there is room."""
        if not rows:
            return []
        placed = letter_places(rows, self, avoid)
        base, tip = alt.Chart(self.data(placed)), alt.Tooltip("t:N")
        square = base.mark_point(shape="square", filled=True, size=42, fill=INK, opacity=1)
        letters = halo(self, placed, INK, align="center", at=("lx", "ly"))
        square = square.encode(x=self.x(), y=self.y(), tooltip=tip)
        return [square, *(layer.encode(tooltip=tip) for layer in letters)]

    def leaders(self, places: list[dict[str, Any]]) -> list[Any]:
        """Thin lines from moved labels to their points."""
        moved = [row for row in places if row["far"]]
        if not moved:
            return []
        mark = alt.Chart(self.data(moved)).mark_rule(color=FAINT, strokeWidth=0.8, aria=False)
        return [mark.encode(x=self.x(), y=self.y(), x2="tx:Q", y2="ty:Q")]

    def finish(
        self, layers: Sequence[Any], titles: Sequence[str], words: Words | None = None
    ) -> dict[str, Any]:
        """Layers → specification, with datasets, words for tooltips if there are any, and quiet axes."""
        x_title, y_title = titles
        first = layers[0].encode(
            x=self.x(title=x_title) if "x" in self.datasets["d0"][0] else alt.X(), y=self.y(title=y_title)
        )
        chart = alt.layer(first, *layers[1:]).configure(**_config(self.narrow))
        chart = chart.properties(width=self.width, height=self.height, background="transparent", padding=4)
        spec: dict[str, Any] = chart.to_dict(validate=False)
        return spec | {
            "params": [{"name": "words", "value": words.params if words else {}}],
            "datasets": self.datasets,
        }


def _config(narrow: bool) -> dict[str, Any]:
    axis = {
        "labelColor": INK,
        "titleColor": INK,
        "gridColor": GRID,
        "domainColor": FAINT,
        "tickColor": FAINT,
        "labelFontSize": 11 if narrow else 12,
        "titleFontSize": 12 if narrow else 13,
        "titleFontWeight": "normal",
        "titlePadding": 8,
        "labelFlush": False,
        "tickCount": 5 if narrow else 8,
        "titleLimit": 320 if narrow else 520,
    }
    return {"font": FONT, "axis": axis, "view": {"stroke": None}, "text": {"color": INK}}


def halo(
    view: ChartView,
    rows: Sequence[dict[str, Any]],
    tone: str,
    *,
    dx: float = 0,
    dy: float = 0,
    align: Any = "left",
    at: tuple[str, str] = ("x", "y"),
) -> list[Any]:
    """Text with a paper-coloured edge, so that it reads on top of dots; rows carry ``t`` or ``n``."""
    column = "n" if "n" in rows[0] else "t"
    base = alt.Chart(view.data(rows))
    common: dict[str, Any] = {
        "align": align,
        "baseline": "middle",
        "dx": dx,
        "dy": dy,
        "fontSize": 12,
        "fontWeight": "bold",
        "aria": False,
        "limit": view.width,
    }
    made = [
        base.mark_text(stroke=HALO, strokeWidth=4, strokeJoin="round", opacity=0.9, color=HALO, **common),
        base.mark_text(color=tone, **common),
    ]
    return [mark.encode(x=view.x(at[0]), y=view.y(at[1]), text=f"{column}:N") for mark in made]


def merged(marks: Sequence[Mark], view: ChartView, near: float = 7.0) -> list[list[Mark]]:
    """Marks in groups that would cover each other (or coincide, for ``near=0``), in order of the first."""
    groups: list[list[Mark]] = []
    for mark in marks:
        x, y = view.pixel(mark.value[0], mark.value[1])
        for group in groups:
            gx, gy = view.pixel(group[0].value[0], group[0].value[1])
            if max(abs(gx - x), abs(gy - y)) <= near + 1e-6:
                group.append(mark)
                break
        else:
            groups.append([mark])
    return groups


def letter_places(
    rows: Sequence[dict[str, Any]], view: ChartView, avoid: Sequence[tuple[float, ...]] = ()
) -> list[dict[str, Any]]:
    """Place short labels ``n`` around their points, away from points and each other; best below left."""
    points = [view.pixel(row["x"], row["y"]) for row in rows] + [
        view.pixel(value[0], value[1]) for value in avoid
    ]
    taken: list[tuple[float, float, float]] = [
        (x, y, 9.0 if k < len(rows) else 13.0) for k, (x, y) in enumerate(points)
    ]
    placed = []
    for row in rows:
        px, py = view.pixel(row["x"], row["y"])
        half = 5.0 * len(row["n"])
        spots = [
            (px + dx * (distance + half - 5), py + dy * distance)
            for distance in (13, 20, 28)
            for dx, dy in ((-0.75, 0.75), (0, 1), (-1, 0), (0.75, 0.75), (0, -1), (1, 0))
        ]
        x, y = next(
            (
                spot
                for spot in spots
                if all(abs(spot[0] - a) >= r + half - 3 or abs(spot[1] - b) >= r + 3 for a, b, r in taken)
            ),
            spots[0],
        )
        taken.append((x, y, half))
        lx, ly = view.point(x, y)
        placed.append({**row, "lx": lx, "ly": ly})
    return placed


def label_places(
    rows: Sequence[dict[str, Any]], view: ChartView, avoid: Sequence[tuple[float, ...]] = ()
) -> list[dict[str, Any]]:
    """Place the labels ``n`` of points ``x``, ``y`` beside them without covering each other.

    Labels stand to the right of their point as far as the frame allows, and are moved up and down until they
    are free; ``far`` tells whether a leader line is needed.
    """
    taken = list(view.taken)
    for value in avoid:
        px, py = view.pixel(value[0], value[1])
        taken.append((px - 9, py - 9, px + 9, py + 9))
    taken += [(px - 8, py - 8, px + 8, py + 8) for px, py in (view.pixel(row["x"], row["y"]) for row in rows)]
    placed = []
    for row in sorted(rows, key=lambda row: -row["y"]):
        px, py = view.pixel(row["x"], row["y"])
        width = _LETTER * len(row["n"])
        left = max(0.0, min(px + 12, view.width - width))
        for shift in (0, *(sign * step * _LINE for step in range(1, 7) for sign in (-1, 1))):
            box = (left, py + shift - 7, left + width, py + shift + 7)
            if not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
                break
        taken.append(box)
        lx, ly = view.point(left, (box[1] + box[3]) / 2)
        tx, ty = view.point(min(max(px, left), left + width), box[3] if shift < 0 else box[1])
        placed.append({**row, "lx": lx, "ly": ly, "tx": tx, "ty": ty, "far": shift != 0})
    return placed
