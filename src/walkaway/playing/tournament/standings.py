"""What a tournament shows: means with their errors, ranks as far as they can be told, best replies.

The error is that of sampling sessions, for this field of strategies and these cases. It says nothing of other
opponents. Where nothing is drawn it is 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan, sqrt
from typing import Any

import numpy as np

from ..._version import __version__
from ...analysis.result import Method, Result, plain
from ..opponent import models
from ..step_classes import STEPS
from .plan import TournamentPlan, Unit
from .session_columns import LEDGER
from .units_read import FAR, Mean, SeenUnit, read_unit

_Z = 1.96
Sat = Sequence[Sequence[tuple[SeenUnit, int]]]
"""Units and the seat of a strategy in them, by opponent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct(Result):
    """What a strategy did at the table, over all cases, seats and opponents."""

    steps: dict[str, float]  # class of step → share of its steps; empty where it made none
    conceded: float | None  # of its result, in all it gave up from offer to offer in a session; a mean
    regained: float | None  # in all it took back
    given: float | None  # what the others gained from its first offer to its last one
    known: dict[str, float | None]  # opponent model → rank correlation of its guesses with the true values
    known_error: dict[str, float | None]  # opponent model → mean error of its guesses, 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked(Result):
    """How a strategy did over all cases, seats and opponents, each counting alike."""

    strategy: str
    result: float  # mean; 0 its walk-away, 1 the best that it could get
    error: float  # standard error of that mean
    low: float  # 95 % interval of that mean
    high: float
    best_rank: int
    worst_rank: int  # as far as means differ by more than 1.96 errors of their difference
    agreed: float  # share of its sessions
    agreed_error: float
    against_itself: float  # mean result when it sits in every seat
    frontier: float | None  # mean distance of its deals from the frontier; None where there are none
    frontier_error: float
    solutions: dict[str, float]  # solution → mean distance of its deals
    conduct: Conduct


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Result):
    """One strategy against another in all other seats, over all cases and seats."""

    strategy: str
    against: str
    result: float
    error: float
    opponent: float  # mean result of the others
    agreed: float
    rounds: float
    frontier: float | None  # mean distance of their deals from the frontier


