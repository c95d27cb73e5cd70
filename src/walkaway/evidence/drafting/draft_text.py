"""What the drafter needs of texts: tokens with places, safe YAML scalars, ids, cites that verify."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from ...case.written_amounts import plain
from ..amounts import Measure
from ..findings import Document, Read
from ..quoting.matching import places_of

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+|,\d{3}(?!\d))*")
_BREAK = re.compile(r"[,;:.!?()\[\]“”\"«»•|/–—]|\n\s*\n|\s-\s|--")
_RESERVED = frozenset(("when", "add", "note", "cite", "points", "order", "offer", "act", "by"))
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNUSABLE = re.compile("[:/\\\\\ud800-\udfff]")  # in the name of a document that a cite is to name
_WHOLE = re.compile(r"[^\s\[\]]+")
FOREIGN = "another language, in which rules look for what is wanted in clauses and brackets alone"
_MOST_CITE, _MOST_WIDER, _AROUND = 60, 8, 120


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place; ``broken`` says that punctuation stands before it."""

    word: str
    start: int
    end: int
    broken: bool


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Words of a part of a text."""
    found: list[Token] = []
    last = start
    for match in _TOKEN.finditer(text, start, end):
        broken = bool(_BREAK.search(text, last, match.start())) or not found
        found.append(Token(match.group().replace("’", "'").casefold(), match.start(), match.end(), broken))
        last = match.end()
    return found


def scalar(text: object, limit: int = 400) -> str:
    """A YAML scalar in double quotes that reads back as the text, on one line, whatever it contains."""
    quoted = json.dumps(shortened(str(text), limit), ensure_ascii=False)
    return "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in quoted)


def measured(amount: Measure) -> str:
    """An amount as a case file writes it."""
    if amount.low == amount.high:
        return plain(amount.high)
    return f"[{plain(amount.low)}, {plain(amount.high)}]"


def shortened(text: str, limit: int) -> str:
    """A text of at most so many characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


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
    """A cite of a span, ``document: exact words``; empty where it could not be verified later.

    Words that stand more than once are cited with those around them, as far as that tells them apart.
    """
    first, places = _cite(document, start, end)
    wider = (_cite(document, *span) for span in _wider(document.flow, start, end)) if places > 1 else ()
    return next((cite for cite, again in wider if again == 1), first)


def _wider(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span with words of its paragraph around it, more and more."""
    low = max(text.rfind("\n\n", 0, start) + 1, start - _AROUND)
    high = text.find("\n\n", end, end + _AROUND)
    high = high if high >= 0 else end + _AROUND
    behind = [match.end() for match in _WHOLE.finditer(text, end, high)][:_MOST_WIDER]
    before = [match.start() for match in _WHOLE.finditer(text, low, start)][::-1][:_MOST_WIDER]
    for a, b in zip_longest(behind, before):
        end, start = end if a is None else a, start if b is None else b
        yield start, end


@lru_cache(maxsize=4096)
def _cite(document: Document, start: int, end: int) -> tuple[str, int]:
    """A cite, and at how many places its words stand, at most two."""
    name, words = document.name, " ".join(document.flow[start:end].split()[:_MOST_CITE])
    usable = words and name and name == name.strip() and not _UNUSABLE.search(name)
    if not usable or _SURROGATE.search(words) or words not in _one_line(document.flow):
        return "", 0
    places = places_of(words, document.flow, stripped=document.profile == "unpunctuated", most=2)[1]
    return (f"{name}: {words}", len(places)) if places else ("", 0)


def foreign_in(reads: Iterable[Read]) -> list[str]:
    """The files whose sentences no rule reads."""
    return [read.document.file for read in reads if not read.document.english]
