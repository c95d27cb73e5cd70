"""Places in a case as people write them, ``record[1].offer.price``: found in its plain data, and changed.

Places are looked up in the lightest form of the case (:func:`~walkaway.case.write.to_plain`), so that they
do not depend on how the file is laid out. Levels that the file may have or leave out (``points``, ``when``,
and ``title``, ``value``, ``range`` or ``order`` where that is all there is) may be named or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ..errors import closest
from .lines import Path, dotted

__all__ = ["every_place", "find_place", "nearest_place", "put"]

_MOST = 2000
_INDEX = re.compile(r"\[([0-9]{1,6})\](?:\.(?=.)|(?=\[)|\Z)")
_WRAPPERS = ("points", "when")
_FORMS: dict[str, tuple[type, ...]] = {
    "title": (str,), "value": (int, float, Decimal), "range": (list,), "order": (str, list),
    "points": (dict,), "when": (dict,),
}  # fmt: skip


def find_place(data: Any, text: str) -> Path | None:
    """Find a dotted place in plain data; None if there is no such place.

    Names that hold dots or brackets stand as they are; the longest name that fits is taken.
    """
    return _find(data, text, ()) if 0 < len(text) <= _MOST else None


def _heads(text: str) -> Iterator[tuple[str, str]]:
    """Every way to part a text into a first name and the rest, the longest name first."""
    yield text, ""
    for end in range(len(text) - 1, 0, -1):
        if text[end] == "[":
            yield text[:end], text[end:]
        elif text[end] == "." and end + 1 < len(text):
            yield text[:end], text[end + 1 :]


def _find(data: Any, text: str, path: Path) -> Path | None:
    if not text:
        return path
    if isinstance(data, list):
        index = _INDEX.match(text)
        if index is not None and int(index[1]) < len(data):
            return _find(data[int(index[1])], text[index.end() :], (*path, int(index[1])))
    if isinstance(data, dict):
        for name, rest in _heads(text):
            found = _find(data[name], rest, (*path, name)) if name in data else None
            if found is not None:
                return found
        for name in _WRAPPERS:
            if name in data and (found := _find(data[name], text, (*path, name))) is not None:
                return found
    return next((_find(data, rest, path) for name, rest in _heads(text) if _left_out(data, name, path)), None)


def _left_out(data: Any, name: str, path: Path) -> bool:
    """Whether a level of this name may stand in the file, and is left out in the lightest form."""
    *_, above, last = ("", "", *path)
    fits = {
        "title": above in ("parties", "options"),
        "points": above == "scores" or last == "weights",
        "when": above in ("impossible", "red_lines"),
    }.get(name, "preferences" in path or "means" in path)
    return fits and isinstance(data, _FORMS.get(name, ()))


def nearest_place(data: Any, text: str) -> str:
    """The place that was probably meant: the part that is there, and then the name most like the next one."""
    heads = ((find_place(data, name), rest) for name, rest in _heads(text[:_MOST]))
    path, rest = next(((path, rest) for path, rest in heads if path is not None), ((), text))
    for part in path:
        data = data[part]
    wanted = re.split(r"[.\[]", rest, maxsplit=1)[0]
    meant = closest(wanted, tuple(data) if isinstance(data, dict) else ())
    return dotted((*path, meant)) if meant else ""


def put(data: Any, path: Path, value: Any) -> Any:
    """Copy plain data with another value in one place; a key that is not there is added."""
    if not path:
        return value
    if isinstance(data, list):
        return [put(item, path[1:], value) if index == path[0] else item for index, item in enumerate(data)]
    if isinstance(data, dict):
        return {**data, path[0]: put(data.get(str(path[0])), path[1:], value)}
    return None


def every_place(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Everything in plain data with its path."""
    yield path, data
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, item in items:
        yield from every_place(item, (*path, key))
