"""``walkaway sensitivity`` in the terminal: sentences, the ranked list, the smallest changes, the map."""

from __future__ import annotations

from ...analysis.sensitivity.sensitivity import Sensitivity
from ...analysis.sensitivity.twoway import Map
from ...case import Case
from ...case.titles import label_of
from ...language import counted
from ...numbers import hundredths, numbers
from ...printing import Grid, Line, Part
from ..language.people import introductions
from ..language.phrases import count
from ..screens.what_to_find_out import FindOut, find_out


def findout_tables(case: Case, found: Sensitivity) -> list[Part]:
    """At most ten swings and eight flips; ``--json`` has them all."""
    told = find_out(case, found)
    parts: list[Part] = [Line(case.title, "bold"), *introductions(case), "", *told.sentences]
    if told.rows:
        parts += ["", _swings(told), *([Line(told.row_note, "dim")] if told.row_note else [])]
    if told.flips:
        parts += ["", _flips(told), Line(told.flip_note, "dim")]
    if found.map is not None:
        parts += ["", *_map(case, found.map)]
    if told.unmoved:
        parts.append("")
        parts += [f"Not moved: {count(many, 'judgement')}, {reason}" for reason, many in told.unmoved]
    return parts


def _swings(told: FindOut) -> Grid:
    heads = ("judgement", "from", "deal in", "to", "deal in", "worth knowing")
    rows = (
        (row.label, row.low, row.chance_low, row.high, row.chance_high, row.worth or "–") for row in told.rows
    )
    return Grid(heads, tuple(rows), title="What the answer hangs on")


def _flips(told: FindOut) -> Grid:
    heads = ("judgement", "now", "then", "in its range")
    rows = ((flip.label, flip.now, flip.then, "yes" if flip.within else "no") for flip in told.flips)
    if told.exact:
        return Grid(heads[:3], tuple(row[:3] for row in rows), title=told.flip_title)
    return Grid(heads, tuple(rows), title=told.flip_title)


def _map(case: Case, found: Map) -> list[Part]:
    """The grid as numbers: draws of 100 with a deal."""
    first, second = (label_of(case, axis.path) for axis in (found.first, found.second))
    places = range(0, len(found.second.values), 2)
    across = numbers(found.second.values)
    heads = ("", *(across[place] for place in places))
    rows = (
        (value, *(hundredths(row[place]) for place in places))
        for value, row in zip(numbers(found.first.values), found.probability, strict=True)
    )
    grid = Grid(heads, tuple(rows), title="Draws of 100 with a deal", left=0)
    return [grid, f"down: {first}; across: {second}; {counted(found.draws, 'draw')}"]
