"""A debrief as sheets: each group with its rank, values, gains and shares, and the deal that it signed."""

from __future__ import annotations

from ...analysis.debrief.group_results import Debrief, GroupResult
from ...analysis.result import plain
from ...case import Case
from ...spreadsheet import Cell, Sheet, sheet_of

__all__ = ["debrief_sheets"]

_OF_EACH = {"value": "", "gains": ": gain", "claimed": ": share of the gain", "places": ": rank in its role"}


def debrief_sheets(case: Case, found: Debrief) -> list[Sheet]:
    """Groups in the order of their ranks, with the numbers of ``--json``."""
    heads = ["group", "rank", "signed", "joint gain", "left on the table", "on the frontier", "distance"]
    heads += [f"{case.label(who)}{what}" for what in _OF_EACH.values() for who in found.parties]
    heads += ["red lines of", "below walk-away", *map(case.issue_label, case.issues)]
    return [sheet_of("Groups", heads, [_row(case, found, one) for one in found.groups])]


def _row(case: Case, found: Debrief, one: GroupResult) -> list[Cell]:
    each = [
        None if numbers is None else plain(numbers[who])
        for numbers in (getattr(one, name) for name in _OF_EACH)
        for who in found.parties
    ]
    terms = [None if one.deal is None else case.option_label(name, one.deal[name]) for name in case.issues]
    names = [", ".join(map(case.label, some)) or None for some in (one.refused_by, one.unwilling)]
    yes_no = {True: "yes", False: "no", None: None}
    return [
        one.group, one.rank, yes_no[one.deal is not None], plain(one.joint), plain(one.left),
        yes_no[one.efficient], plain(one.distance), *each, *names, *terms,
    ]  # fmt: skip
