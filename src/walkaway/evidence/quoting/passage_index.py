"""Search over the passages of documents, by SQLite's FTS5 in memory; no query is obeyed as syntax."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Self

from ..findings import Read

_WORD = re.compile(r"[^\W_]+")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_MOST_WORDS, _FEWEST_WORDS = 64, 6
_MARKS = re.compile(r"(?:[ \t]*(?:#{1,6}|>|[-*+]|\d{1,3}[.)])[ \t]+)*")
_SCHEMA = 'create virtual table words using fts5 (text, tokenize = "porter unicode61 remove_diacritics 2")'


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A passage that answers a query, in the document's own characters; the best has rank 1."""

    rank: int
    document: str
    start: int
    end: int
    words: str

    @property
    def cite(self) -> str:
        """As a case file has it."""
        return f"{self.document}: {' '.join(self.words.split())}"


def search_query(text: str, *, every: bool) -> str:
    """What a person typed as an FTS5 query that looks for every word, or for any."""
    wanted = list(dict.fromkeys(_WORD.findall(text)))[:_MOST_WORDS]
    return (" AND " if every else " OR ").join(f'"{word}"' for word in wanted)


class PassageIndex:
    """An index over passages that say something; a context manager, for it holds a connection."""

    def __init__(self, reads: Iterable[Read]) -> None:
        self._passages = [offered for read in reads for offered in _passages(read)]
        self._base = sqlite3.connect(":memory:")
        self._base.execute(_SCHEMA)
        rows = ((k, _UNSTORABLE.sub("\ufffd", passage.words)) for k, passage in enumerate(self._passages))
        self._base.executemany("insert into words (rowid, text) values (?, ?)", rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._base.close()

    def search(self, text: str, *, limit: int) -> list[Offered]:
        """The best passages that have every word; where these are too few, those with some of them follow."""
        found: dict[int, None] = {}
        for every in (True, False):
            query = search_query(text, every=every)
            if query and len(found) < limit:
                found |= dict.fromkeys(
                    number
                    for (number,) in self._base.execute(
                        "select rowid from words where words match ? order by bm25(words), rowid limit ?",
                        (query, limit),
                    )
                )
        best = [self._passages[number] for number in list(found)[:limit]]
        return [replace(passage, rank=rank) for rank, passage in enumerate(best, 1)]


def _passages(read: Read) -> Iterator[Offered]:
    """Passages without the marks before them, which are no words; nothing so short that it says little."""
    text = read.document.flow
    for passage in read.passages:
        mark = _MARKS.match(text, passage.start, passage.end)
        start = mark.end() if mark is not None else passage.start
        words = text[start : passage.end]
        if len(words.split()) >= _FEWEST_WORDS:
            yield Offered(rank=0, document=read.document.name, start=start, end=passage.end, words=words)
