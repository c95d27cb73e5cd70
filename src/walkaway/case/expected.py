"""A walk-away that is worth what follows no deal: states of the aftermath, each with a value and a chance.

The chances are the party's own, and relative: 60 and 40 say what 3 and 2 say. The walk-away is the mean of
the values, weighted by them. With ranges its lowest and highest values are exact: at both, every value and
every chance is at one of its ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from operator import mul
from typing import Annotated, Any

from pydantic import AfterValidator, Field, InstanceOf, model_validator

from ..numbers import number
from .aftermath import Taken
from .base import Record, Schema, Text, described, fault
from .judgement import Cites, Exact, Judgement, exact_number

_COMPUTED = ("low", "likely", "high")


def _chance(chance: Judgement) -> Judgement:
    if chance.low < 0 or chance.high == 0:
        raise fault(described(chance.low if chance.low < 0 else chance.high), "a chance above 0")
    return chance


class Following(Record):
    """States that may follow no deal, what they are worth to a party, and how likely it thinks they are."""

    _form = "{when, value, chance}"

    when: Taken
    value: Judgement
    chance: Annotated[Judgement, AfterValidator(_chance)]
    note: Text = ""
    cites: Cites = ()


class Expected(Judgement):
    """The walk-away that follows from an aftermath: a judgement whose numbers are computed.

    ``low`` and ``high`` are its extremes, ``likely`` is its value where all it rests on is central.

    Examples
    --------
    >>> calm = {"when": {"tests": False}, "value": [40, 60], "chance": 3}
    >>> Expected.model_validate({"aftermath": [calm, {"when": {"tests": True}, "value": 0, "chance": 2}]})
    Expected(24–36, likely 30, from what follows no deal)
    """

    low: InstanceOf[Decimal] | InstanceOf[Fraction] = Decimal(0)
    high: InstanceOf[Decimal] | InstanceOf[Fraction] = Decimal(0)
    aftermath: Annotated[tuple[Following, ...], Field(min_length=1)]

    @classmethod
    def _read(cls, value: Any) -> Any:
        return {key: item for key, item in value.items() if key not in _COMPUTED}

    @model_validator(mode="after")
    def _compute(self) -> Expected:
        for name, value in zip(_COMPUTED, _numbers(self.aftermath), strict=True):
            object.__setattr__(self, name, value)
        return self

    @property
    def unjudged(self) -> bool:
        """Whether a value or a chance that it rests on is still to be judged."""
        return super().unjudged or any(one.value.unjudged or one.chance.unjudged for one in self.aftermath)

    @property
    def grounded(self) -> bool:
        """Whether it, or something that it rests on, has a cite."""
        return bool(self.every_cite)

    @property
    def every_cite(self) -> Cites:
        """Its own cites, then those of what it rests on."""
        inner = (part for one in self.aftermath for part in (one, one.value, one.chance))
        return (*self.cites, *(cite for part in inner for cite in part.cites))

    def as_number(self) -> Judgement:
        """The same numbers as a judgement that rests on nothing else."""
        return Judgement(
            low=self.low, likely=self.likely, high=self.high, cites=self.every_cite, note=self.note
        )

    def __str__(self) -> str:
        return f"{self.numbers}, from what follows no deal"

    @property
    def numbers(self) -> str:
        """Its numbers in words, rounded where a fraction would be long."""
        return self.with_numbers(number)

    def __repr__(self) -> str:
        return f"Expected({self})"

    @classmethod
    def _schema(cls, schema: Schema) -> Schema:
        kept = {key: schema["properties"][key] for key in ("aftermath", "cite", "note")}
        return {
            "type": "object", "description": "The walk-away that follows from the aftermath.",
            "properties": kept, "required": ["aftermath"], "additionalProperties": False,
        }  # fmt: skip


def _numbers(parts: Sequence[Following]) -> tuple[Exact, Exact | None, Exact]:
    """The least that some parts are worth together, the central value where it is not all, and the most."""
    chances = [(Fraction(one.chance.low), Fraction(one.chance.high)) for one in parts]
    low = -_most([-Fraction(one.value.low) for one in parts], chances)
    high = _most([Fraction(one.value.high) for one in parts], chances)
    weights = [Fraction(one.chance.central) for one in parts]
    likely = None
    if low < high and any(weights):
        worth = [Fraction(one.value.central) for one in parts]
        likely = exact_number(sum(map(mul, weights, worth), Fraction(0)) / sum(weights))
    return exact_number(low), likely, exact_number(high)


def _most(values: Sequence[Fraction], chances: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """The highest mean: the best few have their highest chance, the others their lowest, for some number."""
    order = sorted(range(len(values)), key=lambda place: -values[place])
    means = []
    for many in range(len(order) + 1):
        weights = [chances[place][rank < many] for rank, place in enumerate(order)]
        if any(weights):
            worth = [weight * values[place] for weight, place in zip(weights, order, strict=True)]
            means.append(sum(worth, Fraction(0)) / sum(weights))
    return max(means)
