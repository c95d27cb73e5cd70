"""Candidate issues and options: what the texts say is lifted, frozen, paid, demanded, or exchanged.

Phrases come from three patterns: an action with what it is done to ("freeze some facilities"), a wish with
what is wished for ("demanded a 12 percent rise"), and exchanges ("a rise in return for longer shifts").
Phrases about the same thing make one issue; each is one of its options, in the words of the source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..findings import Quoted, Read
from .draft_text import Phrase, Token, article_parts, content, object_after, object_before, tokens_of
from .draft_words import ACTS, DEGREES, FUNCTION, LEVER_NOUNS, LEVERS

__all__ = ["DraftIssue", "issues_in", "phrases_in"]

MOST_ISSUES, MOST_OPTIONS = 8, 5
_WISHES = frozenset(word for word, act in ACTS.items() if act in ("demands", "offers", "refuses", "accepts"))
_NOT_NEXT = frozenset(("talks", "negotiations", "thursday", "friday", "meeting", "summit"))
_INTO = frozenset(("on", "for"))
_NOUNS = frozenset(("offer", "offers", "demand", "demands", "promise", "request", "requests"))
_VERB_BEFORE = frozenset(("to", "will", "would", "could", "can", "may", "they", "we", "i", "you", "who"))
_DETERMINERS = frozenset(("the", "a", "an", "all", "their", "its", "these", "those", "some", "no", "every"))


@dataclass(slots=True)
class DraftIssue:
    """An issue with the phrases that may be its options."""

    stems: Counter[str] = field(default_factory=Counter)
    surface: dict[str, str] = field(default_factory=dict)
    phrases: list[Phrase] = field(default_factory=list)
    mentions: int = 0

    @property
    def title(self) -> str:
        """The word most phrases share, else what the first phrase is about."""
        common = [stem for stem, count in self.stems.most_common() if count > 1]
        if common:
            best = max(self.stems.values())
            shown = [self.surface[stem] for stem in self.phrases[0].stems if self.stems[stem] == best][:3]
            return " ".join(shown or [self.surface[common[0]]]).capitalize()
        return " ".join(self.surface[stem] for stem in self.phrases[0].stems[:4]).capitalize()

    def options(self) -> list[Phrase]:
        """Different phrases, the smaller degree first, otherwise as they come."""
        seen: dict[tuple[frozenset[str], frozenset[str]], Phrase] = {}
        for phrase in self.phrases:
            seen.setdefault((frozenset(phrase.stems), phrase.details), phrase)
        chosen = list(seen.values())[:MOST_OPTIONS]
        return sorted(
            chosen, key=lambda phrase: max((DEGREES.get(word, 2) for word in phrase.details), default=2)
        )


def phrases_in(read: Read, names: frozenset[str]) -> Iterator[Phrase]:
    """Phrases of a document that may be options."""
    text = read.document.text
    for start, end in article_parts(read):
        tokens = tokens_of(text, start, end)
        taken = [False] * len(tokens)
        for first, last in sorted(_spans(tokens), key=lambda span: (span[0] - span[1], span[0])):
            if any(taken[first:last]):
                continue
            if read.document.profile == "unpunctuated":
                last = _before_name(tokens, first, last, names)
            stems, details = content(tokens[first:last], names)
            if not stems:
                continue
            taken[first:last] = [True] * (last - first)
            low, high = tokens[first].start, tokens[last - 1].end
            title = " ".join(text[low:high].split())
            yield Phrase(document=read.document.name, start=low, end=high, title=title, stems=stems,
                         details=details)  # fmt: skip


def _before_name(tokens: Sequence[Token], first: int, last: int, names: frozenset[str]) -> int:
    """Where a new sentence seems to begin with a name, in a text without punctuation; else ``last``."""
    for index in range(first + 1, last):
        before = tokens[index - 1].word
        linked = before in names or before in _DETERMINERS or before in ("of", "and", "s")
        if tokens[index].word in names and not linked and content(tokens[first:index], names)[0]:
            return index
    return last


def _spans(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    for at, token in enumerate(tokens):
        word = token.word
        if word in ("exchange", "return") and at and tokens[at - 1].word == "in":
            yield from _exchange(tokens, at)
        elif word in LEVERS:
            yield from _action(tokens, at)
        elif word in LEVER_NOUNS:
            yield from _noun(tokens, at)
        elif word in _WISHES:
            yield from _wish(tokens, at)


def _action(tokens: Sequence[Token], at: int) -> Iterator[tuple[int, int]]:
    end = object_after(tokens, at)
    if end > at + 1 and tokens[at + 1].word not in _NOT_NEXT:
        yield at, end
        return
    start = object_before(tokens, at)
    if start < at and not tokens[at].broken and tokens[start].word in _DETERMINERS:
        tail = (
            at + 3
            if [token.word for token in tokens[at + 1 : at + 3]] in (["in", "entirety"], ["in", "full"])
            else at + 1
        )
        yield start, tail


def _noun(tokens: Sequence[Token], at: int) -> Iterator[tuple[int, int]]:
    start = object_before(tokens, at)
    end = at + 1
    if end < len(tokens) and tokens[end].word == "of" and not tokens[end].broken:
        end = object_after(tokens, end)
    if end - start > 1:
        yield start, end


def _wish(tokens: Sequence[Token], at: int) -> Iterator[tuple[int, int]]:
    if tokens[at].word in _NOUNS and (not at or tokens[at - 1].word not in _VERB_BEFORE):
        return
    first = at + 1
    if first + 1 < len(tokens) and tokens[first].word == "to" and not tokens[first].broken:
        following = tokens[first + 1].word
        if following not in _DETERMINERS and not following[0].isdigit():
            return  # what follows is another verb
        first += 1
    while first < len(tokens) and tokens[first].word in _INTO and not tokens[first].broken:
        first += 1
    if first >= len(tokens) or tokens[first].broken or tokens[first].word in LEVERS:
        return
    end = object_after(tokens, first - 1)
    if end > first:
        yield first, end


def _exchange(tokens: Sequence[Token], at: int) -> Iterator[tuple[int, int]]:
    start = object_before(tokens, at - 1) if not tokens[at - 1].broken else at - 1
    if start < at - 1:
        yield start, at - 1
    if at + 1 < len(tokens) and tokens[at + 1].word == "for" and not tokens[at + 1].broken:
        end = object_after(tokens, at + 1)
        if end > at + 2:
            yield at + 2, end


def issues_in(
    reads: Sequence[Read], names: frozenset[str], said: Mapping[str, Sequence[Quoted]]
) -> list[DraftIssue]:
    """Issues of some documents, those with most phrases first; what parties themselves said counts more."""
    issues: list[DraftIssue] = []
    home: dict[str, DraftIssue] = {}
    for read in reads:
        for phrase in sorted(phrases_in(read, names), key=lambda phrase: phrase.start):
            issue = next((home[stem] for stem in phrase.stems if stem in home), None)
            if issue is None:
                issue = DraftIssue()
                issues.append(issue)
            spans = said.get(phrase.document, ())
            own = any(span.start < phrase.end and phrase.start < span.end for span in spans)
            issue.mentions += 3 if own else 1
            issue.phrases.append(phrase)
            issue.stems.update(phrase.stems)
            for stem, shown in _surfaces(read, phrase):
                issue.surface.setdefault(stem, shown)
                home.setdefault(stem, issue)
    ranked = sorted(issues, key=lambda issue: -issue.mentions)
    return ranked[:MOST_ISSUES]


def _surfaces(read: Read, phrase: Phrase) -> Iterator[tuple[str, str]]:
    text = read.document.text
    for token in tokens_of(text, phrase.start, phrase.end):
        for stem in phrase.stems:
            if token.word not in FUNCTION and token.word.startswith(stem[:-1] or stem):
                yield stem, text[token.start : token.end].removesuffix("'s").removesuffix("’s")
