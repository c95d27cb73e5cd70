"""A document out of a case: what rests on it is named first, undone as one step; its file only on request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.helpers import MOVE, TEXT, client, laid

from walkaway.loading import check
from walkaway.web.desk import Desk

CITED = (
    TEXT.replace("note: her own words", 'note: her own words, cite: "a: Ann wants"').replace(
        "walk_away: [3, 5]", 'walk_away: {range: [3, 5], cite: ["a: the price high", "b: Ben is late"]}'
    )
    + 'record: [{by: ann, act: asks, cite: "b: Ben is late"}]\n'
    + "documents: {a: {kind: letter}, reject: [{document: a, words: the price}]}\n"
)


def opened(folder: Path) -> tuple[TestClient, Desk]:
    (folder / "documents").mkdir()
    (folder / "documents" / "a.txt").write_text("Ann wants the price high.\n", encoding="utf-8")
    (folder / "documents" / "b.txt").write_text("Ben is late, again.\n", encoding="utf-8")
    desk = laid(folder, CITED)
    return client(desk), desk


def test_what_rests_on_it_is_named_and_goes_in_one_step(tmp_path: Path) -> None:
    browser, desk = opened(tmp_path)
    browser.post("move", json=MOVE)
    told: Any = browser.post("leave", json={"document": "a"}).json()
    assert len(told["rests"]) == 4
    assert "Ann, Walk-away: “Ann wants”" in told["rests"]
    assert desk.steps == (1, 0)
    answer = browser.post("leave", json={"document": "a", "sure": True})
    assert answer.status_code == 200
    assert answer.json()["written"] == [
        "Ben, Walk-away: 3–5 → 4", "a: taken out, with 4 that rested on it"
    ]  # fmt: skip
    assert '"a: ' not in desk.edited()
    assert "b: Ben is late" in desk.edited()
    assert desk.now.case.preferences["ben"].walk_away is not None
    assert desk.now.case.documents.kinds == {}
    assert (tmp_path / "documents" / "a.txt").exists()
    assert "a.txt" in browser.get("documents").text  # and that is read, as is said
    browser.post("turn", json={"way": "back"})
    assert 'cite: "a: Ann wants"' in desk.edited()
    assert "rests" not in browser.post("leave", json={"document": "nothing"}).json()


def test_its_file_is_moved_aside_and_put_back_when_that_is_asked_for(tmp_path: Path) -> None:
    browser, desk = opened(tmp_path)
    refused = browser.post("aside", json={"document": "a"})
    assert refused.status_code == 422
    assert "taken out of the case first" in refused.text
    browser.post("leave", json={"document": "a", "sure": True})
    assert browser.post("save", json={"difference": desk.difference()}).status_code == 200
    assert browser.post("aside", json={"document": "a"}).json()["aside"] == ["a.txt"]
    assert sorted(path.name for path in (tmp_path / "documents").iterdir()) == ["b.txt"]
    assert not [one for one in check(desk.file.path) if one.level == "fault"]
    assert 'data-back="a.txt"' in browser.get("documents").text
    (tmp_path / "documents" / "a.txt").write_text("another\n", encoding="utf-8")
    assert browser.post("aside", json={"document": "a.txt", "back": True}).status_code == 422
    (tmp_path / "documents" / "a.txt").unlink()
    assert browser.post("aside", json={"document": "a.txt", "back": True}).json()["aside"] == []
    assert (tmp_path / "documents" / "a.txt").read_text(encoding="utf-8").startswith("Ann wants")


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/passwd", "case.yaml", "none", ""])
def test_no_other_file_is_moved(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "outside.txt").write_text("kept\n", encoding="utf-8")
    browser, _ = opened(tmp_path / "in")
    for back in (False, True):
        assert browser.post("aside", json={"document": name, "back": back}).status_code == 422
    (tmp_path / "in" / "taken-out").symlink_to(tmp_path)
    browser.post("leave", json={"document": "a", "sure": True})
    assert browser.post("aside", json={"document": "a"}).status_code == 422
    assert browser.post("aside", json={"document": "outside.txt", "back": True}).status_code == 422
    assert (tmp_path / "outside.txt").read_text(encoding="utf-8") == "kept\n"
    assert (tmp_path / "in" / "documents" / "a.txt").exists()


def test_a_judgement_whose_only_words_go_is_bare_again(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text("Ann wants the price high.\n", encoding="utf-8")
    desk = laid(
        tmp_path, TEXT.replace("walk_away: [3, 5]", 'walk_away: {range: [3, 5], cite: "a: Ann wants"}')
    )
    client(desk).post("leave", json={"document": "a", "sure": True})
    assert desk.edited() == TEXT
