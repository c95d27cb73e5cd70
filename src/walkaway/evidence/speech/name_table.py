"""Who is meant: the names of one document, full name first and surname later, with the aliases of a case.

The longest match counts; a bare *Park* after both *Daniel Park* and *Park Min-ho* stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from ..amounts import CODES
from ..wordlist import COUNTRIES, DATES, ORGANISATIONS, TITLES, word_set
from .gender import is_first_name
from .word_names import word_names

_SHORT = r"(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Prof|Col|Capt|Lt|Sgt)\."
_CAPITAL = (
    rf"(?!(?:OF|FOR|THE|AND|BY|TO|IN)\b)(?:(?:[A-Z]\.)+|{_SHORT}"
    r"|[A-ZÀ-ÖØ-ÞĀ-Ž](?:[\w&]|-(?=\w)|['’](?=[A-Z]))*)"
)
_SEQUENCE = re.compile(
    rf"\b{_CAPITAL}"
    r"(?:[ \u00a0]{1,4}(?:(?:de|van|von|der|den|bin|al|el|la|di|da|du|del|al-|ben|&)[ ]){0,2}"
    rf"{_CAPITAL})*"
)
_CURRENCY: Final = re.compile(rf" (?:{CODES})$")  # "pay Norvik USD 12 million"
_WORD = re.compile(r"[^\W_]+(?:[-.&'’][^\W_]+)*")
_OFFICE_OF = re.compile(
    rf"\b(?:{'|'.join(sorted(TITLES))})[ \u00a0](?:of|to|for)[ \u00a0](?:the[ \u00a0])?(?:\w+ and )?$",
    re.IGNORECASE,
)
_NEW: Final = word_set("""
    york yorker zealand delhi jersey hampshire orleans mexico england guinea caledonia brunswick haven south
    statesman republic scientist
""")
_OFFICES: Final = frozenset(
    word for title, _ in COUNTRIES.values() for word in title.lower().split()
) | word_set("""
    state affairs exchequer treasury commission defence defense interior finance staff justice trade health
    education environment energy labour labor agriculture council parliament senate union nations house
""")
_NOT_NAMES: Final = DATES | word_set("""
    the a an this that these those he she it they we i you his her its their our your my in on at by
    for from with of to as and but or nor so yet if when while after before since because although
    though however meanwhile also there here what who why how where which not no yes all some many
    most both each every one two three another other such then now today yesterday tomorrow
    jan feb mar apr jun jul aug sep sept oct nov dec
    photo image picture according during under over between among even just only still despite
    instead perhaps maybe well ultimately finally first second last next new is are was were be do
    does did has have had will would can could should might must let go read more see until unless
    whether than once earlier later recently asked speaking citing quoting echoing imagine suppose
""")


def name_words(text: str) -> tuple[str, ...]:
    """Words of a name in lower case, without a final possessive."""
    bare = re.sub(r"['’]s\b|['’]$", "", text)
    return tuple(word.lower().strip(".") for word in re.findall(r"[^\s,;:()\"“”]+", bare) if word.strip("."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A name of the document or the case; an ``officer``'s stands behind *Secretary of State*."""

    name: str
    words: tuple[str, ...]
    first: int = -1
    party: str = ""
    officer: bool = False


class _Index:
    """The names by their words, and by the words that begin or end them; each list in the table's order."""

    def __init__(self, names: Iterable[Known]) -> None:
        self.whole: dict[tuple[str, ...], list[Known]] = {}
        self.longer: dict[tuple[str, ...], list[Known]] = {}
        for known in names:
            words = known.words
            self.whole.setdefault(words, []).append(known)
            for part in {part for k in range(1, len(words)) for part in (words[:k], words[k:])}:
                self.longer.setdefault(part, []).append(known)
        self.order = {words: place for place, words in enumerate(self.whole)}
        self.longest = max(map(len, self.whole), default=0)
        self.of_parties = [known for named in self.whole.values() for known in named if known.party]


