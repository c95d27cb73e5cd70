"""What a document is, found by its form, and what that form tells at once: who speaks, decides, undertakes.

Every kind is asked for what only it has; what none of them knows is *news*, the running text of an author.
A person
may correct the kind, and then only that one is asked.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..findings import Attendee, DocumentKind, SetAside, Turn
from .chats import chat_turns
from .clauses import articles, bracketed, is_resolution, operative
from .english import is_english
from .form_words import ARTICLES, CONTRACTS, MINUTES, TREATIES
from .mail import is_letter, is_mail, letter_turns, mail_turns
from .paragraphs import Span, lines_of, paragraph_spans, unwrapped
from .speeches import interview_turns, speech_turn
from .tables import table_turns
from .turns import people_present, signed_quotes, single_turns, turns_of

BY_RULES: Final[frozenset[DocumentKind]] = frozenset(
    ("news", "page", "transcript", "minutes", "email", "letter", "posts")
)
"""Kinds with running text in which somebody may report what others said."""

_MINUTES: Final = re.compile(
    rf"[*#_\s]{{0,4}}(?:(?:draft |approved |final )?{MINUTES}\b|.{{0,60}}\b{MINUTES} (?:of|de|der|des|van) \w"
    rf"|.{{3,60}}[–—-]\s?{MINUTES}\b|.{{3,60}}(?<!\d\s)\b{MINUTES}[^\w.!?]*$)",
    re.IGNORECASE,
)
_MENTIONED: Final = re.compile(r"\b(?:the|these)\s(?=minutes\b).*[.!?]$", re.IGNORECASE)
_ARTICLE: Final = re.compile(rf"{ARTICLES}\s(?:\d{{1,3}}|[IVXLC]{{1,6}}|premier)\b", re.IGNORECASE)
_TREATY: Final = re.compile(rf"\b{TREATIES}\b", re.IGNORECASE)
_CONTRACT: Final = re.compile(rf"\b{CONTRACTS}\b", re.IGNORECASE)
_NUMBERED: Final = re.compile(
    r"(?:(?:Section|Clause|§)?\s?\d{1,3}(?:\.\d{1,3})*[.)]?|[IVX]{1,5}[.)])\s{1,4}\S"
)
_BETWEEN: Final = re.compile(r"(?im)^[^.\n]{0,60}\bbetween\s[^\n]{3,90}\sand\s")
_TOLD: Final = re.compile(r"\b(?:said|says|told)\b(?=[.,:]|\s[A-Z“\"])|, (?:said|says)\b")
_OPEN: Final = re.compile(r"\[(?!\d)")  # no number of a note
_SEPARATORS: Final = re.compile(r"\t|\s\|\s|(?<=\S)\s{3,}(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentForm:
    """The kind of a text and what its form tells; ``aside`` are spans that are nobody's words."""

    kind: DocumentKind
    turns: tuple[Turn, ...] = ()
    people: tuple[Attendee, ...] = ()
    aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shape:
    """A text with its lines and paragraphs; ``sure`` if a person has told its kind."""

    text: str
    lines: Sequence[Span]
    spans: Sequence[Span]
    sure: bool

    @property
    def flat(self) -> str:
        """The same text with each paragraph on one line."""
        return unwrapped(self.text)

    @property
    def head(self) -> str:
        """Its first lines."""
        return "\n".join(self.text[slice(*line)] for line in self.lines[:6])[:600]


def form_of(text: str, kind: DocumentKind | None = None, aside: Sequence[SetAside] = ()) -> DocumentForm:
    r"""Tell the form of a text.

    Parameters
    ----------
    text : str
        A canonical text.
    kind : DocumentKind, optional
        What a person says it is.
    aside : sequence of SetAside
        What is no part of the text.

    Examples
    --------
    >>> form_of("From: Karl Aas\nTo: Nora Vik\nSubject: Quay\n\nNo.").kind, form_of("They met.").kind
    ('email', 'news')
    """
    lines, spans = (_outside(some, aside) for some in (lines_of(text), paragraph_spans(text)))
    shape = _Shape(text, lines, spans, kind is not None)
    found = (ask(shape) for known, ask in _FORMS.items() if kind in (None, known))
    told = next(filter(None, found), None)
    return told or DocumentForm(kind=kind or "news", turns=tuple(signed_quotes(text, spans)))


def _outside(spans: Sequence[Span], aside: Sequence[SetAside]) -> Sequence[Span]:
    """The spans that do not stand in what is set aside."""
    holes = sorted((each.start, each.end) for each in aside)
    found = ((span, bisect_right(holes, (span[0], math.inf)) - 1) for span in spans)
    return [span for span, at in found if at < 0 or holes[at][1] < span[1]]


def _email(shape: _Shape) -> DocumentForm | None:
    if not shape.sure and not is_mail(shape.text, shape.lines):
        return None
    turns, aside = mail_turns(shape.text, shape.lines, shape.spans)
    return DocumentForm(kind="email", turns=turns, aside=aside)


def _letter(shape: _Shape) -> DocumentForm | None:
    if not shape.sure and not (is_letter(shape.text, shape.lines) and not _exchange(shape)):
        return None
    turns, aside = letter_turns(shape.text, shape.lines, shape.spans)
    return DocumentForm(kind="letter", turns=turns, aside=aside)


