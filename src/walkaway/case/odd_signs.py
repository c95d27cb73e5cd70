"""Slips that are seen by looking: merge markers, odd signs, tabs, sections, and lines in the wrong column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from .meant import colons_meant
from .slips import WORD, Slip, blanks, end_of, shortened, split_line

MOST = 40
"""Most slips of one kind that are said."""
_FAR = 200  # lines above in which a column is looked for
_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_ODD_INDENT = re.compile(rf"^[ \t]*[{_SPACES}][ \t{_SPACES}]*")
_TABS = re.compile(r"^ *\t+[ \t]*(?=\S)")
_ODD_GAP = re.compile(
    rf"(?P<key>(?:^[ \t]*(?:- +)*|[{{,][ \t]*)[\"']?[\w.-]+[\"']?)"
    rf"(?:[{_SPACES}][ \t{_SPACES}]*:[ \t{_SPACES}]*|[ \t]*:[ \t]*[{_SPACES}][ \t{_SPACES}]*)(?=\S|$)"
    rf"|(?P<dash>^[ \t]*-)[ \t]*[{_SPACES}][ \t{_SPACES}]*"
)
_UNSEEN = re.compile(
    r"(?P<key>(?:^[ \t]*(?:- +)*|[{,][ \t]*)[\w.-]*)"
    r"[\u00ad\u200b-\u200f\u2060\ufeff](?=[^\s:]*:(?:\s|$))"
)
_TAB_GAP = re.compile(r"(?P<key>^[ \t]*(?:- +)*[\"']?[\w.-]+[\"']?:) *\t[ \t]*(?=\S)")
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def odd_signs(lines: Sequence[str]) -> Iterator[Slip]:
    """Slips in lines that change while they are said: the next is looked for in what the last has left."""
    yield from _merge_markers(lines)
    yield from colons_meant(lines)
    yield from _at_once(lines, _CONTROL, "the character {name}", "text without it", "delete it")
    yield from _gaps(lines, _UNSEEN, "", "it cannot be seen: delete it")
    yield from _gaps(lines, _ODD_GAP, ": ", "it looks like a blank and is none")
    yield from _at_once(lines, _ODD_INDENT, "{name} as indentation", "blanks", "the two look alike")


def _merge_markers(lines: Sequence[str]) -> Iterator[Slip]:
    """The lines by which a version control system parts two versions; the first version is read on."""
    theirs = False
    for number, line in enumerate(lines):
        marker = re.match(r"(<{7}|>{7}|\|{7}|={7})(?:\s|$)", line)
        if marker:
            ended = any(later.startswith(">" * 7) for later in lines[number + 1 :])
            theirs = marker[1][0] in "=|" and ended
            found = f"the merge marker {shortened(line)}"
            hint = "delete this line, and the version that is not meant"
            yield Slip(number, {number: end_of(line)}, found, "one version", hint)
        elif theirs:
            yield Slip(number, {number: end_of(line)}, "", "")


def _gaps(lines: Sequence[str], pattern: re.Pattern[str], gap: str, hint: str) -> Iterator[Slip]:
    """Lines whose key has a sign beside it that is no blank, or one in it that cannot be seen."""

    def put(hit: re.Match[str]) -> str:
        dash = hit.groupdict().get("dash")
        return f"{dash} " if dash else hit["key"] + gap

    for number in [number for number, line in enumerate(lines) if pattern.search(line)][:MOST]:
        new = line = lines[number]
        shown = "".join(hit[0] for hit in pattern.finditer(line))
        sign = next(char for char in shown if char in "\t\u00ad" or not (char.isprintable() or char == " "))
        while (hit := pattern.search(new)) is not None:
            new = new[: hit.start()] + put(hit) + new[hit.end() :]
        name = "tab" if sign == "\t" else unicodedata.name(sign, "sign").lower()
        article = "an" if name[0] in "aeiou" else "a"
        bare = shortened(line.replace(sign, " " if gap else ""))
        found = f"{article} {name} (U+{ord(sign):04X}) in {bare}"
        yield Slip(number, {number: new}, found, shortened(new), hint)


def tab_gaps(lines: Sequence[str]) -> Iterator[Slip]:
    """Tabs between a key and its value."""
    return _gaps(lines, _TAB_GAP, " ", "a tab looks like a blank and is none")


def _at_once(
    lines: Sequence[str], pattern: re.Pattern[str], found: str, expected: str, hint: str
) -> Iterator[Slip]:
    """One slip of many lines, with blanks in its place where it indents, else nothing."""
    hits = {number: hit[0] for number, line in enumerate(lines) if (hit := pattern.search(line))}
    if not hits:
        return
    first, *others = hits
    sign = next((char for char in hits[first] if char not in " \t"), "\t")
    found = found.format(name=unicodedata.name(sign, "").lower() or f"U+{ord(sign):04X}")
    more = f", here and on {len(others)} more line{'s' * (len(others) != 1)}" if others else ""

    def put(hit: re.Match[str]) -> str:
        return "" if pattern is _CONTROL else " " * len(hit[0].replace("\t", "  "))

    changes = {number: pattern.sub(put, lines[number]) for number in hits}
    yield Slip(first, changes, found + more, expected, hint)


def tabs(lines: Sequence[str], meant: Callable[[int], str]) -> Iterator[Slip]:
    """Tabs at the start of lines; of a single line with what was meant instead."""
    words = "a tab as indentation", "blanks, two for each level", "tabs do not indent"
    for slip in _at_once(lines, _TABS, *words):
        single = {slip.line: meant(slip.line)} if len(slip.changes) == 1 else slip.changes
        yield replace(slip, changes=single)


def as_sections(lines: Sequence[str]) -> Slip | None:
    """A file of nothing but ``[section]`` and ``key = value``, the sections of another notation."""
    changes: dict[int, str] = {}
    inside = ""
    for number, line in enumerate(lines):
        if not line.strip() or line.lstrip()[0] in "#;":
            continue
        section = re.fullmatch(rf"\[+({WORD})\]+\s*", line)
        pair = re.fullmatch(rf"\s*({WORD})\s*=\s*(\S.*\s*)", line)
        if section:
            inside, changes[number] = "  ", f"{section[1]}:\n"
        elif pair:
            changes[number] = f"{inside}{pair[1]}: {pair[2]}"
        else:
            return None
    if len(changes) < 2:
        return None
    first, more = min(changes), len(changes) - 1
    hint = "a part is its name and a colon, below it indented lines of key: value"
    hint += f"; so too on {more} more line{'s' * (more > 1)}"
    return Slip(first, changes, lines[first].strip(), changes[first].strip(), hint)


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
