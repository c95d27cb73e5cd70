"""Documents on the workbench: listed, read, cited for a judgement, put in; nothing of them is markup."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.evidence.transcripts import needs_parser
from tests.web.helpers import client
from tests.web.texts import FERRY, GAZETTE, ferry

import walkaway
from walkaway.web.desk import Desk, open_desk

AWAY = "preferences.council.walk_away"
WORDS = "we could not give that"
EVIL = "</span></mark><script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return ferry(tmp_path)


def put(browser: TestClient, name: str, raw: bytes) -> Any:
    return browser.post("upload", params={"name": name}, content=raw,
                        headers={"content-type": "application/octet-stream"})  # fmt: skip


def test_a_document_is_shown_with_what_was_set_aside(desk: Desk) -> None:
    browser = client(desk)
    listed = browser.get("documents").text
    assert 'data-document="gazette"' in listed
    text = browser.get("document", params={"name": "islander"}).text
    aside = re.search(r'<span class="set-aside">.*?</span></?span', text, re.DOTALL)
    assert aside is not None
    assert "Ten islands for the summer" in aside[0]
    assert "set aside: " in aside[0]
    assert browser.get("document", params={"name": "gazete"}).status_code == 422
    assert "gazette" in browser.get("document", params={"name": "gazete"}).json()["faults"][0]


def test_a_cite_is_verified_and_one_step(desk: Desk) -> None:
    """The file then has the words of the document, its comments, and no fault."""
    browser = client(desk)
    assert browser.post("verify", json={"document": "gazette", "words": WORDS}).json()["found"] is True
    state = browser.post("cite", json={"document": "gazette", "words": WORDS, "place": AWAY}).json()
    assert state["written"] == [f"Harbour Council: Walk-away: cited “{WORDS}” (gazette)"]
    assert f'cited for Harbour Council, Walk-away</span><mark class="cited">{WORDS}' in browser.get(
        "document", params={"name": "gazette"}
    ).text.replace("&#39;", "'")
    browser.post("save", json={"difference": browser.get("difference").json()["difference"]})
    text = desk.file.path.read_text(encoding="utf-8")
    assert f'walk_away: {{range: [40, 60], cite: "gazette: {WORDS}"}}' in text
    assert "# she could not give it" in text
    assert walkaway.check(desk.file.path) == []


@pytest.mark.parametrize(
    "words", ["we could give that", "subsidy", "", "A deal was signed", "half …  the subsidy"]
)
def test_words_that_check_refuses_are_refused_with_the_reason(desk: Desk, words: str) -> None:
    browser = client(desk)
    found = browser.post("verify", json={"document": "gazette", "words": words}).json()
    refused = browser.post("cite", json={"document": "gazette", "words": words, "place": AWAY})
    assert (found["found"], refused.status_code) == (False, 422)
    assert refused.json()["faults"][0]
    assert desk.edited() == FERRY


def test_a_moved_judgement_takes_the_cite_along(desk: Desk) -> None:
    browser = client(desk)
    browser.post("move", json={"place": AWAY, "form": "number", "numbers": {"value": 50}})
    assert browser.get("judgements").json()[0] == [AWAY, "Harbour Council: Walk-away"]
    browser.post("cite", json={"document": "gazette", "words": WORDS, "place": AWAY})
    assert f'walk_away: {{value: 50, cite: "gazette: {WORDS}"}}' in desk.edited()
    browser.post("turn", json={"way": "back"})
    assert "walk_away: 50" in desk.edited()
    browser.post("turn", json={"way": "back"})
    assert desk.edited() == FERRY


def test_what_is_still_to_be_judged_takes_a_cite(tmp_path: Path) -> None:
    desk = ferry(tmp_path, FERRY.replace("walk_away: [40, 60]", "walk_away: to be judged"))
    asked = {"document": "gazette", "words": WORDS, "place": AWAY}
    assert client(desk).post("cite", json=asked).status_code == 200
    assert f'walk_away: {{value: to be judged, cite: "gazette: {WORDS}"}}' in desk.edited()


def test_a_kind_is_told_and_taken_back(desk: Desk) -> None:
    browser = client(desk)
    for name, kind in (("gazette", "minutes"), ("islander", "letter"), ("gazette", "page")):
        assert browser.post("kind", json={"document": name, "kind": kind}).status_code == 200
    assert desk.now.case.documents.kinds == {"gazette": "page", "islander": "letter"}
    browser.post("kind", json={"document": "gazette", "kind": ""})
    assert desk.now.case.documents.kinds == {"islander": "letter"}
    assert browser.post("kind", json={"document": "none", "kind": "page"}).status_code == 422


def test_a_document_is_put_in_and_can_be_cited(desk: Desk) -> None:
    browser = client(desk)
    answer = put(browser, "../Minutes of the council.txt", b"The council agreed to five sailings.")
    assert answer.json() == {"name": "Minutes-of-the-council"}
    cite = {"document": "Minutes-of-the-council", "words": "agreed to five sailings", "place": AWAY}
    assert browser.post("cite", json=cite).status_code == 200
    wrong = put(browser, "a.pdf", b"%PDF-1.7 broken")
    assert wrong.status_code == 422
    assert len(wrong.json()["faults"]) == 1
    assert {path.name for path in desk.file.folder.iterdir()} == {
        "case.yaml",
        ".case.yaml.moves",
        "documents",
    }


def test_a_case_of_the_catalogue_takes_no_document() -> None:
    desk = open_desk("hanoi-2019")
    browser = client(desk)
    before = sorted((desk.file.folder / "documents").iterdir())
    assert put(browser, "a.txt", b"They said no.").status_code == 422
    assert sorted((desk.file.folder / "documents").iterdir()) == before
    assert "lifted in their entirety" in browser.get("document", params={"name": "summit-offers-us"}).text


def test_text_of_documents_is_escaped(desk: Desk) -> None:
    browser = client(desk)
    assert (
        put(browser, f"{EVIL}.txt", f"{EVIL}\n\n“{EVIL} no deal,” said Ruth Aldous.\n".encode()).status_code
        == 200
    )
    name = next(name for name in re.findall(r'data-document="([^"]+)"', browser.get("documents").text)
                if name not in ("gazette", "islander"))  # fmt: skip
    assert re.fullmatch(r"[\w-]+", name)
    for path in ("documents", f"document?name={name}"):
        text = browser.get(path).text
        assert "<script>" not in text
        assert "<img" not in text
        assert "&lt;script&gt;" in text


def test_long_documents_come_in_pieces(desk: Desk) -> None:
    browser = client(desk)
    put(browser, "long.txt", "\n\n".join(f"Number {number}. {GAZETTE}" for number in range(400)).encode())
    first = browser.get("document", params={"name": "long"}).text
    pieces = int(re.search(r'data-pieces="(\d+)"', first)[1])  # type: ignore[index]
    assert pieces > 10
    assert len(first) < 60_000
    last = browser.get("document", params={"name": "long", "piece": 9_999}).text
    assert f'data-piece="{pieces - 1}"' in last
    assert "Number 399." in last


@needs_parser
def test_who_said_what_is_found_once(desk: Desk) -> None:
    """Law: statements are those that ``read`` finds with the case; a cite does not have them found again."""
    browser = client(desk)
    assert "event: done" in browser.get("slow/said").text
    found = walkaway.read(desk.file.folder / "documents", case=desk.file)
    text = browser.get("document", params={"name": "gazette"}).text
    assert {one for part in re.findall(r'data-said="([^"]+)"', text) for one in part.split()} == {
        one.id for one in found.statements if one.document == "gazette"
    }
    assert "Ruth Aldous, direct words" in text
    browser.post("cite", json={"document": "gazette", "words": WORDS, "place": AWAY})
    assert "event: progress" not in browser.get("slow/said").text


def test_documents_that_lead_elsewhere_by_now_are_not_shown(tmp_path: Path) -> None:
    """Law: a folder or a file that is swapped for a link while the case is open shows nothing of outside."""
    home, outside = tmp_path / "case", tmp_path / "outside"
    home.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("Nobody may read this.", encoding="utf-8")
    desk = ferry(home)
    browser, documents = client(desk), desk.file.folder / "documents"
    assert "gazette" in browser.get("documents").text
    (documents / "secret.txt").symlink_to(outside / "secret.txt")
    assert browser.get("document", params={"name": "secret"}).status_code == 422
    documents.rename(home / "moved")
    documents.symlink_to(outside)
    assert browser.get("document", params={"name": "secret"}).status_code == 422
    listed = browser.get("documents").text
    assert "a link out of the case folder" in listed
    assert 'data-document="secret"' not in listed
    assert put(browser, "new.txt", b"They said no.").status_code == 422
    assert [path.name for path in outside.iterdir()] == ["secret.txt"]


def test_what_is_cited_for_an_issue_is_told_by_titles(tmp_path: Path) -> None:
    text = FERRY.replace("half: Half", f"half: {{title: Half of it, cite: 'gazette: {WORDS}'}}")
    page = client(ferry(tmp_path, text)).get("document", params={"name": "gazette"}).text
    assert "cited for Subsidy: Half of it" in page