def _exchange(shape: _Shape) -> bool:
    """Whether labels stand before words on their line: no letter, whose address has names on their own."""
    turns = turns_of(shape.text, shape.spans)
    return sum("\n" not in shape.text[turn.who[1] : turn.content[0][0]] for turn in turns) > 1


def _resolution(shape: _Shape) -> DocumentForm | None:
    if not shape.sure and not is_resolution(shape.flat, shape.spans):
        return None
    return DocumentForm(kind="resolution", turns=tuple(operative(shape.flat, shape.spans)))


def _minutes(shape: _Shape) -> DocumentForm | None:
    people = people_present(shape.flat, shape.spans)
    lines = [shape.text[slice(*line)] for line in shape.lines[:8]]
    titled = any(_MINUTES.match(line) and not _MENTIONED.search(line) for line in lines)
    if not shape.sure and not (titled and (people or len(shape.lines) > 5)):
        return None
    return DocumentForm(kind="minutes", turns=single_turns(shape.flat, shape.spans, people), people=people)


def _transcript(shape: _Shape) -> DocumentForm | None:
    turns = turns_of(shape.flat, shape.spans, sure=shape.sure)
    turns = turns or speech_turn(shape.text, shape.lines, shape.spans)
    turns = turns or interview_turns(shape.flat, shape.spans)
    if not turns:
        return None
    heads = [shape.flat[turn.who[0] : turn.content[0][0]] for turn in turns]
    handles = sum(head.startswith("@") or " @" in head or " · " in head for head in heads)
    return DocumentForm(kind="posts" if 2 * handles > len(turns) else "transcript", turns=turns)


def _posts(shape: _Shape) -> DocumentForm | None:
    """Logs of chats; posts of other forms that a person calls so are found as a transcript is.

    The reader of a page may take the names above posts for what stands around them.
    """
    found = chat_turns(shape.text, lines_of(shape.text), shape.spans)
    turns = tuple(turn for turn in found if turn.content)
    if not turns:
        return _transcript(shape) if shape.sure else None
    return DocumentForm(kind="posts", turns=turns)


def _treaty(shape: _Shape) -> DocumentForm | None:
    """Treaties between states and the like, and drafts of them, with positions in brackets."""
    numbered = _articles(shape)
    titled = _TREATY.search(shape.head) is not None
    brackets = tuple(bracketed(shape.flat, shape.spans))
    if not shape.sure and not (titled and numbered) and (numbered < 3 or len({t.name for t in brackets}) > 1):
        return None
    return DocumentForm(kind="treaty", turns=_clauses(shape, brackets))


def _terms(shape: _Shape) -> DocumentForm | None:
    """Term sheets and contracts: a title, numbered clauses that oblige, or positions in brackets."""
    brackets = tuple(bracketed(shape.flat, shape.spans))
    numbered = sum(_NUMBERED.match(shape.text, *span) is not None for span in shape.spans)
    named = len({turn.name for turn in brackets}) >= 2
    turns = _clauses(shape, brackets)
    duty = "shall" in shape.text or _OPEN.search(shape.text)
    sided = _BETWEEN.search(shape.head) is not None or _articles(shape) >= 2
    obliges = duty or len(turns) >= numbered / 4 >= 1 or (sided and len(turns) >= 2)
    titles = [_CONTRACT]  # of truces a whole page tells as well
    if duty and 2 <= numbered <= 2 * len(turns) and not _TOLD.search(shape.text):
        titles.append(_TREATY)
    heads = [
        line for line in shape.lines[:4] if line[1] - line[0] <= 90 and shape.text[line[1] - 1] not in ".?!"
    ]
    titled = any(title.search(shape.text, *line) for line in heads for title in titles)
    cleared = turns and obliges if is_english(shape.text) else numbered >= 3
    if not shape.sure and not (named or (titled and cleared)):
        return None
    return DocumentForm(kind="terms", turns=turns)


def _articles(shape: _Shape) -> int:
    return sum(_ARTICLE.match(shape.text, *span) is not None for span in shape.spans)


def _clauses(shape: _Shape, brackets: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """What clauses oblige to and what sides hold in brackets, in the order of the text."""
    return tuple(sorted((*brackets, *articles(shape.flat, shape.spans)), key=lambda turn: turn.content[0]))


def _table(shape: _Shape) -> DocumentForm | None:
    lines = [shape.text[slice(*line)] for line in shape.lines]
    rows = sum(len(_SEPARATORS.findall(line)) >= 2 for line in lines)
    # commas and semicolons stand in sentences too: there every line has as many
    even = any(
        len({line.count(mark) for line in lines}) == 1 and lines[0].count(mark) > 1 for mark in ",;" if lines
    )
    told = len(lines) >= 4 and (even or rows >= max(4, 0.6 * len(lines)))
    if not shape.sure and not told:
        return None
    return DocumentForm(kind="table", turns=tuple(table_turns(shape.text, shape.lines)))


_FORMS: Final[Mapping[DocumentKind, Callable[[_Shape], DocumentForm | None]]] = {
    "email": _email, "resolution": _resolution, "minutes": _minutes, "treaty": _treaty, "terms": _terms,
    "letter": _letter, "posts": _posts, "transcript": _transcript, "table": _table,
}  # fmt: skip
"""In the order in which they are asked: what is plainest first."""
