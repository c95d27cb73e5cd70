"""A text as blocks: lines, or paragraphs where lines were wrapped by hand, each with what it looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ..structure.paragraphs import paragraph_spans
from ..wordlist import word_set
from .markers import BYLINE, CALL, CAPTION_HEAD, CLOSER, CREDIT, DATE, SOURCE_NOTE

CAPTION: Final = "caption or credit"
CLOSES: Final = "related stories"
BYLINED: Final = "byline or date"
NOTICE: Final = "call or agency note"

_WORD: Final = re.compile(r"[^\W_]+")
_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_END: Final = re.compile(r"[.!?…。！？]['\"”’»)\]*_]{0,3}(?:\[\d{1,3}\])?$|[:;]$")  # or the number of a note
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
        """Whether it reads as a headline, subhead or list item; a row of a table is none."""
        return not self.why and not self.ends and self.words <= 25 and "\t" not in self.text


def _word_count(text: str) -> int:
    """Words of a text; two characters of a script without spaces count as one."""
    scripts = 0 if text.isascii() else len(_CJK.findall(text)) // 2
    return len(_WORD.findall(text)) + scripts


def blocks_of(text: str) -> list[Block]:
    """Cut a text into blocks, without white space at their ends."""
    return [_block(text, start, end) for start, end in paragraph_spans(text)]


def _block(text: str, start: int, end: int) -> Block:
    body = text[start:end]
    words = _word_count(body)
    ends = _END.search(body[-10:]) is not None
    return Block(start=start, end=end, text=body, words=words, ends=ends, why=_why(body, words, ends))


def _why(body: str, words: int, ends: bool) -> str:
    """Name the furniture that a block's own words show it to be."""
    if not words or words > _CAPTION_WORDS or len(body) > 600:
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
