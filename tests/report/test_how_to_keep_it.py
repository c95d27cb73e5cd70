"""How to keep a deal, on the page: with what the case says of it, and where it says nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.analysis.path.test_path import TEXT

import walkaway
from walkaway.case import Case, read_case_text
from walkaway.report.screens.how_to_keep_it import (
    KeepingScreen,
    backed_words,
    keep,
    keeping_words,
    move_words,
    no_way_words,
)

PLAIN = TEXT[: TEXT.index("path:")]


def screen(case: Case) -> KeepingScreen | None:
    return keep(walkaway.analyse(case))


def plain(issues: int, cost: int, gain: int) -> Case:
    """Ann and Ben; of each issue the second option is worth ``gain`` to one and ``-cost`` to the other."""
    names = range(issues)
    options = "".join(f"  i{n}: {{title: I{n}, options: {{a: A, b: B}}}}\n" for n in names)
    scores = [
        ", ".join(f"i{n}: {{a: 0, b: {gain if n % 2 == who else -cost}}}" for n in names) for who in range(2)
    ]
    return read_case_text(
        f"case: 1\ntitle: T\nparties: {{ann: Ann, ben: Ben}}\nissues:\n{options}preferences:\n"
        f"  ann: {{scores: {{{scores[0]}}}}}\n  ben: {{scores: {{{scores[1]}}}}}\n"
    )


def test_a_plain_case_says_first_what_is_assumed() -> None:
    """Its likeliest deal is an exchange that nothing backs; the ladder is folded."""
    case = read_case_text(PLAIN)
    found = screen(case)
    assert found is not None
    assert found.plain.startswith("The case does not say how a deal is carried out.")
    assert found.words.startswith("carried out in ")
    assert "the likeliest deal does not keep itself" in found.words
    assert [rung.phase for rung in found.rungs] == [*range(1, len(found.rungs) + 1)]
    page = walkaway.brief(case).html()
    section = page[page.index('aria-labelledby="how-to-keep-it"') :]
    section = section[: section.index("</section>")]
    places = [
        section.index(text) for text in (found.plain, "Carried out in", "<details", "<table", "of Reactor")
    ]
    assert places == sorted(places)


def test_a_case_that_says_it_has_no_such_words() -> None:
    found = screen(read_case_text(TEXT))
    assert found is not None
    assert not found.plain
    assert "likeliest" not in found.words


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (plain(1, 0, 5), "Only Ben acts in the likeliest deal"),
        (plain(2, 9, 5), "The likeliest deal leaves everything as it is today"),
        (plain(12, 1, 5), "The likeliest deal changes twelve issues"),
    ],
)
def test_where_nothing_is_exchanged_step_by_step_one_sentence_says_so(case: Case, words: str) -> None:
    found = screen(case)
    assert found is not None
    assert found.words.startswith(words)
    assert (found.found, found.rungs, found.plain) == (None, (), "")


def test_where_no_deal_would_be_signed_there_is_no_section() -> None:
    assert screen(read_case_text(PLAIN.replace("west: {scores", "west: {walk_away: 99, scores"))) is None


def test_steps_of_one_side_that_go_as_far_are_told_together() -> None:
    case = plain(4, 1, 5)
    deal = {f"i{n}": "b" for n in range(4)}
    half = dict.fromkeys(deal, "1/2") | {"i3": "1/4"}
    found = walkaway.path(case, deal=deal, schedule=[half, half | {"i3": "3/4"}])
    assert move_words(case, found.schedule[0]) == [
        "Ben: 50 % of I0 and I2", "Ann: 50 % of I1", "Ann: 25 % of I3",
    ]  # fmt: skip


LAST = [{"reactor": 1}, {"embargo": 1}]


def test_what_stands_behind_the_last_step_is_said() -> None:
    case = read_case_text(TEXT + "  completed: {north: 20, west: 20}\n  bonds: {west: 1}\n")
    assert backed_words(case, walkaway.path(case, schedule=LAST)) == (
        "The last step: by holding back West would lose what follows for it once all is done and its bond."
    )
    case = read_case_text(
        TEXT.replace("full: 0, lifted: -10", "full: 0, lifted: 1") + "  bonds: {north: 20}\n"
    )
    assert backed_words(case, walkaway.path(case, schedule=LAST)) == (
        "The last step: West loses nothing by it, so that nothing need stand behind it."
    )
    case = read_case_text(TEXT)
    assert backed_words(case, walkaway.path(case, schedule=LAST)) == ""


def test_what_holds_in_some_draws_alone_is_said_of_the_central_judgements() -> None:
    for worth, start in (("[8, 40]", "on the central judgements, carried out"), ("[30, 40]", "carried out")):
        case = read_case_text(TEXT + f"  completed: {{north: 30, west: {worth}}}\n")
        found = walkaway.path(case, schedule=LAST)
        assert found.verdict == "holds"
        assert keeping_words(case, found).startswith(start)


def test_what_follows_may_hold_where_no_safeguard_with_a_price_does() -> None:
    """And is then told with how much it takes; with that much the schedule holds."""
    case = read_case_text(TEXT)
    found = walkaway.path(case, schedule=[{"reactor": 1, "embargo": 1}])
    least = {one.party: one.needs["completed"] for one in found.safeguards}
    words = no_way_words(case, found)
    assert words.endswith("if it were worth 11.1 to North and 11.1 to West.")
    more = ", ".join(f"{who}: {worth + 1e-6}" for who, worth in least.items())
    held = read_case_text(TEXT + f"  completed: {{{more}}}\n")
    assert walkaway.path(held, schedule=[{"reactor": 1, "embargo": 1}]).verdict == "holds"


def test_the_section_names_its_deal_and_the_columns_it_has() -> None:
    case = read_case_text(TEXT + "  schedule: [{reactor: 1}, {embargo: 1}]\n")
    found = screen(case)
    assert found is not None
    assert found.deal == "Reactor: Closed; Embargo: Lifted"
    page = walkaway.brief(case).html()
    section = page[page.index('aria-labelledby="how-to-keep-it"') :]
    section = section[: section.index("</section>")]
    assert "The deal that is carried out: Reactor: Closed; Embargo: Lifted." in section
    assert "what follows: its worth once all is done" in section
    for absent in ("seen: the chance", "later value"):
        assert absent not in section


def test_guarantors_have_their_names() -> None:
    """Of those that answer for who acts last, if they take something."""
    said = "  guarantors: {bank: {for: north, takes: 20, title: The bank}, west: {for: north, takes: 1}, "
    said += "un: {for: north, takes: 0, title: United Nations}, eu: {for: west, takes: 9, title: Europe}}\n"
    case = read_case_text(TEXT + said)
    found = walkaway.path(case, schedule=[{"embargo": 1}, {"reactor": 1}])
    assert backed_words(case, replace(found, backed_by={"north": ("guarantor",)})) == (
        "The last step: by holding back North would lose what The bank and West would take from it."
    )
