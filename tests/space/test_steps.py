"""Real ranges in steps: what is listed, what a number between could add, every question."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.space.test_ranges import DATA
from tests.strategies import build, examples, law

import walkaway
from walkaway.case import Case
from walkaway.certify.checks import check_frontier
from walkaway.certify.plainly import value_of
from walkaway.errors import UsageError
from walkaway.report.language.real_ranges import between_words
from walkaway.space import between, build_space, in_steps
from walkaway.space.range_steps import build_range, inside

small = st.integers(-8, 8)
spans = st.tuples(st.integers(0, 8), st.integers(0, 8)).map(lambda two: {"from": min(two), "to": max(two)})


@st.composite
def forms(draw: st.DrawFn) -> Any:
    """Scores over a range, as numbers or as ranges."""

    def score() -> Any:
        low, more = draw(small), draw(st.integers(0, 3))
        return [low, low + more] if more else low

    kind = draw(st.sampled_from(["linear", "points", "triangular"]))
    if kind == "linear":
        return {"linear": [score(), score()]}
    if kind == "points":
        return {"points": {"0": score(), "3": score(), "8": score()}}
    return {"triangular": [draw(st.integers(0, 2)), 3, draw(st.integers(6, 8))], "peak": score()}


@st.composite
def real_data(draw: st.DrawFn) -> dict[str, Any]:
    """Two or three parties, one or two ranges from 0 to 8, one list; patterns on spans, caps, functions."""
    ranges = ["x", "y"][: draw(st.integers(1, 2))]
    issues: dict[str, Any] = {name: {"title": name, "range": [0, 8]} for name in ranges}
    issues["c"] = {"title": "c", "options": {"a": "A", "b": "B"}}

    def pattern() -> dict[str, Any]:
        found: dict[str, Any] = {draw(st.sampled_from(ranges)): draw(spans)}
        return found | ({"c": "a"} if draw(st.booleans()) else {})

    def preference() -> dict[str, Any]:
        part = {"when": pattern(), "add": draw(small)}
        return {
            "scores": {name: draw(forms()) for name in ranges} | {"c": {"a": draw(small), "b": draw(small)}},
            "interactions": [{"when": pattern(), "add": draw(small)} for _ in range(draw(st.integers(0, 1)))],
            "functions": [{"combine": "min", "of": [{"add": 2}, part]}] if draw(st.booleans()) else [],
            "red_lines": [pattern() for _ in range(draw(st.sampled_from([0, 0, 1])))],
            "walk_away": draw(small),
            **({"cap": draw(st.integers(0, 12))} if draw(st.integers(0, 3)) == 0 else {}),
        }

    who = ["p", "q", "r"][: draw(st.integers(2, 3))]
    return {
        "case": 1, "title": "A random case", "parties": {name: name.upper() for name in who},
        "issues": issues,
        "impossible": [pattern() for _ in range(draw(st.sampled_from([0, 0, 1])))],
        "preferences": {name: preference() for name in who},
    }  # fmt: skip


def realised(data: dict[str, Any], coin: Any) -> dict[str, Any]:
    """The same data with each range of a score at one of its ends."""

    def score(one: Any) -> Any:
        return coin(one) if isinstance(one, list) else one

    def form(name: str, one: Any) -> Any:
        if name == "linear":
            return list(map(score, one))
        return {key: score(x) for key, x in one.items()} if name == "points" else score(one)

    def scores(own: dict[str, Any]) -> dict[str, Any]:
        return {
            issue: {name: part if name == "triangular" else form(name, part) for name, part in one.items()}
            for issue, one in own.items()
        }

    preferences = {who: one | {"scores": scores(one["scores"])} for who, one in data["preferences"].items()}
    return data | {"preferences": preferences}


def near(case: Case, issue: str, number: Fraction) -> list[str]:
    """The neighbours of a number among those that are listed, and itself if it is."""
    numbers = sorted(case.issues[issue].numbers.items(), key=lambda one: one[1])
    below = [name for name, one in numbers if one <= number][-1:]
    return below + [name for name, one in numbers if one >= number][:1]


@settings(law, max_examples=examples(8))
@given(real_data(), st.data())
def test_a_number_between_adds_no_more_than_is_said(data: dict[str, Any], chance: st.DataObject) -> None:
    """Law: for any deal and any judgements a listed deal can be carried out by the same people and differs by
    no more than the bound, for every party at once."""
    listed = in_steps(build(data))
    found = between(listed)
    assert found is not None
    true = build(realised(data, lambda ends: ends[chance.draw(st.integers(0, 1))]))
    ranges = [name for name, issue in listed.issues.items() if issue.listed]
    deal = {name: str(chance.draw(st.fractions(0, 8, max_denominator=97))) for name in ranges} | {"c": "a"}
    lines = [*true.impossible, *(line for one in true.preferences.values() for line in one.red_lines)]

    def close(other: dict[str, str]) -> bool:
        same = all(line.holds(other) == line.holds(deal) for line in lines)
        moved = {who: value_of(true, who, other) - value_of(true, who, deal) for who in true.parties}
        return same and all(abs(moved[who]) <= found.gains[who] for who in moved)

    others = product(*(near(listed, name, Fraction(deal[name])) for name in ranges))
    assert any(close(dict(zip(ranges, other, strict=True)) | {"c": "a"}) for other in others)


@law
@given(real_data())
def test_what_is_listed(data: dict[str, Any]) -> None:
    """Law: ends, bends, borders and a number of each stretch are listed; the case stays what it is."""
    case = build(data)
    listed = in_steps(case)
    assert listed.digest == case.digest
    assert listed.to_dict() == case.to_dict()
    assert in_steps(listed) is listed
    for name, issue in case.issues.items():
        if issue.real:
            part, numbers = build_range(case, name), set(listed.issues[name].numbers.values())
            assert set(part.points) <= numbers
            assert all(any(inside(part, one, number) for number in numbers) for one in part.stretches)


def test_what_the_case_names_is_listed_and_so_is_a_deal_that_is_asked_for() -> None:
    """Offers, refusals, fallbacks; round numbers; and the deal of a question."""
    refusal = {"by": "b", "refuses": {"x": "3.33"}, "act": "no"}
    data = DATA | {"record": [{"by": "a", "offer": {"x": "2.71828"}}, refusal]}
    case = in_steps(build(data), {"x": "3.14159", "c": "o", "y": "0"})
    assert {"2.71828", "3.33", "3.14159", "2.5", "0.2", "9.8"} <= set(case.issues["x"].options)
    again = in_steps(case, {"x": "1.41421"})
    assert set(again.issues["x"].options) - set(case.issues["x"].options) == {"1.41421"}
    assert in_steps(again, {"x": "1.41421"}) is again


def test_what_goes_through_every_deal_needs_the_list() -> None:
    """Neither a space nor a complete check takes an empty list of numbers for an answer."""
    case = build(DATA)
    with pytest.raises(AssertionError, match="a real range is listed first"):
        build_space(case)
    front = walkaway.frontier(case)
    with pytest.raises(UsageError, match="every deal over the real range of x, y"):
        check_frontier(case, front, complete=True)
    assert check_frontier(in_steps(case), front) == []


def test_a_case_without_real_ranges_is_itself() -> None:
    case = walkaway.load("harbour").case
    assert in_steps(case) is case
    assert between(case) is None
    assert between_words(case) == ()


def test_what_may_lie_between_has_three_digits() -> None:
    """A range of 7 in 1,400 steps: half a step is 0.0025 of it, at 90 for the whole 0.0321… – rounded up."""
    case = build({
        "case": 1, "title": "T", "parties": {"a": "A", "b": "B"},
        "issues": {"pay": {"title": "Pay", "range": [2, 9], "unit": "%"},
                   "term": {"title": "Term", "options": {"short": "Short", "long": "Long"}}},
        "preferences": {
            "a": {"scores": {"pay": {"linear": [0, 70]}, "term": {"short": 13, "long": 0}}},
            "b": {"scores": {"pay": {"linear": [90, 0]}, "term": {"short": 0, "long": 29}}},
        },
    })  # fmt: skip
    assert between_words(case)[1] == (
        "a number between them could add at most 0.025 for A and 0.0322 for B, each on its own scale"
    )


def test_many_real_ranges_share_the_deals() -> None:
    """Eleven round numbers at least, and no more than the deals allow."""
    issues = {f"i{n}": {"title": f"I{n}", "range": [0, 1]} for n in range(5)}
    scores = {name: {"linear": [0, 1]} for name in issues}
    data = {"case": 1, "title": "T", "parties": {"a": "A", "b": "B"}, "issues": issues,
            "preferences": {"a": {"scores": scores}, "b": {"scores": scores}}}  # fmt: skip
    case = in_steps(build(data))
    assert [len(issue.options) for issue in case.issues.values()] == [11] * 5
    assert build_space(case).combinations == 11**5


PAY = """\
case: 1
title: Pay
parties: {a: Ann, b: Ben}
issues:
  pay: {title: Pay rise, range: [2, 9], unit: "%"}
  term: {title: Term, options: {short: Short, long: Long}}
