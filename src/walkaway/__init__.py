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
    from .errors import (
        BudgetError,
        CaseError,
        CiteError,
        ExtraError,
        Fault,
        InputError,
        ResultsError,
        UsageError,
        WalkawayError,
    )  # fmt: skip
    from .from_documents import cite, draft, read
    from .loading import cases, check, load, schema
    from .question import Question
    from .questions import (
        aftermath,
        analyse,
        bridge,
        compare,
        conditions,
        deals,
        debrief,
        divide,
        frontier,
        improve,
        likely,
        lotteries,
        path,
        play,
        sensitivity,
        solutions,
        steps,
        variants,
        why,
        zone,
    )  # fmt: skip
    from .report.brief import Brief, DraftBrief
    from .tournaments.asked_tournament import tournament

    brief: Question[Brief | DraftBrief]

__all__ = [
    "BudgetError", "CaseError", "CiteError", "ExtraError", "Fault", "InputError", "ResultsError",
    "UsageError", "WalkawayError", "__version__", "aftermath", "analyse", "bridge", "brief", "cases",
    "check", "cite", "compare", "conditions", "deals", "debrief", "divide", "draft", "frontier", "improve",
    "likely", "load", "lotteries", "path", "play", "read", "schema", "sensitivity", "solutions", "steps",
    "tournament", "variants", "why", "zone",
]  # fmt: skip

_HOMES = {
    **dict.fromkeys(("cite", "draft", "read"), ".from_documents"),
    **dict.fromkeys(("cases", "check", "load", "schema"), ".loading"),
    "tournament": ".tournaments.asked_tournament",
}


def __getattr__(name: str) -> Any:
    if name[:1].isupper() and name in __all__:
        return getattr(import_module(".errors", __name__), name)
    if name in _HOMES:
        return getattr(import_module(_HOMES[name], __name__), name)
    if not name.startswith("_"):
        table = import_module(".questions", __name__).TABLE
        if name in table:
            return table[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*__all__, *import_module(".questions", __name__).TABLE})
