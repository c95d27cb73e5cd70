"""Charts outside the page: as a notebook shows them, and as objects of Altair."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

import walkaway
from walkaway.errors import ExtraError, UsageError
from walkaway.report.brief import make_brief
from walkaway.report.charts.chart import Chart

BRIEF: Any = walkaway.brief("hanoi-2019", draws=50)
NAMES = ("picture", "whynot", "bridges", "tornado")


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_gets_a_chart_in_three_forms(name: str) -> None:
    chart = BRIEF.chart(name)
    shown = chart._repr_mimebundle_()
    assert list(shown) == ["application/vnd.vegalite.v6+json", "image/svg+xml", "text/plain"]
    assert shown["text/plain"] == chart.alt
    assert json.loads(json.dumps(shown["application/vnd.vegalite.v6+json"]))["layer"]
    assert shown["image/svg+xml"].startswith("<svg ")
    assert 'fill="#fefefe"' in shown["image/svg+xml"]


@pytest.mark.parametrize("name", NAMES)
def test_altair_reads_every_chart(name: str) -> None:
    alt = pytest.importorskip("altair")
    made = BRIEF.chart(name).to_altair()
    assert isinstance(made, alt.LayerChart)
    told, spec = made.to_dict(), BRIEF.chart(name).spec
    assert len(told["layer"]) == len(spec["layer"])
    assert told["datasets"] == spec["datasets"]
    assert made.properties(title="Ours").to_dict()["title"] == "Ours"


def test_the_tables_of_a_brief_are_those_of_its_answers() -> None:
    brief = make_brief(walkaway.load("harbour").case, draws=20)
    assert brief.tables() == brief.answers.tables()
    assert list(brief.tables()) == ["frontier.points", "solutions.by_name", "likely.deals", "conditions"]


def test_a_chart_that_does_not_exist() -> None:
    with pytest.raises(UsageError, match=r'"tornados"; expected one of picture, whynot, .* "tornado"'):
        BRIEF.chart("tornados")


def test_without_altair_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(ExtraError, match=r"\(no altair\); expected .*to_altair\(\) needs"):
        BRIEF.chart().to_altair()


def test_what_a_terminal_would_obey_is_taken_out() -> None:
    spec = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "title": "a\x1b[31mb"}
    shown = Chart(name="n", size="wide", spec=spec, alt="c\x1b[31md")
    assert "\x1b" not in json.dumps(shown.on_paper) + str(shown.on_paper["title"])
