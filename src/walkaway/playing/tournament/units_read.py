"""Units read back: what their sessions come to, in numbers by seat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import nan

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ...errors import UsageError, quoted
from ...space.weights import Floats
from ..opponent import models
from ..step_classes import STEPS
from .distances import SOLUTIONS
from .plan import TournamentPlan, Unit
from .session_columns import LEDGER

FAR = ("frontier", *SOLUTIONS)
SAID = (*STEPS, *LEDGER, *(f"{name}_{what}" for name in models() for what in ("rank", "error")))


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean over the sessions in which there is a number, and its squared error; not a number for none."""

    value: float
    square: float

    @classmethod
    def of(cls, numbers: Floats) -> Mean:
        """Of numbers, some of which are none."""
        held = numbers[~np.isnan(numbers)]
        if not len(held):
            return cls(nan, 0.0)
        return cls(float(held.mean()), float(held.var(ddof=1)) / len(held) if np.ptp(held) else 0.0)


@dataclass(frozen=True, slots=True)
class SeenUnit:
    """One unit in numbers."""

    unit: Unit
    results: tuple[Mean, ...]  # of each seat
    shared: Mean  # of the mean over the seats of a session, whose results hang together
    agreed: Mean
    refused: float  # share of sessions whose deal was signed and not ratified
    rounds: float
    far: Mapping[str, Mean]  # from the frontier, and from each solution
    said: tuple[Mapping[str, float], ...]  # of each seat: steps and ledger, and what models learnt
    deals: Mapping[str, float]  # different deals → distance from the frontier

    @property
    def drawn(self) -> bool:
        """Whether sessions differ."""
        return any(one.square for one in (*self.results, self.agreed))


def read_unit(plan: TournamentPlan, unit: Unit, data: bytes) -> SeenUnit:
    """Sum up the sessions of a unit.

    Raises
    ------
    UsageError
        If they cannot be read.
    """
    who = tuple(plan.cases[unit.case].parties)
    try:
        # without threads of the library: one that still lives at the end of a program can abort it
        table = pq.ParquetFile(pa.BufferReader(data)).read(use_threads=False)

        def column(name: str) -> Floats:
            return np.asarray(table.column(name).to_numpy(zero_copy_only=False), float)

        deals = table.column("deal").to_numpy(zero_copy_only=False)
        far = {name: column(f"from_{name}") for name in FAR}
        each = [column(f"result_{one}") for one in who]
        said = tuple(dict(_said((name, column(f"{name}_{one}")) for name in SAID)) for one in who)
        rounds = float(column("round").mean())
        refused = float((table.column("ended").to_numpy(zero_copy_only=False) == "not ratified").mean())
    except (OSError, KeyError, ValueError) as error:  # pyarrow's own errors are of these kinds
        right = "its sessions; delete the file, and run the tournament again"
        raise UsageError.of(f"{quoted(f'{unit.key}.parquet')}: {error}", right) from None
    there, shared = deals != "", Mean.of(np.mean(each, axis=0))
    return SeenUnit(
        unit=unit, results=tuple(map(Mean.of, each)), shared=shared, agreed=Mean.of(there.astype(float)),
        refused=refused, rounds=rounds,
        far={name: Mean.of(numbers) for name, numbers in far.items()}, said=said,
        deals=dict(zip(deals[there].tolist(), far["frontier"][there].tolist(), strict=True)),
    )  # fmt: skip


def _said(columns: Iterable[tuple[str, Floats]]) -> Iterable[tuple[str, float]]:
    for name, numbers in columns:
        yield name, Mean.of(numbers).value
