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

from ..errors import UsageError, nearest, quoted

_WORD = re.compile(r'\s*(?:"([^"]*)"|([()&|]|[^\s()&|"]+))')
_MEANS = {"&": "and", "|": "or", "when": "if"}
_DEEPEST = 200  # brackets and nots inside each other
_MARKS = ("if", "iff", "or", "and", "not", "(", ")")


@dataclass(frozen=True)
class Wish:
    """An option that is taken, or wishes put together: ``not``, ``and``, ``or``, ``if``, ``iff``."""

    kind: str
    parts: tuple[Wish, ...] = ()
    option: str = ""

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
    return _WishReader(text, tuple(options)).read()


def wished(text: str) -> tuple[str, ...]:
    """The options that a wish names, in its order.

    >>> wished('pressure if "long tests" or not talks')
    ('pressure', 'long tests', 'talks')
    """
    return tuple(found[1] or found[2] for found in _WORD.finditer(text) if _names_one(found))


def wished_anew(text: str, old: str, new: str) -> str:
    """The wish with another name for an option, all else as it was written.

    >>> wished_anew("not tests if (talks)", "tests", "long tests")
    'not "long tests" if (talks)'
    """

    def one(found: re.Match[str]) -> str:
        if not _names_one(found) or (found[1] or found[2]) != old:
            return found[0]
        return found[0][: len(found[0]) - len(found[0].lstrip())] + str(Wish("option", option=new))

    return _WORD.sub(one, text)


def _names_one(found: re.Match[str]) -> bool:
    return found[1] is not None or found[2] not in {*_MARKS, *_MEANS}


class _WishReader:
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
        if self.at == len(self.words) or mark not in ("", "not", "(") or self.deep > _DEEPEST:
            word = self.words[self.at][0] if self.at < len(self.words) else "the end"
            raise self.odd(word, "the name of an option")
        self.at += 1
        found = self.marked(mark)
        self.deep -= 1
        return found

    def marked(self, mark: str) -> Wish:
        """What stands behind a mark that has been read; or, without one, the option that has been."""
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
