"""The words of a case as frozen records: reading the classes is reading the file format.

Names are checked against each other in :mod:`walkaway.case.names`, the meaning of the numbers in
:mod:`walkaway.analysis.sense`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from html import escape
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from .aftermath import Aftermath
from .agreement import Agreement
from .as_plain import to_plain
from .base import Record, Text, Texts, described, fault
from .expected import Expected
from .history import Account, Deal, Event, Evidence, Handling
from .issues import Issue, Titled
from .judgement import Cites, Judgement, Number, number_where
from .judgements import Judgements
from .patterns import Choice, Function, Interaction, Pattern, as_number
from .phasing import Phasing
from .procedure import Procedure


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

    @property
    def introduced(self) -> str:
        """The title, and behind it a short name that is no part of it: ``Harbour Board (HB)``."""
        return self.title if self.short in self.title else f"{self.title} ({self.short})"


class Ratifier(Party):
    """A party that must also accept, on behalf of one of the parties."""

    for_: Annotated[Text, Field(alias="for", description="The party it ratifies for.")]


class Fallback(Record):
    """A walk-away that is worth what a certain deal is worth: ``{deal: {issue: option}}``."""

    deal: Deal
    note: Text = ""
    cites: Cites = ()

    def __str__(self) -> str:
        return f"the worth of {', '.join(f'{issue}: {option}' for issue, option in self.deal.items())}"


def _form_of_walk_away(value: object) -> str:
    keys = value if isinstance(value, Mapping) else ()
    if isinstance(value, Expected) or "aftermath" in keys:
        return "as what follows"
    return "as a deal" if isinstance(value, Fallback) or "deal" in keys else "as a judgement"


WalkAway = Annotated[
    Annotated[Judgement, Tag("as a judgement")]
    | Annotated[Fallback, Tag("as a deal")]
    | Annotated[Expected, Tag("as what follows")],
    Discriminator(_form_of_walk_away),
]


_RATE = number_where(lambda number: 0 < number <= 1, "a number above 0 and at most 1")


class Belief(Record):
    """What one party thinks another's judgements are; every part is optional."""

    walk_away: WalkAway | None = None
    weights: Judgements | None = None
    scores: dict[str, Judgements] = Field(default_factory=dict)
    interactions: tuple[Interaction, ...] | None = None
    functions: tuple[Function, ...] | None = None
    red_lines: tuple[Pattern, ...] | None = None

    @property
    def exact(self) -> bool:
        """Whether every judgement of the belief is one number."""
        return certain(judgements_of("", self))


