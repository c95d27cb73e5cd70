"""Does a span of a text begin and end between words, and does cutting there turn its sense?

A word here is what a reader takes as one: letters and digits with the apostrophes, hyphens and decimal signs
inside it. "can" is no quote of "can't", nor "7 million" of "17 million", nor "president" of "ex-president".
"""

from __future__ import annotations

import re
import unicodedata

from .folding import INVISIBLE

__all__ = ["cut_sense", "whole_tokens", "whole_without_marks"]

_JOINERS = frozenset("'’‘ʼ-‐‑_&")
_DECIMALS = frozenset(".,·:/")
_SIGNS = frozenset("-−")
_SHARES = frozenset("%‰°")
_MULTIPLE = re.compile(
    r"(?:hundred|thousand|million|billion|trillion|percent|percentage|bn)\Z", re.IGNORECASE
)
_NEGATION = re.compile(
    r"(?:not|no|never|none|neither|nor|without|cannot|hardly|scarcely|barely|nobody|nothing|nowhere|refused|refuses"
    r"|denied|denies|failed|fails|unless|except|[^\W_]+n['’]t)\Z",
    re.IGNORECASE,
)
_STEM = re.compile(
    r"(?:can|don|won|couldn|wouldn|shouldn|didn|doesn|isn|aren|wasn|weren|hasn|haven|hadn|mustn|needn|ain)\Z",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"([^\W_]+(?:['’][^\W_]+)?)[\s\"'“”‘’]*\Z")
_AFTER = re.compile(r"[\s\"'“”‘’]*([^\W_]+)")
_LAST = re.compile(r"([^\W_]+)\Z")
_NOT = re.compile(r"\s+t(?![^\W_])", re.IGNORECASE)
_NUMBER_AFTER = re.compile(r"\s+\d")
_NUMBER_BEFORE = re.compile(r"\d\s+\Z")
_REACH = 40


def _word(character: str) -> bool:
    return character.isalnum() or bool(unicodedata.combining(character))


def _seen(text: str, at: int, step: int) -> tuple[str, str]:
    """The next two visible characters from ``at`` on, in one direction; empty at the end of the text."""
    found = ["", ""]
    for slot in (0, 1):
        while 0 <= at < len(text) and text[at] in INVISIBLE:
            at += step
        if 0 <= at < len(text):
            found[slot] = text[at]
        at += step
    return found[0], found[1]


def _goes_on(edge: str, near: str, far: str) -> bool:
    """Whether a word whose last character is ``edge`` goes on with ``near`` and ``far``."""
    if not near or not _word(edge):
        return False
    if _word(near):
        return True
    if near in _JOINERS and far and _word(far):
        return True
    return edge.isdigit() and far.isdigit() and (near in _DECIMALS or near in "–—")


def whole_tokens(text: str, start: int, end: int) -> bool:
    """Whether a span takes in whole words and numbers only.

    Examples
    --------
    >>> whole_tokens("we can't go", 0, 6)
    False
    """
    if not 0 <= start < end <= len(text):
        return False
    first, last = text[start], text[end - 1]
    near, far = _seen(text, start - 1, -1)
    if _goes_on(first, near, far) or (unicodedata.combining(first) and near):
        return False
    if first.isdigit() and (near in _SIGNS or near == ".") and near and not _word(far or " "):
        return False
    near, far = _seen(text, end, 1)
    if near and unicodedata.combining(near):
        return False
    return not (_goes_on(last, near, far) or (last.isdigit() and near in _SHARES))


def whole_without_marks(text: str, start: int, end: int) -> bool:
    """The same for a text without punctuation, where "can t" is one word and "1 5" may be one number.

    Examples
    --------
    >>> whole_without_marks("we can t go", 0, 6)
    False
    """
    last = _LAST.search(text[max(start, end - _REACH) : end])
    if last is not None and _STEM.match(last.group(1)) and _NOT.match(text, end):
        return False
    if text[end - 1].isdigit() and _NUMBER_AFTER.match(text[end : end + _REACH]):
        return False
    return not (text[start].isdigit() and _NUMBER_BEFORE.search(text[max(0, start - _REACH) : start]))


def cut_sense(text: str, start: int, end: int) -> tuple[str, ...]:
    """What stands just outside a span and may turn its sense: a negation, a number that goes on."""
    notes = []
    before = _BEFORE.search(text[max(0, start - _REACH) : start])
    if before is not None and _NEGATION.match(before.group(1)):
        notes.append(f"the source has “{before.group(1)}” just before these words")
    after = _AFTER.match(text[end : end + _REACH])
    if after is not None:
        word = after.group(1)
        if word.casefold() in ("not", "never"):
            notes.append(f"the source has “{word}” just after these words")
        if text[end - 1].isdigit() and _MULTIPLE.match(word):
            notes.append(f"the number goes on in the source: “{word}”")
    return tuple(notes)
