"""Where a passage stands, kept so that it can be found again, and so that a changed document shows.

It is found again if the digest agrees, or if the words with what surrounds them stand at exactly one place
(*moved*). Anything else is *drift*: candidates are shown, nothing is attached anew by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from ..findings import Document, Quoted

__all__ = ["CONTEXT", "Anchor", "Resolved", "anchor", "resolve", "to_w3c"]

CONTEXT = 32
_MOST_CANDIDATES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A passage as it stood."""

    document: str
    sha256: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What an anchor means in a document as it is now."""

    status: Literal["same", "moved", "drift"]
    place: Quoted | None
    candidates: tuple[Quoted, ...] = ()
    why: str = ""


def anchor(document: Document, start: int, end: int) -> Anchor:
    """Anchor a passage of a document."""
    text = document.text
    if not 0 <= start < end <= len(text):
        raise ValueError(f"a span inside 0 to {len(text)} is needed, not {start} to {end}")
    return Anchor(
        document=document.name, sha256=document.sha256, start=start, end=end, exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start], suffix=text[end : end + CONTEXT],
    )  # fmt: skip


def _places(text: str, words: str, most: int) -> list[int]:
    found = re.finditer(f"(?={re.escape(words)})", text) if words else iter(())
    return [match.start() for match in islice(found, most)]


def resolve(held: Anchor, document: Document) -> Resolved:
    """Find an anchored passage in a document as it is now."""
    text, exact = document.text, held.exact

    def place(at: int) -> Quoted:
        return Quoted(start=at, end=at + len(exact), text=exact)

    bare = tuple(place(at) for at in _places(text, exact, _MOST_CANDIDATES))
    if held.sha256 == document.sha256:
        if exact and 0 <= held.start < held.end and text[held.start : held.end] == exact:
            return Resolved(status="same", place=place(held.start))
        why = "the digest agrees, but other words stand at this position: the anchor itself was changed"
        return Resolved(status="drift", place=None, candidates=bare, why=why)
    places = _places(text, held.prefix + exact + held.suffix, 2) if exact else []
    if len(places) == 1:
        by = places[0] + len(held.prefix) - held.start
        shift = f"{abs(by):,} characters {'later' if by > 0 else 'earlier'}" if by else "at the same position"
        why = f"the document changed; the words stand once with the same surroundings, {shift}"
        return Resolved(status="moved", place=place(held.start + by), why=why)
    changed = " around these words" if bare else "; the words no longer stand there"
    changed = "; the words stand more than once with the same surroundings" if places else changed
    return Resolved(status="drift", place=None, candidates=bare, why=f"the document changed{changed}")


def to_w3c(held: Anchor) -> dict[str, Any]:
    """The anchor as a W3C specific resource, plain data for JSON-LD."""
    words = {"exact": held.exact, "prefix": held.prefix, "suffix": held.suffix}
    return {
        "type": "SpecificResource",
        "source": f"urn:sha256:{held.sha256}",
        "scope": held.document,
        "selector": [
            {"type": "TextPositionSelector", "start": held.start, "end": held.end},
            {"type": "TextQuoteSelector", **words},
        ],
    }
