"""What stands around the brackets of the sides in a clause: *a fee of [V: USD 12] [S: USD 20] million*."""

from __future__ import annotations

import re
from typing import Final

_BEFORE: Final = re.compile(r"(?P<lead>[^.:;\[\]\n]*)(?:\[[^\[\]]*\]\s*)*\[[^\[\]]*\Z")
_BEHIND: Final = re.compile(r"\](?:\s*\[[^\[\]]*\])*(?P<rest>[^\[\].;:\n]*)")
_COUNTED: Final = re.compile(r"\s+([^\[\].;:,\n]{1,40})")
_MOST_AROUND: Final = 600


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The words of a position; for one between brackets the clause around them, which says what it is of."""
    if text[end : end + 1] != "]":
        return start, end
    before = _BEFORE.search(text, max(0, start - _MOST_AROUND), start)
    behind = _BEHIND.match(text, end, end + _MOST_AROUND)
    return before.start() if before else start, behind.end() if behind else end


def lead_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The words of a clause before the brackets that a position stands in; empty without brackets."""
    begin = clause_around(text, start, end)[0]
    opened = text.find("[", begin, start)
    return begin, max(begin, opened)


def rest_of(text: str, end: int) -> str:
    """The words of a clause behind the brackets that a position stands in."""
    behind = _BEHIND.match(text, end, end + _MOST_AROUND)
    return behind["rest"] if behind is not None else ""


def counted_behind(text: str, end: int) -> str:
    """What the number between brackets counts, where that stands behind them."""
    counted = _COUNTED.match(rest_of(text, end))
    return counted[1] if counted is not None else ""
