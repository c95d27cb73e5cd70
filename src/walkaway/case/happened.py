"""What happened: offers and acts, in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from .base import Text, described, fault
from .judgement import Cites
from .patterns import Cited, as_id, hint_of, renamed

__all__ = ["Deal", "Event"]


def _as_deal(value: object) -> object:
    if not isinstance(value, Mapping) or not value:
        raise fault(described(value), "a deal such as {issue: option}")
    return {key: as_id(item) for key, item in value.items()}


Deal = Annotated[dict[str, Text], BeforeValidator(_as_deal)]


def _as_offer(value: object) -> object:
    if not isinstance(value, Mapping) or not value:
        raise fault(described(value), "an offer such as {issue: option}")
    return _as_deal(value)


class Event(Cited):
    """One entry of the record: an offer or an act, by a party, in order.

    Attributes
    ----------
    offer : dict of str to str or None
        What was proposed; some issues may be left open.
    refuses : dict of str to str or None
        What was turned down by the act, in the same form.
    signs : dict of str to str or None
        What was agreed by the act, in the same form.
    read_as : dict of str to (dict of str to str)
        How another party understood some terms of the offer.
    """

    by: Text
    offer: Annotated[dict[str, Text], BeforeValidator(_as_offer)] | None = None
    act: Text = ""
    refuses: Annotated[dict[str, Text], BeforeValidator(_as_offer)] | None = None
    signs: Annotated[dict[str, Text], BeforeValidator(_as_offer)] | None = None
    read_as: dict[str, Annotated[dict[str, Text], BeforeValidator(_as_offer)]] = Field(default_factory=dict)
    when: Text = ""
    title: Text = ""
    note: Text = ""
    cites: Cites = ()

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            raise fault(described(value), "a mapping with by and either offer or act")
        if not {"offer", "act"} & set(value):
            raise fault(described(value), "an offer or an act", hint_of(value, ("offer", "act")))
        return renamed(value, cite="cites")
