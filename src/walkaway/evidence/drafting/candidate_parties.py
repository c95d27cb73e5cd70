"""Candidate parties: who demands, offers, refuses, and on whose behalf people speak.

A person speaks for a country or body where the text says so ("the
guild's chief negotiator", "U.S. President"); otherwise the person stands for themself.
Analysts and other onlookers are never a party.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..findings import Read, Statement
from ..wordlist import COUNTRIES, ROLE_NOUNS
from .draft_text import Token, article_parts, tokens_of
from .draft_words import (
    ACTS,
    BEFORE_VERB,
    FUNCTION,
    LEVERS,
    NO_SUBJECT,
    NOT_SIDES,
    OBSERVERS,
    OFFICES,
)  # fmt: skip

__all__ = ["DraftSide", "Sides", "sides_in"]

MOST_SIDES = 4
_TITLES = OFFICES - {"head", "owner", "owners"} | {"mr", "mrs", "ms", "dr", "sir", "minister", "foreign"}
_WILL = frozenset(("would", "will"))
_FORMS = {form: key for key, (_, forms) in COUNTRIES.items() for form in forms.split("|")}
_LONGEST_FORM = 3
_BEHALF = re.compile(
    r"\b(?:who (?:leads|heads|represents|speaks for|runs)|(?:spokes(?:man|woman|person)|negotiator|head|owner"
    r"|chief executive|leader|president|secretary|chair(?:man|woman)?|lawyer|director) (?:of|for|at))"
    r"\s+(?:the )?([^,.;“”\"]{3,40})",
    re.IGNORECASE,
)
_OWNED = re.compile(r"(?:\bthe )?([^\W\d_][^,.;“”\"]{1,30}?)(?:['’]s|s['’])\s+(?:[^\W_]+\s){0,2}([^\W_]+)\Z")
_APPOSED = re.compile(r",\s+(who [^,.;“”]{5,60}|(?:the |a |an )?[^,.;“”]{3,60})[,.;]")
_CHARS_BEFORE = 60


@dataclass(slots=True)
class DraftSide:
    """A candidate party."""

    key: str
    title: str
    score: float = 0.0
    first: tuple[int, int] = (10**9, 0)
    aliases: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Sides:
    """The parties of a draft, and how names lead to them."""

    chosen: list[DraftSide]
    by_name: dict[str, str]

    def of(self, name: str) -> str:
        """Key of the chosen side that a name belongs to; empty if none."""
        key = self.by_name.get(_bare(name), "")
        return key if any(side.key == key for side in self.chosen) else ""

    @property
    def names(self) -> frozenset[str]:
        """Single words that name a side or its people."""
        found = {
            word
            for side in self.chosen
            for name in (side.title, *side.aliases)
            for word in name.lower().split()
        }
        found |= {word for form in _FORMS for word in form.split()}
        return frozenset(found - FUNCTION)


def _bare(name: str) -> str:
    """A name for comparison: lower case, without article and without the titles of an office."""
    words = _lowered(name).split()
    while len(words) > 1 and words[0].rstrip(".") in _TITLES:
        words = words[1:]
    return " ".join(words)


def _lowered(name: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", " ".join(name.split()).replace("’", "'").casefold()).strip(
        " ,.'\""
    )


def country_in(words: Sequence[str]) -> str:
    """Key of the first country that some lower-case words name; empty if none."""
    for index in range(len(words)):
        for size in range(_LONGEST_FORM, 0, -1):
            key = _FORMS.get(" ".join(words[index : index + size]))
            if key is not None:
                return key
    return ""


def _plain_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.replace("US ", "U.S. ").casefold())


class _SideFinder:
    def __init__(self, reads: Sequence[Read]) -> None:
        self.reads = {read.document.name: read for read in reads}
        self.number = {name: index for index, name in enumerate(self.reads)}
        self.sides: dict[str, DraftSide] = {}
        self.by_name: dict[str, str] = {}

    def credit(self, name: str, key: str, title: str, points: float, place: tuple[int, int]) -> None:
        side = self.sides.setdefault(key, DraftSide(key, title))
        side.score += points
        side.first = min(side.first, place)
        name = " ".join(name.split())
        if _bare(name) != _bare(side.title):
            side.aliases[name] += 1
        self.by_name[_bare(name)] = key
        last = _bare(name).split()[-1:]
        if last and last[0] not in NOT_SIDES:
            self.by_name.setdefault(last[0], key)

    def statement(self, item: Statement) -> None:
        speaker, read = item.speaker, self.reads.get(item.document)
        if speaker is None or read is None or item.kind == "author" or item.embedded:
            return
        place = (self.number[item.document], speaker.start)
        points = 3.0 if item.kind == "position" else 1.0
        if speaker.party:
            self.credit(speaker.name, speaker.party, speaker.name, points + 2, place)
            return
        if not _may_be_side(speaker.name) or _onlooker(speaker.role):
            return
        around = speaker.role or self.around(read, speaker.name, speaker.start, speaker.end)
        if not speaker.role and _onlooker(around):
            return
        key, title = self.behalf(speaker.name, around)
        self.credit(speaker.name, key, title, points + (key != _bare(speaker.name)), place)

    def around(self, read: Read, name: str, start: int, end: int) -> str:
        """What the text says beside the first full mention of a name: an office before it or after it."""
        text = read.document.text
        at = text.find(name)
        if at >= 0:
            start, end = at, at + len(name)
        after = _APPOSED.match(text, end)
        if after is not None:
            return " ".join(after.group(1).split())
        before = re.split(r"(?<!\b[A-Z])[,.;:“”\"]\s|\n\s*\n", text[max(0, start - _CHARS_BEFORE) : start])[
            -1
        ]
        words = before.split()[-6:]
        return " ".join(words) if any(word.casefold() in OFFICES for word in words[-2:]) else ""

    def behalf(self, name: str, role: str) -> tuple[str, str]:
        """Key and title of the side that a name speaks for."""
        name, role = name[:200], role[:200]
        own = _FORMS.get(" ".join(_plain_words(_bare(name)))) or country_in(_plain_words(name))
        country = own or country_in(_plain_words(role))
        if country:
            return country, COUNTRIES[country][0]
        found = _BEHALF.search(role)
        owned = _OWNED.search(role)
        if found is not None:
            body = found.group(1)
        elif owned is not None and owned.group(2).casefold() in OFFICES:
            body = owned.group(1)
        else:
            return self.by_name.get(_bare(name)) or _bare(name), _titled(name)
        known = self.by_name.get(_bare(body)) or _bare(body)
        return known, _titled(body)

    def text(self, read: Read) -> None:
        """Subjects of the acts of a negotiation, and "between A and B"."""
        text = read.document.text
        for start, end in article_parts(read):
            tokens = tokens_of(text, start, end)
            for at, token in enumerate(tokens):
                subject: list[tuple[int, int]] = []
                acts = token.word in ACTS or (token.word in LEVERS and at and tokens[at - 1].word in _WILL)
                if acts:
                    subject = [_subject(text, tokens, at, cased=read.document.profile == "normal")]
                elif token.word == "between":
                    subject = _pair(text, tokens, at)
                for first, last in subject:
                    if first < last:
                        self.mention(
                            read, tokens[first].start, tokens[last - 1].end, 4.0 if len(subject) > 1 else 2.0
                        )

    def merge(self) -> None:
        """Join a side named by a surname with the one that has the full name, where there is just one."""
        ending: dict[str, list[str]] = {}
        for other in self.sides:
            if " " in other and other not in COUNTRIES:
                ending.setdefault(other.rpartition(" ")[2], []).append(other)
        joined: dict[str, str] = {}
        for key in sorted(self.sides):
            fuller = ending.get(key, [])
            if key in COUNTRIES or " " in key or len(fuller) != 1:
                continue
            small, full = self.sides.pop(key), self.sides[fuller[0]]
            full.score += small.score
            full.first = min(full.first, small.first)
            full.aliases.update({small.title: 1, **small.aliases})
            joined[key] = full.key
        self.by_name = {name: joined.get(owner, owner) for name, owner in self.by_name.items()}

    def mention(self, read: Read, start: int, end: int, points: float) -> None:
        name = read.document.text[start:end]
        if not _may_be_side(name):
            return
        around = self.around(read, name, start, end)
        if _onlooker(around):
            return
        key = self.by_name.get(_bare(name), "")
        title = self.sides[key].title if key in self.sides else ""
        if not key:
            key, title = self.behalf(name, around)
        self.credit(name, key, title or _titled(name), points, (self.number[read.document.name], start))


def _titled(name: str) -> str:
    """A name with capitals: each word where it is a person's in a text without any."""
    name = re.sub(r"^(?:[Tt]he|[Aa]n?)\s+", "", " ".join(name.split())).strip(" ,.'’\"“”")
    words = name.split()
    common = any(word.rstrip("s") in ROLE_NOUNS or word in FUNCTION for word in words)
    if name.islower() and len(words) in (2, 3) and not common:
        return " ".join(word[:1].upper() + word[1:] for word in words)
    return name[:1].upper() + name[1:]


