"""Candidate issues and options: what parties offer, demand, refuse or undertake, and what is exchanged.

Words about the same thing, under the same heading, or of the same measure make one issue; what is nearly
equal is one option, in the words of the source with the amounts that they name. Without a noun or an amount
nothing is an issue, and what no party speaks for is none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from ..amounts import MONEY, Measure, number_in
from ..findings import Read
from ..positions.finder import Position
from ..wordlist import word_set
from .phrases import Phrase, base_unit, degree_of, phrases_of, same_option, stem_of, stems_of, unit_of

_MOST_OPTIONS = 6
_LIMIT: Final = re.compile(
    r"\b(?:above|below|beyond|under|over|more than|less than|fewer than|before|further)\b"
)
_EMPTY: Final = word_set("amount sum number terms other general")  # headings that do not say of what


@dataclass(slots=True)
class DraftOption:
    """An option in the words of its first phrase, with every position that means it."""

    phrase: Phrase
    positions: list[Position] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The words of the source."""
        return f"not {self.phrase.title}" if self.phrase.position.negative else self.phrase.title

    @property
    def short(self) -> str:
        """What its id is made of: the first amount as it is written, else the words."""
        return self.phrase.written or self.title

    @property
    def amounts(self) -> tuple[Measure, ...]:
        """The first amount of every unit."""
        first: dict[str, Measure] = {}
        for amount in self.phrase.amounts:
            first.setdefault(amount.unit, amount)
        return tuple(first.values())

    @property
    def limit(self) -> bool:
        """Whether the words name what lies beyond an amount, so that the amount itself may be accepted."""
        return _LIMIT.search(self.phrase.title) is not None


@dataclass(slots=True)
class DraftIssue:
    """An issue with its options."""

    options: list[DraftOption] = field(default_factory=list)
    stems: Counter[str] = field(default_factory=Counter)
    units: set[str] = field(default_factory=set)
    heading: str = ""
    apart: bool = False  # a second thing under its heading, of another measure
    mentions: int = 0

    @property
    def title(self) -> str:
        """Its heading, else what most of its phrases name, else what is counted, else a word of them."""
        heading = "" if self.apart else self.heading
        if heading and heading.casefold() not in _EMPTY:
            return heading
        phrases = [option.phrase for option in self.options]
        names = [each.name for each in phrases if each.name and each.name.lower() not in self.units]
        name = max(names, key=lambda each: self.stems[stem_of(each.lower().split()[-1])], default="")
        if heading or name:
            return _capital(", ".join(filter(None, (heading, name))))
        unit = next(iter(sorted(self.units)), "")
        if unit in MONEY or unit == "number":
            return "Amount" if unit == "number" else "Payment"
        word = next((word for each in phrases for word in each.stems.values()), "")
        return _capital(unit.replace("_", " ") or word)

    def add(self, phrase: Phrase) -> DraftOption:
        """The option of a phrase: one that is there already if it is nearly the same."""
        self.mentions += 1
        self.stems.update(phrase.stems.keys())
        self.units |= {base_unit(amount) for amount in phrase.amounts}
        self.heading = self.heading or phrase.heading
        option = next((each for each in self.options if same_option(each.phrase, phrase)), None)
        if option is None:
            self.options.append(option := DraftOption(phrase))
        option.positions.append(phrase.position)
        return option

    @property
    def nameless(self) -> bool:
        """Whether only a measure tells what it is about: *4 percent*."""
        said = [option.phrase for option in self.options]
        return not self.heading and all(each.bare and not each.name for each in said)

    def is_part_of(self, other: DraftIssue) -> bool:
        """Whether another document says under a heading what this issue says without one."""
        if self.title.casefold() == other.title.casefold():
            return True
        about = stems_of(other.heading)
        named = stems_of(self.title)
        if not self.heading and named and named <= about:
            return True
        said = [option.phrase for option in self.options]
        return bool(about) and not self.heading and any(
            about <= phrase.plain or any(same_option(option.phrase, phrase) for option in other.options)
            for phrase in said
        )  # fmt: skip

    def distance(self, amount: Measure) -> tuple[float, bool]:
        """How many times an amount is larger or smaller than the nearest of its unit, plain ones first."""
        own = [
            (float(each.high) / float(amount.high or 1), not option.phrase.bare)
            for option in self.options for each in option.amounts
            if base_unit(each) == base_unit(amount) and each.high
        ]  # fmt: skip
        return min(((max(ratio, 1 / ratio), more) for ratio, more in own), default=(math.inf, True))

    def absorb(self, other: DraftIssue) -> None:
        """Take over the options of another issue."""
        for option in other.options:
            own = next((each for each in self.options if same_option(each.phrase, option.phrase)), None)
            if own is None:
                self.options.append(option)
            else:
                own.positions += option.positions
        self.stems.update(other.stems)
        self.units |= other.units
        self.mentions += other.mentions

    @property
    def left_out(self) -> list[str]:
        """Titles of options beyond the most that are shown."""
        return [option.title for option in self.options[_MOST_OPTIONS:]]

    def ordered(self) -> list[DraftOption]:
        """Options to show: by amount, else by degree."""
        kept = self.options[:_MOST_OPTIONS]
        units = [{unit_of(amount) for amount in option.amounts} for option in kept]
        common = set.intersection(*units) if units else set()
        if common:
            unit = sorted(common)[0]
            return sorted(kept, key=lambda option: next(a.high for a in option.amounts if unit_of(a) == unit))
        return sorted(kept, key=lambda option: degree_of(option.phrase))


