"""One question: how it is called, typed, answered, told to machines and documented.

A line names by dotted path what belongs to a question, and loads it only when it is asked for: ``ask``, which
takes what was asked (:mod:`walkaway.analysis.asked`) and the question's own options and gives its result, and
``view``, which makes lines and tables for people of a case and a result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from inspect import Parameter, Signature, cleandoc, signature
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ._version import __version__
from .errors import Faults, UsageError
from .options import CASE_TEXT, OPTION_TEXT, PartOfOne, Whole, arguments

if TYPE_CHECKING:
    from .asking import Account, CaseLike, Rule
    from .case import Case, CaseFile

R = TypeVar("R")
Reader = Callable[[Faults, str, Any], Any]
NEEDED = Parameter.empty
_USAGE = "\nRaises\n------\nUsageError\n    With everything that is wrong about what was asked.\n"


def named(path: str | Callable[..., Any]) -> Any:
    """What a dotted path such as ``.analysis.bridges:ask`` names; without the first dot, in any package."""
    if callable(path):
        return path
    module, _, name = path.partition(":")
    return getattr(import_module(module, __package__), name)


def _with_own(error: UsageError, own: Iterable[Any], case: Any) -> UsageError:
    """The same, with what is wrong about options that are otherwise told of beside the deal."""
    record, faults = case if hasattr(case, "issues") else getattr(case, "case", None), Faults()
    faults.extend(error.faults)
    for value in own:
        if hasattr(value, "wrong"):
            faults.extend(value.wrong(record))
    return UsageError(faults.sorted())


@dataclass(frozen=True)
class Flag:
    """How an option is typed at the command line, as ``--target``; its default stands in the help.

    ``kind`` is that of what is no number and not one text; ``like`` a number that is right where there is no
    default.
    """

    name: str
    metavar: str
    help: str
    default: Any = None
    limits: Whole | PartOfOne | None = None
    kind: Any = str
    like: int | None = None


@dataclass(frozen=True)
class OwnOption:
    """What one question takes beside what all take: its keyword, what reads it, and how it is typed.

    ``read`` is given a collector of faults, the name and the value; ``joined`` makes one value of what
    several flags hold. Both may be dotted paths. The default stands for None too. ``form`` is the JSON Schema
    of the value, where it is no number.
    """

    name: str
    read: Reader | str
    default: Any = NEEDED
    flags: tuple[Flag, ...] = ()
    joined: Callable[..., Any] | str = ""
    form: Mapping[str, Any] = field(default_factory=dict)

    @property
    def schema(self) -> dict[str, Any]:
        """What machines may give for it, as JSON Schema, with the words of its flags."""
        words = " ".join(flag.help for flag in self.flags)
        limits = self.read.schema if isinstance(self.read, Whole | PartOfOne) else {}
        return {"description": words} | limits | dict(self.form)

    @property
    def needed(self) -> bool:
        """Whether the question cannot be asked without it."""
        return self.default is NEEDED

    def names_a_case(self, value: Any) -> bool:
        """Whether a value is the name of a case that is to be read."""
        texts = (one for one in self.form.get("anyOf", ()) if one.get("format") == "case")
        return isinstance(value, str) and any(texts)


@dataclass(frozen=True, eq=False)
class Question(Generic[R]):
    """One line of the table: a function that can be called, and how else it is asked and shown.

    Dotted paths lead to what answers it (``ask``), to a command that does more than ask and show, to what
    shows a result in the terminal (``view``), to what makes tables of it for spreadsheets (``sheets``), to
    what makes a page of its own of a case and a result (``paper``), and to what another room enters beside it
    (``adds``), which takes what was asked and the result.
    ``page`` is where the documentation tells of it; ``screens`` are the templates of its sections, of which
    ``answer`` shows what the terminal does; ``alone`` says why it has no command, or no screen;
    ``no_issues`` that it may be asked of what follows no deal alone.
    """

    name: str
    ask: str
    page: str
    options: tuple[OwnOption, ...] = ()
    help: str = ""
    command: str = ""
    view: str = ""
    sheets: str = ""
    paper: str = ""
    adds: str = ""
    title: str = ""
    screens: tuple[str, ...] = ()
    alone: str = ""
    no_issues: bool = False

    if TYPE_CHECKING:

        def __call__(
            self,
            case: CaseLike,
            *own: Any,
            draws: int | None = None,
            seed: int | None = None,
            rule: Rule | None = None,
            account: Account | None = None,
            **options: Any,
        ) -> R:
            """Answer the question."""
    else:

        def __call__(self, *args, **options):
            """Answer the question."""
            from .asking import asked

            given, faults, own = arguments(self.name, self.__signature__, args, options), Faults(), {}
            for option in self.options:
                value = given.pop(option.name)
                value = option.default if value is None and not option.needed else value
                own[option.name] = None if value is None else named(option.read)(faults, option.name, value)
            try:
                told = asked(**given, faults=faults)
            except UsageError as error:
                raise _with_own(error, own.values(), given["case"]) from None
            if not (told.case.issues or self.no_issues):
                raise UsageError.of("a conflict without issues", "a case", "walkaway aftermath reads it")
            found = named(self.ask)(told, **own)
            return named(self.adds)(told, found) if self.adds else found

    @cached_property
    def __signature__(self) -> Signature:
        """Case, own options, and what every question takes, as help and editors show it."""
        answering = signature(named(self.ask))
        own = [
            Parameter(
                option.name,
                Parameter.POSITIONAL_OR_KEYWORD if option.default is NEEDED else Parameter.KEYWORD_ONLY,
                default=option.default,
                annotation=answering.parameters[option.name].annotation,
            )
            for option in self.options
        ]
        kinds = {"draws": "int", "seed": "int", "rule": "Rule", "account": "Account", "progress": "Progress"}
        shared = [
            Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=f"{kind} | None")
            for name, kind in kinds.items()
        ]
        case = Parameter("case", Parameter.POSITIONAL_OR_KEYWORD, annotation="CaseLike")
        return Signature([case, *own, *shared], return_annotation=answering.return_annotation)

    @property
    def __name__(self) -> str:
        """Of the function."""
        return self.name

    @property
    def __doc__(self) -> str:  # type: ignore[override]
        """The docstring of ``ask``, with what every question takes and raises."""
        words = cleandoc(named(self.ask).__doc__)
        head, _, tail = words.partition("\nReturns\n")
        told, _, own = head.partition("\nParameters\n----------\n")
        own = f"{own.strip()}\n" if own else ""
        tail, mark, example = tail.partition("\nExamples\n")
        returns, _, more = tail.partition("\nRaises\n------\n")
        parameters = f"Parameters\n----------\n{CASE_TEXT}\n{own}{OPTION_TEXT}\n"
        return f"{told.rstrip()}\n\n{parameters}\nReturns\n{returns}{_USAGE}{more}{mark}{example}"

    def __get__(self, instance: object, owner: type | None = None) -> Question[R]:
        """Make it a routine to ``help``, which then shows how it is called."""
        return self

    def __repr__(self) -> str:
        """As it is called."""
        return f"walkaway.{self.name}{self.__signature__}"

    def to_dict(self, found: Any, case: Case, file: CaseFile | None = None) -> dict[str, Any]:
        """A result as ``--json`` prints it: one head for all questions, and below it what is its own."""
        from .case.accounts import applied_data, case_head

        own, left_out = found.to_dict(), remarks(case, file)
        warnings = [sentence for sentences in left_out.values() for sentence in sentences]
        head = {
            "question": self.name,
            "case": case_head(case),
            "version": __version__,
            "method": own.get("method"),
            "accounts": applied_data(case),
            "warnings": [*warnings, *filter(None, [getattr(found, "partial", "")])],
        }
        data: dict[str, Any] = head | own | left_out
        return data

    def about(self, found: Any, case: Case, file: CaseFile | None = None) -> list[str]:
        """What was asked of which case, and how it was answered, line by line."""
        told = self.to_dict(found, case, file)
        head, method = told["case"], told["method"] or {}
        lines = [head["title"], f"walkaway {self.name}, version {told['version']}"]
        lines += [f"digest of the case: {head['digest']}"]
        spoken = {True: "yes", False: "no"}
        told_of = {name: value for name, value in method.items() if value not in (None, "")}
        lines += [f"{name}: {spoken[v] if isinstance(v, bool) else v}" for name, v in told_of.items()]
        lines += [f"Account taken as true: {' '.join(map(str, one.values()))}" for one in told["accounts"]]
        return [*lines, *told["warnings"]]


def remarks(case: Case, file: CaseFile | None = None) -> dict[str, list[str]]:
    """What an answer leaves out: of another program's files, and of numbers of real ranges."""
    imported = getattr(file, "imported", None)
    found = {} if imported is None else {"not_read": list(imported.lost)}
    if any(issue.real for issue in case.issues.values()):
        found["looked_at"] = list(named(".report.language.real_ranges:between_words")(case))
    return found
