"""Proofs that no schedule holds, as data that :mod:`walkaway.certify.paths` checks from the definitions."""

from __future__ import annotations

from dataclasses import dataclass

from .constraints import Array


@dataclass(frozen=True, eq=False)
class Certificate:
    """For each state what its schedules that hold are worth, and that the start has none.

    See :func:`walkaway.certify.paths.check_no_schedule`.
    """

    parts: tuple[int, ...]  # of each step, in the order of the issues that the deal changes
    most: int  # phases
    sequential: bool
    cover: dict[tuple[int, ...], list[tuple[float, ...]]]


@dataclass(frozen=True, eq=False)
class Cut:
    """States that no step which could hold enters from outside; the end is one of them, the start is not.

    Where phases are limited the start may be one, if from there they are too few. See
    :func:`walkaway.certify.cuts.check_cut`.
    """

    parts: tuple[int, ...]
    sequential: bool
    inside: Array  # (part + 1 for each step), whether a state is one of them
    # (parties, part + 1 for each step): what going on is at most worth to each party in a state inside; None
    # without a discount, as it then follows from the state alone
    worth: Array | None
    single: bool = True  # whether a phase takes at most one part of each step
    most: int | None = None  # phases; None where they are not limited
    # where they are, (part + 1 for each step): in how many phases at least a state inside leads to the end
    phases: Array | None = None
