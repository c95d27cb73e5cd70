"""The one way to print: clean, as wide as the terminal, with nothing cut off.

What is printed for people is made of lines and grids, laid out here. The width is ``COLUMNS`` where that is
set, else that of the terminal, else (a pipe, a file) 100 columns; never less than 60 nor more than 200.
Running text stops at 100 columns, tables use all. A line that is too long is folded below its own beginning;
a grid that does not fit folds its cells, and where even that is too narrow each row becomes a block.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, TextIO

from .language import clean, escaped, fold, width_of

PIPE, NARROWEST, WIDEST, READING = 100, 60, 200, 100
_GAP, _CELL, _WORD, _HEAD = 2, 14, 30, 10
_CODES = {"bold": "\x1b[1m", "dim": "\x1b[2m"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: leading blanks are its indent, ``hang`` more are those of what is folded.

    A style, bold or dim, is shown on a terminal only; what is ``whole`` stays one line, however long.
    """

    text: str
    style: str = ""
    hang: int = 2
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table without lines, with a head for each column.

    So many columns stand on the ``left`` and may fold; of the others, figures on the right, the heads may.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    left: int = 1


Part = str | Line | Grid
"""What can be printed; a text may hold several lines."""


class OutputError(Exception):
    """What was to be printed could not be: no room, or nobody there to take it; ``left`` if a reader went."""

    left = False


@contextmanager
def taken(stream: TextIO | None) -> Iterator[TextIO]:
    """A stream to print on; what goes wrong with it is one OutputError, and nothing more is tried on it."""
    if stream is None:
        raise OutputError("the output is closed: nothing can be printed")
    try:
        yield stream
        stream.flush()
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError) and not stream.closed:
            raise
        silenced(stream)
        reason = getattr(error, "strerror", None) or "it is closed"
        refused = OutputError(f"the output cannot be written: {reason}")
        refused.left = isinstance(error, BrokenPipeError)
        raise refused from None


def silenced(stream: TextIO | None) -> None:
    """Let what a stream still holds go nowhere, so that the end of the program does not fail on it."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]
        os.close(nowhere)


def heading(text: str) -> list[Part]:
    """A heading below an empty line."""
    return ["", Line(text, "bold")]


def columns(stream: TextIO | None = None) -> int:
    """Columns to print in: ``COLUMNS``, else the terminal's, else 100; from 60 to 200."""
    text = os.environ.get("COLUMNS", "").strip()
    wide = int(text) if text.isdecimal() and len(text) < 7 else 0
    if not wide:
        try:
            wide = os.get_terminal_size((stream or sys.stdout).fileno()).columns
        except (OSError, ValueError, AttributeError):
            wide = 0
    return max(NARROWEST, min(WIDEST, wide or PIPE))


def reading_width(stream: TextIO | None = None) -> int:
    """Columns for running text: as :func:`columns`, but no line is longer than is good to read."""
    return min(columns(stream), READING)


def laid_out(parts: Iterable[Part], width: int) -> Iterator[tuple[str, str]]:
    """Lines with their styles, none wider than the width, nothing left out."""
    reading = min(width, READING)
    for part in parts:
        if isinstance(part, Grid):
            yield from _grid(part, width)
        elif isinstance(part, Line):
            room = 2 * len(part.text) if part.whole else reading
            yield from ((line, part.style) for line in _line(part.text, room, part.hang))
        else:
            yield from ((line, "") for text in part.split("\n") for line in _line(text, reading, 2))


