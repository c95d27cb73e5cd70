"""Places in plain data: what stands there, and how little of it has to change."""

from __future__ import annotations

from typing import Any

from ..case.lines import Path, find_place, within


def at_place(data: Any, place: str) -> Any:
    """The value at a place; None where there is none."""
    path = find_place(data, place)
    return None if path is None else within(data, path)


def narrowed(path: Path, old: Any, new: Any) -> dict[Path, Any]:
    """The smallest places that have to change: of a mapping with the same keys, those that differ."""
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        parts = (narrowed((*path, key), old[key], new[key]) for key in old if old[key] != new[key])
        return {place: value for part in parts for place, value in part.items()}
    return {path: new}
