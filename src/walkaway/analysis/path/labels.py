r"""The best schedule of all on a small lattice, exactly, by dynamic programming over labels.

What a party gains by going on depends on the rest of the schedule, so the best rest of one place need not be
that of another. But more is never worse: an incentive constraint only eases as :math:`V` rises. So from each
place it is enough to keep the rests that no other beats for every party at once, and in the criteria asked
for (Hansen 1980, *Bicriterion path problems*). The places are gone through from the end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from moocore import is_nondominated

from .constraints import Array
from .lattice import Ints, Lattice

__all__ = ["MOST_LABELS", "Labelled", "TooManyLabels", "best_schedule", "cover"]

MOST_LABELS = 20_000
"""Most labels of one place that are kept."""
_SLACK = 1e-11


class TooManyLabels(Exception):
    """The search would keep too much; never leaves the package."""


@dataclass(frozen=True, eq=False)
class _Labels:
    """Rests of schedules from one place."""

    ahead: Array  # (labels, parties); what going on is worth
    least: Array  # (labels,); smallest slack to come
    phases: Ints  # (labels,)
    exposed: Array  # (labels,); largest exposure to come
    to: Ints  # (labels,); next place, and which of its labels
    next: Ints


@dataclass(frozen=True, eq=False)
class Labelled:
    """The best schedule, in parts of each step, phases down; and its least slack over scales."""

    moved: Ints
    least: float


def _extended(lattice: Lattice, place: tuple[int, ...], known: dict[int, _Labels], most: int) -> _Labels:
    """Every move from a place before every label of where it leads."""
    moves = lattice.moves_from(place)
    ends = [(move, known[to]) for move, to in enumerate(moves.to.tolist()) if to in known]
    parties = lattice.numbers.parties
    if not ends:
        none = np.zeros(0, dtype=np.int64)
        return _Labels(np.zeros((0, parties)), np.zeros(0), none, np.zeros(0), none, none)
    which = np.concatenate([np.full(len(end.least), move) for move, end in ends])
    later, least, phases, exposed, numbers = (
        np.concatenate(part)
        for part in zip(
            *((e.ahead, e.least, e.phases, e.exposed, np.arange(len(e.least))) for _, e in ends), strict=True
        )
    )
    ahead = moves.gains[which] + moves.rates[which] * later
    stays = ((ahead - lattice.stays(place)) / lattice.scale).min(axis=1)
    here = np.minimum(moves.incentive(later, which, lattice.scale), stays)
    exposure = np.maximum(lattice.exposed(place, moves.to)[which], exposed)
    kept = phases < most
    found = _Labels(ahead, np.minimum(here, least), phases + 1, exposure, moves.to[which], numbers)
    return _some(found, kept)


def _some(labels: _Labels, which: Array) -> _Labels:
    return _Labels(
        labels.ahead[which], labels.least[which], labels.phases[which], labels.exposed[which],
        labels.to[which], labels.next[which],
    )  # fmt: skip


def _run(lattice: Lattice, floor: float, most: int, names: tuple[str, ...]) -> dict[int, _Labels]:
    """Labels of every place with at least so much slack, undominated for all parties and by some names."""
    last = lattice.size - 1
    one = np.zeros(1, dtype=np.int64)
    top = np.array([lattice.numbers.completed])
    if lattice.kept_after < floor:
        return {}
    end = np.array([lattice.kept_after])
    known = {last: _Labels(top, end, one, np.array([-np.inf]), one - 1, one)}
    for flat in range(last - 1, -1, -1):
        place = tuple(int(part) for part in np.unravel_index(flat, lattice.shape))
        lattice.tell(1 - flat / last)
        found = _extended(lattice, place, known, most)
        found = _some(found, found.least >= floor)
        if not len(found.least):
            continue
        signs = {"least": 1.0, "phases": -1.0, "exposed": -1.0}
        columns = [found.ahead, *(signs[name] * getattr(found, name)[:, None] for name in names)]
        criteria = np.round(np.hstack(columns), 12)
        found = _some(found, np.asarray(is_nondominated(criteria, maximise=True, keep_weakly=False)))
        if len(found.least) > MOST_LABELS:
            raise TooManyLabels
        known[flat] = found
    return known


def best_schedule(lattice: Lattice, most: int, floor: float = -np.inf) -> Labelled | None:
    """The schedule with the largest least slack; of those the shortest, then the one that exposes least.

    Parameters
    ----------
    lattice : Lattice
    most : int
        Most phases.
    floor : float
        Schedules with a smaller slack are not looked for.

    Returns
    -------
    Labelled or None
        None where no schedule carries out the deal.

    Raises
    ------
    TooManyLabels
        If some place would keep more than :data:`MOST_LABELS`.
    """
    limited = ("phases",) if most < sum(lattice.parts) else ()
    known = _run(lattice, floor, most, ("least", *limited))
    if 0 not in known:
        return None
    best = float(known[0].least.max())
    known = _run(lattice, best - _SLACK, most, ("phases", "exposed"))
    start = known[0]
    order = np.lexsort((start.exposed, start.phases))
    rows, flat, label = [], 0, int(order[0])
    while flat != lattice.size - 1:
        here = known[flat]
        to = int(here.to[label])
        rows.append(
            np.array(np.unravel_index(to, lattice.shape)) - np.array(np.unravel_index(flat, lattice.shape))
        )
        flat, label = to, int(here.next[label])
    return Labelled(np.array(rows, dtype=np.int64), best)


def cover(lattice: Lattice, most: int) -> dict[tuple[int, ...], list[tuple[float, ...]]]:
    """For every place, what its rests that hold are worth to each party, but for those that others beat.

    That the start is missing shows that no schedule holds: see
    :func:`walkaway.certify.paths.check_no_schedule`. Where phases are limited the phases left are the last
    number, negative.
    """
    limited = ("phases",) if most < sum(lattice.parts) else ()
    known = _run(lattice, -_SLACK, most, limited)
    found = {}
    for flat, labels in known.items():
        place = tuple(int(part) for part in np.unravel_index(flat, lattice.shape))
        rows = np.hstack([labels.ahead, -labels.phases[:, None]]) if limited else labels.ahead
        found[place] = [tuple(row) for row in rows.tolist()]
    return found
