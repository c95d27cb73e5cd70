"""The whole case as text: checked as `walkaway check` does, written only as it was seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.helpers import MOVE, TEXT, client, laid

import walkaway
from walkaway.loading import check_text

RATIFIED = TEXT.replace("issues:\n", "ratifiers: {kin: {title: The kin, for: ann}}\nissues:\n", 1).replace(
    "  ben:\n    walk_away",
    "  kin: {walk_away: 1, scores: {date: {soon: 0, late: 3}}}\n  ben:\n    walk_away",
    1,
)


@pytest.mark.parametrize(
    "text",
    [TEXT, RATIFIED, TEXT.replace("price: low, date: late", "prise: low"), TEXT.replace("[2, 4]", "[4, 2]"),
     "case: 1\n", "a: [", "", "[" * 3_000],
    ids=["fine", "ratifiers", "name", "range", "little", "broken", "empty", "deep"],
)  # fmt: skip
def test_it_says_what_the_command_says(tmp_path: Path, text: str) -> None:
    desk = laid(tmp_path)
    other = tmp_path / "other.yaml"
    other.write_text(text, encoding="utf-8")
    faults = check_text(text, desk.file.path)
    assert [(one.line, one.found, one.expected) for one in faults] == [
        (one.line, one.found, one.expected) for one in walkaway.check(other)
    ]
    answer = client(desk).post("check", json={"text": text})
    assert [one["line"] for one in answer.json()["faults"]] == [one.line for one in faults]
    assert desk.file.path.read_text(encoding="utf-8") == TEXT


def test_a_ratifier_is_added_and_a_move_comes_along(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    browser = client(desk)
    browser.post("move", json=MOVE)
    began = browser.get("text").json()["text"]
    text = began.replace("ann: Ann,", "ann: Anna,")
    told = browser.post("check", json={"text": text}).json()
    assert told["faults"] == []
    assert "+parties: {ann: Anna, ben: Ben}" in told["difference"]
    answer = browser.post("rewrite", json={"text": text, "began": began})
    assert answer.status_code == 200, answer.text
    assert desk.file.path.read_text(encoding="utf-8") == text
    assert "walk_away: 4\n" in text
    assert desk.steps == (0, 0)


def test_a_fault_or_a_move_meanwhile_stops_it(tmp_path: Path) -> None:
    desk = laid(tmp_path)
    browser = client(desk)
    began = browser.get("text").json()["text"]
    wrong = browser.post("rewrite", json={"text": TEXT.replace("ben: Ben", "bert: Bert"), "began": began})
    assert wrong.status_code == 422
    assert "ben" in " ".join(wrong.json()["faults"])
    browser.post("move", json=MOVE)
    late = browser.post("rewrite", json={"text": RATIFIED, "began": began})
    assert "moved meanwhile" in late.json()["faults"][0]
    assert desk.file.path.read_text(encoding="utf-8") == TEXT
