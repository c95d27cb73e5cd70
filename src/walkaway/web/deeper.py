"""Fields of the deeper parts of a case: how a deal is carried out, what follows none, accounts, functions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..case import Case
from ..case.expected import Expected
from ..case.history import DOCUMENT_KINDS
from ..case.lines import Path
from ..case.patterns import Function, Part
from ..case.records import Fallback
from ..case.shapes import Shape, shapes
from ..case.titles import taken_words
from ..case.write import one_line
from .field import FieldOf, label_of

Choices = tuple[tuple[str, str], ...]
_HOW = (
    ("none", "left out: no deal is worth 0"), ("value", "a number or a range"),
    ("deal", "what a certain deal is worth"), ("follows", "what may follow no deal"),
)  # fmt: skip


def yes(value: Any) -> bool:
    """Whether a yes or no is a yes."""
    return value is True or str(value).lower() in ("yes", "y", "true")


def shares_as_text(value: Any) -> str:
    """A schedule as it is typed: a phase a line, each issue with its share."""
    return "\n".join(", ".join(f"{issue} {share}" for issue, share in phase.items()) for phase in value or ())


class DeeperFields(ABC):
    """Fields that hold others; whoever derives from it makes those."""

    case: Case
    parties: Choices
    all: Choices
    issues: Choices

    @abstractmethod
    def options(self, issue: str) -> Choices:
        """The options of an issue with their titles."""

    @abstractmethod
    def field(self, shape: Shape, path: Path, value: Any) -> FieldOf:
        """The field, or fields, of one key."""

    @abstractmethod
    def record(
        self, shape: Shape, path: Path, value: Any, name: str, at: int, many: int, whole: bool
    ) -> FieldOf:
        """The fields of one record."""

    @abstractmethod
    def judgement(self, base: dict[str, Any], value: Any) -> FieldOf:
        """One judgement as it is typed."""

    @property
    def moves(self) -> Choices:
        """What can be done after no deal."""
        after = self.case.aftermath
        return () if after is None else tuple((name, one.title) for name, one in after.options.items())

    @property
    def every_option(self) -> Choices:
        """Every option of every issue, as adders choose among them."""
        return tuple(
            (f"{issue}\n{name}", f"{title}: {words}")
            for issue, title in self.issues
            for name, words in self.options(issue)
        )

    def deeper(self, shape: Shape, base: dict[str, Any], value: Any) -> FieldOf | None:
        """The field of a kind that holds others; None of any other kind."""
        path = base["path"]
        if shape.kind == "shares":
            return FieldOf(**base, kind="shares", value=shares_as_text(value))
        if shape.kind == "ranking":
            groups = (one if isinstance(one, list) else [one] for one in value or ())
            return FieldOf(
                **base, kind="ranking", value=", ".join(" = ".join(map(str, one)) for one in groups)
            )
        if shape.kind == "taken":
            return self._taken(base, value or {})
        parts = {
            "record": self._inside, "nested": self._nested, "judgements": self._judgements,
            "takens": self._takens, "readings": self._readings, "values": self._values, "parts": self._parts,
        }.get(shape.kind)  # fmt: skip
        if parts is None:
            return None
        folded = value is None and shape.kind in ("record", "readings") and len(path) > 1
        made = tuple(parts(shape, path, value))
        adds = {"nested": "steps", "takens": "takens", "values": "set", "parts": "of"}.get(shape.kind, "")
        adds = shape.key if shape.key in ("means", "left") else adds
        choices, more = self._adding(adds, made)
        return FieldOf(
            **base | {"folded": folded}, kind="group", parts=made, adds=adds, choices=choices, more=more
        )

    def _adding(self, adds: str, made: tuple[FieldOf, ...]) -> tuple[Choices, Choices]:
        """What may be added to such a group, and whose it is."""
        if adds in ("steps", "left", "of"):
            there = {"\n".join(map(str, one.path[-2:])) for one in made} if adds != "of" else set()
            free = tuple(one for one in self.every_option if one[0] not in there)
            return free, self.parties if adds == "steps" else ()
        if adds == "set":
            places = [path for path, _ in self.case.judgements()]
            places += [f"record[{at}].offer" for at, one in enumerate(self.case.record) if one.offer]
            return tuple((one, one) for one in places), ()
        return (self.moves if adds == "takens" else ()), ()

    def _inside(self, shape: Shape, path: Path, value: Any) -> Iterator[FieldOf]:
        """The fields of a record that stands there once, or may."""
        yield from self.record(shape, path, value or {}, "", 0, 0, True).parts
        if shape.key == "documents":
            kinds = tuple((one, one) for one in DOCUMENT_KINDS)
            for name in (name for name in value or {} if name not in ("keep", "reject")):
                yield FieldOf(path=(*path, name, "kind"), kind="choice", label=f"What {name} is",
                              value=value[name].get("kind", ""), choices=kinds)  # fmt: skip

    def _nested(self, shape: Shape, path: Path, value: Any) -> Iterator[FieldOf]:
        """What stands there of each option."""
        for issue, options in (value or {}).items():
            for option, one in options.items():
                known = self.case.issues[issue].title if issue in self.case.issues else issue
                label, place = f"{known}: {self.case.option_label(issue, option)}", (*path, issue, option)
                if shape.record is None:
                    yield self.judgement({"path": place, "label": label}, one)
                else:
                    yield replace(self.record(shape, place, one, "", 0, 1, True), label=label)

    def _judgements(self, shape: Shape, path: Path, value: Any) -> Iterator[FieldOf]:
        """A judgement of each party; outside of a path of each name that stands there."""
        held = value or {}
        names = self.parties if path[0] == "path" else tuple((one, one) for one in held)
        for name, title in names:
            yield self.judgement({"path": (*path, name), "label": title}, held.get(name))

    def _taken(self, base: dict[str, Any], value: dict[str, Any]) -> FieldOf:
        parts = tuple(
            FieldOf(path=(*base["path"], name), kind="some", label=title,
                    value="" if name not in value else "yes" if yes(value[name]) else "no")
            for name, title in self.moves
        )  # fmt: skip
        return FieldOf(**base, kind="taken", parts=parts)

    def _takens(self, shape: Shape, path: Path, value: Any) -> Iterator[FieldOf]:
        for at, one in enumerate(value or ()):
            place = (*path, at)
            words = taken_words(self.case, {name: yes(taken) for name, taken in one.items()})
            inner = self._taken({"path": place, "label": label_of(shape)}, one)
            yield FieldOf(path=place, kind="record", label=words, parts=(inner,), at=at, many=len(value))

    def _readings(self, shape: Shape, path: Path, value: Any) -> Iterator[FieldOf]:
        terms = replace(shape, kind="terms")
        for who, title in self.parties:
            yield replace(self.field(terms, (*path, who), (value or {}).get(who)), label=title)

    def _values(self, shape: Shape, path: Path, value: Any) -> Iterator[FieldOf]:
        for place, one in (value or {}).items():
            yield FieldOf(path=(*path, place), kind="value", label=place, value=one_line(one))

    def _parts(self, shape: Shape, path: Path, value: Any) -> Iterator[FieldOf]:
        """The parts of a function: points where a pattern holds, or functions again."""
        for at, one in enumerate(value or ()):
            inner = Function if {"of", "combine", "cap"} & set(one) else Part
            made = self.record(replace(shape, record=inner), (*path, at), one, "", at, len(value), True)
            yield replace(made, label=f"{'Function' if inner is Function else 'Part'} {at + 1}")

    def worth(self, base: dict[str, Any], value: Any) -> FieldOf:
        """A walk-away: judged, the worth of a deal, or what may follow no deal."""
        path = base["path"]
        held = set(value) if isinstance(value, dict) else set()
        way = "none" if value is None else next(
            (how for how, key in (("deal", "deal"), ("follows", "aftermath")) if key in held), "value"
        )  # fmt: skip
        how = tuple(one for one in _HOW if one[0] in (way, "none", "value", "deal") or self.moves)
        parts: tuple[FieldOf, ...] = ()
        if way == "value":
            parts = (self.judgement(base, value),)
        elif way != "none":
            record = Fallback if way == "deal" else Expected
            wanted = ("deal", "aftermath", "note", "cite")
            parts = tuple(
                self.field(one, (*path, one.key), value.get(one.key))
                for one in shapes(record)
                if one.key in wanted
            )
        return FieldOf(**base, kind="judged", value=way, choices=how, parts=parts)
