"""A copy of a case of the catalogue: in a folder of one's own, over nothing; the page goes on there."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.helpers import HOST, SECRET, client, laid
from tests.web.test_hostile import NO_NAMES

import walkaway
from walkaway.web.desk import open_desk
from walkaway.web.workbench import workbench


def begun(folder: Path, name: str) -> TestClient:
    app = workbench(open_desk(name), secret=SECRET, hosts=(HOST,), folder=folder)
    return TestClient(app, base_url=f"http://{HOST}/{SECRET}/", raise_server_exceptions=False)


def test_a_copy_is_the_case_as_it_is_and_can_be_saved(tmp_path: Path) -> None:
    browser = begun(tmp_path, "hanoi-2019")
    before = walkaway.cases()["hanoi-2019"].read_text(encoding="utf-8")
    place = "preferences.us.walk_away"
    browser.post("move", json={"place": place, "form": "number", "numbers": {"value": 30}})
    assert "Save a copy" in browser.get("").text
    assert browser.post("copy", json={"name": "mine"}).json() == {"folder": "mine"}
    page = browser.get("").text
    assert "this is your copy" in page
    assert "Save a copy" not in page
    case = walkaway.load(tmp_path / "mine").case
    assert str(dict(case.judgements())[place]) == "30"
    there = {path.name for path in (tmp_path / "mine" / "documents").iterdir()}
    assert there == {path.name for path in (walkaway.cases()["hanoi-2019"].parent / "documents").glob("*.*")}
    browser.post("move", json={"place": place, "form": "number", "numbers": {"value": 31}})
    difference = browser.get("difference").json()["difference"]
    assert browser.post("save", json={"difference": difference}).status_code == 200
    assert walkaway.cases()["hanoi-2019"].read_text(encoding="utf-8") == before
    assert browser.post("copy", json={"name": "again"}).status_code == 422  # it is a case of one's own


@pytest.mark.parametrize("name", [*NO_NAMES, "there"])
def test_a_copy_goes_into_a_new_folder_or_nowhere(tmp_path: Path, name: str) -> None:
    """Law: nothing is written over, nothing outside the folder is made."""
    inner = tmp_path / "inner"
    (inner / "there").mkdir(parents=True)
    (inner / "there" / "case.yaml").write_text("mine\n", encoding="utf-8")
    answer = begun(inner, "phased-exchange").post("copy", json={"name": name})
    assert answer.status_code == 422
    assert answer.json()["faults"]
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["case.yaml", "inner", "there"]
    assert (inner / "there" / "case.yaml").read_text(encoding="utf-8") == "mine\n"


def test_a_case_of_ones_own_is_not_copied(tmp_path: Path) -> None:
    assert client(laid(tmp_path)).post("copy", json={"name": "x"}).status_code == 422
