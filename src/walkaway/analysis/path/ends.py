"""The least and the largest slack of a schedule that takes steps back, where judgements are ranges.

What a step costs and is worth counts with one sign as long as it is only carried out. Where some of it is
taken back again, the sign depends on the phase. The least slack is a sum in each such number, so it is least
at an end of each; all ends are gone through. The largest slack is the least of several such sums: the largest
of each is at least as large, and is told.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np

from .constraints import Array, PathNumbers, slacks

_MOST = 10  # steps that are taken back, of which all ends are gone through


def taken_back(numbers: PathNumbers, moved: Array) -> list[int]:
    """Steps of which some is taken back and whose cost or worth is a range; ``numbers`` is one end."""
    other = numbers if numbers.opposite is None else numbers.opposite
    ranges = (numbers.costs != other.costs) | (numbers.worth != other.worth).any(axis=-1)
    return [int(step) for step in np.flatnonzero((moved < 0).any(axis=0) & ranges)]


def least_of(numbers: PathNumbers, moved: Array) -> Array:
    """Least slack of each phase and party under all ranges, (phases, parties).

    ``numbers`` is the end at which what is only carried out tempts most. Exact, but for a step that is taken
    back and may cost something or nothing, and where more than ten with ranges are: then a lower bound.
    """
    other = numbers.opposite
    back = taken_back(numbers, moved)
    if other is None or not back or len(back) > _MOST:
        return slacks(numbers, moved).least
    back = [step for step in back if (numbers.costs[step] > 0) == (other.costs[step] > 0)]
    turned = np.zeros((2 ** len(back), len(numbers.owner)), dtype=bool)
    turned[:, back] = list(product((False, True), repeat=len(back)))
    costs = np.where(turned, other.costs, numbers.costs)
    worth = np.where(turned[..., None], other.worth, numbers.worth)
    same = np.isin(np.arange(len(numbers.owner)), back)  # given and taken back by the same number
    opposite = replace(
        other, costs=np.where(same, costs, other.costs), worth=np.where(same[:, None], worth, other.worth)
    )
    return np.asarray(
        slacks(replace(numbers, costs=costs, worth=worth, opposite=opposite), moved).least.min(axis=0)
    )
