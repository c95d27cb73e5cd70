"""``walkaway sensitivity``: which judgement matters, and what to find out first."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ._version import __version__

if TYPE_CHECKING:
    from .analysis.sensitivity import Sensitivity
    from .case import Case

__all__ = ["Tools", "add_sensitivity"]

_DRAWS, _SEED = 2000, 2019

CaseArgument = Annotated[
    str,
    typer.Argument(metavar="CASE", help="A YAML file, a folder with case.yaml, or a name of the catalogue."),
]
JudgementOption = Annotated[
    list[str] | None,
    typer.Option(
        "--judgement", metavar="PATH",
        help="Look at this judgement, or at all below this path; may be given again. Default: all.",
    ),
]  # fmt: skip
MapOption = Annotated[
    tuple[str, str] | None,
    typer.Option("--map", metavar="PATH PATH", help="Chance of a deal over two judgements, as a grid."),
]
DrawsOption = Annotated[
    int,
    typer.Option("--draws", min=1, max=1_000_000, help="Realisations to sample where judgements are ranges."),
]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same bytes.")]
RuleOption = Annotated[
    str,
    typer.Option("--rule", help="Who must accept: case (as the case says), all, or a number; vetoes stay."),
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")]


@dataclass(frozen=True, slots=True)
class Tools:
    """What a command needs from the command line: errors as exit codes, progress, printing."""

    exit_codes: Callable[..., AbstractContextManager[None]]
    progress: Callable[[], AbstractContextManager[Any]]
    print_json: Callable[[Any], None]


def add_sensitivity(app: typer.Typer, tools: Tools) -> None:
    """Add the command to the command line."""

    @app.command()
    def sensitivity(
        case: CaseArgument,
        judgement: JudgementOption = None,
        map_of: MapOption = None,
        rule: RuleOption = "case",
        draws: DrawsOption = _DRAWS,
        seed: SeedOption = _SEED,
        as_json: JsonFlag = False,
    ) -> None:
        """Say which judgement matters, what would change the answer, and what to find out first.

        Each uncertain judgement is set to both ends of its range while the others keep their draws. The
        smallest changes that make or end a deal are exact. What knowing a judgement is worth is by how much a
        better proposal could be chosen.

        Example: walkaway sensitivity hanoi-2019 --judgement preferences.us
        """
        from . import api

        with tools.exit_codes(as_json=as_json):
            file = api.load(case)
            with tools.progress() as progress:
                found = api.sensitivity(
                    file, judgements=tuple(judgement or ()), map_of=map_of, draws=draws, seed=seed,
                    rule=api.rule_of(rule, file.case), progress=progress,
                )  # fmt: skip
            if as_json:
                head = {"case": {"title": file.case.title, "digest": file.case.digest}}
                tools.print_json(head | found.to_dict() | {"version": __version__})
            else:
                _show(file.case, found)


def _show(case: Case, found: Sensitivity) -> None:
    from .brief.console import show
    from .brief.findout_tables import findout_tables

    show(findout_tables(case, found))
