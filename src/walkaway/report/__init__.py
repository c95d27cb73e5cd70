"""Results into words, charts and one self-contained page; a summary for the terminal.

Each name is loaded when it is first used: tables for the terminal need no charts.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .brief import Brief, make_brief
    from .draft_brief import DraftBrief, draft_brief

__all__ = ["Brief", "DraftBrief", "draft_brief", "make_brief"]

_HOMES = {
    "Brief": ".brief",
    "make_brief": ".brief",
    "DraftBrief": ".draft_brief",
    "draft_brief": ".draft_brief",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name], __name__), name)
    globals()[name] = value
    return value
