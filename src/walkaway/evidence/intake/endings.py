"""Furniture glued to the words of an article, and notes on its author at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..records import SetAside
from ..wordlist import word_set
from .blocks import CAPTION, CONTACT, WIRE, Block
from .markers import BIO, CALL, NOTE, ROLE_NOUN, SOURCE_NOTE, STRIPPED_CALL, STRIPPED_CREDIT, WIRE_NOTE

__all__ = ["glued", "note_on_author", "source_notes"]

_TAIL_CHARS: Final = 700
_TAIL_TOKENS: Final = 45
_HEAD_CHARS: Final = 500
_BIO_WORDS: Final = 80
_SENTENCE: Final = re.compile(r"(?<=[.!?…”\"’)])\s{1,20}(?=[A-Z@*_(\[“\"©])")
_SPEECH: Final = re.compile('[“”"]|\\b(?:said|says|told)\\b')
_SAID: Final = re.compile(r"\b(?:said|says|told|added)\b")
_HEAD_CREDIT: Final = re.compile(
    r"(?:Photo|Image|Picture|Illustration|Credit)s?(?: by| credit| courtesy)?\s?[:/]\s?[^:.!?\n]{2,70}?"
    r"(?:Getty Images|AFP|Reuters|REUTERS|AP|EPA|Shutterstock|Bloomberg|Axios)(?=\s[A-Z“\"])"
)
_VERBS_AFTER: Final = re.compile(
    r"\s{1,20}(?:said|says|is|was|will|has|had|announced|sued|and|or|to|in court)\b", re.IGNORECASE
)
_ROLE: Final = re.compile(rf"\b{ROLE_NOUN}s?\b", re.IGNORECASE)
_STRIPPED_BIO: Final = re.compile(
    r"(?<!\S)(?P<name>[a-z]{2,20} (?:[a-z] )?[a-z]{2,20}) (?:is|was) (?:an?|the) (?:[a-z]{2,20} ){0,5}?"
    rf"{ROLE_NOUN} (?:at|of|for|in|and)(?!\S)",
    re.IGNORECASE,
)
_COMMON: Final = word_set(
    "the a an and or but he she it they we you i that this there which who what when where how so if is "
    "was are were be been said says not no yes on in at of for to from with by as his her their its our "
    "my"
)


def glued(text: str, start: int, end: int, *, stripped: bool, head: bool = False) -> Iterator[SetAside]:
    """Find furniture that stands without a break before or after the words of an article."""
    if stripped:
        yield from _stripped_tail(text, start, end)
        yield from _stripped_head(text, start, end)
    elif head:
        match = _HEAD_CREDIT.search(text, start, min(end, start + _HEAD_CHARS))
        if match is not None and match.end() < end:
            yield SetAside(start=start, end=match.end(), why=CAPTION)
    else:
        yield from _last_sentences(text, start, end)


def _last_sentences(text: str, start: int, end: int) -> Iterator[SetAside]:
    """The last sentences of a paragraph that call on the reader; the first one never."""
    begin = max(start, end - _TAIL_CHARS)
    cuts = [match.end() for match in _SENTENCE.finditer(text, begin, end)]
    for cut, stop in reversed(list(zip(cuts, [*cuts, end][1:], strict=True))):
        sentence = " ".join(text[cut:stop].split())
        if _SPEECH.search(sentence) or not (
            CALL.search(sentence) or WIRE_NOTE.search(sentence) or NOTE.search(sentence)
        ):
            return
        yield SetAside(start=cut, end=len(text[:stop].rstrip()) if stop < end else end, why=CONTACT)


def source_notes(blocks: Sequence[Block]) -> Iterator[SetAside]:
    """Find what names the source of a paragraph at its end; the paragraph itself stays."""
    for block in blocks:
        note = SOURCE_NOTE.search(block.text) if not block.why else None
        if note is not None:
            yield SetAside(start=block.start + note.start("note"), end=block.end, why=WIRE)


def _stripped_tail(text: str, start: int, end: int) -> Iterator[SetAside]:
    end = start + len(text[start:end].rstrip())
    begin = max(start, end - _TAIL_CHARS)
    for match in STRIPPED_CALL.finditer(text, begin, end):
        if len(text[match.start() : end].split()) <= _TAIL_TOKENS:
            why = WIRE if "report" in match.group().lower() else CONTACT
            yield SetAside(start=match.start(), end=end, why=why)
            return
    note = _STRIPPED_BIO.search(text, begin, end)
    if note is not None:
        names = note["name"].lower().split()
        before = set(text[start : note.start()].lower().split())
        short = len(text[note.start() : end].split()) <= _TAIL_TOKENS
        if short and not before & {names[0], names[-1]} and not _COMMON & set(names):
            yield SetAside(start=note.start(), end=end, why="note on the author")


def _stripped_head(text: str, start: int, end: int) -> Iterator[SetAside]:
    match = STRIPPED_CREDIT.search(text, start, min(end, start + _HEAD_CHARS))
    if (
        match is not None
        and len(text[match.end() : end].split()) >= 60
        and not _VERBS_AFTER.match(text, match.end())
    ):
        begin = start + len(text[start:end]) - len(text[start:end].lstrip())
        yield SetAside(start=begin, end=match.end(), why=CAPTION)


def note_on_author(body: Sequence[Block], byline: str, why: str) -> Iterator[SetAside]:
    """Find notes on the author among the last blocks of an article, or right at its head.

    A note tells who someone is that the article has not spoken of, or its author; a paragraph on somebody
    who acts in the article is none.
    """
    prose = [block for block in body if not block.why]
    if len(prose) < 3:
        return
    for block in reversed(prose[-4:]):
        match = BIO.match(" ".join(block.text.split())) if block.words <= _BIO_WORDS else None
        if match is None or _SAID.search(block.text) or not _ROLE.search(match["rest"][:200]):
            if block.words <= 4 and not block.ends:
                continue
            return
        before = " ".join(other.text for other in prose if other.start < block.start)
        surname = match["name"].split()[-1]
        own = bool(byline) and surname.lower() in byline.lower()
        if not own and re.search(rf"\b{re.escape(surname)}\b", before):
            return
        yield SetAside(start=block.start, end=block.end, why=why)
