"""Hints for a quote that does not stand in a document: what may have been meant, and what went wrong.

Nothing here is evidence. Similarity only finds the place; the words shown are the document's own.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from ..findings import Quoted, Read
from .matching import places_of

__all__ = ["nearest_passage", "split_apart"]

_SEARCHED = 400_000
_QUOTE = 2_000
_LEFT_OUT = 80
_LEAST = 50.0


def nearest_passage(quote: str, text: str) -> tuple[float, Quoted] | None:
    """How like a quote the passage most like it is (0 to 100), and that passage in whole words."""
    text, words = text[:_SEARCHED], " ".join(quote.split())[:_QUOTE]
    if not text or not words:
        return None
    lowered = text.lower()
    found = fuzz.partial_ratio_alignment(
        words.lower(), lowered if len(lowered) == len(text) else text, score_cutoff=_LEAST
    )
    if found is None:
        return None
    start, end = found.dest_start, found.dest_end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    shown = text[start:end]
    start += len(shown) - len(shown.lstrip())
    shown = shown.strip()
    return (found.score, Quoted(start=start, end=start + len(shown), text=shown)) if shown else None


def split_apart(quote: str, read: Read) -> str:
    """What stands between the two runs of words that a quote joins without a mark; empty if it joins none."""
    words = quote.split()
    if not 5 <= len(words) <= 400:
        return ""
    text, stripped = read.document.text, read.document.profile == "unpunctuated"

    def at(part: list[str]) -> tuple[Quoted, ...]:
        return places_of(" ".join(part), text, stripped=stripped)[1]

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
