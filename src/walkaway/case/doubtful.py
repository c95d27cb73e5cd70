"""What reads well and may have been meant otherwise: ``1.000``, ``[4,600]``, ``title: Site #3``.

Everything here is a doubt: it says how a place was read, and how to write the other meaning. A doubt needs
a reason: who shows elsewhere that a point marks decimals, or that no blank follows a comma, is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ..errors import Fault, Faults, quoted
from .amounts import plain
from .lines import Lines, Path
from .meant import FREE_TEXT
from .slips import breaks
from .yamltext import Number, read_yaml

__all__ = ["doubts_of"]

_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}")
_TITLED = {"parties", "third_parties", "ratifiers", "options"}
_COMMENT = re.compile(r"[^#]*?:[ \t]+(?P<value>[^\s#\"'|>\[{].*?)[ \t]+(?P<rest>#\w.*?)\s*$")
_APART = 10
_LARGE = 1000
"""Ends of a range are far apart; numbers are large."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a file, and where things stand."""

    rows: Sequence[str]
    lines: Lines

    def row(self, path: Path) -> str:
        """The line on which a place begins."""
        at = self.lines.at(path)
        return self.rows[at - 1] if at <= len(self.rows) else ""


def doubts_of(text: str, file: str) -> list[Fault]:
    """Places of a case that reads, of which another reading may be meant.

    Parameters
    ----------
    text : str
        Of a case file without faults.
    file : str
        Name for messages.

    Returns
    -------
    list of Fault
        Doubts in the order of the file: of each kind one for each party, which names the other lines too.
    """
    data, lines = read_yaml(text, file, Faults())
    where = _Lines(breaks(text), lines)
    found = [
        *_points(data, where),
        *_unfinished(data, where),
        *_commas(data, where),
        *_swallowed(data, where),
    ]
    doubts = [replace(_together(group), level="doubt") for group in _grouped(found)]
    return sorted(doubts, key=lambda doubt: doubt.line)


def _places(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Everything in the data with its path."""
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _places(item, (*path, key))


def _free(path: Path) -> bool:
    """Whether text stands there for people: titles, notes and the like."""
    return path[-1:] != () and (path[-1] in FREE_TEXT or path[-2:-1] == ("aliases",) or (
        len(path) > 1 and path[-2] in _TITLED and path[0] in ("issues", *_TITLED)
    ))  # fmt: skip


def _numbers(data: Any) -> Iterator[tuple[Path, Number]]:
    for path, value in _places(data):
        if isinstance(value, Number) and not _free(path):
            yield path, value


def _owner(path: Path) -> Path:
    """Whose place it is: a party with its own scale, an issue with its own unit."""
    return path[:2]


def _points(data: Any, where: _Lines) -> Iterator[tuple[Path, str, Fault]]:
    """``1.000``, unless a number of the same owner has a point that can only mark decimals."""
    numbers = list(_numbers(data))
    decimal = {
        _owner(path) for path, value in numbers if "." in value.text and not _THOUSANDS.fullmatch(value.text)
    }
    for path, value in numbers:
        if not _THOUSANDS.fullmatch(value.text) or _owner(path) in decimal:
            continue
        found = f"{value.text}, read as {plain(value)}"
        expected = f"{plain(value)}, or {value.text.replace('.', '')} if the point parts thousands"
        yield path, "point", where.lines.fault(path, found, expected)


def _unfinished(data: Any, where: _Lines) -> Iterator[tuple[Path, str, Fault]]:
    """``010``, which other programs read as 8, and ``1.``, of which the end may be missing."""
    for path, value in _numbers(data):
        bare = value.text.lstrip("+-")
        if re.match(r"0[0-9]", bare):
            found, right = (
                f"{value.text}, read as {plain(value)}",
                f"{plain(value)}, without a zero before it",
            )
            yield path, "zero", where.lines.fault(path, found, right)
        elif bare.endswith("."):
            found = f"{value.text}, read as {plain(value)}"
            right = f"{plain(value)}, or the decimals behind the point"
            yield path, "end", where.lines.fault(path, found, right)


def _commas(data: Any, where: _Lines) -> Iterator[tuple[Path, str, Fault]]:
    """``[4,600]`` without a blank, unless all lists of numbers are written so, or it is plainly a range."""
    lists: list[tuple[Path, list[Number]]] = [
        (path, value)
        for path, value in _places(data)
        if isinstance(value, list) and 2 <= len(value) <= 3 and all(isinstance(one, Number) for one in value)
    ]
    glued = {path: _glued(value, where.row((*path, 0))) for path, value in lists}
    ranges = [
        value for path, value in lists if glued[path] and all(_joined(*two) is None for two in glued[path])
    ]
    usual = bool(ranges) and all(glued[path] for path, _ in lists)
    largest: dict[Path, Number] = {}
    for path, number in _numbers(data):
        largest[_owner(path)] = max(largest.get(_owner(path), number), number)
    for path, value in lists:
        for low, high in glued[path]:
            joined = _joined(low, high)
            large = largest[_owner(path)] >= _LARGE
            apart = high > _APART * abs(low) and not usual
            if joined is None or low > high or not (large or apart):
                continue
            rest = [str(one) for one in value if one not in (low, high)]
            if rest:
                found = f"{low},{high}, read as two numbers, {low} and {high}"
                expected = f"{low}, {high} with a blank"
            else:
                found = f"[{low},{high}], read as the range from {low} to {high}"
                expected = f"[{low}, {high}] with a blank"
            expected += f", or {joined} if the comma parts thousands"
            yield path, "comma", where.lines.fault(path, found, expected)


def _joined(low: Number, high: Number) -> str | None:
    """The number that two are with a comma between them that parts thousands; None if they cannot be one."""
    fit = re.fullmatch(r"-?[1-9][0-9]{0,2}", low.text) and re.fullmatch(r"[0-9]{3}", high.text)
    return low.text + high.text if fit else None


def _glued(value: Sequence[Number], row: str) -> list[tuple[Number, Number]]:
    """Neighbours in a list without a blank between them in the line."""
    return [
        (low, high)
        for low, high in pairwise(value)
        if re.search(rf"[\[,\s]{re.escape(low.text)},{re.escape(high.text)}\s*[\],]", row)
    ]


def _swallowed(data: Any, where: _Lines) -> Iterator[tuple[Path, str, Fault]]:
    """Text for people behind which ``#3`` is a comment."""
    for path, value in _places(data):
        if not _free(path) or not isinstance(value, str | Number):
            continue
        hit = _COMMENT.match(where.row(path))
        if hit is None or hit["value"] != str(value):
            continue
        whole = f"{hit['value']} {hit['rest']}"
        found = f"{quoted(hit['value'])}, with {quoted(hit['rest'])} as a comment"
        expected = f"{quoted(whole)} in quotation marks, or a blank behind # if it is a comment"
        yield path, f"comment {path}", where.lines.fault(path, found, expected)


def _grouped(found: Sequence[tuple[Path, str, Fault]]) -> list[list[Fault]]:
    """Doubts of one kind and owner together."""
    groups: dict[tuple[Path, str], list[Fault]] = {}
    for path, kind, fault in found:
        groups.setdefault((_owner(path), kind), []).append(fault)
    return list(groups.values())


def _together(group: Sequence[Fault]) -> Fault:
    """The first of some doubts, which names the lines of the others."""
    others = sorted({fault.line for fault in group[1:]} - {group[0].line})
    if not others:
        return group[0]
    shown = ", ".join(map(str, others[:10])) + (", …" if len(others) > 10 else "")
    return replace(group[0], hint=f"so too on line{'s' * (len(others) > 1)} {shown}")
