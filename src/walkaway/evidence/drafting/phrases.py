"""What the words of a position name: stems, amounts, a noun, and whether two of them mean one option."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..amounts import MONEY, Measure
from ..findings import Read
from ..positions.finder import Position
from ..speech.likeness import stem
from ..wordlist import word_set
from .draft_text import Token, tokens_of
from .draft_words import DEGREES, FUNCTION, GENERIC, LEVER_NOUNS
from .headings import heading_at
from .nouns import named_by, nouns_of

_NEAR: Final = 0.6
_PLAIN: Final = word_set(
    "new own good whole same other such more first second last next former present current"
)
_LINE: Final = re.compile(r"\n[>\s]*")
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
class Phrase:
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


def phrases_of(read: Read, positions: Sequence[Position], names: frozenset[str]) -> Iterator[Phrase]:
    """The phrases of positions of a document, in the order of its text; ``names`` are those of parties."""
    own = sorted(positions, key=lambda each: (each.start, each.end))
    kinds = nouns_of(read, [_clause(read.document.flow, each) for each in own])
    for position, name in zip(own, _names(read.document.flow, own, kinds, names), strict=True):
        yield _phrase(read, position, kinds, names, name)


def base_unit(amount: Measure) -> str:
    """A unit without the time it is for."""
    return unit_of(amount).partition("_per_")[0]


def unit_of(amount: Measure) -> str:
    """A unit as it is compared: *EUR 500* is *500 euros*."""
    return re.sub(r"\Aeuros?(?![a-z])", "eur", amount.unit)


def _names(
    text: str, positions: Sequence[Position], kinds: Mapping[int, bool], names: frozenset[str]
) -> list[str]:
    """What names each position; one between brackets goes by the clause before them."""
    known = frozenset(DEGREES) | FUNCTION | GENERIC | MONEY | _PLAIN | names

    def tells(word: str) -> bool:
        return len(word) > 1 and not word[0].isdigit() and word not in known

    led = named_by([text[slice(*_lead(text, each))] for each in positions], tells)
    verbs = [_begins_with_verb(text, each, kinds) for each in positions]
    phrases = [f"{'to ' * verb}{text[a.start : a.end]}" for verb, a in zip(verbs, positions, strict=True)]
    said = named_by(phrases, tells)
    return [one or other for one, other in zip(led, said, strict=True)]


def _begins_with_verb(text: str, position: Position, kinds: Mapping[int, bool]) -> bool:
    word = text[position.start : position.end].partition(" ")[0]
    small = position.start in kinds or not word.islower()
    return not small and word not in FUNCTION | frozenset(DEGREES)


def _phrase(
    read: Read, position: Position, kinds: Mapping[int, bool], names: frozenset[str], name: str
) -> Phrase:
    text, start, amounts = read.document.flow, position.start, position.amounts
    end, own = _clause(text, position)[1], tokens_of(text, start, position.end)
    tokens = [*tokens_of(text, *_lead(text, position)), *own, *tokens_of(text, position.end, end)]
    free = [token for token in tokens if not any(a.start <= token.start < a.end for a in amounts)]
    details = frozenset(token.word for token in tokens if token.word[0].isdigit() or token.word in DEGREES)
    about = [
        token for token in free
        if _tells(token, kinds, names) and token.word not in details | LEVER_NOUNS
    ]  # fmt: skip
    return Phrase(
        position=position,
        title=" ".join(f"{_LINE.sub(' ', text[start : position.end])} {position.counted}".split()),
        stems=_stems(text, about), details=details, amounts=amounts,
        plain=frozenset(stem_of(token.word) for token in tokens if token.word not in FUNCTION),
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


def stems_of(title: str) -> set[str]:
    """The roots of the words of a title."""
    return {stem_of(word) for word in re.findall(r"[\w-]+", title.casefold()) if word not in FUNCTION}


def _lead(text: str, position: Position) -> tuple[int, int]:
    """The words of a clause before the brackets that a position stands in."""
    begin = _clause(text, position)[0]
    opened = text.find("[", begin, position.start)
    return begin, max(begin, opened)


def _stems(text: str, about: Iterable[Token]) -> dict[str, str]:
    stems: dict[str, str] = {}
    for token in about:
        written = text[token.start : token.end].removesuffix("'s").removesuffix("’s")
        stems.setdefault(stem_of(token.word), written)
    return stems


def stem_of(word: str) -> str:
    """The root of a word, without the mark of a genitive."""
    return stem(word.removesuffix("'s").removesuffix("'"))


def _measures(phrase: Phrase) -> frozenset[tuple[str, object, object]]:
    return frozenset((unit_of(amount), amount.low, amount.high) for amount in phrase.amounts)


def same_option(first: Phrase, second: Phrase) -> bool:
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


def _bare_first(first: Phrase, second: Phrase) -> bool:
    """Whether the first amounts are equal and one of two phrases says nothing besides: "6 percent"."""
    one, two = first.amounts[0], second.amounts[0]
    equal = (unit_of(one), one.low, one.high) == (unit_of(two), two.low, two.high)
    return equal and (len(first.amounts) == 1 or len(second.amounts) == 1) and (first.bare or second.bare)


def degree_of(phrase: Phrase) -> int:
    """How much of a thing a phrase speaks of: nothing, some, most, all."""
    return max((DEGREES.get(word, 2) for word in phrase.details), default=2)
