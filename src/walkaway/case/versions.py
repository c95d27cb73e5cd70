"""Two versions of a case side by side: where they differ, and the case with some of the differences made.

Both are laid on one frame in which each place stands once, whichever of them is the old one. So a case
between them keeps the places, and with them the draws, of all judgements that both share. Interactions and
functions that a version lacks leave a place that adds nothing: those behind it keep their numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any

from ..errors import Faults
from .accounts import checked
from .base import Record
from .issues import Issue
from .judgement import Judgement
from .judgements import Judgements
from .lines import Path, dotted
from .patterns import Function, Interaction, Part, Span
from .records import Case, Preference

_WORDS = {"note", "cites", "title", "short", "aliases", "means", "unit", "money", "direction"}
_ASKED = {"parties", "ratifiers", "agreement", "issues", "impossible", "preferences"}
_LISTS = {"interactions", "functions", "red_lines", "impossible", "record", "evidence"}
_MAPPINGS = {"parties", "ratifiers", "third_parties", "accounts"}
_NOTHING = Judgement(low=Decimal(0), high=Decimal(0))


class _Absent(Enum):
    ABSENT = "nothing"


ABSENT = _Absent.ABSENT
"""Stands for what one of two versions does not have."""

Node = Callable[[Collection[int]], Any]
"""Gives a part of the case in which some differences, by their number, are made."""


@dataclass(frozen=True, eq=False)
class Difference:
    """One place in which two versions differ."""

    place: Path  # as in the version that has it; in the old one, if both have it
    # whether an answer may depend on it: it is about what deals are and who accepts them (not a belief, the
    # record, or an account), and more than a note, a title or a cite
    counts: bool
    old: Any = field(repr=False)  # the record that stands there, or ABSENT
    new: Any = field(repr=False)

    @property
    def path(self) -> str:
        """The place as people write it."""
        return dotted(self.place)


@dataclass(frozen=True, eq=False)
class Versions:
    """Two versions of a case, and all between them."""

    old: Case
    new: Case
    differences: tuple[Difference, ...]
    frame: Node

    def mixed(self, chosen: Collection[int]) -> Case | None:
        """The old version with some differences made; None if they do not hold together."""
        faults = Faults()
        found = checked(self.frame(frozenset(chosen)).to_dict(), faults)
        return None if len(faults) else found


def versions_of(old: Case, new: Case) -> Versions:
    """Find every place in which two versions differ; comments and the order of keys do not count."""
    layer = _Layer(old, new)
    frame = layer.case(old, new)
    return Versions(old, new, tuple(layer.found), frame)


class _Layer:
    """Lays two versions on one frame, and numbers where they differ."""

    def __init__(self, old: Case, new: Case) -> None:
        self.swapped = old.digest > new.digest  # one order of both, whichever is the old one
        self.voters = {*old.everyone, *new.everyone}
        self.found: list[Difference] = []

    def leaf(self, path: Path, old: Any, new: Any, other: Path | None = None) -> Node:
        """A place that changes as a whole; ``other`` is its path in the new version."""
        if old == new:
            same = new if self.swapped else old
            return lambda chosen: same
        number, where = len(self.found), (other or path) if old is ABSENT else path
        words = where[-1] in _WORDS and not isinstance(old, Record) and ABSENT not in (old, new)
        counts = self._asked(where) and not words and _essence(old) != _essence(new)
        self.found.append(Difference(place=where, counts=counts, old=old, new=new))
        return lambda chosen: new if number in chosen else old

    def _asked(self, path: Path) -> bool:
        of_voter = path[0] != "preferences" or path[1] in self.voters
        return path[0] in _ASKED and of_voter and "believes" not in path[2:3]

    def case(self, old: Case, new: Case) -> Node:
        nodes = {name: self._field(name, old, new) for name in Case.model_fields}

        def made(chosen: Collection[int]) -> Case:
            parts = {name: node(chosen) for name, node in nodes.items()}
            issue, record = next(iter(parts["issues"].items()))
            parts["preferences"] = {
                who: _filled(preference, issue, record) for who, preference in parts["preferences"].items()
            }
            return old.with_parts(**parts)

        return made

    def _field(self, name: str, old: Case, new: Case) -> Node:
        path, parts = (name,), (getattr(old, name), getattr(new, name))
        if name == "accounts":  # which of them is taken as true shows in what it sets
            parts = tuple(
                {key: account.model_copy(update={"settled": ""}) for key, account in accounts.items()}
                for accounts in parts
            )  # type: ignore[assignment]
        match name:
            case "issues":
                return self.mapping(path, *parts, self.issue)
            case "preferences":
                return self.mapping(path, *parts, self.preference)
        if name in _MAPPINGS:
            return self.mapping(path, *parts, self.leaf)
        return self.sequence(path, *parts) if name in _LISTS else self.leaf(path, *parts)

    def issue(self, path: Path, old: Any, new: Any) -> Node:
        if ABSENT in (old, new) or (old.range is None) != (new.range is None):
            return self.leaf(path, old, new)
        parts = {name: self.leaf for name in Issue.model_fields if name != "options"}
        options = (
            {} if old.range is not None else {"options": self.options}
        )  # else they follow from the range
        return self.record(path, old, new, parts | options)

    def options(self, path: Path, old: Any, new: Any) -> Node:
        return self.mapping(path, old, new, self.leaf)

    def preference(self, path: Path, old: Any, new: Any) -> Node:
        if ABSENT in (old, new):
            return self.leaf(path, old, new)
        parts: dict[str, Any] = dict.fromkeys(type(old).model_fields, self.leaf)
        parts |= {"weights": self.judgements, "scores": self.scores}
        parts |= {name: self.sequence for name in parts if name in _LISTS}
        if isinstance(old, Preference):
            parts["believes"] = self.beliefs
        return self.record(path, old, new, parts)

    def beliefs(self, path: Path, old: Any, new: Any) -> Node:
        return self.mapping(path, old, new, self.preference)

    def scores(self, path: Path, old: Any, new: Any) -> Node:
        return self.mapping(path, old, new, self.judgements)

    def judgements(self, path: Path, old: Any, new: Any) -> Node:
        """Judgement by judgement where both are so written; an order or a form changes as a whole."""
        both = (old, new)
        if not all(isinstance(item, Judgements) and item.points and item.order is None for item in both):
            return self.leaf(path, old, new)
        points = self.mapping(path, old.points, new.points, self.leaf)
        return lambda chosen: Judgements.model_construct(points=points(chosen))  # each has its own words

    def record(self, path: Path, old: Any, new: Any, parts: Mapping[str, Any]) -> Node:
        nodes = {
            name: lay((*path, name), getattr(old, name), getattr(new, name)) for name, lay in parts.items()
        }
        return lambda chosen: old.model_copy(update={name: node(chosen) for name, node in nodes.items()})

    def mapping(self, path: Path, old: Mapping[str, Any], new: Mapping[str, Any], lay: Any) -> Node:
        first, second = (new, old) if self.swapped else (old, new)
        nodes = {
            key: lay((*path, key), old.get(key, ABSENT), new.get(key, ABSENT))
            for key in _merged([*first], [*second])
        }

        def made(chosen: Collection[int]) -> dict[str, Any]:
            entries = ((key, node(chosen)) for key, node in nodes.items())
            return {key: value for key, value in entries if value is not ABSENT}

        return made

    def sequence(self, path: Path, old: Any, new: Any) -> Node:
        """Entries that are equal, or about the same pattern, are one place, wherever they stand."""
        if old is None or new is None:  # of a belief that leaves them as they are
            return self.leaf(path, old, new)
        pairs = list(_pairs(old, new))
        if len(new) > len(old) or (len(new) == len(old) and self.swapped):
            pairs.sort(key=lambda pair: (pair[1] is None, pair[1] or 0))
        nodes = [
            self.leaf(
                (*path, 0 if i is None else i), ABSENT if i is None else old[i],
                ABSENT if j is None else new[j], (*path, 0 if j is None else j),
            )
            for i, j in pairs
        ]  # fmt: skip
        free = path[0] == "preferences" and path[-1] in ("interactions", "functions") and len(path) == 3

        def made(chosen: Collection[int]) -> tuple[Any, ...]:
            entries = [node(chosen) for node in nodes]
            while entries and entries[-1] is ABSENT:
                entries.pop()
            return tuple(entry for entry in entries if free or entry is not ABSENT)

        return made


def _essence(item: Any) -> Any:
    """What numbers may depend on: a record without its words."""
    if isinstance(item, Record):
        names = [name for name in type(item).model_fields if name not in _WORDS]
        return type(item).__name__, {name: _essence(getattr(item, name)) for name in names}
    if isinstance(item, Mapping):
        return {key: _essence(value) for key, value in item.items()}
    return tuple(map(_essence, item)) if isinstance(item, tuple | list) else item


def _merged(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[Any]:
    """All entries in the order of the first; others stand behind their neighbours in the second."""
    merged, at = list(first), 0
    for key in second if {*second} - {*first} else ():
        if key in merged:
            at = merged.index(key) + 1
        else:
            merged.insert(at, key)
            at += 1
    return merged


def _pattern(item: Any) -> Any:
    """What an entry is about, if it is about deals; nothing that equals another one's if it is not."""
    return (item.when, item.unless) if hasattr(item, "when") and hasattr(item, "unless") else None


