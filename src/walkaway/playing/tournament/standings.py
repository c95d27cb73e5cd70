"""What a tournament shows: means with their errors, ranks as far as they can be told, best replies.

The error is that of sampling sessions, for this field of strategies and these cases. It says nothing of other
opponents. Where nothing is drawn it is 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ..._version import __version__
from ...analysis.result import Method, Result, plain
from ...errors import UsageError, quoted
from .plan import TournamentPlan, Unit
from .scoring import Distances, distances_of

__all__ = ["Meeting", "Ranked", "Standings", "standings_of"]

_Z = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked(Result):
    """How a strategy did over all cases, seats and opponents, each counting alike."""

    strategy: str
    score: float  # mean; 0 its walk-away, 1 the best that it could get
    error: float  # standard error of that mean
    best_rank: int
    worst_rank: int  # as far as means differ by more than 1.96 errors of their difference
    agreed: float  # share of its sessions
    against_itself: float  # mean score when it sits in every seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Result):
    """One strategy against another in all other seats, over all cases and seats."""

    strategy: str
    against: str
    score: float
    error: float
    opponent: float  # mean score of the others
    agreed: float
    rounds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings(Result):
    """The table of a tournament."""

    places: tuple[Ranked, ...]  # the best first
    meetings: tuple[Meeting, ...]
    best_replies: dict[str, tuple[str, ...]]  # strategy → what does best against it, within the error
    settled: tuple[tuple[str, str], ...]  # two strategies, each a best reply to the other
    cases: tuple[Distances, ...]
    units: int
    sessions: int
    method: Method

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as ``walkaway tournament --json`` prints it."""
        data: dict[str, Any] = {"question": "tournament", "version": __version__} | plain(self)
        return data


@dataclass(frozen=True, slots=True)
class _Seen:
    """One unit in numbers: means and squared errors of scores by seat."""

    unit: Unit
    scores: tuple[float, ...]
    squares: tuple[float, ...]
    agreed: float
    rounds: float


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
    seen: list[_Seen] = []
    deals: dict[str, set[str]] = defaultdict(set)
    for number, (unit, data) in enumerate(played):
        told("standings", number / len(plan.units))
        one, agreed = _read(plan, unit, data)
        seen.append(one)
        deals[unit.case] |= agreed
    meetings = [_meeting(one, other, seen) for one in plan.strategies for other in plan.strategies]
    by_pair = {(each.strategy, each.against): each for each in meetings}
    replies = {one: _best_replies(one, plan.strategies, by_pair) for one in plan.strategies}
    settled = tuple(
        (one, other)
        for place, one in enumerate(plan.strategies) for other in plan.strategies[place:]
        if one in replies[other] and other in replies[one]
    )  # fmt: skip
    drawn = any(square for each in seen for square in each.squares)
    return Standings(
        places=tuple(_ranked(plan.strategies, seen, by_pair)),
        meetings=tuple(meetings),
        best_replies=replies,
        settled=settled,
        cases=tuple(distances_of(name, case, sorted(deals[name])) for name, case in plan.cases.items()),
        units=len(plan.units),
        sessions=len(plan.units) * plan.sessions,
        method=Method(
            name="round robin of strategies", exact=not drawn, realisation="central", seed=plan.seed,
            note="a simulation of strategies, not a forecast; errors are those of sampling sessions",
        ),
    )  # fmt: skip


def _read(plan: TournamentPlan, unit: Unit, data: bytes) -> tuple[_Seen, set[str]]:
    who = tuple(plan.cases[unit.case].parties)
    try:
        table = pq.read_table(pa.BufferReader(data))
        scores = [table.column(f"score_{one}").to_numpy() for one in who]
        deals, rounds = table.column("deal").to_numpy(), table.column("round").to_numpy()
    except (OSError, KeyError, ValueError) as error:  # pyarrow's own errors are of these kinds
        right = "its sessions; delete the file, and run the tournament again"
        raise UsageError.of(f"{quoted(f'{unit.key}.parquet')}: {error}", right) from None
    count = len(deals)
    squares = tuple(float(one.var(ddof=1)) / count if np.ptp(one) else 0.0 for one in scores)
    agreed = deals != ""
    seen = _Seen(
        unit, tuple(float(one.mean()) for one in scores), squares, float(agreed.mean()), float(rounds.mean())
    )
    return seen, set(deals[agreed])


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


def _meeting(one: str, other: str, seen: Sequence[_Seen]) -> Meeting:
    found = [(each, seat) for each in seen for seat in _seats(one, other, each.unit.lineup)]
    return Meeting(
        strategy=one, against=other,
        score=_mean(each.scores[seat] for each, seat in found),
        error=_error([each.squares[seat] for each, seat in found]),
        opponent=_mean(_mean(np.delete(each.scores, seat)) for each, seat in found),
        agreed=_mean(each.agreed for each, _ in found),
        rounds=_mean(each.rounds for each, _ in found),
    )  # fmt: skip


def _ranked(
    strategies: Sequence[str], seen: Sequence[_Seen], by_pair: Mapping[tuple[str, str], Meeting]
) -> list[Ranked]:
    rows = {one: [by_pair[one, other] for other in strategies] for one in strategies}
    score = {one: _mean(each.score for each in row) for one, row in rows.items()}
    error = {one: _error([each.error**2 for each in row]) for one, row in rows.items()}

    def above(one: str, other: str) -> bool:
        return score[one] - score[other] > max(_Z * sqrt(error[one] ** 2 + error[other] ** 2), 1e-12)

    return [
        Ranked(
            strategy=one, score=score[one], error=error[one],
            best_rank=1 + sum(above(other, one) for other in strategies),
            worst_rank=len(strategies) - sum(above(one, other) for other in strategies),
            agreed=_mean(each.agreed for each in rows[one]),
            against_itself=by_pair[one, one].score,
        )
        for one in sorted(strategies, key=lambda one: (-score[one], one))
    ]  # fmt: skip


def _best_replies(
    other: str, strategies: Sequence[str], by_pair: Mapping[tuple[str, str], Meeting]
) -> tuple[str, ...]:
    """What scores best against a strategy; all that cannot be told from the best."""
    found = {one: by_pair[one, other] for one in strategies}
    best = max(found.values(), key=lambda each: each.score)

    def level(each: Meeting) -> bool:
        apart = _Z * sqrt(best.error**2 + each.error**2) if each is not best else 0.0
        return best.score - each.score <= max(apart, 1e-12)

    return tuple(one for one, each in found.items() if level(each))
