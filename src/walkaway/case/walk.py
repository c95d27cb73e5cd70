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

__all__ = ["cites_of"]

_FILE_KEYS = {"cites": "cite", "for_": "for"}


def cites_of(item: Any, path: Path = ()) -> Iterator[tuple[Path, Cite]]:
    """Every cite inside a case or record, with its path in the file.

    A cite shared by several judgements (written once beside ``points``) comes once, at its own place.

    Yields
    ------
    path : tuple of str and int
    cite : Cite
    """
    if isinstance(item, Cite):
        yield path, item
    elif isinstance(item, Judgements):
        own = set(item.cites)
        for place, cite in cites_of(item.points, path):
            if cite not in own:
                yield place, cite
        for cite in item.cites:
            yield (*path, "cite"), cite
    elif isinstance(item, Record):
        for name in type(item).model_fields:
            if not (name == "set" and isinstance(item, Telling)):
                yield from cites_of(getattr(item, name), (*path, _FILE_KEYS.get(name, name)))
        if isinstance(item, Telling):
            for text, value in item.set.items():
                yield from _cites_set(value, (*path, "set", text), text.rpartition(".")[2] == "cite")
    elif isinstance(item, dict):
        for key, value in item.items():
            yield from cites_of(value, (*path, key))
    elif isinstance(item, tuple | list):
        single = len(item) == 1 and isinstance(item[0], Cite)
        for index, value in enumerate(item):
            yield from cites_of(value, path if single else (*path, index))


def _cites_set(value: Any, path: Path, here: bool) -> Iterator[tuple[Path, Cite]]:
    """Every cite inside a value that a telling sets, which is still in the form of the file."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _cites_set(item, (*path, key), key == "cite")
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _cites_set(item, (*path, index), here)
    elif here:
        with suppress(ValidationError):  # an issue may be called cite too
            yield path, Cite.model_validate(value)
