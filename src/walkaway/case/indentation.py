"""Lines that are indented more or less than those they belong to: the columns that may have been meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from .slips import Slip, shortened, split_line

__all__ = ["blanks", "indents", "outdents", "uneven", "unheaded"]


def blanks(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip(" "))


def uneven(index: int, lines: Sequence[str]) -> Iterator[Slip]:
    """Lines below one key that begin deeper than a line that follows them: moved to it, or it to them."""
    own = blanks(lines[index])
    above = [
        number
        for number in range(index - 1, max(-1, index - 200), -1)
        if lines[number].strip() and not lines[number].lstrip().startswith("#")
    ]
    first = index
    before = lines[above[0]] if above else ":"
    dashed = len(split_line(before)[0])
    if blanks(before) == own < dashed:  # an item that is deeper than its own keys
        column, item = 2 * own - dashed, above[0]
        slip = _slip(item, {item: _moved(before, own - dashed)}, lines, column, index)
        yield replace(slip, expected=f"{_counted(column)}, its keys as on line {index + 1}")
    usual = sum(blanks(line) == blanks(before) for line in lines) > 1
    if usual and own > blanks(before) and re.search(r":\s+\S", before):
        yield from indents(index, lines)  # below a whole line: this one is the odd one
    for number in above:
        if blanks(lines[number]) <= own:
            parent = number
            break
        first = number
    else:
        return
    outer, inner = blanks(lines[parent]), blanks(lines[first])
    if first == index or outer == own:
        return
    if first + 1 < len(lines) and blanks(lines[first + 1]) == inner:
        yield _slip(first, {first: _moved(lines[first], own - inner)}, lines, own, index)
    down = {number: _moved(lines[number], own - inner) for number in range(first, index)}
    back = _slip(first, down, lines, own, index)
    up = _slip(index, {index: _moved(lines[index], inner - own)}, lines, inner, first)
    yield from (back, up) if abs(own - outer - 2) <= abs(inner - outer - 2) else (up, back)


def outdents(index: int, lines: Sequence[str]) -> Iterator[Slip]:
    """Smaller indentations that a line that reads, with what stands in it, may have been meant to have."""
    own = blanks(lines[index])
    for slip in indents(index, lines):
        if blanks(slip.changes[index]) < own:
            yield slip


def unheaded(lines: Sequence[str]) -> Iterator[int]:
    """Lines of a key with nothing behind it, above other keys in the same column."""
    rows = [(number, line) for number, line in enumerate(lines) if line.strip()]
    for (number, line), (_, below) in pairwise(rows):
        if line.rstrip().endswith(":") and blanks(line) == blanks(below) and below.lstrip()[0] not in "-#":
            yield number


def _slip(index: int, moved: dict[int, str], lines: Sequence[str], depth: int, like: int) -> Slip:
    own = blanks(lines[index])
    found = f"{_counted(own)} before {shortened(lines[index])}"
    wanted = f"{_counted(depth)}, as on line {like + 1}"
    hint = "lines that belong together begin in the same column"
    return Slip(index, moved, found, wanted, hint, indents=True)


def indents(index: int, lines: Sequence[str]) -> Iterator[Slip]:
    """Other indentations that a line, and what stands in it, may have been meant to have."""
    line = lines[index]
    own = blanks(line)
    above: dict[int, int] = {}
    for number in range(index - 1, max(-1, index - 200), -1):
        text = lines[number]
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        for depth in (blanks(text), len(split_line(text)[0])):
            above.setdefault(depth, number)
    if not line.strip():
        return
    last = index
    while last + 1 < len(lines) and (not lines[last + 1].strip() or blanks(lines[last + 1]) >= max(own, 1)):
        last += 1
    for depth in sorted(above, key=lambda depth: abs(depth - own)):
        if depth == own:
            continue
        for stop in (last, index):
            moved = {number: _moved(lines[number], depth - own) for number in range(index, stop + 1)}
            yield _slip(index, moved, lines, depth, above[depth])


def _counted(number: int) -> str:
    return f"{number} blank{'s' * (number != 1)}"


def _moved(line: str, by: int) -> str:
    bare = line.lstrip(" ")
    return " " * max(0, len(line) - len(bare) + by) + bare
