"""Paragraphs of what was read, parsed by spaCy; every token keeps its place in the canonical text.

Characters that disturb the parser (line breaks, curly quotes) are replaced one for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ..findings import Read
from .model import load_parser

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Paragraph", "paragraphs_of", "parse", "quotes_of", "tagged"]

_MAX_PARAGRAPH: Final = 6_000
_PLAIN: Final = str.maketrans({
    "\n": " ", "\r": " ", "\t": " ", "\u00a0": " ", "\u2028": " ", "\u2009": " ", "\x0b": " ", "\x0c": " ",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "‛": "'", "`": "'",
})  # fmt: skip
_MARK = re.compile(r"\[[A-Za-z]{0,3}\d{1,4}\]")  # a reference mark: no word of the sentence
_OPENING = re.compile(rf"(?:[\s•●▪]|{_MARK.pattern})*")
_BLANK = re.compile(r"\n[ \t\r]*\n|\n(?=[ \t]*[•●▪*\-–][ \t])")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A piece of the live text."""

    start: int
    text: str
    plain: str
    quotes: tuple[tuple[int, int], ...]


def live_segments(read: Read) -> Iterator[tuple[int, int]]:
    """Stretches of the text outside everything that was set aside."""
    at = 0
    for aside in sorted(read.set_aside, key=lambda aside: aside.start):
        if aside.start > at:
            yield at, aside.start
        at = max(at, aside.end)
    if at < len(read.document.text):
        yield at, len(read.document.text)


def paragraphs_of(read: Read) -> tuple[Paragraph, ...]:
    """Paragraphs of the text outside what was set aside."""
    text = read.document.text
    lines = [len(line) for line in text.split("\n") if line.strip()]
    wrapped = len(lines) > 3 and max(lines) <= 100 and "\n\n" in text.replace("\r", "")
    found: list[Paragraph] = []
    open_quote = False
    for start, end in live_segments(read):
        for a, b in _pieces(text, start, end, wrapped):
            piece = text[a:b]
            plain = _MARK.sub(lambda mark: " " * len(mark.group()), piece.translate(_PLAIN))
            if read.document.profile == "caseless" and len(plain.lower()) == len(plain):
                plain = plain.lower()
            quotes, open_quote = quotes_of(piece, open_quote)
            found.append(Paragraph(start=a, text=piece, plain=plain, quotes=quotes))
    return tuple(found)


def _pieces(text: str, start: int, end: int, wrapped: bool) -> Iterator[tuple[int, int]]:
    pattern = _BLANK if wrapped else re.compile(r"\n")
    at = start
    cuts = [(match.start(), match.end()) for match in pattern.finditer(text, start, end)]
    for cut, after in [*cuts, (end, end)]:
        yield from _short(text, *_trim(text, at, cut))
        at = after


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    opening = _OPENING.match(text, start, end)
    start = opening.end() if opening is not None else start
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Very long paragraphs in pieces that end with a sentence."""
    while end - start > _MAX_PARAGRAPH:
        cut = start + _MAX_PARAGRAPH
        for match in _SENTENCE_END.finditer(text, start + _MAX_PARAGRAPH // 2, cut):
            cut = match.end()
        yield _trim(text, start, cut)
        start = cut
    if end > start:
        yield start, end


def quotes_of(text: str, was_open: bool = False) -> tuple[tuple[tuple[int, int], ...], bool]:
    """What stands between quote marks in a paragraph."""
    found: list[tuple[int, int]] = []
    begin = -1
    marks = '"“”„«»' if re.search('["“”„«»]', text) else "‘’"
    for at, char in enumerate(text):
        if char not in marks:
            continue
        left = text[at - 1] if at else " "
        right = text[at + 1] if at + 1 < len(text) else " "
        if marks == "‘’" and left.isalnum() and right.isalnum():
            continue
        if begin < 0:
            if char in "“„«‘" or (char == '"' and not (was_open and not found and right.isspace())):
                begin = at + 1
            elif was_open and not found and char in '”"»':
                found.append((0, at))
                was_open = False
        elif char in '”»"’':
            found.append((begin, at))
            begin = -1
    if begin >= 0 and marks != "‘’":
        found.append((begin, len(text)))
        return tuple(span for span in found if span[1] > span[0]), True
    return tuple(span for span in found if span[1] > span[0]), False


def parse(paragraphs: Iterable[Paragraph]) -> Iterator[Doc]:
    """Parsed paragraphs, in order."""
    yield from load_parser().pipe((paragraph.plain for paragraph in paragraphs), batch_size=64)


def tagged(text: str) -> list[tuple[int, int, str]]:
    """Start, end and part of speech of the tokens of a text; no parse."""
    from spacy.tokens import Doc as SpacyDoc

    nlp = load_parser()
    words = [match.span() for match in re.finditer(r"\S+", text)]
    found: list[tuple[int, int, str]] = []
    for at in range(0, len(words), 400):
        some = words[at : at + 400]
        doc = SpacyDoc(nlp.vocab, words=[text[a:b] for a, b in some])
        for name, pipe in nlp.pipeline:
            if name in ("tok2vec", "tagger"):
                doc = pipe(doc)
        found += [(a, b, token.tag_) for (a, b), token in zip(some, doc, strict=True)]
    return found


def ends(token: Any) -> int:
    """Where a token ends."""
    return int(token.idx + len(token.text))
