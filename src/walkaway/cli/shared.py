"""What every command needs: output, exit codes, progress, files.

0 fine · 1 our error · 2 faults in the input · 74 the output cannot be written · 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from .._version import __version__
from ..language import clean
from ..options import DRAWS, HELP, MOST_DRAWS, SEED, Whole
from ..printing import OutputError, print_json, say
from .typed import FAULTS, fault_list, number, refused

if TYPE_CHECKING:
    from ..case import CaseFile
    from ..outputs import Targets

__all__ = [
    "CASE", "DRAWS", "FAULTS", "INTERRUPTED", "LEFT", "OUR_ERROR", "OUTPUT", "SEED", "AccountOption",
    "CaseArgument", "DrawsOption", "ForceFlag", "JsonFlag", "PageOption", "ProfilesOption", "RuleOption",
    "SeedOption",
    "exit_codes", "load_case", "one_core_each", "progress_line", "stop", "targets_of",
]  # fmt: skip

OUR_ERROR, OUTPUT, INTERRUPTED, LEFT = 1, 74, 130, 141
CASE = "A YAML file, a folder with case.yaml, a name of the catalogue, or another program's files."
_PROFILES = "Which parties' files, of Genius and the like."
_FORCE = "Replace a file that was not written here. Never an input, or a case of any program."
_EVERY = 60.0  # seconds between two messages on progress, where there is no terminal
_DRAWS, _SEED = Whole(1, MOST_DRAWS), Whole(0)

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help=CASE)]
ProfilesOption = Annotated[list[Path] | None, typer.Option("--profiles", metavar="FILE…", help=_PROFILES)]
AccountOption = Annotated[
    list[str] | None, typer.Option("--account", metavar="ACCOUNT=NAME", help=HELP["account"])
]
RuleOption = Annotated[str, typer.Option("--rule", metavar="RULE", help=HELP["rule"])]
_READ_DRAWS, _READ_SEED = number("--draws", _DRAWS, like=DRAWS), number("--seed", _SEED, like=SEED)
DrawsOption = Annotated[
    int, typer.Option("--draws", metavar="NUMBER", parser=_READ_DRAWS, help=HELP["draws"])
]
SeedOption = Annotated[int, typer.Option("--seed", metavar="NUMBER", parser=_READ_SEED, help=HELP["seed"])]
PageOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the page here.")
]
ForceFlag = Annotated[bool, typer.Option("--force", help=_FORCE)]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")]


def stop(code: int) -> NoReturn:
    """End the command with an exit code."""
    raise typer.Exit(code)


@contextmanager
def exit_codes(*, as_json: bool = False, kept: Path | None = None) -> Iterator[None]:
    """Turn errors into messages and exit codes; no traceback unless WALKAWAY_DEBUG is set.

    ``kept`` is the folder of a command that writes as it goes, and goes on with what is there.
    """
    from ..errors import Fault, InputError, NotJudgedError, WalkawayError

    try:
        yield
    except InputError as error:
        refused(error.faults, as_json=as_json)
    except WalkawayError as error:
        if not as_json:
            say(str(error))
        elif isinstance(error, NotJudgedError):
            print_json({"draft": error.to_dict(), "version": __version__})
        else:
            print_json(fault_list([Fault(found=str(error), expected="a case within the budget")]))
        stop(FAULTS)
    except KeyboardInterrupt:
        there = kept is not None and kept.is_dir()
        left = f"what was done is kept in {kept}, and the same command goes on with it"
        say(f"interrupted; {left if there else 'nothing was written'}")
        stop(INTERRUPTED)
    except OutputError as error:
        if error.left:  # a reader who leaves ends the program quietly, as others' programs do
            stop(LEFT)
        say(str(error))
        stop(OUTPUT)
    except typer.Exit:
        raise
    except Exception as error:
        if os.environ.get("WALKAWAY_DEBUG"):
            raise
        say(f"this is our error, not yours: {type(error).__name__}: {error}")
        say("set WALKAWAY_DEBUG=1 to see where; please report it with the case if you can")
        stop(OUR_ERROR)


@contextmanager
def progress_line(every: float = _EVERY) -> Iterator[Callable[[str, float], None]]:
    """A progress line on a terminal; where the error stream is none, now and then a message how far it is."""
    if not sys.stderr.isatty():
        with _progress_messages(every) as tell:
            yield tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description:<8}", markup=False), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=1.0)
        yield lambda step, share: bar.update(task, description=clean(step), completed=share)


@contextmanager
def _progress_messages(every: float) -> Iterator[Callable[[str, float], None]]:
    """Say, every so many seconds, which step is on its way and how much of it is done."""
    begun, now, done = monotonic(), ["reading", ""], Event()

    def tell(step: str, share: float) -> None:
        now[:] = step, f" {100 * share:.0f} %," if share else ""

    def say_now_and_then() -> None:
        while not done.wait(every):
            step, share = now
            say(f"still working: {step},{share} after {monotonic() - begun:.0f} s")

    watch = Thread(target=say_now_and_then, daemon=True)
    watch.start()
    try:
        yield tell
    finally:
        done.set()
        watch.join()


def targets_of(file: CaseFile, *more: Path | str | None, force: bool = False) -> Targets:
    """Where a command on a case may write: not over the case, its documents, or what else was read."""
    from ..outputs import Targets, inputs_of

    imported = getattr(file, "imported", None)
    read = [Path(source.path) for source in (imported.files if imported is not None else ())]
    return Targets(inputs_of(file.path, file.folder / "documents", *read, *more), force=force)


def one_core_each() -> None:
    """Let numpy, before it is loaded, work on one core: several answers are worked out beside each other."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def load_case(case: str, profiles: Sequence[Path] | None, account: Sequence[str] | None = None) -> CaseFile:
    """Load a case under the accounts asked for; what could not be carried over goes to the error stream."""
    from ..case.accounts import applied_words
    from ..loading import load_with_conflicts
    from ..question import remarks

    file = load_with_conflicts(case, account, profiles or ())
    for words in applied_words(file.case):
        say(f"account taken as true: {words}")
    for sentences in remarks(file.case, file).values():
        for sentence in sentences:
            say(f"note: {sentence}")
    return file
