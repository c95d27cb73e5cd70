"""The command line: load, call, print. Every command has ``--help`` with an example, and sensible exit codes.

0 fine · 1 our error · 2 faults in the input · 130 interrupted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ._version import __version__
from .cli_convert import WithProfiles
from .cli_say import FAULTS
from .cli_say import exit_codes as _exit_codes
from .cli_say import fault_list as _fault_list
from .cli_say import print_json as _print_json
from .cli_say import print_text as _print
from .cli_say import say as _say
from .cli_say import stop as _stop

if TYPE_CHECKING:
    from .analysis.answers import Answers
    from .analysis.realanswers import RealAnswers
    from .case import CaseFile
    from .errors import Fault

__all__ = ["app", "main"]

_DRAWS, _SEED = 2000, 2019

app = typer.Typer(
    name="walkaway",
    help="Was there a deal that all sides would have signed? Negotiation analysis, every number traceable.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

CaseArgument = Annotated[
    str,
    typer.Argument(
        metavar="CASE",
        help="A YAML file, a folder with case.yaml, a name of the catalogue, or another program's files.",
    ),
]
ProfilesOption = Annotated[
    list[Path] | None,
    typer.Option("--profiles", metavar="FILE…", help="Which parties' files, of Genius and the like."),
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")]
DrawsOption = Annotated[
    int,
    typer.Option("--draws", min=1, max=1_000_000, help="Realisations to sample where judgements are ranges."),
]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same bytes.")]
RuleOption = Annotated[
    str,
    typer.Option("--rule", help="Who must accept: case (as the case says), all, or a number; vetoes stay."),
]


@contextmanager
def _progress() -> Iterator[Callable[[str, float], None] | None]:
    """A progress line on a terminal; nothing when the error stream is not one."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description:<8}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=1.0)
        yield lambda step, share: bar.update(task, description=step, completed=share)


