"""Whether a text has case and punctuation; this decides how it is cut and how speakers are found in it."""

from __future__ import annotations

import re
from typing import Final

from ..findings import Profile
from ..structure.paragraphs import paragraph_spans

_WORD: Final = re.compile(r"[^\W\d_]+")
_MARK: Final = re.compile(r"[.!?。！？…,;:](?=\s|$|[\"'”’)\]»])|[。！？、，]")
_LEAST: Final = 12
_SAMPLE: Final = 200_000
_MARKS_PER_WORD: Final = 0.02
_CAPITALS: Final = 0.02
_ALL_CAPITALS: Final = 0.85


def profile_of(text: str) -> Profile:
    """Tell the profile of a text.

    Examples
    --------
    >>> profile_of("they met. " * 10), profile_of("they met again " * 10), profile_of("They met. " * 10)
    ('caseless', 'unpunctuated', 'normal')
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    if len(words) < _LEAST:
        return "normal"
    few = len(_MARK.findall(sample)) < _MARKS_PER_WORD * len(words)
    if few and len(words) >= 12 * len(paragraph_spans(sample)):  # a list of headlines has no marks either
        return "unpunctuated"
    cased = [word for word in words if word[0].lower() != word[0].upper()]
    if len(cased) < 0.5 * len(words):
        return "normal"
    capitals = sum(word[0] != word[0].lower() for word in cased)
    whole = sum(word == word.upper() for word in cased)
    if capitals < _CAPITALS * len(cased) or whole > _ALL_CAPITALS * len(cased):
        return "caseless"
    return "normal"
