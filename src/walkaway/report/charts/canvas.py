"""Ink and paper of the charts: colours, scales, marks with words on them, and words for tooltips.

Colours are fixed values; the page's style sheet knows them and replaces them in the dark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import altair as alt

from ...case import Case
from .sample import Mark

if TYPE_CHECKING:
    from .tooltips import Tooltips

__all__ = [
    "ACCENT", "FAINT", "HALO", "INK", "SIZES", "TONES", "Chart", "ChartView", "Rows", "both_kinds",
    "party_number", "tone_of",
]  # fmt: skip

INK, FAINT, GRID, HALO, ACCENT = "#1d2329", "#7d8790", "#e3e6e9", "#fefefe", "#00795a"
TONES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#444b52", "#b3a400")
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
SIZES = {"wide": (680, 520), "narrow": (290, 330)}
_SHAPES = ("circle", "square", "diamond")
_LETTER, _LINE = 6.9, 15
_ROUNDS = 8
Rows = list[dict[str, Any]]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart in one size: its name on the page, its Vega-Lite, and what it shows in words."""

    name: str
    size: str
    spec: dict[str, Any]
    alt: str


def party_number(case: Case, who: str) -> int:
    """Place of a party, or of the party that a ratifier ratifies for."""
    return list(case.parties).index(case.ratifiers[who].for_ if who in case.ratifiers else who)


def tone_of(case: Case, who: str) -> str:
    """Colour of a party, and of its ratifiers."""
    return TONES[party_number(case, who) % len(TONES)]


def both_kinds(marks: Sequence[Mark]) -> bool:
    """Whether some of the offers left issues open, and some did not."""
    return len({bool(mark.open) for mark in marks}) == 2


