"""What was signed: the section of the brief, and the terminal saying the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.analysis.helpers import points_case
from tests.report.helpers import Page, brief_of, preference, section_of, two
from typer.testing import CliRunner

import walkaway
from walkaway.analysis.frontier import merging
from walkaway.analysis.signing import signed_terms, signed_words
from walkaway.case import Case, to_yaml
from walkaway.cli.app import app
from walkaway.report.brief import Brief, make_brief
from walkaway.report.terminal.bridge_view import bridge_tables

HIGH, LOW = {"price": "high", "date": "soon"}, {"price": "low", "date": "late"}


def traded(walk_away: Any = 2, *, late: Any = 9) -> dict[str, Any]:
    """Ann cares for the price, Bob for the date: dear and soon is worse for both than cheap and late."""
    return {
        "a": preference(walk_away, price=(9, 5, 0), date=(3, 0)),
        "b": preference(2, price=(0, 2, 3), date=(0, late)),
    }


def signed(*record: dict[str, Any], **changes: Any) -> Case:
    return two(record=list(record), **({"preferences": traded()} | changes))


def section(brief: Brief) -> str:
    return section_of(brief.html(), "what-was-signed")


def terminal(case: Case, tmp_path: Any) -> str:
    path = tmp_path / "case.yaml"
    path.write_text(to_yaml(case), encoding="utf-8")
    result = CliRunner().invoke(app, ["why", str(path)], env={"COLUMNS": "200"})
    assert result.exit_code == 0
    return " ".join(result.stdout.split())


def test_date_signers_terms_and_what_it_was_worth(tmp_path: Any) -> None:
    act = {"act": "signs the contract", "when": "3 May 1990"}
    case = signed({"by": "a", **act}, {"by": "b", **act, "signs": HIGH, "note": "at night"})
    brief = brief_of(case)
    text = section(brief)
    for words in (
        "3 May 1990", "Ann signs the contract", "Bob signs the contract – at night",
        "Price High", "Date Soon", "Ann (+1) and Bob (+1) preferred it to walking away",
        "It was in the zone, as judged.",
        "Left on the table: 2 deals better for somebody and worse for nobody.",
        "The most that each could have had more without loss to another: Ann +6 and Bob +8.",
    ):  # fmt: skip
        assert words in text
    said = terminal(case, tmp_path)
    assert brief.signed is not None
    for sentence in brief.signed.sentences:
        assert sentence in said
    assert "Ann and Bob signed the contract on 3 May 1990." in said
    assert "The deal: Price: High; Date: Soon." in said
    whole = Page(brief.html()).text
    assert "What the deal that was signed left on the table" in whole
    assert "What the last offer left" not in whole
    assert "Why there was no deal" not in whole
    assert brief.to_dict()["signed"] == json.loads(json.dumps(walkaway.why(case).signed.to_dict()))  # type: ignore[union-attr]


def test_terms_of_the_last_offer_are_said_to_be_that() -> None:
    brief = brief_of(signed({"by": "a", "offer": {"price": "high"}}, {"by": "b", "act": "accepts the offer"}))
    text = section(brief)
    assert "The act names no terms: taken are those of the last offer on record, offer 1 by Ann." in text
    assert "Soon (left open)" in text
    assert "Open: Date (shown as Ann would like it: Soon)." in text


def test_where_the_record_does_not_say_which_deal_nothing_is_said_of_its_worth(tmp_path: Any) -> None:
    case = signed({"by": "a", "act": "signs the treaty"})
    text = section(brief_of(case)) or Page(brief_of(case).html()).text
    assert "Which deal it was, the record does not say" in text
    found = walkaway.why(case).signed
    assert found is not None
    assert (found.passes, found.efficient, found.dominated_by, found.margins) == (None, None, None, {})
    assert brief_of(case).left is None
    assert "preferred" not in terminal(case, tmp_path)


def test_the_treaties_of_the_canal() -> None:
    brief = make_brief(walkaway.load("panama-1977"))
    text = section(brief)
    assert "US signs the Panama Canal Treaties" in text
    assert "Panama signs the Panama Canal Treaties" in text
    assert "7 September 1977" in text
    assert "Which deal it was, the record does not say" in text


def test_who_signed_below_its_walk_away_and_across_a_red_line() -> None:
    preferences = traded()
    preferences["b"]["red_lines"] = [{"price": "high"}]
    preferences["a"]["walk_away"] = 5
    brief = brief_of(signed({"by": "a", "act": "signs it", "signs": HIGH}, preferences=preferences))
    text = Page(brief.html()).text
    assert "Ann (−2) would rather have walked away; that it signed speaks against its judgements." in text
    assert "It crosses a red line of Bob (+1)." in text
    worse = "As judged, Ann would have done better by walking away, and it crosses a red line of Bob."
    assert worse in brief.first_side.deal
    assert "it does not pass" in text
    assert "Nothing was left on the table" not in text


def test_level_is_neither_better_nor_worse() -> None:
    preferences = traded(3)
    text = Page(
        brief_of(signed({"by": "a", "act": "signs it", "signs": HIGH}, preferences=preferences)).html()
    ).text
    assert "To Ann it was worth as much as walking away." in text
    assert "Bob (+1) preferred it" in text


def test_what_a_ratifier_refuses_was_not_left_on_the_table() -> None:
    refusing = {"walk_away": 1, "scores": {"price": {"low": 0, "mid": 0, "high": 2}}}
    case = signed(
        {"by": "a", "act": "signs it", "signs": {"price": "high", "date": "soon"}},
        ratifiers={"r": {"title": "Council", "for": "a"}},
        preferences=traded() | {"r": refusing},
    )
    found = walkaway.why(case).signed
    assert found is not None
    assert found.dominated_by == 0 or "high" in {  # whatever is left keeps the price that the council needs
        deal.deal["price"] for deal in walkaway.improve(case, HIGH).cheapest
    }
    assert found.left_out > 0
    assert found.refusing == ("r",)
    assert found.required == ("a", "b", "r")
    assert "refused by Council" in Page(brief_of(case).html()).text


def test_of_ranges_it_says_in_how_many_draws() -> None:
    case = signed({"by": "b", "act": "signs it", "signs": HIGH}, preferences=traded([1, 4]))
    found = walkaway.why(case).signed
    assert found is not None
    assert found.accepts["a"].probability == pytest.approx(2 / 3, abs=4 * found.accepts["a"].error)
    assert found.accepts["b"].probability == 1
    text = Page(brief_of(case).html()).text
    assert "In the central realisation" in text
    assert "for Bob in every draw" in text


def test_a_quota_needs_no_single_consent() -> None:
    case = signed({"by": "a", "act": "signs it", "signs": LOW}, agreement={"quota": 1})
    text = Page(brief_of(case).html()).text
    assert "Of Ann and Bob not every consent was needed." in text
    assert "one of several that were enough" in text


def test_terms_that_nobody_can_carry_out_are_said_to_be_that() -> None:
    case = signed({"by": "a", "act": "signs it", "signs": HIGH}, impossible=[{"price": "high"}])
    found = walkaway.why(case).signed
    assert found is not None
    assert found.deal == {}
    assert "So nothing is said of what it was worth." in Page(brief_of(case).html()).text


def test_a_frontier_out_of_reach_does_not_block_it(monkeypatch: pytest.MonkeyPatch) -> None:
    case = signed({"by": "a", "act": "signs it", "signs": HIGH})
    whole = walkaway.why(case).signed
    monkeypatch.setattr(merging, "FRONT_BUDGET", 1)
    part = walkaway.why(case).signed
    assert part is not None
    assert whole is not None
    assert (part.efficient, part.dominated_by, part.margins) == (False, whole.dominated_by, whole.margins)
    assert "Nothing was left" not in Page(brief_of(case).html()).text


def test_a_signature_needs_no_words_of_its_own() -> None:
    """`signs` beside `by` is enough: who, what and when."""
    brief = brief_of(signed({"by": "a", "signs": HIGH, "when": "3 May 1990"}))
    text = section(brief)
    assert "3 May 1990 Ann signs it" in text
    assert "Price High" in text


@pytest.mark.parametrize(
    ("record", "words", "doubt"),
    [
        ([{"by": "a", "signs": HIGH, "when": "2024-05-03"}],
         "Ann alone signed a deal on 3 May 2024; Bob’s signature is not recorded.",
         "signed by Ann, and no signature of Bob"),
        ([{"by": who, "signs": HIGH, "when": "2024-05-03"} for who in "ab"],
         "Ann and Bob signed a deal on 3 May 2024.", ""),
        ([{"by": "a", "act": "both signed it", "signs": HIGH}], "Ann and Bob signed a deal.", ""),
        ([{"by": "b", "offer": HIGH}, {"by": "a", "signs": HIGH}], "Ann signed a deal.", ""),
        ([{"by": "a", "act": "ratifies it", "signs": HIGH}], "Ann ratified it.", ""),
    ],
)  # fmt: skip
def test_half_a_signature_is_doubted(record: Any, words: str, doubt: str, tmp_path: Any) -> None:
    case = signed(*record)
    assert signed_words(case) == words
    path = tmp_path / "case.yaml"
    path.write_text(to_yaml(case), encoding="utf-8")
    told = CliRunner().invoke(app, ["check", str(path)], env={"COLUMNS": "200"})
    said = " ".join(told.output.split())
    assert ("no signature of" in said) == bool(doubt)
    assert doubt in said


def test_what_was_signed_comes_first_on_the_page() -> None:
    line = brief_of(signed({"by": "a", "act": "signs it", "signs": HIGH})).bottom_line
    assert line.sentences[0] == "Ann alone signed a deal; Bob’s signature is not recorded."
    assert line.sentences[1].startswith("There was room for a deal")


def test_the_first_side_shows_the_deal_that_was_signed_and_asks_for_no_change() -> None:
    side = (brief := brief_of(signed({"by": "a", "act": "signs it", "signs": HIGH}))).first_side
    assert dict(side.terms) == {"Price": "High", "Date": "Soon"}
    assert side.deal == (
        "This one was signed. As judged, everyone whose consent was needed did as well with it as by walking "
        "away, or better. Something was left on the table: two deals are "
        "better for somebody and worse for nobody."
    )
    assert not side.opening
    page = brief.html()
    assert "The deal in full" in page
    assert "What would open it" not in page
    assert "What would have made a deal likelier: nothing was needed" in page


def test_of_a_signature_without_terms_the_first_side_shows_a_deal_that_might_have_been() -> None:
    brief = brief_of(signed({"by": "a", "act": "signs the treaty"}))
    assert brief.first_side.deal.startswith("Which deal it was, the record does not say")
    assert "This one was signed" not in brief.first_side.deal
    assert "One deal in full" in brief.html()


def test_what_was_possible_before_the_signature_is_past() -> None:
    """By hand: four of six deals pass; no change was needed, and a mediator comes too late."""
    case = signed({"by": "b", "act": "signs the contract", "signs": HIGH})
    said = list(bridge_tables(case, walkaway.bridge(case)))
    assert "There was a deal as things were; no bridge was needed." in said
    assert "A mediator could have proposed:" in said
    room = "There was room for a deal that both parties would have signed"
    assert room in brief_of(case).first_side.reason[0]


def test_of_an_uncertain_case_that_was_signed_everything_is_past(tmp_path: Any) -> None:
    """Verdict, titles and what a finding would have changed; no draft is put to those who have signed."""
    act = {"act": "signs the contract", "when": "3 May 1990"}
    last = {"by": "b", **act, "signs": HIGH}
    case = signed(
        {"by": "a", "offer": LOW}, {"by": "a", **act}, last, preferences=traded([4, 12], late=[3, 9])
    )
    text = Page(brief_of(case, draws=200).html()).text
    for words in ("A deal was ", "would have signed", "Deals they might have signed", "The number measures"):
        assert words in text
    assert "What the verdict hangs on" in text
    for words in ("A deal is about", "Deals they might sign", "What to find out first", "the next step"):
        assert words not in text.partition("Method For whoever")[0]
    path = tmp_path / "case.yaml"
    path.write_text(to_yaml(case), encoding="utf-8")
    for command in ("deals", "bridge"):
        said = CliRunner().invoke(app, [command, str(path), "--draws", "50"], env={"COLUMNS": "200"}).stdout
        assert "Ann and Bob signed the contract on 3 May 1990." in said
        assert "single text" not in said


def test_the_summary_says_first_what_was_signed_and_what_it_was_worth() -> None:
    brief = brief_of(signed({"by": "a", "act": "signs it", "signs": HIGH}))
    said = " ".join(brief.text(200).split())
    assert brief.signed is not None
    at = [said.index(text) for text in ("Ann alone signed a deal", "The deal: Price: High; Date: Soon.")]
    at += [said.index(text) for text in (*brief.signed.sentences, "There was room for a deal")]
    assert at == sorted(at)


def test_whoever_signed_below_its_walk_away_is_named_and_it_was_signed_all_the_same() -> None:
    act = {"act": "signs it", "signs": HIGH}
    brief = brief_of(signed({"by": "a", **act}, {"by": "b", **act}, preferences=traded(7)))
    assert "As judged, Ann would have done better by walking away." in brief.first_side.deal
    text = section_of(brief.html(), "the-left")
    assert "Ann would rather have walked away; it was signed all the same" in text
    assert "would not be signed" not in text


@pytest.mark.parametrize(("terms", "kept"), [(HIGH, HIGH), (None, None)])
def test_the_deal_to_keep_is_the_one_that_was_signed(terms: Any, kept: Any) -> None:
    case = signed({"by": "a", "act": "signs it"} | ({"signs": terms} if terms else {}))
    likely = walkaway.analyse(case).likely.deals[0].deal
    assert walkaway.path(case).deal == (kept or likely)
    assert likely != HIGH
    page = brief_of(case).html()
    assert ("How to keep what was signed" in page) == bool(kept)
    assert "How to keep it" not in page
    said = "the deal that was signed" if kept else "the likeliest deal, which need not be the one that was"
    assert said in section_of(page, "how-to-keep-it")


def test_the_picture_has_a_ring_around_the_deal_that_was_signed() -> None:
    brief = brief_of(signed({"by": "a", "act": "signs it", "signs": HIGH}))
    drawn = json.dumps(brief.chart().spec)
    assert "The deal that was signed" in drawn
    assert "a ring around the deal that was signed" in brief.chart().alt
    assert "The ring is the deal that was signed." in brief.html()
    unsigned = brief_of(signed({"by": "a", "offer": HIGH}))
    assert "The deal that was signed" not in json.dumps(unsigned.chart().spec)


def test_the_gains_of_many_parties_have_a_line_with_rings_for_the_deal_that_was_signed() -> None:
    """Three parties who gain 3, 1 and 2 of at most 3, 3 and 2: a line with these, and its name."""
    table = [[[3, 0]], [[1, 3]], [[2, 0]]]
    record = [{"by": "p0", "act": "signs it", "signs": {"i0": "o0"}}]
    brief = brief_of(points_case(*table, record=record))
    chart = brief.chart("parties")
    assert "with rings in the deal that was signed" in chart.alt
    lines = [
        rows for rows in chart.spec["datasets"].values() if "The deal that was signed" in json.dumps(rows)
    ]
    assert [[row["y"] for row in rows] for rows in lines] == [[1, pytest.approx(1 / 3), 1]]
    assert "A signed" in [row.get("n") for rows in chart.spec["datasets"].values() for row in rows]
    assert "The line with rings is the deal that was signed." in brief.html()


def test_of_what_was_signed_nothing_is_said_as_of_a_deal_to_come() -> None:
    case = signed({"by": "a", "act": "signs it", "signs": HIGH}, preferences=traded([2, 2.5]))
    text = Page(brief_of(case).html()).text
    for words in (
        "As judged, whoever had to accept would have signed only what was worth",
        "There was nothing to find out first: the best proposal would have been signed in 100 of 100",
        "would much have changed the verdict", "would have left every party",
    ):  # fmt: skip
        assert words in text
    for words in ("Whoever must accept signs", "There is nothing to find out", "What the answer hangs on"):
        assert words not in text


def test_a_payment_on_the_first_side_is_told_as_a_share_alone() -> None:
    """The other lacks 2 of its 20 points: a tenth. No points of a scale that nobody has explained yet."""
    side = brief_of(points_case([[20, 0]], [[0, 20]], away=[16, 2])).first_side
    assert ("Payment by P0 to P1.", "Costs P0 10 % of what it has at stake.") in side.changes


def test_what_was_agreed_in_vienna_stands_in_the_case_of_2015() -> None:
    """14 July 2015 (Reuters); all four measures of the plan, and nobody's signature is missing."""
    case = walkaway.load("jcpoa-2015").case
    assert signed_words(case) == "Iran and Powers agreed on 14 July 2015."
    assert case.path is not None
    assert signed_terms(case)[0] == case.path.deal


def test_who_finds_it_so_as_often_is_named_together() -> None:
    case = signed({"by": "b", "act": "signs it", "signs": HIGH}, preferences=traded([0, 1]))
    assert "walking away for Ann and Bob in every draw" in Page(brief_of(case).html()).text
