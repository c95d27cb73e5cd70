"""Whether a plain text shows columns side by side, as text that was printed from a PDF file does."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

__all__ = ["side_by_side"]

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
    lines = [line for line in text.splitlines() if line.strip()]
    places: Counter[int] = Counter()
    for line in lines:
        for match in _GUTTER.finditer(line[:300]):
            sides = line[: match.start()].split(), line[match.end() :].split()
            if min(map(len, sides)) >= _WORDS:
                places.update({match.end() // 2})
    return bool(places) and max(places.values()) >= max(_LEAST, 0.3 * len(lines))
