"""Diagnosis, sensitivity and bridges together, as a brief needs them."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import walkaway
from benchmarks.harness import Row
from benchmarks.report import machine, table

DRAWS = 10_000
LIMIT = 20.0


def section(note: Callable[[Row], None]) -> list[str]:
    """The lines of the section of ``RESULTS.md``: everything from the case file on."""
    rows = []
    for name in ("hanoi-2019", "harbour"):
        case = walkaway.load(name)
        steps = []
        start = perf_counter()
        answers = walkaway.analyse(case, draws=DRAWS)
        steps.append(perf_counter() - start)
        for what, given in (
            (walkaway.why, case), (walkaway.sensitivity, answers), (walkaway.bridge, answers),
        ):  # fmt: skip
            begun = perf_counter()
            what(given, draws=DRAWS)
            steps.append(perf_counter() - begun)
        took = perf_counter() - start
        told = "answers {:.1f} s, diagnosis {:.1f} s, sensitivity {:.1f} s, bridges {:.1f} s".format(*steps)
        row = Row(
            f"why, what matters, what would open it: {name}, {DRAWS:,} draws", took, took, 1, "< 20 s", told,
            took < LIMIT,
        )  # fmt: skip
        rows.append(row)
        note(row)
    return [*machine("python -m benchmarks impasse"), "", *table(rows)]
