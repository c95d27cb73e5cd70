"""Slips that are seen by looking: merge markers, control characters, blanks that are none, sections."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from .meant import colons_meant
from .slips import WORD, Slip, end_of, shortened

__all__ = ["MOST", "as_sections", "odd_signs", "tab_gaps", "tabs"]

MOST = 40
"""Most slips of one kind that are said."""
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
