"""A chart as data, as a picture, and as an object of Altair."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ...errors import ExtraError
from ...language import clean

if TYPE_CHECKING:
    from altair import Chart as AltairChart
    from altair import LayerChart

_PAPER = "#fefefe"
"""Ink is dark, whatever the notebook's own colours are."""


def cleaned(value: Any) -> Any:
    """Any data with clean texts, for the page and the renderer of charts; our own markup stays."""
    if isinstance(value, dict):
        return {key: cleaned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    if isinstance(value, str) and not isinstance(value, Markup):
        return value if value.isascii() and value.isprintable() else "\n".join(map(clean, value.split("\n")))
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart in one size: its name on the page, its Vega-Lite, and what it shows in words.

    A notebook draws it, without Altair too.
    """

    name: str
    size: str
    spec: dict[str, Any]
    alt: str

    @property
    def on_paper(self) -> dict[str, Any]:
        """The specification with a background, to stand outside the page."""
        return {**cleaned(self.spec), "background": _PAPER}

    def to_altair(self) -> AltairChart | LayerChart:
        """The chart as an object of Altair, to be changed, laid beside others, or saved.

        Raises
        ------
        ExtraError
            If Altair is not installed.
        """
        try:
            import altair as alt
        except ImportError:
            raise ExtraError.of("notebook", "to_altair()", ["altair"]) from None
        made: AltairChart | LayerChart = alt.Chart.from_dict(self.on_paper)
        return made

    def svg(self) -> str:
        """The chart as SVG, drawn without a browser; its background is transparent."""
        return svg_of(cleaned(self.spec))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """For notebooks: Vega-Lite for those that draw it themselves, SVG for the others, and the words."""
        version = re.search(r"/v(\d+)", self.spec["$schema"])
        assert version is not None
        return {
            f"application/vnd.vegalite.v{version[1]}+json": self.on_paper,
            "image/svg+xml": svg_of(self.on_paper),
            "text/plain": clean(self.alt),
        }


def svg_of(spec: dict[str, Any]) -> str:
    """Clean Vega-Lite as SVG."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec))


def start_renderer() -> None:
    """Draw something, as what draws takes longer to start than for a chart."""
    axis = {"field": "x", "type": "quantitative"}
    svg_of({"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": axis}})
