"""Changes to the entries of a case file, at once: named anew, set, added, taken out, in another order.

As in :mod:`~walkaway.case.edit` the text is not written anew. Every change is a stretch of it that becomes
another, all of them found in one reading; whole comments above, between and behind entries stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node

from ..errors import CaseError, Fault, Faults
from .as_plain import to_plain
from .edit import COMMENT, child_of, end_of, line_end, node_at, refused, replaced
from .lines import Path, within
from .write import block, one_line
from .yamltext import read_yaml


class NewEntry(NamedTuple):
    """Something to add: to which mapping or list, under which key (None in a list), what, and behind whom."""

    parent: Path
    key: str | None
    value: Any
    behind: str | None = None  # the last, if it is not there


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What is to change, each by its place in the text as it is; none lies in what is taken out."""

    named: Mapping[Path, str] = field(default_factory=dict)  # an entry of a mapping → its new key
    set: Mapping[Path, Any] = field(default_factory=dict)  # a value that is there → the new one
    added: Sequence[NewEntry] = ()
    gone: frozenset[Path] = frozenset()
    order: Mapping[Path, Sequence[int]] = field(default_factory=dict)  # alone: numbers as they stood


class _Piece(NamedTuple):
    """A stretch of the text that becomes another."""

    start: int
    end: int
    text: str


