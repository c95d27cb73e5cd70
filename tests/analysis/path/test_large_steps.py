"""Where single parts hold nothing on a large lattice, but steps of many parts do."""

from __future__ import annotations

import pytest

from walkaway.analysis.path import CarriedOut, Cut
from walkaway.analysis.path.judging import judged
from walkaway.analysis.path.path_numbers import laid_out
from walkaway.analysis.path.searching import ScheduleLimits, find_schedule
from walkaway.case import Case, read_case_text
from walkaway.certify.path_checks import check_path


@pytest.fixture
def narrow() -> Case:
    """North must go first, with 0.4195 to 0.4205 of its step; of a lattice that is searched as a large one.

    West gives all at once, for which 10 (1 − x) / 2 must be worth 2.8975; then North, which saves 10 (1 − x)
    by holding back, and loses half of 11.61.
    """
    return read_case_text("""\
case: 1
title: A narrow way
parties: {north: North, west: West}
issues:
  arms: {title: Arms, options: {kept: Kept, gone: Gone}}
  port: {title: Port, options: {shut: Shut, open: Open}}
preferences:
  north: {scores: {arms: {kept: 0, gone: -10}, port: {shut: 0, open: 10}}}
  west: {scores: {arms: {kept: 0, gone: 10}, port: {shut: 0, open: -2.8975}}}
path:
  deal: {arms: gone, port: open}
  steps: {arms: {gone: {by: north, parts: 100}}, port: {open: {by: west, parts: 1}}}
  discount: {north: 0.5, west: 0.5}
  completed: {north: 11.61}
""")


def searched(case: Case, **limits: int) -> CarriedOut:
    """The path of a case as it is found where fewer places and moves are gone through."""
    assert case.path is not None
    path = laid_out(case, dict(case.path.deal), None)
    limited = ScheduleLimits(pairs=2000, **limits)
    return judged(path, find_schedule(path, None, sequential=False, limits=limited), 20, 1, given=False)


def test_a_schedule_of_large_steps_is_found_where_small_ones_do_not_hold(narrow: Case) -> None:
    """202 states and 15,251 moves are gone through, though more than are gone through at first."""
    found = searched(narrow, coarse=1000)
    assert (found.verdict, found.method.exact, found.certificate) == ("holds", True, None)
    assert [[move.share for move in phase.moves] for phase in found.schedule] == [[0.42], [1], [0.58]]


def test_what_is_proven_of_small_steps_alone_is_no_proof_that_none_holds(narrow: Case) -> None:
    """The verdict leaves it open, and the proof says for which schedules it is one."""
    found = searched(narrow, proven=0, coarse=1)
    assert (found.verdict, found.method.exact) == ("breaks", False)
    assert isinstance(found.certificate, Cut)
    assert found.certificate.single
    assert found.proof.startswith("no schedule of these holds: over 202 states")
    assert found.proof.endswith("of those that take more at once not all were gone through")
    assert check_path(narrow, found) == []
