"""Lines that are indented more or less than those they belong to: the columns that may have been meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from .slips import Slip, blanks, shortened, split_line

__all__ = ["indents", "outdents", "uneven", "unheaded"]

_FAR = 200


def _above(index: int, lines: Sequence[str]) -> list[int]:
    """The lines above, the nearest first, that are neither empty nor comments."""
    near = range(index - 1, max(-1, index - _FAR), -1)
    return [number for number in near if lines[number].strip() and not lines[number].lstrip().startswith("#")]


def uneven(index: int, lines: Sequence[str]) -> Iterator[Slip]:
    """Lines below one key that begin deeper than a line that follows them: moved to it, or it to them."""
    own = blanks(lines[index])
    above = _above(index, lines)
    before = lines[above[0]] if above else ":"
    dashed = len(split_line(before)[0])
    if blanks(before) == own < dashed:  # an item that is deeper than its own keys
        slip = _slip(above[0], [above[0]], lines, 2 * own - dashed, index)
        yield replace(slip, expected=f"{_counted(2 * own - dashed)}, its keys as on line {index + 1}")
    usual = sum(blanks(line) == blanks(before) for line in lines) > 1
    if usual and own > blanks(before) and re.search(r":\s+\S", before):
        yield from indents(index, lines)  # below a whole line: this one is the odd one
    first = index
    for parent in above:
        if blanks(lines[parent]) <= own:
            break
        first = parent
    else:
        return
    outer, inner = blanks(lines[parent]), blanks(lines[first])
    if first == index or outer == own:
        return
    if first + 1 < len(lines) and blanks(lines[first + 1]) == inner:
        yield _slip(first, [first], lines, own, index)
    back = _slip(first, range(first, index), lines, own, index)
    up = _slip(index, [index], lines, inner, first)
    yield from (back, up) if abs(own - outer - 2) <= abs(inner - outer - 2) else (up, back)


def outdents(index: int, lines: Sequence[str]) -> Iterator[Slip]:
    """Smaller indentations that a line that reads, with what stands in it, may have been meant to have."""
    own = blanks(lines[index])
    return (slip for slip in indents(index, lines) if blanks(slip.changes[index]) < own)


def unheaded(lines: Sequence[str]) -> Iterator[int]:
    """Lines of a key with nothing behind it, above other keys in the same column."""
    rows = [(number, line) for number, line in enumerate(lines) if line.strip()]
    for (number, line), (_, below) in pairwise(rows):
        if line.rstrip().endswith(":") and blanks(line) == blanks(below) and below.lstrip()[0] not in "-#":
            yield number


def indents(index: int, lines: Sequence[str]) -> Iterator[Slip]:
    """Other indentations that a line, and what stands in it, may have been meant to have."""
    if not lines[index].strip():
        return
    own = blanks(lines[index])
    above: dict[int, int] = {}
    for number in _above(index, lines):
        for depth in (blanks(lines[number]), len(split_line(lines[number])[0])):
            above.setdefault(depth, number)
    last = index
    while last + 1 < len(lines) and (not lines[last + 1].strip() or blanks(lines[last + 1]) >= max(own, 1)):
        last += 1
    above.pop(own, None)
    for depth in sorted(above, key=lambda depth: abs(depth - own)):
        for stop in (last, index):
            yield _slip(index, range(index, stop + 1), lines, depth, above[depth])


def _slip(index: int, rows: Sequence[int], lines: Sequence[str], depth: int, like: int) -> Slip:
    """Rows moved as far as brings the first of them to a column, which is that of another line."""
    by = depth - blanks(lines[rows[0]])
    moved = {number: " " * max(0, blanks(lines[number]) + by) + lines[number].lstrip(" ") for number in rows}
    found = f"{_counted(blanks(lines[index]))} before {shortened(lines[index])}"
    hint = "lines that belong together begin in the same column"
    return Slip(index, moved, found, f"{_counted(depth)}, as on line {like + 1}", hint, indents=True)


def _counted(number: int) -> str:
    return f"{number} blank{'s' * (number != 1)}"
