"""Searching for schedules: growth with the lattice, two million states, and every schedule as the slow twin."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import product
from time import perf_counter

import numpy as np

from benchmarks.harness import Row, alone, clock
from benchmarks.report import machine, table
from benchmarks.work import exchange
from walkaway.analysis.path.bottleneck import bottleneck
from walkaway.analysis.path.constraints import slacks
from walkaway.analysis.path.lattice import Lattice
from walkaway.analysis.path.small_lattice import best_schedule

GROWTH = ((15,) * 3, (31,) * 3, (63,) * 3, (127,) * 3, (37,) * 4)
ANSWERS = ((3, 125, 0.9, 0.05), (3, 125, 0.95, 0.1), (4, 37, 0.9, 0.01), (3, 125, 0.9, 0.5))
LIMIT = 10.0


def section(note: Callable[[Row], None]) -> list[str]:
    """The lines of the section of ``RESULTS.md``."""
    load, rows = os.getloadavg()[0], []
    for row in (*_growth(), *_answers(), *_proofs(), *_twins()):
        note(row)
        rows.append(row)
    told = f"- Load: {load:.1f}, so the clock says little beside processor seconds"
    return [*machine("python -m benchmarks paths", ("numpy", "moocore")), told, "", *table(rows)]


def _growth() -> Iterator[Row]:
    """Larger and larger lattices, each in a process of its own; with a discount both bounds are found."""
    for parts in GROWTH:
        for discount in (1.0, 0.95):
            large = alone("schedule_alone", parts=parts, discount=discount)
            target = large["states"] >= 2_000_000
            yield Row(
                f"schedule, {large['states']:,} states of {len(parts)} steps, discount {discount:g}",
                large["seconds"], large["seconds"], 1, "< 10 s of processors and < 2 GB" if target else "",
                f"{large['busy']:.1f} s of processors; {large['phases']} phases; process peak "
                f"{large['peak_mb']:.0f} MB",
                (large["busy"] < LIMIT and large["peak_mb"] < 2000) if target else None,
            )  # fmt: skip


def _answers() -> Iterator[Row]:
    """Whole answers, where nothing holds and where something does."""
    for steps, parts, discount, completed in ANSWERS:
        one = alone("answer_alone", steps=steps, parts=parts, discount=discount, completed=completed)
        yield Row(
            f"whole answer ({one['verdict']}), {one['states']:,} states of {steps} steps, discount {discount:g}",
            one["seconds"], one["seconds"], 1, "< 10 s of processors and < 2 GB",
            f"{one['busy']:.1f} s of processors; {one['phases']} phases, in them {one['safeguards']} "
            f"constraints that break; process peak {one['peak_mb']:.0f} MB",
            one["busy"] < LIMIT and one["peak_mb"] < 2000,
        )  # fmt: skip


def _proofs() -> Iterator[Row]:
    """That nothing holds, verified from the definitions."""
    for parts in GROWTH[-2:]:
        proof = alone("proof_alone", parts=parts, discount=0.95)
        yield Row(
            f"proof that none holds, {proof['states']:,} states of {len(parts)} steps, checked",
            proof["seconds"], proof["seconds"], 1, "", f"{proof['busy']:.1f} s of processors; "
            f"process peak {proof['peak_mb']:.0f} MB",
        )  # fmt: skip


def _twins() -> Iterator[Row]:
    """All schedules of two steps in four parts, one by one, against both searches; equal answers first."""
    parts = (4, 4)
    wide = Lattice(exchange(2, 0.9), parts, ((), ()))
    every = _best_of_all(wide)
    found = best_schedule(wide, sum(parts))
    assert found is not None
    assert abs(found.least - every) < 1e-9
    fast = clock("schedule, 25 states, all moves", lambda: best_schedule(wide, sum(parts)))
    slow = clock("… by going through every schedule", lambda: _best_of_all(wide), runs=3)
    yield Row(
        fast.what, fast.best, fast.median, fast.runs, "",
        f"same least slack, {slow.best / fast.best:,.0f} times faster",
    )  # fmt: skip
    yield slow
    patient = Lattice(exchange(3, 1.0), (3, 3, 3), ((),) * 3, single=True)
    start = perf_counter()
    exact = best_schedule(patient, 9)
    took = perf_counter() - start
    quick = bottleneck(patient)
    assert exact is not None
    assert abs(quick.least - exact.least) < 1e-9
    row = clock("schedule, 64 states, one part in a phase, level by level", lambda: bottleneck(patient))
    yield Row(
        row.what, row.best, row.median, row.runs, "", f"same least slack; by labels {took * 1000:.0f} ms"
    )


def _best_of_all(lattice: Lattice) -> float:
    """The largest least slack of all ways through a lattice, each by the check."""
    best, start = -np.inf, (0,) * len(lattice.parts)
    todo: list[tuple[tuple[int, ...], list[tuple[int, ...]]]] = [(start, [])]
    while todo:
        place, rows = todo.pop()
        if place == lattice.parts:
            moved = np.array(rows) / np.array(lattice.parts)
            best = max(best, float((slacks(lattice.numbers, moved).least / lattice.scale).min()))
        room = (range(most - there + 1) for there, most in zip(place, lattice.parts, strict=True))
        for move in product(*room):
            if any(move):
                there = tuple(a + b for a, b in zip(place, move, strict=True))
                todo.append((there, [*rows, move]))
    return best
