"""How alike two pieces of text are: words without endings, groups of words that mean one thing."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final

from ...numbers import NUMBER_WORDS
from ..wordlist import word_set

__all__ = ["STOP", "containment", "same_answer", "stem", "terms", "words"]

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
    raise increase rise hike
    cut reduce lower decrease reduction
    deal agreement accord pact treaty settlement
    reject refuse decline
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
_PLACES: Final = """
    russia moscow kremlin russian russians
    china beijing chinese
    america american americans washington us usa
    britain british london uk
    france paris french
    germany berlin german germans
    turkey ankara turkish turks
    iran tehran iranian iranians
    israel jerusalem israeli israelis
    ukraine kyiv kiev ukrainian ukrainians
    japan tokyo japanese
    india delhi indian indians
    pakistan islamabad pakistani
    italy rome italian italians
    spain madrid spanish
    greece athens greek greeks
    poland warsaw polish
    hungary budapest hungarian
    austria vienna austrian
    sweden stockholm swedish
    norway oslo norwegian
    finland helsinki finnish
    denmark copenhagen danish
    netherlands hague dutch
    belgium belgian
    ireland dublin irish
    canada ottawa canadian canadians
    mexico mexican mexicans
    australia canberra australian australians
    egypt cairo egyptian egyptians
    syria damascus syrian syrians
    iraq baghdad iraqi iraqis
    afghanistan kabul afghan afghans
    colombia bogota colombian
    venezuela caracas venezuelan
    cuba havana cuban
    serbia belgrade serbian
    kosovo pristina
    ethiopia addis ethiopian
    sudan khartoum sudanese
"""
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*%?")
_FIGURES: Final = {word: str(value) for value, word in enumerate(NUMBER_WORDS[:13])}


def _groups(text: str) -> dict[str, str]:
    return {word: line.split()[0] for line in text.strip().splitlines() for word in line.split()}


_SAME_PLACE: Final = _groups(_PLACES)


@cache
def stem(word: str) -> str:
    """A word without a common English ending."""
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "ly"):
        if (
            word.endswith(ending)
            and len(word) - len(ending) >= 4 - (ending == "s")
            and not word.endswith("ss")
        ):
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


_SAME_THING: Final = {stem(word): stem(first) for word, first in _groups(_FAMILIES).items()}


def words(text: str) -> list[str]:
    """Words and numbers in lower case."""
    return [match.group().strip(".,") for match in _WORD.finditer(text.lower().replace("’", "'"))]


def _term(word: str) -> str:
    word = _FIGURES.get(word, word)
    if word in _SAME_PLACE:
        return _SAME_PLACE[word]
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


def _grams(found: Sequence[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for term in found:
        padded = f" {term} "
        counts.update(padded[k : k + 3] for k in range(len(padded) - 2))
    return counts


def same_answer(question: str, a: str, b: str, *, threshold: float = 0.2) -> bool:
    """Whether two answers to a question say the same, as a proposal for a person.

    Examples
    --------
    >>> same_answer("Who objects?", "Russia", "Moscow")
    True
    >>> same_answer("How long?", "three years", "until next spring")
    False
    """
    asked = set(terms(question))
    first = [t for t in terms(a) if t not in asked] or terms(a)
    second = [t for t in terms(b) if t not in asked] or terms(b)
    if not first or not second:
        return words(a) == words(b)
    left, right = _grams(first), _grams(second)
    dot = sum(count * right[gram] for gram, count in left.items())
    cosine = dot / math.sqrt(sum(c * c for c in left.values()) * sum(c * c for c in right.values()))
    shared = 2 * len(set(first) & set(second)) / (len(set(first)) + len(set(second)))
    return 0.7 * cosine + 0.3 * shared >= threshold
