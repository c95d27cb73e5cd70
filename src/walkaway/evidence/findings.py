"""The records of the evidence room: documents with frozen text, and what was found in them.

Offsets count Unicode code points of the canonical text, half-open; ``text`` of a span is the document's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from ..case.history import DocumentKind

__all__ = [
    "LINE_NUMBER", "MADE", "YEARLESS", "Attendee", "Conflict", "Document", "DocumentKind", "Duplicate",
    "Passage", "Quoted", "Read", "SetAside", "Speaker", "Statement", "Turn", "blanked",
]  # fmt: skip

LINE_NUMBER: Final = "number of a line or of a note"
YEARLESS: Final = "year not given"
MADE: Final = "property of the file"
"""How a date is known that tells when a file was made, which may be long before or after its text."""

Profile = Literal["normal", "caseless", "unpunctuated"]
Media = Literal["text", "markdown", "html", "pdf", "docx", "mail"]
Kind = Literal["direct", "paraphrase", "position", "author"]
Band = Literal["strict", "wide"]
Modality = Literal["asserted", "hypothetical", "doubted", "possible"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A span of a document with its own characters."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One source text.

    ``name`` is that of the file without its suffix, as cites use it; ``kind`` decides what is looked for,
    and a
    case may correct it; ``raw_sha256`` is of the bytes that were
    read, ``sha256`` of the canonical text. What was not found is empty.
    """

    name: str
    file: str
    text: str
    raw_sha256: str
    sha256: str
    media: Media = "text"
    kind: DocumentKind = "news"
    profile: Profile = "normal"
    title: str = ""
    byline: str = ""
    outlet: str = ""
    date: str = ""
    date_how: str = ""
    encoding: str = "utf-8"
    english: bool = True
    numbers: tuple[tuple[int, int], ...] = ()
    flow: str = field(init=False, repr=False, compare=False)
    """The text as it is read, as long as it is: with blanks for the ``numbers`` of its lines."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "flow", blanked(self.text, self.numbers) if self.numbers else self.text)

    @property
    def dated(self) -> str:
        """Its date as people are told it, with what it lacks."""
        if self.date_how.startswith(MADE):
            return f"file created {self.date[:10]}"
        return f"{self.date}, {YEARLESS}" if self.date_how.endswith(YEARLESS) else self.date


@lru_cache(maxsize=8)
def blanked(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """A text with blanks in place of some spans."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += (text[at:start], " " * (end - start))
        at = end
    return "".join((*parts, text[at:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A span that is not part of the article, and why; set aside, never deleted."""

    start: int
    end: int
    why: str

    @property
    def inside(self) -> bool:
        """Whether the sentence before it goes on behind it, as behind the number of a line."""
        return self.why == LINE_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence, or a window of a text without punctuation."""

    start: int
    end: int
    boundaries: Literal["found", "estimated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Words that the form of a document puts down to somebody: a labelled turn, a mail, a clause.

    ``name`` and ``role`` as they stand at ``who``; ``cue`` are the characters that attribute (a label, a
    verb).
    ``inner`` says that what is told inside these words is to be looked for as well; ``date`` is their own, as
    that of a mail which another one quotes.
    """

    name: str
    role: str
    who: tuple[int, int]
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    kind: Kind = "direct"
    inner: bool = True
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Somebody whom a document lists (those present): the name, an office, and what else stands for it."""

    name: str
    role: str
    short: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A document as read: what was set aside, the passages of the rest, and what its form tells.

    ``notes`` are lines for people: what was left out and why, with its words. ``unsure`` says that columns
    could
    not be told apart: nobody is credited with words then.
    """

    document: Document
    set_aside: tuple[SetAside, ...]
    passages: tuple[Passage, ...]
    turns: tuple[Turn, ...] = ()
    people: tuple[Attendee, ...] = ()
    notes: tuple[str, ...] = ()
    unsure: bool = False

    def date_at(self, place: int) -> str:
        """When the words at a place were said or written, as far as the document tells; never its file."""
        own = (turn.date for turn in self.turns if any(a <= place < b for a, b in turn.content))
        about = "" if self.document.date_how.startswith(MADE) else self.document.dated
        return next(filter(None, own), about)

    @property
    def article(self) -> list[tuple[int, int]]:
        """Spans of the article: the passages that are not set aside."""
        parts = [(passage.start, passage.end) for passage in self.passages]
        if not parts and not self.set_aside:
            parts = [(0, len(self.document.text))]
        return [
            (start, end) for start, end in parts
            if not any(start < part.end and part.start < end for part in self.set_aside if not part.inside)
        ]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: the name as full as the document gives it, role, side in the case, and the mention."""

    name: str
    role: str
    party: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A passage attributed to a speaker, with the words that attribute it (said, according to).

    A *position* is what a party is told to want, an *author*'s statement the writer's own. ``embedded`` is
    the id of the statement this one stands in: what is inside a doubt is never credited to the inner speaker.
    The *wide* band trades precision for recall. Content that ends with a line break goes on behind the number
    of the next line.
    """

    id: str
    document: str
    speaker: Speaker | None
    cue: Quoted | None
    content: tuple[Quoted, ...]
    kind: Kind
    polarity: Literal["positive", "negative"] = "positive"
    modality: Modality = "asserted"
    embedded: str = ""
    band: Band = "strict"
    extractor: str = ""

    @property
    def pieces(self) -> list[str]:
        """Its words, one text for all that nothing but numbers of lines part."""
        found = [""]
        for quote in self.content:
            found[-1] += " ".join(quote.text.split())
            found[-1:] = [f"{found[-1]} "] if quote.text[-1].isspace() else [found[-1], ""]
        return [piece for piece in found if piece]

    @property
    def on_one_line(self) -> str:
        """Its words as a case rejects them."""
        return " … ".join(piece.strip() for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """Statements that are one: wire copies, or the same words twice."""

    statements: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two accounts that do not fit together; proposed, for a person to settle."""

    statements: tuple[str, ...]
    type: str
    why: str
