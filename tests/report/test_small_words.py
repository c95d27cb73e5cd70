"""Small words: one and many, never minus zero, no draws where nothing was drawn."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal

import pytest
from tests.analysis.helpers import points_case
from tests.report.helpers import Page, brief_of
from tests.strategies import build

from walkaway import bridge, why
from walkaway.analysis.why.in_words import record_words
from walkaway.case import Case
from walkaway.case.judgement import shown
from walkaway.printing import show
from walkaway.report.screens.deals import zone_counts
from walkaway.report.screens.tell_apart import chosen_words
from walkaway.report.screens.what_would_open_it import open_up
from walkaway.report.terminal.bridge_view import bridge_tables
from walkaway.report.terminal.summary import summary


def offered(*, uncertain: bool = False) -> Case:
    """One deal passes, one does not, and it was offered."""
    data = points_case([[9, 0]], [[9, 0]], away=(5, 5)).to_dict()
    data["record"] = [{"by": "p0", "offer": {"i0": "o0"}}]
    if uncertain:
        data["preferences"]["p0"]["walk_away"] = [4, 6]
    return build(data)


@pytest.mark.parametrize(
    ("points", "legend"),
    [
        ([9, 0], "█ 1 passes   ░ 1 does not pass   of 2 deals"),
        ([9, 8, 0, 0], "█ 2 pass   ░ 2 do not pass   of 4 deals"),
    ],
)
def test_the_legend_of_the_bar(points: list[float], legend: str) -> None:
    assert legend in summary(brief_of(points_case([points], [points], away=(5, 5))))


@pytest.mark.parametrize("zero", ["-0", "-0.0", "-0.00", "0"])
def test_never_minus_zero(zero: str) -> None:
    assert shown(Decimal(zero)) == "0"


def test_the_ledger_has_no_minus_zero() -> None:
    data = points_case([[5, -0.0]], [[5, 0]], away=(-0.0, 0)).to_dict()
    assert "−0<" not in brief_of(build(data)).html()


def test_an_exact_case_speaks_of_no_draws() -> None:
    """Neither in what the record taught nor in the bridges."""
    case = offered()
    learned = why(case).learned
    assert record_words(learned) == (
        "There is a deal that would be signed; every judgement is one number, "
        "so the record teaches nothing more."
    )
    found = bridge(case)
    told = open_up(case, found)
    assert " ".join(told.sentences).startswith("There is a deal that passes: no change is needed.")
    large = dataclasses.replace(found, method=dataclasses.replace(found.method, exact=False))
    assert open_up(case, large).sentences == told.sentences  # too large to try all


def test_one_draw_is_one_draw() -> None:
    """The effective number of draws has its noun."""
    learned = dataclasses.replace(why(offered(uncertain=True), draws=50).learned, effective=1.2)
    assert "(worth 1 draw of equal weight)" in record_words(learned)
    assert "(worth 7 draws of equal weight)" in record_words(dataclasses.replace(learned, effective=7.0))


def test_the_page_of_an_exact_case_that_needs_a_bridge_speaks_of_no_draws() -> None:
    case = points_case([[9, 4, 0]], [[0, 4, 9]], away=(5, 5))
    text = Page(brief_of(case).html()).text
    opening = text[text.index("open") :]
    assert "signed in" not in opening
    assert "signed by all who must accept" in opening


def test_of_a_certain_deal_no_sampling_error_is_told() -> None:
    """Where deals are certain, that is no matter of draws."""
    data = points_case([[9, 8, 0]], [[9, 8, 0]], away=(5, 5)).to_dict()
    data["preferences"]["p0"]["walk_away"] = [4, 6]
    sure = brief_of(build(data))
    assert len(sure.cards) == 1  # the other one that is certain is worse for both
    text = " ".join(Page(sure.html()).text.split())
    assert "sampling error" not in text
    assert f"{chosen_words(sure.answers)} A mark shows" in text
    assert sure.cards[0].apart in text
    data["preferences"]["p0"]["walk_away"] = [7, 10]
    drawn = brief_of(build(data))
    assert {card.likely.verdict for card in drawn.cards} == {"possible"}


def test_proposals_of_a_mediator_have_marks_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    """Letters are the likely deals of the brief, which are others."""
    data = points_case([[9, 8, 0]], [[9, 8, 0]], away=(5, 5)).to_dict()
    data["preferences"]["p0"]["walk_away"] = [7, 12]
    case = build(data)
    show(bridge_tables(case, bridge(case, draws=50)))
    told = capsys.readouterr().out
    assert "  P1. signed in" in told
    assert "  A. " not in told


def test_a_margin_that_was_sampled_has_three_digits() -> None:
    data = points_case([[9, 0]], [[9, 0]], away=(5, 5)).to_dict()
    data["preferences"]["p0"]["walk_away"] = [4, 6]
    data["preferences"]["p1"]["walk_away"] = 5.12345
    (card, *_) = brief_of(build(data)).cards
    assert [gain.margin_words.partition(" ")[0] for gain in card.gains][1] == "+3.88"
    data["preferences"]["p0"]["walk_away"] = 5
    (card, *_) = brief_of(build(data)).cards
    assert [gain.margin_words for gain in card.gains] == ["+4", "+3.87655"]


def test_the_numbers_of_a_margin_share_their_places() -> None:
    """By hand: the deal is worth 42 to p0, that walks away for 0.8 to 41.5."""
    data = points_case([[42, 0]], [[9, 0]], away=(5, 5)).to_dict()
    data["preferences"]["p0"]["walk_away"] = [0.8, 41.55]
    margin = brief_of(build(data), draws=200).cards[0].gains[0].margin_words
    found = re.findall(r"[0-9.]+", margin)
    assert len(found) == 3
    assert max(map(float, found)) > 10
    assert all(len(text.partition(".")[2]) <= 1 for text in found), margin


@pytest.mark.parametrize(
    ("certain", "possible", "words"),
    [
        (0, 13, "0 deals are certain, 13 possible."),
        (0, 11, "0 deals are certain, 11 possible."),
        (1, 5, "1 deal is certain, 4 more possible."),
        (3, 3, "3 deals are certain."),
    ],
)
def test_counts_that_stand_side_by_side_are_all_in_figures(certain: int, possible: int, words: str) -> None:
    zone = brief_of(points_case([[9, 0]], [[9, 0]], away=(5, 5))).answers.zone.everyone
    assert zone_counts(dataclasses.replace(zone, certain=certain, possible=possible)) == words
