"""The workbench as its page asks it: moves in every form, answers of what is on the desk, saving."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import pytest
from tests.cli.test_cli import run
from tests.web.helpers import MOVE, TEXT, client, laid

import walkaway
from walkaway.case import Expected
from walkaway.report.brief import make_brief
from walkaway.web.case_answers import FULL
from walkaway.web.controls import FORMS, value_of
from walkaway.web.desk import open_desk


@pytest.mark.parametrize(
    ("move", "place", "value"),
    [
        ({"form": "number", "numbers": {"value": 3}}, "preferences.ann.walk_away",
         {"value": 3, "note": "her own words"}),
        ({"form": "points", "numbers": {"low": 1, "likely": 2.5, "high": 3}}, "preferences.ben.walk_away",
         {"low": 1, "likely": 2.5, "high": 3}),
        ({"form": "range", "numbers": {"low": 1, "high": 2}}, "preferences.ann.scores.date.late", [1, 2]),
        ({"order": "date > price"}, "preferences.ben.weights", "date > price"),
        ({"line": 0, "on": False}, "preferences.ann.red_lines", [{"price": "low", "date": "late"}]),
    ],
)  # fmt: skip
def test_every_kind_of_move(tmp_path: Path, move: dict[str, object], place: str, value: object) -> None:
    desk = laid(tmp_path)
    answer = client(desk).post("move", json={"place": place, **move})
    assert answer.status_code == 200, answer.text
    assert json.loads(json.dumps(desk.now.values, default=float)) == {place: value}
    assert answer.json()["digest"] == desk.now.case.digest


def test_a_move_brings_its_verdict_along(tmp_path: Path) -> None:
    """Law: it is to the letter what is told to whoever asks for it; a case without one has none."""
    browser = client(laid(tmp_path))
    known = browser.get("verdict", params={"of": browser.post("move", json=MOVE).json()["digest"]}).text
    assert browser.post("move", json=MOVE).json()["verdict"] == known
    (tmp_path / "draft").mkdir()
    draft = client(laid(tmp_path / "draft", TEXT.replace("mid: 2", "mid: to be judged")))
    assert "verdict" not in draft.post("move", json=MOVE).json()


def test_red_lines_go_and_come_back(tmp_path: Path) -> None:
    desk, place = laid(tmp_path), "preferences.ann.red_lines"
    browser = client(desk)
    for number in (0, 1):
        browser.post("move", json={"place": place, "line": number, "on": False})
    assert desk.now.case.preferences["ann"].red_lines == ()
    for number in (1, 0):
        browser.post("move", json={"place": place, "line": number, "on": True})
    assert desk.now.values == {}
    assert browser.post("move", json={"place": place, "line": 2}).status_code == 422


def test_a_computed_walk_away_moves_by_what_it_rests_on(tmp_path: Path) -> None:
    """It stays computed: its values and chances can be moved, and it has no handle itself."""
    place = "preferences.ben.walk_away"
    parts = "[{when: {sue: yes}, value: [2, 4], chance: 1}, {when: {sue: no}, value: 6, chance: 3}]"
    text = TEXT.replace("walk_away: [3, 5]", f"walk_away: {{aftermath: {parts}}}")
    desk = laid(
        tmp_path, f"{text}aftermath: {{options: {{sue: {{title: Sue, by: ann}}}}, wants: {{ann: [sue]}}}}\n"
    )
    browser = client(desk)
    page = browser.get("").text
    for number, key in itertools.product((0, 1), ("value", "chance")):
        assert f'data-place="{place}.aftermath[{number}].{key}"' in page
    assert f'data-place="{place}"' not in page
    assert "Walk-away, chance of no “Sue”" in page
    move = {"place": f"{place}.aftermath[1].chance", "form": "number", "numbers": {"value": 1}}
    told = browser.post("move", json=move).json()
    assert [(one["before"], one["after"]) for one in told["changes"]] == [("3", "1")]
    away = desk.now.case.preferences["ben"].walk_away
    assert isinstance(away, Expected)
    assert [float(away.low), float(away.high)] == [4, 5]


@pytest.mark.parametrize("form", FORMS)
def test_a_judgement_keeps_its_words(form: str) -> None:
    """Law: cite and note of a judgement stand beside its new numbers, and the case reads them."""
    before = {"range": [1, 2], "cite": "a: b", "note": "c"}
    value = value_of(form, dict.fromkeys(FORMS[form], 1.0), before)
    assert (value["cite"], value["note"]) == ("a: b", "c")
    assert walkaway.case.Judgement.model_validate(value).low == 1


def test_the_page_has_a_control_for_every_judgement_and_red_line() -> None:
    desk = open_desk("hanoi-2019")
    text = client(desk).get("").text
    places = set(re.findall(r'data-place="([^"]+)"', text))
    assert {path for path, _ in desk.file.case.judgements()} <= places
    lines = sum(len(one.red_lines) for one in desk.file.case.preferences.values())
    assert text.count('data-kind="line"') == lines > 0


@pytest.mark.parametrize("name", ["harbour", "thompson-employment"])
def test_numbers_are_those_of_the_command_line(name: str) -> None:
    """Law: for the same digest, seed and draws the page says what the command says."""
    desk = open_desk(name)
    told = json.loads(run("deals", name, "--draws", str(FULL), "--json").stdout)
    brief = make_brief(walkaway.load(name), draws=FULL)
    text = client(desk).get(f"section/opening?of={told['case']['digest']}").text
    assert brief.bottom_line.sentences[0] in re.sub(r"<[^>]*>", "", text)


def test_a_refusal_says_what_would_be_right(tmp_path: Path) -> None:
    browser = client(laid(tmp_path))
    answer = browser.post(
        "move",
        json={"place": "preferences.ann.walk_away", "form": "range", "numbers": {"low": 4, "high": 2}},
    )
    assert answer.status_code == 422
    assert "low before high" in answer.json()["faults"][0]


def test_saving_shows_the_lines_and_writes_them(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    browser = client(desk)
    browser.post("move", json=MOVE)
    difference = browser.get("difference").json()["difference"]
    assert "-    walk_away: [3, 5]\n+    walk_away: 4" in difference
    state = browser.post("save", json={"difference": difference}).json()
    assert (state["changes"], state["back"]) == ([], 0)
    assert "walk_away: 4\n" in desk.file.path.read_text(encoding="utf-8")
