"""The page of a tournament and its heat map: every meeting in a cell, readable in grey, names as text."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.playing.helpers import small_case
from typer.testing import CliRunner

from walkaway.case import Case
from walkaway.cli import app as cli
from walkaway.playing.tournament.plan import TournamentPlan
from walkaway.playing.tournament.standings import Standings, standings_of
from walkaway.playing.tournament.unit import play_unit
from walkaway.report.charts.heat_map import _TONES, heat_charts
from walkaway.report.language.tournament_words import reply_lines, settled_words
from walkaway.report.terminal.tournament_view import tournament_tables
from walkaway.report.tournament_page import tournament_page

NAMES = ("boulware", "random", "boulware@combi-window:time=0.95")


@pytest.fixture(scope="module")
def found() -> Standings:
    plan = TournamentPlan({"<b>one</b>": small_case(3)}, NAMES, 8, "rounds", 3, 1)
    return standings_of(plan, ((unit, play_unit(plan, unit)) for unit in plan.units))


def cells_of(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return list(spec["layer"][0]["data"]["values"])


def test_every_meeting_has_its_cell(found: Standings) -> None:
    wide, narrow = heat_charts(found)
    assert (wide.size, narrow.size) == ("wide", "narrow")
    names = [place.strategy for place in found.places]
    scores = {(one.strategy, one.against): one.result for one in found.meetings}
    for chart in (wide, narrow):
        cells = cells_of(chart.spec)
        order = chart.spec["layer"][0]["encoding"]["y"]["sort"]
        assert len(cells) == 9
        for cell in cells:
            pair = names[order.index(cell["y"])], names[int(cell["x"]) - 1]
            assert cell["result"] == scores[pair]
            assert cell["t"] == f"{100 * scores[pair]:.0f}"
            assert cell["best"] == (pair[0] in found.best_replies[pair[1]])
    assert all(chart.svg().startswith("<svg") for chart in (wide, narrow))


def test_a_higher_score_is_darker_in_grey_too() -> None:
    """Relative luminance falls from each tone to the next, so that a print in grey has the same order."""

    def luminance(tone: str) -> float:
        parts = [int(tone[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    found = [luminance(tone) for tone in _TONES]
    assert all(one - other > 0.05 for one, other in itertools.pairwise(found))


def test_the_page_holds_all_standings_and_no_markup_of_others(found: Standings) -> None:
    page = tournament_page(found)
    assert "<b>one</b>" not in page
    assert "&lt;b&gt;one&lt;/b&gt;" in page
    for name in NAMES:
        assert len(re.findall(rf'<th scope="row">{re.escape(name)}</th>', page)) == 4
    assert "<script" not in page.replace('<script type="application/json">', "")
    assert "Kalai–Smorodinsky" in page
    assert tournament_page(found) == page


def test_the_command_writes_it_and_nothing_over_the_files_of_others(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    line = ["tournament", "itex-cypress", "-o", str(tmp_path / "made"), "--rounds", "5", "--sessions", "1",
            "--strategies", "linear,tough", "--page", str(target)]  # fmt: skip
    done = CliRunner().invoke(cli.app, line)
    assert done.exit_code == 0, done.output
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert str(target) in done.output.replace("\n", "")
    assert CliRunner().invoke(cli.app, line).exit_code == 0
    target.write_text("mine", encoding="utf-8")
    refused = CliRunner().invoke(cli.app, line)
    assert refused.exit_code == 2
    assert target.read_text(encoding="utf-8") == "mine"


def test_where_nobody_agrees_nobody_is_first() -> None:
    data = small_case(3).to_dict()
    for wants in data["preferences"].values():
        wants["walk_away"] = 99
    plan = TournamentPlan({"one": Case.model_validate(data)}, ("tough", "linear"), 4, "rounds", 2, 1)
    found = standings_of(plan, ((unit, play_unit(plan, unit)) for unit in plan.units))
    page = tournament_page(found)
    assert "No session ended in a deal: nobody did better than walking away." in page
    assert "No deal was agreed." in page
    assert "Best replies" not in page + told_at_the_terminal(found)


def told_at_the_terminal(found: Standings) -> str:
    return " ".join(str(part) for part in tournament_tables(found))


def test_what_was_signed_in_vain_is_told() -> None:
    """Those who ratify want more than any deal gives: every session that agreed did so for nothing."""
    data = small_case(3).to_dict()
    data["ratifiers"] = {"r": {"title": "R", "for": "p0"}}
    data["preferences"]["r"] = data["preferences"]["p0"] | {"walk_away": 99}
    plan = TournamentPlan({"one": Case.model_validate(data)}, ("conceder", "linear"), 9, "rounds", 2, 1)
    found = standings_of(plan, ((unit, play_unit(plan, unit)) for unit in plan.units))
    assert found.cases[0].not_ratified == found.to_dict()["cases"][0]["not_ratified"] == 1
    page, terminal = tournament_page(found).replace("\xa0", " "), told_at_the_terminal(found)
    for text in (page, terminal):
        assert "those who ratify refused all that was signed" in text
        assert "in 100 % of sessions a deal was signed, and refused by those who ratify" in text
    assert "one: no deal; in 100 %" in terminal


def test_many_names_become_a_few_and_how_many_more(found: Standings) -> None:
    """Law: every strategy is named once as met, or counted; groups with the same replies are one line."""
    names = [f"s{number}" for number in range(24)]
    places = tuple(replace(found.places[0], strategy=name) for name in names)
    best: dict[str, tuple[str, ...]] = {}
    best |= {name: (names[0],) if number < 9 else (name, names[0]) for number, name in enumerate(names)}
    many = replace(found, places=places, best_replies=best, settled=tuple((names[0], one) for one in names))
    lines = reply_lines(many)
    assert lines[0] == "to s0, s1, s2, s3 and 5 others: s0"
    assert len(lines) == 7
    assert lines[-1] == "to each of s14, s15, s16, s17 and 6 others: others again"
    assert settled_words(many).endswith("s0 with itself, s0 with s1, s0 with s2, s0 with s3 and 20 others")
