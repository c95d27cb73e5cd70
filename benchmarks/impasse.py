"""Diagnosis, sensitivity and bridges together, as a brief needs them; bridges of many linked deals.

Processor seconds are given beside those of the clock, and beside the load of the machine a yardstick: what
twenty million rounds of an empty loop take.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from time import perf_counter, process_time

import walkaway
from benchmarks import work
from benchmarks.harness import Row
from benchmarks.report import machine, table

DRAWS = 10_000
LIMIT = 20.0
POSSIBLE = 15.0


def yardstick() -> float:
    """Processor seconds of a loop, to compare machines by."""
    begun, total = process_time(), 0
    for number in range(20_000_000):
        total += number
    return process_time() - begun


def section(note: Callable[[Row], None]) -> list[str]:
    """The lines of the section of ``RESULTS.md``: everything from the case file on."""
    loop, load = yardstick(), os.getloadavg()[0]
    rows = [_whole("hanoi-2019"), _whole("harbour"), _linked(loop), *map(_possible, (6, 7, 8, 9))]
    for row in rows:
        note(row)
    told = f"- Load: {load:.1f}; a loop of twenty million rounds: {loop:.2f} processor seconds"
    return [*machine("python -m benchmarks impasse"), told, "", *table(rows)]


def _whole(name: str) -> Row:
    """Every question that a brief asks, one after the other."""
    case = walkaway.load(name)
    steps = []
    start, busy = perf_counter(), process_time()
    begun = busy
    answers = walkaway.analyse(case, draws=DRAWS)
    steps.append(process_time() - begun)
    for what, given in (
        (walkaway.why, case), (walkaway.sensitivity, answers), (walkaway.bridge, answers),
    ):  # fmt: skip
        begun = process_time()
        what(given, draws=DRAWS)
        steps.append(process_time() - begun)
    took, busy = perf_counter() - start, process_time() - busy
    told = "answers {:.1f} s, diagnosis {:.1f} s, sensitivity {:.1f} s, bridges {:.1f} s".format(*steps)
    return Row(
        f"why, what matters, what would open it: {name}, {DRAWS:,} draws", took, took, 1, "< 20 s",
        f"{busy:.1f} s of processors: {told}", took < LIMIT,
    )  # fmt: skip


def _linked(loop: float) -> Row:
    """Bridges alone, of 390,625 deals."""
    answers = walkaway.analyse(work.tied())
    start, busy = perf_counter(), process_time()
    found = walkaway.bridge(answers)
    took, busy = perf_counter() - start, process_time() - busy
    assert all(bridge.proof.holds for bridge in found.found)
    told = f"ten patterns a party; {len(found.found)} found and proved; {busy:.1f} s of processors"
    return Row(
        "what would open it: 8 issues × 5 options, 4 parties", took, took, 1, "< 20 loops",
        f"{told}: {busy / loop:.0f} loops", busy / loop < LIMIT,
    )  # fmt: skip


def _possible(issues: int) -> Row:
    """Sensitivity alone, of a case of issues with five options whose deals are nearly all possible."""
    answers = walkaway.analyse(work.uncertain(issues, 5))
    start, busy = perf_counter(), process_time()
    found = walkaway.sensitivity(answers)
    took, busy = perf_counter() - start, process_time() - busy
    told = f"{busy:.1f} s of processors; {found.method.draws:,} draws, {len(found.flips)} flips"
    return Row(
        f"what matters: {answers.zone.everyone.possible:,} possible deals of {5**issues:,}, 2 parties", took, took, 1,
        "< 15 s of processors", told, busy < POSSIBLE,
    )  # fmt: skip
