"""One unit played: its sessions as a table in Parquet, the same bytes wherever it is played."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ..batch import HOW
from ..seats import seated
from ..talks import Talks, talks_of
from .plan import TournamentPlan, Unit

__all__ = ["play_unit", "play_units"]


def play_unit(plan: TournamentPlan, unit: Unit) -> bytes:
    """Play the sessions of a unit.

    Returns
    -------
    bytes
        A Parquet file: a row for each session with its number, how and in which round it ended, who spoke
        last, the deal (its options as JSON, empty without one), and for each party the value of the end on
        its own scale and its score: 0 for its walk-away, 1 for the best that it could get.
    """
    case = plan.cases[unit.case]
    talks = _talks(plan, unit.case)
    found = talks.play(seated(case, list(unit.lineup)), sessions=plan.sessions, seed=unit.seed)
    agreed = found.deals >= 0
    places = np.unique(found.deals[agreed])
    words = {int(place): json.dumps(talks.listed.deal(int(place)), ensure_ascii=False) for place in places}
    columns: dict[str, Any] = {
        "session": pa.array(np.arange(plan.sessions)),
        "ended": pa.array([HOW[code] for code in found.how.tolist()]),
        "round": pa.array(found.numbers.astype(np.int64)),
        "by": pa.array([talks.parties[seat] for seat in found.by.tolist()]),
        "deal": pa.array([words.get(deal, "") for deal in found.deals.tolist()]),
    }
    deals = np.maximum(found.deals, 0)
    for seat, who in enumerate(talks.parties):
        away = talks.listed.walk_away[seat, found.rows]
        value = np.where(agreed, talks.listed.values[seat, found.rows, deals], away)
        best = talks.setting.own[seat].best
        most = np.broadcast_to(best, talks.listed.walk_away[seat].shape)[found.rows] - away
        score = np.where(most > 0, (value - away) / np.where(most > 0, most, 1), 0.0)
        columns |= {f"value_{who}": pa.array(value), f"score_{who}": pa.array(score)}
    about = {"case": unit.case, "digest": case.digest, "lineup": list(unit.lineup), "seed": unit.seed}
    table = pa.table(columns).replace_schema_metadata({"walkaway": json.dumps(about)})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue())


def play_units(data: str, numbers: list[int]) -> list[bytes]:
    """Play some units of a plan that was sent as JSON: what another process or machine does."""
    plan = _plan(data)
    return [play_unit(plan, plan.units[number]) for number in numbers]


@lru_cache(maxsize=2)
def _plan(data: str) -> TournamentPlan:
    return TournamentPlan.from_dict(json.loads(data))


_LAID: dict[tuple[int, str], Talks] = {}


def _talks(plan: TournamentPlan, name: str) -> Talks:
    """The table of a case, laid once for all line-ups."""
    key = (id(plan), name)
    if key not in _LAID:
        _LAID.clear()
        _LAID[key] = talks_of(plan.cases[name], None, rounds=plan.rounds, clock=plan.clock)
    return _LAID[key]
