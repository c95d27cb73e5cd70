"""What happened, what is told of it, and what is known: record, accounts, documents, evidence.

The explanations that an item of evidence may name are a closed list, because each has a test of its own in
:mod:`walkaway.analysis.why.explanations`. Whatever an item does not name, it leaves as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

from .base import TEXT_SCHEMA, Record, Schema, Text, described, fault, number_fault, one_or_many
from .judgement import Cites
from .patterns import as_id, hint_of

DocumentKind = Literal[
    "news",
    "page",
    "transcript",
    "minutes",
    "email",
    "letter",
    "resolution",
    "treaty",
    "terms",
    "posts",
    "table",
]
DOCUMENT_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)
"""What a document may be; *news* is any running text of an author."""

EXPLANATIONS = (
    "no-zone", "wrong-package", "misperception", "bluff", "ratification", "commitment", "process", "illusory",
)  # fmt: skip
"""Ids of the competing explanations of an impasse, in the order in which they are shown."""


def _as(what: str) -> BeforeValidator:
    def read(value: object) -> object:
        if not isinstance(value, Mapping) or not value:
            raise fault(described(value), f"{what} such as {{issue: option}}")
        return {key: as_id(item) for key, item in value.items()}

    return BeforeValidator(read)


Deal = Annotated[dict[str, Text], _as("a deal")]
_Terms = Annotated[dict[str, Text], _as("an offer")]


class Event(Record):
    """One entry of the record: an offer, an act or a signature, by a party, in order."""

    _form = "a mapping with by, and offer, act or signs"

    by: Text
    offer: _Terms | None = Field(None, description="What was proposed; some issues may be left open.")
    act: Text = ""
    refuses: _Terms | None = Field(None, description="What was turned down by the act.")
    signs: _Terms | None = Field(None, description="What was agreed by the act.")
    read_as: dict[str, _Terms] = Field({}, description="How a party understood some terms of the offer.")
    when: Text = ""
    title: Text = ""
    note: Text = ""
    cites: Cites = ()

    @classmethod
    def _read(cls, value: Any) -> Any:
        value = super()._read(value)
        if "signs" in value and "act" not in value:
            return {**value, "act": "signs it"}
        if not {"offer", "act"} & set(value):
            keys = ("offer", "act", "signs")
            raise fault(described(value), "an offer, an act, or what it signs", hint_of(value, keys))
        return value


class Telling(Record):
    """One side of conflicting accounts: who tells it, and what of the case it would change."""

    title: Text  # what is told, in a few words
    by: Text = ""  # a party, or who else tells it
    set: Annotated[
        dict[str, Any],
        Field(description="Place in the case, as record[1].offer.sanctions → what stands there instead."),
    ] = Field(default_factory=dict)  # empty for what the case says as it is written
    note: Text = ""
    cites: Cites = ()


class Account(Record):
    """A question about what happened to which conflicting answers are told."""

    question: Text
    told: Annotated[dict[str, Telling], Field(min_length=2)]  # by name
    settled: Text = ""  # the one that is taken as true; empty leaves the case as it is written
    note: Text = ""


def _some_text(value: object) -> object:
    if isinstance(value, str) and not (value := " ".join(value.split())):
        raise fault("an empty text", "at least one word")
    return value


SomeText = Annotated[Text, BeforeValidator(_some_text), WithJsonSchema(TEXT_SCHEMA | {"pattern": r"\S"})]


class Kept(Record):
    """Words of a document that were set aside as not part of its text, and are restored."""

    document: Annotated[SomeText, Field(description="Its name in documents/, without the suffix.")]
    words: SomeText
    note: Text = ""


class Dismissed(Record):
    """Words of a document that reading took for a statement, and that are not to be offered as one."""

    document: Annotated[SomeText, Field(description="Its name in documents/, without the suffix.")]
    words: SomeText
    note: Text = ""


class Handled(Record):
    """What a person has decided about the reading of one document."""

    _form = "keep, reject, or a document with its kind, such as {kind: minutes}"

    kind: Annotated[DocumentKind, Field(description="What it is, where it was taken for something else.")]


class Handling(Record):
    """What a person has decided about the reading of the documents: of some by name, and of some words."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Handled]

    keep: tuple[Kept, ...] = ()
    reject: tuple[Dismissed, ...] = ()

    @property
    def kinds(self) -> dict[str, DocumentKind]:
        """The kind of each document for which a person has told it."""
        return {name: handled.kind for name, handled in (self.__pydantic_extra__ or {}).items()}


def _weight(value: object) -> object:
    good = isinstance(value, Decimal | int | float) and not isinstance(value, bool) and 0 <= value <= 1
    if not good:
        raise number_fault(value, "a weight from 0 to 1")
    return Decimal(str(value))


_NAME_SCHEMA = {"enum": list(EXPLANATIONS)}
_Names = Annotated[
    tuple[Text, ...],
    BeforeValidator(one_or_many),
    WithJsonSchema({"anyOf": [_NAME_SCHEMA, {"type": "array", "items": _NAME_SCHEMA}]}),
]


class Evidence(Record):
    """Something known, and which explanations of an impasse it speaks for or against."""

    _form = "an item with says, and for or against"

    says: Text  # in one sentence
    for_: Annotated[_Names, Field(alias="for", description="Explanations it is consistent with.")] = ()
    against: Annotated[_Names, Field(description="Explanations it is inconsistent with.")] = ()
    weight: Annotated[
        Decimal,
        BeforeValidator(_weight),
        WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
    ] = Decimal(1)  # credibility times relevance
    note: Text = ""
    cites: Cites = ()

    @classmethod
    def _schema(cls, schema: Schema) -> Schema:
        schema["properties"]["says"] = TEXT_SCHEMA
        return schema
