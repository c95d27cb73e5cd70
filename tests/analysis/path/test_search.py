"""The search for schedules against going through all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.path.plain_numbers import paths
from tests.analysis.path.test_constraints import floats
from tests.strategies import brief_law

from walkaway.analysis.path import bottleneck as levels
from walkaway.analysis.path.bottleneck import bottleneck
from walkaway.analysis.path.constraints import PathNumbers, exposures, slacks
from walkaway.analysis.path.lattice import Lattice
from walkaway.analysis.path.small_lattice import best_schedule

Rows = list[tuple[int, ...]]


def all_schedules(lattice: Lattice, most: int) -> Iterator[Rows]:
    """Every way through the lattice, one by one."""

    def on(place: tuple[int, ...], rows: Rows) -> Iterator[Rows]:
        if place == lattice.parts:
            yield rows
        elif len(rows) < most:
            for move in lattice.steps_from(place):
                there = tuple(a + b for a, b in zip(place, move, strict=True))
                yield from on(there, [*rows, move])

    yield from on((0,) * len(lattice.parts), [])


def judged(lattice: Lattice, rows: Rows) -> tuple[float, int, float]:
    """Least slack, phases and largest exposure of a schedule, by the check."""
    moved = np.array(rows) / np.array(lattice.parts)
    least = (slacks(lattice.numbers, moved).least / lattice.scale).min()
    exposed = (exposures(lattice.numbers, moved) / lattice.scale).max()
    return round(float(least), 9), len(rows), round(float(exposed), 9)


def brute_force(lattice: Lattice, most: int) -> tuple[float, int, float]:
    """The best of all: largest least slack, then shortest, then least exposed."""
    found = (judged(lattice, rows) for rows in all_schedules(lattice, most))
    return min(found, key=lambda one: (-one[0], one[1], one[2]))


@brief_law
@given(paths(cheapest=-4), st.data(), st.booleans())
def test_search_equals_brute_force(numbers: PathNumbers, data: st.DataObject, sequential: bool) -> None:
    """Slow twin: every schedule of small lattices, judged by the check."""
    steps = len(numbers.owner)
    most = 3 if steps < 4 else 2
    parts = tuple(data.draw(st.integers(1, 3 if steps == 2 else 2)) for _ in range(steps))
    after = ((),) * (steps - 1) + (data.draw(st.sampled_from([(), (0,)])),)
    lattice = Lattice(floats(numbers), parts, after, sequential)
    found = best_schedule(lattice, most)
    there = any(True for _ in all_schedules(lattice, most))
    assert (found is not None) == there
    if found is not None:
        rows = [tuple(row) for row in found.moved.tolist()]
        assert judged(lattice, rows) == pytest.approx(brute_force(lattice, most), abs=2e-9)


@brief_law
@given(paths(cheapest=-4), st.data(), st.booleans())
def test_a_large_search_encloses_the_best(
    numbers: PathNumbers, data: st.DataObject, sequential: bool
) -> None:
    """Law: what it finds can be had, no schedule exceeds its limit, and without a discount both are one."""
    patient = data.draw(st.booleans())
    rough = floats(numbers)
    if patient:
        rough = replace(
            rough, discount_low=rough.discount_low * 0 + 1, discount_high=rough.discount_high * 0 + 1
        )
    steps = len(numbers.owner)
    lattice = Lattice(rough, (2,) * steps, ((),) * (steps - 1) + ((0,),), sequential, single=True)
    found, best = bottleneck(lattice), best_schedule(lattice, 99)
    assert best is not None
    assert found.least - 1e-9 <= best.least <= found.most + 1e-9
    least, phases, _ = judged(lattice, [tuple(row) for row in found.moved.tolist()])
    assert least >= found.least - 1e-9
    if patient:
        assert found.least == pytest.approx(found.most)
        assert found.least == pytest.approx(best.least, abs=1e-9)
        assert phases == len(best.moved)


@brief_law
@given(paths(cheapest=-4), st.booleans())
def test_places_are_filled_the_same_few_at_a_time(numbers: PathNumbers, sequential: bool) -> None:
    """Law: how many places are looked at together changes nothing."""
    steps = len(numbers.owner)
    lattice = Lattice(floats(numbers), (2,) * steps, ((),) * (steps - 1) + ((0,),), sequential, single=True)
    at_once = levels.bottleneck(lattice)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(levels, "_TOGETHER", 1)
        alone = levels.bottleneck(lattice)
    assert (alone.moved.tolist(), alone.least, alone.most) == (
        at_once.moved.tolist(),
        at_once.least,
        at_once.most,
    )
