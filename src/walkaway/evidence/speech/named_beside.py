"""Who stands beside a say-word in text without punctuation: names, roles and noun phrases around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from ..wordlist import ORGANISATIONS, ROLE_NOUNS, TITLES, word_set
from .name_table import Known, name_words
from .reporting_words import VERB_FORMS
from .sentence_starts import Word

__all__ = ["Source", "known_words", "left_source", "names_in", "right_source"]

_PRONOUNS: Final = word_set("i he she we they it you who")
_STOP: Final = word_set("""
    the a an of in on at by for from with to into and or but that which who if as than is are was
    were be been has have had do does did will would can could may might must shall should not its
    their his her my our your this these those some any no each about when where while because since
    after before so also just only then there here what why how it he she they we i you us them him
    me s t re ll ve d m over under between during against including told said says say asked added
""")
_GROUPS: Final = word_set("""
    experts analysts officials critics supporters observers people many some others researchers
    scientists reports sources police authorities authors report study statement spokesman
    spokeswoman spokesperson government ministry department company union court organizers
    organisers lawyers economists doctors residents witnesses leaders members opponents both few
    several source official analyst expert poll survey letter email paper newspaper document
    documents prosecutors investigators diplomats negotiators media advocates activists
""")
_TITLE_WORDS: Final = TITLES - word_set("""
    vice deputy former acting foreign defense defence interior finance opposition father sister
    brother chair leader chief general major judge justice king queen prince
""")
_BETWEEN: Final = word_set("""
    also has had have later then recently now already t not don didn doesn can couldn won wouldn do
    did does still really always never just could would will might may must should
""")
_ARTICLES: Final = word_set("a an the its his her their our")
_ROLE_PREPS: Final = word_set("at for of with from in")
_NO_NAMES: Final = _STOP | ROLE_NOUNS | _GROUPS | set(VERB_FORMS)
_NO_NOUNS: Final = word_set("PRP MD IN WRB WP CC DT EX TO")
_LONGEST_ROLE: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Words that name a speaker, half-open, with those of a role beside them, and how sure the grammar is."""

    start: int
    end: int
    weight: float
    role: tuple[int, int] = (0, 0)

    @property
    def outer(self) -> tuple[int, int]:
        """Mention and role together."""
        low, high = self.role if self.role[1] > self.role[0] else (self.start, self.end)
        return min(self.start, low), max(self.end, high)


def _namely(word: Word) -> bool:
    """Whether a word may be part of a name."""
    return _loosely([word]) and len(word.lower) > 1 and word.tag not in ("MD", "CD")


def names_in(words: Sequence[Word]) -> list[Known]:
    """Full names that the text shows by its own patterns: after a title, beside a role, beside a say-word."""
    found: dict[tuple[str, ...], Known] = {}
    for index, word in enumerate(words):
        spans: list[tuple[int, int]] = []
        if word.lower in _TITLE_WORDS and index + 2 < len(words):
            name = list(takewhile(lambda w: w.noun and _namely(w), words[index + 1 : index + 4]))
            spans += [(index + 1, index + 1 + len(name))] if len(name) > 1 and name[0].tag != "NNS" else []
        if word.lower == "according":
            named = [right_source(words, index + 2, frozenset())]
        elif VERB_FORMS.get(word.lower) == "say":
            left = left_source(words, index, frozenset(), [0.0] * len(words))
            named = [left, right_source(words, index + 1, frozenset())]
        else:
            named = []
        spans += [(s.start, s.end) for s in named if s is not None and s.weight >= 3 and s.end - s.start > 1]
        for a, b in spans:
            key = tuple(w.lower for w in words[a:b])
            found.setdefault(key, Known(name=" ".join(key), words=key, first=words[a].start))
    return list(found.values())


def right_source(words: Sequence[Word], index: int, known: frozenset[tuple[str, ...]]) -> Source | None:
    """A speaker right after a say-word: 'says NAME a ROLE at ORG', 'said a ROLE for ORG', 'says SURNAME'."""
    title = index
    while index < len(words) - 1 and words[index].lower in TITLES and index - title < 3:
        index += 1
    if index >= len(words):
        return None
    if words[index].lower in ("a", "an", "the"):
        role = _role_end(words, index)
        return Source(start=index, end=role, weight=2.5) if role is not None else None
    for end in (index + 4, index + 3, index + 2, index + 1):
        if tuple(w.lower for w in words[index:end]) in known:
            role = _role_end(words, end)
            return Source(start=index, end=end, role=(end, role or end), weight=3.6 if role else 2.6)
    for end in (index + 2, index + 3):
        role = _role_end(words, end) if _loosely(words[index:end]) else None
        if role is not None:
            return Source(start=index, end=end, role=(end, role), weight=3.5)
    return None


