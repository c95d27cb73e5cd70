"""Whether a text is English, by the words that every English text is full of.

A detector of all languages would answer more than is asked: rules read English, so the one question is
whether
they may. Twenty little words make a quarter of any English text and almost nothing of another.
"""

from __future__ import annotations

import re
from typing import Final

from ..wordlist import word_set

_WORD: Final = re.compile(r"[^\W\d_]+")
_WIDE: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_COMMON: Final = word_set("""
    the of and to that with for are were this from have has his not been they which would will said it is
    we you our can there should must
""")
_LEAST_WORDS: Final = 30
_LEAST_PART: Final = 15
_FEW: Final = 5
_LEAST_SHARE: Final = 0.07
_SAMPLE: Final = 100_000


def is_english(text: str) -> bool:
    """Whether a text is English, as far as it says enough to tell.

    Examples
    --------
    >>> is_english("They said that it is not so. " * 6), is_english("Er sagte, dass er nicht kommt. " * 6)
    (True, False)
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    foreign = sum(word[0] > "\u024f" for word in words)  # in letters that are not Latin
    if len(_WIDE.findall(sample)) > len(words) or 2 * foreign > max(len(words), 4):
        return False
    common = sum(word in _COMMON for word in words)
    if len(words) < _LEAST_WORDS:
        return common > 0 or len(words) < _LEAST_WORDS // 2
    return common >= _LEAST_SHARE * len(words)


def is_foreign(part: str) -> bool:
    """Whether a part of an English text is surely not English; names and lists of them are no language."""
    if len(part) <= _FEW:
        return False
    words = [word for word in _WORD.findall(part[:_SAMPLE]) if word.islower()]
    if len(words) < _LEAST_PART:
        return len(_WIDE.findall(part)) > len(words) + _FEW
    return sum(word in _COMMON for word in words) < 0.02 * len(words)
