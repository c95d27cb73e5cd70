"""Candidate issues and options: what parties offer, demand, refuse or undertake, and what is exchanged.

Words about the same thing, under the same heading, or of the same measure make one issue; what is nearly
equal is one option, in the words of the source with the amounts that they name. Without a noun or an amount
nothing is an issue, and what no party speaks for is none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from ..amounts import MONEY, Measure, number_in
from ..findings import Read
from ..positions.finder import Position
from ..wordlist import word_set
from .draft_text import Token, tokens_of
from .draft_words import DEGREES, FUNCTION, GENERIC, LEVER_NOUNS
from .headings import heading_at
from .nouns import named_by, nouns_of

__all__ = ["DraftIssue", "DraftOption", "issues_in"]

_MOST_OPTIONS = 6
_NEAR: Final = 0.6
_PLAIN: Final = word_set(
    "new own good whole same other such more first second last next former present current"
)
_LIMIT: Final = re.compile(
    r"\b(?:above|below|beyond|under|over|more than|less than|fewer than|before|further)\b"
)
_LINE: Final = re.compile(r"\n[>\s]*")
_EMPTY: Final = word_set("amount sum number terms other general")  # headings that do not say of what
_BEFORE_BRACKETS: Final = re.compile(r"(?P<lead>[^.:;\[\]\n]*)(?:\[[^\[\]]*\]\s*)*\[[^\[\]]*\Z")
_BEHIND_BRACKETS: Final = re.compile(r"\](?:\s*\[[^\[\]]*\])*[^\[\].;:\n]*")
_MOST_AROUND: Final = 600
_STARTS: Final = re.compile(
    r"(?:(?:pay|go up to|go|come|cut|raise|accept|at least|up to|no (?:more|less) than|not (?:more"
    r"|less) than|a|an|the"
    r"|take|do|put|spend|its|their|our|anything|nothing|agree|to|down|up|further|maximum|minimum|total|of"
    r"|settle for"
    r"|consider|sign|for|run|runs|more|less|than|below|under|above|around|about|only|offer|price|bid|term|live"
    r"|with)\W+)*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    """Words that may name an option: stems of what they are about, amounts, numbers and degrees."""

    position: Position
    title: str
    written: str  # its first amount
    stems: Mapping[str, str]  # stem → the word as it is written
    details: frozenset[str]
    amounts: tuple[Measure, ...]
    plain: frozenset[str]
    heading: str
    bare: bool  # it begins with an amount, and says little else
    led: bool  # it stands between brackets in a clause that says what it is
    name: str  # the noun that names what it is about


@dataclass(slots=True)
class DraftOption:
    """An option in the words of its first phrase, with every position that means it."""

    phrase: _Phrase
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
        name = max(names, key=lambda each: self.stems[_stem(each.lower().split()[-1])], default="")
        if heading or name:
            return _capital(", ".join(filter(None, (heading, name))))
        unit = next(iter(sorted(self.units)), "")
        if unit in MONEY or unit == "number":
            return "Amount" if unit == "number" else "Payment"
        word = next((word for each in phrases for word in each.stems.values()), "")
        return _capital(unit.replace("_", " ") or word)

    def add(self, phrase: _Phrase) -> DraftOption:
        """The option of a phrase: one that is there already if it is nearly the same."""
        self.mentions += 1
        self.stems.update(phrase.stems.keys())
        self.units |= {_base(amount) for amount in phrase.amounts}
        self.heading = self.heading or phrase.heading
        option = next((each for each in self.options if _same(each.phrase, phrase)), None)
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
        about = _stems_of(other.heading)
        named = _stems_of(self.title)
        if not self.heading and named and named <= about:
            return True
        said = [option.phrase for option in self.options]
        return bool(about) and not self.heading and any(
            about <= phrase.plain or any(_same(option.phrase, phrase) for option in other.options)
            for phrase in said
        )  # fmt: skip

    def distance(self, amount: Measure) -> float:
        """How many times an amount is larger or smaller than the nearest one of its unit."""
        own = (each for option in self.options for each in option.amounts if _base(each) == _base(amount))
        ratios = (float(each.high) / float(amount.high or 1) for each in own if each.high)
        return min((max(ratio, 1 / ratio) for ratio in ratios), default=math.inf)

    def spans(self, other: DraftIssue) -> bool:
        """Whether the amounts of another issue lie between its own."""
        own, theirs = (
            [each for option in some.options for each in option.amounts if _base(each) in other.units]
            for some in (self, other)
        )  # fmt: skip
        low, high = min(each.low or each.high for each in own), max(each.high for each in own)
        return all(low <= each.high <= high for each in theirs)

    def absorb(self, other: DraftIssue) -> None:
        """Take over the options of another issue."""
        for option in other.options:
            own = next((each for each in self.options if _same(each.phrase, option.phrase)), None)
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
        units = [{_unit(amount) for amount in option.amounts} for option in kept]
        common = set.intersection(*units) if units else set()
        if common:
            unit = sorted(common)[0]
            return sorted(kept, key=lambda option: next(a.high for a in option.amounts if _unit(a) == unit))
        return sorted(kept, key=lambda option: _degree(option.phrase))


def issues_in(
    reads: Sequence[Read], positions: Sequence[Position], names: frozenset[str]
) -> list[DraftIssue]:
    """Issues of some documents, those with most phrases first; what parties themselves said counts more."""
    issues: list[DraftIssue] = []
    for read in reads:
        own = [each for each in positions if each.document == read.document.name]
        own.sort(key=lambda each: (each.start, each.end))
        kinds = nouns_of(read, [_clause(read.document.flow, each) for each in own])
        for position, name in zip(own, _names(read.document.flow, own, kinds, names), strict=True):
            phrase = _phrase(read, position, kinds, names, name)
            number = number_in(phrase.title)
            meant = _of_number(issues, number) if number is not None and not phrase.amounts else None
            if meant is not None:
                meant.positions.append(position)
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
            measured = [each for each in others if issue.units and issue.units <= each.units]
            near = [each for each in measured if each.spans(issue)] if len(measured) > 1 else measured
            alike = alike or (near if len(near) == 1 else [])
        if alike:
            alike[0].absorb(issue)
            kept = others
    return kept


def _headed(phrase: _Phrase) -> bool:
    """Whether its heading says what a phrase is about that names nothing itself."""
    return bool(phrase.heading) and " " in phrase.title


def _of_number(issues: Sequence[DraftIssue], number: Decimal) -> DraftOption | None:
    """The latest option that a bare number can mean."""
    options = [option for issue in reversed(issues) for option in reversed(issue.options)]
    return next(
        (each for each in options if each.amounts and number in (each.amounts[0].low, each.amounts[0].high)),
        None,
    )


def _home(issues: Sequence[DraftIssue], phrase: _Phrase) -> DraftIssue | None:
    """The issue that a phrase belongs to: by heading, by what it is about, or by what it measures."""
    if phrase.heading:
        units = {_base(amount) for amount in phrase.amounts}
        return next((
            issue for issue in issues if issue.heading == phrase.heading
            and not (phrase.led and phrase.name and units and issue.units and units.isdisjoint(issue.units))
        ), None)  # fmt: skip
    if phrase.bare:
        unit = _base(phrase.amounts[0])
        alike = [issue for issue in issues if unit in issue.units and not issue.heading]
        if alike:
            return min(reversed(alike), key=lambda issue: issue.distance(phrase.amounts[0]))
    first = list(phrase.stems)[:3]
    return next((issue for issue in issues if any(stem in issue.stems for stem in first)), None)


def _base(amount: Measure) -> str:
    """A unit without the time it is for."""
    return _unit(amount).partition("_per_")[0]


def _unit(amount: Measure) -> str:
    """A unit as it is compared: *EUR 500* is *500 euros*."""
    return re.sub(r"\Aeuros?(?![a-z])", "eur", amount.unit)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _names(
    text: str, positions: Sequence[Position], kinds: Mapping[int, bool], names: frozenset[str]
) -> list[str]:
    """What names each position; one between brackets goes by the clause before them."""
    known = frozenset(DEGREES) | FUNCTION | GENERIC | MONEY | _PLAIN | names

    def tells(word: str) -> bool:
        return len(word) > 1 and not word[0].isdigit() and word not in known

    led = named_by([text[slice(*_lead(text, each))] for each in positions], tells)
    verbs = [
        each.start not in kinds and text[each.start].islower() and word not in FUNCTION | frozenset(DEGREES)
        for each in positions for word in text[each.start : each.end].split()[:1]
    ]  # fmt: skip
    phrases = [f"{'to ' * verb}{text[a.start : a.end]}" for verb, a in zip(verbs, positions, strict=True)]
    said = named_by(phrases, tells)
    return [one or other for one, other in zip(led, said, strict=True)]


def _phrase(
    read: Read, position: Position, kinds: Mapping[int, bool], names: frozenset[str], name: str
) -> _Phrase:
    text, start, amounts = read.document.flow, position.start, position.amounts
    end, own = _clause(text, position)[1], tokens_of(text, start, position.end)
    tokens = [*tokens_of(text, *_lead(text, position)), *own, *tokens_of(text, position.end, end)]
    free = [token for token in tokens if not any(a.start <= token.start < a.end for a in amounts)]
    details = frozenset(token.word for token in tokens if token.word[0].isdigit() or token.word in DEGREES)
    about = [
        token for token in free
        if _tells(token, kinds, names) and token.word not in details | LEVER_NOUNS
    ]  # fmt: skip
    return _Phrase(
        position=position,
        title=" ".join(f"{_LINE.sub(' ', text[start : position.end])} {position.counted}".split()),
        stems=_stems(text, about), details=details, amounts=amounts,
        plain=frozenset(_stem(token.word) for token in tokens if token.word not in FUNCTION),
        heading=heading_at(read, start),
        bare=bool(amounts) and _STARTS.match(text[start : amounts[0].start]) is not None,
        led=end > position.end,
        name=name,
        written=text[amounts[0].start : amounts[0].end] if amounts else "",
    )  # fmt: skip


def _tells(token: Token, kinds: Mapping[int, bool], names: frozenset[str]) -> bool:
    """Whether a word may say what an issue is about."""
    plain = (
        token.word not in FUNCTION | GENERIC | names and len(token.word) > 1 and not token.word[0].isdigit()
    )
    return plain and kinds.get(token.start, False)


def _clause(text: str, position: Position) -> tuple[int, int]:
    """The words of a position; for one between brackets the clause around them, which says what it is of."""
    start, end = position.start, position.end
    if text[end : end + 1] != "]":
        return start, end
    before = _BEFORE_BRACKETS.search(text, max(0, start - _MOST_AROUND), start)
    behind = _BEHIND_BRACKETS.match(text, end, end + _MOST_AROUND)
    return before.start() if before else start, behind.end() if behind else end


def _stems_of(title: str) -> set[str]:
    return {_stem(word) for word in re.findall(r"[\w-]+", title.casefold())} - FUNCTION


def _lead(text: str, position: Position) -> tuple[int, int]:
    """The words of a clause before the brackets that a position stands in."""
    begin = _clause(text, position)[0]
    opened = text.find("[", begin, position.start)
    return begin, max(begin, opened)


def _stems(text: str, about: Iterable[Token]) -> dict[str, str]:
    stems: dict[str, str] = {}
    for token in about:
        written = text[token.start : token.end].removesuffix("'s").removesuffix("’s")
        stems.setdefault(_stem(token.word), written)
    return stems


def _stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _measures(phrase: _Phrase) -> frozenset[tuple[str, object, object]]:
    return frozenset((_unit(amount), amount.low, amount.high) for amount in phrase.amounts)


def _same(first: _Phrase, second: _Phrase) -> bool:
    """Whether two phrases of one issue mean the same option: equal amounts, and words that hardly differ."""
    if _measures(first) != _measures(second):
        return bool(first.amounts) and bool(second.amounts) and _bare_first(first, second)
    if first.amounts and (first.bare or second.bare or not first.stems or not second.stems):
        return True
    if first.led and second.led:
        return bool(first.amounts) or first.title.casefold() == second.title.casefold()
    if first.details & set(DEGREES) != second.details & set(DEGREES):
        return False
    if set(first.stems) == set(second.stems) and first.stems:
        return True
    union = first.plain | second.plain
    return bool(union) and len(first.plain & second.plain) >= _NEAR * len(union)


def _bare_first(first: _Phrase, second: _Phrase) -> bool:
    """Whether the first amounts are equal and one of two phrases says nothing besides: "6 percent"."""
    one, two = first.amounts[0], second.amounts[0]
    equal = (_unit(one), one.low, one.high) == (_unit(two), two.low, two.high)
    return equal and (len(first.amounts) == 1 or len(second.amounts) == 1) and (first.bare or second.bare)


def _degree(phrase: _Phrase) -> int:
    return max((DEGREES.get(word, 2) for word in phrase.details), default=2)
