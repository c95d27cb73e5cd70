"""Judgements by name: one for each, an order of the names, or a form over the numbers of a range."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from ..errors import nearest, quoted
from .base import Record, Schema, Text, described, fault
from .judgement import NUMBER_SCHEMA, Cites, Judgement, Number, begins_unjudged, keys_schema, list_schema
from .written_amounts import amount

_OTHER_SIGNS = re.compile(r"[<≤≥⩾,;→:/|]+| (?:over|then|before|and|beats|vs\.?) |(?<= )[-–—]+(?= )")


def _chain(chain: object) -> tuple[tuple[str, ...], ...]:
    if not isinstance(chain, str):
        hint = f"write each with its name, {{name: {chain}}}" if isinstance(chain, Decimal) else ""
        raise fault(described(chain), 'an order such as "a > b = c"', hint)
    groups = tuple(tuple(name.strip() for name in group.split("=")) for group in chain.split(">"))
    if not all(map(all, groups)):
        hint = "use > from the most to the least important" if re.search(r"[<≥≤,]", chain) else ""
        raise fault(quoted(chain), "a name between every > and =", hint)
    return groups


class Order(Record):
    """Names in order of importance, one or several chains of groups of ties: ``a > b = c``."""

    chains: tuple[tuple[tuple[str, ...], ...], ...]

    @classmethod
    def parse(cls, value: object) -> Order:
        """Read one chain or a list of chains; a fault where a place is empty or a name follows itself."""
        chains = [value] if isinstance(value, str) else value
        if not isinstance(chains, list | tuple) or not chains:
            raise fault(described(value), 'an order such as "a > b = c"')
        order = cls(chains=tuple(map(_chain, chains)))
        if cycle := order.cycle():
            raise fault(f"a cycle: {' > '.join(cycle)}", "an order without cycles")
        return order

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

    def meant(self, known: Collection[str]) -> str:
        """The order that was meant where other signs stand between known names, else ``""``.

        ``price < date``, ``price, date``, ``price over date``; and ``60/40`` where the names should stand.
        """
        if len(self.names) != len(self.chains) or set(self.names) <= set(known):
            return ""
        chains = [[name.strip() for name in _OTHER_SIGNS.split(text)] for text in self.names]
        if all(len(chain) > 1 and set(chain) <= set(known) for chain in chains):
            rising = [re.search("[<≤]", text) is not None for text in self.names]
            pairs = zip(chains, rising, strict=True)
            return ", ".join(" > ".join(reversed(chain) if up else chain) for chain, up in pairs)
        [*numbers] = (amount(part) for part in chains[0])
        if len(chains) == 1 and len(numbers) == len(known) and all(numbers):
            values = (number.value for number in numbers if number)
            parts = (f"{name}: {value}" for name, value in zip(known, values, strict=True))
            return f"{{{', '.join(parts)}}}"
        return ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Each chain as it is written."""
        return tuple(" > ".join(" = ".join(group) for group in chain) for chain in self.chains)

    def __str__(self) -> str:
        return ", ".join(self.texts)


def _list_of(length: int, what: str) -> BeforeValidator:
    def check(value: object) -> object:
        if not isinstance(value, list | tuple) or len(value) != length:
            raise fault(described(value), what)
        return value

    return BeforeValidator(check)


_Ends = Annotated[tuple[Judgement, Judgement], _list_of(2, "two scores, [at the low end, at the high end]")]
_Corners = Annotated[
    tuple[Number, Number, Number], _list_of(3, "three numbers, [nothing up to, best at, nothing from]")
]
_FORMS = ("points", "order", "linear", "triangular")
_FULL = Judgement.model_validate(100)


class Judgements(Record):
    """Judgements over names (issues or options): one for each name, or an order of the names.

    On an issue with a range the scores may also be a form: ``linear`` between the scores of both ends, or
    ``triangular``; and ``points`` are the numbers of the range, with straight lines between them.
    """

    points: dict[str, Judgement] = Field(default_factory=dict)  # none beside an order or a form
    order: Order | None = None
    linear: _Ends | None = None  # scores at the low and at the high end of the range
    triangular: _Corners | None = None  # 0 up to the first, the peak at the second, 0 from the third
    peak: Judgement | None = None  # height of the triangle; None is 100
    cites: Cites = ()  # they speak, as the note does, for every judgement that has none of its own
    note: Text = ""

    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, str) or (isinstance(value, list) and value):
            return {"order": Order.parse(value)}
        if not isinstance(value, Mapping) or not value:
            raise fault(described(value), 'judgements by name, or an order such as "a > b = c"')
        form = [key for key in _FORMS if key in value]
        if not form:
            return {"points": value}
        known = (*_FORMS, "peak", "cite", "note")
        unknown = sorted({*value} - {*known, "cites"})
        if unknown or len(form) != 1 or ("peak" in value and form != ["triangular"]):
            hint = nearest(unknown[0], known) if unknown else ""
            expected = "one of points, order, linear and triangular, with cite and note"
            raise fault(described(value), expected, hint)
        if "order" in value and not isinstance(value["order"], Order):
            return {**value, "order": Order.parse(value["order"])}
        return value

    @model_validator(mode="after")
    def _share_words(self) -> Judgements:
        self.points.update({name: point.worded(self) for name, point in self.points.items()})
        return self

    @property
    def named(self) -> dict[str, Judgement]:
        """Every judgement by its name in a path: ``40``, ``linear[0]`` or ``peak``; of an order none."""
        if self.linear is not None:
            return {f"linear[{end}]": score.worded(self) for end, score in enumerate(self.linear)}
        return self.points if self.triangular is None else {"peak": (self.peak or _FULL).worded(self)}

    @property
    def unjudged(self) -> bool:
        """Whether an order is only a place for one, as its note says."""
        return begins_unjudged(self.note)

    @property
    def grounded(self) -> bool:
        """Whether an order rests on at least one cite."""
        return bool(self.cites)

    @classmethod
    def _schema(cls, schema: Schema) -> Schema:
        judgement = Judgement._schema({})
        order = {
            "description": "An order from most to least: a > b = c; several chains as a list.",
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        }
        points = {"type": "object", "additionalProperties": judgement}
        corners = list_schema(NUMBER_SCHEMA, 3)
        return {
            "description": "Judgements by name, or an order of the names.",
            "anyOf": [
                order,
                points,
                keys_schema("points", points=points),
                keys_schema("order", order=order),
                keys_schema("linear", linear=list_schema(judgement, 2)),
                keys_schema("triangular", triangular=corners, peak=judgement),
            ],
        }
