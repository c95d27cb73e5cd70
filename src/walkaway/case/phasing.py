"""How a deal is carried out step by step: who does what, at what cost, in which order, backed by what.

Names are checked in :mod:`walkaway.case.phasing_names`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field, StrictBool, WithJsonSchema

from .base import Record, Text, Texts, described, fault
from .history import Deal
from .issues import Issue
from .judgement import Cites, Judgement, Number, exact_number, number_in, written
from .lines import Path

MOST_PARTS = 1000
"""Most equal parts that a step may be taken in."""
_MOST_PERIODS = 1000


def _whole(what: str, most: int) -> list[Any]:
    """Read a whole number from 1."""

    def read(value: object) -> int:
        number = number_in(value, what)
        if number != int(number) or not 1 <= number <= most:
            raise fault(described(value), what)
        return int(number)

    return [BeforeValidator(read), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": most})]


_Looks = Annotated[int, *_whole(f"a whole number of looks, 1 to {_MOST_PERIODS:,}", _MOST_PERIODS)]
_Parts = Annotated[int, *_whole(f"a whole number of parts, 1 to {MOST_PARTS:,}", MOST_PARTS)]
_Periods = Annotated[int, *_whole(f"a whole number of periods, 1 to {_MOST_PERIODS:,}", _MOST_PERIODS)]


class Sites(Record):
    """Where a step can be broken unseen, and how many of these sites are looked at in a phase."""

    all_: Annotated[Judgement, Field(alias="all", description="Sites at which it could be broken.")]
    inspected: Judgement = Field(description="How many of them are looked at, at random.")
    finds: Judgement | None = Field(None, description="Chance that looking at the right site shows it.")
    looks: _Looks = 1
    left: dict[str, dict[str, Judgement]] = Field({}, description="Sites left once an issue lists them.")
    note: Text = ""
    cites: Cites = ()


class Prices(Record):
    """What safeguards cost, all on one scale of its own, such as money."""

    inspection: Judgement | None = Field(None, description="Of one site more, looked at in one phase.")
    phase: Judgement | None = Field(None, description="Of one phase more.")
    bond: Judgement | None = Field(None, description="Of each unit of a bond.")
    guarantor: Judgement | None = Field(None, description="Of each unit that a guarantor takes.")
    note: Text = ""


class Delivery(Record):
    """How an option is carried out: by whom, in how many parts, and what that costs and is worth."""

    by: Text
    costs: Judgement | None = Field(None, description="To who acts, on its own scale, for the whole step.")
    worth: dict[str, Judgement] = Field({}, description="To others, each on its own scale.")
    parts: _Parts = 4
    reversible: StrictBool = Field(False, description="Whether who acts can undo it.")
    escrow: StrictBool = Field(False, description="Whether it is held until the others have done their part.")
    detection: Judgement | None = Field(None, description="Chance that it is seen if it is not done.")
    sites: Sites | None = Field(None, description="Where it could be broken, and what is looked at.")
    periods: _Periods = 1
    after: Texts = Field((), description="Issues that must be whole before this one begins.")
    note: Text = ""
    cites: Cites = ()

    def waits_for(self, deal: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """Issues that must be whole before this begins, and those that list its sites (in a deal, or any)."""
        left = {} if self.sites is None else self.sites.left
        lists = (issue for issue, options in left.items() if deal is None or deal.get(issue) in options)
        return tuple(dict.fromkeys((*self.after, *lists)))


class Guarantor(Record):
    """Somebody who makes a party that breaks a schedule lose something."""

    for_: Annotated[Text, Field(alias="for", description="The party it answers for.")]
    takes: Judgement = Field(description="What the party loses by it, on its own scale.")
    title: Text = Field("", description="Its name, where it is from outside the case.")
    note: Text = ""
    cites: Cites = ()


class StepJudgement(NamedTuple):
    """A judgement of a path with its place in the case."""

    place: Path
    who: str  # whose scale it is on, or who acts
    kind: str
    what: tuple[str, ...]  # issue and option
    judgement: Judgement

    @property
    def path(self) -> str:
        """Its place as it is written."""
        return ".".join(map(str, self.place))


_Shares = dict[str, Number]


class Phasing(Record):
    """How a deal is carried out phase by phase, so that nobody gains by breaking it off."""

    today: Deal = Field({}, description="What holds while nothing is done.")
    deal: Deal = Field({}, description="The deal that is carried out.")
    steps: dict[str, dict[str, Delivery]] = Field({}, description="By issue and option.")
    discount: dict[str, Judgement] = Field({}, description="Of a period, by party.")
    bonds: dict[str, Judgement] = Field({}, description="What a party forfeits if it breaks, by party.")
    guarantors: dict[str, Guarantor] = Field(default_factory=dict)
    completed: dict[str, Judgement] = Field({}, description="What follows once all is done, by party.")
    prices: Prices = Field(default_factory=Prices)
    schedule: tuple[_Shares, ...] = Field(
        (), min_length=1, description="Phases: issue → share carried out in it."
    )

    def delivery(self, issue: str, option: str) -> Delivery | None:
        """How an option is carried out, if the case says so."""
        return self.steps.get(issue, {}).get(option)

    def judgements(self) -> Iterator[StepJudgement]:
        """Every judgement, with where it stands and whose it is."""
        for issue, options in self.steps.items():
            for option, step in options.items():
                at, what = ("path", "steps", issue, option), (issue, option)
                if step.costs is not None:
                    yield StepJudgement((*at, "costs"), step.by, "Cost of a step", what, step.costs)
                for who, item in step.worth.items():
                    yield StepJudgement((*at, "worth", who), who, "Worth of a step", what, item)
                if step.detection is not None:
                    yield StepJudgement((*at, "detection"), step.by, "Detection", what, step.detection)
                yield from _of_sites((*at, "sites"), what, step)
        kinds = {"discount": "Discount", "bonds": "Bond", "completed": "Worth of completing"}
        for key, kind in kinds.items():
            for who, item in getattr(self, key).items():
                yield StepJudgement(("path", key, who), who, kind, (), item)
        for name, guarantor in self.guarantors.items():
            place = ("path", "guarantors", name, "takes")
            yield StepJudgement(place, guarantor.for_, "Guarantee", (), guarantor.takes)
        for name, priced in self.priced():
            yield StepJudgement(("path", "prices", name), "", f"Price of {_PRICED[name]}", (), priced)

    def priced(self) -> Iterator[tuple[str, Judgement]]:
        """The prices that the case names, by what they are of."""
        for name in _PRICED:
            price = getattr(self.prices, name)
            if price is not None:
                yield name, price

    def now(self, name: str, issue: Issue) -> str:
        """What holds today: as ``today`` says, else the first option, or the low end of a range."""
        first = written(exact_number(issue.ends[0])) if issue.range is not None else next(iter(issue.options))
        return self.today.get(name, first)

    def changed(self, issues: Mapping[str, Issue], deal: Mapping[str, str]) -> dict[str, str]:
        """What a deal changes: issue → its option in the deal."""
        now = {name: self.now(name, issue) for name, issue in issues.items()}
        return {name: deal[name] for name in issues if name in deal and deal[name] != now[name]}


_PRICED = {
    "inspection": "an inspection", "phase": "a phase", "bond": "a bond", "guarantor": "a guarantee",
}  # fmt: skip


def _of_sites(at: Path, what: tuple[str, str], step: Delivery) -> Iterator[StepJudgement]:
    """The judgements of where a step can be broken."""
    if step.sites is None:
        return
    yield StepJudgement((*at, "all"), step.by, "Sites", what, step.sites.all_)
    yield StepJudgement((*at, "inspected"), step.by, "Sites inspected", what, step.sites.inspected)
    if step.sites.finds is not None:
        yield StepJudgement((*at, "finds"), step.by, "Finds", what, step.sites.finds)
    for issue, options in step.sites.left.items():
        for option, item in options.items():
            yield StepJudgement((*at, "left", issue, option), step.by, "Sites left", what, item)
