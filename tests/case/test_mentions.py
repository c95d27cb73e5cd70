"""Names: changed everywhere at once and back again, and taken out with all that needs them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.case.strategies import ODD, law

import walkaway
from walkaway.case.entries import changed_text
from walkaway.case.lines import Path as Place
from walkaway.case.mentions import gone_with, mentions, named_anew
from walkaway.case.read import read_case_text
from walkaway.case.yamltext import read_yaml
from walkaway.errors import Faults

CASES = Path(walkaway.__file__).parents[2] / "cases"
TEXT = """\
case: 1
title: A yard
parties: {by: Ann, ben: Ben}  # the two
ratifiers: {kin: {title: The kin, for: by}}
third_parties: {town: The town}
agreement: {votes: {by: 2, ben: 1}, at_least: 2, vetoes: [by]}
issues:
  # in order
  price: {title: Price, options: {price: Low, mid: Middle, high: High}}
  weights: {title: Date, options: {soon: Soon, late: Late}}
  share: {title: Share, range: [0, 10], direction: {by: more}}
impossible: [{price: price, weights: [soon, late]}]
preferences:
  by:
    walk_away: {deal: {price: price, weights: soon, share: 5}}
    weights: {order: weights > price = share, note: hers}
    scores:
      price: price > mid > high  # she said so
      weights: {points: {soon: 0, late: 100}, note: both}
      share: {linear: [0, 100]}
    red_lines: [{price: [price, mid], weights: soon}]
    interactions: [{when: {weights: late}, unless: {price: high}, add: 3}]
    believes: {ben: {walk_away: 3, scores: {price: {price: 1, mid: 2, high: 3}}}}
  ben: {scores: {price: {price: 9, mid: 1, high: 0}}, functions: [{of: [{when: {price: mid}, add: 1}]}]}
  kin: {scores: {weights: {soon: 0, late: 3}}}
  town: {scores: {price: {price: 1, mid: 1, high: 1}}}
path:
  today: {price: high}
  steps: {weights: {late: {by: by, worth: {ben: 2}, after: [price]}}}
  discount: {by: 0.9}
record:
  - {by: by, offer: {price: price, weights: soon}, read_as: {ben: {price: mid}}}
  - {by: ben, act: walks away}
aftermath:
  options: {sue: {title: To sue, by: [by, ben]}}
  wants: {by: [sue], ben: [not sue]}
accounts:
  said:
    question: What was offered?
    told:
      low: {title: A low price, by: by, set: {"record[0].offer.price": mid}}
      none:
        title: No date
        by: ben
        set: {preferences.by.walk_away: {deal: {price: mid, weights: late, share: 5}}}
