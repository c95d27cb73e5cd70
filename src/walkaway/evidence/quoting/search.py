"""Search over the passages of documents: words in, ranked passages with their offsets out.

SQLite's FTS5 does the work, in memory or in a file beside the case. A query is words, and phrases in double
quotes; nothing in it is obeyed as query syntax.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from ...errors import UsageError, quoted
from ..records import Document, Passage, Read

__all__ = ["Hit", "PassageIndex", "search_query"]

_WORD = re.compile(r"[^\W_]+")
_PHRASE = re.compile(r'"([^"]*)"|“([^”]*)”')
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_MOST_WORDS = 64
_SCHEMA = """
create table if not exists source (name text primary key, sha256 text not null);
create table if not exists passage (
  id integer primary key, document text not null, start integer not null, stop integer not null,
  own blob not null);
create index if not exists passage_document on passage (document);
create virtual table if not exists words using fts5 (text, tokenize = "porter unicode61 remove_diacritics 2");
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that answers a query."""

    document: str
    start: int
    end: int
    text: str
    snippet: str
    score: float


def search_query(text: str, *, every: bool = True) -> str:
    """Turn what a person typed into an FTS5 query that only looks for words.

    Examples
    --------
    >>> search_query('lift* AND "all of the" sanctions')
    '"lift" AND "AND" AND "all of the" AND "sanctions"'
    """
    parts: list[str] = []
    done = 0
    for match in _PHRASE.finditer(text):
        parts += _WORD.findall(text[done : match.start()])
        parts.append(" ".join(_WORD.findall(match.group(1) or match.group(2) or "")))
        done = match.end()
    parts += _WORD.findall(text[done:])
    wanted = list(dict.fromkeys(part for part in parts if part))[:_MOST_WORDS]
    return (" AND " if every else " OR ").join(f'"{part}"' for part in wanted)


class PassageIndex:
    """An index over passages; use as a context manager or close it."""

    def __init__(self, path: Path | str | None = None) -> None:
        self._base = sqlite3.connect(":memory:" if path is None else str(path))
        try:
            self._base.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            self._base.close()
            raise UsageError.of(f"{quoted(path)} ({error})", "a search index, or no file yet") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the index; a file keeps what was added."""
        self._base.close()

    def add(self, reads: Iterable[Read]) -> int:
        """Add the passages of documents; one that is there unchanged is left, a changed one replaced."""
        added = 0
        for read in reads:
            document = read.document
            row = self._base.execute("select sha256 from source where name = ?", (_storable(document.name),))
            known = row.fetchone()
            if known is not None and known[0] == document.sha256:
                continue
            with self._base:
                self._replace(document, read.passages)
            added += 1
        return added

    def _replace(self, document: Document, passages: Iterable[Passage]) -> None:
        name = _storable(document.name)
        self._base.execute(
            "delete from words where rowid in (select id from passage where document = ?)", (name,)
        )
        self._base.execute("delete from passage where document = ?", (name,))
        self._base.execute("insert or replace into source values (?, ?)", (name, document.sha256))
        for passage in passages:
            own = document.text[passage.start : passage.end]
            row = self._base.execute(
                "insert into passage (document, start, stop, own) values (?, ?, ?, ?)",
                (name, passage.start, passage.end, own.encode("utf-8", "surrogatepass")),
            )
            self._base.execute(
                "insert into words (rowid, text) values (?, ?)", (row.lastrowid, _storable(own))
            )

    def search(self, text: str, *, limit: int = 10, document: str = "") -> tuple[Hit, ...]:
        """Find passages."""
        hits: dict[tuple[str, int, int], Hit] = {}
        for every in (True, False):
            query = search_query(text, every=every)
            if not query or limit < 1 or len(hits) >= limit:
                break
            for hit in self._ask(query, limit, document):
                hits.setdefault((hit.document, hit.start, hit.end), hit)
        return tuple(hits.values())[: max(limit, 0)]

    def _ask(self, query: str, limit: int, document: str) -> list[Hit]:
        rows = self._base.execute(
            "select document, start, stop, own, snippet(words, 0, '', '', '…', 24), bm25(words) "
            "from words join passage on passage.id = words.rowid "
            "where words match ? and (? = '' or document = ?) order by bm25(words), passage.id limit ?",
            (query, document, _storable(document), limit),
        )
        return [
            Hit(document=name, start=start, end=stop, text=own.decode("utf-8", "surrogatepass"),
                snippet=" ".join(snippet.split()), score=round(-rank, 4))
            for name, start, stop, own, snippet, rank in rows
        ]  # fmt: skip


def _storable(text: str) -> str:
    """Text that SQLite can hold, as long as it was."""
    return _UNSTORABLE.sub("\ufffd", text)
