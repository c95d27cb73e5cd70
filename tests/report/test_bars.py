"""Bars of the table run from a party's worst to its best on an issue, whatever the signs of its scores."""

from __future__ import annotations

import pytest

from walkaway.case import read_case_text
from walkaway.report.language.people import people
from walkaway.report.screens.issue_table import Bar, option_bars

CASE = """\
case: 1
title: Bars
parties: {a: Anna, b: Ben}
issues: {x: {title: X, options: {p: P, q: Q, r: R}}}
preferences:
  a: {scores: {x: SCORES}}
  b: {scores: {x: {p: 1, q: 2, r: 3}}}
"""


def bars(scores: str) -> dict[str, Bar]:
    case = read_case_text(CASE.replace("SCORES", scores))
    return {option: found[0] for option, found in option_bars(case, people(case), "x").items()}


@pytest.mark.parametrize(
    ("scores", "widths", "zero"),
    [
        ("{p: -4, q: -6, r: -8}", (100, 50, 0), None),
        ("{p: 0, q: -5, r: -10}", (100, 50, 0), None),
        ("{p: -10, q: 0, r: 30}", (0, 25, 100), 25),
        ("{p: 50, q: 60, r: 70}", (0, 50, 100), None),
        ("{p: 0, q: 50, r: 100}", (0, 50, 100), None),
    ],
)
def test_bars_run_from_worst_to_best(scores: str, widths: tuple[float, ...], zero: float | None) -> None:
    found = bars(scores)
    assert tuple(bar.low for bar in found.values()) == widths
    assert {bar.zero for bar in found.values()} == {zero}


@pytest.mark.parametrize("scores", ["{p: -3, q: -3, r: -3}", "{p: 0, q: 0, r: 0}", "{p: 7, q: 7, r: 7}"])
def test_where_all_are_level_there_is_no_bar(scores: str) -> None:
    assert all(bar.level and bar.low == bar.band == 0 for bar in bars(scores).values())


def test_a_range_is_solid_up_to_its_low_end() -> None:
    found = bars("{p: [-10, -6], q: -10, r: 0}")
    assert (found["p"].low, found["p"].band) == (0.0, 40.0)
