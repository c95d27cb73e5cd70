"""What every reader gives: the text of a document, and what its file says of itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from .unreadable import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """Canonical text and what the file itself says about it; ``article`` if the reader told the page apart.

    ``aside`` are spans that are no part of the text, with reasons; ``left_out`` words that are not in the
    text at all, each behind its reason; ``unsure`` says that the order of the words is open.
    """

    text: str
    article: bool = False
    aside: tuple[tuple[int, int, str], ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    unsure: bool = False
    encoding: str = ""
    title: str = ""
    byline: str = ""
    outlet: str = ""
    date: str = ""
    date_how: str = ""

    def written(self) -> Extracted:
        """The same as it can be written: as UTF-8, what is said about it on one line each."""
        about: dict[str, Any] = {
            key: " ".join(clean(getattr(self, key)).split())[:500]
            for key in ("title", "byline", "outlet", "date", "date_how")
        }
        return replace(self, text=clean(self.text), **about)
