"""``walkaway aftermath`` in the terminal: sentences, the states that hold, why, and how they are reached."""

from __future__ import annotations

from ...case import Case
from ...conflict.what_follows import WhatFollows
from ...printing import Grid, Line, Part
from ..language.people import introductions
from ..screens.what_follows_no_deal import CONCEPT_NAMES, NoDeal, what_follows_no_deal


def aftermath_tables(case: Case, found: WhatFollows) -> list[Part]:
    """At most twelve states; ``--json`` has them all."""
    told = what_follows_no_deal(case, found)
    parts: list[Part] = [Line(case.title, "bold"), *introductions(case), "", *told.sentences]
    if told.rows:
        notes = [_legend(told), *([told.more] if told.more else [])]
        parts += ["", _states(told), *(Line(note, "dim") for note in notes)]
    for title, lines in told.why:
        parts += ["", Line(title, "bold"), *(Line(f"  {line}") for line in lines)]
    if told.ways:
        parts += ["", Line("How improvements lead there", "bold"), *(Line(f"  {way}") for way in told.ways)]
    for title, lines in told.worth:
        parts += ["", Line(title, "bold"), *(Line(f"  {line}") for line in lines)]
    if told.bonds:
        parts += ["", *told.bonds]
    if told.wanted:
        heads = ("party", "concept", "% of rankings", "least change: states")
        parts += ["", Grid(heads, told.wanted, title="Rankings under which the state holds", left=2)]
    return [*parts, *([""] if told.notes else []), *(Line(note, "dim") for note in told.notes)]


def _states(told: NoDeal) -> Grid:
    rows = tuple(
        (
            str(row.id),
            row.label,
            "likely" if row.likely else "possible" if row.possible else "no",
            " ".join(one for one, mark in zip(told.concepts, row.marks, strict=True) if mark),
        )
        for row in told.rows
    )
    return Grid(("state", "taken", "reached", "holds by"), rows, title="What can hold", left=4)


def _legend(told: NoDeal) -> str:
    return "; ".join(f"{one}: {CONCEPT_NAMES[one]}" for one in told.concepts)
