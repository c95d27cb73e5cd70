"""What no deal can contain, what forbids every deal, and walk-aways that leave nothing to decide."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from tests.analysis.helpers import Room
from tests.evidence.helpers import HEAD, PREFERENCES, SMALL, write_case
from tests.strategies import brief_law, cases

from walkaway import catalogue
from walkaway.analysis.sense import check_sense
from walkaway.case import Case, CaseFile, Judgement, read_case
from walkaway.case.lines import Lines
from walkaway.errors import Fault, Faults
from walkaway.space import DEAL_BUDGET


def sense(path: Path, budget: int = DEAL_BUDGET) -> list[Fault]:
    faults = Faults()
    check_sense(read_case(path), faults, budget=budget)
    return faults.sorted()


def said(tmp_path: Path, text: str, budget: int = DEAL_BUDGET) -> list[str]:
    faults = sense(write_case(tmp_path, text), budget)
    return [f"{fault.level}: {fault}".replace(str(tmp_path), "…") for fault in faults]


def preferences(a: str = "", b: str = "") -> str:
    """The small case's preferences with more keys for Anna and for Ben."""
    return PREFERENCES.replace("  a:\n", f"  a:\n{a}").replace("  b:\n", f"  b:\n{b}")


@pytest.mark.parametrize("budget", [DEAL_BUDGET, 2])
def test_a_clean_case_raises_nothing(tmp_path: Path, budget: int) -> None:
    assert said(tmp_path, SMALL, budget) == []


@pytest.mark.parametrize("name", list(catalogue.catalogue()))
def test_the_catalogue_is_clean(name: str) -> None:
    assert sense(catalogue.catalogue()[name]) == []


# ------------------------------------------------------------------------------------ impossible patterns


def test_an_option_that_every_deal_excludes(tmp_path: Path) -> None:
    text = HEAD + "impossible:\n  - {price: mid, speed: slow}\n  - {price: mid, speed: fast}\n" + PREFERENCES
    assert said(tmp_path, text) == [
        'fault: …/case.yaml:7: issues.price.options.mid: found "mid", which every deal excludes; '
        "expected an option that some deal can contain (see the impossible patterns)"
    ]


def test_several_options_each_on_its_line(tmp_path: Path) -> None:
    head = HEAD.replace(
        "{low: Low, mid: Middle, high: High}", "\n      low: Low\n      mid: Middle\n      high: High"
    )
    text = head + "impossible: [{price: [low, high]}, {speed: fast}]\n" + PREFERENCES
    assert [(f.line, f.path) for f in sense(write_case(tmp_path, text))] == [
        (8, "issues.price.options.low"),
        (10, "issues.price.options.high"),
        (13, "issues.speed.options.fast"),
    ]


def test_impossible_patterns_that_leave_no_deal(tmp_path: Path) -> None:
    text = HEAD + "impossible:\n  - {speed: slow}\n  - {speed: fast, price: [low, mid, high]}\n" + PREFERENCES
    assert said(tmp_path, text) == [
        "fault: …/case.yaml:11: impossible: found patterns that leave no deal; "
        "expected at least one deal that can be carried out"
    ]


def test_where_no_deal_is_left_nothing_else_is_said(tmp_path: Path) -> None:
    text = (
        HEAD
        + "impossible: [{speed: [slow, fast]}]\n"
        + preferences("    red_lines: [{price: [low, mid, high]}]\n")
    )
    assert [fault.path for fault in sense(write_case(tmp_path, text))] == ["impossible"]


# ---------------------------------------------------------------------------------------------- red lines


def test_one_red_line_that_forbids_every_deal(tmp_path: Path) -> None:
    lines = "    red_lines:\n      - {price: low}\n      - {price: [low, mid, high]}\n"
    assert said(tmp_path, HEAD + preferences(lines)) == [
        "fault: …/case.yaml:15: preferences.a.red_lines[1]: found red lines that forbid every deal; "
        "expected at least one deal the party might accept"
    ]