def _write(path: Path, content: str) -> None:
    from .case.files import write_atomically
    from .errors import UsageError, quoted

    try:
        write_atomically(path, content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError.of(f"{quoted(path)}: {reason}", "a file that can be written") from None


def _keep_apart(*paths: Path | None) -> None:
    """Refuse to write over the case, or over what was just written."""
    from .errors import UsageError, quoted

    given = [path for path in paths if path is not None]
    for index, path in enumerate(given):
        if path.resolve() in [other.resolve() for other in given[:index]]:
            raise UsageError.of(f"{quoted(path)} twice", "a file of its own for each output, not the case")


def _load(case: str, profiles: list[Path] | None) -> CaseFile:
    """Load a case; what another program's files could not carry over goes to the error stream."""
    from . import api
    from .cli_convert import lost_of

    file = api.load(case, profiles or ())
    for sentence in lost_of(file):
        _say(f"note: {sentence}")
    return file


@app.command(cls=WithProfiles)
def check(case: CaseArgument, profiles: ProfilesOption = None, as_json: JsonFlag = False) -> None:
    """Say everything that is wrong or doubtful about a case, at once.

    Faults stop the other commands, doubts do not; either gives exit code 2 here. Cites are verified word by
    word against the documents; what the documents say is not judged.

    Example: walkaway check cases/hanoi-2019
    """
    from . import api

    with _exit_codes(as_json=as_json):
        faults = api.check(case, profiles or ())
        if as_json:
            _print_json(_fault_list(faults))
        else:
            _show_check(case, faults)
        if faults:
            _stop(FAULTS)


def _show_check(case: str, faults: list[Fault]) -> None:
    from .errors import InputError

    if not faults:
        _print(f"{case}: no faults")
        return
    _print(str(InputError(faults)))
    stop = sum(fault.level == "fault" for fault in faults)
    doubts = len(faults) - stop
    parts = [f"{stop} fault{'s' * (stop != 1)}"] * bool(stop) + [
        f"{doubts} doubt{'s' * (doubts != 1)}"
    ] * bool(doubts)
    _say(" and ".join(parts))


@app.command(cls=WithProfiles)
def deals(
    case: CaseArgument,
    profiles: ProfilesOption = None,
    rule: RuleOption = "case",
    draws: DrawsOption = _DRAWS,
    seed: SeedOption = _SEED,
    as_json: JsonFlag = False,
) -> None:
    """Show the frontier, the bargaining solutions and the zone of a case.

    Values are on each party's own scale. Where judgements are ranges, frontier and solutions speak of the
    central realisation (likely values, middles of ranges, centres of orders). Where an issue is a real range
    and there are two parties, the frontier is made of points and segments, and no zone is shown.

    Example: walkaway deals harbour --rule all
    """
    from . import api

    with _exit_codes(as_json=as_json):
        file = _load(case, profiles)
        with _progress() as progress:
            answers = api.deals(
                file, draws=draws, seed=seed, rule=api.rule_of(rule, file.case), progress=progress
            )
        if as_json:
            _print_json(answers.deals_dict())
        else:
            _show_deals(answers)


def _show_deals(answers: Answers | RealAnswers) -> None:
    from .brief.console import deals_tables, show

    show(deals_tables(answers))


@app.command(cls=WithProfiles)
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
    draws: DrawsOption = _DRAWS,
    seed: SeedOption = _SEED,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Write the brief of a case: one self-contained page, and its bottom line in the terminal.

    The page needs no network and prints on paper. Without -o only the terminal summary is shown.

    Example: walkaway brief hanoi-2019 -o hanoi.html --open
    """
    from . import api

    with _exit_codes():
        file = _load(case, profiles)
        _keep_apart(file.path, output, json_file)
        with _progress() as progress:
            made = api.brief(
                file, draws=draws, seed=seed, rule=api.rule_of(rule, file.case), progress=progress
            )
            page = made.html() if output is not None else ""
        if output is not None:
            _write(output, page)
        if json_file is not None:
            _write(json_file, json.dumps(made.to_dict(), ensure_ascii=False, indent=2, default=str) + "\n")
        from .brief.console import terminal_width

        _print(made.text(terminal_width()))
        if output is not None:
            _print(f"\nThe brief: {output}")
        if output is not None and open_page:
            typer.launch(output.resolve().as_uri())


@app.command(cls=WithProfiles)
def improve(
    case: CaseArgument,
    profiles: ProfilesOption = None,
    deal: Annotated[
        str | None,
        typer.Option("--deal", metavar="DEAL", help="issue=option,… or a file that ends in .json."),
    ] = None,
    offer: Annotated[
        int | None, typer.Option("--offer", min=1, help="An offer on record, counted from 1.")
    ] = None,
    changes: Annotated[
        int, typer.Option("--changes", min=1, max=100, help="Look at all improvements with so few changes.")
    ] = 3,
    most: Annotated[
        int, typer.Option("--most", min=1, max=10_000, help="Most of each kind in the JSON.")
    ] = 10,
    tolerance: Annotated[
        float, typer.Option("--tolerance", min=0, max=1, help="Equal value: share of what is at stake.")
    ] = 0.02,
    rule: RuleOption = "case",
    draws: DrawsOption = _DRAWS,
    seed: SeedOption = _SEED,
    as_json: JsonFlag = False,
) -> None:
    """Say what would be better than a deal: improvements, trades, equal-value alternatives.

    An offer that leaves issues open is completed as well as it can be, and the output says so. Where
    judgements are ranges, everything speaks of the central realisation, with the share of draws in which it
    holds.

    Example: walkaway improve hanoi-2019 --offer 2
    """
    from . import api
    from .cli_improve import asked_deal, improvement_tables

    with _exit_codes(as_json=as_json):
        wanted, file = asked_deal(deal, offer), _load(case, profiles)
        found, note = api.improve_noted(
            file, wanted, rule=api.rule_of(rule, file.case), changes=changes, most=most, tolerance=tolerance,
            sampling=(draws, seed),
        )  # fmt: skip
        if as_json:
            _print_json({"deal_note": note, **found.to_dict(), "version": __version__})
        else:
            from .brief.console import show

            show(improvement_tables(found, file.case, note=note))


@app.command(cls=WithProfiles)
def convert(
    source: Annotated[str, typer.Argument(metavar="IN", help="A case, or another program's file or folder.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A .yaml file for a case, else a folder.")],
    profiles: ProfilesOption = None,
    from_format: Annotated[str, typer.Option("--from", metavar="FORMAT", help="Read only this format.")] = "",
    to_format: Annotated[
        str, typer.Option("--to", metavar="FORMAT", help="case, genius, geniusweb, negmas or negolog.")
    ] = "",
    as_json: JsonFlag = False,
) -> None:
    """Read and write other programs' files: Genius, GeniusWeb, NegMAS and NegoLog.

    Ends with the list of what could not be carried over. Nothing in a file is executed.

    Example: walkaway convert domain.xml case.yaml --profiles buyer.xml seller.xml
    """
    from . import api
    from .cli_convert import convert_files, converted

    with _exit_codes(as_json=as_json):
        done = convert_files(api.load(source, profiles or (), from_format), out, to_format)
        _print_json({**done, "version": __version__}) if as_json else _print(converted(done))


@app.command()
def schema() -> None:
    """Print the JSON Schema of the case format, for editors that complete and check.

    Example: walkaway schema > case.schema.json
    """
    from . import api

    with _exit_codes():
        _print_json(api.schema())


@app.command()
def cases(as_json: JsonFlag = False) -> None:
    """List the catalogue: cases that travel with Walkaway, usable by name.

    Example: walkaway cases
    """
    from . import api

    with _exit_codes(as_json=as_json):
        found = {name: api.load(path).case for name, path in api.cases().items()}
        if as_json:
            _print_json(
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
        width = max(map(len, found))
        for name, case in found.items():
            _print(f"{name:<{width}}  {case.title} ({len(case.parties)} parties, {len(case.issues)} issues)")


def _version(wanted: bool) -> None:
    if wanted:
        _print(f"walkaway {__version__}")
        _stop(0)


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
    app()
