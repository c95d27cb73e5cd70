"""Walkaway: was there a deal that all sides would have signed? Negotiation analysis, every number traceable.

>>> import walkaway
>>> walkaway.zone("harbour").verdict
'certain'

Importing the package loads nothing heavy; each name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from .api import (
        analyse,
        bridge,
        brief,
        cases,
        check,
        cite,
        conditions,
        deals,
        divide,
        draft,
        frontier,
        improve,
        likely,
        load,
        lotteries,
        read,
        schema,
        sensitivity,
        solutions,
        steps,
        variants,
        why,
        without,
        zone,
    )
    from .errors import (
        BudgetError,
        CaseError,
        CiteError,
        ExtraError,
        Fault,
        InputError,
        UsageError,
        WalkawayError,
    )

__all__ = [
    "BudgetError",
    "CaseError",
    "CiteError",
    "ExtraError",
    "Fault",
    "InputError",
    "UsageError",
    "WalkawayError",
    "__version__",
    "analyse",
    "bridge",
    "brief",
    "cases",
    "check",
    "cite",
    "conditions",
    "deals",
    "divide",
    "draft",
    "frontier",
    "improve",
    "likely",
    "load",
    "lotteries",
    "read",
    "schema",
    "sensitivity",
    "solutions",
    "steps",
    "variants",
    "why",
    "without",
    "zone",
]

_ERRORS = frozenset(
    {
        "BudgetError",
        "CaseError",
        "CiteError",
        "ExtraError",
        "Fault",
        "InputError",
        "UsageError",
        "WalkawayError",
    }
)


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(".errors" if name in _ERRORS else ".api", __name__)
    value = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
