"""A frozen text as it is read: its kind, what is set aside and why, passages, what its form tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from ...case.history import DocumentKind
from ..findings import LINE_NUMBER, Document, Read, SetAside, blanked
from ..structure.columns import side_by_side
from ..structure.english import is_english, is_foreign
from ..structure.kinds import BY_RULES, DocumentForm, form_of
from ..structure.line_numbers import line_numbers
from ..structure.paragraphs import paragraph_spans, quote_marks
from .decoding import garbled, unusual
from .furniture import OUTSIDE, REPEATED, ordered, set_aside_of
from .passages import passages_of

NOT_ENGLISH: Final = (
    "not English, so that no rule guesses who said what in it; labels, mails, letters, minutes, resolutions"
    " and positions in brackets are read in any language"
)
COLUMNS: Final = "columns stand side by side and cannot be told apart: nobody is credited with words from it"
_MUCH: Final = 0.15
_SHOWN: Final = 60


def read_text(
    document: Document,
    *,
    kind: DocumentKind | None = None,
    whole: bool = False,
    aside: Iterable[SetAside] = (),
    left_out: Iterable[tuple[str, str]] = (),
    unsure: bool = False,
) -> Read:
    """Read a document whose text is frozen.

    Parameters
    ----------
    document : Document
        With its profile; kind and language are found here.
    kind : DocumentKind, optional
        What a person says it is.
    whole : bool
        Whether nothing but ``aside`` is to be set aside: the rules for pages have nothing to do.
    aside : iterable of SetAside
        What its reader has told to be no part of the text.
    left_out : iterable of (str, str)
        What its reader has left out: why, and the words.
    unsure : bool
        Whether its reader could not tell columns apart.
    """
    numbers, between = line_numbers(document.text)
    document = replace(document, numbers=numbers)
    text, aside = document.flow, [*aside, *(SetAside(start=a, end=b, why=REPEATED) for a, b in between)]
    bare = document.profile == "unpunctuated" and kind is None
    form = DocumentForm(kind="news") if bare else form_of(text, kind, aside)
    if not whole and form.kind in ("news", "page"):
        around = kind != "news" and document.media != "docx"  # a page in Word has nothing around its text
        found = set_aside_of(text, document.profile, byline=document.byline, page=around)
        page = kind is None and any(each.why == OUTSIDE for each in found)
        form = replace(form, kind="page") if page else form
        aside += found
    edge = (SetAside(start=a, end=b, why=LINE_NUMBER) for a, b in numbers)
    if form.kind == "email":  # what goes on behind the mark of a quoted line is one sentence
        document = replace(document, numbers=tuple(sorted((*numbers, *quote_marks(text)))))
    found = tuple(ordered([*aside, *form.aside, *edge], document.text))
    left = blanked(text, tuple((each.start, each.end) for each in found))  # "From" and "To" head any mail
    document = replace(document, kind=form.kind, english=form.kind == "table" or is_english(left))
    unsure = unsure or (document.media in ("text", "markdown") and side_by_side(text))
    return Read(
        document=document,
        set_aside=found,
        passages=passages_of(text, document.profile, found),
        turns=form.turns,
        people=form.people,
        notes=(
            *_notes(document, found, unsure=unsure),
            *(f"left out as {why}: “{_short(words)}”" for why, words in left_out),
        ),
        unsure=unsure,
    )


def _notes(document: Document, aside: Sequence[SetAside], *, unsure: bool) -> Iterator[str]:
    """What a person should look at."""
    if unsure:
        yield COLUMNS
    if not document.english:
        yield NOT_ENGLISH
    parts = (document.flow[start:end] for start, end in paragraph_spans(document.flow))
    foreign = next(filter(is_foreign, parts), "")
    if foreign and document.english and document.kind in BY_RULES | {"terms", "treaty"}:
        yield f"not all of it is English, and no rule guesses who said what there: “{_short(foreign)}”"
    if unusual(document.encoding):
        yield f"not in UTF-8; its letters were read as {document.encoding}: look whether they are right"
    if (wrong := garbled(document.text)) is not None:
        yield f"letters were garbled before it was saved (“{wrong[0]}” stands for “{wrong[1]}”): save it anew"
    size = sum(each.end - each.start for each in aside)
    if size > _MUCH * len(document.text):
        longest = max(aside, key=lambda each: each.end - each.start)
        words = _short(document.text[longest.start : longest.end])
        yield f"{size / len(document.text):.0%} of it is set aside; the most as {longest.why}: “{words}”"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]} …"
