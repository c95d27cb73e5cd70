"""What an offer leaves open has one rule, and no term that nobody named is shown without a mark."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.analysis.helpers import points_case
from typer.testing import CliRunner

import walkaway
from walkaway.analysis.improve.offers import complete_offer
from walkaway.analysis.why.acts import worth
from walkaway.case import read_case_text
from walkaway.cli.app import app
from walkaway.report.brief import make_brief
from walkaway.space import build_space, central_values
from walkaway.space.draws import draw

CAR = """\
case: 1
title: A car
parties: {buyer: Buyer, seller: Seller}
issues:
  price: {title: Price, options: {low: 4k, mid: 5k, high: 6k}}
  tyres: {title: Winter tyres, options: {with: With, without: Without}}
preferences:
  buyer:
    walk_away: 20
    weights: {price: 60, tyres: 40}
    scores: {price: {low: 100, mid: 50, high: 0}, tyres: {with: 100, without: 0}}
  seller:
    walk_away: 20
    weights: {price: 80, tyres: 20}
    scores: {price: {low: 0, mid: 50, high: 100}, tyres: {with: 0, without: 100}}
record:
  - {by: buyer, offer: {tyres: with}}
  - {by: seller, offer: {price: mid}}
"""


@pytest.fixture
def car(tmp_path: Path) -> Path:
    path = tmp_path / "car.yaml"
    path.write_text(CAR, encoding="utf-8")
    return path


def test_one_rule_for_improve_and_the_brief(car: Path) -> None:
    found = walkaway.improve(walkaway.load(car), 2)
    brief = make_brief(walkaway.load(car))
    meant = {"price": "mid", "tyres": "without"}
    assert found.deal == brief.sample.offers[1].deal == meant
    assert found.open == brief.sample.offers[1].open == ("tyres",)
    assert brief.sample.offers[0].deal == {"price": "low", "tyres": "with"}
    data = brief.to_dict()
    assert [offer["open"] for offer in data["offers"]] == [["price"], ["tyres"]]
    assert data["last_offer"]["deal"] == meant
    assert data["last_offer"]["open"] == ["tyres"]


def test_the_rule_is_what_an_offer_reveals_to_why() -> None:
    """The deal is worth to its maker what `why` takes the offer to be worth."""
    case = read_case_text(CAR)
    space = build_space(case)
    values = central_values(case, space)
    for event in case.offers:
        deal = complete_offer(space, values, event.offer or {}, event.by)
        drawn, who = draw(case, space, draws=1, seed=1), space.who.index(event.by)
        assert worth(space, drawn, who, deal, how="best") == pytest.approx(
            worth(space, drawn, who, event.offer or {}, how="best")
        )


def test_terms_nobody_named_are_marked(car: Path) -> None:
    mark = "open: Winter tyres (shown as Seller would like it: Without)"
    text = " ".join(CliRunner().invoke(app, ["improve", str(car), "--offer", "2"]).stdout.split())
    assert mark in text
    assert "Winter tyres: Without (left open) → With" in text
    page = " ".join(make_brief(walkaway.load(car)).html().split())
    assert f"; {mark}" in page  # What the last offer left on the table
    assert page.count(mark) > 1  # and the picture
    assert "open: Winter tyres</span>" in page  # the record
    assert "Without (left open) → With" in page


def test_a_single_text_marks_what_no_last_offer_names(tmp_path: Path) -> None:
    path = tmp_path / "car.yaml"
    path.write_text(
        CAR.replace("{by: buyer, offer: {tyres: with}}", "{by: buyer, offer: {price: low}}")
        .replace("walk_away: 20\n    weights: {price: 60", "walk_away: 55\n    weights: {price: 60"),
        encoding="utf-8",
    )  # fmt: skip
    one = walkaway.bridge(path).one_text
    assert one is not None
    assert one.open == ("tyres",)
    assert one.now == 0  # each maker's own reading, which the other would not sign
    assert one.step is not None
    assert one.step.departures == 0
    text = " ".join(CliRunner().invoke(app, ["bridge", str(path)]).stdout.split())
    assert "open: Winter tyres (no last offer names it)" in text
    assert json.loads(CliRunner().invoke(app, ["bridge", str(path), "--json"]).stdout)["one_text"]["open"]
    assert 'Without <span class="note">left open by the last offers, chosen here</span>' in " ".join(
        make_brief(walkaway.load(path)).html().split()
    )


def test_of_several_open_issues_the_words_are_of_several(tmp_path: Path) -> None:
    """By hand: the other side signs only what gives it all of every issue, 9 + 5 + 2."""
    case = points_case([[0, 9], [3, 5], [1, 2]], [[9, 0], [5, 3], [2, 1]], away=[4, 16]).to_dict()
    path = tmp_path / "three.yaml"
    path.write_text(json.dumps(case | {"record": [{"by": "p0", "offer": {"i0": "o0"}}]}), encoding="utf-8")
    text = CliRunner().invoke(app, ["bridge", str(path)]).stdout
    assert "  open: i1 and i2 (no last offer names them)" in text
