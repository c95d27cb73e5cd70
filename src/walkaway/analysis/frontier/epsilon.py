r"""The efficient values of a cluster too large to go through, by mixed-integer programs.

Two parties: :math:`\max f_1 + \delta f_2` subject to :math:`f_2 \ge \varepsilon`, again and again, from
either end to a deal in the middle (Haimes, Lasdon and Wismer 1971). More: a list of *search zones*, corners
above which no value is known, each closed or split by a program (Dächert, Klamroth, Lacour and Vanderpooten
2017). Only the deal is taken from the solver's floats and its values are recomputed;
``docs/explanation/frontier.md`` says what is exact.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from time import monotonic, process_time
from typing import Any

import numpy as np

from ...errors import BudgetError
from ...space import Cluster, Picks, Space
from ...space.values import beyond
from ...space.weights import Floats
from .merging import Ints, ValueTable, efficient
from .parallel import Job, run
from .program import Deals, Program, features, worth

STEPS = 2**23
"""Most steps of a party's reach that the solver's floats tell apart with certainty."""

MOST_PROGRAMS = 20_000
"""Programs for three and more parties after which the search stops and says that it is partial."""

MOST_SECONDS = 20.0
"""Seconds, of the processor or by the clock, after which the efficient values are refused as too many."""

_PARTS = 4  # of the way from an end to the middle; not the number of processors, so that answers are the same
Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Answer of one program: a deal and what it is worth, recomputed; None if there is none."""

    value: Row | None
    picks: Picks | None
    sure: bool  # whether the solver's own numbers agree with that


