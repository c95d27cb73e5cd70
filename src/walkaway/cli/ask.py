"""The commands of the table: every question is asked, shown and printed in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from inspect import Parameter, Signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import Faults, UsageError
from ..options import Progress, Whole
from ..printing import print_json, print_messages, say, show
from ..question import Flag, OwnOption, Question, named
from . import shared
from .result_sheets import CsvOption, SeparatorOption, Tables, XlsxOption, tell_written
from .typed import number

if TYPE_CHECKING:
    from ..case import CaseFile

_PageOption = Annotated[
    Path | None, typer.Option("--page", metavar="FILE", help="Write tables and pictures as a page here.")
]


def command_of(question: Question[Any]) -> Callable[..., None]:
    """The command that asks a question, for Typer."""

    def run(**typed: Any) -> None:
        with shared.exit_codes(as_json=typed["as_json"]):
            own = _own(question, typed)
            file = shared.load_case(typed["case"], typed["profiles"], typed["account"])
            common = {name: typed[name] for name in ("draws", "seed", "rule")}
            answer(question, file, typed, lambda progress: question(file, progress=progress, **common, **own))

    run.__name__, run.__doc__ = question.name, question.help
    run.__signature__ = Signature(list(_parameters(question)))  # type: ignore[attr-defined]
    return run


def answer(
    question: Question[Any], file: CaseFile, typed: Mapping[str, Any], ask: Callable[[Progress], Any],
    *inputs: Path | str,
) -> None:  # fmt: skip
    """Ask a question, write the page and the tables that were asked for, and show or print the answer.

    ``typed`` are the command's options by name, ``inputs`` what it reads beside the file: nothing is written
    over them.
    """
    from ..outputs import PAGE

    page = typed.get("page")
    csv, xlsx, separator = typed.get("csv"), typed.get("xlsx"), typed.get("separator", "comma")
    tables = Tables(question, file, csv, xlsx, separator)
    targets = shared.targets_of(file, *inputs, force=typed.get("force", False))
    targets.check([*([] if page is None else [(page, PAGE)]), *tables.outputs])
    with shared.progress_line() as progress:
        found = ask(progress)
    sheets = tables.files(found)
    pages = [] if page is None else [(page, PAGE, named(question.paper)(file.case, found))]
    targets.write([*pages, *sheets])
    tell_written([path for path, *_ in sheets])
    if typed["as_json"]:
        print_json(question.to_dict(found, file.case, file))
    else:
        show(named(question.view)(file.case, found))
        if page is not None:
            print_messages(f"\nThe page: {page}")
    if partial := getattr(found, "partial", ""):
        say(partial)
        shared.stop(shared.INTERRUPTED)


def _parameters(question: Question[Any]) -> Iterator[Parameter]:
    def one(name: str, kind: Any, default: Any = Parameter.empty) -> Parameter:
        return Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=kind)

    yield one("case", shared.CaseArgument)
    yield one("profiles", shared.ProfilesOption, None)
    yield one("account", shared.AccountOption, None)
    for option in question.options:
        for flag in option.flags:
            yield one(_key(option, flag), _typed(flag), flag.default)
    yield one("rule", shared.RuleOption, "case")
    yield one("draws", shared.DrawsOption, shared.DRAWS)
    yield one("seed", shared.SeedOption, shared.SEED)
    if question.sheets:
        yield one("csv", CsvOption, None)
        yield one("xlsx", XlsxOption, None)
        yield one("separator", SeparatorOption, "comma")
    if question.paper:
        yield one("page", _PageOption, None)
    if question.sheets or question.paper:
        yield one("force", shared.ForceFlag, False)
    yield one("as_json", shared.JsonFlag, False)


def _key(option: OwnOption, flag: Flag) -> str:
    """The name under which a command holds what was typed: that of the option, or of one of its flags."""
    return option.name if len(option.flags) == 1 else flag.name.removeprefix("--").replace("-", "_")


def _typed(flag: Flag) -> Any:
    """A flag as Typer takes it."""
    kind, parser, limits = flag.kind, None, flag.limits
    if limits is not None:
        kind = int if isinstance(limits, Whole) else float
        parser = number(flag.name, limits, like=flag.like or flag.default)
    kind = kind | None if flag.default is None else kind
    return Annotated[kind, typer.Option(flag.name, metavar=flag.metavar, parser=parser, help=flag.help)]


def _own(question: Question[Any], typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed for the question's own options; all that is wrong with files they name at once."""
    faults, own = Faults(), {}
    for option in question.options:
        if option.flags:
            try:
                # what was typed for an option of the question's own
                values = [typed[_key(option, flag)] for flag in option.flags]
                own[option.name] = named(option.joined)(*values) if option.joined else values[0]
            except UsageError as error:
                faults.extend(error.faults)
    faults.raise_if_any(UsageError)
    return own
