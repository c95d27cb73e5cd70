"""What stands between quotation marks, each closed by its own: “ ”, ‘ ’, „ “, « », » «, ” ”, " "."""

from __future__ import annotations

import re
from typing import Final

_CLOSING: Final = {"“": '”"', "„": '“”"', "«": "»", "»": "«", "”": "”", '"': '"', "‘": "’", "'": "'"}
_DOUBLE: Final = frozenset('“„«"')
_LEADS: Final = re.compile(r"(?:^|[:,])\s*$")
_FOUR_WORDS: Final = re.compile(r"(?:\S+\s+){3}\S")

Span = tuple[int, int]


def quotes_of(text: str, was_open: str = "") -> tuple[tuple[Span, ...], str]:
    """Quotes of a paragraph, and the mark of one that goes on in the next paragraph.

    ``was_open`` is the mark that the paragraph before left open: it may be closed here.

    Examples
    --------
    >>> text = "‘The owners’ offer is dead,’ she said. „Nein“, sagte er. «Non», dit-il."
    >>> [text[a:b] for a, b in quotes_of(text)[0]]
    ['The owners’ offer is dead,', 'Nein', 'Non']
    >>> quotes_of("“We can live with six.")
    (((1, 22),), '“')
    """
    found: list[Span] = []
    plain = not _DOUBLE.isdisjoint(text)
    at = 0
    while at < len(text):
        char = text[at]
        at += 1
        if char not in _CLOSING and char != "’":
            continue
        if was_open and not found and char in _CLOSING[was_open] and not _opens(text, at - 1, char):
            found.append((0, at - 1))
            was_open = ""
        elif char in _CLOSING and (char == '"' or _opens(text, at - 1, char)) and not (char == "'" and plain):
            single = char in "‘'"
            end = _closed(text, at, char) if single else _first(text, at, _CLOSING[char])
            if end >= 0:
                found.append((at, end))
                at = end + 1
            elif single and not (char == was_open and at == 1) and not (char == "‘" and _goes_on(text, at)):
                continue
            else:
                return tuple(span for span in (*found, (at, len(text))) if span[1] > span[0]), char
    return tuple(span for span in found if span[1] > span[0]), ""


def _opens(text: str, at: int, char: str) -> bool:
    """Whether a mark may open a quote where it stands."""
    left, right = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
    if char in "“„«":
        return True
    if char == '"':
        return not right.isspace()
    apart = not left.isalnum() and not right.isspace() and left not in ".,?!…"
    return apart and (char != "»" or text.rfind("«") > at) and (char in "‘»”" or right.isalnum())


def _first(text: str, at: int, closing: str) -> int:
    """Where the first of some marks stands."""
    found = re.compile(f"[{closing}]").search(text, at)
    return found.start() if found else -1


def _closed(text: str, at: int, char: str) -> int:
    """Where a single quote ends: at a mark that is no apostrophe; before the next one that opens."""
    mark, fallback = _CLOSING[char], -1
    for place in range(at, len(text)):
        if text[place] == "‘" or (place > at and text[place] == "'" == char and _opens(text, place, char)):
            break
        if text[place] != mark:
            continue
        left, right = text[place - 1], text[place + 1 : place + 2] or " "
        if right.isalnum():
            continue
        if left in ".,?!…—–-" or not right.isspace() or place + 1 >= len(text):
            return place
        if left != "s" and char == "‘":
            return place
        if fallback < 0:
            fallback = place
    return fallback if char == "‘" else -1


def _goes_on(text: str, at: int) -> bool:
    """Whether what follows a single mark at the head of a paragraph or after a colon is a quote left open."""
    return _LEADS.search(text, max(0, at - 4), at - 1) is not None and bool(_FOUR_WORDS.match(text, at))
