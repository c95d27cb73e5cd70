"""Match a quote against a source without punctuation: letters and digits only, token by token.

What the source cannot show is not taken as shown: a sign before a number, or a contraction written as another
word ("were" for "we're"), does not match. Numbers match digit group by digit group, so that 1.5 is never 15.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from .folding import Fold, fold, fold_quote
from .quote_edges import whole_without_marks

__all__ = ["stripped_places"]

_TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_SIGNED = re.compile(r"(?:^|[\s('])-(?=\d)")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_CONTRACTED = re.compile(r"[^\W\d_]+n't|[^\W\d_]+'(?:re|ve|ll|d|m)")
_OTHER_WORDS = frozenset(["were", "well", "ill", "shell", "hell", "wed", "id", "hed", "shed", "theyd"])


@dataclass(frozen=True, slots=True)
class _Tokens:
    folded: Fold
    joined: str
    starts: tuple[int, ...]  # of each token in ``joined``
    spans: tuple[tuple[int, int], ...]  # of each token in the fold


@lru_cache(maxsize=16)
def _tokens(text: str) -> _Tokens:
    folded = fold(text, "case")
    spans = tuple(match.span() for match in _TOKEN.finditer(folded.text))
    starts, at = [], 1
    for start, end in spans:
        starts.append(at)
        at += end - start + 1
    joined = "".join(f" {folded.text[start:end]}" for start, end in spans) + " "
    return _Tokens(folded, joined, tuple(starts), spans)


def _forms(word: str) -> str:
    """A pattern for one word of a quote as a stripped source may show it."""
    split = " ".join(_TOKEN.findall(word))
    bare = word.strip("'\"().,;:!?-")
    if _CONTRACTED.fullmatch(bare) and bare.replace("'", "") not in _OTHER_WORDS:
        return f"(?:{re.escape(split)}|{re.escape(bare.replace(chr(39), ''))})"
    if _THOUSANDS.fullmatch(bare):
        return f"(?:{re.escape(split)}|{bare.replace(',', '')})"
    return re.escape(split)


def stripped_places(quote: str, text: str, most: int) -> list[tuple[int, int]]:
    """Spans of a text without punctuation whose tokens are those of a quote."""
    needle = fold_quote(quote, "case")
    words = [form for form in map(_forms, needle.split()) if form]
    if not words or _SIGNED.search(needle):
        return []
    tokens = _tokens(text)
    pattern = re.compile("(?<= )" + " ".join(words) + "(?= )")
    found: list[tuple[int, int]] = []
    for match in pattern.finditer(tokens.joined):
        first = bisect_left(tokens.starts, match.start())
        last = bisect_left(tokens.starts, match.end()) - 1
        span = tokens.folded.span(tokens.spans[first][0], tokens.spans[last][1])
        if span is not None and whole_without_marks(text, *span):
            found.append(span)
            if len(found) >= most:
                break
    return found
