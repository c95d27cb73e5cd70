"""Which quotes of a paragraph belong to a verb of speech, and which to nobody yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .candidates import Candidate
from .clauses import base_of, trimmed
from .parsing import Paragraph, ends
from .reporting_words import SAYING, THINKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["WORD", "Quotations"]

WORD = re.compile(r"\w+")
_LINK = re.compile(r"[\s,.;:!?\-–—\"'“”’)]*")


class Quotations:
    """The quotes of one paragraph, and the statements that took them."""

    def __init__(self, paragraph: Paragraph, doc: Doc) -> None:
        self.paragraph, self.doc = paragraph, doc
        self.text = paragraph.plain
        self.quotes = [quote for quote in paragraph.quotes if WORD.search(self.text, *quote)]
        self.claimed: dict[tuple[int, int], Candidate] = {}
        self.found: list[Candidate] = []

    def quoted(self, at: int) -> tuple[int, int] | None:
        """The quote that holds a place."""
        return next((quote for quote in self.quotes if quote[0] <= at < quote[1]), None)

    def touches_quote(self, token: Token) -> bool:
        """Whether only punctuation stands between a word and a quote."""
        return any(
            _LINK.fullmatch(self.text, quote[1], token.idx)
            or _LINK.fullmatch(self.text, ends(token), quote[0])
            for quote in self.quotes
        )

    def bounded(
        self, spans: list[tuple[int, int]], inside: tuple[int, int] | None, verb: Token
    ) -> list[tuple[int, int]]:
        """Spans kept inside the quote of the verb, or whole quotes kept whole."""
        kept: list[tuple[int, int]] = []
        for start, end in spans:
            if inside is not None:
                start, end = max(start, inside[0]), min(end, inside[1])
            else:
                for a, b in self.quotes:
                    if start < b < end + 3 or a < end < b:
                        end = max(end, b)
            start, end = trimmed(self.text, start, end)
            if end > start and not start <= verb.idx < end:
                kept.append((start, end))
        return kept

    def direct(self, verb: Token, subject: Token | None) -> list[tuple[int, int]]:
        """Quotes beside the verb and its speaker."""
        if base_of(verb) not in SAYING | THINKING:
            return []
        first, last = self.frame(verb, subject)
        spans: list[tuple[int, int]] = []
        for quote in self.quotes:
            if quote in self.claimed or not self.is_speech(quote):
                continue
            before = _LINK.fullmatch(self.text, quote[1], first) and "." not in self.text[quote[1] : first]
            if (
                before
                and self.text[quote[1] - 1] == "."
                and any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)
            ):
                continue
            after = quote[0] >= last and self.leads(verb, last, quote[0])
            beside = before or (after and (not spans or self.text[last : quote[0]].count(".") == 0))
            if beside and not self.taken(quote):
                spans.append(quote)
        return [trimmed(self.text, *span) for span in spans]

    def is_speech(self, quote: tuple[int, int]) -> bool:
        """A quote of a few words counts when it ends like a sentence."""
        words = len(WORD.findall(self.text[quote[0] : quote[1]]))
        return words >= 4 or self.text[quote[1] - 1] in ",.?!" or self.text[quote[0]].isupper()

    def frame(self, verb: Token, subject: Token | None) -> tuple[int, int]:
        """Where the reporting words begin and end: subject, verb and what is next to them."""
        first, last = verb.idx, ends(verb)
        if subject is not None and subject.sent == verb.sent and not self.quoted(subject.idx):
            if subject.i < verb.i:
                left = subject.left_edge.idx
                first = min(
                    first, next((b for a, b in reversed(self.quotes) if left <= a and b <= verb.idx), left)
                )
            else:
                last = max(last, ends(subject.right_edge) if not self.crosses(subject) else ends(subject))
        return first, last

    def crosses(self, token: Token) -> bool:
        """Whether a subject runs into a quote."""
        return any(token.idx < a < ends(token.right_edge) for a, _ in self.quotes)

    def leads(self, verb: Token, last: int, quote: int) -> bool:
        """Whether the words between a verb and a quote lead to it: 'told reporters on Monday: “'."""
        between = self.text[last:quote].strip()
        bare = between.rstrip('" ')
        if bare in ("", ",", ":", "that", "- ", "–", "—", ", that"):
            return True
        if len(between) > 160 or not bare or bare[-1] not in ",:":
            return False
        if bare[-1] == ":":
            return "." not in re.sub(r"\b[A-Z]\.|\b(?:Mr|Mrs|Dr|St)\.", "", bare)
        tokens = [t for t in self.doc if last <= t.idx < quote]
        return not any(t.tag_ in ("VBD", "VBZ", "VBP") or t.text in ".?!" for t in tokens)

    def taken(self, quote: tuple[int, int]) -> bool:
        """Whether a statement holds a part of a quote."""
        return any(
            a < quote[1] and quote[0] < b
            for item in self.found
            if item.cue is None or not quote[0] <= item.cue[0] < quote[1]
            for a, b in item.content
        )

    def latest(self, quote: tuple[int, int]) -> Candidate | None:
        """The last statement before a quote."""
        before = [item for item in self.found if item.outer is None and item.position() < quote[0]]
        return before[-1] if before else None

    def opens_sentence(self, quote: tuple[int, int]) -> bool:
        """Whether a quote begins where a sentence may begin."""
        left = self.text[: quote[0]].rstrip('" ')
        return not left or left[-1] in ".?!:'"
