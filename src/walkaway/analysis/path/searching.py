"""The best schedule of a deal, over its partial implementations: on the small lattice or the large one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import prod

import numpy as np

from ...errors import BudgetError
from ...options import Progress
from .bottleneck import MOST_PLACES, bottleneck
from .constraints import Array
from .labels import TooManyLabels, best_schedule, cover
from .lattice import Lattice
from .proofs import Certificate, Cut
from .reading import PathCase

__all__ = ["FoundSchedule", "find_schedule"]

_PAIRS = 20_000  # places and moves of a lattice that is searched label by label
_MOVES = 15_000_000  # of one that is searched level by level, where the case says in how many parts
_MOVES_ASSUMED = 2_000_000  # and where that is assumed
_LEVEL = 1e-9  # constraints that miss by so little, of what is at stake, hold in floats


@dataclass(frozen=True, eq=False)
class FoundSchedule:
    """What a search found."""

    moved: Array | None  # (phases, steps), fractions; None where the deal cannot be carried out
    proof: str
    note: str
    complete: bool  # whether no other schedule of the lattice could be better
    certificate: Certificate | Cut | None = None


def _parts(path: PathCase, *, labelled: bool) -> tuple[tuple[int, ...], bool]:
    """In how many parts each step is taken, as few fewer as the search asks for; and whether all as said."""
    said = tuple(step.how.parts for step in path.steps)
    assumed = any("by" in step.assumed for step in path.steps)
    budget = _PAIRS if labelled else _MOVES_ASSUMED if assumed else _MOVES

    def cost(parts: tuple[int, ...]) -> int:
        if labelled:
            return prod((part + 1) * (part + 2) // 2 for part in parts)
        return prod(part + 1 for part in parts) * ((1 << len(parts)) - 1)

    parts, limit = said, max(said)
    while limit > 1 and cost(parts) > budget:
        limit -= 1
        parts = tuple(min(part, limit) for part in said)
    if cost(parts) > 50 * budget or prod(part + 1 for part in parts) > MOST_PLACES:
        raise BudgetError(
            f"a deal that changes {len(said)} issues has too many orders to go through; give a schedule, or "
            "a deal that changes fewer"
        )
    return parts, parts == said


def find_schedule(
    path: PathCase, most: int | None, *, sequential: bool, progress: Progress | None = None
) -> FoundSchedule:
    """The schedule with the largest least slack, in at most so many phases.

    Slacks of different parties are compared in shares of what each has at stake.

    Raises
    ------
    BudgetError
        If there are too many orders to go through.
    """

    def tell(share: float) -> None:
        if progress is not None:
            progress("schedules", share)

    said = tuple(step.how.parts for step in path.steps)
    numbers = path.rough
    after = path.after
    small = prod((part + 1) * (part + 2) // 2 for part in said) <= _PAIRS
    if small or most is not None:
        parts, whole = _parts(path, labelled=True)
        lattice = Lattice(numbers, parts, after, sequential, tell=tell)
        try:
            return _labelled(lattice, most or sum(parts), whole=whole)
        except TooManyLabels:
            if most is not None:
                found = "schedules with so few phases are too many to go through"
                raise BudgetError(f"{found}; leave out the limit, or take steps in fewer parts") from None
    parts, whole = _parts(path, labelled=False)
    return _by_levels(Lattice(numbers, parts, after, sequential, single=True, tell=tell), whole=whole)


def _by_levels(lattice: Lattice, *, whole: bool) -> FoundSchedule:
    found, note = bottleneck(lattice), _fewer(lattice.parts, whole=whole)
    words = f"{lattice.size:,} states of partial implementation, at most one part of each step in a phase"
    best = found.most - found.least <= _LEVEL
    if found.cut is not None:
        proof = (
            f"no schedule holds: over {words}, in however many phases. Only from "
            f"{int(found.cut.inside.sum()):,} of the states could one be carried on to the end, even by the "
            "most that going on could be worth, and the start is none of them"
        )
    elif best:
        proof = f"of all schedules over {words}, none has a larger least slack"
    else:
        proof = (
            f"found over {words}; none has a least slack above {found.most:.3g} of what is at stake, "
            f"and this one has {found.least:.3g}"
        )
    moved = _shares(found.moved, lattice.parts)
    return FoundSchedule(moved, proof, note, best or found.cut is not None, found.cut)


def _labelled(lattice: Lattice, most: int, *, whole: bool) -> FoundSchedule:
    parts = lattice.parts
    best = best_schedule(lattice, most)
    words = f"{lattice.size:,} states of partial implementation and {lattice.pairs - lattice.size:,} moves"
    if most < sum(parts):
        words += f", in at most {most} phase{'s' if most > 1 else ''}"
    note = _fewer(parts, whole=whole)
    if best is None:
        proof = f"no order of the steps carries the deal out: {words}"
        return FoundSchedule(None, proof, note, True)
    if best.least < -_LEVEL:
        proof = (
            f"no schedule holds: of all over {words}, the best fails by {-best.least:.3g} of what is at stake"
        )
        certificate = Certificate(parts, most, lattice.sequential, cover(lattice, most))
        return FoundSchedule(_shares(best.moved, parts), proof, note, True, certificate)
    proof = f"of all schedules over {words}, none has a larger least slack"
    return FoundSchedule(_shares(best.moved, parts), proof, note, True)


def _fewer(parts: tuple[int, ...], *, whole: bool) -> str:
    return (
        ""
        if whole
        else f"steps are taken in at most {max(parts)} parts, so that all orders can be gone through"
    )


def _shares(moved: Array, parts: tuple[int, ...]) -> Array:
    return np.array(
        [[Fraction(int(part), whole) for part, whole in zip(row, parts, strict=True)] for row in moved],
        dtype=object,
    )