def _loosely(words: Sequence[Word]) -> bool:
    """Whether words may be a name, whatever the tagger thinks of them."""
    return all(word.lower[:1].isalpha() and word.lower not in _NO_NAMES for word in words)


def _role_end(words: Sequence[Word], index: int) -> int | None:
    """End of a role that begins here: up to a role noun, then *at*, *for* or *of* and an organisation."""
    for at in range(index, min(len(words), index + 8)):
        word = words[at].lower
        if word in ROLE_NOUNS and (at + 1 >= len(words) or words[at + 1].lower not in ROLE_NOUNS):
            end = at + 1
            break
        if word in _STOP and not (at == index and word in _ARTICLES) and word not in ("and", "of", "s"):
            return None
    else:
        return None
    while end < len(words) - 1 and end - index < _LONGEST_ROLE and words[end].lower in _ROLE_PREPS:
        end = _organisation_end(words, end + 1)
    return end


def _organisation_end(words: Sequence[Word], index: int) -> int:
    """End of the noun phrase of an organisation or field: at its head word, or where the nouns end."""
    end = index
    while end < len(words) and end - index < 9:
        word = words[end]
        if word.lower in ORGANISATIONS:
            return end + 1
        joins = word.lower in ("of", "for", "and") or (end == index and word.lower in ("the", "a"))
        if not (joins and end + 1 < len(words) and not words[end + 1].finite) and (
            word.lower in _STOP or word.finite or word.tag in _NO_NOUNS
        ):
            break
        end += 1
    while end > index and words[end - 1].lower in ("the", "a", "and", "of", "for"):
        end -= 1
    return end


def left_source(
    words: Sequence[Word], cue: int, known: frozenset[tuple[str, ...]], odds: Sequence[float]
) -> Source | None:
    """A speaker right before a say-word: a pronoun, a name with or without its role, a noun phrase."""
    end = cue
    while end > 0 and words[end - 1].lower in _BETWEEN:
        end -= 1
    if end == 0:
        return None
    if words[end - 1].lower in _PRONOUNS:
        return Source(start=end - 1, end=end, weight=4.0)
    role = _named_role(words, end)
    if role is not None:
        return role
    for size in (4, 3, 2, 1):
        if end - size >= 0 and tuple(w.lower for w in words[end - size : end]) in known:
            title = start = end - size
            while title > 0 and words[title - 1].lower in TITLES:
                title -= 1
            return Source(start=start, end=end, role=(title, start), weight=2.8)
    start = _phrase_start(words, end, odds)
    if start == end:
        return None
    group = any(word.lower in _GROUPS | ROLE_NOUNS | ORGANISATIONS for word in words[start:end])
    return Source(start=start, end=end, weight=2.2 if group else 0.8 + (words[end - 1].tag == "NNP"))


def _named_role(words: Sequence[Word], end: int) -> Source | None:
    """'NAME a ROLE at ORG' that ends before the cue."""
    for index in range(max(0, end - _LONGEST_ROLE), end - 1):
        if words[index].lower not in _ARTICLES:
            continue
        stop = _role_end(words, index)
        named = index >= 2 and _namely(words[index - 1]) and _namely(words[index - 2])
        if stop is not None and end - 3 <= stop <= end and named:
            return Source(start=index - 2, end=index, role=(index, end), weight=3.5)
    return None


def _phrase_start(words: Sequence[Word], end: int, odds: Sequence[float]) -> int:
    start = end
    while start > 0 and end - start < 8:
        word = words[start - 1]
        if word.lower in _ARTICLES:
            return start - 1
        inside = word.lower == "of" and start < end and start > 1 and words[start - 2].noun
        s_mark = word.lower == "s" and start < end
        plain = word.noun or (word.tag in ("JJ", "CD", "VBG", "") and word.lower not in _STOP)
        if not (plain or inside or s_mark):
            break
        start -= 1
        if odds[start] > 0.5:
            break
    return start


def known_words(names: Sequence[Known]) -> frozenset[tuple[str, ...]]:
    """Full names, surnames and first words of names, as they may stand beside a say-word."""
    found: set[tuple[str, ...]] = set()
    for known in names:
        words = tuple(piece for word in known.words for piece in name_words(word.replace("-", " ")))
        found.add(words)
        if len(words) > 1:
            found.add(words[-1:])
    return frozenset(found)
