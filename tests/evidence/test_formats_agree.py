"""One text in many formats, and how each is made."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence


def wrapped(paragraphs: Sequence[str], width: int, *, blank: bool = True) -> str:
    """Paragraphs wrapped at a width, with or without blank lines between them."""
    return ("\n\n" if blank else "\n").join(
        textwrap.fill(each, width, break_on_hyphens=False) for each in paragraphs
    )
