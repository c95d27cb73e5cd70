"""What the drafter needs of texts: tokens with places, phrases, safe YAML scalars, cites that verify."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..findings import Document, Read
from ..quoting.matching import places_of
from .draft_words import ACTS, DEGREES, FUNCTION, GENERIC, LEVER_NOUNS, LEVERS, RESTRAINTS, STOPS

__all__ = [
    "Phrase", "Token", "article_parts", "cite_of", "content", "object_after", "object_before",
    "scalar", "slug", "tokens_of",
]  # fmt: skip

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+|,\d{3}(?!\d))*")
_BREAK = re.compile(r"[,;:.!?()\[\]“”\"«»•|/–—]|\n\s*\n|\s-\s|--")
_RESERVED = frozenset(("when", "add", "note", "cite", "points", "order", "offer", "act", "by"))
_MOST_OBJECT = 9
_MOST_CITE = 60


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place; ``broken`` says that punctuation stands before it."""

    word: str
    start: int
    end: int
    broken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words of a document that may name an option."""

    document: str
    start: int
    end: int
    title: str
    stems: tuple[str, ...]
    details: frozenset[str]


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Words of a part of a text."""
    found: list[Token] = []
    last = start
    for match in _TOKEN.finditer(text, start, end):
        broken = bool(_BREAK.search(text, last, match.start())) or not found
        found.append(Token(match.group().replace("’", "'").casefold(), match.start(), match.end(), broken))
        last = match.end()
    return found


def _stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def content(tokens: Sequence[Token], skip: frozenset[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Stems of what words are about, and the numbers and degrees among them."""
    stems: list[str] = []
    details: set[str] = set()
    for token in tokens:
        word = token.word
        if word[0].isdigit() or word in DEGREES:
            details.add(word)
        elif word not in FUNCTION | LEVERS | GENERIC | LEVER_NOUNS and word not in skip and len(word) > 1:
            stems.append(_stem(word))
    if not stems and any(word[0].isdigit() for word in details):  # "pay $45 million", "a 7 percent rise"
        stems = [_stem(token.word) for token in tokens if token.word in LEVERS | LEVER_NOUNS][:1]
    return tuple(dict.fromkeys(stems)), frozenset(details)


def _stops(word: str) -> bool:
    return word in STOPS or word.endswith("n't")


def object_after(tokens: Sequence[Token], at: int) -> int:
    """End (index) of the words that an action at ``at`` is done to; ``at + 1`` if there are none."""
    index = at + 1
    while index < len(tokens) and index - at <= _MOST_OBJECT:
        token = tokens[index]
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        number = following is not None and following.word[0].isdigit() and not following.broken
        kept = (number and token.word in ("by", "to", "at", "for")) or (
            token.word == "on" and tokens[index - 1].word in RESTRAINTS
        )
        if token.broken or (_stops(token.word) and not kept):
            break
        index += 1
    return index


def object_before(tokens: Sequence[Token], at: int) -> int:
    """Start (index) of the words before ``at`` that belong to it: "the sanctions lifted"; ``at`` if none."""
    index = at
    while index > 0 and at - index < 5 and not tokens[index].broken:
        word = tokens[index - 1].word
        if _stops(word) or word in ACTS:
            break
        index -= 1
        if word in ("the", "a", "an", "all", "their", "its"):
            break
    return index


def scalar(text: object, limit: int = 400) -> str:
    """A YAML scalar in double quotes that reads back as the text, on one line, whatever it contains."""
    line = str(text)
    quoted = json.dumps(line if len(line) <= limit else line[: limit - 1] + "…", ensure_ascii=False)
    return "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in quoted)


def slug(text: str, taken: set[str], fallback: str) -> str:
    """A short id, not taken yet; it is added to those taken."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    base = "-".join(re.findall(r"[a-z0-9]+", plain)[:4])[:40].strip("-") or fallback
    base = f"{fallback}-{base}" if base in _RESERVED or base.isdigit() else base
    name, count = base, 2
    while name in taken:
        name, count = f"{base}-{count}", count + 1
    taken.add(name)
    return name


@lru_cache(maxsize=64)
def _one_line(text: str) -> str:
    return " ".join(text.split())


def cite_of(document: Document, start: int, end: int) -> str:
    """A cite of a span, ``document: exact words``; empty where it could not be verified later."""
    words = " ".join(document.text[start:end].split()[:_MOST_CITE])
    name = document.name
    usable = name == name.strip() and name and ":" not in name and "/" not in name and "\\" not in name
    if not usable or not words or any("\ud800" <= character <= "\udfff" for character in words + name):
        return ""
    if words not in _one_line(document.text):
        return ""
    stands = places_of(words, document.text, stripped=document.profile == "unpunctuated", most=1)[1]
    return f"{name}: {words}" if stands else ""


def article_parts(read: Read) -> list[tuple[int, int]]:
    """Spans of the article: the passages that are not set aside."""
    parts = [(passage.start, passage.end) for passage in read.passages]
    if not parts and not read.set_aside:
        parts = [(0, len(read.document.text))]
    return [
        (start, end) for start, end in parts
        if not any(start < part.end and part.start < end for part in read.set_aside)
    ]  # fmt: skip
