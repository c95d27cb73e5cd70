"""Places of a case in words: every kind of path, ids with dots, beliefs, rules; never an id or a path."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.case.helpers import RANGED

from walkaway.case import Case, read_case_text
from walkaway.case.titles import deal_words, label_of, pattern_words, phrase_of, titles_words

TEXT = """
case: 1
title: Titles
parties: {zq_a: Ann, zq.b: Ben}
issues:
  zq.fare:
    title: Fare
    options: {zq_low: {title: Low, means: {usd_bn: [1, 2]}}, zq.mid: Middle, zq_top: High}
  zq_day: {title: Day, options: {zq_soon: Soon, zq_late: Late}}
  zq_len: {title: Length, range: [0, 10], step: 1, unit: km}
impossible:
  - {zq.fare: zq_low, zq_day: [zq_soon, zq_late]}
preferences:
  zq_a:
    walk_away: 10
    weights: zq.fare > zq_day > zq_len
    scores:
      zq.fare: zq_low > zq.mid > zq_top
      zq_day: {zq_soon: 100, zq_late: 0}
      zq_len: {linear: [100, 0]}
    interactions: [{when: {zq.fare: zq.mid}, unless: {zq_len: {from: 3, to: 5}}, add: [1, 2]}]
    red_lines: [{zq_len: {from: 9}}, {zq.fare: [zq_low, zq.mid]}]
    believes: {zq.b: {walk_away: [5, 20]}}
  zq.b:
    walk_away: {deal: {zq.fare: zq_low, zq_day: zq_late, zq_len: 4}}
    scores: {zq.fare: {zq_low: 0, zq.mid: 5, zq_top: 9}, zq_day: {zq_soon: 1, zq_late: 2}}
"""


@pytest.fixture(scope="module")
def case() -> Case:
    return read_case_text(TEXT)


@pytest.mark.parametrize(("path", "label", "phrase"), [
    ("preferences.zq_a.walk_away", "Ann: walk-away", "the walk-away of Ann"),
    ("preferences.zq.b.scores.zq.fare.zq.mid", "Ben: Fare – Middle", "the score of “Middle” (Fare) for Ben"),
    ("preferences.zq.b.scores.zq.fare.points.zq.mid", "Ben: Fare – Middle",
     "the score of “Middle” (Fare) for Ben"),
    ("preferences.zq_a.weights.points.zq.fare", "Ann: weight of Fare", "the weight of Fare for Ann"),
    ("preferences.zq_a.scores.zq.fare.order", "Ann: order of Fare", "the order of Fare for Ann"),
    ("preferences.zq_a.weights", "Ann: order of the weights", "the order of the weights of Ann"),
    ("preferences.zq_a.scores.zq.fare", "Ann: order of Fare", "the order of Fare for Ann"),
    ("preferences.zq_a.scores.zq_len.linear[1]", "Ann: Length – at 10 km",
     "the score of “at 10 km” (Length) for Ann"),
    ("preferences.zq_a.interactions[0].add",
     "Ann: points where Fare: Middle, unless Length: from 3 to 5 km",
     "the points of Ann where Fare: Middle, unless Length: from 3 to 5 km"),
    ("preferences.zq_a.red_lines[1]", "Ann: red line Fare: Low or Middle",
     "the red line of Ann “Fare: Low or Middle”"),
    ("preferences.zq_a.believes.zq.b.walk_away", "Ann of Ben: walk-away",
     "the walk-away of Ben, as Ann believes"),
    ("impossible[0]", "impossible: Fare: Low; Day: Soon or Late",
     "the rule that nobody could carry out “Fare: Low; Day: Soon or Late”"),
    ("issues.zq.fare.options.zq_low.means.usd_bn", "Fare – Low, USD bn", "the USD bn of “Low”"),
])  # fmt: skip
def test_every_kind_of_place(case: Case, path: str, label: str, phrase: str) -> None:
    assert (label_of(case, path), phrase_of(case, path)) == (label, phrase)


def test_no_judgement_is_named_by_its_id(case: Case) -> None:
    """Law: neither label nor phrase of any judgement holds an id or a path."""
    for path, _ in case.judgements():
        for words in (label_of(case, path), phrase_of(case, path)):
            assert "zq" not in words
            assert "[" not in words


def test_what_moves_together_is_named_together(case: Case) -> None:
    tied = ["preferences.zq_a.weights.zq_day", "preferences.zq_a.weights.zq_len"]
    assert label_of(case, "preferences.zq_a.weights.zq.fare", tied) == "Ann: weight of Fare, Day and Length"
    assert phrase_of(case, tied[0], tied[1:]) == "the weight of Day and Length for Ann"


def test_a_deal_is_read_whole(case: Case) -> None:
    assert deal_words(case, {"zq.fare": "zq.mid", "zq_len": "4"}) == "Fare: Middle; Length: 4 km"


def test_titles_with_commas_stay_whole_in_a_list() -> None:
    """Each stands in quotes, inside a phrase in single ones; what holds no comma stays bare."""
    case = read_case_text("""\
case: 1
title: Terms
parties: {a: Ann, b: Ben}
issues:
  s:
    title: Sanctions
    options: {none: Nothing, some: "Some, for a time", most: Most}
preferences:
  a:
    walk_away: 5
    scores: {s: {none: 0, some: 5, most: 9}}
    red_lines: [{s: [none, some]}, {s: [none, most]}]
  b: {walk_away: 5, scores: {s: {none: 9, some: 5, most: 0}}}
""")
    lines = case.preferences["a"].red_lines
    assert pattern_words(case, lines[0]) == "Sanctions: “Nothing” or “Some, for a time”"
    assert pattern_words(case, lines[1]) == "Sanctions: Nothing or Most"
    whole = "the red line of Ann “Sanctions: ‘Nothing’ or ‘Some, for a time’”"
    assert phrase_of(case, "preferences.a.red_lines[0]") == whole


@given(st.lists(st.sampled_from(["Low", "Some, later", "This and that", "a; b"]), min_size=2, max_size=4))
def test_a_list_of_titles_can_be_read_back(names: list[str]) -> None:
    """Law: where a title holds what parts a list, each stands in quotes."""
    text = titles_words(names)
    if any("," in name or ";" in name or " and " in name for name in names):
        assert re.findall("“(.*?)”", text) == names
    else:
        assert re.split(", | and ", text) == names


@pytest.mark.parametrize(("path", "label", "phrase"), [
    ("preferences.seller.functions[0].of[1].of[0].add", "Seller: points where always",
     "the points of Seller where always"),
    ("preferences.seller.functions[0].of[0].add", "Seller: points where Price: 5 usd_m",
     "the points of Seller where Price: 5 usd_m"),
    ("preferences.buyer.scores.price.peak", "Buyer: Price – at its peak",
     "the score of “at its peak” (Price) for Buyer"),
])  # fmt: skip
def test_parts_of_functions_and_forms_of_scores(path: str, label: str, phrase: str) -> None:
    sale = read_case_text(RANGED)
    assert (label_of(sale, path), phrase_of(sale, path)) == (label, phrase)
