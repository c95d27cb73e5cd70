"""Variants with names, two of them side by side, and what it would take, as the page asks for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.web.helpers import MOVE, client, laid

import walkaway
from walkaway.errors import UsageError
from walkaway.web.case_answers import FULL
from walkaway.web.desk import open_desk

AWAY, OTHER = "preferences.ben.walk_away", "preferences.ann.walk_away"


def events(text: str) -> list[tuple[str, Any]]:
    """Server-sent events: name and data."""
    parts = [part.split("\n") for part in text.split("\n\n") if part]
    return [
        (first.removeprefix("event: "), json.loads(second.removeprefix("data: "))) for first, second in parts
    ]


def test_a_variant_is_kept_taken_and_outlives_the_program(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    desk.move({AWAY: 4})
    desk.keep("  if  Ben gives in ")
    desk.move({AWAY: None, OTHER: 1})
    again = open_desk(str(desk.file.path))
    assert dict(again.variants["if Ben gives in"].values) == {AWAY: 4}
    assert again.take("if Ben gives in").values == {AWAY: 4}  # what was moved else is as saved
    assert again.back().values == {OTHER: 1}
    again.drop("if Ben gives in")
    again.move({OTHER: None})
    assert not again.variants


def test_a_variant_stays_when_another_is_saved(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    desk.move({AWAY: 4})
    desk.keep("four")
    desk.move({AWAY: 1})
    desk.save(desk.difference())
    assert open_desk(str(desk.file.path)).take("four").values == {AWAY: 4}


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\u0007b"])
def test_names_that_are_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="1 to 80"):
        laid(tmp_path).keep(name)


def test_a_name_that_is_not_known(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    desk.keep("five")
    answer = client(desk).post("variant", json={"way": "take", "name": "fve"})
    assert answer.status_code == 422
    assert "five" in answer.json()["faults"][0]


def test_two_versions_side_by_side_say_what_the_question_says(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    browser = client(desk)
    browser.post("move", json=MOVE)
    browser.post("variant", json={"way": "keep", "name": "four"})
    told = events(browser.get("slow/compare", params={"old": "saved", "new": "variant:four"}).text)
    found = walkaway.compare(desk.file.case, desk.now.case, draws=FULL)
    kind, page = told[-1]
    assert kind == "done"
    assert all(isinstance(share, float) for name, (_, share) in told[:-1] if name == "progress")
    assert found.contributions[0].places[0].after in page
    assert all(
        words in page for words in ("alone in the saved case", "draws of the saved case", "of “four”: ")
    )
    assert "old version" not in page
    assert "new version" not in page
    assert browser.get("slow/compare", params={"old": "x", "new": "now"}).status_code == 422
    refused = events(browser.get("slow/compare", params={"old": "saved", "new": "variant:none"}).text)
    assert [name for name, _ in refused] == ["refused"]


def test_what_it_would_take_is_the_flip_of_the_question(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    digest = desk.now.case.digest
    kind, sentences = events(client(desk).get("slow/takes", params={"place": AWAY, "of": digest}).text)[-1]
    flip = walkaway.sensitivity(desk.now.case, draws=FULL, judgements=[AWAY]).flips[0]
    assert kind == "done"
    assert flip.at is None or f"{float(flip.at):.3g}" in sentences[0]
    assert events(client(desk).get("slow/takes", params={"place": AWAY, "of": "0"}).text) == [
        ("overtaken", "")
    ]


def test_a_slow_section_tells_how_far_it_is(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    told = events(client(desk).get(f"slow/section/findout?of={desk.now.case.digest}").text)
    assert [name for name, _ in told[:-1]] == ["progress"] * (len(told) - 1)
    assert len(told) > 1
    assert "find out" in told[-1][1]
