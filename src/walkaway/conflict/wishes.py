"""What a party wants, as wishes about options in order of priority.

A wish is written as ``not tests``, ``talks or projects``, ``pressure if tests``, ``a and not b``,
``drills iff tests``; names with blanks stand in quotes. ``if`` and ``iff`` bind least, then ``or``, ``and``,
``not``; brackets group. Of two states that one is better in which the first wish that tells them apart
holds: option prioritising (Fang, Hipel, Kilgour and Peng, IEEE Transactions on Systems, Man, and Cybernetics
C 33 (2003)).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from ..errors import Fault, Faults, UsageError, nearest, quoted
from .arcs import Truth
from .relation import Relation

__all__ = ["Wish", "all_of", "any_of", "by_priority", "by_weights", "odd_wishes", "wish"]

_WORD = re.compile(r'\s*(?:"([^"]*)"|([()&|]|[^\s()&|"]+))')
_MEANS = {"&": "and", "|": "or", "when": "if"}
_MARKS = ("if", "iff", "or", "and", "not", "(", ")")


@dataclass(frozen=True)
class Wish:
    """An option that is taken, or wishes put together: ``not``, ``and``, ``or``, ``if``, ``iff``."""

    kind: str
    parts: tuple[Wish, ...] = ()
    option: str = ""

    def holds(self, taken: Mapping[str, Truth]) -> Truth:
        """Whether it holds in each state; ``taken`` says of each option in which states it is taken."""
        if self.kind == "option":
            return taken[self.option]
        found = [part.holds(taken) for part in self.parts]
        match self.kind:
            case "not":
                return ~found[0]
            case "and":
                return reduce(np.logical_and, found)
            case "or":
                return reduce(np.logical_or, found)
            case "if":
                return found[0] | ~found[1]
        return np.asarray(found[0] == found[1])

    def __str__(self) -> str:
        if self.kind == "option":
            plain = re.fullmatch(r'[^\s()&|"]+', self.option) and self.option not in {*_MARKS, *_MEANS}
            return self.option if plain else f'"{self.option}"'
        words = [str(part) if part.kind in ("option", "not") else f"({part})" for part in self.parts]
        return f"not {words[0]}" if self.kind == "not" else f" {self.kind} ".join(words)


def all_of(pattern: Mapping[str, bool]) -> Wish:
    """The wish that every option of a pattern is as it says."""
    return _joined("and", [_as(name, taken) for name, taken in pattern.items()])


def any_of(patterns: Sequence[Mapping[str, bool]]) -> Wish:
    """The wish that one of several patterns holds."""
    return _joined("or", [all_of(pattern) for pattern in patterns])


def _as(name: str, taken: bool) -> Wish:
    one = Wish("option", option=name)
    return one if taken else Wish("not", (one,))


def _joined(kind: str, parts: Sequence[Wish]) -> Wish:
    return parts[0] if len(parts) == 1 else Wish(kind, tuple(parts))


def wish(text: str, options: Sequence[str] = ()) -> Wish:
    """Read a wish; with ``options`` every name must be one of them.

    Raises
    ------
    UsageError
        With what stands where something else should.

    Examples
    --------
    >>> str(wish("talks or projects if not tests"))
    '(talks or projects) if not tests'
    """
    return _Reader(text, tuple(options)).read()


class _Reader:
    """A wish read word by word."""

    def __init__(self, text: str, options: tuple[str, ...]) -> None:
        self.text, self.options, self.at, self.deep = text, options, 0, 0
        self.words: list[tuple[str, bool]] = []
        end = 0
        for found in _WORD.finditer(text):
            if text[end : found.start()].strip():
                break
            in_quotes = found.group(1) is not None
            word = found.group(1) if in_quotes else found.group(2)
            self.words.append((word if in_quotes else _MEANS.get(word, word), in_quotes))
            end = found.end()
        if text[end:].strip():
            raise self.odd(text[end:].strip(), "names, and, or, not, if, iff, and closed quotes and brackets")

    def odd(self, found: str, right: str, hint: str = "") -> UsageError:
        return UsageError.of(f"{quoted(found)} in {quoted(self.text)}", right, hint)

    def mark(self) -> str:
        """The next word if it is one of the marks."""
        if self.at < len(self.words):
            word, in_quotes = self.words[self.at]
            return word if not in_quotes and word in _MARKS else ""
        return ""

    def read(self) -> Wish:
        found = self.level(0)
        if self.at < len(self.words):
            raise self.odd(self.words[self.at][0], "and, or, if or iff between two wishes")
        return found

    def level(self, depth: int) -> Wish:
        marks = (("if", "iff"), ("or",), ("and",))
        if depth == len(marks):
            return self.single()
        found = self.level(depth + 1)
        while (mark := self.mark()) in marks[depth]:
            self.at += 1
            found = Wish(mark, (found, self.level(depth + 1)))
        return found

    def single(self) -> Wish:
        mark, self.deep = self.mark(), self.deep + 1
        if self.at == len(self.words) or mark not in ("", "not", "(") or self.deep > 200:
            word = self.words[self.at][0] if self.at < len(self.words) else "the end"
            raise self.odd(word, "the name of an option")
        self.at += 1
        if mark == "not":
            return Wish("not", (self.single(),))
        if mark == "(":
            found = self.level(0)
            if self.mark() != ")":
                raise self.odd("(", "a closing bracket")
            self.at += 1
            return found
        name = self.words[self.at - 1][0]
        if self.options and name not in self.options:
            raise self.odd(name, f"one of {', '.join(self.options)}", nearest(name, self.options))
        return Wish("option", option=name)


def by_priority(wishes: Sequence[Wish], taken: Mapping[str, Truth]) -> Relation:
    """The ranking that wishes make, the most important first; states that all agree on are ties."""
    rows = np.array([one.holds(taken) for one in wishes])
    if not len(rows):
        return Relation(ranks=np.zeros(len(next(iter(taken.values()))), dtype=np.int32))
    order = np.lexsort(rows[::-1])
    ordered = rows[:, order]
    rises = np.concatenate(([False], (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)))
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.cumsum(rises)
    return Relation(ranks=ranks)


def by_weights(weights: Mapping[str, float], taken: Mapping[str, Truth]) -> Relation:
    """The ranking by option weights: what is taken in a state adds its weight, below zero if unwanted.

    Raises
    ------
    UsageError
        With every name that is no option.
    """
    faults = Faults()
    for name in weights:
        if name not in taken:
            hint = nearest(name, tuple(taken))
            faults.add(Fault(path="weights", found=quoted(name), expected="an option", hint=hint))
    faults.raise_if_any(UsageError)
    total: NDArray[np.float64] = np.zeros(len(next(iter(taken.values()))))
    for name, weight in weights.items():
        total = total + weight * taken[name]
    return Relation.scored(np.round(total, 9))


def odd_wishes(wishes: Sequence[Wish], taken: Mapping[str, Truth]) -> list[str]:
    """Wishes that say nothing: always or never true, or settled by those before, in sentences."""
    found = []
    for place, one in enumerate(wishes):
        holds = one.holds(taken)
        if holds.all() or not holds.any():
            found.append(f"“{one}” is {'always' if holds.all() else 'never'} true")
        else:
            before = by_priority(wishes[:place], taken)
            after = by_priority(wishes[: place + 1], taken)
            assert before.ranks is not None
            assert after.ranks is not None
            if before.ranks.max() == after.ranks.max():
                found.append(f"“{one}” tells no states apart that those before it do not")
    return found
