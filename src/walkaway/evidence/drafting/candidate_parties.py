"""Candidate parties: who demands, offers, refuses, and on whose behalf people speak.

A person speaks for a country or body where the text says so ("the guild's chief negotiator"), else for
themself. Analysts and other onlookers are never a party.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..findings import Read, Statement
from ..wordlist import COUNTRIES, ROLE_NOUNS
from .draft_text import Token, article_parts, tokens_of
from .draft_words import ACTS, BEFORE_VERB, FUNCTION, LEVERS, NO_SUBJECT, NOT_SIDES, OBSERVERS, OFFICES

__all__ = ["DraftSide", "Sides", "sides_in"]

_MOST_SIDES = 4
_TITLES = OFFICES - {"head", "owner", "owners"} | {"mr", "mrs", "ms", "dr", "sir", "minister", "foreign"}
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
_CLAUSE = re.compile(r"(?<!\b[A-Z])[,.;:“”\"]\s|\n\s*\n")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
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
        called = [name.lower() for side in self.chosen for name in (side.title, *side.aliases)]
        return frozenset(word for name in (*called, *_FORMS) for word in name.split()) - FUNCTION


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
    floor = max(4.0, ranked[1].score / 2) if len(ranked) > 1 else 4.0
    chosen = ranked[:2] + [side for side in ranked[2:_MOST_SIDES] if side.score >= floor]
    return Sides(sorted(chosen, key=lambda side: side.first), finder.by_name)


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
        bare = _bare(name)
        if bare != _bare(side.title):
            side.aliases[" ".join(name.split())] += 1
        self.by_name[bare] = key
        last = bare.rpartition(" ")[2]
        if last and last not in NOT_SIDES:
            self.by_name.setdefault(last, key)

    def statement(self, item: Statement) -> None:
        """Whoever speaks, or wants something, counts for the side they speak for."""
        speaker, read = item.speaker, self.reads.get(item.document)
        if speaker is None or read is None or item.kind == "author" or item.embedded:
            return
        place = (self.number[item.document], speaker.start)
        points = 3.0 if item.kind == "position" else 1.0
        if speaker.party:
            self.credit(speaker.name, speaker.party, speaker.name, points + 2, place)
        elif _may_be_side(speaker.name):
            around = speaker.role or _around(read, speaker.name, speaker.start, speaker.end)
            if not _onlooker(around):
                key, title = self.behalf(speaker.name, around)
                self.credit(speaker.name, key, title, points + (key != _bare(speaker.name)), place)

    def text(self, read: Read) -> None:
        """Subjects of the acts of a negotiation, and "between A and B"."""
        text, cased = read.document.text, read.document.profile == "normal"
        for part in article_parts(read):
            tokens = tokens_of(text, *part)
            for at, token in enumerate(tokens):
                will = at and tokens[at - 1].word in ("would", "will")
                found: list[tuple[int, int]] = []
                if token.word in ACTS or (token.word in LEVERS and will):
                    found = [_subject(text, tokens, at, cased=cased)]
                elif token.word == "between":
                    found = _pair(text, tokens, at)
                for first, last in found:
                    if first < last:
                        start, end = tokens[first].start, tokens[last - 1].end
                        self.mention(read, start, end, 2.0 * len(found))

    def mention(self, read: Read, start: int, end: int, points: float) -> None:
        name = read.document.text[start:end]
        around = _around(read, name, start, end)
        if not _may_be_side(name) or _onlooker(around):
            return
        key = self.by_name.get(_bare(name), "")
        title = self.sides[key].title if key in self.sides else ""
        if not key:
            key, title = self.behalf(name, around)
        self.credit(name, key, title or _titled(name), points, (self.number[read.document.name], start))

    def behalf(self, name: str, role: str) -> tuple[str, str]:
        """Key and title of the side that a name speaks for."""
        name, role = name[:200], role[:200]
        country = _country_in(_bare(name)) or _country_in(name) or _country_in(role)
        if country:
            return country, COUNTRIES[country][0]
        leads, owned = _BEHALF.search(role), _OWNED.search(role)
        if leads is not None:
            name = leads.group(1)
        elif owned is not None and owned.group(2).casefold() in OFFICES:
            name = owned.group(1)
        return self.by_name.get(_bare(name)) or _bare(name), _titled(name)

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


# ------------------------------------------------------------------------------------------------ names


def _bare(name: str) -> str:
    """A name for comparison: lower case, without article and without the titles of an office."""
    name = " ".join(name.split()).replace("’", "'").casefold()
    words = _ARTICLE.sub("", name).strip(" ,.'\"").split()
    while len(words) > 1 and words[0].rstrip(".") in _TITLES:
        words = words[1:]
    return " ".join(words)


def _titled(name: str) -> str:
    """A name with capitals: each word where it is a person's in a text without any."""
    name = _ARTICLE.sub("", " ".join(name.split())).strip(" ,.'’\"“”")
    words = name.split()
    common = any(word.rstrip("s") in ROLE_NOUNS or word in FUNCTION for word in words)
    if name.islower() and len(words) in (2, 3) and not common:
        return " ".join(word[:1].upper() + word[1:] for word in words)
    return name[:1].upper() + name[1:]


