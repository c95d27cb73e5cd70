"""Which of its steps a party gains most by holding back: against every set of them, and under every range."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.path.every_schedule import subsets
from tests.analysis.path.plain_numbers import part, path_of, paths, plan, shares
from tests.strategies import law

import walkaway
from walkaway.analysis.path.constraints import PathNumbers, slacks
from walkaway.case import Case, read_case_text
from walkaway.certify.path_checks import check_path
from walkaway.certify.paths import plain_slack

TEXT = """case: 1
title: Two steps at once
parties: {north: North, west: West}
issues:
  reactor: {title: Reactor, options: {running: Running, closed: Closed}}
  trade: {title: Trade, options: {none: None, open: Open}}
preferences:
  north: {scores: {reactor: {running: 0, closed: -10}, trade: {none: 0, open: 12}}}
  west: {scores: {reactor: {running: 0, closed: 25}, trade: {none: 0, open: 1}}}
path:
  deal: {reactor: closed, trade: open}
"""
NORTH = TEXT + "  steps: {reactor: {closed: {by: north, parts: 1}}, trade: {open: {by: north, parts: 1}}}\n"
ONCE = [{"reactor": 1, "trade": 1}]


def least_of_every_set(numbers: PathNumbers, moved: Any) -> dict[tuple[int, int], Any]:
    """Slack by the definition: every set of own steps that a party could hold back, one by one."""
    found, owner, steps = {}, numbers.owner, range(len(numbers.owner))
    undone = [numbers.reversible[s] and numbers.costs[s] > 0 for s in steps]
    for who in range(numbers.parties):
        each = [-numbers.costs[s] if owner[s] == who else numbers.worth[s, who] for s in steps]
        later, bond = numbers.completed[who], numbers.backing[who]

        def left(done: list[Any], each: list[Any] = each) -> Any:
            return -sum(each[s] * done[s] for s in steps if undone[s])

        for k in range(len(moved) - 1, -1, -1):
            move, before = moved[k], [sum(moved[:k, s], Fraction(0)) for s in steps]
            rate = numbers.discount_low[who] ** max((numbers.periods[s] for s in steps if move[s]), default=1)
            here = sum(each[s] * move[s] for s in steps) + rate * later
            least = here - left(before) + (bond if k else 0)
            escrow = [numbers.escrow[s] and owner[s] != who for s in steps]
            for those in subsets([s for s in steps if owner[s] == who and move[s]]):
                done = [before[s] + (0 if s in those or escrow[s] else move[s]) for s in steps]
                bracket = rate * (later - left(done) + bond)
                bracket += sum(each[s] * move[s] for s in steps if escrow[s])
                seen = max(numbers.detection[s] for s in those)
                least = min(
                    least, min(seen * bracket, bracket) - sum(numbers.costs[s] * move[s] for s in those)
                )
            found[k, who], later = least, here
        if any(undone[s] and owner[s] == who for s in steps):
            last = len(moved) - 1, who
            found[last] = min(found[last], numbers.completed[who] - left([1 for _ in steps]))
    return found


@law
@given(paths(cheapest=-4), st.data())
def test_slack_is_the_least_over_every_set_of_steps(numbers: PathNumbers, data: st.DataObject) -> None:
    """Slow twin, with steps that their owners like and with what is undone again; of the check too."""
    moved = plan(data.draw(shares(len(numbers.owner), 3, undo=True)))
    expected = least_of_every_set(numbers, moved)
    found = slacks(numbers, moved).least
    assert {place: found[place] for place in expected} == expected
    assert plain_slack(numbers, moved) == expected


@law
@given(paths(cheapest=-4), st.data(), part)
def test_more_detection_never_lowers_slack(numbers: PathNumbers, data: st.DataObject, more: Fraction) -> None:
    """Law, with steps that their owners like: one of them no longer hides another that is seen as easily."""
    moved = plan(data.draw(shares(len(numbers.owner), 3, undo=True)))
    step = data.draw(st.integers(0, len(numbers.owner) - 1))
    more = more * (np.arange(len(numbers.owner)) == step)
    raised = replace(numbers, detection=np.minimum(numbers.detection + more, 1))
    assert (slacks(raised, moved).least >= slacks(numbers, moved).least).all()


@law
@given(paths(cheapest=-4), st.data())
def test_ends_hold_every_slack_between_even_where_costs_may_be_none(
    numbers: PathNumbers, data: st.DataObject
) -> None:
    """Law: snapback ends where a step costs nothing, and what is undone counts the other way round."""
    moved = plan(data.draw(shares(len(numbers.owner), 3, undo=True)))
    wide: dict[str, Any] = {"costs": data.draw(st.integers(0, 6)), "worth": data.draw(st.integers(0, 6))}
    given, taken = (
        replace(
            numbers,
            costs=numbers.costs - sign * wide["costs"],
            worth=numbers.worth + sign * wide["worth"] * (1 - numbers.own),
        )
        for sign in (1, -1)
    )
    low = slacks(replace(taken, opposite=given), moved).least
    high = slacks(replace(given, opposite=taken), moved, best=True).least
    for _ in range(4):
        at = plan([[data.draw(st.integers(-2, 2)) for _ in numbers.owner] for _ in range(2)]) / 2
        one = replace(
            numbers,
            costs=numbers.costs + at[0] * wide["costs"],
            worth=numbers.worth + at[1][:, None] * wide["worth"] * (1 - numbers.own),
        )
        found = slacks(one, moved).least
        assert (low <= found).all()
        assert (found <= high).all()


@pytest.mark.parametrize(
    ("completed", "slack", "verdict"), [(0, -10, "unbacked"), (1, -9, "breaks"), (10, 0, "holds")]
)
def test_a_step_that_its_owner_likes_hides_none_that_costs_it(
    completed: int, slack: int, verdict: str
) -> None:
    """North closes the reactor for −10 and opens trade for 12 at once: it holds back the reactor alone."""
    case = read_case_text(NORTH + f"  completed: {{north: {completed}}}\n")
    found = walkaway.path(case, schedule=ONCE)
    assert found.schedule[0].slack["north"] == slack
    assert found.verdict == verdict
    held = found.verdict == "holds"
    assert (found.certainty, found.probability) == (("certain", 1) if held else ("impossible", 0))
    assert check_path(case, found) == []


def test_what_is_undone_hides_no_step_that_costs() -> None:
    """Ann undoes a half that cost her 4 and gives one of 3: held back alone, it saves 3 and loses F = 1."""
    numbers = path_of([0, 0], [8, 3], [[0, 9], [0, 9]], completed=1, reversible=[True, False])
    moved = plan([[1, 0], ["-1/2", 1], ["1/2", 0]])
    found = slacks(numbers, moved)
    assert found.incentive[1, 0] == (1 - 4 - 4) - 3  # V(3) = 1 − 4, a half undone gives her 4 back


def test_certain_means_in_every_draw_where_a_step_may_cost_nothing() -> None:
    """West's lifting is undone only if it costs West something; in a third of the draws it does not."""
    text = TEXT.replace("trade: {none: 0, open: 12}", "trade: {none: 0, open: 25}").replace(
        "trade: {none: 0, open: 1}", "trade: {none: 0, open: [-2, 1]}"
    )
    steps = "reactor: {closed: {by: north}}, trade: {open: {by: west, reversible: true}}"
    case = read_case_text(text + f"  steps: {{{steps}}}\n  completed: {{west: 5}}\n")
    found = walkaway.path(case, schedule=[{"trade": 1}, {"reactor": 1}], draws=300)
    assert found.certainty == "possible"
    assert 0.5 < found.probability < 0.8
    assert found.schedule[1].slack["north"] == (-10, 15)