def _pairs(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[int | None, int | None]]:
    """Entries that are one place: equal, about one pattern, functions in order, others by number."""
    left: list[int] = list(range(len(new)))
    partner: dict[int, int] = {}

    def fits(i: int, j: int, step: int) -> bool:
        if step == 0:
            return bool(old[i] == new[j])
        if step == 1:
            return _pattern(old[i]) is not None and _pattern(old[i]) == _pattern(new[j])
        return isinstance(old[i], Function) or (_pattern(old[i]) is None and i == j)

    for step in range(3):
        for i in range(len(old)):
            j = next((j for j in left if i not in partner and fits(i, j, step)), None)
            if j is not None:
                partner[i] = j
                left.remove(j)
    yield from ((i, partner.get(i)) for i in range(len(old)))
    yield from ((None, j) for j in left)


def _filled(preference: Preference, issue: str, record: Issue) -> Preference:
    """Put what adds nothing into the places of interactions and functions that are not there."""
    linked: tuple[Any, ...] = preference.interactions
    joined: tuple[Any, ...] = preference.functions
    if ABSENT not in (*linked, *joined):
        return preference
    choice = (
        (next(iter(record.options)),)
        if record.range is None
        else Span.model_validate({"from": record.range[0]})
    )
    added = Interaction.model_construct(when={issue: choice}, unless={}, add=_NOTHING)
    worth = Function.model_construct(of=(Part(add=_NOTHING),))
    return preference.model_copy(
        update={
            "interactions": tuple(added if one is ABSENT else one for one in linked),
            "functions": tuple(worth if one is ABSENT else one for one in joined),
        }
    )