@dataclass(frozen=True)
class NameTable:
    """Names of a document and aliases of a case."""

    known: tuple[Known, ...] = ()

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.known)

    @classmethod
    def of_case(cls, aliases: Mapping[str, Iterable[str]]) -> NameTable:
        """Aliases by party id; of each party the first alias is its name."""
        named = [(alias, party) for party, names in aliases.items() for alias in names if name_words(alias)]
        return cls(tuple(Known(name=alias, words=name_words(alias), party=party) for alias, party in named))

    def with_document(self, text: str) -> NameTable:
        """The same names and those that stand in a text with capitals."""
        found: dict[tuple[str, ...], Known] = {}
        for match in _SEQUENCE.finditer(text):
            name, shift = _without_titles(match.group())
            officer = _OFFICE_OF.search(text, max(0, match.start() - 40), match.start()) is not None
            if officer and (cut := _after_office(match.group())):
                name, shift = match.group()[cut:], cut
            name = _CURRENCY.sub("", " ".join(name.split()))
            words = name_words(name)
            if 2 <= len(words) <= 5:
                known = Known(
                    name=name,
                    words=words,
                    first=match.start() + shift,
                    officer=officer and shift > 0,
                )
                found.setdefault(words, known)
        for name in word_names(text):
            if name.split()[0].lower().strip(".") in TITLES:
                continue
            found.setdefault(
                name_words(name), Known(name=name, words=name_words(name), first=text.find(name))
            )
        return self.with_names(found.values())

    def with_names(self, names: Iterable[Known]) -> NameTable:
        """The same names and others; a party is taken over from an alias with the same words."""
        parties = {known.words: known.party for known in self.known if known.party}
        added = {known.words: replace(known, party=parties.get(known.words, known.party)) for known in names}
        return NameTable((*(known for known in self.known if known.words not in added), *added.values()))

    def resolve(self, mention: str, at: int) -> tuple[str, str]:
        """The name and party that a mention stands for."""
        bare = _without_titles(mention)[0] or mention
        words, later = name_words(bare), any(word[0].isupper() for word in mention.split()[-1:])
        if (own := self._index.whole.get(name_words(mention))) and not own[0].party:
            return own[0].name, ""  # "Will Hart": what is a word elsewhere begins a name here
        whole = self._index.whole.get(words, [])
        if whole:
            party = next((known.party for known in whole if known.party), "")
            if len(words) > 1:
                return whole[0].name, party
            fuller = self._fuller(words, at, later=later)
            return (fuller.name, fuller.party or party) if fuller else (whole[0].name, party)
        if len(words) > 1:
            inside = self._longest_inside(words)
            if inside and (inside.words == words[-len(inside.words) :] or inside.first >= 0):
                return inside.name, inside.party or self._party_of(inside.words, at)
        fuller = self._fuller(words, at, later=later)
        if fuller:
            return fuller.name, fuller.party or self._party_of(fuller.words, at)
        sides = {known.party for known in self._index.longer.get(words, []) if known.first <= at}
        return bare.strip(), sides.pop() if len(sides) == 1 else ""

    def is_name(self, mention: str) -> bool:
        """Whether a mention is itself a known name."""
        return name_words(mention) in self._index.whole

    def knows(self, mention: str, at: int) -> bool:
        """Whether a mention is a known name, or part of just one."""
        words = name_words(mention)
        return words in self._index.whole or self._fuller(words, at) is not None

    def officer(self, phrase: str) -> str:
        """The full name that ends a phrase that begins with an office."""
        words = name_words(phrase)
        ends = (self._index.whole.get(words[k:], []) for k in range(1, len(words) - 1))
        return next((known.name for some in ends for known in some if known.officer), "")

    def party_in(self, mention: str) -> str:
        """Party of the longest alias inside a phrase: *a spokesman for the union*."""
        words = name_words(mention)
        inside = [known for known in self._index.of_parties if _inside(known.words, words)]
        return max(inside, key=lambda known: len(known.words)).party if inside else ""

    def _fuller(self, words: tuple[str, ...], at: int, *, later: bool = True) -> Known | None:
        """The one longer name that these words begin or end; *the navy* is none that comes ``later``."""
        fits = self._index.longer.get(words, [])
        before = [known for known in fits if known.first <= at] or (fits if later else [])
        if len({known.words for known in before}) == 1:
            return before[0]
        nested = max(before, key=lambda known: len(known.words), default=None)
        if nested and all(_inside(known.words, nested.words) for known in before):
            return nested
        return None

    def _longest_inside(self, words: tuple[str, ...]) -> Known | None:
        for size in range(min(len(words), self._index.longest), 1, -1):
            runs = {words[k : k + size] for k in range(len(words) - size + 1)}
            inside = [self._index.whole[run][0] for run in runs if run in self._index.whole]
            if inside:
                return min(inside, key=lambda known: self._index.order[known.words])
        return None

    def _party_of(self, words: tuple[str, ...], at: int) -> str:
        """Party of an alias that only this name can mean."""
        parties = {
            known.party
            for known in self._index.of_parties
            if _part_of(known.words, words) and self._fuller(known.words, at) is not None
        }
        return parties.pop() if len(parties) == 1 else ""


def _part_of(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    size = len(words)
    return 0 < size < len(name) and (name[-size:] == words or name[:size] == words)


def _inside(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    size = len(words)
    return any(other[k : k + size] == words for k in range(len(other) - size + 1))


def _after_office(name: str) -> int:
    """Where a person begins in *Foreign Affairs Karl Voss*: at a first name, or behind an office's field."""
    pieces = [(match.group(), match.start()) for match in re.finditer(r"\S+", name)]
    first = [at for word, at in pieces[1:-1] if is_first_name(word)]
    behind = [at for (word, _), (_, at) in pairwise(pieces) if word.lower() in _OFFICES]
    person = len(pieces) == 3 and pieces[-1][0].lower() not in ORGANISATIONS
    only = [pieces[1][1]] if person else []  # "Minister of Fisheries Ola Ness"
    return next((at for at in (*first, *behind[-1:], *only)), 0)


def _without_titles(text: str) -> tuple[str, int]:
    """A name without the words before it that are no part of it, and how many characters were cut."""
    pieces = [(match.group(), match.start()) for match in re.finditer(r"\S+", text)]
    keep = 0
    for position, (piece, _) in enumerate(pieces[:-1]):
        word = piece.lower().strip(".,")
        if piece.islower() and word not in TITLES and word not in _NOT_NAMES and not text.islower():
            break
        following = pieces[position + 1][0].lower().strip(".,")
        if word == "new" and following in _NEW:
            break
        if not TITLES.isdisjoint((word, *word.split("-"))) or (word in _NOT_NAMES and position == keep):
            keep = position + 1
    if not pieces:
        return text, 0
    shift = pieces[keep][1]
    return text[shift:].strip(" ,.;:") if keep else text.strip(" ,;:"), shift
