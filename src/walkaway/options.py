"""What every question takes, once: draws, seed, rule, account, progress; their limits, words and checks.

The Python functions and the command line read them here, so that both take the same and refuse the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import wraps
from inspect import Signature, signature
from math import isfinite
from numbers import Integral, Real
from operator import index
from os import PathLike, fsencode, fspath
from typing import Any, ParamSpec, TypeVar

from .errors import Fault, Faults, UsageError, nearest, quoted

P = ParamSpec("P")
R = TypeVar("R")

DRAWS = 2000
SEED = 2019
MOST_DRAWS = 1_000_000
"""Most realisations of one question; what fits into memory is checked where the draws are made."""

Progress = Callable[[str, float], None]
"""Told the step, and the share of it done, from 0 to 1."""

HELP = {
    "draws": f"Realisations to sample where judgements are ranges, 1 to {MOST_DRAWS:,}.",
    "seed": "The same seed gives the same bytes; 0 or more.",
    "rule": "Who must accept: case (as the case says), all, a number, or a share (55 %); vetoes stay.",
    "account": "Take one of conflicting accounts as true; once for each account.",
}
CASE_TEXT = """case : str, path, CaseFile, Case or Answers
    A name of the catalogue, a file, a folder, what :func:`load` gave, or answers already computed."""
OPTION_TEXT = f"""draws : int, optional
    Realisations to sample where judgements are ranges, 1 to {MOST_DRAWS:,}; {DRAWS:,} if left out.
seed : int, optional
    The same seed gives the same bytes; {SEED} if left out.
rule : str, int or Agreement, optional
    Who must accept: ``"case"`` (as the case says; if left out too), ``"all"``, or a number.
account : str, sequence of str or mapping of str to str, optional
    Which of conflicting accounts to take as true, as for :func:`load`.
progress : callable, optional
    Told the step and the share of it done."""
_ACCOUNT = "account=name, such as asked=theirs"


def described(value: object) -> str:
    """A value as a message shows it: text in quotes, numbers as they are, anything else by its type.

    >>> described("x"), described(1.5), described(None), described(b"x")
    ('"x"', '1.5', 'nothing', 'bytes')
    """
    if isinstance(value, str):
        return quoted(value)
    if value is None:
        return "nothing"
    if isinstance(value, bool | int | float):
        return quoted(value).strip('"')
    package, name = type(value).__module__.split(".")[0], type(value).__name__
    return name if type(value).__module__ == "builtins" else f"{package}.{name}"


def refuse(faults: Faults, name: str, value: object, expected: str, hint: str = "") -> None:
    """Note that an option is not what it should be."""
    faults.add(Fault(path=name, found=described(value), expected=expected, hint=hint))


@dataclass(frozen=True)
class Whole:
    """Reads whole numbers, numpy's too, within limits that are both allowed."""

    least: int
    most: int | None = None

    @property
    def schema(self) -> dict[str, Any]:
        """The limits as JSON Schema."""
        upper = {} if self.most is None else {"maximum": self.most}
        return {"type": "integer", "minimum": self.least} | upper

    def __call__(self, faults: Faults, name: str, value: object, default: int = 0) -> int:
        """Read one; None is the default, and so is, noted, whatever else it is."""
        if value is None:
            return default
        try:
            number = self.least - 1 if isinstance(value, bool) else index(value)  # type: ignore[arg-type]
        except TypeError:
            number = self.least - 1
        if self.least <= number and (self.most is None or number <= self.most):
            return number
        end = f"of {self.least:,} or more" if self.most is None else f"from {self.least:,} to {self.most:,}"
        refuse(faults, name, value, f"a whole number {end}")
        return default


@dataclass(frozen=True)
class PartOfOne:
    """Reads numbers from 0 to 1, or above 0."""

    above: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """The limits as JSON Schema."""
        return {"type": "number", "exclusiveMinimum" if self.above else "minimum": 0, "maximum": 1}

    def __call__(self, faults: Faults, name: str, value: object) -> float:
        """Read one; what is none is noted, and 0."""
        exact = _exact(value)
        number = -1.0 if exact is None or abs(exact) > 1 else float(exact)
        if (0 < number <= 1) if self.above else (0 <= number <= 1):
            return number
        refuse(faults, name, value, f"a number {'above 0 and at most' if self.above else 'from 0 to'} 1")
        return 0.0


def _exact(value: object) -> Fraction | None:
    """A finite number as it is; None for truth values and everything that is no number."""
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        return None
    if isinstance(value, Integral):
        return Fraction(int(value))
    if isinstance(value, Fraction):
        return value
    number = value if isinstance(value, Decimal) else float(value)
    return Fraction(number) if isfinite(number) else None


def numbers(faults: Faults, name: str, value: object, expected: str) -> list[Fraction] | None:
    """Read several positive numbers; None for nothing, and for whatever else it is, which is noted."""
    if value is None:
        return None
    exact = [_exact(one) for one in _items(value)]
    found = [one for one in exact if one is not None and one > 0]
    if not exact or len(found) < len(exact):
        refuse(faults, name, value, expected)
        return None
    return found


def _items(value: object) -> list[object]:
    """What stands in a list or an array; nothing for text, mappings and everything that has no items."""
    if isinstance(value, str | bytes | Mapping):
        return []
    try:
        return list(value)  # type: ignore[call-overload, no-any-return]
    except TypeError:  # also an array without a dimension
        return []


