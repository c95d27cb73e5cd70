"""Statements of documents: what their form tells, then by rules that fit the text.

Rules read ordinary English, or such without case or punctuation; of other languages only the form is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from ..findings import Read, Statement
from ..structure.kinds import BY_RULES
from ..structure.paragraphs import unwrapped
from .attribution import Reader
from .candidates import finished
from .formed import candidates_of, names_of_people, people_by_office
from .gender import by_title
from .model import has_parser
from .name_table import NameTable
from .parsing import Paragraph, paragraphs_of, parse
from .speakers import NamesSoFar
from .stances import stances_of
from .unpunctuated import names_without_case, sentences_of

_BATCH = 64


def statements_of(read: Read, *, names: NameTable | None = None) -> tuple[Statement, ...]:
    """Who said what in one document, in the order of the text; nothing without the extra ``documents``.

    ``names`` are the aliases of a case; the document's own names are added.
    """
    return next(statements_of_all((read,), names=names))


def statements_of_all(
    reads: Iterable[Read], *, names: NameTable | None = None
) -> Iterator[tuple[Statement, ...]]:
    """The same for many documents, parsed in batches."""
    source = iter(reads)
    for batch in iter(lambda: list(islice(source, _BATCH)), []):
        yield from _batch(batch, names or NameTable()) if has_parser() else (() for _ in batch)


def _batch(reads: list[Read], names: NameTable) -> Iterator[tuple[Statement, ...]]:
    parts = [_parts(read, names) for read in reads]
    docs = parse(paragraph for own, _ in parts for paragraph in own)
    for read, (own, known) in zip(reads, parts, strict=True):
        known = known.with_names(names_of_people(read))
        turns = candidates_of(read, known)
        reader = Reader(known, people_by_office(read), NamesSoFar(by_title(read.document.flow)))
        voices = frozenset(turn.speaker.name for turn in turns if turn.speaker is not None)
        reader.pair = voices if len(voices) == 2 else reader.pair
        for paragraph in own:
            doc = next(docs)
            reader.read(paragraph, doc, turns[paragraph.turn] if paragraph.turn >= 0 else None)
        found = [*turns, *reader.candidates]
        if read.unsure:  # words are never to be made of two columns
            found = []
        elif own and read.document.profile != "unpunctuated":
            found += stances_of(read, found, known)
        yield finished(found, read.document)


def _parts(read: Read, names: NameTable) -> tuple[tuple[Paragraph, ...], NameTable]:
    """What rules of English may look at for who said what, and the names of a document."""
    document = read.document
    if not (document.english and document.kind in BY_RULES):
        return (), names.with_document(unwrapped(document.flow))
    if document.profile == "unpunctuated":
        return sentences_of(read, names)
    if document.profile == "caseless":
        return paragraphs_of(read), names_without_case(read, names)
    return paragraphs_of(read), names.with_document(unwrapped(document.flow))
