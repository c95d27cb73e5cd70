"""Ink and paper of the charts: colours, scales, and marks with words on them, as layers of Vega-Lite.

Colours are fixed values; the page's style sheet knows them and replaces them in the dark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...case import Case

if TYPE_CHECKING:
    from .sample import Mark
    from .tooltips import Tooltips

__all__ = [
    "ACCENT", "FAINT", "HALO", "INK", "SIZES", "TIP", "TONES", "ChartView", "Layer", "Rows",
    "amount", "both_kinds", "category", "party_number", "tone_of",
]  # fmt: skip

INK, FAINT, GRID, HALO, ACCENT = "#1d2329", "#7d8790", "#e3e6e9", "#fefefe", "#00795a"
TONES = ("#0072b2", "#d55e00", "#cc1e99", "#884a03", "#3e12bd", "#580d00", "#6a0671", "#3d4e31")
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
SIZES = {"wide": (680, 520), "narrow": (290, 330)}
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.4.1.json"
_SHAPES = ("circle", "square", "diamond")
_LETTER, _LINE = 6.9, 15
_ROUNDS = 8
_WAYS = ((1, 0), (-1, 0), (0.8, -1), (0.8, 1), (-0.8, -1), (-0.8, 1), (0, -1.2), (0, 1.2))
Rows = list[dict[str, Any]]
Layer = dict[str, Any]
Box = tuple[float, float, float, float]


def amount(field: str, **more: Any) -> dict[str, Any]:
    """A channel that shows a number of the rows."""
    return dict(sorted({"field": field, "type": "quantitative", **more}.items()))


def category(field: str, **more: Any) -> dict[str, Any]:
    """A channel that shows a text of the rows."""
    return amount(field, type="nominal", **more)


TIP = {"tooltip": category("t")}
_TO = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}


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

    def data(self, rows: Sequence[dict[str, Any]]) -> str:
        """Put rows among the datasets, for one layer or several; gives their name."""
        name = f"d{len(self.datasets)}"
        self.datasets[name] = list(rows)
        return name

    def mark(
        self,
        kind: str,
        rows: Rows | str,
        channels: dict[str, Any] | None = None,
        at: tuple[str, str] = ("x", "y"),
        **look: Any,
    ) -> Layer:
        """One layer: marks over rows, or over a dataset by its name, in their place on the common scales."""
        places = {
            channel: amount(column, scale={"domain": list(ends), "nice": False, "zero": False})
            for channel, column, ends in zip("xy", at, self.domain, strict=True)
        }
        return {
            "data": {"name": rows if isinstance(rows, str) else self.data(rows)},
            "mark": {"type": kind, **dict(sorted(look.items()))},
            "encoding": dict(sorted({**places, **(channels or {})}.items())),
        }

    def rect(self, rows: Rows, color: str, opacity: float) -> Layer:
        """Shaded boxes."""
        return self.mark("rect", rows, _TO, color=color, opacity=opacity, aria=False)

    def rule(self, rows: Rows, color: str, dash: Sequence[int], width: float = 1.2) -> Layer:
        """Straight lines."""
        return self.mark("rule", rows, _TO, color=color, strokeDash=dash, strokeWidth=width, aria=False)

    def across(self, y: float, color: str, dash: Sequence[int]) -> Layer:
        """A line from the left to the right edge."""
        x0, x1 = self.domain[0]
        return self.rule([{"x": x0, "x2": x1, "y": y, "y2": y}], color, dash)

    def upright(self, x: float, color: str, dash: Sequence[int], width: float = 1.2) -> Layer:
        """A line from the lower to the upper edge."""
        y0, y1 = self.domain[1]
        return self.rule([{"x": x, "x2": x, "y": y0, "y2": y1}], color, dash, width)

    def edge_text(self, text: str, *, x: float, y: float, tone: str, dy: float, align: str) -> Layer:
        """A label outside the frame."""
        return self.mark(
            "text", [{"x": x, "y": y, "t": text}], {"text": category("t")}, color=tone, align=align,
            baseline="bottom", dy=dy, fontSize=12, fontWeight="bold", aria=False, limit=self.width,
        )  # fmt: skip

    def text(
        self, rows: Rows, tone: str, *, dx: float = 0, align: str = "left", size: int = 12
    ) -> list[Layer]:
        """Text with a paper-coloured edge, so that lines behind it do not disturb."""
        return self._edged(rows, tone, {}, {}, align=align, dx=dx, fontSize=size)

    def halo(
        self, rows: Rows, tone: str, channels: dict[str, Any] | None = None, *, dx: float = 0, dy: float = 0,
        align: str = "left",
    ) -> list[Layer]:  # fmt: skip
        """Bold text on top of dots; rows carry ``t`` or ``n``, and perhaps where it was moved to."""
        look = {"align": align, "dx": dx, "dy": dy, "fontSize": 12, "fontWeight": "bold"}
        return self._edged(rows, tone, channels or {}, {"opacity": 0.9}, **look)

    def _edged(
        self, rows: Rows, tone: str, channels: dict[str, Any], edge: dict[str, Any], **look: Any
    ) -> list[Layer]:
        """The same text twice, its edge first."""
        channels = {"text": category("n" if "n" in rows[0] else "t"), **channels}
        at = ("lx", "ly") if "lx" in rows[0] else ("x", "y")
        look |= {"baseline": "middle", "aria": False, "limit": self.width}
        edge |= {"stroke": HALO, "strokeWidth": 4, "strokeJoin": "round", "color": HALO}
        name = self.data(rows)
        return [self.mark("text", name, channels, at, **look, **ink) for ink in (edge, {"color": tone})]

    def badges(self, best: Sequence[Mark], avoid: Sequence[Mark], tip: Callable[[Mark], str]) -> list[Layer]:
        """Deals as small dark squares, each with its letters beside it where there is room."""
        if not best:
            return []
        rows = [self.row(group, " ".join(mark.name for mark in group), tip) for group in self.merged(best)]
        placed = self._letters(rows, avoid)
        square = self.mark("point", placed, TIP, shape="square", filled=True, size=42, fill=INK, opacity=1)
        return [square, *self.halo(placed, INK, TIP, align="center")]

    def row(self, group: Sequence[Mark], name: str, tip: Callable[[Mark], str]) -> dict[str, Any]:
        """One row for marks that share a place."""
        x, y = group[0].value[:2]
        return {"x": x, "y": y, "n": name, "t": "\n\n".join(map(tip, group))}

    def discs(self, offers: Sequence[Mark], case: Case, tip: Callable[[Mark], str]) -> list[Layer]:
        """Offers as numbered marks of their maker's colour and shape; what would be covered shares one.

        A mark is hollow where all its offers left issues open. Where only some did, these stand in brackets.
        """
        layers = []
        for group in self.merged(offers):
            who, hollow, mixed = group[0].who, all(mark.open for mark in group), both_kinds(group)
            shape, tone = _SHAPES[party_number(case, who) % len(_SHAPES)], tone_of(case, who)
            text = "·".join(f"({mark.name})" if mixed and mark.open else mark.name for mark in group)
            size = (400 if shape == "diamond" else 250) + 130 * (len(text) - 1)
            fill, ink = (HALO, tone) if hollow else (tone, HALO)
            disc = self.mark(
                "point", [self.row(group, text, tip)], TIP, shape=shape, filled=True, size=size, fill=fill,
                stroke=tone, strokeWidth=2, opacity=1,
            )  # fmt: skip
            number = self.mark(
                "text", disc["data"]["name"], {"text": category("n"), **TIP}, fontSize=11, fontWeight="bold",
                color=ink, tooltip=None, aria=False,
            )  # fmt: skip
            layers += [disc, number]
        return layers

    def rings(self, signed: Sequence[Mark], tip: Callable[[Mark], str]) -> list[Layer]:
        """The deal that was signed: a ring around its place, whatever stands there, and its name."""
        if not signed:
            return []
        rows = [self.row([mark], mark.name, tip) for mark in signed]
        ring = self.mark(
            "point", rows, TIP, shape="circle", filled=False, size=620, stroke=INK, strokeWidth=2.6, opacity=1
        )
        layers, (x0, x1) = [ring], self.domain[0]
        for row in rows:  # beside the ring, on the side that has more room; other labels keep away from it
            right = row["x"] > x0 + 0.3 * (x1 - x0)
            dx, align = (-17, "right") if right else (17, "left")
            self.reserve(row["n"], row["x"], row["y"], dx=dx, dy=0, right=right)
            layers += self.halo([{**row, "t": row["n"]}], INK, dx=dx, dy=0, align=align)
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

    def around(self, rows: Rows) -> Rows:
        """Labels ``n`` of many points ``x``, ``y``, each as near to its point as others leave room.

        Beside, above, below and aslant, then further out, in a narrow picture not far; ``far`` tells whether
        a leader line is needed. Without room a label is left out, but for one that has ``keep``.
        """
        points, _ = self._pixels(rows, ())
        taken = [*self.taken, *_around(points, 6)]
        placed = []
        for row, (px, py) in zip(rows, points, strict=True):
            half = self.wide(row["n"]) / 2
            spots = [
                (px + dx * (reach + half), py + dy * (reach + 3))
                for reach in ((9, 17) if self.narrow else (9, 17, 26, 36, 48))
                for dx, dy in _WAYS
            ]
            boxes = [(x - half, y - 7, x + half, y + 7) for x, y in spots]
            inside = [
                at for at, (a, b, c, d) in enumerate(boxes)
                if a >= 0 and c <= self.width and b >= 0 and d <= self.height
            ]  # fmt: skip
            free = (at for at in inside if not any(_overlap(boxes[at], other) for other in taken))
            at = next(free, None)
            if at is None and row.get("keep"):
                at = min(inside, key=lambda at: sum(_overlap(boxes[at], other) for other in taken), default=0)
            if at is None:
                continue
            taken.append(boxes[at])
            x, y = spots[at]
            (lx, ly), (tx, ty) = self.point(x - half, y), self.point(x, y)
            placed.append({**row, "lx": lx, "ly": ly, "tx": tx, "ty": ty, "far": at >= len(_WAYS)})
        return placed

    def leaders(self, places: Rows) -> list[Layer]:
        """Thin lines from moved labels to their points."""
        moved = [row for row in places if row["far"]]
        ends = {"x2": {"field": "tx"}, "y2": {"field": "ty"}}
        return [self.mark("rule", moved, ends, color=FAINT, strokeWidth=0.8, aria=False)] if moved else []

    def finish(
        self, layers: Sequence[Layer], titles: Sequence[str], words: Tooltips | None = None
    ) -> dict[str, Any]:
        """Layers → specification, with datasets, words for tooltips if there are any, and quiet axes."""
        encoding = layers[0]["encoding"]
        for channel, title in zip("xy", titles, strict=True):
            encoding[channel] = amount(**encoding[channel] | {"title": title})
        return {
            "config": self._config(),
            "layer": list(layers),
            "background": "transparent",
            "height": self.height,
            "padding": 4,
            "width": self.width,
            "$schema": _SCHEMA,
            "params": [{"name": "words", "value": words.params if words else {}}],
            "datasets": self.datasets,
        }

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
        view = {"continuousWidth": 300, "continuousHeight": 300, "stroke": None}
        return {"view": view, "axis": axis, "font": FONT, "text": {"color": INK}}


def _around(points: Sequence[tuple[float, float]], room: float) -> list[Box]:
    return [(x - room, y - room, x + room, y + room) for x, y in points]


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
