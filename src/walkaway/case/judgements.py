"""Judgements by name: one for each, an order of the names, or a form over the numbers of a range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from ..errors import nearest
from .base import TEXT_SCHEMA, Record, Text, described, fault
from .judgement import CITE_SCHEMA, NUMBER_SCHEMA, Cites, Judgement, Number, begins_unjudged, closed
from .order import Order

__all__ = ["Judgements"]


def _as_ends(value: object) -> object:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise fault(described(value), "two scores, [at the low end, at the high end]")
    return value


def _as_corners(value: object) -> object:
    if not isinstance(value, list | tuple) or len(value) != 3:
        raise fault(described(value), "three numbers, [nothing up to, best at, nothing from]")
    return value


_FORMS = ("points", "order", "linear", "triangular")
_KEYS = (*_FORMS, "peak", "cite", "note")
_FULL = Judgement.model_validate(100)


class Judgements(Record):
    """Judgements over names (issues or options): one for each name, or an order of the names.

    On an issue with a range the scores may also be a form: ``linear`` between the scores of both ends, or
    ``triangular``; and ``points`` are the numbers of the range, with straight lines between them.

    Attributes
    ----------
    points : dict of str to Judgement
        Empty when an order or a form is given.
    order : Order or None
    linear : tuple of two Judgement, or None
        Scores at the low and at the high end of the range.
    triangular : tuple of three numbers, or None
        0 up to the first, the peak at the second, 0 from the third.
    peak : Judgement or None
        Height of the triangle; None is 100.
    cites, note : as in :class:`Judgement`
        They speak for every judgement that has none of its own.
    """

    points: dict[str, Judgement] = Field(default_factory=dict)
    order: Order | None = None
    linear: Annotated[tuple[Judgement, Judgement], BeforeValidator(_as_ends)] | None = None
    triangular: Annotated[tuple[Number, Number, Number], BeforeValidator(_as_corners)] | None = None
    peak: Judgement | None = None
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
        if not set(_FORMS) & set(value):
            return {"points": value}
        if "cite" in value:
            value["cites"] = value.pop("cite")
        unknown = sorted(set(value) - {*_FORMS, "peak", "cites", "note"})
        form = [key for key in _FORMS if key in value]
        if unknown or len(form) != 1 or ("peak" in value and form != ["triangular"]):
            hint = nearest(unknown[0], _KEYS) if unknown else ""
            expected = "one of points, order, linear and triangular, with cite and note"
            raise fault(described(value), expected, hint)
        if "order" in value and not isinstance(value["order"], Order):
            value["order"] = Order.parse(value["order"])
        return value

    @model_validator(mode="after")
    def _share_words(self) -> Judgements:
        for name, point in self.points.items():
            self.points[name] = self._worded(point)
        return self

    def _worded(self, point: Judgement) -> Judgement:
        """A judgement with the words of the group where it has none of its own."""
        words = {"cites": self.cites, "note": self.note}
        update = {key: text for key, text in words.items() if text and not getattr(point, key)}
        return point.model_copy(update=update) if update else point

    @property
    def named(self) -> dict[str, Judgement]:
        """Every judgement by its name in a path: ``40``, ``linear[0]`` or ``peak``; of an order none."""
        if self.linear is not None:
            return {f"linear[{end}]": self._worded(score) for end, score in enumerate(self.linear)}
        if self.triangular is not None:
            return {"peak": self._worded(self.peak or _FULL)}
        return self.points

    @property
    def unjudged(self) -> bool:
        """Whether an order is only a place for one, as its note says."""
        return begins_unjudged(self.note)

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
        ends = {"type": "array", "items": judgement, "minItems": 2, "maxItems": 2}
        corners = {"type": "array", "items": NUMBER_SCHEMA, "minItems": 3, "maxItems": 3}
        words = {"cite": CITE_SCHEMA, "note": TEXT_SCHEMA}
        points = {"type": "object", "additionalProperties": judgement}
        return {
            "description": "Judgements by name, or an order of the names.",
            "anyOf": [
                order,
                points,
                closed({"points": points, **words}, ["points"]),
                closed({"order": order, **words}, ["order"]),
                closed({"linear": ends, **words}, ["linear"]),
                closed({"triangular": corners, "peak": judgement, **words}, ["triangular"]),
            ],
        }
