"""How a case shows itself in a notebook: one small table, every text escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .records import Case

__all__ = ["case_html"]


def case_html(case: Case) -> str:
    """HTML of a case: title, parties, issues with their options."""
    rows = "".join(
        f"<tr><th style='text-align:left'>{escape(issue.title)}</th>"
        f"<td style='text-align:left'>{escape(options)}</td></tr>"
        for issue in case.issues.values()
        for options in [" · ".join(option.title for option in issue.options.values())]
    )
    who = ", ".join(escape(party.title) for party in case.parties.values())
    return f"<div><strong>{escape(case.title)}</strong><br>{who}<table>{rows}</table></div>"
