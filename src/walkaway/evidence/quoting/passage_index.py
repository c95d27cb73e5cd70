"""Search over the passages of documents, by SQLite's FTS5 in memory; no query is obeyed as syntax."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from ..findings import Read

__all__ = ["Hit", "PassageIndex", "search_query"]

_WORD = re.compile(r"[^\W_]+")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_MOST_WORDS = 64
_SCHEMA = 'create virtual table words using fts5 (text, tokenize = "porter unicode61 remove_diacritics 2")'


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that answers a query, in the document's own characters."""

    document: str
    start: int
    end: int
    text: str


def search_query(text: str, *, every: bool) -> str:
    """What a person typed as an FTS5 query that looks for every word, or for any."""
    wanted = list(dict.fromkeys(_WORD.findall(text)))[:_MOST_WORDS]
    return (" AND " if every else " OR ").join(f'"{word}"' for word in wanted)


class PassageIndex:
    """An index over the passages of documents; a context manager, for it holds a connection."""

    def __init__(self, reads: Iterable[Read]) -> None:
        self._passages = [
            Hit(document=read.document.name, start=passage.start, end=passage.end,
                text=read.document.flow[passage.start : passage.end])
            for read in reads for passage in read.passages
        ]  # fmt: skip
        self._base = sqlite3.connect(":memory:")
        self._base.execute(_SCHEMA)
        rows = ((k, _UNSTORABLE.sub("\ufffd", passage.text)) for k, passage in enumerate(self._passages))
        self._base.executemany("insert into words (rowid, text) values (?, ?)", rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._base.close()

    def search(self, text: str, *, limit: int) -> list[Hit]:
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
        return [self._passages[number] for number in list(found)[:limit]]
