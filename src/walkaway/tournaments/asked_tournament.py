"""Tournaments as they are asked for: read what was asked, play what is not played yet, rank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ..asking import CaseLike, asked
from ..case import Case, CaseFile
from ..errors import ExtraError, Fault, Faults
from ..options import SEED, Progress, Whole, a_path, by_name, refuse, teller, text

if TYPE_CHECKING:
    from ..playing.tournament.standings import Standings
    from .folder import Players

Cases: TypeAlias = "CaseLike | Iterable[CaseLike]"


@by_name
def tournament(
    cases: Cases,
    folder: str | PathLike[str],
    *,
    strategies: str | Iterable[str],
    rounds: int = 100,
    clock: str = "rounds",
    sessions: int = 100,
    seed: int = SEED,
    workers: int = 1,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Standings:
    """Let every strategy meet every other on every case in every seat, and rank them.

    What is played is kept in the folder, a Parquet file for each line-up; another run with the same arguments
    goes on where the last one ended and gives the same bytes. This is a simulation of strategies, not a
    forecast.

    Parameters
    ----------
    cases : str, path, CaseFile, Case, or several
    folder : path or str
        New or empty, or begun by the same tournament.
    strategies : str or several
        As :func:`play` takes them, with a comma between them or as several texts; two at least.
    rounds : int
        Until the deadline.
    clock : {"rounds", "genius", "negmas"}
    sessions : int
        Of each line-up. Where nothing is drawn all are alike.
    seed : int
        From which those of line-ups are made.
    workers : int
        Processes on this machine.
    scheduler : str, optional
        Address of a Dask scheduler (``tcp://…``), whose workers play instead.
    progress : callable, optional
        Told the step and the share of it done.

    Returns
    -------
    Standings

    Raises
    ------
    ExtraError
        Without the extra ``tournament``, or ``cluster`` for a scheduler.
    UsageError
        With everything that is wrong about what was asked.

    Examples
    --------
    >>> import tempfile, walkaway
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     found = walkaway.tournament("itex-cypress", folder, strategies="boulware,conceder", sessions=1)
    >>> [place.strategy for place in found.places]
    ['boulware', 'conceder']
    """
    faults, name = Faults(), a_path(folder)
    if name is None:
        refuse(faults, "folder", folder, "a new or empty folder, or one to go on with")
    processes = Whole(1, 1_000)(faults, "workers", workers, 1)
    address = text(faults, "scheduler", scheduler, "an address such as tcp://10.0.0.1:8786")
    tell, numbers = teller(faults, progress), {"rounds": rounds, "sessions": sessions, "seed": seed}
    from ..playing.tournament.reading_plan import plan_of

    plan = plan_of(faults, _cases(faults, cases), strategies, numbers, clock=clock)
    if address and find_spec("distributed") is None:
        raise ExtraError.of("cluster", "a tournament", ["distributed"])
    from ..playing.tournament.standings import standings_of
    from .folder import kept_units, run_plan

    place = Path(name or "")
    with _players(address, processes) as players:
        run_plan(plan, place, players=players, progress=tell)
    return standings_of(plan, kept_units(plan, place), progress=tell)


@contextmanager
def _players(address: str, processes: int) -> Iterator[Players | None]:
    """Who plays: a cluster, several processes, or None for this one."""
    from .folder import Processes

    if not address:
        yield Processes(processes) if processes > 1 else None
        return
    from .cluster import DaskCluster

    with closing(DaskCluster(address)) as cluster:
        yield cluster


def _cases(faults: Faults, cases: object) -> dict[str, Case]:
    """Each case by a name of its own."""
    alone = isinstance(cases, str | PathLike | CaseFile | Case)
    given = [cases] if alone or not isinstance(cases, Iterable) else [*cases]
    found: dict[str, Case] = {}
    for one in given:
        case = asked(one).case
        label = Path(str(one)).name if isinstance(one, str | PathLike) else case.title
        if any(case.digest == other.digest for other in found.values()):
            faults.add(Fault(path="cases", found=f"{label} twice", expected="each case once"))
            continue
        found[label if label not in found else f"{label} {len(found) + 1}"] = case
    if not found:
        faults.add(Fault(path="cases", found="none", expected="one case at least"))
    return found
