r"""The best schedule of all on a small lattice, exactly, by dynamic programming over labels.

What a party gains by going on depends on the rest of the schedule, so the best rest of one place need not be
that of another. But more is never worse: an incentive constraint only eases as :math:`V` rises. So from each
place it is enough to keep the rests that no other beats for every party at once, and in the criteria asked
for (Hansen 1980, *Bicriterion path problems*). The places are gone through from the end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...space import Bools
from .constraints import Array
from .lattice import Ints, Lattice

MOST_LABELS = 20_000
"""Most labels of one place that are kept."""
MOST_EXTENDED = 4_000_000
"""Most labels that are made in one pass over the lattice."""
_SLACK = 1e-11


class TooManyLabels(Exception):
    """The search would keep too much; never leaves the package."""


@dataclass(frozen=True, eq=False)
class _Labels:
    """Rests of schedules from one place."""

    ahead: Array  # (parties, labels); what going on is worth
    least: Array  # (labels,); smallest slack to come
    phases: Ints  # (labels,)
    exposed: Array  # (labels,); largest exposure to come
    next: Ints  # (labels,); which of all labels follows

    def some(self, which: Array) -> _Labels:
        """Some of them."""
        parts = (self.least, self.phases, self.exposed, self.next)
        return _Labels(self.ahead[:, which], *(part[which] for part in parts))


class _Rests:
    """The labels of all places, in the order in which they were found, in arrays that grow."""

    def __init__(self, lattice: Lattice) -> None:
        self.start, self.count = np.zeros((2, lattice.size), dtype=np.int64)
        self.size, parties = 0, lattice.numbers.parties
        no, none = np.zeros(0), np.zeros(0, dtype=np.int64)
        self.labels, self.place = _Labels(np.zeros((parties, 0)), no, none, no, none), none

    def add(self, place: int, new: _Labels) -> None:
        """Keep the labels of a place."""
        number = len(new.least)
        self.start[place], self.count[place] = self.size, number
        if self.size + number > self.labels.least.shape[0]:
            self._grow(max(2 * (self.size + number), 1024))
        here, old = slice(self.size, self.size + number), self.labels
        old.ahead[:, here] = new.ahead
        for part, more in zip(_parts(old), _parts(new), strict=True):
            part[here] = more
        self.place[here] = place
        self.size += number

    def _grow(self, room: int) -> None:
        old, parties = self.labels, len(self.labels.ahead)
        ahead, place = np.zeros((parties, room)), np.zeros(room, dtype=np.int64)
        ahead[:, : self.size], place[: self.size] = old.ahead[:, : self.size], self.place[: self.size]
        parts = [np.zeros(room, dtype=part.dtype) for part in _parts(old)]
        for part, more in zip(parts, _parts(old), strict=True):
            part[: self.size] = more[: self.size]
        self.labels, self.place = _Labels(ahead, *parts), place

    def of(self, place: int) -> slice:
        """Where the labels of a place are."""
        return slice(self.start[place], self.start[place] + self.count[place])

    def after(self, to: Ints) -> tuple[Ints, Ints]:
        """For moves that lead to places: each with each label there, as the number of the move and of it."""
        counts = self.count[to]
        which = np.repeat(np.arange(len(to)), counts)
        begins = np.repeat(self.start[to] - (np.cumsum(counts) - counts), counts)
        return which, begins + np.arange(len(which))


def _parts(labels: _Labels) -> tuple[Array, ...]:
    return labels.least, labels.phases, labels.exposed, labels.next


@dataclass(frozen=True, eq=False)
class Labelled:
    """The best schedule, in parts of each step, phases down; and its least slack over scales."""

    moved: Ints
    least: float


def _extended(lattice: Lattice, place: tuple[int, ...], known: _Rests, most: int) -> _Labels:
    """Every move from a place before every label of where it leads."""
    to, moves = lattice.moves_from(place)
    which, rows = known.after(to)
    old = known.labels
    later = old.ahead[:, rows]
    ahead = moves.gains[:, which] + moves.rates[:, which] * later
    scale = lattice.scale[:, None]
    stays = ((ahead - lattice.stays(place)[:, None]) / scale).min(axis=0)
    here = np.minimum(moves.incentive(later, which, lattice.scale), stays)
    exposure = np.maximum(lattice.exposed(place, to)[which], old.exposed[rows])
    found = _Labels(ahead, np.minimum(here, old.least[rows]), old.phases[rows] + 1, exposure, rows)
    return found.some(old.phases[rows] < most)


def _run(lattice: Lattice, floor: float, most: int, names: tuple[str, ...]) -> _Rests:
    """Labels of every place with at least so much slack, undominated for all parties and by some names."""
    known, last, gone = _Rests(lattice), lattice.size - 1, 0
    none = np.zeros(1, dtype=np.int64)
    if lattice.kept_after < floor:
        return known
    top = np.array(lattice.numbers.completed, dtype=float)[:, None]
    known.add(last, _Labels(top, np.array([lattice.kept_after]), none, np.array([-np.inf]), none))
    for flat in range(last - 1, -1, -1):
        place = tuple(int(part) for part in np.unravel_index(flat, lattice.shape))
        lattice.tell(1 - flat / last)
        found = _extended(lattice, place, known, most)
        gone += len(found.least)
        found = found.some(found.least >= floor)
        if not len(found.least):
            continue
        if len(found.least) > 1:
            found = found.some(_unbeaten(found, names))
        if len(found.least) > MOST_LABELS or gone > MOST_EXTENDED:
            raise TooManyLabels
        known.add(flat, found)
    return known


def _unbeaten(found: _Labels, names: tuple[str, ...]) -> Bools:
    """Which labels no other beats, of equal ones the first."""
    from moocore import is_nondominated  # loads a network library, so only where it is needed

    signs = {"least": 1.0, "phases": -1.0, "exposed": -1.0}
    columns = [found.ahead.T, *(signs[name] * getattr(found, name)[:, None] for name in names)]
    criteria = np.round(np.hstack(columns), 12)
    return np.asarray(is_nondominated(criteria, maximise=True, keep_weakly=False))


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
        If some place would keep more than :data:`MOST_LABELS`, or all would make more than
        :data:`MOST_EXTENDED`.
    """
    limited = ("phases",) if most < sum(lattice.parts) else ()
    known = _run(lattice, floor, most, ("least", *limited))
    if not known.count[0]:
        return None
    best = float(known.labels.least[known.of(0)].max())
    known = _run(lattice, best - _SLACK, most, ("phases", "exposed"))
    labels, start = known.labels, known.of(0)
    row = start.start + int(np.lexsort((labels.exposed[start], labels.phases[start]))[0])
    places = [0]
    while places[-1] != lattice.size - 1:
        row = int(labels.next[row])
        places.append(int(known.place[row]))
    moved = np.diff(np.array(np.unravel_index(places, lattice.shape)).T, axis=0)
    return Labelled(moved.astype(np.int64), best)


def cover(lattice: Lattice, most: int) -> dict[tuple[int, ...], list[tuple[float, ...]]]:
    """For every place, what its rests that hold are worth to each party, but for those that others beat.

    That the start is missing shows that no schedule holds: see
    :func:`walkaway.certify.paths.check_no_schedule`. Where phases are limited the phases left are the last
    number, negative.
    """
    limited = ("phases",) if most < sum(lattice.parts) else ()
    known = _run(lattice, -_SLACK, most, limited)
    found = {}
    for flat in np.flatnonzero(known.count).tolist():
        place = tuple(int(part) for part in np.unravel_index(flat, lattice.shape))
        here = known.of(flat)
        rows = known.labels.ahead[:, here].T
        if limited:
            rows = np.hstack([rows, -known.labels.phases[here][:, None]])
        found[place] = [tuple(row) for row in rows.tolist()]
    return found
