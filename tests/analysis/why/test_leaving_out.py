"""Forgetting one judgement: it becomes its whole scale, and what that changes is said."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from tests.analysis.planted import CAUSES, planted
from tests.strategies import brief_law, build, cases, examples

from walkaway.analysis.why.diagnosis import Diagnosis, diagnose
from walkaway.analysis.why.leaving_out import can_be_left_out, changes, leave_out
from walkaway.case import Case, Judgement, Judgements, read_case_text
from walkaway.case.write import to_yaml
from walkaway.errors import UsageError


@settings(brief_law, max_examples=examples(3))
@given(cases(issues=(1, 3), options=(1, 3)))
def test_what_is_forgotten_is_a_case_that_allows_whatever_was_held_possible(case: Case) -> None:
    """Law: it reads; the forgotten range contains the old one; only other weights change, to make room."""
    for path in can_be_left_out(case):
        other = leave_out(case, path)
        assert read_case_text(to_yaml(other)) == other
        assert other.digest == read_case_text(to_yaml(other)).digest
        new = dict(other.judgements())
        for place, item in case.judgements():
            if place not in new or hasattr(item, "order") or hasattr(new[place], "order"):
                continue
            if place == path and ".weights" not in place:
                assert new[place].low <= item.low <= item.high <= new[place].high  # type: ignore[union-attr]
            elif ".weights" not in place and place != path and not place.startswith(f"{path}."):
                assert new[place] == item


@settings(brief_law, max_examples=examples(3))
@given(cases(issues=(1, 3), options=(1, 3), rich=True))
def test_forms_and_functions_are_forgotten_too(case: Case) -> None:
    """Law: with functions, forms over ranges and deals as walk-aways it reads, and contains what was."""
    for path in can_be_left_out(case):
        other = leave_out(case, path)
        assert read_case_text(to_yaml(other)) == other
        old, new = dict(case.judgements())[path], dict(other.judgements()).get(path)
        if ".weights" not in path and new is not None and not isinstance(old, Judgements):
            assert new.low <= old.low <= old.high <= new.high  # type: ignore[union-attr]
        functions = other.preferences[path.split(".")[1]].functions
        assert [place for function in functions for place, _ in function.judgements("")] == [
            place
            for function in case.preferences[path.split(".")[1]].functions
            for place, _ in function.judgements("")
        ]


def test_parts_of_functions_and_ends_of_forms() -> None:
    price = {"title": "P", "range": [0, 4], "step": 1, "unit": "things"}
    data = {
        "case": 1, "title": "F", "parties": {"a": "A", "b": "B"},
        "issues": {"p": price, "q": price, "r": {"title": "R", "options": {"o": "O"}}},
        "preferences": {
            "a": {"scores": {"p": {"linear": [2, 8]}, "q": {"triangular": [0, 2, 4], "peak": 5},
                             "r": {"o": "1/3"}},
                  "walk_away": 4,
                  "functions": [{"combine": "max", "of": [{"when": {"p": 1}, "add": [3, 4]}, {"add": 1}]}]},
            "b": {"walk_away": {"deal": {"p": 0, "q": 0, "r": "o"}}, "scores": {"p": {"linear": [8, 2]}}},
        },
    }  # fmt: skip
    case = build(data)
    assert "preferences.b.walk_away" not in can_be_left_out(case)

    def ends(path: str) -> tuple[Any, Any]:
        item = dict(leave_out(case, f"preferences.a.{path}").judgements())[f"preferences.a.{path}"]
        assert isinstance(item, Judgement)
        return item.low, item.high

    assert ends("scores.p.linear[0]") == (2, 8)
    assert ends("scores.q.peak") == (0, 5)
    assert ends("functions[0].of[0].add") == (0, 4)
    assert ends("walk_away") == (2 + Fraction(1, 3), 13 + Fraction(1, 3))


FULL: dict[str, Any] = {
    "case": 1, "title": "F", "parties": {"a": "A", "b": "B"},
    "issues": {"i": {"title": "I", "options": {"o": "O", "p": "P"}},
               "j": {"title": "J", "options": {"q": "Q"}}},
    "preferences": {
        "a": {"walk_away": 40, "weights": {"i": 3, "j": 1}, "scores": {"i": "o > p", "j": {"q": 50}},
              "interactions": [{"when": {"i": "o"}, "add": [2, 4]}, {"when": {"i": "p"}, "add": -3}],
              "believes": {"b": {"walk_away": 2, "scores": {"i": {"o": 1, "p": 9}}}}},
        "b": {"scores": {"i": {"o": 0, "p": [6, 8]}, "j": {"q": 1}}},
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "low", "high"),
    [
        ("preferences.a.walk_away", 0, 100),
        ("preferences.a.weights.i", 0, 100),
        ("preferences.a.scores.j.q", 0, 100),
        ("preferences.a.interactions[0].add", 0, 4),
        ("preferences.a.interactions[1].add", -3, 0),
        ("preferences.a.believes.b.walk_away", 2, 10),
        ("preferences.a.believes.b.scores.i.o", 1, 9),
        ("preferences.b.scores.i.o", 0, 8),
    ],
)
def test_each_kind_becomes_its_whole_scale(path: str, low: float, high: float) -> None:
    item = dict(leave_out(build(FULL), path).judgements())[path]
    assert (item.low, item.high) == (low, high)  # type: ignore[union-attr]


def test_orders_become_ranges_for_each_name() -> None:
    case = build(FULL)
    scores = leave_out(case, "preferences.a.scores.i").preferences["a"].scores["i"]
    assert [str(point) for point in scores.points.values()] == ["0–100", "0–100"]
    ordered = build(
        {
            **FULL,
            "preferences": {**FULL["preferences"], "a": {**FULL["preferences"]["a"], "weights": "i > j"}},
        }
    )
    weights = leave_out(ordered, "preferences.a.weights").preferences["a"].weights
    assert weights is not None
    assert weights.order is None


def test_other_weights_make_room() -> None:
    weights = leave_out(build(FULL), "preferences.a.weights.i").preferences["a"].weights
    assert weights is not None
    assert (float(weights.points["j"].low), float(weights.points["j"].high)) == (0, 25)
    ranges = build(
        {
            **FULL,
            "preferences": {
                **FULL["preferences"],
                "a": {**FULL["preferences"]["a"], "weights": {"i": [60, 80], "j": [20, 40]}},
            },
        }
    )
    weights = leave_out(ranges, "preferences.a.weights.i").preferences["a"].weights
    assert weights is not None
    assert (float(weights.points["j"].low), float(weights.points["j"].high)) == (0, 40)


def test_only_judgements_about_preferences_can_be_forgotten() -> None:
    with pytest.raises(UsageError, match="the path of a judgement"):
        leave_out(build(FULL), "preferences.a.walkaway")


def test_changes_are_said_and_never_nothing() -> None:
    case = planted(CAUSES["ratification"][1], 1)[0]
    before = diagnose(case, draws=300)
    assert changes(before, before) == ("nothing that is reported changes by more than 5 points",)
    after = diagnose(leave_out(case, "preferences.senate.walk_away"), draws=300)
    said = changes(before, after)
    assert any("Ratification" in line and "(was asserted)" in line for line in said)
    assert any(line.startswith("a deal that would be signed:") for line in said)


def contradicted() -> tuple[Diagnosis, Diagnosis]:
    case = planted(CAUSES["no zone by walk-aways"][1], 1)[0]
    plain = case.to_dict()
    plain["record"] = [{"by": "a", "offer": {"land": "y", "water": "y", "money": "x"}}]
    wrong = build(plain)
    return diagnose(wrong, draws=300), diagnose(leave_out(wrong, "preferences.a.walk_away"), draws=300)


def test_contradictions_that_come_and_go_are_said() -> None:
    one, other = contradicted()
    assert "entry 1 of the record no longer contradicts the judgements" in changes(one, other)
    assert "entry 1 of the record now contradicts the judgements" in changes(other, one)
    assert changes(one, other)[0].startswith("the order of the explanations becomes")