def _line(text: str, width: int, hang: int) -> list[str]:
    text = clean(text).rstrip()
    if width_of(text) <= width:
        return [text]
    indent = " " * min(len(text) - len(text.lstrip(" ")), width // 2)
    return fold(text.lstrip(" "), width, indent, indent + " " * hang)


def _grid(grid: Grid, width: int) -> Iterator[tuple[str, str]]:
    heads = [clean(head) for head in grid.heads]
    rows = [[clean(cell) for cell in row] for row in grid.rows]
    if grid.title:
        yield from ((line, "bold") for line in _line(grid.title, min(width, READING), 2))
    stacks = list(zip(heads, *rows, strict=True))
    wide = [max(map(width_of, column)) for column in stacks]
    least = [
        min(most, max(_CELL, *map(_longest, column))) if place < grid.left
        else max([min(width_of(head), _HEAD), *map(width_of, cells)])
        for place, (most, column) in enumerate(zip(wide, stacks, strict=True)) for head, *cells in [column]
    ]  # fmt: skip
    room = width - _GAP * (len(wide) - 1)
    if sum(wide) > room >= sum(least):
        wide = _shrunk(wide, least, room)
    if sum(wide) + _GAP * (len(wide) - 1) > width:
        yield from ((line, "") for row in rows for line in _block(heads, row, width, grid.left))
        return
    yield from ((line, "dim") for line in _row(heads, wide, grid.left))
    for row in rows:
        yield from ((line, "") for line in _row(row, wide, grid.left))


def _longest(cell: str) -> int:
    """Columns of the longest word of a cell, as far as it should stay whole."""
    return min(_WORD, max(map(width_of, cell.split()), default=0))


def _shrunk(wide: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths made to fit: the widest columns give way first, none below its least."""
    shrunk = list(wide)
    while sum(shrunk) > room:
        able = (place for place, size in enumerate(shrunk) if size > least[place])
        shrunk[max(able, key=shrunk.__getitem__)] -= 1
    return shrunk


def _row(cells: Sequence[str], wide: Sequence[int], left: int) -> Iterator[str]:
    folded = [fold(cell, size, then="  ") for cell, size in zip(cells, wide, strict=True)]
    for texts in zip_longest(*folded, fillvalue=""):
        blanks = (" " * (size - width_of(text)) for text, size in zip(texts, wide, strict=True))
        shown = [
            text + blank if place < left else blank + text
            for place, (text, blank) in enumerate(zip(texts, blanks, strict=True))
        ]
        yield (" " * _GAP).join(shown).rstrip()


def _block(heads: Sequence[str], row: Sequence[str], width: int, left: int) -> Iterator[str]:
    """A row below its text, each figure with its heading."""
    if left:
        yield from _line(" · ".join(filter(None, row[:left])), min(width, READING), 2)
    indent, line = "  " if left else "", ""
    for head, cell in zip(heads[left:], row[left:], strict=True):
        pair = f"{head}: {cell}" if head and cell else cell
        if line and pair and width_of(f"{indent}{line} · {pair}") > width:
            yield from fold(line, width, indent, indent + "  ")
            line = ""
        line += f" · {pair}" if line and pair else pair
    yield from fold(line, width, indent, indent + "  ") if line else ()


def show(parts: Iterable[Part], stream: TextIO | None = None) -> None:
    """Print lines and grids for people, styled only on a terminal and without ``NO_COLOR``."""
    with taken(stream or sys.stdout) as out:
        styled = out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        for line, style in laid_out(parts, columns(out)):
            code = _CODES.get(style, "") if styled and line else ""
            out.write(f"{code}{line}\x1b[0m\n" if code else f"{line}\n")


def print_text(text: str) -> None:
    """Print a text for people and end its line."""
    show([text])


def print_lines(text: str) -> None:
    """Print lines that were laid out for :func:`reading_width`: each stays as it is."""
    show(Line(line, whole=True) for line in text.split("\n"))


def print_messages(text: str, stream: TextIO | None = None) -> None:
    """Print messages, one a line.

    Where that is no terminal and nobody asked for a width, each stays one line, for editors and logs.
    """
    with taken(stream or sys.stdout) as out:
        whole = not out.isatty() and not os.environ.get("COLUMNS")
    show([Line(line, whole=whole) for line in text.split("\n")], out)


def say(text: str) -> None:
    """Say something beside the output: messages on the error stream."""
    if sys.stderr is None:
        return
    with suppress(OutputError):  # where this cannot be said, nothing can
        print_messages(text, sys.stderr)


def json_text(data: Any) -> str:
    """Data as JSON, in which what a terminal would obey is escaped; the data stay as they are."""
    return escaped(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def print_json(data: Any) -> None:
    """Print one JSON object."""
    print_data(json_text(data) + "\n")


def print_data(text: str) -> None:
    """Print what programs read, to the letter: it was made clean in the form of its own format."""
    with taken(sys.stdout) as out:
        out.write(text)
