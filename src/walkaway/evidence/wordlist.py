"""Sets of words, written as running text."""

from __future__ import annotations

__all__ = ["word_set"]


def word_set(words: str) -> frozenset[str]:
    """The words of a text, each once.

    Examples
    --------
    >>> sorted(word_set("mr mrs dr mr"))
    ['dr', 'mr', 'mrs']
    """
    return frozenset(words.split())