def teller(faults: Faults, value: object) -> Progress | None:
    """Read whom to tell of the progress; whatever cannot be called is noted."""
    if value is None or callable(value):
        return value
    refuse(faults, "progress", value, "a function that takes the step and the share of it done")
    return None


def text(faults: Faults, name: str, value: object, expected: str, default: str = "") -> str:
    """Read a text; None stands for the default, whatever else it is is noted."""
    if isinstance(value, str):
        return value
    if value is not None:
        refuse(faults, name, value, expected)
    return default


def yes_or_no(faults: Faults, name: str, value: object) -> bool:
    """Read whether; None is no, and so is, noted, whatever else it is."""
    if value is not None and not isinstance(value, bool):
        refuse(faults, name, value, "True or False")
    return value is True


def one_of(faults: Faults, name: str, value: object, known: Sequence[str]) -> str:
    """Read one of several names; empty for nothing, and for whatever else it is, which is noted."""
    if value is None or (isinstance(value, str) and value in ("", *known)):
        return value or ""
    refuse(faults, name, value, f"one of {', '.join(known)}", nearest(value, tuple(known)))
    return ""


def a_path(value: object) -> str | None:
    """Give a path as text; None for what no file can be called."""
    if not isinstance(value, str | PathLike):
        return None
    path = fspath(value)
    try:
        fsencode(path)
    except ValueError:  # half a character
        return None
    return path if isinstance(path, str) and path and "\0" not in path else None


def paths_of_judgements(faults: Faults, name: str, value: object) -> tuple[str, ...]:
    """Read paths of judgements: one as text, or several; none for None, and for whatever else it is."""
    if value is None or isinstance(value, str):
        return () if value is None else (value,)
    if isinstance(value, Sequence) and all(isinstance(path, str) for path in value):
        return tuple(value)
    refuse(faults, name, value, "paths of judgements, such as preferences.us.walk_away")
    return ()


def paths(faults: Faults, name: str, value: object, expected: str) -> list[str]:
    """Read a path, or several; None stands for none, and what is no path is noted."""
    alone = value is None or isinstance(value, str | bytes | PathLike | Mapping)
    given = [] if value is None else [value] if alone else _items(value)
    if not alone and not given and not isinstance(value, Sequence | Set):
        refuse(faults, name, value, expected)
    found: list[str] = []
    for one in given:
        path = a_path(one)
        if path is None:
            refuse(faults, name, one, expected)
        else:
            found.append(path)
    return found


def number_of_yes(faults: Faults, rule: object, least: int, most: int) -> int | None:
    """Read how many must accept, as a number or as text; 0 for all, None for the case's own rule."""
    if rule is None or (isinstance(rule, str) and rule == "case"):
        return None
    if isinstance(rule, str) and rule == "all":
        return 0
    number: object = rule
    if isinstance(rule, str):  # ASCII digits alone: other digits and blanks are slips
        number = int(rule) if rule.isascii() and rule.isdigit() and len(rule) < 7 else None
    trial = Faults()
    found = Whole(least, most)(trial, "rule", rule if number is None else number)
    if not len(trial):
        return found
    expected = f"case, all, a share such as 55 %, or a number of acceptances from {least} to {most}"
    refuse(faults, "rule", rule, expected, nearest(rule, ("case", "all")))
    return None


def choices_in(faults: Faults, account: object) -> dict[str, str]:
    """Read choices among accounts: ``"asked=theirs"``, several such texts, or a mapping."""
    choices: dict[str, str] = {}
    if isinstance(account, Mapping):
        for key, name in account.items():
            if isinstance(key, str) and isinstance(name, str):
                choices[key] = name
            else:
                odd = name if isinstance(key, str) else key
                refuse(faults, "account", odd, "account → name, as text")
        return choices
    if account is not None and (not isinstance(account, str | Sequence) or isinstance(account, bytes)):
        refuse(faults, "account", account, f"{_ACCOUNT}; several; or a mapping")
        return choices
    for text in [account] if isinstance(account, str) else account or ():
        key, equals, name = text.partition("=") if isinstance(text, str) else ("", "", "")
        if not (key and equals and name):
            refuse(faults, "account", text, _ACCOUNT)
        elif key in choices:
            right = "one choice for each account"
            faults.add(Fault(path="account", found=f"{quoted(key)} twice", expected=right))
        else:
            choices[key] = name
    return choices


class WrongKeyword(UsageError, TypeError):
    """A keyword that a function does not take; also a TypeError, as Python has it."""


def arguments(name: str, form: Signature, args: tuple[Any, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    """Every argument of a call by its name; a slip is a WrongKeyword, with the nearest keyword."""
    known = tuple(form.parameters)
    names = ", ".join(known)
    if unknown := [key for key in given if key not in known]:
        raise WrongKeyword(
            Fault(found=f"the keyword {quoted(key)} of {name}()", expected=names or "no keyword",
                  hint=nearest(key, known))
            for key in unknown
        )  # fmt: skip
    try:
        found = form.bind(*args, **given)
    except TypeError as error:
        told = str(error).replace("'", '"')
        raise WrongKeyword([Fault(found=f"{name}(): {told}", expected=names or "no argument")]) from None
    found.apply_defaults()
    return found.arguments


def by_name(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function name the nearest keyword when it is given one that it does not take."""
    form = signature(function)

    @wraps(function)
    def call(*args: P.args, **given: P.kwargs) -> R:
        arguments(function.__name__, form, args, given)
        return function(*args, **given)

    return call