def _plain_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.replace("US ", "U.S. ").casefold())


def _country_in(text: str) -> str:
    """Key of the first country that a text names; empty if none."""
    words = _plain_words(text)
    forms = (" ".join(words[k : k + size]) for k in range(len(words)) for size in range(_LONGEST_FORM, 0, -1))
    return next((_FORMS[form] for form in forms if form in _FORMS), "")


def _onlooker(role: str) -> bool:
    return not OBSERVERS.isdisjoint(_plain_words(role))


def _may_be_side(name: str) -> bool:
    words = _plain_words(_bare(name))
    return bool(words) and words[-1] not in NOT_SIDES | NO_SUBJECT | FUNCTION and words[0] not in NO_SUBJECT


def _around(read: Read, name: str, start: int, end: int) -> str:
    """What the text says beside the first full mention of a name: an office after it or before it."""
    text = read.document.text
    at = text.find(name)
    if at >= 0:
        start, end = at, at + len(name)
    after = _APPOSED.match(text, end)
    if after is not None:
        return " ".join(after.group(1).split())
    words = _CLAUSE.split(text[max(0, start - _CHARS_BEFORE) : start])[-1].split()[-6:]
    return " ".join(words) if any(word.casefold() in OFFICES for word in words[-2:]) else ""


# --------------------------------------------------------------------------------------------- patterns


def _subject(text: str, tokens: Sequence[Token], at: int, *, cased: bool) -> tuple[int, int]:
    """Who does what stands at ``at``: names with capitals, or "the" and up to three words, or a country."""
    last = at
    while last > 0 and at - last < 4 and not tokens[last].broken and tokens[last - 1].word in BEFORE_VERB:
        last -= 1
    if last == 0 or tokens[last].broken:
        return 0, 0
    first = last
    while first > 0 and last - first < 4 and (first == last or not tokens[first].broken):
        word = tokens[first - 1].word
        if word in ("the", "a", "an"):
            return first, last
        if word in FUNCTION or word in ACTS:
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
    end = next((k for k in range(at + 1, min(at + 11, len(tokens))) if tokens[k].word == "and"), at + 1)
    if end == at + 1 or any(token.broken for token in tokens[at + 2 : end + 1]):
        return []
    last, lower = end + 1, text[tokens[at + 1].start].islower()
    while last < len(tokens) and last - end <= 5 and (last == end + 1 or not tokens[last].broken):
        word = tokens[last].word
        joins = word in ("the", "of")
        if not joins and (word in FUNCTION | BEFORE_VERB or word in ACTS):
            break
        if not joins and not lower and text[tokens[last].start].islower():
            break
        last += 1
    return [(at + 1, end), (end + 1, last)] if last > end + 1 else []