class Model:
    """One cluster as a program: the largest weighted sum of values above floors."""

    def __init__(self, space: Space, coefficients: Ints, cluster: Cluster, refusing: Sequence[int]) -> None:
        self.space, self.coefficients, self.cluster = space, coefficients, cluster
        self.program = Program()
        self.deals = Deals(self.program, cluster)
        for who, mask in cluster.red_lines:
            if who in refusing:
                self.deals.forbid(mask)
        self.steps: list[int] = []
        self.reach: list[int] = []
        self.values, self.floors = [], []
        self.sure, self.free = True, -int(beyond(coefficients))
        for column in coefficients.T:
            parts = worth(space, cluster, self.deals, self._in_steps(column))
            self.reach.append(math.ceil(parts.high - parts.low) + 1)
            self.floors.append(self.program.row(parts.what))
            self.values.append(parts.what)
        self.constants = [what.constant for what in self.values]
        self.costs = [self.program.cost(what) for what in self.values]
        self.matrix = self.program.matrix()

    def _in_steps(self, column: Ints) -> Floats:
        """Coefficients of a party in steps: of its largest common divisor, unless that is too fine."""
        numbers = [abs(int(column[feature])) for feature in features(self.space, self.cluster)]
        step, reach = max(1, reduce(math.gcd, numbers, 0)), sum(numbers)
        if reach > STEPS * step:
            self.sure, step = False, -(-reach // STEPS)
        self.steps.append(step)
        return np.asarray(column / step, np.float64)

    def best(self, weights: Sequence[float], floors: Sequence[int]) -> Found:
        """The deal with the largest weighted sum of values, in steps, above floors, in the parties' units."""
        found = self._solve(weights, floors, integer=False)
        return found if found.sure else self._solve(weights, floors, integer=True)

    def _solve(self, weights: Sequence[float], floors: Sequence[int], *, integer: bool) -> Found:
        least = np.array(self.program.row_lower)
        for row, floor, step, constant in zip(self.floors, floors, self.steps, self.constants, strict=True):
            least[row] = -np.inf if floor <= self.free else floor / step - 0.5 - constant
        cost = np.zeros(len(self.program.lower))
        for weight, mine in zip(weights, self.costs, strict=True):
            cost += weight * mine
        answer = self.program.maximise(cost, matrix=self.matrix, row_lower=least, integer=integer)
        if answer.point is None:
            return Found(None, None, answer.decided)
        picks = self.deals.picks(answer.point)
        value: Row = tuple(map(int, self.space.values(self.coefficients, picks, self.cluster)[0]))
        claimed = [
            float(mine @ answer.point) + more for mine, more in zip(self.costs, self.constants, strict=True)
        ]
        holds = all(
            own + step > floor and abs(claim - own / step) < 0.5
            for own, floor, step, claim in zip(value, floors, self.steps, claimed, strict=True)
        )
        return Found(value, picks, holds and answer.decided)


class _EpsilonSearch:
    """What was found so far, and how to find the rest."""

    def __init__(
        self,
        model: Model,
        progress: Callable[[int], None] | None,
        floor: Row | None = None,
        seconds: float = MOST_SECONDS,
    ) -> None:
        self.model, self.progress, self.seconds = model, progress, seconds
        self.begun = process_time(), monotonic()
        self.least: Row = tuple(floor or (model.free,) * len(model.steps))
        self.rows: list[Found] = []
        self.seen: set[Row] = set()
        self.programs, self.sure, self.complete = 0, model.sure, True

    def news(self, found: Found) -> None:
        """Count an answer, and tell of every new value."""
        self.programs += 1
        self.sure &= found.sure
        if found.value is not None and found.value not in self.seen:
            self.seen.add(found.value)
            if self.progress is not None:
                self.progress(len(self.seen))
        if max(process_time() - self.begun[0], monotonic() - self.begun[1]) > self.seconds:
            raise BudgetError(
                f"{len(self.model.cluster.issues)} issues that are looked at together have more efficient "
                f"values than can be found in {self.seconds:g} seconds, {len(self.seen):,} of them by then; "
                "split an interaction, red line or impossible pattern"
            )

    def side_by_side(self, jobs: Sequence[Job[Found]]) -> list[list[Found]]:
        """Answers of jobs, kept in their order whichever came first."""
        if not self.complete:  # interrupted before
            return [[] for _ in jobs]
        answers, self.complete = run(jobs, self.news)
        self.rows += [found for some in answers for found in some if found.value is not None]
        return answers

    def one(self, weights: Sequence[float], floors: Sequence[int]) -> Job[Found]:
        """A single program."""
        yield self.model.best(weights, floors)

    def two_parties(self) -> None:
        """From the best deal of either party to a deal in the middle, in parts."""
        reach, free = self.model.reach, self.least
        weights = [(1.0, 0.5 / (reach[1] + 1)), (0.5 / (reach[0] + 1), 1.0)]
        ends = self.side_by_side([self.one(weight, free) for weight in weights])
        known = [found.value for some in ends for found in some if found.value is not None]
        if len(known) < 2:
            self.sure &= not known  # no deal for one and one for the other cannot be
            return
        first, second = known
        spans = [
            max(1.0, abs(a - b) / step) for a, b, step in zip(first, second, self.model.steps, strict=True)
        ]
        middle = self.side_by_side([self.one([max(1.0, max(spans) / span) for span in spans], free)])
        meeting = next((found.value for found in middle[0] if found.value is not None), None)
        if meeting is None:
            self.sure &= not self.complete
            return
        jobs = []
        for party, start in ((1, first[1]), (0, second[0])):
            cuts = [start + (meeting[party] - start) * part // _PARTS for part in range(_PARTS + 1)]
            jobs += [self.climb(party, a + 1, b, weights[1 - party]) for a, b in pairwise(cuts) if a < b]
        self.side_by_side(jobs)

    def climb(self, party: int, floor: int, end: int, weights: Sequence[float]) -> Job[Found]:
        """Raise the floor of a party up to an end, each time with the best deal for the other."""
        while floor <= end:
            floors = (self.least[0], floor) if party else (floor, self.least[1])
            found = self.model.best(weights, floors)
            if found.value is None:  # there is a deal at the end, so this cannot be
                yield Found(None, None, sure=False)
                return
            yield found
            floor = max(floor, found.value[party]) + self.model.steps[party]

    def above(self, zone: Row) -> Row:
        """Floors one step above the corner of a zone."""
        return tuple(
            corner if corner == self.model.free else corner + step
            for corner, step in zip(zone, self.model.steps, strict=True)
        )

    def many_parties(self) -> None:
        """Close search zones one after another."""
        most = max(self.model.reach)
        weights = [float(max(1, round(most / reach))) for reach in self.model.reach]
        below = [
            least if least == self.model.free else least - step
            for least, step in zip(self.least, self.model.steps, strict=True)
        ]
        zones: list[Row] = [tuple(below)]
        while zones and self.complete:
            now, zones = zones[:_PARTS], zones[_PARTS:]
            answers = self.side_by_side([self.one(weights, self.above(zone)) for zone in now])
            for zone, some in zip(now, answers, strict=True):
                zones += [zone for found in some if _inside(zone, found.value)]
            for found in (found for some in answers for found in some):
                if found.value is not None:
                    zones = _split(zones, found.value, self.model.coefficients.dtype)
            self.complete &= self.programs < MOST_PROGRAMS or not zones


def _inside(zone: Row, value: Row | None) -> bool:
    return value is not None and all(own > corner for own, corner in zip(value, zone, strict=True))


def _split(zones: Sequence[Row], value: Row, kind: Any) -> list[Row]:
    """Zones without what a value dominates; those that lie in others are left out."""
    hit = [_inside(zone, value) for zone in zones]
    split = [zone for zone, inside in zip(zones, hit, strict=True) if not inside]
    new = {
        (*zone[:party], value[party], *zone[party + 1 :])
        for zone, inside in zip(zones, hit, strict=True)
        for party in range(len(value))
        if inside
    }
    everything = np.array(split + sorted(new), dtype=kind).reshape(-1, len(value))
    alone = [zone for zone in sorted(new) if (everything <= np.array(zone, kind)).all(axis=1).sum() == 1]
    return split + alone


def large_table(
    space: Space,
    coefficients: Ints,
    cluster: Cluster,
    refusing: Sequence[int],
    progress: Callable[[int], None] | None = None,
    *,
    floor: Ints | None = None,
    seconds: float = MOST_SECONDS,
) -> ValueTable:
    """The non-dominated values of a cluster, with a witness each, by mixed-integer programs; not counted.

    Red lines of ``refusing`` rule a deal out, and so does less than a ``floor`` for anybody; ``progress`` is
    told how many values were found. Partial, and saying so, after a KeyboardInterrupt or, with three and more
    parties, after 20,000 programs; a BudgetError after so many ``seconds``.
    """
    least = None if floor is None else tuple(map(int, floor))
    search = _EpsilonSearch(Model(space, coefficients, cluster, refusing), progress, least, seconds)
    if coefficients.shape[1] == 2:
        search.two_parties()
    else:
        search.many_parties()
    rows = search.rows
    points = np.array([found.value for found in rows], dtype=coefficients.dtype)
    points = points.reshape(len(rows), coefficients.shape[1])
    none = np.zeros((0, len(cluster.issues)), np.intp)
    picks = np.concatenate([none, *(found.picks for found in rows if found.picks is not None)])
    at, counts = efficient(points, np.ones(len(points), np.int64))
    return ValueTable(points[at], counts, picks[at], search.programs, search.complete, search.sure)