def test_red_lines_that_forbid_every_deal_jointly(tmp_path: Path) -> None:
    lines = "    red_lines:\n      - {price: [low, mid]}\n"
    lines += "      - {price: high, speed: slow}\n      - {price: high, speed: fast}\n"
    assert said(tmp_path, HEAD + preferences(b=lines)) == [
        "fault: …/case.yaml:18: preferences.b.red_lines: found red lines that forbid every deal; "
        "expected at least one deal the party might accept"
    ]


def test_a_red_line_that_forbids_what_the_impossible_leaves(tmp_path: Path) -> None:
    text = HEAD + "impossible: [{price: [low, mid]}]\n" + preferences("    red_lines: [{price: high}]\n")
    assert [fault.path for fault in sense(write_case(tmp_path, text))] == [
        "issues.price.options.low",
        "issues.price.options.mid",
        "preferences.a.red_lines[0]",
        "preferences.a.walk_away",
    ]


def test_the_number_of_the_red_line_is_that_of_the_file(tmp_path: Path) -> None:
    """The lines stand in the order of the file, not of the clusters, which follow the issues."""
    lines = "    red_lines:\n      - {speed: slow}\n      - {price: low}\n      - {speed: [slow, fast]}\n"
    (fault,) = sense(write_case(tmp_path, HEAD + preferences(lines)))
    assert (fault.path, fault.line) == ("preferences.a.red_lines[2]", 16)


def test_red_lines_of_two_parties_are_not_added_up(tmp_path: Path) -> None:
    red = "    red_lines: [{{price: {}}}]\n"
    assert said(tmp_path, HEAD + preferences(red.format("[low, mid]"), red.format("high"))) == []


# --------------------------------------------------------------------------------------------- directions

RANGE = """\
case: 1
title: T
parties: {a: A, b: B}
issues:
  price: {title: Price, range: [0, 10], STEPdirection: {a: more, b: less}}
  size: {title: Size, options: {s: S, l: L}}
preferences:
  a: {scores: {price: FORM, size: {s: 0, l: 1}}}
  b: {weights: {price: 1}, scores: {price: {linear: [100, 0]}}}
"""


@pytest.mark.parametrize("step", ["", "step: 2.5, "])
@pytest.mark.parametrize(
    ("form", "found"),
    [
        ("{linear: [0, 5]}", ""),
        ("{linear: [5, 0]}", "5 at 0 and 0 at 10"),
        ("{points: {0: 0, 5: 4, 10: 3}}", "4 at 5 and 3 at 10"),
        ("{triangular: [0, 5, 20], peak: [5, 7]}", "6 at 5 and 4 at 10"),
        ("{triangular: [0, 20, 20]}", ""),
    ],
)
def test_scores_against_the_stated_direction_are_a_doubt(
    tmp_path: Path, step: str, form: str, found: str
) -> None:
    text = RANGE.replace("STEP", step).replace("FORM", form)
    told = sense(write_case(tmp_path, text))
    if not found:
        assert told == []
        return
    (doubt,) = told
    assert (doubt.level, doubt.path, doubt.line) == ("doubt", "preferences.a.scores.price", 8)
    assert doubt.expected == "scores that say more is better"
    assert doubt.hint == "the direction of price"
    assert doubt.found == found or "7.5" in doubt.found


def test_directions_of_orders_and_of_what_is_not_scored_say_nothing(tmp_path: Path) -> None:
    text = (
        RANGE.replace("STEP", "step: 5, ")
        .replace("price: FORM, ", "")
        .replace("{linear: [100, 0]}", "0 > 5 > 10")
    )
    assert sense(write_case(tmp_path, text)) == []


def test_a_number_of_a_range_that_every_deal_excludes(tmp_path: Path) -> None:
    text = RANGE.replace("STEP", "step: 5, ").replace("FORM", "{linear: [0, 5]}")
    text += "impossible: [{unless: {price: {to: 5}}}]\n"
    (fault,) = sense(write_case(tmp_path, text))
    assert (fault.path, fault.line) == ("issues.price.range", 5)
    assert fault.found == '"10", which every deal excludes'


# --------------------------------------------------------------------------------------------- walk-aways


