"""What of a paragraph is reported: quotes beside a verb of speech, and reports without one.

These are *according to*, *by her account*, nouns (*the claim that*), and a colon before a quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from ..wordlist import ROLE_NOUNS, word_set
from .candidates import Candidate
from .clauses import HEADLINED, base_of, child_of, content_of, hedged, may_speak, subject_of, trimmed, without
from .implicatives import sign_of
from .name_table import NameTable
from .parsing import Paragraph, ends
from .reporting_words import POSITION_NOUNS, SAYING, SPEECH, THINKING, inflections
from .second_hand import Relayed, heard, passed_on, relayed
from .speakers import OPEN

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

__all__ = ["EXTRACTOR", "WORD", "Reports"]

EXTRACTOR: Final = "rules-parse/1"
_FAR: Final = 400  # characters: no verb has a quote so far away
_LABEL: Final = 4  # words
_TITLE: Final = 160
_ACTS: Final = frozenset(("VBD", "VBZ", "VBP", "MD", "TO"))
_LABELLED: Final = re.compile(  # no sentence that ends
    r"(?:(?P<who>(?:[\w'.-]+ ){0,3}[\w'-]+): (?P<what>.+)"
    r"|(?P<told>.+?)(?:: | [–—-] )(?P<by>(?:[\w'.-]+ ){0,3}[\w'-]+))(?<![.?!;])"
)
WORD: Final = re.compile(r"\w+")
_LINK: Final = re.compile(r"[\s,.;:!?\-–—\"'“”’)]*")
_BEING: Final = word_set("is was are were 's")
_AMONG: Final = word_set("among of by from")
_FRAMES: Final = word_set("""
    account telling version words view views opinion reading analysis estimate reckoning admission
