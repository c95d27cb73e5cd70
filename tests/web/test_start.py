"""The first page of a workbench without a case: a new one, one that is here, one to try."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.helpers import HOST, SECRET, TEXT

import walkaway
from walkaway.catalogue import templates
from walkaway.web.workbench import workbench


def begun(folder: Path) -> TestClient:
    app = workbench(None, secret=SECRET, hosts=(HOST,), folder=folder)
    return TestClient(app, base_url=f"http://{HOST}/{SECRET}/", raise_server_exceptions=False)


@pytest.mark.parametrize("template", ["blank", *templates()])
def test_a_new_case_reads_well_and_has_an_answer(tmp_path: Path, template: str) -> None:
    browser = begun(tmp_path)
    answer = browser.post("start", json={"way": "new", "what": template, "name": "our talks"})
    assert answer.status_code == 200, answer.text
    case = walkaway.load(tmp_path / "our talks").case
    assert case.title == answer.json()["title"]
    opening = browser.get(f"section/opening?of={case.digest}&quick=true")
    if template == "blank":  # nothing is judged in it, so nothing follows from it
        assert opening.status_code == 422
        assert "One side: the walk-away" in opening.json()["faults"][0]
    else:
        assert opening.status_code == 200


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "/etc", "x" * 81, "a\x00b"])
def test_a_name_stays_in_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    answer = begun(folder).post("start", json={"way": "new", "what": "blank", "name": name})
    assert answer.status_code == 422
    assert list(tmp_path.rglob("*")) == [folder]


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "mine" / "case.yaml"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    answer = begun(tmp_path).post("start", json={"way": "new", "what": "blank", "name": "mine"})
    assert answer.status_code == 422
    assert path.read_text(encoding="utf-8") == TEXT


def test_cases_that_are_here_and_some_to_try(tmp_path: Path) -> None:
    (tmp_path / "yard.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "other.yaml").write_text("a: [", encoding="utf-8")
    browser = begun(tmp_path)
    page = browser.get("").text
    assert 'data-what="yard.yaml"' in page
    assert 'data-what="hanoi-2019"' in page
    assert "other.yaml" not in page
    wrong: list[dict[str, Any]] = [
        {"way": "here", "what": "../yard.yaml"}, {"way": "try", "what": str(tmp_path / "yard.yaml")},
        {"way": "new", "what": "none", "name": "a"}, {"way": "up", "what": "a"},
    ]  # fmt: skip
    assert {browser.post("start", json=body).status_code for body in wrong} == {422}
    assert browser.post("start", json={"way": "here", "what": "yard.yaml"}).json() == {"title": "A yard"}
    assert 'data-place="preferences.ann.walk_away"' in browser.get("").text
    assert browser.post("start", json={"way": "try", "what": "harbour"}).status_code == 404  # once chosen


def test_links_out_of_the_folder_are_neither_listed_nor_written_through(tmp_path: Path) -> None:
    folder, outside = tmp_path / "in", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (folder / "new").symlink_to(outside)
    answer = begun(folder).post("start", json={"way": "new", "what": "blank", "name": "new"})
    assert answer.status_code == 422
    assert list(outside.iterdir()) == []
    (outside / "case.yaml").write_text(TEXT, encoding="utf-8")
    assert "A yard" not in begun(folder).get("").text
