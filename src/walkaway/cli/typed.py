"""What is typed at the command line, read and refused in the words of the house.

A number is read as in a case file: ``1e4`` is one, ``10,000`` is not and gets the form that is right.
Whatever is wrong is a fault: the option, what was found, what would be right, the nearest known name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from decimal import Decimal
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from .._version import __version__
from ..errors import Fault, Faults, InputError, nearest, quoted
from ..options import PartOfOne, Whole
from ..printing import print_json, say

FAULTS = 2
_PROFILES = "--profiles"
_WHOLE = re.compile(r"[-+]?[0-9]{1,30}(?:(?:\.[0-9]{1,30})?[eE][-+]?[0-9]{1,2})?")
_PLAIN = re.compile(r"[-+]?(?:\.[0-9]{1,30}|[0-9]{1,30}(?:\.[0-9]{0,30})?)(?:[eE][-+]?[0-9]{1,2})?")
_PROBLEM: type[Exception] = typer.BadParameter.__mro__[1]
"""What the library raises of any use that is wrong; its own name for it is not public."""
_OPTIONS: ContextVar[dict[str, str] | None] = ContextVar("options", default=None)
"""Parameter of the command that runs → how it is typed."""


def number(name: str, limits: Whole | PartOfOne, *, like: float) -> Callable[[Any], Any]:
    """A reader for one option: text to a number within its limits, or to the fault that it is.

    >>> read = number("--draws", Whole(1, 1000), like=500)
    >>> read("1e2"), str(read("1,000"))
    (100, '--draws: found "1,000"; expected a whole number from 1 to 1,000, such as 500 (write 1000, ...)')
    >>> str(number("--target", PartOfOne(above=True), like=0.5)("50%"))
    '--target: found "50%"; expected a number above 0 and at most 1, such as 0.5 (write 0.5)'
    """

    def read(text: Any) -> Any:
        if not isinstance(text, str):
            return text
        faults, whole = Faults(), isinstance(limits, Whole)
        value: float | None = float(text) if _PLAIN.fullmatch(text) and not whole else None
        if whole and _WHOLE.fullmatch(text) and (exact := Decimal(text)) == exact.to_integral_value():
            value = int(exact)
        found = limits(faults, name, text if value is None else value)
        for fault in faults:
            expected, hint = f"{fault.expected}, such as {like:g}", _meant(text, limits)
            return replace(fault, found=quoted(text), expected=expected, hint=hint)
        return found

    return read


def _meant(text: str, limits: Whole | PartOfOne) -> str:
    """``write 10000`` for ``10,000``: every reading that would be right."""
    from ..case.right_form import right_form
    from ..case.written_amounts import amount

    if isinstance(limits, PartOfOne):
        return "" if _PLAIN.fullmatch(text) else right_form(text, ("discount",), single=True)
    read, least, most = amount(text), limits.least, limits.most
    meant = [
        f"{value} {when}".strip()
        for value, when in (read.readings if read is not None and not read.percent else ())
        if value.lstrip("-").isdigit() and least <= int(value) and (most is None or int(value) <= most)
    ]
    return f"write {', or '.join(meant)}" if meant and meant != [text] else ""


def fault_list(faults: Sequence[Fault]) -> dict[str, Any]:
    """Faults as ``--json`` prints them."""
    return {"faults": [fault.to_dict() for fault in faults], "version": __version__}


def refused(faults: Sequence[Fault], *, as_json: bool) -> NoReturn:
    """End the command: its input has faults."""
    typed = _OPTIONS.get() or {}  # --draws for draws, where it is no place in a file
    faults = [
        fault if fault.file or fault.line else replace(fault, path=typed.get(fault.path, fault.path))
        for fault in faults
    ]
    if as_json:
        print_json(fault_list(faults))
    else:
        say(str(InputError(faults)))
    raise typer.Exit(FAULTS)


def _typed(param: Any) -> str:
    """How a parameter is typed: the long form of an option, the word that stands for an argument."""
    if param.param_type_name == "argument":
        return _bare(param)
    return str(max(param.opts, key=len))


def _bare(param: Any) -> str:
    return re.sub(r"[^A-Z]", "", str(param.metavar or param.name).upper())


def _form(param: Any) -> str:
    """An option with what follows it: ``--map PATH PATH``."""
    return _typed(param) if _is_flag(param) else f"{_typed(param)} {param.metavar or 'TEXT'}"


def _is_flag(param: Any) -> bool:
    return bool(getattr(param, "is_flag", False))


def _options(command: Any) -> tuple[str, ...]:
    known = [opt for param in command.params if param.param_type_name == "option" for opt in param.opts]
    return (*known, "--help")


def _nearest_option(text: str, known: tuple[str, ...]) -> str:
    """The option that was meant, also with other dashes, or none, before it."""
    bare = re.sub(r"^[^\w]+", "", text.partition("=")[0])
    return nearest(f"--{bare}", known) if bare else ""


@contextmanager
def _in_words(command: Any, args: Sequence[str]) -> Iterator[None]:
    """Say what the library refuses as a fault like any other."""
    json = isinstance(command, Commands) or any(param.name == "as_json" for param in command.params)
    try:
        yield
    except _PROBLEM as problem:
        before = list(args)[: list(args).index("--")] if "--" in args else args
        refused([_fault(command, problem, args)], as_json=json and "--json" in before)


def _fault(command: Any, problem: Any, args: Sequence[str]) -> Fault:
    """The library's complaint as a fault."""
    known, option = _options(command), getattr(problem, "option_name", None)
    named = (one for one in command.params if option in one.opts)
    param = getattr(problem, "param", None) or next(named, None)
    if option is not None and param is None:
        typed = next((arg for arg in args if arg.startswith(option)), option).partition("=")[0]
        hint = _nearest_option(typed, known)
        if not hint and isinstance(command, Commands):
            behind = any(typed in _options(one) for one in command.commands.values())
            hint = "options of a command stand behind its name" if behind else ""
        found = f"the unknown option {quoted(typed)}"
        return Fault(found=found, expected=f"one of {', '.join(known)}", hint=hint)
    if param is None:
        return Fault(found=str(problem), expected="what --help says")
    if param.param_type_name == "argument":
        return Fault(path=_bare(param), found="nothing", expected=_sentence(param.help))
    if option is not None and _is_flag(param):
        given = next((arg for arg in args if arg.startswith(f"{option}=")), option).partition("=")[2]
        right = f"{_typed(param)} alone, without a value"
        return Fault(path=_typed(param), found=quoted(given), expected=right)
    many = "nothing" if param.nargs == 1 else f"fewer than {param.nargs} values"
    return Fault(path=_typed(param), found=many, expected=_form(param), hint=_sentence(param.help))


