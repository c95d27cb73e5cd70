"""A judgement: a number, a range, a range with a likely value, or an order — with its cites.

Written in YAML as ``40``, ``[30, 50]``, ``{low: 30, likely: 35, high: 50}``, with words as
``{range: [30, 50], cite: "document: exact words", note: why}``, and orders as ``a > b = c``.
A range is never replaced by its midpoint in silence: :attr:`Judgement.central` is used only where a
result says that it speaks of the *central* realisation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from ..errors import nearest, quoted
from .base import TEXT_SCHEMA, Record, Text, described, fault

__all__ = ["CITE_SCHEMA", "Cite", "Cites", "Judgement", "Judgements", "Order", "shown"]

_FORMS = "a number, [low, high], {low, likely, high} or {value or range, cite, note}"
_CITE = 'text such as "document: exact words"'
_MAGNITUDE = Decimal(10) ** 16


class Cite(Record):
    """Exact words in a named document, written ``document: exact words``."""

    document: str
    words: str

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if isinstance(value, Mapping):
            if set(value) != {"document", "words"}:
                raise fault(described(value), _CITE, "put the text in quotes")
            value = f"{value['document']}: {value['words']}"
        if not isinstance(value, str):
            raise fault(described(value), _CITE)
        document, colon, words = value.partition(":")
        if not colon or not document.strip() or not words.strip():
            raise fault(described(value), _CITE)
        return {"document": document.strip(), "words": " ".join(words.split())}

    def __str__(self) -> str:
        return f"{self.document}: {self.words}"


def _as_cites(value: object) -> object:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list | tuple):
        raise fault(described(value), f"{_CITE}, or a list of them")
    return value


Cites = Annotated[tuple[Cite, ...], BeforeValidator(_as_cites)]


def _number(value: object, what: str = "a number") -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int | float):
        raise fault(described(value), what)
    number = Decimal(value) if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite() or abs(number) >= _MAGNITUDE:
        raise fault(described(value), "a finite number below 10^16")
    return number


class Judgement(Record):
    """A number, a range, or a range with a likely value.

    Attributes
    ----------
    low, high : Decimal
        Bounds, ``low <= high``; equal for a number that is certain.
    likely : Decimal or None
        Mode of a triangular judgement; None for a number or a plain range.
    cites : tuple of Cite
        The words it rests on; empty for an ungrounded judgement.
    note : str
        Why, and what the number assumes.
    """

    low: Decimal
    likely: Decimal | None = None
    high: Decimal
    cites: Cites = ()
    note: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if isinstance(value, Mapping):
            return cls._mapping(dict(value))
        return cls._bounds(value)

    @classmethod
    def _bounds(cls, value: object) -> dict[str, object]:
        if isinstance(value, list | tuple):
            if len(value) != 2:
                raise fault(described(list(value)), "two numbers, [low, high]")
            low, high = (_number(bound, "a number in [low, high]") for bound in value)
            if low > high:
                raise fault(f"[{low}, {high}]", "low before high", f"[{high}, {low}]?")
            return {"low": low, "high": high}
        number = _number(value, _FORMS)
        return {"low": number, "high": number}

    @classmethod
    def _mapping(cls, value: dict[str, Any]) -> dict[str, object]:
        if "cite" in value:
            value["cites"] = value.pop("cite")
        rest = {key: value.pop(key) for key in ("cites", "note") if key in value}
        shape = set(value)
        if shape == {"value"}:
            return cls._bounds(_number(value["value"])) | rest
        if shape == {"range"}:
            if not isinstance(value["range"], list | tuple):
                raise fault(described(value["range"]), "two numbers, [low, high]")
            return cls._bounds(value["range"]) | rest
        if shape in ({"low", "high"}, {"low", "likely", "high"}):
            if value.get("likely", 0) is None:
                del value["likely"]
            numbers = {key: _number(number, f"a number for {key}") for key, number in value.items()}
            cls._ordered(numbers)
            return numbers | rest
        known = ("value", "range", "low", "likely", "high", "cite", "note")
        unknown = sorted(shape - set(known))
        hint = nearest(unknown[0], known) if unknown else ""
        raise fault(described(value), _FORMS, hint)

    @staticmethod
    def _ordered(numbers: Mapping[str, Decimal]) -> None:
        low, high = numbers["low"], numbers["high"]
        if not low <= numbers.get("likely", low) <= high:
            text = ", ".join(f"{key} {number}" for key, number in numbers.items())
            raise fault(text, "low ≤ likely ≤ high")

    @property
    def exact(self) -> bool:
        """Whether the judgement is one number."""
        return self.low == self.high

    @property
    def grounded(self) -> bool:
        """Whether it rests on at least one cite."""
        return bool(self.cites)

    @property
    def central(self) -> Decimal:
        """The likely value where one is given, else the middle of the range."""
        return self.likely if self.likely is not None else (self.low + self.high) / 2

    def __str__(self) -> str:
        if self.exact:
            return shown(self.low)
        if self.likely is not None:
            return f"{shown(self.low)}–{shown(self.high)}, likely {shown(self.likely)}"
        return f"{shown(self.low)}–{shown(self.high)}"

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        number = {"type": "number"}
        pair = {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
        words = {"cite": CITE_SCHEMA, "note": TEXT_SCHEMA}
        return {
            "description": f"A judgement: {_FORMS}.",
            "anyOf": [
                number,
                pair,
                _closed({"value": number, **words}, ["value"]),
                _closed({"range": pair, **words}, ["range"]),
                _closed({"low": number, "likely": number, "high": number, **words}, ["low", "high"]),
            ],
        }


CITE_SCHEMA: dict[str, Any] = {
    "description": 'Exact words in a document of the case: "document: exact words".',
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
}


def _closed(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {
        "type": "object", "properties": properties, "required": required, "additionalProperties": False
    }  # fmt: skip


def shown(number: Decimal) -> str:
    """Write a number as people do: no exponent, no trailing zeros, thousands grouped."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Order(Record):
    """Names in order of importance, one or several chains of ties: ``a > b = c``.

    Attributes
    ----------
    chains : tuple of tuple of tuple of str
        Each chain is a sequence of groups from first to last; the names of a group are equal.
    """

    chains: tuple[tuple[tuple[str, ...], ...], ...]

    @classmethod
    def parse(cls, value: object) -> Order:
        """Read one chain or a list of chains.

        Raises
        ------
        PydanticCustomError
            If a chain has an empty place, or a name follows itself (a cycle).
        """
        chains = [value] if isinstance(value, str) else value
        if not isinstance(chains, list | tuple) or not chains:
            raise fault(described(value), 'an order such as "a > b = c"')
        parsed = tuple(cls._chain(chain) for chain in chains)
        order = cls(chains=parsed)
        cycle = order.cycle()
        if cycle:
            raise fault(f"a cycle: {' > '.join(cycle)}", "an order without cycles")
        return order

    @staticmethod
    def _chain(chain: object) -> tuple[tuple[str, ...], ...]:
        if not isinstance(chain, str):
            raise fault(described(chain), 'an order such as "a > b = c"')
        groups = tuple(tuple(name.strip() for name in group.split("=")) for group in chain.split(">"))
        if any(not name for group in groups for name in group):
            hint = "use > from the most to the least important" if re.search(r"[<≥≤,]", chain) else ""
            raise fault(quoted(chain), "a name between every > and =", hint)
        return groups

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name of the order, in order of first mention."""
        return tuple(dict.fromkeys(name for chain in self.chains for group in chain for name in group))

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Names that must be equal, joined across chains."""
        parent = {name: name for name in self.names}

        def root(name: str) -> str:
            while parent[name] != name:
                parent[name] = name = parent[parent[name]]
            return name

        for chain in self.chains:
            for group in chain:
                for name in group[1:]:
                    parent[root(name)] = root(group[0])
        joined: dict[str, list[str]] = {}
        for name in self.names:
            joined.setdefault(root(name), []).append(name)
        return tuple(tuple(members) for members in joined.values())

    @cached_property
    def above(self) -> frozenset[tuple[int, int]]:
        """Pairs (i, j) of group numbers where group i stands directly above group j."""
        number = {name: index for index, group in enumerate(self.groups) for name in group}
        return frozenset(
            (number[upper[0]], number[lower[0]]) for chain in self.chains for upper, lower in pairwise(chain)
        )

    def cycle(self) -> tuple[str, ...]:
        """Names of a cycle, first name repeated at the end; empty if there is none."""
        sorter: TopologicalSorter[int] = TopologicalSorter()
        for upper, lower in sorted(self.above):
            sorter.add(lower, upper)
        try:
            sorter.prepare()
        except CycleError as error:
            loop = error.args[1][1:]
            first = loop.index(min(loop))
            return tuple(self.groups[index][0] for index in (*loop[first:], *loop[: first + 1]))
        return ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Each chain as it is written."""
        return tuple(" > ".join(" = ".join(group) for group in chain) for chain in self.chains)

    def __str__(self) -> str:
        return ", ".join(self.texts)


class Judgements(Record):
    """Judgements over names (issues or options): one for each name, or an order of the names.

    Attributes
    ----------
    points : dict of str to Judgement
        Empty when an order is given.
    order : Order or None
    cites, note : as in :class:`Judgement`
        They speak for every point that has none of its own.
    """

    points: dict[str, Judgement] = Field(default_factory=dict)
    order: Order | None = None
    cites: Cites = ()
    note: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if isinstance(value, str) or (isinstance(value, list) and value):
            return {"order": Order.parse(value)}
        if not isinstance(value, Mapping) or not value:
            raise fault(described(value), 'judgements by name, or an order such as "a > b = c"')
        value = dict(value)
        if not {"points", "order"} & set(value):
            return {"points": value}
        if "cite" in value:
            value["cites"] = value.pop("cite")
        unknown = sorted(set(value) - {"points", "order", "cites", "note"})
        if unknown or len({"points", "order"} & set(value)) != 1:
            hint = nearest(unknown[0], ("points", "order", "cite", "note")) if unknown else ""
            raise fault(described(value), "either points or order, with cite and note", hint)
        if "order" in value and not isinstance(value["order"], Order):
            value["order"] = Order.parse(value["order"])
        return value

    @model_validator(mode="after")
    def _share_words(self) -> Judgements:
        words = {"cites": self.cites, "note": self.note}
        for name, point in self.points.items():
            update = {key: text for key, text in words.items() if text and not getattr(point, key)}
            if update:
                self.points[name] = point.model_copy(update=update)
        return self

    @property
    def grounded(self) -> bool:
        """Whether an order rests on at least one cite."""
        return bool(self.cites)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        judgement = Judgement.__get_pydantic_json_schema__(core, handler)
        order = {
            "description": "An order from most to least: a > b = c; several chains as a list.",
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        }
        words = {"cite": CITE_SCHEMA, "note": TEXT_SCHEMA}
        points = {"type": "object", "additionalProperties": judgement}
        return {
            "description": "Judgements by name, or an order of the names.",
            "anyOf": [
                order,
                points,
                _closed({"points": points, **words}, ["points"]),
                _closed({"order": order, **words}, ["order"]),
            ],
        }
