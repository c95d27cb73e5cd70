"""The checker of a deal that is carried out: no complaint about any answer, and one about a false one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.path.plain_numbers import paths, plan, shares
from tests.analysis.path.test_path import BOTH, TEXT, in_parts
from tests.strategies import law

import walkaway
from walkaway.analysis.path.constraints import PathNumbers, exposures
from walkaway.case import read_case_text
from walkaway.certify.path_checks import check_path
from walkaway.certify.paths import plain_exposure

ESCROW = "  steps: {embargo: {lifted: {by: west, escrow: true, reversible: true}}}\n  bonds: {north: 3}\n"
BACKED = "  completed: {north: 20, west: 20}\n"


@law
@given(paths(), st.data())
def test_exposure_is_that_of_the_definition(numbers: PathNumbers, data: st.DataObject) -> None:
    """Slow twin, with simultaneous steps, escrow and bonds: phase by phase, in fractions."""
    moved = plan(data.draw(shares(len(numbers.owner), 3)))
    found = exposures(numbers, moved)
    assert {place: found[place] for place in plain_exposure(numbers, moved)} == plain_exposure(numbers, moved)


@pytest.mark.parametrize("more", ["", BACKED, ESCROW, BACKED + in_parts(20), in_parts(20)])
@pytest.mark.parametrize(
    "options",
    [{}, {"schedule": [BOTH]}, {"schedule": [{"embargo": "1/3"}, {"reactor": 1, "embargo": "2/3"}]}],
)
def test_every_answer_stands(more: str, options: dict[str, Any]) -> None:
    case = read_case_text(TEXT + more)
    assert check_path(case, walkaway.path(case, **options)) == []


def test_an_answer_over_ranges_stands() -> None:
    case = read_case_text(TEXT + "  bonds: {north: [10, 12.2222], west: [10, 12.2222]}\n")
    assert check_path(case, walkaway.path(case, schedule=[BOTH])) == []


def test_each_flaw_of_an_answer_is_told() -> None:
    case = read_case_text(TEXT + BACKED)
    found = walkaway.path(case, schedule=[BOTH])
    (phase,) = found.schedule
    for flaw, words in (
        ({"slack": {"north": 9, "west": 8}}, "phase 1, slack of north: 8, not 9"),
        ({"exposure": {"north": 10, "west": 9}}, "phase 1, exposure of west: 10"),
        ({"moves": phase.moves[:1]}, "embargo is carried out to 0, not 1"),
    ):
        wrong = replace(found, schedule=(replace(phase, **flaw),))
        assert words in check_path(case, wrong)
    assert check_path(case, replace(found, verdict="breaks")) == ["verdict: found breaks"]
    none = replace(found, verdict="none")
    assert check_path(case, none) == ["verdict: found none", "no proof that none holds"]
