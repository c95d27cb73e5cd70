"""Results as plain data and as tables: for notebooks, data frames and spreadsheets.

One rule makes the tables: a field that holds several records is a table with a row for each, everything else
is a single field. Columns are named as :meth:`to_dict` names things, with dots: ``deal.price``, ``value.us``,
``interval.low``. A question that is added has its tables by that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ..spreadsheet import Cell, Sheet, sheet_of

_OF_RECORDS = re.compile(r"(?:tuple|dict)\[(?:str, )?(?!Any|Fraction)[A-Z]\w+(?: \| None)?(?:, \.\.\.)?\]")
"""The type of a field that holds records, for one that holds none."""
_UNTOLD = ("method", "certificate", "version")
"""How a result was obtained stands below its tables; what only checkers read stands in ``to_dict()``."""


def plain(value: Any) -> Any:
    """Turn a result into plain data; floats have 12 significant digits, which hides the noise of the last.

    A field whose name no keyword can be has it in its metadata, as what it is ``told`` as.
    """
    if is_dataclass(value) and not isinstance(value, type):
        told = ((item.metadata.get("told", item.name), item.name) for item in fields(value) if item.repr)
        return {key: plain(getattr(value, name)) for key, name in told}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return [plain(item) for item in value.tolist()]
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, Fraction):
        value = float(value)
    if isinstance(value, float | np.floating):
        rounded = float(f"{float(value):.12g}")
        return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded
    return value


Row = dict[str, Cell]


def tables_of(found: Any) -> dict[str, Sheet]:
    """All tables of a result by name, the main one first; empty where it holds no records."""
    rows: dict[str, list[Row]] = {}
    if isinstance(found, tuple):
        _add(rows, "entries", [("", one) for one in found], ())
    else:
        _walk(rows, found, "", ())
    return {name: _sheet(name, some) for name, some in rows.items()}


def record_of(found: Any) -> Sheet:
    """What stands in a result beside its tables, as one row."""
    return _sheet(type(found).__name__, [dict(_fields(found, "", (), inside=False))])


def _told(found: Any) -> Iterator[tuple[str, str, Any]]:
    """Name, type and value of the fields of a record; lists of lists stand in ``to_dict()`` alone."""
    for item in fields(found):
        if item.repr and item.name not in _UNTOLD:
            value = getattr(found, item.name)
            if not (isinstance(value, tuple) and value and isinstance(value[0], tuple)):
                yield item.name, str(item.type), value


def _records(value: Any, kind: str, *, inside: bool = False) -> list[tuple[str, Any]] | None:
    """The records that a field holds, by name where they have one; None where it holds something else.

    Those that a row has by name, as one for each party, are columns of it (``inside``).
    """
    if not isinstance(value, tuple | list if inside else Mapping | tuple | list):
        return None
    pairs = value.items() if isinstance(value, Mapping) else [("", one) for one in value]
    found = [(str(name), one) for name, one in pairs if one is not None]
    records = all(is_dataclass(one) for _, one in found) if found else _OF_RECORDS.fullmatch(kind)
    return found if records else None


def _walk(rows: dict[str, list[Row]], found: Any, within: str, parties: Sequence[str]) -> None:
    """Add the tables of a record, and of those inside it."""
    parties = _parties(found, parties)
    for name, kind, value in _told(found):
        path = f"{within}.{name}" if within else name
        if (some := _records(value, kind)) is not None:
            _add(rows, path, some, parties)
        elif is_dataclass(value):
            _walk(rows, value, path, parties)


def _add(
    rows: dict[str, list[Row]], path: str, some: Sequence[tuple[str, Any]], parties: Sequence[str],
    of: Row | None = None,
) -> None:  # fmt: skip
    """Add records as rows; records inside them are a table with the ``row`` that each belongs to."""
    mine = rows.setdefault(path, [])
    for name, one in some:
        mine.append(
            {**(of or {}), **({"name": name} if name else {}), **dict(_fields(one, "", parties, inside=True))}
        )
        for inner, kind, value in _told(one):
            if found := _records(value, kind, inside=True):
                _add(rows, f"{path}.{inner}", found, _parties(one, parties), {"row": len(mine)})


def _parties(found: Any, parties: Sequence[str]) -> Sequence[str]:
    """The parties that a record speaks of: its own, or those of what holds it."""
    own = getattr(found, "parties", None)
    return own if isinstance(own, tuple) else parties


def _fields(found: Any, within: str, parties: Sequence[str], *, inside: bool) -> Iterator[tuple[str, Cell]]:
    """The fields of a record as cells, but those that are tables of their own."""
    parties = _parties(found, parties)
    for name, kind, value in _told(found):
        if _records(value, kind, inside=inside) is None:
            yield from _cells(value, f"{within}.{name}" if within else name, kind, parties, inside=inside)


def _cells(
    value: Any, path: str, kind: str, parties: Sequence[str], *, inside: bool
) -> Iterator[tuple[str, Cell]]:
    """A value under its name; what has parts as one cell a part."""
    if is_dataclass(value):
        yield from _fields(value, path, parties, inside=inside)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _cells(part, f"{path}.{key}", kind, parties, inside=inside)
    elif isinstance(value, tuple | list) and (names := _ends(value, kind, parties)):
        for key, part in zip(names, value, strict=True):
            yield f"{path}.{key}", _cell(part)
    else:
        yield path, _cell(value)


def _ends(value: Sequence[Any], kind: str, parties: Sequence[str]) -> Sequence[str]:
    """What the numbers of a field are: both ends of a range, or one for each party; empty for others."""
    if not all(isinstance(part, int | float | np.number | Fraction | None) for part in value):
        return ()
    if "tuple[float, float]" in kind:
        return ("low", "high")
    return parties if "tuple[float, ...]" in kind and len(value) == len(parties) else ()


def _cell(value: Any) -> Cell:
    """One value; several as text, deals among them as they are typed."""
    value = float(value) if isinstance(value, Fraction) else value
    if isinstance(value, float | np.floating):
        return float(f"{float(value):.12g}")
    found = plain(value)
    return _typed(found) if isinstance(found, list | dict) else found


def _typed(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}={_typed(part)}" for key, part in value.items())
    if isinstance(value, list):
        return "; ".join(map(_typed, value))
    return "" if value is None else str(value)


def _sheet(name: str, rows: Sequence[Mapping[str, Cell]]) -> Sheet:
    """Rows as a sheet with every column that one of them has, the terms of a deal last.

    Numbers of a column are of one kind.
    """
    seen = list(dict.fromkeys(head for row in rows for head in row))
    groups = list(dict.fromkeys(head.partition(".")[0] for head in seen))
    order = {name: (name == "deal", place) for place, name in enumerate(groups)}
    heads = sorted(seen, key=lambda head: order[head.partition(".")[0]])
    told = {head: [row.get(head) for row in rows] for head in heads}
    for head, column in told.items():
        if any(isinstance(cell, float) for cell in column):
            told[head] = [float(cell) if type(cell) is int else cell for cell in column]
    parents = {head.rsplit(".", count)[0] for head in heads for count in range(1, head.count(".") + 1)}
    kept = [head for head in heads if head not in parents or any(cell is not None for cell in told[head])]
    return sheet_of(name, kept, zip(*(told[head] for head in kept), strict=True))
