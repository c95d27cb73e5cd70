"""The records of the evidence room: documents with frozen text, and what was found in them.

All offsets count Unicode code points into a document's canonical text, half-open; ``text`` of a quoted span
is always the document's own characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Conflict", "Cue", "Document", "Duplicate", "Passage", "Quoted", "Read", "SetAside", "Speaker",
    "Statement",
]  # fmt: skip

Profile = Literal["normal", "caseless", "unpunctuated"]
Media = Literal["text", "markdown", "html", "pdf", "docx"]
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

    Attributes
    ----------
    name, file : str
        File name without its suffix, as cites use it, and with it.
    text : str
        Canonical text; for a ``.txt`` file the decoded file itself.
    raw_sha256, sha256 : str
        Of the bytes that were read, and of the canonical text in UTF-8.
    title, byline, outlet, date, date_how : str
        As found, and where the date was found; empty when not found.
    """

    name: str
    file: str
    text: str
    raw_sha256: str
    sha256: str
    media: Media = "text"
    profile: Profile = "normal"
    title: str = ""
    byline: str = ""
    outlet: str = ""
    date: str = ""
    date_how: str = ""
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A span that is not part of the article, and why; set aside, never deleted."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence, or a window of a text without punctuation."""

    start: int
    end: int
    boundaries: Literal["found", "estimated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A document as read: what was set aside, and the passages of the rest."""

    document: Document
    set_aside: tuple[SetAside, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: the name as full as the document gives it, role, side in the case, and the mention."""

    name: str
    role: str
    party: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The words that attribute: said, according to, was willing to."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A passage attributed to a speaker.

    Attributes
    ----------
    content : tuple of Quoted
        Exact characters of the source.
    kind : {"direct", "paraphrase", "position", "author"}
        Direct words, paraphrase, a narrated position of a party, or the author's own claim.
    embedded : str
        Id of the statement this one stands in; empty if none. The inner content of a doubt or hypothesis is
        never credited to the inner speaker.
    band : {"strict", "wide"}
        Strict statements are likely right; the wide band trades precision for recall.
    extractor : str
        Name and version of the rule or model.
    """

    id: str
    document: str
    speaker: Speaker | None
    cue: Cue | None
    content: tuple[Quoted, ...]
    kind: Kind
    polarity: Literal["positive", "negative"] = "positive"
    modality: Modality = "asserted"
    embedded: str = ""
    band: Band = "strict"
    extractor: str = ""


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
