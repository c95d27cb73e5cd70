"""A short name is introduced where everybody is named first, and then stands for the whole one."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest
from tests.report.helpers import brief_of, hanoi_page, two
from tests.report.test_explained import Prose

from walkaway import compare, debrief, load, play
from walkaway.analysis.answers import analyse
from walkaway.case import Case
from walkaway.case.records import Party
from walkaway.catalogue import catalogue
from walkaway.report.compare_page import compare_page
from walkaway.report.language.people import introductions, people
from walkaway.report.page import side_page
from walkaway.report.terminal.compare_view import compare_tables
from walkaway.report.terminal.deals_view import deals_tables
from walkaway.report.terminal.debrief_view import debrief_tables
from walkaway.report.terminal.play_view import play_tables
from walkaway.report.terminal.summary import summary


@lru_cache
def named(name: str) -> tuple[Case, dict[str, Party]]:
    """A case, and of everybody in it those whose short name says something else than the whole."""
    case = load(name).case
    everyone = {**case.parties, **case.ratifiers}
    return case, {who: one for who, one in everyone.items() if one.introduced != one.title}


@pytest.mark.parametrize("name", catalogue())
def test_the_first_side_introduces_everybody_once(name: str) -> None:
    """Law: the first mention is whole, with the short name behind it."""
    case, others = named(name)
    if not others:
        assert all(person.introduced == person.title for person in people(case).values())
        return
    text = side_page(brief_of(case, draws=40))
    text = re.sub("<[^>]*>", "", text[text.index('<p class="opening-words">') :])
    for one in others.values():
        first = re.search(rf"\b{re.escape(one.short)}\b", text)
        assert first is not None
        assert text[: first.end() + 1].endswith(f"{one.title} ({one.short})")


def test_the_terminal_introduces_everybody_once() -> None:
    """Law: so do the summary and the tables; where no short name needs it nothing is added."""
    case, _ = named("hanoi-2019")
    told = "United States (US) and North Korea (DPRK)."
    assert " ".join(summary(brief_of(case, draws=40))).count(told) == 1
    assert introductions(case)[0] in deals_tables(case, analyse(case, draws=40))
    assert introductions(named("harbour")[0]) == []


def test_a_page_keeps_to_the_short_name() -> None:
    """Law: our own sentences, headings and charts name nobody whole who was introduced; documents may."""
    case, others = named("hanoi-2019")
    assert {one.introduced for one in others.values()} == {"United States (US)", "North Korea (DPRK)"}
    page = hanoi_page()
    assert page.index("South Korea (ROK)</b>") < page.index("ROK would")  # where it first comes up
    ours = re.sub(r'<p class="by"><span class="who">[^<]*</span>', "", page)  # as a document names who speaks
    for one in (*others.values(), *case.third_parties.values()):
        assert f">{one.title}<" not in ours
        assert f"Value for {one.title}" not in page
    assert "Value for DPRK" in page
    assert "North Korea’s" not in Prose(page).text


def test_a_short_name_that_is_part_of_the_whole_needs_no_introduction() -> None:
    assert Party(title="Local Labour Union", short="Union").introduced == "Local Labour Union"
    assert Party(title="North Korea", short="DPRK").introduced == "North Korea (DPRK)"
    assert Party(title="Ann").introduced == "Ann"


VIEWS = {
    "play": lambda case: play_tables(case, play(case, sessions=2)),
    "one session": lambda case: play_tables(case, play(case)),
    "what if": lambda case: play_tables(case, play(case, sessions=2, against=["summit"])),
    "compare": lambda case: compare_tables(case, compare(case, {"preferences.a.walk_away": 6})),
    "debrief": lambda case: debrief_tables(case, debrief(case, {"one": None})),
}


@pytest.mark.parametrize("view", VIEWS)
def test_whatever_the_terminal_shows_it_introduces_everybody_first(view: str) -> None:
    parties = {"a": {"title": "Annabel", "short": "AX"}, "b": {"title": "Bobby", "short": "BY"}}
    lines = "\n".join(map(str, VIEWS[view](two(parties=parties))))
    assert lines.count("Annabel (AX) and Bobby (BY).") == 1
    assert lines.index("(AX)") == lines.index("AX") - 1


def test_the_page_of_a_comparison_introduces_everybody() -> None:
    parties = {"a": {"title": "Annabel", "short": "AX"}, "b": "Bob"}
    case = two(parties=parties)
    assert "Annabel (AX)." in compare_page(case, compare(case, {"preferences.a.walk_away": 6}))
