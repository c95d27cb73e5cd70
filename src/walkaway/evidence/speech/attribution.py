"""Who said what in ordinary text, on spaCy's parse: direct and indirect speech, what stands in what.

What a speaker is said to have doubted, imagined or denied having heard is never credited to the person
inside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ..findings import Kind, Speaker
from ..wordlist import DATES, ROLE_NOUNS, word_set
from .ascriptions import ascribed_by, has_that
from .candidates import Candidate
from .clauses import (
    alone,
    as_clause,
    base_of,
    child_of,
    clause_of,
    finite,
    goes_on,
    heavy,
    hedged,
    hypothetical,
    negated,
    own_clause,
    rejoins,
    subject_of,
    told_by,
    trimmed,
    wished_by,
    without,
)  # fmt: skip
from .implicatives import sign_of
from .name_table import NameTable
from .parsing import Paragraph, ends
from .reporting_words import DENYING, DOUBTING, REPORT_NOUNS, SAYING, SHOWING, SPEECH, THINKING, UNNAMED
from .reports import EXTRACTOR, WORD
from .second_hand import heard, passes_on, supposed
from .speakers import OPEN, NamesSoFar, speaker_of
from .verbless import VerblessReports

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

__all__ = ["EXTRACTOR", "Reader"]

_CUES: Final = SAYING | THINKING | SHOWING | DENYING | DOUBTING
_ASKING: Final = SAYING - SPEECH | {"ask", "tell", "hope", "expect"}
_BIDDING: Final = word_set("ask urge order instruct direct implore")
_ASIDE: Final = word_set("parataxis advcl ROOT conj ccomp dep")
_OBJECTS: Final = word_set("dobj pobj conj")
_SAID_TO: Final = word_set("reported said alleged believed understood thought known quoted supposed expected")
_TOLD_OF: Final = word_set("reported said alleged believed understood thought rumoured rumored claimed")
_MOST_CUES: Final = 40  # in one sentence: what follows costs as much as the sentence is long


@dataclass(slots=True)
class Reader:
    """Reads the paragraphs of one document in order."""

    names: NameTable
    people: Mapping[str, Speaker] = field(default_factory=dict)
    mentions: NamesSoFar = field(default_factory=NamesSoFar)
    candidates: list[Candidate] = field(default_factory=list)
    last: Candidate | None = None
    left_open: Candidate | None = None
    pair: frozenset[str] = frozenset()  # both of those who speak, where there are two: *you* is no *he*
    begun: bool = False
    introduced: tuple[Speaker | None] | None = None  # by a colon at the end of the paragraph before

    def read(self, paragraph: Paragraph, doc: Doc, turn: Candidate | None = None) -> list[Candidate]:
        """Statements of one paragraph; what is told in somebody's turn stands inside it."""
        scene = _Scene(paragraph, doc, self, turn)
        own = {turn.speaker.name} if turn is not None and turn.speaker is not None else set()
        self.mentions.speaking = own | self.pair if own else frozenset()
        for sentence in doc.sents:
            scene.sentence(sentence)
        scene.settle()
        if turn is None:
            scene.unclaimed()
            if not self.begun:
                scene.headline()
            scene.settle()
            quote = paragraph.quotes[-1] if paragraph.quotes else None
            self.left_open = scene.claimed.get(quote) if quote is not None else None
            self.introduced = (scene.introduces(),) if scene.text.rstrip().endswith(":") else None
        self.begun = True
        self.candidates += scene.found
        return scene.found


