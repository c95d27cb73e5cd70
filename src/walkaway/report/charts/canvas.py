"""Ink and paper of the charts: colours, scales, and marks with words on them, as layers of Vega-Lite.

Colours are fixed values; the page's style sheet knows them and replaces them in the dark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...case import Case
from .placing import LabelSpot, Room

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
_LETTER, _LEAST, _PLATE = 7.3, 12.0, 0.8
_ROUNDS = 8
Rows = list[dict[str, Any]]
Layer = dict[str, Any]


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
    room: Room = field(init=False)

    def __post_init__(self) -> None:
        self.room = Room(self.width, self.height)

    def reserve(
        self, text: str, x: float, y: float, *, dx: float = 0, dy: float = 0, right: bool = False
    ) -> None:
        """Keep other labels away from one that begins (or, ``right``, ends) beside a point."""
        px, py = self.pixel(x, y)
        width = self.wide(text)
        left = px + dx - (width if right else 0)
        self.room.take((left, py + dy - 7, left + width, py + dy + 7))

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

    def beside_line(self, text: str, band: tuple[float, float], tone: str) -> list[Layer]:
        """The name of a line across, or of a band around it: below or above, where it is free."""
        width, gap = self.wide(text), 11.0
        low, high = (self.pixel(self.domain[0][0], value)[1] for value in band)
        places = []
        for start in range(6, max(7, int(self.width - width - 6)), 8):
            for level in (low + gap, high - gap):
                box = (start, level - 7, start + width, level + 7)
                places.append((LabelSpot(box, (start, level), far=False), 0.05 * start))
        left, top, right, bottom = self.room.choose(places).box
        x, y = self.point((left + right) / 2, (top + bottom) / 2)
        return self.halo([{"x": x, "y": y, "t": text}], tone, align="center")

    def edge_text(self, text: str, *, x: float, y: float, tone: str, dy: float, align: str) -> Layer:
        """A label outside the frame."""
        return self.mark(
            "text", [{"x": x, "y": y, "t": text}], {"text": category("t")}, color=tone, align=align,
            baseline="bottom", dy=dy, fontSize=12, fontWeight="bold", aria=False, limit=self.width,
        )  # fmt: skip

    def text(
        self, rows: Rows, tone: str, *, dx: float = 0, align: str = "left", size: int = 12
    ) -> list[Layer]:
        """Text on a plate of the paper's colour, so that lines behind it do not disturb."""
        return self._on_plates(rows, tone, {}, align=align, dx=dx, fontSize=size)

    def halo(
        self, rows: Rows, tone: str, channels: dict[str, Any] | None = None, *, dx: float = 0, dy: float = 0,
        align: str = "left",
    ) -> list[Layer]:  # fmt: skip
        """Bold text on top of dots; rows carry ``t`` or ``n``, and perhaps where it was moved to."""
        look = {"align": align, "dx": dx, "dy": dy, "fontSize": 12, "fontWeight": "bold"}
        return self._on_plates(rows, tone, channels or {}, **look)

    def _on_plates(self, rows: Rows, tone: str, channels: dict[str, Any], **look: Any) -> list[Layer]:
        """Text above boxes of the paper's colour: an edge of letters would stand as text a second time."""
        what = "n" if "n" in rows[0] else "t"
        at = ("lx", "ly") if "lx" in rows[0] else ("x", "y")
        part = {"left": 0.0, "center": 0.5, "right": 1.0}[look["align"]]
        plates: Rows = []
        for row in rows:
            px, py = self.pixel(row[at[0]], row[at[1]])
            width, half = self.wide(row[what]) * look["fontSize"] / 12, 0.56 * look["fontSize"]
            left, middle = px + look["dx"] - part * width, py + look.get("dy", 0)
            x, y = self.point(left - 1, middle - half)
            x2, y2 = self.point(left + width + 1, middle + half)
            plates.append({"x": x, "y": y, "x2": x2, "y2": y2})
        look |= {"baseline": "middle", "aria": False, "limit": self.width}
        words = self.mark("text", rows, {"text": category(what), **channels}, at, color=tone, **look)
        return [self.rect(plates, HALO, _PLATE), words]

    def badges(self, best: Sequence[Mark], tip: Callable[[Mark], str]) -> list[Layer]:
        """Deals as small dark squares, each with its letters beside it where there is room."""
        if not best:
            return []
        rows = [self.row(group, " ".join(mark.name for mark in group), tip) for group in self.merged(best)]
        placed = self.labels(rows)
        square = self.mark("point", placed, TIP, shape="square", filled=True, size=42, fill=INK, opacity=1)
        return [*self.leaders(placed), square, *self.halo(placed, INK, TIP, align="center")]

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

    def keep_free(self, marks: Sequence[Mark], half: float) -> None:
        """Keep labels off marks of about that half a side."""
        self.room.take_marks([self.pixel(*mark.value[:2]) for mark in marks], half)

    def labels(self, rows: Rows) -> Rows:
        """Places for the labels ``n`` of points ``x``, ``y``; those that are ``far`` need a leader line."""
        wide = sorted(rows, key=lambda row: -len(row["n"]))  # the widest find the fewest places
        return [
            self._placed(row, self.room.beside([self.pixel(row["x"], row["y"])], self._broad(row)))
            for row in wide
        ]

    def free_labels(self, rows: Rows) -> Rows:
        """The same of many points, in their order and near them; what has no room is left out.

        In a narrow picture only near ones are looked for; a row that has ``keep`` stays in any case.
        """
        placed = []
        for row in rows:
            point, width = self.pixel(row["x"], row["y"]), self._broad(row)
            place = self.room.free_beside(point, width, near=self.narrow)
            if place is None and row.get("keep"):
                place = self.room.beside([point], width)
            if place is not None:
                placed.append(self._placed(row, place))
        return placed

    def _broad(self, row: dict[str, Any]) -> float:
        return max(_LEAST, self.wide(row["n"]))

    def _placed(self, row: dict[str, Any], place: LabelSpot) -> dict[str, Any]:
        """A row with the middle of its label and the end of a line from there to its point."""
        left, top, right, bottom = place.box
        lx, ly = self.point((left + right) / 2, (top + bottom) / 2)
        tx, ty = self.point(*place.end)
        return {**row, "lx": lx, "ly": ly, "tx": tx, "ty": ty, "far": place.far}

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
