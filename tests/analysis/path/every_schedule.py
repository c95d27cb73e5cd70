"""Every schedule of a lattice at once, judged by the definition: the slow twin of the search."""

from __future__ import annotations

from itertools import chain, combinations, combinations_with_replacement, pairwise, product
from typing import Any

import numpy as np

from walkaway.analysis.path.constraints import PathNumbers
from walkaway.analysis.path.lattice import Lattice

Array = Any


def every_schedule(lattice: Lattice, phases: int) -> Array:
    """All schedules of exactly so many phases, none of them empty: (schedules, phases, steps), in parts."""
    ways = []
    for parts in lattice.parts:
        cuts = combinations_with_replacement(range(parts + 1), phases - 1)
        ways.append([[b - a for a, b in pairwise((0, *cut, parts))] for cut in cuts])
    found = np.array(list(product(*ways)), dtype=np.int8).transpose(0, 2, 1)
    found = found[(found.sum(axis=2) > 0).all(axis=1)]
    done = found.cumsum(axis=1)
    for step, others in enumerate(lattice.after):
        for other in others:  # whole before the phase in which the step begins
            begins = (found[:, :, step] > 0) & ((done - found)[:, :, other] < lattice.parts[other])
            found, done = found[~begins.any(axis=1)], done[~begins.any(axis=1)]
    if lattice.sequential:
        owner = np.array(lattice.numbers.owner)
        movers = sum(
            (found[:, :, owner == who] > 0).any(axis=2).astype(int) for who in range(lattice.numbers.parties)
        )
        found = found[(movers <= 1).all(axis=1)]
    return found


def subsets(steps: list[int]) -> list[list[int]]:
    """All sets of some steps, but for the empty one."""
    sizes = (combinations(steps, size) for size in range(1, len(steps) + 1))
    return [list(some) for some in chain.from_iterable(sizes)]


def slack_of_each(numbers: PathNumbers, moved: Array) -> Array:
    """The least slack of each party over all phases of each schedule, (schedules, parties)."""
    steps, owner = range(len(numbers.owner)), numbers.owner
    undone = [numbers.reversible[s] and numbers.costs[s] > 0 for s in steps]
    before = moved.cumsum(axis=1) - moved
    lasting = np.where(moved > 0, np.array(numbers.periods), 0).max(axis=2)
    columns = []
    for who in range(numbers.parties):
        each = np.array([-numbers.costs[s] if owner[s] == who else numbers.worth[s, who] for s in steps])
        back = -each * undone  # what a whole step that is undone gives back, or takes
        bond, later = numbers.backing[who], np.full(len(moved), numbers.completed[who])
        least = np.full(len(moved), np.inf)
        if any(undone[s] and owner[s] == who for s in steps):
            least = later - back.sum()
        for k in range(moved.shape[1] - 1, -1, -1):
            move, rate = moved[:, k], numbers.discount_low[who] ** lasting[:, k]
            there = before[:, k] @ back
            for those in subsets([s for s in steps if owner[s] == who]):
                held, seen = np.isin(steps, those), max(numbers.detection[s] for s in those)
                escrow = np.array([numbers.escrow[t] and owner[t] != who for t in steps])
                bracket = rate * (later - there - (move * ~held * ~escrow) @ back + bond)
                bracket += (move * escrow) @ np.where(np.array(owner) == who, 0, each)
                slack = np.minimum(seen * bracket, bracket) - (move * held) @ numbers.costs
                taken = (move[:, those] > 0).all(axis=1)
                least = np.where(taken, np.minimum(least, slack), least)
            later = move @ each + rate * later
            least = np.minimum(least, later - there + (bond if k else 0))
        columns.append(least)
    return np.stack(columns, axis=1)


def escrowed(numbers: PathNumbers, moved: Array) -> Array:
    """What each party's own steps in escrow cost it, in phases in which somebody else acts too."""
    owner = np.array(numbers.owner)
    columns = []
    for who in range(numbers.parties):
        others = (moved[:, :, owner != who] > 0).any(axis=2)
        columns.append(moved @ (numbers.costs * numbers.escrow * (owner == who)) * others)
    return np.stack(columns, axis=2)


def best_of_every(lattice: Lattice, most: int) -> tuple[float, int, float] | None:
    """Largest least slack over scales; of those the fewest phases, then the least exposure."""
    rows = []
    for phases in range(1, min(most, sum(lattice.parts)) + 1):
        moved = every_schedule(lattice, phases) / np.array(lattice.parts)
        if not len(moved):
            continue
        least = (slack_of_each(lattice.numbers, moved) / lattice.scale).min(axis=1)
        given = moved.cumsum(axis=1) @ lattice.numbers.paid
        got = (moved.cumsum(axis=1) - moved) @ lattice.numbers.worth
        exposed = ((given - got - escrowed(lattice.numbers, moved)) / lattice.scale).max(axis=(1, 2))
        rows += [(round(-a, 9), phases, round(b, 9)) for a, b in zip(least, exposed, strict=True)]
    return None if not rows else (-min(rows)[0], *min(rows)[1:])
