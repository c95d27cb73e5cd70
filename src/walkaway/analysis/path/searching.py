"""The best schedule of a deal, over its partial implementations: on the small lattice or the large one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf, prod

import numpy as np

from ...errors import BudgetError
from ...language import counted, listed
from ...options import Progress
from .bottleneck import MOST_PLACES, bottleneck, reached
from .constraints import LEVEL, Array
from .cutting import cut_of
from .lattice import Lattice
from .path_numbers import PathCase
from .proofs import Certificate, Cut
from .small_lattice import TooManyLabels, best_schedule, cover

_ALL = "all that its side gives and gets"  # by which slacks are divided


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleLimits:
    """Places and moves that are gone through, in all: within seconds."""

    pairs: int = 800_000  # label by label, where the case says in how many parts a step is taken
    pairs_assumed: int = 60_000  # and where that is assumed
    proven: int = 10  # times as many once, to prove that no schedule holds, or find one that does
    coarse: int = 20_000  # label by label on a coarser lattice beside a large one
    moves: int = 60_000_000  # level by level, where the case says in how many parts
    moves_assumed: int = 2_000_000  # and where that is assumed


@dataclass(frozen=True, eq=False)
class FoundSchedule:
    """What a search found."""

    moved: Array | None  # (phases, steps), fractions; None where the deal cannot be carried out
    proof: str
    note: str
    complete: bool  # whether no other schedule of the lattice could be better
    certificate: Certificate | Cut | None = None
    least: float = -inf  # least slack over scales
    states: str = ""  # what was gone through


def _pairs(parts: tuple[int, ...]) -> int:
    return prod((part + 1) * (part + 2) // 2 for part in parts)


def _moves(parts: tuple[int, ...]) -> int:
    return prod(part + 1 for part in parts) * ((1 << len(parts)) - 1)


def _fitting(
    said: tuple[int, ...], cost: Callable[[tuple[int, ...]], int], budget: int
) -> tuple[int, ...] | None:
    """In how many parts each step is taken, as few fewer as a search asks for; None if one is too many."""
    parts, limit = said, max(said)
    while limit > 1 and cost(parts) > budget:
        limit -= 1
        parts = tuple(min(part, limit) for part in said)
    fits = cost(parts) <= 50 * budget and prod(part + 1 for part in parts) <= MOST_PLACES
    return parts if fits else None


def find_schedule(
    path: PathCase,
    most: int | None,
    *,
    sequential: bool,
    progress: Progress | None = None,
    limits: ScheduleLimits = ScheduleLimits(),
) -> FoundSchedule:
    """The schedule with the largest least slack, in at most so many phases.

    Slacks of different parties are compared in shares of what each has at stake. Where states and moves are
    few enough everything is gone through. Else each step takes at most one part in a phase, a coarser lattice
    is gone through beside that, and the better schedule is the answer.

    Raises
    ------
    BudgetError
        If there are too many orders to go through.
    """

    def tell(share: float) -> None:
        if progress is not None:
            progress("schedules", share)

    said = tuple(step.how.parts for step in path.steps)
    assumed = any("by" in step.assumed for step in path.steps)
    budget = limits.pairs_assumed if assumed else limits.pairs
    lattice = Lattice(path.rough, said, path.after, sequential, tell=tell)
    if most is not None:
        return _in_phases(lattice, most, budget)
    if _pairs(said) <= budget:
        floor = reached(replace(lattice, single=True)) - LEVEL
        with suppress(TooManyLabels):
            return _labelled(lattice, sum(said), said, floor=floor)
    fine = _fitting(said, _moves, limits.moves_assumed if assumed else limits.moves)
    if fine is None:
        raise _too_many(said)
    large = _by_levels(replace(lattice, parts=fine, single=True), said)
    if large.least < -LEVEL and not large.complete and _pairs(fine) <= limits.proven * budget:
        there = replace(lattice, parts=fine)
        if (cut := cut_of(there)) is not None:
            large = _proven(there, large, cut, said)
        else:
            with suppress(TooManyLabels):
                held = _labelled(there, sum(fine), said, floor=-LEVEL)
                if held.moved is not None:
                    return held
    parts = _fitting(said, _pairs, limits.coarse)
    if parts is None or _pairs(parts) > limits.coarse:
        return large
    with suppress(TooManyLabels):
        floor = large.least + LEVEL
        coarse = _labelled(replace(lattice, parts=parts), sum(parts), said, floor=floor)
        return large if coarse.moved is None else _better(coarse, large, max(parts))
    return large


def _better(coarse: FoundSchedule, large: FoundSchedule, parts: int) -> FoundSchedule:
    """The best schedule of a coarser lattice, kept better than the one that was found on a large one."""
    whole = isinstance(large.certificate, Cut) and _whole(large.certificate)
    if whole and coarse.least < -LEVEL:
        proof = f"{large.proof}; {_shown(parts)}"
        return replace(large, moved=coarse.moved, least=coarse.least, proof=proof)
    best = "none has a larger least slack"
    if coarse.least < -LEVEL:
        best = f"the best fails by {-coarse.least:.3g} of {_ALL}"
    proof = f"of all schedules over {coarse.states}, {best}; and none better was found over"
    proof = f"{proof} {large.states}; {coarse.note}"
    return replace(coarse, proof=proof, complete=False, certificate=None)


def _proven(lattice: Lattice, found: FoundSchedule, cut: Cut, said: tuple[int, ...]) -> FoundSchedule:
    """A schedule that was found, with the proof that none of a lattice holds, whatever a phase takes."""
    words = f"{lattice.size:,} states of partial implementation and {lattice.pairs - lattice.size:,} moves"
    if cut.phases is None:
        why = f"in however many phases. {_inside(cut)}"
    else:
        many = f"{cut.most} phase{'s' if cut.most != 1 else ''}"
        why = f"in at most {many}. One that held would take at least {int(cut.phases.flat[0]):,}"
    note = _fewer(lattice.parts, said)
    proof = _with(f"no schedule holds: over {words}, {why}", note)
    return replace(found, proof=proof, note=note, complete=not note, certificate=cut)


def _whole(cut: Cut) -> bool:
    """Whether a proof is one for phases that take many parts of a step too."""
    return not (cut.single and cut.inside.any() and max(cut.parts) > 1)


def _inside(cut: Cut, how: str = "") -> str:
    """Why nothing leads from the start to the end."""
    places = int(cut.inside.sum())
    if not places:
        return "Once all is done somebody would rather take back what it can than keep the deal"
    could = f"Only from {places:,} of the states could one be carried on to the end{how}"
    return f"{could}, and the start is none of them"


def _in_phases(lattice: Lattice, most: int, budget: int) -> FoundSchedule:
    """In at most so many phases; in as many parts as that allows."""
    said, finer, proven = lattice.parts, lattice, None
    for smaller in (1, 20, 400):
        parts = _fitting(said, _pairs, budget // smaller)
        if parts is None:
            raise _too_many(said)
        there = replace(lattice, parts=parts)
        with suppress(TooManyLabels):
            found = _labelled(there, most, said)
            if proven is None or found.moved is None or found.least >= -LEVEL:
                return found
            told = _proven(finer, found, proven, said)  # none holds in more parts either
            return replace(told, proof=f"{told.proof}; {_shown(max(parts))}")
        if proven is None:
            finer, proven = there, cut_of(there, most)
    words = "schedules with so few phases are too many to go through"
    raise BudgetError(f"{words}; leave out the limit, or take steps in fewer parts")


def _too_many(said: tuple[int, ...]) -> BudgetError:
    return BudgetError(
        f"a deal that changes {len(said)} issues has too many orders to go through; give a schedule, or "
        "a deal that changes fewer"
    )


def _by_levels(lattice: Lattice, said: tuple[int, ...]) -> FoundSchedule:
    found, note = bottleneck(lattice), _fewer(lattice.parts, said)
    words = f"{lattice.size:,} states of partial implementation, at most one part of each step in a phase"
    best = found.most - found.least <= LEVEL
    complete = best and max(lattice.parts) == 1
    if found.cut is not None:
        complete = _whole(found.cut)
        proof = (
            f"no schedule {'' if complete else 'of these '}holds: over {words}, in however many phases. "
            f"{_inside(found.cut, ', even by the most that going on could be worth')}"
        )
        if not complete:
            proof = f"{proof}; of those that take more at once not all were gone through"
    elif best:
        proof = f"of all schedules over {words}, none has a larger least slack"
    else:
        proof = (
            f"found over {words}; none has a least slack above {found.most:.3g} of {_ALL}, "
            f"and this one has {found.least:.3g}"
        )
    moved = _shares(found.moved, lattice.parts)
    complete = complete and not note
    return FoundSchedule(moved, _with(proof, note), note, complete, found.cut, found.least, words)


def _labelled(lattice: Lattice, most: int, said: tuple[int, ...], *, floor: float = -inf) -> FoundSchedule:
    parts = lattice.parts
    best = best_schedule(lattice, most, floor)
    words = f"{lattice.size:,} states of partial implementation and {lattice.pairs - lattice.size:,} moves"
    if most < sum(parts):
        words += f", in at most {most} phase{'s' if most > 1 else ''}"
    note = _fewer(parts, said)
    if best is None:
        return FoundSchedule(None, _too_few(lattice, most), "", complete=True)
    if best.least < -LEVEL:
        proof = f"no schedule holds: of all over {words}, the best fails by {-best.least:.3g} of {_ALL}"
        proven = cut_of(lattice, most) or Certificate(parts, most, lattice.sequential, cover(lattice, most))
        moved = _shares(best.moved, parts)
        return FoundSchedule(moved, _with(proof, note), note, not note, proven, best.least, words)
    proof = _with(f"of all schedules over {words}, none has a larger least slack", note)
    return FoundSchedule(_shares(best.moved, parts), proof, note, not note, None, best.least, words)


def _too_few(lattice: Lattice, most: int) -> str:
    """That so few phases cannot carry a deal out, with the least that can and why; each step whole in one."""
    whole = replace(lattice, parts=(1,) * len(lattice.parts), single=False)
    reached, phases, end = {(0,) * len(lattice.parts)}, 0, whole.parts
    while end not in reached:
        reached = {
            tuple(map(sum, zip(place, move, strict=True)))
            for place in reached
            for move in whole.steps_from(place)
        }
        phases += 1
    causes = (
        ("some steps wait for others", any(lattice.after)),
        ("one side acts in a phase", lattice.sequential),
    )
    why = listed([words for words, there in causes if there])
    few = counted(most, "phase")
    return f"the deal cannot be carried out in {few}: it takes at least {phases}, as {why}"


def _with(proof: str, note: str) -> str:
    return f"{proof}; {note}" if note else proof


def _fewer(parts: tuple[int, ...], said: tuple[int, ...]) -> str:
    """That steps are taken in fewer parts than the case says; empty if they are not."""
    if parts == said:
        return ""
    fewer = f"steps are taken in at most {max(parts)} parts, so that all orders can be gone through"
    return f"{fewer}: what is said of all schedules is not proven for {max(said)} parts"


def _shown(parts: int) -> str:
    return f"the schedule that is shown is the best in at most {parts} parts"


def _shares(moved: Array, parts: tuple[int, ...]) -> Array:
    return np.array(
        [[Fraction(int(part), whole) for part, whole in zip(row, parts, strict=True)] for row in moved],
        dtype=object,
    )
