"""Who must also accept a deal is a candidate of a draft where a document says so, and nothing is claimed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.evidence.planted import read
from tests.evidence.transcripts import needs_parser

from walkaway.analysis.sense import check_sense
from walkaway.case import CaseFile, Judgement, read_case_text
from walkaway.case.lines import Lines
from walkaway.errors import Faults
from walkaway.evidence.drafting.first_case import draft_case
from walkaway.evidence.drafting.ratifying import ratifiers_in
from walkaway.evidence.drafting.sides import DraftSide, Sides
from walkaway.evidence.speech.statements import statements_of

BY_NAME = {name: side for side, names in {
    "skagen": ("skagen", "anna vik", "vik"), "nurses": ("nurses",), "bank": ("merrow bank", "bank")
}.items() for name in names}  # fmt: skip
SIDES = Sides([DraftSide(key, key.title()) for key in ("skagen", "nurses", "bank")], BY_NAME)


def told(text: str) -> list[tuple[str, str, str]]:
    """Who is told to have to accept too, for which side, in which words."""
    document = read(text, "report")
    found = ratifiers_in([document], statements_of(document), SIDES)
    return [(each.title, each.side, text[each.start : each.end]) for each in found]


@needs_parser
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Skagen's parliament would have to ratify any treaty by a two-thirds majority.",
         ("Skagen's parliament", "skagen",
          "Skagen's parliament would have to ratify any treaty by a two-thirds majority")),
        ("Any deal on wages must be approved by the members of the nurses.",
         ("Members of the nurses", "nurses", "deal on wages must be approved by the members of the nurses")),
        ("A contract needs the approval of the board of Merrow Bank.",
         ("Board of Merrow Bank", "bank", "contract needs the approval of the board of Merrow Bank")),
        ("“Our members must approve any agreement on cod,” Anna Vik said.",
         ("Members", "skagen", "Our members must approve any agreement on cod")),
        ("The debt accord is subject to ratification by Skagen's senate.",
         ("Skagen's senate", "skagen", "accord is subject to ratification by Skagen's senate")),
        ("Merrow Bank's owners still had to vote on the settlement, Anna Vik said.",
         ("Merrow Bank's owners", "bank", "Merrow Bank's owners still had to vote on the settlement")),
        ("A contract needs the consent of the Harbour Commission, and time.",
         ("Harbour Commission", "", "contract needs the consent of the Harbour Commission")),
        ("This pact enters into force once the parliament of Skagen has approved it by a vote.",
         ("Parliament of Skagen", "skagen", "once the parliament of Skagen has approved it by a vote")),
        ("Parliament must ratify the treaty.", ("Parliament", "", "Parliament must ratify the treaty")),
    ],
)  # fmt: skip
def test_who_must_also_accept(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text) == [expected]


@needs_parser
@pytest.mark.parametrize(
    "text",
    [
        "Skagen's parliament ratified the treaty in May.",
        "Skagen's parliament does not have to ratify the treaty.",
        "If Skagen's parliament has to ratify the treaty, it will take years.",
        "Must Skagen's parliament ratify the treaty?",
        "Skagen's parliament may ratify the treaty.",
        "The treaty shall be ratified by the Parties.",
        "Skagen must approve the deal.",
        "The minister left once the parliament of Skagen had approved the deal.",
        "The fishing council must approve the nets.",
    ],
)
def test_who_did_or_may_or_need_not_ratify_is_no_candidate(text: str) -> None:
    assert told(text) == []


@needs_parser
def test_a_draft_puts_a_ratifier_where_it_is_judged_with_the_words_that_make_it_one() -> None:
    document = read(
        "Skagen offered 300 tonnes of cod. Torvik demanded 900 tonnes. Skagen's parliament would have to "
        "ratify any treaty. The assembly must ratify the treaty.", "report")  # fmt: skip
    text = draft_case([document], statements_of(document), ())
    case = read_case_text(text)
    ((name, ratifier),) = case.ratifiers.items()
    assert (ratifier.title, ratifier.for_) == ("Skagen's parliament", "skagen")
    walk_away = case.preferences[name].walk_away
    assert isinstance(walk_away, Judgement)
    assert walk_away.unjudged
    assert [cite.words for cite in walk_away.cites] == ["Skagen's parliament would have to ratify any treaty"]
    assert any("for whom is not told: The assembly must ratify the treaty" in note for note in case.notes)
    faults = Faults()
    check_sense(CaseFile(case=case, path=Path("case.yaml"), lines=Lines("case.yaml")), faults)
    assert any("Skagen's parliament: the walk-away, still to be judged" in fault.found for fault in faults)
    assert all("still to be judged" in fault.found for fault in faults)
