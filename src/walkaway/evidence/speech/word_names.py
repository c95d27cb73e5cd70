"""Names that are words: Per, Will, May, June. A parser takes them for others unless it sees plain names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from .reporting_words import FORMS_OF, SPEECH

_SAYS: Final = "|".join(sorted(form for base in SPEECH for form in FORMS_OF[base]))
_FIRST: Final = ("Will", "May", "Per", "April", "June", "August")
_NAMED: Final = re.compile(
    rf"\b(?P<first>{'|'.join(_FIRST)})(?:[ \u00a0][A-Z]\.)?[ \u00a0][A-ZÀ-ÞĀ-Ž][\w’'-]{{0,30}}(?<![\W_])"
)
_DATED: Final = re.compile(
    r"(?i)\b(?:in|on|of|by|since|until|till|from|early|late|mid|last|this|next|to|\d+|\d+(?:st|nd|rd|th)|and),?\W{0,3}$"
)
_AFTER: Final = re.compile(
    rf"[’']s\b|,?\s?(?:{_SAYS}|who|was|is|has|had)\b|,\s(?!and\b|or\b|but\b|we\b|it\b)[a-z]|\s?\(\w"
    rf"|\s(?:of|from|for)\s(?:[\w’'-]+\s){{1,5}}(?:{_SAYS})\b"
)
_BEFORE: Final = re.compile(rf"\b(?:{_SAYS}|Mrs?\.?|Ms\.?|Dr\.?|[Aa]ccording to)\s$")
_SURNAMED: Final = re.compile(
    r"\b(?P<name>(?:[A-ZÀ-ÞĀ-Ž][\w’'-]{1,30}|Mrs?\.?|Ms\.?|Dr\.?)[ \u00a0](?:May|Will|March))"
    rf"[ ,]{{1,2}}(?:{_SAYS})\b"
)
_DATE_WORDS: Final = re.compile(r"(?i)(?:last|early|late|mid|this|next|in|on|by|since|\w+day)\b")
_PLAIN: Final = {3: "Tom", 4: "John", 5: "Peter", 6: "Robert"}


def word_names(text: str) -> tuple[str, ...]:
    """Full names of people that begin with a word, where the text shows somebody by them.

    Examples
    --------
    >>> word_names("“No,” said Will Hart. In May Lund left. Per Dahl, director, stayed. Will Britain stay?")
    ('Will Hart', 'Per Dahl')
    """
    last = (match for match in _SURNAMED.finditer(text) if not _DATE_WORDS.match(match["name"]))
    return tuple(dict.fromkeys((*_first(text), *(match["name"] for match in last))))


def _first(text: str) -> Iterator[str]:
    for match in _NAMED.finditer(text):
        before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 80]
        if _BEFORE.search(before) or (_AFTER.match(after) and not _DATED.search(before)):
            yield match.group()


def masked(plain: str, names: Iterable[str]) -> str:
    """A paragraph as long as it was, in which the words of such names are names a parser knows."""
    for name in names:
        first, _, rest = name.replace("\u00a0", " ").partition(" ")
        if first in _FIRST:
            plain = plain.replace(f"{first} {rest}", f"{_PLAIN[len(first)]} {rest}")
        else:
            plain = re.sub(rf"\b{rest}(?=[ ,]{{1,2}}(?:{_SAYS})\b)", _PLAIN[len(rest)], plain)
    return plain
