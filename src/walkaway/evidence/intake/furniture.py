"""What is not the article is set aside with its reason; nothing is deleted, and a person can take it back.

The text is cut into blocks. Each block's own words may show it to be furniture (a caption with its credit, a
date line, a call to subscribe). The article is the best contiguous region of the rest: prose counts for a
block, menus, counters and labels of story lists against it. Where a page surrounds the article, all outside
the region is set aside; where a list of other stories follows it, everything from its label on. A text
without such signs keeps every sentence it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from ..records import Profile, SetAside
from .blocks import BYLINED, CAPTION, CLOSES, CONTACT, NAVIGATION, POINTER, WIRE, Block, blocks_of
from .endings import glued, note_on_author, source_notes
from .markers import DATED_SECTION, FINAL, LABEL, RELATIVE_TIME

__all__ = ["Keep", "restored", "set_aside_of"]

Keep: TypeAlias = "tuple[int, int] | str"

OUTSIDE: Final = "page around the article"
REPEATED: Final = "running head"
HOUSE: Final = "house label"
BIO_WHY: Final = "note on the author"
_WEIGHT: Final = {
    CLOSES: -45.0,
    NAVIGATION: -14.0,
    BYLINED: -14.0,
    CAPTION: -2.0,
    CONTACT: -14.0,
    WIRE: -12.0,
}
_PAGE: Final = 6
_OPENING: Final = 12
_LEAD_WORDS: Final = 40
_LEAD_GAP: Final = 10
_MEMORY: Final = 200  # blocks that are compared: time stays linear
_WORDS: Final = re.compile(r"[^\W\d_]{4,}")
_DIGITS: Final = re.compile(r"\d+")
_LABEL_LIKE: Final = re.compile(
    r"(?:[•·*–—-]\s{0,3})?(?P<label>(?:What|Why|How|Where|Who|When|The|Our|My|Between|By|Be|Go|Yes|But|Zoom|Some|One)"
    r"(?:['’]s|['’]re)?(?:[ ,]{1,2}[a-z'’-]{1,14}){1,4}:)(?=\s)"
)


def set_aside_of(
    text: str, profile: Profile, *, byline: str = "", keep: Iterable[Keep] = ()
) -> tuple[SetAside, ...]:
    """Find what is not the article."""
    if profile == "unpunctuated" or not text.strip():
        blocks = []
        spans = list(glued(text, 0, len(text), stripped=True)) if text.strip() else []
    else:
        blocks = blocks_of(text)
        spans = _blockwise(text, blocks, byline)
    if profile == "unpunctuated":
        spans += _stripped_lines(text)
    return restored(_ordered(spans, text), text, keep)


def restored(spans: Iterable[SetAside], text: str, keep: Iterable[Keep]) -> tuple[SetAside, ...]:
    """Take spans back into the article."""
    left = list(spans)
    for wanted in keep:
        left = [piece for span in left for piece in _without(span, text, wanted)]
    return tuple(left)


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


def _ordered(spans: list[SetAside], text: str) -> list[SetAside]:
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


def _blockwise(text: str, blocks: list[Block], byline: str) -> list[SetAside]:
    if not blocks:
        return []
    running = _running(text, blocks)
    core = _region(blocks)
    first, last = _extended(blocks, *core)
    page = _page_like(blocks[:first]), _page_like(blocks[last + 1 :])
    if page[0]:
        first = _after_byline(blocks, first, last)
    last = min(last, _closed(blocks, max(first, core[0]), last))
    aside: list[tuple[Block, str]] = []
    for number, block in enumerate(blocks):
        if number in running:
            aside.append((block, REPEATED))
        elif number < first and page[0]:
            aside.append((block, block.why or OUTSIDE))
        elif block.why:
            aside.append((block, block.why))
    spans = [SetAside(start=block.start, end=block.end, why=why) for block, why in aside]
    spans += _pointed(blocks, first, last)
    spans += _tail(text, blocks, first, last, page[1])
    body = [block for block in blocks[first : last + 1] if not block.why]
    spans += note_on_author(blocks[first : last + 1], byline, BIO_WHY)
    spans += source_notes(body)
    if body:
        for block in body[-3:]:
            spans += glued(text, block.start, block.end, stripped=False)
        spans += glued(text, body[0].start, body[0].end, stripped=False, head=True)
    covered = {block.start for block, _ in aside}
    return spans + _labels([block for block in blocks if block.start not in covered])


# ------------------------------------------------------------------------------------- region


def _score(block: Block) -> float:
    if block.why:
        return _WEIGHT.get(block.why, -8.0)
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


def _extended(blocks: Sequence[Block], first: int, last: int) -> tuple[int, int]:
    """The region with the prose before and after it that tells the same story, across a label."""
    known = _vocabulary(blocks[first : min(last + 1, first + _MEMORY)])
    lead = [
        number
        for number in range(max(0, first - _MEMORY), first)
        if blocks[number].prose and blocks[number].words >= 12
    ]
    for start, _ in enumerate(lead):
        run = [blocks[number] for number in lead[start:]]
        near = first - lead[start] <= len(run) + _LEAD_GAP
        if near and sum(block.words for block in run) >= _LEAD_WORDS and _akin(run, known):
            first = lead[start]
            break
    while last + 1 < len(blocks) and _opens_others(blocks[last + 1]) and _goes_on(blocks, first, last + 1):
        last = next(k for k in range(last + 2, len(blocks)) if blocks[k].prose and blocks[k].words >= 12)
        while last + 1 < len(blocks) and blocks[last + 1].prose:
            last += 1
    return first, last


def _vocabulary(blocks: Sequence[Block]) -> set[str]:
    return {word.lower() for block in blocks for word in _WORDS.findall(block.text)}


def _akin(run: Sequence[Block], known: set[str]) -> bool:
    """Whether a run of prose shares its words with an article."""
    words = _vocabulary(run)
    return bool(words) and len(words & known) / len(words) >= (0.22 if len(known) < 150 else 0.28)


def _page_like(outside: Sequence[Block]) -> bool:
    """Whether what stands before or after the region is a page's, not the article's."""
    marks = sum(bool(block.why) or block.heading for block in outside)
    return marks >= _PAGE or (marks >= 3 and any(block.why in (CLOSES, NAVIGATION) for block in outside))


def _after_byline(blocks: Sequence[Block], first: int, last: int) -> int:
    """A byline or date within the first lines of the region opens the article."""
    words = 0
    for number in range(first, min(last, first + _OPENING)):
        block = blocks[number]
        if block.why == BYLINED and words <= 60:
            first = number + 1
        words += block.words if block.prose else 0
    return first


# ---------------------------------------------------------------------------------------- end


def _closed(blocks: Sequence[Block], first: int, last: int) -> int:
    """Number of the article's last block: before the label or time stamp that opens other stories."""
    words = 0
    for number in range(first, len(blocks)):
        block = blocks[number]
        if block.prose:
            words += block.words
        elif words >= 60 and _opens_others(block) and not _goes_on(blocks, first, number):
            return number - 1
    return last


