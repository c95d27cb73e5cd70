"""Texts made alike for comparison, tier by tier, with a way back to the characters of the source.

A *fold* knows which span of the source every span of its own stands for, and refuses one that would cut a
replaced span in two. Tiers build on each other: white space (runs are one blank), typography (marks, dashes,
ellipses, ligatures, soft hyphens, composed accents), case. No step drops a letter, a digit or a word.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

Tier = Literal["exact", "white space", "typography", "case", "stripped"]
FOLDS: tuple[Tier, ...] = ("exact", "white space", "typography", "case")

INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)

_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_SPACES = re.compile(r"\s+")
_HIDDEN = re.compile(
    rf"\u00ad[ \t]*\r?\n[ \t]*|[{INVISIBLE}]+"
    r"|(?<![\w*])\*{1,3}(?=[^\W_])|(?<=[^\W_])\*{1,3}(?![\w*])"  # what Markdown stresses, footnote marks
)
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_DOTS = re.compile(r" ?(?:…|\.(?: ?\.){2,}) ?")
_DASH = re.compile(r" ?[-‐‑‒–—―−﹘﹣－]+ ?")
_MARK = re.compile(r"[“”„‟\"″]|''|``|(?<![^\s(])« | »(?![^\W_])|[«»]|[‘’‚‛‹›′'`´]")
_DOUBLE = frozenset('“”„‟"″«»')


@dataclass(frozen=True, slots=True)
class _Pass:
    """The replaced spans of one step: ``[out_start, out_end)`` stands for ``[in_start, in_end)``."""

    out_start: array[int] = field(default_factory=lambda: array("l"))
    out_end: array[int] = field(default_factory=lambda: array("l"))
    in_start: array[int] = field(default_factory=lambda: array("l"))
    in_end: array[int] = field(default_factory=lambda: array("l"))

    def source(self, place: int, *, end: bool) -> int | None:
        """Source of a span's start or end; None inside a replaced span."""
        index = (bisect_left if end else bisect_right)(self.out_start, place) - 1
        if index < 0:
            return place
        if place >= self.out_end[index]:
            return self.in_end[index] + place - self.out_end[index]
        return self.in_start[index] if place == self.out_start[index] else None


@dataclass(frozen=True, slots=True)
class Fold:
    """A text made alike, with the way back."""

    text: str
    passes: tuple[_Pass, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Span of the source for a span of the fold; None where it would cut a replaced span."""
        low: int | None = start
        high: int | None = end
        for step in reversed(self.passes):
            assert low is not None
            assert high is not None
            low, high = step.source(low, end=False), step.source(high, end=True)
            if low is None or high is None:
                return None
        return (low, high) if low is not None and high is not None and low <= high else None

    def then(self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> Fold:
        """Apply one more step: every match is replaced by what ``new`` gives for it."""
        step = _Pass()
        parts: list[str] = []
        done = length = 0
        for match in pattern.finditer(self.text):
            old, fresh = match.group(), new(match)
            if old == fresh:
                continue
            start, end = match.span()
            parts += (self.text[done:start], fresh)
            length += start - done
            step.out_start.append(length)
            length += len(fresh)
            step.out_end.append(length)
            step.in_start.append(start)
            step.in_end.append(end)
            done = end
        if not done:
            return self
        parts.append(self.text[done:])
        return Fold("".join(parts), (*self.passes, step))


def _plain(match: re.Match[str]) -> str:
    """A ligature as letters, a composed letter as letter and accents."""
    character = match.group()
    return unicodedata.normalize("NFKD" if "ﬀ" <= character <= "ﬆ" else "NFD", character)


def _dash(match: re.Match[str]) -> str:
    """Every dash, with or without blanks, is one hyphen; a sign before a number keeps its blank."""
    old, after = match.group(), match.string[match.end() : match.end() + 1]
    return " -" if len(old) == 2 and old[0] == " " and after.isdigit() else "-"


def _mark(match: re.Match[str]) -> str:
    """Every quote mark is one mark; behind a number inches and feet stay apart."""
    before = match.string[match.start() - 1 : match.start()]
    double = match.group().strip()[0] in _DOUBLE or len(match.group().strip()) == 2
    return '"' if double and before.isdigit() else "'"


@lru_cache(maxsize=512)
def fold(text: str, tier: Tier) -> Fold:
    r"""Make a text alike at one tier.

    Examples
    --------
    >>> fold("a “fine”\n mess", "typography").text
    "a 'fine' mess"
    """
    if tier == "exact":
        return Fold(text)
    if tier == "white space":
        return fold(text, "exact").then(_BLANKS, lambda _: " ")
    if tier == "typography":
        folded = Fold(text).then(_HIDDEN, lambda _: "").then(_FOREIGN, _plain).then(_SPACES, lambda _: " ")
        return folded.then(_DOTS, lambda _: "...").then(_DASH, _dash).then(_MARK, _mark)
    folded = fold(text, "typography")
    lower = folded.text.casefold()
    if len(lower) == len(folded.text):  # no fold of case is shorter than its letter, so all are as long
        return Fold(lower, folded.passes)
    longer = folded.then(_FOREIGN, lambda match: _unfold(match.group()))
    return Fold(longer.text.casefold(), longer.passes)


def _unfold(character: str) -> str:
    folded = character.casefold()
    return folded if len(folded) > 1 else character


def fold_quote(quote: str, tier: Tier) -> str:
    """Make a quote alike at one tier; from typography on, without marks and stops around it."""
    text = fold(quote.strip(), tier).text.strip()
    if tier in ("exact", "white space"):
        return text
    opened = text[:1] == "'"
    text = text.lstrip("'\" ")
    while text:
        shorter = text.removesuffix("...").rstrip('.,;:" ')
        shorter = shorter.rstrip("'") if opened else shorter
        if shorter == text:
            break
        text = shorter
    return text.removeprefix("...").lstrip("'\" ")
