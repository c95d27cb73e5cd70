"""A walk-away that is computed from what follows no deal, and moves with it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import law

import walkaway
from walkaway.case import Expected, Judgement, read_case_text, to_yaml
from walkaway.errors import NotJudgedError
from walkaway.space import build_space
from walkaway.space.draws import draw

YARD = """\
case: 1
title: A yard
parties: {ann: Ann, ben: Ben}
issues: {price: {title: Price, options: {low: Low, middle: Middle, high: High}}}
preferences:
  ann:
    walk_away:
      aftermath:
        - {when: {sue: yes}, value: [1, 3], chance: [2, 3]}
        - {when: {sue: no}, value: 0, chance: 2, note: if she gives in}
      note: what she tells her friends
    scores: {price: {low: 0, middle: 2, high: 5}}
  ben: {walk_away: 1, scores: {price: {low: 5, middle: 3, high: 0}}}
aftermath:
  options:
    sue: {title: Sue, by: ann, now: yes}
    leave: {title: Leave the yard, by: ben, only: take}
  wants:
    ann: [not leave, sue]
    ben: [not sue, leave]
"""


def saved(folder: Path, text: str = YARD) -> Path:
    path = folder / "yard.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def away_of(text: str = YARD) -> Expected:
    away = read_case_text(text).preferences["ann"].walk_away
    assert isinstance(away, Expected)
    return away


def test_its_numbers_are_those_of_the_mean() -> None:
    """Least 1 · 2/4, most 3 · 3/5, and centrally 2 · 2.5/4.5."""
    away = away_of()
    assert (away.low, away.high, away.likely) == (Decimal("0.5"), Decimal("1.8"), Fraction(10, 9))
    assert str(away) == "0.5–1.8, likely 1.11, from what follows no deal"
    certain = away_of(YARD.replace("[1, 3]", "2").replace("[2, 3]", "3"))
    assert (certain.low, certain.likely, certain.exact) == (Decimal("1.2"), None, True)
    assert str(certain) == "1.2, from what follows no deal"
    assert not away.grounded
    plain = away.as_number()
    assert (type(plain), plain.low, plain.likely, plain.high) == (Judgement, away.low, away.likely, away.high)
    case = read_case_text(YARD)
    assert read_case_text(to_yaml(case)) == case
    assert case.digest != read_case_text(YARD.replace("chance: 2,", "chance: 3,")).digest


CHANCES = st.tuples(st.integers(0, 9), st.integers(1, 9)).map(sorted)
VALUES = st.tuples(st.integers(-9, 9), st.integers(-9, 9)).map(sorted)


@law
@given(st.lists(st.tuples(VALUES, CHANCES), min_size=1, max_size=4))
def test_extremes_are_at_corners(parts: list[tuple[list[int], list[int]]]) -> None:
    """A mean with free weights and values is extreme where each is at one of its ends: all are tried."""
    listed = [{"when": {"a": True}, "value": value, "chance": chance} for value, chance in parts]
    away = Expected.model_validate({"aftermath": listed})
    means = [
        Fraction(sum(v * c for v, c in zip(values, chances, strict=True)), sum(chances))
        for values in product(*(value for value, _ in parts))
        for chances in product(*(chance for _, chance in parts))
        if sum(chances)
    ]
    assert (Fraction(away.low), Fraction(away.high)) == (min(means), max(means))
    assert away.low <= away.central <= away.high


def test_draws_are_means_of_drawn_values_and_chances() -> None:
    """Both ends are kept to, and the mean of many is near that of the definition: E[v] · E[c / (c + 2)]."""
    case = read_case_text(YARD)
    drawn = draw(case, build_space(case), draws=4000, seed=3)
    away = drawn.sampled["preferences.ann.walk_away"]
    assert (drawn.walk_away[0] == away).all()
    assert 0.5 <= away.min() < 0.6
    assert 1.65 < away.max() <= 1.8
    # ∫ c / (c + 2) from 2 to 3 is 1 − 2 ln(5/4)
    assert away.mean() == pytest.approx(2 * (1 - 2 * 0.22314), abs=0.02)


def test_it_moves_with_what_it_rests_on(tmp_path: Path) -> None:
    """A suit that is worth more, or likelier, ends the deal in the middle; sensitivity has it as one."""
    path = saved(tmp_path)
    found = walkaway.compare(path, {"preferences.ann.walk_away.aftermath[0].value": 5})
    assert (found.old.verdict, found.new.verdict) == ("certain", "impossible")
    likelier = walkaway.zone(saved(tmp_path, YARD.replace("[2, 3]", "[9, 99]"))).verdict
    assert likelier == "possible"
    named = {move.path for move in walkaway.sensitivity(path).swings}
    assert "preferences.ann.walk_away" in named
    page = walkaway.brief(path, draws=20).html()
    assert "from what follows no deal" in page
    assert "No deal is worth" in page


def test_what_it_counts_on_is_held_against_what_can_hold(tmp_path: Path) -> None:
    found = walkaway.aftermath(saved(tmp_path))
    # 1 none, 2 sue, 3 leave, 4 both
    assert [(one.states, one.holding) for one in found.walk_aways] == [((2, 4), (4,)), ((1, 3), (1,))]
    assert found.odd == ()
    odd = walkaway.aftermath(saved(tmp_path, YARD.replace("{sue: no}", "{leave: yes, sue: yes}"))).odd
    assert odd == ("ann: its walk-away counts state 4 twice",)
    odd = walkaway.aftermath(saved(tmp_path, YARD.replace("{sue: yes}, v", "{sue: no, leave: yes}, v"))).odd
    assert odd == (
        "ann: no state of {sue: N, leave: Y}, which its walk-away counts on, can hold in any sense",
        "ann: its walk-away counts state 3 twice",
        "ann: its walk-away leaves out state 4, where nobody can do better",
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{sue: yes}, v", "{suit: yes}, v", 'when.suit: found "suit"; expected an option of the aftermath'),
        ("{sue: yes}, v", "{sue: perhaps}, v", 'when.sue: found "perhaps"; expected yes or no'),
        ("chance: 2,", "chance: -2,", "chance: found the number -2; expected a chance above 0"),
        ("chance: 2,", "chance: 0,", "chance: found the number 0; expected a chance above 0"),
        ("{when: {sue: no}, value: 0, chance: 2, note: if she gives in}", "3", "{when, value, chance}"),
        ("chance: 2,", "chanse: 2,", 'did you mean "chance"?'),
        ("value: 0,", "value: nil,", "value: found"),
        (YARD[YARD.index("aftermath:\n  options") :], "", "no aftermath in the case"),
    ],
)  # fmt: skip
def test_faults_say_where(old: str, new: str, said: str) -> None:
    assert old in YARD
    with pytest.raises(walkaway.CaseError) as caught:
        read_case_text(YARD.replace(old, new))
    assert said in str(caught.value)


def test_an_account_may_name_no_option_that_is_not_there() -> None:
    """The case under a telling is checked whole; the fault stands where it was told, dots in ids or not."""
    told = "accounts: {a: {question: What?, told: {x: {title: X, by: x, set: {aftermath.wants.ben: [suit]}}, "
    told += "y: {title: Y, by: y}}}}"
    dotted = YARD.replace("ann", "a.b").replace("when: {sue: yes}", "when: {suit: yes}")
    for text, said in ((f"{YARD}{told}\n", "a.told.x.set"), (dotted, "case:9: preferences.a.b.walk_away")):
        with pytest.raises(walkaway.CaseError) as caught:
            read_case_text(text)
        assert said in str(caught.value)
        assert 'found "suit"' in str(caught.value)


def test_what_is_to_be_judged_is_missed(tmp_path: Path) -> None:
    path = saved(tmp_path, YARD.replace("value: 0,", "value: to be judged,"))
    with pytest.raises(NotJudgedError, match="walk-away"):
        walkaway.zone(path)
