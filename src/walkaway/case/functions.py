"""Functions of deals: parts that pay where a pattern holds, joined by sum, min or max, capped, nested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from .base import Text, described, fault
from .judgement import Cites, Exact, Judgement, Number, number_in
from .patterns import Cited, When

__all__ = ["Function", "Part", "Weight"]


def _not_negative(value: object) -> Exact:
    number = number_in(value)
    if number < 0:
        raise fault(described(value), "a weight of 0 or more")
    return number


Weight = Annotated[Number, BeforeValidator(_not_negative)]


class Part(Cited):
    """Points where a pattern holds and 0 elsewhere; without ``when`` and ``unless`` everywhere."""

    when: When = Field(default_factory=dict)
    unless: When = Field(default_factory=dict)
    add: Judgement
    weight: Weight = Field(default=number_in(1))
    note: Text = ""
    cites: Cites = ()

    @property
    def judgement(self) -> Judgement:
        """The points, with the words of the part where they have none of their own."""
        return worded(self.add, self.cites, self.note)


def worded(judgement: Judgement, cites: Cites, note: str) -> Judgement:
    """A judgement with the words of what holds it where it has none of its own."""
    update: dict[str, Any] = {}
    if cites and not judgement.cites:
        update["cites"] = cites
    if note and not judgement.note:
        update["note"] = note
    return judgement.model_copy(update=update) if update else judgement


_FUNCTION, _PART = "as a function", "as a part"


def _kind(value: object) -> str:
    nested = isinstance(value, Mapping) and {"of", "combine", "cap"} & set(value)
    return _FUNCTION if nested or isinstance(value, Function) else _PART


class Function(Cited):
    """Parts put together: worth ``weight`` × the smaller of ``cap`` and the sum, least or greatest of them.

    Attributes
    ----------
    combine : {"sum", "min", "max"}
        Over all parts; one that does not hold counts as 0.
    weight : number
        0 or more.
    cap : number or None
    of : tuple of Part and Function
    """

    combine: Literal["sum", "min", "max"] = "sum"
    weight: Weight = Field(default=number_in(1))
    cap: Number | None = None
    of: Annotated[
        tuple[
            Annotated[
                Annotated[Function, Tag(_FUNCTION)] | Annotated[Part, Tag(_PART)], Discriminator(_kind)
            ],
            ...,
        ],
        Field(min_length=1),
    ]
    note: Text = ""
    cites: Cites = ()

    def judgements(self, path: str) -> list[tuple[str, Judgement]]:
        """The points of every part, nested ones included, each with its path."""
        found: list[tuple[str, Judgement]] = []
        for index, part in enumerate(self.of):
            place = f"{path}.of[{index}]"
            inner = (
                part.judgements(place) if isinstance(part, Function) else [(f"{place}.add", part.judgement)]
            )
            found += inner
        return found

    @property
    def capped(self) -> bool:
        """Whether it, or a function inside it, has a cap."""
        return self.cap is not None or any(isinstance(part, Function) and part.capped for part in self.of)

    def parts(self) -> Iterator[Part]:
        """Every part, nested ones included."""
        for part in self.of:
            if isinstance(part, Function):
                yield from part.parts()
            else:
                yield part
