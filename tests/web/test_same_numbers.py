"""The page says what the command line says: for the same case, seed and draws, number by number.

A few draws of most of the catalogue; ``WALKAWAY_EXAMPLES=2`` takes all of it, with the draws of the page.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.cli.test_cli import run
from tests.strategies import examples

import walkaway
from walkaway.printing import json_text
from walkaway.questions import TABLE
from walkaway.report.brief import Brief, make_brief
from walkaway.report.page import section
from walkaway.web.bench import Bench
from walkaway.web.case_answers import FULL
from walkaway.web.desk import Desk, open_desk
from walkaway.web.sections import SECTIONS

WHOLE = examples(1) > 1
DRAWS = FULL if WHOLE else 12
LONG = {"hanoi-2019": ("bridge", "sensitivity"), "new-recruit": ("bridge", "sensitivity")}
"""Case → questions that take seconds."""
ALIKE = ("harbour/game1", "harbour/game2", "harbour/game3", "harbour/rewritten", "harbour/seven")
CASES = [name for name in walkaway.cases() if WHOLE or name not in ALIKE]
SHOWN: dict[str, Callable[[Brief], Any]] = {
    "deals": lambda brief: brief.answers,
    "improve": lambda brief: brief.left and brief.left.found,
    "why": lambda brief: brief.diagnosed,
    "bridge": lambda brief: brief.bridges,
    "path": lambda brief: brief.keeping and brief.keeping.found,
    "sensitivity": lambda brief: brief.sensitivity,
    "aftermath": lambda brief: brief.followed,
}
"""Question → what the page shows of it."""
BY_WORDS = {"play"}
"""Asked with sessions and strategies that the brief chooses: compared as the brief has it, by its words."""


def detoured(name: str) -> tuple[Desk, Brief]:
    """A case after a move and the way back, so that its answers take over what others found; and these."""
    desk = open_desk(name)
    bench, who = Bench(desk), next(iter(desk.file.case.parties))
    desk.move({f"preferences.{who}.walk_away": 1})
    _ = bench.answered.brief(desk.now.case, DRAWS).bottom_line
    desk.back()
    return desk, bench.answered.brief(desk.now.case, DRAWS)


def given(question: str, brief: Brief) -> tuple[str, ...]:
    """The deal that the page improves: an offer of the record, or what was signed."""
    if question != "improve" or not brief.left:
        return ()
    deal = ",".join(f"{issue}={option}" for issue, option in brief.left.found.deal.items())
    return ("--offer", brief.left.place) if brief.left.place else ("--deal", deal)


def test_every_question_with_a_screen_is_looked_at() -> None:
    screens = {name: line.screens for name, line in TABLE.items() if set(line.screens) - {"answer"}}
    assert screens.keys() == SHOWN.keys() | BY_WORDS


@pytest.mark.parametrize("name", CASES)
def test_results_are_those_of_the_command(name: str) -> None:
    """Law: for the same digest, seed and draws what the page shows is what ``--json`` prints."""
    desk, brief = detoured(name)
    asked = 0
    for question, shown in SHOWN.items():
        if not WHOLE and question in LONG.get(name, ()):
            continue
        if (found := shown(brief)) is None:
            continue
        result = run(question, name, *given(question, brief), "--draws", str(DRAWS), "--json")
        told = json.loads(json_text(TABLE[question].to_dict(found, desk.now.case, desk.file)))
        command = json.loads(result.stdout)
        for one in (command, told):
            one.pop("deal_note", None)  # how the deal was asked for
            for known in one.get("information", ()):  # a page says what knowing is worth to a mediator alone
                known.pop("parties")
        if question == "aftermath":  # nor why states hold but by credible answers, and no exchanged wishes
            of_page, whole = (one.pop("witnesses") for one in (told, command))
            assert all(one in whole for one in of_page)
            _ = told.pop("exchanged"), command.pop("exchanged")
        assert command == told, question
        assert told["case"]["digest"] == desk.now.case.digest
        asked += 1
    assert asked >= 1


@pytest.mark.parametrize("name", [name for name in CASES if WHOLE or name not in LONG])
def test_words_are_those_of_the_brief(name: str) -> None:
    """Law: every section of the page reads as that of a brief that is made by itself."""
    _, brief = detoured(name)
    alone = make_brief(walkaway.load(name), draws=DRAWS)
    for screen in SECTIONS:
        assert section(brief, screen) == section(alone, screen), screen
