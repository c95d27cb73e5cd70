"""Results into words, charts and one self-contained page; a summary for the terminal.

Each name is loaded when it is first used: tables for the terminal need no charts.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..analysis.asked import Asked
    from .brief import Brief, DraftBrief, draft_brief, make_brief

__all__ = ["Brief", "DraftBrief", "ask", "draft_brief", "make_brief"]

_HOME = {"Brief", "DraftBrief", "draft_brief", "make_brief"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value = getattr(import_module(".brief", __name__), name)
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
    from .brief import Brief, draft_brief, make_brief

    if asked.given is not None:
        return Brief(answers=asked.given, documents=Documents({}))
    loaded = asked.file or asked.case
    return draft_brief(loaded) or make_brief(
        loaded, draws=asked.draws, seed=asked.seed, rule=asked.rule, progress=asked.progress
    )