def _sentence(text: str | None) -> str:
    """A help text within a sentence."""
    text = (text or "what --help says").rstrip(".")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def spread(arguments: Sequence[str]) -> list[str]:
    """Let ``--profiles`` take all files that follow it."""
    found: list[str] = []
    inside = False
    for argument in arguments:
        if argument.startswith("-"):
            inside = argument == _PROFILES
        elif inside and found[-1] != _PROFILES:
            found.append(_PROFILES)
        found.append(argument)
    return found


class Command(TyperCommand):
    """A command that says in words of the house what is wrong about how it was called."""

    allow_extra_args = True  # they are refused in invoke, together with the values

    def make_context(self, info_name: Any, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Parse the arguments; ``--profiles`` takes all files that follow it."""
        args = spread(args) if _PROFILES in _options(self) else args
        with _in_words(self, args):
            return super().make_context(info_name, list(args), parent, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run the command, unless values could not be read or something was left over."""
        faults = [value for value in ctx.params.values() if isinstance(value, Fault)]
        for extra in ctx.args:
            hint = _nearest_option(extra, _options(self))
            faults.append(Fault(found=f"{quoted(extra)} left over", expected=self._whole_form(), hint=hint))
        if faults:
            refused(faults, as_json=bool(ctx.params.get("as_json")))
        _OPTIONS.set({str(param.name): _typed(param) for param in self.params})
        return super().invoke(ctx)

    def _whole_form(self) -> str:
        words = [_bare(param) for param in self.params if param.param_type_name == "argument"]
        return f"no more than walkaway {' '.join([str(self.name), *words])} and options"


class Commands(TyperGroup):
    """All commands: an unknown one gets the nearest."""

    def make_context(self, info_name: Any, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Parse what stands before the command; nothing at all shows the help."""
        if not args:
            return super().make_context(info_name, args, parent, **extra)
        with _in_words(self, args):
            return super().make_context(info_name, list(args), parent, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an interrupt while its modules are loaded ends it as any other."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            say("interrupted; nothing was written")
            raise typer.Exit(130) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command."""
        if args and args[0] not in self.commands and not ctx.resilient_parsing:
            known = tuple(self.commands)
            hint = nearest(args[0].lower(), known) or "walkaway COMMAND CASE; walkaway --help lists them"
            found, right = f"the unknown command {quoted(args[0])}", f"one of {', '.join(known)}"
            refused([Fault(found=found, expected=right, hint=hint)], as_json="--json" in args)
        return super().resolve_command(ctx, args)