class Preference(Record):
    """What one party wants."""

    scale: Text = Field("points", description="Unit of the party's own scale, for display.")
    walk_away: WalkAway | None = Field(None, description="What no deal is worth; 0 if left out.")
    # with weights scores run from 0 to 100 within an issue; without they are points that add up
    weights: Judgements | None = Field(None, description="Of issues; a deal is worth the weighted mean.")
    scores: dict[str, Judgements] = Field(min_length=1, description="An issue that is left out is worth 0.")
    interactions: tuple[Interaction, ...] = Field((), description="Points added where a pattern holds.")
    functions: tuple[Function, ...] = Field((), description="Points that do not simply add up.")
    cap: Number | None = Field(None, description="The most that any deal is worth.")
    # at relative time t (0 to 1) a deal, and walking away, is worth value · discount^t
    discount: Annotated[Number, _RATE] | None = None
    red_lines: tuple[Pattern, ...] = Field((), description="Patterns that the party never accepts.")
    believes: dict[str, Belief] = Field({}, description="What it thinks of another party's judgements.")

    @property
    def exact(self) -> bool:
        """Whether every judgement of the preference is one number."""
        return certain(judgements_of("", self))

    def seen_as(self, belief: Belief) -> Preference:
        """Put the believed parts in place of its own."""
        keys = ("walk_away", "weights", "interactions", "functions", "red_lines")
        update: dict[str, Any] = {key: part for key in keys if (part := getattr(belief, key)) is not None}
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
    path: Phasing | None = None
    record: tuple[Event, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    process: Procedure | None = None
    aftermath: Aftermath | None = None
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

    def chosen(self, issue: str, choice: Choice) -> tuple[str, ...]:
        """The options of an issue that a choice in a pattern names; of a stretch those that lie in it."""
        return self.issues[issue].chosen(choice)

    @property
    def offers(self) -> tuple[Event, ...]:
        """The offers on record, in order."""
        return tuple(event for event in self.record if event.offer is not None)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the case's content; comments and layout do not change it."""
        text = json.dumps(self.plain, sort_keys=False, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def judgements(self) -> Iterator[tuple[str, Judgement | Judgements]]:
        """Every judgement of the case with its path, as in fault messages; an order comes as a whole."""
        for issue, record in self.issues.items():
            for option, meaning in record.options.items():
                for unit, value in meaning.means.items():
                    yield f"issues.{issue}.options.{option}.means.{unit}", value.worded(meaning)
        for path, _, _, part in wants_of(self):
            yield from judgements_of(path, part)
        for item in () if self.path is None else self.path.judgements():
            yield item.path, item.judgement

    def with_parts(self, **parts: Any) -> Case:
        """Give the case with other records in some fields; what was computed of it is computed anew."""
        kept = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_construct(**{**kept, **parts})

    @cached_property
    def plain(self) -> dict[str, Any]:
        """What :meth:`to_dict` gives, made once and kept: to be read only."""
        return self.to_dict()

    def to_dict(self) -> dict[str, Any]:
        """Give the case as plain data in the shape of its file."""
        return dict(to_plain(self))

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """What stands at the prompt and in ``str()``: title and counts; ``to_dict()`` has everything."""
        yield None, self.title if len(self.title) <= 100 else self.title[:99] + "…"
        for name in ("parties", "ratifiers", "issues", "record"):
            yield name, len(getattr(self, name))

    def _repr_html_(self) -> str:
        """In a notebook: title, parties, issues with their options, every text escaped."""
        cell = "style='text-align:left'"
        rows = ""
        for issue in self.issues.values():
            options = " · ".join(option.title for option in issue.options.values())
            rows += f"<tr><th {cell}>{escape(issue.title)}</th><td {cell}>{escape(options)}</td></tr>"
        who = ", ".join(escape(party.title) for party in self.parties.values())
        return f"<div><strong>{escape(self.title)}</strong><br>{who}<table>{rows}</table></div>"


def wants_of(case: Case) -> Iterator[tuple[str, str, str, Preference | Belief]]:
    """Each preference and belief with its path, whose it is, and of whom where it is a belief."""
    for who, preference in case.preferences.items():
        yield f"preferences.{who}", who, "", preference
        for about, belief in preference.believes.items():
            yield f"preferences.{who}.believes.{about}", who, about, belief


def certain(judgements: Iterable[tuple[str, Judgement | Judgements]]) -> bool:
    """Whether each of some judgements is one number."""
    return all(isinstance(item, Judgement) and item.exact for _, item in judgements)


def judgements_of(path: str, part: Preference | Belief) -> Iterator[tuple[str, Judgement | Judgements]]:
    """Every judgement of a preference or a belief with its path, as :meth:`Case.judgements` has them."""
    if isinstance(part.walk_away, Judgement):
        yield f"{path}.walk_away", part.walk_away
    groups = {} if part.weights is None else {"weights": part.weights}
    for where, group in (groups | {f"scores.{issue}": one for issue, one in part.scores.items()}).items():
        if group.order is not None:
            yield f"{path}.{where}", group
        for name, point in group.named.items():
            yield f"{path}.{where}.{name}", point
    for index, interaction in enumerate(part.interactions or ()):
        yield f"{path}.interactions[{index}].add", interaction.judgement
    for index, function in enumerate(part.functions or ()):
        yield from function.judgements(f"{path}.functions[{index}]")
