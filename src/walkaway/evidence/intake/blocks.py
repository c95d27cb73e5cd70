"""A text as blocks: lines, or paragraphs where lines were wrapped by hand, each with what it looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from .markers import (
    BYLINE,
    CALL,
    CAPTION_HEAD,
    CLOSER,
    CREDIT,
    DATE,
    DATED_SECTION,
    NAV,
    NOTE,
    PROMO,
    RELATIVE_TIME,
    SOURCE_NOTE,
    WIRE_NOTE,
)

__all__ = ["Block", "blocks_of", "word_count"]

CAPTION: Final = "caption or credit"
NAVIGATION: Final = "page navigation"
CLOSES: Final = "related stories"
BYLINED: Final = "byline or date"
CONTACT: Final = "contact or subscription line"
WIRE: Final = "agency or source note"
EDITORIAL: Final = "note of the newsroom"
POINTER: Final = "link to another story"

_LINE: Final = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_WORD: Final = re.compile(r"[^\W_]+")
_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_END: Final = re.compile(r"[.!?…。！？]['\"”’»)\]*_]{0,3}$|[:;]$")
_FIRST: Final = re.compile(r"[a-z0-9)”\"’][.!?][”\"’)]{0,2}\s(?=[A-Z“\"©@(])")
_QUOTED: Final = re.compile('["“”«»]')
_SAID: Final = re.compile(r"\b(?:said|says|told|asked|wrote|added|tweeted|replied)\b", re.IGNORECASE)
_SMALL: Final = frozenset(
    ("of", "via", "for", "by", "the", "and", "et", "al", "courtesy", "from", "in", "at", "de", "on", "a")
)
_LONGEST_LINE: Final = 600
_CAPTION_WORDS: Final = 90
_PARAGRAPH_WORDS: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A line or paragraph."""

    start: int
    end: int
    text: str
    words: int
    ends: bool
    why: str

    @property
    def prose(self) -> bool:
        """Whether it reads as text of an article."""
        return not self.why and ((self.ends and self.words >= 5) or self.words >= 30)

    @property
    def heading(self) -> bool:
        """Whether it reads as a headline, subhead or list item."""
        return not self.why and not self.ends and self.words <= 25


def word_count(text: str) -> int:
    """Words of a text."""
    return len(_WORD.findall(text)) + len(_CJK.findall(text)) // 2


def blocks_of(text: str) -> list[Block]:
    """Cut a text into blocks."""
    lines: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        line = match.group()
        inner = line.strip()
        if inner:
            start = match.start() + len(line) - len(line.lstrip())
            lines.append((start, start + len(inner)))
    return [_block(text, start, end) for start, end in _joined(text, lines)]


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join lines that were wrapped at a fixed width, where most lines are."""
    inner = [
        (first, second)
        for first, second in pairwise(lines)
        if 45 <= first[1] - first[0] <= 130 and text.count("\n", first[1], second[0]) == 1
    ]
    wrapped = sum(_continues(text, first, second) for first, second in inner)
    if wrapped < 4 or wrapped < 0.25 * len(lines):
        return lines
    joined: list[tuple[int, int]] = []
    widest = sorted(end - start for start, end in lines)[int(0.9 * (len(lines) - 1))]
    last = 0
    for start, end in lines:
        if joined and text.count("\n", joined[-1][1], start) == 1 and "\f" not in text[joined[-1][1] : start]:
            first = (last, joined[-1][1])
            full = first[1] - first[0] >= 0.7 * widest
            if full or _continues(text, first, (start, end)):
                joined[-1] = (joined[-1][0], end)
                last = start
                continue
        joined.append((start, end))
        last = start
    return joined


def _continues(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[1] - first[0] >= 30 and text[first[1] - 1] not in '.!?:;…”"' and text[second[0]].islower()


def _block(text: str, start: int, end: int) -> Block:
    body = text[start:end]
    words = word_count(body)
    ends = _END.search(body[-6:]) is not None
    return Block(start=start, end=end, text=body, words=words, ends=ends, why=_why(body, words, ends))


def _why(body: str, words: int, ends: bool) -> str:
    """Name the furniture that a block's own words show it to be."""
    if len(body) > _LONGEST_LINE or words > _CAPTION_WORDS:
        return ""
    line = " ".join(body.split())
    if words <= 14 and not (ends and words > 8):
        if NAV.match(line):
            return NAVIGATION
        if words <= 10 and CLOSER.match(line):
            return CLOSES
        if DATE.match(line) or RELATIVE_TIME.match(line) or DATED_SECTION.match(line):
            return BYLINED
        if not ends and BYLINE.match(line):
            return BYLINED
    if CAPTION_HEAD.match(line) or (_credited(line) and not _sourced(line)):
        return CAPTION
    speech = _QUOTED.search(line) is not None or _SAID.search(line) is not None
    if words <= 30 and PROMO.match(line) and not (ends and _SAID.search(line)):
        return POINTER
    if words <= 60 and _leads(WIRE_NOTE, line) and not _QUOTED.search(line):
        return WIRE
    if _leads(NOTE, line):
        return EDITORIAL
    return CONTACT if words <= 60 and not speech and _leads(CALL, line) else ""


def _sourced(line: str) -> bool:
    """Whether a line is a paragraph that names its source at the end, rather than a caption."""
    note = SOURCE_NOTE.search(line)
    return note is not None and word_count(line[: note.start()]) >= _PARAGRAPH_WORDS


def _leads(pattern: re.Pattern[str], line: str) -> bool:
    """Whether a line is furniture from its first sentence on, not text with furniture glued to it."""
    first = _FIRST.search(line)
    stop = first.end() if first is not None else len(line)
    return any(match.start() < stop and match.end() - stop < 200 for match in pattern.finditer(line))


def _credited(line: str) -> bool:
    tail = line[-140:]
    match = CREDIT.search(tail)
    if match is None:
        return False
    who = match["who"] or match["by"]
    if who is None:
        return True
    names = [word for word in who.replace("/", " ").split() if word.lower().strip(".,()") not in _SMALL]
    proper = sum(not word[0].islower() for word in names)
    return len(names) <= 12 and proper >= 0.6 * len(names) and not _SAID.search(who)
