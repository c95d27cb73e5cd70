"""Tables as HTML for notebooks: the plain look of the page, text escaped, right by day and by night.

Ink is that of the notebook and lines are half-transparent grey, so that no colour has to be known. A notebook
that takes styles out shows plain tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from math import isfinite
from typing import TypeGuard

from ..language import counted
from ..numbers import number, numbers
from ..spreadsheet import Cell, Sheet

_FEW, _LONG = 8, 30
ROWS = 12
"""Rows that are shown of a table; a data frame has all."""

_STYLE = """<style>
.walkaway { overflow-x: auto; font-variant-numeric: tabular-nums; }
.walkaway table { border-collapse: collapse; margin: .4em 0; font-size: .9em; }
.walkaway summary { padding: .2em 0; }
.walkaway th, .walkaway td { text-align: left; vertical-align: top; padding: .25em .9em .25em 0;
  max-width: 22em;
  background: none; color: inherit; border: 0; border-bottom: 1px solid rgba(128,128,128,.4); }
.walkaway th { font-weight: 600; }
.walkaway .long { min-width: 16em; }
.walkaway .n { text-align: right; white-space: nowrap; }
.walkaway .note { opacity: .75; font-size: .85em; }
</style>"""


def page_part(title: str, record: Sheet | None, tables: Sequence[Sheet], note: str) -> str:
    """What a notebook shows of a result: single fields, the first table, others folded, how it came about."""
    told = [] if record is None else _told(record)
    parts = [_in_a_line(told)] if tables and len(told) <= _FEW else []
    parts += [_table(one) for one in tables[:1] if one.rows] or ([] if tables else [_upright(told)])
    parts += [_folded(_named(one), _table(one)) for one in tables[1:] if one.rows]
    none = ", ".join(escape(one.name) for one in tables if not one.rows)
    parts += [f"<div class='note'>none: {none}</div>"] if none else []
    parts += [_folded("other fields", _upright(told))] if tables and len(told) > _FEW else []
    last = f"<div class='note'>{escape(note)}</div>" if note else ""
    return f"{_STYLE}<div class='walkaway'><strong>{escape(title)}</strong>{''.join(parts)}{last}</div>"


def _named(sheet: Sheet) -> str:
    rows = counted(len(sheet.rows), "row")
    return f"{escape(sheet.name)} <span class='note'>{rows}</span>"


def _folded(name: str, inside: str) -> str:
    return f"<details><summary>{name}</summary>{inside}</details>"


def _told(record: Sheet) -> list[tuple[str, Cell]]:
    """What is known of single fields."""
    told = zip((column.head for column in record.columns), record.rows[0], strict=True)
    return [(head, cell) for head, cell in told if cell not in (None, "")]


def _in_a_line(told: Sequence[tuple[str, Cell]]) -> str:
    words = (f"{_words(head)}: {number(cell) if _is_number(cell) else _text(cell)}" for head, cell in told)
    return f"<div class='note'>{' · '.join(words)}</div>"


def _upright(told: Sequence[tuple[str, Cell]]) -> str:
    """Single fields as a table of two columns: what, and how much."""
    rows = (f"<tr><th>{_words(head)}</th>{_cells([cell])[0]}</tr>" for head, cell in told[: 4 * ROWS])
    return f"<table>{''.join(rows)}</table>{_more(len(told) - 4 * ROWS, 'field')}"


def _table(sheet: Sheet) -> str:
    shown = sheet.rows[:ROWS]
    columns = [_cells([row[place] for row in shown]) for place in range(len(sheet.columns))]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*columns, strict=True))
    figures = [column[0].startswith("<td class=n") for column in columns]
    heads = "".join(f"<tr>{line}</tr>" for line in _heads([one.head for one in sheet.columns], figures))
    return f"<table><thead>{heads}</thead><tbody>{body}</tbody></table>{_more(len(sheet.rows) - ROWS, 'row')}"


def _heads(names: Sequence[str], figures: Sequence[bool]) -> Iterator[str]:
    """One line of heads, or two where columns belong together: ``value.crew`` and ``value.port``."""
    parts = [name.partition(".") for name in names]
    pairs = [(first if rest else "", rest or first) for first, _, rest in parts]
    if any(group for group, _ in pairs):
        groups = ((group, len([*some])) for group, some in groupby(pairs, key=lambda pair: pair[0]))
        yield "".join(f"<th colspan='{width}'>{_words(group)}</th>" for group, width in groups)
    yield "".join(
        f"<th{' class=n' if right else ''}>{_words(name)}</th>"
        for (_, name), right in zip(pairs, figures, strict=True)
    )


def _words(name: str) -> str:
    return escape(name.replace(".", " ").replace("_", " "))


def _cells(column: Sequence[Cell]) -> list[str]:
    """The cells of a column; numbers that differ look different."""
    written = iter(numbers([cell for cell in column if _is_number(cell)]))
    return [
        f"<td class=n>{next(written)}</td>" if _is_number(cell)
        else f"<td{' class=long' if len(text := _text(cell)) > _LONG else ''}>{text}</td>"
        for cell in column
    ]  # fmt: skip


def _is_number(cell: Cell) -> TypeGuard[int | float]:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell)


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else escape(str(cell))


def _more(left: int, what: str) -> str:
    words = f"… and {counted(left, f'more {what}')}; to_frame() and to_dict() have all"
    return f"<div class='note'>{words}</div>" if left > 0 else ""
