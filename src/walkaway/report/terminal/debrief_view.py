"""``walkaway debrief`` in the terminal: what the class did, and a line for each group."""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.debrief.group_results import Debrief
from ...case import Case
from ...language import counted
from ...printing import Grid, Line, Part, heading
from ..language.people import introductions
from ..language.phrases import capital
from ..language.rules import rule_words
from ..screens.what_groups_signed import (
    GroupRow,
    debrief_sentences,
    group_rows,
    short_names,
    sign_words,
    unit_words,
)

_BESIDE = 2
"""So many parties have their values beside the ranks; those of more stand in a table of their own."""


def debrief_tables(case: Case, found: Debrief) -> Iterator[Part]:
    """What each group signed was worth, for people."""
    rows, names = group_rows(case, found), short_names([one.group for one in found.groups])
    few = len(found.parties) <= _BESIDE
    key = " · ".join(f"{at} {case.label(who)}" for at, who in enumerate(found.parties, 1))
    each = tuple(str(at) for at in range(1, len(found.parties) + 1))
    yield f"{case.title}: what {counted(len(rows), 'group')} signed"
    yield from introductions(case)
    yield Line(f"{capital(rule_words(case, found.rule))}.", "dim")
    yield ""
    yield from debrief_sentences(case, found)
    yield from heading(f"Ranked by joint gain, in {unit_words(found)}")
    if few:
        yield key
    heads = ("group", "rank", *(each if few else ()), "gain", "left", "off", *(("share",) if few else ()))
    yield Grid(heads, tuple((names[row.group], *_row(row, few=few)) for row in rows))
    yield ""
    yield "gain: of all over walking away; left: what could be had more without loss to anybody"
    yield "off: distance to the frontier, where 1 is all that is at stake" + (
        "; share: of the gain, in %" if few else ""
    )
    yield from sign_words(rows)
    if not few:
        yield from heading("Value of each party")
        yield key
        yield Grid(("group", *each), tuple((names[row.group], *row.values) for row in rows))
        yield from heading("Share of each party in the gain, in %")
        without = ("–",) * len(each)
        yield Grid(("group", *each), tuple((names[row.group], *(row.claimed or without)) for row in rows))
    remarks = [f"{row.group}: {row.remark}" for row in rows if row.remark and row.found.deal is not None]
    if remarks:
        yield from heading("What speaks against a deal")
        yield from remarks


def _row(row: GroupRow, *, few: bool) -> tuple[str, ...]:
    joint = "no deal" if row.found.deal is None else row.joint
    own, share = (row.values, (":".join(row.claimed),)) if few else ((), ())
    return (row.rank + row.sign, *own, joint, row.left, row.distance, *share)