def doubts(tmp_path: Path, away: str, budget: int = DEAL_BUDGET, more: str = "") -> list[str]:
    text = SMALL.replace("walk_away: 5\n", f"walk_away: {away}\n{more}")
    return said(tmp_path, text, budget)


@pytest.mark.parametrize("budget", [DEAL_BUDGET, 2])
def test_a_walk_away_that_no_deal_beats_is_a_doubt(tmp_path: Path, budget: int) -> None:
    assert doubts(tmp_path, "[13.5, 20]", budget) == [
        "doubt: …/case.yaml:13: preferences.a.walk_away: found 13.5–20, above every deal (at most 13); "
        "expected a walk-away that some deal beats"
    ]


@pytest.mark.parametrize("budget", [DEAL_BUDGET, 2])
def test_a_walk_away_that_every_deal_beats_is_a_doubt(tmp_path: Path, budget: int) -> None:
    assert doubts(tmp_path, "{low: -20, likely: -7, high: -5}", budget) == [
        "doubt: …/case.yaml:13: preferences.a.walk_away: found −20 to −5, likely −7, "
        "below every deal (at least 0); "
        "expected a walk-away that some deal does not beat (left out, it is taken as 0)"
    ]


@pytest.mark.parametrize("away", ["13", "0", "[13, 50]", "[-50, 0]", "[-50, 50]"])
@pytest.mark.parametrize("budget", [DEAL_BUDGET, 2])
def test_a_walk_away_that_one_deal_meets_is_no_doubt(tmp_path: Path, away: str, budget: int) -> None:
    assert doubts(tmp_path, away, budget) == []


def test_large_numbers_are_shown_as_people_write_them(tmp_path: Path) -> None:
    text = SMALL.replace("high: 10}", "high: 12_345.25}".replace("_", "")).replace(
        "walk_away: 5", "walk_away: 99999"
    )
    (message,) = said(tmp_path, text)
    assert "found 99,999, above every deal (at most 12,348.25);" in message


def test_a_missing_walk_away_is_no_doubt(tmp_path: Path) -> None:
    text = (
        SMALL.replace("    walk_away: 5\n", "")
        .replace("high: 10}", "high: 10}")
        .replace("low: 0, mid", "low: 9, mid")
    )
    assert said(tmp_path, text) == []


def test_the_last_bits_of_a_sum_raise_no_doubt(tmp_path: Path) -> None:
    """0.1 + 0.2 meets 0.3, though the sum of the floats is another number."""
    text = SMALL.replace("walk_away: 5\n", "walk_away: 1.1\n").replace(
        "{low: 0, mid: 5, high: 10}", "{low: 0, mid: 0, high: 0.8}"
    )
    assert said(tmp_path, text.replace("fast: 3}", "fast: 0.3}")) == []
    weighted = "    weights: {price: 1, speed: 2}\n"
    text = SMALL.replace("walk_away: 5\n", f"walk_away: 100\n{weighted}").replace("high: 10}", "high: 100}")
    assert said(tmp_path, text.replace("slow: 0, fast: 3", "slow: 7, fast: 100")) == []


def test_interactions_and_weights_count_in_small_and_large_spaces(tmp_path: Path) -> None:
    plus = "    interactions: [{when: {price: high}, add: [2, 4]}, {when: {speed: slow}, add: -3}]\n"
    assert doubts(tmp_path, "17.5", more=plus) == [
        "doubt: …/case.yaml:13: preferences.a.walk_away: found 17.5, above every deal (at most 17); "
        "expected a walk-away that some deal beats"
    ]
    assert doubts(tmp_path, "17.5", 2, plus) == doubts(tmp_path, "17.5", more=plus)
    assert doubts(tmp_path, "-2.9", more=plus) == []
    assert doubts(tmp_path, "-2.9", 2, plus) == []
    weights = "    weights: {price: [20, 60], speed: [40, 80]}\n"
    for budget in (DEAL_BUDGET, 2):
        (message,) = doubts(tmp_path, "90", budget, weights)
        assert "at most 7.2)" in message  # 0.6 · 10 + 0.4 · 3


