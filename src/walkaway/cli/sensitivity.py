"""``walkaway sensitivity``: which judgement matters, and what to find out first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .._version import __version__
from ..printing import print_json, show
from .shared import (  # fmt: skip
    DRAWS,
    SEED,
    AccountOption,
    CaseArgument,
    Command,
    DrawsOption,
    JsonFlag,
    ProfilesOption,
    RuleOption,
    SeedOption,
    exit_codes,
    load_case,
    progress_line,
    remarks,
)

if TYPE_CHECKING:
    from ..analysis.sensitivity.sensitivity import Sensitivity
    from ..case import Case

__all__ = ["sensitivity_command"]

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
sensitivity_command = typer.Typer()


@sensitivity_command.command(cls=Command)
def sensitivity(
    case: CaseArgument,
    profiles: ProfilesOption = None,
    account: AccountOption = None,
    judgements: JudgementOption = None,
    map_of: MapOption = None,
    rule: RuleOption = "case",
    draws: DrawsOption = DRAWS,
    seed: SeedOption = SEED,
    as_json: JsonFlag = False,
) -> None:
    """Say which judgement matters, what would change the answer, and what to find out first.

    Each uncertain judgement is set to both ends of its range while the others keep their draws. The
    smallest changes that make or end a deal are exact. What knowing a judgement is worth is by how much a
    better proposal could be chosen.

    Example: walkaway sensitivity hanoi-2019 --judgement preferences.us
    """
    from .. import api
    from ..case.accounts import case_head

    with exit_codes(as_json=as_json):
        file = load_case(case, profiles, account)
        with progress_line() as progress:
            found = api.sensitivity(
                file, judgements=tuple(judgements or ()), map_of=map_of, draws=draws, seed=seed,
                rule=rule, progress=progress,
            )  # fmt: skip
        if as_json:
            head = {"case": case_head(file.case)}
            print_json(head | found.to_dict() | remarks(file) | {"version": __version__})
        else:
            _show(file.case, found)


def _show(case: Case, found: Sensitivity) -> None:
    from ..report.terminal.sensitivity_view import findout_tables

    show(findout_tables(case, found))
