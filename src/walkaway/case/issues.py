"""What is to be settled: issues with options, and issues with a range of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticKnownError

from ..numbers import number
from .base import TEXT_SCHEMA, Record, Schema, Text, described, fault
from .judgement import Cites, Exact, Judgement, Number, NumberPair, exact_number, number_pair, shown, written
from .patterns import Choice, Span, as_number

MOST_STEPS = 10_000
"""Most options that the steps of a range may make."""

Way = Literal["more", "less"]


class Titled(Record):
    """A record that may be written as its title alone."""

    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, str | Decimal):
            return {"title": str(value)}
        if not isinstance(value, Mapping):
            raise fault(described(value), "a title, or a mapping with title")
        return value

    @classmethod
    def _schema(cls, schema: Schema) -> Schema:
        return {"anyOf": [TEXT_SCHEMA, schema]}


class Option(Titled):
    """One way to settle an issue; it may carry a measured meaning with its unit."""

    title: Text
    means: Annotated[
        dict[str, Judgement], Field(description="What it measures: unit → judgement, as {usd_bn: [1, 2]}.")
    ] = Field(default_factory=dict)
    note: Text = ""
    cites: Cites = ()


def _as_range(value: object) -> object:
    low, high = number_pair(value, "[lowest, highest]", "the lowest before the highest")
    if low == high:
        hint = "a question that is settled is no issue"
        raise fault(f"[{low}, {high}]", "the lowest before the highest", hint)
    return low, high


_Range = Annotated[NumberPair, BeforeValidator(_as_range)]


class Issue(Record):
    """A question to be settled: options in the order in which they are shown, or a range of numbers."""

    title: Text
    note: Text = ""
    range: _Range | None = None
    step: Number | None = Field(None, description="Options low, low + step, …, high; else any number.")
    unit: Text = Field("", description="What the numbers count.")
    money: StrictBool = Field(False, description="The unit is money, which can be paid between parties.")
    direction: dict[str, Way] = Field({}, description="Who wants more, and who less.")
    # by id: of a range with a step its numbers in their shortest form, of one without a step none
    options: dict[str, Option] = Field(default=None, validate_default=True)

    @field_validator("step")
    @classmethod
    def _fits(cls, step: Exact | None, info: ValidationInfo) -> Exact | None:
        if step is None or "range" not in info.data:
            return step
        ends = info.data["range"]
        if ends is None:
            raise fault("a step", "a step beside a range", "range: [lowest, highest]")
        if step <= 0:
            raise fault(f"the step {written(step)}", "a step above 0")
        low, high = map(Fraction, ends)
        steps = (high - low) / Fraction(step)
        if steps.denominator != 1:
            last = written(exact_number(low + int(steps) * Fraction(step)))
            found = f"the step {written(step)}, which ends at {last}"
            raise fault(found, f"a step that ends at {written(exact_number(high))}")
        if steps > MOST_STEPS:
            found = f"a step that makes {int(steps) + 1:,} options"
            raise fault(found, f"at most {MOST_STEPS + 1:,}", "leave the step out for a real range")
        return step

    @field_validator("money", "direction")
    @classmethod
    def _needs_range(cls, value: Any, info: ValidationInfo) -> Any:
        if value and info.data.get("range", ()) is None:
            raise fault(str(info.field_name), f"{info.field_name} beside a range", "range: [lowest, highest]")
        return value

    @field_validator("options", mode="before")
    @classmethod
    def _either(cls, value: object, info: ValidationInfo) -> object:
        if info.data.get("range", ()) is not None:
            if value is not None:
                raise fault("options beside a range", "either options or a range")
            return {}
        if value is None:
            raise PydanticKnownError("missing")
        if value == {}:
            size = {"field_type": "Dictionary", "min_length": 1, "actual_length": 0}
            raise PydanticKnownError("too_short", size)
        return value

    @model_validator(mode="after")
    def _steps(self) -> Issue:
        """Make the options of a range with a step."""
        if self.range is not None and self.step is not None:
            low, high, step = Fraction(self.range[0]), Fraction(self.range[1]), Fraction(self.step)
            for number in (exact_number(low + k * step) for k in range(int((high - low) / step) + 1)):
                self.options[written(number)] = self._option(number)
        return self

    @property
    def real(self) -> bool:
        """Whether any number of the range will do, so that there is no list of options."""
        return self.range is not None and not self.options

    @property
    def listed(self) -> bool:
        """Whether any number of the range will do, and some of them are listed to be looked at."""
        return self.range is not None and self.step is None and bool(self.options)

    def at(self, numbers: Iterable[Fraction]) -> Issue:
        """A real range with some of its numbers for options; it is written, and counts, as before."""
        options = {written(one): self._option(one) for one in map(exact_number, numbers)}
        return type(self).model_construct(**{**dict(self), "options": options})

    def _option(self, number: Exact) -> Option:
        return Option.model_construct(title=self.labelled(number))

    @cached_property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Both ends of the range."""
        assert self.range is not None
        return Fraction(self.range[0]), Fraction(self.range[1])

    @cached_property
    def numbers(self) -> dict[str, Fraction]:
        """Option → number, of a range with a step."""
        found = ((option, as_number(option)) for option in self.options if self.range is not None)
        return {option: number for option, number in found if number is not None}

    def labelled(self, number: Exact) -> str:
        """A number with its unit."""
        return self._with_unit(shown(number))

    def near(self, value: Fraction) -> str:
        """Any number of the range with its unit, rounded to four digits that count if it is longer."""
        return self._with_unit(number(value, digits=4))

    def _with_unit(self, text: str) -> str:
        return f"{text} {self.unit}" if self.unit else text

    def chosen(self, choice: Choice) -> tuple[str, ...]:
        """The options of a choice in a pattern: those that are named, or that lie in the stretch."""
        if not isinstance(choice, Span):
            return choice
        return tuple(option for option, number in self.numbers.items() if choice.holds(exact_number(number)))

    @classmethod
    def _schema(cls, schema: Schema) -> Schema:
        options = {key: value for key, value in schema["properties"]["options"].items() if key != "default"}
        schema["properties"]["options"] = options | {"minProperties": 1}
        return {**schema, "oneOf": [{"required": ["options"]}, {"required": ["range"]}]}
