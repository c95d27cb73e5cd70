"""Does a quote stand in a document, word for word, and where, at the first tier at which it matches?

What is returned are always the source's own characters; nothing fuzzy is ever accepted. Where a cut turns the
sense of words that stand there (a "not" just before, a number that goes on), the match says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rapidfuzz import fuzz

from ..findings import Quoted, Read
from .folding import FOLDS, INVISIBLE, Tier
from .matching import LONGEST_QUOTE, MOST_PLACES, MOST_TRIES, cut_sense, places_of

_WORST = ("", *FOLDS, "stripped")

_MARKED = re.compile(
    r"\[\s{0,9}(?:…|\.(?:\s?\.){2,})\s{0,9}\]|\(\s{0,9}(?:…|\.(?:\s?\.){2,})\s{0,9}\)|…|\.(?:\s?\.){2,}"
    r"|\[[^\[\]]{0,200}\]"
)
_LETTER = re.compile(r"\[([^\W\d_])\](?=[^\W_])")
_ALNUM = re.compile(r"[^\W_]")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*")
_EDGES = " \t\r\n,;:.-–—'\"“”‘’«»" + INVISIBLE

_SEARCHED = 400_000
_QUOTE = 2_000
_LEAST = 50.0

Status = Literal["found", "ambiguous", "stitched", "misattributed", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePlace:
    """Where the words stand, in pieces for a stitched quote, and why that part is not the article, if so."""

    document: str
    pieces: tuple[Quoted, ...]
    set_aside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteMatch:
    """What became of a quote; only one that is *found* stands at one place, as one run of words.

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


def _place(read: Read, pieces: tuple[Quoted, ...]) -> QuotePlace:
    overlaps = (
        part.why for part in read.set_aside
        if not part.inside and any(piece.start < part.end and part.start < piece.end for piece in pieces)
    )  # fmt: skip
    return QuotePlace(document=read.document.name, pieces=pieces, set_aside=next(overlaps, ""))


def _article_first(places: Sequence[QuotePlace]) -> tuple[QuotePlace, ...]:
    return tuple(place for place in places if not place.set_aside) or tuple(places)


def _whole(quote: str, reads: Sequence[Read]) -> tuple[Tier | Literal[""], tuple[QuotePlace, ...]]:
    """Places of an unbroken quote in some documents, at the best tier any of them has."""
    found: dict[Tier | Literal[""], list[QuotePlace]] = {}
    for read in reads:
        tier, spans = places_of(quote, read.document.flow, stripped=_is_stripped(read))
        found.setdefault(tier, []).extend(_place(read, (span,)) for span in spans)
    best: Tier | Literal[""] = min(filter(None, found), key=_WORST.index, default="")
    return best, _article_first(found.get(best, []))


def _pieces(quote: str) -> tuple[list[str], bool, bool]:
    """The unbroken pieces of a quote, whether it has ellipses or brackets, and whether brackets."""
    text, edits = _LETTER.subn(r"\1", quote)
    marks = _MARKED.findall(text)
    brackets = bool(edits) or any(mark[0] == "[" and _ALNUM.search(mark) for mark in marks)
    pieces = [piece.strip(_EDGES) for piece in _MARKED.split(text)]
    return [piece for piece in pieces if _ALNUM.search(piece)], bool(edits or marks), brackets


def _windows(read: Read) -> list[tuple[int, int]]:
    """Passages, or paragraphs where there are none."""
    text = read.document.flow
    gaps = [(0, 0), *(gap.span() for gap in _PARAGRAPH.finditer(text)), (len(text), len(text))]
    paragraphs = [(before[1], after[0]) for before, after in pairwise(gaps)]
    return [(passage.start, passage.end) for passage in read.passages] or paragraphs


def _in_order(found: Sequence[Sequence[Quoted]], start: int, end: int) -> tuple[Quoted, ...]:
    """First run of places, one of each piece, in order inside a window; empty if there is none."""
    run: list[Quoted] = []
    for spans in found:
        at = run[-1].end if run else start
        run += [span for span in spans if span.start >= at and span.end <= end][:1]
    return tuple(run) if len(run) == len(found) else ()


def _stitched(pieces: Sequence[str], reads: Sequence[Read]) -> QuoteMatch | None:
    """A quote in pieces: all of them in order within one passage, or why not."""
    if not any(len(piece.split()) >= 3 for piece in pieces):
        return QuoteMatch(status="none", why="its pieces are too short to tell where they stand")
    worst: Tier | Literal[""] = ""
    places: list[QuotePlace] = []
    apart: list[QuotePlace] = []
    for read in reads:
        text, found = read.document.flow, []
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
        home += [_place(read, run) for run in runs or [tuple(spans[0] for spans in found)]]
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
    texts = {read.document.name: read.document.flow for read in reads}
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
    """Check one quote against the documents: all of them, or the one that it is attributed to."""
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


# ------------------------------------------------------------------------------- hints, never evidence


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
    start, shown = end - len(text[start:end].lstrip()), text[start:end].strip()
    return (found.score, Quoted(start=start, end=start + len(shown), text=shown)) if shown else None
