"""What the functions of the API take: types of a case, a rule and an account, and keywords by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from inspect import signature
from os import PathLike
from typing import TYPE_CHECKING, ParamSpec, TypeAlias, TypeVar

from ..case import Agreement, Case, CaseFile
from ..errors import Fault, nearest, quoted
from ..options import WrongKeyword

if TYPE_CHECKING:
    from ..analysis.answers import Answers

__all__ = ["Account", "CaseLike", "Rule", "question"]

CaseLike: TypeAlias = "str | PathLike[str] | CaseFile | Case | Answers"
"""A name of the catalogue, a path, a folder, what :func:`load` gave, a case, or answers already computed."""
Rule: TypeAlias = str | int | Agreement | Mapping[str, object] | Sequence[Mapping[str, object]]
"""``"case"``, ``"all"``, a number of acceptances, a share as ``"55 %"``, or what ``agreement:`` takes."""
Account: TypeAlias = str | Sequence[str] | Mapping[str, str]
"""``"asked=theirs"``, several such texts, or a mapping from account to name."""

P = ParamSpec("P")
R = TypeVar("R")


def question(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function of the API name the nearest keyword when it is given one that it does not take."""
    form = signature(function)
    known = tuple(form.parameters)

    @wraps(function)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        unknown = [name for name in kwargs if name not in known]
        if unknown:
            raise WrongKeyword(
                Fault(
                    found=f"the keyword {quoted(name)} of {function.__name__}()",
                    expected=", ".join(known) or "no keyword",
                    hint=nearest(name, known),
                )
                for name in unknown
            )
        try:
            form.bind(*args, **kwargs)
        except TypeError as error:
            told = str(error).replace("'", '"')
            raise WrongKeyword(
                [Fault(found=f"{function.__name__}(): {told}", expected=", ".join(known) or "no argument")]
            ) from None
        return function(*args, **kwargs)

    return ask
