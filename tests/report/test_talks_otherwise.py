"""If the talks had gone otherwise: the screen of a case that says how they were held, and its pictures."""

from __future__ import annotations

import numpy as np
import pytest
from tests.playing.helpers import small_case

import walkaway
from walkaway.analysis.answers import analyse
from walkaway.case import Case
from walkaway.evidence import Documents
from walkaway.numbers import points
from walkaway.playing.dance import Dance, DanceStep
from walkaway.report.brief import Brief
from walkaway.report.charts.talks_charts import dance
from walkaway.report.language.talks_words import share_words
from walkaway.report.page import section
from walkaway.report.sheets.why_sheets import why_sheets
from walkaway.report.terminal.why_view import why_tables

PROCESS = {"protocol": "summit", "rounds": 2, "otherwise": ["two-level", "single-text"]}


def brief_of(**more: object) -> Brief:
    data = {**small_case(4).to_dict(), **more}
    for wants in data["preferences"].values():
        wants["walk_away"] = [14, 22]
    return Brief(answers=analyse(Case.model_validate(data), draws=120), documents=Documents({}))


def test_a_case_without_a_process_has_no_such_screen() -> None:
    brief = brief_of()
    assert brief.otherwise is None
    assert not section(brief, "otherwise").strip()


def test_the_screen_says_what_became_of_every_way_with_its_error() -> None:
    brief = brief_of(process=PROCESS)
    other = brief.otherwise
    assert other is not None
    assert other.found.against is not None
    assert [one.protocol for one in other.found.against] == ["summit", "two-level", "single-text"]
    assert [row[0] for row in other.rows] == [
        "A summit without preparation, two rounds",
        "A working level, then principals, 30 and 2 rounds",
        "One text of a mediator, 100 rounds",
    ]
    text = " ".join(section(brief, "otherwise").split())
    assert "a simulation of strategies, not a forecast of people" in text.lower()
    for one, row in zip(other.found.against, other.rows, strict=True):
        assert row[1] == share_words(one.signed, one.signed_error, one.signed_interval)
        assert all(cell in text for cell in row)
    assert "They differ in rounds as well. With 32 rounds each, a summit without preparation comes to" in text
    assert {table.title.split(":")[0] for table in other.moved} == {"Summit", "Two-level", "Single-text"}


def test_the_diagnosis_of_process_says_what_was_played() -> None:
    """Law: the remark names the difference in pairs with its error, and stands beside that explanation."""
    brief = brief_of(process={"protocol": "summit", "rounds": 1}, record=RECORD,
                     evidence=[{"says": "No time.", "for": "process"}])  # fmt: skip
    other = brief.otherwise
    assert other is not None
    assert other.found.against is not None
    second = other.found.against[1]
    assert second.signed_difference > 2 * second.signed_difference_error
    assert other.played is not None
    more = points(second.signed_difference, second.signed_difference_error)
    assert f"{more.removeprefix('+')} of 100 times more often" in other.played.says
    assert other.played.says in section(brief, "why")
    alike = brief_of(process={**PROCESS, "otherwise": "summit"}).otherwise
    assert alike is not None
    assert alike.played is not None
    assert "no other way" in alike.played.says


RECORD = [{"by": "p0", "offer": {"i0": "o0"}}, {"by": "p1", "act": "leaves"}]


def test_why_tells_what_was_played_and_no_probability_rests_on_it() -> None:
    """Law: all but the remark is as without a process; the brief has the same remark, to the last digit."""
    told = [brief_of(record=RECORD, evidence=[{"says": "No time.", "for": "process"}], **more)
            for more in ({}, {"process": {"protocol": "summit", "rounds": 1}})]  # fmt: skip
    plain, played = (walkaway.why(brief.case, draws=120) for brief in told)
    assert plain.played is None
    assert "played" not in plain.to_dict()
    assert played.played is not None
    own = played.to_dict()
    assert own.pop("played") == told[1].to_dict()["diagnosis"]["played"]
    assert own == plain.to_dict()
    first, second = played.played.ways
    assert (first.protocol, first.difference, first.difference_error) == ("summit", 0.0, 0.0)
    assert second.difference == pytest.approx(second.signed - first.signed)
    assert second.difference > 2 * second.difference_error > 0
    for text in ("a simulation of strategies, which is no forecast and no evidence", "1 round"):
        assert text in str(list(why_tables(told[1].case, played)))
        assert text not in str(list(why_tables(told[0].case, plain)))
    *_, nothing = why_sheets.make(told[0].case, plain)
    *_, sheet = why_sheets.make(told[1].case, played)
    assert nothing is None
    assert sheet is not None
    assert [row[0] for row in sheet[1]] == [first.words, second.words]


