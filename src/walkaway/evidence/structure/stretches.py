"""A stretch of a text cut at its joints, and without what leads up to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise


def cut(text: str, start: int, end: int, joint: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Cut a stretch behind each of its joints.

    Examples
    --------
    >>> list(cut("to stop; to go", 0, 14, re.compile("; ")))
    [(0, 9), (9, 14)]
    """
    return pairwise([start, *(match.end() for match in joint.finditer(text, start, end)), end])


def behind(text: str, start: int, end: int, *leads: re.Pattern[str]) -> int:
    """Where a stretch begins behind its leads, each passed over once, in turn, where it stands there.

    Examples
    --------
    >>> behind("1. (a) pay", 0, 10, re.compile(r"[0-9]. "), re.compile(r"[(]a[)] "))
    7
    """
    for lead in leads:
        match = lead.match(text, start, end)
        start = match.end() if match is not None else start
    return start
