"""A text as blocks: lines, or paragraphs where lines were wrapped by hand, each with what it looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ..wordlist import word_set
from .markers import BYLINE, CALL, CAPTION_HEAD, CLOSER, CREDIT, DATE, SOURCE_NOTE

__all__ = ["Block", "blocks_of"]

CAPTION: Final = "caption or credit"
CLOSES: Final = "related stories"
BYLINED: Final = "byline or date"
NOTICE: Final = "call or agency note"

_LINE: Final = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_WORD: Final = re.compile(r"[^\W_]+")
_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_END: Final = re.compile(r"[.!?…。！？]['\"”’»)\]*_]{0,3}$|[:;]$")
_SPEECH: Final = re.compile(r"[\"“”«»]|\b(?:said|says|told|asked|wrote|added|replied)\b", re.IGNORECASE)
_SMALL: Final = word_set("of via for by the and courtesy from in at de on a")
_CAPTION_WORDS: Final = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A line or paragraph; ``ends`` as a sentence does, ``why`` its own words show it to be furniture."""

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


def _word_count(text: str) -> int:
    """Words of a text; two characters of a script without spaces count as one."""
    return len(_WORD.findall(text)) + len(_CJK.findall(text)) // 2


def blocks_of(text: str) -> list[Block]:
    """Cut a text into blocks, without white space at their ends."""
    lines: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        line = match.group()
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            lines.append((start, start + len(line.strip())))
    return [_block(text, start, end) for start, end in _joined(text, lines)]


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join lines that were wrapped at a fixed width, where most lines are."""
    wrapped = sum(
        45 <= first[1] - first[0] <= 130
        and text.count("\n", first[1], second[0]) == 1
        and _continues(text, first, second)
        for first, second in pairwise(lines)
    )
    if wrapped < 4 or wrapped < 0.25 * len(lines):
        return lines
    joined: list[tuple[int, int]] = []
    widest = sorted(end - start for start, end in lines)[int(0.9 * (len(lines) - 1))]
    last = 0
    for start, end in lines:
        begin, stop = joined[-1] if joined else (0, 0)
        near = joined and text.count("\n", stop, start) == 1 and "\f" not in text[stop:start]
        if near and (stop - last >= 0.7 * widest or _continues(text, (last, stop), (start, end))):
            joined[-1] = (begin, end)
        else:
            joined.append((start, end))
        last = start
    return joined


def _continues(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[1] - first[0] >= 30 and text[first[1] - 1] not in '.!?:;…”"' and text[second[0]].islower()


def _block(text: str, start: int, end: int) -> Block:
    body = text[start:end]
    words = _word_count(body)
    ends = _END.search(body[-6:]) is not None
    return Block(start=start, end=end, text=body, words=words, ends=ends, why=_why(body, words, ends))


def _why(body: str, words: int, ends: bool) -> str:
    """Name the furniture that a block's own words show it to be."""
    if words > _CAPTION_WORDS or len(body) > 600:
        return ""
    line = " ".join(body.split())
    if words <= 10 and CLOSER.match(line):
        return CLOSES
    if words <= 14 and not (ends and words > 8) and (DATE.match(line) or (not ends and BYLINE.match(line))):
        return BYLINED
    if CAPTION_HEAD.match(line) or (_credited(line) and not _sourced(line)):
        return CAPTION
    notice = CALL.search(line) if words <= 40 and not _SPEECH.search(line) else None
    return NOTICE if notice is not None and not _END.search(line[: notice.start()].rstrip()) else ""


def _sourced(line: str) -> bool:
    """Whether a line is a paragraph that names its source at the end, rather than a caption."""
    note = SOURCE_NOTE.search(line)
    return note is not None and _word_count(line[: note.start()]) >= 15


def _credited(line: str) -> bool:
    match = CREDIT.search(line[-140:])
    who = match and (match["who"] or match["by"])
    if match is None or who is None:
        return match is not None
    names = [word for word in who.replace("/", " ").split() if word.lower().strip(".,()") not in _SMALL]
    proper = sum(not word[0].islower() for word in names)
    return len(names) <= 12 and proper >= 0.6 * len(names) and not _SPEECH.search(who)
