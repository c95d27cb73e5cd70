"""Names that are words: Per, Will, May, June. A parser takes them for others unless it sees plain names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from .reporting_words import FORMS_OF, SPEECH

__all__ = ["masked", "word_names"]

_SAYS: Final = "|".join(sorted(form for base in SPEECH for form in FORMS_OF[base]))
_FIRST: Final = ("Will", "May", "Per", "April", "June", "August")
_NAMED: Final = re.compile(
    rf"(?P<before>(?:ccording\s)?[^\s\"“‘„«]*)[\s\"“‘„«]*\b(?P<name>(?P<first>{'|'.join(_FIRST)})"
    r"(?P<rest>(?:[ \u00a0][A-Z]\.)?[ \u00a0][A-ZÀ-Þ][\w’'-]*[^\W_]))(?P<after>[’']s\b|\W{0,2}\s?\w*)"
)
_DATED: Final = re.compile(
    r"(?i)(?:in|on|of|by|since|until|till|from|early|late|mid|last|this|next|to|\d+|\d+(?:st|nd|rd|th)|and|until)$"
)
_AFTER: Final = re.compile(
    rf"[’']s|,?\s?(?:{_SAYS}|who|was|is|has|had)$|,\s(?!and\b|or\b|but\b|we\b|it\b)[a-z]\w*$|\s?\(\w*$"
)
_BEFORE: Final = re.compile(rf"(?:{_SAYS}|Mr|Mr\.|Ms|Ms\.|Mrs|Mrs\.|Dr|Dr\.|ccording to)$")
_SURNAMED: Final = re.compile(
    r"\b(?P<name>(?:[A-ZÀ-Þ][\w’'-]+|Mrs?\.?|Ms\.?|Dr\.?)[ \u00a0](?:May|Will|March))"
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
    return tuple(dict.fromkeys(match["name"] for match in (*_matches(text), *last)))


def _matches(text: str) -> Iterator[re.Match[str]]:
    for match in _NAMED.finditer(text):
        if _BEFORE.search(match["before"]) or (
            _AFTER.match(match["after"]) and not _DATED.search(match["before"].rstrip(","))
        ):
            yield match


def masked(plain: str, names: Iterable[str]) -> str:
    """A paragraph as long as it was, in which the words of such names are names a parser knows."""
    for name in names:
        first, _, rest = name.replace("\u00a0", " ").partition(" ")
        if first in _FIRST:
            plain = plain.replace(f"{first} {rest}", f"{_PLAIN[len(first)]} {rest}")
        else:
            plain = re.sub(rf"\b{rest}(?=[ ,]{{1,2}}(?:{_SAYS})\b)", _PLAIN[len(rest)], plain)
    return plain
