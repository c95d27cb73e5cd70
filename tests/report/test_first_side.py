"""The first side: the whole answer in plain words, on one sheet."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.report.helpers import brief_of, hanoi, hanoi_page, large, preference, two
from tests.report.test_browser import BROWSER, BROWSERS, FLAGS
from tests.strategies import build

from walkaway import load
from walkaway.analysis.answers import analyse
from walkaway.analysis.bridges import Bridge
from walkaway.analysis.sensitivity.sensitivity import sensitivity
from walkaway.analysis.why.in_words import likely_of, short_title
from walkaway.case import Case
from walkaway.report.brief import Brief, make_brief
from walkaway.report.language.likelihood import as_judged, likely_words
from walkaway.report.screens.what_would_open_it import safeguard_words, short_words
from walkaway.report.terminal.sensitivity_view import findout_tables

TECHNICAL = re.compile(
    r"\bdraws?\b|±|central realisation|(its|of|’s) reach\b|frontier|Pareto|sampl|percentile|acceptab|\bMAP\b",
    re.IGNORECASE,
)


def words_of(brief: Brief) -> list[str]:
    side = brief.first_side
    changes = [text for pair in side.changes for text in pair]
    told = [side.verdict, side.measure, side.deal, *side.reason, side.opening, *changes, *side.find_out]
    return [text for text in (*told, *side.rests_on) if text]


def wanting(walk_away: object) -> Brief:
    """Both want the best they can get, and walk away for no less than this."""
    sides = {
        "a": preference(walk_away, price=(9, 5, 0), date=(3, 0)),
        "b": preference(walk_away, price=(0, 5, 9), date=(0, 3)),
    }
    return brief_of(two(preferences=sides))


SIDES = {"x": (1, 0), "y": (0, 1)}


def long_titles() -> Brief:
    """Ten issues, each title and option of 70 letters."""
    text = "of the provisional framework agreement on reciprocal arrangements"
    issues = {
        f"i{k}": {"title": f"Part {k} {text}", "options": {"a": f"This {k} {text}", "b": f"That {k} {text}"}}
        for k in range(10)
    }
    rows = {who: {i: dict(zip("ab", row, strict=True)) for i in issues} for who, row in SIDES.items()}
    return brief_of(build({
        "case": 1, "title": "Ten", "parties": {"x": "Xaver", "y": "Yvonne"}, "issues": issues,
        "preferences": {who: {"walk_away": [4, 6], "scores": scores} for who, scores in rows.items()},
    }))  # fmt: skip


BRIEFS: dict[str, Callable[[], Brief]] = {
    "hanoi": hanoi,
    "exact": lambda: wanting(5),
    "never": lambda: wanting(50),
    "unsure": lambda: wanting([4, 8]),
    "out of reach": lambda: wanting([6, 900]),
    "new-recruit": lambda: make_brief(load("new-recruit")),
    "large": lambda: brief_of(large(0)),
    "long": long_titles,
}


@pytest.mark.parametrize("name", BRIEFS)
def test_no_technical_word_and_every_text_a_sentence(name: str) -> None:
    texts = words_of(BRIEFS[name]())
    assert texts
    for text in texts:
        assert not TECHNICAL.search(text), text
        assert text[0].isupper() or text[0] in "“0123456789", text
        assert text.endswith((".", ").", "!", "?")), text


def _told(case: Case, item: Bridge) -> tuple[str, ...]:
    safeguard = (safeguard_words(case, item),) if item.kind == "clause" else ()
    return item.title, short_words(case, item), *safeguard


def test_it_tells_what_stands_behind_it() -> None:
    brief = hanoi()
    side, answers = brief.first_side, brief.answers
    assert as_judged(answers.zone.everyone.probability) in side.verdict
    best = answers.likely.deals[0]
    case = brief.case
    assert side.terms == tuple((case.issue_label(i), case.option_label(i, o)) for i, o in best.deal.items())
    assert as_judged(best.acceptability) in side.deal
    assert "Advisers and Congress most of all" in side.reason[0]
    found = brief.bridges.found
    titles = {words: item for item in found for words in _told(case, item)}
    kinds = [titles[text.rstrip(".")].kind for text, _ in side.changes if text.rstrip(".") in titles]
    assert len(side.changes) == 3
    assert len(set(kinds)) == len(kinds) >= 2
    told = "The walk-away of Advisers and Congress. At 32 points a deal is likely"
    assert side.find_out[0].startswith(told)
    assert "run from 0 to 100 points for Advisers and Congress" in side.scales
    assert any("136 rest on exact words" in text for text in side.rests_on)
    clause = next(item for item in found if item.kind == "clause")
    assert any(text == (
        f"A safeguard clause for {case.label(clause.terms['for'])}: it may take back what it gives on "
        f"“{case.issue_label(clause.terms['issue'])}” if the deal is broken, or gives it step by step."
    ) for text, _ in side.changes)  # fmt: skip


def test_without_a_deal_it_says_so_and_promises_none() -> None:
    side = wanting(50).first_side
    assert side.verdict.startswith("There is no deal that both parties would sign.")
    assert not side.measure
    assert not any(text.startswith("The consent") for text in side.reason)


def test_what_is_certain_is_told_from_what_might_be() -> None:
    """By hand: both middle prices give either 5 or more; a party that gives way has its date, 3."""
    brief = wanting([1, 5])
    assert (brief.answers.zone.everyone.certain, brief.answers.zone.everyone.possible) == (2, 4)
    assert brief.first_side.deal == (
        "This one, of two that would be signed however the judgements turn out, does most for whoever gains "
        "least; two more might be signed."
    )


def test_what_is_assumed_of_a_walk_away_is_what_it_rests_on() -> None:
    said = "No walk-away is stated for either party, so 0 is assumed; the result rests on that."
    sides = {"a": {"scores": {"price": {"low": 9, "mid": 5, "high": 0}}}}
    sides["b"] = {"scores": {"price": {"low": 0, "mid": 5, "high": 9}}}
    assert said in brief_of(two(preferences=sides)).first_side.rests_on


def test_where_there_is_no_deal_a_reason_is_named_and_nothing_is_left_empty() -> None:
    brief = wanting(50)
    assert brief.first_side.reason[0].startswith(
        "Not one deal is good enough for Ann or Bob: for Ann, its best"
    )
    assert not brief.first_side.find_out
    assert "No judgement alone, whatever is found out about it, would" in brief.html()


def test_a_change_lifts_the_likelihood_from_what_it_is_called() -> None:
    side = hanoi().first_side
    assert side.opening.endswith("how likely a deal is, from about four in ten to about five in ten.")
    assert side.verdict.startswith("A deal is about as likely as not: about four in ten")


def test_where_the_case_is_too_vague_to_tell_the_first_side_says_so_with_the_same_reasons() -> None:
    brief = hanoi()
    assert brief.diagnosis is not None
    assert brief.diagnosis.leading is None
    told = brief.first_side.reason[-1]
    assert told.startswith("The case is too vague to tell why there was no deal. Best supported: ")
    assert "about equally" not in told
    for item in likely_of(brief.diagnosis.order, brief.diagnosis.explanations):
        assert f"{short_title(item.name)} (" in told
        assert f"), {as_judged(item.tested.probability)}" in told


def test_an_account_that_is_not_settled_and_changes_the_answer_is_told() -> None:
    """By hand: under the second account Ann walks away for 13, and her best deal is worth 12."""
    accounts = {"worth": {"question": "What was the middle worth?", "told": {
        "much": {"title": "It was worth a lot", "by": "a"},
        "little": {"title": "It was worth little", "by": "b", "set": {
            "preferences.a.scores.price.mid": 0, "preferences.a.walk_away": 13}},
    }}}  # fmt: skip
    case = two(accounts=accounts)
    side = brief_of(case).first_side
    told = (
        "What was the middle worth? As the case is written two deals pass; if “It was worth little”, told by "
        "Bob, is true, there is no deal."
    )
    assert side.find_out[0] == told
    found = sensitivity(analyse(case))
    assert told in [str(part) for part in findout_tables(case, found)]
    assert [(one.told, one.verdict, one.certain) for one in found.under_accounts] == [
        ("", "certain", 2), ("little", "impossible", 0)
    ]  # fmt: skip
    said = (
        "Not settled: “What was the middle worth?” Accounts of it conflict; the case counts as it is written."
    )
    assert said in side.rests_on
    accounts["worth"]["settled"] = "much"
    settled = brief_of(two(accounts=accounts)).first_side
    assert said not in settled.rests_on
    assert not any("As the case is written" in text for text in settled.find_out)


def test_what_is_there_in_all_ways_has_a_number() -> None:
    assert as_judged(1.0) == "ten in ten"


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_never_reads_as_a_smaller_one(one: float, other: float) -> None:
    """Law: words follow the order of shares, and nothing between none and all is called either."""
    rare = [k / 100 for k in range(1, 8)]
    tenths = [k / 10 for k in range(1, 10)]
    steps = [0, 0.005, *rare, *tenths, *sorted(1 - share for share in rare), 0.995, 1]
    order = list(dict.fromkeys(as_judged(share) for share in steps))
    low, high = sorted((one, other))
    assert order.index(as_judged(low)) <= order.index(as_judged(high))
    assert (as_judged(one) in ("in none", "ten in ten")) == (one in (0, 1))
    assert likely_words(one)


def test_contents_name_every_section_that_follows() -> None:
    page = hanoi_page()
    links = re.findall(r'<li><a href="#([\w-]+)">', page)
    sections = re.findall(r'<h2 id="([\w-]+)">', page)
    assert sections[:2] == ["the-answer", "contents"]
    assert sections[2:] == links
    assert len(set(links)) == len(links) >= 8


def test_numbers_name_their_scale_from_end_to_end() -> None:
    """By hand: 9 and 3 points at best, 0 at worst."""
    side = wanting(5).first_side
    assert side.find_out
    assert all(" points instead of 5 no deal is left." in text for text in side.find_out)
    # with its date, worth 3, the middle price has to give no more than 2
    assert side.find_out[0].startswith("The score of “Middle” (Price) for Ann or Bob: at less than 2 points")
    assert side.scales.endswith("own scale, all deals together run from 0 to 12 points for Ann and Bob.")


def test_ends_that_read_alike_are_told_as_one() -> None:
    """By hand: Ann gets 12 at most, which 8 of 96 of her walk-aways allow, whatever Bob's is."""
    sides = {
        "a": preference([4, 100], price=(9, 5, 0), date=(3, 0)),
        "b": preference([0, 13], price=(0, 5, 9), date=(0, 3)),
    }
    (bob,) = [text for text in brief_of(two(preferences=sides)).first_side.find_out if "Bob" in text]
    assert re.fullmatch(
        "The walk-away of Bob. A deal is very unlikely at both ends: about [a-z ]+ at 0 points, "
        "in none at 13 points.",
        bob,
    )


