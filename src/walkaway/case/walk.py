"""Walk through a case and find every cite with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .base import Record
from .judgement import Cite
from .judgements import Judgements
from .yamltext import Path

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
            yield from cites_of(getattr(item, name), (*path, _FILE_KEYS.get(name, name)))
    elif isinstance(item, dict):
        for key, value in item.items():
            yield from cites_of(value, (*path, key))
    elif isinstance(item, tuple | list):
        single = len(item) == 1 and isinstance(item[0], Cite)
        for index, value in enumerate(item):
            yield from cites_of(value, path if single else (*path, index))
