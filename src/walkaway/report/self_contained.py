"""One self-contained page: no network, no eval, every text escaped, every script and style by its hash."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from .. import language, numbers
from ..case import titles
from .charts.chart import Chart, cleaned
from .charts.chart_library import chart_library
from .compiled_templates import CompiledTemplates, NothingWorkedOut
from .language import phrases
from .language.explained import explained
from .language.phrases import sentence
from .language.real_ranges import between_words

if TYPE_CHECKING:
    from ..case import Case

_OFFERED = (language, numbers, phrases, titles)
_HOME = Path(__file__).parent / "templates"
_VIEW = re.compile(r'viewBox="([^"]*)"')
_HEADING = re.compile(r'<h2 id="([\w-]+)">(.*?)</h2>')
"""Headings of our own templates, for the contents."""
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_ESCAPED = re.compile(f"[{''.join(_ESCAPES)}]")


def place(value: float) -> str:
    """Coordinates with two decimals, none in vain."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=4)
def _text(name: str) -> str:
    return (_HOME / name).read_text(encoding="utf-8").replace("\r\n", "\n")


@lru_cache(maxsize=4)
def environment(offering: tuple[ModuleType, ...] = ()) -> Environment:
    """Our templates, which may call, and put behind a value, what these modules offer beside the common."""
    made = Environment(
        loader=FileSystemLoader(_HOME),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        optimized=False,
        finalize=cleaned,
        bytecode_cache=CompiledTemplates("escaped, trimmed, finalized"),
    )
    made.code_generator_class = NothingWorkedOut
    offered = {name: getattr(home, name) for home in (*_OFFERED, *offering) for name in home.__all__} | {
        "place": place
    }
    made.globals.update(offered)
    made.filters.update(offered)
    made.filters["headings"] = _HEADING.findall
    return made


def embedded_json(data: Any) -> Markup:
    """JSON that may stand in a script element: nothing in it can end the element or start a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(_ESCAPED.sub(lambda sign: _ESCAPES[sign[0]], text))  # noqa: S704 - escaped here


def source_hash(text: str) -> str:
    """Hash of a script or style for a content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def static_svg(svg: str) -> Markup:
    """A chart drawn without a browser, as it stands on the page."""
    svg = svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return Markup(svg)  # noqa: S704 - text inside is escaped by the renderer


def shell(
    template: str,
    case: Case | None,
    scripts: dict[str, str],
    offering: tuple[ModuleType, ...] = (),
    **values: Any,
) -> str:
    """A page with what every page has: style, policy, words explained, and what numbers were looked at."""
    css = style()
    allowed = " ".join(map(source_hash, scripts.values())) or "'none'"
    text = (
        environment(offering)
        .get_template(template)
        .render(
            case=case,
            between=[] if case is None else [sentence(text) for text in between_words(case)],
            policy=f"default-src 'none'; script-src {allowed}; style-src {source_hash(css)}; "
            "img-src data:; base-uri 'none'; form-action 'none'",
            style=Markup(css),  # noqa: S704 - our own files
            **{name: Markup(script) for name, script in scripts.items()},  # noqa: S704
            **values,
        )
    )
    return explained(text if text.endswith("\n") else text + "\n")


def part(template: str, **values: Any) -> str:
    """A part of a page by itself."""
    return explained(environment().get_template(template).render(**values))


def scripts() -> dict[str, str]:
    """What draws the charts of a page."""
    return {"library": chart_library(), "start": _text("start.js")}


def style() -> str:
    """The style of every page."""
    return _text("style.css")


def as_data(chart: Chart) -> dict[str, Any]:
    """A chart as the template of a page takes it that draws by itself."""
    return {"size": chart.size, "alt": chart.alt, "spec": embedded_json(cleaned(chart.spec)), "svg": ""}


def drawn(chart: Chart, svg: str | None = None) -> dict[str, Any]:
    """A chart as a template takes it, with its SVG if that was drawn before."""
    picture, name = static_svg(chart.svg() if svg is None else svg), f"{chart.name}-{chart.size}"
    return as_data(chart) | {
        "id": name,
        "svg": picture.replace(Markup("<svg "), Markup(f'<svg id="{name}" '), 1),  # noqa: S704 - our own names
        "view": found[1] if (found := _VIEW.search(picture)) else "",
    }  # fmt: skip


def by_name(charts: Iterable[Chart], made: Callable[[Chart], dict[str, Any]]) -> dict[str, list[Any]]:
    """Charts as templates take them: by name, each in all of its sizes."""
    found: dict[str, list[Any]] = {}
    for chart in charts:
        found.setdefault(chart.name, []).append(made(chart))
    return found
