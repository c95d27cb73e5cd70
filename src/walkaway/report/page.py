"""The page of a brief: its screens in order, its charts, and the method of every result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from ..analysis.result import Method
from ..analysis.why import in_words
from ..case.accounts import applied_words
from ..errors import Faults, UsageError, unknown
from ..language import counted
from ..question import named
from ..questions import TABLE
from .charts import canvas, sample
from .charts.chart import Chart, cleaned, svg_of
from .charts.picture import draw_charts
from .language import solution_names
from .language.explained import explained
from .language.phrases import capital
from .language.rules import rule_words
from .screens import deals, issue_table, tell_apart, what_would_open_it, why_no_deal
from .screens.bottom_line import verdict_line
from .screens.case_documents import unread
from .self_contained import as_data, by_name, drawn, environment, scripts, shell, static_svg

if TYPE_CHECKING:
    from ..analysis.answers import Footing
    from .brief import Brief, DraftBrief

PARTS = ("ledger", "statements", "documents")
"""What the page may do without: appendices that not everybody needs on paper."""
_NAMES = {"adjusted_winner": "Adjusted Winner"}
_HOW = {
    "central": "{}, for the central realisation",
    "draws": "sampled",
    "bounds": "verdicts exact; probability sampled",
    "exact": "{}",
}
_OFFERED = (
    canvas, deals, in_words, issue_table, sample, solution_names, tell_apart, what_would_open_it, why_no_deal
)  # fmt: skip
"""What templates may call, beside what those of every page may, is what these offer."""


def _render(template: str, brief: Brief | DraftBrief, scripts: dict[str, str], **values: Any) -> str:
    """A page of a brief: with its people, its ledger and its documents."""
    return shell(
        template,
        brief.case,
        scripts,
        _OFFERED,
        brief=brief,
        crowd=brief.people,
        people=brief.people.values(),
        ledger=brief.ledger,
        applied=applied_words(brief.case),
        unread=unread(brief.evidence),
        **values,
    )


def parts_left_out(names: Iterable[str]) -> frozenset[str]:
    """Parts that a page may do without, by their names.

    Raises
    ------
    UsageError
        For each name of no such part.
    """
    faults, asked = Faults(), list(names)
    faults.extend(unknown(name, PARTS, path="without") for name in asked if name not in PARTS)
    faults.raise_if_any(UsageError)
    return frozenset(asked)


def _all_drawn(brief: Brief) -> dict[str, list[dict[str, Any]]]:
    """All charts by name, drawn beside everything else: their renderer lets this process go on."""
    charts: dict[str, list[dict[str, Any]]] = {}
    coming: list[tuple[Chart, Future[str]]] = []

    def take() -> None:
        for chart, svg in coming:
            charts.setdefault(chart.name, []).append(drawn(chart, svg.result()))
        coming.clear()

    with ThreadPoolExecutor(1) as pool:
        for screen in ("picture", "why", "findout", "otherwise", "bridges"):
            coming += [
                (chart, pool.submit(brief.renderer.ask(svg_of, cleaned(chart.spec))))
                for chart in _charts_of(brief, screen)
            ]
            if screen == "findout":  # before what a second process works out
                _ = brief.left, brief.keeping, brief.followed, brief.table, brief.ledger, brief.said
                _ = scripts()
                take()
        take()
    return charts


def page(brief: Brief, without: frozenset[str]) -> str:
    """Render the page; the same brief gives the same bytes."""
    charts = _all_drawn(brief)
    asked = {name: line(brief.answers) for name, line in TABLE.items() if "answer" in line.screens}
    return _render(
        "page.html.j2",
        brief,
        scripts(),
        without=without,
        answers=brief.answers,
        line=brief.bottom_line,
        table=brief.table,
        cards=brief.cards,
        charts=charts,
        rule=rule_words(brief.case, brief.answers.space.rule),
        methods=_methods(brief, asked),
        questions=TABLE.values(),
        told={name: list(named(TABLE[name].view)(brief.case, found)) for name, found in asked.items()},
    )


def _charts_of(brief: Brief, screen: str) -> Iterable[Chart]:
    """The charts of one section alone: those of others are not made."""
    match screen:
        case "picture":
            return draw_charts(brief.answers, brief.sample)
        case "why":
            return () if brief.whynot is None else brief.whynot.charts
        case "bridges":
            return brief.opening.charts
        case "otherwise":
            return () if brief.otherwise is None else brief.otherwise.charts
        case "findout":
            return brief.findout.charts
    return ()


_MADE = {"opening": {"line": "bottom_line"}, "deals": {"cards": "cards"}, "table": {"table": "table"}}
"""What a section is drawn from, beside the brief itself."""


def section(brief: Brief, screen: str) -> str:
    """One section of the page by itself, its charts as data for a page that draws them."""
    charts = by_name(_charts_of(brief, screen), as_data)
    templates = environment(_OFFERED)
    text = templates.get_template(f"{screen}.html.j2").render(
        parts=templates.get_template("parts.html.j2").module,
        brief=brief, case=brief.case, crowd=brief.people, people=brief.people.values(), answers=brief.answers,
        charts=charts, rule=rule_words(brief.case, brief.answers.space.rule), between=[],
        **{name: getattr(brief, made) for name, made in _MADE.get(screen, {}).items()},
    )  # fmt: skip
    return explained(text)


def verdict(standing: Footing) -> str:
    """The verdict alone, as the opening begins with it."""
    templates = environment(_OFFERED)
    return explained(templates.get_template("opening.html.j2").render(
        parts=templates.get_template("parts.html.j2").module, answers=standing, line=verdict_line(standing),
        between=[],
    ))  # fmt: skip


def first_side(brief: Brief) -> str:
    """The first side alone, with its words explained, for other forms of the brief."""
    template = environment(_OFFERED).get_template("firstside.html.j2")
    text = template.render(
        brief=brief, case=brief.case, people=brief.people.values(), answers=brief.answers,
        rule=rule_words(brief.case, brief.answers.space.rule),
    )  # fmt: skip
    return explained(f"<main>{text}</main>")


def side_page(brief: Brief) -> str:
    """The first side as a page of its own."""
    values = {"people": brief.people.values(), "rule": rule_words(brief.case, brief.answers.space.rule)}
    return shell("side.html.j2", brief.case, {}, _OFFERED, brief=brief, answers=brief.answers, **values)


def draft_page(brief: DraftBrief, without: frozenset[str] = frozenset()) -> str:
    """Render the page of a draft: what is still to be judged, and what the documents say; no charts."""
    return _render("draft.html.j2", brief, {}, without=without)


def card(brief: Brief) -> str:
    """A short summary with the picture, to stand inside another page."""
    chart = brief.chart()
    template = environment(_OFFERED).get_template("card.html.j2")
    return template.render(
        title=brief.case.title, line=brief.bottom_line, svg=static_svg(chart.svg()), alt=chart.alt
    )


def _results(brief: Brief, asked: dict[str, Any]) -> Iterator[tuple[str, Method]]:
    """What each section rests on, in the order of the table of questions."""
    answers, left, signed = brief.answers, brief.left, brief.signed
    conditions = None if answers.exact or not answers.conditions else answers.conditions[0]
    own: dict[str, dict[str, Any]] = {
        "deals": {
            "Whether there is a deal": answers.zone,
            "Frontier": answers.frontier,
            "Solutions": answers.solutions,
            deals.deals_title(answers): answers.likely,
            "What would have to be true": conditions,
            "What was signed": signed and signed.found,
        },
        "improve": {f"What {left.what} left": left.found} if left else {},
        "why": {TABLE["why"].title: brief.diagnosis},
        "bridge": {TABLE["bridge"].title: brief.bridges if brief.bridges.needed else None},
        "path": {TABLE["path"].title: brief.keeping and brief.keeping.found},
        "sensitivity": {TABLE["sensitivity"].title: brief.sensitivity},
        "aftermath": {TABLE["aftermath"].title: brief.followed},
        "play": {TABLE["play"].title: brief.otherwise and brief.otherwise.found},
    }
    own |= {name: {TABLE[name].title: answer} for name, answer in asked.items()}
    results = [*(own.get(name, {}) for name in TABLE), {"Adjusted Winner": answers.adjusted_winner}]
    yield from ((name, one.method) for some in results for name, one in some.items() if one is not None)


_UNDRAWN = ("joint acceptability over draws of all judgements", "who would accept each deal")
"""What the name of a method says of draws, and what it says where nothing was drawn."""


def _methods(brief: Brief, asked: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Each result with its method and how far it can be believed."""
    found = []
    for name, method in _results(brief, asked):
        how = _HOW.get(method.realisation, "exact" if method.exact else "not exact")
        how = how.format("exact" if method.exact else "rounded")
        draws = f", {counted(method.draws, 'draw')}" if method.draws and not method.exact else ""
        note = f"; {method.note}" if method.note else ""
        drawn = method.realisation != "exact"
        said = method.name if drawn else method.name.replace(*_UNDRAWN)
        found.append((name, f"{said}{note}", how + draws))
    for question, reason in brief.answers.refusals.items():
        name = _NAMES.get(question, capital(question.replace("_", " ")))
        found.append((name, reason, "not answered"))
    return found
