"""What stands behind the last step of a schedule that holds: without it nobody would take that step."""

from __future__ import annotations

import numpy as np

from .constraints import Array, Backing
from .path_numbers import PathCase


def backed_by(path: PathCase, moved: Array) -> dict[str, tuple[str, ...]]:
    """For each party that acts in the last phase, what it would lose by holding back, centrally.

    ``completed``, ``bond``, ``guarantor``, ``escrow`` or ``undone`` (what others would take back); ``liked``
    alone where its part costs it nothing, so that nothing need stand behind it.
    """
    last, before = moved[-1], moved[:-1].sum(axis=0)
    owner = np.array(path.central.owner)
    return {
        who: _behind(path, place, last, before)
        for place, who in enumerate(path.parties)
        if (last[owner == place] != 0).any()
    }


def _behind(path: PathCase, place: int, last: Array, before: Array) -> tuple[str, ...]:
    numbers, said, who = path.central, path.phasing, path.parties[place]
    if not (numbers.paid[:, place] * last > 0).any():
        return ("liked",)
    held = np.array(numbers.escrow)
    undone = Backing(numbers, np.minimum).undone[:, place]
    found = {
        "completed": numbers.completed[place] > 0,
        "bond": who in said.bonds and said.bonds[who].central > 0,
        "guarantor": any(one.for_ == who and one.takes.central > 0 for one in said.guarantors.values()),
        "escrow": (numbers.worth[:, place] * last * held > 0).any(),
        "undone": (undone * (before + last * ~held) > 0).any(),
    }
    return tuple(name for name, stands in found.items() if stands)
