"""How alike two statements are: words without endings, groups of words that mean one thing, one speaker."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from typing import Final

from ...numbers import WORD_VALUES
from ..findings import Statement
from ..wordlist import COUNTRIES, COUNTRY_FORMS, word_set

STOP: Final = word_set("""
    the a an of in on at by for from with to into and or but that this it its is are was were be
    been has have had do does did will would can could as than their his her he she they we i you
    not so said says say also after over about there which who whom what when where how if then them
    him our my your me us s t re ll ve d m these those such some any more most no nor only very just
    up out off own same too until while during before again
""")
_FAMILIES: Final = """
    lift remove removal relief ease end waive lifting abolish scrap
    freeze halt pause cease moratorium
    suspend suspension
    raise increase rise risen rose hike higher
    fall fell fallen
    accept approve
    win won
    lose lost
    cut reduce lower decrease reduction
    deal agreement accord pact treaty settlement
    reject refuse decline refusal rejection
    offer proposal propose
    written writing
    threat threaten
    wage wages salary salaries pay
    withdraw withdrawal pullout retreat
    strike walkout stoppage
    ban prohibit prohibition
    dismantle dismantling
    biggest largest
    aid help assist assistance
    inspect inspection inspections inspector inspectors
    talks negotiations
"""
WHOLE: Final = word_set("""
    all entire entirety entirely blanket full fully complete completely total totally every everyone
    everybody everything always both each whole wholly outright
""")
PART: Final = word_set("""
    massive some partial partially partly part limited most much many several substantial
    significant few half gradual narrow selective modest minor slight certain portion third thirds quarter
    somebody someone something sometimes occasionally
""")
_NOBODY: Final = word_set("i we you he she they it who")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*%?")


def _groups(text: str) -> dict[str, str]:
    return {word: line.split()[0] for line in text.strip().splitlines() for word in line.split()}


@cache
def stem(word: str) -> str:
    """A word without a common English ending."""
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "ly"):
        if (
            word.endswith(ending)
            and len(word) - len(ending) >= 4 - (ending == "s")
            and not word.endswith("ss")
        ):
            return _bare(word[: -len(ending)], doubled=ending in ("ing", "ed"))
    return _bare(word)


def _bare(word: str, *, doubled: bool = False) -> str:
    if doubled and len(word) > 3 and word[-1] == word[-2] and word[-1] in "bdgmnprt":
        return word[:-1]  # banned, ban
    return word.removesuffix("e") if len(word) > 4 else word


_SAME_THING: Final = {stem(word): stem(first) for word, first in _groups(_FAMILIES).items()}


_BELOW: Final = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_SHARE: Final = re.compile(
    rf"\b(?P<count>an?|{'|'.join(WORD_VALUES)}) (?P<below>{'|'.join(_BELOW)})(?:s|(?= of))\b"
    r"|\b(?<!first )(?<!second )(?<!other )half(?= of\b)"
)


def words(text: str) -> list[str]:
    """Words and numbers in lower case."""
    return [match.group().strip(".,") for match in _WORD.finditer(text.lower().replace("’", "'"))]


def shares_of(tokens: Sequence[str]) -> dict[Fraction, str]:
    """Shares that are named, with their words: *a third of*, *two thirds*; the third of May is none."""
    found = {}
    for match in _SHARE.finditer(" ".join(tokens)):
        count = WORD_VALUES.get(match["count"], 1)
        found[Fraction(count, _BELOW[match["below"] or "half"])] = match.group()
    return found


def _term(word: str) -> str:
    word = str(WORD_VALUES.get(word, word))
    if word in COUNTRY_FORMS:
        return COUNTRIES[COUNTRY_FORMS[word]][0].lower()
    root = stem(word)
    return _SAME_THING.get(root, root)


def terms(text: str) -> list[str]:
    """Content words of a text as comparable terms, in order."""
    return [_term(word) for word in words(text) if word not in STOP]


def containment(some: Sequence[str], other: Sequence[str], size: int = 1) -> float:
    """Share of the smaller side's word sequences that stand in the other."""
    a = {tuple(some[k : k + size]) for k in range(len(some) - size + 1)}
    b = {tuple(other[k : k + size]) for k in range(len(other) - size + 1)}
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def pairs_sharing(keys: Sequence[Collection[Hashable]], most: int) -> Iterator[tuple[int, int]]:
    """Numbers of the pairs that share a key, in order; a key that more than so many have tells nothing."""
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for k, own in enumerate(keys):
        for key in own:
            holders[key].append(k)
    for i, own in enumerate(keys):  # one at a time: all pairs together would fill the memory
        near = [holders[key] for key in own if len(holders[key]) <= most]
        for j in sorted({j for held in near for j in held if j > i}):
            yield i, j


def overlapping(a: Statement, b: Statement) -> bool:
    """Whether one statement stands in the other, or they share words of their document."""
    return b.id == a.embedded or a.id == b.embedded or (
        a.document == b.document
        and any(x.start < y.end and y.start < x.end for x in a.content for y in b.content)
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _words_of_name(name: str) -> tuple[str, ...]:
    return tuple(words(name))


def same_speaker(a: Statement, b: Statement) -> bool:
    """Whether two statements have one speaker, as far as the names tell; not where either is unknown."""
    if a.speaker is None or b.speaker is None:
        return False
    first, second = _words_of_name(a.speaker.name), _words_of_name(b.speaker.name)
    if not first or not second or set(first) <= _NOBODY or (first != second and "and" in first + second):
        return False  # two together are neither of them alone
    short, long = sorted((first, second), key=len)
    surname = len(short) == 1 and len(long) > 1 and short[0] in (long[0], long[-1]) and len(short[0]) > 2
    return first == second or surname
