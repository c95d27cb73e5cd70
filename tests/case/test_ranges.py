"""Ranges, forms of scores, functions, caps, discounts and deals as walk-aways: read, written, refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.case.helpers import RANGED, messages

from walkaway.case import Fallback, Function, Issue, Span, read_case_text, to_yaml
from walkaway.case.patterns import as_number


def test_the_sample_has_no_fault_and_comes_back() -> None:
    """What is written reads back to the same case."""
    case = read_case_text(RANGED)
    assert messages(RANGED) == []
    assert read_case_text(to_yaml(case)) == case


def test_steps_become_options() -> None:
    """Ids are the numbers in their shortest form, titles have the unit; a real range has none."""
    issue = Issue.model_validate({"title": "Price", "range": [-1, 1.5], "step": 0.5, "unit": "EUR m"})
    assert list(issue.options) == ["-1", "-0.5", "0", "0.5", "1", "1.5"]
    assert [option.title for option in issue.options.values()][:2] == ["−1 EUR m", "−0.5 EUR m"]
    assert issue.numbers["-0.5"] == Fraction(-1, 2)
    assert not issue.real
    thirds = Issue.model_validate({"title": "Thirds", "range": [0, 1], "step": "1/3"})
    assert list(thirds.options) == ["0", "1/3", "2/3", "1"]
    real = Issue.model_validate({"title": "Real", "range": [0, 1]})
    assert [real.real, real.options, real.numbers, list(map(int, real.ends))] == [True, {}, {}, [0, 1]]
    choice = Issue.model_validate({"title": "Colour", "options": {"2": "Two"}})
    assert (choice.real, choice.numbers, choice.chosen(("2",))) == (False, {}, ("2",))


def test_stretches() -> None:
    """Both ends belong to a stretch; an end that is left out is the end of the range."""
    issue = Issue.model_validate({"title": "Price", "range": [0, 10], "step": 2.5})
    for span, options in (
        ({"from": 2.5, "to": 5}, ("2.5", "5")), ({"from": 6}, ("7.5", "10")), ({"to": 0}, ("0",)),
    ):  # fmt: skip
        read = Span.model_validate(span)
        assert issue.chosen(read) == options
        assert all(option in read for option in options)
    assert "blue" not in Span.model_validate({"from": 1})
    assert 3 not in Span.model_validate({"from": 1})
    assert list(map(str, map(Span.model_validate, ({"from": 1}, {"to": "1/3"}, {"from": 1, "to": 2})))) == [
        "from 1", "up to 1/3", "from 1 to 2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", Fraction(5)), ("-2.50", Fraction(-5, 2)), (".5", Fraction(1, 2)), ("1e2", Fraction(100)),
        ("1/3", Fraction(1, 3)), ("1/0", None), ("a", None), ("", None), ("1" * 131, None), ("1 ", None),
    ],
)  # fmt: skip
def test_numbers_as_ids(text: str, number: Fraction | None) -> None:
    """An id of a range is a number in any of its spellings."""
    assert as_number(text) == number


def test_patterns_hold_where_their_issues_do() -> None:
    """``unless`` takes away what it names."""
    case = read_case_text(RANGED)
    dear, _ = case.impossible[1], case.impossible[0]
    assert dear.holds({"price": "100"})
    assert not dear.holds({"price": "95"})
    assert dear.holds({})
    away = case.preferences["seller"].walk_away
    assert isinstance(away, Fallback)
    assert str(away) == "the worth of price: 40, colour: red, share: 0.25"
    assert case.option_label("share", "0.25") == "0.25"
    assert case.option_label("price", "40") == "40 usd_m"
    paths = dict(case.judgements())
    assert {path for path in paths if "functions" in path or "linear" in path or "peak" in path} == {
        "preferences.seller.scores.price.linear[0]", "preferences.seller.scores.price.linear[1]",
        "preferences.seller.functions[0].of[0].add", "preferences.seller.functions[0].of[1].of[0].add",
        "preferences.buyer.scores.price.peak",
        "preferences.buyer.scores.share.linear[0]", "preferences.buyer.scores.share.linear[1]",
    }  # fmt: skip


def test_parts_of_functions_carry_the_words_of_what_holds_them() -> None:
    """A cite or note beside the points is theirs; nested parts are found."""
    part = {"when": {"colour": "red"}, "add": 5, "note": "for the look", "cite": "paper: red sells"}
    function = Function.model_validate({"combine": "max", "of": [part, {"of": [{"add": 1}]}]})
    (path, first), (_, second) = function.judgements("f")
    assert (path, first.note, [str(cite) for cite in first.cites]) == (
        "f.of[0].add",
        "for the look",
        ["paper: red sells"],
    )
    assert (second.note, second.cites) == ("", ())
    assert [str(one.add.central) for one in function.parts()] == ["5", "1"]


def test_a_number_beyond_a_range_that_could_not_be_read_is_no_second_fault() -> None:
    """Only the range is at fault."""
    text = (
        "case: 1\ntitle: T\nparties: {a: A, b: B}\nissues: {x: {title: X, range: [0, 1], step: no}}\n"
        "preferences: {a: {scores: {x: {points: {0: 1, 1: 2}}}}, b: {scores: {x: {linear: [1, 0]}}}}\n"
        "record: [{by: a, offer: {x: 7}}]\n"
    )
    assert len(messages(text)) == 1