def test_of_a_signed_deal_nothing_is_played() -> None:
    signed = [{"by": who, "signs": {"i0": "o0", "i1": "o0", "i2": "o0"}} for who in ("p0", "p1")]
    brief = brief_of(record=signed, process=PROCESS)
    assert walkaway.why(brief.case, draws=20).played is None
    assert brief.diagnosed is brief.diagnosis


def test_the_dance_shows_every_offer_to_everybody() -> None:
    """Law: what a party asks for falls, and not below its walk-away; each offer is there twice."""
    other = brief_of(process={"protocol": "alternating", "rounds": 12, "otherwise": "two-level"}).otherwise
    assert other is not None
    charts = {(chart.name, chart.size): chart for chart in other.charts}
    assert {"dance", "rates"} == {name for name, _ in charts}
    for size in ("wide", "narrow"):
        spec = charts["dance", size].spec
        lines = [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]
        rows = [spec["datasets"][layer["data"]["name"]] for layer in lines]
        asks = [one for one, layer in zip(rows, lines, strict=True) if layer["mark"]["strokeDash"] == [1, 0]]
        offered = [
            one for one, layer in zip(rows, lines, strict=True) if layer["mark"]["strokeDash"] != [1, 0]
        ]
        assert len(asks) == len(offered) == 2
        assert sum(map(len, asks)) == sum(map(len, offered))
        for one in asks:
            prepared = [row["y"] for row in one if row["x"] <= 30]
            assert np.all(np.diff(prepared) <= 1e-9)
            assert min(prepared) >= -1e-9
        titles = [layer["encoding"][at].get("title") for layer in spec["layer"][:1] for at in "xy"]
        assert titles == ["Round", "Worth of offers, % of what is at stake"]
        assert charts["dance", size].svg().startswith("<svg")
        assert len({layer["mark"]["color"] for layer in lines}) == 2


@pytest.mark.parametrize("parties", [2, 4])
def test_where_rounds_are_close_no_mark_hides_one_of_another_party(parties: int) -> None:
    case = small_case(1, parties=parties)
    offers = [
        DanceStep(round=number, by=by, share=dict.fromkeys(case.parties, 1 - number / 60))
        for number in range(1, 61) for by in case.parties
    ]  # fmt: skip
    for chart in dance(case, Dance(words="talks", sessions=1, offers=tuple(offers))):
        layers = [one for one in chart.spec["layer"] if one["mark"]["type"] == "point"]
        marks = [
            {row["x"] for row in chart.spec["datasets"][one["data"]["name"]]}
            for one in layers
            if one["mark"]["filled"]
        ]
        assert len(marks) == parties
        assert all(marks)
        assert len(set().union(*marks)) == sum(map(len, marks))


def test_rates_are_drawn_with_their_intervals() -> None:
    other = brief_of(process=PROCESS).otherwise
    assert other is not None
    (chart,) = (one for one in other.charts if (one.name, one.size) == ("rates", "wide"))
    bars = [layer for layer in chart.spec["layer"] if layer["mark"]["type"] == "rule"]
    shown = [row for layer in bars for row in chart.spec["datasets"][layer["data"]["name"]]]
    moved = [one for one in other.found.moved or () if one.what in ("rounds", "prepared")]
    assert len(shown) == len(moved)
    assert {(row["y"], row["y2"]) for row in shown} == {
        (100 * one.signed_interval[0], 100 * one.signed_interval[1]) for one in moved
    }


@pytest.mark.parametrize(
    ("share", "error", "interval", "said"),
    [
        (0.37, 0.011, (0.35, 0.39), "37 ± 1"),
        (0.0035, 0.0013, (0.0017, 0.0072), "0.4 ± 0.1"),
        (0.0, 0.0, (0.0, 0.0298), "under 3"),
        (1.0, 0.0, (0.9702, 1.0), "over 97"),
    ],
)
def test_a_share_of_none_or_all_says_how_sure_that_is(
    share: float, error: float, interval: tuple[float, float], said: str
) -> None:
    assert share_words(share, error, interval) == said
