"""Text that lost its punctuation, given back what a parser needs; then it is read like any other.

That is: likely sentences, capitals of names, commas around roles and around who says it, contractions.
First person and contractions beside a verb of speech, or after somebody spoke, count as quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from ..findings import Read
from ..structure.paragraphs import unwrapped
from ..wordlist import TITLES
from .name_table import NameTable
from .named_beside import known_words, names_in, role_end
from .parsing import Paragraph, live_segments
from .reporting_words import SPEECH, VERB_FORMS
from .sentence_starts import Word, scores, segments, words_of

_MAX_PAGE: Final = 30_000
_LONGEST_NAME: Final = 5
_FEW: Final = 2
_CONTRACTED: Final = re.compile(r"(?:(?<=[a-z]{2})|(?<=\bi))\s(?=(?:s|t|re|ve|ll|d|m)\b)")
_SPOKEN: Final = re.compile(
    r"\b(?:i|we|my|our|me|us)\b|\b(?:it|they|you|he|she|that|there)['’]|\w\w(?:n['’]t)\b", re.IGNORECASE
)


def sentences_of(read: Read, names: NameTable) -> tuple[tuple[Paragraph, ...], NameTable]:
    """Likely sentences of a text without punctuation, each as a paragraph, and the names in it."""
    text = unwrapped(read.document.flow)
    pages = list(_pages(read, text))
    for words in pages:
        names = names.with_names(names_in(words))
    known = known_words(names.known)
    found = (paragraph for words in pages for paragraph in _Page(text, words, known).paragraphs())
    return tuple(found), names


class _Sentence(NamedTuple):
    """Words from one place to another, the verbs of speech in them, and whether they go on for who spoke."""

    first: int
    last: int
    said: list[tuple[int, int, bool]]
    goes_on: bool


class _Page:
    """One live stretch of a text: its words, and the characters that a parser is to see in their place."""

    def __init__(self, text: str, words: Sequence[Word], known: frozenset[tuple[str, ...]]) -> None:
        self.text, self.words, self.begin = text, words, words[0].start
        self.named = list(_named(words, known))
        self.said = list(self.say_words())
        page = text[self.begin : words[-1].end]
        self.plain = list(_CONTRACTED.sub("'", page.lower() if len(page.lower()) == len(page) else page))
        for first, last, stop in self.named:
            for place in range(first, last):
                self.capital(place)
            for place in (last, stop) if stop > last else ():
                self.comma(place)

    def comma(self, place: int) -> None:
        """Put a comma into the blank before a word."""
        if 0 < place < len(self.words):
            self.plain[self.words[place].start - 1 - self.begin] = ","

    def capital(self, place: int) -> None:
        """Give a word a capital."""
        word = self.words[place]
        self.plain[word.start - self.begin] = word.lower[0].upper()[0]

    def shown(self, first: int, last: int) -> str:
        """What a parser is to see of some words."""
        start, end = self.words[first].start, self.words[last - 1].end
        return "".join(self.plain[start - self.begin : end - self.begin])

    def say_words(self) -> Iterator[tuple[int, int, bool]]:
        """Verbs of speech and who speaks beside them: where both begin and end, whether the verb leads."""
        begun = {first: stop for first, _, stop in self.named}
        ended = {stop: first - self.titles(range(first - 1, -1, -1)) for first, _, stop in self.named}
        for at, word in enumerate(self.words):
            if VERB_FORMS.get(word.lower) not in SPEECH or not word.finite:
                continue
            behind = at + 1 + self.titles(range(at + 1, len(self.words)))
            if behind in begun:
                yield at, begun[behind], True
            elif at in ended or (at and self.words[at - 1].lower in ("he", "she")):
                yield ended.get(at, at - 1), at + 1, False

    def titles(self, places: Iterable[int]) -> int:
        """How many titles stand at the first of some places."""
        return sum(1 for _ in takewhile(lambda place: self.words[place].lower in TITLES, places))

    def likely_starts(self) -> list[float]:
        """How likely a sentence begins at each word: not within a name with its role or its verb."""
        odds = scores(self.words)
        for k in range(1, len(odds)):
            if "\n" in self.text[self.words[k - 1].end : self.words[k].start]:
                odds[k] = 0.999
        persons = [(k, k + 1, k + 1) for k, word in enumerate(self.words) if word.lower == "i"]
        for first, last, stop in (*self.named, *persons):
            finite = any(word.finite for word in self.words[last : last + 3])
            if finite and first and self.words[first - 1].noun:
                odds[first] = max(odds[first], 0.5)
            odds[first + 1 : stop] = [0.0] * (stop - first - 1)
        for first, last, leads in self.said:
            odds[first] = 0.999 if not leads and self.is_clause(last) else 0.0
            odds[first + 1 : last] = [0.0] * (last - first - 1)
            if leads and last < len(odds):
                odds[last] = 0.0 if self.words[last].finite else 0.999
        return odds

    def is_clause(self, at: int) -> bool:
        """Whether a clause begins at a word: *that*, or a subject and then a finite verb."""
        word = self.words[at] if at < len(self.words) else None
        if word is None or word.lower == "that":
            return word is not None
        linking = word.finite or word.tag in ("TO", "IN", "VBG", "VBN", "RB", "CC")
        return not linking and any(each.finite for each in self.words[at + 1 : at + 7])

    def paragraphs(self) -> Iterator[Paragraph]:
        """The sentences; those in which somebody who spoke goes on are one."""
        found: list[_Sentence] = []
        for first, last in segments(self.words, self.likely_starts()):
            said = [group for group in self.said if first <= group[0] and group[1] <= last]
            spoke = bool(found) and bool(found[-1].said or found[-1].goes_on)
            goes_on = spoke and not said and _SPOKEN.search(self.shown(first, last)) is not None
            if goes_on and found[-1].goes_on:
                found[-1] = found[-1]._replace(last=last)
            else:
                found.append(_Sentence(first, last, said, goes_on))
        return map(self.paragraph, found)

    def paragraph(self, sentence: _Sentence) -> Paragraph:
        """A sentence, verbs of speech between commas; what sounds like speech beside them is a quote."""
        first, last, said, goes_on = sentence
        for a, b, _ in said:
            if a > first:
                self.comma(a)
            if b < last and not self.is_clause(b):
                self.comma(b)
        start, end = self.words[first].start, self.words[last - 1].end
        edges = [first, *(place for a, b, _ in said for place in (a, b)), last]
        led = {a for a, _, leads in said if leads}
        quotes: list[tuple[int, int]] = []
        for a, b in zip(edges[::2], edges[1::2], strict=True) if said or goes_on else ():
            short = b - a <= _FEW and b in led  # “No,” says Green
            if a < b and (short or _SPOKEN.search(self.shown(a, b))):
                self.capital(a)
                quotes.append((self.words[a].start - start, self.words[b - 1].end - start))
        return Paragraph(
            start=start, text=self.text[start:end], plain=self.shown(first, last), quotes=tuple(quotes)
        )


def _named(words: Sequence[Word], known: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, int, int]]:
    """Known names: where one begins and ends, and where the role behind it ends, up to a verb of speech."""
    at = 0
    while at < len(words):
        called = tuple(word.lower for word in words[at : at + _LONGEST_NAME])
        last = at + next((size for size in range(len(called), 0, -1) if called[:size] in known), 0)
        role = role_end(words, last) if last > at + 1 else None
        stop = last if role is None else role
        if role is not None:
            near = range(role, min(len(words), role + 3))
            stop = next((k for k in near if VERB_FORMS.get(words[k].lower) in SPEECH), role)
        if last > at:
            yield at, last, stop
        at = max(at + 1, stop)


def names_without_case(read: Read, names: NameTable) -> NameTable:
    """Names of a text without capitals, for reading it like ordinary text."""
    for words in _pages(read, read.document.flow):
        names = names.with_names(names_in(words))
    return names


def _pages(read: Read, text: str) -> Iterator[list[Word]]:
    """Words of live stretches, of very long ones in pieces that end between words."""
    for start, end in live_segments(read):
        at = start
        while at < end:
            blank = max(text.rfind(sign, at, at + _MAX_PAGE) for sign in " \n")
            cut = end if end - at <= _MAX_PAGE else blank if blank > at else at + _MAX_PAGE
            if words := words_of(text, at, cut):
                yield words
            at = cut
