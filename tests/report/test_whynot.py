"""Why there was no deal: the screen says what the diagnosis says, in its order, only where it is asked."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.planted import CAUSES, planted
from tests.report.helpers import Page, brief_of, preference, two
from tests.strategies import build

import walkaway
from walkaway.case import Case
from walkaway.report.brief import Brief, make_brief
from walkaway.report.language.phrases import of_hundred
from walkaway.report.screens.why_no_deal import WhyNot, asks
from walkaway.space.existence import SearchSizes, deal_exists

EVIL = "</script><img src=x onerror=alert(1)>&'\""


def told(**changes: Any) -> Case:
    """Two parties who refuse each other, evidence for and against, a third party, a ratifier."""
    data: dict[str, Any] = two().to_dict() | {
        "ratifiers": {"s": {"title": "Senate", "for": "a"}},
        "third_parties": {"n": "Neighbour"},
        "record": [
            {"by": "a", "offer": {"price": "low", "date": "soon"}, "title": "First demand"},
            {"by": "b", "act": "declines", "refuses": {"price": "low", "date": "soon"}},
            {"by": "b", "offer": {"price": "high"}},
            {"by": "a", "act": "leaves", "refuses": {"price": "high"}},
        ],
        "evidence": [
            {"says": "Ann said that she had no choice", "for": "no-zone",
             "against": ["bluff", "wrong-package"], "weight": 0.5, "note": "By herself."},
            {"says": "A survey liked the middle", "for": "wrong-package", "against": "no-zone"},
            *({"says": f"Item {k}", "for": "process", "weight": 0.1} for k in range(7)),
        ],
    }  # fmt: skip
    own = data["preferences"]
    own["a"]["walk_away"], own["b"]["walk_away"] = [4, 9], [4, 7]
    own["a"]["believes"] = {"b": {"walk_away": 1}}
    own["s"] = {"walk_away": [1, 3], "scores": {"price": {"low": 5, "mid": 2, "high": 0}}}
    own["n"] = {"walk_away": -1, "scale": "ships", "scores": {"date": {"soon": 2, "late": [-3, -1]}}}
    return build(data | changes)


def screen(brief: Brief) -> WhyNot:
    assert brief.whynot is not None
    return brief.whynot


@pytest.fixture(scope="module")
def brief() -> Brief:
    return brief_of(told())


def test_it_is_asked_only_where_something_is_to_be_explained() -> None:
    record = told().to_dict()["record"]
    assert not asks(two())
    assert not asks(build(two().to_dict() | {"record": record[:1]}))
    assert asks(build(two().to_dict() | {"record": record[:2]}))
    assert not asks(build(two().to_dict() | {"record": record[:3]}))  # the last word is an offer
    assert asks(build(two().to_dict() | {"evidence": [{"says": "So it was", "for": "bluff"}]}))
    assert not asks(walkaway.load("harbour").case)


@pytest.mark.parametrize(
    ("act", "left"),
    [
        ("walks away", True), ("Walked out of the talks", True), ("breaks off", True),
        ("does not resume and walks away", True),
        ("will not walk away", False), ("threatens to walk out", False),
        ("says it would walk away if they insist", False), ("consults its members", False),
    ],
)  # fmt: skip
def test_whoever_walks_away_leaves_an_impasse_without_terms_too(act: str, left: bool) -> None:
    record = [{"by": "a", "offer": {"price": "high"}}, {"by": "b", "act": act}]
    assert asks(two(record=record)) is left
    assert not asks(two(record=[*reversed(record)]))  # an offer came after it


def test_nothing_is_asked_nothing_is_shown() -> None:
    quiet = brief_of(two())
    assert quiet.whynot is None
    assert quiet.diagnosis is None
    assert quiet.to_dict()["diagnosis"] is None
    assert "Why there was no deal" not in quiet.html()
    assert not any(chart.name == "whynot" for chart in quiet.charts)


def test_it_says_what_the_diagnosis_says_with_the_draws_of_the_answers(brief: Brief) -> None:
    alone = walkaway.why(told(), draws=400)
    assert brief.diagnosis is not None
    assert brief.diagnosis.to_dict() == alone.to_dict() == brief.to_dict()["diagnosis"]
    found = screen(brief)
    names = [item.name for item in found.explanations]
    assert names[: len(alone.order)] == list(alone.order)
    assert found.explanations[-1].untestable
    text = Page(brief.html()).text
    start = text.index("Weight against", text.index("Each explanation in full"))
    for item in found.explanations:
        start = text.index(item.title.partition(": ")[2][1:], start)
    first = alone.explanations[alone.order[0]]
    assert first.before is not None
    row = text[text.index("Weight against") :][:900]
    assert of_hundred(first.tested.probability) in row
    assert of_hundred(first.before.probability) in row


def test_the_evidence_stands_against_every_explanation(brief: Brief) -> None:
    found = screen(brief)
    assert (len(found.shown), len(found.folded)) == (7, 2)
    by_words = {item.says: item for item in (*found.shown, *found.folded)}
    item = by_words["Ann said that she had no choice"]
    assert (item.fits, item.weight, item.note) == ("no zone", "0.5", "By herself.")
    assert set(item.against.split(", ")) == {"bluff or stalling", "wrong package"}
    signs = {one.name: sign for one, (_, sign, _) in zip(found.explanations, item.signs, strict=True)}
    assert signs["no-zone"] == "+"
    assert signs["wrong-package"] == signs["bluff"] == "−"
    assert list(signs.values()).count("·") == 5
    assert ("consistent", "+", "fits no zone") in item.signs


def test_items_that_the_first_place_hangs_on_come_first() -> None:
    brief = brief_of(walkaway.load("hanoi-2019").case, draws=2000)
    found = screen(brief)
    assert brief.diagnosis is not None
    matrix = brief.diagnosis.matrix
    frail = [matrix.items[one.item].says for one in matrix.removals if one.order[:1] != matrix.order[:1]]
    shown = [item.says for item in (*found.shown, *found.folded) if item.decides]
    assert sorted(shown) == sorted(frail)
    assert [bool(item.decides) for item in found.shown][: len(frail)] == [True] * len(frail)


def test_what_the_record_taught(brief: Brief) -> None:
    html = brief.html()
    assert re.findall(r'<span class="(p\d)"><span class="who">(.*?)</span>', html) == [
        ("p0", "Ann offers “First demand”"),
        ("p1", "Bob declines"),
        ("p1", "Offer by Bob: Price: High"),
        ("p0", "Ann leaves"),
    ]
    (before, after) = re.search(r"<b>(.*?)</b> draws before the record, <b>(.*?)</b> after", html).groups()  # type: ignore[union-attr]
    assert before.endswith("±\u00a02")
    assert html.count(f'data-label="A deal exists then">{after}</td>') >= 1


def test_a_record_that_moves_a_judgement_names_it() -> None:
    plain = told().to_dict()
    plain["preferences"]["a"]["walk_away"] = [0, 30]
    plain["record"] = [{"by": "a", "offer": {"price": "mid", "date": "soon"}},
                       {"by": "b", "act": "declines", "refuses": {"price": "low"}}]  # fmt: skip
    text = Page(brief_of(build(plain)).html()).text
    _, _, moved = text.partition("Judgement that the record moved most Mean before After Ann: walk-away ")
    before, after = moved.split()[:2]
    assert float(before) > float(after)


def test_without_a_vote(brief: Brief) -> None:
    text = Page(brief.html()).text
    assert "Neighbour . No deal is worth −1 to it (ships)." in text
    assert "“First demand” (Ann) +3 100 of 100 offer 2 (Bob)" in text


def test_an_exact_case_and_one_that_is_asserted() -> None:
    case = planted(CAUSES["ratification"][1], 1)[0]
    plain = case.to_dict()
    plain["record"] = [{"by": "a", "act": "leaves", "refuses": {"land": "x"}}]
    found = make_brief(build(plain), draws=400)
    leading = screen(found).explanations[0]
    assert (leading.name, leading.claim) == ("ratification", "asserted")
    drawn = [chart for chart in found.charts if chart.name == "whynot"]
    assert [chart.size for chart in drawn] == ["wide", "narrow"]
    assert "– asserted" in json.dumps(drawn[1].spec, ensure_ascii=False)
    assert "best supported first" in drawn[0].alt
    sure = build(two().to_dict() | {"evidence": [{"says": "So it was", "for": "no-zone"}]})
    alone = Page(brief_of(sure).html()).text
    assert "Why there was no deal" in alone
    assert "What the record taught" not in alone
    assert "Without a vote" not in alone


def test_a_search_that_would_not_end_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    brief = brief_of(told(), draws=50)
    given_up = partial(deal_exists, sizes=SearchSizes(work=0, few_rounds=0))
    monkeypatch.setattr("walkaway.analysis.why.diagnosis.deal_exists", given_up)
    found = screen(brief)
    assert found.untold.startswith("The explanations could not be weighed: these judgements are so nearly")
    assert brief.diagnosis is None
    text = Page(brief.html()).text
    assert found.untold in text
    assert "The evidence, for and against" not in text


def test_the_page_is_well_formed_and_says_it(brief: Brief) -> None:
    page = Page(brief.html())
    assert page.faults == []
    assert brief.diagnosis is not None
    assert all(sentence in page.text for sentence in brief.diagnosis.says)
    assert "7 more items" not in page.text
    assert "two more items" in page.text
    assert ("span", "aria-label", "speaks against wrong package") in page.attributes
    assert "Neighbour" in page.text
    heads = ("Deals they might sign", "Why there was no deal", "What would have opened it")
    places = [page.text.index(words) for words in heads]
    assert places == sorted(places)


def test_cites_open_in_their_place_and_nothing_breaks_out(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "log.md").write_text(
        "# The log\n\nbefore these words after\n", encoding="utf-8"
    )
    plain = told().to_dict()
    plain["third_parties"]["n"] = EVIL
    plain["record"][0]["title"] = plain["record"][1]["act"] = EVIL
    plain["evidence"][0] |= {"says": EVIL, "note": EVIL, "cite": "log: these words"}
    (tmp_path / "case.yaml").write_text(json.dumps(plain), encoding="utf-8")
    brief = make_brief(walkaway.load(str(tmp_path)), draws=50)
    item = next(item for item in screen(brief).shown if item.says == EVIL)
    assert [(passage.document, passage.words) for passage in item.passages] == [("log", "these words")]
    html = brief.html()
    assert EVIL not in html
    assert "<img src=x" not in html
    page = Page(html)
    assert page.faults == []
    assert EVIL in page.text


def test_the_same_bytes_again(brief: Brief) -> None:
    assert brief.html() == brief_of(told()).html()


def test_where_nothing_was_drawn_no_draws_are_spoken_of() -> None:
    """The page of an impasse in which every judgement is one number has no word of draws."""
    sides = {
        "a": preference(5, price=(9, 5, 0), date=(0, 0)),
        "b": preference(6, price=(0, 5, 9), date=(0, 0)),
    }
    record = [{"by": "a", "offer": {"price": "high", "date": "soon"}}, {"by": "b", "act": "walks away"}]
    brief = brief_of(two(preferences=sides, record=record))
    assert brief.answers.exact
    assert brief.whynot is not None
    text = Page(brief.html()).text
    assert not re.search(r".{,40}\bdraws?\b", text, re.IGNORECASE)
    assert "confirmed on the changed case; one step less is not enough" in text
    assert "It holds" in text
