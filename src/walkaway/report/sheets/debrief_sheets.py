"""A debrief as sheets: each group with its rank, values, gains and shares, and the deal that it signed."""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.debrief.group_results import Debrief, GroupResult
from ...analysis.result import plain
from ...case import Case
from ...spreadsheet import Cell, Table, sheets_named
from .cells import issue_heads, labels, of_each, terms_of

_OF_EACH = {"value": "", "gains": ": gain", "claimed": ": share of the gain", "places": ": rank in its role"}
_YES_NO = {True: "yes", False: "no", None: None}


@sheets_named("Groups")
def debrief_sheets(case: Case, found: Debrief) -> Iterator[Table]:
    """Groups in the order of their ranks, with the numbers of ``--json``."""
    heads = ["group", "rank", "signed", "joint gain", "left on the table", "on the frontier", "distance"]
    heads += [head for what in _OF_EACH.values() for head in labels(case, found.parties, what)]
    heads += ["red lines of", "below walk-away", *issue_heads(case)]
    yield heads, (_row(case, found, one) for one in found.groups)


def _row(case: Case, found: Debrief, one: GroupResult) -> list[Cell]:
    each = [cell for name in _OF_EACH for cell in of_each(found.parties, getattr(one, name))]
    names = [", ".join(map(case.label, some)) or None for some in (one.refused_by, one.unwilling)]
    return [
        one.group, one.rank, _YES_NO[one.deal is not None], plain(one.joint), plain(one.left),
        _YES_NO[one.efficient], plain(one.distance), *each, *names, *terms_of(case, one.deal),
    ]  # fmt: skip
