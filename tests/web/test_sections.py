"""Sections of the page: each says something, also where there is nothing, and is given up with its case."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.web.helpers import client, laid
from tests.web.test_variants import events

from walkaway.report.page import section
from walkaway.web.bench import Bench
from walkaway.web.case_answers import QUICK, Overtaken
from walkaway.web.desk import open_desk
from walkaway.web.sections import SECTIONS, titles


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_can_be_asked_for_and_says_something(tmp_path: Path, name: str) -> None:
    desk = laid(tmp_path)
    browser = client(desk)
    answer = browser.get(f"section/{name}?of={desk.now.case.digest}&quick=true")
    assert answer.status_code == 200
    assert re.search("[a-z]{4}", re.sub(r"<[^>]*>", "", answer.text))
    assert browser.get(f"section/{name}?of={'0' * 64}").status_code == 409


@pytest.mark.parametrize("name", ["harbour", "jcpoa-2015", "panama-1977"])
def test_the_verdict_comes_first_and_is_that_of_the_opening(name: str) -> None:
    """Law: for the same draws the verdict alone is to the letter what the opening begins with."""
    desk = open_desk(name)
    browser = client(desk)
    asked = {"of": desk.now.case.digest}
    early = browser.get("verdict", params=asked)
    whole = browser.get("section/opening", params=asked | {"quick": "true"})
    told, after = (re.findall(r"<p[^>]*data-told>(.*?)</p>", one.text) for one in (early, whole))
    assert told == after != []
    bars = [re.search(r'<div class="verdict-bar">.*?</div>', one.text, re.S) for one in (early, whole)]
    assert bars[0] is not None
    assert bars[1] is not None
    assert bars[0].group() == bars[1].group()
    assert browser.get("verdict", params={"of": "x"}).status_code == 409


def test_sections_have_titles_of_their_own(tmp_path: Path) -> None:
    names, words = zip(*titles(), strict=True)
    assert {*names} == {*SECTIONS} - {"opening", "picture", "deals"}
    assert len({*words}) == len(words)
    page = client(laid(tmp_path)).get("").text
    assert all(f'data-section="{name}"' in page for name in SECTIONS)


def test_a_path_tells_how_far_it_is() -> None:
    desk = open_desk("phased-exchange")
    told = events(client(desk).get("slow/section/path", params={"of": desk.now.case.digest}).text)
    assert any(kind == "progress" and said[0] == "schedules" for kind, said in told)
    assert told[-1][0] == "done"
    assert "Slack in each phase" in told[-1][1]


@pytest.mark.parametrize(
    ("case", "name"),
    [
        ("phased-exchange", "path"),
        *(("hanoi-2019", one) for one in ("why", "bridges", "findout", "aftermath", "otherwise")),
    ],
)  # fmt: skip
def test_what_takes_long_is_given_up_once_the_case_moves_on(case: str, name: str) -> None:
    desk = open_desk(case)
    brief = Bench(desk).answered.brief(desk.now.case, QUICK)
    _ = brief.sample
    desk.move({"preferences." + next(iter(desk.file.case.parties)) + ".walk_away": 1})
    with pytest.raises(Overtaken):
        section(brief, name)
