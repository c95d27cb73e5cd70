"""A judgement: a number, a range, or a range with a likely value — with its cites.

A range is never replaced by its midpoint in silence: :attr:`Judgement.central` is used only where a result
says that it speaks of the *central* realisation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AliasChoices, BeforeValidator, Field, InstanceOf, WithJsonSchema
from pydantic_core import PydanticCustomError

from ..errors import nearest, quoted
from .base import CITE_SCHEMA, TEXT_SCHEMA, Record, Schema, Text, described, fault, number_fault

Exact = Decimal | Fraction
"""A number as it was written: a decimal, or a fraction that no finite decimal equals."""

TO_BE_JUDGED = "to be judged"
"""Holds the place of a judgement that nobody has made."""

WRITTEN = "a number, [low, high], {low, likely, high} or {value or range, cite, note}"
_CITE = 'text such as "document: exact words"'
_MAGNITUDE = 10**16
_RATIO = re.compile(r"[-+]?[0-9]{1,60}/[0-9]{1,60}")
_DECIMALS = 30


class Cite(Record):
    """Exact words in a named document, written ``document: exact words``."""

    document: str
    words: str

    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, Mapping):
            if set(value) != {"document", "words"}:
                raise fault(described(value), _CITE, "put the text in quotes")
            value = f"{value['document']}: {value['words']}"
        document, _, words = value.partition(":") if isinstance(value, str) else ("", "", "")
        if not document.strip() or not words.strip():
            raise fault(described(value), _CITE)
        return {"document": document.strip(), "words": " ".join(words.split())}

    def __str__(self) -> str:
        return f"{self.document}: {self.words}"


def _as_cites(value: object) -> object:
    if not isinstance(value, str | list | tuple):
        raise fault(described(value), f"{_CITE}, or a list of them")
    return (value,) if isinstance(value, str) else value


Cites = Annotated[
    tuple[Cite, ...],
    BeforeValidator(_as_cites),
    Field(validation_alias=AliasChoices("cite", "cites")),
]
"""The words that a record rests on: ``cite`` in a file."""


def exact_number(number: Fraction) -> Exact:
    """Give a fraction as a decimal where one of at most 30 places equals it, else as it is."""
    bottom, twos, fives = number.denominator, 0, 0
    while bottom % 2 == 0:
        bottom, twos = bottom // 2, twos + 1
    while bottom % 5 == 0:
        bottom, fives = bottom // 5, fives + 1
    places = max(twos, fives)
    if bottom != 1 or places > _DECIMALS:
        return number
    digits = abs(number.numerator) * 10**places // number.denominator
    return Decimal((int(number < 0), tuple(map(int, str(digits))), -places))


def number_in(value: object, what: str = "a number") -> Exact:
    """Read a number of a case file; a fault if it is none, not finite, or 10^16 or more."""
    if isinstance(value, str) and _RATIO.fullmatch(value):
        top, _, bottom = value.partition("/")
        if int(bottom) == 0:
            raise fault(quoted(value), "a fraction whose lower part is not 0")
        value = Fraction(int(top), int(bottom))
    if isinstance(value, bool) or not isinstance(value, Decimal | Fraction | int | float):
        raise number_fault(value, what)
    number: Exact = Decimal(str(value)) if isinstance(value, int | float) else value
    endless = isinstance(number, Decimal) and not number.is_finite()
    if endless or not -_MAGNITUDE < number < _MAGNITUDE:
        raise fault(described(value), "a finite number below 10^16")
    return Decimal(number) if isinstance(number, Decimal) else exact_number(number)


def number_where(fits: Callable[[Exact], bool], expected: str) -> BeforeValidator:
    """Read a number of a certain kind."""

    def read(value: object) -> Exact:
        number = number_in(value)
        if not fits(number):
            raise fault(described(value), expected)
        return number

    return BeforeValidator(read)


def number_pair(value: object, form: str, rising: str) -> tuple[Exact, Exact]:
    """Read a list of two numbers, the lower one first."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise number_fault(value, f"two numbers, {form}", single=False)
    try:
        first, second = (number_in(one, f"a number in {form}") for one in value)
    except PydanticCustomError as error:
        if error.type != "number" or error.context is None:
            raise
        found = error.context["found"]
        raise number_fault(value, f"a number in {form}", found=found, single=False) from None
    if first > second:
        found = f"[{', '.join(map(str, value))}]"
        raise number_fault(value, rising, found=found, single=False)
    return first, second


NUMBER_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": "^[-+]?[0-9]+/[0-9]+$"}]
}
Number = Annotated[
    InstanceOf[Decimal] | InstanceOf[Fraction], BeforeValidator(number_in), WithJsonSchema(NUMBER_SCHEMA)
]


def list_schema(item: dict[str, Any], length: int) -> dict[str, Any]:
    """JSON Schema of a list of so many items."""
    return {"type": "array", "items": item, "minItems": length, "maxItems": length}


NumberPair = Annotated[tuple[Number, Number], WithJsonSchema(list_schema(NUMBER_SCHEMA, 2))]


