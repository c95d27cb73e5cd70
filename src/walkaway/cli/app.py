"""The command line: load, call, print. Every command has ``--help`` with an example, and sensible exit codes.

0 fine · 1 our error · 2 faults in the input · 74 the output cannot be written · 130 interrupted.
"""

from __future__ import annotations

import signal
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from .._version import __version__
from ..language import counted
from ..printing import (
    Grid,
    json_text,
    print_json,
    print_lines,
    print_messages,
    print_text,
    reading_width,
    say,
    show,
    silenced,
)
from .bridge import bridge_command
from .convert import convert_command
from .evidence import evidence_commands
from .improve import improve_command
from .sensitivity import sensitivity_command
from .shared import (  # fmt: skip
    DRAWS,
    FAULTS,
    INTERRUPTED,
    OUTPUT,
    SEED,
    AccountOption,
    CaseArgument,
    Command,
    DrawsOption,
    ForceFlag,
    JsonFlag,
    ProfilesOption,
    RuleOption,
    SeedOption,
    exit_codes,
    fault_list,
    load_case,
    progress_line,
    remarks,
    stop,
    targets_of,
)
from .typed import Commands
from .why import why_command

if TYPE_CHECKING:
    from ..analysis.answers import Answers
    from ..errors import Fault

__all__ = ["app", "main"]

app = typer.Typer(
    name="walkaway",
    cls=Commands,
    help="Was there a deal that all sides would have signed? Negotiation analysis, every number traceable.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command(cls=Command)
def check(case: CaseArgument, profiles: ProfilesOption = None, as_json: JsonFlag = False) -> None:
    """Say everything that is wrong or doubtful about a case, at once.

    Faults stop the other commands, doubts do not; either gives exit code 2 here. Cites are verified word by
    word against the documents; what the documents say is not judged.

    Example: walkaway check cases/hanoi-2019
    """
    from .. import api

    with exit_codes(as_json=as_json):
        faults = api.check(case, profiles or ())
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


@app.command(cls=Command)
def deals(
    case: CaseArgument,
    profiles: ProfilesOption = None,
    rule: RuleOption = "case",
    account: AccountOption = None,
    draws: DrawsOption = DRAWS,
    seed: SeedOption = SEED,
    as_json: JsonFlag = False,
) -> None:
    """Show the frontier, the bargaining solutions and the zone of a case.

    Values are on each party's own scale. Where judgements are ranges, frontier and solutions speak of the
    central realisation (likely values, middles of ranges, centres of orders). Of a real range a list of
    numbers is looked at; what a number between them could add is said. An interrupt of a long search shows
    the part of the frontier that was found, and says so.

    Example: walkaway deals harbour --rule all
    """
    from .. import api

    with exit_codes(as_json=as_json):
        file = load_case(case, profiles, account)
        with progress_line() as progress:
            answers = api.deals(file, draws=draws, seed=seed, rule=rule, progress=progress)
        if as_json:
            print_json(answers.to_dict() | remarks(file))
        else:
            _show_deals(answers)
        if not answers.frontier.complete:
            say("interrupted: the frontier is partial, and what rests on it speaks of that part alone")
            stop(INTERRUPTED)


def _show_deals(answers: Answers) -> None:
    from ..report.terminal.deals_view import deals_tables

    show(deals_tables(answers))


@app.command(cls=Command)
def brief(
    case: CaseArgument,
    profiles: ProfilesOption = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the page here.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the same results as JSON here.")
    ] = None,
    rule: RuleOption = "case",
    account: AccountOption = None,
    draws: DrawsOption = DRAWS,
    seed: SeedOption = SEED,
    force: ForceFlag = False,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Write the brief of a case: one self-contained page, and its bottom line in the terminal.

    The page needs no network and prints on paper. Without -o only the terminal summary is shown. A brief that
    was written here is replaced, any other file only with --force.

    Example: walkaway brief hanoi-2019 -o hanoi.html --open
    """
    from .. import api
    from ..outputs import JSON, PAGE

    with exit_codes():
        file = load_case(case, profiles, account)
        targets = targets_of(file, force=force)
        outputs = [(output, PAGE), (json_file, JSON)]
        targets.check([(path, kind) for path, kind in outputs if path is not None])
        with progress_line() as progress:
            made = api.brief(file, draws=draws, seed=seed, rule=rule, progress=progress)
            page = made.html() if output is not None else ""
        texts = [(output, PAGE, page)] if output is not None else []
        if json_file is not None:
            texts.append((json_file, JSON, json_text(made.to_dict() | remarks(file)) + "\n"))
        targets.write(texts)
        print_lines(made.text(reading_width()))
        if made.evidence.lost:
            say(f"note: {made.evidence.lost}")
        if output is not None:
            print_messages(f"\nThe brief: {output}")
        if output is not None and open_page:
            typer.launch(output.resolve().as_uri())


@app.command(cls=Command)
def schema() -> None:
    """Print the JSON Schema of the case format, for editors that complete and check.

    Example: walkaway schema > case.schema.json
    """
    from .. import api

    with exit_codes():
        print_json(api.schema())


@app.command(cls=Command)
def cases(as_json: JsonFlag = False) -> None:
    """List the catalogue: cases that travel with Walkaway, usable by name.

    Example: walkaway cases
    """
    from .. import api

    with exit_codes(as_json=as_json):
        found = {name: api.load(path).case for name, path in api.cases().items()}
        if as_json:
            print_json(
                {
                    "cases": [
                        {
                            "name": name,
                            "title": case.title,
                            "parties": list(case.parties),
                            "issues": len(case.issues),
                        }
                        for name, case in found.items()
                    ],
                    "version": __version__,
                }
            )
            return
        rows = (
            (name, case.title, counted(len(case.parties), "party", "parties"),
             counted(len(case.issues), "issue"))
            for name, case in found.items()
        )  # fmt: skip
        show([Grid(("name", "case", "", ""), tuple(rows), left=2)])


for group in (
    improve_command, why_command, bridge_command, sensitivity_command, convert_command, evidence_commands,
):  # fmt: skip
    app.add_typer(group)


def _version(wanted: bool) -> None:
    if wanted:
        print_text(f"walkaway {__version__}")
        stop(0)


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Was there a deal that all sides would have signed? Negotiation analysis, every number traceable."""


def main() -> None:
    """Run the command line, in UTF-8 whatever the locale; what UTF-8 cannot say is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    for name, action in (("SIGPIPE", signal.SIG_DFL), ("SIGTERM", _ended)):
        if hasattr(signal, name):  # a reader who leaves ends the program quietly, as others' programs do
            signal.signal(getattr(signal, name), action)
    try:
        app()
    except OSError as error:  # of what is printed before a command runs, such as its help
        say(f"the output cannot be written: {error.strerror or error}")
        silenced(sys.stdout)
        sys.exit(OUTPUT)


def _ended(*_: object) -> NoReturn:
    """End as after an interrupt: what was begun is cleared away."""
    sys.exit(128 + signal.SIGTERM)
