"""Does a quote stand in a document, word for word, and where, at the first tier at which it matches?

What is returned are always the source's own characters; nothing fuzzy is ever accepted. Where a cut turns the
sense of words that stand there (a "not" just before, a number that goes on), the match says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..findings import Quoted, Read
from .folding import FOLDS, INVISIBLE, Tier
from .matching import LONGEST_QUOTE, MOST_PLACES, MOST_TRIES, cut_sense, places_of
from .nearest import split_apart

__all__ = ["QuoteMatch", "QuotePlace", "match_quote"]

_WORST = ("", *FOLDS, "stripped")

_MARKED = re.compile(
    r"\[\s{0,9}(?:…|\.(?:\s?\.){2,})\s{0,9}\]|\(\s{0,9}(?:…|\.(?:\s?\.){2,})\s{0,9}\)|…|\.(?:\s?\.){2,}"
    r"|\[[^\[\]]{0,200}\]"
)
_LETTER = re.compile(r"\[([^\W\d_])\](?=[^\W_])")
_ALNUM = re.compile(r"[^\W_]")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*")
_EDGES = " \t\r\n,;:.-–—'\"“”‘’«»" + INVISIBLE

Status = Literal["found", "ambiguous", "stitched", "misattributed", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePlace:
    """Where the words stand, in pieces for a stitched quote, and why that part is not the article, if so."""

    document: str
    pieces: tuple[Quoted, ...]
    set_aside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteMatch:
    """What became of a quote; only one that is *found* stands at one place of its document as one run of words.

    ``places`` are all of them where it is ambiguous, those in other documents where it is misattributed;
    ``notes`` are what to look at although the words stand there.
    """

    status: Status
    tier: Tier | Literal[""] = ""
    places: tuple[QuotePlace, ...] = ()
    why: str = ""
    notes: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether the quote verifies as it is."""
        return self.status == "found"


def _is_stripped(read: Read) -> bool:
    return read.document.profile == "unpunctuated"


def _aside(read: Read, pieces: Sequence[Quoted]) -> str:
    for part in read.set_aside:
        if any(piece.start < part.end and part.start < piece.end for piece in pieces):
            return part.why
    return ""


def _article_first(places: Sequence[QuotePlace]) -> tuple[QuotePlace, ...]:
    return tuple(place for place in places if not place.set_aside) or tuple(places)


def _whole(quote: str, reads: Sequence[Read]) -> tuple[Tier | Literal[""], tuple[QuotePlace, ...]]:
    """Places of an unbroken quote in some documents, at the best tier any of them has."""
    best: Tier | Literal[""] = ""
    places: list[QuotePlace] = []
    for read in reads:
        tier, spans = places_of(quote, read.document.text, stripped=_is_stripped(read))
        if not tier or (best and _WORST.index(tier) > _WORST.index(best)):
            continue
        if tier != best:
            best, places = tier, []
        places += [QuotePlace(document=read.document.name, pieces=(span,), set_aside=_aside(read, (span,)))
                   for span in spans]  # fmt: skip
    return best, _article_first(places)


def _pieces(quote: str) -> tuple[list[str], bool, bool]:
    """The unbroken pieces of a quote, whether it has ellipses or brackets, and whether brackets."""
    text, edits = _LETTER.subn(r"\1", quote)
    marks = _MARKED.findall(text)
    brackets = bool(edits) or any(mark[0] == "[" and _ALNUM.search(mark) for mark in marks)
    pieces = [piece.strip(_EDGES) for piece in _MARKED.split(text)]
    return [piece for piece in pieces if _ALNUM.search(piece)], bool(edits or marks), brackets


