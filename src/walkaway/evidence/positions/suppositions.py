"""What is told of a case that may never come: *if they insist, we walk away*."""

from __future__ import annotations

import re
from typing import Final

_INSIDE: Final = re.compile(
    r"(?:\b(?:if|unless|in case)|(?:\A|[.;:“”\"]\s?)(?-i:Should))\s[^,.;:“”\"]*\Z", re.I
)
_CLAUSE: Final = r"(?:[^,.;:“”\"]|(?<=\d)[.,](?=\d))*"
_BEFORE: Final = re.compile(
    rf"(?:\A|[.;:“”\"]\s?)(?P<if>(?:If|Unless|Should|In case)\s{_CLAUSE})(?<!\s)[^.;:“”\"]*\Z"
)
_BEHIND: Final = re.compile(
    rf"[^.;:“”\"]{{0,60}}?\s(?P<if>(?:only\s)?(?:if|unless|in case)\s{_CLAUSE})(?<!\s)", re.IGNORECASE
)


def is_supposed(text: str, at: int) -> bool:
    """Whether what stands at a place of a passage stands in a condition itself.

    Examples
    --------
    >>> is_supposed("If we walk away, they fish", 6), is_supposed("If they insist, we walk away", 18)
    (True, False)
    """
    return _INSIDE.search(text, 0, at) is not None


def condition_of(text: str, subject: int, end: int | None = None) -> tuple[int, int] | None:
    """The condition of an act: in front of its ``subject`` or behind its ``end``, where that is given.

    Examples
    --------
    >>> text = "Unless they pay, we walk away"
    >>> text[slice(*condition_of(text, 17))]
    'Unless they pay'
    """
    found = _BEFORE.search(text, 0, subject)
    if found is None and end is not None:
        found = _BEHIND.match(text, end)
    return found.span("if") if found is not None else None
