"""Who stands beside a say-word in text without punctuation: names, roles and noun phrases around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..wordlist import ROLE_NOUNS, TITLES, word_set
from .boundaries import Word
from .cues import VERB_FORMS
from .names import Known, name_words

__all__ = ["Source", "known_words", "left_source", "names_in", "right_source"]

_PRONOUNS: Final = word_set("i he she we they it you who")
_STOP: Final = word_set("""
    the a an of in on at by for from with to into and or but that which who if as than is are was
    were be been has have had do does did will would can could may might must shall should not its
    their his her my our your this these those some any no each about when where while because since
    after before so also just only then there here what why how it he she they we i you us them him
    me s t re ll ve d m over under between during against including told said says say asked added
""")
_ORG_HEADS: Final = word_set("""
    center centre group university institute institution college school site company corporation
    corp inc foundation council agency department ministry bank association union party news times
    post newspaper magazine network service society league federation commission committee board
    office church hospital museum club team firm consultancy organization organisation
    administration project program programme bureau house parliament senate congress army navy
    police force court fund trust laboratory lab academy studio studios website government
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
_ROLE_PREPS: Final = frozenset(("at", "for", "of", "with", "from", "in"))
_PROPER: Final = ("NN", "NNP")
_LONGEST_ROLE: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Words that name a speaker."""

    start: int
    end: int
    role: tuple[int, int]
    outer: tuple[int, int]
    weight: float


def _namely(word: Word) -> bool:
    """Whether a word may be part of a name."""
    return _loosely([word]) and len(word.lower) > 1 and word.tag not in ("MD", "CD")


def names_in(words: Sequence[Word]) -> list[Known]:
    """Full names that the text shows by its own patterns: after a title, beside a role, beside a say-word."""
    found: dict[tuple[str, ...], Known] = {}
    for index, word in enumerate(words):
        spans: list[tuple[int, int]] = []
        if word.lower in _TITLE_WORDS and index + 2 < len(words):
            end = index + 1
            while (
                end < min(len(words), index + 4) and words[end].tag in ("NN", "NNP") and _namely(words[end])
            ):
                end += 1
            if words[index + 1].tag != "NNS" and end - index >= 3:
                spans.append((index + 1, end))
        if word.lower == "according":
            named = right_source(words, index + 2, frozenset())
            spans += [(named.start, named.end)] if named is not None and named.weight >= 3 else []
        if VERB_FORMS.get(word.lower) == "say":
            right = right_source(words, index + 1, frozenset())
            left = left_source(words, index, frozenset(), [0.0] * len(words))
            spans += [
                (s.start, s.end)
                for s in (right, left)
                if s is not None and s.weight >= 3 and s.end - s.start >= 2
            ]
        for a, b in spans:
            key = tuple(w.lower for w in words[a:b])
            if all(w not in _PRONOUNS for w in key):
                found.setdefault(key, Known(name=" ".join(key), words=key, first=words[a].start))
    return list(found.values())


def right_source(words: Sequence[Word], index: int, known: frozenset[tuple[str, ...]]) -> Source | None:
    """A speaker right after a say-word: 'says NAME a ROLE at ORG', 'said a ROLE for ORG', 'says SURNAME'."""
    title = index
    while index < len(words) - 1 and words[index].lower in TITLES and index - title < 3:
        index += 1
    if index > title:
        found = right_source(words, index, known)
        if found is None or found.start != index or words[index].lower in _ARTICLES:
            return None
        return replace(found, weight=max(found.weight, 3.0))
    if index >= len(words):
        return None
    if words[index].lower in ("a", "an", "the"):
        role = _role_end(words, index)
        if role is None:
            return None
        return Source(start=index, end=role, role=(index, index), outer=(index, role), weight=2.5)
    for size in (4, 3, 2, 1):
        if tuple(w.lower for w in words[index : index + size]) in known:
            end = index + size
            role = _role_end(words, end) or end
            return Source(
                start=index, end=end, role=(end, role), outer=(index, role), weight=2.6 + (role > end)
            )
    for size in (2, 3):
        end = index + size
        if _loosely(words[index:end]):
            role = _role_end(words, end)
            if role is not None:
                return Source(start=index, end=end, role=(end, role), outer=(index, role), weight=3.5)
    end = index + 2
    if end <= len(words) and all(w.tag == "NNP" and _namely(w) for w in words[index:end]):
        return Source(start=index, end=end, role=(end, end), outer=(index, end), weight=1.2)
    return None


def _loosely(words: Sequence[Word]) -> bool:
    """Whether words may be a name, whatever the tagger thinks of them."""
    return all(
        word.lower[:1].isalpha()
        and word.lower not in _STOP | ROLE_NOUNS | _GROUPS
        and word.lower not in VERB_FORMS
        for word in words
    )


def _role_end(words: Sequence[Word], index: int) -> int | None:
    """End of a role that begins here: up to a role noun, then *at*, *for* or *of* and an organisation."""
    head = None
    for at in range(index, min(len(words), index + 8)):
        if words[at].lower in ROLE_NOUNS and (at + 1 >= len(words) or words[at + 1].lower not in ROLE_NOUNS):
            head = at
            break
        if words[at].lower == "s" and at > index:
            continue
        if (
            words[at].lower in _STOP
            and not (at == index and words[at].lower in _ARTICLES)
            and words[at].lower not in ("and", "of")
        ):
            return None
        if words[at].finite and not words[at].noun:
            return None
    if head is None:
        return None
    end = head + 1
    while end < len(words) - 1 and end - index < _LONGEST_ROLE and words[end].lower in _ROLE_PREPS:
        stop = _organisation_end(words, end + 1)
        if stop <= end + 1:
            break
        end = stop
    return end


def _organisation_end(words: Sequence[Word], index: int) -> int:
    """End of the noun phrase of an organisation or field: at its head word, or where the nouns end."""
    end = index
    while end < len(words) and end - index < 9:
        word = words[end]
        if word.lower in _ORG_HEADS:
            end += 1
            return end
        inner = (
            word.lower in ("the", "a", "and", "of", "for")
            and end + 1 < len(words)
            and (end == index or word.lower in ("of", "for", "and"))
        )
        if inner and not words[end + 1].finite:
            end += 1
            continue
        if (
            word.lower in _STOP
            or word.finite
            or word.tag in ("PRP", "MD", "IN", "WRB", "WP", "CC", "DT", "EX", "TO")
        ):
            break
        if end > index and VERB_FORMS.get(word.lower) == "say":
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
    if words[end - 1].lower == "who" and end > 1:
        return left_source(words, end - 1, known, odds)
    if words[end - 1].lower in _PRONOUNS:
        return Source(start=end - 1, end=end, role=(end, end), outer=(end - 1, end), weight=4.0)
    role = _named_role(words, end)
    if role is not None:
        return role
    for size in (4, 3, 2, 1):
        if end - size >= 0 and tuple(w.lower for w in words[end - size : end]) in known:
            start = end - size
            title = start
            while title > 0 and words[title - 1].lower in TITLES:
                title -= 1
            return Source(start=start, end=end, role=(title, start), outer=(title, end), weight=2.8)
    return _phrase(words, end, odds)


def _named_role(words: Sequence[Word], end: int) -> Source | None:
    """'NAME a ROLE at ORG' that ends before the cue."""
    for index in range(max(0, end - _LONGEST_ROLE), end - 1):
        if words[index].lower not in _ARTICLES:
            continue
        stop = _role_end(words, index)
        if stop is None or not end - 3 <= stop <= end:
            continue
        if any(w.finite for w in words[stop:end]):
            continue
        start = index
        while start > 0 and index - start < 3 and _namely(words[start - 1]):
            start -= 1
        start = max(start, index - 2)
        if index - start == 2 and words[index - 1].lower not in ROLE_NOUNS:
            return Source(start=start, end=index, role=(index, end), outer=(start, end), weight=3.5)
        if stop == end and words[index].lower in ("a", "an", "the") and end - index > 1:
            return Source(start=index, end=end, role=(end, end), outer=(index, end), weight=2.4)
    return None


def _phrase(words: Sequence[Word], end: int, odds: Sequence[float]) -> Source | None:
    """A noun phrase before the cue, back to its article or to where a sentence probably begins."""
    start = _phrase_start(words, end, odds)
    if start == end:
        return None
    if words[end - 1].lower in _GROUPS and words[start].lower not in _ARTICLES:
        while start < end - 1 and (
            words[start].tag not in ("JJ", "NNP", "CD") or words[start].lower in _STOP
        ):
            start += 1
    if words[start].lower in ("a", "an") and words[end - 1].tag == "NNS":
        start = end - 1
    articled = words[start].lower in ("the", "a", "an")
    kinds = _GROUPS | ROLE_NOUNS | _ORG_HEADS
    group = any(word.lower in kinds for word in words[start:end])
    if not articled and not group:
        near = range(max(start, end - 3), end)
        start = max(near, key=lambda k: (odds[k] + 0.02 * (words[k].tag == "NNP"), k))
    if articled and not group and words[end - 1].noun:
        start = end - 1
    weight = 2.2 if group else 0.8 + (words[end - 1].tag == "NNP")
    return Source(start=start, end=end, role=(end, end), outer=(start, end), weight=weight)


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
