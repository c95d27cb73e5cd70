"""Walk through a case and find every cite with its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from pydantic import ValidationError

from .base import Record
from .history import Telling
from .judgement import Cite
from .judgements import Judgements
from .lines import Path
from .places import every_place

__all__ = ["cites_of"]


def cites_of(item: Any, path: Path = ()) -> Iterator[tuple[Path, Cite]]:
    """Every cite inside a case or record, with its path in the file.

    A cite shared by several judgements (written once beside ``points``) comes once, at its own place.
    """
    match item:
        case Cite():
            yield path, item
        case Judgements():
            inner = cites_of(item.points, path)
            yield from ((place, cite) for place, cite in inner if cite not in item.cites)
            yield from (((*path, "cite"), cite) for cite in item.cites)
        case Record():
            for name in type(item).model_fields:
                if not (name == "set" and isinstance(item, Telling)):
                    key = "cite" if name == "cites" else name.rstrip("_")
                    yield from cites_of(getattr(item, name), (*path, key))
            if isinstance(item, Telling):
                yield from _cites_set(item, path)
        case dict():
            for key, value in item.items():
                yield from cites_of(value, (*path, key))
        case (Cite(),):
            yield path, item[0]
        case tuple() | list():
            for index, value in enumerate(item):
                yield from cites_of(value, (*path, index))


def _cites_set(item: Telling, path: Path) -> Iterator[tuple[Path, Cite]]:
    """Every cite in what a telling sets, which is still in the form of the file."""
    for text, whole in item.set.items():
        for place, value in every_place(whole, (*path, "set", text)):
            key = next(part for part in reversed(place) if isinstance(part, str))
            if key.rpartition(".")[2] == "cite" and not isinstance(value, dict | list):
                with suppress(ValidationError):  # an issue may be called cite too
                    yield place, Cite.model_validate(value)
