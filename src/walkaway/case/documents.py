"""What is told of a negotiation and of its documents: conflicting accounts, and words that must stay."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from .base import TEXT_SCHEMA, Record, Text, fault
from .judgement import Cites
from .patterns import Cited

__all__ = ["Account", "Handling", "Kept", "Telling"]


class Telling(Cited):
    """One side of conflicting accounts: who tells it, and what of the case it would change.

    Attributes
    ----------
    title : str
        What is told, in a few words.
    by : str
        A party, or who else tells it.
    set : dict
        Dotted path → value in the form of the file; empty for what the case says as it is written.
    """

    title: Text
    by: Text = ""
    set: Annotated[
        dict[str, Any],
        Field(description="Place in the case, as record[1].offer.sanctions → what stands there instead."),
    ] = Field(default_factory=dict)
    note: Text = ""
    cites: Cites = ()


class Account(Record):
    """A question about what happened to which conflicting answers are told.

    Attributes
    ----------
    question : str
    told : dict of str to Telling
        Two or more, by name.
    settled : str
        The name of the one that is taken as true; empty leaves the case as it is written.
    """

    question: Text
    told: Annotated[dict[str, Telling], Field(min_length=2)]
    settled: Text = ""
    note: Text = ""


def _some_text(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise fault("an empty text", "at least one word")
    return " ".join(value.split()) if isinstance(value, str) else value


SomeText = Annotated[Text, BeforeValidator(_some_text), WithJsonSchema(TEXT_SCHEMA | {"pattern": r"\S"})]


class Kept(Record):
    """Words of a document that were set aside as not part of its text, and are restored."""

    document: Annotated[SomeText, Field(description="Its name in documents/, without the suffix.")]
    words: SomeText
    note: Text = ""


class Handling(Record):
    """What a person has decided about the reading of the documents."""

    keep: tuple[Kept, ...] = ()