@dataclass(frozen=True, slots=True, kw_only=True)
class Distances(Result):
    """How good the deals over a case were; distances are as :class:`.distances.DealYardstick` has them."""

    case: str
    agreed: float  # share of sessions
    not_ratified: float  # share of sessions whose deal was signed in vain
    deals: int  # different ones
    on_frontier: int  # of these
    frontier: float | None  # mean distance over line-ups that agreed; None where it is out of reach
    solutions: dict[str, float]  # solution → the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings(Result):
    """The table of a tournament."""

    places: tuple[Ranked, ...]  # the best first
    meetings: tuple[Meeting, ...]
    best_replies: dict[str, tuple[str, ...]]  # strategy → what does best against it, within the error
    settled: tuple[tuple[str, str], ...]  # two strategies, each a best reply to the other
    cases: tuple[Distances, ...]
    lineups: int  # strategies in seats, over a case
    sessions: int
    rounds: int
    clock: str
    method: Method

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as ``walkaway tournament --json`` prints it."""
        data: dict[str, Any] = {"question": "tournament", "version": __version__} | plain(self)
        return data


def standings_of(
    plan: TournamentPlan,
    played: Iterable[tuple[Unit, bytes]],
    *,
    progress: Callable[[str, float], None] | None = None,
) -> Standings:
    """Rank the strategies of a plan by its units, each with its sessions as :func:`play_unit` gave them.

    Raises
    ------
    UsageError
        If the sessions of a unit cannot be read.
    """
    told = progress or (lambda step, share: None)
    seen: list[SeenUnit] = []
    for number, (unit, data) in enumerate(played):
        told("standings", number / len(plan.units))
        seen.append(read_unit(plan, unit, data))
    meetings = [_meeting(one, other, seen) for one in plan.strategies for other in plan.strategies]
    by_pair = {(each.strategy, each.against): each for each in meetings}
    replies = {one: _best_replies(one, plan.strategies, by_pair) for one in plan.strategies}
    settled = tuple(
        (one, other)
        for place, one in enumerate(plan.strategies) for other in plan.strategies[place:]
        if one in replies[other] and other in replies[one]
    )  # fmt: skip
    return Standings(
        places=tuple(_ranked(plan.strategies, seen, by_pair)),
        meetings=tuple(meetings),
        best_replies=replies,
        settled=settled,
        cases=tuple(_distances(name, seen) for name in plan.cases),
        lineups=len(plan.units),
        sessions=len(plan.units) * plan.sessions,
        rounds=plan.rounds,
        clock=plan.clock,
        method=Method(
            name="round robin of strategies", exact=not any(each.drawn for each in seen),
            realisation="central", seed=plan.seed,
            note="a simulation of strategies, not a forecast; errors are those of sampling sessions",
        ),
    )  # fmt: skip


def _distances(name: str, every: Sequence[SeenUnit]) -> Distances:
    seen = [each for each in every if each.unit.case == name]
    deals = {deal: far for each in seen for deal, far in each.deals.items()}
    means = {which: _some(each.far[which].value for each in seen) for which in FAR}
    frontier = means.pop("frontier")
    return Distances(
        case=name,
        agreed=_mean(each.agreed.value for each in seen),
        not_ratified=_mean(each.refused for each in seen),
        deals=len(deals),
        on_frontier=sum(far <= 1e-9 for far in deals.values()),
        frontier=frontier,
        solutions={which: mean for which, mean in means.items() if mean is not None},
    )


def _some(values: Iterable[float]) -> float | None:
    """The mean of those that are numbers."""
    held = [value for value in values if not isnan(value)]
    return float(np.mean(held)) if held else None


def _over(sat: Sat, mean: Callable[[SeenUnit, int], Mean | float]) -> tuple[float | None, float]:
    """A mean over opponents of means over units, and its error; of what is a number."""
    values, squares = [], []
    for units in sat:
        found = [(each.unit.key, mean(each, seat)) for each, seat in units]
        held = [(unit, one if isinstance(one, Mean) else Mean(one, 0.0)) for unit, one in found]
        held = [(unit, one) for unit, one in held if not isnan(one.value)]
        if held:
            values.append(_mean(one.value for _, one in held))
            squares.append(_together((unit, one.square) for unit, one in held) ** 2)
    return (_mean(values) if values else None), _error(squares)


def _together(squares: Iterable[tuple[str, float]]) -> float:
    """Error of a mean over units and seats; several seats of one unit tell of the same sessions."""
    held = list(squares)
    seats = Counter(unit for unit, _ in held)
    return _error([seats[unit] * square for unit, square in held])


def _far(sat: Sat, which: str) -> tuple[float | None, float]:
    return _over(sat, lambda each, seat: each.far[which])


def _conduct(sat: Sat) -> Conduct:
    def of(name: str) -> float | None:
        return _over(sat, lambda each, seat: each.said[seat][name])[0]

    steps = {name: of(name) or 0.0 for name in STEPS}
    every = sum(steps.values())
    ledger = {name: of(name) for name in LEDGER}
    return Conduct(
        steps={name: steps[name] / every for name in STEPS} if every else {},
        known={name: of(f"{name}_rank") for name in models()},
        known_error={name: of(f"{name}_error") for name in models()},
        **ledger,
    )


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return float(np.mean(held)) if held else 0.0


def _error(squares: Sequence[float]) -> float:
    return sqrt(sum(squares)) / len(squares) if squares else 0.0


def _seats(one: str, other: str, lineup: tuple[str, ...]) -> list[int]:
    """The seats in which ``one`` sits alone among ``other``; all where they are the same."""
    if one == other:
        return list(range(len(lineup))) if set(lineup) == {one} else []
    if set(lineup) != {one, other}:
        return []
    held = [seat for seat, name in enumerate(lineup) if name == one]
    return held if len(held) == 1 else []


def _meeting(one: str, other: str, seen: Sequence[SeenUnit]) -> Meeting:
    found = [(each, seat) for each in seen for seat in _seats(one, other, each.unit.lineup)]
    results = [each.shared if one == other else each.results[seat] for each, seat in found]
    return Meeting(
        strategy=one, against=other,
        result=_mean(result.value for result in results),
        error=_together(
            (each.unit.key, result.square) for (each, _), result in zip(found, results, strict=True)
        ),
        opponent=_mean(
            _mean(one.value for place, one in enumerate(each.results) if place != seat)
            for each, seat in found
        ),
        agreed=_mean(each.agreed.value for each, _ in found),
        rounds=_mean(each.rounds for each, _ in found),
        frontier=_some(each.far["frontier"].value for each, _ in found),
    )  # fmt: skip


def _ranked(
    strategies: Sequence[str], seen: Sequence[SeenUnit], by_pair: Mapping[tuple[str, str], Meeting]
) -> list[Ranked]:
    rows = {one: [by_pair[one, other] for other in strategies] for one in strategies}
    result = {one: _mean(each.result for each in row) for one, row in rows.items()}
    error = {one: _error([each.error**2 for each in row]) for one, row in rows.items()}

    def above(one: str, other: str) -> bool:
        return result[one] - result[other] > max(_Z * sqrt(error[one] ** 2 + error[other] ** 2), 1e-12)

    def place(one: str) -> Ranked:
        sat = [[(each, seat) for each in seen for seat in _seats(one, other, each.unit.lineup)]
               for other in strategies]  # fmt: skip
        far = {which: _far(sat, which) for which in FAR}
        frontier, frontier_error = far.pop("frontier")
        agreed, agreed_error = _over(sat, lambda each, seat: each.agreed)
        return Ranked(
            strategy=one, result=result[one], error=error[one],
            low=result[one] - _Z * error[one], high=result[one] + _Z * error[one],
            best_rank=1 + sum(above(other, one) for other in strategies),
            worst_rank=len(strategies) - sum(above(one, other) for other in strategies),
            agreed=agreed or 0.0, agreed_error=agreed_error,
            against_itself=by_pair[one, one].result,
            frontier=frontier, frontier_error=frontier_error,
            solutions={which: mean for which, (mean, _) in far.items() if mean is not None},
            conduct=_conduct(sat),
        )  # fmt: skip

    return [place(one) for one in sorted(strategies, key=lambda one: (-result[one], one))]


def _best_replies(
    other: str, strategies: Sequence[str], by_pair: Mapping[tuple[str, str], Meeting]
) -> tuple[str, ...]:
    """What results best against a strategy; all that cannot be told from the best."""
    found = {one: by_pair[one, other] for one in strategies}
    best = max(found.values(), key=lambda each: each.result)

    def level(each: Meeting) -> bool:
        apart = _Z * sqrt(best.error**2 + each.error**2) if each is not best else 0.0
        return best.result - each.result <= max(apart, 1e-12)

    return tuple(one for one, each in found.items() if level(each))