def _windows(read: Read) -> Iterator[tuple[int, int]]:
    if read.passages:
        yield from ((passage.start, passage.end) for passage in read.passages)
        return
    start = 0
    for gap in _PARAGRAPH.finditer(read.document.text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(read.document.text)


def _in_order(found: Sequence[Sequence[Quoted]], start: int, end: int) -> tuple[Quoted, ...]:
    """First run of places, one of each piece, in order inside a window; empty if there is none."""
    run: list[Quoted] = []
    at = start
    for spans in found:
        span = next((span for span in spans if span.start >= at and span.end <= end), None)
        if span is None:
            return ()
        run.append(span)
        at = span.end
    return tuple(run)


def _stitched(pieces: Sequence[str], reads: Sequence[Read]) -> QuoteMatch | None:
    """A quote in pieces: all of them in order within one passage, or why not."""
    if not any(len(piece.split()) >= 3 for piece in pieces):
        return QuoteMatch(status="none", why="its pieces are too short to tell where they stand")
    worst: Tier | Literal[""] = ""
    places: list[QuotePlace] = []
    apart: list[QuotePlace] = []
    for read in reads:
        text, found = read.document.text, []
        for piece in pieces:
            tier, spans = places_of(piece, text, stripped=_is_stripped(read), most=MOST_TRIES)
            if not tier:
                break
            worst = max(worst, tier, key=_WORST.index)
            found.append(spans)
        if len(found) < len(pieces):
            continue
        runs = dict.fromkeys(filter(None, (_in_order(found, *window) for window in _windows(read))))
        home = places if runs else apart
        for run in runs or [tuple(spans[0] for spans in found)]:
            home.append(QuotePlace(document=read.document.name, pieces=run, set_aside=_aside(read, run)))
    if places:
        why = "pieces of one passage; what stands between them was left out or changed"
        return QuoteMatch(status="stitched", tier=worst, places=_article_first(places), why=why)
    if apart:
        why = "its pieces do not stand in this order within one passage"
        return QuoteMatch(status="none", tier=worst, places=tuple(apart), why=why)
    return None


def _found(
    tier: Tier | Literal[""], places: tuple[QuotePlace, ...], reads: Sequence[Read], quote: str
) -> QuoteMatch:
    texts = {read.document.name: read.document.text for read in reads}
    notes: dict[str, None] = {}
    for place in places:
        for piece in place.pieces:
            notes |= dict.fromkeys(cut_sense(texts[place.document], piece.start, piece.end))
        if place.set_aside:
            notes[f"stands in a part that was set aside: {place.set_aside}"] = None
    if tier == "stripped":
        notes["the source has no punctuation: only letters and digits were compared"] = None
    if len(places) == 1:
        return QuoteMatch(status="found", tier=tier, places=places, notes=tuple(notes))
    short = " and a quote this short needs a position" if len(quote.split()) < 3 else ""
    count = f"{MOST_PLACES} or more" if len(places) >= MOST_PLACES else str(len(places))
    return QuoteMatch(status="ambiguous", tier=tier, places=places, notes=tuple(notes),
                      why=f"stands at {count} places{short}")  # fmt: skip


def match_quote(quote: str, reads: Iterable[Read], *, document: str = "") -> QuoteMatch:
    """Check one quote against the documents: all of them, or the one whose name its words are attributed to."""
    everything = tuple(reads)
    named = tuple(read for read in everything if document in ("", read.document.name))
    others = tuple(read for read in everything if document not in ("", read.document.name))
    if not _ALNUM.search(quote):
        return QuoteMatch(status="none", why="there are no words in it")
    if len(quote) > LONGEST_QUOTE:
        return QuoteMatch(status="none", why=f"longer than {LONGEST_QUOTE:,} characters")
    answer = _within(quote, named)
    if answer is not None and answer.status != "none":
        return answer
    tier, places = _whole(quote, others)
    if places:
        held = ", ".join(dict.fromkeys(place.document for place in places))
        return QuoteMatch(status="misattributed", tier=tier, places=places,
                          why=f"the words stand in {held}, not in {document}")  # fmt: skip
    if answer is not None:
        return answer
    why = "the words do not stand there" if named else f"there is no document {document}"
    why = next(filter(None, (split_apart(quote, read) for read in named)), why)
    return QuoteMatch(status="none", why=why)


def _within(quote: str, reads: Sequence[Read]) -> QuoteMatch | None:
    """The quote in the documents it may stand in: whole, else in pieces; None if it does not stand there."""
    tier, places = _whole(quote, reads)
    if not places:
        pieces, marked, brackets = _pieces(quote)
        if not pieces or not marked:
            return None
        if brackets or len(pieces) > 1:
            return _stitched(pieces, reads)
        tier, places = _whole(pieces[0], reads)
        if not places:
            return None
        tier = max(tier, "typography", key=_WORST.index)
    return _found(tier, places, reads, quote)
