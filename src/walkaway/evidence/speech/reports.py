"""What is reported by a verb of speech: quotes beside it, and words that lead up to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from ..findings import Speaker
from .candidates import Candidate
from .clauses import base_of, child_of, subject_of, trimmed, without
from .name_table import NameTable
from .parsing import Paragraph, ends
from .reporting_words import SAYING, THINKING
from .second_hand import Relayed, heard, relayed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

EXTRACTOR: Final = "rules-parse/1"
_FAR: Final = 400  # characters: no verb has a quote so far away
WORD: Final = re.compile(r"\w+")
_LINK: Final = re.compile(r"[\s,.;:!?\-–—\"'“”’)]*")


class Reports:
    """The quotes of one paragraph and the statements that took them; its reader says how one is credited."""

    def __init__(self, paragraph: Paragraph, doc: Doc, names: NameTable) -> None:
        self.paragraph, self.doc, self.names = paragraph, doc, names
        self.text = paragraph.plain
        self.quotes, self.near, self.quoted = paragraph.quotes, paragraph.near, paragraph.quoted
        self.claimed: dict[tuple[int, int], Candidate] = {}
        self.found: list[Candidate] = []

    def touches_quote(self, token: Token) -> bool:
        """Whether only punctuation stands between a word and a quote."""
        return any(
            _LINK.fullmatch(self.text, quote[1], token.idx)
            or _LINK.fullmatch(self.text, ends(token), quote[0])
            for quote in self.near(token.idx - _FAR, ends(token) + _FAR)
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
                for a, b in self.near(start, end + 3):
                    if start < b < end + 3 or a < end < b:
                        end = max(end, b)
            start, end = self.closed(*trimmed(self.text, start, end))
            if WORD.search(self.text, start, end) and not start <= verb.idx < end:
                kept.append((start, end))
        return kept

    def closed(self, start: int, end: int) -> tuple[int, int]:
        """A span with both marks of every quote that it holds one of."""
        for a, b in self.near(start, end):
            if start == a and b < end:
                start = a - 1  # "half is enough" in public
        return max(0, start), end

    def direct(self, verb: Token, subject: Token | None) -> list[tuple[int, int]]:
        """Quotes beside the verb and its speaker."""
        if base_of(verb) not in SAYING | THINKING:
            return []
        first, last = self.frame(verb, subject)
        if (relay := self.relayed(verb)) is not None:
            by = relay.by.left_edge.idx if relay.by is not None else relay.start
            first, last = min(first, relay.start, by), max(last, relay.end)
        held = (verb.dep_ == "ccomp" or heard(verb)) and base_of(verb.head) in SAYING
        held = held and self.quoted(verb.head.idx) is None
        outer = verb.head if held else None
        if outer is not None and not any(c.dep_ == "ccomp" for c in verb.children):
            first = min(first, self.frame(outer, subject_of(outer))[0])  # "…, Vik said Aas had told her."
        spans: list[tuple[int, int]] = []
        reports = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
        for quote in self.near(first - _FAR, last + _FAR):
            if quote in self.claimed or not self.is_speech(quote):
                continue
            before = _LINK.fullmatch(self.text, quote[1], first) and "." not in self.text[quote[1] : first]
            if before and reports:  # what is told behind the verb is its own sentence
                continue
            after = quote[0] >= last and self.leads(verb, last, quote[0])
            after = after and not self.nearer(verb, last, quote[0])
            beside = before or (after and (not spans or self.text[last : quote[0]].count(".") == 0))
            if beside and not self.taken(quote):
                spans.append(quote)
        return [trimmed(self.text, *span) for span in spans]

    def is_speech(self, quote: tuple[int, int]) -> bool:
        """A quote of a few words counts when it ends like a sentence."""
        words = len(WORD.findall(self.text[quote[0] : quote[1]]))
        edges = self.text[quote[1] - 1] + self.text[quote[1] + 1 : quote[1] + 2]
        return words >= 4 or not set(edges).isdisjoint(",.?!") or self.text[quote[0]].isupper()

    def frame(self, verb: Token, subject: Token | None) -> tuple[int, int]:
        """Where the reporting words begin and end: subject, verb and what is next to them."""
        first, last = verb.idx, ends(verb)
        if subject is not None and subject.sent == verb.sent and not self.quoted(subject.idx):
            if subject.i < verb.i:
                left = subject.left_edge.idx
                inside = [b for a, b in self.near(left, verb.idx) if left <= a and b <= verb.idx]
                inside = inside if verb.dep_ != "conj" else []
                first = min(first, inside[-1] if inside else left)
            else:
                edge = ends(subject.right_edge)
                crosses = any(subject.idx < a < edge for a, _ in self.near(subject.idx, edge))
                last = max(last, ends(subject if crosses else subject.right_edge))
        return first, last

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
        tokens = self.tokens(verb.i, last, quote)
        return not any(t.tag_ in ("VBD", "VBZ", "VBP") or t.text in ".?!" for t in tokens)

    def tokens(self, first: int, start: int, end: int) -> Iterator[Token]:
        """Tokens, from a first one on, that begin between two places."""
        return takewhile(lambda t: t.idx < end, (t for t in self.doc[first:] if t.idx >= start))

    def nearer(self, verb: Token, last: int, quote: int) -> bool:
        """Whether another verb of speech with a subject stands between a verb and a quote."""
        between = self.tokens(verb.i + 1, last, quote)
        return any(base_of(t) in SAYING and any(c.dep_ == "nsubj" for c in t.children) for t in between)

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

    def own_subject(self, verb: Token) -> Token | None:
        """The subject that stands in the same quote as its verb, or outside all like it."""
        inside = self.quoted(verb.idx)
        subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
        if (
            not subjects and verb.dep_ == "conj"
        ):  # "…, and agencies warned": parsed as one more of what is before
            left = verb.left_edge.i - 1
            subjects = [
                t for t in self.doc[max(0, left) : left + 1] if t.dep_ == "conj" and t.head.pos_ == "VERB"
            ]
        if not subjects and verb.dep_ == "ROOT":  # "In one note, an aide, Vik, wrote": taken for the note
            nouns = [child_of(token, "pobj") for token in verb.lefts if token.dep_ == "prep"]
            subjects = [c for noun in nouns if noun is not None for c in noun.children if c.dep_ == "appos"]
        subjects.sort(key=lambda t: t.i < verb.i)  # "The idea that it works is absurd, said Aas"
        return next((t for t in subjects if self.quoted(t.idx) == inside), None)

    def led_up_to(
        self, quote: tuple[int, int], verb: Token, sentence: Span, subject: Token | None
    ) -> list[tuple[int, int]]:
        """A quote in the middle of a sentence with the words that lead up to it: 'It “hurt us,” she said'."""
        start = sentence.start_char
        quote = self.quoted(quote[0]) or quote
        aside = quote[1] < verb.idx or verb.dep_ == "parataxis"
        if not aside or not self.text[quote[0]].islower() or self.opens_sentence(quote):
            return []
        first, last = self.frame(verb, subject)
        own = [(first, last)] if first < quote[0] else []
        end = min(quote[1] + 1, len(self.text))
        spans = [trimmed(self.text, *span) for span in without((start, quote[0] - 1), own)]
        spans = [span for span in spans if WORD.search(self.text, *span)]
        if not spans:
            return []
        if not WORD.search(self.text, spans[-1][1], quote[0]):
            return [*spans[:-1], (spans[-1][0], end)]
        return [*spans, (quote[0] - 1, end)]

    def told_after(self, item: Candidate) -> bool:
        """Whether the words of a report end with a quote, and who speaks stands behind them."""
        end = max(end for _, end in item.content)
        return item.cue is not None and item.cue[0] > end and self.text[end - 1] == '"'

    def relayed(self, verb: Token) -> Relayed | None:
        """Whose words somebody passes on with a verb."""
        names, base = self.names, self.paragraph.start
        return relayed(verb, lambda token: names.knows(token.text, base + token.idx))

    def credit(
        self, item: Candidate, cue: Token, subject: Token | None, inside: tuple[int, int] | None
    ) -> None:
        """Name the speaker of a candidate and keep it."""
        raise NotImplementedError

    def speaker(self, token: Token) -> Speaker | None:
        """Who a subject is."""
        raise NotImplementedError

    def relay(self, item: Candidate, relay: Relayed, inside: tuple[int, int] | None) -> None:
        """Put words into the statement of whoever passes them on."""
        item.relays = True
        if relay.by is None or inside is not None:
            return
        outer = Candidate(
            content=[*item.content, (relay.start, relay.end)], kind="paraphrase", extractor=EXTRACTOR,
            outer=item.outer, base=item.base, speaker=self.speaker(relay.by), relays=True,
        )  # fmt: skip
        item.outer = outer
        self.found.append(outer)
