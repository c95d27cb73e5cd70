"""What is said of a deal to come, and of one that was signed: a treaty is history, not a forecast."""

from __future__ import annotations

from collections.abc import Callable

from ...analysis.signing import signed_words
from ...case import Case


def tense(case: Case) -> Callable[[str, str], str]:
    """Choose, of two ways to say a thing, the second where the record ends in a deal."""
    past = bool(signed_words(case))
    return lambda now, then: then if past else now
