"""Who said what in text that lost its punctuation: a grammar around say-words on estimated sentences.

A say-word takes its speaker from the side where one stands (``says NAME a ROLE at ORG``, ``NAME says``).
Words on both sides belong to it when they are spoken words or when it interrupts a clause.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..findings import Read, Speaker
from ..structure.paragraphs import unwrapped
from ..wordlist import FIRST_PERSON, ROLE_NOUNS, word_set
from .candidates import Candidate
from .implicatives import Sign, signs_of
from .name_table import NameTable
from .named_beside import Source, names_in
from .parsing import live_segments
from .reporting_words import DOUBTING, HEDGES, SPEECH
from .say_words import CONTRACTED, SayWord, SayWords
from .sentence_starts import words_of

__all__ = ["EXTRACTOR", "names_without_case", "unpunctuated_candidates"]

EXTRACTOR: Final = "stripped-grammar/1"
_UNDER: Final = word_set("""
    as because since when while if that which who where and or than until though although
""")
_CONTRACTING: Final = word_set("it they we you he she don can won isn that there doesn didn")
_LONGEST: Final = 70
_MAX_PAGE: Final = 30_000


class UnpunctuatedText(SayWords):
    """What is said on one live stretch of text."""

    def __init__(self, text: str, start: int, end: int, names: NameTable) -> None:
        super().__init__(text, start, end, names)
        self.ordered = sorted(self.starts)
        self.finite_before = [0, *itertools.accumulate(word.finite for word in self.words)]
        self.speakers: list[Speaker] = []
        self.candidates: list[Candidate] = []

    def has_verb(self, start: int, end: int) -> bool:
        """Whether a finite verb stands among some words."""
        return end > start and self.finite_before[end] > self.finite_before[start]

    def back_to(self, index: int, floor: int) -> int:
        """Where the sentence that ends before a word begins."""
        place = bisect_left(self.ordered, index)
        if place and self.ordered[place - 1] > floor:
            return self.ordered[place - 1]
        return floor

    def forward_to(self, index: int, ceiling: int) -> int:
        """Where the sentence that begins at a word ends; a remainder without a verb is joined."""
        at = index + 1
        limit = min(ceiling, index + _LONGEST)
        while at < limit:
            under = self.words[at].lower in _UNDER and self.odds[at] < 0.8
            if at in self.starts and not under and at - index > 2 and self.has_verb(index, at):
                break
            at += 1
        return min(at, limit)

    def spoken(self, start: int, end: int) -> bool:
        """Whether words sound like speech: first person, or contractions."""
        some = [w.lower for w in self.words[start:end]]
        contracted = any(b in CONTRACTED and a in _CONTRACTING for a, b in itertools.pairwise(some))
        return contracted or not FIRST_PERSON.isdisjoint(some)

    def run(self) -> list[Candidate]:
        groups = self.groups()
        floor = 0
        for number, group in enumerate(groups):
            following = groups[number + 1] if number + 1 < len(groups) else None
            ceiling = len(self.words)
            if following is not None:
                ceiling = following.start
                if following.right or self.takes_left(following, group.end):
                    ceiling = max(group.end, self.back_to(following.start, group.end))
            floor = self.statement(group, floor, ceiling)
        for group in self.inner:
            self.embedded(group)
        return self.candidates

    def embedded(self, group: SayWord) -> None:
        """What stands inside another statement; its own speaker counts only when nothing is doubted."""
        here = self.words[group.cue].start
        outer = next((d for d in self.candidates if any(a <= here < b for a, b in d.content)), None)
        limit = len(self.words)
        if outer is not None:
            stop = max(b for a, b in outer.content if a <= here < b)
            limit = bisect_left(self.words, stop, key=lambda word: word.start)
        if group.end >= limit:
            return
        item = Candidate(
            content=[self.chars((group.end, self.forward_to(group.end, limit)))],
            kind="paraphrase", extractor=EXTRACTOR, cue=(here, self.words[group.cue].end), outer=outer,
        )  # fmt: skip
        item.hypothetical = self.unreal(group)
        if not item.hypothetical and group.source is not None:
            start, end = self.chars((group.source.start, group.source.end))
            said = outer.speaker if outer is not None else None
            inner = Speaker(name=self.text[start:end], role="", party="", start=start, end=end)
            item.speaker = inner if said is None else replace(said, start=start, end=end)
        item.negative = self.sign(group.cue) == "-"
        item.doubted = group.base in DOUBTING
        self.candidates.append(item)

    def takes_left(self, group: SayWord, floor: int) -> bool:
        """Whether the words before a speaker belong to what is said."""
        if group.right:
            return True
        if group.base not in SPEECH or group.start <= floor or self.words[group.end - 1].lower == "that":
            return False
        left = self.back_to(group.start, floor)
        after = self.words[group.end] if group.end < len(self.words) else None
        if after is not None and after.finite:
            return True
        if not self.spoken(left, group.start):
            return False
        source = group.source
        pronoun = source is not None and source.outer == (source.start, source.end) and source.weight >= 2.6
        if pronoun or after is None or group.end in self.starts or self.odds[group.end] > 0.3:
            return True
        return group.start not in self.starts and self.spoken(
            group.end, self.forward_to(group.end, len(self.words))
        )

    def statement(self, group: SayWord, floor: int, ceiling: int) -> int:
        """The statement of a group; returns the word up to which the text is used."""
        spans: list[tuple[int, int]] = []
        left = self.back_to(group.start, floor)
        direct = False
        if self.takes_left(group, floor) and group.start > left:
            spans.append((left, group.start))
            direct = self.spoken(left, group.start)
        used = group.end
        short = bool(spans) and not self.has_verb(left, group.start)
        wants = not spans or short or self.spoken(group.end, self.forward_to(group.end, ceiling))
        if group.end < ceiling and wants:
            used = self.forward_to(group.end, ceiling)
            direct = direct or ((bool(spans) and not short) and self.spoken(group.end, used))
            while direct and used < ceiling and used - group.end < _LONGEST:
                more = self.forward_to(used, ceiling)
                if not self.spoken(used, more):
                    break
                used = more
            spans.append((group.end, used))
        if spans:
            self.add(group, spans, direct)
            sure = group.source is not None and group.source.weight >= 2.6 and group.base in SPEECH
            if sure and not direct and used < ceiling and used > group.end:
                used = self.follow(used, ceiling)
        return used

    def follow(self, index: int, ceiling: int) -> int:
        """First person after a named speaker goes on for them."""
        end = index
        while end < ceiling:
            more = self.forward_to(end, ceiling)
            if not self.spoken(end, more) or (end == index and self.words[index].lower not in FIRST_PERSON):
                break
            end = more
        if end == index or not self.speakers:
            return index
        self.candidates.append(
            Candidate(content=[self.chars((index, end))], kind="direct", extractor=EXTRACTOR,
                  speaker=self.speakers[-1])
        )  # fmt: skip
        return end

    def chars(self, span: tuple[int, int]) -> tuple[int, int]:
        return self.words[span[0]].start, self.words[span[1] - 1].end

    def add(self, group: SayWord, spans: Sequence[tuple[int, int]], direct: bool) -> None:
        cue, source = self.words[group.cue], group.source
        head = [w.lower for a, b in spans for w in self.words[a:b]][:8]
        item = Candidate(
            content=[self.chars(s) for s in spans], cue=(cue.start, cue.end), extractor=EXTRACTOR,
            kind="direct" if direct else "paraphrase",
            speaker=self.speaker(source) if source is not None else None,
        )  # fmt: skip
        sign = self.sign(group.cue, head)
        item.negative = sign == "-"
        item.doubted = group.base in DOUBTING
        item.possible = sign == "o" or not HEDGES.isdisjoint(head)
        item.question = group.base in ("ask", "wonder")
        item.strict = source is not None and source.weight >= 2.5 and group.base in SPEECH
        self.candidates.append(item)

    def sign(self, cue: int, head: Sequence[str] = ()) -> Sign:
        """How the first words that a say-word reports stand under it, and under the words before it."""
        before = [word.lower for word in self.words[max(0, cue - 3) : cue + 1]]
        return signs_of([*head, "so"], signs_of([*before, "to", "it"])[-1])[-1]

    def speaker(self, source: Source) -> Speaker:
        start, end = self.chars((source.start, source.end))
        mention = self.text[start:end]
        lower = mention.lower()
        if lower in ("he", "she", "they", "it", "who"):
            nobody = Speaker(name=mention, role="", party="", start=start, end=end)
            return replace(self.speakers[-1], start=start, end=end) if self.speakers else nobody
        first, _, rest = mention.partition(" ")
        article = first.lower() in ("a", "an", "the")
        if article or set(lower.split()) & ROLE_NOUNS:
            name, party = rest or mention if article else mention, self.names.party_in(mention)
        else:
            name, party = self.names.resolve(mention, start)
        role = self.text[slice(*self.chars(source.role))] if source.role[1] > source.role[0] else ""
        role = role or next((s.role for s in reversed(self.speakers) if s.name == name and s.role), "")
        speaker = Speaker(name=name, role=role, party=party, start=start, end=end)
        if lower not in FIRST_PERSON:
            self.speakers.append(speaker)
        return speaker


def unpunctuated_candidates(read: Read, names: NameTable) -> list[Candidate]:
    """Statements of a text without punctuation."""
    candidates: list[Candidate] = []
    text = unwrapped(read.document.flow)
    for start, end in _pages(read):
        page = UnpunctuatedText(text, start, end, names)
        if page.words:
            candidates += page.run()
    return candidates


def names_without_case(read: Read, names: NameTable) -> NameTable:
    """Names of a text without capitals, for reading it like ordinary text."""
    for start, end in _pages(read):
        names = names.with_names(names_in(words_of(read.document.flow, start, end)))
    return names


def _pages(read: Read) -> Iterator[tuple[int, int]]:
    """Live stretches, very long ones in pieces that end between words."""
    text = read.document.flow
    for start, end in live_segments(read):
        at = start
        while end - at > _MAX_PAGE:
            cut = max(text.rfind(" ", at, at + _MAX_PAGE), text.rfind("\n", at, at + _MAX_PAGE))
            cut = cut if cut > at else at + _MAX_PAGE
            yield at, cut
            at = cut
        yield at, end
