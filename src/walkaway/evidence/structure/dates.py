"""Dates as documents have them: in words of several languages, and often without the year."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from ..wordlist import word_set

_MONTHS: Final = tuple(
    frozenset(names.split())
    for names in (
        "january jan januar jänner janvier enero gennaio",
        "february feb februar février febrero febbraio",
        "march mar märz mars marzo",
        "april apr avril abril aprile",
        "may mai mayo maggio",
        "june jun juni juin junio giugno",
        "july jul juli juillet julio luglio",
        "august aug août agosto",
        "september sep sept septembre septiembre settembre",
        "october oct oktober octobre octubre ottobre",
        "november nov novembre noviembre",
        "december dec dezember décembre diciembre dicembre",
    )
)
_NAMES: Final = sorted(frozenset[str]().union(*_MONTHS), key=len, reverse=True)
_MONTH: Final = rf"(?:{'|'.join(_NAMES)})\b(?:(?<=\b[a-z]{{3}})\.|(?<=\bsept)\.)?"
_WEEKDAY: Final = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di\s|dimanche\s)?"
)
_DAY: Final = (
    rf"(?:(?:\d{{1,2}}[–-])?\d{{1,2}}(?:st|nd|rd|th|er)?\.?\s(?:de\s|of\s)?{_MONTH}"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?)"
)
_YEAR: Final = r"(?:,?\s(?:de\s|del\s)?\d{4})"
WHEN: Final = (
    rf"{_WEEKDAY}(?:{_DAY}{_YEAR}\b"
    r"|\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})"
)
"""A pattern of a whole date, for use without regard to capitals."""
SOME_DAY: Final = rf"(?:{WHEN}|{_WEEKDAY}{_DAY}(?![\w:]))"
"""The same of a date that may lack its year."""
_SOME_DAY: Final = re.compile(rf"(?<!\w){SOME_DAY}", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_][\w'’]*")
_SMALL: Final = word_set("""
    on of at in the and for from by to as with meeting meetings talks round session text draft version status
    published updated posted broadcast aired recorded held issued dated done adopted filed sent pm am uhr
    de du des la le les à vom der den im und um el del en al
""")
"""Words in small letters of lines that say where and when a document was made."""
_SENTENCE: Final = re.compile(r"[!?;“”\"„«]|[.…]$")
_MOST_WORDS: Final = 10
_LONGEST: Final = 120
_PARTS: Final = re.compile(
    rf"(?P<iso>\d{{4}})[-./年](?P<m>\d{{1,2}})[-./月](?P<d>\d{{1,2}})"
    rf"|(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?\.?\s(?:de\s|of\s)?)?(?P<month>{_MONTH})"
    rf"(?:\s(?P<late>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?(?:,?\s(?:de\s|del\s)?(?P<year>\d{{4}}))?"
    r"|(?P<first>\d{1,2})(?P<sign>[./-])(?P<second>\d{1,2})(?P=sign)(?P<last>\d{4})",
    re.IGNORECASE,
)


def dated_line(line: str) -> re.Match[str] | None:
    """A line that says where, when and by whom a document was made, and nothing else: its date.

    Examples
    --------
    >>> [bool(dated_line(line)) for line in ("Radio Kastrow, 5 March", "Talks to resume 5 March")]
    [True, False]
    """
    found = _SOME_DAY.search(line[:_LONGEST])
    if found is None or len(line) > _LONGEST or _SENTENCE.search(line):
        return None
    around = _WORD.findall(f"{line[: found.start()]} {line[found.end() :]}")
    named = all(word[0].isupper() or word in _SMALL for word in around)
    return found if named and len(around) <= _MOST_WORDS else None


def day_of(words: str, year: int | None = None) -> date | None:
    """The day that a date in words names; None where it lacks its year, or could be read in two ways.

    Examples
    --------
    >>> [str(day_of(words)) for words in ("Wed, 4 Mar 2026 08:12", "March 3, 2026", "3 March", "3/4/2026")]
    ['2026-03-04', '2026-03-03', 'None', 'None']
    >>> str(day_of("3. März", 2026))
    '2026-03-03'
    """
    found = _PARTS.search(words)
    if found is None:
        return None
    told = found.groupdict()
    parts: tuple[str | int | None, ...]
    if told["month"]:
        name = told["month"].lower().rstrip(".")
        month = next(number for number, names in enumerate(_MONTHS, 1) if name in names)
        parts = (told["year"] or year, month, told["day"] or told["late"])
    elif told["iso"]:
        parts = (told["iso"], told["m"], told["d"])
    else:
        day, month = int(told["first"]), int(told["second"])
        if month > 12:
            day, month = month, day
        elif day <= 12 and day != month and told["sign"] != ".":  # 3/4/2026
            return None
        parts = (told["last"], month, day)
    try:
        return date(*(int(part) for part in parts if part)) if all(parts) else None
    except ValueError:  # no such day
        return None