@dataclass
class ChartView:
    """Size, scales and data of one chart under construction."""

    width: int
    height: int
    narrow: bool
    domain: list[tuple[float, float]] = field(default_factory=lambda: [(0.0, 1.0), (0.0, 1.0)])
    datasets: dict[str, Rows] = field(default_factory=dict)
    taken: list[Box] = field(default_factory=list)

    def reserve(
        self, text: str, x: float, y: float, *, dx: float = 0, dy: float = 0, right: bool = False
    ) -> None:
        """Keep other labels away from one that begins (or, ``right``, ends) beside a point."""
        px, py = self.pixel(x, y)
        width = self.wide(text)
        left = px + dx - (width if right else 0)
        self.taken.append((left, py + dy - 7, left + width, py + dy + 7))

    def wide(self, text: str) -> float:
        """Pixels that a label takes, about."""
        return _LETTER * len(text)

    def stretch(self, side: int, values: Sequence[float], room: float = 0.05) -> None:
        """Fit an axis to values, with some room on both ends."""
        low, high = min(values), max(values)
        gap = room * ((high - low) or abs(high) or 1.0)
        self.domain[side] = (low - gap, high + gap)

    def widen(self, labels: Sequence[tuple[float, str, int]], dx: float) -> None:
        """Make the horizontal axis longer until labels, ``dx`` pixels from their values, fit inside it.

        Side 1: the text begins right of its value; −1: it ends left of it.
        """
        low, high = self.domain[0]
        for _ in range(_ROUNDS):
            for value, text, side in labels:
                part = min(0.8, (dx + self.wide(text)) / self.width)
                if side > 0:
                    high = max(high, low + (value - low) / (1 - part))
                else:
                    low = min(low, high - (high - value) / (1 - part))
        self.domain[0] = (low, high)

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Place of a point on the chart."""
        (x0, x1), (y0, y1) = self.domain
        return self.width * (x - x0) / (x1 - x0), self.height * (1 - (y - y0) / (y1 - y0))

    def point(self, px: float, py: float) -> tuple[float, float]:
        """The point at a place on the chart."""
        (x0, x1), (y0, y1) = self.domain
        return x0 + px / self.width * (x1 - x0), y0 + (1 - py / self.height) * (y1 - y0)

    def data(self, rows: Sequence[dict[str, Any]]) -> Any:
        """A chart over rows, which are put among the datasets."""
        name = f"d{len(self.datasets)}"
        self.datasets[name] = list(rows)
        return alt.Chart(alt.NamedData(name=name))

    def at(
        self,
        mark: Any,
        x: str = "x",
        y: str = "y",
        titles: Sequence[Any] = (alt.Undefined, alt.Undefined),
        **channels: Any,
    ) -> Any:
        """A mark in its place on the common scales."""
        across, up = (alt.Scale(domain=list(ends), nice=False, zero=False) for ends in self.domain)
        return mark.encode(
            x=alt.X(f"{x}:Q", scale=across, title=titles[0]),
            y=alt.Y(f"{y}:Q", scale=up, title=titles[1]),
            **channels,
        )

    def rect(self, rows: Rows, color: str, opacity: float) -> Any:
        """Shaded boxes."""
        mark = self.data(rows).mark_rect(color=color, opacity=opacity, aria=False)
        return self.at(mark, x2="x2:Q", y2="y2:Q")

    def rule(self, rows: Rows, color: str, dash: Sequence[int], width: float = 1.2) -> Any:
        """Straight lines."""
        mark = self.data(rows).mark_rule(color=color, strokeDash=dash, strokeWidth=width, aria=False)
        return self.at(mark, x2="x2:Q", y2="y2:Q")

    def across(self, y: float, color: str, dash: Sequence[int]) -> Any:
        """A line from the left to the right edge."""
        x0, x1 = self.domain[0]
        return self.rule([{"x": x0, "x2": x1, "y": y, "y2": y}], color, dash)

    def upright(self, x: float, color: str, dash: Sequence[int], width: float = 1.2) -> Any:
        """A line from the lower to the upper edge."""
        y0, y1 = self.domain[1]
        return self.rule([{"x": x, "x2": x, "y": y0, "y2": y1}], color, dash, width)

    def edge_text(self, text: str, *, x: float, y: float, tone: str, dy: float, align: Any) -> Any:
        """A label outside the frame."""
        mark = self.data([{"x": x, "y": y, "t": text}]).mark_text(
            color=tone, align=align, baseline="bottom", dy=dy, fontSize=12, fontWeight="bold", aria=False,
            limit=self.width,
        )  # fmt: skip
        return self.at(mark, text="t:N")

    def text(self, rows: Rows, tone: str, *, dx: float = 0, align: Any = "left", size: int = 12) -> list[Any]:
        """Text with a paper-coloured edge, so that lines behind it do not disturb."""
        common = {"align": align, "dx": dx, "fontSize": size}
        return self._edged(rows, tone, common, {}, ("x", "y"))

    def halo(
        self,
        rows: Rows,
        tone: str,
        *,
        dx: float = 0,
        dy: float = 0,
        align: Any = "left",
        at: tuple[str, str] = ("x", "y"),
    ) -> list[Any]:
        """Bold text on top of dots; rows carry ``t`` or ``n``."""
        common = {"align": align, "dx": dx, "dy": dy, "fontSize": 12, "fontWeight": "bold"}
        return self._edged(rows, tone, common, {"opacity": 0.9}, at)

    def _edged(
        self, rows: Rows, tone: str, common: dict[str, Any], edge: dict[str, Any], at: tuple[str, str]
    ) -> list[Any]:
        base, column = self.data(rows), "n" if "n" in rows[0] else "t"
        common |= {"baseline": "middle", "aria": False, "limit": self.width}
        edged = base.mark_text(stroke=HALO, strokeWidth=4, strokeJoin="round", color=HALO, **edge, **common)
        marks = [edged, base.mark_text(color=tone, **common)]
        return [self.at(mark, *at, text=f"{column}:N") for mark in marks]

    def badges(self, best: Sequence[Mark], avoid: Sequence[Mark], tip: Callable[[Mark], str]) -> list[Any]:
        """Deals as small dark squares, each with its letters beside it where there is room."""
        if not best:
            return []
        rows = [self.row(group, " ".join(mark.name for mark in group), tip) for group in self.merged(best)]
        placed = self._letters(rows, avoid)
        square = self.data(placed).mark_point(shape="square", filled=True, size=42, fill=INK, opacity=1)
        tooltip = alt.Tooltip("t:N")
        letters = self.halo(placed, INK, align="center", at=("lx", "ly"))
        return [self.at(square, tooltip=tooltip), *(layer.encode(tooltip=tooltip) for layer in letters)]

    def row(self, group: Sequence[Mark], name: str, tip: Callable[[Mark], str]) -> dict[str, Any]:
        """One row for marks that share a place."""
        x, y = group[0].value[:2]
        return {"x": x, "y": y, "n": name, "t": "\n\n".join(map(tip, group))}

    def discs(self, offers: Sequence[Mark], case: Case, tip: Callable[[Mark], str]) -> list[Any]:
        """Offers as numbered marks of their maker's colour and shape; what would be covered shares one.

        A mark is hollow where all its offers left issues open. Where only some did, these stand in brackets.
        """
        layers = []
        for group in self.merged(offers):
            who, hollow, mixed = group[0].who, all(mark.open for mark in group), both_kinds(group)
            shape, tone = _SHAPES[party_number(case, who) % len(_SHAPES)], tone_of(case, who)
            text = "·".join(f"({mark.name})" if mixed and mark.open else mark.name for mark in group)
            base, said = self.data([self.row(group, text, tip)]), alt.Tooltip("t:N")
            disc = base.mark_point(
                shape=shape,
                filled=True,
                size=(400 if shape == "diamond" else 250) + 130 * (len(text) - 1),
                fill=HALO if hollow else tone,
                stroke=tone,
                strokeWidth=2,
                opacity=1,
            )
            number = base.mark_text(
                fontSize=11, fontWeight="bold", color=tone if hollow else HALO, tooltip=None, aria=False
            )
            layers += [self.at(disc, tooltip=said), self.at(number, text="n:N", tooltip=said)]
        return layers

    def merged(self, marks: Sequence[Mark], near: float = 7.0) -> list[list[Mark]]:
        """Groups of marks that would cover each other (for ``near=0`` coincide), in order of the first."""
        groups: list[list[Mark]] = []
        for mark in marks:
            x, y = self.pixel(mark.value[0], mark.value[1])
            for group in groups:
                gx, gy = self.pixel(group[0].value[0], group[0].value[1])
                if max(abs(gx - x), abs(gy - y)) <= near + 1e-6:
                    group.append(mark)
                    break
            else:
                groups.append([mark])
        return groups

    def _pixels(self, rows: Rows, avoid: Sequence[Mark]) -> tuple[list[tuple[float, float]], ...]:
        """Places of points to be named, and of marks that stay free."""
        return (
            [self.pixel(row["x"], row["y"]) for row in rows],
            [self.pixel(mark.value[0], mark.value[1]) for mark in avoid],
        )

    def _letters(self, rows: Rows, avoid: Sequence[Mark]) -> Rows:
        """Short labels ``n`` around their points, away from points and each other; best below left."""
        points, others = self._pixels(rows, avoid)
        taken = [*((x, y, 9.0) for x, y in points), *((x, y, 13.0) for x, y in others)]
        placed = []
        for row, (px, py) in zip(rows, points, strict=True):
            half = 5.0 * len(row["n"])
            spots = [
                (px + dx * (distance + half - 5), py + dy * distance)
                for distance in (13, 20, 28)
                for dx, dy in ((-0.75, 0.75), (0, 1), (-1, 0), (0.75, 0.75), (0, -1), (1, 0))
            ]
            free = (
                spot
                for spot in spots
                if all(abs(spot[0] - a) >= r + half - 3 or abs(spot[1] - b) >= r + 3 for a, b, r in taken)
            )
            x, y = next(free, spots[0])
            taken.append((x, y, half))
            lx, ly = self.point(x, y)
            placed.append({**row, "lx": lx, "ly": ly})
        return placed

    def labels(self, rows: Rows, avoid: Sequence[Mark] = ()) -> Rows:
        """The labels ``n`` of points ``x``, ``y`` beside them without covering each other.

        Labels stand to the right of their point as far as the frame allows, and are moved up and down until
        they are free; ``far`` tells whether a leader line is needed.
        """
        points, others = self._pixels(rows, avoid)
        taken = [*self.taken, *_around(others, 9), *_around(points, 8)]
        placed = []
        for row in sorted(rows, key=lambda row: -row["y"]):
            px, py = self.pixel(row["x"], row["y"])
            width = self.wide(row["n"])
            left = max(0.0, min(px + 12, self.width - width))
            for shift in (0, *(sign * step * _LINE for step in range(1, 7) for sign in (-1, 1))):
                box = (left, py + shift - 7, left + width, py + shift + 7)
                if not any(_overlap(box, other) for other in taken):
                    break
            taken.append(box)
            lx, ly = self.point(left, (box[1] + box[3]) / 2)
            tx, ty = self.point(min(max(px, left), left + width), box[3] if shift < 0 else box[1])
            placed.append({**row, "lx": lx, "ly": ly, "tx": tx, "ty": ty, "far": shift != 0})
        return placed

    def leaders(self, places: Rows) -> list[Any]:
        """Thin lines from moved labels to their points."""
        moved = [row for row in places if row["far"]]
        if not moved:
            return []
        line = self.data(moved).mark_rule(color=FAINT, strokeWidth=0.8, aria=False)
        return [self.at(line, x2="tx:Q", y2="ty:Q")]

    def finish(
        self, layers: Sequence[Any], titles: Sequence[str], words: Tooltips | None = None
    ) -> dict[str, Any]:
        """Layers → specification, with datasets, words for tooltips if there are any, and quiet axes."""
        chart = alt.layer(self.at(layers[0], titles=titles), *layers[1:]).configure(**self._config())
        chart = chart.properties(width=self.width, height=self.height, background="transparent", padding=4)
        spec: dict[str, Any] = chart.to_dict(validate=False)
        params = [{"name": "words", "value": words.params if words else {}}]
        return spec | {"params": params, "datasets": self.datasets}

    def _config(self) -> dict[str, Any]:
        axis = {
            "labelColor": INK,
            "titleColor": INK,
            "gridColor": GRID,
            "domainColor": FAINT,
            "tickColor": FAINT,
            "labelFontSize": 11 if self.narrow else 12,
            "titleFontSize": 12 if self.narrow else 13,
            "titleFontWeight": "normal",
            "titlePadding": 8,
            "labelFlush": False,
            "tickCount": 5 if self.narrow else 8,
            "titleLimit": 320 if self.narrow else 520,
        }
        return {"font": FONT, "axis": axis, "view": {"stroke": None}, "text": {"color": INK}}


def _around(points: Sequence[tuple[float, float]], room: float) -> list[Box]:
    return [(x - room, y - room, x + room, y + room) for x, y in points]


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
