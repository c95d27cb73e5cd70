"""What is told of each session of a unit: how it ended, what it was worth, how it came there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from ...space.weights import Floats
from ..batch import HOW, Outcomes
from ..learnt import learnt
from ..opponent import models
from ..step_classes import STEPS, Concessions, concessions_of
from ..talks import Talks
from ..valuation import Numbers
from .distances import SOLUTIONS, DealYardstick

LEDGER = ("conceded", "regained", "given")
Columns = dict[str, Any]


def _results(talks: Talks, seat: int, rows: Numbers, deals: Numbers) -> tuple[Floats, Floats]:
    """Value of deals to a seat, or of none; and result: 0 for its walk-away, 1 for the best it could get."""
    away = talks.listed.walk_away[seat, rows]
    value = np.where(deals >= 0, talks.listed.values[seat, rows, np.maximum(deals, 0)], away)
    best = np.broadcast_to(talks.setting.own[seat].best, talks.listed.walk_away[seat].shape)[rows]
    most = best - away
    return value, np.where(most > 0, (value - away) / np.where(most > 0, most, 1), 0.0)


def outcome_columns(talks: Talks, found: Outcomes) -> Columns:
    """How each session ended, and what that is worth to each party."""
    places = np.unique(found.deals[found.deals >= 0])
    words = {int(place): json.dumps(talks.listed.deal(int(place)), ensure_ascii=False) for place in places}
    columns: Columns = {
        "ended": [HOW[code] for code in found.how.tolist()],
        "round": found.numbers.astype(np.int64),
        "by": [talks.parties[seat] for seat in found.by.tolist()],
        "deal": [words.get(deal, "") for deal in found.deals.tolist()],
    }
    for seat, who in enumerate(talks.parties):
        columns[f"value_{who}"], columns[f"result_{who}"] = _results(talks, seat, found.rows, found.deals)
    return columns


def distance_columns(talks: Talks, found: Outcomes, yardstick: DealYardstick | None) -> Columns:
    """Distance of each deal from the frontier and from each solution; not a number where there is none."""
    names = {"from_frontier": "", **{f"from_{name}": name for name in SOLUTIONS}}
    columns: Columns = {name: np.full(len(found.deals), np.nan) for name in names}
    there = found.deals >= 0
    if yardstick is None or not there.any():
        return columns
    deals, place = np.unique(found.deals[there], return_inverse=True)
    worth = talks.listed.values[: len(talks.parties), 0, deals].T
    for column, name in names.items():
        far = yardstick.from_solution(name, worth) if name else yardstick.from_frontier(worth)
        columns[column][there] = far[place]
    return columns


def recorded_columns(talks: Talks, found: Outcomes) -> Columns:
    """Step classes, the ledger of concessions, and what models learn; of sessions that were recorded."""

    def worth(seat: int, deals: Numbers) -> Floats:
        return _results(talks, seat, found.rows, deals)[1]

    columns: Columns = {}
    for seat, who in enumerate(talks.parties):
        ledger = concessions_of(found, seat, len(talks.parties), worth)
        columns |= {f"{name}_{who}": ledger.steps[number] for number, name in enumerate(STEPS)}
        columns |= {f"{name}_{who}": _part(ledger, name) for name in LEDGER}
        columns |= dict(_learnt(talks, found, seat))
    return columns


def _part(ledger: Concessions, name: str) -> Floats:
    part: Floats = getattr(ledger, name)
    return part


def _learnt(talks: Talks, found: Outcomes, seat: int) -> Iterator[tuple[str, Floats]]:
    """How well each model knows a seat at the end of each session."""
    own, who, many = talks.setting.own[seat], talks.parties[seat], len(found.deals)
    truth = own.values if len(own.values) == 1 else own.values[found.rows]
    offers = []
    for turn in found.said:
        over = (turn.number > found.numbers) | ((turn.number == found.numbers) & (seat > found.by))
        if turn.seat == seat:
            offers.append(np.where(over, -1, np.broadcast_to(turn.offered, many)))
    for name, kind in models().items():
        scored = learnt(kind, own.picks, tuple(map(len, own.options)), offers, truth)
        yield f"{name}_rank_{who}", scored.correlation
        yield f"{name}_error_{who}", scored.error
