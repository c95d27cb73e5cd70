"""Say-words with their speakers in text without punctuation, on estimated sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..wordlist import FIRST_PERSON, TITLES, word_set
from .name_table import NameTable
from .named_beside import Source, known_words, left_source, names_in, right_source
from .reporting_words import DOUBTING, NEGATIONS, SAYING, SHOWING, SPEECH, THINKING, VERB_FORMS
from .sentence_starts import scores, segments, words_of

__all__ = ["CONTRACTED", "SayWord", "SayWords"]

_BIAS: Final = 2.0
CONTRACTED: Final = word_set("s re t ll ve m d")
_UNREAL: Final = word_set("imagine think believe know see")
_ADJUNCT: Final = word_set("in on at to by during after before")
_JOINING: Final = word_set("that when as if while because and or but than like") - {"that"}


@dataclass(slots=True, kw_only=True)
class SayWord:
    """A cue with its speaker; ``start`` and ``end`` are the words both take."""

    cue: int
    source: Source | None
    right: bool
    start: int
    end: int
    base: str


class SayWords:
    """One live stretch of a text without punctuation: its words, likely sentences and say-words."""

    def __init__(self, text: str, start: int, end: int, names: NameTable) -> None:
        self.text = text
        self.words = words_of(text, start, end)
        self.odds = self.boosted(scores(self.words))
        self.names = names.with_names(names_in(self.words))
        self.known = known_words(list(self.names.known))
        self.named()
        self.starts = {a for a, _ in segments(self.words, self.odds, _BIAS)}
        self.inner: list[SayWord] = []

    def boosted(self, odds: list[float]) -> list[float]:
        """A line break always divides; nothing begins right after a verb of speech or an article."""
        words = self.words
        for k in range(1, len(words)):
            gap = self.text[words[k - 1].end : words[k].start]
            if "\n" in gap:
                odds[k] = 0.999
                continue
            before = words[k - 1]
            verb = VERB_FORMS.get(before.lower, "") in SAYING | THINKING
            if verb or before.tag in ("VB", "MD", "TO", "DT", "IN", "PRP$"):
                odds[k] = min(odds[k], 0.03)
        return odds

    def named(self) -> None:
        """A known name before a finite verb, right after a noun, probably begins a sentence."""
        words = self.words
        firsts = {known.words[0] for known in self.names.known if len(known.words) > 1}
        lasts = {known.words[-1] for known in self.names.known if len(known.words) > 1}
        for k in range(1, len(words)):
            before = words[k - 1]
            if words[k].lower not in firsts | lasts or before.lower in firsts | TITLES | _JOINING:
                continue
            nouns = before.noun or before.tag in ("RB", "RP", "JJ") or before.lower in ("it", "this", "them")
            nouns = nouns or (before.lower == "that" and k > 1 and words[k - 2].tag == "IN")
            if nouns and self.finite_soon(k + 1, 3) and before.lower not in VERB_FORMS:
                self.odds[k] = max(self.odds[k], 0.5)

    def finite_soon(self, index: int, within: int) -> bool:
        """Whether a finite verb or contraction stands within the next words."""
        return any(w.finite or w.lower in CONTRACTED for w in self.words[index : index + within])

    # ---------------------------------------------------------------------------------------- groups

    def groups(self) -> list[SayWord]:
        """Say-words with a speaker, in order; those inside what others say are kept apart."""
        found: list[SayWord] = []
        for k, word in enumerate(self.words):
            base = VERB_FORMS.get(word.lower, "")
            if found and k < found[-1].end:
                continue
            if word.lower == "according":
                found += filter(None, [self.according(k)])
            elif base and (group := self.group(k, base, found)):
                (self.inner if self.is_inner(group) else found).append(group)
        return found

    def is_inner(self, group: SayWord) -> bool:
        """First person, or under 'would have': part of what somebody else says."""
        source = group.source
        return source is None or self.words[source.start].lower in FIRST_PERSON or self.unreal(group)

    def according(self, k: int) -> SayWord | None:
        """'According to NAME a ROLE at ORG', before or behind what they say."""
        words = self.words
        if k + 2 >= len(words) or words[k + 1].lower != "to":
            return None
        source = right_source(words, k + 2, self.known)
        if source is None:
            first = k + 2 + (words[k + 2].tag in ("DT", "PRP$"))
            end = self.run_of_nouns(first, k + 8)
            if end == first:
                return None
            source = Source(start=k + 2, end=end, weight=2.0)
        opens = k in self.starts or self.odds[k] > 0.25
        return SayWord(cue=k, source=source, right=not opens, start=k, end=source.outer[1], base="accord")

    def run_of_nouns(self, start: int, limit: int) -> int:
        """Where nouns, with what may stand among them, end; at the latest at a likely sentence."""
        for at in range(start, min(len(self.words), limit)):
            word = self.words[at]
            if at in self.starts or not (word.noun or word.tag in ("DT", "JJ", "CD")):
                return at
        return min(len(self.words), limit)

    def unreal(self, group: SayWord) -> bool:
        """Whether a say-word stands under *if*, *would have* or a doubt."""
        before = [w.lower for w in self.words[max(0, group.cue - 4) : group.cue]]
        if before[-1:] == ["have"] and set(before[-2:-1]) & {"would", "could", "might", "should", "d"}:
            return True
        opening = self.words[group.start - 1].lower if group.start else ""
        if opening in ("if", "unless"):
            return True
        earlier = [w.lower for w in self.words[max(0, group.start - 8) : group.start]]
        for k, word in enumerate(earlier):
            base = VERB_FORMS.get(word, "")
            refused = bool(set(earlier[max(0, k - 4) : k]) & NEGATIONS) and base in _UNREAL
            if (base in DOUBTING or refused) and set(earlier[k + 1 :]) <= {"that"}:
                return True
        return False

    def group(self, k: int, base: str, before: list[SayWord]) -> SayWord | None:
        """The say-word at a place, if it has a speaker on either side."""
        word = self.words[k]
        goes_on = before and before[-1].end == k and before[-1].right
        if goes_on and base in SAYING | THINKING and word.lower.endswith("ing"):
            return SayWord(cue=k, source=before[-1].source, right=False, start=k, end=k + 1, base=base)
        if base not in SAYING | THINKING | SHOWING | DOUBTING or not self.verbal(k):
            return None
        left = left_source(self.words, k, self.known, self.odds)
        right = right_source(self.words, k + 1, self.known) if base in SPEECH else None
        if left is not None and before and left.start < before[-1].end:
            left = None
        if right is not None and (left is None or right.weight > left.weight - 0.5 * (left.weight < 2)):
            return SayWord(cue=k, source=right, right=True, start=k, end=right.outer[1], base=base)
        if left is None or (base not in SPEECH and not self.leads(k + 1)):
            return None
        end = self.after_cue(k + 1, base)
        return SayWord(cue=k, source=left, right=False, start=left.outer[0], end=end, base=base)

    def verbal(self, k: int) -> bool:
        """Whether a word is used as a finite verb."""
        word, before = self.words[k], self.words[k - 1].lower if k else ""
        taken_for_adjective = word.tag == "JJ" and word.lower.endswith("ed")
        perfect = word.tag == "VBN" and before in ("has", "have", "had", "also")
        return word.finite or word.lower in ("says", "said") or taken_for_adjective or perfect

    def leads(self, k: int) -> bool:
        """Whether a clause follows: *that*, or a subject and then a finite verb."""
        word = self.words[k] if k < len(self.words) else None
        if word is None or word.lower == "that":
            return word is not None
        linking = word.tag in ("TO", "IN", "VBG", "VBN", "RB", "CC") and word.lower not in ("if", "there")
        return not linking and self.finite_soon(k + 1, 6)

    def after_cue(self, k: int, base: str) -> int:
        """Behind *that*, and behind 'in a statement', 'told reporters', 'in London' when a clause follows."""
        words = self.words
        if base == "tell":
            k += words[k].tag in ("DT", "PRP", "PRP$", "JJ") if k < len(words) else 0
            k = self.run_of_nouns(k, k + 3)
        for at in range(k, min(len(words) - 1, k + 9)):
            if words[at].lower == "that":
                return at + 1
            if words[at].finite:
                break
        if k < len(words) and words[k].lower in _ADJUNCT and k not in self.starts:
            at = self.run_of_nouns(k + 1, k + 5)
            if k + 1 < at < len(words) and words[at].tag in ("PRP", "DT", "EX", "PRP$"):
                return at
        return k
