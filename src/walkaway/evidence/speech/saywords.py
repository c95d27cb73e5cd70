"""Say-words with their speakers in text without punctuation, on estimated sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..wordlist import TITLES, word_set
from .boundaries import scores, segments, words_of
from .cues import DOUBTING, NEGATIONS, SAYING, SHOWING, SPEECH, THINKING, VERB_FORMS
from .names import NameTable
from .sources import Source, known_words, left_source, names_in, right_source

__all__ = ["CONTRACTED", "FIRST", "CueGroup", "Groups"]

_BIAS: Final = 2.0
FIRST: Final = word_set("i we my our us me")
CONTRACTED: Final = word_set("s re t ll ve m d")
_UNREAL: Final = word_set("imagine think believe know see")
_ADJUNCT: Final = word_set("in on at to by during after before")
_JOINING: Final = word_set("that when as if while because and or but than like") - {"that"}


@dataclass(slots=True, kw_only=True)
class CueGroup:
    """A cue with its speaker; ``start`` and ``end`` are the words both take."""

    cue: int
    source: Source | None
    right: bool
    start: int
    end: int
    base: str


class Groups:
    """One live stretch of a text without punctuation: its words, likely sentences and say-words."""

    def __init__(self, text: str, start: int, end: int, names: NameTable) -> None:
        self.text = text
        self.words = words_of(text, start, end)
        self.odds = self.boosted(scores(self.words))
        self.names = names.with_names(names_in(self.words))
        self.known = known_words(list(self.names.known))
        self.named()
        self.starts = {a for a, _ in segments(self.words, self.odds, _BIAS)}
        self.inner: list[CueGroup] = []

    def boosted(self, odds: list[float]) -> list[float]:
        """A line break always divides; spoken *i* after a noun or adverb nearly always does."""
        words = self.words
        for k in range(1, len(words)):
            gap = self.text[words[k - 1].end : words[k].start]
            if "\n" in gap:
                odds[k] = 0.999
                continue
            before = words[k - 1]
            if (
                before.tag in ("VB", "MD", "TO", "DT", "IN", "PRP$")
                or VERB_FORMS.get(before.lower, "") in SAYING | THINKING
            ):
                odds[k] = min(odds[k], 0.03)
            elif words[k].lower in ("i", "he", "she") and self.finite_soon(k + 1, 3) and words[k - 1].tag in (
                "NN", "NNS", "JJ", "RB", "RP", "NNP", "VBN", "VB",
            ) and words[k - 1].lower not in VERB_FORMS:  # fmt: skip
                odds[k] = max(odds[k], 0.45)
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

    def groups(self) -> list[CueGroup]:
        """Say-words with a speaker, in order; those inside what others say are kept apart."""
        found: list[CueGroup] = []
        for k, word in enumerate(self.words):
            if word.lower == "according":
                group = self.according(k)
                if group is not None and not (found and k < found[-1].end):
                    found.append(group)
                continue
            base = VERB_FORMS.get(word.lower, "")
            if not base or (found and k < found[-1].end):
                continue
            group = self.group(k, base, found)
            if group is None:
                continue
            (self.inner if self.is_inner(group) else found).append(group)
        return found

    def is_inner(self, group: CueGroup) -> bool:
        """First person, or under 'would have': part of what somebody else says."""
        if group.source is None:
            return True
        return self.words[group.source.start].lower in FIRST or self.unreal(group)

    def according(self, k: int) -> CueGroup | None:
        """'According to NAME a ROLE at ORG', before or behind what they say."""
        words = self.words
        if k + 2 >= len(words) or words[k + 1].lower != "to":
            return None
        source = right_source(words, k + 2, self.known)
        if source is None:
            end = k + 2 + (words[k + 2].tag in ("DT", "PRP$"))
            while (
                end < min(len(words), k + 8)
                and (words[end].noun or words[end].tag == "JJ")
                and end not in self.starts
            ):
                end += 1
            if end == k + 2:
                return None
            source = Source(start=k + 2, end=end, role=(end, end), outer=(k + 2, end), weight=2.0)
        opens = k in self.starts or self.odds[k] > 0.25
        return CueGroup(cue=k, source=source, right=not opens, start=k, end=source.outer[1], base="accord")

    def unreal(self, group: CueGroup) -> bool:
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

    def group(self, k: int, base: str, before: list[CueGroup]) -> CueGroup | None:
        """The say-word at a place, if it has a speaker on either side."""
        word = self.words[k]
        if (
            base in SAYING | THINKING
            and word.lower.endswith("ing")
            and before
            and before[-1].end == k
            and before[-1].right
        ):
            return CueGroup(cue=k, source=before[-1].source, right=False, start=k, end=k + 1, base=base)
        if base not in SAYING | THINKING | SHOWING | DOUBTING or not self.verbal(k):
            return None
        left = left_source(self.words, k, self.known, self.odds)
        right = right_source(self.words, k + 1, self.known) if base in SPEECH else None
        if left is not None and before and left.start < before[-1].end:
            left = None
        after = self.words[k + 1].lower if k + 1 < len(self.words) else ""
        if right is not None and left is not None:
            swap = right.weight - (1.0 if self.finite_soon(right.outer[1], 2) and right.weight < 3 else 0.0)
            left, right = (None, right) if swap > left.weight - 0.5 * (left.weight < 2) else (left, None)
        if right is not None:
            return CueGroup(cue=k, source=right, right=True, start=k, end=right.outer[1], base=base)
        if left is None or (base not in SPEECH and not self.leads(k + 1)):
            return None
        if left.weight < 1 and after != "that" and base not in ("say",):
            return None
        return CueGroup(
            cue=k, source=left, right=False, start=left.outer[0], end=self.after_cue(k + 1, base), base=base
        )

    def verbal(self, k: int) -> bool:
        """Whether a word is used as a finite verb."""
        word = self.words[k]
        if word.finite:
            return True
        return word.lower in ("says", "said") or (word.tag == "JJ" and word.lower.endswith("ed")) or (
            word.tag == "VBN" and k > 0 and self.words[k - 1].lower in ("has", "have", "had", "also")
        )  # fmt: skip

    def leads(self, k: int) -> bool:
        """Whether a clause follows: *that*, or a subject and then a finite verb."""
        if k >= len(self.words):
            return False
        if self.words[k].lower == "that":
            return True
        linking = self.words[k].tag in ("TO", "IN", "VBG", "VBN", "RB", "CC")
        return (not linking or self.words[k].lower in ("if", "there")) and self.finite_soon(k + 1, 6)

    def after_cue(self, k: int, base: str) -> int:
        """Behind *that*, and behind 'in a statement', 'told reporters', 'in London' when a clause follows."""
        words = self.words
        if base == "tell":
            k = self.after_listener(k)
        end = k
        for at in range(k, min(len(words), k + 9)):
            if words[at].lower == "that" and at + 1 < len(words):
                if at == k or not any(w.finite for w in words[k:at]):
                    return at + 1
                break
        if k < len(words) and words[k].lower in _ADJUNCT and k not in self.starts:
            at = k + 1
            while (
                at < min(len(words), k + 5)
                and (words[at].noun or words[at].tag in ("DT", "JJ", "CD"))
                and at not in self.starts
            ):
                at += 1
            if at < len(words) and at > k + 1 and words[at].tag in ("PRP", "DT", "EX", "PRP$"):
                end = at
        return end

    def after_listener(self, k: int) -> int:
        """Behind 'reporters', 'the committee', 'him' after *told*."""
        at = k
        while at < min(len(self.words), k + 4) and (
            self.words[at].noun or (at == k and self.words[at].tag in ("DT", "PRP", "PRP$", "JJ"))
        ):
            at += 1
            if self.words[at - 1].tag in ("NNS", "PRP"):
                break
        return at