def test_in_large_spaces_impossible_patterns_are_ignored(tmp_path: Path) -> None:
    """A doubt may be missed there; none is raised wrongly."""
    text = SMALL.replace("preferences:", "impossible: [{price: high, speed: fast}]\npreferences:", 1)
    text = text.replace("walk_away: 5\n", "walk_away: 12\n")
    assert len(said(tmp_path, text)) == 1
    assert said(tmp_path, text, 2) == []


def test_in_large_spaces_red_lines_and_options_are_not_gone_through(tmp_path: Path) -> None:
    text = HEAD + "impossible: [{price: mid, speed: [slow, fast]}]\n"
    text += preferences("    red_lines: [{price: [low, mid, high], speed: [slow, fast]}]\n")
    assert len(said(tmp_path, text)) == 2
    assert said(tmp_path, text, 2) == []


# ------------------------------------------------------------------------------------------ against a twin


def slow_twin(case: Case) -> set[tuple[str, ...]]:
    """What should be said, from every deal one by one."""
    room = Room(case)
    space, joint = room.space, room.space.joint
    flat = np.arange(joint.combinations)
    deals = [space.deal(row) for row in joint.picks(flat)]
    deals = [deal for deal in deals if not any(pattern.holds(deal) for pattern in case.impossible)]
    if not deals:
        return {("impossible",)}
    places: set[tuple[str, ...]] = set()
    for issue, record in case.issues.items():
        for option in record.options:
            if all(deal[issue] != option for deal in deals):
                places.add(("issues", issue, "options", option))
    for who in case.everyone:
        preference = case.preferences[who]
        if preference.red_lines and all(any(r.holds(d) for r in preference.red_lines) for d in deals):
            places.add(("preferences", who, "red_lines"))
        if isinstance(preference.walk_away, Judgement):
            picks = np.concatenate([space.picks_of(deal) for deal in deals])
            low, high = room.bounds.range(space.who.index(who), picks)
            away = preference.walk_away
            if high.max() < float(away.low) - 1e-6 or low.min() > float(away.high) + 1e-6:
                places.add(("preferences", who, "walk_away"))
    return places


@brief_law
@given(case=cases(issues=(1, 3), options=(1, 3)))
def test_law_the_same_is_said_as_by_going_through_every_deal(case: Case) -> None:
    faults = Faults()
    check_sense(CaseFile(case, Path("case.yaml"), Lines("case.yaml")), faults)
    said = {tuple(fault.path.partition("[")[0].split(".")) for fault in faults}
    apart = {"weights", "believes"}  # doubts that do not come from the deals: see test_scales
    assert {path for path in said if not apart & {*path}} == slow_twin(case)


def test_a_part_of_the_space_without_any_deal_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("walkaway.space.clusters.CHUNK", 1)
    text = SMALL.replace("preferences:", "impossible: [{price: high, speed: fast}]\npreferences:", 1)
    assert said(tmp_path, text) == []
    assert len(said(tmp_path, text.replace("walk_away: 5\n", "walk_away: 12\n"))) == 1


# ------------------------------------------------------------------------- signatures, judgements to be made


def test_a_deal_that_one_side_signed_is_doubted_at_its_line(tmp_path: Path) -> None:
    record = "record:\n  - {by: a, act: speaks}\n  - {by: a, signs: {price: mid, speed: slow}}\n"
    text = SMALL + record
    line = text[: text.index("  - {by: a, signs")].count("\n") + 1
    assert said(tmp_path, text) == [
        f"doubt: …/case.yaml:{line}: record[1]: found signed by Anna, and no signature of Ben; "
        "expected a signature of every party, or an act that both signed"
    ]


def test_judgements_to_be_made_are_told_by_what_they_are(tmp_path: Path) -> None:
    text = HEAD + preferences().replace("walk_away: 5", "walk_away: to be judged", 1)
    line = text[: text.index("to be judged")].count("\n") + 1
    assert said(tmp_path, text) == [
        f"doubt: …/case.yaml:{line}: preferences.a.walk_away: found Anna: the walk-away, still to be judged; "
        "expected a judgement; until then no question that rests on it is answered"
    ]
