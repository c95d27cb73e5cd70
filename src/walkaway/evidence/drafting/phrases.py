"""What the words of a position name: stems, amounts, a noun, and whether two of them mean one option."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..amounts import MONEY, Measure, time_behind
from ..findings import Read
from ..positions.around_brackets import clause_around, lead_of, rest_of
from ..positions.finder import Position
from ..speech.likeness import stem
from ..wordlist import word_set
from .draft_text import Token, tokens_of
from .draft_words import DEALS, DEGREES, FUNCTION, GENERIC, LEVER_NOUNS
from .headings import heading_at
from .nouns import named_by, nouns_of

_NEAR: Final = 0.6
_PLAIN: Final = word_set(
    "new own good whole same other such more first second last next former present current"
)
_BINDING: Final = word_set("shall party parties side sides")
_LINE: Final = re.compile(r"\n[>\s]*")
_ATTITUDE: Final = re.compile(
    r"\A(?:(?:accept(?: that)?|agree (?:to|on|that)|settle for|live with|consider|tolerate|countenance"
    r"|(?:go|come)(?: down| back)?(?: to| for)?(?= (?:up to|at least|[A-Z]{3}\b|[$€£\d])))\s)+(?=\S)"
)
"""How somebody takes an option, which is not a part of it: *accept USD 5 million*."""
_TO_WHOM: Final = re.compile(
    r"\A(?:its|his|her|their|our|the)\s(?:(?!(?:of|for|to|in|on|with|by|at|from|as|and|or|that|per|who|which|to|not)\b)[\w’'-]+\s)"
    r"{1,3}?(?=an?\s(?!year|month|week|day|hour|share)|[A-Z]{3}\s\d|[$€£]\d)"
)
"""To whom it is offered: *its creditors a haircut of 30 percent*."""
_IT: Final = re.compile(r"(?:it|them|that|this|those|these)(?:\s\w+ed)?(?:\s(?:for|to|by|at|of|until))?\s")
_PAID: Final = re.compile(r"(?:pay|spend|give|take|offer|buy|sell)\s")
_SHORT_OF: Final = word_set("less fewer below under lower shorter smaller earlier before")
_LIMIT: Final = re.compile(
    r"(?<!\bno )(?<!\bnot )\b(?:(?:more|less|fewer|longer|higher|lower|shorter|greater|smaller|later|earlier)"
    r"\sthan|above|below|beyond|under|before|further|(?:(?<=\bpay )|(?<=\bof ))over)\s(?:an?\s)?"
)
_WHICH: Final = re.compile(r"\s(?:that|which|who)\b")
_NOT_EVEN: Final = re.compile(r"\b(?:single|penny|cent|inch)\b")
_STARTS: Final = re.compile(
    r"(?:(?:pay|go up to|go|come|cut|raise|accept|at least|up to|no (?:more|less) than|not (?:more"
    r"|less) than|a|an|the"
    r"|take|do|put|spend|its|their|our|anything|nothing|agree|to|down|up|further|maximum|minimum|total|of"
    r"|settle for"
    r"|consider|sign|for|run|runs|more|less|than|below|under|above|around|about|only|offer|price|bid|term|live"
    r"|with|between|from)\W+)*\Z",
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
    share: bool  # its amount is a part of what the name names
    limit: str  # *more than* or *less than*: what is refused lies on that side of its amount

    @property
    def timed(self) -> bool:
        """Whether it says what time an amount is for."""
        return any("_per_" in amount.unit for amount in self.amounts)

    @property
    def head(self) -> str:
        """The last word of its name."""
        return self.name.lower().rpartition(" ")[2]

    @property
    def no_term(self) -> bool:
        """Whether no deal could contain it: the deal or a plan as such, or a way of leaving the talks."""
        rest = self.title.partition(self.name)[2] if self.name else ""
        whole = self.head in DEALS and not rest.startswith(" of ")
        whole = whole and (not self.amounts or _WHICH.match(rest) is not None)
        if self.position.act != "refuses":
            return whole and self.title.lower().removeprefix("the ") in DEALS
        return whole or not (self.amounts or self.stems) or _NOT_EVEN.search(self.title) is not None


def phrases_of(read: Read, positions: Sequence[Position], names: frozenset[str]) -> Iterator[Phrase]:
    """The phrases of positions of a document, in the order of its text; ``names`` are those of parties."""
    own = sorted(positions, key=lambda each: (each.start, each.end))
    kinds = nouns_of(read, [clause_around(read.document.flow, *_span(each)) for each in own])
    first = {each.cue: each for each in reversed(own)}
    for position, name in zip(own, _names(read.document.flow, own, kinds, names), strict=True):
        asked = position.act != first[position.cue].act  # in return for what stands under the heading
        more = read.document.flow.endswith("with ", 0, position.start)
        heading = "" if name and (asked or more) else heading_at(read, position.start)
        yield _phrase(read, position, kinds, names, name, heading)


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

    led = named_by([text[slice(*lead_of(text, *_span(each)))] for each in positions], tells)
    verbs = [_begins_with_verb(text, each, kinds) for each in positions]
    phrases = [
        f"{'to ' * verb}{_untimed(text, each)}{_of_what(text, each.end)}"
        for verb, each in zip(verbs, positions, strict=True)
    ]
    said = named_by(phrases, tells)
    return [one or other for one, other in zip(led, said, strict=True)]


def _untimed(text: str, position: Position) -> str:
    """The words of a position, where no thing names it that its amounts are for each: *EUR 5 a shift*."""
    start, parts = position.start, []
    for amount in position.amounts:
        behind = time_behind(text, amount)
        if start <= amount.end < behind <= position.end:
            parts.append(f"{text[start : amount.end]} a year")
            start = behind
    return "".join([*parts, text[start : position.end]])


def _of_what(text: str, end: int) -> str:
    """What an amount between brackets is a part of, where that stands behind them."""
    rest = rest_of(text, end)
    return rest if rest.lstrip().startswith("of ") else ""


def _begins_with_verb(text: str, position: Position, kinds: Mapping[int, bool]) -> bool:
    if text.endswith("to", *position.cue) and text[position.cue[1] : position.start].isspace():
        return True
    word = text[position.start : position.end].partition(" ")[0]
    small = position.start in kinds or not word.islower()
    return not small and word not in FUNCTION | frozenset(DEGREES)


def _phrase(
    read: Read, position: Position, kinds: Mapping[int, bool], names: frozenset[str], name: str, heading: str
) -> Phrase:
    text, start, amounts = read.document.flow, position.start, position.amounts
    end, own = clause_around(text, *_span(position))[1], tokens_of(text, start, position.end)
    tokens = [*tokens_of(text, *lead_of(text, *_span(position))), *own, *tokens_of(text, position.end, end)]
    counted = [(each.start, time_behind(text, each)) for each in amounts]
    free = [token for token in tokens if not any(a <= token.start < b for a, b in counted)]
    details = frozenset(token.word for token in tokens if token.word[0].isdigit() or token.word in DEGREES)
    about = [
        token for token in free
        if _tells(token, kinds, names) and token.word not in details | LEVER_NOUNS
    ]  # fmt: skip
    limit = _limit(text, position)
    alone = amounts and counted[0][1] == position.end and _PAID.fullmatch(text, start, amounts[0].start)
    plain = amounts and (limit or alone or _IT.fullmatch(text, start, amounts[0].start))
    begin = amounts[0].start if plain else start
    words = (position.whole or text[start : position.end])[begin - start :]
    behind = text[counted[0][1] : position.end] + _of_what(text, position.end) if amounts else ""
    return Phrase(
        position=position, title=_TO_WHOM.sub("", _ATTITUDE.sub("", " ".join(_LINE.sub(" ", words).split()))),
        stems=_stems(text, about), details=details, amounts=amounts,
        plain=frozenset(stem_of(token.word) for token in tokens if token.word not in FUNCTION | _BINDING),
        heading=heading,
        bare=bool(amounts) and _STARTS.match(text[begin : amounts[0].start]) is not None,
        led=end > position.end,
        name=name,
        share=behind.lstrip().startswith("of ") and amounts[0].unit == "percent",
        limit=limit,
        written=text[amounts[0].start : amounts[0].end] if amounts else "",
    )  # fmt: skip


def _span(position: Position) -> tuple[int, int]:
    return position.start, position.end


def _limit(text: str, position: Position) -> str:
    """What a refusal leaves open: *more than* or *less than* an amount is refused, not the amount."""
    if position.act != "refuses":
        return ""
    end = position.amounts[0].start if position.amounts else position.end
    found = [*_LIMIT.finditer(text, position.start, end)]
    if not found or (position.amounts and found[-1].end() != end):
        return ""
    return "less than" if found[-1].group().split()[0] in _SHORT_OF else "more than"


def _tells(token: Token, kinds: Mapping[int, bool], names: frozenset[str]) -> bool:
    """Whether a word may say what an issue is about."""
    plain = (
        token.word not in FUNCTION | GENERIC | names and len(token.word) > 1 and not token.word[0].isdigit()
    )
    return plain and kinds.get(token.start, False)


def stems_of(title: str) -> set[str]:
    """The roots of the words of a title."""
    return {stem_of(word) for word in re.findall(r"[\w-]+", title.casefold()) if word not in FUNCTION}


def _stems(text: str, about: Iterable[Token]) -> dict[str, str]:
    stems: dict[str, str] = {}
    for token in about:
        written = text[token.start : token.end].removesuffix("'s").removesuffix("’s")
        stems.setdefault(stem_of(token.word), written)
    return stems


def stem_of(word: str) -> str:
    """The root of a word, without the mark of a genitive."""
    return stem(word.removesuffix("'s").removesuffix("'"))


def _equal(one: Measure, two: Measure) -> bool:
    """Whether two amounts are one, the time that they are for left open by one of them or not."""
    timed = "_per_" in one.unit and "_per_" in two.unit
    same = unit_of(one) == unit_of(two) if timed else base_unit(one) == base_unit(two)
    return same and (one.low, one.high) == (two.low, two.high)


def _equal_amounts(first: Phrase, second: Phrase) -> bool:
    return len(first.amounts) == len(second.amounts) and all(
        any(_equal(one, two) for two in second.amounts) for one in first.amounts
    )


def same_option(first: Phrase, second: Phrase) -> bool:
    """Whether two phrases of one issue mean the same option: equal amounts, and words that hardly differ."""
    if not _equal_amounts(first, second):
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
    equal = _equal(first.amounts[0], second.amounts[0])
    return equal and (len(first.amounts) == 1 or len(second.amounts) == 1) and (first.bare or second.bare)


def degree_of(phrase: Phrase) -> int:
    """How much of a thing a phrase speaks of: nothing, some, most, all."""
    return max((DEGREES.get(word, 2) for word in phrase.details), default=2)
