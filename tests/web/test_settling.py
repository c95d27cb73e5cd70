"""Statements into the record or rejected, conflicts kept as accounts and settled, with cites that hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.evidence.transcripts import needs_parser
from tests.web.helpers import client
from tests.web.texts import FERRY, ferry

import walkaway
from walkaway.web.desk import Desk

pytestmark = needs_parser
PART = "We asked for part of the subsidy, not all of it"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return ferry(tmp_path)


@pytest.fixture
def browser(desk: Desk) -> TestClient:
    found = client(desk)
    assert "event: done" in found.get("slow/said").text
    return found


def offered(browser: TestClient, words: str, document: str = "gazette") -> str:
    """The id under which words are offered; none where they are not."""
    text = browser.get("statements", params={"name": document}).text
    shown = re.findall(r'data-statement="([^"]+)">.*?<blockquote>([^<]*)</blockquote>', text, re.DOTALL)
    return next((name for name, said in shown if said == words), "")


def test_a_statement_goes_into_the_record(browser: TestClient, desk: Desk) -> None:
    """What is quoted stands in the document; what is not is said to be somebody's own words."""
    asked = {"id": offered(browser, PART), "by": "line", "act": f"says: “{PART}”"}
    assert browser.post("accept", json=asked).status_code == 200
    own = {**asked, "act": "wants less: “part of the subsidy”"}
    assert browser.post("accept", json=own).status_code == 200
    plain, edited = desk.now.case.record
    assert (plain.by, plain.act, plain.note) == ("line", f"says: “{PART}”", "as reported; told by Tom Reyes")
    assert "in the words of whoever wrote this case" in edited.note
    assert [str(cite) for cite in edited.cites] == [f"gazette: {PART}"]
    assert "in the record" in browser.get("statements", params={"name": "gazette"}).text
    desk.save(desk.difference())
    assert walkaway.check(desk.file.path) == []


@pytest.mark.parametrize(
    ("part", "value"),
    [("act", "says: “all of the subsidy, and more”"), ("act", ""), ("by", "nobody"), ("id", "gazette#99")],
)
def test_what_does_not_fit_is_refused(browser: TestClient, desk: Desk, part: str, value: str) -> None:
    asked = {"id": offered(browser, PART), "by": "line", "act": "says no", part: value}
    answer = browser.post("accept", json=asked)
    assert answer.status_code == 422
    assert answer.json()["faults"][0]
    assert desk.edited() == FERRY


def test_a_rejected_statement_is_not_offered_again(browser: TestClient, desk: Desk) -> None:
    first = offered(browser, PART)
    conflicts = browser.get("conflicts").text.count('class="conflict proposed"')
    assert browser.post("reject", json={"id": first}).status_code == 200
    assert offered(browser, PART) == ""
    assert browser.get("conflicts").text.count('class="conflict proposed"') < conflicts
    desk.save(desk.difference())
    again = walkaway.read(desk.file.folder / "documents", case=desk.file)
    assert all(" ".join(span.text.split()) != PART for one in again.statements for span in one.content)
    assert walkaway.check(desk.file.path) == []


def test_a_conflict_becomes_an_account_and_is_settled(browser: TestClient, desk: Desk) -> None:
    """Law: the conflicts are those that ``read`` ranks, in its order; one step each, and undone in one."""
    text = browser.get("conflicts").text
    pairs = re.findall(r'data-first="([^"]+)" data-second="([^"]+)"', text)
    ranked = walkaway.read(desk.file.folder / "documents", case=desk.file).conflicts
    assert pairs == [one.statements for one in ranked]
    first, second = pairs[-1]
    asked = {"first": first, "second": second, "question": "How much did they want back?", "settled": second}
    assert browser.post("account", json=asked).status_code == 200
    (key,) = desk.now.case.accounts
    account = desk.now.case.accounts[key]
    assert account.question == "How much did they want back?"
    assert [told.by for told in account.told.values()] == ["council", "line"]
    assert account.settled == [*account.told][1]
    assert f'data-first="{first}" data-second="{second}"' not in browser.get("conflicts").text
    told = {"account": key, "told": next(iter(account.told))}
    assert browser.post("settle", json=told).status_code == 200
    assert desk.now.case.accounts[key].settled == told["told"]
    assert browser.post("settle", json={**told, "told": ""}).status_code == 200
    assert desk.now.case.accounts[key].settled == ""
    assert browser.post("settle", json={**told, "told": "nobody"}).status_code == 422
    assert browser.post("settle", json={**told, "account": "none"}).status_code == 422
    for _ in range(3):
        browser.post("turn", json={"way": "back"})
    assert desk.edited() == FERRY


def test_a_denial_stays_a_denial(browser: TestClient, desk: Desk) -> None:
    """Law: title and cite of a telling have the verb without which a source would have said the opposite."""
    text = browser.get("statements", params={"name": "gazette"}).text
    said = re.findall(r'data-statement="([^"]+)">.*?<blockquote>([^<]*)</blockquote>', text, re.DOTALL)
    denied = next(name for name, words in said if "close the night sailing" in words)
    asked = {"first": denied, "second": offered(browser, PART), "question": "What did they want?"}
    assert browser.post("account", json=asked).status_code == 200
    (account,) = desk.now.case.accounts.values()
    first, second = account.told.values()
    whole = "He denied that the company wanted to close the night sailing."
    assert (first.title, [str(cite) for cite in first.cites]) == (whole, [f"gazette: {whole}"])
    assert second.title == PART
    assert walkaway.check(desk.file.path) == []


def test_before_anything_is_found_nothing_is_offered(desk: Desk) -> None:
    browser = client(desk)
    assert "data-statement" not in browser.get("statements", params={"name": "gazette"}).text
    assert browser.post("reject", json={"id": "gazette#1"}).status_code == 422
