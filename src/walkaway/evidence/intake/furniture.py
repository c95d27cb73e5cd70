"""What is not the article is set aside with its reason; nothing is deleted, and a person can take it back.

The article is the best contiguous region of the blocks that are no furniture by their own words: where a page
surrounds it, all outside is set aside; where a list of other stories follows it, everything from its label
on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final, TypeAlias

from ..findings import Profile, SetAside
from .blocks import BYLINED, CAPTION, CLOSES, NOTICE, Block, blocks_of
from .markers import BIO, CALL

Keep: TypeAlias = "tuple[int, int] | str"

OUTSIDE: Final = "page around the article"
REPEATED: Final = "running head"
AUTHOR: Final = "note on the author"
_WEIGHT: Final = {CLOSES: -45.0, BYLINED: -14.0, CAPTION: -2.0, NOTICE: -14.0}
_PAGE: Final = 6  # marks of a page outside a region from which on it counts as one
_MEMORY: Final = 200  # blocks that are compared: time stays linear
_TAIL: Final = 700
_TAIL_WORDS: Final = 45
_WORDS: Final = re.compile(r"[^\W\d_]{4,}")
_DIGITS: Final = re.compile(r"\d+")
_SAID: Final = re.compile(r"\b(?:said|says|told|added)\b")


def set_aside_of(text: str, profile: Profile, *, byline: str = "", page: bool = True) -> tuple[SetAside, ...]:
    """What is not the article, in order, without overlap; a note on whoever has the byline is not.

    Without ``page`` nothing is said to be a page around the article.
    """
    if profile == "unpunctuated":
        found = _without_marks(text)
    else:
        found = _furniture(text, blocks_of(text), byline, page=page)
    return tuple(ordered(found, text))


def restored(spans: Iterable[SetAside], text: str, keep: Iterable[Keep]) -> tuple[SetAside, ...]:
    """Take spans back into the article; exact words wherever they stand inside a set-aside span."""
    for wanted in keep:
        spans = [piece for span in spans for piece in _without(span, text, wanted)]
    return tuple(spans)


def _without(span: SetAside, text: str, wanted: Keep) -> Iterator[SetAside]:
    if isinstance(wanted, str):
        place = text.find(wanted, span.start, span.end) if wanted else -1
        start, end = (place, place + len(wanted)) if place >= 0 else (span.end, span.end)
    else:
        start, end = wanted
    if end <= span.start or start >= span.end or start >= end:
        yield span
        return
    for first, last in ((span.start, start), (end, span.end)):
        if first < last and text[first:last].strip():
            rest = SetAside(start=first, end=last, why=span.why)
            yield from _without(rest, text, wanted) if isinstance(wanted, str) else (rest,)


def ordered(spans: Iterable[SetAside], text: str) -> list[SetAside]:
    """In order, cut where they overlap, joined where only white space is between two of one kind."""
    done: list[SetAside] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        start = max(span.start, done[-1].end) if done else span.start
        if start >= span.end:
            continue
        last = done[-1] if done else None
        if last is not None and last.why == span.why and not text[last.end : start].strip():
            done[-1] = SetAside(start=last.start, end=span.end, why=span.why)
        else:
            done.append(SetAside(start=start, end=span.end, why=span.why))
    return done


def _without_marks(text: str) -> Iterator[SetAside]:
    """A call to the reader among the last words of a text without punctuation."""
    end = len(text.rstrip())
    for match in CALL.finditer(text, max(0, end - _TAIL), end):
        if len(text[match.start() : end].split()) <= _TAIL_WORDS:
            yield SetAside(start=match.start(), end=end, why=NOTICE)


def _furniture(text: str, blocks: Sequence[Block], byline: str, *, page: bool) -> Iterator[SetAside]:
    if not blocks:
        return
    first, last = _region(blocks)
    last = min(last, _closed(blocks, first, last))
    before, after = (page and _page_like(some) for some in (blocks[:first], blocks[last + 1 :]))
    page = before or after  # elsewhere "See also" and "Comments" are words of the text
    closed = page and last + 1 < len(blocks) and blocks[last + 1].why == CLOSES
    running = _running(text, blocks)
    body: list[Block] = []
    for number, block in enumerate(blocks):
        outside = (number < first and before) or (number > last and after)
        own = "" if block.why == CLOSES and not page else block.why
        why = own or (OUTSIDE if outside else "")
        why = REPEATED if number in running else CLOSES if closed and number > last else why
        if why:
            yield SetAside(start=block.start, end=block.end, why=why)
        else:
            body.append(block)
    yield from _note_on_author([block for block in body if block.start <= blocks[last].start], byline)


# ------------------------------------------------------------------------------------- region


def _score(block: Block) -> float:
    if block.why:
        return _WEIGHT[block.why]
    if block.prose:
        return float(min(block.words, 60)) if block.words >= 12 else 0.6 * block.words
    return -6.0 if block.words <= 15 else -2.0


def _region(blocks: Sequence[Block]) -> tuple[int, int]:
    """The best contiguous region: the largest sum of block scores (Kadane)."""
    best, best_span = 0.0, (0, len(blocks) - 1)
    total, start = 0.0, 0
    for number, block in enumerate(blocks):
        if total <= 0:
            total, start = 0.0, number
        total += _score(block)
        if total > best:
            best, best_span = total, (start, number)
    return best_span


def _page_like(outside: Sequence[Block]) -> bool:
    """Whether what stands before or after the region is a page's, not the article's."""
    marks = sum(bool(block.why) or block.heading for block in outside)
    return marks >= _PAGE or (marks >= 3 and any(block.why == CLOSES for block in outside))


def _closed(blocks: Sequence[Block], first: int, last: int) -> int:
    """Number of the article's last block: before the label that opens other stories."""
    words = 0
    for number in range(first, len(blocks)):
        block = blocks[number]
        if block.prose:
            words += block.words
        elif words >= 60 and block.why == CLOSES and not _goes_on(blocks, first, number):
            return number - 1
    return last


