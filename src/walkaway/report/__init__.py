"""Results into words, charts and one self-contained page; a summary for the terminal.

Each name is loaded when it is first used: tables for the terminal need no charts.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..analysis.asked import Asked
    from .brief import Brief, make_brief
    from .draft_brief import DraftBrief, draft_brief

__all__ = ["Brief", "DraftBrief", "ask", "draft_brief", "make_brief"]

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


def ask(asked: Asked) -> Brief | DraftBrief:
    """The brief: one self-contained page and a terminal summary from the same answers.

    Answers in place of a case bring no documents; the page then has no passages.

    Returns
    -------
    Brief or DraftBrief
        ``html()`` is the page, ``text()`` the summary, ``to_dict()`` plain data. Of a case in which
        judgements are still to be made a DraftBrief: what is known, and what is missing.

    Examples
    --------
    >>> import walkaway
    >>> walkaway.brief("thompson-employment").html()[:15].lower()
    '<!doctype html>'
    """
    from ..evidence import Documents
    from .brief import Brief, make_brief
    from .draft_brief import draft_brief

    if asked.given is not None:
        return Brief(answers=asked.given, documents=Documents({}))
    loaded = asked.file or asked.case
    return draft_brief(loaded) or make_brief(
        loaded, draws=asked.draws, seed=asked.seed, rule=asked.rule, progress=asked.progress
    )