class _Scene(VerblessReports):
    """One paragraph while it is read."""

    def __init__(self, paragraph: Paragraph, doc: Doc, reader: Reader, turn: Candidate | None) -> None:
        super().__init__(paragraph, doc, reader.names)
        self.reader, self.turn = reader, turn
        self.before = reader.last

    def sentence(self, sentence: Span) -> None:
        cues = 0
        for token in sentence:
            if cues == _MOST_CUES:
                return
            self.mention(token)
            if (frame := self.frame_by(token)) is not None:
                self.framed(token, *frame, sentence)
            elif (span := ascribed_by(token)) is not None:
                self.ascription(token, span)
            elif self.is_cue(token):
                self.verb(token, sentence)
            elif token.lower_ in REPORT_NOUNS and token.pos_ == "NOUN":
                self.noun(token)
            else:
                continue
            cues += 1

    def mention(self, token: Token) -> None:
        """Remember whom a sentence names, for the pronouns that follow."""
        subject = token.dep_ == "nsubj" and token.head.dep_ == "ROOT"
        role = subject and token.pos_ == "NOUN" and token.lower_ in ROLE_NOUNS
        if not (role or (token.pos_ == "PROPN" and (subject or token.dep_ in _OBJECTS))):
            return
        named = self.speaker(token) if self.quoted(token.idx) is None and not self.reported(token) else None
        if named is not None and subject:
            self.reader.mentions.named(named)
        elif named is not None:
            self.reader.mentions.beside(named)

    def is_cue(self, token: Token) -> bool:
        base = base_of(token)
        if base not in _CUES:
            return has_that(token)
        if token.tag_.startswith("VB"):
            return token.dep_ not in ("aux", "amod", "compound", "auxpass")
        return base in SPEECH and token.pos_ != "ADJ" and self.touches_quote(token)

    def speaker(self, token: Token) -> Speaker | None:
        here = self.paragraph
        found = speaker_of(token, here.start, here.text, self.reader.names, self.reader.mentions)
        if found is not None and token.pos_ == "PROPN" and any(c.lower_ == "the" for c in token.lefts):
            self.reader.mentions.things.add(found.name)
        listed = self.reader.people.get(found.name.lower()) if found is not None else None
        if found is None or listed is None:
            return found
        return replace(listed, party=found.party or listed.party, start=found.start, end=found.end)

    # ------------------------------------------------------------------------------------------ verbs

    def verb(self, token: Token, sentence: Span) -> None:
        base = base_of(token)
        inside = self.quoted(token.idx)
        if passes_on(token) or (token.tag_ == "VBN" and token.dep_ == "advcl" and base == "ask"):
            return  # "Asked whether …, Aas left": somebody asked
        relay = self.relayed(token)
        speaker_token = self.subject(token) if relay is None else relay.who
        spans, kind, sure = self.content(token, sentence, speaker_token, inside)
        if relay is not None:  # "…, citing Aas" is not what Aas said
            spans = [part for span in spans for part in without(span, [(relay.start, relay.end)])]
            spans = [trimmed(self.text, *span) for span in spans if WORD.search(self.text, *span)]
        if not spans:
            return
        item = Candidate(cue=(token.idx, ends(token)), content=spans, kind=kind, extractor=EXTRACTOR)
        named = speaker_token is not None or token.dep_ == "ROOT"
        item.strict = sure and (kind == "direct" or (base in SAYING | THINKING | SHOWING and named))
        self.judge(item, token, base)
        before = self.reader.last
        self.credit(item, token, speaker_token, inside)
        if relay is not None:
            self.relay(item, relay, inside)
            self.reader.last = before

    def ascription(self, verb: Token, span: tuple[int, int]) -> None:
        """'Called it a disgrace': what is said of a thing, in the wide band."""
        inside, subject = self.quoted(verb.idx), self.subject(verb)
        spans = self.bounded([span], inside, verb)
        if spans and subject is not None:
            item = Candidate(
                cue=(verb.idx, ends(verb)), content=spans, kind="paraphrase", extractor=EXTRACTOR
            )
            self.judge(item, verb, base_of(verb))
            if base_of(verb) in DENYING and not negated(verb):  # whatever is rejected, a refusal too
                item.negative, item.possible = True, False
            self.credit(item, verb, subject, inside)

    def subject(self, verb: Token) -> Token | None:
        """Who a verb of speech has for its subject; None for nobody."""
        if goes_on(verb) or rejoins(verb):
            cues = [t for t in verb.ancestors if base_of(t) in SAYING]
            return self.subject(cues[-1]) if cues else subject_of(verb)
        if verb.lower_ == "heard":
            return None
        own = self.own_subject(verb)
        bare = (
            verb.tag_ == "VB" and verb.i > verb.sent.start and not any(c.dep_ == "aux" for c in verb.children)
        )
        if bare and verb.nbor(-1).pos_ in ("PROPN", "PRON"):
            return verb.nbor(-1)  # "heard Aas say": whatever the parser thinks
        if own is None and heard(verb):
            return verb.nbor(-1)  # "recalled Aas saying"
        if own is None and verb.tag_ in ("VBD", "VBZ") and verb.i > verb.sent.start:
            near = verb.nbor(-1)  # "On Monday Grant Lund told …" is parsed as if Monday were his first name
            if near.pos_ == "PROPN" and near.dep_ in ("pobj", "npadvmod") and verb in near.ancestors:
                dated = near.left_edge.lower_ in DATES or any(t.lower_ in DATES for t in near.lefts)
                return near if dated and near.lower_ not in DATES else None
        if own is None and verb.tag_ == "VBN" and verb.dep_ == "ROOT":
            return None
        agent = child_of(verb, "agent")
        if agent is not None:
            return next((child for child in agent.children if child.dep_ == "pobj"), own)
        if own is None and verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl"):
            return None  # "Asked whether …, Aas said": somebody asked
        if own is None and verb.tag_ == "VBN" and verb.dep_ == "xcomp" and verb.head.lower_ in _SAID_TO:
            return subject_of(verb)  # "is reported to have said"
        found = own or subject_of(verb)
        passive = found is not None and found.dep_ == "nsubjpass" and (own is not None or verb.dep_ != "conj")
        return None if passive else found

    def content(
        self, verb: Token, sentence: Span, subject: Token | None, inside: tuple[int, int] | None
    ) -> tuple[list[tuple[int, int]], Kind, bool]:
        """Spans, kind and whether the shape is one that is usually right."""
        direct = self.direct(verb, subject) if inside is None else []
        if direct and (led := self.led_up_to(direct[0], verb, sentence, subject)):
            return [*led, *direct[1:]], "paraphrase", True
        return (direct, "direct", True) if direct else self.indirect(verb, sentence, subject, inside)

    def indirect(
        self, verb: Token, sentence: Span, subject: Token | None, inside: tuple[int, int] | None
    ) -> tuple[list[tuple[int, int]], Kind, bool]:
        """The same where no quote stands beside the verb."""
        base = base_of(verb)
        told = told_by(verb)
        clause = clause_of(told)
        if clause is not None and ";" in self.text[ends(clause) : verb.idx]:
            clause = None
        if clause is not None and clause.i > told.i:
            start, end = alone(clause)
            if start < told.idx:  # "a vote that critics said would fail"
                start = ends(told)
            joined = [t for t in told.children if t.dep_ == "conj" and t.left_edge.lower_ == "that"]
            end = max(end, *(ends(t.right_edge) for t in joined), 0)
            return self.bounded([(start, end)], inside, verb), "paraphrase", finite(clause)
        if clause is not None:
            if heavy(told):
                return [], "paraphrase", False
            reported = clause.left_edge.idx, ends(clause.right_edge)
            spans = without(reported, [own_clause(told, clause)])
            return self.bounded(spans, inside, verb), "paraphrase", base in SPEECH | THINKING
        if (base in SPEECH | THINKING and verb.dep_ in _ASIDE) or as_clause(verb):
            spans = self.around(verb, sentence, subject)
            if spans:
                return self.bounded(spans, inside, verb), "paraphrase", True
        wished = wished_by(verb)
        if wished is None or inside is not None:
            return [], "paraphrase", False
        to = child_of(verb, "dobj") if base in _BIDDING else None  # "urged her to sell it"
        asks = (base in _ASKING and wished.dep_ == "xcomp") if to is None else to.i < wished.i
        said = verb.lower_ in _TOLD_OF and child_of(verb, "auxpass") is not None and not base_of(wished)
        tells = (said if subject is None else asks) and not UNNAMED.match(self.text, wished.left_edge.idx)
        return self.bounded([alone(wished)] if tells else [], inside, verb), "paraphrase", False

    def around(self, verb: Token, sentence: Span, subject: Token | None) -> list[tuple[int, int]]:
        """A clause that the verb interrupts or follows: 'the deal, she said, was dead'."""
        said = any(c.dep_ == "nsubjpass" and c.lower_ == "it" for c in verb.children)  # "…, it is claimed, …"
        if (subject is None and not said) or heavy(verb) or child_of(verb, "dative") is not None:
            return []
        own = [t for t in verb.subtree if t.dep_ != "punct"]
        behind = verb.i > sentence.start and verb.nbor(-1).text == ","
        if verb.dep_ == "ROOT" and behind and subject is not None and subject.i > verb.i:
            return [(sentence.start_char, verb.idx)]
        if verb.dep_ == "ROOT" or not own or (verb.dep_ == "ccomp" and self.is_cue(verb.head)):
            return []
        first, last = min(t.i for t in own), max(t.i for t in own)
        comma = first > sentence.start and self.doc[first - 1].text in (",", "—", "–", "-", "?", "!")
        after = last + 1 < len(self.doc) and self.doc[last + 1].text in (",", ".", "—", "–", "-", "?", "!")
        joined = first == sentence.start + 1 and self.doc[first - 1].dep_ == "cc"  # "But as Vik put it, …"
        apart = (comma or joined or first == sentence.start) and after
        if not apart or (verb.dep_ == "advcl" and not as_clause(verb)):
            return []
        own_words = self.doc[first].idx, ends(self.doc[last])
        start = own_words[0] if joined else sentence.start_char
        return without((start, sentence.end_char), [own_words])

    # ------------------------------------------------------------------------------------------ others

    def unclaimed(self) -> None:
        """Quotes that no verb took: they go on for whoever spoke last."""
        for quote in self.quotes:
            goes_on = self.paragraph.goes_on and quote == self.quotes[0]
            if quote in self.claimed or self.taken(quote):
                continue
            if goes_on:
                self.keep(quote, self.reader.left_open.speaker if self.reader.left_open else None)
                continue
            if not self.is_speech(quote):
                continue
            if self.reader.introduced is not None and not self.text[: quote[0]].strip('" '):
                self.keep(quote, *self.reader.introduced)
                continue
            left_open = quote[1] == len(self.text)  # it goes on in the next paragraph
            if len(WORD.findall(self.text[quote[0] : quote[1]])) < 4 and not left_open:
                continue
            leader = self.leader(quote)
            if leader is not None:
                self.led(quote, leader)
                continue
            if not self.opens_sentence(quote):
                continue
            cues = [item.cue for item in self.found]
            if left_open and all(cue is not None and quote[0] <= cue[0] < quote[1] for cue in cues):
                self.keep(quote, self.before.speaker if self.before else None)
                continue
            before, last = self.latest(quote), self.reader.last
            if before is not None and (before.kind == "direct" or self.told_after(before)):
                before.content.append(trimmed(self.text, *quote))
                self.claimed[quote] = before
            elif last is not None and last.speaker is not None:
                self.keep(quote, last.speaker)

    def introduces(self) -> Speaker | None:
        """Whose words the next paragraph holds: this one ends with 'Vik said:'."""
        *_, sentence = self.doc.sents
        verb = next((t for t in reversed([*sentence]) if self.is_cue(t) and base_of(t) in SAYING), None)
        if verb is None or negated(verb) or hypothetical(verb) or passes_on(verb) or self.relayed(verb):
            return None
        subject = self.subject(verb)
        return None if subject is None or self.quoted(verb.idx) else self.speaker(subject)

    def keep(self, quote: tuple[int, int], speaker: Speaker | None) -> None:
        """A quote as a statement of its own, of somebody who spoke before or of nobody."""
        item = self.bare(quote)
        item.speaker = speaker
        self.add(item)
        self.claimed[quote] = item

    def judge(self, item: Candidate, verb: Token, base: str) -> None:
        sign = sign_of(verb, reports=True)
        unsaid = base in SPEECH and negated(verb)  # who does not say it need not deny it
        item.negative, item.possible = sign == "-", sign == "o" or hedged(verb) or unsaid
        item.doubted = base in DOUBTING
        item.question = base in ("ask", "wonder")
        clause = clause_of(told_by(verb))
        if clause is not None:
            item.possible |= hedged(clause)
            if any(c.dep_ == "mark" and c.lower_ in ("if", "whether") for c in clause.children):
                item.strict = False

    def credit(
        self, item: Candidate, cue: Token, subject: Token | None, inside: tuple[int, int] | None
    ) -> None:
        """Name the speaker, unless the words stand under a doubt or a hypothesis."""
        item.base = self.paragraph.start
        item.outer = self.outer(cue)
        if (hypothetical(cue) or supposed(cue)) and cue.lower_ != "according":
            item.hypothetical, item.strict = True, False
        elif subject is not None and self.quoted(subject.idx) in (inside, None):
            item.speaker = self.speaker(subject)
            if item.speaker is not None and item.speaker.name.lower() in OPEN:
                item.strict = False
        elif subject is None and cue.i == 0 and cue.tag_ == "VBG" and self.reader.last is not None:
            item.speaker = self.reader.last.speaker  # "suggesting …": whoever spoke goes on
        mine = subject is not None and subject.lower_ == "i" and inside is None and item.outer is self.turn
        if mine and self.turn is None:
            item.kind = "author"
        if item.kind == "direct":
            held = (q for a, b in item.content for q in self.near(a, b) if a < q[1] and q[0] < b)
            self.claimed.update(dict.fromkeys(held, item))
        self.add(item)

    def add(self, item: Candidate) -> None:
        self.found.append(item)
        if item.outer is self.turn and not item.hypothetical:
            self.reader.last = item
            if item.speaker is not None:
                self.reader.mentions.named(item.speaker)

    def settle(self) -> None:
        """Put what was found first into what it stands in, and let *I* be the one who speaks there."""
        for item in self.found:
            cue = item.cue
            if cue is None or item.relays:
                continue
            if item.outer is self.turn:
                holding = (d for d in self.found if d is not item and d.holds(cue[0]))
                item.outer = min(holding, key=lambda d: sum(b - a for a, b in d.content), default=self.turn)
            said = item.outer.speaker if item.outer is not None else None
            if said is not None and item.speaker is not None and item.speaker.name.lower() in ("i", "we"):
                item.speaker = replace(item.speaker, name=said.name, role=said.role, party=said.party)
        outside = [d for d in self.found if d.outer is self.turn and not d.hypothetical and not d.relays]
        if outside:
            self.reader.last = max(outside, key=Candidate.position)

    def outer(self, cue: Token) -> Candidate | None:
        return next((d for d in reversed(self.found) if d.holds(cue.idx)), self.turn)
