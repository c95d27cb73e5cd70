"""Reports without a verb of speech: *according to*, *by her account*, nouns, a colon before a quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..wordlist import ROLE_NOUNS
from .candidates import Candidate
from .clauses import content_of, hedged, subject_of, trimmed, without
from .parsing import ends
from .quotations import WORD, Quotations
from .reporting_words import POSITION_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["EXTRACTOR", "VerblessReports"]

EXTRACTOR: Final = "rules-parse/1"
_BEING: Final = ("is", "was", "are", "were", "'s")
_AMONG: Final = ("among", "of", "by", "from")
_NOBODY: Final = frozenset(("its", "their", "whose", "this", "that"))


class VerblessReports(Quotations):
    """The frames of one paragraph; whoever reads it says how a candidate is credited."""

    def credit(
        self, item: Candidate, cue: Token, subject: Token | None, inside: tuple[int, int] | None
    ) -> None:
        """Name the speaker of a candidate and keep it."""
        raise NotImplementedError

    def leader(self, quote: tuple[int, int]) -> Token | None:
        """Subject of the clause that a colon joins to a quote: 'Critics borrowed a phrase: “…”'."""
        left = self.text[: quote[0]].rstrip('" ')
        if not left.endswith(":"):
            return None
        colon = self.doc.char_span(len(left) - 1, len(left), alignment_mode="expand")
        if colon is None:
            return None
        before = [t for t in self.doc[colon.sent.start : colon.start] if t.dep_ == "nsubj"]
        roots = [t for t in before if t.head.dep_ in ("ROOT", "ccomp")]
        return next(iter(roots or before), None)

    def led(self, quote: tuple[int, int], leader: Token) -> None:
        """Credit a quote to the subject before its colon, if somebody; never to whoever spoke last."""
        if leader.pos_ != "PROPN" and leader.lower_.rstrip("s") not in ROLE_NOUNS:
            return
        item = Candidate(content=[trimmed(self.text, *quote)], kind="direct", extractor=EXTRACTOR)
        self.credit(item, leader, leader, None)

    def according(self, token: Token, sentence: Span) -> None:
        """'According to the envoy, …': the rest of the sentence, or of the clause, is what is told."""
        to = self.doc[token.i + 1]
        source = next((c for c in (*to.children, *token.children) if c.dep_ == "pobj"), None)
        if source is None:
            return
        edge = min(
            ends(source.right_edge), next((a - 1 for a, _ in self.quotes if a > source.idx), len(self.text))
        )
        comma = self.text.find(",", ends(source), edge + 2)
        if token.i == sentence.start and comma > 0 and self.has_clause(source):
            edge = comma
        start, end = sentence.start_char, sentence.end_char
        head = token.head
        for _ in range(3):
            if head.dep_ in ("relcl",):
                start, end = head.left_edge.idx, ends(head.right_edge)
                break
            head = head.head
        inside = self.quoted(token.idx)
        spans = self.bounded(without((start, end), [(token.idx, edge)]), inside, token)
        spans = [span for span in spans if len(WORD.findall(self.text[span[0] : span[1]])) > 1]
        if not spans:
            return
        item = Candidate(
            cue=(token.idx, ends(to)), content=spans, kind="paraphrase", strict=True, extractor=EXTRACTOR
        )
        self.credit(item, token, source, inside)

    def teller(self, token: Token) -> Token | None:
        """Whose account a sentence gives that begins with 'By the envoy's account'."""
        leads = token.dep_ == "pobj" and token.head.lower_ in ("by", "in", "on", "according")
        if not leads or token.head.i > token.sent.start + 1:
            return None
        owner = next((child for child in token.children if child.dep_ == "poss"), None)
        return owner if owner is not None and owner.lower_ not in _NOBODY else None

    def frame_of(self, token: Token, owner: Token, sentence: Span) -> None:
        """'By the envoy's account they asked for everything': the rest of the sentence is what is told."""
        spans = self.bounded([(ends(token), sentence.end_char)], None, token)
        if spans:
            item = Candidate(
                cue=(sentence.start_char, ends(token)), content=spans, kind="paraphrase", strict=True,
                extractor=EXTRACTOR,
            )  # fmt: skip
            self.credit(item, owner, owner, None)

    def reported(self, token: Token) -> bool:
        """Whether a word stands in what somebody is reported to have said."""
        return any(a <= token.idx < b for item in self.found for a, b in item.content)

    def has_clause(self, token: Token) -> bool:
        """Whether a noun phrase holds a clause."""
        return any(t.dep_ in ("nsubj", "relcl") for t in token.subtree)

    def noun(self, token: Token) -> None:
        """'The consensus among experts was that …', 'his claim that …'."""
        behind = (
            c for c in token.children if c.dep_ in ("acl", "ccomp") and c.i > token.i and c.tag_ != "VBN"
        )
        clause = next(filter(self.that, behind), None)
        if clause is None and token.dep_ == "nsubj" and token.head.lower_ in _BEING:
            clause = next((c for c in token.head.children if c.dep_ == "ccomp" and self.that(c)), None)
        if clause is None:
            return
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        if owner is None:
            among = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in _AMONG), None)
            owner = next((c for c in among.children if c.dep_ == "pobj"), None) if among is not None else None
        if owner is None and token.dep_ == "dobj":
            owner = subject_of(token.head)
        inside = self.quoted(token.idx)
        item = Candidate(
            cue=(token.idx, ends(token)),
            content=self.bounded([content_of(clause)], inside, token),
            kind="position" if token.lower_ in POSITION_NOUNS else "paraphrase",
            extractor=EXTRACTOR,
        )
        item.possible = hedged(clause)
        if item.content and owner is not None:
            self.credit(item, token, owner, inside)

    def that(self, clause: Token) -> bool:
        """Whether a clause begins with *that*."""
        return (
            any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
            or self.doc[clause.left_edge.i].lower_ == "that"
        )