def _goes_on(blocks: Sequence[Block], first: int, number: int) -> bool:
    """Whether the article goes on after a label: the prose that follows shares its words."""
    after = blocks[number + 1 : number + 40]
    start = next((k for k, block in enumerate(after) if block.prose and block.words >= 12), None)
    if start is None or any(block.why == CLOSES for block in after[:start]):
        return False
    run = list(takewhile(lambda block: block.prose, after[start:]))
    if len(run) < 3 and number + 1 + start + len(run) < len(blocks) - 2:
        return False
    known = _vocabulary(blocks[max(first, number - _MEMORY) : number])
    words = _vocabulary(run[:8])
    return bool(words) and len(words & known) / len(words) >= (0.22 if len(known) < 150 else 0.28)


def _vocabulary(blocks: Sequence[Block]) -> set[str]:
    return {word.lower() for block in blocks for word in _WORDS.findall(block.text)}


# -------------------------------------------------------------------------------------- parts


def _running(text: str, blocks: Sequence[Block]) -> frozenset[int]:
    """Head and foot lines of pages: the same short line at the edge of three pages or more."""
    if "\f" not in text:
        return frozenset()
    edges: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        previous = blocks[number - 1].end if number else 0
        following = blocks[number + 1].start if number + 1 < len(blocks) else len(text)
        edge = not number or "\f" in text[previous : block.start] or "\f" in text[block.end : following]
        if edge and block.words <= 15:
            edges.setdefault(_DIGITS.sub("0", block.text), []).append(number)
    return frozenset(number for numbers in edges.values() if len(numbers) >= 3 for number in numbers)


def _note_on_author(prose: Sequence[Block], byline: str) -> Iterator[SetAside]:
    """Notes at the end on somebody of whom the article has not spoken, or on its author."""
    for block in reversed(prose[-4:] if len(prose) >= 3 else ()):
        match = BIO.match(" ".join(block.text.split())) if block.words <= 80 else None
        if match is None or _SAID.search(block.text):
            if block.words <= 4 and not block.ends:
                continue
            return
        surname = match["name"].split()[-1]
        before = " ".join(other.text for other in prose if other.start < block.start)
        own = bool(byline) and surname.lower() in byline.lower()
        if not own and re.search(rf"\b{re.escape(surname)}\b", before):
            return
        yield SetAside(start=block.start, end=block.end, why=AUTHOR)