preferences:
  a: {walk_away: 31, scores: {pay: {linear: [0, 70]}, term: {short: 13, long: 0}}}
  b: {walk_away: BEN, scores: {pay: {linear: [90, 0]}, term: {short: 0, long: 29}}}
record:
  - {by: a, offer: {pay: 8.1234, term: long}}
  - {by: b, act: refuses, refuses: {pay: 8.1234, term: long}}
"""


def pay(ben: str) -> Case:
    return walkaway.case.read_case_text(PAY.replace("BEN", ben))


@pytest.mark.parametrize("ben", ["17", "[70, 95]"])
def test_every_question_answers_a_real_range(ben: str) -> None:
    """With exact and with uncertain judgements."""
    case = pay(ben)
    answers = walkaway.analyse(case, draws=50)
    assert answers.zone.verdict == ("certain" if ben == "17" else "possible")
    assert len(answers.likely.deals) > 1
    assert walkaway.bridge(answers, target=0.9).found or ben == "17"
    assert walkaway.sensitivity(answers).flips
    assert walkaway.why(case, draws=50).explanations["wrong-package"].share is not None
    found = walkaway.improve(case, {"pay": 4.4444, "term": "short"}, draws=50)
    assert found.deal["pay"] == "4.4444"
    assert found.dominated_by
    assert walkaway.improve(case, 1, draws=50).deal["pay"] == "8.1234"
    page = walkaway.brief(case, draws=50).html().replace("\u00a0", " ")
    assert "Pay rise may be any number from 2 % to 9 %" in page


def test_the_raiffa_path_ends_where_it_should() -> None:
    """7.465 %: halfway of what is left, all the way, as worked out with fractions; to the step."""
    found = walkaway.deals(pay("17")).solutions["raiffa_continuous"]
    assert found is not None
    assert found.deal == {"pay": "7.465", "term": "long"}


@pytest.mark.parametrize(
    ("ben", "verdict", "said"),
    [("79.142", "certain", False), ("79.15", "impossible", True), ("79.5", "impossible", False)],
)
def test_no_deal_among_the_numbers_looked_at_is_not_no_deal_at_all(
    ben: str, verdict: str, said: bool
) -> None:
    """Where a number between them may do, that is said; where none can, nothing is.

    Ann needs a rise of 5.1 %, which with a long term is worth 79.142857… to Ben.
    """
    text = PAY.replace("BEN", ben).replace("{short: 13, long: 0}", "{short: 0, long: 0}")
    answers = walkaway.deals(walkaway.case.read_case_text(text))
    told = "a deal with a number between them may pass" in answers.refusals.get("zone", "")
    assert (answers.zone.verdict, told) == (verdict, said)
    page = " ".join(walkaway.brief(answers).text().split())
    assert ("a deal with a number between them may pass" in page) == said
