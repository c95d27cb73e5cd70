"""Several documents on one negotiation, in mixed kinds: what a draft of them holds, scored."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.evidence.drafted_gold import SCORED, Asked, Score, fits
from tests.evidence.planted import read
from tests.evidence.transcripts import needs_parser

from walkaway.case import Case, read_case_text
from walkaway.evidence.drafting.candidate_parties import sides_in
from walkaway.evidence.drafting.draft_text import cite_of
from walkaway.evidence.drafting.first_case import draft_case
from walkaway.evidence.drafting.sides import Sides
from walkaway.evidence.gathering import Gathered, gather
from walkaway.evidence.positions.finder import Position, by_rules

pytestmark = needs_parser

FOLDER = Path(__file__).parent / "sets"
GOLD: dict[str, dict[str, Any]] = YAML(typ="safe").load((FOLDER / "sets.yaml").read_text(encoding="utf-8"))


@cache
def gathered(name: str) -> tuple[Gathered, list[Position], Sides, Case]:
    found = gather(sorted((FOLDER / name).glob("*.txt")))
    positions = [each for one in found.reads for each in by_rules(one, found.statements)]
    case = read_case_text(draft_case(found.reads, found.statements, found.conflicts))
    return found, positions, sides_in(found.reads, found.statements, positions), case


def asked_of(name: str, document: str, text: str) -> list[Asked]:
    """What the gold of a set asks for in one document; a short text within brackets stands in brackets."""
    asked = []
    for line in GOLD[name]["said"]:
        of, who, acts, words, *amounts = (part.strip() for part in line.removeprefix("?").split("|"))
        if of != document:
            continue
        behind, _, words = words.rpartition(" ~ ")
        pattern = r"(?<![\w.])" * words[0].isalnum() + r"[\s>]+".join(map(re.escape, words.split()))
        places = [match.span() for match in re.finditer(pattern, text) if match.start() >= text.index(behind)]
        if document == "terms" and len(words) < 12:
            places = [(a, b) for a, b in places if text.rfind("[", 0, a) > text.rfind("]", 0, a)] or places
        measured = tuple((unit, Decimal(number)) for unit, number in (part.split() for part in amounts))
        names = tuple(GOLD[name]["parties"][who])
        asked.append(Asked(names, tuple(acts.split("/")), *places[0], measured, line.startswith("?")))
    return asked


def score(name: str) -> Score:
    found, positions, sides, _ = gathered(name)
    called = {side.key: (side.title, *side.aliases) for side in sides.chosen}
    total = Score(0, 0, 0, 0)
    for one in found.reads:
        left = asked_of(name, one.document.name, one.document.text)
        asked, hits, right = sum(not each.optional for each in left), 0, 0
        made = [(each, party) for each in positions for party in sides.who(each)
                if each.document == one.document.name and each.act in SCORED]  # fmt: skip
        for each, party in made:
            hit = next((item for item in left if fits(item, each, called[party])), None)
            if hit is not None:
                left.remove(hit)
                hits, right = hits + (not hit.optional), right + 1
        total += Score(asked, hits, len(made), right)
    return total


@pytest.mark.parametrize("name", GOLD)
def test_the_parties_are_those_that_negotiate(name: str) -> None:
    titles = {side.title for side in gathered(name)[2].chosen}
    known = GOLD[name]["parties"]
    assert len(titles) == len(known)
    assert all(titles & set(names) for names in known.values())


def test_most_positions_are_found_and_most_are_right() -> None:
    total = sum((score(name) for name in GOLD), Score(0, 0, 0, 0))
    print(total)
    assert min(total.recall, total.precision) >= 0.9, str(total)


def test_issues_have_titles_that_say_what_they_are_about() -> None:
    titles = [(name, issue.title) for name in GOLD for issue in gathered(name)[3].issues.values()]
    wrong = [
        (name, title) for name, title in titles
        if not any(re.search(words, title, re.IGNORECASE) for words in GOLD[name]["issues"])
    ]  # fmt: skip
    assert len(wrong) <= 0.1 * len(titles), wrong


def test_amounts_in_brackets_are_measured() -> None:
    case = gathered("venture")[3]
    means = {
        str(option.means[unit].high) for issue in case.issues.values() for option in issue.options.values()
        for unit in option.means
    }  # fmt: skip
    assert means >= {"8000000", "10000000", "28000000", "36000000", "15", "10", "45000", "60", "30"}


def test_at_least_half_of_the_proposed_conflicts_are_real() -> None:
    right = proposed = 0
    for name in GOLD:
        found = gathered(name)[0]
        said = {
            item.id: " ".join(" ".join(q.text for q in item.content).split()) for item in found.statements
        }
        for conflict in found.conflicts:
            a, b = (said[key] for key in conflict.statements)
            known = GOLD[name]["conflicts"]
            right += any((x in a and y in b) or (x in b and y in a) for x, y in known)
            proposed += 1
    print(f"{right} of {proposed} proposed are real")
    assert right >= max(3, proposed / 2)


def test_words_that_stand_twice_are_cited_with_those_around_them() -> None:
    text = "Norvik offered 3 percent in May.\n\nHalvor refused: 3 percent is out of the question."
    document = read(text, "d").document
    at = text.rindex("3 percent")
    assert cite_of(document, at, at + 9) == "d: refused: 3 percent is"
    assert cite_of(document, 0, 6) == "d: Norvik"
