"""What is reported without a verb of speech: *according to*, *the claim that*, a colon, a title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..wordlist import ROLE_NOUNS, word_set
from .candidates import Candidate
from .clauses import HEADLINED, base_of, child_of, content_of, hedged, may_speak, subject_of, trimmed, without
from .implicatives import sign_of
from .parsing import ends
from .reporting_words import POSITION_NOUNS, SAYING, inflections
from .reports import EXTRACTOR, WORD, Reports
from .second_hand import passed_on
from .speakers import OPEN

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_LABEL: Final = 4  # words
_TITLE: Final = 160
_ACTS: Final = frozenset(("VBD", "VBZ", "VBP", "MD", "TO"))
_LABELLED: Final = re.compile(  # no sentence that ends
    r"(?:(?P<who>(?:[\w'.-]+ ){0,3}[\w'-]+): (?P<what>.+)"
    r"|(?P<told>.+?)(?:: | [–—-] )(?P<by>(?:[\w'.-]+ ){0,3}[\w'-]+))(?<![.?!;])"
)
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


class VerblessReports(Reports):
    """Reports of one paragraph that stand beside no verb of speech."""

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
