"""A frozen text as it is read: its kind, what is set aside and why, passages, what its form tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from ...case.history import DocumentKind
from ..findings import Document, Read, SetAside
from ..structure.english import is_english
from ..structure.kinds import BY_RULES, DocumentForm, form_of
from .furniture import OUTSIDE, ordered, set_aside_of
from .passages import passages_of

__all__ = ["NOT_ENGLISH", "read_text"]

NOT_ENGLISH: Final = (
    "not English, so that no rule guesses who said what in it; labels, mails and clauses are read in any"
    " language"
)
_MUCH: Final = 0.15
_SHOWN: Final = 60


def read_text(
    document: Document,
    *,
    kind: DocumentKind | None = None,
    aside: Sequence[SetAside] | None = None,
    notes: Iterable[str] = (),
) -> Read:
    """Read a document whose text is frozen.

    Parameters
    ----------
    document : Document
        With its profile; kind and language are found here.
    kind : DocumentKind, optional
        What a person says it is.
    aside : sequence of SetAside, optional
        What its reader has told to be no part of the text; the rules for pages then have nothing to do.
    notes : iterable of str
        What its reader has to say.
    """
    text = document.text
    bare = document.profile == "unpunctuated" and kind is None
    form = DocumentForm(kind="news") if bare else form_of(text, kind)
    if aside is None and form.kind in ("news", "page"):
        found = set_aside_of(text, document.profile, byline=document.byline, page=kind != "news")
        page = kind is None and any(each.why == OUTSIDE for each in found)
        form = replace(form, kind="page") if page else form
    else:
        found = tuple(ordered([*(aside or ()), *form.aside], text))
    document = replace(document, kind=form.kind, english=form.kind == "table" or is_english(text))
    said = (*notes, *_notes(document, found))
    return Read(
        document=document, set_aside=found, passages=passages_of(text, document.profile, found),
        turns=form.turns,
        people=form.people, notes=said,
    )  # fmt: skip


def _notes(document: Document, aside: Sequence[SetAside]) -> Iterator[str]:
    """What a person should look at."""
    if not document.english and document.kind in BY_RULES:
        yield NOT_ENGLISH
    size = sum(each.end - each.start for each in aside)
    if size > _MUCH * len(document.text):
        longest = max(aside, key=lambda each: each.end - each.start)
        words = " ".join(document.text[longest.start : longest.end].split())
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]} …"
        yield f"{size / len(document.text):.0%} of it is set aside; the most as {longest.why}: “{shown}”"
