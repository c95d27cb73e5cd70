"""Statements of documents: the path fits the text (ordinary, or without case or punctuation)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..records import Read, Statement
from .attribution import Reader
from .model import load_parser
from .names import NameTable
from .parsing import paragraphs_of, parse
from .pending import finished
from .plainrules import plain_drafts
from .positions import positions_in
from .stripped import stripped_drafts, stripped_names

__all__ = ["statements_of", "statements_of_all"]

_BATCH = 64


def statements_of(read: Read, *, names: NameTable | None = None) -> tuple[Statement, ...]:
    """Who said what in one document.

    Parameters
    ----------
    read : Read
    names : NameTable, optional
        Aliases of a case; the document's own names are added.

    Returns
    -------
    tuple of Statement
        In the order of the text.
    """
    return next(iter(statements_of_all((read,), names=names)))


def statements_of_all(
    reads: Iterable[Read], *, names: NameTable | None = None
) -> Iterator[tuple[Statement, ...]]:
    """The same for many documents, parsed in batches."""
    batch: list[Read] = []
    for read in reads:
        batch.append(read)
        if len(batch) == _BATCH:
            yield from _batch(batch, names or NameTable())
            batch = []
    yield from _batch(batch, names or NameTable())


def _batch(reads: list[Read], names: NameTable) -> Iterator[tuple[Statement, ...]]:
    normal = [read for read in reads if read.document.profile != "unpunctuated"]
    paragraphs = {id(read): paragraphs_of(read) for read in normal}
    parser = load_parser() if normal else None
    docs = parse(paragraph for read in normal for paragraph in paragraphs[id(read)]) if parser else iter(())
    for read in reads:
        if read.document.profile == "unpunctuated":
            yield finished(stripped_drafts(read, names), read.document)
            continue
        caseless = read.document.profile == "caseless"
        known = stripped_names(read, names) if caseless else names.with_document(read.document.text)
        if parser is None:
            yield finished(plain_drafts(paragraphs[id(read)], known), read.document)
            continue
        reader = Reader(known)
        for paragraph in paragraphs[id(read)]:
            doc = next(docs)
            found = reader.read(paragraph, doc)
            reader.drafts += positions_in(paragraph, doc, found, known, reader.mentions)
        yield finished(reader.drafts, read.document)
