"""What stands behind the last step of a schedule that holds is named, party by party."""

from __future__ import annotations

import pytest
from tests.analysis.path.test_path import asked

import walkaway

LAST = [{"reactor": 1}, {"embargo": 1}]  # West acts last


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("  completed: {north: 20, west: 20}\n", ("completed",)),
        ("  bonds: {north: 20, west: 20}\n", ("bond",)),
        ("  bonds: {north: 20}\n  guarantors: {north: {for: west, takes: 20}}\n", ("guarantor",)),
        ("  completed: {north: 20, west: 20}\n  bonds: {west: 1}\n", ("completed", "bond")),
        ("  steps: {reactor: {closed: {by: north, reversible: true}}}\n  completed: {north: 20}\n",
         ("undone",)),
    ],
)  # fmt: skip
def test_each_thing_that_stands_behind_the_last_step(more: str, why: tuple[str, ...]) -> None:
    found = asked(more, schedule=LAST)
    assert (found.verdict, found.backed_by) == ("holds", {"west": why})
    assert found.to_dict()["backed_by"] == {"west": list(why)}


def test_escrow_stands_behind_both_who_act_at_once() -> None:
    north, west = ("{by: north, escrow: true}", "{by: west, escrow: true}")
    steps = f"  steps: {{reactor: {{closed: {north}}}, embargo: {{lifted: {west}}}}}\n"
    found = asked(steps, schedule=[{"reactor": 1, "embargo": 1}])
    assert (found.verdict, found.backed_by) == ("holds", {"north": ("escrow",), "west": ("escrow",)})


def test_a_last_step_that_costs_its_owner_nothing_needs_nothing_behind_it() -> None:
    """Nothing follows in the catalogue's case; its best schedule ends with a step that its owner likes."""
    found = walkaway.path("itex-cypress")
    assert (found.verdict, found.backed_by) == ("holds", {"cypress": ("liked",)})


def test_a_schedule_that_does_not_hold_has_nothing_behind_it() -> None:
    found = asked(schedule=LAST)
    assert (found.verdict, found.backed_by) == ("unbacked", {})
    assert "a step that costs its owner nothing" in found.proof