def test_what_costs_everybody_much_is_not_called_a_little() -> None:
    for brief, says in ((wanting([14, 14.1]), "less"), (hanoi(), "a little less")):
        told = [pair for pair in brief.first_side.changes if "Everybody" in pair[0]]
        assert [text for text, _ in told] == [f"Everybody settles for {says}."]
        assert (int(re.findall(r"(\d+) %", told[0][1])[0]) >= 10) == (says == "less")


def test_whatever_stands_in_the_picture_is_told_below_it() -> None:
    """Names of rules, numbers of offers, hollow dots and the frontier are words of the page behind it."""
    one, other = (
        {"by": who, "offer": {"price": p, "date": "soon"}} for who, p in (("a", "low"), ("b", "high"))
    )
    sides = {
        "a": preference(4, price=(9, 5, 0), date=(3, 0)) | {"red_lines": [{"price": "high", "date": "late"}]},
        "b": preference(4, price=(0, 5, 9), date=(0, 3)),
    }
    told_of = {"": (), "The number is an": (one,), "Numbers are offers": (one, other)}
    for numbers, record in told_of.items():
        page = brief_of(two(preferences=sides, record=list(record))).html()
        told = re.search(r'<div class="room">.*?<figcaption>(.*?)</figcaption>', page, re.DOTALL)
        assert told is not None
        for word in ("“frontier”", "the name of a rule", "Hollow dots", "A is the deal", numbers):
            assert word in told[1]
        assert ("offer" in told[1]) == bool(numbers)
    assert "Hollow" not in brief_of(two()).html().partition("The analysis behind")[0]


