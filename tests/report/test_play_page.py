"""The page of simulated talks: tables, the dance of a session or of the mean, and the rates of a what-if."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.playing.helpers import small_case
from typer.testing import CliRunner

import walkaway
from walkaway.case import Case
from walkaway.cli import app as cli
from walkaway.report.charts.talks_charts import dance
from walkaway.report.play_page import play_page
from walkaway.report.terminal.play_view import play_tables


@pytest.fixture(scope="module")
def case() -> Case:
    return Case.model_validate({**small_case(4).to_dict(), "title": "<b>one</b>"})


def test_the_dance_of_one_session_is_its_transcript(case: Case) -> None:
    """Law: every offer of the transcript, as a share of what lies between walk-away and the best deal."""
    found = walkaway.play(case, strategies="boulware,conceder", rounds=9)
    assert found.transcript is not None
    offers = [one for one in found.transcript if one.what == "offers"]
    told = found.dance.offers
    assert found.dance.sessions == 1
    assert [(one.round, one.by) for one in told] == [(one.round, one.by) for one in offers]
    for who in case.parties:
        values = np.array([one.value[who] for one in offers if one.value is not None])
        shares = np.array([one.share[who] for one in told])
        best = max(values[[one.by == who for one in offers]])  # each begins with its best
        assert shares == pytest.approx((values - found.walk_away[who]) / (best - found.walk_away[who]))
    assert "dance" not in found.to_dict()


def test_the_dance_of_many_sessions_is_their_mean(case: Case) -> None:
    """Law: of sessions one by one, by a slow twin; those that are over count no more."""
    found = walkaway.play(case, strategies="random,linear", rounds=6, sessions=300)
    assert found.dance.sessions == 100
    again = walkaway.play(case, strategies="random,linear", rounds=6, sessions=300)
    assert found.dance == again.dance
    assert {one.round for one in found.dance.offers} <= set(range(1, 7))
    linear = [one.share["p1"] for one in found.dance.offers if one.by == "p1"]
    alone = walkaway.play(case, strategies="tough,linear", rounds=6).dance
    assert linear == pytest.approx([one.share["p1"] for one in alone.offers if one.by == "p1"][: len(linear)])


def test_the_page_has_tables_pictures_and_no_markup_of_others(case: Case) -> None:
    one, many = walkaway.play(case, rounds=5), walkaway.play(case, strategies="random", sessions=50)
    for found in (one, many, walkaway.play(case, rounds=5, against="two-level", draws=20)):
        page = play_page(case, found)
        assert "<b>one</b>" not in page
        assert "&lt;b&gt;one&lt;/b&gt;" in page
        assert "<script" not in page.replace('<script type="application/json">', "")
        assert "not a forecast of people" in page
        assert "what is at stake" in page
        assert ("Bars are" in page) == (found.against is not None)
        assert play_page(case, found) == page
    mediated = walkaway.play(case, protocol="single-text", rounds=5)
    assert mediated.dance.offers == ()
    assert "<figure" not in play_page(case, mediated)


def test_labels_have_room_and_lines_differ_by_more_than_colour(case: Case) -> None:
    found = walkaway.play(case, strategies="boulware,conceder", rounds=9)
    for chart in dance(case, found.dance):
        lines = [layer["mark"] for layer in chart.spec["layer"] if layer["mark"]["type"] == "line"]
        assert len({(str(one["strokeDash"]), one["strokeWidth"]) for one in lines}) >= 3


def test_the_command_writes_it_and_nothing_over_the_files_of_others(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    line = ["play", "itex-cypress", "--rounds", "5", "--page", str(target)]
    done = CliRunner().invoke(cli.app, line)
    assert done.exit_code == 0, done.output
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert str(target) in done.output.replace("\n", "")
    assert CliRunner().invoke(cli.app, line).exit_code == 0
    target.write_text("mine", encoding="utf-8")
    assert CliRunner().invoke(cli.app, line).exit_code == 2
    assert target.read_text(encoding="utf-8") == "mine"
    assert CliRunner().invoke(cli.app, [*line, "--force", "--json"]).exit_code == 0


def test_who_refused_what_is_shown_on_the_page_and_in_the_terminal(case: Case) -> None:
    data = case.to_dict()
    data["ratifiers"] = {"house": {"title": "The <i>House</i>", "for": "p0"}}
    data["preferences"]["house"] = {**data["preferences"]["p0"], "walk_away": 1000}
    record = Case.model_validate(data)
    one = walkaway.play(record, strategies="conceder", rounds=20)
    ways = walkaway.play(record, strategies="conceder", rounds=20, against="summit", draws=5)
    for found in (one, ways):
        page, lines = play_page(record, found), str(list(play_tables(record, found)))
        assert "refused by The &lt;i&gt;House&lt;/i&gt;" in page
        assert "refused by The <i>House</i>" in lines
        assert "igned and not ratified" in lines
