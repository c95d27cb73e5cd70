"""Hints for a quote that does not stand in a document: what may have been meant, and what went wrong.

Nothing here is evidence. Similarity only finds the place; the words shown are the document's own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ..records import Quoted, Read

__all__ = ["Nearest", "nearest_passage", "split_apart"]

_SEARCHED = 400_000
_QUOTE = 2_000
_LEFT_OUT = 80

Finder = Callable[..., tuple[str, tuple[Quoted, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The passage most like a quote.

    Attributes
    ----------
    document : str
    passage : Quoted
        The document's own characters.
    likeness : float
        0 to 100; says nothing about whether the quote is right.
    """

    document: str
    passage: Quoted
    likeness: float


def nearest_passage(quote: str, reads: Sequence[Read], *, least: float = 50.0) -> Nearest | None:
    """Find the passage most like a quote, for a person to look at."""
    best: Nearest | None = None
    words = " ".join(quote.split())[:_QUOTE]
    for read in reads:
        text = read.document.text[:_SEARCHED]
        floor = best.likeness if best is not None else least
        if not text or not words:
            continue
        lowered = text.lower()
        sought = lowered if len(lowered) == len(text) else text
        found = fuzz.partial_ratio_alignment(words.lower(), sought, score_cutoff=floor)
        if found is None or (best is not None and found.score <= best.likeness):
            continue
        start, end = _words_around(text, found.dest_start, found.dest_end)
        if start < end:
            best = Nearest(document=read.document.name, likeness=round(found.score, 1),
                           passage=Quoted(start=start, end=end, text=text[start:end]))  # fmt: skip
    return best


def _words_around(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def split_apart(quote: str, read: Read, find: Finder) -> str:
    """Say whether a quote that does not stand there is two runs of words joined without a mark."""
    words = quote.split()
    if not 5 <= len(words) <= 400:
        return ""
    text, stripped = read.document.text, read.document.profile == "unpunctuated"

    def at(part: list[str]) -> tuple[Quoted, ...]:
        return find(" ".join(part), text, stripped=stripped)[1]

    low, high = 0, len(words)  # words[:low] stands there, words[:high] does not
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if at(words[:middle]) else (low, middle)
    if low < 2 or len(words) - low < 2:
        return ""
    heads, tails = at(words[:low]), at(words[low:])
    if not heads or not tails:
        return ""
    gaps = [(tail.start - head.end, head, tail) for head in heads for tail in tails if tail.start >= head.end]
    if gaps:
        gap, head, tail = min(gaps, key=lambda item: item[0])
        between = " ".join(text[head.end : tail.start].split())
        if gap <= _LEFT_OUT and between:
            return f"words were left out: “{between}”"
    return "two pieces from different places, joined without a mark"
