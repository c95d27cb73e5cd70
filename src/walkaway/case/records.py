"""The words of a case as frozen records: reading the classes is reading the file format.

A :class:`Case` holds parties, ratifiers, the agreement rule, issues with options, impossible patterns,
preferences, the record of what happened, conflicting accounts of it (:mod:`walkaway.case.documents`), and
notes. Names are checked against each other in :mod:`walkaway.case.names`, the meaning of the numbers in
:mod:`walkaway.analysis.sense`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
)

from .agreement import Agreement
from .base import TEXT_SCHEMA, Record, Text, described, fault
from .documents import Account, Handling
from .functions import Function, Part
from .happened import Deal, Event
from .issues import Issue, Option, Titled
from .judgement import Cites, Exact, Judgement, Number, number_in
from .judgements import Judgements
from .patterns import Cited, Interaction, Pattern, Span, as_number
from .weighing import Evidence

__all__ = [
    "Agreement",
    "Belief",
    "Case",
    "Event",
    "Evidence",
    "Fallback",
    "Function",
    "Interaction",
    "Issue",
    "Option",
    "Part",
    "Party",
    "Pattern",
    "Preference",
    "Ratifier",
    "Span",
]


def _one_is_enough(value: object) -> object:
    return [value] if isinstance(value, str) else value


Texts = Annotated[
    tuple[Text, ...],
    BeforeValidator(_one_is_enough),
    WithJsonSchema({"anyOf": [TEXT_SCHEMA, {"type": "array", "items": TEXT_SCHEMA}]}),
]


class Party(Titled):
    """Who negotiates."""

    title: Annotated[Text, Field(description="Name in full.")]
    short: Annotated[Text, Field(description="Short name for charts and tables.")] = ""
    aliases: Annotated[
        Texts, Field(description="Who else speaks for it in the documents: people, offices.")
    ] = ()
    note: Text = ""

    @property
    def label(self) -> str:
        """The short name where there is one, else the title."""
        return self.short or self.title


class Ratifier(Party):
    """A party that must also accept, on behalf of one of the parties."""

    for_: Annotated[Text, Field(alias="for", description="The party it ratifies for.")]


class Fallback(Cited):
    """A walk-away that is worth what a certain deal is worth: ``{deal: {issue: option}}``."""

    deal: Deal
    note: Text = ""
    cites: Cites = ()

    def __str__(self) -> str:
        return f"the worth of {', '.join(f'{issue}: {option}' for issue, option in self.deal.items())}"


_FALLBACK, _NUMBER = "as a deal", "as a judgement"


def _kind(value: object) -> str:
    return (
        _FALLBACK
        if isinstance(value, Fallback) or (isinstance(value, Mapping) and "deal" in value)
        else _NUMBER
    )


WalkAway = Annotated[
    Annotated[Judgement, Tag(_NUMBER)] | Annotated[Fallback, Tag(_FALLBACK)], Discriminator(_kind)
]


def _rate(value: object) -> Exact:
    number = number_in(value)
    if not 0 < number <= 1:
        raise fault(described(value), "a number above 0 and at most 1")
    return number


class Belief(Record):
    """What one party thinks another's judgements are; every part is optional."""

    walk_away: WalkAway | None = None
    weights: Judgements | None = None
    scores: dict[str, Judgements] = Field(default_factory=dict)
    interactions: tuple[Interaction, ...] | None = None
    functions: tuple[Function, ...] | None = None
    red_lines: tuple[Pattern, ...] | None = None


class Preference(Record):
    """What one party wants.

    Attributes
    ----------
    scale : str
        Unit of the party's own scale, for display.
    walk_away : Judgement, Fallback or None
        Value of no deal on the party's total scale, or the deal that it is worth; None is taken as 0 and
        said so.
    weights : Judgements or None
        Importance of issues. Without weights, scores are points that add up. With weights, scores run
        from 0 to 100 within an issue and the value is the weighted mean, 0–100.
    scores : dict of str to Judgements
        Issue → option → score. An issue that is left out is worth 0 whatever its option.
    interactions, red_lines : tuple
        Patterns that add points; patterns the party never accepts.
    functions : tuple of Function
        Points that do not simply add up: the least or greatest of parts, sums with a cap.
    cap : number or None
        The most that any deal is worth.
    discount : number or None
        At relative time t (0 to 1) a deal, and walking away, is worth value · discount^t.
    believes : dict of str to Belief
        What this party thinks of another party's judgements.
    """

    scale: Text = "points"
    walk_away: WalkAway | None = None
    weights: Judgements | None = None
    scores: Annotated[dict[str, Judgements], Field(min_length=1)]
    interactions: tuple[Interaction, ...] = ()
    functions: tuple[Function, ...] = ()
    cap: Number | None = None
    discount: Annotated[Number, BeforeValidator(_rate)] | None = None
    red_lines: tuple[Pattern, ...] = ()
    believes: dict[str, Belief] = Field(default_factory=dict)

    @property
    def exact(self) -> bool:
        """Whether every judgement of the preference is one number."""
        groups = [*self.scores.values(), *((self.weights,) if self.weights is not None else ())]
        points = [point for group in groups for point in group.named.values()]
        points += [interaction.add for interaction in self.interactions]
        points += [add for function in self.functions for _, add in function.judgements("")]
        points += [self.walk_away] if isinstance(self.walk_away, Judgement) else []
        return all(point.exact for point in points) and all(group.order is None for group in groups)

    def seen_as(self, belief: Belief) -> Preference:
        """Put the believed parts in place of its own."""
        update: dict[str, Any] = {
            key: getattr(belief, key)
            for key in ("walk_away", "weights", "interactions", "functions", "red_lines")
            if getattr(belief, key) is not None
        }
        return self.model_copy(update={**update, "scores": {**self.scores, **belief.scores}})


