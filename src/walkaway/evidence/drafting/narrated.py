"""What a text tells of exchanges without saying who: what is lifted or paid, and in return for what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ..findings import Read
from .draft_text import Token, tokens_of
from .draft_words import ACTS, LEVER_NOUNS, LEVERS, RESTRAINTS, STOPS

__all__ = ["narrated_in"]

_MOST_OBJECT: Final = 9
_BESIDE: Final = 8
_WISHES: Final = frozenset(word for word, act in ACTS.items() if act != "threatens")
_NOT_NEXT: Final = frozenset(("talks", "negotiations", "thursday", "friday", "meeting", "summit"))
_NOUNS: Final = frozenset(("offer", "offers", "demand", "demands", "promise", "request", "requests"))
_VERB_BEFORE: Final = frozenset(
    ("to", "will", "would", "could", "can", "may", "they", "we", "i", "you", "who")
)
_DETERMINERS: Final = frozenset(
    ("the", "a", "an", "all", "their", "its", "these", "those", "some", "no", "every")
)


def narrated_in(read: Read) -> Iterator[tuple[int, int, bool]]:
    """Places of phrases that may be options, in passages that speak of offers or exchanges.

    Of two that overlap the longer one. With each whether it stands beside *in exchange for*.
    """
    text = read.document.text
    for part in read.article:
        tokens = tokens_of(text, *part)
        words = {token.word for token in tokens}
        if words.isdisjoint(_WISHES) and words.isdisjoint(("exchange", "return")):
            continue
        taken: set[int] = set()
        for first, last in sorted(_spans(tokens), key=lambda span: (span[0] - span[1], span[0])):
            if first < last and taken.isdisjoint(range(first, last)):
                taken.update(range(first, last))
                near = tokens[max(0, first - _BESIDE) : last + _BESIDE]
                beside = any(a.word == "in" and b.word in ("exchange", "return") for a, b in pairwise(near))
                yield tokens[first].start, tokens[last - 1].end, beside


def _spans(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """An action with what it is done to, a wish with what is wished for, two sides of an exchange."""
    for at, token in enumerate(tokens):
        word, before = token.word, tokens[at - 1].word if at else ""
        if word in ("exchange", "return") and before == "in":
            yield _object_before(tokens, at - 1), at - 1
            if _goes_on(tokens, at + 1) == "for":
                yield at + 2, _object_after(tokens, at + 1)
        elif word in LEVERS:
            yield _action(tokens, at)
        elif word in LEVER_NOUNS:
            of = _goes_on(tokens, at + 1) == "of"
            start, end = _object_before(tokens, at), _object_after(tokens, at + 1) if of else at + 1
            yield start, end if end - start > 1 else start
        elif word in _WISHES and (word not in _NOUNS or before in _VERB_BEFORE):
            yield _wished(tokens, at + 1)


def _goes_on(tokens: Sequence[Token], at: int) -> str:
    """The word at a place; empty where punctuation stands before it or there is none."""
    return tokens[at].word if at < len(tokens) and not tokens[at].broken else ""


def _action(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """An action and what it is done to: "freeze some facilities", "the sanctions lifted in entirety"."""
    end = _object_after(tokens, at)
    if end > at + 1 and tokens[at + 1].word not in _NOT_NEXT:
        return at, end
    start = _object_before(tokens, at)
    whole = [token.word for token in tokens[at + 1 : at + 3]] in (["in", "entirety"], ["in", "full"])
    return (start, at + 3 if whole else at + 1) if tokens[start].word in _DETERMINERS else (at, at)


def _wished(tokens: Sequence[Token], first: int) -> tuple[int, int]:
    """What is wished for: "demanded a 12 percent rise"; nothing where another verb follows."""
    if _goes_on(tokens, first) == "to" and first + 1 < len(tokens):
        following = tokens[first + 1].word
        if following not in _DETERMINERS and not following[0].isdigit():
            return first, first
        first += 1
    while _goes_on(tokens, first) in ("on", "for"):
        first += 1
    plain = _goes_on(tokens, first) not in LEVERS | {""}
    return first, _object_after(tokens, first - 1) if plain else first


def _object_after(tokens: Sequence[Token], at: int) -> int:
    """End (index) of the words that an action at ``at`` is done to; ``at + 1`` if there are none."""
    index = at + 1
    while index < len(tokens) and index - at <= _MOST_OBJECT and not tokens[index].broken:
        word = tokens[index].word
        number = word in ("by", "to", "at", "for") and _goes_on(tokens, index + 1)[:1].isdigit()
        if _stops(word) and not number and not (word == "on" and tokens[index - 1].word in RESTRAINTS):
            break
        index += 1
    return index


def _object_before(tokens: Sequence[Token], at: int) -> int:
    """Start (index) of the words before ``at`` that belong to it: "the sanctions lifted"; ``at`` if none."""
    index = at
    while index > 0 and at - index < 5 and not tokens[index].broken:
        word = tokens[index - 1].word
        if _stops(word) or word in ACTS:
            break
        index -= 1
        if word in ("the", "a", "an", "all", "their", "its"):
            break
    return index


def _stops(word: str) -> bool:
    return word in STOPS or word.endswith("n't")