def issues_in(
    reads: Sequence[Read], positions: Sequence[Position], names: frozenset[str]
) -> list[DraftIssue]:
    """Issues of some documents, those with most phrases first; what parties themselves said counts more."""
    issues: list[DraftIssue] = []
    for read in reads:
        own = [each for each in positions if each.document == read.document.name]
        for phrase in phrases_of(read, own, names):
            number = number_in(phrase.title)
            meant = _of_number(issues, number) if number is not None and not phrase.amounts else None
            if meant is not None:
                meant.positions.append(phrase.position)
                continue
            if not phrase.stems and not phrase.amounts and not _headed(phrase):
                continue
            issue = _home(issues, phrase)
            if issue is None:
                headed = bool(phrase.heading) and any(each.heading == phrase.heading for each in issues)
                issues.append(issue := DraftIssue(apart=headed))
            issue.add(phrase)
    return sorted(_joined(issues), key=lambda issue: -issue.mentions)


def _joined(issues: Sequence[DraftIssue]) -> list[DraftIssue]:
    """Issues, without those that are part of another one."""
    kept = list(issues)
    for issue in issues:
        others = [each for each in kept if each is not issue]
        alike = [each for each in others if issue.is_part_of(each)]
        if issue.nameless:
            amount = issue.options[0].phrase.amounts[0]
            measured = [each for each in others if issue.units and issue.units <= each.units]
            alike = sorted(alike or measured, key=lambda each: each.distance(amount))
        if alike:
            alike[0].absorb(issue)
            kept = others
    return kept


def _headed(phrase: Phrase) -> bool:
    """Whether its heading says what a phrase is about that names nothing itself."""
    return bool(phrase.heading) and " " in phrase.title


def _of_number(issues: Sequence[DraftIssue], number: Decimal) -> DraftOption | None:
    """The latest option that a bare number can mean."""
    options = [option for issue in reversed(issues) for option in reversed(issue.options)]
    return next(
        (each for each in options if each.amounts and number in (each.amounts[0].low, each.amounts[0].high)),
        None,
    )


def _home(issues: Sequence[DraftIssue], phrase: Phrase) -> DraftIssue | None:
    """The issue that a phrase belongs to: by heading, by what it is about, or by what it measures."""
    if phrase.heading:
        units = {base_unit(amount) for amount in phrase.amounts}
        return next((
            issue for issue in issues if issue.heading == phrase.heading
            and not (phrase.led and phrase.name and units and issue.units and units.isdisjoint(issue.units))
        ), None)  # fmt: skip
    if phrase.bare:
        unit = base_unit(phrase.amounts[0])
        alike = [issue for issue in issues if unit in issue.units and not issue.heading]
        if alike:
            return min(reversed(alike), key=lambda issue: issue.distance(phrase.amounts[0]))
    first = list(phrase.stems)[:3]
    return next((issue for issue in issues if any(stem in issue.stems for stem in first)), None)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
