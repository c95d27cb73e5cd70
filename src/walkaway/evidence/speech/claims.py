"""Statements as they are compared: sentence by sentence, each word by its root and by how it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from ..amounts import amounts_in
from ..findings import Statement
from ..wordlist import word_set
from .implicatives import Sign, is_conditional, marked_words, signature_at, signs_of, spelled_out, through
from .likeness import PART, STOP, WHOLE, shares_of, stem, terms, words
from .parsing import SENTENCE_END
from .reporting_words import SAYING, VERB_FORMS

VAGUE: Final = frozenset(
    stem(word)
    for word in word_set("""
        make take get give go come put time year day week month people thing way want ask would
        think believe expect call tell new good better long one two first last many much need
        know see work use like part place well back country state world government man woman today
        statement report percent million billion less more least most fewer over under above below
        thank thanks
    """)
)
_OPPOSITES: Final = {
    terms(other)[0]: terms(word)[0]
    for pair in """
    accept reject; open close; raise cut; grow shrink; support oppose; win lose; keep drop
    leave stay; rise fall
    """.replace("\n", ";").split(";")
    if pair.strip()
    for word, other in [pair.split()]
}
_UN: Final = re.compile(r"(?:un|in|im|il|ir|non)(?=\w{4})")
_NUMBER: Final = re.compile(r"^\d[\d.,]*%?$")
_SENTENCE: Final = re.compile(rf"{SENTENCE_END.pattern}|;\s")
_BEFORE: Final = re.compile(r"[^.;:!?\"“”\n]*\Z")
_REACH: Final = 120
_NEAR: Final = 30
_PLACING: Final = word_set("at in on with for by under behind")
_SELF: Final = word_set("he she it")
_AT_LEAST: Final = (
    "at least",
    "no less than",
    "more than",
    "over",
    "above",
    "from",
    "no fewer than",
    "minimum of",
)
_AT_MOST: Final = (
    "at most", "no more than", "not more than", "less than", "under", "below", "up to", "fewer than",
    "maximum of", "only",
)  # fmt: skip
_BUT_NOT: Final = ("more than", "over", "above", "less than", "under", "below", "fewer than")
_LITTLE: Final = Decimal("1e-9")
_ABOUT: Final = word_set("about some around nearly almost roughly approximately")
_ENDLESS: Final = Decimal("Infinity")
_OF: Final = re.compile(r"percent of (?:the |its |their )?\Z|\bof the \Z|\bof (?:its|their) \Z")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something, as a range, with the words that tell it."""

    unit: str
    low: Decimal
    high: Decimal
    told: str
    share: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a statement; ``heads`` are the words right behind what denies, each with the next."""

    statement: Statement
    text: str
    tokens: tuple[str, ...]
    keys: tuple[str, ...]
    signs: tuple[Sign, ...]
    slots: frozenset[str]
    names: frozenset[str]
    heads: tuple[frozenset[str], ...]
    conditional: bool

    def places(self, slot: str) -> list[int]:
        """Where a word stands."""
        return [k for k, key in enumerate(self.keys) if key == slot]

    def word(self, slot: str) -> str:
        """A word as the document writes it; empty where it is compared in another form."""
        return self.written(self.tokens[self.places(slot)[0]])

    def written(self, token: str) -> str:
        """One of its tokens as the document writes it, or nothing."""
        match = re.search(rf"\b{re.escape(token)}\b", self.statement.on_one_line, re.IGNORECASE)
        return match.group() if match is not None else ""

    def sign(self, slot: str) -> Sign:
        """How a word stands; open where it stands in two ways."""
        signs = {self.signs[k] for k in self.places(slot)}
        return signs.pop() if len(signs) == 1 else "o"

    @property
    def denies_all(self) -> bool:
        """Whether it denies that all of something is so."""
        return any(word in WHOLE and sign == "-" for word, sign in zip(self.tokens, self.signs, strict=True))

    def amounts(self) -> tuple[Quantity, ...]:
        """Numbers of things, those that are no part of another: *60 percent of the 80 million*."""
        return _amounts(self.text)


def claims_of(
    statement: Statement, document: str, named: frozenset[str], known: Mapping[str, str]
) -> list[Claim]:
    """The sentences of a statement.

    ``document`` is the text around it, ``named`` are words that are names there, ``known`` gives the root
    that another one is the opposite of.
    """
    start, act = _standing(statement, document)
    parts = [part for piece in statement.pieces for part in _SENTENCE.split(piece)]
    return [_claim(statement, part, start, act, named, known) for part in parts if part.strip()]


def opposites(vocabulary: Set[str]) -> dict[str, str]:
    """What roots of some words are the opposite of: *unsafe* of *safe*, *reject* of *accept*."""
    bare = {word: _UN.sub("", word, count=1) for word in vocabulary if _UN.match(word)}
    return _OPPOSITES | {stem(word): stem(other) for word, other in bare.items() if other in vocabulary}


def _claim(
    statement: Statement, part: str, start: Sign, act: str, named: frozenset[str], known: Mapping[str, str]
) -> Claim:
    text = spelled_out(part)
    tokens = marked_words(part)
    signs = signs_of(tokens, start)
    roots = ["" if word in STOP else (terms(word) or [""])[0] for word in tokens]
    turns = [signature_at(tokens, k) not in ("", "oo") for k in range(len(tokens))]
    flips = [root in known and not (turn and "to" in tokens[k + 1 : k + 3])  # "refused to" opens no pair
             for k, (root, turn) in enumerate(zip(roots, turns, strict=True))]  # fmt: skip
    keys = [known[root] if flip else root for root, flip in zip(roots, flips, strict=True)]
    signs = [through(sign, "-o") if flip else sign for sign, flip in zip(signs, flips, strict=True)]
    skipped = WHOLE | PART
    slots = frozenset(
        key for key, word, turn, flip in zip(keys, tokens, turns, flips, strict=True)
        if len(key) > 2 and key not in VAGUE and word not in skipped and not _NUMBER.match(word)
        and (flip or not turn)
    )  # fmt: skip
    himself = statement.kind == "position" or not _SELF.isdisjoint(tokens[:2])
    own = statement.speaker.name if statement.speaker is not None and himself else ""
    called = {stem(word) for word in (*tokens, *words(own)) if word in named}
    heads = [frozenset({known.get(act, act)} - {""})] if start == "-" else []
    for k, (turn, flip) in enumerate(zip(turns, flips, strict=True)):
        reach = next((j for j in range(k + 1, min(len(keys), k + 4)) if tokens[j] in _PLACING), k + 4)
        behind = [j for j in range(k + 1, min(len(keys), reach)) if keys[j] and tokens[j] != "longer"]
        if flip:
            heads.append(frozenset({keys[k], *(keys[j] for j in behind[:1])}))
        elif turn:
            heads += [frozenset({*keys[j : j + 2]} - {""}) for j in behind[:1] if not turns[j]]
    return Claim(statement, text, tuple(tokens), tuple(keys), tuple(signs), slots, frozenset(called),
                 tuple(heads), is_conditional(tokens))  # fmt: skip


def _standing(statement: Statement, document: str) -> tuple[Sign, str]:
    """How what a statement reports stands under its cue, and what is refused, where the cue says it."""
    if statement.modality == "doubted":
        return "-", ""
    cue = statement.cue
    if cue is None or statement.kind == "direct":
        return "+", ""
    before = _BEFORE.search(document[max(0, cue.start - _REACH) : cue.start])
    content = statement.content[0]
    joint = (
        document[cue.end : content.start] if cue.end <= content.start < cue.end + _NEAR else ""
    )  # "out that"
    through_cue = marked_words((before.group() if before is not None else "") + cue.text)
    tokens = marked_words(f"{cue.text}{joint}")
    sign = signs_of([*through_cue, *marked_words(joint), "to", "it"])[-1]
    acts = [k for k, word in enumerate(tokens) if terms(word)]
    first = words(content.text)[:1]
    told = any(VERB_FORMS.get(word, "") in SAYING for word in first)
    told |= (
        bool(acts) and VERB_FORMS.get(tokens[acts[-1]], "") in SAYING and not signature_at(tokens, acts[-1])
    )
    if sign == "-" and told:
        return "o", ""  # who did not say so, or declined to, has not denied it
    thing = statement.kind == "position" and "to" not in (*tokens[-1:], *first)
    return sign, terms(tokens[acts[-1]])[0] if thing and acts else ""


@lru_cache(maxsize=4096)
def _amounts(text: str) -> tuple[Quantity, ...]:
    return tuple(_amounts_of(text))


def _amounts_of(text: str) -> Iterator[Quantity]:
    for share, told in shares_of(words(text)).items():
        exact = Decimal(100) * share.numerator / share.denominator
        yield Quantity("percent", exact, exact, told, share=True)
    for found in amounts_in(text):
        before = text[: found.start].lower()
        if _OF.search(before):
            continue
        low, high = found.low, found.high
        near = " ".join(before.split()[-4:])
        if near.endswith(_AT_MOST):
            low, high = Decimal(0), high - (high * _LITTLE if near.endswith(_BUT_NOT) else 0)
        elif near.endswith(_AT_LEAST):
            low, high = low + (low * _LITTLE if near.endswith(_BUT_NOT) else 0), _ENDLESS
        elif not _ABOUT.isdisjoint(near.split()[-1:]):
            low, high = low * 9 / 10, high * 11 / 10
        yield Quantity(found.unit, low, high, text[found.start : found.end])
