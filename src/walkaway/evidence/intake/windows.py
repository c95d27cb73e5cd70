"""Windows of 40 to 80 words over text without punctuation, cut where a sentence most likely begins.

No cut is certain: a word that opens sentences, after a word that can close one, before or after words of
reporting. That is all the text still shows, so every window says its boundaries are estimated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..records import Passage
from ..wordlist import word_set

__all__ = ["windows"]

_TOKEN: Final = re.compile(r"\S+")
_LEAST: Final = 40
_MOST: Final = 80
_OPENERS: Final = {
    **dict.fromkeys(
        word_set("but however meanwhile still although though yet despite according moreover furthermore"),
        3.0,
    ),
    **dict.fromkeys(word_set("he she they it we i you this these those there"), 1.6),
    **dict.fromkeys(
        word_set("the in on when while if after before since as at for what why how many some asked"), 1.0
    ),
    **dict.fromkeys(word_set("a an and so his her their our my one no not last"), 0.5),
}
_CANNOT_CLOSE: Final = word_set(
    "the a an of to in on at by for from with and or but nor as than that which who whose whom when while "
    "if because is are was were be been being am has have had do does did will would can could may might "
    "must should shall not his her its their our my your this these those very more most such into onto "
    "upon about over under between during through without within against toward towards per via mr mrs ms "
    "dr president minister secretary u s n t s re ve ll d m said says what where why how whether so also "
    "both either each every no"
)
_CANNOT_OPEN: Final = word_set("of to than is are was were be been has had s t re ve ll or said says")
_SAID: Final = word_set("said says told added adds asked asks wrote writes explained noted argued")


def windows(text: str, start: int, end: int) -> list[Passage]:
    """Cut a stretch of text into windows."""
    spans = [match.span() for match in _TOKEN.finditer(text, start, end)]
    if not spans:
        return []
    if len(spans) <= _MOST:
        whole = start == 0 or text[start - 1] in "\n\r"
        ends = end == len(text) or text[end] in "\n\r"
        kind = "found" if whole and ends and start > 0 and end < len(text) else "estimated"
        return [Passage(start=spans[0][0], end=spans[-1][1], boundaries=kind)]  # type: ignore[arg-type]
    words = [text[first:last].lower() for first, last in spans]
    cased = [text[first].isupper() for first, _ in spans]
    passages, begin = [], 0
    while begin < len(spans):
        cut = _cut(words, cased, begin)
        passages.append(Passage(start=spans[begin][0], end=spans[cut - 1][1], boundaries="estimated"))
        begin = cut
    return passages


def _cut(words: Sequence[str], cased: Sequence[bool], begin: int) -> int:
    """The best place for the end of a window, so that no window under the least size is left over."""
    left = len(words) - begin
    if left <= _MOST:
        return len(words)
    last = min(begin + _MOST, len(words) - _LEAST)
    first = min(begin + _LEAST, last)
    return max(range(first, last + 1), key=lambda k: (_boundary(words, cased, k), k))


def _boundary(words: Sequence[str], cased: Sequence[bool], at: int) -> float:
    """How likely a sentence begins at a word."""
    before, word = words[at - 1], words[at]
    if before in _CANNOT_CLOSE or word in _CANNOT_OPEN:
        return -2.0
    score = _OPENERS.get(word, 0.0)
    following = words[at + 1 : at + 4]
    score += 0.8 * any(each in _SAID for each in words[at + 1 : at + 3])
    score += 0.6 * (word in ("he", "she", "they", "it", "we", "i") and bool(following))
    score += 1.0 * (
        before in ("today", "thursday", "friday", "monday", "tuesday", "wednesday", "saturday", "sunday")
    )
    return score + 0.5 * cased[at]
