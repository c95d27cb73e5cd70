"""Candidate issues and options: what parties offer, demand, refuse or undertake, and what is exchanged.

Words about the same thing, under the same heading, or of the same measure make one issue; what is nearly
equal is one option, in the words of the source with the amounts that they name. Without a noun or an amount
nothing is an issue, and what no party speaks for is none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from ..amounts import MONEY, Measure, number_in
from ..findings import Read
from ..positions.finder import Position
from ..wordlist import word_set
from .phrases import Phrase, base_unit, degree_of, phrases_of, same_option, stem_of, stems_of

_MOST_OPTIONS = 8
_FAR: Final = 4  # times as much or as little is another thing
_TIMES: Final = word_set("years months weeks days")
_EMPTY: Final = word_set("amount sum number terms other general")  # headings that do not say of what


@dataclass(slots=True)
class DraftOption:
    """An option in the words of one of the phrases that mean it."""

    phrases: list[Phrase]

    @property
    def phrase(self) -> Phrase:
        """The first phrase, or the first that says what time its amount is for."""
        return max(self.phrases, key=lambda each: each.timed)

    @property
    def title(self) -> str:
        """The words of the source."""
        return f"not {self.phrase.title}" if self.phrase.position.negative else self.phrase.title

    def means(self, phrase: Phrase) -> bool:
        """Whether a phrase names this option."""
        return same_option(self.phrase, phrase)

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
        unit = next((base_unit(each.amounts[0]) for each in phrases if each.amounts), "")
        if unit in _TIMES:
            return "Duration"
        if unit in MONEY or unit == "number":
            return "Amount" if unit == "number" else "Payment"
        word = next((word for each in phrases for word in each.stems.values()), "")
        return _capital(unit.replace("_", " ") or word)

    def add(self, phrase: Phrase) -> DraftOption:
        """The option of a phrase: one that is there already if it is nearly the same."""
        self.mentions += 1
        self.stems.update(phrase.stems.keys())
        self.units |= {base_unit(amount) for amount in phrase.amounts[:1]}
        self.heading = self.heading or phrase.heading
        option = next((each for each in self.options if each.means(phrase)), None)
        if option is None:
            self.options.append(option := DraftOption([]))
        option.phrases.append(phrase)
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
        if self.heading and other.heading:
            within = stems_of(self.heading) < stems_of(other.heading) and not self.units.isdisjoint(
                other.units
            )
            return self.documents.isdisjoint(other.documents) and (
                within or len(self.heads & other.heads) > 1
            )
        about = stems_of(other.heading)
        named = stems_of(self.title)
        if not self.heading and named and named <= other.about:
            return True
        if not self.heads and self.units & other.units and not other.about.isdisjoint(self.stems):
            return True
        said = [option.phrase for option in self.options]
        alike = [phrase for phrase in said if not (phrase.amounts and phrase.name)]  # the number tells little
        return bool(about) and not self.heading and (
            any(about <= phrase.plain for phrase in said)
            or any(option.means(phrase) for phrase in alike for option in other.options)
        )  # fmt: skip

    @property
    def about(self) -> set[str]:
        """The roots of its heading, and of what its phrases name."""
        return stems_of(self.heading) | self.heads

    @property
    def heads(self) -> set[str]:
        """The roots of what its phrases name."""
        return {stem_of(option.phrase.head) for option in self.options if option.phrase.head}

    @property
    def documents(self) -> set[str]:
        """Where it is spoken of."""
        return {phrase.position.document for option in self.options for phrase in option.phrases}

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
            own = next((each for each in self.options if each.means(option.phrase)), None)
            if own is None:
                self.options.append(option)
            else:
                own.phrases += option.phrases
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
        units = [{base_unit(amount) for amount in option.amounts} for option in kept]
        common = set.intersection(*units) if units else set()
        if common:
            unit = sorted(common)[0]
            return sorted(
                kept, key=lambda option: next(a.high for a in option.amounts if base_unit(a) == unit)
            )
        return sorted(kept, key=lambda option: degree_of(option.phrase))


def issues_in(
    reads: Sequence[Read], positions: Sequence[Position], names: frozenset[str]
) -> list[DraftIssue]:
    """Issues of some documents, those with most phrases first; a headline only tells what its text does."""
    issues: list[DraftIssue] = []
    for read in reads:
        own = [each for each in positions if each.document == read.document.name]
        body = [each for each in own if each.start >= _below_headline(read)]
        for phrase in phrases_of(read, body or own, names):
            if phrase.no_term:
                continue
            number = number_in(phrase.title)
            meant = _of_number(issues, number) if number is not None and not phrase.amounts else None
            if meant is not None:
                meant.phrases.append(phrase)
                continue
            if not phrase.stems and not phrase.amounts and not _headed(phrase):
                continue
            issue = _home(issues, phrase)
            if issue is None:
                headed = bool(phrase.heading) and any(each.heading == phrase.heading for each in issues)
                issues.append(issue := DraftIssue(apart=headed))
            issue.add(phrase)
    return sorted(_joined(issues), key=lambda issue: -issue.mentions)


def _below_headline(read: Read) -> int:
    """Where the text below its headline begins."""
    return len(read.document.title) if read.document.flow.startswith(read.document.title) else 0


def _joined(issues: Sequence[DraftIssue]) -> list[DraftIssue]:
    """Issues, without those that are part of another one."""
    kept = list(issues)
    for issue in issues:
        others = [each for each in kept if each is not issue]
        alike = [each for each in others if issue.is_part_of(each)]
        if issue.nameless:
            amount = issue.options[0].phrase.amounts[0]
            near = [each for each in others if each.distance(amount)[0] <= _FAR]
            measured = [each for each in near if issue.units and issue.units <= each.units]
            alike = sorted(alike or measured, key=lambda each: each.distance(amount))
        else:
            alike.sort(key=lambda each: -len(each.units & issue.units))
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
    word = stem_of(phrase.head)
    named = [issue for issue in issues if word and word in issue.about]
    if named or phrase.share:
        units = {base_unit(amount) for amount in phrase.amounts}
        return max(named, key=lambda issue: len(units & issue.units), default=None)
    if phrase.bare:
        unit = base_unit(phrase.amounts[0])
        alike = [issue for issue in issues if unit in issue.units and not issue.heading]
        if alike:
            nearest = min(reversed(alike), key=lambda issue: issue.distance(phrase.amounts[0]))
            return nearest if nearest.distance(phrase.amounts[0])[0] <= _FAR else None
    first, units = set(list(phrase.stems)[:3]), {base_unit(amount) for amount in phrase.amounts}
    return next((
        issue for issue in issues
        if first & issue.about or (word in issue.stems and units == issue.units)
    ), None)  # fmt: skip


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
