"""Where a run of words stands in one text, as whole words, and whether cutting it there turns its sense.

"can" is no quote of "can't", nor "7 million" of "17 million", nor "president" of "ex-president". In a text
without punctuation only letters and digits are compared, token by token; what it cannot show is not taken as
shown: a sign before a number, a contraction written as another word ("were" for "we're"), 15 for 1.5.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Literal

from ..findings import Quoted
from .folding import FOLDS, INVISIBLE, Fold, Tier, fold, fold_quote

LONGEST_QUOTE = 20_000
MOST_PLACES = 200
MOST_TRIES = 100_000

_JOINERS = frozenset("'’‘ʼ-‐‑_&")
_DECIMALS = frozenset(".,·:/")
_SIGNS = frozenset("-−")
_SHARES = frozenset("%‰°")
_MULTIPLE = re.compile(
    r"(?:hundred|thousand|million|billion|trillion|percent|percentage|bn)\Z", re.IGNORECASE
)
_NEGATION = re.compile(
    r"(?:not|no|never|none|neither|nor|without|cannot|hardly|scarcely|barely|nobody|nothing|nowhere|unless|except"
    r"|unwilling|unable|refus(?:e[sd]?|ing|al)|den(?:y|ied|ies|ying)|(?:fail|declin)(?:e?[sd]|ing)|rul\w+\s+out"
    r"|[^\W_]+n['’]t)\Z",
    re.IGNORECASE,
)
_STEM = re.compile(
    r"(?:can|don|won|couldn|wouldn|shouldn|didn|doesn|isn|aren|wasn|weren|hasn|haven|hadn|mustn|needn|ain)\Z",
    re.IGNORECASE,
)
_BEFORE = re.compile(  # "refused", "refused to"; not over a paragraph
    r"(\brul\w+\s+out|[^\W_]+(?:['’][^\W_]+)?)(?:\s+(?:to|from))?(?:(?!\n[ \t\r]*\n)[\s\"'“”‘’])*\Z"
)
_AFTER = re.compile(r"[\s\"'“”‘’]*([^\W_]+)")
_LAST = re.compile(r"([^\W_]+)\Z")
_NOT = re.compile(r"\s+t(?![^\W_])", re.IGNORECASE)
_NUMBER_AFTER = re.compile(r"\s+\d")
_NUMBER_BEFORE = re.compile(r"\d\s+\Z")
_REACH = 40
_ALNUM = re.compile(r"[^\W_]")
_TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_SIGNED = re.compile(r"(?:^|[\s('])-(?=\d)")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_CONTRACTED = re.compile(r"[^\W\d_]+n't|[^\W\d_]+'(?:re|ve|ll|d|m)")
_OTHER_WORDS = frozenset(["were", "well", "ill", "shell", "hell", "wed", "id", "hed", "shed", "theyd"])


def _word(character: str) -> bool:
    return character.isalnum() or bool(unicodedata.combining(character))


def _seen(text: str, at: int, step: int) -> tuple[str, str]:
    """The next two visible characters from ``at`` on, in one direction; empty at the end of the text."""
    places = range(at, len(text)) if step > 0 else range(at, -1, -1)
    near, far, *_ = *islice((text[k] for k in places if text[k] not in INVISIBLE), 2), "", ""
    return near, far


def _goes_on(edge: str, near: str, far: str) -> bool:
    """Whether a word whose last character is ``edge`` goes on with ``near`` and ``far``."""
    if not near or not _word(edge):
        return False
    if _word(near):
        return True
    if near in _JOINERS and far and _word(far):
        return True
    return edge.isdigit() and far.isdigit() and (near in _DECIMALS or near in "–—")


def whole_tokens(text: str, start: int, end: int) -> bool:
    """Whether a span takes in whole words and numbers only.

    Examples
    --------
    >>> whole_tokens("we can't go", 0, 6)
    False
    """
    if not 0 <= start < end <= len(text):
        return False
    first, last = text[start], text[end - 1]
    near, far = _seen(text, start - 1, -1)
    if _goes_on(first, near, far) or (unicodedata.combining(first) and near):
        return False
    if first.isdigit() and (near in _SIGNS or near == ".") and near and not _word(far or " "):
        return False
    near, far = _seen(text, end, 1)
    if near and unicodedata.combining(near):
        return False
    return not (_goes_on(last, near, far) or (last.isdigit() and near in _SHARES))


def _whole_without_marks(text: str, start: int, end: int) -> bool:
    """The same for a text without punctuation, where "can t" is one word and "1 5" may be one number."""
    last = _LAST.search(text[max(start, end - _REACH) : end])
    if last is not None and _STEM.match(last.group(1)) and _NOT.match(text, end):
        return False
    if text[end - 1].isdigit() and _NUMBER_AFTER.match(text[end : end + _REACH]):
        return False
    return not (text[start].isdigit() and _NUMBER_BEFORE.search(text[max(0, start - _REACH) : start]))


def cut_sense(text: str, start: int, end: int) -> tuple[str, ...]:
    """What stands just outside a span and may turn its sense: a negation, a number that goes on."""
    notes = []
    before = _BEFORE.search(text[max(0, start - _REACH) : start])
    if before is not None and _NEGATION.match(before.group(1)):
        notes.append(f"the source has “{before.group(1)}” just before these words")
    after = _AFTER.match(text[end : end + _REACH])
    if after is not None:
        word = after.group(1)
        if word.casefold() in ("not", "never"):
            notes.append(f"the source has “{word}” just after these words")
        if text[end - 1].isdigit() and _MULTIPLE.match(word):
            notes.append(f"the number goes on in the source: “{word}”")
    return tuple(notes)


def _candidates(folded: Fold, needle: str) -> Iterator[tuple[int, int]]:
    """Spans of the source whose fold is the needle, not starting inside a word."""
    text, inside = folded.text, bool(_ALNUM.match(needle))
    at, tries = text.find(needle), 0
    while at >= 0 and tries < MOST_TRIES:
        tries += 1
        step = at + 1
        if inside and at and text[at - 1].isalnum():
            while step < len(text) and text[step].isalnum():
                step += 1
        else:
            span = folded.span(at, at + len(needle))
            if span is not None:
                yield span
        at = text.find(needle, step)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in INVISIBLE):
        end -= 1
    return start, end


def places_of(
    quote: str, text: str, *, stripped: bool = False, most: int = MOST_PLACES
) -> tuple[Tier | Literal[""], tuple[Quoted, ...]]:
    """Find a run of words in one text at the first tier that has it."""
    if not _ALNUM.search(quote) or len(quote) > LONGEST_QUOTE:
        return "", ()
    for tier in (*FOLDS, "stripped") if stripped else FOLDS:
        spans = _stripped_places(quote, text) if tier == "stripped" else _folded_places(quote, text, tier)
        whole = (span for span in spans if not stripped or _whole_without_marks(text, *span))
        found: dict[tuple[int, int], None] = {}
        for span in whole:
            found[span] = None
            if len(found) >= most:
                break
        if found:
            return tier, tuple(Quoted(start=a, end=b, text=text[a:b]) for a, b in found)
    return "", ()


def _folded_places(quote: str, text: str, tier: Tier) -> Iterator[tuple[int, int]]:
    """Whole words of a text that are those of a quote at one tier."""
    needle = fold_quote(quote, tier)
    for span in _candidates(fold(text, tier), needle) if _ALNUM.search(needle) else ():
        start, end = _trimmed(text, *span)
        if whole_tokens(text, start, end):
            yield start, end


@lru_cache(maxsize=16)
def _tokens(text: str) -> tuple[Fold, str, list[int], list[tuple[int, int]]]:
    """The fold of a text, its tokens joined by blanks, where each stands there, and its span in the fold."""
    folded = fold(text, "case")
    spans = [match.span() for match in _TOKEN.finditer(folded.text)]
    starts, at = [], 1
    for start, end in spans:
        starts.append(at)
        at += end - start + 1
    joined = "".join(f" {folded.text[start:end]}" for start, end in spans) + " "
    return folded, joined, starts, spans


def _forms(word: str) -> str:
    """A pattern for one word of a quote as a stripped source may show it."""
    split = " ".join(_TOKEN.findall(word))
    bare = word.strip("'\"().,;:!?-")
    if _CONTRACTED.fullmatch(bare) and bare.replace("'", "") not in _OTHER_WORDS:
        return f"(?:{re.escape(split)}|{re.escape(bare.replace(chr(39), ''))})"
    if _THOUSANDS.fullmatch(bare):
        return f"(?:{re.escape(split)}|{bare.replace(',', '')})"
    return re.escape(split)


def _stripped_places(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """Spans of a text without punctuation whose tokens are those of a quote."""
    needle = fold_quote(quote, "case")
    words = [form for form in map(_forms, needle.split()) if form]
    if not words or _SIGNED.search(needle):
        return
    folded, joined, starts, spans = _tokens(text)
    pattern = re.compile("(?<= )" + " ".join(words) + "(?= )")
    for match in pattern.finditer(joined):
        first = bisect_left(starts, match.start())
        last = bisect_left(starts, match.end()) - 1
        span = folded.span(spans[first][0], spans[last][1])
        if span is not None:
            yield span