def _opens_others(block: Block) -> bool:
    if block.why == CLOSES:
        return True
    line = " ".join(block.text.split())
    return block.why == BYLINED and bool(RELATIVE_TIME.match(line) or DATED_SECTION.match(line))


def _goes_on(blocks: Sequence[Block], first: int, number: int) -> bool:
    """Whether the article goes on after a label: the prose that follows shares its words."""
    if FINAL.match(blocks[number].text):
        return False
    after = blocks[number + 1 : number + 40]
    start = next((k for k, block in enumerate(after) if block.prose and block.words >= 12), None)
    if start is None or any(_opens_others(block) for block in after[:start]):
        return False
    run: list[Block] = []
    for block in after[start:]:
        if not block.prose:
            break
        run.append(block)
    if len(run) < 3 and number + 1 + start + len(run) < len(blocks) - 2:
        return False
    return _akin(run[:8], _vocabulary(blocks[max(first, number - _MEMORY) : number]))


def _tail(text: str, blocks: Sequence[Block], first: int, last: int, page: bool) -> list[SetAside]:
    """What follows the region, as one span when a label opens it or a page surrounds it."""
    rest = blocks[last + 1 :]
    if not rest:
        return []
    if _opens_others(rest[0]):
        return [SetAside(start=rest[0].start, end=len(text.rstrip()), why=CLOSES)]
    return [
        SetAside(start=block.start, end=block.end, why=block.why or OUTSIDE)
        for block in rest
        if page or block.why
    ]


def _pointed(blocks: Sequence[Block], first: int, last: int) -> list[SetAside]:
    """Headlines that stand right after a label inside the article."""
    spans = []
    open_ = False
    for block in blocks[first : last + 1]:
        if block.why in (CLOSES, POINTER) and not block.ends and block.words <= 4:
            open_ = True
        elif open_ and block.heading and block.words >= 3:
            spans.append(SetAside(start=block.start, end=block.end, why=POINTER))
        elif not block.why:
            open_ = False
    return spans


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


def _labels(body: Sequence[Block]) -> list[SetAside]:
    """Labels of a house style; an unknown one counts where known ones show the style."""
    known = [match for block in body if (match := LABEL.match(block.text[:80])) and block.words > 4]
    spans = []
    for block in body:
        match = LABEL.match(block.text[:80])
        if match is None and len(known) >= 2:
            match = _LABEL_LIKE.match(block.text[:80])
        if match is not None and block.words > 4:
            start = block.start + match.start("label")
            spans.append(SetAside(start=start, end=block.start + match.end("label"), why=HOUSE))
    return spans


def _stripped_lines(text: str) -> list[SetAside]:
    """Short lines of a text without punctuation that are furniture by their own words."""
    blocks = blocks_of(text)
    if len(blocks) < 2:
        return []
    return [
        SetAside(start=block.start, end=block.end, why=block.why)
        for block in blocks
        if block.why in (NAVIGATION, BYLINED, CAPTION, CONTACT) and block.words <= 30
    ]
