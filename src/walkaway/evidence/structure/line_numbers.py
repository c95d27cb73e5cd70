"""Numbers of lines at the left edge of a page, as courts have them, and of notes: no words of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

NUMBERS: Final = "numbers of lines"

_NUMBER: Final = re.compile(r"[ \t]*(?P<number>\d{1,4})(?=[ \t]|$)[ \t]*")
_ASKED: Final = re.compile(r"[QA](?:[.:]|[ \t]{2})")
_DIGITS: Final = re.compile(r"\d+")
_LEAST: Final = 8
_SHARE: Final = 0.6
_ENDS: Final = (".", "!", "?", ":", ";")
_SIGNS: Final = 2
_LONG: Final = 25
_NOTE: Final = re.compile(  # "six miles.1 Their envoy": the raised number of a note
    r"(?:(?<=[^\W\d_]{2}[.,;:?!”\"’)])|(?<=\w[.,?!][”\"’]))(?P<number>\d{1,2})(?=\s|$)"
)
_FOOT: Final = re.compile(r"(?m)^\W{0,2}(\d{1,2})\W{0,2}\s\S")
_FEWEST: Final = 2

Span = tuple[int, int]


def numbered(lines: Sequence[str]) -> dict[int, re.Match[str]]:
    """Which lines begin with their number on the page: 1, 2, 3 and so on, and 1 again on the next page.

    A list or table is numbered as well; here a sentence goes on behind the next number and another ends with
    its line, or questions have answers.
    """
    found: dict[int, re.Match[str]] = {}
    last = 0
    for k, line in enumerate(lines):
        match = _NUMBER.match(line)
        if match is not None and int(match["number"]) in (1, last + 1):
            found[k], last = match, int(match["number"])
    if len(found) < _LEAST:
        return {}
    rest = {k: lines[k][match.end() :].rstrip() for k, match in found.items()}
    on = sum(
        len(rest[a]) >= _LONG and rest[a][-1] not in ".!?:;" and rest[b][:1].islower()
        for a, b in pairwise(rest)
        if b == a + 1
    )
    on = on if any(words.endswith(_ENDS) for words in rest.values()) else 0
    asked = sum(_ASKED.match(words) is not None for words in rest.values())
    solid = sum(bool(line.strip()) for line in lines)
    told = len(found) >= _SHARE * solid and max(on, asked) >= _SIGNS
    return found if told else {}


def _notes(text: str) -> list[Span]:
    """Numbers of notes behind words: 1, 2, 3 and so on, where notes begin with them or there are many."""
    found: list[Span] = []
    for match in _NOTE.finditer(text):
        if int(match["number"]) == len(found) + 1:
            found.append(match.span())
    feet = {int(number) for number in _FOOT.findall(text)} if found else set()
    told = len(found) >= _FEWEST and (len(found) > _FEWEST or feet >= {*range(1, len(found) + 1)})
    return found if told else []


def _masked(line: str) -> str:
    return _DIGITS.sub("0", line.strip())


@lru_cache(maxsize=4)
def line_numbers(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    r"""Where numbers of lines and notes stand, and the lines without one that part the pages which they tell.

    Examples
    --------
    >>> page = "\n".join(f"{k}  Q.  Is it?" for k in range(1, 9))
    >>> text = f"{page}\nNorvik Reporters\n{page}"
    >>> [[text[a:b] for a, b in spans][-1] for spans in line_numbers(text)]
    ['8', 'Norvik Reporters']
    """
    lines = text.split("\n")
    found = numbered(lines)
    if not found:
        return tuple(_notes(text)), ()
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    heads = {
        _masked(lines[k])
        for a, b in pairwise(found) if found[b]["number"] == "1"
        for k in range(a + 1, b)
    }  # fmt: skip
    numbers = (
        (starts[k] + match.start("number"), starts[k] + match.end("number")) for k, match in found.items()
    )
    between = (
        (starts[k] + len(line) - len(line.lstrip()), starts[k] + len(line.rstrip()))
        for k, line in enumerate(lines)
        if k not in found and line.strip() and _masked(line) in heads
    )
    return tuple(numbers), tuple(between)
