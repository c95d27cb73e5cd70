"""``walkaway sensitivity`` in the terminal: sentences, the ranked list, the smallest changes, the map."""

from __future__ import annotations

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..analysis.knowing.sensitivity import Sensitivity
from ..analysis.knowing.twoway import Map
from ..case import Case
from .console import terminal_width
from .findout import FindOut, find_out, label_of
from .phrases import count, number

__all__ = ["findout_tables"]


def findout_tables(case: Case, found: Sensitivity) -> list[RenderableType]:
    """What matters and what to find out first, for people.

    Parameters
    ----------
    case : Case
    found : Sensitivity

    Returns
    -------
    list of rich renderables
        At most ten swings and eight flips; ``--json`` has them all.
    """
    told = find_out(case, found)
    width = terminal_width()
    parts: list[RenderableType] = [Text(case.title, style="bold"), Text("")]
    parts += [Padding(Text(text), (0, 0, 0, 0)) for text in told.sentences]
    if told.rows:
        parts += [Text(""), _swings(told, width)]
    if told.flips:
        parts += [Text(""), _flips(told, width)]
    if found.map is not None:
        parts += [Text(""), *_map(case, found.map, width)]
    if told.unmoved:
        parts.append(Text(""))
        parts += [Text(f"Not moved: {count(many, 'judgement')}, {reason}") for reason, many in told.unmoved]
    return parts


def _swings(told: FindOut, width: int) -> Table:
    table = Table(
        box=None, pad_edge=False, width=width, title="What the answer hangs on", title_justify="left"
    )
    table.add_column("judgement", ratio=1, overflow="ellipsis", no_wrap=True)
    for name in ("from", "to", "deal in", "deal in", "worth knowing"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in told.rows:
        table.add_row(Text(row.label), row.low, row.high, row.chance_low, row.chance_high, row.worth or "–")
    return table


def _flips(told: FindOut, width: int) -> Table:
    table = Table(box=None, pad_edge=False, width=width, title=told.flip_title, title_justify="left")
    table.add_column("judgement", ratio=1, overflow="ellipsis", no_wrap=True)
    for name in ("now", "then") if told.exact else ("now", "then", "in its range"):
        table.add_column(name, justify="right", no_wrap=True)
    for flip in told.flips:
        cells = [flip.now, flip.then] if told.exact else [flip.now, flip.then, "yes" if flip.within else "no"]
        table.add_row(Text(flip.label), *cells)
    return table


def _map(case: Case, found: Map, width: int) -> list[RenderableType]:
    """The grid as numbers: draws of 100 with a deal."""
    first, second = (label_of(case, axis.path) for axis in (found.first, found.second))
    table = Table(
        box=None, pad_edge=False, width=width, title="Draws of 100 with a deal", title_justify="left"
    )
    table.add_column("", justify="right", no_wrap=True)
    places = range(0, len(found.second.values), 2)
    for place in places:
        table.add_column(number(found.second.values[place]), justify="right", no_wrap=True)
    for value, row in zip(found.first.values, found.probability, strict=True):
        table.add_row(number(value), *(f"{100 * row[place]:.0f}" for place in places))
    return [table, Text(f"down: {first}; across: {second}; {found.draws:,} draws")]
