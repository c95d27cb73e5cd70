"""One unit played: its sessions as a table in Parquet, the same bytes wherever it is played."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ..seats import seated
from ..talks import Talks, talks_of
from .distances import DealYardstick, yardstick_of
from .plan import TournamentPlan, Unit
from .session_columns import distance_columns, outcome_columns, recorded_columns

RECORDED = 100
"""Of so many sessions of each unit, the first, what was said is gone through."""


def play_unit(plan: TournamentPlan, unit: Unit, *, watch: Callable[[], None] | None = None) -> bytes:
    """Play the sessions of a unit.

    Parameters
    ----------
    watch : callable, optional
        Told of every turn; what it raises ends the sessions.

    Returns
    -------
    bytes
        A Parquet file: a row for each session with its number, how and in which round it ended, who spoke
        last, the deal (its options as JSON, empty without one), and for each party the value of the end on
        its own scale and its result: 0 for its walk-away, 1 for the best that it could get. Then how far the
        deal is from the frontier and from each solution; and for the first sessions, for each party, its
        steps by class, what it conceded, took back and gave, and how well models know it from what it said.
    """
    case = plan.cases[unit.case]
    talks, yardstick = _laid(plan, unit.case)
    players = seated(case, list(unit.lineup))
    for each in players:
        each.watch = watch
    alike = all(each.contract.deterministic for each in players) and talks.listed.values.shape[1] == 1
    many = 1 if alike else plan.sessions
    found = talks.play(players, sessions=many, seed=unit.seed)
    said = talks.recorded(players, seed=unit.seed, sessions=min(many, RECORDED))
    columns = outcome_columns(talks, found) | distance_columns(talks, found, yardstick)
    full = {name: _array(column, many) for name, column in (columns | recorded_columns(talks, said)).items()}
    table = pa.table(full)
    if alike:
        table = table.take(np.zeros(plan.sessions, np.int64))
    table = table.add_column(0, "session", pa.array(np.arange(plan.sessions)))
    about = {"case": unit.case, "digest": case.digest, "lineup": list(unit.lineup), "seed": unit.seed}
    table = table.replace_schema_metadata({"walkaway": json.dumps(about)})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue())


def _array(column: Any, many: int) -> Any:
    """A column as long as there are sessions; nothing where it is not a number, or was not recorded."""
    array = pa.array(column, from_pandas=True)
    left = many - len(array)
    return pa.concat_arrays([array, pa.nulls(left, array.type)]) if left else array


def play_units(data: str, numbers: list[int]) -> list[bytes]:
    """Play some units of a plan that was sent as JSON: what another process or machine does."""
    plan = _plan(data)
    return [play_unit(plan, plan.units[number]) for number in numbers]


@lru_cache(maxsize=2)
def _plan(data: str) -> TournamentPlan:
    return TournamentPlan.from_dict(json.loads(data))


@lru_cache(maxsize=1)
def _laid(plan: TournamentPlan, name: str) -> tuple[Talks, DealYardstick | None]:
    """The table of a case, and what its deals are measured against; once for all line-ups.

    What is kept holds on to its plan: by an address alone, the next plan there would take another's table.
    """
    case = plan.cases[name]
    return talks_of(case, None, rounds=plan.rounds, clock=plan.clock), yardstick_of(case)
