"""``walkaway tournament``: strategies against each other, kept in a folder, ranked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..options import Whole
from ..printing import print_json, print_messages, show
from .shared import ForceFlag, JsonFlag, SeedOption, exit_codes, progress_line
from .typed import number

_ROUNDS = number("--rounds", Whole(1, 100_000), like=100)
_SESSIONS = number("--sessions", Whole(1, 10_000_000), like=100)
_WORKERS = number("--workers", Whole(1, 1_000), like=2)
_CasesArgument = Annotated[
    list[str],
    typer.Argument(metavar="CASE...", help="A case, or several: names of the catalogue, files or folders."),
]
_FolderOption = Annotated[
    Path, typer.Option("-o", "--output", metavar="FOLDER", help="Keep what is played here; go on with it.")
]
_StrategiesOption = Annotated[
    str, typer.Option("--strategies", metavar="A,B,…", help="Strategies that meet, as play takes them.")
]
_RoundsOption = Annotated[
    int, typer.Option("--rounds", metavar="NUMBER", parser=_ROUNDS, help="Rounds until the deadline.")
]
_ClockOption = Annotated[str, typer.Option("--clock", metavar="NAME", help="rounds, genius or negmas.")]
_SessionsOption = Annotated[
    int, typer.Option("--sessions", metavar="NUMBER", parser=_SESSIONS, help="Sessions of each line-up.")
]
_WorkersOption = Annotated[
    int, typer.Option("--workers", metavar="NUMBER", parser=_WORKERS, help="Processes on this machine.")
]
_SchedulerOption = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="ADDRESS", help="A Dask scheduler; its workers play instead."),
]
_PageOption = Annotated[
    Path | None,
    typer.Option("--page", metavar="FILE", help="Write the heat map and all standings as a page here."),
]


def tournament(
    cases: _CasesArgument,
    output: _FolderOption,
    strategies: _StrategiesOption = "boulware,linear,conceder",
    rounds: _RoundsOption = 100,
    clock: _ClockOption = "rounds",
    sessions: _SessionsOption = 100,
    seed: SeedOption = 2019,
    workers: _WorkersOption = 1,
    scheduler: _SchedulerOption = None,
    page: _PageOption = None,
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Let every strategy meet every other on every case in every seat, and rank them.

    Sessions are kept as Parquet, a file for each line-up; the same command goes on where it was ended, and
    gives the same bytes. This is a simulation of strategies, not a forecast.

    Example: walkaway tournament itex-cypress -o results --strategies boulware,conceder --rounds 20
    """
    with exit_codes(as_json=as_json, kept=output):
        from ..outputs import PAGE, Targets
        from ..tournaments.asked_tournament import tournament as played

        targets = Targets([Path(case) for case in cases if Path(case).exists()], force=force)
        targets.check([] if page is None else [(page, PAGE)])
        with progress_line() as progress:
            found = played(
                cases, output, strategies=strategies, rounds=rounds, clock=clock, sessions=sessions,
                seed=seed, workers=workers, scheduler=scheduler, progress=progress,
            )  # fmt: skip
        if page is not None:
            from ..report.tournament_page import tournament_page

            targets.write([(page, PAGE, tournament_page(found))])
        if as_json:
            print_json(found.to_dict())
            return
        from ..report.terminal.tournament_view import tournament_tables

        show(tournament_tables(found))
        if page is not None:
            print_messages(f"\nThe page: {page}")