"""
NAMED: list[Place] = [
    ("parties", "by"), ("parties", "ben"), ("ratifiers", "kin"), ("third_parties", "town"),
    ("issues", "price"), ("issues", "weights"), ("issues", "share"), ("issues", "price", "options", "price"),
    ("issues", "price", "options", "mid"), ("issues", "weights", "options", "late"),
]  # fmt: skip


def data_of(text: str) -> Any:
    return read_yaml(text, "case", Faults())[0]


@law
@given(named=st.sampled_from(NAMED), name=st.sampled_from([*ODD, "<script>", "by", "weights", "for"]))
def test_a_name_is_changed_everywhere_and_back(named: Place, name: str) -> None:
    """Law: the case reads with the new name, the old one stands nowhere, and the way back gives the text."""
    data = data_of(TEXT)
    taken = {one[-1] for one in NAMED} | {"high", "soon"}
    if name in taken or set(name) & set(">=") or "\t" in name:
        return  # of such names check says why they will not do
    text = changed_text(TEXT, named_anew(data, named, name))
    case = read_case_text(text)
    there = (*named[:-1], name)
    assert {one.path for one in mentions(data_of(text), named)} == {named}  # where it would be, no more
    assert len(mentions(data_of(text), there)) == len(mentions(data, named))
    assert changed_text(text, named_anew(data_of(text), there, str(named[-1]))) == TEXT
    assert len(case.preferences) == 4


@pytest.mark.parametrize("name", ["hanoi-2019", "jcpoa-2015"])
def test_the_catalogue_by_other_names(name: str) -> None:
    """A rename changes no answer: what is exact is the same to the digit."""
    before = text = (CASES / name / "case.yaml").read_text(encoding="utf-8")
    party, issue = (next(iter(data_of(text)[part])) for part in ("parties", "issues"))
    option = next(iter(data_of(text)["issues"][issue]["options"]))
    for named in (("parties", party), ("issues", issue, "options", option), ("issues", issue)):
        text = changed_text(text, named_anew(data_of(text), named, "another name"))
    old, new = read_case_text(before), read_case_text(text)
    assert old.digest != new.digest
    was, now = (walkaway.zone(one, draws=20) for one in (old, new))
    assert was.verdict == now.verdict


def gone(*named: str) -> Any:
    return data_of(changed_text(TEXT, gone_with(data_of(TEXT), named)))


def test_an_option_goes_with_what_names_it_alone() -> None:
    data = gone("issues", "price", "options", "price")
    ann = data["preferences"]["by"]
    assert data["issues"]["price"]["options"] == {"mid": "Middle", "high": "High"}
    assert "impossible" not in data
    assert ann["scores"]["price"] == "mid > high"
    assert ann["red_lines"] == [{"price": ["mid"], "weights": "soon"}]  # the rest of what was meant
    assert data["record"][0]["offer"] == {"weights": "soon"}


def test_an_issue_goes_with_every_pattern_that_names_it() -> None:
    data = gone("issues", "weights")
    ann = data["preferences"]["by"]
    assert "red_lines" not in ann
    assert "interactions" not in ann
    assert ann["weights"]["order"] == "price = share"
    assert "kin" not in data["preferences"] or "scores" not in data["preferences"]["kin"]


def test_a_party_goes_with_its_ratifiers_and_deeds() -> None:
    data = gone("parties", "by")
    assert "ratifiers" not in data
    assert list(data["preferences"]) == ["ben", "town"]
    assert data["record"] == [{"by": "ben", "act": "walks away"}]
    assert "vetoes" not in data["agreement"]


def test_names_of_accounts_and_of_what_follows_are_changed_everywhere() -> None:
    """Also inside wishes, with quotes where a name needs them; another thing of the same name stays."""
    text = (CASES / "hanoi-2019" / "case.yaml").read_text(encoding="utf-8")
    data: Any = read_yaml(text, "", Faults())[0]
    for named, new in (
        (("aftermath", "options", "tests"), "long tests"), (("accounts", "asked"), "relief"),
        (("accounts", "asked", "told", "civilian-parts"), "parts"),
    ):  # fmt: skip
        changed = changed_text(text, named_anew(data, named, new))
        read_case_text(changed)
        back: Any = read_yaml(changed, "", Faults())[0]
        assert changed_text(changed, named_anew(back, (*named[:-1], new), str(named[-1]))) == text
    wishes = read_case_text(
        changed_text(text, named_anew(data, ("aftermath", "options", "tests"), "long tests"))
    )
    assert wishes.aftermath is not None
    assert wishes.aftermath.wants["us"].wishes[1].wish == 'pressure if "long tests"'
    parts = read_case_text(
        changed_text(text, named_anew(data, ("accounts", "asked", "told", "civilian-parts"), "p"))
    )
    assert parts.accounts["asked"].settled == "p"


def test_an_option_of_the_aftermath_goes_with_its_states_and_wishes() -> None:
    text = (CASES / "hanoi-2019" / "case.yaml").read_text(encoding="utf-8")
    data: Any = read_yaml(text, "", Faults())[0]
    case = read_case_text(changed_text(text, gone_with(data, ("aftermath", "options", "pressure"))))
    assert case.aftermath is not None
    assert case.aftermath.impossible == ()
    words = [one.wish for wants in case.aftermath.wants.values() for one in wants.wishes]
    assert not any("pressure" in one for one in words)
    assert "drills if tests" in words
