"""Names that a text without capitals shows by itself: after a title, or beside a role and a say-word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from ..wordlist import ORGANISATIONS, ROLE_NOUNS, TITLES, word_set
from .name_table import Known, name_words
from .reporting_words import VERB_FORMS
from .sentence_starts import Word

_STOP: Final = word_set("""
    the a an of in on at by for from with to into and or but that which who if as than is are was
    were be been has have had do does did will would can could may might must shall should not its
    their his her my our your this these those some any no each about when where while because since
    after before so also just only then there here what why how it he she they we i you us them him
    me s t re ll ve d m over under between during against including told said says say asked added
""")
_ARTICLES: Final = word_set("a an the its his her their our")
_ROLE_PREPS: Final = word_set("at for of with from in")
_NO_NAMES: Final = _STOP | ROLE_NOUNS | set(VERB_FORMS)
_NO_NOUNS: Final = word_set("PRP MD IN WRB WP CC DT EX TO")
_LONGEST_ROLE: Final = 16


def _namely(word: Word) -> bool:
    """Whether a word may be part of a name."""
    return _loosely([word]) and len(word.lower) > 1 and word.tag not in ("MD", "CD")


def names_in(words: Sequence[Word]) -> list[Known]:
    """Full names that the text shows by its own patterns: after a title, or with a role beside a say-word."""
    found: dict[tuple[str, ...], Known] = {}
    for index, word in enumerate(words):
        spans: list[tuple[int, int]] = []
        if word.lower in TITLES and index + 2 < len(words):
            name = list(takewhile(lambda w: w.noun and _namely(w), words[index + 1 : index + 4]))
            spans += [(index + 1, index + 1 + len(name))] if len(name) > 1 and name[0].tag != "NNS" else []
        if word.lower == "according":
            spans += _named_behind(words, index + 2)
        elif VERB_FORMS.get(word.lower) == "say":
            spans += [*_named_before(words, index), *_named_behind(words, index + 1)]
        for a, b in spans:
            key = tuple(w.lower for w in words[a:b])
            found.setdefault(key, Known(name=" ".join(key), words=key, first=words[a].start))
    return list(found.values())


def _named_behind(words: Sequence[Word], index: int) -> list[tuple[int, int]]:
    """'says NAME a ROLE at ORG'."""
    while index < len(words) and words[index].lower in TITLES:
        index += 1
    ends = [end for end in (index + 2, index + 3) if _loosely(words[index:end])]
    return [(index, end) for end in ends if role_end(words, end) is not None][:1]


def _named_before(words: Sequence[Word], end: int) -> list[tuple[int, int]]:
    """'NAME a ROLE at ORG' that ends before the cue."""
    for index in range(max(2, end - _LONGEST_ROLE), end - 1):
        named = words[index].lower in _ARTICLES and all(map(_namely, words[index - 2 : index]))
        stop = role_end(words, index) if named else None
        if stop is not None and end - 3 <= stop <= end:
            return [(index - 2, index)]
    return []


def _loosely(words: Sequence[Word]) -> bool:
    """Whether words may be a name, whatever the tagger thinks of them."""
    return all(word.lower[:1].isalpha() and word.lower not in _NO_NAMES for word in words)


def role_end(words: Sequence[Word], index: int) -> int | None:
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


def known_words(names: Sequence[Known]) -> frozenset[tuple[str, ...]]:
    """Full names, surnames and first words of names, as they may stand beside a say-word."""
    found: set[tuple[str, ...]] = set()
    for known in names:
        words = tuple(piece for word in known.words for piece in name_words(word.replace("-", " ")))
        found.add(words)
        if len(words) > 1:
            found.add(words[-1:])
    return frozenset(found)