def in_three_steps(parts: int) -> Case:
    """Three steps, two of them one side's, with next to nothing to follow."""
    lattice = "\n".join(f"  i{k}: {{title: I{k}, options: {{n: N, y: Y}}}}" for k in range(3))
    scores = [
        ", ".join(f"i{k}: {{n: 0, y: {-1 if k % 2 == odd else 2}}}" for k in range(3)) for odd in (0, 1)
    ]
    steps = ", ".join(f"i{k}: {{y: {{by: {'ab'[k % 2]}, parts: {parts}}}}}" for k in range(3))
    return read_case_text(
        f"case: 1\ntitle: Many parts\nparties: {{a: A, b: B}}\nissues:\n{lattice}\npreferences:\n"
        f"  a: {{scores: {{{scores[0]}}}}}\n  b: {{scores: {{{scores[1]}}}}}\npath:\n"
        f"  deal: {{i0: y, i1: y, i2: y}}\n  steps: {{{steps}}}\n"
        "  discount: {a: 0.9, b: 0.9}\n  completed: {a: 0.05, b: 0.05}\n"
    )


def test_a_search_in_fewer_parts_claims_nothing_of_all_schedules() -> None:
    """Of 60 parts only those of one part a phase are gone through, and fifths: that none holds stays open."""
    found = walkaway.path(in_three_steps(60))
    assert (found.verdict, found.certificate, found.method.exact) == ("breaks", None, False)
    assert found.proof.endswith("what is said of all schedules is not proven for 60 parts")


def test_a_better_schedule_in_fewer_parts_leaves_a_proof_of_all_moves_as_it_is() -> None:
    """Of tenths all moves are gone through for the proof; the best that is shown is in fewer parts."""
    case = in_three_steps(10)
    found = walkaway.path(case)
    assert (found.verdict, found.method.exact) == ("none", True)
    assert "286,165 moves" in found.proof
    assert "the schedule that is shown is the best in at most" in found.proof
    assert check_path(case, found) == []