class Judgement(Record):
    """A number, a range, or a range with a likely value.

    In YAML ``40``, ``1/3`` (exact), ``[30, 50]``, ``{low: 30, likely: 35, high: 50}``; with words
    ``{range: [30, 50], cite: "document: exact words", note: why}``.
    """

    low: InstanceOf[Decimal] | InstanceOf[Fraction]  # equal to high for a number that is certain
    likely: InstanceOf[Decimal] | InstanceOf[Fraction] | None = None  # the mode, of a triangular judgement
    high: InstanceOf[Decimal] | InstanceOf[Fraction]
    open: bool = False  # nobody has made it: the bounds 0 and 100 only hold its place
    cites: Cites = ()  # the words it rests on; none for an ungrounded judgement
    note: Text = ""  # why, and what the number assumes

    @classmethod
    def _read(cls, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return _bounds(value)
        words = {key: value[key] for key in ("cite", "cites", "note") if key in value}
        bare = {key: item for key, item in value.items() if key not in words}
        return _bounds_by_name(bare) | words

    @property
    def exact(self) -> bool:
        """Whether the judgement is one number."""
        return self.low == self.high

    @property
    def unjudged(self) -> bool:
        """Whether nobody has made it yet: written ``to be judged``, or with a note that begins so."""
        return self.open or begins_unjudged(self.note)

    @property
    def grounded(self) -> bool:
        """Whether it rests on at least one cite."""
        return bool(self.cites)

    @property
    def central(self) -> Exact:
        """The likely value where one is given, else the middle of the range."""
        if self.likely is not None:
            return self.likely
        if self.exact:
            return self.low
        if isinstance(self.low, Decimal) and isinstance(self.high, Decimal):
            return (self.low + self.high) / 2
        return (Fraction(self.low) + Fraction(self.high)) / 2

    def worded(self, holder: Any) -> Judgement:
        """The judgement with the words of what holds it where it has none of its own."""
        words = {key: getattr(holder, key) for key in ("cites", "note") if not getattr(self, key)}
        return self.model_copy(update=words) if any(words.values()) else self

    def __str__(self) -> str:
        if self.open:
            return TO_BE_JUDGED
        return self.with_numbers(shown)

    def with_numbers(self, said: Callable[[Exact], str]) -> str:
        """Its numbers in words, each said in some way."""
        if self.exact:
            return said(self.low)
        ends = f"{said(self.low)}{'–' if self.low >= 0 else ' to '}{said(self.high)}"
        return ends if self.likely is None else f"{ends}, likely {said(self.likely)}"

    @classmethod
    def _schema(cls, schema: Schema) -> Schema:
        number, pair = NUMBER_SCHEMA, list_schema(NUMBER_SCHEMA, 2)
        return {
            "description": f"A judgement: {WRITTEN}.",
            "anyOf": [
                number,
                pair,
                {"const": TO_BE_JUDGED},
                keys_schema("value", value={"anyOf": [number, {"const": TO_BE_JUDGED}]}),
                keys_schema("range", range=pair),
                keys_schema("low", "high", low=number, likely=number, high=number),
            ],
        }


def begins_unjudged(text: str) -> bool:
    """Whether a note says that its judgement is still to be made."""
    return " ".join(text.split(maxsplit=3)[:3]).casefold().startswith(TO_BE_JUDGED)


def _bounds(value: object) -> dict[str, object]:
    """A number, two, or the words that hold the place of one."""
    if isinstance(value, list | tuple):
        return _range(value)
    if isinstance(value, str) and " ".join(value.split()).casefold() == TO_BE_JUDGED:
        return {"low": Decimal(0), "high": Decimal(100), "open": True}
    try:
        number = number_in(value, WRITTEN)
    except PydanticCustomError as error:
        if error.type != "number":
            raise
        raise number_fault(value, WRITTEN, single=False) from None
    return {"low": number, "high": number}


def _range(value: object) -> dict[str, object]:
    low, high = number_pair(value, "[low, high]", "low before high")
    return {"low": low, "high": high}


def _bounds_by_name(bare: dict[str, Any]) -> dict[str, object]:
    """The same of a mapping without its words."""
    shape = set(bare)
    if shape == {"value"}:
        held = bare["value"]
        return _bounds(held if isinstance(held, str) and "judged" in held else number_in(held))
    if shape == {"range"}:
        return _range(bare["range"])
    if shape in ({"low", "high"}, {"low", "likely", "high"}):
        numbers: dict[str, Any] = {
            key: number_in(number, f"a number for {key}")
            for key, number in bare.items()
            if key != "likely" or number is not None
        }
        if not numbers["low"] <= numbers.get("likely", numbers["low"]) <= numbers["high"]:
            text = ", ".join(f"{key} {number}" for key, number in numbers.items())
            raise fault(text, "low ≤ likely ≤ high")
        return numbers
    known = ("value", "range", "low", "likely", "high", "cite", "note")
    unknown = sorted(shape - set(known))
    if unknown and (hint := nearest(unknown[0], known)):
        raise fault(described(bare), WRITTEN, hint)
    raise number_fault(bare, WRITTEN, single=False)


def keys_schema(*required: str, **properties: dict[str, Any]) -> dict[str, Any]:
    """JSON Schema of a mapping with these keys, cite and note, and no others."""
    words = {"cite": CITE_SCHEMA, "note": TEXT_SCHEMA}
    return {
        "type": "object", "properties": {**properties, **words}, "required": [*required],
        "additionalProperties": False,
    }  # fmt: skip


def shown(number: Exact) -> str:
    """Write a number as people do: no exponent, no trailing zeros, thousands grouped; a fraction as 1/3.

    >>> shown(Decimal("-1234.50")), shown(Fraction(-1, 3)), shown(Decimal("-0"))
    ('−1,234.5', '−1/3', '0')
    """
    if isinstance(number, Fraction):
        text = str(abs(number))
    else:
        text = f"{abs(number):,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"−{text}" if number < 0 else text


def written(number: Exact) -> str:
    """Write a number in its shortest form, as ids of options are: ``0``, ``-2.5``, ``1/3``."""
    return shown(number).replace(",", "").replace("−", "-")
