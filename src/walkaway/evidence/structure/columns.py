"""Whether a plain text shows columns side by side, as text that was printed from a PDF file does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

_GUTTER: Final = re.compile(r"(?<=\S)[ \u00a0]{3,}(?=\S)")
_LEAST: Final = 5
_WORDS: Final = 3


def side_by_side(text: str) -> bool:
    r"""Whether many lines have a gap at one place with words on both sides of it.

    Examples
    --------
    >>> side_by_side("the yard wants all     the council gave half\n" * 5), side_by_side("a   b\n" * 9)
    (True, False)
    """
    lines = [line[:300] for line in text.splitlines() if line.strip()]
    gaps: Counter[int] = Counter()
    wide: Counter[int] = Counter()
    for line in lines:
        for match in _GUTTER.finditer(line):
            sides = line[: match.start()].split(), line[match.end() :].split()
            gaps[match.end()] += 1
            wide[match.end() // 2] += min(map(len, sides)) >= _WORDS
    least = max(_LEAST, 0.3 * len(lines))
    if wide and max(wide.values()) >= least:
        return True
    # a gutter of one blank: of lines so long most have a word that begins where the gaps end
    return any(_begun(lines, place) >= 2 * least - _LEAST for place, count in gaps.items() if count > 1)


def _begun(lines: Sequence[str], place: int) -> int:
    """How many lines have words on both sides of a place at which one begins; 0 unless nearly all have."""
    long = [line for line in lines if len(line) > place]
    found = [line for line in long if line[place - 1].isspace() and not line[place].isspace()]
    words = sum(len(line[place:].split()) for line in found)
    return len(found) if 10 * len(found) >= 9 * len(long) and words >= _WORDS * len(found) else 0