def _onlooker(role: str) -> bool:
    return bool(OBSERVERS & set(_plain_words(role)))


def _may_be_side(name: str) -> bool:
    words = _plain_words(_bare(name))
    return bool(words) and words[-1] not in NOT_SIDES | NO_SUBJECT | FUNCTION and words[0] not in NO_SUBJECT


def _subject(text: str, tokens: Sequence[Token], at: int, *, cased: bool) -> tuple[int, int]:
    """Who does what stands at ``at``: names with capitals, or "the" and up to three words, or a country."""
    last = at
    while last > 0 and at - last < 4 and not tokens[last].broken and tokens[last - 1].word in BEFORE_VERB:
        last -= 1
    if last == 0 or tokens[last].broken:
        return 0, 0
    first = last
    while first > 0 and last - first < 4 and (first == last or not tokens[first].broken):
        token = tokens[first - 1]
        if token.word in ("the", "a", "an"):
            return (first, last) if first < last else (0, 0)
        if token.word in FUNCTION or token.word in ACTS:
            break
        first -= 1
    if cased:
        while first < last and not text[tokens[first].start].isupper():
            first += 1
        return first, last
    for size in range(min(_LONGEST_FORM, last), 0, -1):
        if " ".join(token.word for token in tokens[last - size : last]) in _FORMS:
            return last - size, last
    return 0, 0