def every_preference(data: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each preference and belief in plain data, with its place."""
    for who, wants in data["preferences"].items():
        yield ("preferences", who), wants
        for about, belief in wants.get("believes", {}).items():
            yield ("preferences", who, "believes", about), belief


def changed_data(data: Any, changes: Changes, path: Path = ()) -> Any:
    """Plain data with the changes made."""
    if path in changes.set:
        return to_plain(changes.set[path])
    added = [one for one in changes.added if one.parent == path]
    if isinstance(data, dict):
        items = [
            (changes.named.get((*path, key), key), changed_data(value, changes, (*path, key)))
            for key, value in data.items()
            if (*path, key) not in changes.gone
        ]
        items = [items[number] for number in changes.order.get(path, range(len(items)))]
        there = list(data)
        items += [(str(one.key), to_plain(one.value)) for one in added if one.behind not in there]
        for one in (one for one in reversed(added) if one.behind in there):
            before = sum((*path, key) not in changes.gone for key in there[: there.index(one.behind) + 1])
            items.insert(before, (str(one.key), to_plain(one.value)))
        return dict(items)
    if isinstance(data, list):
        values = [
            changed_data(value, changes, (*path, number))
            for number, value in enumerate(data)
            if (*path, number) not in changes.gone
        ]
        values = [values[number] for number in changes.order.get(path, range(len(values)))]
        return values + [to_plain(one.value) for one in added]
    return data


def changed_text(text: str, changes: Changes, file: str = "case") -> str:
    """The text with the changes made, every other line and comment as it was; not checked as a case.

    Raises
    ------
    CaseError
        If a place is not there, a key would stand twice, or the layout cannot be changed in one place.
    """
    root = YAML(typ="safe", pure=True).compose(text)
    before = read_yaml(text, file, Faults())[0]
    places = (*changes.named, *changes.set, *(one.parent for one in changes.added), *changes.gone)
    for place in (*places, *changes.order):
        if node_at(root, place) is None:
            raise refused(file, place, "no such place", "a path inside the case")
    _refuse_twice(before, changes, file)
    wanted = changed_data(before, changes)
    edited = text
    pieces = [(one.start, one.end, number, one) for number, one in enumerate(_pieces(text, root, changes))]
    for *_, piece in sorted(pieces, reverse=True):  # what lies before stays put
        edited = edited[: piece.start] + piece.text + edited[piece.end :]
    faults = Faults()
    after = read_yaml(edited, file, faults)[0]
    if len(faults) or not _same(after, wanted):
        place = next(iter((*places, *changes.order)), ())
        found = "a layout that cannot be changed in one place"
        raise refused(file, place, found, "each entry on its own line")
    return edited


def _same(one: Any, other: Any) -> bool:
    """Whether two are alike, with the order of keys."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, Decimal | float) and isinstance(other, Decimal | float):
        return Decimal(str(one)) == Decimal(str(other))  # 0.9 is written as it was meant, not in twos
    return bool(one == other)


def _refuse_twice(data: Any, changes: Changes, file: str) -> None:
    """Say every key that would stand twice in one mapping."""
    faults: list[Fault] = []
    new = [(path[:-1], key) for path, key in changes.named.items() if path[-1] != key]
    new += [(one.parent, one.key) for one in changes.added if one.key is not None]
    for parent, key in new:
        there = within(data, parent)
        left = key in there and (*parent, key) not in changes.gone and (*parent, key) not in changes.named
        if left or new.count((parent, key)) > 1:
            faults += refused(file, (*parent, key), f'the key "{key}" again', "each key once").faults
    if faults:
        raise CaseError(faults)


def _pieces(text: str, root: Node, changes: Changes) -> Iterator[_Piece]:
    for path, key in changes.named.items():
        node = child_of(node_at(root, path[:-1]), path[-1])[0]
        assert node is not None  # it was looked for
        yield _Piece(node.start_mark.index, node.end_mark.index, one_line(key))
    for path, value in changes.set.items():
        key_node, node = child_of(node_at(root, path[:-1]), path[-1])
        assert node is not None
        yield _Piece(*replaced(text, key_node, node, one_line(to_plain(value))))
    parents = {path[:-1] for path in changes.gone} | {one.parent for one in changes.added}
    for path in sorted(parents, key=len, reverse=True):  # what ends at the same line: inner ones first
        gone = [one[-1] for one in changes.gone if one[:-1] == path]
        added = [one for one in changes.added if one.parent == path]
        yield from _Entries(text, node_at(root, path)).pieces(gone, added)
    for path, order in changes.order.items():
        yield from _Entries(text, node_at(root, path)).in_order(order)


class _Entries:
    """The entries of one mapping or list, and where each stands."""

    def __init__(self, text: str, node: Node | None) -> None:
        assert isinstance(node, CollectionNode)
        self.text, self.node, self.flow = text, node, bool(node.flow_style)
        mapping = isinstance(node, MappingNode)
        parts = node.value if mapping else [(None, value) for value in node.value]
        self.names = [key.value if mapping else number for number, (key, _) in enumerate(parts)]
        self.starts = [self._start(key or value) for key, value in parts]
        ends = [end_of(text, value, key) for key, value in parts]
        self.ends = ends if self.flow else [line_end(text, end) for end in ends]
        self.new_line = "\r\n" if "\r\n" in text else "\n"

    def _start(self, node: Node) -> int:
        """Where an entry begins: at its key, or in a list of lines at its dash."""
        start = int(node.start_mark.index)
        if self.flow or isinstance(self.node, MappingNode):
            return start
        column = int(self.node.start_mark.column)
        while True:
            line = self.text.rfind("\n", 0, start) + 1
            if self.text[line + column : line + column + 1] == "-" or line == 0:
                return line + column
            start = line - 1

    def pieces(self, gone: Sequence[str | int], added: Sequence[NewEntry]) -> Iterator[_Piece]:
        out = sorted(self.names.index(name) for name in gone)
        yield from self._out_of_brackets(out) if self.flow else self._out_of_lines(out)
        for one in sorted(added, key=lambda one: one.behind not in self.names):
            yield self._into_brackets(one, out) if self.flow else self._into_lines(one)

    def _out_of_lines(self, out: Sequence[int]) -> Iterator[_Piece]:
        for number in out:
            start, end = self.starts[number], self.ends[number]
            line = self.text.rfind("\n", 0, start) + 1
            inside = bool(self.text[line:start].strip())  # behind the dash of a list
            following = self.starts[number + 1] if number + 1 < len(self.starts) else end
            if inside and out == [number] and "#" not in self.text[end:following]:
                yield _Piece(start, following, "")
            elif inside:
                yield _Piece(line + len(self.text[line:start].rstrip()), end, "")
            elif end < len(self.text):
                yield _Piece(line, self.text.index("\n", end) + 1, "")
            else:
                yield _Piece(max(line - len(self.new_line), 0), end, "")

    def _out_of_brackets(self, out: Sequence[int]) -> Iterator[_Piece]:
        left = [number for number in range(len(self.names)) if number not in out]
        for number in out:
            if not left and number:
                continue  # the first takes all with it
            if not left:
                start, end = self.starts[0], self.ends[-1]
            elif number < left[0]:
                start, end = self.starts[number], self.starts[number + 1]
            else:
                start, end = self.ends[number - 1], self.ends[number]
            margin = " " * (self.node.start_mark.column + 1)
            between = self.text[start : self.starts[number]] + self.text[self.ends[number] : end]
            yield _Piece(start, end, "".join(f"  {one}\n{margin}" for one in COMMENT.findall(between)))

    def _into_brackets(self, one: NewEntry, out: Sequence[int]) -> _Piece:
        entry = one_line(to_plain(one.value))
        if one.key is not None:
            entry = f"{one_line(one.key)}: {entry}"
        left = [number for number in range(len(self.names)) if number not in out]
        if not left:
            place = self.node.start_mark.index + 1
            return _Piece(place, place, entry)
        last = self.names.index(one.behind) if one.behind in self.names else left[-1]
        return _Piece(self.ends[last], self.ends[last], f", {entry}")

    def _into_lines(self, one: NewEntry) -> _Piece:
        margin = " " * self.node.start_mark.column
        value, head = to_plain(one.value), "- " if one.key is None else f"{one_line(one.key)}: "
        if not isinstance(value, dict | list) or not value:
            lines = [head + one_line(value)]
        elif one.key is None:
            lines = [("  " if number else head) + line for number, line in enumerate(block(value))]
        else:
            lines = block({one.key: value})
        entry = self.new_line.join(margin + line for line in lines)
        last = self.names.index(one.behind) if one.behind in self.names else len(self.names) - 1
        end = self.ends[last]
        if end == len(self.text):
            return _Piece(end, end, self.new_line + entry)
        place = self.text.index("\n", end) + 1
        return _Piece(place, place, entry + self.new_line)

    def in_order(self, order: Sequence[int]) -> Iterator[_Piece]:
        """Entries change places; what stands between them stays where it is."""
        starts = [self.starts[0], *(self._with_comments(n) for n in range(1, len(self.starts)))]
        if self.flow:
            starts = self.starts
        for number, other in enumerate(order):
            if number != other:
                entry = self.text[starts[other] : self.ends[other]]
                yield _Piece(starts[number], self.ends[number], entry)

    def _with_comments(self, number: int) -> int:
        """The start of an entry with the comments right above it, which go where it goes."""
        column = self.node.start_mark.column
        start = self.starts[number]
        while True:
            line = self.text.rfind("\n", 0, start) + 1
            above = self.text.rfind("\n", 0, max(line - 1, 0)) + 1
            words = self.text[above : max(line - 1, 0)]
            here = len(words) - len(words.lstrip(" "))
            if above <= self.ends[number - 1] or here != column or not words.lstrip(" ").startswith("#"):
                return start
            start = above + column
