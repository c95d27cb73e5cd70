"""Plain data as JSON, or as YAML that is JSON but for its keys; fractions as decimals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .export import decimal
from .safe import Notes

__all__ = ["to_json"]


def to_json(data: Any, notes: Notes, indent: str = "") -> str:
    """Write plain data as JSON text, decimals in full.

    Parameters
    ----------
    data : dict, list, text, Fraction, int, bool or None
    notes : Notes
        Told where a number had to be rounded.
    indent : str
        In front of every line but the first.
    """
    inner = indent + "  "
    match data:
        case Fraction():
            return decimal(notes, data)
        case Mapping():
            entries = [f"{_key(key, notes)}: {to_json(item, notes, inner)}" for key, item in data.items()]
            return _joined("{", entries, "}", indent)
        case list() | tuple():
            return _joined("[", [to_json(item, notes, inner) for item in data], "]", indent)
    return json.dumps(data, ensure_ascii=False)


def _key(key: Any, notes: Notes) -> str:
    """A key; YAML alone has numbers and tuples, which are marked with a question mark."""
    if isinstance(key, Fraction):
        return decimal(notes, key)
    if isinstance(key, tuple):
        return f"? {json.dumps(list(key), ensure_ascii=False)} "
    return json.dumps(key, ensure_ascii=False)


def _joined(start: str, entries: list[str], end: str, indent: str) -> str:
    if not entries:
        return start + end
    inner = indent + "  "
    return f"{start}\n{inner}" + f",\n{inner}".join(entries) + f"\n{indent}{end}"
