"""The bottom line of each kind of case, as readable transcripts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.analysis.helpers import points_case
from tests.report.helpers import brief_of, large, preference, said, two
from tests.strategies import build

from walkaway import load
from walkaway.analysis.answers import analyse
from walkaway.printing import laid_out
from walkaway.report.language.rules import rule_words
from walkaway.report.screens.bottom_line import condition_words
from walkaway.report.terminal.deals_view import deals_tables

ANN: dict[str, Any] = {"price": (9, [4, 6], 0), "date": (3, 0)}
BOB: dict[str, Any] = {"price": (0, [4, 6], 9), "date": (0, 3)}
BARE = "None of the 12 judgements is tied to words in a document."
COUNCIL = {"c": {"title": "The council", "for": "a"}}


def judged(a: Any, b: Any, **rest: Any) -> dict[str, Any]:
    return {"a": preference(a, **ANN), "b": preference(b, **BOB)} | rest


def exact(a: Any, b: Any) -> dict[str, Any]:
    return {
        "a": preference(a, price=(9, 5, 0), date=(3, 0)),
        "b": preference(b, price=(0, 5, 9), date=(0, 3)),
    }


def test_exact() -> None:
    assert said(two()) == [
        "There is room for a deal that both parties would sign: 2 of 6 deals pass.",
        "Both parties must accept; the hardest to please is Ann, for whom 4 of 6 deals are as good as "
        "walking "
        "away or better.",
        "Of the deals that pass, “Price: Middle; Date: Soon” and one other do most for the party that gains "
        "least; over walking away the one named here gains Ann 3 and Bob 0.",
        BARE,
    ]


def test_exact_with_one_deal() -> None:
    preferences = {
        "a": preference(8, price=(9, 5, 0), date=(3, 0)),
        "b": preference(6, price=(0, 5, 9), date=(2, 3)),
    }
    assert said(two(preferences=preferences)) == [
        "There is room for a deal that both parties would sign: 1 of 6 deals passes.",
        "Both parties must accept; the hardest to please is Ann, for whom 3 of 6 deals are as good as "
        "walking "
        "away or better.",
        "The one deal that passes is “Price: Middle; Date: Soon”; over walking away it gains Ann 0 and "
        "Bob 1.",
        BARE,
    ]


def test_ranges() -> None:
    assert said(two(preferences=judged([3, 8], [3, 8]))) == [
        "A deal is about as likely as not: in about 56 of 100 draws (± 2) there is at least one that "
        "both parties "
        "would sign; no single deal is certain.",
        "Consent to the likeliest deal comes least often from Ann, in 41 of 100 draws.",
        "Two deals cannot be told from the likeliest within the sampling error; of these “Price: Middle; "
        "Date: Late” does most on average for the party that gains least, accepted "
        "by all who must in 38 of 100 draws (± 2). Most of all, Ann’s walk-away would have to be "
        "low: it averages 4.06 where that side accepts, 5.45 over all draws, and must be at most 6.",
        BARE,
    ]


def test_certain_under_ranges() -> None:
    verdict, *_ = said(two(preferences=judged([3, 4], [3, 4])))
    assert verdict == (
        "There is room for a deal that both parties would sign, whatever the uncertain judgements turn "
        "out to be: "
        "2 of 6 deals pass in every case."
    )


def test_impossible() -> None:
    assert said(two(preferences=exact(8, 8))) == [
        "There is no deal that both parties would sign. Of 6 deals that can be carried out, not one passes.",
        "Both parties must accept. Each accepts some deals (Ann 3 and Bob 3), but never enough of them "
        "the same one.",
        BARE,
    ]


def test_impossible_because_one_party_accepts_nothing() -> None:
    assert said(two(preferences=exact(20, 1)))[1] == (
        "Not one deal is good enough for Ann: its best deal is worth 12, walking away at least 20."
    )
    line = {"red_lines": [{"price": ["low", "mid", "high"]}]}
    preferences = exact(1, 1)
    preferences["a"] |= line
    assert said(two(preferences=preferences))[1] == (
        "Not one deal is good enough for Ann: its red lines cover every deal that is good enough."
    )


def test_impossible_under_ranges() -> None:
    verdict, *_ = said(two(preferences=judged([9.5, 10], [9.5, 10])))
    assert verdict.startswith("There is no deal that both parties would sign, wherever in their ranges")


def test_one_ratifier_kills_every_deal() -> None:
    council = preference(10, price=(1, 1, 1), date=(1, 1))
    case = two(ratifiers=COUNCIL, preferences=judged([3, 8], [3, 8], c=council))
    assert said(case) == [
        "There is no deal that the parties and the ratifier would sign, wherever in their ranges the "
        "judgements lie, though four deals are possible between the parties alone.",
        "Not one deal is good enough for The council: its best deal is worth 2, walking away at least 10.",
        "The nearest thing is “Price: Middle; Date: Late”; the parties alone accept it in 38 of 100 draws, "
        "The council would not.",
        "None of the 18 judgements is tied to words in a document.",
    ]


def test_a_deal_that_a_ratifier_refuses_is_not_said_to_pass() -> None:
    """Neither by the title of its section nor by its own line; who refuses it is named."""
    council = preference(10, price=(1, 1, 1), date=(1, 1))
    for pair, alone in (
        (exact(1, 1), "The parties alone would sign it, The council would not."),
        (judged([3, 8], [3, 8]), "The parties alone accept it in 38 of 100 draws, The council would not."),
    ):
        case = two(ratifiers=COUNCIL, preferences=pair | {"c": council})
        lines = [text for text, _ in laid_out(deals_tables(case, analyse(case)), 200)]
        start = lines.index("What comes nearest to a deal")
        assert f"   {alone}" in lines[start:]
        told = "\n".join(lines)
        assert "as likely to be signed" not in told
        assert "Deals that pass" not in told
        assert "What comes nearest to a deal</h2>" in brief_of(case).html()
    assert "This one comes nearest: the parties alone would sign it, The council would not." in (
        brief_of(two(ratifiers=COUNCIL, preferences=exact(1, 1) | {"c": council})).first_side.deal
    )


def test_a_deal_that_no_draw_has_is_not_said_to_be_impossible() -> None:
    """By hand: 10.5 is enough where both walk-aways are below it, in one draw of 40 billion."""
    sure = preference([10, 100_000], price=(10.5, 0, 0), date=(0, 0))
    made = brief_of(two(preferences={"a": sure, "b": sure}))
    assert made.bottom_line.possible == 2
    assert "There is none to show: no deal passes in any draw that was looked at." in made.html()


def test_of_a_case_without_any_deal_it_is_said() -> None:
    """Every combination is impossible: no bar, no count, and no number that is not finite."""
    case = two(impossible=[{"price": ["low", "mid", "high"]}])
    made = brief_of(case)
    assert made.bottom_line.sentences[0] == (
        "There is no deal that both parties would sign: nobody could carry out any of them."
    )
    assert not made.bottom_line.counted
    assert "<h1>A small case</h1>" in made.html()


def test_votes_in_thirds_are_written_as_numbers() -> None:
    """By hand: 55 % of 1 + 1/3 votes are 0.7333…, and a limit is not rounded below itself."""
    case = two(agreement={"votes": {"a": 1, "b": "1/3"}, "at_least": "55 %"})
    assert rule_words(case, case.agreement) == "parties with 0.73334 of the 1.33 votes must accept"


def test_ratification_makes_the_difference() -> None:
    council = preference([1, 9], price=(4, 2, 1), date=(1, 1))
    lines = said(two(ratifiers=COUNCIL, preferences=judged([3, 8], [3, 8], c=council)))
    assert lines[1] == (
        "The parties alone would find one in about 56 of 100 draws (± 2); ratification makes the "
        "difference: consent "
        "to the two likeliest deals comes least often from The council, in 23 of 100 draws."
    )


def test_missing_walk_aways_are_said() -> None:
    preferences = exact(0, 5)
    del preferences["a"]["walk_away"]
    assert said(two(preferences=preferences))[1] == (
        "No walk-away is stated for Ann, so 0 is assumed; the result rests on that."
    )
    del preferences["b"]["walk_away"]
    assert said(two(preferences=preferences))[1].startswith("No walk-away is stated for either party")


def test_a_space_too_large_to_list() -> None:
    lines = said(large(1500), draws=20)
    assert lines[0] == (
        "There is room for a deal: among about 10^30 combinations, at least one is such that both "
        "parties would sign."
    )
    assert not brief_of(large(1500), draws=20).bottom_line.counted
    verdict = said(large([1400, 3700]), draws=60)[0]
    assert verdict.startswith("A deal is ")
    assert said(large([9000, 9500]), draws=20)[0].startswith("There is no deal that both parties would sign")


def test_quota_and_ground() -> None:
    brief = brief_of(load("harbour").case)
    first, second, _, ground = brief.bottom_line.sentences
    assert (
        first == "There is room for a deal that the required five parties would sign: 55 of 720 deals pass."
    )
    assert second.startswith("Five of the six parties must accept, SportCo and Tourism among them; ")
    assert ground == (
        "None of the 120 judgements is tied to words in a document, but the case names two published sources."
    )
    assert rule_words(brief.case, brief.answers.space.rule).endswith("SportCo and Tourism among them")


@pytest.mark.parametrize(
    "name", ["panama-1977", "itex-cypress", "new-recruit", "thompson-employment", "harbour/game1"]
)
def test_every_sentence_ends_well(name: str) -> None:
    for sentence in said(load(name).case):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "  " not in sentence
        assert ".." not in sentence


def test_conditions_name_the_judgement() -> None:
    brief = brief_of(two(preferences=judged([3, 8], [3, 8])))
    (first, *_) = brief.answers.conditions[0].conditions
    assert condition_words(brief.answers, first) == (
        "its walk-away averages 4.06 where it accepts, 5.45 over all draws; it must be at most 6"
    )


def test_what_must_be_is_rounded_outwards() -> None:
    """A walk-away of 16.6666 can still be met where 50/3 is the most: it must not be said to be too high."""
    brief = brief_of(two(preferences=judged([3, 8], [3, 8])))
    (first, *_) = brief.answers.conditions[0].conditions
    high = replace(first, stated=(0.0, 40.0), needed=(0.0, 50 / 3))
    low = replace(first, stated=(0.0, 40.0), needed=(50 / 3, 40.0))
    assert condition_words(brief.answers, high).endswith("it must be at most 16.7")
    assert condition_words(brief.answers, low).endswith("it must be at least 16.6")


def test_what_others_can_make_up_for_is_no_must() -> None:
    """Of three, two are enough: B or C has to accept, and neither has to."""
    data = two().to_dict()
    data["parties"] = {"a": "A", "b": "B", "c": "C"}
    data["agreement"] = {"quota": 2}
    issue, found = next(iter(data["issues"].items()))
    scores = {issue: dict.fromkeys(found["options"], 4)}
    data["preferences"] = {who: {"walk_away": [0, 20], "scores": scores} for who in "bc"} | {
        "a": {"walk_away": 0, "scores": scores}
    }
    brief = brief_of(build(data))
    first = brief.answers.conditions[0].conditions[0]
    assert condition_words(brief.answers, first).endswith("it must be at most 4 unless enough others accept")
    assert "must be at most 4 unless enough others accept." in " ".join(brief.bottom_line.sentences)


@pytest.mark.parametrize(
    ("ann", "tie"),
    [((3, 3, 3), "one of 2 deals worth the same to every party"), ((3, 2, 3), ""), ((3, 2, 1), "")],
)
def test_deals_says_how_many_deals_a_solution_stands_for(ann: tuple[int, ...], tie: str) -> None:
    """Monday and Tuesday are worth the same to both: the deal shown is one of two."""
    case = points_case([list(ann)], [[2, 2, 1]], away=(0, 0))
    lines = [text for text, _ in laid_out(deals_tables(case, analyse(case, draws=1)), 100)]
    assert [line.strip() for line in lines if "one of" in line] == ([tie] if tie else [])