def test_a_scale_that_counts_nothing_is_named_in_a_clause() -> None:
    sides = {
        who: preference(4, price=row, date=(3, 0)) | {"scale": "utility, 0 to 12"}
        for who, row in {"a": (9, 5, 0), "b": (0, 5, 9)}.items()
    }
    scales = brief_of(two(preferences=sides)).first_side.scales
    assert scales.endswith("run from 0 to 12 for Ann and Bob, whose scale is “utility, 0 to 12”.")


def test_a_value_has_one_rounding_on_the_side_and_behind_it() -> None:
    """By hand: 62.25 is what the deal gives, where the scale ends, and where walking away becomes better."""
    sides = {
        "a": preference(0, price=(0, 1, 62.25), date=(0, 0)),
        "b": preference(0, price=(-5, -5, 0), date=(0, 0)),
    }
    brief = brief_of(two(preferences=sides))
    assert "to 62.25 points for Ann" in brief.first_side.scales
    assert "more than 62.25" in {line.then for line in brief.findout.flips}
    assert "62.3" not in " ".join(words_of(brief)) + brief.first_side.scales


@pytest.mark.skipif(BROWSER is None, reason=f"no browser found (looked for {', '.join(BROWSERS)})")
@pytest.mark.parametrize(
    ("name", "paper", "picture"),
    [
        ("hanoi", "A4", False), ("hanoi", "Letter", False), ("new-recruit", "A4", True),
        ("new-recruit", "Letter", True), ("unsure", "A4", True), ("long", "A4", False),
    ],
)  # fmt: skip
def test_it_fits_one_sheet(name: str, paper: str, picture: bool, tmp_path: Path) -> None:
    """And where the words leave a third of the sheet empty the picture fills it."""
    assert BROWSER is not None
    page = hanoi_page() if name == "hanoi" else BRIEFS[name]().html()
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    path, sheet = tmp_path / "page.html", tmp_path / "page.pdf"
    path.write_text(page.replace("</style>", f"@page {{ size: {paper}; }}</style>", 1), encoding="utf-8")
    flags = [flag for flag in FLAGS if flag != "--dump-dom"]
    subprocess.run(
        [BROWSER, *flags, f"--user-data-dir={tmp_path}/profile", f"--print-to-pdf={sheet}", path.as_uri()],
        capture_output=True, timeout=600, check=True,
    )  # fmt: skip
    first, second = (" ".join(page.extract_text().split()) for page in PdfReader(sheet).pages[:2])
    assert "What it rests on" in first
    assert ("Each dot is a deal" in first) == picture
    assert "The analysis behind it" not in first
    assert "The analysis behind it" in second