""")
_VOICING: Final = frozenset(
    form
    for verb in ("express", "voice", "raise", "repeat", "reiterate", "renew")
    for form in inflections(verb)
)
_CALLS: Final = word_set("call calls appeal demand demands plea request")
_ABOUT: Final = word_set("about over at for of on to in with against")
_ANYBODYS: Final = word_set(
    "allegations accusations claims rumours rumors fears concerns complaints suspicions"
)
_NOBODY: Final = word_set("its their whose this that my our your")


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
            if (
                before
                and reports
                and (
                    self.text[quote[1] - 1] == "."
                    or any(
                        base_of(c) in SPEECH and not any(t.dep_ == "ccomp" for t in c.children)
                        for c in reports
                    )
                )
            ):
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

    # ------------------------------------------------------------------------------ without a verb

    def relayed(self, verb: Token) -> Relayed | None:
        """Whose words somebody passes on with a verb."""
        names, base = self.names, self.paragraph.start
        return relayed(verb, lambda token: names.knows(token.text, base + token.idx))

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
        label = self.doc[colon.start - 1 : colon.start] if 0 < colon.start <= _LABEL else ()  # "Mr Aas: “…”"
        return next(iter(roots or before or label), None)

    def bare(self, quote: tuple[int, int]) -> Candidate:
        """A quote beside no verb of speech, as a statement of nobody yet."""
        return Candidate(
            content=[trimmed(self.text, *quote)], kind="direct", extractor=EXTRACTOR,
            base=self.paragraph.start, negative=self.denied(*quote),
        )  # fmt: skip

    def denied(self, start: int, end: int) -> bool:
        """Whether what stands in a stretch begins with a sentence that denies."""
        root = next(self.tokens(0, start, end), None)
        while root is not None and root.head != root and start <= root.head.idx < end:
            root = root.head
        return root is not None and sign_of(root) == "-"

    def led(self, quote: tuple[int, int], leader: Token) -> None:
        """Credit a quote to the subject before its colon, or to whom that cites; not to who spoke last."""
        leader = passed_on(leader.head) or leader
        one = leader.lower_ in OPEN or leader.lower_ in ("one", "another")
        if not one and leader.pos_ != "PROPN" and leader.lower_.rstrip("s") not in ROLE_NOUNS:
            return
        item = self.bare(quote)
        self.credit(item, leader, leader, None)

    def frame_by(self, token: Token) -> tuple[Token, Token] | None:
        """The last word of 'according to', 'per' or 'in the words of' and whose account it opens."""
        noun = child_of(token, "pobj")
        if token.lower_ == "according" and token.i + 1 < len(self.doc) and token.nbor().lower_ == "to":
            to = token.nbor()
            source = noun or child_of(to, "pobj")
            return (to, source) if source is not None else None
        opens = token.i <= token.sent.start + 1 or token.nbor(-1).text == ","
        if noun is None or not opens or token.lower_ not in ("per", "by", "in", "on"):
            return None
        if token.lower_ == "per":
            return (token, noun) if may_speak(noun) else None
        if noun.lower_ not in _FRAMES:
            return None
        of = next((c for c in noun.children if c.lower_ == "of"), None)
        owner = child_of(noun, "poss") or (child_of(of, "pobj") if of is not None else None)
        return (noun, owner) if owner is not None and owner.lower_ not in _NOBODY else None

    def framed(self, token: Token, to: Token, source: Token, sentence: Span) -> None:
        """'According to the envoy, …': the rest of the sentence, or of the clause, is what is told."""
        if source.tag_ == "PRP$" and self.speaker(source) is None:
            source = subject_of(token.head) or source  # "By his own account, Aas never saw it"
        last = max(to, source.right_edge, key=lambda t: t.i)
        behind = self.doc[last.i + 1 : last.i + 3]  # "according to Reuters, citing Aas"
        if behind.text.lower() in (", citing", ", quoting"):
            cited = next((c for c in behind[1].children if c.dep_ == "dobj"), source)
            source, last = cited, cited.right_edge
        quotes = (a - 1 for a, _ in self.quotes if a > source.idx)
        edge = min(ends(last), *quotes, len(self.text))
        start, end = sentence.start_char, sentence.end_char
        heads = (token.head, token.head.head, token.head.head.head)
        clause = next((head for head in heads if head.dep_ == "relcl"), None)
        if clause is not None:
            start, end = clause.left_edge.idx, ends(clause.right_edge)
        inside = self.quoted(token.idx)
        spans = self.bounded(without((start, end), [(token.idx, edge)]), inside, token)
        spans = [span for span in spans if len(WORD.findall(self.text[span[0] : span[1]])) > 1]
        if not spans:
            return
        item = Candidate(cue=(token.idx, ends(to)), content=spans, kind="paraphrase", strict=True,
                         extractor=EXTRACTOR)  # fmt: skip
        self.credit(item, token, source, inside)

    def headline(self) -> None:
        """'Poll: half doubt it' and 'Half doubt it: poll': who says what a title tells."""
        match = None if self.found or len(self.text) > _TITLE else _LABELLED.fullmatch(self.text)
        if match is None:
            return
        who, what = ("who", "what") if match["who"] else ("by", "told")
        token = next(t for t in reversed(self.doc) if t.idx < match.end(who))
        known = self.names.knows(match[who], self.paragraph.start) or token.lower_ in HEADLINED
        if known and any(t.tag_ in _ACTS for t in self.tokens(0, *match.span(what))):
            item = Candidate(cue=match.span(who), content=[match.span(what)], kind="paraphrase",
                             extractor=EXTRACTOR, negative=self.denied(*match.span(what)))  # fmt: skip
            self.credit(item, token, token, None)

    def reported(self, token: Token) -> bool:
        """Whether a word stands in what somebody is reported to have said."""
        return any(a <= token.idx < b for item in self.found for a, b in item.content)

    def noun(self, token: Token) -> None:
        """'The consensus among experts was that …', 'his claim that …'."""
        behind = (c for c in token.children if c.dep_ in ("acl", "ccomp") and c.i > token.i)
        clause = next((c for c in behind if self.that(c)), None)
        if clause is None and token.dep_ == "nsubj" and token.head.lower_ in _BEING:
            clause = next((c for c in token.head.children if c.dep_ == "ccomp" and self.that(c)), None)
        span = content_of(clause) if clause is not None else self.about(token)
        if span is None:
            return
        owner = child_of(token, "poss")
        if owner is None:
            among = [c for c in token.children if c.dep_ == "prep" and c.lower_ in _AMONG][:1]
            owner = next((c for prep in among for c in prep.children if c.dep_ == "pobj"), None)
        if owner is None and token.dep_ == "dobj":
            owner = subject_of(token.head)
        if owner is None and token.dep_ == "pobj" and base_of(token.head.head) in SAYING:
            owner = subject_of(token.head.head)  # "said in a statement that …"
        inside = self.quoted(token.idx)
        word = token.head if span[0] == token.idx else token  # "expressed regret at …"
        item = Candidate(
            cue=(word.idx, ends(word)),
            content=self.bounded([span], inside, word),
            kind="position" if token.lower_ in POSITION_NOUNS else "paraphrase",
            extractor=EXTRACTOR,
        )
        sign = sign_of(clause) if clause is not None else "+"
        item.negative, item.possible = sign == "-", clause is not None and (sign == "o" or hedged(clause))
        if item.content and (owner is not None or token.lower_ in _ANYBODYS):
            self.credit(item, token, owner, inside)

    def about(self, noun: Token) -> tuple[int, int] | None:
        """What is called for, or what a concern is about that somebody expresses."""
        voiced = noun.dep_ == "dobj" and noun.head.lower_ in _VOICING
        calls = noun.lower_ in _CALLS and (voiced or child_of(noun, "poss") is not None)
        prep = noun.nbor() if noun.i + 1 < len(self.doc) else noun
        if prep.dep_ != "prep" or not (calls or voiced):
            return None
        return (ends(prep) if calls else noun.idx, ends(prep.right_edge)) if prep.lower_ in _ABOUT else None

    def that(self, clause: Token) -> bool:
        """Whether a clause begins with *that*."""
        marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
        return marked or clause.left_edge.lower_ == "that"