def _pair(text: str, tokens: Sequence[Token], at: int) -> list[tuple[int, int]]:
    """The two sides of "between A and B"."""
    end = at + 1
    while end < len(tokens) and end - at <= 10 and not (tokens[end].broken and end > at + 1):
        if tokens[end].word == "and":
            break
        end += 1
    if end >= len(tokens) or tokens[end].word != "and" or end == at + 1:
        return []
    last = end + 1
    lower = text[tokens[at + 1].start].islower()
    while last < len(tokens) and last - end <= 5 and (last == end + 1 or not tokens[last].broken):
        word = tokens[last].word
        if word not in ("the", "of") and (word in FUNCTION or word in ACTS or word in BEFORE_VERB):
            break
        if not lower and word not in ("the", "of") and text[tokens[last].start].islower():
            break
        last += 1
    return [(at + 1, end), (end + 1, last)] if last > end + 1 else []


def sides_in(reads: Sequence[Read], statements: Sequence[Statement]) -> Sides:
    """Find the candidate parties of some documents."""
    finder = _SideFinder(reads)
    for item in statements:
        finder.statement(item)
    for read in reads:
        finder.text(read)
    finder.merge()
    ranked = sorted(finder.sides.values(), key=lambda side: (-side.score, side.first))
    ranked = [side for side in ranked if side.score >= 2]
    floor = ranked[1].score * 0.5 if len(ranked) > 1 else 0.0
    chosen = ranked[:2] + [side for side in ranked[2:MOST_SIDES] if side.score >= max(floor, 4.0)]
    return Sides(sorted(chosen, key=lambda side: side.first), finder.by_name)
