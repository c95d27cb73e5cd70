"""The command line: load, call, print. Every command has ``--help`` with an example, and sensible exit codes.

0 fine · 1 our error · 2 faults in the input · 130 interrupted.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from ._version import __version__
from .cli_sensitivity import Tools, add_sensitivity

if TYPE_CHECKING:
    from .analysis.answers import Answers
    from .errors import Fault

__all__ = ["app", "main"]

OUR_ERROR, FAULTS, INTERRUPTED = 1, 2, 130
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
    typer.Argument(metavar="CASE", help="A YAML file, a folder with case.yaml, or a name of the catalogue."),
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


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _print_json(data: Any) -> None:
    _print(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _stop(code: int) -> NoReturn:
    raise typer.Exit(code)


def _fault_list(faults: list[Fault] | tuple[Fault, ...]) -> dict[str, Any]:
    return {"faults": [fault.to_dict() for fault in faults], "version": __version__}


@contextmanager
def _exit_codes(*, as_json: bool = False) -> Iterator[None]:
    """Turn errors into messages and exit codes; no traceback unless WALKAWAY_DEBUG is set."""
    from .errors import Fault, InputError, WalkawayError

    try:
        yield
    except InputError as error:
        if as_json:
            _print_json(_fault_list(error.faults))
        else:
            _say(str(error))
        _stop(FAULTS)
    except WalkawayError as error:
        if as_json:
            _print_json(_fault_list([Fault(found=str(error), expected="a case within the budget")]))
        else:
            _say(str(error))
        _stop(FAULTS)
    except KeyboardInterrupt:
        _say("interrupted; nothing was written")
        _stop(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has left
        _stop(0)
    except typer.Exit:
        raise
    except Exception as error:
        if os.environ.get("WALKAWAY_DEBUG"):
            raise
        _say(f"this is our error, not yours: {type(error).__name__}: {error}")
        _say("set WALKAWAY_DEBUG=1 to see where; please report it with the case if you can")
        _stop(OUR_ERROR)


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


@app.command()
def check(case: CaseArgument, as_json: JsonFlag = False) -> None:
    """Say everything that is wrong or doubtful about a case, at once.

    Faults stop the other commands, doubts do not; either gives exit code 2 here. Cites are verified word by
    word against the documents; what the documents say is not judged.

    Example: walkaway check cases/hanoi-2019
    """
    from . import api

    with _exit_codes(as_json=as_json):
        faults = api.check(case)
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


@app.command()
def deals(
    case: CaseArgument,
    rule: RuleOption = "case",
    draws: DrawsOption = _DRAWS,
    seed: SeedOption = _SEED,
    as_json: JsonFlag = False,
) -> None:
    """Show the frontier, the bargaining solutions and the zone of a case.

    Values are on each party's own scale. Where judgements are ranges, frontier and solutions speak of the
    central realisation (likely values, middles of ranges, centres of orders).

    Example: walkaway deals harbour --rule all
    """
    from . import api

    with _exit_codes(as_json=as_json):
        file = api.load(case)
        with _progress() as progress:
            answers = api.analyse(
                file, draws=draws, seed=seed, rule=api.rule_of(rule, file.case), progress=progress
            )
        if as_json:
            _print_json(answers.deals_dict())
        else:
            _show_deals(answers)


def _show_deals(answers: Answers) -> None:
    from .brief.console import deals_tables, show

    show(deals_tables(answers))


@app.command()
def brief(
    case: CaseArgument,
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
        file = api.load(case)
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


add_sensitivity(app, Tools(exit_codes=_exit_codes, progress=_progress, print_json=_print_json))


def main() -> None:
    """Run the command line, in UTF-8 whatever the locale; what UTF-8 cannot say is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


from . import cli_bridge as _bridge  # noqa: E402, F401 - registers its command
from . import cli_why as _why  # noqa: E402, F401 - registers its command
