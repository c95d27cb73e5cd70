"""A plan as it was asked for, with everything that is wrong about it told at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from ...case import Case
from ...errors import ExtraError, Fault, Faults, UsageError
from ...options import SEED, Whole
from .. import read_clock, read_strategies
from ..seats import seated
from ..strategy import made
from .plan import TournamentPlan

_ROUNDS, _SESSIONS = 100, 100


def plan_of(
    faults: Faults, cases: Mapping[str, Case], strategies: object, numbers: Mapping[str, object], *,
    clock: object, most: tuple[int, int] = (100_000, 10_000_000),
) -> TournamentPlan:  # fmt: skip
    """Read what is to be played.

    Parameters
    ----------
    faults : Faults
        What was found wrong before; it is told too.
    numbers : mapping
        Rounds, sessions and seed; what is left out has its default.
    most : tuple of int
        Most rounds, and most sessions of each line-up.

    Raises
    ------
    ExtraError
        Without the extra ``tournament``.
    UsageError
        With everything that is wrong.
    """
    rounds = Whole(1, most[0])(faults, "rounds", numbers.get("rounds"), _ROUNDS)
    sessions = Whole(1, most[1])(faults, "sessions", numbers.get("sessions"), _SESSIONS)
    seed = Whole(0)(faults, "seed", numbers.get("seed"), SEED)
    when = read_clock(faults, "clock", clock) or "rounds"
    names = _names(faults, strategies)
    faults.raise_if_any(UsageError)
    for case in cases.values():
        _seated(faults, case, names)
    faults.raise_if_any(UsageError)
    if find_spec("pyarrow") is None:
        raise ExtraError.of("tournament", "a tournament", ["pyarrow"])
    return TournamentPlan(cases, tuple(names), rounds, when, sessions, seed)


def _names(faults: Faults, strategies: object) -> list[str]:
    """Strategies that can be made, two at least, each once."""
    names = read_strategies(faults, "strategies", strategies)
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        faults.add(Fault(path="strategies", found=f"{name} twice", expected="each strategy once"))
    try:
        made(names)
    except UsageError as error:
        faults.extend(error.faults)
    if len(names) == 1:
        faults.add(Fault(path="strategies", found="one", expected="two at least, such as boulware,linear"))
    return names


def _seated(faults: Faults, case: Case, names: Sequence[str]) -> None:
    """Note which strategies cannot play at the table of a case."""
    for name in names:
        try:
            seated(case, [name])
        except UsageError as error:
            faults.extend(error.faults)
