"""One self-contained page: no network, no eval, every text escaped, every script and style by its hash."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..analysis.result import Method
from ..case.accounts import applied_words
from ..language import clean, counted
from ..numbers import hundredths, number, percent
from ..question import named
from ..questions import TABLE
from .charts.canvas import Chart
from .charts.chart_library import chart_library
from .charts.offer_discs import both_kinds
from .language.phrases import count, of_hundred, plus_minus, sentence
from .language.real_ranges import between_words
from .language.rules import rule_words
from .screens.document_list import unread

if TYPE_CHECKING:
    from .brief import Brief
    from .draft_brief import DraftBrief

__all__ = ["card", "draft_page", "page"]

_HOME = Path(__file__).parent / "templates"
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HOME),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        finalize=_clean,
    )
    environment.filters.update(
        number=number, hundredths=hundredths, percent=percent, hundred=of_hundred, figures=_figures
    )
    environment.globals.update(count=count, counted=counted, plus_minus=plus_minus, both_kinds=both_kinds)
    return environment


def _clean(value: Any) -> Any:
    """Any data with clean texts, for the page and the renderer of charts; our own markup stays."""
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, str) and not isinstance(value, Markup):
        return "\n".join(map(clean, value.split("\n")))
    return value


@lru_cache(maxsize=4)
def _text(name: str) -> str:
    return (_HOME / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _figures(value: float) -> str:
    """Coordinates with two decimals, none in vain."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def embedded_json(data: Any) -> Markup:
    """JSON that may stand in a script element: nothing in it can end the element or start a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup("".join(_ESCAPES.get(sign, sign) for sign in text))  # noqa: S704 - escaped above


def source_hash(text: str) -> str:
    """Hash of a script or style for a content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def static_svg(chart: Chart) -> Markup:
    """The chart as SVG, drawn without a browser."""
    import vl_convert

    svg = str(vl_convert.vegalite_to_svg(_clean(chart.spec)))
    svg = svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return Markup(svg)  # noqa: S704 - text inside is escaped by the renderer


def _policy(styles: list[str], scripts: list[str]) -> str:
    allowed = " ".join(map(source_hash, scripts)) or "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {allowed}",
            f"style-src {' '.join(map(source_hash, styles))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def page(brief: Brief) -> str:
    """Render the page.

    Parameters
    ----------
    brief : Brief

    Returns
    -------
    str
        HTML; the same brief gives the same bytes.
    """
    style, library, start = _text("style.css"), chart_library(), _text("start.js")
    charts: dict[str, list[dict[str, Any]]] = {}
    for chart in brief.charts:
        charts.setdefault(chart.name, []).append(
            {
                "size": chart.size,
                "spec": embedded_json(_clean(chart.spec)),
                "svg": static_svg(chart),
                "alt": chart.alt,
            }
        )
    answers = brief.answers
    asked = {name: line(answers) for name, line in TABLE.items() if "answer" in line.screens}
    told = {name: list(named(TABLE[name].view)(brief.case, found)) for name, found in asked.items()}
    text = (
        _environment()
        .get_template("page.html.j2")
        .render(
            brief=brief,
            answers=answers,
            case=brief.case,
            line=brief.bottom_line,
            table=brief.table,
            people=brief.table.people,
            applied=applied_words(brief.case),
            between=[sentence(text) for text in between_words(brief.case)],
            cards=brief.cards,
            ledger=brief.ledger,
            charts=charts,
            rule=rule_words(answers),
            methods=_methods(brief, asked),
            questions=TABLE.values(),
            told=told,
            unread=unread(brief.evidence),
            policy=_policy([style], [library, start]),
            style=Markup(style),  # noqa: S704 - our own files
            library=Markup(library),  # noqa: S704
            start=Markup(start),  # noqa: S704
        )
    )
    return text if text.endswith("\n") else text + "\n"


def draft_page(brief: DraftBrief) -> str:
    """Render the page of a draft: what is still to be judged, and what the documents say; no charts.

    Parameters
    ----------
    brief : DraftBrief
    """
    style = _text("style.css")
    text = (
        _environment()
        .get_template("draft.html.j2")
        .render(
            brief=brief,
            case=brief.case,
            people=brief.people,
            ledger=brief.ledger,
            applied=applied_words(brief.case),
            between=[sentence(text) for text in between_words(brief.case)],
            unread=unread(brief.evidence),
            policy=_policy([style], []),
            style=Markup(style),  # noqa: S704 - our own file
        )
    )
    return text if text.endswith("\n") else text + "\n"


def _results(brief: Brief, asked: dict[str, Any]) -> Iterator[tuple[str, Method]]:
    """What each section rests on, in the order of the table of questions."""
    answers, left, signed = brief.answers, brief.left, brief.signed
    conditions = () if answers.exact else answers.conditions[:1]
    own: dict[str, list[tuple[str, Any]]] = {
        "deals": [
            ("Zone", answers.zone),
            ("Frontier", answers.frontier),
            ("Solutions", answers.solutions),
            ("Deals they might sign", answers.likely),
            *(("What would have to be true", one) for one in conditions),
            *([] if signed is None else [("What was signed", signed.found)]),
        ],
        "improve": [] if left is None else [(f"What {left.what} left", left.found)],
        "why": [] if brief.diagnosis is None else [(TABLE["why"].title, brief.diagnosis)],
        "bridge": [(TABLE["bridge"].title, brief.bridges)] if brief.bridges.needed else [],
        "sensitivity": [(TABLE["sensitivity"].title, brief.sensitivity)],
    }
    own |= {name: [(TABLE[name].title, answer)] for name, answer in asked.items()}
    yield from ((title, found.method) for name in TABLE for title, found in own.get(name, ()))
    if answers.adjusted_winner is not None:
        yield "Adjusted Winner", answers.adjusted_winner.method


def _methods(brief: Brief, asked: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Each result with its method and how far it can be believed."""
    found = []
    for name, method in _results(brief, asked):
        how = {
            "exact": "exact" if method.exact else "rounded",
            "central": f"{'exact' if method.exact else 'rounded'}, for the central realisation",
            "draws": "sampled",
            "bounds": "verdicts exact; probability sampled",
        }.get(method.realisation, "exact" if method.exact else "not exact")
        draws = f", {counted(method.draws, 'draw')}" if method.draws and not method.exact else ""
        note = f"; {method.note}" if method.note else ""
        found.append((name, f"{method.name}{note}", how + draws))
    for question, reason in brief.answers.refusals.items():
        found.append((question.replace("_", " ").capitalize(), reason, "not answered"))
    return found


def card(brief: Brief) -> str:
    """A short summary with the picture, to stand inside another page."""
    chart = next(chart for chart in brief.charts if chart.size == "wide")
    return (
        _environment()
        .get_template("card.html.j2")
        .render(title=brief.case.title, line=brief.bottom_line, svg=static_svg(chart), alt=chart.alt)
    )
