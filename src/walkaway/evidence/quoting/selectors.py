"""Where a passage stands, kept so that it can be found again, and so that a changed document shows.

An anchor holds a W3C text position (start, end), a text quote (the exact words with 32 characters on each
side) and the digest of the canonical text. It is found again if the digest agrees, or if the words with what
surrounds them stand at exactly one place; the second case is reported as *moved*. Anything else is *drift*:
candidates are shown, nothing is attached anew by itself. Likeness plays no part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ...errors import Fault, InputError, quoted
from ..records import Document, Quoted

__all__ = [
    "CONTEXT", "Anchor", "Resolved", "TextPositionSelector", "TextQuoteSelector", "anchor", "from_w3c",
    "resolve", "to_w3c", "utf16_span",
]  # fmt: skip

CONTEXT = 32
_MOST_CANDIDATES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPositionSelector:
    """Code points of the canonical text, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuoteSelector:
    """The words and up to 32 characters before and after them."""

    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A passage as it stood.

    Attributes
    ----------
    document : str
        Name of the document.
    sha256 : str
        Of the canonical text at the time.
    position : TextPositionSelector
    quote : TextQuoteSelector
    """

    document: str
    sha256: str
    position: TextPositionSelector
    quote: TextQuoteSelector


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What an anchor means in a document as it is now.

    Attributes
    ----------
    status : {"same", "moved", "drift"}
        *Same*: the document is unchanged. *Moved*: it changed, but the words stand there with the same
        surroundings, once. *Drift*: it cannot be said where, or whether, the words stand.
    place : Quoted or None
        None for drift.
    candidates : tuple of Quoted
        For drift: where the bare words stand now; for a person to choose from.
    why : str
    """

    status: Literal["same", "moved", "drift"]
    place: Quoted | None
    candidates: tuple[Quoted, ...] = ()
    why: str = ""


def anchor(document: Document, start: int, end: int) -> Anchor:
    """Anchor a passage of a document.

    Raises
    ------
    ValueError
        If the span is empty or leaves the text.
    """
    text = document.text
    if not 0 <= start < end <= len(text):
        raise ValueError(f"a span inside 0 to {len(text)} is needed, not {start} to {end}")
    quote = TextQuoteSelector(
        exact=text[start:end], prefix=text[max(0, start - CONTEXT) : start], suffix=text[end : end + CONTEXT]
    )
    position = TextPositionSelector(start=start, end=end)
    return Anchor(document=document.name, sha256=document.sha256, position=position, quote=quote)


def _places(text: str, words: str, most: int) -> list[int]:
    found: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0 and len(found) < most:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def resolve(held: Anchor, document: Document) -> Resolved:
    """Find an anchored passage in a document as it is now.

    Parameters
    ----------
    held : Anchor
    document : Document

    Returns
    -------
    Resolved
        Its ``place``, where there is one, reads exactly as the anchored words.
    """
    text, exact = document.text, held.quote.exact
    start, end = held.position.start, held.position.end
    bare = tuple(
        Quoted(start=at, end=at + len(exact), text=exact) for at in _places(text, exact, _MOST_CANDIDATES)
    )
    if held.sha256 == document.sha256:
        if exact and 0 <= start < end and text[start:end] == exact:
            return Resolved(status="same", place=Quoted(start=start, end=end, text=exact))
        why = "the digest agrees, but other words stand at this position: the anchor itself was changed"
        return Resolved(status="drift", place=None, candidates=bare, why=why)
    context = held.quote.prefix + exact + held.quote.suffix
    places = _places(text, context, 2) if exact else []
    if len(places) == 1:
        at = places[0] + len(held.quote.prefix)
        place = Quoted(start=at, end=at + len(exact), text=exact)
        why = "the document changed; the words stand once with the same surroundings"
        return Resolved(status="moved", place=place, why=f"{why}, {_shift(at - start)}")
    if places:
        why = "the document changed; the words stand more than once with the same surroundings"
    elif bare:
        why = "the document changed around these words"
    else:
        why = "the document changed; the words no longer stand there"
    return Resolved(status="drift", place=None, candidates=bare, why=why)


def _shift(by: int) -> str:
    if not by:
        return "at the same position"
    return f"{abs(by):,} characters {'later' if by > 0 else 'earlier'}"


def to_w3c(held: Anchor) -> dict[str, Any]:
    """The anchor as a W3C specific resource, plain data for JSON-LD."""
    return {
        "type": "SpecificResource",
        "source": f"urn:sha256:{held.sha256}",
        "scope": held.document,
        "selector": [
            {"type": "TextPositionSelector", "start": held.position.start, "end": held.position.end},
            {
                "type": "TextQuoteSelector",
                "exact": held.quote.exact,
                "prefix": held.quote.prefix,
                "suffix": held.quote.suffix,
            },
        ],
    }


def from_w3c(data: object) -> Anchor:
    """Read an anchor back."""

    def part(found: object, key: str, kind: type) -> Any:
        value = found.get(key) if isinstance(found, Mapping) else None
        if not isinstance(value, kind) or isinstance(value, bool):
            raise InputError([Fault(found=quoted(value), expected=f"{key} of a W3C selector", path=key)])
        return value

    source = part(data, "source", str)
    selectors = {
        str(item.get("type")): item for item in part(data, "selector", list) if isinstance(item, Mapping)
    }
    position, quote = selectors.get("TextPositionSelector"), selectors.get("TextQuoteSelector")
    if not source.startswith("urn:sha256:"):
        raise InputError([Fault(found=quoted(source), expected="urn:sha256: and a digest", path="source")])
    return Anchor(
        document=part(data, "scope", str),
        sha256=source.removeprefix("urn:sha256:"),
        position=TextPositionSelector(start=part(position, "start", int), end=part(position, "end", int)),
        quote=TextQuoteSelector(
            exact=part(quote, "exact", str),
            prefix=part(quote, "prefix", str),
            suffix=part(quote, "suffix", str),
        ),
    )


def utf16_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span in UTF-16 code units, as JavaScript counts; equal unless the text leaves the basic plane.

    Examples
    --------
    >>> utf16_span("🕊 deal", 2, 6)
    (3, 7)
    """
    before = start + sum(character > "\uffff" for character in text[:start])
    return before, before + (end - start) + sum(character > "\uffff" for character in text[start:end])
