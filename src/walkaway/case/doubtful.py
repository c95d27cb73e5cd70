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
from .lines import Lines, Path, every_place
from .meant import FREE_TEXT
from .slips import breaks
from .written_amounts import plain
from .yamltext import Number, read_yaml

_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}")
_TITLED = {"parties", "third_parties", "ratifiers", "options"}
_COMMENT = re.compile(r"[^#]*?:[ \t]+(?P<value>[^\s#\"'|>\[{].*?)[ \t]+(?P<rest>#\w.*?)\s*$")
_APART, _LARGE = 10, 1000  # ends of a range are so many times apart; numbers are large


_Found = tuple[Path, str, Fault]
"""Whose doubt it is, of which kind, and what is said."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a file, and where things stand."""

    rows: Sequence[str]
    lines: Lines

    def row(self, path: Path) -> str:
        """The line on which a place begins."""
        return "".join(self.rows[self.lines.at(path) - 1 :][:1])

    def doubt(self, path: Path, kind: str, found: str, expected: str) -> _Found:
        return path, kind, self.lines.fault(path, found, expected)


def doubts_of(text: str, file: str) -> list[Fault]:
    """Places of a case that reads, of which another reading may be meant; of each kind one for a party."""
    data, lines = read_yaml(text, file, Faults())
    where = _Lines(breaks(text), lines)
    groups: dict[tuple[Path, str], list[Fault]] = {}
    for look in (_points, _unfinished, _commas, _swallowed):
        for path, kind, fault in look(data, where):
            groups.setdefault((_owner(path), kind), []).append(fault)
    doubts = [replace(_together(group), level="doubt") for group in groups.values()]
    return sorted(doubts, key=lambda doubt: doubt.line)


def _free(path: Path) -> bool:
    """Whether text stands there for people: titles, notes and the like."""
    return path[-1:] != () and (path[-1] in FREE_TEXT or path[-2:-1] == ("aliases",) or (
        len(path) > 1 and path[-2] in _TITLED and path[0] in ("issues", *_TITLED)
    ))  # fmt: skip


def _numbers(data: Any) -> Iterator[tuple[Path, Number]]:
    for path, value in every_place(data):
        if isinstance(value, Number) and not _free(path):
            yield path, value


def _owner(path: Path) -> Path:
    """Whose place it is: a party with its own scale, an issue with its own unit."""
    return path[:2]


def _points(data: Any, where: _Lines) -> Iterator[_Found]:
    """``1.000``, unless a number of the same owner has a point that can only mark decimals."""
    numbers = list(_numbers(data))
    decimal = {
        _owner(path) for path, value in numbers if "." in value.text and not _THOUSANDS.fullmatch(value.text)
    }
    for path, value in numbers:
        if _THOUSANDS.fullmatch(value.text) and _owner(path) not in decimal:
            expected = f"{plain(value)}, or {value.text.replace('.', '')} if the point parts thousands"
            yield where.doubt(path, "point", f"{value.text}, read as {plain(value)}", expected)


def _unfinished(data: Any, where: _Lines) -> Iterator[_Found]:
    """``010``, which other programs read as 8, and ``1.``, of which the end may be missing."""
    for path, value in _numbers(data):
        bare, found = value.text.lstrip("+-"), f"{value.text}, read as {plain(value)}"
        if re.match(r"0[0-9]", bare):
            yield where.doubt(path, "zero", found, f"{plain(value)}, without a zero before it")
        elif bare.endswith("."):
            yield where.doubt(path, "end", found, f"{plain(value)}, or the decimals behind the point")


def _commas(data: Any, where: _Lines) -> Iterator[_Found]:
    """``[4,600]`` without a blank, unless all lists of numbers are written so, or it is plainly a range."""
    lists: list[tuple[Path, list[Number]]] = [
        (path, value)
        for path, value in every_place(data)
        if isinstance(value, list) and 2 <= len(value) <= 3 and all(isinstance(one, Number) for one in value)
    ]
    glued = {path: _glued(value, where.row((*path, 0))) for path, value in lists}
    plainly = any(pairs and all(_joined(*two) is None for two in pairs) for pairs in glued.values())
    usual = plainly and all(glued.values())
    largest: dict[Path, Number] = {}
    for path, number in _numbers(data):
        largest[_owner(path)] = max(largest.get(_owner(path), number), number)
    for path, value in lists:
        for low, high in glued[path]:
            joined = _joined(low, high)
            apart = high > _APART * abs(low) and not usual
            if joined is None or low > high or not (apart or largest[_owner(path)] >= _LARGE):
                continue
            if any(one not in (low, high) for one in value):
                found = f"{low},{high}, read as two numbers, {low} and {high}"
                right = f"{low}, {high}"
            else:
                found = f"[{low},{high}], read as the range from {low} to {high}"
                right = f"[{low}, {high}]"
            expected = f"{right} with a blank, or {joined} if the comma parts thousands"
            yield where.doubt(path, "comma", found, expected)


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


def _swallowed(data: Any, where: _Lines) -> Iterator[_Found]:
    """Text for people behind which ``#3`` is a comment."""
    for path, value in every_place(data):
        hit = _COMMENT.match(where.row(path)) if _free(path) and isinstance(value, str | Number) else None
        if hit is not None and hit["value"] == str(value):
            found = f"{quoted(hit['value'])}, with {quoted(hit['rest'])} as a comment"
            whole = quoted(f"{hit['value']} {hit['rest']}")
            expected = f"{whole} in quotation marks, or a blank behind # if it is a comment"
            yield where.doubt(path, f"comment {path}", found, expected)


def _together(group: Sequence[Fault]) -> Fault:
    """The first of some doubts, which names the lines of the others."""
    others = sorted({fault.line for fault in group[1:]} - {group[0].line})
    if not others:
        return group[0]
    shown = ", ".join(map(str, others[:10])) + (", …" if len(others) > 10 else "")
    return replace(group[0], hint=f"so too on line{'s' * (len(others) > 1)} {shown}")
