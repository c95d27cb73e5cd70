"""Paragraphs of what was read, parsed by spaCy; every token keeps its place in the canonical text.

Characters that disturb the parser (line breaks, curly quotes) are replaced one for one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from ..findings import Read
from ..structure.english import is_foreign
from ..structure.form_words import DATELINE
from ..structure.paragraphs import paragraph_spans, plain_of, unwrapped
from ..structure.stretches import behind
from .model import load_parser
from .parts_of_speech import with_parts_of_speech
from .quote_marks import quotes_of
from .word_names import masked, word_names

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MAX_PARAGRAPH: Final = 2_500  # what is asked of a paragraph costs its words times its quotes
_BATCH: Final = 30_000  # characters: a parser holds some seven kilobytes for each at once
_MARK = re.compile(r"\[[A-Za-z]{0,3}\d{1,4}\]")  # a reference mark: no word of the sentence
_WORD = re.compile(r"\w")
_WORDS = re.compile(r"[^\W\d_]{2}")
_LEFT_OUT = re.compile(r"(?<= ) +|(?<=[^\W\d_])\u00ad+(?=[^\W\d_])")  # the parser's words are whole
_HANDING = re.compile(r"\b(?:Quoting|Citing|Paraphrasing|Echoing)(?= )")  # no names, as a parser thinks
_OPENING = re.compile(rf"(?:[\s•●▪]|{_MARK.pattern})*(?:{DATELINE})?")
_CALLED = re.compile(  # who is asked: "Mr Aas, the yard says it will sign. Will it?"
    r"(?:Mrs?|Ms|Dr|Sir|Minister|Professor)\.? [^\W\d_][\w’'-]+, (?=.*\?\W*$)", re.DOTALL
)
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A piece of the live text; it may go on with the quote that the one before left open."""

    start: int
    text: str
    plain: str
    quotes: tuple[tuple[int, int], ...]
    turn: int = -1
    goes_on: bool = False

    def near(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The quotes that stand in, or touch, a stretch of the text."""
        first = bisect_left(self.quotes, start, key=itemgetter(1))
        return self.quotes[first : bisect_right(self.quotes, end, key=itemgetter(0))]

    def quoted(self, at: int) -> tuple[int, int] | None:
        """The quote that holds a place."""
        return next((quote for quote in self.near(at, at) if at < quote[1]), None)


def live_segments(read: Read) -> Iterator[tuple[int, int]]:
    """Stretches of the text outside everything that was set aside."""
    at = 0
    for aside in sorted((each for each in read.set_aside if not each.inside), key=lambda aside: aside.start):
        if aside.start > at:
            yield at, aside.start
        at = max(at, aside.end)
    if at < len(read.document.flow):
        yield at, len(read.document.flow)


def paragraphs_of(read: Read) -> tuple[Paragraph, ...]:
    """Paragraphs of the text outside what was set aside; the words of a turn begin behind its label."""
    text = read.document.flow
    found: list[Paragraph] = []
    mark, last = "", -1
    flat = unwrapped(text)
    names = word_names(flat) if read.document.profile == "normal" else ()
    for start, end, turn in _pieces(read):
        for a, b in _short(text, *_trim(text, start, end)):
            piece = text[a:b]
            if not _WORDS.search(piece) or is_foreign(piece):
                continue  # marks or single letters alone: a parser makes a word of each
            plain = _MARK.sub(lambda mark: " " * len(mark.group()), plain_of(piece))
            if read.document.profile == "caseless" and len(plain.lower()) == len(plain):
                plain = plain.lower()
            before = mark if turn == last else ""
            quotes, mark = quotes_of(piece, before)
            last = turn
            goes_on = bool(before and quotes and quotes[0][0] <= 1)
            plain = _HANDING.sub(lambda verb: verb.group().lower(), masked(_marked(plain, quotes), names))
            quotes = tuple(quote for quote in quotes if _WORD.search(plain, *quote))
            found.append(
                Paragraph(start=a, text=flat[a:b], plain=plain, quotes=quotes, turn=turn, goes_on=goes_on)
            )
    return tuple(found)


def _marked(plain: str, quotes: Iterable[tuple[int, int]]) -> str:
    """The paragraph with one kind of mark around its quotes: a parser takes others for apostrophes."""
    chars = list(plain)
    for start, end in quotes:
        for at in (start - 1, end):
            if 0 <= at < len(chars):
                chars[at] = '"'
    return "".join(chars)


def _pieces(read: Read) -> Iterator[tuple[int, int, int]]:
    """Live paragraphs, cut where the words of a turn begin or end, with the number of the turn or -1."""
    text = read.document.flow
    turns = sorted((a, b, k) for k, turn in enumerate(read.turns) for a, b in turn.content)
    heads = sorted(turn.who[0] for turn in read.turns if "\n" in text[turn.who[1] : turn.content[0][0]])
    live = list(live_segments(read))
    at = segment = 0
    for start, end in paragraph_spans(text):
        while segment < len(live) and live[segment][1] <= start:
            segment += 1
        here = segment
        while here < len(live) and live[here][0] < end:
            place, stop = max(start, live[here][0]), min(end, live[here][1])
            here += 1
            while at < len(turns) and turns[at][1] <= place:
                at += 1
            held = at
            while held < len(turns) and turns[held][0] < stop:
                first, last, number = turns[held]
                if first >= place and not _label(read, number, place, first):
                    yield place, first, -1
                yield max(first, place), min(last, stop), number
                place = max(place, last)
                held += 1
            if place < stop and bisect_left(heads, place) == bisect_left(heads, stop):
                yield place, stop, -1


def _label(read: Read, number: int, start: int, end: int) -> bool:
    """Whether what stands before the words of a turn is its label: no words of the document."""
    cue = read.turns[number].cue
    return start <= cue[0] and cue[1] <= end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    start = behind(text, start, end, _OPENING, _CALLED)
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Very long paragraphs in pieces that end with a sentence, or with a word where no sentence ends."""
    while end - start > _MAX_PARAGRAPH:
        half, whole = start + _MAX_PARAGRAPH // 2, start + _MAX_PARAGRAPH
        cut = max(text.rfind(blank, half, whole) for blank in " \n") + 1 or whole
        for match in SENTENCE_END.finditer(text, half, whole):
            cut = match.end()
        yield _trim(text, start, cut)
        start = cut
    if end > start:
        yield start, end


def parse(paragraphs: Iterable[Paragraph]) -> Iterator[Doc]:
    """Parsed paragraphs, in order; what stands in a batch again and again is parsed once.

    Blanks beyond the first between two words, and where a word was broken, change no parse.
    """
    batch: list[str] = []
    size = 0
    for paragraph in paragraphs:
        batch.append(paragraph.plain)
        size += len(paragraph.plain)
        if size >= _BATCH:
            yield from _parsed(batch)
            batch, size = [], 0
    yield from _parsed(batch)


def _parsed(batch: list[str]) -> Iterator[Doc]:
    once = {text: _LEFT_OUT.sub("", text) for text in batch}
    docs = load_parser().pipe(once.values(), batch_size=len(batch), disable=["attribute_ruler"])
    found = {text: _in_place(with_parts_of_speech(doc), text) for text, doc in zip(once, docs, strict=True)}
    yield from map(found.__getitem__, batch)


def _in_place(doc: Doc, text: str) -> Doc:
    """The same parse with tokens for the blanks that were left out and words as they were broken.

    So every word has its place; what is asked of a broken word in small letters is asked of the whole one.
    """
    from spacy.tokens import Doc as SpacyDoc

    if len(doc.text) == len(text):
        return doc
    gaps = [match.span() for match in _LEFT_OUT.finditer(text)]
    skipped = set(gaps)
    kept = [
        k for a, b in pairwise([0, *chain(*gaps), len(text)]) if (a, b) not in skipped for k in range(a, b)
    ]
    words: list[Any] = []  # tokens of the parse, and blanks as text
    spelled: dict[int, str] = {}
    at = 0
    for token in doc:
        end = kept[ends(token) - 1] + 1
        spelled[token.i] = text[at:end]
        if text[at:end] != token.text:
            word = doc.vocab[text[at:end]]
            word.lower_, word.norm_ = token.lower_, token.norm_
        at = end
        words.append(token)
        blanks = len(text) - at - len(text[at:].lstrip(" ")) if token.whitespace_ else 0
        words += [" " * (blanks - 1)] if blanks > 1 else []
        at += blanks
    place = {each.i: k for k, each in enumerate(words) if not isinstance(each, str)}
    told = [
        (each, False, "SPACE", "_SP", k - 1, "dep") if isinstance(each, str)
        else (spelled[each.i], bool(each.whitespace_), each.pos_, each.tag_, place[each.head.i], each.dep_)
        for k, each in enumerate(words)
    ]  # fmt: skip
    texts, spaces, pos, tags, heads, deps = map(list, zip(*told, strict=True))
    return SpacyDoc(doc.vocab, texts, spaces, pos=pos, tags=tags, heads=heads, deps=deps)


def ends(token: Any) -> int:
    """Where a token ends."""
    return int(token.idx + len(token.text))
