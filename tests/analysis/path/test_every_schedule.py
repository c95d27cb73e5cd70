"""The search against every schedule of small lattices."""

from __future__ import annotations

import os
from itertools import product

import numpy as np
import pytest
from tests.analysis.path.every_schedule import best_of_every, every_schedule, slack_of_each
from tests.analysis.path.plain_numbers import path_of

from walkaway.analysis.path.constraints import PathNumbers, exposures, slacks
from walkaway.analysis.path.lattice import Lattice
from walkaway.analysis.path.small_lattice import best_schedule

ALL = [parts for steps in (1, 2, 3) for parts in product(range(1, 5), repeat=steps)]
FEW = [(4,), (1, 3), (4, 4), (2, 3, 1), (1, 4, 2), (4, 4, 4)]
BY_HAND = "WALKAWAY_EXAMPLES" in os.environ
"""All 84 lattices, four times each and in more phases, take minutes: for a run by hand."""


def numbers_of(parts: tuple[int, ...], seed: int) -> tuple[PathNumbers, Lattice]:
    """A path with random numbers: two or three parties, two of which act."""
    rng = np.random.default_rng([*parts, seed])
    steps, parties = len(parts), int(rng.integers(2, 4))
    owner = [*(0, 1, int(rng.integers(2)))[:steps]]
    worth = [[0 if who == mine else int(rng.integers(8)) for who in range(parties)] for mine in owner]
    numbers = path_of(
        owner, rng.integers(-3 if seed % 2 else 1, 6, steps).tolist(), worth,
        detection=rng.integers(1, 11, steps) / 10,
        discount=rng.integers(5, 11, parties) / 10, backing=rng.integers(0, 4, parties),
        completed=rng.integers(0, 6, parties), reversible=(rng.random(steps) < 0.4).tolist(),
        escrow=(rng.random(steps) < 0.3).tolist(), periods=rng.integers(1, 3, steps).tolist(), exact=False,
    )  # fmt: skip
    after = (((),) * (steps - 1) + ((0,),)) if steps > 1 and rng.random() < 0.3 else ((),) * steps
    return numbers, Lattice(numbers, parts, after, sequential=bool(rng.random() < 0.3))


@pytest.mark.parametrize("parts", ALL if BY_HAND else FEW, ids=lambda parts: "x".join(map(str, parts)))
def test_none_of_all_schedules_is_better_than_what_the_search_finds(parts: tuple[int, ...]) -> None:
    """Slow twin: every schedule of a lattice, by the definition; slack, phases and exposure are the same."""
    most = 4 if BY_HAND else 3
    for seed in range(4 if BY_HAND else 2):  # every other with steps that their owners like
        numbers, lattice = numbers_of(parts, seed)
        found, best = best_schedule(lattice, most), best_of_every(lattice, most)
        assert (found is None) == (best is None)
        if found is not None and best is not None:
            moved = found.moved / np.array(parts)
            exposed = float((exposures(numbers, moved) / lattice.scale).max())
            assert (found.least, len(moved), exposed) == pytest.approx(best, abs=3e-9)


def test_the_slow_twin_is_the_check() -> None:
    """All 252 ways of two steps in three parts each: the definition at once, and the check one by one."""
    numbers, lattice = numbers_of((3, 3), 1)
    lattice = Lattice(numbers, (3, 3), ((), ()))
    moved = [every_schedule(lattice, phases) / 3 for phases in range(1, 7)]
    assert sum(map(len, moved)) == 252
    for some in moved:
        one_by_one = [slacks(numbers, one).least.min(axis=0) for one in some]
        assert np.allclose(slack_of_each(numbers, some), one_by_one)
