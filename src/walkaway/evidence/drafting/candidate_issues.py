"""Candidate issues and options: what the texts say is lifted, frozen, paid, demanded, or exchanged.

Phrases about the same thing make one issue; each is one of its options, in the words of the source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..findings import Quoted, Read
from .draft_text import Token, article_parts, tokens_of
from .draft_words import ACTS, DEGREES, FUNCTION, GENERIC, LEVER_NOUNS, LEVERS, RESTRAINTS, STOPS

__all__ = ["DraftIssue", "Phrase", "issues_in"]

_MOST_ISSUES, _MOST_OPTIONS, _MOST_OBJECT = 8, 5, 9
_WISHES = frozenset(word for word, act in ACTS.items() if act != "threatens")
_NOT_NEXT = frozenset(("talks", "negotiations", "thursday", "friday", "meeting", "summit"))
_NOUNS = frozenset(("offer", "offers", "demand", "demands", "promise", "request", "requests"))
_VERB_BEFORE = frozenset(("to", "will", "would", "could", "can", "may", "they", "we", "i", "you", "who"))
_DETERMINERS = frozenset(("the", "a", "an", "all", "their", "its", "these", "those", "some", "no", "every"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words of a document that may name an option: stems of what they are about, numbers and degrees."""

    document: str
    start: int
    end: int
    title: str
    stems: Mapping[str, str]  # stem → the word as it is written
    details: frozenset[str]


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
        first, best = [*self.phrases[0].stems], max(self.stems.values())
        shared = [stem for stem in first if self.stems[stem] == best] or [self.stems.most_common(1)[0][0]]
        chosen = shared[:3] if best > 1 else first[:4]
        return " ".join(self.surface[stem] for stem in chosen).capitalize()

    def options(self) -> list[Phrase]:
        """Different phrases, the smaller degree first, otherwise as they come."""
        seen: dict[tuple[frozenset[str], frozenset[str]], Phrase] = {}
        for phrase in self.phrases:
            seen.setdefault((frozenset(phrase.stems), phrase.details), phrase)
        return sorted([*seen.values()][:_MOST_OPTIONS], key=_degree)


def _degree(phrase: Phrase) -> int:
    return max((DEGREES.get(word, 2) for word in phrase.details), default=2)


def issues_in(
    reads: Sequence[Read], names: frozenset[str], said: Mapping[str, Sequence[Quoted]]
) -> list[DraftIssue]:
    """Issues of some documents, those with most phrases first; what parties themselves said counts more."""
    issues: list[DraftIssue] = []
    home: dict[str, DraftIssue] = {}
    for read in reads:
        for phrase in sorted(_phrases_in(read, names), key=lambda phrase: phrase.start):
            issue = next((home[stem] for stem in phrase.stems if stem in home), None)
            if issue is None:
                issues.append(issue := DraftIssue())
            spans = said.get(phrase.document, ())
            own = any(span.start < phrase.end and phrase.start < span.end for span in spans)
            issue.mentions += 3 if own else 1
            issue.phrases.append(phrase)
            issue.stems.update(phrase.stems.keys())
            for stem, written in phrase.stems.items():
                issue.surface.setdefault(stem, written)
                home.setdefault(stem, issue)
    return sorted(issues, key=lambda issue: -issue.mentions)[:_MOST_ISSUES]


def _phrases_in(read: Read, names: frozenset[str]) -> Iterator[Phrase]:
    """Phrases of a document that may be options; of two that overlap the longer one."""
    text = read.document.text
    for part in article_parts(read):
        tokens = tokens_of(text, *part)
        taken: set[int] = set()
        for first, last in sorted(_spans(tokens), key=lambda span: (span[0] - span[1], span[0])):
            if not taken.isdisjoint(range(first, last)):
                continue
            if read.document.profile == "unpunctuated":
                last = _before_name(text, tokens, first, last, names)
            stems, details = _content(text, tokens[first:last], names)
            if stems:
                taken.update(range(first, last))
                start, end = tokens[first].start, tokens[last - 1].end
                title = " ".join(text[start:end].split())
                yield Phrase(document=read.document.name, start=start, end=end, title=title, stems=stems,
                             details=details)  # fmt: skip


def _before_name(text: str, tokens: Sequence[Token], first: int, last: int, names: frozenset[str]) -> int:
    """Where a new sentence seems to begin with a name, in a text without punctuation; else ``last``."""
    for index in range(first + 1, last):
        linked = tokens[index - 1].word in names | _DETERMINERS | {"of", "and", "s"}
        if tokens[index].word in names and not linked and _content(text, tokens[first:index], names)[0]:
            return index
    return last


def _content(
    text: str, tokens: Sequence[Token], names: frozenset[str]
) -> tuple[dict[str, str], frozenset[str]]:
    """Stems of what words are about, as they are written, and the numbers and degrees among them."""
    acting = LEVERS | LEVER_NOUNS
    details = frozenset(t.word for t in tokens if t.word[0].isdigit() or t.word in DEGREES)
    skipped = details | FUNCTION | acting | GENERIC | names
    about = [token for token in tokens if token.word not in skipped and len(token.word) > 1]
    if not about and any(word[0].isdigit() for word in details):  # "pay $45 million", "a 7 percent rise"
        about = [token for token in tokens if token.word in acting][:1]
    stems: dict[str, str] = {}
    for token in about:
        written = text[token.start : token.end].removesuffix("'s").removesuffix("’s")
        stems.setdefault(_stem(token.word), written)
    return stems, details


def _stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


# --------------------------------------------------------------------------------------------- patterns


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
