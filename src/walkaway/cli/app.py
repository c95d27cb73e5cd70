"""The command line: load, call, print. Every command has ``--help`` with an example, and sensible exit codes.

0 fine · 1 our error · 2 faults in the input · 74 the output cannot be written · 130 interrupted.
"""

from __future__ import annotations

import signal
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from .._version import __version__
from ..language import counted
from ..printing import Grid, print_json, print_messages, print_text, say, show, silenced
from ..question import named
from ..questions import TABLE
from .ask import command_of
from .convert import convert
from .documents import cite, draft, read
from .mcp_command import mcp
from .new import new
from .open_command import open as open_case
from .shared import FAULTS, LEFT, OUTPUT, CaseArgument, JsonFlag, ProfilesOption, exit_codes, stop
from .sheet import sheet
from .tournament_command import tournament
from .typed import Command, Commands, fault_list

if TYPE_CHECKING:
    from ..errors import Fault

__all__ = ["app", "main", "make_app"]


def check(case: CaseArgument, profiles: ProfilesOption = None, as_json: JsonFlag = False) -> None:
    """Say everything that is wrong or doubtful about a case, at once.

    Faults stop the other commands, doubts do not; either gives exit code 2 here. Cites are verified word by
    word against the documents; what the documents say is not judged.

    Example: walkaway check cases/hanoi-2019
    """
    with exit_codes(as_json=as_json):
        from ..loading import check as faults_of

        faults = faults_of(case, profiles or ())
        if as_json:
            print_json(fault_list(faults))
        else:
            _show_check(case, faults)
        if faults:
            stop(FAULTS)


def _show_check(case: str, faults: list[Fault]) -> None:
    from ..errors import InputError

    if not faults:
        print_messages(f"{case}: no faults")
        return
    print_messages(str(InputError(faults)))
    stop = sum(fault.level == "fault" for fault in faults)
    doubts = len(faults) - stop
    say(" and ".join(counted(many, noun) for many, noun in ((stop, "fault"), (doubts, "doubt")) if many))


def schema() -> None:
    """Print the JSON Schema of the case format, for editors that complete and check.

    Example: walkaway schema > case.schema.json
    """
    with exit_codes():
        from ..case import case_schema

        print_json(case_schema())


def cases(as_json: JsonFlag = False) -> None:
    """List the catalogue: cases that travel with Walkaway, usable by name.

    Example: walkaway cases
    """
    with exit_codes(as_json=as_json):
        from ..catalogue import catalogue
        from ..loading import load

        found = {name: load(path).case for name, path in catalogue().items()}
        if as_json:
            listed = [
                {"name": name, "title": case.title, "parties": list(case.parties), "issues": len(case.issues)}
                for name, case in found.items()
            ]
            print_json({"cases": listed, "version": __version__})
            return
        rows = (
            (name, case.title, counted(len(case.parties), "party", "parties"),
             counted(len(case.issues), "issue"))
            for name, case in found.items()
        )  # fmt: skip
        show([Grid(("name", "case", "", ""), tuple(rows), left=2)])


def _version(wanted: bool) -> None:
    if wanted:
        print_text(f"walkaway {__version__}")
        stop(0)


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Was there a deal that all sides would have signed? Negotiation analysis, every number traceable."""


def make_app() -> typer.Typer:
    """The command line: a command for each question of the table, and those that are no question."""
    made = typer.Typer(
        name="walkaway", cls=Commands, help=_root.__doc__, no_args_is_help=True, add_completion=True,
        pretty_exceptions_enable=False, rich_markup_mode=None,
    )  # fmt: skip
    made.callback()(_root)
    questions = (
        named(line.command) if line.command else command_of(line)
        for line in TABLE.values() if line.command or line.help
    )  # fmt: skip
    for command in (
        new,
        check,
        *questions,
        tournament,
        open_case,
        mcp,
        schema,
        cases,
        convert,
        sheet,
        read,
        draft,
        cite,
    ):
        made.command(cls=Command)(command)
    return made


app = make_app()


def main() -> None:
    """Run the command line, in UTF-8 whatever the locale; what UTF-8 cannot say is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    signal.signal(signal.SIGTERM, _ended)
    try:
        app()
    except OSError as error:  # of what is printed before a command runs, such as its help
        if isinstance(error, BrokenPipeError):
            silenced(sys.stdout)
            sys.exit(LEFT)
        say(f"the output cannot be written: {error.strerror or error}")
        silenced(sys.stdout)
        sys.exit(OUTPUT)


def _ended(*_: object) -> NoReturn:
    """End as after an interrupt: what was begun is cleared away."""
    sys.exit(128 + signal.SIGTERM)