def _version(value: object) -> object:
    if isinstance(value, bool) or value != 1:
        raise fault(described(value), "case: 1, the version of the format")
    return 1


class Case(Record):
    """Everything about one negotiation, as read from its file.

    Only ``case``, ``title``, ``parties``, ``issues`` and ``preferences`` are required.
    """

    case: Annotated[Literal[1], BeforeValidator(_version), Field(description="Version of the format.")]
    title: Text
    question: Text = ""
    as_of: Text = ""
    about: Text = ""
    sources: Texts = ()
    parties: Annotated[dict[str, Party], Field(min_length=2)]
    ratifiers: dict[str, Ratifier] = Field(default_factory=dict)
    third_parties: dict[str, Party] = Field(default_factory=dict)
    agreement: Agreement = Agreement.model_validate("all")
    issues: Annotated[dict[str, Issue], Field(min_length=1)]
    impossible: tuple[Pattern, ...] = ()
    preferences: dict[str, Preference]
    record: tuple[Event, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    accounts: dict[str, Account] = Field(default_factory=dict)
    documents: Handling = Handling()
    notes: Texts = ()

    @cached_property
    def everyone(self) -> tuple[str, ...]:
        """Ids of all who must be asked: parties first, then ratifiers."""
        return (*self.parties, *self.ratifiers)

    def label(self, who: str) -> str:
        """Short display name of a party, a ratifier or a third party."""
        return (self.parties.get(who) or self.ratifiers.get(who) or self.third_parties[who]).label

    def issue_label(self, issue: str) -> str:
        """Title of an issue."""
        return self.issues[issue].title

    def option_label(self, issue: str, option: str) -> str:
        """Title of an option; of a real range the number with its unit."""
        record = self.issues[issue]
        number = as_number(option) if record.real else None
        return record.options[option].title if number is None else record.near(number)

    def chosen(self, issue: str, choice: tuple[str, ...] | Span) -> tuple[str, ...]:
        """The options of an issue that a choice in a pattern names; of a stretch those that lie in it."""
        return self.issues[issue].chosen(choice)

    @property
    def offers(self) -> tuple[Event, ...]:
        """The offers on record, in order."""
        return tuple(event for event in self.record if event.offer is not None)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the case's content; comments and layout do not change it."""
        import hashlib
        import json

        from .write import to_plain

        text = json.dumps(to_plain(self), sort_keys=False, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def judgements(self) -> Iterator[tuple[str, Judgement | Judgements]]:
        """Every judgement of the case with its path; an order comes as a whole.

        Yields
        ------
        path : str
            As in fault messages, ``preferences.us.scores.sanctions.five``.
        judgement : Judgement or Judgements
        """
        for issue, record in self.issues.items():
            for option, meaning in record.options.items():
                for unit, value in meaning.means.items():
                    words = {"cites": value.cites or meaning.cites, "note": value.note or meaning.note}
                    yield f"issues.{issue}.options.{option}.means.{unit}", value.model_copy(update=words)
        for who, preference in self.preferences.items():
            yield from _judgements_of(f"preferences.{who}", preference)
            for other, belief in preference.believes.items():
                yield from _judgements_of(f"preferences.{who}.believes.{other}", belief)

    def with_parts(self, **parts: Any) -> Case:
        """Give the case with other parts in place of its own; what was computed of it is computed anew.

        Parameters
        ----------
        **parts
            Field → records, checked by whoever makes them.
        """
        kept = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_construct(**{**kept, **parts})

    def to_dict(self) -> dict[str, Any]:
        """Give the case as plain data in the shape of its file."""
        from .write import to_plain

        plain: dict[str, Any] = to_plain(self)
        return plain

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """What stands at the prompt and in ``str()``: title and counts; ``to_dict()`` has everything."""
        yield None, self.title if len(self.title) <= 100 else self.title[:99] + "…"
        for name in ("parties", "ratifiers", "issues", "record"):
            yield name, len(getattr(self, name))

    def _repr_html_(self) -> str:
        from .show import case_html

        return case_html(self)


def _judgements_of(path: str, part: Preference | Belief) -> Iterator[tuple[str, Judgement | Judgements]]:
    if isinstance(part.walk_away, Judgement):
        yield f"{path}.walk_away", part.walk_away
    for where, group in (
        *((("weights", part.weights),) if part.weights is not None else ()),
        *((f"scores.{issue}", scores) for issue, scores in part.scores.items()),
    ):
        if group.order is not None:
            yield f"{path}.{where}", group
        for name, point in group.named.items():
            yield f"{path}.{where}.{name}", point
    for index, interaction in enumerate(part.interactions or ()):
        yield f"{path}.interactions[{index}].add", interaction.judgement
    for index, function in enumerate(part.functions or ()):
        yield from function.judgements(f"{path}.functions[{index}]")
