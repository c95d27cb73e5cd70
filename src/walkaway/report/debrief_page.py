"""The page of a debrief: one picture that a teacher shows, the class in words, one line a group."""

from __future__ import annotations

from .._version import __version__
from ..analysis.debrief.group_results import Debrief
from ..case import Case
from ..case.accounts import applied_words
from .charts.groups import group_charts
from .language.people import people
from .language.rules import rule_words
from .screens.what_groups_signed import debrief_sentences, group_rows, short_names, sign_words, unit_words
from .self_contained import drawn, scripts, shell

_HOW = {"exact": "exact", "central": "exact, for the central realisation"}
_CROWD = 12
"""With so many groups some dots of a narrow picture may have no room for a name."""


def debrief_page(case: Case, found: Debrief) -> str:
    """Render the page of a debrief: one file that needs no network."""
    groups, rows = [one.group for one in found.groups], group_rows(case, found)
    names = short_names(groups)
    cut = f"{names[groups[0]]} is “{groups[0]}”, and so on." if names[groups[0]] != groups[0] else ""
    central = "" if found.method.realisation == "exact" else (
        " Values are central ones: likely values, middles of ranges, centres of orders."
    )  # fmt: skip
    crowd = (
        " A dot without a name had no room for one; every group stands below." if len(groups) > _CROWD else ""
    )
    charts = [drawn(chart) for chart in group_charts(case, found, names)]
    return shell(
        "debrief.html.j2",
        case,
        scripts(),
        found=found,
        people=[person for person in people(case).values() if not person.ratifier],
        charts=charts,
        caption=f"{cut}{central}{crowd if len(found.parties) == 2 else ''}".strip(),
        sentences=debrief_sentences(case, found),
        rows=rows,
        signs=sign_words(rows),
        remarks=any(row.remark and row.found.deal is not None for row in rows),
        unit=unit_words(found),
        rule=rule_words(case, found.rule),
        applied=applied_words(case),
        how=_HOW[found.method.realisation] if found.method.exact else "rounded",
        version=__version__,
    )
