"""Results made short: long lists end with how much was left out, and nothing is rounded."""

from __future__ import annotations

from typing import Any


def shortened(data: Any, most: int) -> Any:
    """Plain data in which a list, or a table of many names, holds at most so many entries.

    What is left out is counted where it was, so that nobody takes a part for the whole.

    >>> shortened({"deals": [1, 2, 3, 4]}, 2)
    {'deals': [1, 2, {'left_out': 2}]}
    >>> shortened({"a": 1, "b": [2]}, 2)
    {'a': 1, 'b': [2]}
    """
    if isinstance(data, dict):
        return {name: shortened(value, most) for name, value in data.items()}
    if isinstance(data, list | tuple):
        kept = [shortened(value, most) for value in data[:most]]
        return kept + ([{"left_out": len(data) - most}] if len(data) > most else [])
    return data
